"""Reminders: in order, never past, never so late that the next one is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.reminders import REMINDERS, reminders_for
from tests.calendar.clock_changes import zones_and_wall_times

START = datetime(2027, 5, 15, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "labels"),
    [
        (timedelta(days=8), ["7 days before", "1 day before", "1 hour before", "at the start"]),
        (timedelta(days=7), ["1 day before", "1 hour before", "at the start"]),
        (timedelta(hours=2), ["1 hour before", "at the start"]),
        (timedelta(minutes=1), ["at the start"]),
        (timedelta(0), []),
        (timedelta(days=-1), []),
    ],
)
def test_what_is_still_to_come(before: timedelta, labels: list[str]) -> None:
    assert [due.reminder.label for due in reminders_for(START, START - before)] == labels


def test_an_hour_is_an_hour_across_a_clock_change() -> None:
    """At 03:30 in New York on 14 March 2027 the clocks have just jumped from 02:00 to 03:00."""
    start = datetime(2027, 3, 14, 3, 30, tzinfo=ZoneInfo("America/New_York"))
    due = {one.reminder.label: one.due_at for one in reminders_for(start, START - timedelta(days=300))}
    assert due["1 hour before"] == datetime(2027, 3, 14, 6, 30, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        reminders_for(START.replace(tzinfo=None), START)


def test_grace_ends_before_the_next_reminder() -> None:
    assert len({reminder.label for reminder in REMINDERS}) == len(REMINDERS)
    for reminder, following in pairwise(REMINDERS):
        assert timedelta(0) < reminder.grace < reminder.before - following.before
    assert REMINDERS[-1].before == timedelta(0)
    assert REMINDERS[-1].grace == timedelta(minutes=15)


@given(zones_and_wall_times(), st.timedeltas(timedelta(days=-2), timedelta(days=400)))
def test_reminders_are_in_order_and_never_past(case: tuple[str, datetime], ahead: timedelta) -> None:
    name, wall = case
    start = wall.replace(tzinfo=ZoneInfo(name))
    now = start.astimezone(UTC) - ahead
    due = reminders_for(start, now)
    assert all(now < one.due_at <= start.astimezone(UTC) for one in due)
    assert all(earlier.due_at < later.due_at for earlier, later in pairwise(due))
    assert all(start.astimezone(UTC) - one.due_at == one.reminder.before for one in due)
    assert {one.reminder for one in due} == {reminder for reminder in REMINDERS if reminder.before < ahead}
