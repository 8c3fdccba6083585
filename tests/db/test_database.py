"""The two doors: one writer, rolled back on any fault, and a reader that can only ask."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import communities
from db.backups import back_up
from db.connections import WriteConnection
from db.database import Database, path_of
from db.failures import (
    DiskFull,
    InvalidDatabaseUrl,
    StoreDamaged,
    StoreInUse,
    StoreProblem,
    StoreUnwritable,
    translated,
    unreadable,
)
from db.journal import Erasure


async def _add_setting(write: WriteConnection, name: str) -> None:
    await write.run("INSERT INTO setting VALUES (:name, 'x')", {"name": name})


async def _settings(database: Database) -> list[str]:
    async with database.read() as read:
        return [row["name"] for row in await read.all("SELECT name FROM setting ORDER BY name")]


async def test_a_write_is_there_after_the_next_start(database_file: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database, database.write() as write:
        await _add_setting(write, "kept")
    async with Database.open(url) as database:
        assert await _settings(database) == ["kept"]


async def test_an_exception_takes_the_whole_write_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.write() as write:
            await _add_setting(write, "half")
            raise ZeroDivisionError
    assert await _settings(database) == []


async def test_what_is_remembered_of_a_guild_is_taken_back_too(database: Database) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as write:
            await communities.ensure(write, 1, now)
            await write.keys_of(1)
            raise ZeroDivisionError
    keys: list[tuple[int, int]] = []
    for guild_id in (2, 1):
        async with database.write() as write:
            await communities.ensure(write, guild_id, now)
            keys.append(await write.keys_of(guild_id))
    assert keys[0] != keys[1], "two communities shared their entries' keys"


async def test_a_cancelled_write_is_taken_back_and_the_door_opens_again(database: Database) -> None:
    inside = asyncio.get_running_loop().create_future()

    async def write_and_wait() -> None:
        async with database.write() as write:
            await _add_setting(write, "half")
            inside.set_result(None)
            await asyncio.get_running_loop().create_future()

    task = asyncio.create_task(write_and_wait())
    await inside
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as write:
        await _add_setting(write, "whole")
    assert await _settings(database) == ["whole"]


async def test_a_write_cancelled_while_it_begins_leaves_nothing_open(database: Database) -> None:
    async def enter() -> None:
        async with database.write() as write:
            await _add_setting(write, "never")

    for steps in range(6):
        task = asyncio.create_task(enter())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        async with database.write() as write:
            await write.run("DELETE FROM setting")


async def test_writes_do_not_mix(database: Database) -> None:
    async def write_two(name: str) -> None:
        async with database.write() as write:
            await _add_setting(write, f"{name} one")
            await asyncio.sleep(0)
            await _add_setting(write, f"{name} two")
            if name == "b":
                raise ZeroDivisionError

    await asyncio.gather(*(write_two(name) for name in "abc"), return_exceptions=True)
    assert await _settings(database) == ["a one", "a two", "c one", "c two"]


async def test_the_reader_cannot_write(database: Database) -> None:
    async with database.read() as read:
        with pytest.raises(sqlite3.OperationalError):
            await read.all("INSERT INTO setting VALUES ('x', 'y')")


async def test_the_pragmas_hold_on_the_writer(database: Database) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    async with database.write() as write:
        for pragma, value in expected.items():
            row = await write.one(f"PRAGMA {pragma}")
            assert row is not None
            assert row[0] == value


async def test_a_second_process_is_refused(database_file: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url):
        with pytest.raises(StoreInUse, match="Another Fluence process"):
            async with Database.open(url):
                pass
    async with Database.open(url):
        pass


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read" * 50, b"SQLite format 3\x00"])
async def test_a_damaged_file_is_told_at_the_start(database_file: Path, content: bytes) -> None:
    database_file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="restore"):
        async with Database.open(f"sqlite:///{database_file.as_posix()}"):
            pass
    assert database_file.read_bytes() == content


async def test_a_torn_page_is_told_at_the_start(database_file: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database, database.write() as write:
        await _add_setting(write, "kept")
    content = bytearray(database_file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    database_file.write_bytes(bytes(content))
    with pytest.raises(StoreDamaged):
        async with Database.open(url):
            pass


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(StoreUnwritable, match="writable"):
        async with Database.open(f"sqlite:///{tmp_path.as_posix()}/a file/fluence.db"):
            pass


@pytest.mark.parametrize("told", [translated, unreadable])
def test_no_room_for_the_index_of_the_log_is_a_full_disk_and_no_failing_one(
    told: Callable[[sqlite3.Error, Path], StoreProblem | None],
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert isinstance(told(error, Path("fluence.db")), DiskFull)


def test_a_folder_that_may_not_be_written_is_no_damage() -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DIRECTORY
    told = unreadable(error, Path("fluence.db"))
    assert "its folder belong to the user that runs this" in str(told)


async def test_a_full_disk_is_told_and_nothing_is_lost(database: Database) -> None:
    async with database.write() as write:
        await _add_setting(write, "kept")
        pages = await write.one("PRAGMA page_count")
        assert pages is not None
        await write.all(f"PRAGMA max_page_count = {pages[0]}")
    with pytest.raises(DiskFull, match="nothing that was stored is lost"):
        async with database.write() as write:
            await write.run("INSERT INTO setting VALUES ('big', :value)", {"value": "x" * 1_000_000})
    assert await _settings(database) == ["kept"]


async def test_a_closed_store_takes_no_write(database_file: Path) -> None:
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        pass
    with pytest.raises(StoreProblem, match="shutting down"):
        async with database.write():
            pass


async def test_a_link_is_the_file_that_it_leads_to(database_file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(database_file)
    async with Database.open(f"sqlite:///{database_file.as_posix()}"):
        with pytest.raises(StoreInUse):
            async with Database.open(f"sqlite:///{link.as_posix()}"):
                pass
    async with Database.open(f"sqlite:///{link.as_posix()}") as database:
        assert database.journal.path.parent == database_file.parent
    assert [path.name for path in link.parent.iterdir()] == ["link.db"]


NO_FILES = ("sqlite:///folder/", "sqlite:///.", "sqlite:///folder/..", "sqlite:///:memory:", "sqlite:///~/fluence.db")
NOT_ITS_NAME = ("sqlite:///fluence.db?timeout=20",)


@pytest.mark.parametrize(
    "url", ["", "fluence.db", "sqlite://", "sqlite:///", "postgresql://x", *NO_FILES, *NOT_ITS_NAME]
)
def test_an_address_that_names_no_file_is_refused(url: str) -> None:
    with pytest.raises(InvalidDatabaseUrl, match="DATABASE_URL"):
        path_of(url)


def test_addresses_name_relative_and_absolute_files() -> None:
    assert path_of("sqlite:///data/fluence.db") == Path("data/fluence.db")
    assert path_of("sqlite:////srv/fluence.db") == Path("/srv/fluence.db")


LONG = (
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000) SELECT count(*) AS many FROM n"
)


async def test_a_short_question_is_answered_at_once_and_a_long_one_elsewhere(database: Database) -> None:
    short = database._reading._short  # pyright: ignore[reportPrivateUsage] (what only the doors show)
    assert short is not None
    assert short.answer("SELECT 1 AS one", {}) is not None
    assert short.answer(LONG, {}) is None
    async with database.read() as read:
        row = await read.one(LONG)
        assert row is not None
        assert row["many"] == 200_000


async def test_many_short_questions_are_not_taken_for_a_long_one(database: Database) -> None:
    short = database._reading._short  # pyright: ignore[reportPrivateUsage] (what only the doors show)
    assert short is not None
    some_work = LONG.replace("200000", "2000")
    assert some_work != LONG
    for _ in range(100):
        assert short.answer(some_work, {}) is not None


async def test_the_short_reader_sees_every_commit(database: Database) -> None:
    for number in range(3):
        async with database.write() as write:
            await _add_setting(write, f"{number}")
        assert await _settings(database) == [f"{each}" for each in range(number + 1)]


async def test_a_large_store_has_no_short_reader(database_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.database._LARGE_IN_BYTES", 4096)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        assert database._reading._short is None  # pyright: ignore[reportPrivateUsage] (as above)
        assert await _settings(database) == []


async def test_a_backup_copied_over_the_store_by_hand_is_told_of_once(
    database_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    copy = database_file.with_name("copy.db")
    async with Database.open(url) as database:
        back_up(database_file, copy)
        async with database.write() as write:
            await database.journal.record(write, [Erasure("member", 7, 1, 1_800_000_000_000)])
    async with Database.open(url):
        assert not caplog.records
    copy.replace(database_file)
    for _ in range(2):
        async with Database.open(url):
            """A start."""
    [told] = caplog.messages
    assert "lacked erasures of its journal (1)" in told
