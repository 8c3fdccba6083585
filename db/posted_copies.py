"""Public copies of entries: every message in which the bot shows an entry is known here, and follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of

Face = Literal["card", "note"]


@dataclass(frozen=True, slots=True)
class PostedCopy:
    """A message of the bot's that shows an entry: whole (card), or a short word about it (note)."""

    message_id: int
    channel_id: int
    guild_id: int
    entry: int
    face: Face


async def add(write: WriteConnection, copy: PostedCopy) -> None:
    """Remember a copy."""
    await write.run(
        "INSERT INTO posted_copy (message_id, channel_id, entry_key, face) "
        "VALUES (:message_id, :channel_id, :key, :face) ON CONFLICT (message_id) DO NOTHING",
        {
            "message_id": copy.message_id,
            "channel_id": copy.channel_id,
            "key": await write.key_of(copy.guild_id, copy.entry),
            "face": copy.face,
        },
    )


async def of_entry(read: ReadConnection, guild_id: int, entry: int) -> list[PostedCopy]:
    """Every copy of an entry, oldest first."""
    rows = await read.all(
        "SELECT message_id, channel_id, face FROM posted_copy WHERE entry_key = :key ORDER BY message_id",
        {"key": await read.key_of(guild_id, entry)},
    )
    return [PostedCopy(row["message_id"], row["channel_id"], guild_id, entry, row["face"]) for row in rows]


async def shown_on(read: ReadConnection, guild_id: int, message_id: int) -> int | None:
    """The number of the entry that a copy shows; None where it is known no more."""
    low, high = await read.keys_of(guild_id)
    row = await read.one(
        "SELECT entry_key FROM posted_copy WHERE message_id = :message_id AND entry_key BETWEEN :low AND :high",
        {"message_id": message_id, "low": low, "high": high},
    )
    return number_of(row["entry_key"]) if row else None


async def card_since(read: ReadConnection, guild_id: int, entry: int, channel_id: int, lowest: int) -> int | None:
    """The newest card of an entry in a channel, of those whose message ids are no lower than this one."""
    row = await read.one(
        "SELECT max(message_id) AS newest FROM posted_copy WHERE entry_key = :key AND channel_id = :channel_id "
        "AND face = 'card' AND message_id >= :lowest",
        {"key": await read.key_of(guild_id, entry), "channel_id": channel_id, "lowest": lowest},
    )
    return row["newest"] if row else None


async def naming(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The entries with copies on which a member's name stands: their own, and questions that they have answered."""
    rows = await read.all(
        "SELECT key FROM entry WHERE author_id = :user_id AND guild_id = :guild_id "
        "AND EXISTS (SELECT 1 FROM posted_copy WHERE entry_key = entry.key) "
        "UNION SELECT question_key FROM answer JOIN entry ON entry.key = answer.entry_key "
        "WHERE entry.author_id = :user_id AND entry.guild_id = :guild_id "
        "AND EXISTS (SELECT 1 FROM posted_copy WHERE posted_copy.entry_key = question_key)",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [number_of(row["key"]) for row in rows]


async def saved_by(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The entries with copies that say that a member has saved them, in a colleague's name."""
    rows = await read.all(
        "SELECT key FROM entry WHERE saved_by_id = :user_id AND guild_id = :guild_id "
        "AND EXISTS (SELECT 1 FROM posted_copy WHERE entry_key = entry.key)",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [number_of(row["key"]) for row in rows]


async def forget(write: WriteConnection, message_ids: Sequence[int]) -> None:
    """Copies that were deleted in Discord."""
    await write.run_each(
        "DELETE FROM posted_copy WHERE message_id = :message_id", [{"message_id": each} for each in message_ids]
    )


async def forget_channel(write: WriteConnection, channel_id: int) -> None:
    """Every copy in a channel or thread that was deleted in Discord."""
    await write.run("DELETE FROM posted_copy WHERE channel_id = :channel_id", {"channel_id": channel_id})
