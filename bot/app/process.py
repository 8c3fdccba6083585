"""The process: composes the parts, runs until it is told to stop, and closes in time."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Iterator

import discord

from bot.app.config import Config
from bot.app.exchange_bot import ExchangeBot
from db.database import Database

log = logging.getLogger(__name__)

# Service managers kill after a while (systemd after 90 s, Docker after 10 s): be done before.
CLOSE_WITHIN_SECONDS = 8.0


async def run(config: Config) -> None:
    """Serve until SIGTERM or SIGINT. Raises what `bot.app.failures` knows the sentences of."""
    # discord.py would warn at every start that it cannot speak; it is not meant to.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with Database.open(config.database_url) as database:
        bot = ExchangeBot(config, database)
        spare_the_collector()
        serving = asyncio.create_task(bot.start(config.token), name="serving Discord")
        with _stopped_by_signals(serving):
            try:
                await serving
            except asyncio.CancelledError:
                log.info("closing")
            finally:
                await _close(bot)


def spare_the_collector() -> None:
    """What was loaded at the start stays for good: walking it again and again took a twentieth of every answer."""
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)


async def _close(bot: ExchangeBot) -> None:
    try:
        await asyncio.wait_for(bot.close(), CLOSE_WITHIN_SECONDS)
    except TimeoutError:
        log.warning("Discord did not let go in time; closing the database now")


@contextlib.contextmanager
def _stopped_by_signals(task: asyncio.Task[None]) -> Iterator[None]:
    """SIGTERM and SIGINT end the task; where a platform has no signal handlers (Windows), Ctrl-C raises instead."""
    loop = asyncio.get_running_loop()
    handled = (signal.SIGTERM, signal.SIGINT)
    with contextlib.suppress(NotImplementedError):
        for each in handled:
            loop.add_signal_handler(each, task.cancel)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for each in handled:
                loop.remove_signal_handler(each)
