"""Backup and restore: the erased stays erased, numbers are not used again, what is past is not sent."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange import restoring
from bot.exchange.restoring import restore
from bot.exchange.withdrawing import withdraw
from db import communities, entries, members, outbox
from db.backups import back_up
from db.database import Database
from db.entries import Content, Correction
from db.failures import DiskFull, InvalidDatabaseUrl, StoreClosed, StoreDamaged, StoreInUse, StoreProblem, StoreTooNew
from db.journal import Erasure, ErasureJournal
from db.migrating import apply, known_migrations
from db.outbox import Posting
from db.status import status_of

GUILD = 77
NOW = datetime.now(UTC)


def _url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def _content(text: str) -> Content:
    return Content(EntryKind.TIP, text, text, (), "", (), Correction(), 1)


async def _keep(database: Database, text: str) -> int:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        number = await entries.add(write, GUILD, _content(text), author_id=5, saved_by_id=None, source=None, now=NOW)
    assert number is not None
    return number


async def _erase_member(database: Database, at: int) -> None:
    async with database.write() as write:
        await database.journal.record(write, [Erasure("member", GUILD, 5, at)])


async def _texts(database: Database) -> dict[int, str]:
    async with database.read() as read:
        found = await entries.by_numbers(read, GUILD, range(1, 20))
    return {entry.number: entry.content.text for entry in found}


async def test_a_backup_of_a_running_store_comes_back_whole(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "before the backup")
        back_up(database_file, tmp_path / "copy.db")
        await _keep(database, "after the backup")
    report = await restore(tmp_path / "copy.db", _url(database_file))
    assert report.former is not None
    assert status_of(report.former).rows
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "before the backup"}
        assert await _keep(database, "after the restore") == 3, "numbers are never given twice"


async def test_nobody_else_can_read_what_is_made(tmp_path: Path) -> None:
    path, copy = tmp_path / "data" / "fluence.db", tmp_path / "copies" / "copy.db"
    async with Database.open(_url(path)):
        back_up(path, copy)
    path.chmod(0o600)
    await restore(copy, _url(path))
    made = {each.name: each.stat().st_mode & 0o777 for each in (path.parent, path, copy.parent, copy)}
    assert made == {"data": 0o700, "fluence.db": 0o600, "copies": 0o700, "copy.db": 0o600}


async def test_what_was_erased_after_the_backup_is_erased_again(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "withdrawn later")
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "copy.db")
        later = int(datetime.now(UTC).timestamp() * 1000) + 1
        database.journal.write_in([Erasure("entry", GUILD, 1, later)])
    report = await restore(tmp_path / "copy.db", _url(database_file))
    assert report.erasures == 1
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "", 2: "kept"}


async def test_a_clock_that_ran_ahead_at_the_backup_hides_no_erasure(database_file: Path, tmp_path: Path) -> None:
    before, since = (int((NOW + ahead).timestamp() * 1000) for ahead in (timedelta(days=1), -timedelta(days=1)))
    async with Database.open(_url(database_file)) as database:
        await _erase_member(database, before)
        await _keep(database, "said again since")
        await _keep(database, "withdrawn later")
        back_up(database_file, tmp_path / "copy.db")
        database.journal.write_in([Erasure("entry", GUILD, 2, since)])
    assert (await restore(tmp_path / "copy.db", _url(database_file))).erasures == 1
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "said again since", 2: ""}


async def test_a_backup_made_in_the_middle_of_an_erasure_brings_nothing_back(
    database_file: Path, tmp_path: Path
) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "withdrawn meanwhile")
        async with database.write() as write:
            await withdraw(database, write, GUILD, [1], NOW)
            back_up(database_file, tmp_path / "copy.db")
        back_up(database_file, tmp_path / "later.db")
    assert (await restore(tmp_path / "copy.db", _url(database_file))).erasures == 1
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: ""}
        back_up(database_file, tmp_path / "of the restored.db")
    for behind_it in ("later.db", "of the restored.db"):
        assert (await restore(tmp_path / behind_it, _url(database_file))).erasures == 0


async def test_a_database_made_anew_beside_an_old_journal_loses_nothing_by_it(
    database_file: Path, tmp_path: Path
) -> None:
    ErasureJournal.beside(database_file).write_in([Erasure("entry", GUILD, 1, 10)])
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "another entry, of the same number")
        back_up(database_file, tmp_path / "copy.db")
    assert (await restore(tmp_path / "copy.db", _url(database_file))).erasures == 0


async def test_the_last_wish_counts_also_where_the_clock_was_put_back(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "theirs")
        back_up(database_file, tmp_path / "copy.db")
    journal, at = ErasureJournal.beside(database_file), int(NOW.timestamp() * 1000)
    for since in (Erasure("server", GUILD, GUILD, at), Erasure("opt-in", GUILD, 5, at - 5)):
        journal.write_in([since])
    journal.write_in([Erasure("opt-out", GUILD, 5, at - 10)])
    journal.write_in([Erasure("opt-out", GUILD + 1, 5, at - 7)])
    assert [each.guild_id for each in journal.erasures()] == [GUILD + 1, GUILD, GUILD, GUILD], "in order, as ever"
    await restore(tmp_path / "copy.db", _url(database_file))
    async with Database.open(_url(database_file)) as database, database.read() as read:
        assert await members.opted_out(read, GUILD, 5)


async def test_a_member_erased_after_the_backup_is_erased_again(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "theirs")
        back_up(database_file, tmp_path / "copy.db")
        later = int(datetime.now(UTC).timestamp() * 1000) + 1
        database.journal.write_in([Erasure("member", GUILD, 5, later)])
    await restore(tmp_path / "copy.db", _url(database_file))
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: ""}


async def test_erasures_before_the_backup_are_not_made_again(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _erase_member(database, int(NOW.timestamp() * 1000) - 60_000)
        await _keep(database, "said again since")
        back_up(database_file, tmp_path / "copy.db")
    assert (await restore(tmp_path / "copy.db", _url(database_file))).erasures == 0
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "said again since"}


async def test_what_was_due_before_the_restore_is_not_sent(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "anything")
        async with database.write() as write:
            for key, due_at in (("past", NOW - timedelta(hours=1)), ("coming", NOW + timedelta(hours=1))):
                await outbox.put(write, Posting("meeting_reminder", GUILD, due_at, timedelta(days=1), key))
        back_up(database_file, tmp_path / "copy.db")
    assert (await restore(tmp_path / "copy.db", _url(database_file))).skipped == 1
    async with Database.open(_url(database_file)) as database, database.read() as read:
        turn = await outbox.next_turn(read, ())
    assert turn is not None
    assert turn > NOW + timedelta(minutes=59)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00 but cut short"])
async def test_an_unsound_backup_changes_nothing(database_file: Path, tmp_path: Path, content: bytes) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
    (tmp_path / "bad.db").write_bytes(content)
    with pytest.raises(StoreDamaged, match="nothing was changed"):
        await restore(tmp_path / "bad.db", _url(database_file))
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "kept"}


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ("DROP TABLE setting", "column setting.name"),
        ("ALTER TABLE community DROP COLUMN category_id", "column community.category_id"),
        ("DROP TABLE schema_migration; CREATE TABLE schema_migration (name TEXT)", "whole"),
    ],
)
async def test_a_backup_that_lacks_a_part_changes_nothing(
    database_file: Path, tmp_path: Path, change: str, lacks: str
) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.executescript(change)
    with pytest.raises(StoreDamaged, match=rf"{lacks}.*othing was changed"):
        await restore(tmp_path / "copy.db", _url(database_file))
    assert list(tmp_path.rglob("*.restoring")) == []
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "kept"}


async def test_a_backup_of_a_newer_fluence_is_named(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as connection, connection:
        connection.execute("INSERT INTO schema_migration VALUES ('9999_later.sql', 'x', 0)")
    with pytest.raises(StoreTooNew, match=r"newer\.db was written by a newer Fluence"):
        await restore(tmp_path / "newer.db", _url(database_file))
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "kept"}


async def test_the_database_is_no_backup_of_itself(database_file: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
    with pytest.raises(StoreProblem, match="is the database itself"):
        await restore(database_file, _url(database_file))
    assert list(database_file.parent.glob("*.before-restore")) == []


async def test_a_running_store_is_not_replaced(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)):
        back_up(database_file, tmp_path / "copy.db")
        with pytest.raises(StoreInUse):
            await restore(tmp_path / "copy.db", _url(database_file))


async def test_a_restore_that_stops_halfway_leaves_the_former_store(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "erased later")
        back_up(database_file, tmp_path / "copy.db")
        async with database.write() as write:
            await entries.withdraw(write, GUILD, 1, datetime.now(UTC))
        later = int(datetime.now(UTC).timestamp() * 1000) + 1
        database.journal.write_in([Erasure("entry", GUILD, 1, later)])

    async def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as halfway:
        halfway.setattr(restoring, "_erase", stop)
        with pytest.raises(KeyboardInterrupt):
            await restore(tmp_path / "copy.db", _url(database_file))
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: ""}, "a start after the crash finds what was there before"
    assert (await restore(tmp_path / "copy.db", _url(database_file))).erasures == 1


async def test_no_other_process_comes_between_the_steps_of_a_restore(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "copy.db")
        later = int(datetime.now(UTC).timestamp() * 1000) + 1
        database.journal.write_in([Erasure("entry", GUILD, 1, later)])

    async def start_another(*_: object) -> None:
        async with Database.open(_url(database_file)):
            raise AssertionError("a second process was let in")

    monkeypatch.setattr(restoring, "_erase", start_another)
    with pytest.raises(StoreInUse):
        await restore(tmp_path / "copy.db", _url(database_file))


async def test_a_restore_leaves_the_two_files_and_nothing_half_done(database_file: Path, tmp_path: Path) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "copy.db")
    unfinished = database_file.with_name(f"{database_file.name}.restoring")
    unfinished.mkdir()
    (unfinished / "of a restore that was killed").write_text("erased words")
    report = await restore(tmp_path / "copy.db", _url(database_file))
    assert report.former is not None
    left = {file.name for file in database_file.parent.iterdir()} - {"copy.db", f"{database_file.name}.lock"}
    assert left == {database_file.name, report.former.name}


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00 but cut short"])
async def test_a_damaged_store_is_kept_and_replaced(database_file: Path, tmp_path: Path, content: bytes) -> None:
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "kept")
        back_up(database_file, tmp_path / "copy.db")
    database_file.write_bytes(content)
    report = await restore(tmp_path / "copy.db", _url(database_file))
    assert report.former is not None
    assert report.former.read_bytes() == content
    async with Database.open(_url(database_file)) as database:
        assert await _texts(database) == {1: "kept"}


def test_a_backup_never_overwrites(database_file: Path, tmp_path: Path) -> None:
    apply(database_file, known_migrations())
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreProblem, match="never overwrites"):
        back_up(database_file, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_that_cannot_be_finished_leaves_nothing(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(database_file, known_migrations())

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DiskFull, match=r"copy\.db is full"):
        back_up(database_file, tmp_path / "copy.db")
    assert list(tmp_path.glob("copy.db*")) == []


async def test_another_programs_database_is_neither_replaced_nor_copied(database_file: Path, tmp_path: Path) -> None:
    apply(database_file, known_migrations())
    back_up(database_file, tmp_path / "copy.db")
    other = tmp_path / "photographs.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photographs (name TEXT)")
    before = other.read_bytes()
    with pytest.raises(InvalidDatabaseUrl, match="another program's"):
        await restore(tmp_path / "copy.db", _url(other))
    with pytest.raises(StoreDamaged, match="not a Fluence database"):
        back_up(other, tmp_path / "of another.db")
    assert other.read_bytes() == before


@pytest.mark.parametrize("in_the_way", ["locked", "a folder"])
async def test_what_is_only_locked_or_in_the_way_is_neither_damaged_nor_replaced(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_the_way: str
) -> None:
    apply(database_file, known_migrations())
    back_up(database_file, tmp_path / "copy.db")
    monkeypatch.setattr("db.read_only.sqlite3.connect", partial(sqlite3.connect, timeout=0))
    expected, words = (StoreInUse, "locked") if in_the_way == "locked" else (StoreClosed, "must be a file")
    with closing(sqlite3.connect(database_file, isolation_level=None)) as other:
        if in_the_way == "locked":
            other.execute("BEGIN EXCLUSIVE")
        else:
            database_file.unlink()
            database_file.mkdir()
        with pytest.raises(expected, match=words):
            status_of(database_file)
        with pytest.raises(expected, match=words):
            back_up(database_file, tmp_path / "another.db")
        with pytest.raises(expected, match=words):
            await restore(tmp_path / "copy.db", _url(database_file))
    assert list(tmp_path.rglob("*before-restore")) == []


async def test_a_journal_that_cannot_be_read_whole_is_told(database_file: Path, tmp_path: Path) -> None:
    journal = ErasureJournal.beside(database_file)
    async with Database.open(_url(database_file)) as database:
        await _keep(database, "withdrawn later")
        back_up(database_file, tmp_path / "copy.db")
    assert (await restore(tmp_path / "copy.db", _url(database_file))).lines_unread is None
    later = int(datetime.now(UTC).timestamp() * 1000) + 1
    journal.write_in([Erasure("entry", GUILD, 1, later)])
    sound = journal.path.read_bytes()
    spoilt = (b'"what"', b"\xff\xfe"), (str(later).encode(), b'"late"'), (str(later).encode(), b"9" * 30)
    journal.path.write_bytes(b"".join(sound.replace(*each) for each in spoilt) + sound)
    report = await restore(tmp_path / "copy.db", _url(database_file))
    assert (report.lines_unread, report.erasures) == (3, 1)
    journal.path.unlink()
    journal.path.mkdir()
    with pytest.raises(StoreClosed, match="erasures cannot be opened"):
        await restore(tmp_path / "copy.db", _url(database_file))


def test_a_line_cut_short_by_a_crash_hides_no_other(tmp_path: Path) -> None:
    journal = ErasureJournal(tmp_path / "journal")
    journal.write_in([Erasure("entry", GUILD, 1, 10)])
    with journal.path.open("a") as file:
        file.write('{"what": "entry", "gui')
    assert journal.erasures() == [Erasure("entry", GUILD, 1, 10)]
    journal.write_in([Erasure("entry", GUILD, 2, 20)])
    assert Erasure("entry", GUILD, 2, 20) in journal.erasures()


def test_the_journal_is_in_the_order_of_its_times(tmp_path: Path) -> None:
    """What is dated to the end of a day does not stand beside whose erasure took it along."""
    journal = ErasureJournal(tmp_path / "journal")
    first, late, later = (Erasure("entry", GUILD, number, at) for number, at in ((1, 10), (7, 99), (3, 99)))
    member, wish = Erasure("member", GUILD, 5, 20), Erasure("opt-out", GUILD, 5, 30)
    journal.write_in([first, late])
    with journal.path.open("a") as file:
        file.write('{"what": "entry", "gui')
    journal.write_in([member, later])
    journal.write_in([wish])
    assert journal.erasures() == [first, member, wish, later, late]
    assert [file.name for file in tmp_path.iterdir()] == ["journal"]
