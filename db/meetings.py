"""Meetings: drafts, planned ones and cancelled ones, each with its organiser's wall time and zone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from db import communities
from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds

MeetingStatus = Literal["draft", "planned", "cancelled"]
MeetingKind = Literal["group", "journal_club", "webinar", "case_conference", "expert_session", "industry_session"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser decides. `wall_time` is the clock's face in `zone`, and `starts_at` the moment it names.

    `capacity` is how many may come (None: any number), and sign-up closes `cutoff_hours` before the start.
    """

    title: str
    starts_at: datetime
    wall_time: datetime
    zone: str
    minutes: int
    place: str
    kind: MeetingKind = "group"
    capacity: int | None = None
    cutoff_hours: int = 0

    @property
    def closes_at(self) -> datetime:
        """When nobody can sign up any more."""
        return self.starts_at - timedelta(hours=self.cutoff_hours)

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it stands. Its card and its reminders go to `channel_id`.

    `repeats` is how a draft is to repeat. An occurrence of the series `series` keeps in `original_at` the moment that
    the series gave it. `sequence` rises with every change, for calendars; `card_number` with every new card.
    """

    guild_id: int
    number: int
    plan: Plan
    organiser_id: int | None
    status: MeetingStatus
    channel_id: int
    repeats: str = ""
    series: int | None = None
    original_at: datetime | None = None
    sequence: int = 0
    card_number: int = 1
    event_id: int | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it is an occurrence that begins at another moment than its series says."""
        return self.original_at is not None and self.original_at != self.plan.starts_at

    @property
    def label(self) -> str:
        """As people name it: M-12."""
        return f"M-{self.number}"


async def add_draft(
    write: WriteConnection,
    guild_id: int,
    plan: Plan,
    *,
    organiser_id: int,
    channel_id: int,
    now: datetime,
    repeats: str = "",
) -> Meeting:
    """Keep what an organiser is about to post; `repeats` is the rule of the series that it shall begin."""
    number = await communities.next_number(write, guild_id)
    await write.run(
        "INSERT INTO meeting (key, guild_id, title, starts_at, wall_time, zone, minutes, place, kind, capacity, "
        "cutoff_hours, repeats, organiser_id, channel_id, created_at, changed_at) VALUES (:key, :guild_id, :title, "
        ":starts_at, :wall_time, :zone, :minutes, :place, :kind, :capacity, :cutoff_hours, :repeats, :organiser_id, "
        ":channel_id, :now, :now)",
        {
            "key": await write.key_of(guild_id, number),
            "guild_id": guild_id,
            "organiser_id": organiser_id,
            "channel_id": channel_id,
            "repeats": repeats,
            "now": to_milliseconds(now),
            **columns_of(plan),
        },
    )
    return Meeting(guild_id, number, plan, organiser_id, "draft", channel_id, repeats)


async def add_occurrence(
    write: WriteConnection,
    guild_id: int,
    plan: Plan,
    *,
    series: int,
    organiser_id: int | None,
    channel_id: int,
    now: datetime,
) -> Meeting | None:
    """Plan another meeting of a series; None where the series has one at that moment already."""
    number = await communities.next_number(write, guild_id)
    rows = await write.run(
        "INSERT INTO meeting (key, guild_id, title, starts_at, wall_time, zone, minutes, place, kind, capacity, "
        "cutoff_hours, organiser_id, channel_id, status, series_no, original_at, created_at, changed_at) VALUES "
        "(:key, :guild_id, :title, :starts_at, :wall_time, :zone, :minutes, :place, :kind, :capacity, :cutoff_hours, "
        ":organiser_id, :channel_id, 'planned', :series, :starts_at, :now, :now) "
        "ON CONFLICT (series_no, original_at) WHERE series_no IS NOT NULL DO NOTHING RETURNING *",
        {
            "key": await write.key_of(guild_id, number),
            "guild_id": guild_id,
            "organiser_id": organiser_id,
            "channel_id": channel_id,
            "series": series,
            "now": to_milliseconds(now),
            **columns_of(plan),
        },
    )
    return _meeting(rows[0]) if rows else None


async def of_series(read: ReadConnection, guild_id: int, series: int) -> list[Meeting]:
    """Every meeting of a series, cancelled ones too, in the order that the series gave them."""
    rows = await read.all(
        "SELECT * FROM meeting WHERE series_no = :series AND guild_id = :guild_id ORDER BY original_at",
        {"series": series, "guild_id": guild_id},
    )
    return [_meeting(row) for row in rows]


async def change_draft(
    write: WriteConnection, guild_id: int, number: int, plan: Plan, now: datetime, repeats: str = ""
) -> None:
    """Replace a draft's plan; nothing happens where it is no draft any more."""
    await write.run(
        "UPDATE meeting SET title = :title, starts_at = :starts_at, wall_time = :wall_time, zone = :zone, "
        "minutes = :minutes, place = :place, kind = :kind, capacity = :capacity, cutoff_hours = :cutoff_hours, "
        "repeats = :repeats, changed_at = :now WHERE key = :key AND status = 'draft'",
        {
            "key": await write.key_of(guild_id, number),
            "now": to_milliseconds(now),
            "repeats": repeats,
            **columns_of(plan),
        },
    )


