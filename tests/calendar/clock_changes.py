"""The members' zones over ten years, and every clock change in them, found by asking the zones day by day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.calendar.zones import USUAL_ZONES

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LAST = datetime(2036, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def clock_changes(name: str) -> list[datetime]:
    """The first moments, in UTC, of each new offset of the zone."""
    zone = ZoneInfo(name)
    found: list[datetime] = []
    day = FIRST
    while day < LAST:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            found.append(_first_after(day, following, zone))
        day = following
    return found


def _first_after(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    former = before.astimezone(zone).utcoffset()
    while after - before > MINUTE:
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        middle = middle if middle > before else before + MINUTE
        if middle.astimezone(zone).utcoffset() == former:
            before = middle
        else:
            after = middle
    return after


CLOCK_CHANGES = {name: clock_changes(name) for name in USUAL_ZONES}
CHANGING_ZONES = [name for name, changes in CLOCK_CHANGES.items() if changes]


def moments_on_the_wall(wall: datetime, name: str) -> list[datetime]:
    """Every moment at which the zone's clocks show `wall`, by trying all offsets on earth: slow, and beyond doubt."""
    zone = ZoneInfo(name)
    as_if_utc = wall.replace(tzinfo=UTC)
    tried = (as_if_utc - timedelta(minutes=minutes) for minutes in range(-14 * 60, 14 * 60 + 1, 15))
    return sorted(moment for moment in tried if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall)


def offset_of(moment: datetime, name: str) -> str:
    """The offset of the zone's clocks, as it is typed: -04:00."""
    text = moment.astimezone(ZoneInfo(name)).strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def wall_times() -> st.SearchStrategy[datetime]:
    """Any minute of the ten years."""
    minutes = int((LAST - FIRST) / MINUTE)
    return st.integers(0, minutes - 1).map(lambda count: FIRST.replace(tzinfo=None) + count * MINUTE)


@st.composite
def zones_and_wall_times(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a wall time in it, every other time within three hours of a clock change."""
    name = draw(st.sampled_from(USUAL_ZONES))
    if CLOCK_CHANGES[name] and draw(st.booleans()):
        change = draw(st.sampled_from(CLOCK_CHANGES[name]))
        near = change.astimezone(ZoneInfo(name)).replace(tzinfo=None, fold=0)
        return name, near + draw(st.integers(-180, 180)) * MINUTE
    return name, draw(wall_times())
