"""Who was at a meeting: stays in its voice channel, and what was noted by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's stay in the channel. While it lasts, `left_at` is None and `seen_at` when it was last known of."""

    user_id: int
    joined_at: datetime
    seen_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Attendance by hand: what a member says, and whether the organiser has confirmed it."""

    user_id: int
    confirmed: bool


async def choose_channel(write: WriteConnection, guild_id: int, number: int, channel_id: int | None) -> None:
    """Attendance of a meeting is counted from this voice or stage channel; None: from none."""
    key = await write.key_of(guild_id, number)
    if channel_id is None:
        await write.run("DELETE FROM meeting_voice WHERE meeting_key = :key", {"key": key})
        return
    await write.run(
        "INSERT INTO meeting_voice (meeting_key, guild_id, channel_id) VALUES (:key, :guild_id, :channel_id) "
        "ON CONFLICT (meeting_key) DO UPDATE SET channel_id = excluded.channel_id",
        {"key": key, "guild_id": guild_id, "channel_id": channel_id},
    )


async def channel_of(read: ReadConnection, guild_id: int, number: int) -> int | None:
    """The voice or stage channel from which a meeting's attendance is counted."""
    row = await read.one(
        "SELECT channel_id FROM meeting_voice WHERE meeting_key = :key", {"key": await read.key_of(guild_id, number)}
    )
    return row["channel_id"] if row else None


async def counted_now(
    read: ReadConnection, guild_id: int, now: datetime, early: timedelta = timedelta()
) -> dict[int, int]:
    """The meetings that are being counted now, or will be so early before their start, each with its channel."""
    rows = await read.all(
        "SELECT meeting_key, meeting_voice.channel_id FROM meeting_voice JOIN meeting ON key = meeting_key "
        "WHERE meeting_voice.guild_id = :guild_id AND status = 'planned' AND starts_at <= :soon "
        "AND starts_at + minutes * 60000 > :now",
        {"guild_id": guild_id, "now": to_milliseconds(now), "soon": to_milliseconds(now + early)},
    )
    return {number_of(row["meeting_key"]): row["channel_id"] for row in rows}


async def guilds_counted_now(read: ReadConnection, now: datetime) -> list[int]:
    """The guilds in which a meeting is being counted."""
    rows = await read.all(
        "SELECT DISTINCT meeting_voice.guild_id FROM meeting_voice JOIN meeting ON key = meeting_key "
        "WHERE status = 'planned' AND starts_at <= :now AND starts_at + minutes * 60000 > :now",
        {"now": to_milliseconds(now)},
    )
    return [row["guild_id"] for row in rows]


async def stays(read: ReadConnection, guild_id: int, number: int) -> list[Stay]:
    """Every stay at a meeting, in order."""
    rows = await read.all(
        "SELECT * FROM voice_stay WHERE meeting_key = :key ORDER BY joined_at, user_id",
        {"key": await read.key_of(guild_id, number)},
    )
    return [_stay(row) for row in rows]


async def joined(write: WriteConnection, guild_id: int, number: int, user_ids: Sequence[int], now: datetime) -> None:
    """These are in the channel now; a stay that lasts goes on."""
    key, at = await write.key_of(guild_id, number), to_milliseconds(now)
    await write.run_each(
        """
        INSERT INTO voice_stay (meeting_key, user_id, joined_at, guild_id, seen_at)
        SELECT :key, :user_id, :now, :guild_id, :now WHERE NOT EXISTS (
            SELECT 1 FROM voice_stay WHERE meeting_key = :key AND user_id = :user_id AND left_at IS NULL
        ) ON CONFLICT (meeting_key, user_id, joined_at) DO UPDATE SET left_at = NULL
        """,
        [{"key": key, "user_id": user_id, "guild_id": guild_id, "now": at} for user_id in user_ids],
    )


async def left(write: WriteConnection, guild_id: int, number: int, user_id: int, now: datetime) -> None:
    """A member left the channel just now."""
    await write.run(
        "UPDATE voice_stay SET left_at = max(:now, seen_at), seen_at = max(:now, seen_at) "
        "WHERE meeting_key = :key AND user_id = :user_id AND left_at IS NULL",
        {"key": await write.key_of(guild_id, number), "user_id": user_id, "now": to_milliseconds(now)},
    )


async def left_everywhere(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> None:
    """A member is not counted from now on. A stay at a meeting that is over counts to when it was last known of."""
    await write.run(
        "UPDATE voice_stay SET left_at = max(:now, seen_at), seen_at = max(:now, seen_at) "
        "WHERE user_id = :user_id AND guild_id = :guild_id AND left_at IS NULL AND meeting_key IN "
        "(SELECT key FROM meeting WHERE guild_id = :guild_id AND starts_at + minutes * 60000 > :now)",
        {"guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now)},
    )


async def saw(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """Whose stay lasts is still there."""
    await write.run(
        "UPDATE voice_stay SET seen_at = max(seen_at, :now) WHERE meeting_key = :key AND left_at IS NULL",
        {"key": await write.key_of(guild_id, number), "now": to_milliseconds(now)},
    )


async def end_stays_but_of(write: WriteConnection, guild_id: int, number: int, present: Collection[int]) -> None:
    """Whoever is not there any more left unseen: the stay counts up to when the member was last known to be there."""
    lasting = [each.user_id for each in await stays(write, guild_id, number) if each.left_at is None]
    await write.run_each(
        "UPDATE voice_stay SET left_at = seen_at WHERE meeting_key = :key AND user_id = :user_id AND left_at IS NULL",
        [
            {"key": await write.key_of(guild_id, number), "user_id": user_id}
            for user_id in lasting
            if user_id not in present
        ],
    )


async def marks(read: ReadConnection, guild_id: int, number: int) -> list[Mark]:
    """What was noted by hand, in the order of noting."""
    rows = await read.all(
        "SELECT user_id, confirmed FROM attendance WHERE meeting_key = :key ORDER BY marked_at, user_id",
        {"key": await read.key_of(guild_id, number)},
    )
    return [Mark(row["user_id"], bool(row["confirmed"])) for row in rows]


async def mark(
    write: WriteConnection, guild_id: int, number: int, user_ids: Sequence[int], now: datetime, *, confirmed: bool
) -> None:
    """Note that these were there; what was confirmed stays so."""
    key = await write.key_of(guild_id, number)
    await write.run_each(
        "INSERT INTO attendance (meeting_key, user_id, guild_id, confirmed, marked_at) "
        "VALUES (:key, :user_id, :guild_id, :confirmed, :now) "
        "ON CONFLICT (meeting_key, user_id) DO UPDATE SET confirmed = max(confirmed, excluded.confirmed)",
        [
            {
                "key": key,
                "user_id": user_id,
                "guild_id": guild_id,
                "confirmed": int(confirmed),
                "now": to_milliseconds(now),
            }
            for user_id in user_ids
        ],
    )


async def unmark(write: WriteConnection, guild_id: int, number: int, user_id: int) -> None:
    """It was noted by mistake."""
    await write.run(
        "DELETE FROM attendance WHERE meeting_key = :key AND user_id = :user_id",
        {"key": await write.key_of(guild_id, number), "user_id": user_id},
    )


def _stay(row: sqlite3.Row) -> Stay:
    left_at = row["left_at"]
    return Stay(
        row["user_id"],
        from_milliseconds(row["joined_at"]),
        from_milliseconds(row["seen_at"]),
        from_milliseconds(left_at) if left_at is not None else None,
    )
