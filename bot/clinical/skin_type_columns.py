"""Skin types in a column of a table: bare numerals under a heading "FST", where no cue stands beside each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_SEPARATORS: Final = ("|", "\t")
_FEWEST_CELLS: Final = 2
_AROUND: Final = " \t*_:#"
_HEADING: Final = re.compile(
    r"(?:fst|spt|fitz(?:patrick)?(?: (?:skin )?types?)?|skin(?:[ -]?(?:photo)?types?)?|photo[ -]?types?)\.?"
)
_NOT_FURTHER: Final = r"(?![\w%])(?![.,]\d)"  # no "4.5", no "IVF"
_ROMAN: Final = re.compile(rf"(?:vi|iv|v|i{{1,3}}){_NOT_FURTHER}")
_NUMERAL: Final = re.compile(rf"(?:vi|iv|v|i{{1,3}}|[1-6]){_NOT_FURTHER}")


def cells_under_a_heading(lower: str) -> Iterator[tuple[int, int]]:
    """Where each such cell with a numeral in it begins, without the spaces around it, and where it ends.

    Under the heading, or behind it in its own row: "FST | IV | V".
    """
    separator = next((each for each in _SEPARATORS if each in lower), None)
    if separator is None:
        return
    column: int | None = None
    place = 0
    for line in lower.split("\n"):
        cells = line.split(separator)
        if len(cells) < _FEWEST_CELLS:
            column = None
        elif column is None:
            column = next((at for at, cell in enumerate(cells) if _HEADING.fullmatch(cell.strip(_AROUND))), None)
            if column is not None:
                yield from _numerals(cells, range(column + 1, len(cells)), place, _ROMAN)
        else:
            yield from _numerals(cells, range(column, min(column + 1, len(cells))), place, _NUMERAL)
        place += len(line) + 1


def _numerals(cells: Sequence[str], wanted: range, place: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Those of the wanted cells of a line that begin with a numeral. ``place`` is where the line begins."""
    start = place
    for at, cell in enumerate(cells):
        begins = len(cell) - len(cell.lstrip(_AROUND))
        if at in wanted and pattern.match(cell, begins):
            yield start + begins, start + len(cell.rstrip(_AROUND))
        start += len(cell) + 1
