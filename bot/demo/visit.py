"""A visit to the demonstration in the browser, from the printed address to Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from simcord import MemberActor

from bot.demo.pages import DemoPages
from bot.demo.running_clock import RunningClock
from bot.demo.stage import Stage
from bot.exchange.clock import Clock


def leave_the_browser_alone(address: str) -> None:
    """Stands for the browser when the visitor opens the printed address themselves."""


@dataclass(frozen=True, slots=True)
class Served:
    """What is there while the demonstration is served: its pages, and the task that lets time pass."""

    pages: DemoPages
    ticking: asyncio.Task[None]


@asynccontextmanager
async def served(
    stage: Stage, members: Sequence[MemberActor], *, real_clock: Clock, port: int = 0
) -> AsyncIterator[Served]:
    """The pages of the demonstration, with time running, until the block ends."""
    async with DemoPages(stage, members, port=port) as pages:
        clock = RunningClock(stage, real_clock, turn=pages.turn, show_news=pages.show_news)
        ticking = asyncio.create_task(clock.run())
        try:
            yield Served(pages, ticking)
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking


async def receive_visitor(
    stage: Stage,
    members: Sequence[MemberActor],
    *,
    real_clock: Clock,
    port: int = 0,
    open_browser: Callable[[str], object] = webbrowser.open,
    write: Callable[[str], object] = print,
) -> None:
    """Serve the demonstration until Ctrl-C or SIGTERM, having said where it is and opened the browser there."""
    async with _until_told_to_stop() as stopped, served(stage, members, real_clock=real_clock, port=port) as demo:
        write(f"The demonstration is at {demo.pages.address}")
        write("Press Ctrl-C to end it.")
        # A browser for the terminal returns only when it is closed, and must hold up neither us nor our end.
        threading.Thread(target=open_browser, args=[demo.pages.address], daemon=True).start()
        # Time that no longer runs ends the visit too, with the reason.
        demo.ticking.add_done_callback(lambda _: stopped.set())
        await stopped.wait()
    # What failed stands in the page's inspector, and in the log: it does not end the visit with a traceback.
    stage.take_errors()
    write("The demonstration has ended.")


@asynccontextmanager
async def _until_told_to_stop() -> AsyncIterator[asyncio.Event]:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        with suppress(NotImplementedError):  # on Windows Ctrl-C cancels this task instead
            loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        for number in signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
