"""What each word means to one part of the reader, worked out once a word."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress, count
from typing import Final, Generic, TypeVar

from bot.clinical.folding import Words

_MOST_REMEMBERED: Final = 20_000  # words

Meaning = TypeVar("Meaning")


class WordMemory(Generic[Meaning]):
    """Finds the words of a text that mean something. Nearly all mean nothing and are known for it."""

    __slots__ = ("_means", "_meant", "_nothing")

    def __init__(self, means: Callable[[str], Meaning | None]) -> None:
        self._means = means
        self._meant: dict[str, Meaning] = {}
        self._nothing: set[str] = set()

    def found_in(self, words: Words) -> list[tuple[int, Meaning]]:
        """The words that mean something, each with its meaning, in their order."""
        may_mean = words.said - self._nothing
        if not may_mean:
            return []
        meant = self._meant
        told = {word: meaning for word in may_mean if (meaning := meant.get(word) or self._learnt(word)) is not None}
        if not told:
            return []
        lower = words.lower
        return [(index, told[lower[index]]) for index in compress(count(), map(told.__contains__, lower))]

    def _learnt(self, word: str) -> Meaning | None:
        meaning = self._means(word)
        if len(self._meant) + len(self._nothing) < _MOST_REMEMBERED:
            if meaning is None:
                self._nothing.add(word)
            else:
                self._meant[word] = meaning
        return meaning
