""" "Faint" of a person and of a mark: "felt faint on the couch", "a faint brown mark for three months"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.denial import words_in
from bot.clinical.folding import Words
from bot.clinical.lookup import load

_SAID_WITHIN: Final = 7  # words back to the mark: "the line on the left is faint"
_DESCRIBED_WITHIN: Final = 3  # words on to the mark: "a faint but even line"


@dataclass(frozen=True, slots=True)
class _Faint:
    word: frozenset[str]
    meant: str
    follows: frozenset[str]
    describes: frozenset[str]
    joins: frozenset[str]
    marks: frozenset[str]
    persons: frozenset[str]
    stops: frozenset[str]


def said_of_marks(words: Words) -> tuple[str, list[int]]:
    """What "faint" means of a mark, and which words of the text are such."""
    faint = _faint()
    return faint.meant, [index for index in words.places_of(faint.word) if _is_of_a_mark(words, index, faint)]


def _is_of_a_mark(words: Words, index: int, faint: _Faint) -> bool:
    lower, breaks = words.lower, words.breaks
    following = index + 1
    goes_on = following < len(lower) and breaks[following] < 2 and ":" not in words.gap(following)
    if goes_on and not breaks[following] and not _may_follow(lower[following], faint):
        return True
    if goes_on and _describes(words, index, faint):
        return True
    for before in range(index - 1, max(index - 1 - _SAID_WITHIN, -1), -1):
        if breaks[before + 1] or lower[before] in faint.persons or lower[before] in faint.stops:
            return False
        if lower[before] in faint.marks:
            return True
    return False


def _describes(words: Words, index: int, faint: _Faint) -> bool:
    """ "A faint, brown mark", "a faint but even line"; not "a faint, BP 80"."""
    lower = words.lower
    following = index + 1
    if index == 0 or words.breaks[index] or lower[index - 1] not in faint.describes:
        return False
    if words.gap(following).strip() != "," and lower[following] not in faint.joins:
        return False
    return not faint.marks.isdisjoint(lower[following : following + _DESCRIBED_WITHIN])


def _may_follow(word: str, faint: _Faint) -> bool:
    return word in faint.follows or word[0].isdigit()


@cache
def _faint() -> _Faint:
    data = load("senses.toml")["faint"]
    sets = {key: words_in(data[key]) for key in ("word", "follows", "describes", "joins", "marks", "persons", "stops")}
    return _Faint(meant=data["meant"], **sets)
