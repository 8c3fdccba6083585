"""Whether what was found is plainly denied: "no vision changes", "without blanching or livedo", "blisters: none"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.clinical.lookup import load
from bot.clinical.phrases import View

_LONGEST_ITEM: Final = 3  # words of one item in "no pain, bruising or blanching"
_A_LIST: Final = 3  # items
_FARTHEST: Final = 30  # words back to a denial: nobody keeps a list in mind for longer
_LIST_REACH: Final = 4  # words after the finding in which the list's "or" has to come
_TAKEN_BACK_WITHIN: Final = 3
_AFTERWARDS_REACH: Final = 5  # "did not occur", "was ruled out"
_OR: Final = frozenset({"or", "nor", "ni", "ou", "oder", "noch", "ουτε"})
_RULED_OUT: Final = ["ruled", "out"]


@dataclass(frozen=True, slots=True)
class _Language:
    denials: frozenset[str]
    reported_denials: frozenset[str]
    pairs: frozenset[tuple[str, ...]]
    let_through: frozenset[str]
    opens_list: frozenset[str]
    of_verbs: frozenset[str]
    new_clause: frozenset[str]
    takes_it_back: frozenset[str]
    turns_it_round: frozenset[str]
    afterwards: frozenset[str]
    auxiliary: frozenset[str]
    afterwards_not: frozenset[str]
    afterwards_seen: frozenset[str]


def plainly_denied(view: View, first: int, last: int) -> bool:
    """Whether a plain denial governs the words from ``first`` to ``last``."""
    if any(":" in view.words.gap(index) for index in range(first + 1, last + 1)):
        return False  # "no pain: lip blanching"
    if _denied_before(view, first, last) or denied_after(view, last):
        return not _taken_back(view, last)
    return False


def denied_together(view: View, first: int, last: int) -> bool:
    """Whether words that overlap what is denied are denied too: "breath or wheeze" in "no shortness of breath …"."""
    inside = view.lower[first : last + 1]
    if not _language().new_clause.isdisjoint(inside):
        return False
    in_list = not _OR.isdisjoint(inside) or _list_goes_on(view, last)
    return (in_list or not any(view.breaks[first + 1 : last + 1])) and plainly_denied(view, first, last)


def denied_in_bare_list(view: View, first: int, last: int, covered: Mapping[int, Set[str]]) -> bool:
    """Whether the words are one whole item of a denied list of signs: "no diplopia, floaters, vision loss".

    ``covered`` are the words of all signs, with their kinds. "No improvement, vision loss" is no such list, and neither
    is "no livedo, vision loss since noon" or, of two kinds, "no fever, vision loss". What somebody "denies" is a list
    from three items on, whatever they are. What was measured is reported: "no hives, BP 70/40".
    """
    language = _language()
    lower, breaks = view.lower, view.breaks
    if breaks[first] != 1 or (last + 1 < len(lower) and not breaks[last + 1]):
        return False
    if any(word[0].isdigit() for word in lower[first : last + 1]):
        return False
    items, only_signs = 1 + (last + 1 < len(lower) and breaks[last + 1] == 1), True
    for index in range(first - 1, max(first - 1 - _FARTHEST, -1), -1):
        if breaks[index + 1] == 2:
            return False
        items += breaks[index + 1] == 1
        if is_denial(view, index):
            reported = lower[index] in language.reported_denials
            if not reported and (_each_is_denied(view, index, last) or _denies_a_verb(lower, index)):
                return False
            # The "no" of "no pulse, seizure" is part of a sign.
            if reported:
                return only_signs or items >= _A_LIST
            is_list = items >= _A_LIST or _of_one_kind(covered, range(index + 1, first), range(first, last + 1))
            return only_signs and is_list and index not in covered
        if index not in covered and lower[index] not in language.let_through and lower[index] not in _OR:
            only_signs = False
            if lower[index] in language.new_clause:
                return False
    return False


def _each_is_denied(view: View, denial: int, last: int) -> bool:
    """Whether each item of a list has its own denial, so that one without is there: "no rash, no hives, wheezing"."""
    start, end = view.words.sentence(last)
    following = last + 1
    if following < end and is_denial(view, following):
        return True
    return view.breaks[denial] == 1 and any(is_denial(view, index) for index in range(start, denial))


def _of_one_kind(covered: Mapping[int, Set[str]], one: range, other: range) -> bool:
    """Whether two items are signs of the same: "no wheeze, stridor"."""
    kinds = {kind for index in one for kind in covered.get(index, ())}
    return any(not kinds.isdisjoint(covered.get(index, ())) for index in other)


def _denies_a_verb(lower: list[str], denial: int) -> bool:
    """ "Doesn't blanch", which is a sign; not "didn't have any blanching"."""
    language = _language()
    return lower[denial] in language.of_verbs and lower[denial + 1] not in language.let_through


def words_in(text: str) -> frozenset[str]:
    """The words of a data file's list, apostrophes left out as in a text's words."""
    return frozenset(text.replace("'", "").split())


def pairs_in(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The words of a data file's phrases, each in its order."""
    return frozenset(tuple(phrase.split()) for phrase in phrases)


