"""The floor that reading is measured against: the least that any reader in Python does with a text."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")


def floor(text: str) -> int:
    """Split a text into words and count each of them; how many different ones there are."""
    counts: dict[str, int] = {}
    for word in _WORD.findall(text.lower()):
        counts[word] = counts.get(word, 0) + 1
    return len(counts)
