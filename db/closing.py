"""Closing: what was kept where all could read becomes private to its channel, and stays so."""

from __future__ import annotations

from db.connections import WriteConnection


async def close_entry(write: WriteConnection, guild_id: int, number: int, channel_id: int) -> None:
    """From now on only those who can read this channel find the entry; one that is private already stays as it is."""
    await write.run(
        "UPDATE entry SET private_channel_id = :channel_id WHERE key = :key AND private_channel_id IS NULL",
        {"key": await write.key_of(guild_id, number), "channel_id": channel_id},
    )
