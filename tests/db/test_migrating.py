"""Migrations: each with its record in one transaction, after a backup; an altered history stops the start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.failures import HistoryAltered, InvalidDatabaseUrl, StoreTooNew, UpgradeFailed
from db.migrating import Migration, apply, known_migrations

FIRST = Migration("0001_first.sql", "CREATE TABLE first (x INTEGER) STRICT; INSERT INTO first VALUES (1);")
SECOND = Migration("0002_second.sql", "CREATE TABLE second (x INTEGER) STRICT; INSERT INTO second SELECT x FROM first;")
BROKEN = Migration("0003_broken.sql", "CREATE TABLE third (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);")


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.before-upgrade"))


def test_from_empty_and_again(database_file: Path) -> None:
    assert apply(database_file, [FIRST, SECOND]) == ("0001_first.sql", "0002_second.sql")
    assert apply(database_file, [FIRST, SECOND]) == ()
    assert {"first", "second", "schema_migration"} <= _tables(database_file)


def test_an_upgrade_is_preceded_by_a_backup_of_what_was(database_file: Path) -> None:
    apply(database_file, [FIRST])
    assert _backups(database_file) == []
    apply(database_file, [FIRST, SECOND])
    (backup,) = _backups(database_file)
    assert "second" not in _tables(backup)
    assert "first" in _tables(backup)


def test_only_the_last_three_backups_stay(database_file: Path) -> None:
    migrations = [FIRST]
    apply(database_file, migrations)
    for number in range(2, 7):
        migrations = [*migrations, Migration(f"{number:04}_more.sql", f"CREATE TABLE more{number} (x INTEGER) STRICT;")]
        apply(database_file, migrations)
    backups = _backups(database_file)
    assert len(backups) == 3
    assert "more5" in _tables(backups[-1])


def test_a_clock_that_was_put_back_does_not_cost_the_newest_backup(database_file: Path) -> None:
    for year in (2097, 2098, 2099):
        database_file.with_name(f"{database_file.name}.{year}0101-000000-000000.before-upgrade").touch()
    apply(database_file, [FIRST])
    cut_short = database_file.with_name(f"{database_file.name}.2026.before-upgrade.unfinished")
    cut_short.touch()
    apply(database_file, [FIRST, SECOND])
    assert not cut_short.exists(), "it holds what is erased later"
    assert [path.stat().st_size > 0 for path in _backups(database_file)] == [True, False, False]


def test_another_programs_database_is_left_alone(database_file: Path) -> None:
    with closing(sqlite3.connect(database_file)) as connection:
        connection.execute("CREATE TABLE photographs (name TEXT)")
    before = database_file.read_bytes()
    with pytest.raises(InvalidDatabaseUrl, match="another program's database"):
        apply(database_file, [FIRST])
    assert database_file.read_bytes() == before


def test_a_failing_script_leaves_nothing_of_the_upgrade(database_file: Path) -> None:
    apply(database_file, [FIRST])
    for _ in range(4):  # as a supervisor starts it again
        with pytest.raises(UpgradeFailed, match=r"failed at 0003_broken\.sql \(no such table: nowhere\)"):
            apply(database_file, [FIRST, SECOND, BROKEN])
    assert apply(database_file, [FIRST]) == (), "the former version goes on"
    assert all("second" not in _tables(path) for path in (database_file, *_backups(database_file)))
    assert apply(database_file, [FIRST, SECOND]) == ("0002_second.sql",)


def test_a_newer_database_is_refused_untouched(database_file: Path) -> None:
    apply(database_file, [FIRST, SECOND])
    before = database_file.read_bytes()
    with pytest.raises(StoreTooNew, match="newer Fluence"):
        apply(database_file, [FIRST])
    assert database_file.read_bytes() == before


def test_an_altered_script_is_noticed(database_file: Path) -> None:
    apply(database_file, [FIRST])
    altered = Migration(FIRST.name, FIRST.script + " -- a late thought")
    with pytest.raises(HistoryAltered, match=r"0001_first\.sql"):
        apply(database_file, [altered, SECOND])
    assert "second" not in _tables(database_file)


def test_the_shipped_scripts_are_numbered_without_gaps() -> None:
    numbers = [int(migration.name[:4]) for migration in known_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_shipped_table_is_strict_and_every_reference_says_what_a_delete_does(database_file: Path) -> None:
    apply(database_file, known_migrations())
    with closing(sqlite3.connect(database_file)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'entry_search%' "
            "AND name NOT LIKE 'sqlite%' AND name <> 'entry_word'"
        ).fetchall()
        assert len(tables) > 10
        for name, sql in tables:
            assert "STRICT" in sql.rsplit(")", 1)[1], name
            assert sql.count("REFERENCES") == sql.count("ON DELETE"), name
