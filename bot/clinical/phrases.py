"""How the catalogues' phrases are found in a text: one mechanism for all of them, in one pass over the words.

A phrase is words with spaces between:

- ``a/b`` is either word, ``scar*`` any word that begins so (three letters at least), ``=LAST`` a word written exactly so
- ``...`` lets up to four words stand between; such a phrase never reaches over a comma or the end of a sentence
- ``a ~ b`` are near each other in one sentence, in either order, with up to six words between
- none of the words between may be "not" or the like
- ``^`` marks the word that a phrase is looked up by, where that is not its first: ``left ... ^scar`` is only tried where
  a scar is named

Words are looked up in a dictionary instead of one long pattern of alternatives: that needs no compiling, and its time
grows with the number of words in the text, not with the size of the catalogues. A phrase is taken apart when one of its
words is first met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from bot.clinical.folding import Words

_LONGEST_GAP: Final = 4
_NEARBY: Final = 6
_NEVER_BETWEEN: Final = frozenset({"not", "no", "never", "isnt", "wasnt", "without"})  # "vision was not affected"
_STEM: Final = 3  # letters that a "scar*" is looked up by
_MOST_WORDS_REMEMBERED: Final = 20_000
_LONG: Final = 150  # words; in a longer text it pays to ask first whether a phrase's other words are there at all
_NO_SLIPS: Final[Mapping[str, str]] = {}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WordSet:
    """Some words, some beginnings of words, and some words in one spelling only."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    as_written: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordSet:
        """Read the notation: ``word``, ``word*``, ``=Word``."""
        whole: set[str] = set()
        stems: list[str] = []
        as_written: set[str] = set()
        for word in words:
            plain = word.replace("'", "")
            if plain.startswith("="):
                as_written.add(plain[1:])
            elif plain.endswith("*"):
                stems.append(plain[:-1].lower())
            else:
                whole.add(plain.lower())
        return cls(frozenset(whole), tuple(stems), frozenset(as_written))

    def may_hold(self, present: frozenset[str], beginnings: frozenset[str]) -> bool:
        """Quick: False only where none of the words present is one of them."""
        return (
            not self.whole.isdisjoint(present)
            or bool(self.as_written)
            or any(len(stem) < _STEM or stem[:_STEM] in beginnings for stem in self.stems)
        )

    def holds(self, view: View, index: int) -> bool:
        """Whether the text's word at this place is one of them."""
        word = view.lower[index]
        return (
            word in self.whole
            or bool(self.stems and word.startswith(self.stems))
            or bool(self.as_written and view.words.cased(index) in self.as_written)
        )


class View(NamedTuple):
    """A text's words as they are meant: slips of the keyboard put right."""

    lower: list[str]
    breaks: list[int]
    words: Words


class Step(NamedTuple):
    """One word of a phrase, and how many other words may stand between it and its neighbour towards the anchor."""

    words: WordSet
    reach: int


class Hit(NamedTuple, Generic[Value]):
    """A phrase found from one word to another (both included), and the word that it was looked up by."""

    value: Value
    first: int
    last: int
    at: int


class Pattern(NamedTuple):
    """A phrase taken apart: the word it is looked up by, what stands before and after, and what has to be near."""

    anchor: WordSet
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    near: tuple[tuple[Step, ...], ...]

    @property
    def alone(self) -> bool:
        """Whether the anchor says it all."""
        return not (self.before or self.after or self.near)

    def can_stand_in(self, present: frozenset[str], beginnings: frozenset[str]) -> bool:
        """Whether every other word of the phrase may be among those present, which begin so."""
        others = (*self.before, *self.after, *(step for steps in self.near for step in steps))
        return all(step.words.may_hold(present, beginnings) for step in others)


def anchor_of(phrase: str) -> str:
    """The word, or the alternatives, that a phrase is looked up by."""
    if "^" in phrase:
        return phrase.split("^", 1)[1].split(" ", 1)[0].replace("^", "")
    return phrase.split(" ", 1)[0]


@lru_cache(maxsize=4096)
def parse_phrase(phrase: str) -> Pattern:
    """Read a phrase in the notation above."""
    main, *near = phrase.split(" ~ ")
    steps = _steps(main)
    at = next((index for index, step in enumerate(main.replace("... ", "").split()) if step.startswith("^")), 0)
    # Towards the anchor: the gap before a word on its left is noted with its right neighbour.
    reaches = [step.reach for step in steps]
    before = tuple(Step(steps[index].words, reaches[index + 1]) for index in range(at - 1, -1, -1))
    return Pattern(steps[at].words, before, steps[at + 1 :], tuple(_steps(part) for part in near))


