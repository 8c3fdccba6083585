"""The outbox as the exchange sees it: rows go in with what they belong to, a runner takes them out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.exchange.clock import Clock
from db import outbox as rows
from db.database import Database
from db.outbox import Delivery

_BATCH = 25


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed delivery: how late it is (None within a minute), and the token by which its message is found again."""

    delivery: Delivery
    late_by: timedelta | None
    token: str


class NothingToSend(Exception):
    """A deliverer's word that the row has become pointless (a cancelled meeting, a withdrawn entry); it is skipped."""


Deliverer = Callable[[Sending], Awaitable[int | None]]
"""Sends or edits one message and gives its id; it puts the token into a button's custom id and uses it as nonce."""


def token_of(dedupe_key: str) -> str:
    """A short token for a key: it fits a nonce (25 characters) and a custom id beside other arguments."""
    return sha256(dedupe_key.encode()).hexdigest()[:20]


class Outbox:
    """What is due, who must be woken for it, and how it ended."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call this whenever new rows may be there."""
        self._listeners.append(listener)

    def announce(self) -> None:
        """To be called after a transaction that has put rows."""
        for listener in self._listeners:
            listener()

    async def reclaim(self) -> None:
        """At the start: what a former process claimed and did not finish is due again."""
        async with self._database.write() as write:
            await rows.reclaim(write, self._clock.now())

    async def claim(self) -> list[Sending]:
        """The next few whose turn it is."""
        now = self._clock.now()
        if await self.next_turn() is None:
            return []
        async with self._database.write() as write:
            claimed = await rows.claim(write, now, _BATCH)
        return [_sending(delivery, now) for delivery in claimed]

    async def next_turn(self) -> datetime | None:
        """When something is to be tried next."""
        async with self._database.read() as read:
            return await rows.next_turn(read)

    async def sent(self, sending: Sending, message_id: int | None) -> None:
        """It stands in the channel."""
        outcome = "late" if sending.late_by else ""
        async with self._database.write() as write:
            await rows.finish(write, sending.delivery.number, "sent", message_id, outcome)

    async def skipped(self, sending: Sending, outcome: str) -> None:
        """It is not sent, and why."""
        async with self._database.write() as write:
            await rows.finish(write, sending.delivery.number, "skipped", None, outcome)

    async def failed(self, sending: Sending, outcome: str) -> None:
        """It cannot be sent, and why."""
        async with self._database.write() as write:
            await rows.finish(write, sending.delivery.number, "failed", None, outcome)

    async def put_off(self, sending: Sending, delay: timedelta, outcome: str) -> None:
        """A passing fault: again after a while."""
        async with self._database.write() as write:
            await rows.put_off(write, sending.delivery.number, self._clock.now() + delay, outcome)


def _sending(delivery: Delivery, now: datetime) -> Sending:
    late_by = now - delivery.posting.due_at
    return Sending(delivery, late_by if late_by > timedelta(minutes=1) else None, token_of(delivery.posting.dedupe_key))
