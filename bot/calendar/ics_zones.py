"""Zones in calendar files (VTIMEZONE): each change of the clocks stands there as a rule for every year.

Outlook reads the first day, the rule and the offsets of each, and no list of days (RDATE): of a zone that is written as
a list it knows one winter, and shows each meeting in summer an hour late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import CODES, LAST, is_last, ordinal_of

_YEARS: Final = 12  # looked at for a rule, and listed where there is none
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks are changed; `wall` is what they would show in that moment without it, as the RFC wants it said."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


def zone_component(name: str, year: int) -> Any:
    """A zone as a calendar file brings it along, right from the beginning of a year on."""
    from icalendar import Timezone

    made: Any = Timezone()
    zone, begin = ZoneInfo(name), datetime(year - 1, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, begin))
    forward = [each for each in changes if each.after > each.before]
    back = [each for each in changes if each.after < each.before]
    made.add("tzid", name)
    if not changes:
        face = begin.astimezone(zone)
        always = _Change(begin.replace(tzinfo=None), _offset(face), _offset(face), face.tzname() or "")
        made.add_component(_phase(always, None))
        return made
    rules = [(each[0], _rule(each)) for each in (forward, back) if each]
    if len(rules) < 2 or not all(rule for _, rule in rules):  # into summer, and out of it
        return Timezone.from_tzid(name, first_date=date(year, 1, 1), last_date=date(year + _YEARS, 1, 1))
    for first, rule in rules:
        made.add_component(_phase(first, rule))
    return made


def _phase(change: _Change, rule: dict[str, object] | None) -> Any:
    from icalendar import TimezoneDaylight, TimezoneStandard

    made: Any = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    made.add("dtstart", change.wall)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if rule is not None:
        made.add("rrule", rule)
    return made


def _rule(changes: Sequence[_Change]) -> dict[str, object] | None:
    """Such as on the last Sunday of March, every year; None where it is on no such day, or not in every year."""
    walls = [each.wall for each in changes]
    if len({(each.before, each.after, each.wall.month, each.wall.weekday(), each.wall.time()) for each in changes}) > 1:
        return None
    if [wall.year for wall in walls] != list(range(walls[0].year, walls[0].year + _YEARS + 1)):
        return None
    ordinals = {LAST} if all(is_last(wall.date()) for wall in walls) else {ordinal_of(wall.date()) for wall in walls}
    if len(ordinals) > 1:
        return None
    day = f"{ordinals.pop()}{CODES[walls[0].weekday()]}"
    return {"freq": "yearly", "bymonth": walls[0].month, "byday": day}


def _changes(zone: ZoneInfo, begin: datetime) -> Iterator[_Change]:
    """Every change from a moment on, for as long as is looked at."""
    day, end = begin, begin.replace(year=begin.year + _YEARS + 1)
    while day < end:
        following = day + _DAY
        if _offset(day.astimezone(zone)) != _offset(following.astimezone(zone)):
            moment = _moment_of_change(day, following, zone)
            before, after = _offset(day.astimezone(zone)), moment.astimezone(zone)
            yield _Change((moment + before).replace(tzinfo=None), before, _offset(after), after.tzname() or "")
        day = following


def _moment_of_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first minute of the new offset."""
    former = _offset(before.astimezone(zone))
    while after - before > _MINUTE:
        middle = before + (after - before) // _MINUTE // 2 * _MINUTE
        if _offset(middle.astimezone(zone)) == former:
            before = middle
        else:
            after = middle
    return after


def _offset(face: datetime) -> timedelta:
    offset = face.utcoffset()
    assert offset is not None  # it has a zone
    return offset
