"""Whether a complication was there before: long past, made by something else, or the reason for a treatment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any, Final

from bot.clinical.denial import word_sets
from bot.clinical.events import comes_after_a_treatment
from bot.clinical.lookup import load
from bot.clinical.phrases import View

_WHEN: Final = 10  # words to either side in which "five years ago" may stand
_YEAR_WITHIN: Final = 5  # words on to "in 2011"
_CENTURIES: Final = frozenset({"19", "20"})
_OPENING: Final = 2  # words before what a text opens with
_TREATED: Final = (["were", "treated"], ["are", "treated"])
_REMOVAL_OF: Final = (["removal", "of"],)
_SCARS: Final = ("scar", "keloid", "cicatri")
_TURNS: Final = frozenset({"then", "but"})  # "better at first, then grew after our PDL"
_US: Final = frozenset({"i", "we", "me", "us"})
_MADE_WITHIN: Final = 3  # words back to "gave her a"


@dataclass(frozen=True, slots=True)
class _Language:
    ago_units: frozenset[str]
    stays_in: frozenset[str]
    long_past: tuple[str, ...]
    """With a blank at either end."""
    long_past_cues: frozenset[str]
    """Of each phrase the longest word: without one of them none is there."""
    elsewhere_pairs: frozenset[tuple[str, ...]]
    recurs: frozenset[str]
    bouts: frozenset[str]
    recurred: frozenset[str]
    treated_after: frozenset[str]
    causes: frozenset[str]
    cause_kinds: frozenset[str]
    ours: frozenset[str]
    treated_for: frozenset[str]
    causes_of_scars: frozenset[str]
    course: frozenset[str]
    follows: frozenset[str]
    made: frozenset[str]
    only_named: frozenset[str]
    on_a_place: frozenset[str]
    place_of: frozenset[str]
    came_at: frozenset[str]
    times: frozenset[str]
    came_up: frozenset[str]
    came_up_pairs: frozenset[tuple[str, ...]]
    better: frozenset[str]


def was_there_before(view: View, first: int, last: int, treatable: bool) -> bool:
    """Whether the words from ``first`` to ``last`` were. Only what is ``treatable`` may be a reason for a treatment."""
    if _long_past(view, first, last) or _elsewhere(view, first, last):
        return True
    if not treatable:
        return False
    treated = (
        _treated_beside(view, first, last) or _were_treated(view, first, last) or _is_only_named(view, first, last)
    )
    came = came_of_a_treatment(view, last) or _came_later(view, first)
    return _is_of_another_cause(view, first, last) or (treated and not came)


def _long_past(view: View, first: int, last: int) -> bool:
    language = _language()
    lower = view.lower
    start, end = view.words.sentence(first)
    around = lower[max(start, first - _WHEN) : min(end, last + 1 + _WHEN)]
    if language.long_past_cues.isdisjoint(around) or "still" in around or _lately(around):
        return False
    if "ago" in around:
        at = around.index("ago")
        if not language.ago_units.isdisjoint(around[max(at - 2, 0) : at]) and not _of_what_stays(view, last):
            return True
    if first and lower[last] in language.recurs and _last_in_a_year(view, first, last):
        return True
    said = f" {' '.join(around)} "
    return any(map(said.__contains__, language.long_past))


def _of_what_stays(view: View, last: int) -> bool:
    """Whether the "ago" is of what was injected: "granuloma, PLLA 2 years ago", "after filler 3 years ago"."""
    end = _clause_end(view, _clause_end(view, last + 1) + 1)
    return not _language().stays_in.isdisjoint(view.lower[last + 1 : end])


def _elsewhere(view: View, first: int, last: int) -> bool:
    """ "Burned at a previous clinic"; not "previous clinic used 20 J, I used 25 and burned her"."""
    lower = view.lower
    start, end = view.words.sentence(first)
    for index in range(max(start, first - _WHEN), min(end, last + 1 + _WHEN) - 1):
        if (lower[index], lower[index + 1]) in _language().elsewhere_pairs:
            return _US.isdisjoint(lower[index + 2 : first])
    return False


def _lately(words: list[str]) -> bool:
    """ "In the past week", "in the past two days"."""
    if "past" not in words:
        return False
    at = words.index("past")
    return not _language().times.isdisjoint(words[at + 1 : at + 3])


def _last_in_a_year(view: View, first: int, last: int) -> bool:
    """ "The last cold sore in 2011", "last outbreak of HSV: 2016"; the last burn in a year may be a report."""
    language, lower = _language(), view.lower
    before = first - 3 if lower[first - 1] == "of" and lower[first - 2] in language.bouts else first - 1
    if before < 0 or lower[before] != "last" or any(view.breaks[before + 1 : first + 1]):
        return False
    clause = lower[max(before - 1, 0) : _clause_end(view, last + 1)]
    behind = lower[last + 1 : min(last + 1 + _YEAR_WITHIN, view.words.sentence(last)[1])]
    return language.recurred.isdisjoint(clause) and any(
        len(word) == len("2011") and word.isdigit() and word[:2] in _CENTURIES for word in behind
    )


def _clause_end(view: View, index: int) -> int:
    """The first word from this place before which a clause ends; none is looked at for longer than `_WHEN` words."""
    end = min(index + _WHEN, len(view.lower))
    return next((at for at in range(index, end) if view.breaks[at]), end)


def _treated_beside(view: View, first: int, last: int) -> bool:
    """ "Scar revision", "PIH protocol", "removal of milia"."""
    following = last + 1
    return view.lower[max(first - 2, 0) : first] in _REMOVAL_OF or (
        following < len(view.lower)
        and not view.breaks[following]
        and view.lower[following] in _language().treated_after
    )


def _were_treated(view: View, first: int, last: int) -> bool:
    """Whether a text opens with those that were treated: "Methods. Atrophic scars were treated with …"."""
    return (
        first <= _OPENING and not any(view.breaks[last + 1 : last + 3]) and view.lower[last + 1 : last + 3] in _TREATED
    )


def _is_of_another_cause(view: View, first: int, last: int) -> bool:
    """Whether something else is said to have made it: "acne scars", "PIH from waxing"; not "IPL left a burn scar"."""
    language = _language()
    lower = view.lower
    start = first if not first or view.breaks[first] else first - 1
    named = lower[start : last + 1]
    if not (language.causes.isdisjoint(named) and language.causes_of_scars.isdisjoint(named)):
        caused = any(_is_cause_before(view, index, last) for index in range(start, last + 1))
        return caused and language.made.isdisjoint(named)
    for index in range(first + 1, min(last + 3, len(lower))):
        if view.breaks[index]:
            return False
        if lower[index] in language.follows:
            return _comes_from_something_else(view, index)
    return False


def _comes_from_something_else(view: View, index: int) -> bool:
    """Whether none of our treatments stands behind the "after" or "from" at this place: "after surgery"."""
    language, lower = _language(), view.lower
    index += 1
    end = _clause_end(view, index)
    while index < end and lower[index] in language.cause_kinds:
        index += 1
    if index >= end or lower[index] not in language.causes:
        return False
    # "After the acne laser", "after waxing and then IPL"; but "after surgery two weeks ago".
    behind = list(takewhile(lambda word: word not in language.treated_for, lower[index + 1 : end]))
    return (language.ours | (language.course - language.times)).isdisjoint(behind)


def _is_cause_before(view: View, index: int, last: int) -> bool:
    """ "Facelift scar", "acne PIH", "burn scar"; not "laser surgery scar", "burn scar from IPL" or PIH of a burn."""
    language = _language()
    lower = view.lower
    if lower[index] in language.causes:
        return index == 0 or lower[index - 1] not in language.course
    if lower[index] not in language.causes_of_scars or comes_after_a_treatment(view, last):
        return False
    if not language.course.isdisjoint(lower[index + 1 : last + 1]):
        return False  # "burn scar after the diode"
    return any(word.startswith(_SCARS) for word in lower[index + 1 : last + 1])


def _is_only_named(view: View, first: int, last: int) -> bool:
    """Whether nothing is said of it but where it is: "hypertrophic scar on the chin", "keloid"; not "got a keloid"."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    if not language.only_named.issuperset(lower[first : last + 1]) or _is_made(view, first):
        return False
    if first == last:
        return True
    behind = lower[last + 1 : last + 3]
    on_a_place = len(behind) == 2 and behind[0] in language.on_a_place and behind[1] in language.place_of
    return on_a_place and not any(breaks[last + 1 : last + 3])


