"""Finding device names in a text.

A short name that several devices or the language itself share ("pixel", "Halo", "Joule") counts only with a second cue
near it: a wavelength, "laser", the maker, another device, a setting. Otherwise it is asked about, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from bot.clinical.folding import Folded, Words
from bot.clinical.joined_names import JoinedNames, NameHit, joined
from bot.clinical.misspellings import Misspellings
from bot.clinical.reading import DeviceQuestion, Found

_NEAR: Final = 4  # words on either side in which a second cue is looked for
_SIGNS_BEFORE: Final = 12  # characters between the end of a sentence and the next one's first word
_SHORT: Final = 3  # letters: "UP" and "C6" are written so for other things too
_UNIT: Final = re.compile(r"(?:j|mj|joules?|ms|msecs?|ns|ps|hz|nm|jcm2|[uμ](?:m|s|sec)|microns?|microsec(?:ond)?s?|c)")
_NUMBER_WITH_UNIT: Final = re.compile(rf"\d+{_UNIT.pattern}")


class DeviceWords(NamedTuple):
    """The names of one device, and what beside an ambiguous one speaks for it."""

    key: str
    name: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    cues: frozenset[str]


class SharedWords(NamedTuple):
    """What is no device's own: kinds of laser, words for devices, units, and words too ordinary for a weak cue."""

    no_device: tuple[str, ...]
    device_words: frozenset[str]
    units: frozenset[str]
    ordinary: frozenset[str]
    never_misspelt: frozenset[str]


@dataclass(slots=True)
class _Meaning:
    """What one name means. Filled while the names are read, and left alone afterwards."""

    joined: str
    certain: bool = False
    key: str | None = None
    certain_as_written: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    with_plus: str | None = None


class DeviceNames:
    """All names of all devices."""

    __slots__ = ("_misspellings", "_names", "cues", "shared")

    def __init__(self, devices: Sequence[DeviceWords], shared: SharedWords) -> None:
        self.shared = shared
        self.cues = {device.key: device.cues for device in devices}
        meanings: dict[str, _Meaning] = {}
        names = [*_no_devices(shared, meanings), *(form for device in devices for form in _forms(device, meanings))]
        for meaning in meanings.values():
            if meaning.exact:
                meaning.beside = shared.device_words.union(*[self.cues[key] for key in meaning.owners])
        self._names = JoinedNames(names)
        brands = {meaning.joined: meaning.key for name, meaning in names if name.isalpha() and not meaning.owners}
        self._misspellings = Misspellings({name: key for name, key in brands.items() if key}, shared.never_misspelt)

    def found_in(self, text: Folded) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """The devices named, each where it is named first, and the names to ask about."""
        words = text.words
        hits = self._names.hits(words)
        misspelt = self._misspellings.found_in(words, self._names)
        if not hits and not misspelt:
            return (), ()
        return _Search(self, words, hits, misspelt).result()


def _no_devices(shared: SharedWords, meanings: dict[str, _Meaning]) -> Iterable[tuple[str, _Meaning]]:
    for name in shared.no_device:
        meaning = _of(name, meanings)
        meaning.certain = True
        yield name, meaning


def _forms(device: DeviceWords, meanings: dict[str, _Meaning]) -> Iterable[tuple[str, _Meaning]]:
    """The device's names, each with what it means now that this device has it too."""
    for alias in device.ambiguous_aliases:
        plain = alias.lstrip("=")
        meaning = _of(plain, meanings)
        if device.key not in meaning.owners:
            meaning.owners += (device.key,)
        if plain != alias:
            meaning.exact |= {plain}
        yield plain, meaning
    for alias in device.aliases:
        plain = alias.lstrip("=")
        meaning = _of(plain, meanings)
        meaning.certain, meaning.key = True, device.key
        if plain != alias:
            meaning.certain_as_written |= {plain.lower()}
        yield alias, meaning
    own = _of(device.name, meanings)
    if not own.certain and not own.owners:
        own.certain, own.key = True, device.key
        yield device.name, own
    elif device.name.endswith("+"):
        own.with_plus = device.key


