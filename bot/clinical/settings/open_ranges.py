"""Ranges of which one end alone is told: "up to 20 J", "8+", "20 or more"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.reading import Range
from bot.clinical.settings.joins import ABOUT
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.vocabulary import vocabulary

_OPEN_LOW: Final = re.compile(
    r"(?:[≤<]=?|=<|(?:up ?to|under|below|less than|max(?:imum)?(?: of)?"
    r"|at most|not? more than|not exceeding|maxed at|capped at"
    r"|bis zu|hochstens|jusqu'?a|au plus|fino a|al massimo|hasta|como maximo|εως|μεχρι)) "
    r"?(?:about |around |approx\.? )?[~≈*`_]*$"
)
_STEPS_UP: Final = re.compile(r"([a-z]+) (?:it |them |that )?(?:up )?to ?(?:about |around |approx\.? )?[~≈*`_]*$")
_OPEN_HIGH: Final = re.compile(
    r"(?:[≥>]=?|=>|(?:above|(?<!all )over|at least|(?<![0-9] )(?<![0-9])min(?:imum)?(?: of)?"
    r"|more than|greater than|upwards of"
    r"|mindestens|au moins|almeno|al menos|por lo menos|τουλαχιστον)) ?(?:about |around |approx\.? )?[~≈*`_]*$"
)
_ARROWS: Final = ("->", "-> ", "=> ")  # "tp -> 0.45 ms" is no bound
_LINE_ENDS: Final = frozenset({"", "\n"})  # before a "> " that quotes
_OPEN_REACH: Final = 26  # characters of the longest of these
_OR_MORE: Final = re.compile(r" or (?:more|higher|above|over)| and (?:above|up|over|higher)(?! to)")
_AT_MOST: Final = re.compile(r" (?:max(?:imum)?|tops|at (?:the )?(?:very )?most)(?: per|(?=$|[.,;:!)\n]))")
_OPENING_WORDS: Final = frozenset(
    {
        "to",
        "upto",
        "under",
        "below",
        "than",
        "max",
        "maximum",
        "most",
        "exceeding",
        "at",
        "of",
        "above",
        "over",
        "least",
        "min",
        "minimum",
        *("zu", "a", "hochstens", "jusqua", "plus", "massimo", "hasta", "εως", "μεχρι"),
        *("mindestens", "moins", "almeno", "menos", "τουλαχιστον"),
    }
)
_OPENING_OR_ABOUT: Final = _OPENING_WORDS | ABOUT
_OPENS_BEHIND: Final = {
    "to": frozenset({"up"}),
    "zu": frozenset({"bis"}),
    "a": frozenset({"fino", "jusqu"}),
    "plus": frozenset({"au"}),
    "moins": frozenset({"au"}),
    "menos": frozenset({"al", "lo"}),
    "at": frozenset({"maxed", "capped"}),
    "of": frozenset({"max", "maximum", "min", "minimum", "upwards"}),
}
_SIGNS: Final = frozenset("≤<≥>=")
# How what opens a range behind a number begins.
_MAY_BE_MORE: Final = frozenset(
    {" or m", " or h", " or a", " or o", " and a", " and u", " and o", " and h", " tops", " at m", " at t"}
    | {" max" + behind for behind in ("", " ", "i", ".", ",", ";", ":", "!", ")", "\n")}
)
COUNTED: Final = frozenset({"session", "pass", "week", "month", "day", "weekly", "monthly"})
"""Units of what is counted."""


def place(words: Words, number: Quantity, names: frozenset[int]) -> None:
    """Find the words of a number that stands alone, and whether it is the end of a range."""
    start, end = number.start, number.end
    lower = words.text.lower
    first_word = bisect_right(words.starts, start + 1) - 1  # in ".5" the word begins behind the point
    if (
        lower[end : end + 5] in _MAY_BE_MORE
        or lower[number.digits_end : number.digits_end + 1] == "+"
        or (
            first_word > 0
            and words.lower[first_word - 1] in _OPENING_OR_ABOUT
            and _may_open(words.lower, _opens_at(words.lower, first_word))
        )
        or lower[start - 1 : start] in _SIGNS
        or lower[start - 2 : start - 1] in _SIGNS
    ):
        _open(words, number, names, first_word)
        end = number.end
    number.first_word = first_word
    number.last_word = first_word if end <= words.ends[first_word] else bisect_left(words.starts, end) - 1


def _opens_at(lower: list[str], first_word: int) -> int:
    """The word that may open a range before a number: the one before it, or before its "about"."""
    return first_word - 2 if first_word > 1 and lower[first_word - 1] in ABOUT else first_word - 1


def _may_open(lower: list[str], index: int) -> bool:
    """Whether an end of a range is named here: by most of these words only behind another ("up to", "capped at")."""
    opening = lower[index]
    return opening in _OPENING_WORDS and (opening not in _OPENS_BEHIND or lower[index - 1] in _OPENS_BEHIND[opening])


def _goes_up(before: str) -> bool:
    """Whether a value was reached and is no bound: "went up to 13"."""
    step = _STEPS_UP.search(before)
    return step is not None and step[1] in vocabulary().lists["increases"]


def _open(words: Words, number: Quantity, names: frozenset[int], word: int) -> None:
    """Make a range of a single number that is an end of one: "up to 20", "8+", "20 or more"."""
    if not number.unit and number.number in vocabulary().plain_lines:
        return  # "as promised > 808 diode" names a laser
    lower = words.text.lower
    start = number.start
    said = False
    before_it = _opens_at(words.lower, word) if word else 0
    if word and _may_open(words.lower, before_it):
        # "QX MAX 4 mm" is no "max 4 mm", and "over three sessions" is three.
        said = before_it not in names and not (words.lower[before_it] == "over" and number.unit in COUNTED)
    before = lower[start - 2 : start]
    quoted = before == "> " and lower[start - 3 : start - 2] in _LINE_ENDS
    if said or (not quoted and not _SIGNS.isdisjoint(before) and not lower.endswith(_ARROWS, 0, start)):
        before = lower[max(0, start - _OPEN_REACH) : start]
        upper = _OPEN_LOW.search(before)
        if upper is not None and not _goes_up(before):
            number.holds(Range(None, number.number))
            number.start = start - len(before) + upper.start()
            return
        lowest = _OPEN_HIGH.search(before)
        if lowest is not None:
            number.holds(Range(number.number, None))
            number.start = start - len(before) + lowest.start()
            return
    behind = number.digits_end
    if lower.startswith("+", behind) and not lower[behind + 1 : behind + 2].isdigit():
        number.holds(Range(number.number, None))
        number.end = max(number.end, behind + 1)
        return
    more = _OR_MORE.match(lower, number.end)
    if more is not None:
        number.holds(Range(number.number, None))
        number.end = more.end()
        return
    most = _AT_MOST.match(lower, number.end)
    if most is not None:
        number.holds(Range(None, number.number))
        number.end = most.end()
