"""Withdrawing an entry: the tombstone, the erasure journal and the public copies, in one transaction."""

from __future__ import annotations

from datetime import datetime

from bot.exchange import copies
from db import entries
from db.connections import WriteConnection
from db.database import Database
from db.instants import to_milliseconds
from db.journal import Erasure


async def withdraw(database: Database, write: WriteConnection, guild_id: int, number: int, now: datetime) -> bool:
    """Leave a tombstone, for a restored backup too; False where there was one. Call `Outbox.announce` afterwards."""
    if not await entries.withdraw(write, guild_id, number, now):
        return False
    await copies.follow(write, guild_id, number, now)
    # Before the commit: a crash in between can only erase too much, never bring a text back.
    database.journal.record([Erasure("entry", guild_id, number, to_milliseconds(now))])
    return True
