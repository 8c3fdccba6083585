"""A text while it is screened, and what the rules for each kind of identifier ask about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from bot.clinical.folding import Folded
from bot.clinical.screen.late_pattern import LatePattern

_REACH: Final = 16  # words on each side of a date or a place that can say whose it is
# What is written for programs: Discord's mentions, times and emoji, links, publication numbers. Each alternative begins
# with its letter, and asks behind it what may stand before: so the search jumps to these letters, in a sixth the time.
_NOT_PROSE: Final = LatePattern(
    r"<[@#:a-z/][^<>\s]{0,200}>|https?://[^\s<>]+|www\.[^\s<>]+|1(?<!\w1)0\.\d{4,9}/\S+|d(?<!\wd)oi:? ?\S+"
)
REACH: Final = 12  # words before and behind a name that say who is named
_BESIDE: Final = 8  # words between a name and what is its bearer's
_FILLERS: Final = frozenset({"is", "was", "of", "on", "for", "from"})


def listed(words: str) -> frozenset[str]:
    """Words that are written in a row."""
    return frozenset(words.split())


_ABBREVIATIONS: Final = listed(
    "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof st pt pts approx no nr tel ph mob vs wk wks geb"
)


# What stands before a number that is neither a patient's nor a telephone's.
_OTHER_NUMBER: Final = LatePattern(
    r"(?:\b(?:id|isbn|issn|pmid|pmc|nct|doi|passcode|code|pin|ref|item|patent|lot|batch|sku|upc|gtin|ndc|udi|serial|"
    r"trial|no|grant|"
    r"isrctn|orcid|catalogue|catalog|p/?n|s/n|meeting|wavelengths?|filters?|nm|settings?|ean|usd|eur|rs|"
    r"(?:part|order|item|model|cat)(?:\.? ?(?:no|nr|number))?|(?:abn|vat|siren|siret)[ a-z\d]{0,6})\b\.?|[$€£#])"
    r"[ .:#=-]{0,3}$"
)


class Hit(NamedTuple):
    """A kind of identifier, and where it stands in the folded text."""

    kind: str
    start: int
    end: int


class Name(NamedTuple):
    """From which word to which a name goes."""

    first: int
    last: int


class Passage:
    """The words of a text, with their surroundings."""

    def __init__(self, folded: Folded) -> None:
        self.lower = folded.lower
        self.cased = folded.cased
        words = folded.words
        self.words = words.lower
        self._length = len(self.words)  # asked of nearly every word, often
        self.starts = words.starts
        self.ends = words.ends
        self._gaps = words.gaps
        self._folded_words = words
        self._places: dict[frozenset[str], list[int]] = {}
        self.named: list[int] = []
        """The words with which the names that are found already end: a date beside one is a person's."""
        self.numbered = False
        """Whether a patient's number has been found, beside which a date is theirs as well."""
        self.dated = False
        """Whether somebody's date has been found: the text's other dates are then of the same person."""
        self.of_treatment: bool | None = None
        """Whether it tells of a treatment anywhere; None until it is asked, for each name again."""

    def written(self, index: int) -> str:
        """The word as it was written, with its apostrophes; nothing past the end."""
        if index >= self._length:
            return ""
        return self.cased[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        if not 0 <= index < self._length:
            return False
        start = self.starts[index]
        return self.cased[start] != self.lower[start]

    def gap(self, index: int) -> str:
        """What stands between the word before and this one; nothing past the end."""
        return self._gaps[index] if index < self._length else ""

    def word_at(self, place: int) -> int:
        """The word that this character stands in, or else the one before it; -1 where there is none."""
        return bisect_right(self.starts, place) - 1

    def has(self, index: int, words: frozenset[str]) -> bool:
        """Whether there is a word at this place and it is one of these."""
        return 0 <= index < self._length and self.words[index] in words

    def is_one_of(self, index: int, *words: str) -> bool:
        """As `has`, for a word or two."""
        return 0 <= index < self._length and self.words[index] in words

    def is_followed(self, index: int, words: frozenset[str]) -> bool:
        """Whether the next word can begin a number ("12345", "X12", "PX-448") or is one of these."""
        if index + 1 >= self._length:
            return False
        word = self.words[index + 1]
        if word in _FILLERS and index + 2 < self._length:
            word, index = self.words[index + 2], index + 1
        return (word in words and word not in _FILLERS) or not word.isalpha() or self.gap(index + 2) in ("-", "/", ".")

    def distance(self, first: int, last: int, words: frozenset[str]) -> int | None:
        """How many words away, within the sentence, the nearest of these stands; None where none is near."""
        places = self.places_of(words)
        if not places:
            return None
        nearest = None
        after = bisect_right(places, last)
        if after < len(places) and self._is_near(places[after], last):
            nearest = places[after] - last
        before = bisect_left(places, first) - 1
        if (
            before >= 0
            and self._is_near(places[before], first)
            and (nearest is None or first - places[before] < nearest)
        ):
            nearest = first - places[before]
        return nearest

    def names_near(self, index: int) -> bool:
        """Whether a name has been found beside this word, in its sentence."""
        return any(
            abs(index - each) <= _BESIDE and self._sentences[each] == self._sentences[index] for each in self.named
        )

    def _is_near(self, index: int, other: int) -> bool:
        return abs(index - other) <= _REACH and self._sentences[index] == self._sentences[other]

    def sentence_around(self, first: int, last: int) -> tuple[int, int]:
        """From which to before which word the sentence goes on around these words, as far as is read on each side."""
        sentences = self._sentences
        start = bisect_left(sentences, sentences[first], max(0, first - _REACH), first)
        stop = bisect_right(sentences, sentences[last], last + 1, min(len(sentences), last + 1 + _REACH))
        return start, stop

    def name(self, first: int, last: int) -> Hit:
        """The name from one word to another, without the "'s" of what is theirs."""
        end = self.ends[last]
        return Hit("name", self.starts[first], end - 2 if self.written(last).endswith("'s") else end)

    def around(self, name: Name) -> tuple[list[str], list[str]]:
        """The words of the sentence before and after a name; the full stop of an initial ends none."""
        start, stop = self.sentence_around(name.first, name.last)
        if len(self.words[name.last]) == 1:
            stop = max(stop, name.last + 5)
        return (
            self.words[max(start, name.first - REACH) : name.first],
            self.words[name.last + 1 : min(stop, name.last + 1 + REACH)],
        )

    def says(self, words: frozenset[str]) -> bool:
        """Whether any of these stands anywhere in the text."""
        return not words.isdisjoint(self._folded_words.said)

    def places_of(self, words: frozenset[str]) -> list[int]:
        """Where any of these stands in the text."""
        places = self._places.get(words)
        if places is None:
            places = self._places[words] = self._folded_words.places_of(words)
        return places

    def is_called_otherwise(self, start: int) -> bool:
        """Whether the number that begins here is said to be a paper's, a meeting's, a price."""
        return _OTHER_NUMBER.search(self.lower, max(0, start - 14), start) is not None

    def is_prose(self, start: int, end: int) -> bool:
        """Whether this place lies outside of links, mentions and publication numbers."""
        not_prose = self._machine_text
        if not not_prose:
            return True
        index = bisect_right(not_prose, (start, len(self.lower))) - 1
        if index >= 0 and not_prose[index][1] > start:
            return False
        return index + 1 == len(not_prose) or not_prose[index + 1][0] >= end

    @cached_property
    def _machine_text(self) -> list[tuple[int, int]]:
        return [match.span() for match in _NOT_PROSE.finditer(self.lower)]

    @cached_property
    def _sentences(self) -> list[int]:
        """The number of the sentence that each word stands in; "Apr. 9" does not end one."""
        begins = [0] * len(self._gaps)
        for index in self._folded_words.sentences:
            begins[index] = 0 if self._gaps[index] == ". " and self._is_abbreviated(index) else 1
        return [*accumulate(begins)]

    def _is_abbreviated(self, index: int) -> bool:
        if index >= len(self.words):
            return False
        before = self.words[index - 1]
        is_initial = len(before) == 1 and before.isalpha() and not self.is_capital(index)  # "Karen B. came"
        return is_initial or before in _ABBREVIATIONS


CueRule = Callable[[Passage, int], Iterable[Hit]]
"""What follows from a cue word at this place in the text."""
