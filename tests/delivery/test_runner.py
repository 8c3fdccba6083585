"""The runner as a running thing: woken, stopped, killed, and outliving the store's faults."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.delivery import attempt, runner
from bot.exchange.outbox import Sending
from db.database import Database
from tests.delivery.stand_ins import CHANNEL, Office

PATIENCE_SECONDS = 5.0


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@asynccontextmanager
async def running(office: Office) -> AsyncIterator[None]:
    """The runner runs inside."""
    await office.runner.start()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield
    finally:
        await office.runner.stop()


class Turnstile:
    """Counts what the deliverer is handed, and lets a test wait for it or hold it."""

    def __init__(self, office: Office) -> None:
        self.arrived: asyncio.Queue[str] = asyncio.Queue()
        self.open = asyncio.Event()
        self.open.set()
        self.then: Callable[[str], Awaitable[None]] | None = None
        self._deliver = office.deliver
        office.deliverers["note"] = self.pass_through

    async def pass_through(self, sending: Sending) -> int | None:
        key = sending.delivery.posting.dedupe_key
        self.arrived.put_nowait(key)
        await self.open.wait()
        if self.then is not None:
            await self.then(key)
        return await self._deliver(sending)


async def test_it_wakes_for_a_new_row(office: Office) -> None:
    turnstile = Turnstile(office)
    async with running(office):
        for key in ("a", "b", "c"):
            await office.put(key)
            assert await turnstile.arrived.get() == key


async def test_a_clock_that_is_set_forward_is_noticed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual machine that sleeps wakes up later than its timers think."""
    turnstile, looks = Turnstile(office), asyncio.Queue[None]()
    claim = office.outbox.claim

    async def counted(limit: int, resting: Mapping[int, datetime]) -> list[Sending]:
        looks.put_nowait(None)
        return await claim(limit, resting)

    monkeypatch.setattr(office.outbox, "claim", counted)
    office.runner = office.new_runner(timedelta(milliseconds=5))
    await office.put("a", due_in=timedelta(minutes=20))
    async with running(office):
        for _ in range(3):
            await looks.get()
        assert turnstile.arrived.empty()
        office.clock.pass_by(timedelta(minutes=25))
        assert await turnstile.arrived.get() == "a"


async def test_a_row_put_during_a_round_is_delivered_after_it(office: Office) -> None:
    turnstile = Turnstile(office)
    turnstile.open.clear()
    async with running(office):
        await office.put("a")
        assert await turnstile.arrived.get() == "a"
        await office.put("b")
        turnstile.open.set()
        assert await turnstile.arrived.get() == "b"


async def test_a_row_put_between_the_last_look_and_the_sleep_is_delivered(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turnstile = Turnstile(office)
    looked = office.outbox.next_turn
    looks = 0

    async def look_and_miss(resting: dict[int, datetime]) -> datetime | None:
        nonlocal looks
        looks += 1
        turn = await looked(resting)
        if looks == 2:  # the first is the round's own, before it claims
            assert turn is None
            await office.put("b")
        return turn

    monkeypatch.setattr(office.outbox, "next_turn", look_and_miss)
    async with running(office):
        assert await turnstile.arrived.get() == "b"


async def test_stopping_waits_for_the_delivery_in_hand_and_begins_no_other(office: Office) -> None:
    turnstile = Turnstile(office)
    turnstile.open.clear()
    await office.runner.start()
    await office.put("a")
    await office.put("b")
    assert await turnstile.arrived.get() == "a"
    ending = asyncio.create_task(office.runner.stop())
    await asyncio.sleep(0)
    turnstile.open.set()
    await ending
    assert [(await office.row(key)).state for key in ("a", "b")] == ["sent", "due"]


async def test_stopping_gives_up_a_delivery_that_hangs_and_the_next_start_takes_it_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_LAST_DELIVERY_SECONDS", 0.01)
    turnstile = Turnstile(office)
    turnstile.open.clear()
    await office.runner.start()
    await office.put("a")
    await turnstile.arrived.get()
    await office.runner.stop()
    assert (await office.row("a")).state == "claimed"
    turnstile.open.set()
    office.runner = office.new_runner()
    await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said()) == ("sent", 1)


async def test_a_runner_that_never_began_can_be_stopped(office: Office) -> None:
    await office.runner.stop()


async def test_a_delivery_that_hangs_gives_way_to_others(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempt, "PATIENCE_SECONDS", 0.01)
    turnstile = Turnstile(office)
    turnstile.open.clear()
    await office.put("a")
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.outcome) == ("due", "TimeoutError")


# The process dies between sending and writing it down.


async def test_killed_after_sending_the_message_is_found_and_not_sent_again(office: Office) -> None:
    await office.put("a")
    office.faults_after_sending.append(asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said()) == ("claimed", 1)
    office.clock.pass_by(timedelta(minutes=50))
    office.runner = office.new_runner()
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.message_id, office.said()) == ("sent", 1000, 1)


async def test_killed_before_sending_it_is_sent_by_the_next_process(office: Office) -> None:
    await office.put("a")
    office.faults.append(asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        await office.runner.deliver_due()
    office.runner = office.new_runner()
    await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said()) == ("sent", 1)


# The store refuses.


async def test_an_end_that_cannot_be_written_down_is_found_out_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(office.outbox, "sent", _full_disk)
        await office.put("a")
        await office.put("b", channel_id=CHANNEL + 1)
        assert await office.runner.deliver_due() == timedelta(seconds=30)
    assert (await office.row("a")).state == "claimed"
    await office.runner.deliver_due()
    assert [(await office.row(key)).state for key in ("a", "b")] == ["sent", "sent"]
    assert (office.said(), office.said(CHANNEL + 1)) == (1, 1)
    assert "could not be written down" in caplog.text


async def test_the_loop_outlives_a_fault_of_the_store(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    turnstile = Turnstile(office)
    failed = asyncio.Event()

    async def refuse(*_: object) -> None:
        failed.set()
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(office.outbox, "claim", refuse)
        await office.runner.start()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await failed.wait()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await office.put("a")
        assert await turnstile.arrived.get() == "a"
    await office.runner.stop()
    assert "could not be read or written" in caplog.text


async def test_what_was_claimed_in_a_round_that_failed_is_taken_up_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turnstile = Turnstile(office)
    claim = office.outbox.claim
    failed = asyncio.Event()

    async def claim_and_fail(limit: int, resting: dict[int, datetime]) -> list[Sending]:
        taken = await claim(limit, resting)
        if taken and not failed.is_set():
            failed.set()
            raise sqlite3.OperationalError("disk I/O error")
        return taken

    monkeypatch.setattr(office.outbox, "claim", claim_and_fail)
    await office.put("a")
    async with running(office):
        await failed.wait()
        office.runner.wake()
        assert await turnstile.arrived.get() == "a"


async def _full_disk(*_: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


async def test_what_ended_long_ago_is_let_go_at_the_start_and_once_a_day(office: Office) -> None:
    async def ended(key: str) -> None:
        await office.put(key)
        await office.runner.deliver_due()
        office.clock.pass_by(timedelta(days=91))

    await ended("a")
    office.runner = office.new_runner()
    await office.runner.deliver_due()
    assert not await office.has("a"), "at the start"
    await ended("b")
    await office.runner.deliver_due()
    assert not await office.has("b"), "a day and more later"
