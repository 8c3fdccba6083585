"""What was captured from the chat: entries by their messages and channels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clinical.reading import OwnDevice
from db import entries, groups, holds, local_devices
from db.connections import ReadConnection, WriteConnection
from db.entries import Entry
from db.holds import Hold
from db.instants import to_milliseconds

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the store knows of a message before it is read."""

    group_device: str | None
    own_devices: tuple[OwnDevice, ...]
    opted_out: bool
    entry: Entry | None
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or thread with captured messages, and the channel that a thread belongs to."""

    channel_id: int
    parent_channel_id: int | None


@dataclass(frozen=True, slots=True)
class Captured:
    """A message that is kept, with its text as it was when it was last read, or held, without it."""

    message_id: int
    text: str


async def standing(
    read: ReadConnection,
    guild_id: int,
    *,
    channel_id: int,
    parent_channel_id: int | None,
    author_id: int,
    message_id: int,
    said_at: datetime | None,
) -> Standing:
    """What the store knows of a message, its author and its channel.

    It is opted out where its author is, or was when they said it (None: they say now that they want it kept) and has
    not asked to have it kept since.
    """
    row = await read.one(
        """
        SELECT
            EXISTS (SELECT 1 FROM opt_out WHERE guild_id = :guild_id AND user_id = :author_id
                AND (ended_at IS NULL OR (began_at <= :said_at AND ended_at > :said_at AND NOT EXISTS (
                    SELECT 1 FROM entry WHERE entry.guild_id = :guild_id AND message_id = :message_id
                    AND renewed_at >= ended_at)))) AS opted_out,
            (SELECT 1 FROM entry WHERE guild_id = :guild_id AND message_id = :message_id) AS is_entry,
            (SELECT 1 FROM held_message WHERE guild_id = :guild_id AND message_id = :message_id) AS is_hold,
            EXISTS (SELECT 1 FROM local_device WHERE guild_id = :guild_id) AS has_own_devices
        """,
        {
            "guild_id": guild_id,
            "author_id": author_id,
            "message_id": message_id,
            "said_at": to_milliseconds(said_at) if said_at is not None else None,
        },
    )
    assert row is not None
    return Standing(
        group_device=await device_of_group(read, guild_id, channel_id, parent_channel_id),
        own_devices=await local_devices.names_of(read, guild_id) if row["has_own_devices"] else (),
        opted_out=bool(row["opted_out"]),
        entry=await entries.by_message(read, guild_id, message_id) if row["is_entry"] else None,
        hold=await holds.find(read, guild_id, message_id) if row["is_hold"] else None,
    )


async def renew(write: WriteConnection, guild_id: int, number: int, at: datetime) -> None:
    """Its author asks to have it kept: that they had opted out when they wrote it counts no more."""
    await write.run(
        "UPDATE entry SET renewed_at = :at WHERE key = :key",
        {"key": await write.key_of(guild_id, number), "at": to_milliseconds(at)},
    )


async def device_of_group(
    read: ReadConnection, guild_id: int, channel_id: int, parent_channel_id: int | None
) -> str | None:
    """The device whose group has this channel, or the channel that this thread belongs to."""
    group = await groups.by_channel(read, guild_id, channel_id, parent_channel_id)
    return group.subject.key if group is not None and group.subject.sort == "device" else None


async def places(read: ReadConnection, guild_id: int) -> list[Place]:
    """The channels and threads that have messages which are kept or held."""
    rows = await read.all(
        "SELECT DISTINCT channel_id, parent_channel_id FROM entry "
        "WHERE guild_id = :guild_id AND message_id IS NOT NULL AND status IN ('listed', 'held', 'hidden', 'merged') "
        "UNION SELECT channel_id, NULL FROM held_message WHERE guild_id = :guild_id AND kinds <> '[]' "
        "AND channel_id NOT IN (SELECT channel_id FROM entry WHERE guild_id = :guild_id AND channel_id IS NOT NULL)",
        {"guild_id": guild_id},
    )
    return [Place(row["channel_id"], row["parent_channel_id"]) for row in rows]


async def in_channel(read: ReadConnection, guild_id: int, channel_id: int, *, after: int, limit: int) -> list[Captured]:
    """The kept and held messages of a channel after a message, oldest first."""
    rows = await read.all(
        "SELECT message_id, text FROM entry WHERE guild_id = :guild_id AND channel_id = :channel_id "
        "AND message_id > :after AND status IN ('listed', 'held', 'hidden', 'merged') "
        "UNION ALL SELECT message_id, '' FROM held_message AS held WHERE guild_id = :guild_id "
        "AND channel_id = :channel_id AND message_id > :after AND kinds <> '[]' AND NOT EXISTS "
        "(SELECT 1 FROM entry WHERE guild_id = :guild_id AND message_id = held.message_id) "
        "ORDER BY message_id LIMIT :limit",
        {"guild_id": guild_id, "channel_id": channel_id, "after": after, "limit": limit},
    )
    return [Captured(row["message_id"], row["text"]) for row in rows]


async def is_kept(read: ReadConnection, guild_id: int, message_id: int) -> bool:
    """Whether a message is an entry that is neither held nor taken out."""
    row = await read.one(
        "SELECT 1 FROM entry WHERE guild_id = :guild_id AND message_id = :message_id "
        "AND status IN ('listed', 'hidden', 'merged')",
        {"guild_id": guild_id, "message_id": message_id},
    )
    return row is not None


async def is_known(read: ReadConnection, guild_id: int, message_id: int) -> bool:
    """Whether a message is an entry, a held message, or the bot's own copy or line about one."""
    row = await read.one(
        "SELECT 1 FROM entry WHERE guild_id = :guild_id AND message_id = :message_id "
        "UNION ALL SELECT 1 FROM held_message WHERE guild_id = :guild_id "
        "AND (message_id = :message_id OR notice_message_id = :message_id) "
        "UNION ALL SELECT 1 FROM posted_copy WHERE message_id = :message_id LIMIT 1",
        {"guild_id": guild_id, "message_id": message_id},
    )
    return row is not None


async def outdate(write: WriteConnection, guild_id: int, names: Sequence[str]) -> None:
    """Have listed entries with one of these names in their words read again, as if an older reader had read them."""
    words = [" ".join(_WORD.findall(name)) for name in names]
    low, high = await write.keys_of(guild_id)
    await write.run(
        "UPDATE entry SET reader_version = 0 WHERE status = 'listed' AND key IN ("
        "SELECT rowid FROM entry_search WHERE entry_search MATCH :phrases AND rowid BETWEEN :low AND :high)",
        {"phrases": " OR ".join(f'"{each}"' for each in words), "low": low, "high": high},
    )


async def to_read_again(read: ReadConnection, guild_id: int, version: int, limit: int) -> list[Entry]:
    """Listed entries that an older reader has read."""
    rows = await read.all(
        f"SELECT {entries.COLUMNS} FROM entry WHERE guild_id = :guild_id AND reader_version < :version "  # noqa: S608 (own columns)
        "AND status = 'listed' ORDER BY reader_version, key LIMIT :limit",
        {"guild_id": guild_id, "version": version, "limit": limit},
    )
    return [entries.entry_from(row) for row in rows]
