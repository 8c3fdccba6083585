"""Twin worlds: the same report with the name withheld, by one member or by another, differs in nothing but the key."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.demo.stage import Stage
from bot.exchange.exporting.exports import ExportForm, whole
from db.exports import Asked
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library import exchange_of, store_of
from tests.support.simulated_discord import fill, press, said_by_bot, text_of

PACED = timedelta(seconds=5)
_OURS = ("bot.", "cogs.", "db.")
_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_PAGE: Final = 4096


@dataclass(frozen=True, slots=True)
class World:
    """What is left of one world: every byte, by the file's name. `key` is the reporter's."""

    files: Mapping[str, bytes]
    key: bytes
    log: list[str]
    said: list[str]
    reporter: int
    other: int

    def without_key(self, name: str) -> bytes:
        """A file with every trace of the key blanked out."""
        return self.files[name].replace(self.key, bytes(len(self.key)))


async def _world(folder: Path, who: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> World:
    folder.mkdir()
    file = folder / "fluence.db"
    numbers = itertools.count()
    with monkeypatch.context() as patched:
        patched.setattr(secrets, "token_hex", lambda size=16: f"{next(numbers):0{2 * (size or 16)}x}")
        patched.setattr(secrets, "token_urlsafe", lambda size=16: f"{next(numbers):0{size or 16}d}")
        patched.setattr(time, "time_ns", lambda: 0)  # when the tables were made
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
    reported = {f"reported {name}": content for name, content in _files_of(file.parent).items()}
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
        [row] = await read.all("SELECT reporter_key FROM entry WHERE reporter_key IS NOT NULL")
    files = {**reported, **_files_of(file.parent), "export": exported}
    log = [f"{record.name}: {record.getMessage()}" for record in caplog.records]
    return World(files, row["reporter_key"], log, said, reporter.id, other.id)


def _files_of(folder: Path) -> dict[str, bytes]:
    """Every file, of SQLite's log the pages: what is random in it are its checksums and their salt.

    Its index in shared memory holds those and the pages' numbers, and is gone with the process.
    """
    read = {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}
    return {name: _pages(content) if name.endswith("-wal") else content for name, content in read.items()}


def _pages(log: bytes) -> bytes:
    """The number, the size of the database and the content of each page, in the order in which they were written."""
    size = _FRAME_HEADER + _PAGE
    frames = [log[at : at + size] for at in range(_LOG_HEADER, len(log), size)]
    return b"".join(frame[:8] + frame[_FRAME_HEADER:] for frame in frames)


def _back_up(file: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(file.with_name("backup.db"))) as copy:
        source.backup(copy)


async def test_nothing_but_the_key_tells_who_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await _world(tmp_path / "one", 0, caplog, monkeypatch)
    two = await _world(tmp_path / "two", 1, caplog, monkeypatch)
    assert (one.reporter, one.other) == (two.other, two.reporter)
    assert one.key != two.key
    names = {"fluence.db", "fluence.db-wal", "fluence.db.lock", "backup.db", "reported fluence.db-wal", "export"}
    assert names <= one.files.keys() == two.files.keys()
    for name in ("fluence.db", "backup.db", "reported fluence.db-wal"):
        assert one.key in one.files[name], "the test looks at nothing"
    for name in one.files:
        assert one.without_key(name) == two.without_key(name), name
    assert one.said == two.said
    assert [line for line in one.log if line.startswith(_OURS)] == [line for line in two.log if line.startswith(_OURS)]
    for person in (str(one.reporter), str(one.other)):
        assert not any(person in line for world in (one, two) for line in world.log)
