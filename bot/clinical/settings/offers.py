"""What a machine that is offered or praised can do: ranges that no treatment has."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.clinical.reading import Range
from bot.clinical.settings.corrections import Stretch
from bot.clinical.settings.others import OWN_WORDS
from bot.clinical.settings.text import Reader

_OF_A_MACHINE: Final = frozenset(
    {"offer", "price", "priced", "prices", "cost", "costs", "discount", "machine", "device"}
)
_UNITS: Final = frozenset({"j", "j_cm2", "mj", "ms", "us", "ns", "ps", "mm", "um", "hz", "w", "nm"})
_WIDE: Final = 8.0  # times the lower end
_OWN_DOINGS: Final = OWN_WORDS - {"my", "our"}  # an offer comes "in my mail"


def offered(reader: Reader) -> list[Stretch]:
    """The sentences that tell what a machine can do: "755 up to 100 J/cm2, spots 2 to 24 mm, 0.25-100 ms, price …"."""
    if reader.present.isdisjoint(_OF_A_MACHINE):
        return []
    found: list[Stretch] = []
    wide = [
        quantity.first_word for quantity in reader.quantities if quantity.unit in _UNITS and _is_wide(quantity.value)
    ]
    end = 0
    for one, other in pairwise(wide):
        if one < end:
            continue  # the same sentence again
        first, end = reader.words.sentence(one)
        if other < end and _OWN_DOINGS.isdisjoint(reader.lower[first:end]):
            found.append((first, end))
    return found


def _is_wide(value: float | Range) -> bool:
    """Whether no treatment has such a range, and a machine has."""
    if not isinstance(value, Range) or value.high is None:
        return False
    return value.low is None or value.low * _WIDE <= value.high