def _is_made(view: View, first: int) -> bool:
    """ "Gave her a keloid", "turned keloid"."""
    start = first
    while start and first - start < _MADE_WITHIN and not view.breaks[start]:
        start -= 1
    return not _language().made.isdisjoint(view.lower[start:first])


def came_of_a_treatment(view: View, last: int) -> bool:
    """Whether its sentence says so: "scar on the lip, 10 wks post CO2", "keloid at 5 months", "…, noticed in May".

    "Flat at 6 months" tells how a treatment of it went.
    """
    language = _language()
    lower, breaks = view.lower, view.breaks
    better = paused = False
    for index in range(last + 1, view.words.sentence(last)[1]):
        word = lower[index]
        paused = paused or breaks[index] > 0
        better = better or word in language.better
        if word in _TURNS:
            better = paused = False
        if word in language.came_up or tuple(lower[index : index + 2]) in language.came_up_pairs:
            return True
        if better:
            continue
        if word in language.came_at and not paused and _is_time(view, index + 1):
            return True
        if word not in language.follows or _comes_from_something_else(view, index):
            continue
        if _is_time(view, index - 2) or (not paused and comes_after_a_treatment(view, index - 1)):
            return True
    return False


def _came_later(view: View, first: int) -> bool:
    """ "Three months later: keloids"."""
    return view.lower[first - 1 : first] == ["later"] and _is_time(view, first - 3)


def _is_time(view: View, index: int) -> bool:
    """Whether a time stands at this place: "10 weeks", "five months", "week 9"."""
    two = view.lower[max(index, 0) : index + 2]
    return len(two) > 1 and not _language().times.isdisjoint(two) and not view.breaks[index + 1]


@cache
def _language() -> _Language:
    data, events = load("standing.toml")["history"], load("standing.toml")["events"]
    long_past = data["long_past"]
    shared = word_sets(events, ("course", "follows"))
    special: dict[str, Any] = {
        "long_past": tuple(f" {phrase} " for phrase in long_past),
        "long_past_cues": frozenset(max(phrase.split(), key=len) for phrase in long_past) | {"ago", "last"},
    }
    own = _Language.__dataclass_fields__.keys() - special.keys() - shared.keys()
    return _Language(**special, **shared, **word_sets(data, own))
