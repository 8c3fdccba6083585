"""What happens every week at an hour of the local clock: its next moment, right through changes of the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week (0 is Monday) and a full hour on the clocks of a zone."""

    weekday: int
    hour: int
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and 0 <= self.hour <= 23):
            raise ValueError("A week has the days 0 to 6, and a day the hours 0 to 23.")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of it: the moment in UTC, and the local date that it belongs to."""

    moment: datetime
    on: date

    @property
    def week(self) -> str:
        """The ISO 8601 week of its local date, such as 2027-W09."""
        year, week, _ = self.on.isocalendar()
        return f"{year}-W{week:02}"


def next_occurrence(weekly: Weekly, after: datetime) -> Occurrence:
    """The first time after a moment.

    An hour that the clocks skip comes when they have been put forward; of one that they show twice, the first counts.
    """
    if after.tzinfo is None:
        raise ValueError("The next time after a moment needs that moment's time zone.")
    today = after.astimezone(weekly.zone).date()
    # From a week ago: a date line that was moved, or a skipped hour, can carry a moment into the next local day.
    on = today - _WEEK + timedelta(days=(weekly.weekday - today.weekday()) % 7)
    while (moment := _moment(weekly, on)) <= after:
        on += _WEEK
    return Occurrence(moment, on)


def _moment(weekly: Weekly, on: date) -> datetime:
    # fold 0: the earlier of two, and within a gap the offset from before it, so that the moment lies after the gap.
    return datetime.combine(on, time(weekly.hour), weekly.zone).replace(fold=0).astimezone(UTC)
