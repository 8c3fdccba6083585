"""The phrases of the vocabulary that stand in a text: settings said in words, and what says how figures are meant."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, count

from bot.clinical.folding import Words
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.vocabulary import phrases_from, vocabulary


@dataclass(slots=True)
class Sign:
    """A phrase of the vocabulary in the text, from one word to another (both included)."""

    kind: str
    value: str
    first: int
    last: int


def signs_in(words: Words) -> list[Sign]:
    """The phrases of the vocabulary that stand in the text; of several of one kind the longest."""
    phrases = vocabulary().phrases
    lower = words.lower
    last_word = len(lower) - 1
    found: list[Sign] = []
    last_of: dict[str, int] = {}
    for index in compress(count(), map(phrases.__contains__, lower)):
        alone, longer = phrases_from(lower[index])
        if longer and index < last_word:
            for rest, kind, value in longer.get(lower[index + 1], ()):
                last = index + len(rest)
                # "weekly" within "twice weekly" says nothing more.
                if index > last_of.get(kind, -1) and _goes_on(words, index, rest):
                    found.append(Sign(kind, value, index, last))
                    last_of[kind] = last
        for _, kind, value in alone:
            if index > last_of.get(kind, -1):
                found.append(Sign(kind, value, index, index))
                last_of[kind] = index
    return found


def _goes_on(words: Words, index: int, rest: tuple[str, ...]) -> bool:
    end = index + 1 + len(rest)
    return tuple(words.lower[index + 1 : end]) == rest and SENTENCE_ENDS not in words.breaks[index + 1 : end]
