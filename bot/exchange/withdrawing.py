"""Withdrawing entries: the tombstones, the erasure journal and the public copies, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.exchange import copies
from db import entries
from db.connections import WriteConnection
from db.database import Database
from db.entries import Tombstone
from db.instants import to_milliseconds
from db.journal import Erasure


async def withdraw(
    database: Database, write: WriteConnection, guild_id: int, numbers: Iterable[int], now: datetime
) -> int:
    """Leave tombstones, for a restored backup too; how many are new. Call `Outbox.announce` afterwards.

    The journal is synced to disk once, however many they are.
    """
    tombstones: list[Tombstone] = []
    for number in numbers:
        tombstone = await entries.withdraw(write, guild_id, number, now)
        if tombstone is not None:
            await copies.follow(write, guild_id, number, now)
            tombstones.append(tombstone)
    await database.journal.record(write, erasures_of(guild_id, tombstones, now))
    return len(tombstones)


def erasures_of(guild_id: int, tombstones: Iterable[Tombstone], now: datetime) -> list[Erasure]:
    """What the journal holds of withdrawn entries."""
    at = to_milliseconds(now)
    return [Erasure("entry", guild_id, each.number, at, each.message_id) for each in tombstones]
