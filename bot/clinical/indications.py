"""What is treated: the keys, and finding them in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, Self

from bot.clinical import lookup
from bot.clinical.denial import plainly_denied
from bot.clinical.events import is_event
from bot.clinical.hearsay import standing_as_told
from bot.clinical.named_in_text import NamedCatalogue, NamedRow, named
from bot.clinical.phrase_book import Hit
from bot.clinical.phrases import View, listed
from bot.clinical.reading import Found, Standing
from bot.clinical.standing import Named, is_treated

_SENTENCE_ENDS: Final = re.compile(r"[.!?]\s")
_NOT_THERE = frozenset({Standing.DENIED, Standing.FEARED, Standing.ASKED})


@dataclass(frozen=True, slots=True)
class Indication(NamedRow):
    """Something that is treated. ``complication`` is the code that its words can also stand for."""

    complication: str | None = None
    older: frozenset[str] = frozenset()
    """Words of its names by which no laser made it: "acne scars at week 4" were there before."""

    @property
    def is_event(self) -> bool:
        """Whether it is at once a complication and nothing else, as PIH is; scars are mostly older than the laser."""
        return self.key == self.complication

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The indication that a row of the data file tells of."""
        return cls(*cls.told(row), row.get("complication"), frozenset(row.get("older", "").split()))


class IndicationCatalogue(NamedCatalogue[Indication]):
    """Every indication. One that can also be a complication counts where it is treated, or neither denied nor new."""

    def told(self, view: View, hits: list[Hit[Indication | None]]) -> tuple[Found, ...]:
        """What a text tells of. "Hair removal on the legs. Blisters, then PIH": that came of what was treated."""
        found = super().told(view, hits)
        if len(found) < 2 or self._events.isdisjoint([each.value for each in found]):
            return found
        events = [(item.key, first) for item, first, _ in named(hits) if item.is_event]
        came_of_it = {key for key, _ in events} - {key for key, first in events if is_treated(view, first)}
        reason = next((each for each in found if each.value not in came_of_it), None)
        if reason is None or not came_of_it:
            return found
        text = view.words.text.original
        return tuple(
            each
            for each in found
            if each.value not in came_of_it or not _SENTENCE_ENDS.search(text, reason.span.end, each.span.start)
        )

    @cached_property
    def _events(self) -> frozenset[str]:
        return frozenset(each.key for each in self if each.is_event)

    def _is_discounted(self, view: View, item: Indication, first: int, last: int) -> bool:
        if is_treated(view, first):
            return False
        if item.complication is None or not item.older.isdisjoint(view.lower[first : last + 1]):
            return plainly_denied(view, first, last)
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
