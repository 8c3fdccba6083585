"""Copies of the database: made while it is in use, checked before they come back."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db.failures import StoreDamaged

_KEPT = 3
_TAKEN_AT = "backup_taken_at"


def keep_safe(connection: sqlite3.Connection, path: Path) -> Path:
    """A copy beside the database before something changes it; only the last three such copies stay."""
    made = copy(connection, path.with_name(f"{path.name}.{_stamp()}.before-upgrade"))
    for old in sorted(path.parent.glob(f"{path.name}.*.before-upgrade"))[:-_KEPT]:
        old.unlink()
    return made


def back_up(path: Path, target: Path) -> Path:
    """Copy a database, also one in use, by SQLite's online backup; raises FileExistsError for an existing target."""
    if target.exists():
        raise FileExistsError(f"{target} exists already; a backup never overwrites.")
    with closing(_read_only(path)) as connection:
        return copy(connection, target)


def copy(connection: sqlite3.Connection, target: Path) -> Path:
    """The online copy itself, stamped with its time so that later erasures can be replayed on it."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as made:
        taken_at = time.time_ns() // 1_000_000
        connection.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")  # one file, whole, that can be carried away
        if _has_settings(made):
            made.execute(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (_TAKEN_AT, str(taken_at)),
            )
    unfinished.replace(target)
    return target


def put_back(backup: Path, path: Path) -> Path | None:
    """Set a sound backup (`taken_at` has looked) in the database's place; the former file's new path, if there was one.

    The caller holds the store's lock.
    """
    former = path.with_name(f"{path.name}.{_stamp()}.before-restore") if path.exists() else None
    if former is not None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path.replace(former)
    for leftover in (path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        leftover.unlink(missing_ok=True)
    with closing(_read_only(backup)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return former


def taken_at(path: Path) -> int:
    """When the file was made as a backup, in milliseconds since 1970; 0 where it does not say.

    Raises StoreDamaged for a file that is no sound database of ours.
    """
    _check(path)
    with closing(_read_only(path)) as connection:
        if not _has_settings(connection):
            return 0
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (_TAKEN_AT,)).fetchone()
    return int(row[0]) if row else 0


def _check(backup: Path) -> None:
    try:
        with closing(_read_only(backup)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            is_ours = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").fetchone()
    except sqlite3.Error:
        raise StoreDamaged(f"{backup} is not a sound database; nothing was changed.") from None
    if verdict != "ok":
        raise StoreDamaged(f"{backup} is damaged; nothing was changed.")
    if not is_ours:
        raise StoreDamaged(f"{backup} is not a Fluence database; nothing was changed.")


def _has_settings(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'setting'").fetchone() is not None


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
