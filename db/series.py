"""Series: meetings that repeat. Each occurrence is a meeting of its own, which knows its series."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import Occurrence, Rule, moment_of, occurrences, rule_from
from db.connections import ReadConnection, WriteConnection
from db.instants import to_milliseconds
from db.meetings import Plan, columns_of, plan_of


@dataclass(frozen=True, slots=True)
class Template:
    """The plan of a series' first occurrence, which all have but those changed alone; the rule counts from its time."""

    first: Plan
    rule: Rule

    @property
    def clock(self) -> ZoneInfo:
        """The clocks that the series goes by."""
        return ZoneInfo(self.first.zone)

    def occurrences(self) -> Iterator[Occurrence]:
        """Its moments in order; without end where the rule has none."""
        return occurrences(self.rule, self.first.wall_time, self.clock)

    def plan(self, at: Occurrence) -> Plan:
        """An occurrence of it."""
        return replace(self.first, starts_at=at.starts_at, wall_time=at.wall_time)


def template_of(plan: Plan, rule: Rule) -> Template:
    """A series whose first meeting has this plan, and begins when the clocks first show its time."""
    return Template(replace(plan, starts_at=moment_of(plan.wall_time, ZoneInfo(plan.zone))), rule)


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it stands. One that continues another, after a change from a meeting on, names the first of them."""

    guild_id: int
    number: int
    template: Template
    organiser_id: int | None
    channel_id: int
    sequence: int
    continues: int | None = None


async def add(
    write: WriteConnection,
    guild_id: int,
    template: Template,
    *,
    organiser_id: int | None,
    channel_id: int,
    now: datetime,
    continues: Series | None = None,
) -> Series:
    """Keep a new series; nothing of it is made yet."""
    rows = await write.run(
        "INSERT INTO meeting_series (guild_id, title, wall_time, zone, minutes, place, kind, capacity, cutoff_hours, "
        "rule, organiser_id, channel_id, continues_no, grown_until, created_at, changed_at) VALUES (:guild_id, :title, "
        ":wall_time, :zone, :minutes, :place, :kind, :capacity, :cutoff_hours, :rule, :organiser_id, :channel_id, "
        ":continues_no, :now, :now, :now) RETURNING *",
        {
            "guild_id": guild_id,
            "organiser_id": organiser_id,
            "channel_id": channel_id,
            "continues_no": (continues.continues or continues.number) if continues is not None else None,
            "now": to_milliseconds(now),
            **_columns(template),
        },
    )
    return _series(rows[0])


async def change(write: WriteConnection, series: Series, template: Template, now: datetime) -> None:
    """Replace what a series is; calendars learn of it by its sequence."""
    await write.run(
        "UPDATE meeting_series SET title = :title, wall_time = :wall_time, zone = :zone, minutes = :minutes, "
        "place = :place, kind = :kind, capacity = :capacity, cutoff_hours = :cutoff_hours, rule = :rule, "
        "sequence = sequence + 1, changed_at = :now WHERE series_no = :number AND guild_id = :guild_id",
        {
            "number": series.number,
            "guild_id": series.guild_id,
            "now": to_milliseconds(now),
            **_columns(template),
        },
    )


async def raise_sequence(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """One of its occurrences was changed."""
    await write.run(
        "UPDATE meeting_series SET sequence = sequence + 1, changed_at = :now "
        "WHERE series_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id, "now": to_milliseconds(now)},
    )


async def note_growth(write: WriteConnection, series: Series, until: datetime) -> None:
    """Its occurrences that begin up to this moment are made."""
    await write.run(
        "UPDATE meeting_series SET grown_until = :until WHERE series_no = :number AND guild_id = :guild_id",
        {"number": series.number, "guild_id": series.guild_id, "until": to_milliseconds(until)},
    )


async def find(read: ReadConnection, guild_id: int, number: int) -> Series | None:
    """A guild's series by its number."""
    row = await read.one(
        "SELECT * FROM meeting_series WHERE series_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )
    return _series(row) if row else None


async def of_guild(read: ReadConnection, guild_id: int) -> list[Series]:
    """All of a guild's series, oldest first."""
    rows = await read.all(
        "SELECT * FROM meeting_series WHERE guild_id = :guild_id ORDER BY series_no", {"guild_id": guild_id}
    )
    return [_series(row) for row in rows]


async def short_of(read: ReadConnection, horizon: datetime) -> list[tuple[int, int]]:
    """Guild and number of every series that is not made up to the horizon, in guilds that the bot is in."""
    rows = await read.all(
        "SELECT guild_id, series_no FROM meeting_series WHERE grown_until < :horizon "
        "AND guild_id IN (SELECT guild_id FROM community WHERE left_at IS NULL) ORDER BY series_no",
        {"horizon": to_milliseconds(horizon)},
    )
    return [(row["guild_id"], row["series_no"]) for row in rows]


def _columns(template: Template) -> dict[str, object]:
    return {**columns_of(template.first), "rule": template.rule.text}


def _series(row: sqlite3.Row) -> Series:
    begins = moment_of(datetime.fromisoformat(row["wall_time"]), ZoneInfo(row["zone"]))
    return Series(
        guild_id=row["guild_id"],
        number=row["series_no"],
        template=Template(plan_of(row, begins), rule_from(row["rule"])),
        organiser_id=row["organiser_id"],
        channel_id=row["channel_id"],
        sequence=row["sequence"],
        continues=row["continues_no"],
    )
