"""`python -m tests.benchmarks.complications`: statistics of a hundred thousand reports, and what the watch costs.

Measured through the exchange's own functions and the card: what a member waits for, beside the longest time for which
the event loop had no turn (a task that ticks every millisecond). What else the machine does is in the pauses too, so
each is held against that of a thread that only counts, in the same process. Exits with 1 where a bound is not kept.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.app.process import spare_the_collector
from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind
from bot.exchange.clock import SystemClock
from bot.exchange.complication_statistics import ComplicationStatistics, StatisticsRequest
from bot.exchange.complication_watch import ComplicationWatch
from bot.exchange.lookup import Asker
from bot.exchange.outbox import Outbox
from bot.ui.complication_statistics_cards import forest_rows, statistics_card, title_of
from bot.ui.forest_plot import forest_plot
from db import communities, entries
from db.connections import WriteConnection
from db.database import Database
from db.entries import Content, Correction, Facet
from tests.benchmarks.importing import longest_pause

REPORTS: Final = 100_000
MOST_SECONDS: Final = 0.2
MOST_PAUSE: Final = 0.05
"""Seconds more than beside a thread that only counts."""

_GUILD: Final = 1
_ROUNDS: Final = 7
_REPORTERS: Final = 3_000
_NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SKIN_TYPES: Final = ("I", "II", "III", "IV", "V", "VI", None)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in seconds, and how long it may take."""

    name: str
    seconds: float
    most: float

    @property
    def is_within(self) -> bool:
        """Whether it keeps its bound."""
        return self.seconds <= self.most

    @property
    def shown(self) -> str:
        """Its row of the table."""
        mark = "" if self.is_within else " BEYOND"
        return f"| {self.name} | {self.seconds * 1e3:.1f} ms{mark} | {self.most * 1e3:.0f} ms |"


async def fill(database: Database) -> None:
    """Invented reports, the same at every run: devices, types and reporters as unevenly common as in life."""
    chance = random.Random(20261122)
    devices, types = catalogue().all, tuple(complications())
    by_rank = [1 / rank for rank in range(1, max(len(devices), len(types)) + 1)]
    async with database.write() as write:
        await communities.ensure(write, _GUILD, _NOW)
        low, _ = await write.keys_of(_GUILD)
        rows: list[dict[str, Any]] = []
        for number in range(1, REPORTS + 1):
            device = chance.choices(devices, by_rank[: len(devices)])[0] if chance.random() < 0.9 else None
            rows.append(
                {
                    "key": low + number,
                    "code": chance.choices(types, by_rank[: len(types)])[0].code,
                    "device": device.key if device else None,
                    "modality": device.modality if device else None,
                    "skin_type": chance.choice(_SKIN_TYPES),
                    "reporter": chance.randrange(1, _REPORTERS),
                    "is_confirmed": chance.random() < 0.5,
                    "is_serious": chance.random() < 0.1,
                }
            )
        await write.run_each(
            "INSERT INTO entry (key, guild_id, kind, title, text, author_id, reader_version, created_at, changed_at) "
            "VALUES (:key, 1, 'complication', 'A report', 'What happened', :reporter, 1, 1, 1)",
            rows,
        )
        await write.run_each(
            "INSERT INTO complication (entry_key, guild_id, is_listed, reporter_id, code, device, modality, skin_type, "
            "is_confirmed, is_serious) VALUES (:key, 1, 1, :reporter, :code, :device, :modality, :skin_type, "
            ":is_confirmed, :is_serious)",
            rows,
        )
        await write.run(
            "UPDATE community SET last_number = :last WHERE guild_id = :guild_id", {"last": REPORTS, "guild_id": _GUILD}
        )


async def _measured(run: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """The median of the times, and the median of the longest pauses."""
    times: list[float] = []
    pauses: list[float] = []
    for _ in range(_ROUNDS):
        async with longest_pause() as pause:
            begun = time.perf_counter()
            await run()
            times.append(time.perf_counter() - begun)
        pauses.append(pause[0])
    return statistics.median(times), statistics.median(pauses)


def _count() -> None:
    until = time.perf_counter() + 0.1
    while time.perf_counter() < until:
        sum(range(1000))


async def _report(write: WriteConnection) -> None:
    facets = (Facet("device", catalogue().all[0].key), Facet("complication", next(iter(complications())).code))
    content = Content(EntryKind.COMPLICATION, "", "What happened", facets, "", (), Correction(), 1)
    await entries.add(write, _GUILD, content, author_id=1, saved_by_id=None, source=None, now=_NOW)


async def _rows(database: Database) -> list[Row]:
    told = ComplicationStatistics(database)
    clock = SystemClock()
    watch = ComplicationWatch(database, clock, Outbox(database, clock))
    asker = Asker(_GUILD, 1)
    asked = {
        "/complication stats": StatisticsRequest(),
        "… of a device": StatisticsRequest(device=catalogue().all[0].key),
        "… of a kind of device": StatisticsRequest(modality="ipl"),
        "… of a type": StatisticsRequest(code=next(iter(complications())).code),
        "… with a skin type": StatisticsRequest(skin_type="IV"),
    }
    _, floor = await _measured(lambda: asyncio.to_thread(_count))
    rows: list[Row] = []

    def add(name: str, measured: tuple[float, float], most: float) -> None:
        rows.append(Row(name, measured[0], most))
        rows.append(Row(f"{name}: longest pause", max(0.0, measured[1] - floor), MOST_PAUSE))

    for name, request in asked.items():

        async def show(request: StatisticsRequest = request) -> None:
            statistics_card(await told.of(asker, request))

        await show()
        add(name, await _measured(show), MOST_SECONDS)

    everything = await told.of(asker, StatisticsRequest())

    async def draw() -> None:
        await forest_plot(title_of(everything.request), forest_rows(everything))

    async with longest_pause() as first:
        await draw()
    rows.append(
        Row("the first picture, with matplotlib's import: longest pause", max(0.0, first[0] - floor), MOST_PAUSE)
    )
    add("a picture", await _measured(draw), 1.0)

    async def keep() -> None:
        async with database.write() as write:
            await _report(write)

    await watch.look()
    kept, _ = await _measured(keep)
    rows.append(Row("keeping a report, with what the watch notes", kept, 0.02))

    async def look() -> None:
        await keep()
        await watch.look()

    add("the watch after a report, on nobody's time", await _measured(look), 2 * MOST_SECONDS)
    idle, _ = await _measured(watch.look)
    rows.append(Row("the watch where nothing has changed", idle, 0.002))
    return rows


async def _run(folder: Path) -> list[Row]:
    async with Database.open(f"sqlite:///{folder.as_posix()}/fluence.db") as database:
        await fill(database)
    # As after a restart: a large file is not read on the event loop.
    async with Database.open(f"sqlite:///{folder.as_posix()}/fluence.db") as database:
        spare_the_collector()
        return await _rows(database)


def main() -> int:
    """Measure, show, and judge."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_run(Path(folder)))
    print(f"| {REPORTS:,} reports, median of {_ROUNDS} | Fluence | bound |\n|---|---|---|")
    print("\n".join(row.shown for row in rows))
    return 0 if all(row.is_within for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
