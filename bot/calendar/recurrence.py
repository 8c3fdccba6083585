"""How a meeting repeats: by wall time in its organiser's zone, so that it stays at nine through every clock change.

Two rules, both those of RFC 5545 §3.3.5, which calendar programs follow too: where the clocks are put forward over an
occurrence, it is held at the moment that its time would have been without the change (02:30 becomes 03:30), and where
they show its time twice, it is held at the first.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Unit = Literal["week", "month"]

LAST = -1
MOST_MONTHS = 12
MOST_WEEKS = 26
_DAYS_EVERY_MONTH_HAS = 28
_WEEK = timedelta(days=7)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Rule:
    """Every so many weeks, or months; in months on the date, or on a weekday such as the third Saturday.

    `ordinal` is 1 to 4, or LAST, and only a rule in months has one, with its `weekday` (0 is Monday).
    It ends with the day `until`, or after so many `times`, or never.
    """

    unit: Unit
    every: int
    ordinal: int | None = None
    weekday: int | None = None
    until: date | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        most = MOST_WEEKS if self.unit == "week" else MOST_MONTHS
        if not 1 <= self.every <= most or (self.unit == "week" and self.ordinal is not None):
            raise ValueError("not a rule")
        if (self.ordinal is None) != (self.weekday is None) or self.ordinal not in (None, 1, 2, 3, 4, LAST):
            raise ValueError("not a rule")

    @property
    def text(self) -> str:
        """As it is kept: a recurrence rule of RFC 5545, but with its end as a local day."""
        parts = {"FREQ": "WEEKLY" if self.unit == "week" else "MONTHLY", "INTERVAL": str(self.every)}
        if self.ordinal is not None and self.weekday is not None:
            parts["BYDAY"] = f"{self.ordinal}{CODES[self.weekday]}"
        if self.until is not None:
            parts["UNTIL"] = f"{self.until:%Y%m%d}"
        if self.times is not None:
            parts["COUNT"] = str(self.times)
        return ";".join(f"{name}={value}" for name, value in parts.items())

    def ending_before(self, day: date) -> Rule:
        """The same, with nothing on that day or later."""
        return replace(self, times=None, until=day - timedelta(days=1))


def rule_from(text: str) -> Rule:
    """A rule from the text in which it is kept."""
    parts = dict(part.split("=", 1) for part in text.split(";"))
    by_day = parts.get("BYDAY")
    return Rule(
        unit="week" if parts["FREQ"] == "WEEKLY" else "month",
        every=int(parts["INTERVAL"]),
        ordinal=int(by_day[:-2]) if by_day else None,
        weekday=CODES.index(by_day[-2:]) if by_day else None,
        until=date.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else None,
        times=int(parts["COUNT"]) if "COUNT" in parts else None,
    )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of a series: its place in it (0 is the first), the moment, and what the organiser's clock shows then."""

    place: int
    starts_at: datetime
    wall_time: datetime


def occurrences(rule: Rule, first: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    """The series that begins at the wall time `first`, in order; without end where the rule has none."""
    for place, wall in enumerate(_wall_times(rule, first)):
        starts_at = moment_of(wall, zone)
        yield Occurrence(place, starts_at, starts_at.astimezone(zone).replace(tzinfo=None, fold=0))


def wall_time_at(rule: Rule, first: datetime, place: int) -> datetime:
    """What the rule says for a place in the series; below 0 as if it had begun that much earlier."""
    return datetime.combine(_day(rule, first.date(), place), first.time())


def moment_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a wall time in UTC, by the module's two rules."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def weekday_in_month(year: int, month: int, ordinal: int, weekday: int) -> date:
    """A month's third Saturday (3 and 5), or its LAST; raises ValueError where it has no fifth."""
    if ordinal == LAST:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    return date(year, month, first + 7 * (ordinal - 1))


def ordinal_of(day: date) -> int:
    """Which of its month's weekdays a day is: 3 for the third Saturday, LAST for one that is a fifth."""
    ordinal = (day.day - 1) // 7 + 1
    return ordinal if ordinal <= 4 else LAST


def is_last(day: date) -> bool:
    """Whether it is the last of its weekday in its month."""
    return (day + _WEEK).month != day.month


def fits(rule: Rule, first: date) -> bool:
    """Whether a series by this rule can begin on that day, and has a day in every month it counts."""
    if rule.unit == "week":
        return True
    if rule.ordinal is None:
        return first.day <= _DAYS_EVERY_MONTH_HAS
    if rule.weekday != first.weekday():
        return False
    return is_last(first) if rule.ordinal == LAST else rule.ordinal == (first.day - 1) // 7 + 1


def _wall_times(rule: Rule, first: datetime) -> Iterator[datetime]:
    place = 0
    while rule.times is None or place < rule.times:
        try:
            wall = wall_time_at(rule, first, place)
        except (ValueError, OverflowError):  # the calendar ends with the year 9999
            return
        if rule.until is not None and wall.date() > rule.until:
            return
        yield wall
        place += 1


def _day(rule: Rule, first: date, place: int) -> date:
    if rule.unit == "week":
        return first + _WEEK * rule.every * place
    months = first.year * 12 + first.month - 1 + rule.every * place
    year, month = divmod(months, 12)
    if rule.ordinal is None or rule.weekday is None:
        return date(year, month + 1, first.day)
    return weekday_in_month(year, month + 1, rule.ordinal, rule.weekday)
