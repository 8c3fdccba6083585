"""Removals: what was captured where a channel, a thread or many messages at once were deleted.

Nobody knows whether the authors meant it, so the entries are unlisted and the moderators are asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds

RemovalReason = Literal["channel", "thread", "bulk"]
Decision = Literal["kept", "removed"]


@dataclass(frozen=True, slots=True)
class Removal:
    """One question to the moderators."""

    number: int
    reason: RemovalReason
    asked_at: datetime
    decision: Decision | None


async def of_messages(read: ReadConnection, guild_id: int, message_ids: Sequence[int]) -> list[int]:
    """The numbers of the entries among these messages that are not withdrawn or unlisted already."""
    rows = await read.all(
        "SELECT key FROM entry WHERE guild_id = :guild_id AND status IN ('listed', 'held', 'hidden', 'merged') "
        "AND message_id IN (SELECT value FROM json_each(:message_ids)) ORDER BY key",
        {"guild_id": guild_id, "message_ids": json.dumps(list(message_ids))},
    )
    return [number_of(row["key"]) for row in rows]


async def of_channel(read: ReadConnection, guild_id: int, channel_id: int) -> list[int]:
    """The same of a channel (with its threads) or a thread."""
    rows = await read.all(
        "SELECT key FROM entry WHERE guild_id = :guild_id AND status IN ('listed', 'held', 'hidden', 'merged') "
        "AND (channel_id = :channel_id OR parent_channel_id = :channel_id) ORDER BY key",
        {"guild_id": guild_id, "channel_id": channel_id},
    )
    return [number_of(row["key"]) for row in rows]


async def ask(
    write: WriteConnection, guild_id: int, reason: RemovalReason, numbers: Sequence[int], now: datetime
) -> int:
    """Unlist these entries until the moderators decide; the removal's number."""
    rows = await write.run(
        "INSERT INTO removal (guild_id, reason, asked_at) VALUES (:guild_id, :reason, :now) RETURNING removal_no",
        {"guild_id": guild_id, "reason": reason, "now": to_milliseconds(now)},
    )
    removal = int(rows[0]["removal_no"])
    await write.run_each(
        "UPDATE entry SET status = 'unlisted', removal_no = :removal WHERE key = :key AND status = 'listed'",
        [{"key": await write.key_of(guild_id, number), "removal": removal} for number in numbers],
    )
    return removal


async def find(read: ReadConnection, guild_id: int, removal: int) -> Removal | None:
    """A guild's removal by its number."""
    row = await read.one(
        "SELECT * FROM removal WHERE guild_id = :guild_id AND removal_no = :removal",
        {"guild_id": guild_id, "removal": removal},
    )
    return _removal(row) if row else None


async def entries_of(read: ReadConnection, guild_id: int, removal: int) -> list[int]:
    """The numbers of the entries that a removal has unlisted and that are still unlisted."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT key FROM entry WHERE removal_no = :removal AND status = 'unlisted' AND key BETWEEN :low AND :high "
        "ORDER BY key",
        {"removal": removal, "low": low, "high": high},
    )
    return [number_of(row["key"]) for row in rows]


async def decide(write: WriteConnection, guild_id: int, removal: int, decision: Decision) -> bool:
    """Write the decision down; False where it was decided before. What is kept is listed again."""
    rows = await write.run(
        "UPDATE removal SET decision = :decision "
        "WHERE guild_id = :guild_id AND removal_no = :removal AND decision IS NULL RETURNING removal_no",
        {"guild_id": guild_id, "removal": removal, "decision": decision},
    )
    if rows and decision == "kept":
        low, high = await write.keys_of(guild_id)
        await write.run(
            "UPDATE entry SET status = 'listed' "
            "WHERE removal_no = :removal AND status = 'unlisted' AND key BETWEEN :low AND :high",
            {"removal": removal, "low": low, "high": high},
        )
    return bool(rows)


def _removal(row: sqlite3.Row) -> Removal:
    return Removal(
        number=row["removal_no"],
        reason=row["reason"],
        asked_at=from_milliseconds(row["asked_at"]),
        decision=row["decision"],
    )
