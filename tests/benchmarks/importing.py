"""`python -m tests.benchmarks.importing`: ten thousand rows in and out, beside a floor measured in the same run.

The floor of reading is what the standard library takes to parse the file's rows and the reader to read each text once,
in a thread; that of writing is the same rows in one table with a full-text index like ours. Measured beside them are
the longest time for which the event loop had no turn, and the memory needed at most; each round is a process of its
own. Exits with 1 where a bound is not kept.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bot.app.process import spare_the_collector
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.clock import SystemClock
from bot.exchange.exporting.exports import ExportForm, Exports
from bot.exchange.importing.imports import Imports, Progress
from bot.exchange.lookup import Asker
from db.database import Database
from tests.process.fluence_process import ROOT

ROWS: Final = 10_000
_GUILD: Final = 1
_ROUNDS: Final = 3
_NAMES: Final = ("id", "title", "device", "indication", "skin_types", "handpiece", "settings", "notes", "date")
_LONGEST_PAUSE: Final = 0.05  # seconds more than with the floor of reading in a thread: others use the machine too


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds, megabytes and seconds: of one process, after it had read one text."""

    floor_reading: float
    preparing: float
    pause_floor: float
    pause_preparing: float
    floor_writing: float
    keeping: float
    pause_keeping: float
    again: float
    exporting: float
    pause_exporting: float
    memory_before: float
    memory_at_most: float
    file_megabytes: float


def sheet(rows: int = ROWS) -> bytes:
    """Invented protocols, the same at every run; with two texts of about 130 characters each."""
    chance = random.Random(20261121)
    devices, treated = catalogue().all, tuple(indications())
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_NAMES)
    for number in range(rows):
        indication = chance.choice(treated).name
        settings = (
            f"{chance.randrange(4, 20)} J/cm², {chance.randrange(3, 30)} ms, {chance.choice((8, 10, 12))} mm, "
            f"DCD 30/20. Endpoint: mild erythema. {chance.randrange(1, 4)} passes, {chance.randrange(2, 6)} sessions "
            f"{chance.randrange(3, 8)} weeks apart."
        )
        notes = (
            f"Test spot first, wait {chance.randrange(10, 40)} minutes; cool before and after. Stop at any greying or "
            "frosting of the skin."
        )
        day = f"2024-03-{1 + number % 28:02d}"
        device, spot = chance.choice(devices).name, f"{chance.choice((10, 12, 18))} mm"
        writer.writerow(
            (number, f"{indication}, cheek {number}", device, indication, "III-V", spot, settings, notes, day)
        )
    return out.getvalue().encode()


@asynccontextmanager
async def longest_pause() -> AsyncIterator[list[float]]:
    """While it is entered: how long the event loop was kept from a task that always wants its turn."""
    longest = [0.0]

    async def beat() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest[0] = max(longest[0], time.perf_counter() - begun - 0.001)

    beating = asyncio.create_task(beat())
    try:
        yield longest
    finally:
        beating.cancel()


def _floor_reading(content: bytes) -> float:
    begun = time.perf_counter()
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        read(f"{row['title']}\n{row['settings']}\n{row['notes']}", Hints(EntryKind.PROTOCOL))
    return time.perf_counter() - begun


def _floor_writing(content: bytes, folder: Path) -> float:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    with sqlite3.connect(folder / "floor.db") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE row (a, b, c, d, e, f, g, h, i)")
        connection.execute("CREATE VIRTUAL TABLE text USING fts5 (title, settings, notes, prefix = '2 3')")
        begun = time.perf_counter()
        connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO text VALUES (?, ?, ?)", [(row[1], row[6], row[7]) for row in rows])
        connection.commit()
        return time.perf_counter() - begun


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


async def _silent(_: Progress) -> None:
    """Nobody looks."""


