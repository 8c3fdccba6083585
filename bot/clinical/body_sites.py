"""Where on the body something is treated or seen: the keys, and finding them in a text."""

from __future__ import annotations

from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.named_in_text import NamedCatalogue, NamedRow
from bot.clinical.phrases import View, listed, plain_phrases

_OF_THE_SITE: Final = frozenset({"the", "her", "his", "their", "any", "both", "whole", "entire"})
_AVOIDED: Final = (["avoid"], ["avoiding"], ["avoided"], ["spare"], ["sparing"], ["except"], ["excluding"])
_AWAY: Final = (["away", "from"], ["clear", "of"], ["keep", "off"], ["not", "over"], ["never", "over"])


class BodySite(NamedRow):
    """A part of the body."""

    __slots__ = ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it. "Lip hair" is none: who looks for hair does not look for every lip."""
        return tuple(name for name in plain_phrases(self.words) if not name.endswith(" hair"))


class BodySiteCatalogue(NamedCatalogue[BodySite]):
    """Every body site. Each that is named counts, unless it is taken back at once, "Ankle? No, calf", or kept away
    from: "stay away from the eyebrows"."""

    def _is_discounted(self, view: View, item: BodySite, first: int, last: int) -> bool:
        following = last + 1
        return _is_kept_away_from(view, first) or (
            view.lower[following : following + 1] == ["no"]
            and "?" in view.words.gap(following)
            and "," in view.words.gap(following + 1)
        )


def _is_kept_away_from(view: View, first: int) -> bool:
    while first and view.lower[first - 1] in _OF_THE_SITE:
        first -= 1
    ahead = view.lower[max(0, first - 2) : first]
    return ahead[-1:] in _AVOIDED or ahead in _AWAY


@cache
def body_sites() -> BodySiteCatalogue:
    """The body sites, read once."""
    data = lookup.load("body_sites.toml")
    return BodySiteCatalogue(
        tuple(BodySite.of(row) for row in data["body_site"]),
        listed(data["not_meant"]),
    )
