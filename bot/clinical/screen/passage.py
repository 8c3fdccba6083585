"""A text while it is screened, and what the rules for each kind of identifier ask about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from bot.clinical.folding import Folded

_REACH: Final = 16  # words on each side of a date or a place that can say whose it is
# What is written for programs: Discord's mentions, times and emoji, links, publication numbers.
_NOT_PROSE: Final = re.compile(r"<[@#:a-z/][^<>\s]{0,200}>|(?:https?://|www\.)[^\s<>]+|\b10\.\d{4,9}/\S+|\bdoi:? ?\S+")


_ABBREVIATIONS: Final = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof st pt pts approx no nr tel ph mob vs wk wks appt".split()
)


def listed(words: str) -> frozenset[str]:
    """Words that are written in a row."""
    return frozenset(words.split())


class Hit(NamedTuple):
    """A kind of identifier, and where it stands in the folded text."""

    kind: str
    start: int
    end: int


class Passage:
    """The words of a text, with their surroundings."""

    def __init__(self, folded: Folded) -> None:
        self.lower = folded.lower
        self.cased = folded.cased
        self.words = list(folded.words.lower)
        self.spans = folded.words.spans
        self._breaks = folded.words.breaks

    def written(self, index: int) -> str:
        """The word as it was written, with its apostrophes; nothing past the end."""
        if index >= len(self.words):
            return ""
        start, end = self.spans[index]
        return self.cased[start:end]

    def gap(self, index: int) -> str:
        """What stands between the word before and this one."""
        if index >= len(self.words):
            return ""
        return self.lower[self.spans[index - 1][1] if index else 0 : self.spans[index][0]]

    def word_at(self, place: int) -> int:
        """The word that this character stands in, or else the one before it; -1 where there is none."""
        return bisect_right(self.spans, place, key=_start_of) - 1

    def has(self, index: int, words: frozenset[str]) -> bool:
        """Whether there is a word at this place and it is one of these."""
        return 0 <= index < len(self.words) and self.words[index] in words

    def distance(self, first: int, last: int, words: frozenset[str]) -> int | None:
        """How many words away, within the sentence, the nearest of these stands; None where none is near."""
        low, high = max(0, first - _REACH), last + 1 + _REACH
        if words.isdisjoint(self.words[low:high]):
            return None
        sentence = self._sentences[first]
        near = range(low, min(high, len(self.words)))
        return min(
            (
                first - index if index < first else index - last
                for index in near
                if self.words[index] in words and not first <= index <= last and self._sentences[index] == sentence
            ),
            default=None,
        )

    def says(self, words: frozenset[str]) -> bool:
        """Whether any of these stands anywhere in the text."""
        return not words.isdisjoint(self.words)

    def is_prose(self, start: int, end: int) -> bool:
        """Whether this place lies outside of links, mentions and publication numbers."""
        index = bisect_right(self._machine_text, (start, len(self.lower))) - 1
        if index >= 0 and self._machine_text[index][1] > start:
            return False
        return index + 1 == len(self._machine_text) or self._machine_text[index + 1][0] >= end

    @cached_property
    def _machine_text(self) -> list[tuple[int, int]]:
        return [match.span() for match in _NOT_PROSE.finditer(self.lower)]

    @cached_property
    def _sentences(self) -> list[int]:
        return list(accumulate(map(self._ends_sentence, range(len(self._breaks)), self._breaks)))

    def _ends_sentence(self, index: int, gap: int) -> int:
        return int(gap == 2 and not (self.words[index - 1] in _ABBREVIATIONS and self.gap(index) == ". "))


def _start_of(span: tuple[int, int]) -> int:
    return span[0]


CueRule = Callable[[Passage, int], Iterable[Hit]]
"""What follows from a cue word at this place in the text."""
