"""Reading a database file beside the process that serves it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiosqlite

from db.connections import ReadConnection
from db.database import path_of
from db.failures import StoreProblem, unreadable
from db.migrating import known_migrations, pending_migrations
from db.read_only import address_of, looked_into


@asynccontextmanager
async def opened_beside(database_url: str) -> AsyncGenerator[ReadConnection]:
    """A connection that can only ask; raises a StoreProblem where there is nothing that this version can read."""
    path = path_of(database_url)
    with looked_into(path) as connection:
        pending = pending_migrations(connection, path, known_migrations())
    if pending:
        raise StoreProblem("The database is of an older version. Run `python -m bot db migrate` first.")
    try:
        async with aiosqlite.connect(address_of(path), uri=True, isolation_level=None) as reader:
            reader.row_factory = sqlite3.Row
            yield ReadConnection(reader, {})
    except sqlite3.DatabaseError as error:
        raise unreadable(error, path) from None
