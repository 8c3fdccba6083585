"""A signal ends the process, whatever the bot is at."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal

import discord
import pytest

from bot.app.process import serve


class _HardOfHearing(discord.Client):
    """Swallows a cancellation, as asyncio.wait_for of Python 3.11 does to discord.py once in a while."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.closed = asyncio.Event()

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGTERM)
        with contextlib.suppress(asyncio.CancelledError):
            await self.closed.wait()
        await self.closed.wait()

    async def close(self) -> None:
        self.closed.set()


class _Refused(discord.Client):
    async def start(self, token: str, *, reconnect: bool = True) -> None:
        raise discord.LoginFailure("no")

    async def close(self) -> None:
        pass


async def test_a_swallowed_cancellation_does_not_keep_the_process() -> None:
    bot = _HardOfHearing()
    await asyncio.wait_for(serve(bot, "t"), 5)
    assert bot.closed.is_set()


async def test_what_ended_the_bot_is_told() -> None:
    with pytest.raises(discord.LoginFailure):
        await serve(_Refused(intents=discord.Intents.none()), "t")
