"""Whether a complication is only spoken of, and nobody here had it: believed, read about, listed, or true of all.

"She thinks that I burned her", "the paper has 2 % burns", "agenda: 1) burns", "burns are what ends careers".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from bot.clinical.denial import word_sets, words_in
from bot.clinical.lookup import load
from bot.clinical.phrases import View
from bot.clinical.reading import Standing
from bot.clinical.standing import Named, standing_of

_BELIEF_WITHIN: Final = 6  # words back from "burned" to "she thinks that we have"
_LONGEST_HEADING: Final = 10  # words
_IF_WITHIN: Final = 3  # words
_RELATIVE_WITHIN: Final = 6
_THESE: Final = (["her"], ["his"], ["this"], ["the"])
_IS_NOT: Final = (["isnt"], ["wasnt"], ["is", "not"], ["was", "not"])
_BEFORE_AN_ANSWER: Final = frozenset({"", "-", ":", "="})
_SOURCE_WITHIN: Final = 8  # words back to "the paper has"
_TRUE_WITHIN: Final = 9  # words on to "and it came"


@dataclass(frozen=True, slots=True)
class _Language:
    beliefs: frozenset[str]
    our_own_beliefs: frozenset[str]
    believed_of: frozenset[str]
    believed_between: frozenset[str]
    sources: frozenset[str]
    of_paper: frozenset[str]
    series_of: frozenset[str]
    ours: frozenset[str]
    read_ends: frozenset[str]
    headings: frozenset[str]
    heading_done: frozenset[str]
    somebody: frozenset[str]
    tells: frozenset[str]
    being: frozenset[str]
    of_all: frozenset[str]
    usual: frozenset[str]
    unusual: frozenset[str]
    relatives: frozenset[str]
    parents: frozenset[str]
    theirs: frozenset[str]
    whose: frozenset[str]
    had: frozenset[str]
    invented: frozenset[str]
    invented_pairs: frozenset[tuple[str, ...]]
    came: frozenset[tuple[str, ...]]
    came_then: frozenset[str]
    modals: frozenset[str]
    turns: frozenset[str]


def standing_as_told(named: Named, first: int, last: int, treatable: bool) -> Standing:
    """How the words from ``first`` to ``last`` stand: as `standing_of`, and whether they are only spoken of."""
    view = named.view
    standing = standing_of(named, first, last, treatable)
    if standing is Standing.FEARED and _came_true(view, last):
        return Standing.REPORTED
    if standing is not Standing.REPORTED:
        return standing
    if _answered_no(view, last) or _but_is_not(view, last):
        return Standing.DENIED
    if _is_a_relatives(view, named.sentence(first), first):
        return Standing.HISTORY
    return Standing.FEARED if _only_spoken_of(named, first, last) else standing


def _only_spoken_of(named: Named, first: int, last: int) -> bool:
    view, sentence = named.view, named.sentence(first)
    return (
        view.lower[max(first - 1, 0)] == "any"  # "any blister and the session stops"
        or _is_chance(view, first, last)
        or _believed(view, first)
        or _read_about(view, sentence[0], first)
        or _under_a_heading(view, sentence, first)
        or _true_of_all(view, first, last)
    )


def _is_chance(view: View, first: int, last: int) -> bool:
    """ "Her lid might drop", "if this liner turns black": the words themselves say that it has not happened."""
    language = _language()
    inside = view.lower[first : last + 1]
    if first == last or (language.modals.isdisjoint(inside) and language.turns.isdisjoint(inside)):
        return False
    return not language.modals.isdisjoint(inside) or "if" in view.lower[max(first - _IF_WITHIN, 0) : first]


def _came_true(view: View, last: int) -> bool:
    """Whether what was feared came: "told her PIH may come and it came", "warned of blisters, which she got"."""
    language = _language()
    lower = view.lower
    for index in range(last + 2, min(last + 2 + _TRUE_WITHIN, len(lower))):
        if (lower[index - 1], lower[index]) in language.came:
            following = index + 1
            ends = following == len(lower) or view.breaks[following] > 0
            return ends or lower[following] in language.came_then
    return False


def _answered_no(view: View, last: int) -> bool:
    """Whether a checklist says no to it, "blister no" on its line, "blisters - no.", or a "None." that ends the text.

    Such an answer is to the sentence before it, unless that tells what happened: "Blister on day 2. None."
    """
    following = last + 1
    lower = view.lower
    start, end = view.words.sentence(last)
    if lower[-1] == "none" and end == len(lower) - 1 and "?" not in view.words.gap(-2):
        return _language().tells.isdisjoint(lower[start:end])
    if lower[following : following + 1] != ["no"] or view.words.gap(following).strip() not in _BEFORE_AN_ANSWER:
        return False
    return following + 1 == len(lower) or view.breaks[following + 1] > 0


def _but_is_not(view: View, last: int) -> bool:
    """ "Looks infected but is not"."""
    following = view.lower[last + 1 : last + 4]
    return following[:1] == ["but"] and (following[1:2] in _IS_NOT or following[1:] in _IS_NOT)


def _is_a_relatives(view: View, sentence: tuple[int, int], first: int) -> bool:
    """ "Her sister got a keloid", "his cousin's chin came up in welts"; not "her sister got a burn from our IPL"."""
    language = _language()
    lower = view.lower
    start, end = sentence
    for index in range(max(start, first - _RELATIVE_WITHIN), first):
        has_it = lower[index] in language.theirs or (
            lower[index] in language.relatives and lower[index + 1] in language.had
        )
        if has_it:
            theirs = lower[index - 1] in language.whose if index > start else lower[index] not in language.parents
            return theirs and language.ours.isdisjoint(lower[start : max(index - 1, start)] + lower[index:end])
    return False


def _believed(view: View, first: int) -> bool:
    """ "She thinks I burned her"; not "I am convinced", which is our own suspicion."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    somebody = False
    for index in range(first - 1, max(first - 1 - _BELIEF_WITHIN, -1), -1):
        if breaks[index + 1]:
            return False
        word = lower[index]
        if word in language.beliefs:
            return somebody and (index == 0 or lower[index - 1] not in language.our_own_beliefs)
        somebody = somebody or word in language.believed_of
        if word not in language.believed_between and word not in language.believed_of:
            return False
    return False


