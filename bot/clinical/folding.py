"""One plain form of a text to read from, which still knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from bot.clinical.reading import Span

# What a telephone's keyboard puts where the catalogues have the ASCII character.
_REPLACED: Final = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "−": "-"}
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_MOST_REPLACEMENTS: Final = 8  # different characters; beyond that a walk over the text is cheaper
# Plain letters and digits first: the classes that know every alphabet take half as long again.
_ASCII_WORD: Final = re.compile(r"([a-z0-9]+(?:'+[a-z0-9]+)*)")
_ANY_WORD: Final = re.compile(r"([^\W_]+(?:'+[^\W_]+)*)")
_ENDS_A_SENTENCE: Final = frozenset("!?;\n")
_ENDS_A_CLAUSE: Final = frozenset(",()[]/|—")


@dataclass(frozen=True)
class Folded:
    """A text without accents, zero-width characters and typographic quotes. ``lower`` is as long as ``cased``.

    Not slotted: the words are worked out once, on first use.
    """

    original: str
    cased: str
    lower: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """The place in the original text of ``lower[start:end]``."""
        if self.places is None:
            return Span(start, end)
        return Span(self.places[start], self.places[end - 1] + 1)

    @cached_property
    def words(self) -> Words:
        """The text's words."""
        return _words_of(self)


class Words:
    """The words of a text, apostrophes left out, and what stands between them.

    Places and breaks are worked out when they are first asked for: many messages name nothing.
    """

    __slots__ = ("_breaks", "_gaps", "_places", "_spans", "lower", "text")

    def __init__(self, text: Folded, lower: list[str], gaps: list[str], places: list[int]) -> None:
        self.text = text
        self.lower = lower
        self._gaps = gaps
        self._places = places
        self._breaks: list[int] | None = None
        self._spans: tuple[tuple[int, int], ...] | None = None

    @property
    def breaks(self) -> list[int]:
        """What stands before each word: 0 nothing much, 1 a comma or bracket, 2 the end of a sentence."""
        if self._breaks is None:
            self._breaks = [0 if gap == " " else _break(gap) for gap in self._gaps]
        return self._breaks

    def start(self, index: int) -> int:
        """Where the word begins in the folded text."""
        return self._places[2 * index]

    def end(self, index: int) -> int:
        """Where the word ends in the folded text."""
        return self._places[2 * index + 1]

    @property
    def starts(self) -> list[int]:
        """Where each word begins in the folded text."""
        return self._places[0:-1:2]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """From where to where each word stands in the folded text."""
        if self._spans is None:
            self._spans = tuple(zip(self._places[0:-1:2], self._places[1::2], strict=True))
        return self._spans

    def gap(self, index: int) -> str:
        """What is written between the word before and this one."""
        return self._gaps[index]

    def cased(self, index: int) -> str:
        """The word as it was written."""
        return self.text.cased[self.start(index) : self.end(index)].replace("'", "")

    def span(self, first: int, last: int) -> Span:
        """The place in the original text from the first to the last of these words."""
        start, end = self._places[2 * first], self._places[2 * last + 1]
        return Span(start, end) if self.text.places is None else self.text.span(start, end)


def fold(text: str) -> Folded:
    """The plain form of a text."""
    if text.isascii():
        return Folded(text, text, text.lower(), None)
    odd = frozenset("".join(_NOT_ASCII.findall(text)))
    plain = {character: _plain(character) for character in odd}
    cased = text
    if len(odd) <= _MOST_REPLACEMENTS and all(len(letter) == 1 for letter in plain.values()):
        for character, letter in plain.items():
            cased = cased.replace(character, letter)
        return Folded(text, cased, _lower(cased), None)
    letters: list[str] = []
    places: list[int] = []
    last = 0
    for run in _NOT_ASCII.finditer(text):
        letters.append(text[last : run.start()])
        places.extend(range(last, run.start()))
        for place, character in enumerate(run[0], run.start()):
            letters.append(plain[character])
            places.extend([place] * len(plain[character]))
        last = run.end()
    letters.append(text[last:])
    places.extend(range(last, len(text)))
    cased = "".join(letters)
    return Folded(text, cased, _lower(cased), tuple(places))


def _lower(cased: str) -> str:
    lower = cased.lower()
    if len(lower) == len(cased):
        return lower
    # Some capitals have two-letter lower forms; both strings have to stay in step.
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in cased)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    replacement = _REPLACED.get(character)
    if replacement is not None:
        return replacement
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Cf", "Me"})


def _words_of(text: Folded) -> Words:
    pattern = _ASCII_WORD if text.lower.isascii() else _ANY_WORD
    parts = pattern.split(text.lower)
    lower = parts[1::2]
    if "'" in text.lower:
        lower = [word.replace("'", "") for word in lower]
    # The running lengths are where each word begins and ends.
    return Words(text, lower, parts[0::2], list(accumulate(map(len, parts))))


@lru_cache(maxsize=4096)
def _break(gap: str) -> int:
    # A full stop inside "1.5" or "v.o" ends nothing.
    if not _ENDS_A_SENTENCE.isdisjoint(gap) or ("." in gap and len(gap) > 1):
        return 2
    return 1 if not _ENDS_A_CLAUSE.isdisjoint(gap) or " - " in gap else 0
