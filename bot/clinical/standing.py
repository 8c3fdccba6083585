"""How a complication stands in a text: reported, denied, feared, asked about, long past, or wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from bot.clinical.denial import is_denial, lets_denial_through, plainly_denied, word_sets
from bot.clinical.history import came_of_a_treatment, was_there_before
from bot.clinical.lookup import load
from bot.clinical.none_found import found_none
from bot.clinical.phrases import View, WordSet
from bot.clinical.reading import Standing

_BACK: Final = 14  # words back to what governs a finding
_FEAR_REACH: Final = 5  # of them other than the list's own items, for a fear
_GUARD_REACH: Final = 2  # and for a guard: "to avoid any further burns"
_ON: Final = 5  # words on to "can happen" or "is a risk"
_WHEN: Final = 10  # words to either side in which "five years ago" may stand
_COURSE_WITHIN: Final = 3  # words on to "day 3" or "4 weeks"
_A_LINE: Final = 3  # digits
_EXPECTED_TO: Final = ["expected", "to"]  # "… heal": it is there
_CONNECTING: Final = frozenset({"and", "or", "nor"})


# What a word does for what follows it: bits, because a word may do several things.
_ROLES: Final = (
    "feared",
    "guarded",
    "guard_ends",
    "happened",
    "turns",
    "past",
    "past_between",
    "purpose",
    "purpose_between",
)
_FEARED, _GUARDED, _GUARD_ENDS, _HAPPENED, _TURNS, _PAST, _PAST_BETWEEN, _PURPOSE, _PURPOSE_BETWEEN = (
    1 << bit for bit in range(len(_ROLES))
)


@dataclass(frozen=True, slots=True)
class _Language:
    roles: tuple[tuple[int, WordSet], ...]
    feared_before: dict[str, frozenset[str]]
    like_these: frozenset[str]
    asked_of_what_is: frozenset[str]
    moods: frozenset[str]
    people: frozenset[str]
    before_no_comma: frozenset[str]
    unheeded: frozenset[str]
    only_looks: frozenset[str]
    suspects: frozenset[str]
    denying_pairs: frozenset[tuple[str, ...]]
    kinds: frozenset[str]
    in_lists: frozenset[str]
    risk_after: frozenset[str]
    modal_after: frozenset[str]
    modal_verbs: frozenset[str]
    asks: frozenset[str]
    asks_at_once: frozenset[str]
    asks_for_help: frozenset[str]
    affirms: frozenset[str]
    definite: frozenset[str]
    being: frozenset[str]
    gives: frozenset[str]
    presupposes: frozenset[str]
    past_after: frozenset[str]
    happened: frozenset[str]
    happened_after: frozenset[str]
    course: frozenset[str]


class Named(NamedTuple):
    """A text and where in it complications are named: in a list of them each stands as the others do."""

    view: View
    covered: set[int]

    @classmethod
    def of(cls, view: View, extents: Iterable[tuple[int, int]]) -> Named:
        """From the first and last words of what is named."""
        covered: set[int] = set()
        for first, last in extents:
            covered.update(range(first, last + 1))
        return cls(view, covered)

    def sentence(self, index: int) -> tuple[int, int]:
        """The first word of the sentence in which this word stands, and one past its last."""
        return self.view.words.sentence(index)


def standing_of(named: Named, first: int, last: int, treatable: bool) -> Standing:
    """How the words from ``first`` to ``last`` stand. What is ``treatable`` may be the reason for a treatment."""
    view = named.view
    if plainly_denied(view, first, last) or found_none(view, first, last):
        return Standing.DENIED
    if _asked(named, first, last):
        return Standing.ASKED
    governed = _governed(named, first, last, treatable) or _said_after(view, last)
    if governed is not None:
        return governed
    if was_there_before(view, first, last, treatable):
        return Standing.HISTORY
    return Standing.REPORTED


def is_treated(view: View, first: int) -> bool:
    """Whether what begins here is what a treatment is for: "treating PIH"."""
    for index in range(first - 1, max(first - 1 - _BACK, -1), -1):
        if view.breaks[index + 1]:
            return False
        role = _roles_of(view.lower[index])
        if role & _PURPOSE:
            return True
        if not role & _PURPOSE_BETWEEN:
            return False
    return False


def _governed(named: Named, first: int, last: int, treatable: bool) -> Standing | None:
    """Walk back to the word that says how the finding stands; over a comma or an "and" only along a bare list."""
    view = named.view
    lower, breaks = view.lower, view.breaks
    language = _language()
    ends_its_item = last + 1 >= len(lower) or breaks[last + 1] > 0 or lower[last + 1] in _CONNECTING
    if first and _pauses(view, first, first) and _tells_what_happened(view, first, last):
        return None  # "warned about the sun, PIH developed", "prophylaxis forgotten, HSV on day 3"
    others = 0  # words that are neither items of the list nor without meaning for it
    strange = 0  # of them those that are no items of a list of harms either: "redness, scars, PIH"
    listed = happened = guard_ended = False
    past = purpose = True
    for index in range(first - 1, max(first - 1 - _BACK, -1), -1):
        pause = breaks[index + 1]
        if pause == 2 or (pause == 1 and strange):
            return None
        listed = listed or pause == 1
        if index in named.covered:
            continue
        word = lower[index]
        if word in _CONNECTING:
            if strange or happened:  # "I did not, and got a burn"
                return None
            listed = True
            continue
        if not others and (ends_its_item or not listed) and _denies(view, index):
            return Standing.DENIED
        role = _roles_of(word)
        if role:
            afraid = role & _FEARED and strange <= _FEAR_REACH and not happened
            if afraid and not _fears_nothing(view, index, first, last):
                return Standing.FEARED
            warded = role & _GUARDED and strange <= _GUARD_REACH and not _unheeded(view, index)
            if warded and not (happened or guard_ended):
                return Standing.FEARED
            if role & _PAST and past:
                return Standing.HISTORY
            if treatable and purpose and role & _PURPOSE:
                # "Consented for PIH", "at risk for scarring".
                feared = index > 0 and _roles_of(lower[index - 1]) & (_FEARED | _GUARDED)
                if not feared and came_of_a_treatment(view, last):
                    return None  # "treating PIH that came after our laser"
                return Standing.FEARED if feared else Standing.HISTORY
            if role & _TURNS:
                return None
            happened = happened or (bool(role & _HAPPENED) and not _would_have(view, index))
            guard_ended = guard_ended or bool(role & _GUARD_ENDS)
        past = past and (bool(role & _PAST_BETWEEN) or word in language.in_lists)
        # "Treating melasma and PIH": one other thing in the list.
        purpose = purpose and (bool(role & _PURPOSE_BETWEEN) or (listed and not others))
        if not lets_denial_through(word) and word not in language.kinds and not _is_count(word):
            others += 1
            strange += word not in language.in_lists
    return None


def _is_count(word: str) -> bool:
    """ "2 % burns, 6 % PIH"; a line, as in "1550", counts nothing."""
    return word.isdigit() and len(word) < _A_LINE


def _pauses(view: View, first: int, last: int) -> bool:
    """Whether a comma or a colon stands before one of the words."""
    return any(view.breaks[first : last + 1]) or any(":" in view.words.gap(index) for index in range(first, last + 1))


def _tells_what_happened(view: View, first: int, last: int) -> bool:
    """ "PIH developed", "HSV on day 3", "PIH at week 4", "blistered": under no fear that stands before a comma."""
    language = _language()
    if view.lower[first] in language.happened:
        return True
    following = view.lower[last + 1 : last + 2 + _COURSE_WITHIN]
    if not following or view.breaks[last + 1]:
        return False
    numbered = any(
        (one in language.course and two.isdigit()) or (one.isdigit() and two in language.course)
        for one, two in pairwise(following)
    )
    return numbered or following[0] in language.happened_after


def _denies(view: View, index: int) -> bool:
    """As `is_denial`, with "rather than a burn", "ruled out infection"."""
    if is_denial(view, index):
        return True
    return index > 0 and (view.lower[index - 1], view.lower[index]) in _language().denying_pairs


def _would_have(view: View, index: int) -> bool:
    """ "Could have been a burn" is none."""
    before = view.lower[max(index - 2, 0) : index]
    return before[1:] == ["have"] and before[0] in _language().modal_after


def _fears_nothing(view: View, index: int, first: int, last: int) -> bool:
    """ "I can see a burn", "I may have burned her", "worried patient", "how would you treat her blisters"."""
    language = _language()
    following = view.lower[index + 1]
    word = view.lower[index]
    if word in language.feared_before and following not in language.feared_before[word]:
        return True
    if word == "you" and not language.like_these.isdisjoint(_clause_behind(view, last)):
        return True  # "you get a burn like this"
    if "you" in (view.lower[index - 1], following) and "help" in view.lower[index + 1 : index + 3]:
        return True  # "can you help with a burn"
    if word in language.before_no_comma and _pauses(view, index + 1, first):
        return True
    if following == "about" and word in language.feared_before and _told_of_what_is(view, index, first, last):
        return True
    if following == "want" and view.lower[first - 1] == "the":
        return True  # "she didn't want to tell me about the burn"
    if _unheeded(view, index):
        return True
    if (following == "have" and word in language.suspects) or (word in language.moods and following in language.people):
        return True
    return following in language.only_looks or _is_definite(view, first)


def _clause_behind(view: View, last: int) -> list[str]:
    """The words behind this place, some on or to the end of their clause."""
    end = min(last + 1 + _WHEN, len(view.lower))
    return view.lower[last + 1 : next((at for at in range(last + 1, end) if view.breaks[at]), end)]


def _told_of_what_is(view: View, index: int, first: int, last: int) -> bool:
    """ "Asked about the burn", "about blisters that came", "was told about it: the blister popped"."""
    if view.lower[first - 1] == "the" or any(":" in view.words.gap(at) for at in range(index + 1, first + 1)):
        return True
    following = last + 1
    if following == len(view.lower) or view.breaks[following]:
        return False
    return view.lower[following] in _language().asked_of_what_is


def _unheeded(view: View, index: int) -> bool:
    """ "Despite prophylaxis", "without warning"."""
    return index > 0 and view.lower[index - 1] in _language().unheeded


def _said_after(view: View, last: int) -> Standing | None:
    language = _language()
    lower, breaks = view.lower, view.breaks
    following = last + 1
    if following >= len(lower) or breaks[following] == 2:
        return None
    if _may_happen(view, following):
        return Standing.FEARED
    if breaks[following]:
        return None
    if lower[following] in language.past_after:
        return Standing.HISTORY
    reach = _ON if lower[following] in language.being else 1
    for index, word in enumerate(lower[following : following + reach], following):
        if index > following and breaks[index]:
            return None
        if word in language.risk_after and lower[index : index + 2] != _EXPECTED_TO:
            return Standing.FEARED
    return None


def _may_happen(view: View, following: int) -> bool:
    """ "PIH may well occur", "a blister under the nail can happen"."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    for index in range(following, min(following + _ON, len(lower) - 1)):
        if breaks[index] or _roles_of(lower[index]) & _HAPPENED:
            return False
        if lower[index] in language.modal_after:
            return not language.modal_verbs.isdisjoint(lower[index + 1 : index + 3])
    return False


