"""The README's two tables that the code knows best: `python -m tests.docs.tables` prints them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from discord import app_commands

from bot.app.exchange_bot import ExchangeBot
from bot.ui.permissions import NEEDS
from cogs import COGS
from db.database import Database
from tests.support.fluence_stage import config_for

_PAIRS = ("messages", "reactions")  # discord.py's words for an intent of servers and one of direct messages


def permission_rows() -> list[str]:
    """A row for each permission that the bot asks for."""
    return [f"| {need.label} | {need.why} |" for need in NEEDS]


async def intents(folder: Path) -> set[str]:
    """The names of the gateway intents that the bot asks for, in words."""
    config = config_for(folder / "intents.db")
    async with Database.open(config.database_url) as database:
        bot = ExchangeBot(config, database)
        asked = {name.replace("_", " ").capitalize() for name, wanted in bot.intents if wanted and name not in _PAIRS}
        await bot.close()
    return asked


async def command_rows(folder: Path) -> list[str]:
    """A row for each command, from the tree."""
    config = config_for(folder / "tables.db")
    async with Database.open(config.database_url) as database:
        bot = ExchangeBot(config, database)
        for name in COGS:
            await bot.load_extension(name)
        rows = sorted(_rows(bot))
        await bot.close()
    return rows


def _rows(bot: ExchangeBot) -> Iterator[str]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            options = " ".join(f"`{each.display_name}`{'°' * each.autocomplete}" for each in command.parameters)
            yield f"| `/{command.qualified_name}` {options}".rstrip() + f" | {command.description} |"


async def _print() -> None:
    with TemporaryDirectory() as folder:
        print("\n".join([*permission_rows(), "", *await command_rows(Path(folder))]))


if __name__ == "__main__":
    asyncio.run(_print())
