from __future__ import annotations

import asyncio
import os
import signal
import threading
from datetime import datetime

import aiohttp
import pytest

from bot.demo.stage import Stage
from bot.demo.visit import leave_the_browser_alone, receive_visitor, served
from bot.exchange.clock import SystemClock
from tests.support.notebook_bot import notebook


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_address_is_printed_and_opened_and_a_signal_ends_it_all(number: signal.Signals) -> None:
    printed: list[str] = []
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[str] = loop.create_future()

    def open_browser(address: str) -> None:
        loop.call_soon_threadsafe(opened.set_result, address)

    async with Stage(notebook([])) as stage:
        await stage.create_guild()
        ana = await stage.add_member("ana")
        notes = await stage.create_text_channel("notes")
        visiting = asyncio.create_task(
            receive_visitor(stage, [ana], real_clock=stage.clock, open_browser=open_browser, write=printed.append)
        )
        address = await opened
        assert printed[0] == f"The demonstration is at {address}"
        async with aiohttp.ClientSession() as browser:
            assert (await browser.get(address)).status == 200
            await browser.post(f"{address}open", data={"channel": str(notes.id)}, allow_redirects=False)
            await ana.send(notes, "#fail")  # the bot's trouble is told in the page and the log, not as a crash
            os.kill(os.getpid(), number)
            await visiting
            with pytest.raises(aiohttp.ClientConnectorError):
                await browser.get(address)
    assert printed[-1] == "The demonstration has ended."


async def test_time_runs_while_the_pages_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    real = SystemClock()
    async with Stage(notebook([]), starts_at=real.now()) as stage:
        await stage.create_guild()
        ana = await stage.add_member("ana")
        before = stage.clock.now()
        moved = asyncio.Event()
        advance = stage.env.backend.clock.advance

        def advance_and_tell(seconds: float) -> None:
            advance(seconds)
            moved.set()

        monkeypatch.setattr(stage.env.backend.clock, "advance", advance_and_tell)
        async with served(stage, [ana], real_clock=real):
            await moved.wait()
        assert before < stage.clock.now() <= real.now()


async def test_a_clock_that_breaks_ends_the_visit_instead_of_standing_still() -> None:
    class Broken:
        def now(self) -> datetime:
            raise RuntimeError("no time")

    async with Stage(notebook([])) as stage:
        await stage.create_guild()
        ana = await stage.add_member("ana")
        with pytest.raises(RuntimeError, match="no time"):
            await receive_visitor(
                stage, [ana], real_clock=Broken(), open_browser=leave_the_browser_alone, write=lambda line: None
            )


async def test_without_a_browser_only_the_address_is_given() -> None:
    before = threading.active_count()
    leave_the_browser_alone("http://127.0.0.1/")
    assert threading.active_count() == before
