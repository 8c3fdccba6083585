"""Has khal, a calendar program for the terminal, import our files, and compares its instants with the bot's own.

Not a part of the suite: khal brings twenty packages that nothing else here needs. In an environment of its own:

    python3 -m venv khal-venv && khal-venv/bin/pip install khal==0.14.1
    python -m tests.calendar.khal_check khal-venv/bin/khal

It prints a line for each zone and ends with 1 where an instant differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar.ics import CalendarEvent, CalendarOccurrence, CalendarSeries, calendar_file, needs_its_own_event
from bot.calendar.recurrence import LAST, Rule, moment_of, occurrences
from bot.calendar.zones import USUAL_ZONES

FIRST_DAY = datetime(2026, 1, 30, 19)  # noqa: DTZ001 (wall time: a Friday, the fifth and last of its month)
NIGHT = datetime(2026, 2, 1, 2, 30)  # noqa: DTZ001 (wall time: a Sunday, on which clocks are changed)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONFIGURATION = """[calendars]
[[imported]]
path = {home}/calendar
type = calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {home}/khal.db
"""


def series_in(name: str) -> tuple[list[CalendarSeries], set[tuple[datetime, str]]]:
    """Three series in a zone, with one meeting cancelled, one moved and one renamed; and what is to be read of them."""
    made: list[CalendarSeries] = []
    expected: set[tuple[datetime, str]] = set()
    for title, first, rule in (
        ("weekly", FIRST_DAY, Rule("week", 1, times=104)),
        ("last Friday", FIRST_DAY, Rule("month", 1, LAST, 4, times=24)),
        ("night", NIGHT, Rule("week", 1, times=60)),
    ):
        zone = ZoneInfo(name)
        event = CalendarEvent(
            f"{title}.{name}@fluence", title, "Webinar", "Online", "x", moment_of(first, zone), name, 120, 1
        )
        own = [each.starts_at for each in islice(occurrences(rule, first, zone), 200)]
        moved = own[5] + 26 * HOUR
        exceptions = {
            3: replace(event, starts_at=own[3], is_cancelled=True),
            5: replace(event, starts_at=moved),
            7: replace(event, starts_at=own[7], title=f"{title}, renamed"),
        }
        for place, moment in enumerate(own):
            if needs_its_own_event(moment, event.minutes, zone, first.time()):
                exceptions.setdefault(place, replace(event, starts_at=moment))
        made.append(
            CalendarSeries(
                event, first, rule, [CalendarOccurrence(own[place], each) for place, each in exceptions.items()]
            )
        )
        expected |= {(moment, title) for place, moment in enumerate(own) if place not in (3, 5, 7)}
        expected |= {(moved, title), (own[7], f"{title}, renamed")}
    return made, expected


def read_by_khal(khal: str, content: bytes) -> set[tuple[datetime, str]]:
    """Every instant that khal lists of an imported file, with its title."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "calendar").mkdir()
        (home / "config").write_text(CONFIGURATION.format(home=home))
        (home / "file.ics").write_bytes(content)
        command = [khal, "-c", str(home / "config")]
        subprocess.run([*command, "import", "--batch", str(home / "file.ics")], check=True, capture_output=True)
        listing = ["list", "--day-format", "", "--format", "{start}|{title}", "2026-01-01", "1095d"]
        listed = subprocess.run([*command, *listing], check=True, capture_output=True, text=True).stdout
    rows = [line.split("|") for line in listed.splitlines() if "|" in line]
    return {(datetime.fromisoformat(start).replace(tzinfo=UTC), title) for start, title in rows}


def main(khal: str) -> int:
    """Every zone of the members."""
    differing = 0
    for name in USUAL_ZONES:
        made, expected = series_in(name)
        read = read_by_khal(khal, calendar_file("Meetings", NOW, series=made))
        print(f"{name}: {len(expected)} instants of ours, {len(read)} of khal's, {len(expected & read)} the same")
        for moment, title in sorted(expected ^ read)[:6]:
            print(f"  {'missing' if (moment, title) in expected else 'too many'}: {moment:%Y-%m-%d %H:%M} {title}")
        differing += expected != read
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
