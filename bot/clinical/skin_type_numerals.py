"""The numerals of skin types, one after another: "II-IV", "V/VI", "3, 4 and 5"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from bot.clinical.lookup import load

ReadPlace = tuple[list[int], int, int]
"""Types from 1 to 6, and from where to where in the folded text they are named."""

# One after the other; the first two are put away before the third, which is in them.
_SPACES: Final = (
    ("[ -]", "\0"),
    (" ?", "\1"),
    (" ", r"[ \t]{1,2}"),
    ("\0", r"(?:-|[ \t]{1,2})"),
    ("\1", r"[ \t]{0,2}"),
)


def spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a space may be a tab or two."""
    for written, meant in _SPACES:
        pattern = pattern.replace(written, meant)
    return re.compile(pattern)


VALUES: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6} | {str(number): number for number in range(1, 7)}
_PLURALS: Final = {f"{value}s": number for value, number in VALUES.items() if value not in {"i", "v"}}
""" "Type 4s and 5s": but "is" is a word, and "vs" as good as one."""
_NUMBERS: Final = VALUES | _PLURALS
VALUE: Final = r"(?:(?:vi|iv|iii?|[1-6])s?|v|i)(?![\w%])(?![.,]\d)"
ONE: Final = re.compile(VALUE)
_SEPARATOR: Final = spaced(
    r" ?(?P<range>-|to (?:type )?|through |thru |till |a |bis ) ?"
    r"| ?(?P<list>/|, ?(?:and |or |to )?|and (?:type )?|or (?:type )?|& ?|\+ ?|vs\.? |et |und |y |e |και ) ?"
)
FOLLOWING: Final = spaced(r"[ -]?(\w+)")
_END_OR_FOLLOWING: Final = spaced(r" ?(?:$|[^\w\s']|\n|(\w+))")


def list_from(lower: str, start: int) -> tuple[list[int], int]:
    """The types listed from here on, and where the list ends (always further on)."""
    first = ONE.match(lower, start)
    assert first is not None  # the cue looked ahead for it
    if _is_pronoun(lower, first) or is_amount(lower, first.end()):
        return [], first.end()
    last, end = _NUMBERS[first[0]], first.end()
    values = [last]
    while (separator := _SEPARATOR.match(lower, end)) is not None:
        value = ONE.match(lower, separator.end())
        if value is None or not _belongs(lower, value, separator["range"] is not None):
            break
        if value[0] in _PLURALS and first[0] not in _PLURALS:
            break  # "type III, 5s on, 10s off"
        number = _NUMBERS[value[0]]
        if separator["range"]:
            step = 1 if number > last else -1
            values += [each for each in range(last + step, number + step, step) if each not in values]
        elif number not in values:
            values.append(number)
        last, end = number, value.end()
    return values, end


def _is_pronoun(lower: str, value: re.Match[str]) -> bool:
    if value[0] != "i" or goes_on(lower, value.end()):
        return False
    separator = _SEPARATOR.match(lower, value.end())  # "I à II"
    return separator is None or ONE.match(lower, separator.end()) is None


def _belongs(lower: str, value: re.Match[str], in_range: bool) -> bool:
    if _is_pronoun(lower, value) or is_amount(lower, value.end()):
        return False
    return in_range or not value[0].isdigit() or goes_on(lower, value.end())


def is_amount(lower: str, end: int) -> bool:
    """Whether a unit follows the number that ends here."""
    following = FOLLOWING.match(lower, end)
    if following is None or following[1] not in word_lists()["units_after"]:
        return False
    if following[1] == "x":
        return lower[end - 1].isdigit()  # "4 x 6 mm"; "FST III x 1 pass" is done once
    return lower[following.start(1) : following.end() + 1] != "w/"  # "IV w/ a tan" is with one, and no watts


def goes_on(lower: str, end: int) -> bool:
    """Whether what follows lets the number stand for itself: the end, a sign that is no apostrophe ("I'm"), a word."""
    following = _END_OR_FOLLOWING.match(lower, end)
    return following is not None and (following[1] is None or following[1] in word_lists()["goes_on"])


@cache
def word_lists(table: str = "") -> Mapping[str, frozenset[str]]:
    """The lists of words in the data file, or in one of its tables."""
    data = load("skin_types.toml")
    lists = data[table] if table else data
    return {name: frozenset(words.split()) for name, words in lists.items() if isinstance(words, str)}
