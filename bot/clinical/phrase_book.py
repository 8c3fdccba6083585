"""Finding the phrases of many catalogues in one pass over a text's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final, Generic, NamedTuple, TypeVar

from bot.clinical.folding import Words
from bot.clinical.phrases import STEM, Gate, Pattern, View, extent, parse_phrase
from bot.clinical.senses import said_of_marks

_MOST_WORDS_REMEMBERED: Final = 20_000
_LONG: Final = 300  # words
_MOST_OF_ONE_WORD: Final = 16

Value = TypeVar("Value")
_WordMeant = Callable[[str], str | None]


def _as_written(_: str) -> None:
    """No word means another."""


class Hit(NamedTuple, Generic[Value]):
    """A phrase found from one word to another (both included), and the word that it was looked up by."""

    value: Value
    first: int
    last: int
    at: int


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


class _Entries(dict[str, "Entry[Value] | None"], Generic[Value]):
    """What each word that has been met is the anchor of: worked out once a word, for as many as there is room.

    ``slips`` are those of the words that are misspelt, each with the word that is meant.
    """

    __slots__ = ("_by_stem", "_by_word", "_meant", "slips")

    def __init__(self, phrases: Iterable[tuple[str, Value]], meant: _WordMeant) -> None:
        super().__init__()
        self._meant = meant
        self.slips: dict[str, str] = {}
        by_word: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)
        by_stem: defaultdict[str, list[tuple[str, tuple[str, Value]]]] = defaultdict(list)
        for phrase in phrases:
            written = phrase[0]
            anchor = written[written.find("^") + 1 :].partition(" ")[0]  # as `anchor_of`, without a call
            if anchor.isalpha():  # as most are
                by_word[anchor].append(phrase)
                continue
            for word in anchor.replace("^", "").replace("'", "").split("/"):
                if word[-1] == "*":
                    by_stem[word[:STEM]].append((word[:-1].lower(), phrase))
                else:
                    by_word[word[1:].lower() if word[0] == "=" else word].append(phrase)
        self._by_word, self._by_stem = by_word, by_stem

    def __missing__(self, word: str) -> Entry[Value] | None:
        meant = self._meant(word)
        if meant is not None:
            self.slips[word] = meant
        entry = self._entry(meant or word)
        if len(self) < _MOST_WORDS_REMEMBERED:
            self[word] = entry
        return entry

    def _entry(self, word: str) -> Entry[Value] | None:
        found: dict[int, Candidate[Value]] = {}
        begun = [phrase for stem, phrase in self._by_stem.get(word[:STEM], ()) if word.startswith(stem)]
        for phrase in (*self._by_word.get(word, ()), *begun):
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
    if len(gates) == 1:
        return gates[0]
    return Gate(
        frozenset().union(*(gate.whole for gate in gates)),
        frozenset().union(*(gate.beginnings for gate in gates)),
        gates[0].back,
        gates[0].ahead,
    )


class PhraseBook(Generic[Value]):
    """Phrases, each with what it stands for. ``meant`` gives the word that is meant by a misspelt one."""

    __slots__ = ("_entries",)

    def __init__(self, phrases: Iterable[tuple[str, Value]], meant: _WordMeant = _as_written) -> None:
        self._entries: _Entries[Value] = _Entries(phrases, meant)

    def found_in(self, words: Words) -> tuple[View, list[Hit[Value]]]:
        """Every phrase that stands in the text, in the order of the words that they are looked up by."""
        entries = [*map(self._entries.__getitem__, words.lower)]
        lower = self._as_meant(words)
        meant, places = said_of_marks(words)
        if places:
            lower = lower.copy()
            for index in places:
                lower[index], entries[index] = meant, self._entries[meant]
        view = View(lower, words.breaks, words)
        known = [(index, entry) for index, entry in enumerate(entries) if entry is not None]
        if len(lower) > _LONG:
            known = _without_repeats(lower, known)
        found: list[Hit[Value]] = []
        last = len(lower) - 1
        for index, (alone, by_next, by_previous, by_gate, others) in known:
            for pattern, sure, value in alone:
                if sure or pattern.anchor.holds(view, index):
                    found.append(Hit(value, index, index, index))
            # Of the phrases of more than one word those that the words beside the anchor let hope for.
            likely: Sequence[Candidate[Value]] = ()
            if by_next and index < last:
                likely = by_next.get(lower[index + 1], ())
            if by_previous and index:
                likely = (*likely, *by_previous.get(lower[index - 1], ()))
            if by_gate:
                likely = (*likely, *_behind_open_gates(by_gate, lower, index))
            for pattern, sure, value in (*likely, *others) if others else likely:
                if sure or pattern.anchor.holds(view, index):
                    place = extent(pattern, view, index)
                    if place is not None:
                        found.append(Hit(value, *place, index))
        return view, found

    def _as_meant(self, words: Words) -> list[str]:
        """The words, slips put right."""
        slips = self._entries.slips
        misspelt = words.said & slips.keys()
        if not misspelt:
            return words.lower
        lower = words.lower.copy()
        for index in words.places_of(misspelt):
            lower[index] = slips[lower[index]]
        return lower


def _without_repeats(lower: list[str], known: list[tuple[int, Entry[Value]]]) -> list[tuple[int, Entry[Value]]]:
    """Each word the first times it is said: what a long text says for the seventeenth time it has said before."""
    said: dict[str, int] = {}
    kept: list[tuple[int, Entry[Value]]] = []
    for index, entry in known:
        times = said[lower[index]] = said.get(lower[index], 0) + 1
        if times <= _MOST_OF_ONE_WORD:
            kept.append((index, entry))
    return kept


def _behind_open_gates(
    by_gate: tuple[tuple[Gate, tuple[tuple[Gate, Candidate[Value]], ...]], ...], lower: list[str], index: int
) -> list[Candidate[Value]]:
    found: list[Candidate[Value]] = []
    for common, group in by_gate:
        # As `is_shut`, without a call: nearly all are.
        whole, beginnings, back, ahead = common
        around = lower[index - back if index > back else 0 : index + ahead]
        if whole.isdisjoint(around) and (not beginnings or beginnings.isdisjoint([word[:STEM] for word in around])):
            continue
        for gate, candidate in group:
            if gate is common or not gate.is_shut(lower, index):
                found.append(candidate)
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
