"""The parts of a typed date and time: day, month, year, clock time, weekday and offset; none of them guessed.

Words that count from today ("tomorrow", "next Tuesday") are read on the calendar of the zone, and asked about where
people mean different days by them.

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
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JOINING_WORDS = frozenset({"at", "on", "the", "of", "from", "and", "hrs"})
_DAYS_FROM_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1}
_WHICH_WEEKDAY = frozenset({"next", "this", "coming"})
_RELATIVE_WORDS = frozenset(
    {"yesterday", "now", "every", "ago", "in"}
    | {"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "month", "months"}
)

_OF_A_DATE = frozenset({"year_first", "year_last", "small", "month", "year", "ignored", "weekday"})
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_WEEK = timedelta(days=7)

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
    | (?P<count>      in \s+ (?:\d{1,2}|an?|one|two|three|four) \s+ (?:day|week|fortnight)s?\b )
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


def read_typed(text: str, example: str, today: date) -> Typed:
    """The date, time and offset in `text`, typed on the day `today`; `example` stands in what is asked for."""
    parts = _parts(text)
    if parts["relative"]:
        raise RelativeTime(f"Type the date itself instead of counting from now, such as {example}.")
    if parts["other"]:
        raise UnclearTime(
            f"Not all of it is a date or a time. Type only those, such as {example}; the zone is chosen separately."
        )
    _take_dotted_time(parts)
    if parts["short"]:
        raise MissingTime(f"Type the year with four digits, and the time with a colon, such as {example}.")
    if parts["midnight"]:
        raise UnclearTime("Midnight belongs to two days: type 00:00 and the date of the day that begins then.")
    day = _day_from(parts, today, example)
    if day is None:
        day = _date(parts, example)
        _check_weekday(day, parts["weekday"])
    return Typed(datetime.combine(day, _clock(parts, day)), _offset(parts["offset"]))


def read_date(text: str, example: str) -> date:
    """The date in `text`, which holds nothing else."""
    parts = _parts(text)
    day = _date(parts, example)
    if any(found and kind not in _OF_A_DATE for kind, found in parts.items()):
        raise UnclearTime(f"Type only a date there, such as {example}.")
    _check_weekday(day, parts["weekday"])
    return day


def _parts(text: str) -> dict[str, list[str]]:
    """The parts of the text by kind, with words sorted into months, weekdays and the rest."""
    parts: dict[str, list[str]] = defaultdict(list)
    for found in _PART.finditer(plain(text)):
        kind, part = found.lastgroup or "other", found.group()
        parts[_kind_of_word(part) if kind == "word" else kind].append(part)
    return parts


def plain(text: str) -> str:
    """Lower case, with plain spaces, digits and hyphens, and without invisible signs."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == "−" else sign for sign in signs).lower()


def _kind_of_word(word: str) -> str:
    if word in _JOINING_WORDS:
        return "ignored"
    if word in _RELATIVE_WORDS:
        return "relative"
    if word in _DAYS_FROM_TODAY:
        return "from_today"
    if word in _WHICH_WEEKDAY:
        return "which"
    if _place_in(MONTHS, word) is not None:
        return "month"
    return "weekday" if _place_in(WEEKDAYS, word) is not None else "other"


def _place_in(names: tuple[str, ...], word: str) -> int | None:
    """Where a name stands that the word is, or shortens to three letters or more: "sept" is September."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


def _take_dotted_time(parts: dict[str, list[str]]) -> None:
    """9.30 is a time of day where the whole date stands beside it; alone it may be the 9th of the 30th."""
    has_date = parts["year_first"] or parts["year_last"] or (parts["month"] and parts["year"])
    if has_date and not parts["clock"] and len(parts["short"]) == 1 and re.fullmatch(r"\d+\.\d\d", parts["short"][0]):
        parts["clock"] = parts.pop("short")


def _day_from(parts: dict[str, list[str]], today: date, example: str) -> date | None:
    """The day that is counted from today, or a weekday alone; None where a date is written out."""
    words = parts["from_today"] + parts["count"]
    written_out = any(parts[kind] for kind in ("year_first", "year_last", "small", "month", "year"))
    if not words and not parts["which"] and (written_out or not parts["weekday"]):
        return None
    if written_out or len(words) + len(parts["which"]) > 1 or len(parts["weekday"]) > 1:
        raise RelativeTime(f"There are two ways of naming the day in it: type one, such as {example}.")
    if words:
        day = today + _counted(words[0])
        _check_weekday(day, parts["weekday"])
        return day
    if not parts["weekday"]:
        raise RelativeTime(f"Type the date itself instead of counting from now, such as {example}.")
    return _coming(parts["weekday"][0], next(iter(parts["which"]), ""), today)


def _counted(words: str) -> timedelta:
    """How far from today "tomorrow" is, or "in 2 weeks"."""
    if words in _DAYS_FROM_TODAY:
        return timedelta(days=_DAYS_FROM_TODAY[words])
    _, number, unit = words.split()
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return timedelta(days=days * (_NUMBERS.get(number) or int(number)))


def _coming(weekday: str, which: str, today: date) -> date:
    """The weekday after today. Asked about where some mean the one after it: "next Friday" on a Monday."""
    place = _place_in(WEEKDAYS, weekday)
    assert place is not None
    ahead = (place - today.weekday()) % 7
    day = today + timedelta(days=ahead)
    # Weeks begin on a Monday for some, on a Sunday for others.
    one_week = any(begins <= today and day < begins + _WEEK for begins in (_monday(today), _sunday(today)))
    if ahead == 0 or (which == "next" and one_week):
        raise AmbiguousDate(f"That can be {day} or {day + _WEEK}: type the date you mean, and the time.")
    return day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


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
    month = _place_in(MONTHS, months[0])
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
        name = f"no {day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else "no such date"
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
    actual = WEEKDAYS[day.weekday()]
    if any(not actual.lower().startswith(weekday) for weekday in weekdays):
        raise ImpossibleTime(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {actual}: correct the date, or leave the weekday out."
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
