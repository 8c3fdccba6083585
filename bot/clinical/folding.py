"""One plain form of a text to read from, which still knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from bot.clinical.reading import Span

# What a telephone's keyboard puts where the catalogues have the ASCII character.
_REPLACED: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "−": "-"}
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, apostrophes left out, and what stands before each: 0 nothing, 1 a comma, 2 a full stop."""

    text: Folded
    lower: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]

    def cased(self, index: int) -> str:
        """The word as it was written."""
        start, end = self.spans[index]
        return self.text.cased[start:end].replace("'", "")

    def span(self, first: int, last: int) -> Span:
        """The place in the original text from the first to the last of these words."""
        return self.text.span(self.spans[first][0], self.spans[last][1])

    def before(self, index: int, reach: int | None = None) -> int:
        """The first word of the sentence that this word stands in, or of as many words before it."""
        stop = 0 if reach is None else max(0, index - reach)
        while index > stop and self.breaks[index] < 2:
            index -= 1
        return index

    def after(self, index: int, reach: int | None = None) -> int:
        """One past the last word of the sentence that this word stands in, or of as many words after it."""
        stop = len(self.lower) if reach is None else min(len(self.lower), index + 1 + reach)
        index += 1
        while index < stop and self.breaks[index] < 2:
            index += 1
        return index


def fold(text: str) -> Folded:
    """The plain form of a text."""
    if text.isascii():
        return Folded(text, text, text.lower(), None)
    cased: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_REPLACED)):
        for plain in _plain(character):
            cased.append(plain)
            places.append(place)
    # Some capitals have two-letter lower forms; both strings have to stay in step.
    lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in cased)
    return Folded(text, "".join(cased), lower, tuple(places))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Cf", "Me"})


def _words_of(text: Folded) -> Words:
    spans = [match.span() for match in _WORD.finditer(text.lower)]
    lower = text.lower
    words = [lower[start:end] for start, end in spans]
    if "'" in lower:
        words = [word.replace("'", "") for word in words]
    breaks: list[int] = []
    last = 0
    for start, end in spans:
        gap = lower[last:start]
        breaks.append(0 if gap == " " else _break(gap))
        last = end
    return Words(text, tuple(words), tuple(spans), tuple(breaks))


def _break(gap: str) -> int:
    # A full stop inside "1.5" or "v.o" ends nothing.
    if not _ENDS_A_SENTENCE.isdisjoint(gap) or ("." in gap and len(gap) > 1):
        return 2
    return 1 if not _ENDS_A_CLAUSE.isdisjoint(gap) or " - " in gap else 0
