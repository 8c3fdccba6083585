"""One round of measuring a bot process over the wire: start, memory, answers, messages."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from tests.benchmarks.library import queries
from tests.wire import BotProcess, WireCord
from tests.wire.guild import Guild

SEARCHES = 300
WARM_UP = 60
_FIRST = "melasma cheek"
MESSAGES = 3000
_CHAT = (
    "Good morning all, the clinic opens at nine and the new handpiece has arrived at last.",
    "Has anyone compared the two tips? Ours leaves a fainter grid, and the patients ask for less numbing cream.",
    "See you on Thursday; bring your notes about scheduling and the price of the consumables.",
)


@dataclass(frozen=True, slots=True)
class Round:
    """What one process cost: seconds, bytes, and seconds of processor time for each message."""

    start: float
    memory: int
    search_median: float
    search_slowest: float
    message: float


async def measure(wire: WireCord, guild: Guild, process: AbstractAsyncContextManager[BotProcess]) -> Round:
    """Start a bot and put it through its paces."""
    begun = time.monotonic()
    async with process as bot:
        await wire.ready()
        await wire.commands_registered("search")
        await _search(wire, _FIRST)
        start = time.monotonic() - begun
        latencies = await _searches(wire)
        message = await _messages(wire, guild, bot)
        return Round(
            start=start,
            memory=bot.rss(),
            search_median=statistics.median(latencies),
            search_slowest=statistics.quantiles(latencies, n=100)[98],
            message=message,
        )


async def _searches(wire: WireCord) -> Sequence[float]:
    asked = itertools.cycle(queries())
    for _ in range(WARM_UP):
        await _search(wire, next(asked))
    return [await _search(wire, next(asked)) for _ in range(SEARCHES)]


async def _search(wire: WireCord, query: str) -> float:
    interaction = wire.invoke("search", {"query": query}, user="ana", channel="general")
    await interaction.message()
    assert interaction.latency is not None
    return interaction.latency


async def _messages(wire: WireCord, guild: Guild, bot: BotProcess) -> float:
    """Processor time for each untagged message, at full speed."""
    await _quiet(bot)
    before = bot.cpu()
    for number in range(MESSAGES):
        wire.send_message("general", _CHAT[number % len(_CHAT)], user="ana")
    await wire.drain()
    await _search(wire, _FIRST)  # answered after every message before it was read
    await _quiet(bot)
    return (bot.cpu() - before) / MESSAGES


async def _quiet(bot: BotProcess) -> None:
    """Wait until the process uses no more processor time."""
    used = -1.0
    while bot.cpu() > used:
        used = bot.cpu()
        await asyncio.sleep(0.2)
