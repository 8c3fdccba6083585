"""Misspelt words, each with the word that is meant.

A word that is met is looked up by its consonants, which most slips leave as they are: making all misspellings of all
words takes longer than reading every other catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from bot.clinical.lookup import load

_SHORTEST: Final = 6  # letters; shorter words have neighbours that mean something else
_VOWELS: Final = "aeiou"
_NO_VOWELS: Final = str.maketrans("", "", _VOWELS)
_REPEATED: Final = re.compile(r"(.)(?=\1)")


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
    near = _by_consonants().get(_consonants(word))
    if near is None or word in _spelt_right():
        return None
    return next((each for each in near if word in _slips_of(each)), None)


@cache
def _data() -> dict[str, Any]:
    return load("slips.toml")


@cache
def _spelt_right() -> frozenset[str]:
    data = _data()
    return frozenset((*data["words"].split(), *data["others"].values()))


@cache
def _by_consonants() -> dict[str, tuple[str, ...]]:
    """The words by their consonants, and by what is left of these when one is missing or two are swapped."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _data()["words"].split():
        if len(word) < _SHORTEST:
            continue
        plain = word.translate(_NO_VOWELS)
        missing = [plain[:at] + plain[at + 1 :] for at in range(len(plain))]
        swapped = [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(len(plain) - 1)]
        for key in {*_REPEATED.sub("", " ".join((plain, *missing, *swapped))).split()}:
            # The later word of the file comes first, as in `slips`.
            found[key] = (word, *found.get(key, ()))
    return found


def _consonants(word: str) -> str:
    return _REPEATED.sub("", word.translate(_NO_VOWELS))


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
