"""Facts that bear on how serious a complication is: permanent, resolved in three weeks, hospital, surgery."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.denial import plainly_denied
from bot.clinical.named_in_text import NamedCatalogue, NamedRow
from bot.clinical.phrases import View


class Fact(NamedRow):
    """Something about the course of a complication or what it took to treat it."""

    __slots__ = ()


class FactCatalogue(NamedCatalogue[Fact]):
    """Every such fact. One that is denied does not count."""

    def _is_discounted(self, view: View, item: Fact, first: int, last: int) -> bool:
        return plainly_denied(view, first, last)


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
    return FactCatalogue(
        tuple(Fact.of(row) for row in lookup.load("seriousness.toml")["fact"]),
        (),
    )
