"""One interaction that a person sent, and everything the bot answered to it."""

# ruff: noqa: ASYNC109 (a test says how long it will wait, and is told in words what did not come)

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from tests.wire.routing import Record
from tests.wire.values import CHOICES, DEFER_UPDATE, EPHEMERAL, LOADING, MODAL, Json, WireError

if TYPE_CHECKING:
    from tests.wire.watching import Watching

TOKEN_LIFETIME = 900.0


class Interaction:
    """A command, a click, a choice, a submitted form or a question for choices."""

    def __init__(self, wire: Watching, payload: Json) -> None:
        self.wire, self.payload = wire, payload
        self.id, self.token, self.type = int(payload["id"]), str(payload["token"]), int(payload["type"])
        self.channel_id = int(payload["channel_id"])
        self.guild = wire.guilds.get(int(payload.get("guild_id", 0)))
        self.user: Json = payload.get("member", payload)["user"]
        self.source: Json | None = payload.get("message")
        self.created = time.monotonic()
        self.sent_at: float | None = None
        self.acked_at: float | None = None
        self.callback: Record | None = None
        self.response_type: int | None = None
        self.response_data: Json = {}
        self.original: Json | None = None
        self.edited = self.deleted_original = False
        self.followups: list[Json] = []
        self.acknowledged: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def latency(self) -> float | None:
        """Seconds from the socket's taking the event to the arrival of the first callback."""
        return self.acked_at - self.sent_at if self.acked_at and self.sent_at else None

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees the answer."""
        return bool(self.original and self.original["flags"] & EPHEMERAL)

    @property
    def expired(self) -> bool:
        """Whether its token is dead, as it is after fifteen minutes."""
        return time.monotonic() - self.created > TOKEN_LIFETIME

    def expire(self) -> None:
        """Let its fifteen minutes be over."""
        self.created -= TOKEN_LIFETIME

    async def ack(self, timeout: float = 10.0) -> Interaction:
        """Wait for the first callback."""
        try:
            await asyncio.wait_for(asyncio.shield(self.acknowledged), timeout)
        except TimeoutError:
            raise WireError(f"{self.describe()} was not acknowledged in {timeout} s") from None
        return self

    async def message(self, timeout: float = 10.0) -> Json:
        """Wait for the finished answer: the original once the bot no longer "thinks" (after a silent deferral:
        once it is edited), else the first follow-up."""
        await self.ack(timeout)
        answer = await self.wire.until(self._finished, timeout, f"a message for {self.describe()}")
        assert answer is not None
        return answer

    def _finished(self) -> Json | None:
        thinking = self.original is None or self.original["flags"] & LOADING
        if not thinking and (self.response_type != DEFER_UPDATE or self.edited):
            return self.original
        return self.followups[0] if self.followups else None

    async def choices(self, timeout: float = 10.0) -> list[Json]:
        """Wait for the choices of an autocompleting option."""
        await self.ack(timeout)
        if self.response_type != CHOICES:
            raise WireError(f"{self.describe()} was answered with type {self.response_type}, not with choices")
        return self.response_data.get("choices") or []

    async def modal(self, timeout: float = 10.0) -> Json:
        """Wait for the form that it opens."""
        await self.ack(timeout)
        if self.response_type != MODAL:
            raise WireError(f"{self.describe()} was answered with type {self.response_type}, not with a form")
        return self.response_data

    def describe(self) -> str:
        """For messages of errors."""
        data = self.payload["data"]
        return f"interaction {data.get('name') or data.get('custom_id')!r}"