def word_sets(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Of a data file's lists those with these names: of words, or of phrases of some words each."""
    return {name: words_in(data[name]) if isinstance(data[name], str) else pairs_in(data[name]) for name in names}


def is_denial(view: View, index: int) -> bool:
    """Whether the word denies what follows it."""
    return _is_a_no(view.lower, index) and not _is_turned_round(view.lower, index)


def _is_a_no(lower: list[str], index: int) -> bool:
    language = _language()
    word = lower[index]
    if word in language.denials:
        return True
    pairs = language.pairs
    return index > 0 and ((lower[index - 1], word) in pairs or tuple(lower[index - 2 : index + 1]) in pairs)


def _is_turned_round(lower: list[str], index: int) -> bool:
    return index > 0 and lower[index - 1] in _language().turns_it_round


def lets_denial_through(word: str) -> bool:
    """Whether a denial reaches over the word."""
    return word in _language().let_through


def _taken_back(view: View, last: int) -> bool:
    language = _language()
    for index in range(last + 1, min(last + 1 + _TAKEN_BACK_WITHIN, len(view.lower))):
        if view.breaks[index] == 2:
            return False
        if view.lower[index] in language.takes_it_back:
            return True
    return False


def _denied_before(view: View, first: int, last: int) -> bool:
    """Walk back to a denial.

    Beside the finding only words that change nothing may stand; further items of a list ("no pain, bruising or
    blanching") may be any short words, but a bare comma makes no list ("no improvement, vision loss").
    """
    language = _language()
    lower, breaks = view.lower, view.breaks
    in_list = "or" in lower[first : last + 1] or _list_goes_on(view, last)
    own_item, item_length = True, 0
    for index in range(first - 1, max(first - 1 - _FARTHEST, -1), -1):
        if breaks[index + 1] == 2:
            return False
        if breaks[index + 1] == 1 and lower[index : index + 2] != ["w", "o"]:
            if not in_list:
                return False
            own_item, item_length = False, 0
        word = lower[index]
        if ":" in view.words.gap(index + 1) and word not in language.opens_list:
            return False  # "never saw: vascular occlusion"
        if _is_a_no(lower, index):
            return not _is_turned_round(lower, index)
        if word in _OR:
            in_list, own_item, item_length = True, False, 0
        elif word not in language.let_through:
            item_length += 1
            if own_item or item_length > _LONGEST_ITEM or word in language.new_clause:
                return False
    return False


def _list_goes_on(view: View, last: int) -> bool:
    """Whether "or" follows what was found at once: "no pain, blanching or livedo"."""
    following = last + 1
    if following >= len(view.lower) or view.breaks[following] == 2:
        return False
    if view.lower[following] in _OR:
        return True
    if view.breaks[following] != 1:
        return False
    for index in range(following + 1, min(last + 1 + _LIST_REACH, len(view.lower))):
        if view.breaks[index] == 2:
            return False
        if view.lower[index] in _OR:
            return True
    return False


def denied_after(view: View, last: int) -> bool:
    """Whether a denial follows at once: "blisters: none", "vision loss was ruled out", "PIH did not occur"."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    negated = False
    for index in range(last + 1, min(last + 1 + _AFTERWARDS_REACH, len(lower))):
        if breaks[index] == 2:
            return False
        word = lower[index]
        if negated:
            if word in language.afterwards_seen:
                return True
        elif word in language.afterwards:
            # "None of them …" and "no PIH, zero blisters" begin something new.
            return index + 1 == len(lower) or breaks[index + 1] > 0 or word in {"denied", "absent", "excluded", "free"}
        elif lower[index : index + 2] == _RULED_OUT:
            return True
        if word in language.afterwards_not:
            negated = True
        elif word not in language.auxiliary:
            return False
    return False


@cache
def _language() -> _Language:
    return _Language(**word_sets(load("denial.toml")["denial"], _Language.__dataclass_fields__))
