"""Whether a complication's words tell of something that happened, and so are no reason for a treatment.

"PIH" and "scars" are both: "PIH, 1927 at 10 mJ" is treated, "PIH after the second session" happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.denial import word_sets
from bot.clinical.lookup import load
from bot.clinical.phrases import View
from bot.clinical.reading import Span

_COURSE_WITHIN: Final = 3  # words from "after" to "session": "after the second session"
_OPENING: Final = 2  # words before what a text opens with: its tag, and one that describes
_BETWEEN: Final = frozenset({"and", "then", "later", "with", "plus"})


@dataclass(frozen=True, slots=True)
class _Language:
    before: frozenset[str]
    after: frozenset[str]
    has_been: frozenset[str]
    follows: frozenset[str]
    course: frozenset[str]
    came_of: frozenset[str]
    beside: tuple[str, ...]


def is_event(view: View, first: int, last: int) -> bool:
    """Whether the words tell of something that happened, so that they are no reason for a treatment."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    after = last + 1
    while after < len(lower) and not breaks[after] and (lower[after] in language.has_been or _is_count(lower[after])):
        after += 1
    if after < len(lower) and not breaks[after] and lower[after] in language.after:
        return True
    if _counts_some(view, last + 1) or comes_after_a_treatment(view, last) or _beside_an_event(view, first, last):
        return True
    for index in range(first - 1, max(first - 3, -1), -1):
        if breaks[index + 1]:
            return False
        if lower[index] in language.before:
            return True
    return False


def opens_with(view: View, span: Span) -> bool:
    """Whether a text opens with what stands at this place, and not as with something that came of a treatment.

    "#protocol PIH, type V: hydroquinone" does; "#question PIH two weeks after Halo" tells of something that happened.
    """
    words = view.words
    for index in range(min(_OPENING + 1, len(view.lower))):
        if words.span(index, index).start == span.start:
            # Its own words tell nothing: "post-inflammatory" is no "post CO2".
            rest = range(index, words.sentence(index)[1])
            behind = (view.lower[each] for each in rest if words.span(each, each).start >= span.end)
            return _language().came_of.isdisjoint(behind)
    return False


def _is_count(word: str) -> bool:
    """ "x3"."""
    return word[0] == "x" and word[1:].isdigit()


def _counts_some(view: View, following: int) -> bool:
    """ "PIH 9 of 14"."""
    lower = view.lower
    return (
        following + 1 < len(lower)
        and not any(view.breaks[following : following + 2])
        and lower[following].isdigit()
        and lower[following + 1] == "of"
    )


def _beside_an_event(view: View, first: int, last: int) -> bool:
    """ "Crust, PIH and she is livid", "PIH and blisters"."""
    lower, breaks = view.lower, view.breaks
    events = _language().beside
    for index, step in ((first - 1, -1), (last + 1, 1)):
        pause = index + (step < 0)  # what stands between is noted with the later word
        linked = breaks[pause] == 1
        if 0 < index < len(lower) - 1 and breaks[pause] < 2 and lower[index] in _BETWEEN:
            index, pause, linked = index + step, pause + step, True
        if linked and 0 <= index < len(lower) and breaks[pause] < 2 and lower[index].startswith(events):
            return True
    return False


def comes_after_a_treatment(view: View, last: int) -> bool:
    """Whether it came a time or a session later: "PIH after 3/12", "scars from the second pass"; not "after acne"."""
    language = _language()
    end = last + 1
    while end < min(len(view.lower), last + 2 + _COURSE_WITHIN) and not view.breaks[end]:
        end += 1
    following = view.lower[last + 1 : end]
    if not following or following[0] not in language.follows:
        return False
    return following[1:2] != [] and (following[1][0].isdigit() or not language.course.isdisjoint(following[1:]))


@cache
def _language() -> _Language:
    data = load("standing.toml")["events"]
    stems = tuple(data["beside"].split())
    return _Language(**word_sets(data, _Language.__dataclass_fields__.keys() - {"beside"}), beside=stems)
