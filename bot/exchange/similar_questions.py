"""Answered questions that ask much the same: offered before a question is asked again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bot.clinical.folding import fold
from db.entries import Content, Entry

MOST_OFFERED: Final = 3
_WORD: Final = re.compile(r"[a-z0-9]{3,}")
_SAID_EVERYWHERE: Final = frozenset(
    _WORD.findall(
        "about after all and any anyone are been before best but can could did does for from get had has have how into "
        "its just like many most much not one our out should some than that the their them then there they this use "
        "used using was what when where which who why will with would you your question"
    )
)
_SUBJECTS: Final = frozenset({"device", "indication", "complication", "body_site"})
_OF_A_SUBJECT: Final = 0.25
"""What each shared device, indication, complication or area adds to the share of shared words. House limit."""
_ENOUGH: Final = 0.6
"""From here on two questions count as alike. House limit."""
_ENOUGH_WORDS: Final = 0.25
"""So large must the share of shared words alone be: on one device and for one use, much else is asked. House limit."""
_CONTRASTS: Final = ("body_site", "skin_type", "indication", "complication")
"""Where both questions name one and none is shared, another thing is asked, in however like words."""


def similar_to(asked: Content, answered: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those of the answered questions that are most like what is asked, best first."""
    words = {entry.number: _words(entry.content) for entry in answered}
    spread = Counter(word for each in words.values() for word in each)
    mine, about = _words(asked), _subjects(asked)
    in_words = [
        (_alike(mine, words[entry.number], spread, len(answered)), entry)
        for entry in answered
        if not _contrast(asked, entry.content)
    ]
    scored = [
        (share + _OF_A_SUBJECT * _shared(about, entry), entry) for share, entry in in_words if share >= _ENOUGH_WORDS
    ]
    best = sorted((each for each in scored if each[0] >= _ENOUGH), key=lambda each: (-each[0], -each[1].number))
    return tuple(entry for _, entry in best[:MOST_OFFERED])


def _alike(mine: frozenset[str], others: frozenset[str], spread: Counter[str], total: int) -> float:
    """The share of the shorter question's words that the other has too; a word that few questions have weighs more."""

    def weight(words: Iterable[str]) -> float:
        return sum(math.log(1 + (1 + total) / (1 + spread[word])) for word in words)

    shorter = min(weight(mine), weight(others))
    return weight(mine & others) / shorter if shorter else 0.0


def _contrast(asked: Content, other: Content) -> bool:
    """Whether the two name other areas, skin types or conditions. One that names none may be about any."""
    both = ((_values(asked, name), _values(other, name)) for name in _CONTRASTS)
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in both)


def _values(content: Content, name: str) -> frozenset[str]:
    return frozenset(facet.value for facet in content.facets if facet.name == name)


def _words(content: Content) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(f"{content.title} {content.text}").lower)) - _SAID_EVERYWHERE


def _subjects(content: Content) -> frozenset[tuple[str, str]]:
    return frozenset((facet.name, facet.value) for facet in content.facets if facet.name in _SUBJECTS)


def _shared(about: frozenset[tuple[str, str]], entry: Entry) -> int:
    return len(about & _subjects(entry.content))
