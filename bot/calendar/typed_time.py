"""The parts of a typed date and time: day, month, year, clock time, weekday and offset; none of them guessed.

The text is cut into parts, each of a kind. A part that has no kind means that the text was not understood, and is
asked about, as is a kind that is missing or comes twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from bot.calendar.unclear import AmbiguousDate, ImpossibleTime, MissingTime, RelativeTime, UnclearTime

# English whatever the computer's locale, unlike calendar.month_name.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JOINING_WORDS = frozenset({"at", "on", "the", "of", "from", "and", "hrs"})
_RELATIVE_WORDS = frozenset(
    {"next", "this", "coming", "today", "tonight", "tomorrow", "yesterday", "now", "every", "ago"}
    | {"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "month", "months"}
)

_PART = re.compile(
    r"""
      (?P<year_first> \d{4} (?P<s1>[-/.]) \d{1,2} (?P=s1) \d{1,2} (?!\d) )
    | (?P<year_last>  \d{1,2} (?P<s2>[-/.]) \d{1,2} (?P=s2) \d{4} (?!\d) )
    | (?P<clock>      t? \d{1,2} : \d{2} (?: :\d{2} (?:\.0+)? )? (?![\d:]) (?: \s* [ap]\.?m\b \.? )?
                    | \d{1,2} (?: \.\d{2} )? \s* [ap]\.?m\b \.?
                    | \d{1,2} h (?:\d{2})? (?![a-z\d])
                    | (?: 12 \s+ )? noon\b )
    | (?P<midnight>   (?: 12 \s+ )? midnight\b )
    | (?P<offset>     (?: utc|gmt|z )\b (?: \s* [-+] \d{1,2} (?: :?\d{2} )? (?!\d) )?
                    | [-+] (?: 0?\d | 1[0-4] ) : \d{2} (?!\d)
                    | [-+] (?: 0\d | 1[0-4] ) [0-5]\d (?!\d) )
    | (?P<short>      \d{1,2} (?P<s3>[-/.]) \d{1,2} (?: (?P=s3) \d{1,2} )? (?!\d) )
    | (?P<small>      \d{1,2} (?: (?:st|nd|rd|th)\b | (?!\d) ) )
    | (?P<year>       \d{4} (?!\d) )
    | (?P<word>       [a-z]+ )
    | (?P<ignored>    [\s,./-] )
    | (?P<other>      \d+ | . )
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the text: a date and a clock time, and the offset from UTC if one was added."""

    wall_time: datetime
    offset: timedelta | None


def read_typed(text: str, example: str) -> Typed:
    """The date, time and offset in `text`; `example` is what the sentence shows when something is missing."""
    parts = _parts(text)
    if parts["relative"]:
        raise RelativeTime(f"Type the date itself instead of counting from today, such as {example}.")
    if parts["other"]:
        raise UnclearTime(
            f"Not all of it is a date or a time. Type only those, such as {example}; the zone is chosen separately."
        )
    if parts["short"]:
        raise MissingTime(f"Type the year with four digits, and the time with a colon, such as {example}.")
    if parts["midnight"]:
        raise UnclearTime("Midnight belongs to two days: type 00:00 and the date of the day that begins then.")
    day = _date(parts, example)
    _check_weekday(day, parts["weekday"])
    return Typed(datetime.combine(day, _clock(parts, day)), _offset(parts["offset"]))


def _parts(text: str) -> dict[str, list[str]]:
    """The parts of the text by kind, with words sorted into months, weekdays and the rest."""
    parts: dict[str, list[str]] = defaultdict(list)
    for found in _PART.finditer(_plain(text)):
        kind, part = found.lastgroup or "other", found.group()
        parts[_kind_of_word(part) if kind == "word" else kind].append(part)
    return parts


def _plain(text: str) -> str:
    """Lower case, with plain spaces, digits and hyphens, and without invisible signs."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == "−" else sign for sign in signs).lower()


def _kind_of_word(word: str) -> str:
    if word in _JOINING_WORDS:
        return "ignored"
    if word in _RELATIVE_WORDS:
        return "relative"
    if _place_in(_MONTHS, word) is not None:
        return "month"
    return "weekday" if _place_in(_WEEKDAYS, word) is not None else "other"


