"""The real process, as an operator starts it, against the stand-in for Discord on the loopback."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.wire import BotProcess, WireCord

ROOT = Path(__file__).parents[2]
INVENTED_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"


def database_url(folder: Path) -> str:
    """The address of a database in a test's own folder."""
    return f"sqlite:///{folder.as_posix()}/fluence.db"


def spawn_fluence(wire: WireCord, folder: Path, **settings: str) -> BotProcess:
    """`python -m bot` with its database in `folder`, connected to the stand-in once it is entered."""
    return wire.spawn(sys.executable, "-m", "bot", env={"DATABASE_URL": database_url(folder), **settings}, cwd=ROOT)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    said: str


async def command(*arguments: str, settings: Mapping[str, str], code: str | None = None) -> Ended:
    """Run `python -m bot …` to its end without any Discord; `code` runs instead of `-m bot` where a test needs it."""
    start = ["-c", code] if code else ["-m", "bot"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *start,
        *arguments,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, said.decode())
