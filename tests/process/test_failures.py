"""What can stop the process: its own sentence, its exit code, no traceback."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from db.database import Database
from tests.process.fluence_process import INVENTED_TOKEN, Ended, command, database_url, spawn_fluence
from tests.wire import BotProcess, WireCord

CONFIGURATION, FAILED = 78, 1
NO_COG = "import cogs; cogs.COGS = ('cogs.nowhere',); from bot.__main__ import main; main()"
BROKEN_COG = (
    "import sys, types, cogs; broken = types.ModuleType('cogs.broken'); sys.modules['cogs.broken'] = broken; "
    "broken.__spec__ = __import__('importlib.util').util.spec_from_loader('cogs.broken', None); "
    "cogs.COGS = ('cogs.broken',); from bot.__main__ import main; main()"
)


def _told(ended: Ended, code: int, words: str) -> None:
    assert words in ended.said
    assert "Traceback" not in ended.said
    assert ended.code == code, ended.said


async def _ended(bot: BotProcess) -> Ended:
    code = await bot.wait()
    return Ended(code, bot.text())


async def test_no_settings_at_all(tmp_path: Path) -> None:
    ended = await command("run", settings={"DATABASE_URL": "nothing", "LOG_LEVEL": "loud"})
    _told(ended, CONFIGURATION, "DISCORD_TOKEN is missing")
    assert "DATABASE_URL must name a file" in ended.said
    assert "LOG_LEVEL must be" in ended.said


async def test_a_python_without_what_fluence_needs() -> None:
    code = "import sys; sys.modules['click'] = None; from bot.__main__ import main; main()"
    _told(await command(settings={}, code=code), CONFIGURATION, "click is not installed for")


async def test_a_wrong_database_address_for_a_database_command() -> None:
    _told(await command("db", "status", settings={"DATABASE_URL": "mysql://x"}), CONFIGURATION, "DATABASE_URL must")


async def test_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / "fluence.db").write_bytes(b"this is no database" * 100)
    settings = {"DATABASE_URL": database_url(tmp_path), "DISCORD_TOKEN": INVENTED_TOKEN}
    _told(await command(settings=settings), FAILED, "is damaged or not a database")
    _told(await command("db", "status", settings=settings), FAILED, "is damaged or not a Fluence database")


async def test_a_database_newer_than_the_code(tmp_path: Path) -> None:
    async with Database.open(database_url(tmp_path)) as database, database.write() as write:
        await write.run("INSERT INTO schema_migration VALUES ('9999_later.sql', 'x', 0)")
    settings = {"DATABASE_URL": database_url(tmp_path), "DISCORD_TOKEN": INVENTED_TOKEN}
    _told(await command(settings=settings), FAILED, "was written by a newer Fluence (it knows 9999_later.sql)")


async def test_a_second_process_on_the_same_database(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url(tmp_path), "DISCORD_TOKEN": INVENTED_TOKEN}
    async with Database.open(database_url(tmp_path)):
        _told(await command(settings=settings), FAILED, "Another Fluence process is using")
        _told(await command("db", "migrate", settings=settings), FAILED, "Another Fluence process is using")
        assert (await command("db", "status", settings=settings)).code == 0, "status works beside a running process"


async def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file, not a folder")
    settings = {"DATABASE_URL": database_url(tmp_path / "in the way"), "DISCORD_TOKEN": INVENTED_TOKEN}
    _told(await command(settings=settings), FAILED, "cannot be written")


async def test_a_read_only_database_that_is_up_to_date(tmp_path: Path) -> None:
    async with Database.open(database_url(tmp_path)):
        pass
    code = (
        "import sqlite3; real = sqlite3.connect\n"
        "sqlite3.connect = lambda path, **k: real(f'file:{path}?mode=ro', **{**k, 'uri': True})\n"
        "from bot.__main__ import main; main()"
    )
    settings = {"DATABASE_URL": database_url(tmp_path), "DISCORD_TOKEN": INVENTED_TOKEN}
    _told(await command(settings=settings, code=code), FAILED, "cannot be written")


async def test_a_refused_token(tmp_path: Path) -> None:
    async with WireCord() as wire, spawn_fluence(wire, tmp_path, DISCORD_TOKEN=INVENTED_TOKEN) as bot:
        ended = await _ended(bot)
    _told(ended, CONFIGURATION, "Discord refused the token")
    assert INVENTED_TOKEN not in ended.said


@pytest.mark.parametrize(
    ("close_code", "exit_code", "words"),
    [
        (4004, CONFIGURATION, "Discord refused the token"),
        (4013, FAILED, "Discord ended the connection for good (code 4013)"),
    ],
)
async def test_discord_ends_the_connection_of_a_running_process(
    tmp_path: Path, close_code: int, exit_code: int, words: str
) -> None:
    async with WireCord() as wire, spawn_fluence(wire, tmp_path) as bot:
        await wire.ready()
        await wire.drop_gateway(close_code)
        _told(await _ended(bot), exit_code, words)


async def test_the_message_content_intent_is_not_granted(tmp_path: Path) -> None:
    async with WireCord(privileged=0) as wire:
        wire.add_guild("Lab", channels=["general"])
        async with spawn_fluence(wire, tmp_path) as bot:
            _told(await _ended(bot), CONFIGURATION, "message-content intent is not switched on")
        async with spawn_fluence(wire, tmp_path, MESSAGE_CONTENT="off") as bot:
            await wire.ready()
            assert bot.running


async def _sign_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A network that answers everything with its own page."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\n<p>Sign in!")
    await writer.drain()
    writer.close()


async def test_discord_cannot_be_reached(tmp_path: Path) -> None:
    async with WireCord() as wire:
        unreachable = {"WIRE_API": "http://127.0.0.1:9/api/v10"}
        async with spawn_fluence(wire, tmp_path, **unreachable) as bot:
            _told(await _ended(bot), FAILED, "Discord cannot be reached")
        checked = await command("check", settings=wire.env({"DATABASE_URL": database_url(tmp_path), **unreachable}))
        async with await asyncio.start_server(_sign_in, "127.0.0.1") as network:
            elsewhere = {"WIRE_API": f"http://127.0.0.1:{network.sockets[0].getsockname()[1]}/api/v10"}
            settings = wire.env({"DATABASE_URL": database_url(tmp_path), **elsewhere})
            _told(await command(settings=settings), FAILED, "What answered in Discord's place")
    _told(checked, FAILED, "Discord cannot be reached")
    assert "database: " in checked.said, "what can be looked at here is told first"


@pytest.mark.parametrize(("code", "name"), [(NO_COG, "cogs.nowhere"), (BROKEN_COG, "cogs.broken")])
async def test_a_cog_that_cannot_be_loaded_stops_the_start(tmp_path: Path, code: str, name: str) -> None:
    async with WireCord() as wire:
        environment = wire.env({"DATABASE_URL": database_url(tmp_path)})
        ended = await command(settings=environment, code=code)
    _told(ended, FAILED, f"could not be loaded: {name}")
