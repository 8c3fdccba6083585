"""A gateway session: what the bot asked to hear, and the events kept for a RESUME."""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import TYPE_CHECKING

import orjson

from tests.wire.values import Json

if TYPE_CHECKING:
    from tests.wire.gateway import Connection

OnSent = Callable[[float], None]


class Session:
    """One IDENTIFY's session; it outlives its connection."""

    def __init__(self, session_id: str, intents: int, large_threshold: int) -> None:
        self.id = session_id
        self.intents = intents
        self.large_threshold = large_threshold
        self.sequence = 0
        self.buffer: collections.deque[tuple[int, bytes]] = collections.deque(maxlen=20000)
        self.connection: Connection | None = None
        self.ready = False

    def push(self, event: str, data: Json, on_sent: OnSent | None = None) -> None:
        """Send an event, or keep it for when the bot resumes."""
        self.sequence += 1
        raw = orjson.dumps({"t": event, "s": self.sequence, "op": 0, "d": data})
        self.buffer.append((self.sequence, raw))
        if self.connection:
            self.connection.outgoing.put_nowait((raw, on_sent))
