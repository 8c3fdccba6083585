"""Greek without its accents: FTS5 takes them off Latin letters alone, and few who type a search put them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.clinical.folding import fold

_ACCENTED: Final = re.compile(r"[^\W\d_]*[\u0386-\u0390\u03aa-\u03b0\u03ca-\u03ce\u1f00-\u1fff][^\W\d_]*")

_LETTER: Final = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def is_greek(word: str) -> bool:
    """Whether it has a Greek letter."""
    return _LETTER.search(word) is not None


def without_accents(word: str) -> str:
    """A word with accented Greek letters without them; any other as it is."""
    return fold(word).cased if _ACCENTED.search(word) else word


def words_without_accents(text: str) -> Iterator[str]:
    """The words of a text that have accented Greek letters, without them and in small letters."""
    return (fold(word).lower for word in _ACCENTED.findall(text))
