"""The database file seen from outside: read while the process runs, and moved in time while it doesn't."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Stored:
    """A database file. A process may be writing it: SQLite keeps the reader apart."""

    file: Path

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The answer to a question, by a connection that can only ask."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql, values).fetchall()

    def kept(self) -> list[sqlite3.Row]:
        """The entries that came from the chat and stand in the library."""
        return self.rows("SELECT * FROM entry WHERE message_id IS NOT NULL AND status = 'listed' ORDER BY key")

    def count_kept(self) -> int:
        """How many these are."""
        return self.rows("SELECT count(*) FROM entry WHERE message_id IS NOT NULL AND status = 'listed'")[0][0]

    def text_of(self, message: dict[str, Any]) -> str | None:
        """What is kept of a message, if it stands in the library."""
        found = self.rows("SELECT text FROM entry WHERE message_id = ? AND status = 'listed'", int(message["id"]))
        return found[0]["text"] if found else None

    def status_of(self, message: dict[str, Any]) -> str | None:
        """The status of a message's entry, if it has one."""
        found = self.rows("SELECT status FROM entry WHERE message_id = ?", int(message["id"]))
        return found[0]["status"] if found else None

    def reminders(self) -> dict[str, sqlite3.Row]:
        """The reminders' rows of the outbox, by their labels."""
        return {row["label"]: row for row in self.rows("SELECT * FROM outbox WHERE kind = 'meeting_reminder'")}

    def let_time_pass(self, passed: timedelta) -> None:
        """Move every instant in the file back, as if that time had gone by since. Only while no process has the file.

        A process reads the system's clock, which a test cannot turn. What is stored is all that the bot knows of
        former times, so moving it back comes to the same; Discord's messages keep their own times.
        """
        with closing(sqlite3.connect(self.file)) as connection, connection:
            for table, column in _instants(connection):
                connection.execute(f"UPDATE {table} SET {column} = {column} - ?", (passed // _MILLISECOND,))
            for key, wall_time in connection.execute("SELECT key, wall_time FROM meeting").fetchall():
                moved = (datetime.fromisoformat(wall_time) - passed).isoformat()
                connection.execute("UPDATE meeting SET wall_time = ? WHERE key = ?", (moved, key))


def _instants(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every table's columns that hold an instant; by the schema's custom their names end in "at"."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
    for (table,) in connection.execute(tables).fetchall():
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "INTEGER" and (column == "at" or column.endswith("_at")):
                yield table, column
