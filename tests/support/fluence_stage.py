"""Fluence itself on a stage: the bot as the process builds it, on a database file of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.app.config import Config
from bot.app.exchange_bot import ExchangeBot
from bot.demo.stage import BotFactory, VirtualClock
from db.database import Database
from tests.support.driven import Driven


def config_for(database: Path, *, message_content: bool = True) -> Config:
    """A configuration with an invented token and secret."""
    return Config(
        token="never-sent",
        database_url=f"sqlite:///{database.as_posix()}",
        message_content=message_content,
        reporter_secret="an invented secret, long enough for a test",
    )


DRIVEN = Driven()
"""What the whole run has driven; `tests/flows/test_everything_is_driven.py` compares it with all there is."""


class _Watched(ExchangeBot):
    """Fluence, with a note of everything that is used; commands go past its own listeners."""

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        if event_name == "interaction":
            DRIVEN.note(args[0])
        super().dispatch(event_name, *args, **kwargs)

    async def load_extension(self, name: str, *, package: str | None = None) -> None:
        """As discord.py, which executes all modules anew at each start: that was half of a test's time."""
        await _cog_module(name).setup(self)


@cache
def _cog_module(name: str) -> ModuleType:
    return import_module(name)


def fluence_on(config: Config) -> BotFactory:
    """Builds Fluence as `bot.app` does, with the stage's clock."""

    @asynccontextmanager
    async def build(clock: VirtualClock) -> AsyncIterator[ExchangeBot]:
        async with Database.open(config.database_url) as database:
            yield _Watched(config, database, clock=clock)

    return build
