"""Held messages: why one is held, what its author can do about it, and when the moderators hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.exchange.clearing import may_be_cleared
from bot.exchange.clock import Clock
from bot.exchange.refusal import Refusal
from db import audit, holds, outbox
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.holds import Hold
from db.outbox import Posting

STANDS_KIND = "hold_stands"
PATIENCE = timedelta(hours=1)
_GRACE = timedelta(days=30)


class NotItsAuthor(Refusal):
    """Somebody else pressed a button that is for the author of a held message."""


class Holds:
    """Ids and kinds only; nothing of a held message is stored."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of_author(self, guild_id: int, message_id: int, user_id: int) -> Hold:
        """The hold, for the message's author alone."""
        async with self._database.read() as read:
            return await _of_author(read, guild_id, message_id, user_id)

    async def open_one(self, guild_id: int, message_id: int) -> Hold | None:
        """The hold of a message that is held now; None where nothing holds it any more."""
        async with self._database.read() as read:
            hold = await holds.find(read, guild_id, message_id)
        return hold if hold is not None and hold.is_open else None

    async def count(self, guild_id: int) -> int:
        """How many messages are held now, and so stand in the chat as they are."""
        async with self._database.read() as read:
            return await holds.count_open(read, guild_id)

    async def line_stands(self, guild_id: int, message_id: int, line_id: int) -> bool:
        """Remember the line in the channel; False where it has come too late and should go again."""
        async with self._database.write() as write:
            return await holds.set_notice(write, guild_id, message_id, line_id)

    async def not_the_patient(self, guild_id: int, message_id: int, user_id: int) -> None:
        """The author's word that a name or date is not a patient's: it counts for this message, and is written down."""
        async with self._database.write() as write:
            hold = await _of_author(write, guild_id, message_id, user_id)
            if not may_be_cleared(hold.kinds):
                raise Refusal("A number, an address or a link to a person's page is never kept, whoever it belongs to.")
            await holds.clear(write, guild_id, message_id, (*hold.cleared, *hold.kinds))
            await audit.add(write, guild_id, user_id, "not_the_patient", message_id, self._clock.now())


async def hold_message(
    write: WriteConnection,
    *,
    guild_id: int,
    channel_id: int,
    message_id: int,
    author_id: int,
    kinds: Sequence[str],
    said_at: datetime,
    now: datetime,
) -> None:
    """Hold a message as it was last edited at `said_at`.

    Unless its author changes or deletes it in time, the moderators are told, once. An edit gives time again; that the
    message is looked at again does not.
    """
    await holds.put(
        write,
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=message_id,
        author_id=author_id,
        kinds=kinds,
        now=now,
    )
    key = f"hold:{guild_id}:{message_id}:stands"
    known = await outbox.by_key(write, key)
    if known is not None and said_at <= known.posting.due_at - PATIENCE:
        return
    await outbox.drop_unsent(write, key)
    await outbox.put(
        write,
        Posting(
            kind=STANDS_KIND,
            guild_id=guild_id,
            due_at=now + PATIENCE,
            grace=_GRACE,
            dedupe_key=key,
            label=str(message_id),
        ),
    )


async def _of_author(read: ReadConnection, guild_id: int, message_id: int, user_id: int) -> Hold:
    hold = await holds.find(read, guild_id, message_id)
    if hold is None or not hold.is_open:
        raise Refusal("This message is not held any more.")
    if hold.author_id != user_id:
        raise NotItsAuthor("Only the author of that message can see why, or do something about it.")
    return hold
