"""Start and end: commands are registered only when they changed, signals end the process in time."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from tests.process.fluence_process import ROOT, FluenceLab, command, database_url, spawn_fluence
from tests.process.stored import Stored
from tests.wire import WireCord


async def test_a_signal_amid_the_work_ends_the_process_and_the_next_one_goes_on(lab: FluenceLab) -> None:
    """In time: what has not ended after ten seconds is killed, and that is another exit code."""
    async with lab.fluence() as bot:
        for number in range(200):
            lab.wire.send_message("general", f"#tip number {number}", user="ana")
        await lab.until(Stored.count_kept, "the first entry")
        assert await bot.stop(signal.SIGTERM) == 0, bot.text()
    assert lab.stored.rows("PRAGMA integrity_check")[0][0] == "ok"
    async with lab.fluence():
        await lab.until(lambda stored: stored.count_kept() == 200, "all entries")
    assert len(lab.wire.find_requests("PUT", "/applications/{application_id}/commands")) == 1, "they are the same"


async def test_a_signal_before_discord_answers_ends_the_process(tmp_path: Path) -> None:
    async with WireCord() as wire:
        wire.fail("GET", "/users/@me", delay=60)
        async with spawn_fluence(wire, tmp_path) as bot:
            await wire.until(lambda: "logging in" in bot.text(), 20, "the login")
            assert await bot.stop(signal.SIGTERM) == 0, bot.text()


async def test_the_token_and_what_was_said_are_in_no_log(lab: FluenceLab) -> None:
    async with lab.fluence(LOG_LEVEL="DEBUG") as bot:
        message = lab.wire.send_message("general", "#tip confidential words about pulse stacking", user="ana")
        await lab.until(lambda stored: stored.text_of(message), "the entry")
        await lab.wire.invoke("search", {"query": "confidential"}, user="ana", channel="general").message()
    assert lab.wire.token not in bot.text()
    assert "confidential" not in bot.text()


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
    elsewhere = {"DATABASE_URL": database_url(tmp_path / "Ω"), "PYTHONIOENCODING": "cp1252"}
    assert "?/fluence.db yet" in (await command("db", "status", settings=elsewhere)).said
    assert (await command("db", "migrate", settings=settings)).code == 0
    shown = await command("db", "status", settings=settings)
    assert max(path.name for path in (ROOT / "db" / "migrations").glob("*.sql")) in shown.said
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
