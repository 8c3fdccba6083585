"""Tables: headings above columns of bare numbers, or before rows of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.clinical.folding import Words
from bot.clinical.settings.cues import UNIT_OF_CUE
from bot.clinical.settings.numbers import unit_alone
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.vocabulary import vocabulary

_SEPARATORS: Final = ("|", "\t")
_FEWEST_HEADINGS: Final = 2
_FEWEST_VALUES: Final = 2  # side by side, so that each column is a set of its own
_WORD: Final = re.compile(r"[^\W_]+")
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{1,16}(?:\(2\))?)[)\]]")
_SQUARED: Final = re.compile(r"[cm]m ?\^?\(?-?2\)?")
_DIGIT: Final = re.compile(r"[0-9]")
_SPACES: Final = re.compile(r" {2,}")
_WIDE: Final = "  "
_AROUND: Final = " :•·*-"


class Cell(NamedTuple):
    """What is known of a number that stands in a table."""

    cue: str
    """What its heading says it is, "" where that says nothing."""
    column: int
    """Its column where each is a set of its own, else -1."""


class Table(NamedTuple):
    """The numbers of a text, those in a table with the unit of their heading; the cells by their numbers' starts."""

    numbers: Sequence[Quantity]
    cells: dict[int, Cell]


class _Heading(NamedTuple):
    unit: str
    cue: str


_NOTHING: Final = _Heading("", "")


def with_headings(words: Words, numbers: Sequence[Quantity]) -> Table:
    """The numbers, those in a table's cells with the unit that stands above or before them."""
    lower = words.text.lower
    if "\n" not in lower:
        return Table(numbers, {})
    separator = _separator(lower)
    if separator is None:
        return Table(numbers, {})
    rows = {} if separator.isspace() and separator != "\t" else _rows(lower, separator)
    if rows:
        return _under(numbers, [_in_its_row(number, lower, separator, rows) for number in numbers])
    headings, end = _columns(lower, separator)
    if not headings:
        return Table(numbers, {})
    return _under(numbers, [_in_its_column(number, lower, separator, headings, end) for number in numbers])


def _separator(lower: str) -> str | None:
    """What parts the cells: a bar, a tab, or a comma or spaces where the first line is nothing but headings."""
    for separator in _SEPARATORS:
        if separator in lower:
            return separator
    line = lower[: lower.find("\n")]
    if _DIGIT.search(_SQUARED.sub("", line)):
        return None
    if line.count(",") >= _FEWEST_HEADINGS:
        return ","
    if len(_SPACES.split(line.strip())) > _FEWEST_HEADINGS:
        return _WIDE  # "spot  fluence  pulse"
    words = line.split()
    headings = len(words) >= _FEWEST_HEADINGS and all(_heading(word).unit for word in words)
    return " " if headings else None  # "mm J ms"


def _cells(line: str, separator: str) -> list[str]:
    return _SPACES.split(line) if separator == _WIDE else line.split(separator)


def _under(numbers: Sequence[Quantity], found: Sequence[tuple[_Heading, int] | None]) -> Table:
    read: list[Quantity] = []
    cells: dict[int, Cell] = {}
    for number, place in zip(numbers, found, strict=True):
        if place is None:
            read.append(number)
            continue
        heading, column = place
        read.append(number if number.unit or not heading.unit else number.with_unit(heading.unit))
        cells[number.start] = Cell(heading.cue, column)
    return Table(read, cells)


def _rows(lower: str, separator: str) -> dict[int, tuple[_Heading, bool]]:
    """The lines that begin with a heading, by their place, and whether several values follow in them."""
    found: dict[int, tuple[_Heading, bool]] = {}
    place = 0
    for line in lower.split("\n"):
        cells = [cell for cell in line.split(separator) if cell.strip(_AROUND)]
        values = sum(_DIGIT.search(cell) is not None for cell in cells[1:])
        if values:
            heading = _heading(cells[0])
            if heading.unit or heading.cue:
                found[place] = (heading, values >= _FEWEST_VALUES)
        place += len(line) + 1
    several = sum(each for _, each in found.values())
    return found if several >= _FEWEST_HEADINGS else {}


def _in_its_row(
    number: Quantity, lower: str, separator: str, rows: dict[int, tuple[_Heading, bool]]
) -> tuple[_Heading, int] | None:
    line = lower.rfind("\n", 0, number.start) + 1
    row = rows.get(line)
    if row is None or separator not in lower[line : number.start]:
        return None
    heading, several = row
    return heading, lower.count(separator, line, number.start) if several else -1


def _columns(lower: str, separator: str) -> tuple[tuple[_Heading, ...], int]:
    """The first line whose cells name units or settings, and its end."""
    place = 0
    for line in lower.split("\n"):
        end = place + len(line)
        if separator in line:
            headings = tuple(map(_heading, _cells(line, separator)))
            if sum(bool(heading.unit) for heading in headings) >= _FEWEST_HEADINGS:
                return headings, end
        place = end + 1
    return (), 0


def _in_its_column(
    number: Quantity, lower: str, separator: str, headings: tuple[_Heading, ...], end: int
) -> tuple[_Heading, int] | None:
    if number.start <= end:
        return None
    line = lower.rfind("\n", 0, number.start) + 1
    line_end = lower.find("\n", number.digits_end)
    if separator not in lower[line : line_end if line_end >= 0 else len(lower)]:
        return None
    column = len(_cells(lower[line : number.start], separator)) - 1
    heading = headings[column] if column < len(headings) else _NOTHING
    return (heading, -1) if heading.unit or heading.cue else None


def _heading(cell: str) -> _Heading:
    """What a cell is a heading of: nothing if it holds a figure."""
    cell = cell.strip(_AROUND)
    if _DIGIT.search(_SQUARED.sub("", cell)):
        return _NOTHING
    cues = vocabulary().cues
    cue = next((cues[word] for word in _WORD.findall(cell) if cues.get(word, "none") != "none"), "")
    brackets = _IN_BRACKETS.search(cell)
    unit = unit_alone(cell) or (unit_alone(brackets[1]) if brackets else "")
    if unit in _COUNTED:
        unit = ""
    unit = unit or next((each for word in _WORD.findall(cell) if (each := unit_alone(word)) in _NAMED), "")
    return _Heading(unit or UNIT_OF_CUE.get(cue, ""), cue)


_COUNTED: Final = frozenset({"pulse", "spots", "shot"})  # a heading "pulse" is its width
_NAMED: Final = frozenset({"mj", "ms", "us", "ns", "ps", "mm", "um", "nm", "hz", "w", "pass", "session", "percent"})
"""Units that a heading may name within other words."""
