"""A weekly hour keeps its place on the local clock; the slow way of counting minute by minute agrees."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calendar.weekly import Weekly, next_occurrence
from tests.calendar.clock_changes import moments_on_the_wall, zones_and_wall_times

WEEK = timedelta(days=7)
NEW_YORK = ZoneInfo("America/New_York")
MONDAY_AT_EIGHT = Weekly(0, 8, NEW_YORK)


@example(("Europe/Athens", datetime.fromisoformat("2027-03-22 12:00")), 6, 3)  # the hour that is skipped on the 28th
@given(zones_and_wall_times(), st.integers(0, 6), st.integers(0, 23))
def test_every_week_has_it_once_at_its_hour(place: tuple[str, datetime], weekday: int, hour: int) -> None:
    name, wall = place
    weekly = Weekly(weekday, hour, ZoneInfo(name))
    after = wall.replace(tzinfo=weekly.zone).astimezone(UTC)
    first = next_occurrence(weekly, after)
    assert after < first.moment <= after + WEEK + timedelta(hours=1)
    assert first.on.weekday() == weekday
    there = moments_on_the_wall(datetime.combine(first.on, datetime.min.time()).replace(hour=hour), name)
    if there:
        assert first.moment == there[0]
    else:
        assert first.moment.astimezone(weekly.zone).hour == hour + 1, "the clocks skip that hour"
    second = next_occurrence(weekly, first.moment)
    assert second.on - first.on == WEEK
    assert next_occurrence(weekly, first.moment - timedelta(seconds=1)) == first


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2027, 3, 8, 12, 59, tzinfo=UTC), datetime(2027, 3, 8, 13, tzinfo=UTC)),
        (datetime(2027, 3, 8, 13, tzinfo=UTC), datetime(2027, 3, 15, 12, tzinfo=UTC)),  # clocks go forward on the 14th
        (datetime(2027, 11, 1, 12, tzinfo=UTC), datetime(2027, 11, 8, 13, tzinfo=UTC)),  # and back on the 7th
    ],
)
def test_eight_in_the_morning_stays_eight_in_the_morning(after: datetime, expected: datetime) -> None:
    assert next_occurrence(MONDAY_AT_EIGHT, after).moment == expected


def test_an_hour_that_is_skipped_comes_after_the_gap_and_one_shown_twice_comes_first() -> None:
    skipped = next_occurrence(Weekly(6, 2, NEW_YORK), datetime(2027, 3, 10, tzinfo=UTC))
    assert (skipped.moment, skipped.on) == (datetime(2027, 3, 14, 7, tzinfo=UTC), date(2027, 3, 14))
    twice = next_occurrence(Weekly(6, 1, NEW_YORK), datetime(2027, 11, 3, tzinfo=UTC))
    assert twice.moment == datetime(2027, 11, 7, 5, tzinfo=UTC)
    assert next_occurrence(Weekly(6, 1, NEW_YORK), twice.moment).on == date(2027, 11, 14)


def test_a_day_that_a_zone_left_out_does_not_stop_the_weeks() -> None:
    apia = Weekly(4, 8, ZoneInfo("Pacific/Apia"))  # Friday 30 December 2011 never was there
    first = next_occurrence(apia, datetime(2011, 12, 27, tzinfo=UTC))
    assert first.on == date(2011, 12, 30)
    assert next_occurrence(apia, first.moment).on == date(2012, 1, 6)


def test_weeks_are_named_as_iso_names_them() -> None:
    assert next_occurrence(MONDAY_AT_EIGHT, datetime(2027, 1, 1, tzinfo=UTC)).week == "2027-W01"
    assert next_occurrence(Weekly(6, 8, NEW_YORK), datetime(2027, 1, 1, tzinfo=UTC)).week == "2026-W53"


def test_what_no_week_has_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 6"):
        Weekly(7, 8, NEW_YORK)
    with pytest.raises(ValueError, match="0 to 6"):
        Weekly(0, 24, NEW_YORK)
    with pytest.raises(ValueError, match="time zone"):
        next_occurrence(MONDAY_AT_EIGHT, datetime(2027, 1, 1))  # noqa: DTZ001 (the point of the test)
