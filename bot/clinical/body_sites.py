"""Where on the body something is treated or seen: the keys, and finding them in a text."""

from __future__ import annotations

from functools import cache

from bot.clinical import lookup
from bot.clinical.named_in_text import NamedCatalogue, NamedRow
from bot.clinical.phrases import View, listed, plain_phrases


class BodySite(NamedRow):
    """A part of the body."""

    __slots__ = ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it. "Lip hair" is none: who looks for hair does not look for every lip."""
        return tuple(name for name in plain_phrases(self.words) if not name.endswith(" hair"))


class BodySiteCatalogue(NamedCatalogue[BodySite]):
    """Every body site. Each that is named counts, unless it is taken back at once: "Ankle? No, calf"."""

    def _is_discounted(self, view: View, item: BodySite, first: int, last: int) -> bool:
        following = last + 1
        return (
            view.lower[following : following + 1] == ["no"]
            and "?" in view.words.gap(following)
            and "," in view.words.gap(following + 1)
        )


@cache
def body_sites() -> BodySiteCatalogue:
    """The body sites, read once."""
    data = lookup.load("body_sites.toml")
    return BodySiteCatalogue(
        tuple(BodySite.of(row) for row in data["body_site"]),
        listed(data["not_meant"]),
    )
