"""The parts of a typed date and time: day, month, year, clock time, weekday and offset; none of them guessed.

Words that count from today ("tomorrow", "next Tuesday", "last Friday of next month") are read on the calendar of the
zone, and asked about where people mean different days by them.

The text is cut into parts, each of a kind. A part that has no kind means that the text was not understood, and is
asked about, as is a kind that is missing or comes twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from bot.calendar.recurrence import LAST, weekday_in_month
from bot.calendar.unclear import AmbiguousDate, ImpossibleTime, MissingTime, PastTime, RelativeTime, UnclearTime

# English whatever the computer's locale, unlike calendar.month_name.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORTENED = {"weds": "wed"}  # what people write that no name begins with
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th"), start=1)
    for word in words.split()
} | {"last": LAST}
_JOINING_WORDS = frozenset({"at", "on", "in", "the", "of", "from", "and", "hrs"})
_DAYS_FROM_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1}
_WHICH_WEEKDAY = frozenset({"next", "this", "coming"})
_PAST_WORDS = frozenset({"yesterday", "ago"})
_REPEATING_WORDS = frozenset({"every", "each", "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"})
_RELATIVE_WORDS = frozenset(
    {"now"} | {"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "month", "months"}
)

_OF_A_DATE = frozenset({"year_first", "year_last", "small", "month", "year", "ignored", "weekday"})
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_LEAP_YEARS_APART = 8  # at most: 1896 and 1904
_CENTURY = 2000
_FIRST_OF_A_YEAR = 19  # "1930" beside a date may be its year as well as half past seven
_HOURS = 24
_DOTTED = re.compile(r"\d+\.(\d\d)")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

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
    | (?P<ordinal>    (?: first|second|third|fourth|fifth|last|1st|2nd|3rd|[45]th )
                      (?= \s+ (?:mon|tue|wed|thu|fri|sat|sun) ) )
    | (?P<month_from> (?: next|this|the ) \s+ month\b )
    | (?P<year_from>  (?: next|this ) \s+ year\b )
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


def read_typed(text: str, example: str, now: datetime) -> Typed:
    """The date, time and offset in `text`, typed when the clocks of the zone showed `now`; `example` stands in what is
    asked for."""
    parts = _parts(text)
    if parts["past"]:
        raise PastTime(f"That day has passed: type a date that is still to come, such as {example}.")
    if parts["repeating"]:
        raise UnclearTime(
            f"Type the first date alone, such as {example}; how a new meeting repeats has its own option, `repeat`."
        )
    if parts["relative"]:
        _ask_for_the_day(example)
    if parts["other"]:
        raise UnclearTime(
            f"Not all of it is a date or a time. Type only those, such as {example}; the zone is chosen separately."
        )
    _take_months_from(parts, now.date())
    _take_military_time(parts)
    _take_dotted_time(parts)
    if parts["short"] and not _without_year(parts):
        _ask_for_four_digits(parts, example)
    if parts["midnight"]:
        raise UnclearTime("Midnight belongs to two days: type 00:00 and the date of the day that begins then.")
    clock = _clock(parts["clock"], example)
    is_over_today = clock is not None and clock <= now.time()
    try:
        day = _day(parts, example, now.date(), now.date() + _DAY if is_over_today else now.date())
    except AmbiguousDate as doubt:
        raise AmbiguousDate(str(doubt), doubt.days, _at(doubt.days, clock, parts["offset"])) from None
    if clock is None:
        raise MissingTime(f"The time of day is missing: type it after the date, such as {day} 19:30.")
    return Typed(datetime.combine(day, clock), _offset(parts["offset"]))


def read_date(text: str, example: str) -> date:
    """The date in `text`, which holds nothing else."""
    parts = _parts(text)
    day = _date(parts, example, date.min)
    if any(found and kind not in _OF_A_DATE for kind, found in parts.items()):
        raise UnclearTime(f"Type only a date there, such as {example}.")
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
    if word in _PAST_WORDS:
        return "past"
    if word in _REPEATING_WORDS:
        return "repeating"
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
    word = _SHORTENED.get(word, word)
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


def _in(names: tuple[str, ...], word: str) -> int:
    """The same of a word that was sorted in by it."""
    place = _place_in(names, word)
    assert place is not None
    return place


def _take_months_from(parts: dict[str, list[str]], today: date) -> None:
    """Next month is a month and its year, this year is a year, as if they were written out."""
    for words in parts.pop("month_from", []):
        month = today.month - 1 + words.startswith("next")
        parts["month"].append(MONTHS[month % 12].lower())
        parts["year"].append(f"{today.year + month // 12:04}")
    for words in parts.pop("year_from", []):
        parts["year"].append(f"{today.year + words.startswith('next'):04}")


def _take_dotted_time(parts: dict[str, list[str]]) -> None:
    """9.30 is a time of day where the whole date stands beside it, and behind a weekday where it can be no date; alone
    it may be the 9th of the 30th."""
    if parts["clock"] or len(parts["short"]) != 1 or (dotted := _DOTTED.fullmatch(parts["short"][0])) is None:
        return
    written_out = parts["year_first"] or parts["year_last"] or (parts["month"] and parts["year"])
    is_no_date = bool(parts["weekday"]) and not 1 <= int(dotted[1]) <= len(MONTHS)
    if written_out or parts["from_today"] or parts["count"] or is_no_date:
        parts["clock"] = parts.pop("short")


def _take_military_time(parts: dict[str, list[str]]) -> None:
    """Tomorrow 0930: four digits are a time of day where they can be no year, or where there is no date to have one."""
    has_date = any(parts[kind] for kind in ("month", "small", "short", "year_first", "year_last"))
    latest = _FIRST_OF_A_YEAR if has_date else _HOURS
    clocks = [each for each in parts["year"] if int(each[:2]) < latest and each[2] < "6"]
    if len(clocks) == 1 and not parts["clock"]:
        parts["year"].remove(clocks[0])
        parts["clock"] = [f"{clocks[0][:2]}:{clocks[0][2:]}"]


def _ask_for_four_digits(parts: dict[str, list[str]], example: str) -> NoReturn:
    """20.12.26 19.00 is offered as it would be typed: a bare 26 is a day as well."""
    dates = [each for each in parts["short"] if len(_numbers(each)) == 3]
    clocks = parts["clock"] + [each for each in parts["short"] if re.fullmatch(r"\d{1,2}\.\d\d", each)]
    if len(dates) != 1 or len(clocks) != 1 or parts["small"] or parts["month"]:
        raise MissingTime(f"Type the year with four digits, and the time with a colon, such as {example}.")
    first, second, year = _numbers(dates[0])
    days = _year_last(first, second, _CENTURY + year)
    choices = _at(days, _clock(clocks, example), parts["offset"])
    such_as = " or ".join(choices) or example
    raise MissingTime(f"Type the year with four digits, and the time with a colon: {such_as}.", choices)


def _day(parts: dict[str, list[str]], example: str, today: date, earliest: date) -> date:
    """The day that is meant; `earliest` is the first on which the time of day is still to come."""
    if parts["ordinal"]:
        return _placed(parts, example, today, earliest)
    day = _day_from(parts, today, earliest, example)
    if day is not None:
        return day
    coming = [_next(month, number, earliest) for month, number in _without_year(parts)]
    return _only(sorted(coming), parts["weekday"], earliest) if coming else _date(parts, example, earliest)


def _at(days: Sequence[date], clock: time | None, offset: list[str]) -> tuple[str, ...]:
    """What to type for each of these days, if all that was typed beside the day is its time."""
    if clock is None or offset:
        return ()
    return tuple(f"{day} {clock.isoformat('seconds' if clock.second else 'minutes')}" for day in days)


def _without_year(parts: dict[str, list[str]]) -> set[tuple[int, int]]:
    """The months and days that are meant where no year stands beside them: 26/3 beside a clock time, 26 March."""
    if parts["year_first"] or parts["year_last"] or parts["year"] or parts["ordinal"]:
        return set()
    numbers, months, shorts = parts["small"], parts["month"], parts["short"]
    if len(shorts) == 1 and parts["clock"] and not numbers and not months:
        return _either_way(*_numbers(shorts[0])) if re.fullmatch(r"\d+[/.]\d+", shorts[0]) else set()
    if len(numbers) == len(months) == 1 and not shorts:
        return {(_in(MONTHS, months[0]) + 1, _numbers(numbers[0])[0])}
    return set()


def _next(month: int, number: int, earliest: date) -> date:
    """The next such day: this year's, a coming year's, or of 29 February a leap year's."""
    for year in range(earliest.year, min(earliest.year + _LEAP_YEARS_APART, date.max.year) + 1):
        with suppress(ValueError):
            if (day := date(year, month, number)) >= earliest:
                return day
    return _valid(earliest.year, month, number)


