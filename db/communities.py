"""Communities: a Discord guild's settings in the exchange."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.clinical.reading import OwnDevice
from db import local_devices
from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds

CaptureStyle = Literal["quiet", "card"]
UNSET_ZONE = "UTC"
"""What a community goes by until its moderators choose a zone: nobody lives there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitySettings:
    """What a moderator can set, as a whole; ids are None where nothing is set.

    `capture_reaction` is the emoji with which a member has a message kept, as Discord writes it.
    """

    time_zone: str | None
    moderator_role_id: int | None
    exchange_role_id: int | None
    meeting_channel_id: int | None
    moderator_channel_id: int | None
    category_id: int | None
    capture_style: CaptureStyle
    capture_reaction: str | None = None

    @property
    def zone_in_force(self) -> str:
        """The time zone that everything goes by, also where none was chosen."""
        return self.time_zone or UNSET_ZONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(CommunitySettings):
    """A guild with its settings.

    `private_channels` are opted in to capture; `private_sources` are those and any other that entries were kept from.
    `own_devices` are those that the catalogue lacks, as a text may name them.
    """

    guild_id: int
    private_channels: frozenset[int]
    private_sources: frozenset[int]
    own_devices: tuple[OwnDevice, ...]
    joined_at: datetime
    greeted_at: datetime | None
    left_at: datetime | None


async def ensure(write: WriteConnection, guild_id: int, now: datetime) -> None:
    """Make the community's row where there is none, and leave another as it is: for rows that belong to it."""
    await write.run(
        "INSERT INTO community (guild_id, joined_at) VALUES (:guild_id, :now) ON CONFLICT (guild_id) DO NOTHING",
        {"guild_id": guild_id, "now": to_milliseconds(now)},
    )


async def find(read: ReadConnection, guild_id: int) -> Community | None:
    """A guild's community."""
    row = await read.one("SELECT * FROM community WHERE guild_id = :guild_id", {"guild_id": guild_id})
    if row is None:
        return None
    channels = await read.all(
        "SELECT channel_id FROM private_channel WHERE guild_id = :guild_id", {"guild_id": guild_id}
    )
    sources = await read.all(
        "SELECT DISTINCT private_channel_id FROM entry WHERE guild_id = :guild_id AND private_channel_id IS NOT NULL",
        {"guild_id": guild_id},
    )
    opted_in = frozenset(channel["channel_id"] for channel in channels)
    from_private = opted_in | {source["private_channel_id"] for source in sources}
    return _community(row, opted_in, from_private, await local_devices.names_of(read, guild_id))


async def all_ids(read: ReadConnection) -> list[int]:
    """Every guild that there is a community of, oldest first."""
    rows = await read.all("SELECT guild_id FROM community ORDER BY guild_no")
    return [row["guild_id"] for row in rows]


async def change(write: WriteConnection, guild_id: int, settings: CommunitySettings) -> None:
    """Replace a community's settings."""
    await write.run(
        "UPDATE community SET time_zone = :time_zone, moderator_role_id = :moderator_role_id, "
        "exchange_role_id = :exchange_role_id, meeting_channel_id = :meeting_channel_id, "
        "moderator_channel_id = :moderator_channel_id, category_id = :category_id, capture_style = :capture_style, "
        "capture_reaction = :capture_reaction "
        "WHERE guild_id = :guild_id",
        {
            "guild_id": guild_id,
            "time_zone": settings.time_zone,
            "moderator_role_id": settings.moderator_role_id,
            "exchange_role_id": settings.exchange_role_id,
            "meeting_channel_id": settings.meeting_channel_id,
            "moderator_channel_id": settings.moderator_channel_id,
            "category_id": settings.category_id,
            "capture_style": settings.capture_style,
            "capture_reaction": settings.capture_reaction,
        },
    )


async def opt_channel_in(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """Let a channel that not every exchange member can read be captured."""
    await write.run(
        "INSERT INTO private_channel (guild_id, channel_id) VALUES (:guild_id, :channel_id) ON CONFLICT DO NOTHING",
        {"guild_id": guild_id, "channel_id": channel_id},
    )


async def opt_channel_out(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """Stop capturing a private channel."""
    await write.run(
        "DELETE FROM private_channel WHERE guild_id = :guild_id AND channel_id = :channel_id",
        {"guild_id": guild_id, "channel_id": channel_id},
    )


async def greet(write: WriteConnection, guild_id: int, now: datetime) -> bool:
    """The bot is in the guild. True once: the first time, and the first time after it came back to one it had left."""
    rows = await write.run(
        "UPDATE community SET greeted_at = :now, left_at = NULL "
        "WHERE guild_id = :guild_id AND greeted_at IS NULL RETURNING guild_no",
        {"guild_id": guild_id, "now": to_milliseconds(now)},
    )
    return bool(rows)


async def mark_left(write: WriteConnection, guild_id: int, now: datetime) -> None:
    """The bot is no longer in the guild."""
    await write.run(
        "UPDATE community SET left_at = :now, greeted_at = NULL WHERE guild_id = :guild_id AND left_at IS NULL",
        {"guild_id": guild_id, "now": to_milliseconds(now)},
    )


async def erase(write: WriteConnection, guild_id: int) -> None:
    """Everything of a guild goes: every row of every table hangs on the guild's own."""
    await write.run("DELETE FROM community WHERE guild_id = :guild_id", {"guild_id": guild_id})


async def next_number(write: WriteConnection, guild_id: int) -> int:
    """The guild's next number, for an entry or a meeting; never given twice, also after an erasure."""
    return await next_numbers(write, guild_id, 1)


async def next_numbers(write: WriteConnection, guild_id: int, count: int) -> int:
    """The first of as many new numbers of the guild, one after the other."""
    rows = await write.run(
        "UPDATE community SET last_number = last_number + :count WHERE guild_id = :guild_id RETURNING last_number",
        {"guild_id": guild_id, "count": count},
    )
    return int(rows[0]["last_number"]) - count + 1


async def reserve_number(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """A number that was given before an older store was put back: it is not given to something else."""
    await ensure(write, guild_id, now)
    await write.run(
        "UPDATE community SET last_number = max(last_number, :number) WHERE guild_id = :guild_id",
        {"guild_id": guild_id, "number": number},
    )


def _community(
    row: sqlite3.Row,
    private_channels: frozenset[int],
    private_sources: frozenset[int],
    own_devices: tuple[OwnDevice, ...],
) -> Community:
    return Community(
        guild_id=row["guild_id"],
        time_zone=row["time_zone"],
        moderator_role_id=row["moderator_role_id"],
        exchange_role_id=row["exchange_role_id"],
        meeting_channel_id=row["meeting_channel_id"],
        moderator_channel_id=row["moderator_channel_id"],
        category_id=row["category_id"],
        capture_style=row["capture_style"],
        private_channels=private_channels,
        private_sources=private_sources,
        own_devices=own_devices,
        joined_at=from_milliseconds(row["joined_at"]),
        greeted_at=from_milliseconds(row["greeted_at"]) if row["greeted_at"] is not None else None,
        left_at=from_milliseconds(row["left_at"]) if row["left_at"] is not None else None,
        capture_reaction=row["capture_reaction"],
    )
