"""The order of what happens to one message: handlers take turns, and old news never overtakes new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ChatOrder:
    """Turns by message, first come first served; and what was changed live while history was being read."""

    def __init__(self) -> None:
        self._queues: dict[int, _Queue] = {}
        self._readers = 0
        self._messages: set[int] = set()
        self._channels: set[int] = set()

    @asynccontextmanager
    async def turn(self, message_id: int) -> AsyncGenerator[None]:
        """Alone with a message: of ten edits in a second, the last one is the last to be handled.

        Whoever wants arrival order enters before waiting for anything else.
        """
        queue = self._queues.setdefault(message_id, _Queue())
        queue.length += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.length -= 1
            if not queue.length:
                del self._queues[message_id]

    def marking(self, channel_id: int) -> AbstractAsyncContextManager[None]:
        """Alone with a channel's marks: sent all at once, one slips past discord.py's wait and is refused (429).

        The number is negated, since a forum post's first message has the number of its channel.
        """
        return self.turn(-channel_id)

    @contextmanager
    def reading_history(self) -> Generator[None]:
        """While history is read, live changes are remembered: the page at hand may be older than they are."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            if not self._readers:
                self._messages.clear()
                self._channels.clear()

    def overtake(self, message_ids: Iterable[int]) -> None:
        """These messages were edited or deleted just now."""
        if self._readers:
            self._messages.update(message_ids)

    def overtake_channel(self, channel_id: int) -> None:
        """This channel or thread was deleted just now."""
        if self._readers:
            self._channels.add(channel_id)

    def is_overtaken(self, channel_id: int, message_id: int) -> bool:
        """Whether what history says of a message is old news."""
        return message_id in self._messages or channel_id in self._channels
