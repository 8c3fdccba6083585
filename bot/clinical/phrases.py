"""How the catalogues' phrases are found in a text: one mechanism for all of them, in one pass over the words.

A phrase is words with spaces between:

- ``a/b`` is either word, ``scar*`` any that begins so (with three letters at least), ``=LAST`` one written exactly so
- ``...`` lets up to four words stand between; such a phrase never reaches over a comma or the end of a sentence
- ``a ~ b`` are near each other in one sentence, in either order, with up to six words between
- none of the words between may be "not" or the like
- ``(a/b)`` at an end of a phrase has to stand there, but is no part of what is found: ``back (hair)``
- ``^`` marks the word that a phrase is looked up by, where it is not its first: ``left ... ^scar`` is only tried where
  a scar is named

Words are looked up in a dictionary instead of one long pattern of alternatives: that needs no compiling, and its time
grows with the number of words in the text, not with the size of the catalogues. A phrase is taken apart when one of its
words is first met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from bot.clinical.folding import Words

_LONGEST_GAP: Final = 4
_NEARBY: Final = 6
# "Vision was not affected".
_NEVER_BETWEEN: Final = frozenset({"not", "no", "never", "isnt", "wasnt", "without", "zero", "nil"})
_NO_WORDS: Final[frozenset[str]] = frozenset()
STEM: Final = 3
"""Letters that a ``scar*`` is looked up by."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """Some words, some beginnings of words, and some words in one spelling only."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    as_written: frozenset[str]
    may_be_written: frozenset[str]
    """The same in small letters: few words have to be looked up as they were written."""
    more: bool
    """Whether there are others than whole words: where words are tried in a row, these are asked without a call."""

    @classmethod
    def of(cls, words: Iterable[str]) -> WordSet:
        """Read the notation: ``word``, ``word*``, ``=Word``."""
        written = "/".join(words).replace("'", "")
        every = written.split("/")
        if "=" not in written and "*" not in written:  # as most are
            return cls(frozenset(written.lower().split("/")), (), _NO_WORDS, _NO_WORDS, False)
        as_written = frozenset([word[1:] for word in every if word.startswith("=")])
        stems = tuple([word[:-1].lower() for word in every if word.endswith("*") and not word.startswith("=")])
        whole = frozenset([word.lower() for word in every if not word.startswith("=") and not word.endswith("*")])
        small = frozenset([word.lower() for word in as_written])
        return cls(whole, stems, as_written, small, True)

    def holds(self, view: View, index: int) -> bool:
        """Whether the text's word at this place is one of them."""
        word = view.lower[index]
        return (
            word in self.whole
            or bool(self.stems and word.startswith(self.stems))
            or (word in self.may_be_written and view.words.cased(index) in self.as_written)
        )

    def is_in(self, view: View) -> bool:
        """Whether one of them stands anywhere in the text."""
        lower = view.lower
        if not self.whole.isdisjoint(lower):
            return True
        if self.stems and any(word.startswith(self.stems) for word in lower):
            return True
        if self.may_be_written.isdisjoint(lower):
            return False
        return any(self.holds(view, index) for index in range(len(lower)))


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
        return not self.beginnings or self.beginnings.isdisjoint([word[:STEM] for word in around])


class Pattern(NamedTuple):
    """A phrase taken apart: the word it is looked up by, what stands before and after, and what has to be near."""

    anchor: WordSet
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    near: tuple[tuple[Step, ...], ...]
    alone: bool
    """Whether the anchor says it all."""
    outside: tuple[int, int]
    """How many words at the beginning and at the end have to stand there and are no part of what is found."""

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
        if words.as_written or any(len(stem) < STEM for stem in words.stems):
            return None
        return Gate(words.whole, frozenset(stem[:STEM] for stem in words.stems), back, ahead)


def anchor_of(phrase: str) -> str:
    """The word, or the alternatives, that a phrase is looked up by."""
    if "^" in phrase:
        phrase = phrase[phrase.index("^") :].replace("^", "")
    return phrase.partition(" ")[0]


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
    words = main.split()
    outside = (sum(word.startswith("(") for word in words[:at]), sum(word.startswith("(") for word in words[at:]))
    return Pattern(steps[at].words, before, steps[at + 1 :], tuple(_steps(part) for part in near), alone, outside)


