"""Series: their occurrences are made about a year ahead, and what is left of a series is changed or called off."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from bot.calendar.recurrence import Rule, rule_from
from bot.calendar.typed_repeat import rule_like
from bot.calendar.unclear import UnclearTime
from bot.exchange.clock import Clock
from bot.exchange.meeting_announcing import announce, follow
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from db import meeting_changes, meetings, session_questions
from db import series as rows
from db.connections import WriteConnection
from db.database import Database
from db.failures import StoreProblem
from db.meetings import Meeting, Plan
from db.series import Series, Template, template_of

log = logging.getLogger(__name__)

_AHEAD = timedelta(days=366)
_SWEPT_WITHIN = timedelta(days=1)


class MeetingSeries:
    """A community's series."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def grow(self) -> None:
        """Make every series up to a year ahead; to be called daily, and at the start for what was missed."""
        now = self._clock.now()
        async with self._database.read() as read:
            short = await rows.short_of(read, now + _AHEAD - _SWEPT_WITHIN)
        for guild_id, number in short:
            try:
                await self._grow_one(guild_id, number, now)
            except StoreProblem:
                raise
            except Exception:
                # The other series shall not wait for this one, nor the sweep end with it.
                log.exception("series %s could not be made further ahead", number)
        if short:
            self._outbox.announce()

    async def _grow_one(self, guild_id: int, number: int, now: datetime) -> None:
        async with self._database.write() as write:
            series = await rows.find(write, guild_id, number)
            if series is not None:
                await _grow(write, series, now)

    async def of(self, meeting: Meeting) -> Series | None:
        """The series that a meeting belongs to."""
        if meeting.series is None:
            return None
        async with self._database.read() as read:
            return await rows.find(read, meeting.guild_id, meeting.series)

    async def from_here_on(self, meeting: Meeting, plan: Plan) -> Template | None:
        """What is left of its series, were a meeting and all after it like `plan`; None where that cannot be."""
        series = await self.of(meeting)
        if series is None:
            return None
        before = takewhile(lambda each: each.starts_at < _original(meeting), series.template.occurrences())
        try:
            return _template_from(series, meeting, plan, sum(1 for _ in before))
        except Refusal:
            return None


async def begin(write: WriteConnection, first: Meeting, now: datetime) -> None:
    """A meeting that repeats was planned: it is the first of a new series, whose others are made now."""
    template = template_of(first.plan, rule_from(first.repeats))
    series = await rows.add(
        write, first.guild_id, template, organiser_id=first.organiser_id, channel_id=first.channel_id, now=now
    )
    original_at = template.first.starts_at
    await meeting_changes.put_into_series(write, first.guild_id, first.number, series.number, original_at)
    await _grow(write, series, now)


async def end_before(write: WriteConnection, series: Series, meeting: Meeting, now: datetime) -> list[Meeting]:
    """A series ends before one of its meetings. The planned ones from there on, which are whole for the caller."""
    rest = await _from_here_on(write, series, meeting)
    template = replace(series.template, rule=series.template.rule.ending_before(_original_day(series, meeting)))
    await rows.change(write, series, template, now)
    return [each for each in rest if each.status == "planned"]


async def change_from(write: WriteConnection, series: Series, meeting: Meeting, plan: Plan, now: datetime) -> None:
    """A meeting and all after it are now like `plan`; what was decided for one of them alone stays.

    The series ends before it, and another begins, unless it is the first and no moment that it is given now is held by
    one that was called off. Raises a Refusal for a day that does not fit.
    """
    made = await _from_here_on(write, series, meeting)
    places = _places(series, made[-1])
    # Where the series' end was called off, the rule ends before it: that stays as it is.
    rest = [each for each in made if _original(each) in places]
    called_off = {_original(each) for each in made} - places.keys()
    here = places[_original(meeting)]
    template = _template_from(series, meeting, plan, here)
    moments = list(islice(template.occurrences(), places[_original(rest[-1])] - here + 1))
    is_first = _original_day(series, meeting) <= series.template.first.wall_time.date()
    if is_first and called_off.isdisjoint(each.starts_at for each in moments):
        await rows.change(write, series, template, now)
        successor = series
    else:
        successor = await _begin_another(write, series, meeting, template, now)
    for former in rest:
        await meeting_changes.take_out_of_series(write, former.guild_id, former.number)
    for former in rest:
        there = moments[places[_original(former)] - here]
        await meeting_changes.put_into_series(write, former.guild_id, former.number, successor.number, there.starts_at)
        new = template.plan(there)
        kept = plan if former.number == meeting.number else _with_its_own(former, series.template, new)
        if former.status == "planned" and kept != former.plan:
            await change_one(write, former, kept, now)
    await _grow(write, replace(successor, template=template), now)


