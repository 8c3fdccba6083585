"""The store's only two doors: `read()` and `write()`."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

import aiosqlite
from filelock import FileLock, Timeout

from db.connections import ReadConnection, ShortReader, WriteConnection
from db.failures import InvalidDatabaseUrl, StoreInUse, StoreProblem, StoreUnwritable, translated
from db.journal import ErasureJournal, marks_made, note_made
from db.migrating import migrate

log = logging.getLogger(__name__)

# synchronous=FULL: a ✅ in the chat means that the entry is on the disk, after a power cut too (0.25 ms a commit).
# secure_delete: what was erased is overwritten, not only let go of; some builds of SQLite do it by themselves.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -2048",
)
_SHORT_READERS_CACHE_IN_KIB = 12_288  # nearly everything that is looked up is read through this connection
_LARGE_IN_BYTES = 100_000_000
_URL_START = "sqlite:///"
_NO_FILE = ("", "..", ":memory:")


def path_of(database_url: str) -> Path:
    """The file that a DATABASE_URL names: `sqlite:///data/fluence.db` relative, `sqlite:////…` absolute.

    Of a link it is the file that the link leads to: lock and journal stand beside that, whatever it is called by.
    """
    path = database_url.removeprefix(_URL_START)
    is_file = path != database_url and Path(path).name not in _NO_FILE
    # What stands behind a question mark are settings to other programs; to a file system they are part of a name.
    if not is_file or path.endswith("/") or path.startswith("~") or "?" in path:
        raise InvalidDatabaseUrl(
            "DATABASE_URL must name a file as sqlite:///data/fluence.db or sqlite:////absolute.db, "
            f"not {_without_password(database_url)!r}."
        )
    is_link = os.path.islink(path)  # noqa: PTH114 (Path.is_symlink raises for a folder that may not be entered)
    return Path(os.path.realpath(path) if is_link else path)


def _without_password(url: str) -> str:
    """Another program's address may have one, and what is said goes into logs."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}…@{rest.rpartition('@')[2]}" if "@" in rest else url


class Database:
    """One SQLite file: a writer behind a lock, and readers that can only ask."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection, short: ShortReader | None
    ) -> None:
        self.path = path
        self.journal = ErasureJournal.beside(path)
        self._writer = writer
        self._guild_numbers: dict[int, int] = {}
        self._reading = ReadConnection(reader, self._guild_numbers, short)
        self._writing = WriteConnection(writer, self._guild_numbers)
        self._lock = asyncio.Lock()
        self._closed = False

    @staticmethod
    @asynccontextmanager
    async def open(database_url: str) -> AsyncGenerator[Database]:
        """Open the store, make or migrate it where needed, and close it at the end.

        Raises a StoreProblem whose text is meant for the operator.
        """
        path = path_of(database_url)
        with only_process(path), _told_plainly(path):
            was_there = path.exists() and path.stat().st_size > 0
            await migrate(path)
            async with _connect(path) as writer, _connect(path) as reader:
                await reader.execute_fetchall("PRAGMA query_only = ON")
                with _short_reader(path) as short:
                    database = Database(path, writer, reader, short)
                    try:
                        await database._require_writable()
                        missed = await database._know_the_journal()
                        if missed and was_there:
                            _warn_of_missed(path, missed)
                        yield database
                    finally:
                        await asyncio.shield(database._finish())

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[ReadConnection]:
        """A connection for questions. Each question sees the store as the last commit left it."""
        with _told_plainly(self.path):
            yield self._reading

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[WriteConnection]:
        """One transaction, alone: committed at the end, rolled back on any exception or cancellation.

        The connection's thread works first in, first out, so that a rollback that was asked for is done before the
        next transaction begins, even if nobody waits for it any more.
        """
        async with self._lock:
            if self._closed:
                raise StoreProblem("Fluence is shutting down.")
            with _told_plainly(self.path):
                try:
                    await self._writer.execute_fetchall("BEGIN IMMEDIATE")
                    yield self._writing
                except BaseException:
                    self._guild_numbers.clear()  # one that was given in this transaction may be another guild's next
                    await asyncio.shield(self._writer.rollback())
                    raise
                try:
                    await self._writer.execute_fetchall("COMMIT")
                except sqlite3.Error:
                    self._guild_numbers.clear()
                    await self._writer.rollback()
                    raise

    async def empty_log(self) -> None:
        """Let nothing that was erased stand in the write-ahead log: it goes into the file, and the log is emptied."""
        async with self._lock:
            if not self._closed:
                with _told_plainly(self.path):
                    await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _require_writable(self) -> None:
        """A file that can only be read is told at the start, not by the first message: SQLite opens it all the same."""
        async with self.write() as write:
            await write.run("DELETE FROM erasure_made WHERE FALSE")

    async def _know_the_journal(self) -> int:
        """What stands here now stands after all that was erased before, also in a database made anew, or after a crash.

        Otherwise a backup of it, when it is restored, would lose what was said since. How many it did not know of.
        """
        erasures = self.journal.erasures()
        if not erasures:
            return 0
        async with self.write() as write:
            made = await marks_made(write)
            missed = [each for each in erasures if each.mark not in made]
            await note_made(write, missed)
        return len(missed)

    async def _finish(self) -> None:
        """Let the write in hand end, take no other, and leave better query plans for the next start."""
        async with self._lock:
            self._closed = True
            with suppress(sqlite3.Error):
                await self._writer.execute_fetchall("PRAGMA optimize")


def _warn_of_missed(path: Path, missed: int) -> None:
    """One may be what a crash left; more are a former file that was copied over the store."""
    log.warning(
        "%s lacked erasures of its journal (%d). If a backup was copied into its place by hand, what members "
        "erased since is there again: stop the bot and put that backup back with python -m bot db restore FILE.",
        path,
        missed,
    )


@asynccontextmanager
async def _connect(path: Path) -> AsyncGenerator[aiosqlite.Connection]:
    connection = aiosqlite.connect(path, isolation_level=None)
    async with connection:
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            await connection.execute_fetchall(pragma)
        yield connection


@contextmanager
def _short_reader(path: Path) -> Generator[ShortReader | None]:
    """None for a large file: ranking a full-text search counts a word's rows in one step, which nothing interrupts.

    That step takes up to 55 ms among a million entries, and less than 3 ms up to the size where this ends.
    """
    if path.stat().st_size > _LARGE_IN_BYTES:
        yield None
        return
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{_SHORT_READERS_CACHE_IN_KIB}")
        yield ShortReader(connection)


class only_process:  # noqa: N801 (a context manager that reads as a phrase)
    """Holds the lock file beside the store: two processes would answer and remind twice."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", timeout=0)

    def __enter__(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise StoreInUse(
                f"Another Fluence process is using {self._path}. Stop it first; one process serves one database."
            ) from None
        except OSError:
            raise StoreUnwritable(
                f"{self._path} cannot be written. Check that the folder and all in it are yours, and the disk is "
                "writable."
            ) from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class _told_plainly:  # noqa: N801 (a context manager that reads as a phrase)
    """Turns SQLite's errors about the file into sentences; other errors pass."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error) and not isinstance(error, StoreProblem):
            problem = translated(error, self._path)
            if problem is not None:
                raise problem from error
