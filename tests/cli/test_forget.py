"""`python -m bot db forget`: a server that has left is gone, from the files and from backups that come back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import fluence
from db import communities, members
from db.database import Database
from db.members import Profile

GONE, STAYS = 100, 200
URL = "sqlite:///fluence.db"
LEFT = datetime(2026, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def two_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both with a library; the bot has left one of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", URL)

    async def make() -> None:
        async with Database.open(URL) as database, database.write() as write:
            for guild_id in (GONE, STAYS):
                await communities.ensure(write, guild_id, LEFT)
            await communities.mark_left(write, GONE, LEFT)

    asyncio.run(make())
    for guild_id, title in ((GONE, "Zygomaticus"), (STAYS, "Buccinator")):
        Path("sheet.csv").write_text(f"title,device,settings\n{title},Vbeam Prima,7.5 J/cm2\n", encoding="utf-8")
        assert run("import", "sheet.csv", "--guild", str(guild_id), "--author", "7", "--yes").exit_code == 0
    Path("sheet.csv").unlink()


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(fluence, list(arguments), input=typed)


def rows() -> list[str]:
    """Every line of the status that tells of rows which belong to a server."""
    own = ("schema_migration", "setting", "erasure_made")
    return [
        line
        for line in run("db", "status").stdout.splitlines()
        if line.startswith("  ") and not line.strip().startswith(own)
    ]


def test_everything_of_it_goes_and_nothing_of_another() -> None:
    assert f"left     server {GONE} on 2026-03-12" in run("db", "status").stdout
    assert "is still in" not in (refused := run("db", "forget", str(GONE), typed="n\n")).output
    assert refused.exit_code == 1
    assert f"the bot is still in server {STAYS}" in run("db", "forget", str(STAYS), typed="n\n").output
    before = rows()
    result = run("db", "forget", str(GONE), typed="y\n")
    assert result.exit_code == 0, result.output
    halved = [f"{line.split()[0]} {int(line.split()[1]) // 2}" for line in before]
    assert [" ".join(line.split()) for line in rows()] == halved
    assert "server 100" not in run("db", "status").stdout
    assert [path.name for path in Path().iterdir() if b"ygomaticus" in path.read_bytes()] == []
    assert run("export", "library.csv", "--guild", str(STAYS)).exit_code == 0
    assert "Buccinator" in Path("library.csv").read_text(encoding="utf-8-sig")


def test_a_member_who_has_left_is_erased_alone() -> None:
    profile = Profile("nurse", "Zygomatic Rooms", None, None, None)

    async def declare() -> None:
        async with Database.open(URL) as database, database.write() as write:
            for user_id in (7, 8):
                await members.declare(write, STAYS, user_id, profile, LEFT)

    async def profiles() -> list[Profile]:
        async with Database.open(URL) as database, database.read() as read:
            return [await members.profile(read, STAYS, user_id) for user_id in (7, 8)]

    asyncio.run(declare())
    mistyped = run("db", "forget", str(STAYS), "--member", "77", typed="n\n")
    assert mistyped.exit_code == 1
    assert "Nothing is kept of member 77 in server" in mistyped.output
    refused = run("db", "forget", str(STAYS), "--member", "7", typed="n\n")
    assert "Kept of member 7: 2 rows and the profile" in refused.output
    assert asyncio.run(profiles()) == [profile, profile]
    result = run("db", "forget", str(STAYS), "--member", "7", typed="y\n")
    assert result.exit_code == 0, result.output
    assert "1 entry stays that this member imported" in result.output
    assert asyncio.run(profiles()) == [Profile(), profile]
    assert run("export", "library.csv", "--guild", str(STAYS)).exit_code == 0


def test_a_backup_does_not_bring_it_back() -> None:
    assert run("db", "backup", "copy.db").exit_code == 0
    assert run("db", "forget", str(GONE), typed="y\n").exit_code == 0
    assert run("db", "restore", "copy.db").exit_code == 0
    refused = run("db", "forget", str(GONE), typed="y\n")
    assert refused.exit_code == 1
    assert f"knows no server {GONE}: there is nothing of it here. It knows {STAYS}." in refused.stderr
