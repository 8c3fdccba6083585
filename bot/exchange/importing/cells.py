"""Rows as they are written: what stands under each column, and what no cell may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.exchange.importing.columns import LONGEST, REQUIRED, TEXT_HINT, Column
from bot.exchange.importing.problems import Problem

Cells = Mapping[Column, str]

_UNSEEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HALF: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it, and what is wrong with how it is written."""

    number: int
    cells: Cells
    problems: tuple[Problem, ...]


def problems_in(row: int, cells: Cells) -> Iterator[Problem]:
    """What keeps cells from being read: nothing in them, too much, or characters that are none."""
    for column in REQUIRED:
        if not cells.get(column):
            hint = TEXT_HINT if column is Column.SETTINGS else ""
            yield Problem(row, column, f"nothing stands there, and it is needed{hint}.")
    for column, text in cells.items():
        if len(text) > LONGEST[column]:
            yield Problem(row, column, f"{len(text):,} characters; at most {LONGEST[column]:,} are kept.")
        unseen = _UNSEEN.search(text)
        if unseen is not None:
            yield Problem(row, column, f"a character that cannot be seen (U+{ord(unseen[0]):04X}). Take it out.")
        if _HALF.search(text):
            yield Problem(row, column, "half a character (a lone surrogate). Take it out.")
