"""One plain form of a text to read from, which still knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final

from bot.clinical.reading import Span

# What a telephone's keyboard puts where the catalogues have the ASCII character.
_REPLACED: Final = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "−": "-"}
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_MOST_REPLACEMENTS: Final = 8  # different characters; beyond that a walk over the text is cheaper
# The plainest that will do: apostrophes and the classes that know every alphabet each take half as long again.
_PLAIN_WORD: Final = re.compile(r"([a-z0-9]+)")
_ASCII_WORD: Final = re.compile(r"([a-z0-9]+(?:'+[a-z0-9]+)*)")
_ANY_WORD: Final = re.compile(r"([^\W_]+(?:'+[^\W_]+)*)")
_MOST_GAPS_REMEMBERED: Final = 4096
_GREEK_QUESTION: Final = re.compile(r"(?<=[\u0391-\u03c9]);(?=\s|$)")
_ENDS_A_SENTENCE: Final = frozenset("!?;\n")
_ENDS_A_CLAUSE: Final = frozenset(",()[]/|—")


class Folded:
    """A text without accents, zero-width characters and typographic quotes. ``lower`` is as long as ``cased``.

    ``places`` are where the characters stand in the original text, None where both are in step.
    """

    __slots__ = ("_words", "cased", "lower", "original", "places")

    def __init__(self, original: str, cased: str, lower: str, places: tuple[int, ...] | None) -> None:
        self.original = original
        self.cased = cased
        self.lower = lower
        self.places = places
        self._words: Words | None = None

    def span(self, start: int, end: int) -> Span:
        """The place in the original text of ``lower[start:end]``."""
        if self.places is None:
            return Span(start, end)
        return Span(self.places[start], self.places[end - 1] + 1)

    @property
    def words(self) -> Words:
        """The text's words, taken apart on first use."""
        if self._words is None:
            self._words = _words_of(self)
        return self._words


class Words:
    """The words of a text, apostrophes left out, and what stands between them.

    ``starts`` and ``ends`` are where each begins and ends in the folded text, ``gaps`` what is written before each and
    behind the last. Breaks are worked out when they are first asked for: many messages name nothing.
    """

    __slots__ = ("_breaks", "_sentences", "ends", "gaps", "lower", "said", "starts", "text")

    def __init__(self, text: Folded, lower: list[str], gaps: list[str], places: list[int]) -> None:
        self.text = text
        self.lower = lower
        self.said = frozenset(lower)
        """Each of the words once: whether any of many words stands in the text is quickly seen from it."""
        self.starts = places[0:-1:2]
        self.ends = places[1::2]
        self.gaps = gaps
        self._breaks: list[int] | None = None
        self._sentences: list[int] | None = None

    @property
    def breaks(self) -> list[int]:
        """What stands before each word: 0 nothing much, 1 a comma or bracket, 2 the end of a sentence."""
        if self._breaks is None:
            self._breaks = [*map(_BREAKS.__getitem__, self.gaps)]
        return self._breaks

    @property
    def sentences(self) -> list[int]:
        """The first word of each sentence but the first."""
        if self._sentences is None:
            self._sentences = [index for index, pause in enumerate(self.breaks) if pause == 2]
        return self._sentences

    def sentence(self, index: int) -> tuple[int, int]:
        """The first word of the sentence in which this word stands, and one past its last."""
        sentences = self.sentences
        after = bisect_right(sentences, index)
        start = sentences[after - 1] if after else 0
        return start, sentences[after] if after < len(sentences) else len(self.lower)

    def places_of(self, wanted: frozenset[str]) -> list[int]:
        """Which words of the text are among these."""
        if wanted.isdisjoint(self.said):
            return []
        return [index for index, word in enumerate(self.lower) if word in wanted]

    def gap(self, index: int) -> str:
        """What is written between the word before and this one."""
        return self.gaps[index]

    def cased(self, index: int) -> str:
        """The word as it was written."""
        return self.text.cased[self.starts[index] : self.ends[index]].replace("'", "")

    def span(self, first: int, last: int) -> Span:
        """The place in the original text from the first to the last of these words."""
        start, end = self.starts[first], self.ends[last]
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
        cased = _with_question_marks(cased)
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
    cased = _with_question_marks("".join(letters))
    return Folded(text, cased, _lower(cased), tuple(places))


def _with_question_marks(cased: str) -> str:
    """A Greek asks with a semicolon."""
    return _GREEK_QUESTION.sub("?", cased) if ";" in cased else cased


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
    written = text.lower
    apostrophes = "'" in written
    pattern = _ANY_WORD if not written.isascii() else _ASCII_WORD if apostrophes else _PLAIN_WORD
    parts = pattern.split(written)
    lower = parts[1::2]
    if apostrophes:
        lower = [word.replace("'", "") for word in lower]
    # The running lengths are where each word begins and ends.
    return Words(text, lower, parts[0::2], [*accumulate(map(len, parts))])


class _Breaks(dict[str, int]):
    """What each thing that stands between words breaks, worked out when it is first met."""

    __slots__ = ()

    def __missing__(self, gap: str) -> int:
        found = _break(gap)
        if len(self) < _MOST_GAPS_REMEMBERED:
            self[gap] = found
        return found


_BREAKS: Final = _Breaks()


def _break(gap: str) -> int:
    # A full stop inside "1.5" or "v.o" ends nothing.
    if not _ENDS_A_SENTENCE.isdisjoint(gap) or ("." in gap and len(gap) > 1):
        return 2
    return 1 if not _ENDS_A_CLAUSE.isdisjoint(gap) or " - " in gap else 0
