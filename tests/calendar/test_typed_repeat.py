"""How it repeats, from words; and what is asked where they don't fit the first date."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.recurrence import LAST, Rule
from bot.calendar.typed_repeat import in_words, read_repeat, rule_like, suggest_repeats
from bot.calendar.unclear import AmbiguousDate, UnclearTime
from tests.calendar.test_recurrence import series

THIRD_SATURDAY = date(2026, 5, 16)
LAST_SATURDAY = date(2026, 5, 30)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("weekly", "every week"),
        ("Every Saturday", "every week"),
        ("every other week", "every 2 weeks"),
        ("fortnightly until 1 Dec 2026", "every 2 weeks until 1 December 2026"),
        ("every 2 weeks, 10 times", "every 2 weeks, 10 times"),
        ("monthly", "every month on the third Saturday"),
        ("third Saturday of the month", "every month on the third Saturday"),
        ("monthly on the same date for 4 times", "every month on the same date, 4 times"),
        ("every 6 months on the 16th", "every 6 months on the same date"),
        ("the 16th of each month", "every month on the same date"),
        ("16th of every month", "every month on the same date"),
        ("every six months", "every 6 months on the third Saturday"),
        ("twice a year", "every 6 months on the third Saturday"),
        ("Half-yearly until 2028-12-31", "every 6 months on the third Saturday until 31 December 2028"),
        ("every year", "every 12 months on the third Saturday"),
    ],
)
def test_what_is_understood(typed: str, understood: str) -> None:
    assert in_words(read_repeat(typed, THIRD_SATURDAY)) == understood


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("biweekly", "could not read how it repeats"),
        ("10 times", "could not read how it repeats"),
        ("every Tuesday", "2026-05-16, the third Saturday"),
        ("last Saturday", "the third Saturday"),
        ("every month on the 17th", "the third Saturday"),
        ("every week on the third Saturday", "Weeks have no such day"),
        ("every 13 months", "1 to 12 months"),
        ("every 0 weeks", "1 to 26 weeks"),
        ("weekly, 1 times", "from 2 to 500"),
        ("weekly 5 times until 2027-01-01", "not both"),
        ("monthly until 2026-01-01", "end before it begins"),
        ("monthly until 31 February 2027", "no 31 February"),
        ("weekly until 2027-01-01 9:00", "only a date"),
    ],
)
def test_what_is_asked(typed: str, asked: str) -> None:
    with pytest.raises(UnclearTime, match=asked):
        read_repeat(typed, THIRD_SATURDAY)
    with pytest.raises(AmbiguousDate):
        read_repeat("weekly until 3/4/2027", THIRD_SATURDAY)


def test_a_day_that_some_months_lack_is_asked_about() -> None:
    with pytest.raises(UnclearTime, match="no 30th day"):
        read_repeat("monthly on the same date", LAST_SATURDAY)
    with pytest.raises(UnclearTime, match="no 31st day"):
        read_repeat("monthly on the same date", date(2026, 1, 31))
    assert read_repeat("monthly", LAST_SATURDAY).ordinal == LAST


@given(series())
def test_what_is_said_of_a_rule_can_be_typed(given_series: tuple[str, datetime, Rule]) -> None:
    _, first, rule = given_series
    assert read_repeat(in_words(rule), first.date()) == rule


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_whatever_is_offered_is_understood(first: date) -> None:
    for words in suggest_repeats(first):
        assert in_words(read_repeat(words, first)) == words


@given(st.text(max_size=60))
def test_any_text_is_read_or_asked_about(text: str) -> None:
    for first in (THIRD_SATURDAY, LAST_SATURDAY, date(2028, 2, 29)):
        with contextlib.suppress(UnclearTime):
            read_repeat(text, first)
        suggest_repeats(first, text)


def test_what_is_offered_follows_what_was_typed() -> None:
    assert suggest_repeats(THIRD_SATURDAY, "twice a year") == (
        "every 6 months on the third Saturday",
        "every 6 months on the third Saturday, 10 times",
    )
    assert "every 6 months" in suggest_repeats(None)
    assert all("month" in words for words in suggest_repeats(THIRD_SATURDAY, "month"))


def test_a_rhythm_moves_with_its_first_day() -> None:
    third = Rule("month", 6, 3, 5)
    assert rule_like(third, date(2026, 5, 13)) == Rule("month", 6, 2, 2)
    assert rule_like(Rule("month", 6, LAST, 5), date(2026, 5, 29)) == Rule("month", 6, LAST, 4)
    with pytest.raises(UnclearTime, match="third Saturday"):
        rule_like(Rule("month", 6, LAST, 5), THIRD_SATURDAY)
    assert rule_like(Rule("week", 2), date(2026, 5, 13)) == Rule("week", 2)
