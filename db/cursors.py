"""How far each channel has been read without a gap, so that an absence can be made good."""

from __future__ import annotations

from collections.abc import Mapping

from db.connections import ReadConnection, WriteConnection


async def of_guild(read: ReadConnection, guild_id: int) -> dict[int, int]:
    """The last message of each channel up to which everything has been handled."""
    rows = await read.all(
        "SELECT channel_id, message_id FROM channel_cursor WHERE guild_id = :guild_id", {"guild_id": guild_id}
    )
    return {row["channel_id"]: row["message_id"] for row in rows}


async def move(write: WriteConnection, guild_id: int, cursors: Mapping[int, int]) -> bool:
    """Move the cursors of channels on; none ever moves back.

    Whether they were moved: a community that is not in the store yet, or was erased meanwhile, has none.
    """
    if await write.one("SELECT 1 FROM community WHERE guild_id = :guild_id", {"guild_id": guild_id}) is None:
        return False
    await write.run_each(
        "INSERT INTO channel_cursor (channel_id, guild_id, message_id) VALUES (:channel_id, :guild_id, :message_id) "
        "ON CONFLICT (channel_id) DO UPDATE SET message_id = excluded.message_id "
        "WHERE excluded.message_id > channel_cursor.message_id",
        [
            {"channel_id": channel_id, "guild_id": guild_id, "message_id": message_id}
            for channel_id, message_id in cursors.items()
        ],
    )
    return True


async def begin_private(write: WriteConnection, guild_id: int, channel_id: int, message_id: int) -> None:
    """A private channel was opted in: what was said before this message is not read, there or in its threads.

    Opting it in once more changes nothing, so that nothing is passed over.
    """
    rows = await write.run(
        "UPDATE private_channel SET since_message_id = :message_id WHERE guild_id = :guild_id "
        "AND channel_id = :channel_id AND since_message_id IS NULL RETURNING channel_id",
        {"guild_id": guild_id, "channel_id": channel_id, "message_id": message_id},
    )
    if rows:
        await move(write, guild_id, {channel_id: message_id})


async def of_private(read: ReadConnection, guild_id: int) -> dict[int, int]:
    """Where the reading of each private channel and its threads begins."""
    rows = await read.all(
        "SELECT channel_id, since_message_id FROM private_channel "
        "WHERE guild_id = :guild_id AND since_message_id IS NOT NULL",
        {"guild_id": guild_id},
    )
    return {row["channel_id"]: row["since_message_id"] for row in rows}


async def remove(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """A channel that was deleted."""
    await write.run(
        "DELETE FROM channel_cursor WHERE guild_id = :guild_id AND channel_id = :channel_id",
        {"guild_id": guild_id, "channel_id": channel_id},
    )
