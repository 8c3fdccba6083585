"""The ways in which an organiser types a date and a time, and the questions that come back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.unclear import (
    AmbiguousDate,
    ImpossibleTime,
    MissingTime,
    NonexistentTime,
    PastTime,
    RelativeTime,
    TooFarAhead,
    TwiceExistingTime,
    UnclearTime,
    WrongOffset,
)
from bot.calendar.wall_time import read_when

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-15 21:00",
        "2027-05-15T21:00",
        "2027-05-15T21:00:00",
        "2027-05-15t21:00:00.000",
        "2027/05/15 21:00",
        "2027-05-15 21:00 -04:00",
        "2027-05-15T21:00-0400",
        "2027-05-15 21:00 −04:00",
        "2027-05-15 21:00 UTC-4",
        "Sat 15 May 2027 9pm",
        "Saturday, May 15th, 2027 at 9:00 p.m.",
        "May 15, 2027 9:00 pm",
        "15 MAY 2027 21:00",
        "15-May-2027, 9.00 PM",
        "9pm on the 15th of May 2027",
        "2027 May 15 21h00",
        "15/5/2027 21:00",
        "5/15/2027 9 pm",
        "15.05.2027 21:00",
        "２０２７-05-15\u00a021:00\u200b",
    ],
)
def test_the_same_evening_typed_in_many_ways(text: str) -> None:
    when = read_when(text, NEW_YORK, NOW)
    assert str(when.wall_time) == "2027-05-15 21:00:00"
    assert when.starts_at == datetime(2027, 5, 16, 1, tzinfo=UTC)
    assert when.zone_name == "America/New_York"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("tomorrow 0930", "2026-10-02 09:30:00"),
        ("tomorrow 1930", "2026-10-02 19:30:00"),
        ("tomorrow 9.05", "2026-10-02 09:05:00"),
        ("3 May 2027 1830", "2027-05-03 18:30:00"),
        ("Weds 7pm", "2026-10-07 19:00:00"),
        ("Sunday 15.30", "2026-10-04 15:30:00"),
    ],
)
def test_times_without_a_colon_where_they_can_be_nothing_else(typed: str, moment: str) -> None:
    assert str(read_when(typed, NEW_YORK, NOW).wall_time) == moment


@pytest.mark.parametrize("typed", ["Tuesday 9.05", "15 May 1930", "tomorrow 2599"])
def test_figures_that_may_be_a_date_or_a_year_are_asked_about(typed: str) -> None:
    with pytest.raises(UnclearTime):
        read_when(typed, NEW_YORK, NOW)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow 9am", "2026-10-02"),
        ("today at 21:00", "2026-10-01"),
        ("next Tuesday 9am", "2026-10-06"),  # next week's by any count
        ("Tuesday 9am", "2026-10-06"),
        ("this Saturday 9am", "2026-10-03"),
        ("Thursday 7:30", "2026-10-08"),  # today's is over
        ("Friday, tomorrow, 9am", "2026-10-02"),
        ("in 2 weeks at 9am", "2026-10-15"),
        ("in a fortnight 9am", "2026-10-15"),
        ("in three days, 9am", "2026-10-04"),
        ("15.05.2027 9.30", "2027-05-15"),
        ("first Saturday of May 7pm", "2027-05-01"),
        ("7 pm, the last Fri in November", "2026-11-27"),
        ("second Tuesday of next month 19:30", "2026-11-10"),
        ("2nd Tuesday of June 2027 9am", "2027-06-08"),  # the 2nd is no Tuesday, and where it is one nobody means it
        ("fifth Saturday of May 2027 9am", "2027-05-29"),
        ("last Thursday of the month 9am", "2026-10-29"),
        ("first Thursday of October 8:01 am", "2026-10-01"),
        ("first Thursday of October 8 am", "2027-10-07"),  # this year's is over
        ("third Monday of May next year, 9am", "2027-05-17"),
        ("15th of next month, 9 am", "2026-11-15"),
        ("Sat 3/4/2027 9am", "2027-04-03"),  # 4 March is a Thursday
        ("26/3 19:30", "2027-03-26"),
        ("11.30 7 pm", "2026-11-30"),
        ("1/1 19:30", "2027-01-01"),
        ("13/10 19:30", "2026-10-13"),
        ("Sat 3/4 19:30", "2027-04-03"),
        ("15 May 19:30", "2027-05-15"),
        ("October 1st, 8:01 am", "2026-10-01"),
        ("October 1st, 8 am", "2027-10-01"),  # this year's is over
        ("29 Feb 9am", "2028-02-29"),
    ],
)
def test_days_that_are_counted_from_today(typed: str, day: str) -> None:
    """It is a Thursday in New York."""
    assert str(read_when(typed, NEW_YORK, NOW).wall_time.date()) == day


def test_today_is_the_zones_own_day() -> None:
    evening = datetime(2026, 10, 1, 20, tzinfo=UTC)  # Friday morning in Sydney
    assert read_when("tomorrow 9am", ZoneInfo("Australia/Sydney"), evening).wall_time.day == 3
    assert read_when("tomorrow 9am", NEW_YORK, evening).wall_time.day == 2


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("12am", "00:00"),
        ("12:30 am", "00:30"),
        ("00:00", "00:00"),
        ("7:30", "07:30"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("1 pm", "13:00"),
        ("11:59 pm", "23:59"),
    ],
)
def test_the_halves_of_the_day(typed: str, clock: str) -> None:
    assert str(read_when(f"15 May 2027 {typed}", NEW_YORK, NOW).wall_time) == f"2027-05-15 {clock}:00"


def test_equal_numbers_leave_no_choice() -> None:
    assert str(read_when("5/5/2027 09:00", NEW_YORK, NOW).wall_time) == "2027-05-05 09:00:00"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("3/4/2027 09:00", AmbiguousDate, "2027-03-04 or 2027-04-03"),
        ("3.4.2027 09:00", AmbiguousDate, "2027-03-04 or 2027-04-03"),
        ("9/11/2026 09:00", AmbiguousDate, "2026-09-11 has passed; if you mean 2026-11-09"),
        ("10/1/2026 07:00", PastTime, "2026-01-10 or 2026-10-01, and these have passed"),
        ("3/4/2026 09:00", PastTime, "these have passed"),
        ("Sunday 15 May 2027 9am", ImpossibleTime, "is a Saturday"),
        ("31 February 2027 9am", ImpossibleTime, "no 31 February 2027"),
        ("2027-02-31 09:00", ImpossibleTime, "no 31 February 2027"),
        ("29/2/2027 09:00", ImpossibleTime, "no 29 February 2027"),
        ("13/13/2027 09:00", ImpossibleTime, "no such date"),
        ("2027-05-15 24:00", ImpossibleTime, "00:00"),
        ("2027-05-15 25:00", ImpossibleTime, "no such time"),
        ("2027-05-15 09:60", ImpossibleTime, "no such time"),
        ("2027-05-15 13pm", ImpossibleTime, "13:30"),
        ("2027-05-15 09:00 UTC+99", ImpossibleTime, "offset"),
        ("", MissingTime, "2026-10-15 19:30"),
        ("19:30", MissingTime, "date is missing"),
        ("3/4 19:30", AmbiguousDate, "2027-03-04 or 2027-04-03"),
        ("10/1 19:30", AmbiguousDate, "2026-10-01 or 2027-01-10"),
        ("31/2 19:30", ImpossibleTime, "no 31 February 2026"),
        ("13/13 19:30", ImpossibleTime, "no such date"),
        ("15/5", MissingTime, "four digits"),
        ("15/5 9.30", MissingTime, "four digits"),
        ("15-5 19:30", MissingTime, "four digits"),
        ("15/5, 16/5 19:30", MissingTime, "four digits"),
        ("tomorrow 15/5 19:30", RelativeTime, "two ways"),
        ("Sunday 15/5 19:30", ImpossibleTime, "is a Saturday"),
        ("15 May", MissingTime, "2027-05-15 19:30"),
        ("15 May 27 19:30", MissingTime, "four digits"),
        ("15/5/27 19:30", MissingTime, "four digits"),
        ("May 2027 19:30", MissingTime, "day of the month"),
        ("2027-05-15", MissingTime, "2027-05-15 19:30"),
        ("next Saturday 9am", AmbiguousDate, "2026-10-03 or 2026-10-10"),
        ("next Sunday 9am", AmbiguousDate, "2026-10-04 or 2026-10-11"),
        ("Thursday 19:30", AmbiguousDate, "2026-10-01 or 2026-10-08"),
        ("this Thursday 7:30", AmbiguousDate, "2026-10-01 has passed; if you mean 2026-10-08"),
        ("first Saturday 9am", MissingTime, "Name its month"),
        ("first Saturday of next May 9am", MissingTime, "Name its month"),
        ("first Saturday of May", MissingTime, "2027-05-01 19:30"),
        ("fifth Friday of May 2027 9am", ImpossibleTime, "no such Friday in May 2027"),
        ("first Thursday of October 2026 8 am", PastTime, "has passed"),
        ("first Saturday of May at 9", UnclearTime, "09:00"),
        ("first Saturday of May, tomorrow 9am", RelativeTime, "two ways"),
        ("first Saturday and Sunday of May 9am", RelativeTime, "two ways"),
        ("next week 9am", RelativeTime, "the date itself"),
        ("in 2 months 9am", RelativeTime, "the date itself"),
        ("in 3 hours", RelativeTime, "Counted from today I understand days alone"),
        ("yesterday 9am", PastTime, "has passed: type a date that is still to come, such as 2026-10-15 19:30"),
        ("3 days ago", PastTime, "has passed"),
        ("every Tuesday 19:00", UnclearTime, "how a new meeting repeats has its own option"),
        ("in two weeks at 7", UnclearTime, "type the time as 09:00 or 9 am"),
        ("20.12.26 19.00", MissingTime, "with four digits, and the time with a colon: 2026-12-20 19:00."),
        ("5/6/27 7 pm", MissingTime, "2027-05-06 19:00 or 2027-06-05 19:00"),
        ("tomorrow", MissingTime, "2026-10-02 19:30"),
        ("in 3 days", MissingTime, "2026-10-04 19:30"),
        ("next Tuesday, 6 October 2026, 9am", RelativeTime, "two ways"),
        ("tomorrow Saturday 9am", ImpossibleTime, "is a Friday"),
        ("today 7am", PastTime, "has passed"),
        ("2027-05-15 9", UnclearTime, "09:00"),
        ("15 May 2027 1930", UnclearTime, "09:00"),
        ("15 May 2027 midnight", UnclearTime, "00:00"),
        ("15 May 2027 19:30 - 21:00", UnclearTime, "only the start"),
        ("15 May 2027, 16 May 2027 19:30", UnclearTime, "two dates"),
        ("15 May 2027 9:00 EST", UnclearTime, "zone"),
        ("whenever suits", UnclearTime, "2026-10-15 19:30"),
        ("2027-05-15 09:00 +02:00", WrongOffset, "2027-05-15 03:00"),
        ("2026-11-01 01:30 +02:00", WrongOffset, "UTC-04:00 or -05:00"),
        ("2027-03-14 02:30", NonexistentTime, "2027-03-14 01:30 or 2027-03-14 03:30"),
        ("2027-03-14 02:30 -05:00", NonexistentTime, "2027-03-14 01:30 or 2027-03-14 03:30"),
        ("2026-11-01 01:30", TwiceExistingTime, "2026-11-01 01:30 -04:00 for the first"),
        ("2026-11-01 01:30", TwiceExistingTime, "2026-11-01 01:30 -05:00 for the second"),
        ("2026-10-01 07:59", PastTime, "has passed"),
        ("0001-01-01 09:00", PastTime, "has passed"),
        ("<t:0>", PastTime, "has passed"),
        ("<t:-1:R>", PastTime, "has passed"),
        ("2031-10-03 09:00", TooFarAhead, "five years"),
        ("9999-12-31 23:59", TooFarAhead, "five years"),
        ("<t:9999999999999:F>", TooFarAhead, "five years"),
        ("<t:1810000000> or <t:1810003600>", UnclearTime, "two different times"),
    ],
)
def test_what_is_unclear_is_asked_about(text: str, kind: type[UnclearTime], said: str) -> None:
    with pytest.raises(kind) as caught:
        read_when(text, NEW_YORK, NOW)
    assert said in str(caught.value)


def test_the_present_minute_is_past_and_the_next_one_is_not() -> None:
    with pytest.raises(PastTime):
        read_when("2026-10-01 08:00", NEW_YORK, NOW)
    assert read_when("2026-10-01 08:01", NEW_YORK, NOW).starts_at == datetime(2026, 10, 1, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(("offset", "hour"), [("-04:00", 5), ("-05:00", 6), ("UTC-4", 5), ("-0500", 6)])
def test_an_offset_chooses_between_the_two(offset: str, hour: int) -> None:
    when = read_when(f"2026-11-01 01:30 {offset}", NEW_YORK, NOW)
    assert when.starts_at == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    assert str(when.wall_time) == "2026-11-01 01:30:00"


def test_half_an_hour_is_put_back_on_lord_howe() -> None:
    with pytest.raises(TwiceExistingTime) as caught:
        read_when("2027-04-04 01:45", ZoneInfo("Australia/Lord_Howe"), NOW)
    assert caught.value.choices == ("2027-04-04 01:45 +11:00", "2027-04-04 01:45 +10:30")


def test_what_was_typed_is_never_said_back() -> None:
    with pytest.raises(UnclearTime) as caught:
        read_when("Mrs Quillfeather, record 4471, 15 May 2027 9am", NEW_YORK, NOW)
    assert "uillfeather" not in str(caught.value)
    assert "4471" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Thursday 19:30", ("2026-10-01 19:30", "2026-10-08 19:30")),
        ("this Thursday 7:30", ("2026-10-08 07:30",)),
        ("3/4/2027 09:00", ("2027-03-04 09:00", "2027-04-03 09:00")),
        ("3/4 9am", ("2027-03-04 09:00", "2027-04-03 09:00")),
        ("2027-03-14 02:30", ("2027-03-14 01:30", "2027-03-14 03:30")),
        ("2026-11-01 01:30", ("2026-11-01 01:30 -04:00", "2026-11-01 01:30 -05:00")),
        ("3/4/2027 09:00 -04:00", ()),
        ("3/4/2027", ()),
        ("whenever suits", ()),
    ],
)
def test_what_can_be_typed_in_place_of_what_is_unclear(text: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(UnclearTime) as caught:
        read_when(text, NEW_YORK, NOW)
    assert caught.value.choices == choices
    for each in choices:
        assert read_when(each, NEW_YORK, NOW).starts_at > NOW
