"""Closing: what was kept where all could read becomes private to its channel, and stays so."""

from __future__ import annotations

from db.connections import ReadConnection, WriteConnection, number_of

_OPEN = "guild_id = :guild_id AND channel_id IS NOT NULL AND private_channel_id IS NULL AND status <> 'withdrawn'"
_HOME = "coalesce(parent_channel_id, channel_id)"  # who reads a channel reads its threads too


async def close_entry(write: WriteConnection, guild_id: int, number: int, channel_id: int) -> None:
    """From now on only those who can read this channel find the entry; one that is private already stays as it is."""
    await write.run(
        "UPDATE entry SET private_channel_id = :channel_id WHERE key = :key AND private_channel_id IS NULL",
        {"key": await write.key_of(guild_id, number), "channel_id": channel_id},
    )


async def open_channels(read: ReadConnection, guild_id: int) -> dict[int, int]:
    """The channels with entries, there or in their threads, that every exchange member finds; and how many."""
    rows = await read.all(
        f"SELECT {_HOME} AS channel_id, count(*) AS entries FROM entry WHERE {_OPEN} GROUP BY 1 ORDER BY 1",  # noqa: S608 (own text)
        {"guild_id": guild_id},
    )
    return {row["channel_id"]: row["entries"] for row in rows}


async def close_channel(write: WriteConnection, guild_id: int, channel_id: int) -> list[int]:
    """All of them become private to their channel; their numbers."""
    rows = await write.run(
        f"UPDATE entry SET private_channel_id = :channel_id WHERE {_OPEN} AND {_HOME} = :channel_id RETURNING key",  # noqa: S608 (own text)
        {"guild_id": guild_id, "channel_id": channel_id},
    )
    return sorted(number_of(row["key"]) for row in rows)