def _day_from(parts: dict[str, list[str]], today: date, earliest: date, example: str) -> date | None:
    """The day that is counted from today, or a weekday alone; None where a date is written out."""
    words = parts["from_today"] + parts["count"]
    written_out = any(parts[kind] for kind in ("year_first", "year_last", "short", "month", "year"))
    if not words and not parts["which"] and (written_out or parts["small"] or not parts["weekday"]):
        return None
    if written_out or len(words) + len(parts["which"]) > 1 or len(parts["weekday"]) > 1:
        _refuse_two_days(example)
    if parts["small"]:
        _refuse_bare_number(example)
    if words:
        day = today + _counted(words[0])
        _check_weekday(day, parts["weekday"])
        return day
    if not parts["weekday"]:
        _ask_for_the_day(example)
    return _coming(parts["weekday"][0], next(iter(parts["which"]), ""), today, earliest)


def _ask_for_the_day(example: str) -> NoReturn:
    raise RelativeTime(
        "Counted from today I understand days alone, such as tomorrow 7 pm, next Tuesday 7 pm or in 2 weeks 7 pm. Type "
        f"one of these, or the date itself, such as {example}."
    )


def _refuse_two_days(example: str) -> NoReturn:
    raise RelativeTime(f"There are two ways of naming the day in it: type one, such as {example}.")


