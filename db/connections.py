"""The two kinds of connection that the doors of `Database` hand out.

A call to a connection's thread is a hop there and back (0.15 ms while both are awake, 0.5 ms where a core has to wake
up); a cursor would cost one for each step, so none is shown. A short question is answered without any hop.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import aiosqlite

Parameters = Mapping[str, Any]
_NONE: Parameters = {}
NUMBER_BITS = 32
# Steps of SQLite's virtual machine: about 6 ms. A page of search results among a thousand matches stays below.
_SHORT_IN_STEPS = 250_000
_LOOKS = 10


class ShortReader:
    """Answers questions on the event loop, as long as they are short: a question that takes more is given up.

    `connection` is for this reader alone: questions only, and with no busy timeout.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._looks = 0
        # SQLite (3.40) counts the steps of a prepared statement on from one use to the next: one look alone would give
        # up a question for the steps of those before it.
        connection.set_progress_handler(self._is_long, _SHORT_IN_STEPS // _LOOKS)

    def answer(self, sql: str, parameters: Parameters) -> list[sqlite3.Row] | None:
        """Every row, or None for a question that has to be asked elsewhere."""
        self._looks = 0
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                return None
            raise

    def _is_long(self) -> bool:
        self._looks += 1
        return self._looks > _LOOKS


class ReadConnection:
    """Questions only. `guild_numbers` remembers a guild's key prefix, which never changes.

    Short questions are answered by `short`, where there is one; the others on the connection's thread, where they hold
    up nobody.
    """

    def __init__(
        self, connection: aiosqlite.Connection, guild_numbers: dict[int, int], short: ShortReader | None = None
    ) -> None:
        self._connection = connection
        self._guild_numbers = guild_numbers
        self._short = short

    async def all(self, sql: str, parameters: Parameters = _NONE) -> list[sqlite3.Row]:
        """Every row of the answer."""
        if self._short is not None:
            rows = self._short.answer(sql, parameters)
            if rows is not None:
                return rows
        return list(await self._connection.execute_fetchall(sql, parameters))

    async def one(self, sql: str, parameters: Parameters = _NONE) -> sqlite3.Row | None:
        """The first row of the answer, if there is one."""
        rows = await self.all(sql, parameters)
        return rows[0] if rows else None

    async def keys_of(self, guild_id: int) -> tuple[int, int]:
        """The lowest and the highest key that a guild's entries and meetings can have; (0, -1) for an unknown guild."""
        number = self._guild_numbers.get(guild_id)
        if number is None:
            row = await self.one("SELECT guild_no FROM community WHERE guild_id = :guild_id", {"guild_id": guild_id})
            if row is None:
                return 0, -1
            number = self._guild_numbers[guild_id] = int(row["guild_no"])
        low = number << NUMBER_BITS
        return low, low + (1 << NUMBER_BITS) - 1

    async def key_of(self, guild_id: int, number: int) -> int:
        """The key of a guild's entry or meeting by its number; -1, which no row has, for one that cannot exist."""
        low, high = await self.keys_of(guild_id)
        return low + number if 0 < number <= high - low else -1


class WriteConnection(ReadConnection):
    """Questions and changes, inside one transaction."""

    async def run(self, sql: str, parameters: Parameters = _NONE) -> list[sqlite3.Row]:
        """Change something; the rows of its RETURNING clause, if it has one."""
        return await self.all(sql, parameters)

    async def run_each(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """The same change once for each of the parameters."""
        cursor = await self._connection.executemany(sql, parameters)
        await cursor.close()


def number_of(key: int) -> int:
    """The number that people see ("142" of T-142) of a key."""
    return key & ((1 << NUMBER_BITS) - 1)
