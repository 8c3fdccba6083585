"""What must hold for every minute of ten years in the members' zones: one moment, or a question; never a shift."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as dateutils_weekday
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calendar.recurrence import LAST
from bot.calendar.typed_time import MONTHS, ORDINALS, WEEKDAYS
from bot.calendar.unclear import (
    AmbiguousDate,
    ImpossibleTime,
    NonexistentTime,
    PastTime,
    TwiceExistingTime,
    UnclearTime,
)
from bot.calendar.wall_time import read_when
from tests.calendar.clock_changes import (
    CHANGING_ZONES,
    CLOCK_CHANGES,
    moments_on_the_wall,
    offset_of,
    zones_and_wall_times,
)


def a_week_before(wall: datetime) -> datetime:
    return wall.replace(tzinfo=UTC) - timedelta(days=7)


def test_the_clock_changes_were_found() -> None:
    """Two a year in the eight zones that keep daylight saving, none in Kolkata, Perth and Brisbane."""
    still = {name for name, changes in CLOCK_CHANGES.items() if not changes}
    assert still == {"Asia/Kolkata", "Australia/Perth", "Australia/Brisbane"}
    assert {len(CLOCK_CHANGES[name]) for name in CHANGING_ZONES} == {20}


@given(zones_and_wall_times())
def test_a_wall_time_gives_its_one_moment_or_a_question(case: tuple[str, datetime]) -> None:
    name, wall = case
    moments = moments_on_the_wall(wall, name)
    text = wall.strftime("%Y-%m-%d %H:%M")
    if len(moments) == 1:
        when = read_when(text, ZoneInfo(name), a_week_before(wall))
        assert when.starts_at == moments[0]
        assert when.starts_at.tzinfo is UTC
        assert when.starts_at.astimezone(ZoneInfo(name)).replace(tzinfo=None) == when.wall_time == wall
        assert when.zone_name == name
        return
    expected = TwiceExistingTime if moments else NonexistentTime
    with pytest.raises(expected):
        read_when(text, ZoneInfo(name), a_week_before(wall))


@given(st.sampled_from(CHANGING_ZONES), st.data())
def test_every_minute_of_a_clock_change_asks_and_its_answers_are_accepted(name: str, data: st.DataObject) -> None:
    zone = ZoneInfo(name)
    change = data.draw(st.sampled_from(CLOCK_CHANGES[name]))
    minute = timedelta(minutes=data.draw(st.integers(0, 59)))
    hour_before, edge = (
        moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in (change - timedelta(hours=1), change)
    )
    forward = edge - hour_before > timedelta(hours=1)
    wall = (edge - timedelta(hours=1) if forward else edge) + minute
    now = a_week_before(wall)
    with pytest.raises(UnclearTime) as caught:
        read_when(f"{wall:%Y-%m-%d %H:%M}", zone, now)
    asked = caught.value
    if forward:
        assert isinstance(asked, NonexistentTime)
        assert (asked.before, asked.after) == (wall - timedelta(hours=1), wall + timedelta(hours=1))
        choices = [f"{neighbour:%Y-%m-%d %H:%M}" for neighbour in (asked.before, asked.after)]
    else:
        assert isinstance(asked, TwiceExistingTime)
        choices = list(asked.choices)
        assert choices == [f"{wall:%Y-%m-%d %H:%M} {offset_of(one, name)}" for one in moments_on_the_wall(wall, name)]
    first, second = (read_when(choice, zone, now).starts_at for choice in choices)
    assert second - first == timedelta(hours=1)
    assert all(choice in str(asked) for choice in choices)


@given(zones_and_wall_times(), st.sampled_from("tTdDfFR"))
def test_a_discord_timestamp_is_its_moment_in_every_zone(case: tuple[str, datetime], style: str) -> None:
    name, wall = case
    moment = wall.replace(tzinfo=UTC)
    when = read_when(f"see you <t:{int(moment.timestamp())}:{style}>", ZoneInfo(name), moment - timedelta(minutes=1))
    assert when.starts_at == moment
    assert when.wall_time == moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    assert moment in moments_on_the_wall(when.wall_time, name)


@example("15 May 2028, 9 am", "America/New_York")  # what is drawn is hardly ever a time
@given(st.text(max_size=60), st.sampled_from(CHANGING_ZONES))
def test_any_text_is_read_or_asked_about(text: str, name: str) -> None:
    """Nothing but UnclearTime may come out, and what is read lies ahead."""
    now = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)
    try:
        when = read_when(text, ZoneInfo(name), now)
    except UnclearTime as asked:
        assert str(asked).endswith(".")
        return
    assert when.starts_at > now


PIECES = [
    "15",
    "5",
    "2027",
    "May",
    "Sat",
    "9am",
    "19:30",
    "2027-05-15",
    "3/4/2027",
    "-04:00",
    "Z",
    "T",
    "<t:",
    ">",
    ":",
]


@example(["2027-05-15", "T", "19:30", "-04:00"])  # in one word, and
@example(["Sat", "15", "May", "2027", "at", "9am"])  # in several
@given(st.lists(st.sampled_from([*PIECES, "at", "next", "24:00", "9999-12-31", "0001-01-01", "+14:00"]), max_size=6))
def test_any_mixture_of_parts_is_read_or_asked_about(pieces: list[str]) -> None:
    now = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)
    for text in (" ".join(pieces), "".join(pieces)):
        try:
            when = read_when(text, ZoneInfo("America/New_York"), now)
        except UnclearTime:
            continue
        assert now < when.starts_at
        if "2027" in text:
            assert when.wall_time.year == 2027
        else:  # the next such day
            assert when.starts_at - now <= timedelta(days=366)


NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (zones are drawn)
WEEKDAY_IN_MONTH = (st.sampled_from(sorted(ORDINALS)), st.sampled_from(WEEKDAYS), st.sampled_from(MONTHS))


def falls_on(year: int, month: int, ordinal: int, weekday: int) -> date | None:
    """By the other library; None for a fifth that the month does not have."""
    day = date(year, month, 1) + relativedelta(
        day=31 if ordinal == LAST else 1, weekday=dateutils_weekday(weekday, ordinal)
    )
    return day if day.month == month else None


@given(*WEEKDAY_IN_MONTH, st.integers(2027, 2030), st.sampled_from(["of", "in", ""]))
def test_a_weekday_of_a_month_is_the_day_that_another_library_finds(
    ordinal: str, weekday: str, month: str, year: int, joined: str
) -> None:
    now = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)
    text = f"the {ordinal} {weekday[:3]} {joined} {month} {year} at 7 pm"
    expected = falls_on(year, MONTHS.index(month) + 1, ORDINALS[ordinal], WEEKDAYS.index(weekday))
    if expected is None:
        with pytest.raises(ImpossibleTime, match=f"no such {weekday} in {month} {year}"):
            read_when(text, ZoneInfo("UTC"), now)
    else:
        assert str(read_when(text, ZoneInfo("UTC"), now).wall_time) == f"{expected} 19:00:00"


@given(NOWS, *WEEKDAY_IN_MONTH)
def test_without_a_year_it_is_the_next_one_that_is_to_come(
    now: datetime, ordinal: str, weekday: str, month: str
) -> None:
    if ORDINALS[ordinal] == 5:
        return
    rule = rrule(
        MONTHLY,
        dtstart=now.replace(tzinfo=None, day=1, hour=19, minute=0, second=0, microsecond=0),
        bymonth=MONTHS.index(month) + 1,
        byweekday=dateutils_weekday(WEEKDAYS.index(weekday), ORDINALS[ordinal]),
    )
    read = read_when(f"{ordinal} {weekday} of {month}, 19:00", ZoneInfo("UTC"), now)
    assert read.wall_time == rule.after(now.replace(tzinfo=None))


@given(NOWS, st.integers(1, 12), st.integers(1, 12), st.integers(0, 1), st.integers(0, 23))
def test_of_two_readings_only_those_to_come_are_offered(
    now: datetime, first: int, second: int, later: int, hour: int
) -> None:
    year = now.year + later
    readings = {datetime(year, month, day, hour, tzinfo=UTC) for month, day in ((first, second), (second, first))}
    if len(readings) == 1:
        return
    passed = [f"{each:%Y-%m-%d}" for each in readings if each <= now]
    with pytest.raises((AmbiguousDate, PastTime)) as asked:
        read_when(f"{first}/{second}/{year} {hour}:00", ZoneInfo("UTC"), now)
    assert isinstance(asked.value, PastTime) == (len(passed) == 2)
    if len(passed) < 2:
        assert all(f"{each} has passed" in str(asked.value) for each in passed)
        offered = str(asked.value).split("passed")[-1]
        assert all((f"{each:%Y-%m-%d}" in offered) == (each > now) for each in readings)
