"""From what an organiser typed to one certain moment, or a sentence that says what to type instead.

Nothing is guessed and nothing is shifted: a date needs its day, month and year or is counted from today, a time its
hour, and every word must be understood. A general date parser takes what is missing from today and drops the zone names
it does not know; an organiser would notice on the wrong day. The typed text is never repeated in a sentence, for nobody
has screened it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.calendar.typed_time import Typed, read_typed
from bot.calendar.unclear import NonexistentTime, PastTime, TooFarAhead, TwiceExistingTime, UnclearTime, WrongOffset

__all__ = ["UnclearTime", "When", "in_full", "read_when"]

_FARTHEST = timedelta(days=5 * 365 + 2)  # five years never hold more than two leap days
_DISCORD_TIMESTAMP = re.compile(r"<t:(-?[0-9]{1,13})(?::[a-zA-Z])?>")


@dataclass(frozen=True, slots=True)
class When:
    """One moment, and how its organiser's clock shows it."""

    starts_at: datetime
    """The moment, in UTC."""
    wall_time: datetime
    """The organiser's date and clock time, without a zone: what a series repeats."""
    zone_name: str
    """The IANA name of the organiser's zone."""


def in_full(day: date) -> str:
    """A day without a zero before it, as it is spoken: "1 May 2027". `%-d` is not known everywhere."""
    return f"{day.day} {day:%b %Y}"


def read_when(text: str, zone: ZoneInfo, now: datetime) -> When:
    """The moment that `text` names on the clocks of `zone`, after `now`; otherwise `UnclearTime` says what to type."""
    if now.tzinfo is None:
        raise ValueError("The present needs a time zone.")
    stamps = {int(stamp) for stamp in _DISCORD_TIMESTAMP.findall(text)}
    if len(stamps) > 1:
        raise UnclearTime("There are two different times in it: type one.")
    example = f"{(now + timedelta(days=14)).astimezone(zone):%Y-%m-%d} 19:30"
    if stamps:
        return _when_of_instant(stamps.pop(), zone, now)
    return _when_of_wall_time(read_typed(text, example, _without_zone(now.astimezone(zone))), zone, now)


def _when_of_instant(seconds: int, zone: ZoneInfo, now: datetime) -> When:
    """A Discord timestamp is a moment already; only its face on the organiser's clock is worked out."""
    since = seconds - now.timestamp()
    # Before any conversion: thirteen digits of seconds lie outside the calendar.
    if since <= 0:
        raise PastTime("That moment has passed: choose one that is still to come.")
    if since > _FARTHEST.total_seconds():
        raise TooFarAhead("That is more than five years ahead: choose a time within five years.")
    starts_at = datetime.fromtimestamp(seconds, UTC)
    return When(starts_at, _without_zone(starts_at.astimezone(zone)), str(zone))


def _when_of_wall_time(typed: Typed, zone: ZoneInfo, now: datetime) -> When:
    """A date and a clock time, checked against what the zone's clocks do on that day."""
    wall = typed.wall_time
    # A day's margin covers every offset, and keeps the years 1 and 9999 away from the conversions below.
    apart = wall - now.astimezone(UTC).replace(tzinfo=None)
    if apart < -timedelta(days=1):
        raise PastTime(f"{_face(wall)} has passed: type a date that is still to come.")
    if apart > _FARTHEST + timedelta(days=1):
        raise TooFarAhead(f"{_face(wall)} is more than five years ahead: type a date within five years.")
    moments = _moments(wall, zone)
    if not moments:
        raise _nonexistent(wall, zone)
    if typed.offset is not None:
        starts_at = _with_offset(wall, typed.offset, moments, zone)
    elif len(moments) == 1:
        starts_at = moments[0]
    else:
        raise _twice_existing(wall, moments, zone)
    if starts_at <= now:
        raise PastTime(f"{_face(wall)} in {zone} has passed: type a time that is still to come.")
    if starts_at - now > _FARTHEST:
        raise TooFarAhead(f"{_face(wall)} is more than five years ahead: type a date within five years.")
    return When(starts_at, wall, str(zone))


def _moments(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments (none, one or two) at which the clocks of the zone show this wall time, earliest first."""
    candidates = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(one for one in candidates if _without_zone(one.astimezone(zone)) == wall))


def _with_offset(wall: datetime, offset: timedelta, moments: tuple[datetime, ...], zone: ZoneInfo) -> datetime:
    """The moment that the typed offset picks. An offset that the zone doesn't have then is asked about."""
    meant = wall.replace(tzinfo=timezone(offset)).astimezone(UTC)
    if meant in moments:
        return meant
    there = " or ".join(_offset_of(moment, zone) for moment in moments)
    way_out = "Leave the offset out" if len(moments) == 1 else "Type one of those"
    raise WrongOffset(
        f"At {_face(wall)} the clocks in {zone} are at UTC{there}, not at the offset you typed. {way_out}, "
        f"or type {_face(_without_zone(meant.astimezone(zone)))} if you meant that very moment, or choose another zone."
    )


def _nonexistent(wall: datetime, zone: ZoneInfo) -> NonexistentTime:
    """Spring: the clocks jump over this time. Read with either offset, it falls on one side of the jump."""
    either = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).astimezone(zone) for fold in (1, 0))
    before, after = (_without_zone(one) for one in either)
    return NonexistentTime(
        f"{_face(wall)} does not exist in {zone}: the clocks are put forward over it. "
        f"Type {_face(before)} or {_face(after)}.",
        before=before,
        after=after,
    )


def _twice_existing(wall: datetime, moments: tuple[datetime, ...], zone: ZoneInfo) -> TwiceExistingTime:
    """Autumn: the clocks are put back and show this time again."""
    first, second = (f"{_face(wall)} {_offset_of(moment, zone)}" for moment in moments)
    return TwiceExistingTime(
        f"{_face(wall)} comes twice in {zone}, because the clocks are put back. "
        f"Type {first} for the first, or {second} for the second.",
        choices=(first, second),
    )


def _offset_of(moment: datetime, zone: ZoneInfo) -> str:
    """Such as -04:00: the offset of the zone's clocks at a moment."""
    return moment.astimezone(zone).isoformat()[-6:]


def _face(wall: datetime) -> str:
    """The clock's face, in the one form that is always understood when it is typed back."""
    return wall.isoformat(sep=" ", timespec="seconds" if wall.second else "minutes")


def _without_zone(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)