def _placed(parts: dict[str, list[str]], example: str, today: date, earliest: date) -> date:
    """A weekday by its place in a month: "first Saturday of May", the next that is to come if no year is named."""
    if parts["small"]:
        _refuse_bare_number(example)
    others, once = ("year_first", "year_last", "from_today", "count"), ("ordinal", "weekday", "month", "year")
    if any(parts[kind] for kind in others) or any(len(parts[kind]) > 1 for kind in once):
        _refuse_two_days(example)
    if parts["which"] or not parts["month"]:
        raise MissingTime(
            f"Name its month, such as last Friday of May {today.year + 1}; without a year the next is meant."
        )
    ordinal, weekday = ORDINALS[parts["ordinal"][0]], _in(WEEKDAYS, parts["weekday"][0])
    month = _in(MONTHS, parts["month"][0]) + 1
    if parts["year"]:
        return _in_month(int(parts["year"][0]), month, ordinal, weekday)
    if month >= today.month and (day := _in_month(today.year, month, ordinal, weekday)) >= earliest:
        return day
    return _in_month(today.year + 1, month, ordinal, weekday)


def _in_month(year: int, month: int, ordinal: int, weekday: int) -> date:
    try:
        return weekday_in_month(year, month, ordinal, weekday)
    except ValueError:
        raise ImpossibleTime(
            f"There is no such {WEEKDAYS[weekday]} in {MONTHS[month - 1]} {year}: type another, or the last one."
        ) from None