def _asked(named: Named, first: int, last: int) -> bool:
    """Whether it is asked about; "got PIH, any ideas?" and "what for this burn?" presuppose it."""
    language = _language()
    view = named.view
    lower = view.lower
    start, end = named.sentence(first)
    opening = lower[start : min(start + 4, first)]
    if "?" not in view.words.gap(end):
        return not language.asks_at_once.isdisjoint(opening)
    if _is_definite(view, first) or not language.presupposes.isdisjoint(opening):
        return False
    if lower[end : end + 1] and lower[end] in language.affirms:
        return False  # "PIH? Yes, on both cheeks"
    everyones = not language.asks_at_once.isdisjoint(opening) or "you" in lower[start:first]
    told = any(_roles_of(word) & _HAPPENED for word in lower[max(start, first - _WHEN) : first])
    if told and not everyones:
        return False
    if lower[start] in language.asks or _asked_after_a_greeting(view, start, first, end):
        return True
    return not any(view.breaks[last + 1 : end])


def _asked_after_a_greeting(view: View, start: int, first: int, end: int) -> bool:
    """ "Doc, is PIH likely?", "PIH, how do you avoid it?"; "Blisters, what do I do?" presupposes them."""
    language = _language()
    for index in (start + 1, start + 2):
        if index < len(view.lower) and view.breaks[index] == 1:
            asks = view.lower[index] in language.asks
            return asks and (index <= first or language.asks_for_help.isdisjoint(view.lower[index:end]))
    return False


