"""Signs of an emergency, whatever else a text is: tagged or not, question, fear or rumour.

A plain denial clears a sign ("no vision changes"), and so does a text that only writes of emergencies (see `genres`).
Everything else is better shown once too often. Weaker words ("39.4", "cheek like a board") are hints: two of a kind,
told close together, are a sign as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Final, TypeAlias

from bot.clinical.denial import denied_in_bare_list, denied_together, plainly_denied
from bot.clinical.folding import Words, fold
from bot.clinical.genres import Genre
from bot.clinical.lookup import load
from bot.clinical.phrase_book import Hit, PhraseBook
from bot.clinical.phrases import View, WordSet, anchor_of, listed
from bot.clinical.reading import Found
from bot.clinical.slips import slips, word_meant

_FILE: Final = "urgent.toml"
_ABROAD_FILE: Final = "urgent_abroad.toml"
_HINTS_FILE: Final = "urgent_hints.toml"
_EVERYDAY_FILE: Final = "urgent_everyday.toml"
_TOGETHER: Final = 60  # words: in a log of the day the next patient begins no later
# Everything but letters and digits becomes a space, for a quick split.
_ONLY_WORDS: Final = bytes(byte if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256))
# Any others than these may hide a word from a plain search and have to be folded first; the accented letters of Europe
# lose their marks more cheaply.
_HIDES: Final = re.compile("[^\\x00-\\x7f’‘“”–—…•°²³µμ·×±≤≥→£€\u00a0\u00c0-\u024f\u0370-\u04ff\U0001f300-\U0001faff]")
_ACCENTED: Final = re.compile("[\u00c0-\u024f]")
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_GREEK: Final = re.compile("[Α-ΛΝ-Ωα-λν-ω]")  # the letter of "µJ" is left out
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

    ``near`` has to stand somewhere in the same message, not denied; ``or_near`` does as well where nothing else
    that is found explains a colour. Where one of ``unless`` is found it does not count, with ``otherwise`` where
    any is.
    """

    kind: str
    near: WordSet | None
    or_near: WordSet | None
    unless: frozenset[str]
    otherwise: bool

    @property
    def is_weaker(self) -> bool:
        """Whether it only counts where no other kind explains it."""
        return self.otherwise or bool(self.unless)


@dataclass(frozen=True, slots=True, eq=False)
class Hint:
    """What may be harmless alone. Of hints of a kind at the same (``what``) only one counts."""

    kind: str
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """A phrase of everyday talk, and the words beside which it is no mere talk."""

    phrase: str
    unless: WordSet | None

    def own_words(self) -> WordSet:
        """The phrase's own words: what stands in its gaps may be an emergency all the same."""
        return _own_words(self.phrase)


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
    greek: WordSet
    """Those in Greek letters: the others are looked for as plain letters."""


_SignHit: TypeAlias = Hit[Sign]
_HintHit: TypeAlias = Hit[Hint]


@dataclass(frozen=True, slots=True)
class UrgentCatalogue:
    """Every sign, the telling hints among them, and what may stand beside such a hint."""

    kinds: tuple[UrgentKind, ...]
    signs: tuple[tuple[str, Sign | Hint], ...]
    beside_hints: tuple[tuple[str, Hint], ...]
    lacking: WordSet
    colouring: frozenset[str]

    def told(self, view: View, hits: list[Hit[Sign | Hint]]) -> tuple[Found, ...]:
        """The kinds of emergency that the signs found in a text tell of, each where it is first not plainly denied."""
        found: dict[str, Found] = {}
        cleared = _Cleared(view, hits, self.lacking)
        signs: list[_SignHit] = []
        hints: dict[str, list[_HintHit]] = {}
        for value, first, last, at in hits:
            if isinstance(value, Sign):
                signs.append(Hit(value, first, last, at))
            else:
                hints.setdefault(value.kind, []).append(Hit(value, first, last, at))
        signs.sort(key=_in_order)
        _add_signs(found, cleared, [(hit, hit.value.near) for hit in signs if not hit.value.is_weaker])
        for kind, telling in hints.items():
            place = cleared.place_of_hint(telling) if kind not in found else None
            if place is not None:
                found[kind] = Found(kind, view.words.span(*place))
        unexplained = (hit for hit in signs if hit.value.unless and hit.value.unless.isdisjoint(found))
        _add_signs(found, cleared, [(hit, hit.value.near) for hit in unexplained])
        weaker: list[tuple[_SignHit, WordSet | None]] = []
        if found.keys().isdisjoint(self.colouring):
            weaker += [(hit, hit.value.or_near) for hit in signs if hit.value.or_near]
        if not found:
            weaker += [(hit, hit.value.near) for hit in signs if hit.value.otherwise]
        _add_signs(found, cleared, weaker)
        return tuple(sorted(found.values(), key=lambda each: each.span.start))


