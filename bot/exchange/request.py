"""What someone looks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.clinical.reading import EntryKind
from db.wanted import Reach

_NUMBER: Final = re.compile(r"\s*#?(?:[A-Za-z]\s*[-‐-―]?\s*)?([0-9]{1,10})\s*")
_LABEL: Final = re.compile(r"\s*(?:#|[A-Za-z]\s*[-‐-―])")

Filter = Literal["kind", "device"]
"""What may be left out of a request that finds nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """Words and filters. `instead_of` is what was typed, where nothing was found for it.

    `author` is the member who wrote it. `skin_type` leaves entries out; `preferred_skin_type` puts those first that
    name it. `spellings` are other queries that were offered.
    """

    query: str = ""
    kind: EntryKind | None = None
    device: str | None = None
    indication: str | None = None
    complication: str | None = None
    modality: str | None = None
    author: int | None = None
    skin_type: str | None = None
    preferred_skin_type: str | None = None
    newest_first: bool = False
    reach: Reach = "all"
    instead_of: str | None = None
    spellings: tuple[str, ...] = ()


def names_entry(typed: str) -> bool:
    """Whether this can be nothing but an entry's number: "P-3", "#142". 755 is a wavelength too, and Q10 a cream."""
    return _LABEL.match(typed) is not None and number_in(typed) is not None


def number_in(typed: str) -> int | None:
    """The number in "T-142", "t142", "#142" or "142"; None in anything else."""
    match = _NUMBER.fullmatch(typed)
    return int(match[1]) if match else None
