"""Facts that bear on how serious a complication is: permanent, resolved in three weeks, hospital, surgery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.denial import plainly_denied
from bot.clinical.named_in_text import NamedCatalogue, NamedRow, named
from bot.clinical.phrase_book import Hit
from bot.clinical.phrases import View, listed
from bot.clinical.reading import Found, Mention

_STATES: Final = frozenset({"persisting", "resolved"})
"""Facts of which one follows the other: of one complication the later counts."""


class Fact(NamedRow):
    """Something about the course of a complication or what it took to treat it."""

    __slots__ = ()


class FactCatalogue(NamedCatalogue[Fact]):
    """Every such fact. One that is denied does not count."""

    def told_of(self, view: View, hits: list[Hit[Fact | None]], reported: Sequence[Mention]) -> tuple[Found, ...]:
        """The facts told of the complications reported, without a state that a later one has overtaken."""
        states = [
            (item.key, _whose(view.words.span(first, last).start, reported))
            for item, first, last in named(hits)
            if item.key in _STATES and not self._is_discounted(view, item, first, last)
        ]
        told = self.told(view, hits)
        if not states:
            return told
        latest, of = states[-1]
        # "The blister healed; PIH still there" tells of two complications, each with its own state.
        others = {key for key, whose in states if key != latest and whose != of}
        return tuple(each for each in told if each.value not in _STATES or each.value in {latest, *others})

    def _is_discounted(self, view: View, item: Fact, first: int, last: int) -> bool:
        return plainly_denied(view, first, last)


def _whose(start: int, reported: Sequence[Mention]) -> str:
    """The complication that something said at this place is said of: the last one before it."""
    before = [mention.code for mention in reported if mention.span.start <= start]
    return before[-1] if before else reported[0].code


@dataclass(frozen=True, slots=True)
class SeriousByThemselves:
    """What makes a report of a complication serious, whatever else it says: keys of facts, codes of complications."""

    facts: frozenset[str]
    complications: frozenset[str]


@cache
def serious_by_themselves() -> SeriousByThemselves:
    """The same, read once."""
    data = lookup.load("seriousness.toml")
    return SeriousByThemselves(
        frozenset(data["serious_facts"].split()), frozenset(data["serious_complications"].split())
    )


@cache
def seriousness() -> FactCatalogue:
    """The facts, read once."""
    data = lookup.load("seriousness.toml")
    return FactCatalogue(tuple(Fact.of(row) for row in data["fact"]), listed(data["not_meant"]))
