"""How the catalogues' phrases are found in a text: one mechanism for indications, complications and urgent signs.

A phrase is words with spaces between. ``a/b`` is either word, ``scar*`` any word that begins so, ``=LAST`` a word
written exactly so, ``...`` up to four words in between, none of them "not". A phrase never reaches over a comma or the
end of a sentence.

Words are looked up in dictionaries instead of one long pattern of alternatives: that needs no compiling, and its time
grows with the number of words in the text, not with the size of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.clinical.folding import Words

_LONGEST_GAP: Final = 4
_NEVER_BETWEEN: Final = frozenset({"not", "no", "never", "isnt", "wasnt", "without"})  # "vision was not affected"
_STEM: Final = 3  # letters that a "scar*" is looked up by

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

    def holds(self, words: Words, index: int) -> bool:
        """Whether the text's word at this place is one of them."""
        word = words.lower[index]
        return (
            word in self.whole
            or bool(self.stems and word.startswith(self.stems))
            or bool(self.as_written and words.cased(index) in self.as_written)
        )

    def any_in(self, words: Words, first: int, end: int) -> bool:
        """Whether one of them stands among the words from ``first`` up to, not including, ``end``."""
        return any(self.holds(words, index) for index in range(max(first, 0), min(end, len(words.lower))))


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase, and how many other words may stand before it."""

    words: WordSet
    reach: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase found from one word to another (both included)."""

    value: Value
    first: int
    last: int


def parse_phrase(phrase: str) -> tuple[Step, ...]:
    """Read a phrase in the notation above."""
    steps: list[Step] = []
    reach = 0
    for word in phrase.split():
        if word == "...":
            reach = _LONGEST_GAP
            continue
        steps.append(Step(WordSet.of(word.split("/")), reach))
        reach = 0
    return tuple(steps)


class PhraseBook(Generic[Value]):
    """Phrases, each with what it stands for."""

    __slots__ = ("_by_stem", "_by_word")

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[Step, ...], Value]]] = {}
        self._by_stem: dict[str, list[tuple[tuple[Step, ...], Value]]] = {}
        for phrase, value in phrases:
            steps = parse_phrase(phrase)
            first = steps[0].words
            for word in first.whole | {written.lower() for written in first.as_written}:
                self._by_word.setdefault(word, []).append((steps, value))
            for stem in {stem[:_STEM] for stem in first.stems}:
                self._by_stem.setdefault(stem, []).append((steps, value))

    def hits(self, words: Words) -> Iterator[Hit[Value]]:
        """Every phrase that stands in the text, in the order of their first words."""
        by_word, by_stem = self._by_word, self._by_stem
        for index, word in enumerate(words.lower):
            for candidates in (by_word.get(word), by_stem.get(word[:_STEM])):
                for steps, value in candidates or ():
                    last = _last_word(steps, words, index)
                    if last is not None:
                        yield Hit(value, index, last)

    def longest_hits(self, words: Words) -> list[Hit[Value]]:
        """The phrases that stand in the text; where several overlap, the one that begins first, then the longest."""
        chosen: list[Hit[Value]] = []
        free_from = 0
        for hit in sorted(self.hits(words), key=lambda hit: (hit.first, -hit.last)):
            if hit.first >= free_from:
                chosen.append(hit)
                free_from = hit.last + 1
        return chosen


def _last_word(steps: tuple[Step, ...], words: Words, index: int) -> int | None:
    if not steps[0].words.holds(words, index):
        return None
    return _rest(steps, 1, words, index)


def _rest(steps: tuple[Step, ...], at: int, words: Words, index: int) -> int | None:
    if at == len(steps):
        return index
    step = steps[at]
    for following in range(index + 1, min(index + 2 + step.reach, len(words.lower))):
        if words.breaks[following]:
            return None
        if step.words.holds(words, following):
            last = _rest(steps, at + 1, words, following)
            if last is not None:
                return last
        if words.lower[following] in _NEVER_BETWEEN:
            return None
    return None


def plain_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases as a person would type them: of alternatives the first, no notation, none with a gap."""
    return tuple(
        " ".join(word.split("/")[0].strip("=*") for word in phrase.split()) for phrase in phrases if "..." not in phrase
    )
