"""Calendar files (iCalendar, RFC 5545): what a meeting program imports, with the same instants as the bot's own.

A series is one event with its rule; a cancelled occurrence is an EXDATE of it, and one that differs a second event with
its RECURRENCE-ID. Times stand in the organiser's zone, whose changes the file brings along (VTIMEZONE), so that a
series keeps its time on the wall. Where a wall time doesn't say which moment is meant, UTC stands instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Literal, Protocol, cast
from zoneinfo import ZoneInfo

from bot.calendar.ics_zones import zone_component
from bot.calendar.recurrence import CODES, Rule, moment_of, occurrences, wall_time_at

PRODUCT = "-//Fluence//Meetings//EN"
_MOST_BEFORE = 12  # places back, for an occurrence that no clock change touches

Method = Literal["PUBLISH", "CANCEL"]


class _Component(Protocol):
    """A part of a file, as far as it is used here: the library leaves its values' types open."""

    def add(self, name: str, value: object) -> None: ...

    def add_component(self, component: object) -> None: ...


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One meeting: `uid` names it for ever, and `sequence` rises with every change."""

    uid: str
    title: str
    kind: str
    place: str
    link: str
    starts_at: datetime
    zone: str
    minutes: int
    sequence: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarOccurrence:
    """One of a series that is not as its series says: cancelled, moved, or otherwise changed."""

    original_at: datetime
    event: CalendarEvent


@dataclass(frozen=True, slots=True)
class CalendarSeries:
    """A series: its first event by the wall, its rule, and the occurrences that differ or need their own event."""

    first: CalendarEvent
    wall_time: datetime
    rule: Rule
    exceptions: Sequence[CalendarOccurrence] = ()

    @property
    def places_before(self) -> int:
        """How many places before the first to begin, so that the event which stands for all has its usual length.

        One that the clocks change in has another length on the wall than by a watch, and programs differ in which of
        the two they give all others. 0 where every one is such, as on the day of the change each year.
        """
        zone, minutes = ZoneInfo(self.first.zone), self.first.minutes
        for before in range(_MOST_BEFORE):
            wall = wall_time_at(self.rule, self.wall_time, -before)
            if not needs_its_own_event(moment_of(wall, zone), minutes, zone, wall.time()):
                return before
        return 0


def calendar_file(
    name: str,
    now: datetime,
    events: Sequence[CalendarEvent] = (),
    series: Sequence[CalendarSeries] = (),
    method: Method = "PUBLISH",
) -> bytes:
    """The file as a calendar program reads it. A cancelled event stands in it as such, so that it is struck out."""
    from icalendar import Calendar  # loaded with the first file: it takes a third of a second

    made = Calendar()
    calendar = cast("_Component", made)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_single(event, now))
    for each in series:
        _add_series(calendar, each, now)
    starts = [event.starts_at for event in events] + [_begin(each) for each in series]
    earliest = min([*starts, now]).year
    # In front: some programs want to know a zone before a time in it.
    made.subcomponents[:0] = [zone_component(name, earliest) for name in sorted(made.get_missing_tzids())]
    return made.to_ical()


def has_meetings(series: CalendarSeries) -> bool:
    """Whether there is any: one that was cancelled from its first meeting on has none."""
    return next(occurrences(series.rule, series.wall_time, ZoneInfo(series.first.zone)), None) is not None


def _single(event: CalendarEvent, now: datetime) -> _Component:
    return _event(event, now, *_span(event))


def _add_series(calendar: _Component, series: CalendarSeries, now: datetime) -> None:
    zone = ZoneInfo(series.first.zone)
    if not has_meetings(series):
        calendar.add_component(_single(replace(series.first, is_cancelled=True), now))
        return
    start = _begin(series)
    ends_at = start.astimezone(UTC) + timedelta(minutes=series.first.minutes)
    end = ends_at.astimezone(zone)
    master = _event(series.first, now, start, end if _names_one_moment(end) else ends_at)
    master.add("rrule", _rule(series, zone))
    skipped = [_wall_time(series, -before) for before in range(1, series.places_before + 1)]
    skipped += [_by_the_rule(series, each) for each in series.exceptions if each.event.is_cancelled]
    if skipped:
        master.add("exdate", sorted(skipped))
    calendar.add_component(master)
    for each in series.exceptions:
        if not each.event.is_cancelled:
            other = _single(each.event, now)
            other.add("recurrence-id", _by_the_rule(series, each))
            calendar.add_component(other)


def _begin(series: CalendarSeries) -> datetime:
    return _wall_time(series, -series.places_before)


def _wall_time(series: CalendarSeries, place: int) -> datetime:
    wall = wall_time_at(series.rule, series.wall_time, place)
    return wall.replace(tzinfo=ZoneInfo(series.first.zone))


def _by_the_rule(series: CalendarSeries, occurrence: CalendarOccurrence) -> datetime:
    """When the rule has it, by which it is found: 02:30 also where the clocks are put forward over that."""
    zone = ZoneInfo(series.first.zone)
    day = occurrence.original_at.astimezone(zone).date()
    return datetime.combine(day, series.wall_time.time(), zone)


def _rule(series: CalendarSeries, zone: ZoneInfo) -> dict[str, object]:
    rule = series.rule
    parts: dict[str, object] = {"freq": "weekly" if rule.unit == "week" else "monthly", "interval": rule.every}
    if rule.ordinal is not None and rule.weekday is not None:
        parts["byday"] = f"{rule.ordinal}{CODES[rule.weekday]}"
    if rule.times is not None:
        parts["count"] = rule.times + series.places_before
    if rule.until is not None:
        # In UTC, as the RFC wants it beside a start with a zone.
        parts["until"] = moment_of(datetime.combine(rule.until, series.wall_time.time()), zone)
    return parts


def needs_its_own_event(starts_at: datetime, minutes: int, zone: ZoneInfo, time_by_the_rule: time) -> bool:
    """Whether programs that know only a series' rule may get an occurrence wrong by an hour.

    The clocks change while it lasts, are put forward over its time, or show it twice: of these the RFC means the first,
    and some the second.
    """
    begin, end = starts_at.astimezone(zone), (starts_at + timedelta(minutes=minutes)).astimezone(zone)
    is_skipped = begin.time() != time_by_the_rule
    return is_skipped or begin.utcoffset() != end.utcoffset() or not _names_one_moment(begin)


def _names_one_moment(face: datetime) -> bool:
    return face.replace(fold=0).utcoffset() == face.replace(fold=1).utcoffset()


def _span(event: CalendarEvent) -> tuple[datetime, datetime]:
    """Begin and end as they stand in the file. An end and no duration: programs add that to the clock's face."""
    zone, ends_at = ZoneInfo(event.zone), event.starts_at + timedelta(minutes=event.minutes)
    faces = [moment.astimezone(zone) for moment in (event.starts_at, ends_at)]
    if all(_names_one_moment(face) for face in faces):
        return faces[0], faces[1]
    return event.starts_at.astimezone(UTC), ends_at.astimezone(UTC)


def _event(event: CalendarEvent, now: datetime, start: datetime, end: datetime) -> _Component:
    from icalendar import Event

    made = cast("_Component", Event())
    made.add("uid", event.uid)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", start)
    made.add("dtend", end)
    made.add("summary", event.title)
    made.add("categories", [event.kind])
    made.add("description", f"{event.kind}\n{event.link}")
    if event.place:
        made.add("location", event.place)
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return made
