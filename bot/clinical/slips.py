"""Misspelt words, each with the word that is meant: worked out beforehand, so that reading costs no comparing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from bot.clinical.lookup import load

_SHORTEST: Final = 6  # letters; shorter words have neighbours that mean something else
_VOWELS: Final = "aeiou"


@cache
def slips() -> Mapping[str, str]:
    """Every misspelling that is understood. None of them is a word that is meant."""
    data = load("slips.toml")
    words = data["words"].split()
    meant = {slip: word for word in words if len(word) >= _SHORTEST for slip in _one_slip(word)}
    meant.update(data["others"])
    for word in (*words, *data["others"].values()):
        meant.pop(word, None)
    return meant


def _one_slip(word: str) -> list[str]:
    """The word with one letter left out, doubled, swapped with the next, or with another vowel."""
    cuts = [(word[:at], word[at], word[at + 1 :]) for at in range(len(word))]
    return [
        *[before + after for before, _, after in cuts[1:]],
        *[before + letter + letter + after for before, letter, after in cuts],
        *[before + after[0] + letter + after[1:] for before, letter, after in cuts[:-1]],
        *[before + vowel + after for before, letter, after in cuts if letter in _VOWELS for vowel in _VOWELS],
    ]