def _of(name: str, meanings: dict[str, _Meaning]) -> _Meaning:
    key = joined(name)
    meaning = meanings.get(key)
    if meaning is None:
        meaning = meanings[key] = _Meaning(key)
    return meaning


class _Search:
    """One text being searched."""

    __slots__ = ("covered", "found", "names", "open", "words")

    def __init__(
        self, names: DeviceNames, words: Words, hits: Sequence[NameHit[_Meaning]], misspelt: Sequence[tuple[int, str]]
    ) -> None:
        self.names = names
        self.words = words
        self.found: dict[str, Found] = {}
        self.open: list[NameHit[_Meaning]] = []
        self.covered: set[int] = set()
        for hit in hits:
            key = self.settled(hit)
            if key is not None:
                self.take(key, hit.first, hit.last)
        for index, key in misspelt:
            if not any(hit.first <= index <= hit.last for hit in hits):
                self.take(key, index, index)

    def take(self, key: str, first: int, last: int) -> None:
        """Note a device, at the first place that names it."""
        known = self.found.get(key)
        span = self.words.span(first, last)
        if known is None or span.start < known.span.start:
            self.found[key] = Found(key, span)
        self.covered.update(range(first, last + 1))

    def settled(self, hit: NameHit[_Meaning]) -> str | None:
        """Whose name it is, if it needs no second cue; what does is put aside."""
        meaning = hit.name.value
        written = meaning.certain_as_written
        if meaning.certain and (not written or self.written(hit).lower() in written):
            return meaning.key
        if meaning.with_plus and self.sign_after(hit) == "+":
            return meaning.with_plus
        if not self.is_amount(hit):
            self.open.append(hit)
        return None

    def result(self) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """Settle what can be settled and ask about the rest."""
        certain = frozenset(self.found)
        questions: dict[str, DeviceQuestion] = {}
        likely = [hit for hit in self.open if self.worth_a_look(hit)]
        beginnings = frozenset(hit.first for hit in likely)
        for hit in likely:
            owners = hit.name.value.owners
            if not certain.isdisjoint(owners):
                continue  # "Harmony XL … the Pixel": it has been said which
            near = self.near(hit, _NEAR)
            favoured = [key for key in owners if not self.names.cues[key].isdisjoint(near)]
            if len(favoured or owners) == 1 and (favoured or self.has_cue(hit, near, beginnings)):
                key = (favoured or owners)[0]
                self.found.setdefault(key, Found(key, self.words.span(hit.first, hit.last)))
            else:
                span = self.words.span(hit.first, hit.last)
                written = self.words.text.original[span.start : span.end]
                questions.setdefault(hit.name.joined, DeviceQuestion(written, tuple(favoured or owners), span))
        found = sorted(self.found.values(), key=lambda each: each.span.start)
        open_questions = (each for each in questions.values() if self.found.keys().isdisjoint(each.candidates))
        return tuple(found), tuple(open_questions)

    def has_cue(self, hit: NameHit[_Meaning], near: set[str], likely: frozenset[int]) -> bool:
        """Whether a word for devices, another device or a setting stands near."""
        if not self.names.shared.device_words.isdisjoint(near):
            return True
        reach = set(range(hit.first - _NEAR, hit.last + _NEAR + 1)) - {hit.first}
        if not (reach.isdisjoint(self.covered) and reach.isdisjoint(likely)):
            return True
        return self.followed_by_setting(hit)

    def followed_by_setting(self, hit: NameHit[_Meaning]) -> bool:
        """Whether a number with a unit that lasers are set in stands after it: "BBL 12 J", not "Total 596 J"."""
        if hit.name.joined in self.names.shared.ordinary:
            return False
        words = self.words
        for index in range(hit.last + 1, min(hit.last + 1 + _NEAR, len(words.lower))):
            if words.breaks[index] == 2:
                return False
            word = words.lower[index]
            if _NUMBER_WITH_UNIT.fullmatch(word) or (_UNIT.fullmatch(word) and words.lower[index - 1].isdigit()):
                return True
        return False

    def is_amount(self, hit: NameHit[_Meaning]) -> bool:
        """Whether it is a unit here: "30 Joules", "Joules per pulse", "18-20 mJoule"."""
        if hit.name.joined not in self.names.shared.units:
            return False
        if self.written(hit).endswith("s"):
            return True
        before, after = self.piece(hit.first - 1), self.piece(hit.last + 1)
        return before[-1:].isdigit() or self.sign_after(hit) == "/" or after in {"per", "cm2", "cm"}

    def worth_a_look(self, hit: NameHit[_Meaning]) -> bool:
        """Whether an ordinary word is meant as a name: spelled as one, or right beside a cue."""
        meaning = hit.name.value
        if not meaning.exact:
            return True
        written = self.written(hit)
        if hit.name.joined in self.names.shared.ordinary:
            if written not in meaning.exact:
                return False
            if self.begins_sentence(hit):  # "Deep CO2 for the lines": where a capital says nothing, a kind does not
                return any(map(str.isdigit, meaning.beside & self.near(hit, _NEAR)))
        if self.piece(hit.first - 1) in meaning.beside or self.piece(hit.last + 1) in meaning.beside:
            return True
        if written not in meaning.exact:
            return False
        if len(written) < _SHORT:
            return not meaning.beside.isdisjoint(self.near(hit, _NEAR))
        if self.followed_by_setting(hit) or any(map(str.isdigit, meaning.beside & self.near(hit, _NEAR))):
            return True  # one of its wavelengths is near
        # A capital says nothing at the beginning of a sentence or among other capitals.
        return not (self.begins_sentence(hit) or (written.isupper() and self.among_capitals(hit)))

    def begins_sentence(self, hit: NameHit[_Meaning]) -> bool:
        if self.written(hit).isupper():
            return False
        start, text = self.words.starts[hit.first], self.words.text.lower
        before = text[max(0, start - _SIGNS_BEFORE) : start].rstrip(" \t*_\"'([>-•")
        after_hashtag = (
            hit.first > 0 and text[self.words.starts[hit.first - 1] - 1 : self.words.starts[hit.first - 1]] == "#"
        )
        return after_hashtag or not before or before[-1] in ".!?\n:;"

    def among_capitals(self, hit: NameHit[_Meaning]) -> bool:
        sides = (index for index in (hit.first - 1, hit.last + 1) if 0 <= index < len(self.words.lower))
        return any(len(side) > 1 and side.isalpha() and side.isupper() for side in map(self.words.cased, sides))

    def near(self, hit: NameHit[_Meaning], reach: int) -> set[str]:
        """The words on either side, numbers without "nm" and without a comma at the thousands."""
        lower = self.words.lower
        before = lower[max(0, hit.first - reach) : hit.first]
        after = lower[hit.last + 1 : hit.last + 1 + reach]
        near = {word.removesuffix("nm") or word for word in (*before, *after)}
        for side in (before, after):
            near.update(one + two.removesuffix("nm") for one, two in pairwise(side) if one.isdigit())
        return near

    def sign_after(self, hit: NameHit[_Meaning]) -> str:
        end = self.words.ends[hit.last]
        return self.words.text.lower[end : end + 1]

    def piece(self, index: int) -> str:
        """The word at this place, a wavelength without its unit; empty outside the text."""
        word = self.words.lower[index] if 0 <= index < len(self.words.lower) else ""
        return word.removesuffix("nm") or word

    def written(self, hit: NameHit[_Meaning]) -> str:
        return self.words.text.cased[self.words.starts[hit.first] : self.words.ends[hit.last]]
