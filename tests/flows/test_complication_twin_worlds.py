"""Twin worlds: the same report with the name withheld, by one member or by another, differs in nothing but the key."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.stage import Stage
from bot.exchange.exporting.exports import ExportForm, whole
from db.exports import Asked
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library import exchange_of, store_of
from tests.support.simulated_discord import fill, press, said_by_bot, text_of

PACED = timedelta(seconds=5)
_OURS = ("bot.", "cogs.", "db.")


@dataclass(frozen=True, slots=True)
class World:
    """What is left of one world. `raw` is every byte beside the database, the backup with it."""

    rows: list[str]
    keys: set[bytes]
    raw: bytes
    log: list[str]
    said: list[str]
    reporter: int
    other: int


async def _world(folder: Path, who: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> World:
    folder.mkdir()
    file = folder / "fluence.db"
    numbers = itertools.count()
    with monkeypatch.context() as patched:
        patched.setattr(secrets, "token_hex", lambda size=16: f"{next(numbers):0{2 * (size or 16)}x}")
        patched.setattr(secrets, "token_urlsafe", lambda size=16: f"{next(numbers):0{size or 16}d}")
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            for name in ("aiosqlite", "discord", "asyncio", "filelock", "simcord"):
                patched.setattr(logging.getLogger(name), "level", logging.INFO)  # as `bot.app.logs` has them
            async with Stage(fluence_on(config_for(file))) as stage:
                return await _lived(stage, file, who, caplog)


async def _lived(stage: Stage, file: Path, who: int, caplog: pytest.LogCaptureFixture) -> World:
    await stage.create_guild()
    general = await stage.create_text_channel("general")
    members = [await stage.add_member("member a"), await stage.add_member("member b")]
    reporter, other = members[who], members[1 - who]
    for each in members:
        await fill(each, await each.slash(general, "profile"), {"Credential": "Nurse"})
    bystander = await stage.add_member("bystander")
    await bystander.send(general, "#tip Cool longer on the shins")
    form = await reporter.slash(general, "complication report", type="Burn", device="GMP", withhold_name=True)
    held = await fill(reporter, form, {"What happened": "Mrs Placeholder was burnt"})
    saved = await fill(reporter, await press(reporter, held, "Edit again"), {"What happened": "A burn on the shin"})
    await fill(reporter, await press(reporter, saved, "Continue"), {"State now": ["Improving"], "Skin type": ["IV"]})
    await stage.advance(PACED)
    notice = said_by_bot(stage, general)[-1]
    await stage.restart()
    follow_up = await press(reporter, notice, "Add follow-up")
    await fill(reporter, follow_up, {"How is it now?": ["Resolved"], "What helped, or what was tried": "Dressings"})
    await reporter.slash(general, "privacy show")
    await stage.advance(PACED)
    database = store_of(stage)
    async with database.read() as read:
        now = exchange_of(stage).clock.now()
        exported = await whole(read, stage.guild.id, Asked(), ExportForm.JSON, bystander.id, now)
    said = [text_of(each) for each in said_by_bot(stage, general)]
    await asyncio.to_thread(_back_up, file)
    async with database.read() as read:
        tables = [row["name"] for row in await read.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    with closing(sqlite3.connect(file)) as connection:
        rows = [
            f"{table} {row!r}"
            for table in sorted(set(tables))
            if table != "schema_migration"
            for row in connection.execute(f'SELECT * FROM "{table}"')
        ]
        keys = {row[0] for row in connection.execute("SELECT reporter_key FROM entry WHERE reporter_key IS NOT NULL")}
    raw = b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()) if each.is_file())
    log = [f"{record.name}: {record.getMessage()}" for record in caplog.records]
    return World(rows, keys, raw + exported, log, said, reporter.id, other.id)


def _back_up(file: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(file.with_name("backup.db"))) as copy:
        source.backup(copy)


def _without_keys(rows: list[str], keys: set[bytes]) -> list[str]:
    for key in keys:
        rows = [row.replace(repr(key), "the key") for row in rows]
    return rows


async def test_nothing_but_the_key_tells_who_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await _world(tmp_path / "one", 0, caplog, monkeypatch)
    two = await _world(tmp_path / "two", 1, caplog, monkeypatch)
    assert (one.reporter, one.other) == (two.other, two.reporter)
    [key], [other_key] = one.keys, two.keys
    assert key != other_key
    assert any(row.startswith("follow_up") and "resolved" in row for row in one.rows), "the test looks at nothing"
    assert _without_keys(one.rows, one.keys) == _without_keys(two.rows, two.keys)
    assert one.said == two.said
    # Ids as text and as SQLite packs them, in the file, its log, the journal, the backup and the library's export.
    for person in (one.reporter, one.other):
        for spelling in (str(person).encode(), person.to_bytes(8, "big")):
            assert one.raw.count(spelling) == two.raw.count(spelling)
    assert [line for line in one.log if line.startswith(_OURS)] == [line for line in two.log if line.startswith(_OURS)]
    for person in (str(one.reporter), str(one.other)):
        assert not any(person in line for world in (one, two) for line in world.log)