async def change_status(
    write: WriteConnection, guild_id: int, number: int, former: MeetingStatus, status: MeetingStatus, now: datetime
) -> None:
    """A draft is posted, a planned meeting cancelled: once only, where it stands as `former`."""
    await write.run(
        "UPDATE meeting SET status = :status, sequence = sequence + (:status = 'cancelled'), changed_at = :now "
        "WHERE key = :key AND status = :former",
        {
            "key": await write.key_of(guild_id, number),
            "former": former,
            "status": status,
            "now": to_milliseconds(now),
        },
    )


async def drafts_of(read: ReadConnection, guild_id: int, organiser_id: int) -> int:
    """How many a member has begun to plan and not posted."""
    row = await read.one(
        "SELECT count(*) AS number FROM meeting WHERE guild_id = :guild_id AND organiser_id = :organiser_id "
        "AND status = 'draft'",
        {"guild_id": guild_id, "organiser_id": organiser_id},
    )
    return int(row["number"]) if row else 0


async def delete_old_drafts(write: WriteConnection, before: datetime) -> None:
    """Forget drafts that nobody touched since, in whichever guild."""
    await write.run(
        "DELETE FROM meeting WHERE status = 'draft' AND changed_at < :before", {"before": to_milliseconds(before)}
    )


async def find(read: ReadConnection, guild_id: int, number: int) -> Meeting | None:
    """A guild's meeting by its number, whatever its status."""
    row = await read.one("SELECT * FROM meeting WHERE key = :key", {"key": await read.key_of(guild_id, number)})
    return _meeting(row) if row else None


async def coming(read: ReadConnection, guild_id: int, now: datetime) -> list[Meeting]:
    """The planned meetings that are not over, the next one first."""
    rows = await read.all(
        "SELECT * FROM meeting WHERE guild_id = :guild_id AND status = 'planned' "
        "AND starts_at > :earliest AND starts_at + minutes * 60000 > :now ORDER BY starts_at, key",
        {
            "guild_id": guild_id,
            "now": to_milliseconds(now),
            # The longest meeting's length: it lets the index leave out the years before.
            "earliest": to_milliseconds(now - timedelta(minutes=10080)),
        },
    )
    return [_meeting(row) for row in rows]


async def past_or_cancelled(read: ReadConnection, guild_id: int, now: datetime, limit: int) -> list[Meeting]:
    """Meetings that are over or were cancelled, the latest first."""
    rows = await read.all(
        "SELECT * FROM meeting WHERE guild_id = :guild_id AND (status = 'cancelled' "
        "OR (status = 'planned' AND starts_at + minutes * 60000 <= :now)) ORDER BY starts_at DESC, key LIMIT :limit",
        {"guild_id": guild_id, "now": to_milliseconds(now), "limit": limit},
    )
    return [_meeting(row) for row in rows]


async def zones_of_members(read: ReadConnection, guild_id: int) -> dict[str, int]:
    """The time zones that members have declared, and how many have declared each."""
    rows = await read.all(
        "SELECT time_zone, count(*) AS members FROM member WHERE guild_id = :guild_id AND time_zone IS NOT NULL "
        "GROUP BY time_zone ORDER BY time_zone",
        {"guild_id": guild_id},
    )
    return {row["time_zone"]: row["members"] for row in rows}


def columns_of(plan: Plan) -> dict[str, object]:
    """A plan's parameters, by the names of its columns."""
    return {
        "title": plan.title,
        "starts_at": to_milliseconds(plan.starts_at),
        "wall_time": plan.wall_time.isoformat(),
        "zone": plan.zone,
        "minutes": plan.minutes,
        "place": plan.place,
        "kind": plan.kind,
        "capacity": plan.capacity,
        "cutoff_hours": plan.cutoff_hours,
    }


def plan_of(row: sqlite3.Row, starts_at: datetime) -> Plan:
    """The plan in a row that has all its other columns."""
    return Plan(
        title=row["title"],
        starts_at=starts_at,
        wall_time=datetime.fromisoformat(row["wall_time"]),
        zone=row["zone"],
        minutes=row["minutes"],
        place=row["place"],
        kind=row["kind"],
        capacity=row["capacity"],
        cutoff_hours=row["cutoff_hours"],
    )


def _meeting(row: sqlite3.Row) -> Meeting:
    return Meeting(
        guild_id=row["guild_id"],
        number=number_of(row["key"]),
        plan=plan_of(row, from_milliseconds(row["starts_at"])),
        organiser_id=row["organiser_id"],
        status=row["status"],
        channel_id=row["channel_id"],
        repeats=row["repeats"],
        series=row["series_no"],
        original_at=from_milliseconds(row["original_at"]) if row["original_at"] is not None else None,
        sequence=row["sequence"],
        card_number=row["card_number"],
        event_id=row["event_id"],
    )
