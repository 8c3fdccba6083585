"""How far each channel has been read without a gap.

Progress is counted in memory, because most messages are harmless and must cost next to nothing; it is written down
every few seconds. A crash in between only means that a few messages are read twice, which changes nothing.

A cursor moves only over contiguous reads. A new session with Discord's gateway opens a gap in every channel: live
messages are handled, but the cursor waits until the catch-up has read from it to the channel's end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from db import cursors as rows
from db.database import Database
from db.instants import to_milliseconds

_NEVER: Final = -1
# Discord's numbers count milliseconds since 2015, above 22 bits of other things.
_FIRST_MILLISECOND: Final = 1_420_070_400_000
_OTHER_BITS: Final = 22


@dataclass(slots=True)
class _Channel:
    guild_id: int
    written: int = 0
    highest: int = 0
    session: int = 0
    pending: set[int] = field(default_factory=set[int])

    def safe(self) -> int:
        """The last message up to which all are handled."""
        return min(self.pending) - 1 if self.pending else self.highest


class Cursors:
    """The progress of every channel in the session that is open now."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._channels: dict[int, _Channel] = {}
        self._session = 0
        self._dirty = False
        self._failing: set[int] = set()
        self._on_progress: Callable[[], None] = _nobody
        self._on_failure: Callable[[], None] = _nobody

    def tell(self, *, on_progress: Callable[[], None], on_failure: Callable[[], None]) -> None:
        """Call these when there is something to flush, and when a guild has to be caught up again."""
        self._on_progress = on_progress
        self._on_failure = on_failure

    @property
    def session(self) -> int:
        """The number of the open session; a catch-up belongs to one."""
        return self._session

    @property
    def has_news(self) -> bool:
        """Whether anything has been handled since the last flush."""
        return self._dirty

    def new_session(self) -> None:
        """What happened before this moment may have been missed, in every channel."""
        self._session += 1
        self._failing.clear()

    def gap_in(self, guild_id: int) -> None:
        """Discord does not tell about a guild for a while."""
        for channel in self._channels.values():
            if channel.guild_id == guild_id:
                channel.session = _NEVER

    # Live messages.

    def passed(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """A message that needs nothing."""
        channel = self._channels.get(channel_id)
        if channel is None:
            channel = self._channel(guild_id, channel_id)
        if message_id > channel.highest:
            channel.highest = message_id
        if not self._dirty:
            self._progressed()

    def begin(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """A message whose handling has begun: the cursor stays before it."""
        channel = self._channel(guild_id, channel_id)
        channel.pending.add(message_id)
        channel.highest = max(channel.highest, message_id)

    def done(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """It has been handled."""
        self._channel(guild_id, channel_id).pending.discard(message_id)
        self._progressed()

    def failed(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """It could not be handled: the channel has a gap from here on."""
        channel = self._channel(guild_id, channel_id)
        channel.session = _NEVER
        channel.pending.discard(message_id)
        self.missed(guild_id)

    def missed(self, guild_id: int) -> None:
        """Something in a guild could not be followed: it has to be caught up again."""
        self._failing.add(guild_id)
        self._on_failure()

    @contextmanager
    def or_missed(self, guild_id: int) -> Generator[None]:
        """Follow something that is told only once: what goes wrong with it now is made good by a later catch-up."""
        try:
            yield
        except Exception:
            self.missed(guild_id)
            raise

    def take_failing(self) -> set[int]:
        """The guilds that have to be caught up again; they are asked for once."""
        failing, self._failing = self._failing, set()
        return failing

    # Catching up.

    def born(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread that was made just now: nothing in it has been missed."""
        channel = self._channel(guild_id, channel_id)
        channel.session = self._session
        channel.highest = max(channel.highest, channel_id - 1)
        self._progressed()

    async def read_to(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """The catch-up has read from the cursor to this message without a gap."""
        channel = self._channel(guild_id, channel_id)
        if message_id > channel.written:
            async with self._database.write() as write:
                is_moved = await rows.move(write, guild_id, {channel_id: message_id})
            if is_moved:
                channel.written = max(channel.written, message_id)

    def caught_up(self, guild_id: int, channel_id: int, session: int, message_id: int) -> None:
        """The catch-up of this session has read to the channel's end, and this message was the last."""
        if session != self._session:
            return
        channel = self._channel(guild_id, channel_id)
        channel.highest = max(channel.highest, message_id)
        channel.session = session
        self._progressed()

    async def of_guild(self, guild_id: int) -> dict[int, int]:
        """The cursors as they are written down."""
        async with self._database.read() as read:
            return await rows.of_guild(read, guild_id)

    async def of_private(self, guild_id: int) -> dict[int, int]:
        """Where the reading of each opted-in private channel, and of its threads, begins."""
        async with self._database.read() as read:
            return await rows.of_private(read, guild_id)

    def gone(self, channel_id: int) -> None:
        """The channel was deleted."""
        self._channels.pop(channel_id, None)

    async def flush(self) -> None:
        """Write down how far each channel has come."""
        self._dirty = False
        moved: dict[int, dict[int, int]] = defaultdict(dict)
        for channel_id, channel in self._channels.items():
            if channel.session == self._session and channel.safe() > channel.written:
                moved[channel.guild_id][channel_id] = channel.safe()
        if not moved:
            return
        async with self._database.write() as write:
            written = [cursors for guild_id, cursors in moved.items() if await rows.move(write, guild_id, cursors)]
        for cursors in written:
            for channel_id, message_id in cursors.items():
                channel = self._channels.get(channel_id)
                if channel is not None:
                    channel.written = max(channel.written, message_id)

    def _progressed(self) -> None:
        if not self._dirty:
            self._dirty = True
            self._on_progress()

    def _channel(self, guild_id: int, channel_id: int) -> _Channel:
        channel = self._channels.get(channel_id)
        if channel is None:
            channel = self._channels[channel_id] = _Channel(guild_id)
        return channel


def message_number_at(instant: datetime) -> int:
    """The lowest number that Discord can give to a message of this moment."""
    return (to_milliseconds(instant) - _FIRST_MILLISECOND) << _OTHER_BITS


def _nobody() -> None:
    """Stands for the listener until there is one."""