class _Cleared:
    """What in a text is no sign: it is plainly denied, everyday talk, or written of without anybody who has it."""

    __slots__ = ("_beside_hints", "_covered", "_denied", "_everyday", "_genre", "_lacking", "view")

    def __init__(self, view: View, hits: list[Hit[Sign | Hint]], lacking: WordSet) -> None:
        self.view = view
        self._lacking = lacking
        self._covered: defaultdict[int, set[str]] = defaultdict(set)
        for hit in hits:
            for index in range(hit.first, hit.last + 1):
                self._covered[index].add(hit.value.kind)
        self._denied: list[tuple[int, int]] = []
        # All three are rarely needed, and as dear as the search itself.
        self._genre: Genre | None = None
        self._everyday: frozenset[int] | None = None
        self._beside_hints: list[_HintHit] | None = None

    def is_denied(self, first: int, last: int) -> bool:
        """Whether the words are denied, alone or together with what was denied before them."""
        if plainly_denied(self.view, first, last) or denied_in_bare_list(self.view, first, last, self._covered):
            self._denied.append((first, last))
            return True
        return any(begin <= first <= end and denied_together(self.view, begin, last) for begin, end in self._denied)

    def is_beside(self, near: WordSet) -> bool:
        """Whether one of the words stands in the text and is not denied, or says the more by being denied."""
        view = self.view
        if not near.is_in(view):
            return False
        for index, word in enumerate(view.lower):
            if (word in near.whole or (near.more and near.holds(view, index))) and (
                not self.is_denied(index, index) or self._lacking.holds(view, index)
            ):
                return True
        return False

    def is_talk(self, hit: Hit[Any]) -> bool:
        """Whether the leading word stands inside a phrase of everyday talk, or the words are only written of."""
        if self._everyday is None:
            self._everyday = frozenset(self._everyday_words())
        if hit.at in self._everyday:
            return True
        if self._genre is None:
            self._genre = Genre(self.view)
        return self._genre.only_writes_of(hit.first, hit.last)

    def _everyday_words(self) -> Iterator[int]:
        for talk, first, last, _ in _everyday_book().found_in(self.view.words)[1]:
            if talk.unless is None or not self.is_beside(talk.unless):
                own = talk.own_words()
                yield from (index for index in range(first, last + 1) if own.holds(self.view, index))

    def place_of_hint(self, telling: list[_HintHit]) -> tuple[int, int] | None:
        """Where a telling hint stands that is close to another one of its kind, if any is."""
        said = [hit for hit in telling if not self.is_denied(hit.first, hit.last)]
        if not said:
            return None
        if self._beside_hints is None:
            self._beside_hints = _beside_hints_book().found_in(self.view.words)[1]
        others = [*said, *(hit for hit in self._beside_hints if hit.value.kind == said[0].value.kind)]
        for hint in said:
            beside = (other for other in others if _go_together(hint, other))
            if any(not self.is_denied(other.first, other.last) for other in beside) and not self.is_talk(hint):
                return hint.first, hint.last
        return None


def _add_signs(found: dict[str, Found], cleared: _Cleared, hits: list[tuple[_SignHit, WordSet | None]]) -> None:
    out_of_place: set[Sign] = set()
    for hit, near in hits:
        sign = hit.value
        if sign.kind in found or sign in out_of_place:
            continue
        if near is not None and not cleared.is_beside(near):
            out_of_place.add(sign)
        elif not cleared.is_denied(hit.first, hit.last) and not cleared.is_talk(hit):
            found[sign.kind] = Found(sign.kind, cleared.view.words.span(hit.first, hit.last))


def _go_together(one: _HintHit, other: _HintHit) -> bool:
    if one.value.what == other.value.what:
        return False
    apart = max(one.first, other.first) - min(one.last, other.last)
    return 0 < apart <= _TOGETHER  # what is said in the same words is one hint


def urgent_signs(text: str) -> tuple[Found, ...]:
    """The kinds of emergency that a text speaks of, each with the first place that is not plainly denied."""
    return signs_in(fold(text).words) if may_be_urgent(text) else ()


def may_be_urgent(text: str) -> bool:
    """Cheap: False only when no sign can stand in the text. Every message of every channel passes here."""
    look = _first_look()
    # A telephone's apostrophe is in half of all messages, a disguise in next to none.
    plain = text if text.isascii() else _without_disguise(text)
    written = plain.encode("ascii", "replace").translate(_ONLY_WORDS, b"'")
    words = written.lower().split()
    if not look.words.isdisjoint(words) or not look.as_written.isdisjoint(written.split()):
        return True
    stems = look.stems
    if any(word[:_BEGINNING] in stems and word.startswith(stems[word[:_BEGINNING]]) for word in words):
        return True
    return not plain.isascii() and bool(_GREEK.search(plain)) and _is_said_in_greek(text, look.greek)


