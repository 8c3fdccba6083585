"""What was agreed in a meeting: who does what, by when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds

# A change from one meeting on begins another series in the books: to those who meet it is the same.
_THIS_AND_ITS_LINE = (
    "meeting AS this JOIN meeting_series AS own ON own.series_no = this.series_no "
    "JOIN meeting_series AS one_of_line ON one_of_line.guild_id = own.guild_id "
    "AND coalesce(one_of_line.continues_no, one_of_line.series_no) = coalesce(own.continues_no, own.series_no)"
)


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something that somebody has taken on. `due_at` is the morning of its day where the meeting is organised."""

    guild_id: int
    number: int
    meeting: int
    text: str
    owner_id: int | None
    due_at: datetime
    done_at: datetime | None


async def add(
    write: WriteConnection,
    guild_id: int,
    meeting: int,
    text: str,
    *,
    owner_id: int | None,
    added_by_id: int,
    due_at: datetime,
    now: datetime,
) -> ActionItem:
    """Keep an action item."""
    rows = await write.run(
        "INSERT INTO action_item (guild_id, meeting_key, text, owner_id, added_by_id, due_at, created_at) "
        "VALUES (:guild_id, :meeting_key, :text, :owner_id, :added_by_id, :due_at, :now) RETURNING *",
        {
            "guild_id": guild_id,
            "meeting_key": await write.key_of(guild_id, meeting),
            "text": text,
            "owner_id": owner_id,
            "added_by_id": added_by_id,
            "due_at": to_milliseconds(due_at),
            "now": to_milliseconds(now),
        },
    )
    return _action_item(rows[0])


async def find(read: ReadConnection, guild_id: int, number: int) -> ActionItem | None:
    """A guild's action item by its number."""
    row = await read.one(
        "SELECT * FROM action_item WHERE action_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )
    return _action_item(row) if row else None


async def finish(write: WriteConnection, guild_id: int, number: int, now: datetime) -> bool:
    """It is done; False where it was before."""
    rows = await write.run(
        "UPDATE action_item SET done_at = :now WHERE action_no = :number AND guild_id = :guild_id "
        "AND done_at IS NULL RETURNING action_no",
        {"number": number, "guild_id": guild_id, "now": to_milliseconds(now)},
    )
    return bool(rows)


async def of_meeting(read: ReadConnection, guild_id: int, meeting: int) -> list[ActionItem]:
    """A meeting's action items: open ones first, by their day."""
    rows = await read.all(
        "SELECT * FROM action_item WHERE meeting_key = :key ORDER BY done_at IS NOT NULL, due_at, action_no",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [_action_item(row) for row in rows]


async def open_before(read: ReadConnection, guild_id: int, meeting: int) -> list[ActionItem]:
    """What is still open from the earlier meetings of a meeting's series, and of those it continues, by its day."""
    rows = await read.all(
        f"SELECT action_item.* FROM {_THIS_AND_ITS_LINE} JOIN meeting AS earlier "  # noqa: S608 (own words)
        "ON earlier.series_no = one_of_line.series_no AND earlier.starts_at < this.starts_at "
        "JOIN action_item ON action_item.meeting_key = earlier.key "
        "WHERE this.key = :key AND action_item.done_at IS NULL ORDER BY action_item.due_at, action_no",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [_action_item(row) for row in rows]


async def next_in_series(read: ReadConnection, guild_id: int, meeting: int, now: datetime) -> int | None:
    """The next planned meeting of a meeting's series, or of one that continues it, that has not begun."""
    row = await read.one(
        f"SELECT later.key FROM {_THIS_AND_ITS_LINE} JOIN meeting AS later "  # noqa: S608 (own words)
        "ON later.series_no = one_of_line.series_no AND later.starts_at > this.starts_at "
        "WHERE this.key = :key AND later.status = 'planned' AND later.starts_at > :now "
        "ORDER BY later.starts_at LIMIT 1",
        {"key": await read.key_of(guild_id, meeting), "now": to_milliseconds(now)},
    )
    return number_of(row["key"]) if row else None


def _action_item(row: sqlite3.Row) -> ActionItem:
    return ActionItem(
        guild_id=row["guild_id"],
        number=row["action_no"],
        meeting=number_of(row["meeting_key"]),
        text=row["text"],
        owner_id=row["owner_id"],
        due_at=from_milliseconds(row["due_at"]),
        done_at=from_milliseconds(row["done_at"]) if row["done_at"] is not None else None,
    )
