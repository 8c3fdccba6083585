"""What is wrong with a file, by row and column, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.clinical.screen import identifiers

_LONGEST_QUOTED: Final = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file. `row` counts as a spreadsheet does (the names of the columns are row 1), and the objects of
    a JSON list from 1; `column` is "" where the whole row is meant."""

    row: int
    column: str
    text: str

    @property
    def shown(self) -> str:
        """In one line."""
        place = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.text}"


def quoted(written: str) -> str:
    """What was written, short and harmless; its place alone where it might identify a patient."""
    if identifiers(written):
        return "what stands there"
    words = " ".join(written.split())
    short = words if len(words) <= _LONGEST_QUOTED else words[: _LONGEST_QUOTED - 1] + "…"
    return "“" + "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in short) + "”"
