"""What a query asks for that no search of words answers, but something else does."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.folding import Words, fold
from bot.clinical.indications import indications
from bot.clinical.screen.vocabulary import name_words
from bot.clinical.vocabulary import named_things
from bot.exchange.known_words import is_known

_BY_SOMEBODY: Final = re.compile(r"\bby\s+(?:dr\.?\s+|doctor\s+)?@?([^\W\d_]{2,})", re.IGNORECASE)
_ONES_OWN: Final = re.compile(
    r"\bmy\s+(?:(?:own|first|last|latest|newest|recent|old)\s+)*"
    r"(?:entry|entries|tips?|protocols?|posts?|notes?|questions?|answers?|complications?|reports?|reviews?|summar\w+)\b"
    r"|^\s*(?:mine|by\s+(?:me|myself))\s*$",
    re.IGNORECASE,
)
_OF_AUTHORS: Final = frozenset({"by", "my", "mine"})
_TREATING: Final = frozenset(
    {"treat", "treats", "treated", "treating", "treatment", "treatments", "help", "helps", "helped", "manage"}
    | {"managed", "managing", "management", "cure", "cures", "remedy", "remedies", "resolve", "resolves"}
)
_SKIN: Final = frozenset({"skin", "skins", "skinned"})
_ORIGINS: Final = frozenset(
    {"asian", "african", "afro", "arab", "arabic", "caribbean", "caucasian", "chinese", "european", "hispanic"}
    | {"indian", "japanese", "korean", "latin", "latina", "latino", "mediterranean"}
)
_CUES: Final = _OF_AUTHORS | _TREATING | _ORIGINS
_NOTHING: Final = frozenset[str]()


def cues_in(typed: str) -> frozenset[str]:
    """The words of a query that may ask for something else; most have none, and are looked at no further."""
    said = frozenset(typed.lower().split())
    return _NOTHING if _CUES.isdisjoint(said) else said


def asks_for_an_author(typed: str, cues: frozenset[str]) -> bool:
    """Whether what somebody wrote is asked for, oneself or another: "tips by Eleni", but not "hair removal by IPL"."""
    if _OF_AUTHORS.isdisjoint(cues):
        return False
    return _ONES_OWN.search(typed) is not None or any(_is_name(match[1]) for match in _BY_SOMEBODY.finditer(typed))


def treated(typed: str, cues: frozenset[str], chosen: str | None) -> str | None:
    """The complication whose treatment is asked for, by its key: the one that was chosen, or the first in the words."""
    return None if _TREATING.isdisjoint(cues) else chosen or _complication_in(fold(typed).words)


def tells_where_from(cues: frozenset[str]) -> bool:
    """Whether it says of skin only where its owner's people come from, which tells no Fitzpatrick type."""
    return not (_SKIN.isdisjoint(cues) or _ORIGINS.isdisjoint(cues))


def _is_name(word: str) -> bool:
    return not is_known(word.lower()) or (word.istitle() and word.lower() in name_words().also_words)


def _complication_in(words: Words) -> str | None:
    things = named_things(words)
    as_treated = (indications().get(each.value) for each in things.indications)
    codes = (*(each.code for each in things.mentions), *(row.complication for row in as_treated if row is not None))
    return next((code for code in codes if code), None)
