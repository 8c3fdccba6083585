"""The thread or post in which an entry is talked about: planned with the entry, so that no crash loses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.outbox import Outbox
from db import entries, outbox, posted_copies, questions
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Entry, Source
from db.outbox import Posting
from db.posted_copies import PostedCopy

DISCUSSION_KIND: Final = "discussion"
BELOW_KIND: Final = "discussion_below"
HEAD_START: Final = timedelta(seconds=20)
"""A discussion is opened at once, so that its asker is told where it is. The outbox's row is the net below that: should
opening fail, or the process die before it is written down, the runner opens it a little later, or finds it."""
_GRACE: Final = timedelta(days=7)  # an entry older than that has been answered or forgotten elsewhere


async def plan(write: WriteConnection, guild_id: int, number: int, channel_id: int, now: datetime) -> None:
    """An entry is to be talked about in this channel or forum; in the transaction that saves the entry."""
    await outbox.put(
        write,
        Posting(
            kind=DISCUSSION_KIND,
            guild_id=guild_id,
            due_at=now + HEAD_START,
            grace=_GRACE,
            dedupe_key=_key(guild_id, number),
            channel_id=channel_id,
            entry=number,
        ),
    )


async def plan_below(write: WriteConnection, guild_id: int, number: int, source: Source, now: datetime) -> None:
    """What was captured is talked about in a thread below its message; in the transaction that keeps the entry.

    What was said in a thread or post already is talked about there.
    """
    if source.parent_channel_id is not None:
        return
    await outbox.put(
        write,
        Posting(
            kind=BELOW_KIND,
            guild_id=guild_id,
            due_at=now,
            grace=_GRACE,
            dedupe_key=_key(guild_id, number),
            channel_id=source.channel_id,
            target_id=source.message_id,
            entry=number,
        ),
    )


@dataclass(frozen=True, slots=True)
class Discussed:
    """What stands with a summary on its card: the thread or post where it is talked about, if there is one."""

    discussion: int | None


async def where_discussed(read: ReadConnection, entry: Entry) -> Discussed:
    """The thread or post that was opened for an entry, or else the one that its message stands in."""
    opened = await questions.discussion_of(read, entry.guild_id, entry.number)
    source = entry.source
    said_in = source.channel_id if source is not None and source.parent_channel_id is not None else None
    return Discussed(opened if opened is not None else said_in)


class Discussions:
    """Where entries are talked about."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def opened(self, entry: Entry, thread_id: int | None, copy: PostedCopy) -> None:
        """The entry's card stands there, and the thread or post, if there is one, is where it is talked about."""
        async with self._database.write() as write:
            await _remember(write, entry, thread_id, copy)
            # What was changed or withdrawn while the thread was being opened is put right at once.
            if await entries.by_number(write, entry.guild_id, entry.number) != entry:
                await copies.follow(write, entry.guild_id, entry.number, self._clock.now())
        self._outbox.announce()

    async def found(self, entry: Entry, thread_id: int | None, copy: PostedCopy) -> None:
        """The same of what was posted before a crash: it shows what the entry said then."""
        async with self._database.write() as write:
            await _remember(write, entry, thread_id, copy)
            await copies.follow(write, entry.guild_id, entry.number, self._clock.now())
        self._outbox.announce()

    async def begun_below(self, entry: Entry, thread_id: int) -> None:
        """There is a thread below the message that an entry was captured from; the entry's copies lead to it."""
        async with self._database.write() as write:
            await questions.open_discussion(write, entry.guild_id, entry.number, thread_id)
            await copies.follow(write, entry.guild_id, entry.number, self._clock.now())
        self._outbox.announce()

    async def of(self, entry: Entry) -> Discussed:
        """Where an entry is talked about."""
        async with self._database.read() as read:
            return await where_discussed(read, entry)

    async def about(self, guild_id: int, channel_id: int) -> Entry | None:
        """The entry that is talked about in a thread or post by now, whatever its status: a merge may change that."""
        async with self._database.read() as read:
            number = await questions.discussed_in(read, guild_id, channel_id)
            return await entries.by_number(read, guild_id, number) if number is not None else None

    async def closed(self, guild_id: int, channel_id: int) -> None:
        """A thread or post was deleted."""
        async with self._database.read() as read:
            if await questions.discussed_in(read, guild_id, channel_id) is None:
                return
        async with self._database.write() as write:
            await questions.close_discussion(write, guild_id, channel_id)


def _key(guild_id: int, number: int) -> str:
    return f"discussion:{guild_id}:{number}"


async def _remember(write: WriteConnection, entry: Entry, thread_id: int | None, copy: PostedCopy) -> None:
    await posted_copies.add(write, copy)
    if thread_id is not None:
        await questions.open_discussion(write, entry.guild_id, entry.number, thread_id)
    await outbox.sent_at_once(write, _key(entry.guild_id, entry.number), copy.message_id)
