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
from bot.app.gateway import connect_again_after_garbled_words
from bot.app.unread_answers import want_no_copies
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
        want_no_copies()
        connect_again_after_garbled_words()
        await serve(bot, config.token)


async def serve(bot: discord.Client, token: str) -> None:
    """Let the bot work until a signal comes, then close it. Raises what ended it otherwise."""
    serving = asyncio.create_task(bot.start(token), name="serving Discord")
    try:
        with _told_by_signals() as told:
            await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        log.info("closing")
    finally:
        # A cancellation alone may go unheard: asyncio.wait_for of Python 3.11 swallows one that comes as it ends.
        serving.cancel()
        await _close(bot)
        ended, _ = await asyncio.wait({serving}, timeout=1)
        for task in ended:
            _ = task.cancelled() or task.exception()  # looked at, so that asyncio prints no traceback of it


def spare_the_collector() -> None:
    """What was loaded at the start stays for good: walking it again and again took a twentieth of every answer."""
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)


async def _close(bot: discord.Client) -> None:
    try:
        await asyncio.wait_for(bot.close(), CLOSE_WITHIN_SECONDS)
    except TimeoutError:
        log.warning("Discord did not let go in time; closing the database now")


@contextlib.contextmanager
def _told_by_signals() -> Iterator[asyncio.Task[bool]]:
    """A task that SIGTERM or SIGINT ends; where a platform has no signal handlers (Windows), Ctrl-C raises instead."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    waiting = loop.create_task(asked.wait(), name="waiting for a signal")
    handled = (signal.SIGTERM, signal.SIGINT)
    with contextlib.suppress(NotImplementedError):
        for each in handled:
            loop.add_signal_handler(each, asked.set)
    try:
        yield waiting
    finally:
        waiting.cancel()
        with contextlib.suppress(NotImplementedError):
            for each in handled:
                loop.remove_signal_handler(each)
