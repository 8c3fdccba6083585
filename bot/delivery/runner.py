"""The outbox's runner: sleeps to the next due row, has each delivered, and writes down how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

import discord
from discord.ext import tasks

from bot.delivery.attempt import End, Failed, Found, PutOff, Sent, Skipped, attempt
from bot.delivery.pace import Pace
from bot.exchange.clock import Clock
from bot.exchange.outbox import Deliverer, Outbox, Sending

log = logging.getLogger(__name__)

_AT_ONCE = 10  # channels a round: Discord allows a bot 50 requests a second over all
_PRUNED_EVERY = timedelta(days=1)
_AFTER_A_FAULT = timedelta(seconds=30)
# The whole process has ten seconds to end.
_LAST_DELIVERY_SECONDS = 5.0
_LETTING_GO_SECONDS = 1.0


class Runner:
    """Delivers what is due: each row at least once, and once only where its message can be found again.

    It looks at the clock again after `longest_sleep`, though nothing be due.
    """

    def __init__(
        self,
        client: discord.Client,
        outbox: Outbox,
        deliverers: Mapping[str, Deliverer],
        clock: Clock,
        longest_sleep: timedelta,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._deliverers = deliverers
        self._clock = clock
        self._longest_sleep = longest_sleep
        self._pace = Pace(clock)
        self._claims_are_known = False
        """Whether every claimed row is in hand: not at the start, nor after a row's end could not be written."""
        self._pruned_at: datetime | None = None
        self._working = False
        self._woken = False
        # A tasks.Loop and not an Event: its sleep can be re-timed, and it says itself when it is due.
        self._loop = tasks.loop(seconds=0)(self._work)
        outbox.on_change(self.wake)

    async def start(self) -> None:
        """Begin, with what a former process left."""
        self._claims_are_known = False
        self._loop.start()

    async def stop(self) -> None:
        """End after the deliveries in hand. One that takes too long stays claimed, and is looked for at the start."""
        task = self._loop.get_task()
        if task is None or task.done():
            return
        if self._working:
            self._loop.stop()
            await asyncio.wait([task], timeout=_LAST_DELIVERY_SECONDS)
        self._loop.cancel()
        await asyncio.wait([task], timeout=_LETTING_GO_SECONDS)

    def wake(self) -> None:
        """New rows may be due: look now, or again after the round that is running."""
        self._woken = True
        if self._loop.is_running() and not self._working:
            self._loop.change_interval(seconds=0)

    async def deliver_due(self) -> timedelta:
        """One round: the first due row of each channel. How long there is nothing to do then."""
        if not self._claims_are_known:
            await self._outbox.reclaim()
            self._claims_are_known = True
        await self._prune()
        sendings = await self._outbox.claim(_AT_ONCE, self._pace.resting())
        await asyncio.gather(*(self._deliver(sending) for sending in sendings))
        return await self._pause() if self._claims_are_known else _AFTER_A_FAULT

    async def _work(self) -> None:
        self._working, self._woken = True, False
        try:
            pause = await self.deliver_due()
        except Exception:
            # tasks.loop ends for good on most exceptions: a fault of the store must not end every reminder.
            log.exception("the outbox could not be read or written; trying again in a while")
            self._claims_are_known = False
            pause = _AFTER_A_FAULT
        finally:
            self._working = False
        # No await from here to the loop's sleep, so that no wake() falls between.
        self._sleep(timedelta(0) if self._woken else pause)

    def _sleep(self, pause: timedelta) -> None:
        """Let the loop sleep so long from now.

        tasks.Loop counts its interval from when the round before was to begin (2.7.1). After a sleep that was cut
        short that is long ago, and it would run round after round to catch up.
        """
        due_next, interval = self._loop.next_iteration, self._loop.seconds
        if due_next is None or interval is None:  # it is ending
            return
        counted_from = due_next - timedelta(seconds=interval)
        until = discord.utils.utcnow() + pause
        self._loop.change_interval(seconds=max((until - counted_from).total_seconds(), 0))

    async def _prune(self) -> None:
        now = self._clock.now()
        if self._pruned_at is None or now - self._pruned_at >= _PRUNED_EVERY:
            await self._outbox.prune()
            self._pruned_at = now

    async def _pause(self) -> timedelta:
        now, resting = self._clock.now(), self._pace.resting()
        turn = await self._outbox.next_turn(resting)
        moments = [now + self._longest_sleep, *resting.values(), *([turn] if turn is not None else [])]
        return max(min(moments) - now, timedelta(0))

    async def _deliver(self, sending: Sending) -> None:
        posting = sending.delivery.posting
        self._pace.note(posting.lane)
        end = await attempt(self._client, self._deliverers.get(posting.kind), sending)
        try:
            await self._write_down(sending, end)
        except Exception:
            # It stays claimed; a later round takes it up again, and finds its message.
            log.exception("how delivery %s ended could not be written down", sending.delivery.number)
            self._claims_are_known = False

    async def _write_down(self, sending: Sending, end: End) -> None:
        match end:
            case Sent(message_id):
                await self._outbox.sent(sending, message_id)
            case Found(message_id):
                await self._outbox.found(sending, message_id)
            case Skipped(why):
                await self._outbox.skipped(sending, why)
            case Failed(why):
                await self._outbox.failed(sending, why)
            case PutOff(why):
                await self._outbox.put_off(sending, why)
