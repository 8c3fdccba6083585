"""A number with its noun: "1 entry", "2,000 entries"."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """So many of something; `several` is the plural where it takes more than an s."""
    return f"1 {one}" if number == 1 else f"{number:,} {several or f'{one}s'}"
