"""Why a typed time was not accepted. Each message is a sentence for the one who typed it, and says what to type."""

from __future__ import annotations

from datetime import date, datetime


class UnclearTime(ValueError):
    """What was typed does not name one certain moment; the message says what to type instead.

    `choices` are what can be typed in its place, where it can only mean these.
    """

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


class MissingTime(UnclearTime):
    """The date or the time of day is missing, in whole or in part."""


class AmbiguousDate(UnclearTime):
    """It can be read as several dates, as 3/4/2027 is on either side of the Atlantic; `days` are those to come."""

    def __init__(self, message: str, days: tuple[date, ...], choices: tuple[str, ...] = ()) -> None:
        super().__init__(message, choices)
        self.days = days


class ImpossibleTime(UnclearTime):
    """There is no such date or clock time, or the weekday is another one."""


class RelativeTime(UnclearTime):
    """Words that count from today, such as "next Tuesday"."""


class NonexistentTime(UnclearTime):
    """The clocks are put forward over this time; `before` and `after` are its neighbours on the wall."""

    def __init__(self, message: str, before: datetime, after: datetime) -> None:
        super().__init__(message, tuple(each.isoformat(sep=" ", timespec="minutes") for each in (before, after)))
        self.before = before
        self.after = after


class TwiceExistingTime(UnclearTime):
    """The clocks are put back and show this time twice; either of `choices` can be typed instead."""


class WrongOffset(UnclearTime):
    """The typed offset from UTC is not the zone's at that time."""


class PastTime(UnclearTime):
    """The moment has passed."""


class TooFarAhead(UnclearTime):
    """The moment is more than five years ahead."""
