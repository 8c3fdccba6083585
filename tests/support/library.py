"""What the library has, for tests on a stage."""

from __future__ import annotations

from typing import cast

import discord

from bot.app.exchange_bot import ExchangeBot
from bot.demo.stage import Stage
from db import entries
from db.database import Database
from db.entries import Entry


def fluence(stage: Stage) -> ExchangeBot:
    """The bot that is on the stage now."""
    return cast("ExchangeBot", stage.bot)


def store(stage: Stage) -> Database:
    """Its database."""
    return fluence(stage).database


async def entry_of(stage: Stage, message: discord.Message) -> Entry | None:
    """The entry that was captured from a message."""
    async with store(stage).read() as read:
        return await entries.by_message(read, stage.guild.id, message.id)


async def kept(stage: Stage, message: discord.Message) -> Entry:
    """The same, where there must be one."""
    entry = await entry_of(stage, message)
    assert entry is not None, f"message {message.id} is not in the library"
    return entry


async def entries_in(stage: Stage) -> list[Entry]:
    """Every entry of the first server, whatever its status, oldest first."""
    async with store(stage).read() as read:
        rows = await read.all(f"SELECT {entries.COLUMNS} FROM entry ORDER BY key")
    return [entries.entry_from(row) for row in rows]
