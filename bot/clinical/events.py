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
    causes: frozenset[str]
    cause_kinds: frozenset[str]
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


def opens_with(view: View, start: int) -> bool:
    """Whether a text opens with what stands at this place, and not as with something that came of a treatment.

    "#protocol PIH, type V: hydroquinone" does; "#question PIH two weeks after Halo" tells of something that happened.
    """
    words = view.words
    for index in range(min(_OPENING + 1, len(view.lower))):
        if words.span(index, index).start == start:
            came_of = _language().came_of
            end = words.sentence(index)[1]
            return not any(
                view.lower[at] in came_of and not comes_from_something_else(view, at) for at in range(index, end)
            )
    return False


def comes_from_something_else(view: View, index: int) -> bool:
    """Whether none of our treatments stands behind the "after" or "from" at this place: "after surgery"."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    index += 1
    while index < len(lower) and not breaks[index] and lower[index] in language.cause_kinds:
        index += 1
    if index == len(lower) or breaks[index] or lower[index] not in language.causes:
        return False
    # "After the acne laser".
    return index + 1 == len(lower) or breaks[index + 1] > 0 or lower[index + 1] not in language.course


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
    before, after = first - 1, last + 1
    if before > 0 and breaks[first] < 2 and lower[before] in _BETWEEN:
        before -= 1
    if after + 1 < len(lower) and breaks[after] < 2 and lower[after] in _BETWEEN:
        after += 1
    linked = before < first - 1 or breaks[first] == 1
    if before >= 0 and linked and max(breaks[before + 1 : first + 1]) < 2 and lower[before].startswith(events):
        return True
    linked = after > last + 1 or (after < len(lower) and breaks[after] == 1)
    return after < len(lower) and linked and max(breaks[last + 1 : after + 1]) < 2 and lower[after].startswith(events)


def comes_after_a_treatment(view: View, last: int) -> bool:
    """Whether it came a time or a session later: "PIH after 3/12", "scars from the second pass"; not "after acne"."""
    language = _language()
    following = view.lower[last + 1 : last + 2 + _COURSE_WITHIN]
    if not following or following[0] not in language.follows or any(view.breaks[last + 1 : last + 3]):
        return False
    return following[1:2] != [] and (following[1][0].isdigit() or not language.course.isdisjoint(following[1:]))


@cache
def _language() -> _Language:
    data = load("standing.toml")["events"]
    stems = tuple(data["beside"].split())
    return _Language(**word_sets(data, _Language.__dataclass_fields__.keys() - {"beside"}), beside=stems)
