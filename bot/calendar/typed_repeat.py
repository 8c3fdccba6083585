"""How a meeting repeats, from words: "every six months", "monthly on the third Tuesday until 2028-12-31", "weekly".

The first date gives what the words leave out (a monthly meeting on 19 May 2026 is on the third Tuesday). The typed text
is never repeated in a sentence, for nobody has screened it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.calendar.recurrence import LAST, MOST_MONTHS, MOST_WEEKS, Rule, Unit, fits, ordinal_of
from bot.calendar.typed_time import MONTHS, ORDINALS, WEEKDAYS, plain, read_date
from bot.calendar.unclear import UnclearTime

EXAMPLES = "every week, every 2 weeks, every month on the third Tuesday or on the same date, every 6 months"
MOST_TIMES = 500
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_NUMBERS = {"one": 1, "two": 2, "other": 2, "second": 2, "three": 3, "third": 3, "four": 4, "six": 6, "twelve": 12}
# A month without a fifth would be left out: the last is meant.
_ORDINAL_WORDS = ORDINALS | {"fifth": LAST, "5th": LAST}
_WHOLE: dict[str, tuple[Unit, int]] = {
    "weekly": ("week", 1),
    "fortnightly": ("week", 2),
    "every fortnight": ("week", 2),
    "monthly": ("month", 1),
    "quarterly": ("month", 3),
    "every quarter": ("month", 3),
    "half yearly": ("month", 6),
    "every half year": ("month", 6),
    "twice a year": ("month", 6),
    "two times a year": ("month", 6),
    "once a year": ("month", 12),
    "once a month": ("month", 1),
    "once a week": ("week", 1),
    "yearly": ("month", 12),
    "annually": ("month", 12),
    "every year": ("month", 12),
}
_WEEKDAY = "|".join(WEEKDAYS).lower()
_PLACED = re.compile(
    rf"\b(?:on )?(?:the )?({'|'.join(_ORDINAL_WORDS)}) ({_WEEKDAY})s?(?: (?:of|in) (?:the|each|every) month)?\b"
)
_DATED = re.compile(
    r"\bon the (?:same (?:date|day)|(\d{1,2})(?:st|nd|rd|th)?)(?: of (?:the|each|every) month)?\b"
    r"|\b(?:the )?(\d{1,2})(?:st|nd|rd|th)? of (?:the|each|every) month\b"
)
_TIMES = re.compile(r"\b(?:for )?(\d{1,5}) (?:times|meetings)(?! a)\b")
_UNTIL = re.compile(r"\b(?:until|till|to)\b (.+)$")
_EVERY = re.compile(rf"every (?:(\d{{1,3}}|{'|'.join(_NUMBERS)}) )?(week|month)s?")
_WEEKLY_ON = re.compile(rf"(?:every|weekly on|each|every week on|on) ({_WEEKDAY})s?|({_WEEKDAY})s")


def read_repeat(text: str, first: date) -> Rule:
    """The rule that the words name for a series beginning on `first`; `UnclearTime` says what to type instead."""
    words = " ".join(plain(text).replace(",", " ").replace("-", " - ").split())
    words, until = _cut_until(words, plain(text), first)
    words, times = _cut_times(words)
    if until is not None and times is not None:
        raise UnclearTime("It can end on a day or after so many times, not both: type one of them.")
    words = " ".join(words.replace(" - ", " ").replace("-", " ").split())
    words, ordinal = _cut_ordinal(words, first)
    words, on_the_date = _cut_date(words, first)
    unit, every = _unit(words or ("monthly" if ordinal is not None or on_the_date else ""), first)
    if unit == "week":
        if ordinal is not None or on_the_date:
            raise UnclearTime(f"Weeks have no such day: type one of {EXAMPLES}.")
        return Rule(unit, every, until=until, times=times)
    if on_the_date:
        return _checked(Rule(unit, every, until=until, times=times), first)
    return _checked(Rule(unit, every, ordinal or ordinal_of(first), first.weekday(), until, times), first)


def in_words(rule: Rule) -> str:
    """A rule as its readers say it, and as it can be typed: "every 6 months on the third Saturday, 4 times"."""
    number = f"{rule.every} {rule.unit}s" if rule.every > 1 else rule.unit
    place = ""
    if rule.unit == "month":
        place = " on the same date"
        if rule.ordinal is not None and rule.weekday is not None:
            place = f" on the {_ORDINALS[rule.ordinal]} {WEEKDAYS[rule.weekday]}"
    end = ""
    if rule.times is not None:
        end = f", {rule.times} times"
    elif rule.until is not None:
        end = f" until {rule.until.day} {MONTHS[rule.until.month - 1]} {rule.until.year}"
    return f"every {number}{place}{end}"


def suggest_repeats(first: date | None, typed: str = "") -> tuple[str, ...]:
    """What to offer while somebody types, for a series that begins on `first` where that is known."""
    if first is None:
        offered: tuple[str, ...] = ("every week", "every 2 weeks", "every month", "every 3 months", "every 6 months")
    else:
        offered = tuple(in_words(rule) for rule in _usual(first))
    wanted = " ".join(plain(typed).split())
    if wanted and first is not None:
        try:
            understood = read_repeat(typed, first)
        except UnclearTime:
            pass
        else:
            endings = () if understood.times or understood.until else (replace(understood, times=10),)
            return tuple(in_words(rule) for rule in (understood, *endings))
    return tuple(words for words in offered if wanted in words) or offered


def rule_like(rule: Rule, first: date) -> Rule:
    """The same rhythm for a series that now begins on another day; `UnclearTime` where that day doesn't fit it.

    On the third Tuesday becomes on the second Wednesday, but the last Friday stays a last one, if it is one.
    """
    if rule.ordinal is None:
        return _checked(rule, first)
    ordinal = LAST if rule.ordinal == LAST else ordinal_of(first)
    return _checked(replace(rule, ordinal=ordinal, weekday=first.weekday()), first)


def _usual(first: date) -> list[Rule]:
    rules = [Rule("week", 1), Rule("week", 2)]
    for every in (1, 2, 3, 6, 12):
        rules += [Rule("month", every, ordinal, first.weekday()) for ordinal in {ordinal_of(first): 0, LAST: 0}]
    rules += [Rule("month", every) for every in (1, 6, 12)]
    return [rule for rule in rules if fits(rule, first)]


def _cut_until(words: str, whole: str, first: date) -> tuple[str, date | None]:
    found = _UNTIL.search(words)
    if found is None:
        return words, None
    typed = _UNTIL.search(" ".join(whole.split()))
    assert typed is not None
    until = read_date(typed.group(1), f"{first.replace(year=first.year + 1, day=min(first.day, 28))}")
    if until < first:
        raise UnclearTime("The series would end before it begins: type a later day after “until”.")
    return words[: found.start()].strip(), until


def _cut_times(words: str) -> tuple[str, int | None]:
    found = _TIMES.search(words)
    if found is None:
        return words, None
    times = int(found.group(1))
    if not 2 <= times <= MOST_TIMES:
        raise UnclearTime(f"A series has from 2 to {MOST_TIMES} meetings: type another number of times.")
    return words[: found.start()] + words[found.end() :], times


def _cut_ordinal(words: str, first: date) -> tuple[str, int | None]:
    found = _PLACED.search(words)
    if found is None:
        return words, None
    if found.group(2) != WEEKDAYS[first.weekday()].lower():
        _refuse_first(first)
    return (words[: found.start()] + words[found.end() :]).strip(), _ORDINAL_WORDS[found.group(1)]


def _cut_date(words: str, first: date) -> tuple[str, bool]:
    found = _DATED.search(words)
    if found is None:
        return words, False
    day = found[1] or found[2]
    if day is not None and int(day) != first.day:
        _refuse_first(first)
    return (words[: found.start()] + words[found.end() :]).strip(), True


def _unit(words: str, first: date) -> tuple[Unit, int]:
    words = words.removesuffix(" every").strip()
    known = _WHOLE.get(words)
    if known is not None:
        return known
    weekly = _WEEKLY_ON.fullmatch(words)
    if weekly is not None:
        if WEEKDAYS[first.weekday()].lower() not in weekly.groups():
            _refuse_first(first)
        return "week", 1
    found = _EVERY.fullmatch(words)
    if found is None:
        raise UnclearTime(
            f"I could not read how it repeats. Type one of {EXAMPLES}, and at its end “until” and a date, or a number "
            "of “times”, if it ends."
        )
    number, name = found.groups()
    unit: Unit = "week" if name == "week" else "month"
    every = 1 if number is None else _NUMBERS.get(number) or int(number)
    most = MOST_WEEKS if unit == "week" else MOST_MONTHS
    if not 1 <= every <= most:
        raise UnclearTime(f"It can repeat every 1 to {MOST_WEEKS} weeks, or every 1 to {MOST_MONTHS} months.")
    return unit, every


def _checked(rule: Rule, first: date) -> Rule:
    if fits(rule, first):
        return rule
    if rule.ordinal is None:
        day = "31st" if first.day == 31 else f"{first.day}th"
        raise UnclearTime(
            f"Some months have no {day} day: let it repeat on a weekday, such as every month on the last "
            f"{WEEKDAYS[first.weekday()]}, or choose a date up to the 28th."
        )
    _refuse_first(first)
    raise AssertionError  # the line above has raised


def _refuse_first(first: date) -> None:
    ordinal = ordinal_of(first)
    raise UnclearTime(
        f"The first meeting is on {first}, the {_ORDINALS[ordinal]} {WEEKDAYS[first.weekday()]} of its month: choose "
        "how it repeats to fit that date, or begin on another date."
    )