def _read_about(view: View, start: int, first: int) -> bool:
    """ "The Turkish paper: 2 % burns"; not "… our own numbers: 2 % burns", nor a paper drape."""
    language = _language()
    lower = view.lower
    ends = language.ours | language.somebody | language.read_ends
    for index in range(first - 1, max(start, first - _SOURCE_WITHIN) - 1, -1):
        if lower[index] in ends:
            return False
        if lower[index] in language.sources:
            return lower[index + 1] not in language.of_paper
        if lower[index] == "series":
            return lower[index - 1] in language.series_of and lower[index - 2] not in language.ours
    return False


def _under_a_heading(view: View, sentence: tuple[int, int], first: int) -> bool:
    """ "Consent list: burns, PIH" and "agenda: 1) burns", where nobody is spoken of and nothing happened before.

    The heading reaches to the end of its sentence, or of the list whose lines begin with a dash; a lecture's notes and
    a quiz, to the end of the text.
    """
    language = _language()
    lower = view.lower
    ends = _heading_ends(view)
    if not ends or ends > first:
        return False
    heading = lower[:ends]
    if not language.invented.isdisjoint(heading) or not language.invented_pairs.isdisjoint(pairwise(heading)):
        return True
    lines = (view.words.gap(at) for at in view.words.sentences if 0 < at <= first)
    if sentence[0] not in (0, ends) and not all("\n-" in gap for gap in lines):
        return False
    if language.headings.isdisjoint(heading):
        return False
    if not language.somebody.isdisjoint(lower[:first]) or not language.heading_done.isdisjoint(lower[:first]):
        return False
    return language.tells.isdisjoint(lower[sentence[0] : sentence[1]])


def _heading_ends(view: View) -> int:
    """How many words the text's heading has: up to the first colon or line's end, where that comes soon."""
    for index in range(1, min(_LONGEST_HEADING + 1, len(view.lower))):
        gap = view.words.gap(index)
        if ":" in gap or "\n" in gap:
            return index
        if view.breaks[index] == 2:
            return 0
    return 0


def _true_of_all(view: View, first: int, last: int) -> bool:
    """ "White spots are what ends careers", "PIH is temporary"; not "her PIH is temporary"."""
    language = _language()
    being, *following = view.lower[last + 1 : last + 4] or [""]
    if being not in language.being or any(view.breaks[last + 1 : last + 3]):
        return False
    if following[:1] == ["what"]:
        return not language.of_all.isdisjoint(following[1:])
    if not language.unusual.isdisjoint(view.lower[last + 3 : last + 4]):
        return False
    return not language.usual.isdisjoint(following[:1]) and view.lower[first - 1 : first] not in _THESE


@cache
def _language() -> _Language:
    data, genres = load("standing.toml")["hearsay"], load("genres.toml")["genres"]
    special = {
        "sources": words_in(data["sources"]) | words_in(genres["heard_in"]),
        "headings": words_in(data["headings"]) | words_in(genres["papers"]),
    }
    return _Language(**special, **word_sets(data, _Language.__dataclass_fields__.keys() - special.keys()))
