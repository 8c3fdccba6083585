"""The bot as a process of its own, pointed at the wire stand-in; only its own pid is ever signalled."""

# ruff: noqa: ASYNC109 (a test says how long it will wait, and is told in words what did not come)

from __future__ import annotations

import asyncio
import collections
import contextlib
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tests.wire.values import WireError

if TYPE_CHECKING:
    from tests.wire.world import World


class BotProcess:
    """`async with wire.spawn(sys.executable, "-m", "bot") as bot:`"""

    def __init__(self, wire: World, argv: tuple[str, ...], env: Mapping[str, str], cwd: str | Path | None) -> None:
        self.argv, self.env, self.cwd = argv, env, cwd
        self.output: collections.deque[str] = collections.deque(maxlen=5000)
        self.started_at = 0.0
        self._wire = wire
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> BotProcess:
        self.started_at = time.monotonic()
        self._wire.expect_identify()
        self._process = await asyncio.create_subprocess_exec(
            *self.argv,
            env=self.env,
            cwd=self.cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.output.append(line.decode(errors="replace").rstrip())
            self._wire.notify()
        await self.process.wait()
        self._wire.notify()

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The handle itself."""
        if self._process is None:
            raise WireError("the bot was not started")
        return self._process

    async def wait(self, timeout: float = 30.0) -> int:
        """Wait until it ends by itself; its exit status."""
        try:
            await asyncio.wait_for(self.process.wait(), timeout)
        except TimeoutError:
            raise WireError(f"the bot still runs after {timeout} s; it said:\n{self.text()}") from None
        return await self._ended()

    async def stop(self, with_signal: int = signal.SIGINT, timeout: float = 10.0) -> int:
        """Ask it to end, kill it when it doesn't; its exit status."""
        if self.running:
            self.process.send_signal(with_signal)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), timeout)
        return await self.kill()

    async def kill(self) -> int:
        """SIGKILL: no farewell, nothing flushed; its exit status."""
        if self.running:
            self.process.kill()
        return await self._ended()

    async def _ended(self) -> int:
        code = await self.process.wait()
        if self._reader is not None:
            await self._reader
        return code

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    def text(self) -> str:
        """What it has written to its two outputs."""
        return "\n".join(self.output)

    def rss(self) -> int:
        """Bytes resident now."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def cpu(self) -> float:
        """Seconds of processor time that its threads have used, by the scheduler's clock."""
        total = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                total += int((thread / "schedstat").read_text().split()[0])
        return total / 1e9
