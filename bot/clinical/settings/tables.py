"""Tables: a line of headings, then lines of bare numbers under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.clinical.folding import Words
from bot.clinical.settings.numbers import Number, unit_alone
from bot.clinical.settings.vocabulary import vocabulary

_SEPARATORS: Final = ("|", "\t")
_FEWEST_HEADINGS: Final = 2
_HEADING: Final = re.compile(r"[^\W_]+")
_UNIT_OF_CUE: Final = {
    "fluence": "j_cm2",
    "energy": "mj",
    "pulse": "ms",
    "spot": "mm",
    "wavelength": "nm",
    "power": "w",
    "rate": "hz",
    "depth": "um",
    "density": "percent",
    "pass": "pass",
    "session": "session",
    "filter": "nm",
}


class _Heading(NamedTuple):
    units: tuple[str, ...]
    """The unit of each column, "" where the heading names none."""
    end: int


def with_headings(words: Words, numbers: Sequence[Number]) -> list[Number]:
    """The numbers, those in a table's cells with the unit that stands above them."""
    lower = words.text.lower
    separator = next((each for each in _SEPARATORS if each in lower), None)
    if separator is None:
        return list(numbers)
    heading = _heading(lower, separator)
    if heading is None:
        return list(numbers)
    return [_in_its_column(number, lower, separator, heading) for number in numbers]


def _heading(lower: str, separator: str) -> _Heading | None:
    """The first line whose cells name units or settings and which has no values itself."""
    place = 0
    for line in lower.split("\n"):
        end = place + len(line)
        if separator in line:
            units = tuple(_unit(cell.strip()) for cell in line.split(separator))
            if sum(map(bool, units)) >= _FEWEST_HEADINGS:
                return _Heading(units, end)
        place = end + 1
    return None


def _unit(cell: str) -> str:
    unit = unit_alone(cell)
    if unit:
        return unit
    for word in _HEADING.findall(cell):
        found = _UNIT_OF_CUE.get(vocabulary().cues.get(word, "")) or unit_alone(word)
        if found:
            return found
    return ""


def _in_its_column(number: Number, lower: str, separator: str, heading: _Heading) -> Number:
    if number.unit or number.start <= heading.end:
        return number
    line = lower.rfind("\n", 0, number.start) + 1
    column = lower.count(separator, line, number.start)
    unit = heading.units[column] if column < len(heading.units) else ""
    return number._replace(unit=unit) if unit and separator in lower[line : number.start + 1] + separator else number
