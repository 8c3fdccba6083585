from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from simcord import SetupError

from bot.demo.running_clock import RunningClock
from bot.demo.stage import Stage
from tests.support.notebook_bot import notebook

START = datetime(2026, 6, 1, 12, tzinfo=UTC)


class HandSetClock:
    """A real clock for a test's purposes."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage(notebook([]), starts_at=START) as stage:
        await stage.create_guild()
        await stage.create_text_channel("notes")
        yield stage


async def nothing() -> None:
    pass


async def test_what_is_due_in_an_hour_comes_when_an_hour_has_really_passed(stage: Stage) -> None:
    real = HandSetClock(START + timedelta(seconds=2))
    clock = RunningClock(stage, real, turn=asyncio.Lock(), show_news=nothing)
    await clock.tick()
    assert stage.clock.now() == real.moment
    ana = await stage.add_member("ana")
    await ana.send(stage.channel("notes"), "#remind")
    real.moment += timedelta(minutes=59)
    await clock.tick()
    assert len(stage.channel("notes").history()) == 1
    real.moment += timedelta(minutes=2)
    await clock.tick()
    assert stage.channel("notes").history()[-1].content.startswith("it is 13:0")


async def test_a_real_clock_that_was_set_back_is_waited_for(stage: Stage) -> None:
    clock = RunningClock(stage, HandSetClock(START - timedelta(hours=1)), turn=asyncio.Lock(), show_news=nothing)
    await clock.tick()
    assert stage.clock.now() == START


async def test_a_tick_is_left_out_while_a_visitor_acts(stage: Stage) -> None:
    turn = asyncio.Lock()
    clock = RunningClock(stage, HandSetClock(START + timedelta(minutes=1)), turn=turn, show_news=nothing)
    async with turn:
        await clock.tick()
    assert stage.clock.now() == START
    await clock.tick()
    assert stage.clock.now() == START + timedelta(minutes=1)


async def test_a_tick_is_left_out_when_the_stage_is_busy_otherwise(stage: Stage) -> None:
    async def busy() -> None:
        raise SetupError("operation overlaps active preview.screenshot")

    async def broken() -> None:
        raise SetupError("Preview is not active")

    real = HandSetClock(START)
    await RunningClock(stage, real, turn=asyncio.Lock(), show_news=busy).tick()
    with pytest.raises(SetupError, match="not active"):
        await RunningClock(stage, real, turn=asyncio.Lock(), show_news=broken).tick()
