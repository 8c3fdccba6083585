"""A clock that is set by hand, and a Discord that keeps its channels in a dictionary."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import discord

from bot.delivery.runner import Runner
from bot.exchange.outbox import Deliverer, Outbox, Sending
from bot.ui.custom_ids import compose
from db import communities
from db import outbox as rows
from db.database import Database
from db.outbox import Delivery, Posting
from tests.support.clocks import StoppedClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD = 77
CHANNEL = 500
BOT = 900


@dataclass(slots=True)
class FakeMessage:
    """What stands in a channel: whose it is, when it came, and the custom id of its one button."""

    id: int
    author_id: int
    created_at: datetime
    custom_id: str

    @property
    def author(self) -> SimpleNamespace:
        return SimpleNamespace(id=self.author_id)

    @property
    def components(self) -> list[SimpleNamespace]:
        """The button, inside a row inside a card."""
        row = SimpleNamespace(children=[SimpleNamespace(custom_id=self.custom_id)])
        return [SimpleNamespace(children=[row])]


@dataclass(slots=True)
class FakeChannel:
    """A channel that can be looked through."""

    messages: list[FakeMessage] = field(default_factory=list)
    lookups: int = 0
    refuses: Exception | None = None

    async def history(self, *, limit: int, after: datetime, oldest_first: bool) -> AsyncIterator[FakeMessage]:
        """As discord.py lists a channel."""
        self.lookups += 1
        if self.refuses is not None:
            raise self.refuses
        later = [message for message in self.messages if message.created_at > after]
        for message in (later if oldest_first else later[::-1])[:limit]:
            yield message


class FakeClient:
    """As much of a client as the runner uses."""

    def __init__(self, clock: StoppedClock) -> None:
        self.user = SimpleNamespace(id=BOT)
        self.channels: dict[int, FakeChannel] = {}
        self._clock = clock

    def get_partial_messageable(self, channel_id: int) -> FakeChannel:
        """A channel, known or not."""
        return self.channels.setdefault(channel_id, FakeChannel())

    def get_channel(self, channel_id: int) -> FakeChannel | None:
        """A channel that is in the cache."""
        return self.channels.get(channel_id)

    async def create_dm(self, user: discord.Object) -> FakeChannel:
        """The channel to a person bears the person's id here."""
        return self.get_partial_messageable(user.id)

    def receive(self, sending: Sending) -> int:
        """What happens in Discord when the bot sends: the message stands in the channel, with its token."""
        lane = sending.delivery.posting.lane
        assert lane is not None
        channel = self.get_partial_messageable(lane)
        message = FakeMessage(1000 + len(channel.messages), BOT, self._clock.now(), compose("seen", sending.token))
        channel.messages.append(message)
        return message.id


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    """Discord's answer with this status and code."""
    response: Any = SimpleNamespace(status=status, reason="")
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(response, {"code": code, "message": "no"})


class Office:
    """An outbox with its runner, on a real database file; what its deliverer does next is told by `faults`."""

    def __init__(self, database: Database) -> None:
        self.clock = StoppedClock(NOON)
        self.client = FakeClient(self.clock)
        self.database = database
        self.faults: list[BaseException] = []
        self.faults_after_sending: list[BaseException] = []
        self.handed_over: list[Sending] = []
        self.outbox = Outbox(database, self.clock)
        self.deliverers: dict[str, Deliverer] = {"note": self.deliver}
        self.runner = self.new_runner()

    def new_runner(self, longest_sleep: timedelta = timedelta(days=1)) -> Runner:
        """A runner as a new process has one: it remembers nothing."""
        return Runner(cast("discord.Client", self.client), self.outbox, self.deliverers, self.clock, longest_sleep)

    async def deliver(self, sending: Sending) -> int | None:
        """The deliverer of notes."""
        self.handed_over.append(sending)
        if self.faults:
            raise self.faults.pop(0)
        message_id = self.client.receive(sending)
        if self.faults_after_sending:
            raise self.faults_after_sending.pop(0)
        return message_id

    async def put(self, key: str, *, due_in: timedelta = timedelta(0), **fields: Any) -> None:
        """A note that is due, in the channel unless told otherwise."""
        grace = fields.pop("grace", timedelta(hours=1))
        if "user_id" not in fields:
            fields.setdefault("channel_id", CHANNEL)
        posting = Posting(fields.pop("kind", "note"), GUILD, self.clock.now() + due_in, grace, key, **fields)
        async with self.database.write() as write:
            await communities.ensure(write, GUILD, self.clock.now())
            await rows.put(write, posting)
        self.outbox.announce()

    async def row(self, key: str) -> Delivery:
        """How a note stands."""
        async with self.database.read() as read:
            found = await rows.by_key(read, key)
        assert found is not None
        return found

    async def has(self, key: str) -> bool:
        """Whether a note is still known."""
        async with self.database.read() as read:
            return await rows.is_there(read, key)

    def said(self, lane: int = CHANNEL) -> int:
        """How many messages stand there."""
        return len(self.client.get_partial_messageable(lane).messages)
