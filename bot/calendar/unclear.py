"""Why a typed time was not accepted. Each message is a sentence for the one who typed it, and says what to type."""

from __future__ import annotations

from datetime import datetime


class UnclearTime(ValueError):
    """What was typed does not name one certain moment; the message says what to type instead."""


class MissingTime(UnclearTime):
    """The date or the time of day is missing, in whole or in part."""


class AmbiguousDate(UnclearTime):
    """The numbers can be read as two dates, as 3/4/2027 is on either side of the Atlantic."""


class ImpossibleTime(UnclearTime):
    """There is no such date or clock time, or the weekday is another one."""


class RelativeTime(UnclearTime):
    """Words that count from today, such as "next Tuesday"."""


class NonexistentTime(UnclearTime):
    """The clocks are put forward over this time; `before` and `after` are its neighbours on the wall."""

    def __init__(self, message: str, before: datetime, after: datetime) -> None:
        super().__init__(message)
        self.before = before
        self.after = after


class TwiceExistingTime(UnclearTime):
    """The clocks are put back and show this time twice; either of `choices` can be typed instead."""

    def __init__(self, message: str, choices: tuple[str, str]) -> None:
        super().__init__(message)
        self.choices = choices


class WrongOffset(UnclearTime):
    """The typed offset from UTC is not the zone's at that time."""


class PastTime(UnclearTime):
    """The moment has passed."""


class TooFarAhead(UnclearTime):
    """The moment is more than five years ahead."""