async def change_one(write: WriteConnection, former: Meeting, plan: Plan, now: datetime) -> None:
    """A meeting has another plan: what was announced follows, and the waiting list where there is more room."""
    if not await meeting_changes.replace_plan(write, former.guild_id, former.number, plan, now):
        raise Refusal(f"{former.label} has been cancelled: it cannot be changed any more.")
    meeting = await meetings.find(write, former.guild_id, former.number)
    assert meeting is not None  # it was changed just now
    await follow(write, former, meeting, now)


def next_ones(coming: list[Meeting]) -> list[Meeting]:
    """Without those of a series behind its next."""
    seen: set[int] = set()
    kept: list[Meeting] = []
    for each in coming:
        if each.series is None or each.series not in seen:
            kept.append(each)
        if each.series is not None:
            seen.add(each.series)
    return kept


async def _grow(write: WriteConnection, series: Series, now: datetime) -> None:
    """Make what is missing up to a year ahead. What has begun by now is not made: nobody could have come.

    A new session has the guest of the one that was made before it.
    """
    template, horizon = series.template, now + _AHEAD
    made = await meetings.of_series(write, series.guild_id, series.number)
    known = {each.original_at for each in made}
    last = max((each.number for each in made), default=None)
    former_end = now
    for each in template.occurrences():
        if each.starts_at > horizon:
            break
        if each.starts_at > now and each.starts_at not in known:
            meeting = await meetings.add_occurrence(
                write,
                series.guild_id,
                template.plan(each),
                series=series.number,
                organiser_id=series.organiser_id,
                channel_id=series.channel_id,
                now=now,
            )
            assert meeting is not None  # its moment is not known
            if last is not None:
                await session_questions.bring_guest(write, series.guild_id, last, meeting.number)
            last = meeting.number
            await announce(write, meeting, max(now, former_end), now)
        former_end = each.starts_at + timedelta(minutes=template.first.minutes)
    await rows.note_growth(write, series, horizon)


async def _from_here_on(write: WriteConnection, series: Series, meeting: Meeting) -> list[Meeting]:
    everything = await meetings.of_series(write, series.guild_id, series.number)
    assert meeting.original_at is not None  # it belongs to the series
    return [each for each in everything if each.original_at is not None and each.original_at >= meeting.original_at]


def _original(meeting: Meeting) -> datetime:
    assert meeting.original_at is not None  # it belongs to a series
    return meeting.original_at


def _original_day(series: Series, meeting: Meeting) -> date:
    return _original(meeting).astimezone(series.template.clock).date()


def _places(series: Series, last: Meeting) -> dict[datetime, int]:
    """The place in the series of each of its moments, up to one of its meetings."""
    moments = takewhile(lambda each: each.starts_at <= _original(last), series.template.occurrences())
    return {each.starts_at: each.place for each in moments}


def _template_from(series: Series, meeting: Meeting, plan: Plan, place: int) -> Template:
    """What is left of a series from a place on, like `plan`."""
    first_wall = plan.wall_time
    if (plan.starts_at, plan.zone) == (meeting.plan.starts_at, meeting.plan.zone):
        # The rest keeps its own time, also where this meeting alone was moved or put forward with the clocks.
        first_wall = datetime.combine(_original_day(series, meeting), series.template.first.wall_time.time())
    return template_of(replace(plan, wall_time=first_wall), _rule_from(series, meeting, first_wall.date(), place))


def _rule_from(series: Series, meeting: Meeting, day: date, place: int) -> Rule:
    """The rhythm that is left of a series from a place on, which is now on another day perhaps."""
    rule, former_day = series.template.rule, _original_day(series, meeting)
    try:
        rule = rule_like(rule, day) if day != former_day else rule
    except UnclearTime as unclear:
        raise Refusal(str(unclear)) from None
    if rule.times is not None:
        return replace(rule, times=rule.times - place)
    if rule.until is not None and day != former_day:
        # As many meetings as there were to be: on other days, the last may lie behind the day that was named.
        total = sum(1 for _ in series.template.occurrences())
        return replace(rule, until=None, times=total - place)
    return rule


async def _begin_another(
    write: WriteConnection, series: Series, meeting: Meeting, template: Template, now: datetime
) -> Series:
    """The series ends before a meeting, which begins another that continues it."""
    await end_before(write, series, meeting, now)
    return await rows.add(
        write,
        series.guild_id,
        template,
        organiser_id=series.organiser_id,
        channel_id=series.channel_id,
        now=now,
        continues=series,
    )


def _with_its_own(former: Meeting, template: Template, new: Plan) -> Plan:
    """A later meeting's plan after a change from an earlier one on: the new one, but for what was decided for it."""
    plan = former.plan
    kept = {
        name: getattr(plan, name)
        for name in ("title", "minutes", "place", "kind", "capacity", "cutoff_hours")
        if getattr(plan, name) != getattr(template.first, name)
    }
    if former.is_moved:
        kept |= {"starts_at": plan.starts_at, "wall_time": plan.wall_time, "zone": plan.zone}
    return replace(new, **kept)
