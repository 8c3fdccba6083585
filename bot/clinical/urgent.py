"""Signs of an emergency, whatever else a text is: tagged or not, question, fear or rumour.

Only a plain denial clears a sign ("no vision changes"). Everything else is better shown once too often.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.clinical.denial import denied_in_bare_list, denied_together, plainly_denied
from bot.clinical.folding import Words, fold
from bot.clinical.lookup import load
from bot.clinical.phrase_book import Hit, PhraseBook
from bot.clinical.phrases import View, WordSet, anchor_of, listed
from bot.clinical.reading import Found
from bot.clinical.slips import slips, word_meant

_FILE: Final = "urgent.toml"
# Everything but letters and digits becomes a space, for a quick split.
_ONLY_WORDS: Final = bytes(byte if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256))
# Any others than these may hide a word from a plain search and have to be folded first; the accented letters of Europe
# lose their marks more cheaply.
_HIDES: Final = re.compile("[^\\x00-\\x7f’‘“”–—…•°²³µμ·×±≤≥→£€\u00a0\u00c0-\u024f\u0370-\u04ff\U0001f300-\U0001faff]")
_ACCENTED: Final = re.compile("[\u00c0-\u024f]")
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_A_SET: Final = re.compile(r"\{(\w+)\}")
_BEGINNING: Final = 3  # letters by which the first look knows a stem


@dataclass(frozen=True, slots=True)
class UrgentKind:
    """A kind of emergency."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """One row of the catalogue.

    ``near`` has to stand somewhere in the same message; ``otherwise`` counts only where no other kind is found.
    """

    kind: str
    near: WordSet | None
    otherwise: bool


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The words that signs are looked up by, and how the longer of them begin.

    Splitting a message and asking a set costs a third of what a pattern of alternatives does, and everything said in
    any channel passes here.
    """

    words: frozenset[bytes]
    as_written: frozenset[bytes]
    """Abbreviations that are ordinary words in small letters: LAST, and the O of an artery's occlusion."""
    stems: dict[bytes, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class UrgentCatalogue:
    """Every sign, and the talk in which its words mean nothing."""

    kinds: tuple[UrgentKind, ...]
    signs: tuple[tuple[str, Sign], ...]
    everyday: tuple[str, ...]

    def told(self, view: View, hits: list[Hit[Sign]]) -> tuple[Found, ...]:
        """The kinds of emergency that the signs found in a text tell of, each where it is first not plainly denied."""
        found: dict[str, Found] = {}
        covered = {index for hit in hits for index in range(hit.first, hit.last + 1)}
        out_of_place: set[Sign] = set()
        denied: list[tuple[int, int]] = []
        everyday: frozenset[int] | None = None
        for sign, first, last, at in sorted(hits, key=_in_order):
            if sign.kind in found or (sign.otherwise and found) or sign in out_of_place:
                continue
            if plainly_denied(view, first, last) or denied_in_bare_list(view, first, last, covered):
                denied.append((first, last))
                continue
            if any(begin <= first <= end and denied_together(view, begin, last) for begin, end in denied):
                continue
            if sign.near is not None and not sign.near.is_in(view):
                out_of_place.add(sign)
                continue
            if everyday is None:  # rarely needed, and as dear as the search itself
                everyday = frozenset(_everyday_words(view.words))
            if at not in everyday:
                found[sign.kind] = Found(sign.kind, view.words.span(first, last))
        return tuple(sorted(found.values(), key=lambda each: each.span.start))


def urgent_signs(text: str) -> tuple[Found, ...]:
    """The kinds of emergency that a text speaks of, each with the first place that is not plainly denied."""
    return signs_in(fold(text).words) if may_be_urgent(text) else ()


def may_be_urgent(text: str) -> bool:
    """Cheap: False only when no sign can stand in the text. Every message of every channel passes here."""
    look = _first_look()
    if not text.isascii():
        # A telephone's apostrophe is in half of all messages, a disguise in next to none.
        text = _without_disguise(text)
    written = text.encode("ascii", "replace").translate(_ONLY_WORDS, b"'")
    words = written.lower().split()
    if not look.words.isdisjoint(words) or not look.as_written.isdisjoint(written.split()):
        return True
    stems = look.stems
    return any(word[:_BEGINNING] in stems and word.startswith(stems[word[:_BEGINNING]]) for word in words)


def _without_disguise(text: str) -> str:
    if _HIDES.search(text):
        return fold(text).cased
    text = text.replace("’", "'").replace("‘", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)) if _ACCENTED.search(text) else text


def signs_in(words: Words) -> tuple[Found, ...]:
    """As `urgent_signs`, for a text whose words are known."""
    return urgent_catalogue().told(*_book().found_in(words))


@cache
def urgent_catalogue() -> UrgentCatalogue:
    """The signs, read once."""
    data = load(_FILE)
    sets: dict[str, str] = data["sets"]
    signs: list[tuple[str, Sign]] = []
    for row in data["sign"]:
        near = WordSet.of(_spelt_out(row["near"], sets).split("/")) if "near" in row else None
        sign = Sign(row["kind"], near, row.get("otherwise", False))
        signs += [(phrase, sign) for phrase in listed(_spelt_out(row["words"], sets))]
    return UrgentCatalogue(
        kinds=tuple(UrgentKind(key, name) for key, name in data["kinds"].items()),
        signs=tuple(signs),
        everyday=listed(_spelt_out(data["everyday"]["words"], sets)),
    )


def _spelt_out(phrases: str, sets: dict[str, Any]) -> str:
    return _A_SET.sub(lambda name: sets[name[1]], phrases)


def _everyday_words(words: Words) -> Iterator[int]:
    for hit in _everyday_book().found_in(words)[1]:
        yield from range(hit.first, hit.last + 1)


def _in_order(hit: Hit[Sign]) -> tuple[bool, int, int]:
    return hit.value.otherwise, hit.first, hit.last


@cache
def _book() -> PhraseBook[Sign]:
    return PhraseBook(urgent_catalogue().signs, word_meant)


@cache
def _everyday_book() -> PhraseBook[None]:
    return PhraseBook(((phrase, None) for phrase in urgent_catalogue().everyday), word_meant)


@cache
def _first_look() -> FirstLook:
    words: set[str] = set()
    as_written: set[str] = set()
    stems: set[str] = set()
    for phrase, _ in urgent_catalogue().signs:
        for word in anchor_of(phrase).replace("'", "").split("/"):
            if word[0] == "=":
                as_written.add(word[1:])
            elif word[-1] == "*":
                stems.add(word[:-1].lower())
            else:
                words.add(word.lower())
    begins = tuple(stems)
    telling = {meant for meant in set(slips().values()) if meant in words or meant.startswith(begins)}
    words.update([slip for slip, meant in slips().items() if meant in telling])
    by_beginning: dict[bytes, tuple[bytes, ...]] = {}
    for stem in stems:
        encoded = stem.encode("ascii")
        by_beginning[encoded[:_BEGINNING]] = (*by_beginning.get(encoded[:_BEGINNING], ()), encoded)
    return FirstLook(_encoded(words), _encoded(as_written), by_beginning)


def _encoded(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode("ascii", "replace") for word in words)