def _place_in(names: tuple[str, ...], word: str) -> int | None:
    """Where a name stands that the word is, or shortens to three letters or more: "sept" is September."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


def _date(parts: dict[str, list[str]], example: str) -> date:
    numeric = parts["year_first"] + parts["year_last"]
    if len(numeric) + len(parts["month"]) > 1:
        raise UnclearTime(f"There are two dates in it: type one, such as {example}.")
    if not numeric:
        return _date_in_words(parts, example)
    if parts["small"] or parts["year"]:
        _refuse_bare_number(example)
    first, second, third = _numbers(numeric[0])
    return _valid(first, second, third) if parts["year_first"] else _year_last(first, second, third)


def _date_in_words(parts: dict[str, list[str]], example: str) -> date:
    """A day, a month's name and a year in any order: with four digits in the year they cannot be confused."""
    days, months, years = parts["small"], parts["month"], parts["year"]
    if not months:
        missing = "Name the day, the month and the year" if parts["weekday"] else "The date is missing: type it in full"
        raise MissingTime(f"{missing}, such as {example}.")
    if not years:
        raise MissingTime(f"The year is missing: type it with four digits, such as {example}.")
    if not days:
        raise MissingTime(f"The day of the month is missing: type the date in full, such as {example}.")
    if len(days) > 1 or len(years) > 1:
        _refuse_bare_number(example)
    month = _place_in(_MONTHS, months[0])
    assert month is not None
    return _valid(int(years[0]), month + 1, *_numbers(days[0]))


def _refuse_bare_number(example: str) -> NoReturn:
    raise UnclearTime(
        f"There is a number in it that can be read in several ways: type the time as 09:00 or 9 am, such as {example}."
    )


def _valid(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        name = f"no {day} {_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else "no such date"
        raise ImpossibleTime(f"There is {name}: type a date that the calendar has.") from None


def _year_last(first: int, second: int, year: int) -> date:
    """15/5/2027 or 5/15/2027. Both orders are in use among the members, so the numbers must leave no choice."""
    possible = {(month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12}
    if len(possible) == 2:
        either = " or ".join(f"{year:04}-{month:02}-{day:02}" for month, day in sorted(possible))
        raise AmbiguousDate(f"The day and the month can be taken for each other: type {either}, and the time.")
    month, day = possible.pop() if possible else (first, second)
    return _valid(year, month, day)


def _check_weekday(day: date, weekdays: list[str]) -> None:
    actual = _WEEKDAYS[day.weekday()]
    if any(not actual.lower().startswith(weekday) for weekday in weekdays):
        raise ImpossibleTime(
            f"{day.day} {_MONTHS[day.month - 1]} {day.year} is a {actual}: correct the date, or leave the weekday out."
        )


def _clock(parts: dict[str, list[str]], day: date) -> time:
    clocks = parts["clock"]
    if not clocks:
        raise MissingTime(f"The time of day is missing: type it after the date, such as {day} 19:30.")
    if len(clocks) > 1:
        raise UnclearTime(f"There are two times in it: type only the start, such as {day} 19:30.")
    if clocks[0].endswith("noon"):
        return time(12)
    hour, minute, second = [*_numbers(clocks[0]), 0, 0][:3]
    half = re.search(r"[ap](?=\.?m)", clocks[0])
    if half:
        if not 1 <= hour <= 12:
            raise ImpossibleTime("With am or pm the hour goes from 1 to 12: type 1:30 pm, or 13:30 alone.")
        hour = hour % 12 + (12 if half.group() == "p" else 0)
    if hour == 24:
        raise ImpossibleTime("A day ends at 23:59: type 00:00 and the date of the next day.")
    if hour > 23 or minute > 59 or second > 59:
        raise ImpossibleTime("There is no such time of day: hours go to 23, minutes and seconds to 59.")
    return time(hour, minute, second)


def _offset(offsets: list[str]) -> timedelta | None:
    if len(offsets) > 1:
        raise UnclearTime("There are two offsets from UTC in it: type one, such as -04:00, or none.")
    if not offsets:
        return None
    found = re.search(r"(\d{1,2}):?(\d{2})?$", offsets[0])
    if found is None:
        return timedelta(0)
    hours, minutes = found.groups(default="0")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    if size >= timedelta(days=1):
        raise ImpossibleTime("There is no such offset from UTC: type one like -04:00 or +05:30, or none.")
    return -size if "-" in offsets[0] else size


def _numbers(part: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", part)]
