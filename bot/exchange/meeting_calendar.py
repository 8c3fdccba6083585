"""Meetings as calendar files: one meeting or its series, a member's own, or all of a community's."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.calendar.ics import (
    CalendarEvent,
    CalendarOccurrence,
    CalendarSeries,
    calendar_file,
    has_meetings,
    needs_its_own_event,
)
from bot.calendar.recurrence import Occurrence
from bot.exchange.clock import Clock
from bot.exchange.counted import counted
from bot.exchange.meeting_plans import KIND_LABELS, labelled_title
from bot.exchange.posted_meetings import posted_meeting
from bot.exchange.refusal import Refusal
from db import meetings as rows
from db import rsvp
from db import series as series_rows
from db.connections import ReadConnection
from db.database import Database
from db.meetings import Meeting, Plan
from db.series import Series


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A file to import: its name, what it holds in words, and its bytes."""

    name: str
    holds: str
    content: bytes


class MeetingCalendars:
    """Calendar files of a community's meetings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of_meeting(self, guild_id: int, number: int) -> CalendarFile:
        """A meeting with all of its series; a cancelled single one says so to the calendar that has it."""
        now = self._clock.now()
        async with self._database.read() as read:
            meeting = await posted_meeting(read, guild_id, number)
            series = await series_rows.find(read, guild_id, meeting.series) if meeting.series is not None else None
            whole = await _whole(read, series) if series is not None else None
        if whole is not None:
            method = "PUBLISH" if has_meetings(whole) else "CANCEL"
            content = await to_thread(calendar_file, meeting.plan.title, now, series=[whole], method=method)
            return CalendarFile(f"{meeting.label}.ics", f"{meeting.label} and its whole series", content)
        method = "CANCEL" if meeting.status == "cancelled" else "PUBLISH"
        content = await to_thread(calendar_file, meeting.plan.title, now, [_event(meeting)], method=method)
        cancelled = ", cancelled" if meeting.status == "cancelled" else ""
        return CalendarFile(f"{meeting.label}.ics", f"{meeting.label}{cancelled}", content)

    async def of_community(self, guild_id: int) -> CalendarFile:
        """Every meeting to come, and every series that still goes on, as such."""
        now = self._clock.now()
        async with self._database.read() as read:
            coming = await rows.coming(read, guild_id, now)
            going_on = {each.series for each in coming if each.series is not None}
            every = await series_rows.of_guild(read, guild_id)
            whole = [await _whole(read, each) for each in every if each.number in going_on]
        single = [_event(each) for each in coming if each.series is None]
        _require_some(single or whole, "No meeting is planned. `/meeting create` plans one.")
        content = await to_thread(calendar_file, "Meetings of the exchange", now, single, whole)
        return CalendarFile("meetings.ics", _in_all(len(single), len(whole)), content)

    async def of_member(self, guild_id: int, user_id: int) -> CalendarFile:
        """The meetings to come that a member organises or answered but with a no, each by itself."""
        now = self._clock.now()
        async with self._database.read() as read:
            answers = await rsvp.of_member(read, guild_id, user_id)
            coming = await rows.coming(read, guild_id, now)
        mine = {number for number, each in answers.items() if each.answer != "no"}
        events = [_event(each) for each in coming if each.organiser_id == user_id or each.number in mine]
        _require_some(
            events, "You organise no meeting and have answered none. The meetings' cards have the buttons to answer."
        )
        content = await to_thread(calendar_file, "My meetings of the exchange", now, events)
        return CalendarFile("my-meetings.ics", _in_all(len(events), 0), content)


def _event(meeting: Meeting) -> CalendarEvent:
    return _calendar_event(
        f"meeting-{meeting.number}.{meeting.guild_id}@fluence", meeting.plan, meeting.sequence, meeting
    )


def _calendar_event(uid: str, plan: Plan, sequence: int, posted: Meeting | Series) -> CalendarEvent:
    return CalendarEvent(
        uid=uid,
        title=labelled_title(plan),
        kind=KIND_LABELS[plan.kind],
        place=plan.place,
        link=f"https://discord.com/channels/{posted.guild_id}/{posted.channel_id}",
        starts_at=plan.starts_at,
        zone=plan.zone,
        minutes=plan.minutes,
        sequence=sequence,
        is_cancelled=isinstance(posted, Meeting) and posted.status == "cancelled",
    )


async def _whole(read: ReadConnection, series: Series) -> CalendarSeries:
    """A series with those of its occurrences that are not as it says."""
    template, made = series.template, await rows.of_series(read, series.guild_id, series.number)
    uid = f"series-{series.number}.{series.guild_id}@fluence"
    by_the_rule = _by_the_rule(series, made)
    differing = [
        CalendarOccurrence(original_at, _calendar_event(uid, each.plan, series.sequence, each))
        for each in made
        if (original_at := each.original_at) is not None
        and (usual := by_the_rule.get(original_at)) is not None
        and (_is_not_as_usual(each, template.first.wall_time.time()) or each.plan != template.plan(usual))
    ]
    first = _calendar_event(uid, template.first, series.sequence, series)
    return CalendarSeries(first, template.first.wall_time, template.rule, differing)


def _is_not_as_usual(meeting: Meeting, usual_time: time) -> bool:
    plan = meeting.plan
    return meeting.status == "cancelled" or needs_its_own_event(
        plan.starts_at, plan.minutes, ZoneInfo(plan.zone), usual_time
    )


def _by_the_rule(series: Series, made: Sequence[Meeting]) -> dict[datetime, Occurrence]:
    """Each moment that the rule still has, as far as meetings are made."""
    last = max((each.original_at for each in made if each.original_at is not None), default=None)
    if last is None:
        return {}
    return {
        each.starts_at: each for each in takewhile(lambda each: each.starts_at <= last, series.template.occurrences())
    }


def _require_some(found: Sequence[object], otherwise: str) -> None:
    if not found:
        raise Refusal(otherwise)


def _in_all(single: int, series: int) -> str:
    parts = [counted(single, "meeting")] if single else []
    parts += [f"{series} series"] if series else []
    return " and ".join(parts)
