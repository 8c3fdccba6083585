"""`python -m bot read` as a process: pipes that end early, programs that ask and wait, a machine without a token."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.process.fluence_process import ROOT

LINE = json.dumps({"id": 1, "text": "GentleMax Pro 755 nm, 18 mm, 16 J/cm2, 3 ms"}).encode() + b"\n"
WHAT_IS_IMPORTED = (
    "import sys; from bot.__main__ import main\n"
    "try: main()\n"
    "finally: print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
)


@asynccontextmanager
async def reader(folder: Path, *start: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command, in a folder without `.env` and an environment without a token."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(start or ("-m", "bot")),
        "read",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_needs_neither_a_token_nor_a_settings_file_and_leaves_nothing(tmp_path: Path) -> None:
    async with reader(tmp_path) as process:
        said, complained = await process.communicate(LINE)
    assert (process.returncode, complained) == (0, b"")
    assert json.loads(said)["fluence_j_cm2"] == [16]
    assert list(tmp_path.iterdir()) == []


async def test_it_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    async with reader(tmp_path, "-c", WHAT_IS_IMPORTED) as process:
        _, imported = await process.communicate(LINE)
    assert "click" in imported.decode().split()
    assert {"discord", "aiohttp", "sqlite3", "dotenv", "rapidfuzz"}.isdisjoint(imported.decode().split())


async def test_each_line_is_answered_before_the_next_is_asked(tmp_path: Path) -> None:
    async with reader(tmp_path) as process, asyncio.timeout(30):
        assert process.stdin and process.stdout
        for _ in range(3):
            process.stdin.write(LINE)
            assert json.loads(await process.stdout.readline())["id"] == 1
        process.stdin.close()
        assert await process.wait() == 0


async def test_who_has_read_enough_may_go(tmp_path: Path) -> None:
    async with reader(tmp_path) as process, asyncio.timeout(60):
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(LINE * 1000)  # more answers than a pipe holds
        await process.stdout.readline()
        process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined]  # asyncio has no other way to close what it reads from
        process.stdin.close()
        assert await process.stderr.read() == b""
        assert await process.wait() == 0
