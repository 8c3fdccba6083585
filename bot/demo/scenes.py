"""The demonstration's two ways of being played: open to a visitor in the browser, or once in the terminal."""

from __future__ import annotations

import secrets
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import discord

from bot.app.config import Config
from bot.app.exchange_bot import ExchangeBot
from bot.demo.community import Community, first_moment, live_through, set_up
from bot.demo.conversation import converse
from bot.demo.script import read_script
from bot.demo.stage import BotFactory, Stage, VirtualClock
from bot.demo.transcript import Transcript
from bot.demo.visit import leave_the_browser_alone, receive_visitor
from bot.exchange.clock import Clock, SystemClock
from db.database import Database

ONCE = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
"""When the conversation in the terminal takes place: always then, so that its transcript is always the same."""

Write = Callable[[str], object]


async def play_once(write: Write = print) -> None:
    """Play a short conversation and print it."""
    async with sample_community(ONCE, write) as community:
        write(f"It is {ONCE:%A} {ONCE.day} {ONCE:%B %Y}.")
        await converse(community, Transcript(community.stage, write), write)
    write("\nThat was all. Without --once it opens in the browser, and you take part.")


async def open_to_visitors(port: int, *, opens_browser: bool, write: Write = print) -> None:
    """Serve the community in the browser until Ctrl-C; its clock shows the real time."""
    real_clock: Clock = SystemClock()
    async with sample_community(real_clock.now(), write) as community:
        await receive_visitor(
            community.stage,
            community.viewers,
            real_clock=real_clock,
            port=port,
            open_browser=webbrowser.open if opens_browser else leave_the_browser_alone,
            write=write,
        )


@asynccontextmanager
async def sample_community(now: datetime, write: Write) -> AsyncIterator[Community]:
    """The community with all its weeks lived through up to now, in a folder of its own that is gone afterwards."""
    write("Setting up a simulated Discord with a sample community; everyone in it is invented.")
    # discord.py would warn that it cannot speak; it is not meant to.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    script = read_script()
    with tempfile.TemporaryDirectory(prefix="fluence-demo-", ignore_cleanup_errors=True) as folder:
        async with Stage(_fluence_in(Path(folder)), starts_at=first_moment(script, now)) as stage:
            community = await set_up(stage, script)
            write("Five members talk for three weeks, in a few seconds.")
            await live_through(community, now)
            yield community


def _fluence_in(folder: Path) -> BotFactory:
    config = Config(
        token="none-is-needed",  # noqa: S106 -- the simulated Discord asks for none
        database_url=f"sqlite:///{(folder / 'demo.db').as_posix()}",
        reporter_secret=secrets.token_urlsafe(32),
    )

    @asynccontextmanager
    async def build(clock: VirtualClock) -> AsyncIterator[ExchangeBot]:
        async with Database.open(config.database_url) as database:
            yield ExchangeBot(config, database, clock=clock)

    return build
