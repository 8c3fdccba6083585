"""Misspelt words, each with the word that is meant.

A word that is met is looked up by how it begins and ends, one of which a slip leaves as it is: making all misspellings
of all words takes longer than reading every other catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from bot.clinical.lookup import load

_SHORTEST: Final = 6  # letters; shorter words have neighbours that mean something else
_VOWELS: Final = "aeiou"
_PART: Final = 3  # letters


@cache
def slips() -> Mapping[str, str]:
    """Every misspelling that is understood. None of them is a word that is meant."""
    data = _data()
    words = data["words"].split()
    meant = {slip: word for word in words if len(word) >= _SHORTEST for slip in _one_slip(word)}
    meant.update(data["others"])
    for word in (*words, *data["others"].values()):
        meant.pop(word, None)
    return meant


def word_meant(word: str) -> str | None:
    """The word that is meant by this one; None where it is no misspelling. What `slips` has, without making all."""
    far = _data()["others"].get(word)
    if far is not None:
        return far
    by_part = _by_part()
    near = (*by_part.get(word[:_PART], ()), *by_part.get(word[:1] + word[-_PART:], ()))
    if not near or word in _spelt_right():
        return None
    meant = [each for each in near if -2 < len(word) - len(each[1]) < 2 and word in _slips_of(each[1])]
    return max(meant)[1] if meant else None  # the later word of the file, as in `slips`


@cache
def _data() -> dict[str, Any]:
    return load("slips.toml")


@cache
def _spelt_right() -> frozenset[str]:
    data = _data()
    return frozenset((*data["words"].split(), *data["others"].values()))


@cache
def _by_part() -> dict[str, list[tuple[int, str]]]:
    """The words, each with its place in the file, by their parts: one slip leaves one of the two as it is.

    The parts are the first letters, and the first letter with the last ones. A slip in the first letter, or between the
    two parts of a short word, makes further ones.
    """
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in enumerate(_data()["words"].split()):
        _, word = each
        if len(word) >= _SHORTEST:
            last = word[-_PART:]
            found[word[:_PART]].append(each)
            found[word[: _PART - 1] + word[_PART]].append(each)
            found[word[1] + last].append(each)
            for first in _VOWELS if word[0] in _VOWELS else word[0]:
                found[first + last].append(each)
    return found


@cache
def _slips_of(word: str) -> frozenset[str]:
    return frozenset(_one_slip(word))


def _one_slip(word: str) -> list[str]:
    """The word with one letter left out, doubled, swapped with the next, or with another vowel."""
    cuts = [(word[:at], word[at], word[at + 1 :]) for at in range(len(word))]
    return [
        *[before + after for before, _, after in cuts[1:]],
        *[before + letter + letter + after for before, letter, after in cuts],
        *[before + after[0] + letter + after[1:] for before, letter, after in cuts[:-1]],
        *[before + vowel + after for before, letter, after in cuts if letter in _VOWELS for vowel in _VOWELS],
    ]
