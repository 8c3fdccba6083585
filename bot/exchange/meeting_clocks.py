"""On whose clocks a meeting's time is shown before it is posted: the organiser's, the community's and the members'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import dropwhile, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.zones import USUAL_ZONES
from db.communities import UNSET_ZONE
from db.series import Series

MOST_CLOCKS: Final = 8
_FEWEST_CLOCKS: Final = 3
_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock shows at a meeting's start: the zones in which it shows that, and how many members live there."""

    zones: tuple[str, ...]
    members: int
    shows: datetime


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks to show, the organiser's first; `others` is how many members live in zones beyond these."""

    shown: tuple[Clock, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Shift:
    """The first time in a series at which the clocks of these zones show another time of day than at its beginning."""

    zones: tuple[str, ...]
    shows: datetime


def shifts(moments: Iterable[datetime], zones: Iterable[str]) -> tuple[Shift, ...]:
    """Where a series that one zone's clocks keep begins to fall at another time of day, earliest first; `moments` are
    those of its meetings, and only a year of them is looked at."""
    looked_at = _of_a_year(moments)
    if not looked_at:
        return ()
    first, *later = looked_at
    found: dict[tuple[datetime, datetime], list[str]] = {}
    for name in dict.fromkeys(zones):
        zone = ZoneInfo(name)
        usual = first.astimezone(zone).time()
        other = next((each for each in later if each.astimezone(zone).time() != usual), None)
        if other is not None:
            found.setdefault((other, other.astimezone(zone).replace(tzinfo=None)), []).append(name)
    return tuple(Shift(tuple(found[key]), key[1]) for key in sorted(found))


def shifts_of_series(series: Series, since: datetime) -> tuple[Shift, ...]:
    """The same from one of its meetings on, in the usual zones."""
    moments = (each.starts_at for each in series.template.occurrences())
    return shifts(dropwhile(lambda each: each < since, moments), USUAL_ZONES)


def _of_a_year(moments: Iterable[datetime]) -> list[datetime]:
    every = iter(moments)
    first = next(every, None)
    return [] if first is None else [first, *takewhile(lambda each: each - first <= _YEAR, every)]


def clocks_at(moment: datetime, own: str, home: str | None, declared: Mapping[str, int]) -> Clocks:
    """The clocks at a moment: of a meeting's own zone, of its community's if it has chosen one, and of `declared`, how
    many members in each.

    Zones whose clocks agree then are one. Where few members have said theirs, usual zones far from these are added.
    """
    named = [own, *([home] if home is not None else [])]
    groups = _by_offset(moment, [*named, *sorted(declared, key=lambda zone: (-declared[zone], zone))])
    first = list(dict.fromkeys(_offset(zone, moment) for zone in named))
    rest = [offset for offset in groups if offset not in first]
    rest.sort(key=lambda offset: -_members(groups[offset], declared))
    kept, left_out = rest[: MOST_CLOCKS - len(first)], rest[MOST_CLOCKS - len(first) :]
    shown = {offset: groups[offset] for offset in [*first, *sorted(kept)]}
    for zone in _far_from(shown, moment, (home or UNSET_ZONE, *USUAL_ZONES)):
        shown[_offset(zone, moment)] = [zone]
    found = (
        Clock(tuple(zones), _members(zones, declared), moment.astimezone(ZoneInfo(zones[0])))
        for zones in shown.values()
    )
    return Clocks(tuple(found), sum(_members(groups[offset], declared) for offset in left_out))


def _by_offset(moment: datetime, zones: Iterable[str]) -> dict[timedelta, list[str]]:
    found: dict[timedelta, list[str]] = {}
    for zone in dict.fromkeys(zones):
        found.setdefault(_offset(zone, moment), []).append(zone)
    return found


def _far_from(shown: Mapping[timedelta, list[str]], moment: datetime, pool: tuple[str, ...]) -> Iterator[str]:
    """What is added where few are shown: the community's zone, then those of the usual ones farthest from the rest."""
    known = list(shown)
    home, *usual = pool
    for candidates in ([home], usual, usual):
        farthest = max(candidates, key=lambda zone: min(abs(_offset(zone, moment) - each) for each in known))
        if len(known) < _FEWEST_CLOCKS and _offset(farthest, moment) not in known:
            known.append(_offset(farthest, moment))
            yield farthest


def _members(zones: Iterable[str], declared: Mapping[str, int]) -> int:
    return sum(declared.get(zone, 0) for zone in zones)


def _offset(zone: str, moment: datetime) -> timedelta:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
