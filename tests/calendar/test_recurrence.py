"""Series: at the same time on the organiser's clock for ten years, checked against another library and by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.recurrence import LAST, Rule, fits, is_last, moment_of, occurrences, ordinal_of, rule_from
from bot.calendar.zones import USUAL_ZONES
from tests.calendar.clock_changes import CHANGING_ZONES, CLOCK_CHANGES, moments_on_the_wall, zones_and_wall_times
from tests.calendar.clock_changes import LAST as END

HOUR = timedelta(hours=1)


@st.composite
def series(draw: st.DrawFn) -> tuple[str, datetime, Rule]:
    """A zone, a first wall time, and a rule that fits it."""
    name, first = draw(zones_and_wall_times())
    first = first.replace(second=0, microsecond=0)
    end = draw(st.sampled_from(["never", "until", "times"]))
    until = first.date() + timedelta(days=draw(st.integers(0, 4000))) if end == "until" else None
    times = draw(st.integers(2, 60)) if end == "times" else None
    if draw(st.booleans()):
        return name, first, Rule("week", draw(st.integers(1, 26)), until=until, times=times)
    every = draw(st.sampled_from([1, 2, 3, 6, 12]))
    on_date = Rule("month", every, until=until, times=times)
    if fits(on_date, first.date()) and draw(st.booleans()):
        return name, first, on_date
    ordinals = {ordinal_of(first.date())} | ({LAST} if is_last(first.date()) else set[int]())
    rule = Rule("month", every, draw(st.sampled_from(sorted(ordinals))), first.weekday(), until, times)
    return name, first, rule


@given(series())
@settings(max_examples=60)
def test_ten_years_of_any_series_fall_where_another_library_puts_them(given_series: tuple[str, datetime, Rule]) -> None:
    name, first, rule = given_series
    zone = ZoneInfo(name)
    parts = [part for part in rule.text.split(";") if not part.startswith("UNTIL")]
    walls = list(rrulestr(";".join(parts), dtstart=first).between(first, END.replace(tzinfo=None), inc=True))
    if rule.until is not None:
        walls = [wall for wall in walls if wall.date() <= rule.until]
    found = list(islice(occurrences(rule, first, zone), len(walls)))
    assert [each.place for each in found] == list(range(len(walls)))
    change_days = {change.astimezone(zone).date() for change in CLOCK_CHANGES[name]}
    for wall, each in zip(walls, found, strict=True):
        if wall.date() not in change_days:
            assert (each.wall_time, each.starts_at.astimezone(zone).replace(tzinfo=None)) == (wall, wall)
            continue
        on_the_wall = moments_on_the_wall(wall, name)
        if on_the_wall:
            assert (each.starts_at, each.wall_time) == (on_the_wall[0], wall), "the first, where it comes twice"
        else:
            assert each.wall_time - wall == HOUR, "put forward with the clocks"
            assert moments_on_the_wall(each.wall_time, name) == [each.starts_at]
    if rule.times is not None or rule.until is not None:
        everything = [each.wall_time for each in occurrences(rule, first, zone)]
        assert rule.times is None or len(everything) == rule.times
        assert rule.until is None or everything[-1].date() <= rule.until


@given(series())
def test_a_rule_reads_as_it_was_kept(given_series: tuple[str, datetime, Rule]) -> None:
    _, first, rule = given_series
    assert rule_from(rule.text) == rule
    assert fits(rule, first.date())


@pytest.mark.parametrize("name", CHANGING_ZONES)
def test_a_weekly_meeting_stays_at_nine_through_every_change(name: str) -> None:
    zone = ZoneInfo(name)
    for change in CLOCK_CHANGES[name]:
        first = datetime.combine(change.date() - timedelta(days=10), datetime.min.time()).replace(hour=9)
        four = list(islice(occurrences(Rule("week", 1), first, zone), 4))
        assert {each.wall_time.hour for each in four} == {9}
        gaps = {after.starts_at - before.starts_at for before, after in pairwise(four)}
        assert len(gaps) == 2, "one week is an hour longer or shorter"


@pytest.mark.parametrize("name", [name for name in USUAL_ZONES if name not in CHANGING_ZONES])
def test_where_no_clock_is_changed_every_week_is_a_week(name: str) -> None:
    weeks = list(islice(occurrences(Rule("week", 1), datetime(2026, 1, 5, 9), ZoneInfo(name)), 520))  # noqa: DTZ001 (wall time)
    assert {b.starts_at - a.starts_at for a, b in pairwise(weeks)} == {timedelta(days=7)}


def test_half_past_two_on_the_spring_day_is_held_at_half_past_three() -> None:
    zone = ZoneInfo("America/New_York")
    sundays = list(islice(occurrences(Rule("week", 1), datetime(2027, 3, 7, 2, 30), zone), 3))  # noqa: DTZ001 (wall time)
    assert [f"{each.wall_time:%m-%d %H:%M}" for each in sundays] == ["03-07 02:30", "03-14 03:30", "03-21 02:30"]
    assert sundays[1].starts_at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    twice = moment_of(datetime(2027, 11, 7, 1, 30), zone)  # noqa: DTZ001 (wall time)
    assert twice == datetime(2027, 11, 7, 5, 30, tzinfo=UTC), "the first of the two"


def test_third_tuesdays_and_last_fridays() -> None:
    utc = ZoneInfo("UTC")
    third = occurrences(Rule("month", 1, 3, 1, times=4), datetime(2026, 11, 17, 9), utc)  # noqa: DTZ001 (wall time)
    assert [each.wall_time.date().isoformat() for each in third] == [
        "2026-11-17",
        "2026-12-15",
        "2027-01-19",
        "2027-02-16",
    ]
    last = occurrences(Rule("month", 6, LAST, 4, until=date(2027, 12, 1)), datetime(2026, 5, 29, 9), utc)  # noqa: DTZ001 (wall time)
    assert [each.wall_time.date().isoformat() for each in last] == [
        "2026-05-29",
        "2026-11-27",
        "2027-05-28",
        "2027-11-26",
    ]


def test_a_series_ends_with_the_calendar() -> None:
    utc = ZoneInfo("UTC")
    for rule in (Rule("month", 12), Rule("week", 26), Rule("month", 1, LAST, 4)):
        assert len(list(occurrences(rule, datetime(9998, 12, 31, 9), utc))) >= 2  # noqa: DTZ001 (wall time)


def test_a_shortened_rule_has_nothing_on_that_day() -> None:
    rule = Rule("week", 1, times=10).ending_before(date(2026, 1, 19))
    days = [each.wall_time.day for each in occurrences(rule, datetime(2026, 1, 5, 9), ZoneInfo("UTC"))]  # noqa: DTZ001 (wall time)
    assert days == [5, 12]


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "week", "every": 0},
        {"unit": "week", "every": 27},
        {"unit": "month", "every": 13},
        {"unit": "week", "every": 1, "ordinal": 3, "weekday": 1},
        {"unit": "month", "every": 1, "ordinal": 5, "weekday": 1},
        {"unit": "month", "every": 1, "ordinal": 2},
    ],
)
def test_what_is_no_rule_is_not_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a rule"):
        Rule(**wrong)  # pyright: ignore[reportArgumentType] (wrong on purpose)
