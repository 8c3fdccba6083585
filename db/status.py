"""What a database file holds, read beside a running process."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.instants import from_milliseconds
from db.migrating import known_migrations, pending_migrations
from db.read_only import looked_into

_INNER = ("sqlite_", "entry_search")
_WRITTEN_BY_A_START = ("", ".lock", ".erasures", "-wal", "-shm")
_LEFT = "SELECT guild_id, left_at FROM community WHERE left_at IS NOT NULL ORDER BY left_at"


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Version, size and rows. `version` is the last applied migration, `pending` what this Fluence would add.

    `left` are the servers that the bot has left, and when.
    """

    path: Path
    version: str
    pending: tuple[str, ...]
    size_in_bytes: int
    rows: tuple[tuple[str, int], ...]
    left: tuple[tuple[int, datetime], ...]


def status_of(path: Path) -> StoreStatus:
    """Look into a file without changing it; raises StoreAbsent, or another StoreProblem for a file that is not ours."""
    with looked_into(path) as connection:
        pending = tuple(migration.name for migration in pending_migrations(connection, path, known_migrations()))
        applied = connection.execute("SELECT max(name) FROM schema_migration").fetchone()[0]
        rows = tuple((table, _count(connection, table)) for table in _tables(connection))
        left = tuple((guild_id, from_milliseconds(at)) for guild_id, at in connection.execute(_LEFT))
    return StoreStatus(path, applied or "none", pending, path.stat().st_size, rows, left)


def not_writable(path: Path) -> Path | None:
    """What whoever asks may not write, of the file, what stands beside it and their folder; None where all is well."""
    folder = next(each for each in path.absolute().parents if each.exists())
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return folder
    beside = (path.with_name(path.name + ending) for ending in _WRITTEN_BY_A_START)
    return next((each for each in beside if each.exists() and not os.access(each, os.W_OK)), None)


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return [name for name in names if not name.startswith(_INNER) and name != "entry_word"]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 (names from the schema)


def withheld_reports(path: Path, mark: bytes | None) -> tuple[int, int]:
    """How many reports have their reporter's name withheld, and how many of them under keys without this mark.

    Raises a StoreProblem for a file that cannot be read.
    """
    with looked_into(path) as connection:
        try:
            total, others = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE :mark IS NULL OR substr(reporter_key, 1, length(:mark)) <> "
                ":mark) FROM entry WHERE reporter_key IS NOT NULL",
                {"mark": mark},
            ).fetchone()
        except sqlite3.OperationalError:  # a database from before there were such reports
            return 0, 0
    return int(total), int(others)
