"""Copies of the database: made while it is in use, checked before they come back."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.failures import DiskFull, StoreDamaged, StoreProblem, StoreUnwritable, translated
from db.read_only import looked_into, read_only

_KEPT = 3
_UNFINISHED = ".unfinished"


def keep_safe(connection: sqlite3.Connection, path: Path) -> None:
    """A copy beside the database before something changes it; only the last three such copies stay.

    A clock that went wrong may give the new one the oldest name. One that a crash cut short goes: the caller holds the
    store's lock.
    """
    for unfinished in path.parent.glob(f"{path.name}.*.before-upgrade{_UNFINISHED}"):
        unfinished.unlink()
    made = _copy(connection, path.with_name(f"{path.name}.{_stamp()}.before-upgrade"))
    for old in sorted(set(path.parent.glob(f"{path.name}.*.before-upgrade")) - {made})[: 1 - _KEPT]:
        old.unlink()


def back_up(path: Path, target: Path) -> Path:
    """Copy a database, also one in use, by SQLite's online backup; a StoreProblem says what is in the way."""
    with looked_into(path) as connection:
        if not _is_ours(connection):  # what is in the way is told before anything is made
            raise StoreDamaged(f"{path} is not a Fluence database; there is nothing to copy.")
        with _told_plainly(target):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if target.exists():
                raise StoreProblem(f"{target} exists already; a backup never overwrites. Name another file.")
            return _copy(connection, target)


def _copy(connection: sqlite3.Connection, target: Path) -> Path:
    """The online copy itself."""
    unfinished = target.with_name(target.name + _UNFINISHED)
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)  # for nobody else, wherever it stands
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as made:
            connection.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")  # one file, whole, that can be carried away
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


@contextmanager
def beside(path: Path) -> Generator[Path]:
    """A place on the same disk for a database in the making; nothing of it stays, nor of one that a crash cut short.

    The caller holds the store's lock.
    """
    folder = path.with_name(f"{path.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    with _told_plainly(path):
        folder.mkdir()
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack(backup: Path, target: Path) -> None:
    """Copy a sound backup (`require_sound` has looked) to a new file."""
    with _told_plainly(target), closing(read_only(backup)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)


def put_in_place(made: Path, path: Path) -> Path | None:
    """Set a finished database in the store's place at once; the former file's new path, if there was one.

    The caller holds the store's lock.
    """
    with _told_plainly(path):
        _make_whole(made)
        if path.exists():
            shutil.copymode(path, made)
        former = _kept(path) if path.exists() else None
        made.replace(path)
    return former


def _kept(path: Path) -> Path:
    """A second name for the former file, so that there is a store at every moment."""
    former = path.with_name(f"{path.name}.{_stamp()}.before-restore")
    with suppress(sqlite3.Error):  # a damaged file is kept as it is
        _make_whole(path)
    # SQLite would take what a damaged file left in its log for the new file's.
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(former.with_name(former.name + ending))
    try:
        former.hardlink_to(path)
    except OSError:  # not every file system knows a second name
        path.replace(former)
    return former


def _make_whole(path: Path) -> None:
    """Bring what stands in the log into the file itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _told_plainly(path: Path) -> Generator[None]:
    """Turns what SQLite or the disk says about a file into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        problem = translated(error, path)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"The disk that holds {path} is full. Free some space; nothing was changed.") from error
        raise StoreUnwritable(
            f"{path} cannot be written. Check that the file, its folder and the disk are writable."
        ) from error


def require_sound(backup: Path) -> None:
    """Raises StoreDamaged for a file that is no sound database of ours."""
    try:
        with closing(read_only(backup)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            is_ours = _is_ours(connection)
    except sqlite3.Error:
        raise StoreDamaged(f"{backup} is not a sound database; nothing was changed.") from None
    if verdict != "ok":
        raise StoreDamaged(f"{backup} is damaged; nothing was changed.")
    if not is_ours:
        raise StoreDamaged(f"{backup} is not a Fluence database; nothing was changed.")


def _is_ours(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").fetchone() is not None


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
