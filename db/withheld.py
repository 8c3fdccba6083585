"""What a member reported with their name withheld: found by their key alone; nothing else in the store leads to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from db import entries
from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import Tombstone
from db.privacy import PERSONAL, plain

HOLDS: Final = "complications that you reported with your name withheld"

# What a member's named reports are exported as, asked by key.
_EXPORTS: Final = {
    f"{each.table}.reporter_key": each.export.replace(f"{each.column} = :user_id", "reporter_key = :own_key")
    for each in PERSONAL
    if (each.table, each.column) in (("entry", "author_id"), ("complication", "reporter_id"))
}


async def numbers_of(read: ReadConnection, guild_id: int, own_key: bytes) -> list[int]:
    """The numbers of the entries under a key."""
    rows = await read.all(
        "SELECT key FROM entry WHERE guild_id = :guild_id AND reporter_key = :own_key ORDER BY key",
        {"guild_id": guild_id, "own_key": own_key},
    )
    return [number_of(row["key"]) for row in rows]


async def unmatchable(read: ReadConnection, guild_id: int, mark: bytes | None) -> int:
    """How many withheld reports of a community were made with another secret than that of this mark."""
    row = await read.one(
        "SELECT count(*) AS number FROM complication WHERE guild_id = :guild_id AND reporter_key IS NOT NULL "
        "AND (:mark IS NULL OR substr(reporter_key, 1, length(:mark)) <> :mark)",
        {"guild_id": guild_id, "mark": mark},
    )
    return int(row["number"]) if row else 0


async def export(read: ReadConnection, guild_id: int, own_key: bytes) -> dict[str, list[dict[str, Any]]]:
    """All of it, by `table.column`, fit for JSON; the key itself is not in it."""
    return {
        name: [plain(row) for row in await read.all(asked, {"guild_id": guild_id, "own_key": own_key})]
        for name, asked in _EXPORTS.items()
    }


async def erase(write: WriteConnection, guild_id: int, own_key: bytes, now: datetime) -> list[Tombstone]:
    """Withdraw all of it; what is left."""
    tombstones = [
        await entries.withdraw(write, guild_id, each, now) for each in await numbers_of(write, guild_id, own_key)
    ]
    return [each for each in tombstones if each is not None]
