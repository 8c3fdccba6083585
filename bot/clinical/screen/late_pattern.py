"""Patterns that are compiled when they are first asked: together they would take longer than all the catalogues."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class LatePattern:
    """A regular expression with the methods of `re.Pattern` that the screen needs."""

    __slots__ = ("_compiled", "_written")

    def __init__(self, written: str) -> None:
        self._written = written
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._pattern().match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self._pattern().fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._pattern().search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self._pattern().finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """As `re.Pattern.findall`."""
        return self._pattern().findall(text)

    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._written)
        return self._compiled
