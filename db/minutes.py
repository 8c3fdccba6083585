"""Which of the library's summaries are a meeting's minutes."""

from __future__ import annotations

from dataclasses import dataclass

from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import COLUMNS, Entry, entry_from


@dataclass(frozen=True, slots=True)
class Link:
    """An entry that tells of a meeting, by their numbers."""

    entry: int
    meeting: int


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
