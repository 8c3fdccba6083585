"""The invented entries and the judged queries, and how good an order of entries is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.clinical.reading import EntryKind

LOOKED_AT: Final = 10
"""How many of the first entries count: two pages of a search."""

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """What a member wrote, and the device of the channel it was written in."""

    id: str
    kind: EntryKind
    device: str | None
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What somebody types, and how well each entry answers it: 1 to 3; what is not listed doesn't."""

    id: str
    kind: str
    query: str
    grades: Mapping[str, int]


@cache
def library() -> tuple[LibraryEntry, ...]:
    """The entries, oldest first."""
    return tuple(
        LibraryEntry(row["id"], EntryKind(row["kind"]), row["device"], row["text"]) for row in _rows("library")
    )


@cache
def queries() -> tuple[JudgedQuery, ...]:
    """The queries, class by class."""
    return tuple(JudgedQuery(row["id"], row["class"], row["query"], row["judged"]) for row in _rows("queries"))


def classes() -> tuple[str, ...]:
    """The classes of queries, in the order of the file."""
    return tuple(dict.fromkeys(each.kind for each in queries()))


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten: 0 to 1.

    An entry of grade g at rank r gains (2^g - 1) / log2(r + 1); divided by what the best possible order gains
    (Järvelin and Kekäläinen 2002, with the gain of Burges et al. 2005).
    """
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(each, 0) for each in ranked]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:LOOKED_AT], start=1))


def _rows(name: str) -> Iterable[dict[str, Any]]:
    lines = (_HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return (json.loads(line) for line in lines)
