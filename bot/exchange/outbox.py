"""The outbox as the exchange sees it: rows go in with what they belong to, a runner takes them out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.exchange.clock import Clock
from db import outbox as rows
from db.connections import WriteConnection
from db.database import Database
from db.failures import StoreProblem
from db.outbox import Delivery, DeliveryState

log = logging.getLogger(__name__)

_PUNCTUAL = timedelta(minutes=1)
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(minutes=30)
_DOUBLINGS = 6  # 30 s become 32 minutes: more would only overflow


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed delivery: how late it is (None within a minute), and the token by which its message is found again."""

    delivery: Delivery
    late_by: timedelta | None
    token: str

    @property
    def is_too_late(self) -> bool:
        """Whether its grace is over."""
        return self.late_by is not None and self.late_by > self.delivery.posting.grace

    @property
    def was_tried(self) -> bool:
        """Whether a former attempt may have put its message into the channel."""
        return self.delivery.attempts > 1


class NothingToSend(Exception):
    """A deliverer's word that the row has become pointless (a cancelled meeting, a withdrawn entry); it is skipped."""


class NotYet(Exception):
    """A deliverer's word that it cannot be done yet: something else must be delivered first, or what stands already
    cannot be reached at present. The row is tried again later."""


class CannotSend(Exception):
    """A deliverer's word that somebody must do something first (a permission is missing); it fails, visibly."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A delivery that ended; `message_id` is that of the message that stands there now, if one does.

    One that `was_found` was sent by a former attempt, and says what was true then.
    """

    delivery: Delivery
    message_id: int | None
    was_found: bool = False


Then = Callable[[WriteConnection, Ended], Awaitable[None]]
"""What follows from an end, in the transaction that writes the end down."""

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
        self._watches: list[Callable[[], Awaitable[None]]] = []
        self._then: dict[str, Then] = {}

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call this whenever new rows may be there."""
        self._listeners.append(listener)

    def when_ended(self, kind: str, then: Then) -> None:
        """Call this whenever a row of a kind was sent, found, skipped or failed. What it puts needs no `announce`."""
        self._then[kind] = then

    def announce(self) -> None:
        """To be called after a transaction that has put rows."""
        for listener in self._listeners:
            listener()

    def before_claiming(self, watch: Callable[[], Awaitable[None]]) -> None:
        """Have this look at what has changed and put its rows before any are claimed: at the start, and when woken."""
        self._watches.append(watch)

    async def reclaim(self) -> None:
        """What was claimed and not finished is due again. Only while nothing is being delivered."""
        async with self._database.write() as write:
            await rows.reclaim(write, self._clock.now())

    async def prune(self) -> None:
        """Let go of what ended long ago."""
        async with self._database.write() as write:
            await rows.prune(write, self._clock.now() - rows.KEPT_AFTER_ITS_END)

    async def claim(self, limit: int, resting: Collection[int] = ()) -> list[Sending]:
        """The next few whose turn it is, one a channel, and none of the channels that are resting."""
        await self._look()
        now = self._clock.now()
        turn = await self.next_turn(resting)
        if turn is None or turn > now:
            return []
        async with self._database.write() as write:
            claimed = await rows.claim(write, now, limit, resting)
        return [_sending(delivery, now) for delivery in claimed]

    async def next_turn(self, resting: Collection[int] = ()) -> datetime | None:
        """When something is to be tried next, apart from the channels that are resting."""
        async with self._database.read() as read:
            return await rows.next_turn(read, resting)

    async def message_sent_by(self, number: int | None) -> int:
        """The message of a row that was being sent; raises NotYet while it is, NothingToSend where none came of it."""
        async with self._database.read() as read:
            state, message_id = await rows.message_of(read, number or 0) or ("skipped", None)
        if state in ("due", "claimed"):
            raise NotYet("what it is about is just being sent")
        if message_id is None:
            raise NothingToSend("what it is about was not sent")
        return message_id

    async def sent(self, sending: Sending, message_id: int | None) -> None:
        """It was sent or edited just now."""
        await self._finish(sending, "sent", "late" if sending.late_by else "", Ended(sending.delivery, message_id))

    async def found(self, sending: Sending, message_id: int) -> None:
        """It was sent by a former attempt, and stands in the channel."""
        await self._finish(sending, "sent", "", Ended(sending.delivery, message_id, was_found=True))

    async def skipped(self, sending: Sending, outcome: str) -> None:
        """It is not sent, and why."""
        await self._finish(sending, "skipped", outcome, Ended(sending.delivery, None))

    async def failed(self, sending: Sending, outcome: str) -> None:
        """It cannot be sent, and why."""
        await self._finish(sending, "failed", outcome, Ended(sending.delivery, None))

    async def put_off(self, sending: Sending, outcome: str) -> None:
        """A passing fault: again after a while."""
        until = _next_try(sending.delivery, self._clock.now())
        async with self._database.write() as write:
            await rows.put_off(write, sending.delivery.number, until, outcome)

    async def _look(self) -> None:
        for watch in self._watches:
            try:
                await watch()
            except StoreProblem:
                raise
            except Exception:
                # What is due already shall not wait for it.
                log.exception("a watch could not look; it looks again with the next round")

    async def _finish(self, sending: Sending, state: DeliveryState, outcome: str, end: Ended) -> None:
        async with self._database.write() as write:
            await rows.finish(write, sending.delivery.number, state, end.message_id, outcome)
            then = self._then.get(sending.delivery.posting.kind)
            if then is not None:
                await then(write, end)


def _sending(delivery: Delivery, now: datetime) -> Sending:
    late_by = now - delivery.posting.due_at
    return Sending(delivery, late_by if late_by > _PUNCTUAL else None, token_of(delivery.posting.dedupe_key))


def _next_try(delivery: Delivery, now: datetime) -> datetime:
    """Ever longer, but once more at the very end of the grace."""
    delay = min(_FIRST_DELAY * 2 ** min(delivery.attempts - 1, _DOUBLINGS), _LONGEST_DELAY)
    end = delivery.posting.due_at + delivery.posting.grace
    return min(now + delay, end) if now < end else now + delay
