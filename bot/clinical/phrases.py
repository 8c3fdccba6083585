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
from operator import itemgetter
from typing import Final, Generic, NamedTuple, TypeVar

from bot.clinical.folding import Words

_LONGEST_GAP: Final = 4
_NEARBY: Final = 6
_NEVER_BETWEEN: Final = frozenset({"not", "no", "never", "isnt", "wasnt", "without"})  # "vision was not affected"
_STEM: Final = 3  # letters that a "scar*" is looked up by
_MOST_WORDS_REMEMBERED: Final = 20_000
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


class Gate(NamedTuple):
    """Words of which one has to stand beside the anchor, and from where to where: the quickest way to say no."""

    whole: frozenset[str]
    beginnings: frozenset[str]
    back: int
    ahead: int

    def is_shut(self, lower: list[str], index: int) -> bool:
        """Whether none of the words, or of their beginnings, stands there."""
        around = lower[index - self.back if index > self.back else 0 : index + self.ahead]
        if not self.whole.isdisjoint(around):
            return False
        return not self.beginnings or self.beginnings.isdisjoint([word[:_STEM] for word in around])


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
    alone: bool
    """Whether the anchor says it all."""


    @property
    def gate(self) -> Gate | None:
        """The gate of this phrase, if it can have one."""
        if self.after:
            step, back, ahead = self.after[0], 0, 2 + self.after[0].reach
        elif self.before:
            step, back, ahead = self.before[0], 1 + self.before[0].reach, 0
        elif self.near:
            step, back, ahead = self.near[0][0], 1 + _NEARBY, 2 + _NEARBY
        else:
            return None
        words = step.words
        if words.as_written or any(len(stem) < _STEM for stem in words.stems):
            return None
        return Gate(words.whole, frozenset(stem[:_STEM] for stem in words.stems), back, ahead)


class Candidate(NamedTuple, Generic[Value]):
    """A phrase that a word may be the anchor of. ``sure`` where the word is, however it is written."""

    pattern: Pattern
    sure: bool
    value: Value


class Entry(NamedTuple, Generic[Value]):
    """What a word may be the anchor of, by what has to stand beside it."""

    alone: tuple[Candidate[Value], ...]
    by_next: dict[str, list[Candidate[Value]]]
    by_previous: dict[str, list[Candidate[Value]]]
    by_gate: tuple[tuple[Gate, tuple[tuple[Gate, Candidate[Value]], ...]], ...]
    """Several phrases behind one common gate, each with its own."""
    others: tuple[Candidate[Value], ...]


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
    alone = len(steps) == 1 and not near
    return Pattern(steps[at].words, before, steps[at + 1 :], tuple(_steps(part) for part in near), alone)


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


class _Entries(dict[str, "Entry[Value] | _Meant | None"], Generic[Value]):
    """What each word that has been met is the anchor of: worked out once a word, for as many as there is room."""

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

    def __missing__(self, word: str) -> Entry[Value] | _Meant | None:
        meant = self._slips.get(word)
        entry = _Meant(meant) if meant is not None else self.entry(word)
        if len(self) < _MOST_WORDS_REMEMBERED:
            self[word] = entry
        return entry

    def entry(self, word: str) -> Entry[Value] | None:
        """What the word is the anchor of; None for nothing."""
        found: dict[int, Candidate[Value]] = {}
        for phrase in (*self._by_word.get(word, ()), *self._by_stem.get(word[:_STEM], ())):
            pattern = parse_phrase(phrase[0])
            sure = word in pattern.anchor.whole or word.startswith(pattern.anchor.stems)
            if sure or word in {written.lower() for written in pattern.anchor.as_written}:
                found[id(phrase)] = Candidate(pattern, sure, phrase[1])
        return _sorted_out(tuple(found.values())) if found else None


