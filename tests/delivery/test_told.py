"""What is owed to a server waits until Discord has told about it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.delivery.told import told_guild
from bot.exchange.outbox import NothingToSend, NotYet

NUMBER = 7
KNOWN = SimpleNamespace(unavailable=False)
IN_AN_OUTAGE = SimpleNamespace(unavailable=True)


@dataclass
class Client:
    """As much of discord.py's client as is asked."""

    guild: Any = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def get_guild(self, _: int) -> Any:
        return self.guild

    async def wait_until_ready(self) -> None:
        await self.ready.wait()


def asked(client: Client) -> asyncio.Task[discord.Guild]:
    return asyncio.ensure_future(told_guild(cast("discord.Client", client), NUMBER))


async def test_a_known_server_is_there_at_once() -> None:
    assert await asked(Client(KNOWN)) is cast("discord.Guild", KNOWN)


@pytest.mark.parametrize("before", [None, IN_AN_OUTAGE])
async def test_a_server_that_is_told_a_moment_later_is_waited_for(before: Any) -> None:
    client = Client(before)
    answer = asked(client)
    await asyncio.sleep(0)
    assert not answer.done()
    client.guild = KNOWN
    client.ready.set()
    assert await answer is cast("discord.Guild", KNOWN)


@pytest.mark.parametrize(("guild", "end"), [(None, NothingToSend), (IN_AN_OUTAGE, NotYet)])
async def test_what_is_still_missing_then_is_gone_or_out_of_reach(guild: Any, end: type[Exception]) -> None:
    client = Client(guild)
    client.ready.set()
    with pytest.raises(end):
        await asked(client)
