"""Which of the library's summaries are a meeting's minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import COLUMNS, Entry, entry_from
from db.instants import to_milliseconds


async def link(write: WriteConnection, guild_id: int, entry: int, meeting: int) -> None:
    """An entry is a meeting's minutes; it stays with the meeting to which it was linked first."""
    await write.run(
        "INSERT INTO meeting_minutes (entry_key, guild_id, meeting_key) VALUES (:key, :guild_id, :meeting_key) "
        "ON CONFLICT (entry_key) DO NOTHING",
        {
            "key": await write.key_of(guild_id, entry),
            "guild_id": guild_id,
            "meeting_key": await write.key_of(guild_id, meeting),
        },
    )


async def meeting_of(read: ReadConnection, guild_id: int, entry: int) -> int | None:
    """The number of the meeting that an entry tells of."""
    row = await read.one(
        "SELECT meeting_key FROM meeting_minutes WHERE entry_key = :key", {"key": await read.key_of(guild_id, entry)}
    )
    return number_of(row["meeting_key"]) if row else None


async def of_meeting(read: ReadConnection, guild_id: int, meeting: int) -> list[Entry]:
    """A meeting's listed minutes, oldest first."""
    rows = await read.all(
        f"SELECT {COLUMNS} FROM meeting_minutes JOIN entry ON entry.key = entry_key "  # noqa: S608 (own text)
        "WHERE meeting_key = :key AND entry.status = 'listed' ORDER BY entry.key",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [entry_from(row) for row in rows]


async def last_begun_in(
    read: ReadConnection,
    guild_id: int,
    channel_id: int,
    parent_channel_id: int | None,
    *,
    at: datetime,
    within: timedelta,
) -> int | None:
    """The meeting that began last before a moment, in a channel or in the thread below its card there."""
    row = await read.one(
        "SELECT key FROM meeting WHERE guild_id = :guild_id AND status = 'planned' "
        "AND starts_at BETWEEN :earliest AND :at AND (channel_id = :channel_id OR (channel_id = :parent_id "
        "AND EXISTS (SELECT 1 FROM outbox WHERE meeting_key = meeting.key AND message_id = :channel_id))) "
        "ORDER BY starts_at DESC LIMIT 1",
        {
            "guild_id": guild_id,
            "channel_id": channel_id,
            "parent_id": parent_channel_id,
            "earliest": to_milliseconds(at - within),
            "at": to_milliseconds(at),
        },
    )
    return number_of(row["key"]) if row else None


async def begun(read: ReadConnection, guild_id: int, now: datetime, limit: int) -> list[int]:
    """The meetings that have begun, the latest first."""
    rows = await read.all(
        "SELECT key FROM meeting WHERE guild_id = :guild_id AND status = 'planned' AND starts_at <= :now "
        "ORDER BY starts_at DESC LIMIT :limit",
        {"guild_id": guild_id, "now": to_milliseconds(now), "limit": limit},
    )
    return [number_of(row["key"]) for row in rows]