def _counted(words: str) -> timedelta:
    """How far from today "tomorrow" is, or "in 2 weeks"."""
    if words in _DAYS_FROM_TODAY:
        return timedelta(days=_DAYS_FROM_TODAY[words])
    _, number, unit = words.split()
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return timedelta(days=days * (_NUMBERS.get(number) or int(number)))


def _coming(weekday: str, which: str, today: date, earliest: date) -> date:
    """The weekday after today. Asked about where some mean the one after it: "next Friday" on a Monday."""
    ahead = (_in(WEEKDAYS, weekday) - today.weekday()) % 7
    day = today + timedelta(days=ahead)
    # Weeks begin on a Monday for some, on a Sunday for others.
    one_week = any(begins <= today and day < begins + _WEEK for begins in (_monday(today), _sunday(today)))
    if ahead == 0 and not which and today < earliest:
        return day + _WEEK
    if ahead == 0 or (which == "next" and one_week):
        _ask_which((day, day + _WEEK), earliest)
    return day


def _ask_which(days: Sequence[date], earliest: date) -> NoReturn:
    """Which of these days, in order, is meant; those that have passed cannot be."""
    to_come = [day for day in days if day >= earliest]
    if not to_come:
        either = " or ".join(map(str, days))
        raise PastTime(f"That can be {either}, and these have passed: type a date that is still to come.")
    if len(to_come) < len(days):
        raise AmbiguousDate(f"{days[0]} has passed; if you mean {to_come[0]}, write it like that.", tuple(to_come))
    raise AmbiguousDate(f"That can be {' or '.join(map(str, days))}: write the one you mean like that.", tuple(days))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _date(parts: dict[str, list[str]], example: str, earliest: date) -> date:
    """A date that is written out; of two that numbers can mean, the one that falls on the weekday beside them."""
    numeric = parts["year_first"] + parts["year_last"]
    if len(numeric) + len(parts["month"]) > 1:
        raise UnclearTime(f"There are two dates in it: type one, such as {example}.")
    if numeric and (parts["small"] or parts["year"]):
        _refuse_bare_number(example)
    if not numeric:
        days = [_date_in_words(parts, example)]
    elif parts["year_first"]:
        days = [_valid(*_numbers(numeric[0]))]
    else:
        days = _year_last(*_numbers(numeric[0]))
    return _only(days, parts["weekday"], earliest)


def _only(days: list[date], weekdays: list[str], earliest: date) -> date:
    """Of these days, in order, the one that falls on the weekday beside them; asked about where several do."""
    fitting = [day for day in days if _falls_on(day, weekdays)] or days
    if len(fitting) > 1:
        _ask_which(fitting, earliest)
    _check_weekday(fitting[0], weekdays)
    return fitting[0]


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
    return _valid(int(years[0]), _in(MONTHS, months[0]) + 1, *_numbers(days[0]))


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


def _year_last(first: int, second: int, year: int) -> list[date]:
    """15/5/2027 or 5/15/2027. Both orders are in use among the members: all dates that it can be, in order."""
    return [_valid(year, month, day) for month, day in sorted(_either_way(first, second))]


def _either_way(first: int, second: int) -> set[tuple[int, int]]:
    """The months and days that two numbers can be."""
    possible = {(month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12}
    return possible or {(first, second)}


def _falls_on(day: date, weekdays: list[str]) -> bool:
    return all(WEEKDAYS[day.weekday()].lower().startswith(weekday) for weekday in weekdays)


def _check_weekday(day: date, weekdays: list[str]) -> None:
    if not _falls_on(day, weekdays):
        raise ImpossibleTime(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}: correct the date, or leave "
            "the weekday out."
        )


def _clock(clocks: list[str], example: str) -> time | None:
    if not clocks:
        return None
    if len(clocks) > 1:
        raise UnclearTime(f"There are two times in it: type only the start, such as {example}.")
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
