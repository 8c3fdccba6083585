"""Channels, threads or many messages deleted at once: what was captured there is unlisted, and the moderators asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from bot.exchange.withdrawing import withdraw
from db import audit, cursors, entries, holds, outbox, posted_copies, removals
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Entry
from db.outbox import Posting
from db.removals import Decision, Removal, RemovalReason

ASK_KIND = "removal_ask"
DUE_KIND = "removal_due"
PATIENCE = timedelta(days=7)
_ASK_GRACE = PATIENCE
_DUE_GRACE = timedelta(days=365)  # what was announced is done however late


@dataclass(frozen=True, slots=True)
class Question:
    """What the moderators are asked: the removal, and the labels of the entries it is about.

    Those `for_authors` were written in a private place that is gone. Who could read it is known no more, so that only
    their authors find them, also where they are kept.
    """

    removal: Removal
    labels: tuple[str, ...]
    for_authors: int


@dataclass(frozen=True, slots=True)
class ListedAgain:
    """How many entries are kept, and how many of these are found by their authors alone."""

    count: int
    for_authors: int


class Removals:
    """Unlists, asks, and does what is decided."""

    def __init__(self, database: Database, clock: Clock, outbox_of_exchange: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox_of_exchange

    async def messages_deleted(self, guild_id: int, message_ids: Sequence[int]) -> tuple[int, ...]:
        """Several messages were deleted in one stroke. The bot's lines about holds among them, to be taken away."""
        async with self._database.write() as write:
            await self._unlist(write, guild_id, "bulk", await removals.of_messages(write, guild_id, message_ids))
            await posted_copies.forget(write, message_ids)
            await holds.forget_notices(write, guild_id, message_ids)
            removed = await holds.remove(write, guild_id, message_ids)
        self._outbox.announce()
        return tuple(hold.notice_message_id for hold in removed if hold.notice_message_id is not None)

    async def channel_deleted(self, guild_id: int, channel_id: int) -> None:
        """A channel was deleted, with all its threads: also those that nobody has in a cache."""
        await self._place_deleted(guild_id, channel_id, "channel")

    async def thread_deleted(self, guild_id: int, thread_id: int) -> None:
        """A thread or forum post was deleted."""
        await self._place_deleted(guild_id, thread_id, "thread")

    async def question(self, guild_id: int, number: int) -> Question | None:
        """What is still to be decided; None where nothing is."""
        async with self._database.read() as read:
            return await _question(read, guild_id, number)

    async def keep(self, guild_id: int, number: int, moderator_id: int) -> ListedAgain:
        """List the entries again."""
        async with self._database.write() as write:
            question = await _question(write, guild_id, number)
            count = await self._decide(write, guild_id, number, moderator_id, "kept")
        self._outbox.announce()
        return ListedAgain(count, question.for_authors if question is not None else 0)

    async def remove(self, guild_id: int, number: int, moderator_id: int) -> int:
        """Withdraw the entries; how many."""
        async with self._database.write() as write:
            count = await self._decide(write, guild_id, number, moderator_id, "removed")
        self._outbox.announce()
        return count

    async def run_out(self, guild_id: int, number: int) -> int:
        """Nobody has decided in time: the entries are withdrawn; how many."""
        async with self._database.write() as write:
            count = await self._carry_out(write, guild_id, number, "removed")
        self._outbox.announce()
        return count or 0

    async def _place_deleted(self, guild_id: int, channel_id: int, reason: RemovalReason) -> None:
        async with self._database.write() as write:
            await posted_copies.forget_channel(write, channel_id)
            await self._unlist(write, guild_id, reason, await removals.of_channel(write, guild_id, channel_id))
            await holds.remove_channel(write, guild_id, channel_id)
            await cursors.remove(write, guild_id, channel_id)
        self._outbox.announce()

    async def _unlist(
        self, write: WriteConnection, guild_id: int, reason: RemovalReason, numbers: Sequence[int]
    ) -> None:
        now = self._clock.now()
        affected = await entries.by_numbers(write, guild_id, numbers)
        # Of what is held nothing is stored that a moderator could keep, and of what is hidden or merged nobody asks.
        gone = [entry.number for entry in affected if entry.status != "listed"]
        await withdraw(self._database, write, guild_id, gone, now)
        listed = [entry.number for entry in affected if entry.status == "listed"]
        if not listed:
            return
        removal = await removals.ask(write, guild_id, reason, listed, now)
        for number in listed:
            await copies.follow(write, guild_id, number, now)
        await outbox.put(
            write,
            Posting(
                kind=ASK_KIND,
                guild_id=guild_id,
                due_at=now,
                grace=_ASK_GRACE,
                dedupe_key=f"removal:{guild_id}:{removal}:ask",
                removal=removal,
            ),
        )
        await outbox.put(
            write,
            Posting(
                kind=DUE_KIND,
                guild_id=guild_id,
                due_at=now + PATIENCE,
                grace=_DUE_GRACE,
                dedupe_key=f"removal:{guild_id}:{removal}:due",
                removal=removal,
            ),
        )

    async def _decide(
        self, write: WriteConnection, guild_id: int, number: int, moderator_id: int, decision: Decision
    ) -> int:
        count = await self._carry_out(write, guild_id, number, decision)
        if count is None:
            former = await removals.find(write, guild_id, number)
            if former is None:
                raise Refusal("There is no such question in this server.")
            raise Refusal(f"That has been decided already: the entries were {former.decision}.")
        await audit.add(write, guild_id, moderator_id, f"removal_{decision}", number, self._clock.now())
        return count

    async def _carry_out(self, write: WriteConnection, guild_id: int, number: int, decision: Decision) -> int | None:
        now = self._clock.now()
        numbers = await removals.entries_of(write, guild_id, number)
        if not await removals.decide(write, guild_id, number, decision):
            return None
        if decision == "removed":
            await withdraw(self._database, write, guild_id, numbers, now)
        else:
            for entry in numbers:
                await copies.follow(write, guild_id, entry, now)
        return len(numbers)


async def _question(read: ReadConnection, guild_id: int, number: int) -> Question | None:
    removal = await removals.find(read, guild_id, number)
    if removal is None or removal.decision is not None:
        return None
    unlisted = await entries.by_numbers(read, guild_id, await removals.entries_of(read, guild_id, number))
    if not unlisted:
        return None
    return Question(removal, tuple(entry.label for entry in unlisted), _for_authors(removal.reason, unlisted))


def _for_authors(reason: RemovalReason, unlisted: Sequence[Entry]) -> int:
    """Of these entries, those whose private channel is gone; where a thread was deleted, only if that was private."""
    sources = [entry.source for entry in unlisted if entry.source is not None]
    private = [source for source in sources if source.private_channel_id is not None]
    match reason:
        case "channel":
            return len(private)
        case "thread":
            return len([source for source in private if source.private_channel_id == source.channel_id])
        case "bulk":
            return 0
