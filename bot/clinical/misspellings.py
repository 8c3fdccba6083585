"""Long brand names with one slip in them: "Gentelmax", "picosur", "Frazel".

One letter left out, put in, changed, or swapped with its neighbour; never a digit, and never a word that another device
or the language has. The first three letters are looked up before anything is compared, so that a text's other words
cost one look in a dictionary each.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.word_memory import WordMemory

_SHORTEST: Final = 6  # letters of a name: below that, too many words are one slip away
_HEAD: Final = 3


class Misspellings:
    """The names that are long enough to be known with a slip in them."""

    __slots__ = ("_by_head", "_memory", "_never")

    def __init__(self, keys: Mapping[str, str], never: frozenset[str]) -> None:
        self._never = never
        self._by_head: dict[str, list[tuple[str, str]]] = {}
        for name, key in keys.items():
            if len(name) >= _SHORTEST and name.isalpha():
                for head in _heads(name):
                    self._by_head.setdefault(head, []).append((name, key))
        self._memory = WordMemory(self._compared)

    def found_in(self, words: Words, known: Container[str]) -> list[tuple[int, str]]:
        """The words that are a name with one slip in it, and whose. ``known`` are right spellings."""
        return [(index, key) for index, key in self._memory.found_in(words) if words.lower[index] not in known]

    def _compared(self, word: str) -> str | None:
        if len(word) < _SHORTEST or word in self._never or word[:_HEAD] not in self._by_head:
            return None
        meant = {key for name, key in self._by_head[word[:_HEAD]] if one_slip(word, name)}
        return meant.pop() if len(meant) == 1 else None


def _heads(name: str) -> set[str]:
    """The first three letters, also with one of them left out or doubled, or two of them swapped."""
    a, b, c, d = name[: _HEAD + 1]
    return {a + b + c, b + c + d, a + c + d, a + b + d, a + a + b, a + b + b, b + a + c, a + c + b}


def one_slip(written: str, name: str) -> bool:
    """Whether one letter left out, put in or changed, or two neighbours swapped, make one of the other."""
    shorter, longer = sorted((written, name), key=len)
    if len(longer) - len(shorter) > 1 or shorter == longer:
        return False
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    if len(shorter) < len(longer):
        return shorter[same:] == longer[same + 1 :]
    if shorter[same + 1 :] == longer[same + 1 :]:
        return True
    swapped = longer[same + 1 : same + 2] + longer[same : same + 1]
    return shorter[same : same + 2] == swapped and shorter[same + 2 :] == longer[same + 2 :]