def _without_disguise(text: str) -> str:
    if _HIDES.search(text):
        return _spelt_plainly(fold(text).cased)
    text = text.replace("’", "'").replace("‘", "'")
    return _spelt_plainly(_ACCENTS.sub("", unicodedata.normalize("NFKD", text))) if _ACCENTED.search(text) else text


def _spelt_plainly(text: str) -> str:
    """Without the letters that are no letter with an accent."""
    return text.replace("œ", "oe").replace("Œ", "oe").replace("ß", "ss")


def _is_said_in_greek(text: str, signs: WordSet) -> bool:
    return any(word in signs.whole or word.startswith(signs.stems) for word in fold(text).words.said)


def signs_in(words: Words) -> tuple[Found, ...]:
    """As `urgent_signs`, for a text whose words are known."""
    view, hits = _book().found_in(words)
    return urgent_catalogue().told(view, hits) if hits else ()


@cache
def urgent_catalogue() -> UrgentCatalogue:
    """The signs, read once."""
    data, abroad = load(_FILE), load(_ABROAD_FILE)
    sets = _sets(data, abroad)
    signs: list[tuple[str, Sign | Hint]] = []
    beside_hints: list[tuple[str, Hint]] = []
    for row in chain(data["sign"], abroad["sign"]):
        near, or_near = (_words(_spelt_out(row[key], sets)) if key in row else None for key in ("near", "or_near"))
        unless = frozenset(row.get("unless", "").split())
        sign = Sign(row["kind"], near, or_near, unless, row.get("otherwise", False))
        signs += [(phrase, sign) for phrase in listed(_spelt_out(row["words"], sets))]
    for row in load(_HINTS_FILE)["hint"]:
        hint = Hint(row["kind"], row["what"])
        phrases = [(phrase, hint) for phrase in listed(_spelt_out(row["words"], sets))]
        if row.get("telling"):
            signs += phrases
        else:
            beside_hints += phrases
    return UrgentCatalogue(
        kinds=tuple(UrgentKind(key, name) for key, name in data["kinds"].items()),
        signs=tuple(signs),
        beside_hints=tuple(beside_hints),
        lacking=_words(data["lacking"]["words"]),
        colouring=frozenset(data["colours"]["kinds"].split()),
    )


def _everyday() -> Iterator[tuple[str, Talk]]:
    """Talk that means nothing. Only asked for where a sign is found."""
    abroad = load(_ABROAD_FILE)
    sets = _sets(load(_FILE), abroad)
    for row in chain(load(_EVERYDAY_FILE)["talk"], abroad["talk"]):
        unless = _words(_spelt_out(row["unless"], sets)) if "unless" in row else None
        for phrase in listed(_spelt_out(row["words"], sets)):
            yield phrase, Talk(phrase, unless)


def _sets(data: Mapping[str, Any], abroad: Mapping[str, Any]) -> dict[str, str]:
    sets: dict[str, str] = data["sets"]
    return sets | {name: _spelt_out(words, sets) for name, words in abroad["sets"].items()}


@cache
def _own_words(phrase: str) -> WordSet:
    steps = (step.strip("^()") for step in phrase.replace("^", "").split() if step not in {"...", "~"})
    return WordSet.of(word for step in steps for word in step.split("/"))


def _words(alternatives: str) -> WordSet:
    return WordSet.of(alternatives.split("/"))


def _spelt_out(phrases: str, sets: dict[str, Any]) -> str:
    return _A_SET.sub(lambda name: sets[name[1]], phrases)


def _in_order(hit: _SignHit) -> tuple[int, int]:
    return hit.first, hit.last


@cache
def _book() -> PhraseBook[Sign | Hint]:
    return PhraseBook(urgent_catalogue().signs, word_meant)


@cache
def _beside_hints_book() -> PhraseBook[Hint]:
    return PhraseBook(urgent_catalogue().beside_hints, word_meant)


@cache
def _everyday_book() -> PhraseBook[Talk]:
    return PhraseBook(_everyday(), word_meant)


@cache
def _first_look() -> FirstLook:
    words: set[str] = set()
    as_written: set[str] = set()
    stems: set[str] = set()
    greek: set[str] = set()
    for phrase, _ in urgent_catalogue().signs:
        for word in _spelt_plainly(anchor_of(phrase)).replace("'", "").split("/"):
            if not word.isascii():
                greek.add(word)
            elif word[0] == "=":
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
    return FirstLook(_encoded(words), _encoded(as_written), by_beginning, WordSet.of(greek))


def _encoded(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode("ascii", "replace") for word in words)
