"""Whether a complication is counted or tested and was not there: "burns: 0", "PIH 0 of 40", "HSV swab negative"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.denial import word_sets
from bot.clinical.lookup import load
from bot.clinical.phrases import View

_NOUGHT: Final = "0"
_BEFORE_DIGITS: Final = (".", "-")  # "0.5 %", "0-2 weeks"
_MINUS: Final = "(-)"
_COUNT_WITHIN: Final = 4  # words


@dataclass(frozen=True, slots=True)
class _Language:
    counts: frozenset[str]
    nobody: frozenset[str]
    tests: frozenset[str]
    negative: frozenset[str]
    checked: frozenset[str]
    clear: frozenset[str]


def found_none(view: View, first: int, last: int) -> bool:
    """Whether the words from ``first`` to ``last`` are what there was none of."""
    lower, breaks, words = view
    if first and lower[first - 1] == _NOUGHT and not breaks[first]:
        return words.gap(first - 1)[-1:] not in _BEFORE_DIGITS
    if first > 1 and lower[first - 1] == "for" and _checked_and_clear(view, first, last):
        return True
    following = last + 1
    gap = words.gap(following)
    if gap.strip().startswith(_MINUS):
        return True
    if following >= len(lower) or breaks[following] == 2:
        return False
    if lower[following] == "ve":
        return gap.endswith("-")
    if breaks[following]:
        return "(" in gap and _is_nought(view, following)
    return _counted_none(view, following) or _tested_negative(view, following)


def _counted_none(view: View, following: int) -> bool:
    """Whether the count that follows is nought: "PIH in 0 of 40", "burns: n = 0", "PIH in none"."""
    language = _language()
    for index in range(following, min(following + _COUNT_WITHIN, len(view.lower))):
        if view.breaks[index]:
            return False
        if _is_nought(view, index) or (index > following and view.lower[index] in language.nobody):
            return True
        if view.lower[index] not in language.counts:
            return False
    return False


def _checked_and_clear(view: View, first: int, last: int) -> bool:
    """Whether it was looked for and not there: "checked for PIH at month 6: still clear"."""
    language = _language()
    lower = view.lower
    behind = lower[last + 1 : view.words.sentence(last)[1]]
    return lower[first - 2] in language.checked and not language.clear.isdisjoint(behind) and "not" not in behind


def _is_nought(view: View, index: int) -> bool:
    return view.lower[index] == _NOUGHT and view.words.gap(index + 1)[:1] not in _BEFORE_DIGITS


def _tested_negative(view: View, following: int) -> bool:
    """Whether a test was negative, or its result: nothing but words for tests stands between."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    for index in range(following, len(lower)):
        if breaks[index] == 2:
            return False
        if lower[index] in language.negative:
            return True
        if lower[index] not in language.tests:
            return False
    return False


@cache
def _language() -> _Language:
    return _Language(**word_sets(load("standing.toml")["none_found"], _Language.__dataclass_fields__))
