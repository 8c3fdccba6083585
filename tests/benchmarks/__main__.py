"""`python -m tests.benchmarks`: Fluence against a bare discord.py bot, in one run, as ratios with bounds.

The two run beside each other and are asked in turn, and medians of the rounds' ratios taken, so that a busy machine
slows both. Exits with 1 where a ratio is beyond its bound.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from db.database import Database
from tests.benchmarks.library import ENTRIES, fill
from tests.benchmarks.measures import Round, Running, measure, running
from tests.process.fluence_process import ROOT, database_url, spawn_fluence
from tests.wire import BotProcess, WireCord

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Bound:
    """A measure, how it is shown, and how many times the floor it may be."""

    name: str
    of: Callable[[Round], float]
    shown: Callable[[float], str]
    most: float


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


BOUNDS = (
    Bound(f"/search, {ENTRIES:,} entries, p50", lambda each: each.search_median, _milliseconds, 2.0),
    Bound(f"/search, {ENTRIES:,} entries, p99", lambda each: each.search_slowest, _milliseconds, 3.0),
    Bound("start to first answer", lambda each: each.start, _milliseconds, 1.6),
    Bound("memory", lambda each: each.memory, lambda size: f"{size / 1e6:.1f} MB", 1.4),
    Bound("untagged message, CPU", lambda each: each.message, lambda each: f"{each * 1e6:.0f} µs", 1.3),
)

_OF_A_GUILD = """
    SELECT every.name FROM sqlite_master AS every JOIN pragma_table_info(every.name) AS held
    WHERE every.type = 'table' AND held.name = 'guild_id'
"""


async def _rounds(folder: Path) -> list[tuple[Round, Round]]:
    measured: list[tuple[Round, Round]] = []
    chance = random.Random(20261122)
    for number in range(ROUNDS + 1):
        async with AsyncExitStack() as both:
            bots = [await both.enter_async_context(_one(folder, is_fluence)) for is_fluence in (False, True)]
            bare, fluence = await measure(bots, chance)
        if number:  # the first warms the disk's cache, and compiles
            measured.append((bare, fluence))
    return measured


@asynccontextmanager
async def _one(folder: Path, is_fluence: bool) -> AsyncIterator[Running]:
    async with WireCord(quiet=True, keep_requests=100) as wire:
        guild = wire.add_guild("Lab", channels=["general"], members=["ana"])
        # Both run compiled, as what is installed does, also where the environment forbids to write that down.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        process = await _fluence(wire, guild.id, folder, compiled) if is_fluence else _bare(wire, compiled)
        async with running(wire, guild, process) as started:
            yield started


def _bare(wire: WireCord, compiled: Mapping[str, str]) -> BotProcess:
    return wire.spawn(sys.executable, "-m", "tests.benchmarks.bare_bot", env=compiled, cwd=ROOT)


async def _fluence(wire: WireCord, guild_id: int, folder: Path, compiled: Mapping[str, str]) -> BotProcess:
    async with Database.open(database_url(folder)) as database, database.read() as read:
        known = await read.one("SELECT guild_id FROM community")
    await _belongs_to(folder, guild_id, known["guild_id"] if known else None)
    return spawn_fluence(wire, folder, **compiled)


async def _belongs_to(folder: Path, guild_id: int, known: int | None) -> None:
    """The library is made once; a new server of the stand-in takes it over."""
    async with Database.open(database_url(folder)) as database:
        if known is None:
            await fill(database, guild_id)
            return
        async with database.write() as write:
            await write.run("PRAGMA defer_foreign_keys = ON")
            for table in ("channel_cursor", "search_page", "outbox"):
                await write.run(f"DELETE FROM {table}")
            for row in await write.all(_OF_A_GUILD):
                await write.run(f"UPDATE {row['name']} SET guild_id = :new", {"new": guild_id})


def _table(measured: list[tuple[Round, Round]]) -> bool:
    within = True
    print(f"| {ROUNDS} interleaved rounds, medians | bare bot | Fluence | ratio | bound |\n|---|---|---|---|---|")
    for bound in BOUNDS:
        floor = statistics.median(bound.of(bare) for bare, _ in measured)
        ours = statistics.median(bound.of(fluence) for _, fluence in measured)
        ratio = statistics.median(bound.of(fluence) / bound.of(bare) for bare, fluence in measured)
        within = within and ratio <= bound.most
        mark = "" if ratio <= bound.most else " BEYOND"
        shown = f"{bound.shown(floor)} | {bound.shown(ours)} | {ratio:.2f}{mark} | {bound.most:.1f}"
        print(f"| {bound.name} | {shown} |")
    return within


def main() -> int:
    """Measure, show, and judge."""
    with tempfile.TemporaryDirectory() as folder:
        measured = asyncio.run(_rounds(Path(folder)))
    return 0 if _table(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
