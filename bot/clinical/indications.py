"""What is treated: the keys, and finding them in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.clinical import lookup
from bot.clinical.events import is_event
from bot.clinical.hearsay import standing_as_told
from bot.clinical.named_in_text import NamedCatalogue, NamedRow
from bot.clinical.phrases import View, listed
from bot.clinical.reading import Standing
from bot.clinical.standing import Named, is_treated

_NOT_THERE = frozenset({Standing.DENIED, Standing.FEARED, Standing.ASKED})


@dataclass(frozen=True, slots=True)
class Indication(NamedRow):
    """Something that is treated. ``complication`` is the code that its words can also stand for."""

    complication: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The indication that a row of the data file tells of."""
        return cls(*cls.told(row), row.get("complication"))


class IndicationCatalogue(NamedCatalogue[Indication]):
    """Every indication. One that can also be a complication counts where it is treated, or neither denied nor new."""

    def _is_discounted(self, view: View, item: Indication, first: int, last: int) -> bool:
        if item.complication is None or is_treated(view, first):
            return False
        if is_event(view, first, last):
            return True
        return standing_as_told(Named.of(view, ((first, last),)), first, last, treatable=False) in _NOT_THERE


@cache
def indications() -> IndicationCatalogue:
    """The indications, read once."""
    data = lookup.load("indications.toml")
    return IndicationCatalogue(
        tuple(Indication.of(row) for row in data["indication"]),
        listed(data["not_meant"]),
    )
