"""Start and end: commands are registered only when they changed, signals end the process in time."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.process.fluence_process import command, database_url, spawn_fluence
from tests.wire import WireCord


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_process_well_within_ten_seconds(tmp_path: Path, sign: signal.Signals) -> None:
    async with WireCord() as wire:
        wire.add_guild("Lab", channels=["general"])
        async with spawn_fluence(wire, tmp_path) as bot:
            await wire.ready()
            await wire.commands_registered("help")
            begun = time.monotonic()
            assert await bot.stop(sign) == 0, bot.text()
            assert time.monotonic() - begun < 10
            assert "Traceback" not in bot.text()


async def test_a_signal_before_discord_answers_ends_the_process(tmp_path: Path) -> None:
    async with WireCord() as wire:
        wire.fail("GET", "/users/@me", delay=60)
        async with spawn_fluence(wire, tmp_path) as bot:
            await wire.until(lambda: "logging in" in bot.text(), 20, "the login")
            assert await bot.stop(signal.SIGTERM) == 0, bot.text()


async def test_commands_are_registered_once(tmp_path: Path) -> None:
    async with WireCord() as wire:
        wire.add_guild("Lab", channels=["general"])
        async with spawn_fluence(wire, tmp_path):
            await wire.commands_registered("help")
        async with spawn_fluence(wire, tmp_path):
            await wire.until(lambda: wire.identifies == 2, 20, "the second start")
            await wire.ready()
        puts = wire.find_requests("PUT", "/applications/{application_id}/commands")
    assert len(puts) == 1


async def test_the_token_and_what_was_said_are_in_no_log(tmp_path: Path) -> None:
    async with WireCord() as wire:
        wire.add_guild("Lab", channels=["general"], members=["ana"])
        async with spawn_fluence(wire, tmp_path, LOG_LEVEL="DEBUG") as bot:
            await wire.commands_registered("help")
            wire.send_message("general", "#tip confidential words about pulse stacking", user="ana")
            await wire.invoke("help", {}, user="ana", channel="general").message()
            await wire.drain()
            said = bot.text()
        assert wire.token not in said
        assert "confidential" not in said


async def test_a_check_tells_what_is_missing(tmp_path: Path) -> None:
    async with WireCord(bot_permissions=1 << 10) as wire:
        guild = wire.add_guild("Lab", channels=["general"])
        ended = await command("check", settings=wire.env({"DATABASE_URL": database_url(tmp_path)}))
    assert ended.code == 1, ended.said
    assert f"server {guild.id}: the bot's role lacks" in ended.said
    assert "Manage Channels" in ended.said
    assert "oauth2/authorize" in ended.said


async def test_a_check_of_a_sound_installation(tmp_path: Path) -> None:
    async with WireCord() as wire:
        wire.add_guild("Lab", channels=["general"])
        ended = await command("check", settings=wire.env({"DATABASE_URL": database_url(tmp_path)}))
    assert ended.code == 0, ended.said
    assert "every permission is there" in ended.said


async def test_backup_status_and_restore_as_an_operator_types_them(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url(tmp_path)}
    assert "no database" in (await command("db", "status", settings=settings)).said
    assert (await command("db", "migrate", settings=settings)).code == 0
    shown = await command("db", "status", settings=settings)
    assert "0001_the_exchange.sql" in shown.said
    assert "entry" in shown.said
    copy = str(tmp_path / "copy.db")
    assert (await command("db", "backup", copy, settings=settings)).code == 0
    again = await command("db", "backup", copy, settings=settings)
    assert again.code == 1
    assert "never overwrites" in again.said
    restored = await command("db", "restore", copy, settings=settings)
    assert restored.code == 0, restored.said
    assert "former database is kept" in restored.said
    assert len(await asyncio.to_thread(lambda: list(tmp_path.glob("*.before-restore")))) == 1
