"""Misspelt words, each with the word that is meant: worked out beforehand, so that reading costs no comparing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from bot.clinical.lookup import load

_SHORTEST: Final = 6  # letters; shorter words have neighbours that mean something else
_VOWELS: Final = "aeiouy"


@cache
def slips() -> Mapping[str, str]:
    """Every misspelling that is understood. None of them is a word that is meant."""
    data = load("slips.toml")
    words = data["words"].split()
    meant: dict[str, str] = {}
    for word in words:
        for slip in _one_slip(word):
            meant.setdefault(slip, word)
    meant.update(data["others"])
    for word in (*words, *meant.values()):
        meant.pop(word, None)
    return meant


def _one_slip(word: str) -> Iterator[str]:
    """The word with one letter left out, doubled, swapped with the next, or with another vowel."""
    if len(word) < _SHORTEST:
        return
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if at:
            yield before + after
        yield before + letter + letter + after
        if after:
            yield before + after[0] + letter + after[1:]
        if letter in _VOWELS:
            for vowel in _VOWELS:
                yield before + vowel + after
