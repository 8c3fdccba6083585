"""One round of measuring bot processes over the wire, side by side: start, memory, answers, messages."""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that has answered for the first time, so many seconds after its start."""

    wire: WireCord
    guild: Guild
    bot: BotProcess
    start: float


@asynccontextmanager
async def running(
    wire: WireCord, guild: Guild, process: AbstractAsyncContextManager[BotProcess]
) -> AsyncIterator[Running]:
    """Start a bot, and end it."""
    begun = time.monotonic()
    async with process as bot:
        await wire.ready()
        await wire.commands_registered("search")
        await _search(wire, _FIRST)
        yield Running(wire, guild, bot, time.monotonic() - begun)


async def measure(bots: Sequence[Running], chance: random.Random) -> list[Round]:
    """Put bots that run beside each other through their paces."""
    latencies = await _searches(bots, chance)
    messages = [await _messages(each) for each in bots]
    return [
        Round(
            start=each.start,
            memory=each.bot.rss(),
            search_median=statistics.median(taken),
            search_slowest=statistics.quantiles(taken, n=100)[98],
            message=message,
        )
        for each, taken, message in zip(bots, latencies, messages, strict=True)
    ]


async def _searches(bots: Sequence[Running], chance: random.Random) -> Sequence[Sequence[float]]:
    """Every query is asked of each, in an order left to chance: whoever is asked second finds the machine warm."""
    taken: list[list[float]] = [[] for _ in bots]
    for query in itertools.islice(itertools.cycle(queries()), WARM_UP + SEARCHES):
        for place in chance.sample(range(len(bots)), len(bots)):
            taken[place].append(await _search(bots[place].wire, query))
    return [each[WARM_UP:] for each in taken]


async def _search(wire: WireCord, query: str) -> float:
    interaction = wire.invoke("search", {"query": query}, user="ana", channel="general")
    await interaction.message()
    assert interaction.latency is not None
    return interaction.latency


async def _messages(running: Running) -> float:
    """Processor time for each untagged message, at full speed."""
    wire, bot = running.wire, running.bot
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