def _is_definite(view: View, first: int) -> bool:
    language = _language()
    lower = view.lower
    for index in (first - 1, first - 2):
        if index < 0 or view.breaks[index + 1] or ":" in view.words.gap(index + 1) or lower[index] == "with":
            return False  # "scared of leaving her with marks"
        if lower[index] in language.definite:
            return index == 0 or (lower[index - 1] not in language.being and lower[index - 1] not in language.gives)
    return False


@lru_cache(maxsize=8192)
def _roles_of(word: str) -> int:
    roles = 0
    for role, words in _language().roles:
        if word in words.whole or (words.stems and word.startswith(words.stems)):
            roles |= role
    return roles


@cache
def _language() -> _Language:
    data = load("standing.toml")["standing"]
    special: dict[str, Any] = {
        "roles": tuple((1 << bit, WordSet.of(data[role].split())) for bit, role in enumerate(_ROLES)),
        "feared_before": _pairs(data["feared_before"]),
    }
    return _Language(**special, **word_sets(data, _Language.__dataclass_fields__.keys() - special.keys()))


def _pairs(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    """Of "possible side", "want to", what may follow each of the first words."""
    following: dict[str, frozenset[str]] = {}
    for word, *others in map(str.split, pairs):
        following[word] = following.get(word, frozenset()).union(others)
    return following
