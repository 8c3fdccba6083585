"""What the tests of the wire stand-in share: a laboratory with the sample bot in it, and a client with no library."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.wire import FORUM, BotProcess, WireCord
from tests.wire.guild import Guild
from tests.wire.openapi import ENVIRONMENT, openapi_path
from tests.wire.values import Json

SAMPLE_BOT = str(Path(__file__).with_name("sample_bot.py"))
HELD: Json = {"spec": "auto", "check_answers": True}
"""All requests and answers are held to Discord's OpenAPI document wherever it is at hand."""
ALL_BUT_PRESENCES = 0x1FFFF & ~(1 << 8)
IN_GENERAL: Json = {"channel": "general", "user": "alice"}


needs_openapi = pytest.mark.skipif(
    openapi_path() is None, reason=f"{ENVIRONMENT} names no file: Discord's OpenAPI document is not at hand"
)


@dataclass(frozen=True, slots=True)
class Lab:
    """A stand-in, its guild and a bot."""

    wire: WireCord
    guild: Guild
    bot: BotProcess

    async def hears(self, text: str, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - handed on to until
        """Wait until the bot has said this on its output."""
        try:
            await self.wire.until(lambda: text in self.bot.text(), timeout, text)
        except Exception as error:
            error.add_note(f"the bot said:\n{self.bot.text()}")
            raise


def build(wire: WireCord, members: int = 3) -> Guild:
    """A guild with channels of every sort."""
    guild = wire.add_guild(
        "Lab",
        channels={
            "general": {},
            "secret": {"overwrites": {"@everyone": (0, "view_channel")}},
            "readonly": {"overwrites": {"testbot": (0, "send_messages")}},
            "cases": {"type": FORUM, "tags": ["Tip", "Trap"]},
        },
        roles={"Mod": "manage_messages manage_threads"},
        members=members,
    )
    guild.add_member("alice", ["Mod"])
    return guild


def spawn(wire: WireCord, env: Mapping[str, str] | None = None) -> BotProcess:
    """The sample bot; -P keeps the modules beside it from being taken for others of the same name."""
    return wire.spawn(sys.executable, "-P", SAMPLE_BOT, env=env)


def assert_sound(wire: WireCord) -> None:
    """The stand-in itself made no mistake."""
    assert not wire.errors, wire.errors
    assert not wire.answer_violations, [f"{record}: {why}" for record, why in wire.answer_violations]


@contextlib.asynccontextmanager
async def laboratory(members: int = 3, env: Mapping[str, str] | None = None, **settings: Any) -> AsyncIterator[Lab]:
    """The sample bot, connected and ready; the stand-in must have known every route and made no error."""
    async with WireCord(**HELD, **settings) as wire:
        guild = build(wire, members)
        async with spawn(wire, env) as bot:
            lab = Lab(wire, guild, bot)
            await wire.ready()
            await wire.commands_registered("ping", "notes")
            await lab.hears("READY")
            yield lab
        assert not wire.unknown, [str(record) for record in wire.unknown]
        assert_sound(wire)


class PlainClient:
    """REST and the gateway with no library between."""

    def __init__(self, wire: WireCord, http: aiohttp.ClientSession) -> None:
        self.wire, self.http = wire, http
        self.events: list[tuple[str, Json]] = []
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def call(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        """(status, answer) of a request with the bot's token."""
        headers = {"Authorization": f"Bot {self.wire.token}"}
        url = self.wire.api_base + path
        async with self.http.request(method, url, json=body, params=query, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None

    async def connect(self, intents: int = ALL_BUT_PRESENCES) -> None:
        """Identify, and read up to the last GUILD_CREATE."""
        self._socket = await self.http.ws_connect(self.wire.gateway_url + "?v=10&encoding=json")
        await self._socket.receive_json()
        identify = {"token": self.wire.token, "intents": intents, "properties": {}}
        await self._socket.send_json({"op": 2, "d": identify})
        await self.event("GUILD_CREATE")

    async def event(self, name: str) -> Json:
        """The next event of this name; those before it are in `events` too."""
        assert self._socket is not None
        while True:
            received = await self._socket.receive_json(timeout=5)
            self.events.append((received["t"], received["d"]))
            if received["t"] == name:
                return received["d"]

    def names(self) -> list[str]:
        """The names of the events so far."""
        return [name for name, _ in self.events]


@contextlib.asynccontextmanager
async def plain(**settings: Any) -> AsyncIterator[tuple[WireCord, Guild, PlainClient]]:
    """The same guild, with no bot but a plain client."""
    async with WireCord(quiet=True, **HELD, **settings) as wire, aiohttp.ClientSession() as http:
        yield wire, build(wire), PlainClient(wire, http)
        assert_sound(wire)
