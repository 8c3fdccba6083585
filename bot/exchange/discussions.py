"""The thread or post in which an entry is talked about: planned with the entry, so that no crash loses it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.outbox import Outbox
from db import entries, outbox, posted_copies, questions
from db.connections import WriteConnection
from db.database import Database
from db.entries import Entry
from db.outbox import Posting
from db.posted_copies import PostedCopy

DISCUSSION_KIND: Final = "discussion"
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


class Discussions:
    """Where entries are talked about."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def opened(self, entry: Entry, thread_id: int | None, copy: PostedCopy) -> None:
        """The entry's card stands there, and the thread or post, if there is one, is where it is talked about."""
        async with self._database.write() as write:
            await posted_copies.add(write, copy)
            if thread_id is not None:
                await questions.open_discussion(write, entry.guild_id, entry.number, thread_id)
            await outbox.sent_at_once(write, _key(entry.guild_id, entry.number), copy.message_id)
            # What was changed or withdrawn while the thread was being opened is put right at once.
            if await entries.by_number(write, entry.guild_id, entry.number) != entry:
                await copies.follow(write, entry.guild_id, entry.number, self._clock.now())
        self._outbox.announce()

    async def closed(self, guild_id: int, channel_id: int) -> None:
        """A thread or post was deleted."""
        async with self._database.read() as read:
            if await questions.discussed_in(read, guild_id, channel_id) is None:
                return
        async with self._database.write() as write:
            await questions.close_discussion(write, guild_id, channel_id)


def _key(guild_id: int, number: int) -> str:
    return f"discussion:{guild_id}:{number}"
