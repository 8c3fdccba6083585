"""Skin types as a query says them in words: dark, black, brown, of colour, fair.

Nobody's settings are read from such words: they only put those first, in a search, that state one of these types. So of
two readings the one counts that warns more: a protocol for types I to IV is none for "dark skin".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.clinical.folding import Folded
from bot.clinical.reading import Found
from bot.clinical.skin_types import SkinType

_DARK: Final = ("V", "VI")
_OF_COLOUR: Final = ("IV", "V", "VI")
_FAIR: Final = ("I", "II")
# House limit, unchecked. Where people come from tells no skin type: "Asian skin" is any from II to V.
_TYPES: Final[Mapping[str, tuple[SkinType, ...]]] = {
    **dict.fromkeys(("dark", "darker", "darkest", "black", "dark brown", "melanin rich"), _DARK),
    **dict.fromkeys(("brown", "light brown"), ("IV", "V")),
    **dict.fromkeys(("ethnic", "of colour", "of color"), _OF_COLOUR),
    **dict.fromkeys(("fair", "fairer", "fairest", "pale", "paler", "light", "lighter", "lightest", "white"), _FAIR),
}
_SKINS: Final = frozenset({"skin", "skins", "skinned", "complexion", "complexions", "phototype", "phototypes"})
"""Without one of these words in it, a query is looked at no further."""
_SHADE: Final = "|".join(sorted((re.escape(each).replace(r"\ ", "[ -]") for each in _TYPES), key=len, reverse=True))
# What is a place on the skin, or done to it: "dark skin patches", "light skin tightening".
_NOT_ALL_OF_IT: Final = (
    r"(?![ -](?:patch|spot|mark|lesion|area|discolo|tag|growth|tighten|rejuvenat|resurfac|peel|lighten|bleach))"
)
_NAMED: Final = re.compile(
    rf"\b(?P<before>{_SHADE})(?:[ -](?:fitzpatrick|colou?red))?[ -]"
    rf"(?:skin(?:s|ned)?(?:[ -](?:(?:photo)?types?|tones?|colou?rs?))?|complexions?|phototypes?)\b{_NOT_ALL_OF_IT}"
    r"|\bskins? (?P<behind>of colou?r)\b"
)


def shades_in(folded: Folded) -> Iterator[Found]:
    """Every type that is meant by a shade, one item a type."""
    if _SKINS.isdisjoint(folded.words.said):
        return
    for match in _NAMED.finditer(folded.lower):
        shade = (match["before"] or match["behind"]).replace("-", " ")
        span = folded.span(*match.span())
        yield from (Found(each, span) for each in _TYPES[shade])
