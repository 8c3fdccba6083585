"""A file's rows, one after the other: cells by column, and what is wrong with how they are written.

Nothing is read further than the row that is asked for, so that a large file holds up nobody for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from bot.exchange.importing.cells import Row
from bot.exchange.importing.columns import Header
from bot.exchange.importing.decoding import decoded
from bot.exchange.importing.json_rows import JsonRows
from bot.exchange.importing.problems import Problem
from bot.exchange.importing.sheet_rows import SheetRows
from bot.exchange.refusal import Refusal

LARGEST: Final = 16 * 1024 * 1024
MOST_ROWS: Final = 20_000
_BRACKETS: Final = ("[", "{")


class RawRows(Protocol):
    """Rows as one form of file has them."""

    form: str
    """As a person calls it: "CSV with ;", "JSON"."""
    header: Header
    place: int
    """How many characters are read by now."""
    ended_by: Problem | None
    """Set where the rest cannot be read."""

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(slots=True)
class Table:
    """A file, opened: its header is read, its rows come when they are asked for."""

    form: str
    encoding: str
    header: Header
    _rows: RawRows
    _length: int
    _iterator: Iterator[Row]
    _given: int = 0
    ending: list[Problem] = field(default_factory=list[Problem])
    """What is wrong with the file from some row on; known once the rows are through."""

    @property
    def done(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return min(1.0, self._rows.place / self._length)

    def next_rows(self, most: int) -> list[Row]:
        """The next rows; none when they are through."""
        rows: list[Row] = []
        while len(rows) < most and not self.ending:
            row = next(self._iterator, None)
            if row is None:
                self.ending += [self._rows.ended_by] if self._rows.ended_by else []
                break
            if self._given >= MOST_ROWS:
                self.ending.append(Problem(row.number, "", f"a file holds at most {MOST_ROWS:,} rows; divide it."))
                break
            self._given += 1
            rows.append(row)
        return rows


def opened(content: bytes, name: str) -> Table:
    """A file's content under its name; raises a Refusal where it cannot be read at all."""
    require_size(len(content))
    text = decoded(content)
    is_json = name.lower().endswith(".json") or text.text.lstrip()[:1] in _BRACKETS
    rows: RawRows = JsonRows(text.text) if is_json else SheetRows(text.text)
    return Table(rows.form, text.encoding, rows.header, rows, max(1, len(text.text)), iter(rows))


def require_size(size: int) -> None:
    """Raises a Refusal for a file that is too large, before it is fetched."""
    if size > LARGEST:
        raise Refusal(
            f"The file has {size / 1024 / 1024:.1f} MB; at most {LARGEST // 1024 // 1024} MB can be imported at once. "
            "Please divide it."
        )
