"""Numbered SQL scripts; those that are missing are applied in one transaction, each with its record."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from db.backups import keep_safe
from db.failures import HistoryAltered, InvalidDatabaseUrl, StoreDamaged, StoreTooNew, UpgradeFailed, translated

_HISTORY = """
CREATE TABLE IF NOT EXISTS schema_migration (
    name       TEXT PRIMARY KEY,
    sha256     TEXT    NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One script: its file name and its text."""

    name: str
    script: str

    @property
    def sha256(self) -> str:
        """The script's fingerprint, by which an altered history is noticed."""
        return hashlib.sha256(self.script.encode()).hexdigest()


def known_migrations() -> tuple[Migration, ...]:
    """The scripts that this version of Fluence carries, in their order."""
    folder = resources.files("db").joinpath("migrations")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(Migration(file.name, file.read_text(encoding="utf-8")) for file in files)


async def migrate(path: Path) -> None:
    """Bring the file up to this version; raises a StoreProblem."""
    await asyncio.to_thread(apply, path, known_migrations())


def apply(path: Path, migrations: Sequence[Migration]) -> tuple[str, ...]:
    """Apply what is missing, after a backup of a file that already holds something; the names of what was applied."""
    # isolation_level=None: transactions are begun by hand, since executescript() commits what is open (sqlite3's docs).
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _check_sound(connection, path)
        require_ours(connection, path)
        pending = pending_migrations(connection, path, migrations)
        if pending and len(pending) < len(migrations):
            keep_safe(connection, path)
        if pending:
            _apply_all(connection, pending, path)
    return tuple(migration.name for migration in pending)


def pending_migrations(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> list[Migration]:
    """What is not applied yet; raises for a history that is not the beginning of `migrations`."""
    applied = _history(connection)
    known = {migration.name: migration for migration in migrations}
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise StoreTooNew(
            f"{path} was written by a newer Fluence (it knows {unknown[0]}). Install that version, or restore a backup "
            "made before the upgrade."
        )
    for name, sha256 in applied.items():
        if known[name].sha256 != sha256:
            raise HistoryAltered(
                f"The migration {name} is not the one that {path} was made with: one of the two is no released "
                "Fluence. Start the version that made the database, or see docs/operation.md, Upgrade."
            )
    return [migration for migration in migrations if migration.name not in applied]


def _history(connection: sqlite3.Connection) -> dict[str, str]:
    exists = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").fetchone()
    if not exists:
        return {}
    return dict(connection.execute("SELECT name, sha256 FROM schema_migration ORDER BY name"))


def _check_sound(connection: sqlite3.Connection, path: Path) -> None:
    """A damaged file is told at the start, not by the first command that meets the damage.

    What the CHECKs ask was asked when a row was written; asking again takes five times as long as all the rest.
    """
    connection.execute("PRAGMA ignore_check_constraints = ON")
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    connection.execute("PRAGMA ignore_check_constraints = OFF")  # the migrations come through here too
    if verdict != "ok":
        raise StoreDamaged(f"{path} is damaged. Restore a backup: python -m bot db restore FILE.")


def require_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises InvalidDatabaseUrl for another program's file: its tables would get ours among them, or be replaced."""
    if not _history(connection) and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise InvalidDatabaseUrl(
            f"{path} is another program's database; nothing was changed. Let DATABASE_URL name Fluence's own file, or "
            "one that is not there yet."
        )


def require_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raises StoreDamaged for a file that lacks something which the migrations that it says it has would make."""
    migrations = known_migrations()
    try:
        pending = pending_migrations(connection, path, migrations)
        found = _parts(connection)
    except sqlite3.Error:
        raise StoreDamaged(f"{path} is not a whole Fluence database; nothing was changed.") from None
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _apply_all(model, [each for each in migrations if each not in pending], path)
        missing = _parts(model) - found
    if missing:
        raise StoreDamaged(f"{path} is not a whole Fluence database: it has no {min(missing)}. Nothing was changed.")


def _parts(connection: sqlite3.Connection) -> set[str]:
    """Tables, columns, indexes and triggers, as one calls them."""
    parts = connection.execute(
        "SELECT type || ' ' || name FROM sqlite_schema UNION ALL SELECT 'column ' || part.name || '.' || info.name "
        "FROM sqlite_schema AS part, pragma_table_info(part.name) AS info WHERE part.type = 'table'"
    )
    return {name for (name,) in parts}


def _apply_all(connection: sqlite3.Connection, pending: Sequence[Migration], path: Path) -> None:
    """All or none: the version that wrote the file can go on with it where one of them fails."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE;{_HISTORY};{''.join(map(_with_record, pending))} COMMIT;")
    except sqlite3.Error as error:
        recorded = _history(connection)
        failed = next((each.name for each in pending if each.name not in recorded), "its end")
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise translated(error, path) or UpgradeFailed(
            f"The upgrade of {path} failed at {failed} ({error}); nothing of it has happened. Report it, and start the "
            "former version."
        ) from error


def _with_record(migration: Migration) -> str:
    name, sha256 = migration.name.replace("'", "''"), migration.sha256
    return (
        f"{migration.script};INSERT INTO schema_migration VALUES ('{name}', '{sha256}', {time.time_ns() // 1_000_000});"  # noqa: S608 (own file's name and hash)
    )
