"""The outbox's runner: sleeps to the next due row, hands each to its deliverer, and writes down how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta

import aiohttp
import discord
from discord.ext import tasks

from bot.delivery.search import already_in_channel
from bot.exchange.clock import Clock
from bot.exchange.outbox import Deliverer, NothingToSend, Outbox, Sending

log = logging.getLogger(__name__)

# A machine's clock can be set or its sleep be suspended: look at least once a day.
_LONGEST_SLEEP = timedelta(days=1)
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(minutes=30)
_REFUSED = {403: "the bot may not write there", 404: "the channel or message is gone"}
_CLOSED_DIRECT_MESSAGES = 50007
_TRANSIENT = (aiohttp.ClientError, asyncio.TimeoutError, OSError, discord.DiscordServerError, discord.RateLimited)


class Runner:
    """Delivers what is due, each row at least once, and once only where its message can be found again."""

    def __init__(
        self, client: discord.Client, outbox: Outbox, deliverers: Mapping[str, Deliverer], clock: Clock
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._deliverers = deliverers
        self._clock = clock
        # A tasks.Loop and not an Event: its sleep can be re-timed, and it says itself when it is due.
        self._loop = tasks.loop(seconds=0)(self._round)
        outbox.on_change(self.wake)

    async def start(self) -> None:
        """Take over what a former process left, and begin."""
        await self._outbox.reclaim()
        self._loop.start()

    async def stop(self) -> None:
        """End after the delivery in hand."""
        task = self._loop.get_task()
        self._loop.cancel()
        if task is not None:
            await asyncio.wait([task])

    def wake(self) -> None:
        """New rows may be due: look now."""
        if self._loop.is_running():
            self._loop.change_interval(seconds=0)

    async def _round(self) -> None:
        try:
            for sending in await self._outbox.claim():
                await self._deliver(sending)
            self._loop.change_interval(seconds=(await self._sleep()).total_seconds())
        except Exception:
            # tasks.loop ends for good on an exception: a fault of the store must not end every reminder.
            log.exception("the outbox could not be read; trying again in a while")
            self._loop.change_interval(seconds=_FIRST_DELAY.total_seconds())

    async def _sleep(self) -> timedelta:
        turn = await self._outbox.next_turn()
        if turn is None:
            return _LONGEST_SLEEP
        return min(max(turn - self._clock.now(), timedelta(0)), _LONGEST_SLEEP)

    async def _deliver(self, sending: Sending) -> None:
        posting = sending.delivery.posting
        if sending.late_by is not None and sending.late_by > posting.grace:
            await self._outbox.skipped(sending, "too late")
            return
        try:
            message_id = await self._found_or_sent(sending)
        except NothingToSend as reason:
            await self._outbox.skipped(sending, str(reason))
        except discord.HTTPException as error:
            await self._after_answer(sending, error)
        except _TRANSIENT as error:
            await self._put_off(sending, type(error).__name__)
        except Exception:
            log.exception("delivery %s of kind %s failed", sending.delivery.number, posting.kind)
            await self._outbox.failed(sending, "a fault of the bot; the log has it")
        else:
            await self._outbox.sent(sending, message_id)

    async def _found_or_sent(self, sending: Sending) -> int | None:
        """A second attempt looks into the channel first: the first may have arrived, and Discord forgets a nonce."""
        if sending.delivery.attempts > 1:
            found = await already_in_channel(self._client, sending)
            if found is not None:
                return found
        return await self._deliverers[sending.delivery.posting.kind](sending)

    async def _after_answer(self, sending: Sending, error: discord.HTTPException) -> None:
        if error.code == _CLOSED_DIRECT_MESSAGES:
            await self._outbox.failed(sending, "the member's direct messages are closed")
        elif error.status in _REFUSED:
            await self._outbox.failed(sending, _REFUSED[error.status])
        elif error.status == 429 or error.status >= 500:
            await self._put_off(sending, f"Discord answered {error.status}")
        else:
            log.error("delivery %s was refused: status %s, code %s", sending.delivery.number, error.status, error.code)
            await self._outbox.failed(sending, f"Discord refused it (code {error.code})")

    async def _put_off(self, sending: Sending, outcome: str) -> None:
        delay = min(_FIRST_DELAY * 2 ** (sending.delivery.attempts - 1), _LONGEST_DELAY)
        await self._outbox.put_off(sending, delay, outcome)
