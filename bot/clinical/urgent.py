"""Signs of an emergency, whatever else a text is: tagged or not, question, fear or rumour.

Only a plain denial clears a sign ("no vision changes"). Everything else is better shown once too often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.denial import plainly_denied
from bot.clinical.folding import Words, fold
from bot.clinical.lookup import load
from bot.clinical.phrases import Hit, PhraseBook, WordSet, parse_phrase
from bot.clinical.reading import Found

_FILE: Final = "urgent.toml"
# Everything but letters and digits becomes a space, for a quick split.
_ONLY_WORDS: Final = bytes(byte if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256))
# Characters in which a word could hide from a plain search: zero-width ones, full-width and fancy letters.
_DISGUISES: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\uff21-\uff5a\U0001d400-\U0001d7ff]")


@dataclass(frozen=True, slots=True)
class UrgentKind:
    """A kind of emergency."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class _Sign:
    """One row of the catalogue."""

    kind: str
    near: WordSet | None


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Words and beginnings of words of which every sign has at least one.

    Splitting a message and asking a set costs a third of what a pattern of alternatives does, and everything said in
    any channel passes here.
    """

    words: frozenset[bytes]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    kinds: tuple[UrgentKind, ...]
    look: FirstLook
    book: PhraseBook[_Sign]
    everyday: PhraseBook[None]


def urgent_kinds() -> tuple[UrgentKind, ...]:
    """Every kind of emergency that can be found."""
    return _catalogue().kinds


def urgent_signs(text: str) -> tuple[Found, ...]:
    """The kinds of emergency that a text speaks of, each with the first place that is not plainly denied."""
    return signs_in(fold(text).words) if may_be_urgent(text) else ()


def may_be_urgent(text: str) -> bool:
    """Cheap: False only when no sign can stand in the text. Every message of every channel passes here."""
    look = _catalogue().look
    if not text.isascii():
        # A telephone's apostrophe is in half of all messages, a disguise in next to none.
        text = fold(text).cased if _DISGUISES.search(text) else text.replace("’", "'")
    lowered = text.lower()
    if not look.words.isdisjoint(lowered.encode("ascii", "replace").translate(_ONLY_WORDS, b"'").split()):
        return True
    return any(stem in lowered for stem in look.stems)


def signs_in(words: Words) -> tuple[Found, ...]:
    """As `urgent_signs`, for a text whose words are known."""
    catalogue = _catalogue()
    everyday: list[Hit[None]] | None = None
    found: dict[str, Found] = {}
    out_of_place: set[_Sign] = set()
    for hit in catalogue.book.hits(words):
        sign = hit.value
        if sign.kind in found or sign in out_of_place or plainly_denied(words, hit.first, hit.last):
            continue
        if sign.near is not None and not sign.near.any_in(words, 0, len(words.lower)):
            out_of_place.add(sign)
            continue
        if everyday is None:  # rarely needed, and as dear as the search itself
            everyday = list(catalogue.everyday.hits(words))
        if not any(talk.first <= hit.first and hit.last <= talk.last for talk in everyday):
            found[sign.kind] = Found(sign.kind, words.span(hit.first, hit.last))
    return tuple(sorted(found.values(), key=lambda each: each.span.start))


@cache
def _catalogue() -> _Catalogue:
    data = load(_FILE)
    phrases: list[tuple[str, _Sign]] = []
    for row in data["sign"]:
        sign = _Sign(row["kind"], WordSet.of(row["near"]) if "near" in row else None)
        phrases += [(phrase, sign) for phrase in row["words"]]
    return _Catalogue(
        kinds=tuple(UrgentKind(key, name) for key, name in data["kinds"].items()),
        look=first_look([_telling(phrase, sign) for phrase, sign in phrases], WordSet.of(data["common"])),
        book=PhraseBook(phrases),
        everyday=PhraseBook((phrase, None) for phrase in data["everyday"]["words"]),
    )


def _telling(phrase: str, sign: _Sign) -> list[WordSet]:
    """The sets of words of which each has to be present where this phrase is a sign."""
    sets = [step.words for step in parse_phrase(phrase)]
    return sets if sign.near is None else [*sets, sign.near]


def first_look(signs: list[list[WordSet]], common: WordSet) -> FirstLook:
    """For each sign the least common of its sets, preferring what is looked for already."""
    words: set[str] = set()
    stems: set[str] = set()
    for sets in sorted(signs, key=len):
        chosen = min(sets, key=lambda each: _cost(each, words, stems, common))
        words |= chosen.whole | {written.lower() for written in chosen.as_written}
        stems |= set(chosen.stems)
    return FirstLook(frozenset(word.encode("ascii", "replace") for word in words), tuple(sorted(stems)))


def _cost(words: WordSet, known_words: set[str], known_stems: set[str], common: WordSet) -> int:
    plain = words.whole | {written.lower() for written in words.as_written}
    return 100 * len(plain & common.whole) + len(plain - known_words) + 6 * len(set(words.stems) - known_stems)
