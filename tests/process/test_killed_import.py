"""An import that is killed in the middle of writing leaves nothing behind, and can be done again."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import communities
from db.database import Database
from tests.process.fluence_process import command, database_url

GUILD = 100
KILLED = -9
# The third lot of rows is never written.
DIES = (
    "import os, signal\n"
    "from db import imports\n"
    "add, lots = imports.add, []\n"
    "async def dying(*given):\n"
    "    await add(*given)\n"
    "    lots.append(given)\n"
    "    if len(lots) == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
    "imports.add = dying\n"
    "from bot.__main__ import main; main()"
)


@pytest.fixture
async def settings(tmp_path: Path) -> dict[str, str]:
    """A database with one server, and a file for it."""
    async with Database.open(database_url(tmp_path)) as database, database.write() as write:
        await communities.ensure(write, GUILD, datetime(2026, 1, 1, tzinfo=UTC))
    rows = "".join(f"Cheek {number},{number} J/cm²\n" for number in range(1, 701))
    (tmp_path / "sheet.csv").write_text(f"title,settings\n{rows}", encoding="utf-8")
    return {"DATABASE_URL": database_url(tmp_path)}


def _stored(tmp_path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(tmp_path / "fluence.db")
    try:
        [(entries,)] = connection.execute("SELECT count(*) FROM entry")
        [(rows,)] = connection.execute("SELECT count(*) FROM imported_row")
        return entries, rows
    finally:
        connection.close()


async def test_what_a_killed_import_has_written_is_taken_out(tmp_path: Path, settings: dict[str, str]) -> None:
    asked = ("import", str(tmp_path / "sheet.csv"), "--guild", str(GUILD), "--yes")
    killed = await command(*asked, settings=settings, code=DIES)
    assert killed.code == KILLED, killed.said
    assert _stored(tmp_path) == (250, 250)
    again = await command(*asked, settings=settings)
    assert (again.code, "Imported 700: P-701 to P-1400." in again.said) == (0, True), again.said
    assert _stored(tmp_path) == (700, 700)