def _sorted_out(candidates: tuple[Candidate[Value], ...]) -> Entry[Value]:
    by_next: dict[str, list[Candidate[Value]]] = {}
    by_previous: dict[str, list[Candidate[Value]]] = {}
    gated: dict[tuple[int, int], list[tuple[Gate, Candidate[Value]]]] = {}
    others: list[Candidate[Value]] = []
    for each in candidates:
        gate = each.pattern.gate
        if each.pattern.alone:
            continue
        if gate is None:
            others.append(each)
        elif gate.beginnings or gate.back + gate.ahead > 2:
            gated.setdefault((gate.back, gate.ahead), []).append((gate, each))
        else:
            beside = by_next if gate.ahead else by_previous
            for word in gate.whole:
                beside.setdefault(word, []).append(each)
    return Entry(
        alone=tuple(each for each in candidates if each.pattern.alone),
        by_next=by_next,
        by_previous=by_previous,
        by_gate=tuple((_common_gate(group), tuple(group)) for group in gated.values()),
        others=tuple(others),
    )


def _common_gate(group: list[tuple[Gate, Candidate[Value]]]) -> Gate:
    gates = [gate for gate, _ in group]
    return Gate(
        frozenset().union(*(gate.whole for gate in gates)),
        frozenset().union(*(gate.beginnings for gate in gates)),
        gates[0].back,
        gates[0].ahead,
    )


class PhraseBook(Generic[Value]):
    """Phrases, each with what it stands for. ``slips`` are misspelt words, each with the word that is meant."""

    __slots__ = ("_entries",)

    def __init__(self, phrases: Iterable[tuple[str, Value]], slips: Mapping[str, str] = _NO_SLIPS) -> None:
        self._entries: _Entries[Value] = _Entries(phrases, slips)

    def found_in(self, words: Words) -> tuple[View, list[Hit[Value]]]:
        """Every phrase that stands in the text, in the order of the words that they are looked up by."""
        entries = self._entries
        named = [(index, entry) for index, word in enumerate(words.lower) if (entry := entries[word]) is not None]
        view, known = self._as_meant(words, named)
        found: list[Hit[Value]] = []
        for index, entry in known:
            for pattern, sure, value in entry.alone:
                if sure or pattern.anchor.holds(view, index):
                    found.append(Hit(value, index, index, index))
            for pattern, sure, value in _worth_trying(entry, view.lower, index):
                if sure or pattern.anchor.holds(view, index):
                    extent = _extent(pattern, view, index)
                    if extent is not None:
                        found.append(Hit(value, *extent, index))
        return view, found

    def _as_meant(
        self, words: Words, named: list[tuple[int, Entry[Value] | _Meant]]
    ) -> tuple[View, list[tuple[int, Entry[Value]]]]:
        lower = words.lower
        known: list[tuple[int, Entry[Value]]] = []
        for index, entry in named:
            if type(entry) is _Meant:
                if lower is words.lower:
                    lower = lower.copy()
                lower[index] = entry.word
                meant = self._entries.entry(entry.word)
                if meant is not None:
                    known.append((index, meant))
            else:
                known.append((index, entry))
        return View(lower, words.breaks, words), known


def _worth_trying(entry: Entry[Value], lower: list[str], index: int) -> list[Candidate[Value]]:
    """The phrases of more than one word that the words beside the anchor let hope for."""
    _, by_next, by_previous, by_gate, others = entry
    found: list[Candidate[Value]] = []
    if by_next and index + 1 < len(lower):
        found += by_next.get(lower[index + 1], ())
    if by_previous and index:
        found += by_previous.get(lower[index - 1], ())
    for common, group in by_gate:
        if not common.is_shut(lower, index):
            found += [candidate for gate, candidate in group if not gate.is_shut(lower, index)]
    found += others
    return found


def longest(hits: list[Hit[Value]]) -> list[Hit[Value]]:
    """Where several overlap, the one that begins first, then the longest."""
    if len(hits) < 2:
        return hits
    chosen: list[Hit[Value]] = []
    begins, ends = -1, -1
    for hit in sorted(hits, key=itemgetter(1)):
        if hit.first > ends:
            chosen.append(hit)
        elif hit.first == begins and hit.last > ends:
            chosen[-1] = hit
        else:
            continue
        begins, ends = hit.first, hit.last
    return chosen


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
