"""Lets virtual time keep up with the real one, so that a reminder due in a minute comes in a minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from simcord import SetupError

from bot.demo.stage import Stage
from bot.exchange.clock import Clock

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0


class RunningClock:
    """Moves the stage's time on to the real time, second by second, and has the page show what that brought."""

    def __init__(
        self, stage: Stage, real_clock: Clock, *, turn: asyncio.Lock, show_news: Callable[[], Awaitable[None]]
    ) -> None:
        self._stage = stage
        self._real_clock = real_clock
        self._turn = turn
        self._show_news = show_news

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """Catch up with the real time, or leave it to the next tick when a visitor is just doing something."""
        if self._turn.locked():
            return
        async with self._turn:
            try:
                await self._catch_up()
            except SetupError as error:
                # simcord does one thing at a time, and says so only in words.
                if "operation overlaps" not in str(error):
                    raise
            except TimeoutError:
                # The part of the time that did pass has passed; the next tick goes on from there.
                log.warning("the demonstration's clock is behind the real one and will catch up")

    async def _catch_up(self) -> None:
        behind = self._real_clock.now() - self._stage.clock.now()
        if behind > timedelta():
            await self._stage.advance(behind)
        await self._show_news()
