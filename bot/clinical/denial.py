"""Whether what was found is denied, feared or asked about.

Two readings of a denial: for an urgent sign only the plain form clears it ("no vision changes", "without blanching or
livedo"); a complication is also left out when it is feared, prevented or asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.lookup import load
from bot.clinical.phrases import WordSet

_LONGEST_ITEM: Final = 3  # words of one item in "no pain, bruising or blanching"
_LIST_REACH: Final = 4  # words after the finding in which the list's "or" has to come
_TAKEN_BACK_WITHIN: Final = 3
_FEAR_REACH: Final = 5  # words between a fear and what is feared
_AFTERWARDS_REACH: Final = 3  # "was ruled out"
_TO_BE: Final = frozenset({"was", "were", "is", "are"})


@dataclass(frozen=True, slots=True)
class _Language:
    denials: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    afterwards: frozenset[str]
    let_through: frozenset[str]
    new_clause: frozenset[str]
    takes_it_back: frozenset[str]
    turns_it_round: frozenset[str]
    feared: WordSet
    asks: frozenset[str]


def plainly_denied(words: Words, first: int, last: int) -> bool:
    """Whether a plain denial governs the words from ``first`` to ``last``."""
    return not _taken_back(words, last) and (_denied_before(words, first, last) or _denied_after(words, last))


def feared_or_asked(words: Words, first: int, last: int) -> bool:
    """Whether the words are feared, guarded against, or part of a question."""
    return _feared(words, first) or _asked(words, first, last)


def _taken_back(words: Words, last: int) -> bool:
    following = words.lower[last + 1 : words.after(last, _TAKEN_BACK_WITHIN)]
    return not _language().takes_it_back.isdisjoint(following)


def _denied_before(words: Words, first: int, last: int) -> bool:
    """Walk back to a denial.

    Beside the finding only words that change nothing may stand; further items of a list ("no pain, bruising or
    blanching") may be any short words, but a bare comma makes no list ("no improvement, vision loss").
    """
    language = _language()
    in_list = "or" in words.lower[first : last + 1] or _list_goes_on(words, last)
    own_item, item_length = True, 0
    for index in range(first - 1, -1, -1):
        if words.breaks[index + 1] == 2:
            return False
        if words.breaks[index + 1] == 1 and words.lower[index : index + 2] != ("w", "o"):
            if not in_list:
                return False
            own_item, item_length = False, 0
        word = words.lower[index]
        if word in language.denials or (index > 0 and (words.lower[index - 1], word) in language.pairs):
            return index == 0 or words.lower[index - 1] not in language.turns_it_round
        if word == "or":
            in_list, own_item, item_length = True, False, 0
        elif word not in language.let_through:
            item_length += 1
            if own_item or item_length > _LONGEST_ITEM or word in language.new_clause:
                return False
    return False


def _list_goes_on(words: Words, last: int) -> bool:
    """Whether "or" follows what was found at once: "no pain, blanching or livedo"."""
    following = last + 1
    if following >= len(words.lower) or words.breaks[following] == 2:
        return False
    if words.lower[following] in {"or", "nor"}:
        return True
    reach = words.lower[following + 1 : words.after(last, _LIST_REACH)]
    return words.breaks[following] == 1 and not {"or", "nor"}.isdisjoint(reach)


def _denied_after(words: Words, last: int) -> bool:
    index, end = last + 1, words.after(last, _AFTERWARDS_REACH)
    if index < end and words.lower[index] in _TO_BE:
        index += 1
    rest = words.lower[index:end]
    return bool(rest) and (rest[0] in _language().afterwards or rest[0] == "none" or rest[:2] == ("ruled", "out"))


def _feared(words: Words, first: int) -> bool:
    language = _language()
    index = first
    while index > 0 and first - index < _FEAR_REACH and not words.breaks[index]:
        index -= 1
        if language.feared.holds(words, index):
            return True
    return False


def _asked(words: Words, first: int, last: int) -> bool:
    """A question from its first word on, or in its last clause ("got PIH, any ideas?" does not ask about PIH)."""
    end = words.after(last)
    stop = words.spans[end][0] if end < len(words.lower) else len(words.text.lower)
    if "?" not in words.text.lower[words.spans[end - 1][1] : stop]:
        return False
    if words.lower[words.before(first)] in _language().asks:
        return True
    return not any(words.breaks[index] for index in range(last + 1, end))


@cache
def _language() -> _Language:
    data = load("denial.toml")
    return _Language(
        denials=WordSet.of(data["denials"]).whole,
        pairs=frozenset((first, second) for first, second in data["denying_pairs"]),
        afterwards=frozenset(data["denied_afterwards"]),
        let_through=frozenset(data["let_through"]),
        new_clause=frozenset(data["new_clause"]),
        takes_it_back=frozenset(data["takes_it_back"]),
        turns_it_round=frozenset(data["turns_it_round"]),
        feared=WordSet.of(data["feared"]),
        asks=frozenset(data["asks"]),
    )
