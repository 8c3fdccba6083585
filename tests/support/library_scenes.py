"""Entries put into the library of a stage's server, as if they had been written there."""

from __future__ import annotations

from dataclasses import replace

from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.app.exchange_bot import ExchangeBot
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.demo.stage import Stage
from bot.exchange.content import content_of
from db import communities, entries
from db.entries import Content, Correction, Entry, Source
from tests.support.simulated_discord import Shown, press

Said = Correction


def fluence(stage: Stage) -> ExchangeBot:
    """The bot on the stage."""
    assert isinstance(stage.bot, ExchangeBot)
    return stage.bot


def written(kind: EntryKind, text: str, said: Said | None = None) -> Content:
    """What a text says, with what its author added in fields."""
    return content_of(kind, text, read(text, Hints(kind)), correction=said or Said())


async def keep(
    stage: Stage,
    author: MemberActor,
    kind: EntryKind,
    text: str,
    *,
    said: Said | None = None,
    title: str | None = None,
    source: Source | None = None,
    guild: GuildHandle | None = None,
) -> Entry:
    """An entry of the author's; `title` is put in as it stands, whatever it is."""
    content = written(kind, text, said)
    if title is not None:
        content = replace(content, title=title)
    bot, home = fluence(stage), guild or stage.guild
    async with bot.database.write() as write:
        await communities.ensure(write, home.id, stage.clock.now())
        number = await entries.add(
            write, home.id, content, author_id=author.id, saved_by_id=None, source=source, now=stage.clock.now()
        )
        assert number is not None
        entry = await entries.by_number(write, home.id, number)
    assert entry is not None
    return entry


async def stands_now(stage: Stage, entry: Entry) -> Entry:
    """The entry as it is by now."""
    async with fluence(stage).database.read() as reading:
        found = await entries.by_number(reading, entry.guild_id, entry.number)
    assert found is not None
    return found


async def the_entries(stage: Stage) -> list[Entry]:
    """Everything in the first server's library, in order."""
    async with fluence(stage).database.read() as reading:
        return await entries.by_numbers(reading, stage.guild.id, range(1, 1000))


async def merge(moderator: MemberActor, channel: ChannelHandle, duplicate: str, into: str) -> Shown:
    """Two entries become one, after both were shown; the word about it."""
    asked = await moderator.slash(channel, "moderate merge", duplicate=duplicate, into=into)
    return await press(moderator, asked, "Merge them")
