"""The real process, as an operator starts it, against the stand-in for Discord on the loopback."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.process.faces import words
from tests.process.stored import Stored
from tests.wire import FORUM, BotProcess, WireCord
from tests.wire.guild import Guild
from tests.wire.values import Json, WireError

ROOT = Path(__file__).parents[2]
INVENTED_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
KINDS = ("Tip", "Complication", "Protocol", "Question", "Summary", "Review")
_LOOK_AGAIN_SECONDS = 0.002
Value = TypeVar("Value")


def database_url(folder: Path) -> str:
    """The address of a database in a test's own folder."""
    return f"sqlite:///{folder.as_posix()}/fluence.db"


def spawn_fluence(wire: WireCord, folder: Path, *, code: str | None = None, **settings: str) -> BotProcess:
    """`python -m bot` with its database in `folder`, connected to the stand-in once it is entered."""
    environment = {"DATABASE_URL": database_url(folder), **settings}
    return wire.spawn(sys.executable, *_start(code), env=environment, cwd=ROOT)


def _start(code: str | None) -> list[str]:
    """The real start, or one in which a test has put something in the way."""
    return ["-c", code] if code else ["-m", "bot"]


@dataclass(slots=True)
class FluenceLab:
    """A stand-in with one guild, and the bot's processes in it, one after the other on the same database."""

    wire: WireCord
    guild: Guild
    folder: Path
    started: list[BotProcess] = field(default_factory=list[BotProcess])

    @property
    def stored(self) -> Stored:
        """What stands in the database file."""
        return Stored(self.folder / "fluence.db")

    @contextlib.asynccontextmanager
    async def fluence(self, *, code: str | None = None, **settings: str) -> AsyncIterator[BotProcess]:
        """A process that is ready; it is asked to end where the test has not ended it, and must then end well."""
        async with spawn_fluence(self.wire, self.folder, code=code, **settings) as bot:
            self.started.append(bot)
            await self.wire.until(lambda: self._has_begun or not bot.running, 30, "the process to begin")
            assert bot.running, bot.text()
            await self.wire.ready()
            yield bot
            if bot.running:
                assert await bot.stop() == 0, bot.text()

    @property
    def _has_begun(self) -> bool:
        """Its commands are registered before it connects to the gateway."""
        return self.wire.identifies >= self.wire.awaited_identify

    def is_marked(self, message: Json) -> bool:
        """Whether the ✅ is on a message."""
        return self.wire.bot_user["username"] in self.wire.reactions(message).get("✅", [])

    async def marked(self, message: Json) -> None:
        """Wait for the ✅ on a message."""
        await self.wire.until(lambda: self.is_marked(message), what=f"the mark on {message['content']!r}")

    async def shown(self, number: int) -> str:
        """What Ben reads when he asks for an entry."""
        asked = self.wire.invoke("show", {"entry": str(number)}, user="ben", channel="general")
        answer = await asked.message()
        assert asked.ephemeral
        return words(answer)

    async def until(self, ask: Callable[[Stored], Value], what: str) -> Value:
        """Wait until the database's answer is true. Nobody tells of a change in a file, so it is asked often."""
        stored = self.stored
        try:
            async with asyncio.timeout(20):
                while not (value := ask(stored)):  # noqa: ASYNC110 (another process's file has no event)
                    await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        except TimeoutError:
            raise WireError(f"waited in vain for {what}; the bot said:\n{self.started[-1].text()}") from None
        return value


@contextlib.asynccontextmanager
async def fluence_lab(folder: Path, **settings: Any) -> AsyncIterator[FluenceLab]:
    """The laboratory; in the end the bot must have used known routes only, and rightly, and written no traceback."""
    async with WireCord(spec="auto", **settings) as wire:
        lab = FluenceLab(wire, build(wire), folder)
        yield lab
        for bot in lab.started:
            assert "Traceback" not in bot.text(), bot.text()
    assert not wire.unknown, [str(record) for record in wire.unknown]
    assert not wire.violations, [f"{record}: {why}" for record, why in wire.violations]
    assert not wire.errors, wire.errors


def build(wire: WireCord) -> Guild:
    """A guild with a channel to talk in, one to meet in, a forum with the kinds as tags, and three members.

    Nadia owns it, Ruth moderates, Ana and Ben are members.
    """
    return wire.add_guild(
        "Exchange",
        channels={"general": {}, "meetings": {}, "cases": {"type": FORUM, "tags": [*KINDS, "Off topic"]}},
        roles={"Moderators": "manage_guild manage_messages manage_threads manage_channels", "Exchange members": 0},
        members={"ruth": ["Moderators"], "ana": [], "ben": []},
        owner="nadia",
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    said: str


async def command(*arguments: str, settings: Mapping[str, str], code: str | None = None) -> Ended:
    """Run `python -m bot …` to its end without any Discord; `code` runs instead of `-m bot` where a test needs it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *_start(code),
        *arguments,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, said.decode())