def _steps(sequence: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    reach = 0
    for word in sequence.split():
        if word == "...":
            reach = _LONGEST_GAP
            continue
        steps.append(Step(_word_set(word.replace("^", "")), reach))
        reach = 0
    return tuple(steps)


@lru_cache(maxsize=2048)
def _word_set(alternatives: str) -> WordSet:
    return WordSet.of(alternatives.split("/"))


class _Meant(NamedTuple):
    """A word with a slip in it, and the word that is meant."""

    word: str


class _Entries(dict[str, "Sequence[tuple[Pattern, bool, Value]] | _Meant"], Generic[Value]):
    """What begins with each word that has been met: worked out once a word, for as many words as there is room."""

    __slots__ = ("_by_stem", "_by_word", "_slips")

    def __init__(self, phrases: Iterable[tuple[str, Value]], slips: Mapping[str, str]) -> None:
        super().__init__()
        self._slips = slips
        self._by_word: dict[str, list[tuple[str, Value]]] = {}
        self._by_stem: dict[str, list[tuple[str, Value]]] = {}
        by_word, by_stem = self._by_word, self._by_stem
        for phrase in phrases:
            for word in anchor_of(phrase[0]).replace("'", "").split("/"):
                if word[-1] == "*":
                    by_stem.setdefault(word[:_STEM].lower(), []).append(phrase)
                else:
                    by_word.setdefault(word.lstrip("=").lower(), []).append(phrase)

    def __missing__(self, word: str) -> Sequence[tuple[Pattern, bool, Value]] | _Meant:
        meant = self._slips.get(word)
        entry = _Meant(meant) if meant is not None else self._beginning(word)
        if len(self) < _MOST_WORDS_REMEMBERED:
            self[word] = entry
        return entry

    def _beginning(self, word: str) -> Sequence[tuple[Pattern, bool, Value]]:
        found: dict[int, tuple[Pattern, bool, Value]] = {}
        for phrase in (*self._by_word.get(word, ()), *self._by_stem.get(word[:_STEM], ())):
            pattern = parse_phrase(phrase[0])
            sure = word in pattern.anchor.whole or word.startswith(pattern.anchor.stems)
            if sure or word in {written.lower() for written in pattern.anchor.as_written}:
                found[id(phrase)] = (pattern, sure, phrase[1])
        return tuple(found.values())


class PhraseBook(Generic[Value]):
    """Phrases, each with what it stands for. ``slips`` are misspelt words, each with the word that is meant."""

    __slots__ = ("_entries",)

    def __init__(self, phrases: Iterable[tuple[str, Value]], slips: Mapping[str, str] = _NO_SLIPS) -> None:
        self._entries: _Entries[Value] = _Entries(phrases, slips)

    def found_in(self, words: Words) -> tuple[View, list[Hit[Value]]]:
        """Every phrase that stands in the text, in the order of the words that they are looked up by."""
        entries = self._entries
        named = [(index, entry) for index, word in enumerate(words.lower) if (entry := entries[word])]
        if not named:
            return View(words.lower, words.breaks, words), []
        view, named = self._as_meant(words, named)
        if len(words.lower) > _LONG:
            named = _without_impossible(view, named)
        found: list[Hit[Value]] = []
        for index, entry in named:
            for pattern, sure, value in entry:
                if not sure and not pattern.anchor.holds(view, index):
                    continue
                if pattern.alone:
                    found.append(Hit(value, index, index, index))
                elif (extent := _extent(pattern, view, index)) is not None:
                    found.append(Hit(value, *extent, index))
        return view, found

    def _as_meant(
        self, words: Words, named: list[tuple[int, Sequence[tuple[Pattern, bool, Value]] | _Meant]]
    ) -> tuple[View, list[tuple[int, Sequence[tuple[Pattern, bool, Value]]]]]:
        lower = words.lower
        sure: list[tuple[int, Sequence[tuple[Pattern, bool, Value]]]] = []
        for index, entry in named:
            if isinstance(entry, _Meant):
                if lower is words.lower:
                    lower = lower.copy()
                lower[index] = entry.word
                meant = self._entries[entry.word]
                assert not isinstance(meant, _Meant)  # a word that is meant is no slip itself
                entry = meant
            sure.append((index, entry))
        return View(lower, words.breaks, words), sure


def _without_impossible(
    view: View, named: list[tuple[int, Sequence[tuple[Pattern, bool, Value]]]]
) -> list[tuple[int, Sequence[tuple[Pattern, bool, Value]]]]:
    """Leave out the phrases of which some word stands nowhere: a word said a thousand times costs no thousand tries."""
    present = frozenset(view.lower)
    beginnings = frozenset(word[:_STEM] for word in present)
    possible: dict[str, Sequence[tuple[Pattern, bool, Value]]] = {}
    for index, entry in named:
        if view.lower[index] not in possible:
            possible[view.lower[index]] = [each for each in entry if each[0].can_stand_in(present, beginnings)]
    return [(index, possible[view.lower[index]]) for index, _ in named]


def longest(hits: Iterable[Hit[Value]]) -> list[Hit[Value]]:
    """Where several overlap, the one that begins first, then the longest."""
    chosen: list[Hit[Value]] = []
    free_from = 0
    for hit in sorted(hits, key=_first_then_longest):
        if hit.first >= free_from:
            chosen.append(hit)
            free_from = hit.last + 1
    return chosen


def _first_then_longest(hit: Hit[Value]) -> tuple[int, int]:
    return hit.first, -hit.last


def _extent(pattern: Pattern, view: View, index: int) -> tuple[int, int] | None:
    first = _rest(pattern.before, 0, view, index, -1)
    if first is None:
        return None
    last = _rest(pattern.after, 0, view, index, 1)
    if last is None:
        return None
    for steps in pattern.near:
        beside = _nearby(steps, view, first, last)
        if beside is None:
            return None
        first, last = min(first, beside[0]), max(last, beside[1])
    return first, last


def _rest(steps: tuple[Step, ...], at: int, view: View, index: int, way: int) -> int | None:
    """Where the further steps end, going forwards or (``way`` -1) backwards; None where they are not there."""
    if at == len(steps):
        return index
    step = steps[at]
    lower, breaks = view.lower, view.breaks
    for _ in range(step.reach + 1):
        # The break between two words is noted with the later one.
        if way > 0:
            index += 1
            if index >= len(lower) or breaks[index]:
                return None
        else:
            if index == 0 or breaks[index]:
                return None
            index -= 1
        if step.words.holds(view, index):
            end = _rest(steps, at + 1, view, index, way)
            if end is not None:
                return end
        if lower[index] in _NEVER_BETWEEN:
            return None
    return None


def _nearby(steps: tuple[Step, ...], view: View, first: int, last: int) -> tuple[int, int] | None:
    """The nearest place in the same sentence, after or before; without a comma between if there is one."""
    for pause in (1, 2):
        place = _nearby_after(steps, view, last, pause) or _nearby_before(steps, view, first, pause)
        if place is not None:
            return place
    return None


def _nearby_after(steps: tuple[Step, ...], view: View, last: int, pause: int) -> tuple[int, int] | None:
    lower, breaks = view.lower, view.breaks
    for index in range(last + 1, min(last + 2 + _NEARBY, len(lower))):
        if breaks[index] >= pause:
            return None
        if steps[0].words.holds(view, index) and (end := _rest(steps, 1, view, index, 1)) is not None:
            return index, end
        if lower[index] in _NEVER_BETWEEN:
            return None
    return None


def _nearby_before(steps: tuple[Step, ...], view: View, first: int, pause: int) -> tuple[int, int] | None:
    lower, breaks = view.lower, view.breaks
    for index in range(first - 1, max(first - 2 - _NEARBY, -1), -1):
        if breaks[index + 1] >= pause:
            return None
        if steps[0].words.holds(view, index):
            end = _rest(steps, 1, view, index, 1)
            if end is not None and end < first:
                return index, end
        if lower[index] in _NEVER_BETWEEN:
            return None
    return None


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of one of the catalogues' lists, in which commas and line ends stand between them."""
    return tuple(stripped for phrase in phrases.replace("\n", ",").split(",") if (stripped := phrase.strip()))


def plain_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases as a person would type them: of alternatives the first, no notation, none with a gap."""
    return tuple(
        " ".join(word.lstrip("^").split("/")[0].strip("=*") for word in phrase.split())
        for phrase in phrases
        if "..." not in phrase and "~" not in phrase
    )
