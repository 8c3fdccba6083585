"""Calendar files, read back by other libraries: the same instants as the bot's own, in every zone and for years."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.calendar.ics import (
    CalendarEvent,
    CalendarOccurrence,
    CalendarSeries,
    calendar_file,
    has_meetings,
    needs_its_own_event,
)
from bot.calendar.recurrence import LAST, Rule, moment_of, occurrences
from bot.calendar.zones import USUAL_ZONES
from tests.calendar.clock_changes import CLOCK_CHANGES
from tests.calendar.test_recurrence import series

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LINK = "https://discord.com/channels/1/2"
HOUR = timedelta(hours=1)
AROUND = (-2 * HOUR, timedelta(minutes=-61), timedelta(minutes=61), 2 * HOUR)
EVENT = CalendarEvent(
    "series-1.7@fluence", "Journal club", "Journal club", "Online", LINK, NOW, "Europe/Athens", 120, 3
)


def read_back(content: bytes, until: datetime) -> list[tuple[datetime, datetime, str]]:
    """Begin, end and title of every event, as another library works them out, in UTC."""
    calendar = icalendar.Calendar.from_ical(content)
    found: list[Any] = recurring_ical_events.of(calendar).between(NOW - 48 * HOUR, until)
    return sorted(
        (each["DTSTART"].dt.astimezone(UTC), each["DTEND"].dt.astimezone(UTC), str(each["SUMMARY"]))
        for each in found
        if each.get("STATUS") != "CANCELLED"
    )


def a_series(name: str, first: datetime, rule: Rule, *exceptions: CalendarOccurrence) -> CalendarSeries:
    """A series in a zone."""
    starts_at = moment_of(first, ZoneInfo(name))
    return CalendarSeries(replace(EVENT, zone=name, starts_at=starts_at), first, rule, exceptions)


@given(series(), st.sampled_from([30, 180, 33 * 60]))
@settings(max_examples=25)
@example(("Europe/Athens", datetime(2026, 10, 24, 9), Rule("month", 6, LAST, 5)), 33 * 60)  # noqa: DTZ001 (wall time)
@example(("Europe/Athens", datetime(2026, 10, 25, 3, 30), Rule("week", 1, times=3)), 30)  # noqa: DTZ001 (wall time)
@example(("Australia/Sydney", datetime(2026, 9, 27, 2, 30), Rule("week", 1)), 30)  # noqa: DTZ001 (wall time)
@example(("America/New_York", datetime(2026, 11, 1, 1, 30), Rule("month", 12, 1, 6)), 30)  # noqa: DTZ001 (wall time)
def test_any_series_is_read_with_our_own_instants(given_series: tuple[str, datetime, Rule], minutes: int) -> None:
    name, first, rule = given_series
    zone, plain = ZoneInfo(name), a_series(name, first, rule)
    event = replace(plain.first, minutes=minutes)
    own = [each.starts_at for each in islice(occurrences(rule, first, zone), 40)]
    single = [moment for moment in own if needs_its_own_event(moment, minutes, zone, first.time())]
    exceptions = [CalendarOccurrence(moment, replace(event, starts_at=moment)) for moment in single]
    content = calendar_file("Meetings", NOW, series=[replace(plain, first=event, exceptions=exceptions)])
    read = [(begin, end) for begin, end, _ in read_back(content, own[-1] + timedelta(seconds=1))]
    assert read == [(moment, moment + timedelta(minutes=minutes)) for moment in own]
    if rule.unit == "week":
        whole: Any = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
        begin, end = whole["DTSTART"].dt, whole["DTEND"].dt
        by_the_wall, by_a_watch = end - begin, end.astimezone(UTC) - begin.astimezone(UTC)
        assert by_the_wall == by_a_watch == timedelta(minutes=minutes), "programs go by either"


@pytest.mark.parametrize("name", USUAL_ZONES)
def test_one_moved_one_cancelled_one_renamed(name: str) -> None:
    first, rule = datetime(2026, 3, 2, 19), Rule("week", 1, times=8)  # noqa: DTZ001 (wall time)
    own = [each.starts_at for each in occurrences(rule, first, ZoneInfo(name))]
    event = replace(EVENT, zone=name, sequence=4)
    moved = CalendarOccurrence(own[2], replace(event, starts_at=own[2] + 26 * HOUR))
    cancelled = CalendarOccurrence(own[4], replace(event, starts_at=own[4], is_cancelled=True))
    renamed = CalendarOccurrence(own[6], replace(event, starts_at=own[6], title="Case club", minutes=30))
    content = calendar_file("Meetings", NOW, series=[a_series(name, first, rule, moved, cancelled, renamed)])
    read = read_back(content, own[-1] + HOUR)
    expected = [own[0], own[1], own[2] + 26 * HOUR, own[3], own[5], own[6], own[7]]
    assert [begin for begin, _, _ in read] == expected
    assert [(end - begin) // HOUR for begin, end, _ in read] == [2, 2, 2, 2, 2, 0, 2]
    assert [title for _, _, title in read].count("Case club") == 1


def test_one_in_the_hour_that_is_jumped_over_is_found_and_moved() -> None:
    first, rule = datetime(2027, 3, 7, 2, 30), Rule("week", 1, times=3)  # noqa: DTZ001 (wall time)
    own = [each.starts_at for each in occurrences(rule, first, ZoneInfo("America/New_York"))]
    event = replace(EVENT, zone="America/New_York")
    plain = calendar_file("Meetings", NOW, series=[a_series(event.zone, first, rule)])
    assert [begin for begin, _, _ in read_back(plain, own[-1] + HOUR)] == own
    gone = CalendarOccurrence(own[1], replace(event, starts_at=own[1], is_cancelled=True))
    without = calendar_file("Meetings", NOW, series=[a_series(event.zone, first, rule, gone)])
    assert [begin for begin, _, _ in read_back(without, own[-1] + HOUR)] == [own[0], own[2]]


@pytest.mark.parametrize("hour", [5, 6])
def test_a_time_that_comes_twice_is_the_right_one_of_the_two(hour: int) -> None:
    starts_at = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)  # 01:30 in New York, before and after
    event = replace(EVENT, zone="America/New_York", starts_at=starts_at)
    ((begin, end, _),) = read_back(calendar_file("Meetings", NOW, [event]), starts_at + HOUR)
    assert begin == starts_at
    assert end - begin == 2 * HOUR


def test_what_a_rule_alone_would_not_say_gets_an_event_of_its_own() -> None:
    zone = ZoneInfo("America/New_York")
    twice, jumped = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 3, 8, 6, 30, tzinfo=UTC)
    assert needs_its_own_event(twice, 30, zone, time(1, 30))
    assert needs_its_own_event(jumped, 120, zone, time(1, 30)), "the clocks change while it lasts"
    assert not needs_its_own_event(jumped, 15, zone, time(1, 30))
    assert needs_its_own_event(jumped + HOUR, 15, zone, time(2, 30)), "the clocks are put forward over its time"
    assert not needs_its_own_event(twice, 600, ZoneInfo("Asia/Kolkata"), time(11))


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_two_hours_over_a_clock_change_are_two_hours(day: datetime) -> None:
    event = replace(EVENT, starts_at=day)  # Athens changes at 01:00 UTC
    content = calendar_file("Meetings", NOW, [event])
    ((begin, end, _),) = read_back(content, day + 3 * HOUR)
    assert (begin, end) == (day, day + 2 * HOUR)


def test_a_cancelled_meeting_says_so_to_the_calendar_that_has_it() -> None:
    event = replace(EVENT, is_cancelled=True, sequence=5)
    calendar = icalendar.Calendar.from_ical(calendar_file("Meetings", NOW, [event], method="CANCEL"))
    (read,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "CANCEL"
    assert (str(read["STATUS"]), str(read["SEQUENCE"]), str(read["UID"])) == ("CANCELLED", "5", "series-1.7@fluence")


def test_the_file_brings_its_zones_and_keeps_any_words() -> None:
    title = "Pigment; lasers, and\nlines \\ \u202f100 % – Ελλάδα"
    events = [replace(EVENT, uid=name, zone=name, title=title) for name in USUAL_ZONES]
    content = calendar_file("Meetings", NOW, events)
    calendar = icalendar.Calendar.from_ical(content)
    assert {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")} == set(USUAL_ZONES)
    assert all(str(each["SUMMARY"]) == title for each in calendar.walk("VEVENT"))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("name", USUAL_ZONES)
def test_a_program_that_knows_a_zone_by_the_file_alone_puts_its_clocks_right_for_years(name: str) -> None:
    content = calendar_file("Meetings", NOW, [replace(EVENT, zone=name)]).decode()
    assert "RDATE" not in content, "Outlook takes no notice of it"
    read, own = tzical(StringIO(content)).get(name), ZoneInfo(name)
    looked_at = [NOW.replace(month=1, day=1), *(each + hours for each in CLOCK_CHANGES[name] for hours in AROUND)]
    faces = [moment.astimezone(own) for moment in looked_at]
    assert [face.replace(tzinfo=read).utcoffset() for face in faces] == [face.utcoffset() for face in faces]


def test_a_zone_without_a_rule_for_every_year_is_listed() -> None:
    assert b"RDATE" in calendar_file("Meetings", NOW, [replace(EVENT, zone="Africa/Casablanca")])


def test_a_series_that_was_cancelled_from_its_first_on_says_so() -> None:
    first = datetime(2026, 3, 2, 19)  # noqa: DTZ001 (wall time)
    ended = a_series("UTC", first, Rule("week", 1).ending_before(first.date()))
    assert not has_meetings(ended)
    (read,) = icalendar.Calendar.from_ical(calendar_file("Meetings", NOW, series=[ended])).walk("VEVENT")
    assert (str(read["STATUS"]), str(read["UID"])) == ("CANCELLED", EVENT.uid)