def _steps(sequence: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    reach = 0
    for word in sequence.split():
        if word == "...":
            reach = _LONGEST_GAP
            continue
        steps.append(Step(_word_set(word.strip("()").replace("^", "")), reach))
        reach = 0
    return tuple(steps)


@lru_cache(maxsize=2048)
def _word_set(alternatives: str) -> WordSet:
    return WordSet.of(alternatives.split("/"))


def extent(pattern: Pattern, view: View, index: int) -> tuple[int, int] | None:
    """The first and last word of the phrase whose anchor stands at this place; None where the rest does not."""
    first = _rest(pattern.before, 0, view, index, -1) if pattern.before else index
    if first is None:
        return None
    last = _rest(pattern.after, 0, view, index, 1) if pattern.after else index
    if last is None:
        return None
    for steps in pattern.near:
        beside = _nearby(steps, view, first, last)
        if beside is None:
            return None
        first, last = min(first, beside[0]), max(last, beside[1])
    return first + pattern.outside[0], last - pattern.outside[1]


def _rest(steps: tuple[Step, ...], at: int, view: View, index: int, way: int) -> int | None:
    """Where the further steps end, going forwards or (``way`` -1) backwards; None where they are not there."""
    if at == len(steps):
        return index
    words, reach = steps[at]
    whole, more = words.whole, words.more
    lower, breaks, _ = view
    for _ in range(reach + 1):
        # The break between two words is noted with the later one.
        if way > 0:
            index += 1
            if index >= len(lower) or breaks[index]:
                return None
        else:
            if index == 0 or breaks[index]:
                return None
            index -= 1
        word = lower[index]
        if word in whole or (more and words.holds(view, index)):
            end = _rest(steps, at + 1, view, index, way)
            if end is not None:
                return end
        if word in _NEVER_BETWEEN:
            return None
    return None


def _nearby(steps: tuple[Step, ...], view: View, first: int, last: int) -> tuple[int, int] | None:
    """The nearest place in the same sentence, after or before; without a comma between if there is one.

    First of all a "not" right before, which would deny it else: "not breathing properly throat tight".
    """
    if first and view.lower[first - 1] in _NEVER_BETWEEN and len(steps) == 1 and steps[0].words.holds(view, first - 1):
        return first - 1, first - 1
    for pause in (1, 2):
        place = _nearby_after(steps, view, last, pause) or _nearby_before(steps, view, first, pause)
        if place is not None:
            return place
    return None


def _nearby_after(steps: tuple[Step, ...], view: View, last: int, pause: int) -> tuple[int, int] | None:
    lower, breaks, _ = view
    words = steps[0].words
    whole, more = words.whole, words.more
    for index in range(last + 1, min(last + 2 + _NEARBY, len(lower))):
        if breaks[index] >= pause:
            return None
        word = lower[index]
        if word in whole or (more and words.holds(view, index)):
            end = _rest(steps, 1, view, index, 1)
            if end is not None:
                return index, end
        if word in _NEVER_BETWEEN:
            return None
    return None


def _nearby_before(steps: tuple[Step, ...], view: View, first: int, pause: int) -> tuple[int, int] | None:
    lower, breaks, _ = view
    words = steps[0].words
    whole, more = words.whole, words.more
    for index in range(first - 1, max(first - 2 - _NEARBY, -1), -1):
        if breaks[index + 1] >= pause:
            return None
        word = lower[index]
        if word in whole or (more and words.holds(view, index)):
            end = _rest(steps, 1, view, index, 1)
            if end is not None and end < first:
                return index, end
        if word in _NEVER_BETWEEN:
            return None
    return None


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of one of the catalogues' lists, in which commas and line ends stand between them."""
    return tuple(filter(None, map(str.strip, phrases.replace("\n", ",").split(","))))


def plain_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases as a person would type them: of alternatives the first, no notation, none with a gap.

    Nor one with a word that only has to stand beside it: "back (hair)" is no other name of the back.
    """
    typed = (phrase for phrase in phrases if is_typed(phrase) and "(" not in phrase)
    return tuple(" ".join(map(plain_word, phrase.split())) for phrase in typed)


def plain_word(word: str) -> str:
    """A phrase's word without its notation, of alternatives the first."""
    return word.strip("^()").split("/", 1)[0].strip("=*")


def is_typed(phrase: str) -> bool:
    """Whether a phrase has no gap, so that a person could type it."""
    return "..." not in phrase and "~" not in phrase
