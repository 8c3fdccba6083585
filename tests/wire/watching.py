"""Waiting for what the bot does, and looking at what it did."""

# ruff: noqa: ASYNC109 (a test says how long it will wait, and is told in words what did not come)

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from typing import TypeVar

from tests.wire.routing import Record
from tests.wire.sessions import Session
from tests.wire.values import Json, Reference, WireError, same
from tests.wire.world import World

Value = TypeVar("Value")
MESSAGES_ROUTE = "/channels/{channel_id}/messages"


class Watching(World):
    """The coroutines a test waits in; each raises WireError when its time is up."""

    async def until(self, predicate: Callable[[], Value], timeout: float = 10.0, what: str = "condition") -> Value:
        """Wait until predicate() is true (asked whenever the bot does something); returns its value."""
        end = time.monotonic() + timeout
        self._waiting += 1
        try:
            while not (value := predicate()):
                left = end - time.monotonic()
                if left <= 0:
                    raise WireError(f"waited {timeout} s in vain for {what}")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._tick.wait(), left)
            return value
        finally:
            self._waiting -= 1

    async def ready(self, timeout: float = 30.0) -> Session:
        """The bot has identified, and all that it is owed at its start is on its socket."""

        def identified() -> Session | None:
            # After a kill the former process's session may still look alive for a moment.
            living = [one for one in self.sessions.values() if one.ready and one.connection]
            return living[-1] if living and self.identifies >= self.awaited_identify else None

        session = await self.until(identified, timeout, "the bot to identify")
        await self.drain()
        assert session is not None
        return session

    async def drain(self, timeout: float = 30.0) -> None:
        """Every event that waits has been handed to the sockets."""
        end = time.monotonic() + timeout
        while any(not connection.outgoing.empty() for connection in self.connections):
            if time.monotonic() > end:
                raise WireError("the gateway's queue did not drain")
            await asyncio.sleep(0.002)

    async def commands_registered(self, *names: str, timeout: float = 30.0) -> dict[str, Json]:
        """The bot's commands by name, once all those named are among them."""

        def registered() -> dict[str, Json]:
            found = {command["name"]: command for pool in self.commands.values() for command in pool.values()}
            return found if all(name in found for name in names) else {}

        return await self.until(registered, timeout, f"the commands {', '.join(names)}")

    def find_requests(
        self,
        method: str = "*",
        pattern: str = ".*",
        since: float = 0.0,
        where: Callable[[Record], bool] | None = None,
    ) -> list[Record]:
        """Answered requests by method, and by route template or regular expression on the path."""

        def fits(record: Record) -> bool:
            if record.t_in < since or not record.status or method not in ("*", record.method):
                return False
            return record.route == pattern or re.fullmatch(pattern, record.path) is not None

        return [record for record in self.requests if fits(record) and (where is None or where(record))]

    async def wait_request(
        self,
        method: str = "*",
        pattern: str = ".*",
        *,
        count: int = 1,
        since: float = 0.0,
        where: Callable[[Record], bool] | None = None,
        timeout: float = 10.0,
    ) -> Record:
        """The count-th answered request that matches."""

        def enough() -> list[Record]:
            found = self.find_requests(method, pattern, since, where)
            return found if len(found) >= count else []

        return (await self.until(enough, timeout, f"{count} × {method} {pattern}"))[count - 1]

    async def wait_message(
        self,
        channel: Reference | None = None,
        *,
        since: float = 0.0,
        timeout: float = 10.0,
        where: Callable[[Json], bool] | None = None,
    ) -> Json:
        """A message the bot posted by itself, not as the answer to an interaction."""
        channel_id = None if channel is None else self.locate(channel)[1]

        def fits(record: Record) -> bool:
            if record.status != 200 or (channel_id and not same(record.answer["channel_id"], channel_id)):
                return False
            return where is None or where(record.answer)

        return (await self.wait_request("POST", MESSAGES_ROUTE, since=since, timeout=timeout, where=fits)).answer

    def peak_rate(self, window: float = 1.0) -> int:
        """The most requests in any window; those to interactions' endpoints don't count against Discord's limit."""
        times = sorted(record.t_in for record in self.requests if not record.exempt)
        best = first = 0
        for last, moment in enumerate(times):
            while times[first] <= moment - window:
                first += 1
            best = max(best, last - first + 1)
        return best
