"""What the library has, for tests on a stage."""

from __future__ import annotations

import discord

from bot.demo.stage import Stage
from bot.exchange.exchange import Exchange
from db import entries, holds
from db.database import Database
from db.entries import Entry
from db.holds import Hold
from tests.support import audited
from tests.support.audited import Deed
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import Shown, message_of


def exchange_of(stage: Stage) -> Exchange:
    """The exchange of the bot that is on the stage now."""
    return fluence(stage).exchange


def store_of(stage: Stage) -> Database:
    """Its database."""
    return fluence(stage).database


async def entry_of(stage: Stage, message: Shown) -> Entry | None:
    """The entry that was captured from a message."""
    async with store_of(stage).read() as read:
        return await entries.by_message(read, stage.guild.id, message_of(message).id)


async def kept(stage: Stage, message: Shown) -> Entry:
    """The same, where there must be one."""
    entry = await entry_of(stage, message)
    assert entry is not None, "the message is not in the library"
    return entry


async def hold_of(stage: Stage, message: Shown) -> Hold | None:
    """What is known of a message that is or was held."""
    async with store_of(stage).read() as read:
        return await holds.find(read, stage.guild.id, message_of(message).id)


async def deeds(stage: Stage) -> list[Deed]:
    """The audit of the first server, newest first."""
    async with store_of(stage).read() as read:
        return await audited.latest(read, stage.guild.id, 20)


async def found_by(stage: Stage, word: str) -> list[int]:
    """The numbers of the entries that the full-text index finds by one word."""
    async with store_of(stage).read() as read:
        rows = await read.all(
            "SELECT rowid & 4294967295 AS number FROM entry_search WHERE entry_search MATCH :word ORDER BY rowid",
            {"word": f'"{word}"'},
        )
    return [row["number"] for row in rows]


async def everything_stored(stage: Stage) -> str:
    """Every value of every table, as one text: to show that something is nowhere in it."""
    async with store_of(stage).read() as read:
        tables = await read.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'entry_search%'")
        rows = [row for table in tables for row in await read.all(f'SELECT * FROM "{table["name"]}"')]
    return "\n".join(str(value) for row in rows for value in tuple(row))


def is_silent(message: discord.Message) -> bool:
    """Whether it notified nobody."""
    return message.flags.suppress_notifications