async def _round(folder: Path) -> Round:
    content = sheet()
    read("Vbeam Prima 595 nm, 10 mm, 7.5 J/cm², Mrs Quill", Hints(EntryKind.PROTOCOL))
    async with Database.open(f"sqlite:///{folder.as_posix()}/fluence.db") as database:
        door = Imports(database, SystemClock())
        # What is loaded with the first rows is no part of a row's cost.
        await door.prepare(_GUILD, sheet(50), "a.csv", _silent)
        spare_the_collector()
        before = _memory()
        async with longest_pause() as pause_floor:
            floor_reading = await asyncio.to_thread(_floor_reading, content)
        async with longest_pause() as pause_preparing:
            begun = time.perf_counter()
            prepared = await door.prepare(_GUILD, content, "a.csv", _silent)
            preparing = time.perf_counter() - begun
        assert len(prepared.ready) == ROWS, [each.shown for each in prepared.problems[:5]]
        async with longest_pause() as pause_keeping:
            begun = time.perf_counter()
            await door.keep(_GUILD, prepared, by=1)
            keeping = time.perf_counter() - begun
        at_most = _memory()
        begun = time.perf_counter()
        assert (await door.prepare(_GUILD, content, "a.csv", _silent)).already == ROWS
        again = time.perf_counter() - begun
        async with longest_pause() as pause_exporting:
            begun = time.perf_counter()
            await Exports(database, SystemClock()).export(Asker(_GUILD, 1), ExportForm.CSV, None, None, 1 << 30)
            exporting = time.perf_counter() - begun
    return Round(
        floor_reading=floor_reading,
        preparing=preparing,
        pause_floor=pause_floor[0],
        pause_preparing=pause_preparing[0],
        floor_writing=_floor_writing(content, folder),
        keeping=keeping,
        pause_keeping=pause_keeping[0],
        again=again,
        exporting=exporting,
        pause_exporting=pause_exporting[0],
        memory_before=before,
        memory_at_most=at_most,
        file_megabytes=len(content) / (1 << 20),
    )


def _measured() -> Round:
    """A round in a fresh process: its memory is its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", "round"], cwd=ROOT, capture_output=True, check=True
    )
    return Round(**json.loads(run.stdout))


@dataclass(frozen=True, slots=True)
class Row:
    """A measure, beside what it is held against."""

    name: str
    ours: str
    floor: str
    ratio: float
    most: float

    @property
    def shown(self) -> str:
        """Its row of the table."""
        mark = "" if self.ratio <= self.most else " BEYOND"
        return f"| {self.name} | {self.ours} | {self.floor} | {self.ratio:.2f}{mark} | {self.most:.1f} |"


def rows_of(rounds: list[Round]) -> list[Row]:
    """The table: medians of the rounds. The ratio of a pause is how much of what is allowed it takes."""

    def middle(name: str) -> float:
        return statistics.median(getattr(each, name) for each in rounds)

    def beside(name: str, ours: str, floor: str, most: float) -> Row:
        ratio = statistics.median(getattr(each, ours) / getattr(each, floor) for each in rounds)
        return Row(name, f"{middle(ours):.2f} s", f"{middle(floor):.2f} s", ratio, most)

    def pause(name: str, field: str) -> Row:
        longer = [getattr(each, field) - each.pause_floor for each in rounds]
        return Row(
            name,
            f"{middle(field) * 1e3:.0f} ms",
            f"{middle('pause_floor') * 1e3:.0f} ms",
            max(0.0, statistics.median(longer)) / _LONGEST_PAUSE,
            1.0,
        )

    grown = statistics.median(each.memory_at_most - each.memory_before for each in rounds)
    size = middle("file_megabytes")
    return [
        beside("reading and screening", "preparing", "floor_reading", 4.0),
        beside("the same file again: all of it known", "again", "floor_reading", 1.0),
        beside("keeping, in lots", "keeping", "floor_writing", 25.0),
        beside("export as CSV, beside reading", "exporting", "floor_reading", 1.0),
        Row(
            "memory beyond the process's own, beside the file", f"{grown:.0f} MB", f"{size:.1f} MB", grown / size, 30.0
        ),
        pause("longest pause of the event loop, reading", "pause_preparing"),
        pause("longest pause of the event loop, keeping", "pause_keeping"),
        pause("longest pause of the event loop, exporting", "pause_exporting"),
    ]


def main() -> int:
    """Measure, show, and judge."""
    if sys.argv[1:] == ["round"]:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(asdict(asyncio.run(_round(Path(folder))))))
        return 0
    rows = rows_of([_measured() for _ in range(_ROUNDS)])
    print(f"| {ROWS:,} rows, {_ROUNDS} rounds | Fluence | floor | ratio | bound |\n|---|---|---|---|---|")
    print("\n".join(row.shown for row in rows))
    return 0 if all(row.ratio <= row.most for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
