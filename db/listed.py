"""As much of an entry as a row of a list shows: half as dear to fetch as the whole of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import orjson

from bot.clinical.reading import EntryKind
from db.connections import ReadConnection, number_of
from db.entries import KINDS, ProtocolStanding, rows_by_numbers
from db.instants import from_milliseconds

# In the order in which `listed_from` takes them.
COLUMNS = """
    entry.key, entry.kind, entry.title, entry.in_short, entry.created_at, entry.standing, entry.superseded_by
"""
ListedFacet = Literal["device", "skin_type"]


class Stated(Protocol):
    """What of an entry tells whether it is complete: its content, its row of a list, or all of it has that."""

    @property
    def kind(self) -> EntryKind:
        """What kind of entry it is."""
        ...

    @property
    def names_handpiece(self) -> bool:
        """Whether its author or its text names a handpiece or tip."""
        ...

    @property
    def setting_keys(self) -> Collection[str]:
        """Of what there are settings, by `SettingKey`."""
        ...

    def values(self, facet: ListedFacet) -> Sequence[str]:
        """Its values of one facet, in alphabetical order."""
        ...


class Shown(Stated, Protocol):
    """What a line about an entry is made of: its row of a list, or all of it."""

    @property
    def number(self) -> int:
        """Its number in its guild."""
        ...

    @property
    def label(self) -> str:
        """As people name it: T-142."""
        ...

    @property
    def title(self) -> str:
        """Its title, as its author wrote it; "" where there is none."""
        ...

    @property
    def caution_texts(self) -> Sequence[str]:
        """What is to be looked at twice in its settings."""
        ...

    @property
    def created_at(self) -> datetime:
        """When it was kept."""
        ...

    @property
    def standing(self) -> ProtocolStanding:
        """Whether a protocol is still its author's advice."""
        ...

    @property
    def superseded_by(self) -> int | None:
        """The number of the entry that its author advises instead."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry's row of a list. What its content says is `in_short`, by name, as it is kept beside the whole of it."""

    number: int
    kind: EntryKind
    title: str
    in_short: Mapping[str, Any]
    created_at: datetime
    standing: ProtocolStanding
    superseded_by: int | None

    @property
    def label(self) -> str:
        """As people name it: T-142."""
        return f"{self.kind.letter}-{self.number}"

    @property
    def names_handpiece(self) -> bool:
        """Whether its author or its text names a handpiece or tip."""
        return "names_handpiece" in self.in_short

    @property
    def setting_keys(self) -> Collection[str]:
        """Of what there are settings, by `SettingKey`."""
        return self.in_short.get("setting_keys", ())

    @property
    def caution_texts(self) -> Sequence[str]:
        """What is to be looked at twice in its settings."""
        return self.in_short.get("cautions", ())

    def values(self, facet: ListedFacet) -> Sequence[str]:
        """Its values of one facet, in alphabetical order."""
        return self.in_short.get(facet, ())


async def by_numbers(read: ReadConnection, guild_id: int, numbers: Sequence[int]) -> list[Listed]:
    """These entries of a guild, in this order, without those that it does not have."""
    return [listed_from(row) for row in await rows_by_numbers(read, guild_id, numbers, COLUMNS)]


def listed_from(row: sqlite3.Row) -> Listed:
    """The row of a list that was selected with `COLUMNS` first."""
    key, kind, title, in_short, created_at, standing, superseded_by, *_ = row
    return Listed(
        number=number_of(key),
        kind=KINDS[kind],
        title=title,
        in_short=orjson.loads(in_short),
        created_at=from_milliseconds(created_at),
        standing=standing,
        superseded_by=number_of(superseded_by) if superseded_by is not None else None,
    )
