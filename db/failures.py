"""What can be wrong with the store, each in a sentence for the person who runs the bot."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreProblem(Exception):
    """The store cannot be used; the text says why and what to do."""


class InvalidDatabaseUrl(StoreProblem):
    """DATABASE_URL names nothing that the store could be kept in."""


class StoreAbsent(StoreProblem):
    """There is no database file yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no database at {path.absolute()} yet. It is made by the first start.")


class StoreInUse(StoreProblem):
    """Another process has the store open."""


class StoreDamaged(StoreProblem):
    """The file is not a sound SQLite database."""


class StoreTooNew(StoreProblem):
    """The database was written by a newer version of Fluence."""


class HistoryAltered(StoreProblem):
    """An applied migration no longer reads as it did."""


class UpgradeFailed(StoreProblem):
    """A migration that the database's rows do not allow."""


class StoreClosed(StoreProblem):
    """The file cannot be opened at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be opened. It must be a file, and it and its folder belong to the user that runs this."
        )


class StoreUnwritable(StoreProblem):
    """The file or its folder cannot be written."""


class DiskFull(StoreProblem):
    """There is no room left for the store."""


def translated(error: sqlite3.Error, path: Path) -> StoreProblem | None:
    """The sentence for an SQLite error that is about the file, None for any other."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if _is_for_want_of_room(error):
        return DiskFull(f"The disk that holds {path} is full. Free some space; nothing that was stored is lost.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreUnwritable(f"{path} cannot be written. Check that the file, its folder and the disk are writable.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(f"{path} is damaged or not a database. Restore a backup: python -m bot db restore FILE.")
    if code == sqlite3.SQLITE_IOERR:
        return StoreUnwritable(f"The disk refused to read or write {path}. Check the disk, then start again.")
    if code == sqlite3.SQLITE_BUSY:
        return StoreInUse(f"Another program keeps {path} locked. Close it, then start again.")
    return None


def unreadable(error: sqlite3.Error, path: Path) -> StoreProblem:
    """The sentence for an SQLite error of a file that was only asked."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if _is_for_want_of_room(error):
        return DiskFull(
            f"The disk that holds {path} is full: there is no room for what reading takes. Free some space."
        )
    if code == sqlite3.SQLITE_BUSY:
        return StoreInUse(f"Another program keeps {path} locked. Close it, then try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY):
        return StoreClosed(path)  # "read-only" is a -wal whose -shm cannot be made beside it
    if code == sqlite3.SQLITE_IOERR:
        return StoreUnwritable(f"The disk refused to read {path}. Check the disk.")
    return StoreDamaged(f"{path} is damaged or not a Fluence database.")


def _is_for_want_of_room(error: sqlite3.Error) -> bool:
    """SQLite calls it a fault of the disk where only its -shm, which the first reader makes, finds no room."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE
