"""Opening a database file so that nothing of it can be changed, also beside the process that serves it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from stat import S_ISDIR

from db.failures import StoreAbsent, StoreClosed, StoreDamaged, unreadable


@contextmanager
def looked_into(path: Path) -> Generator[sqlite3.Connection]:
    """A connection that can only ask; raises StoreAbsent, or another StoreProblem that says what is in the way.

    An empty file is what a first start leaves that found no room: the next one makes the store of it. One that has a
    history beside it was emptied.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreAbsent(path) from None
    except OSError:
        raise StoreClosed(path) from None
    if S_ISDIR(found.st_mode):
        raise StoreClosed(path)
    if not found.st_size:
        raise _emptied(path) if _has_history(path) else StoreAbsent(path)
    try:
        with closing(read_only(path)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise unreadable(error, path) from None


def _has_history(path: Path) -> bool:
    beside = (path.with_name(path.name + ending) for ending in ("-wal", ".erasures"))
    return any(each.is_file() and each.stat().st_size for each in beside)


def _emptied(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is empty, and it was not before. Restore a backup: python -m bot db restore FILE.")


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that can only ask; the caller closes it."""
    return sqlite3.connect(address_of(path), uri=True)


def address_of(path: Path) -> str:
    """The same as an address, for whoever connects in another way."""
    return f"{path.absolute().as_uri()}?mode=ro"
