"""Where on the body something is treated or seen: the keys, and finding them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.named_in_text import NamedCatalogue
from bot.clinical.phrases import View, listed, plain_phrases


@dataclass(frozen=True, slots=True)
class BodySite:
    """A part of the body."""

    key: str
    name: str
    words: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)


class BodySiteCatalogue(NamedCatalogue[BodySite]):
    """Every body site. Each that is named counts."""

    def _is_discounted(self, view: View, item: BodySite, first: int, last: int) -> bool:
        return False


@cache
def body_sites() -> BodySiteCatalogue:
    """The body sites, read once."""
    data = lookup.load("body_sites.toml")
    return BodySiteCatalogue(
        tuple(
            BodySite(row["key"], row["name"], listed(row["words"]), row.get("source"), row.get("basis"))
            for row in data["body_site"]
        ),
        listed(data["not_meant"]),
    )
