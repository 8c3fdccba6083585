"""Imports: a file is read and screened whole, shown with all that is wrong with it, and kept whole or not at all.

Reading ten thousand rows takes some ten seconds: it is done in a thread, which lets the event loop have its turn after
each row (`gathering`). Nothing is written meanwhile. Writing takes some seconds more; others write after each lot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.exchange.clock import Clock
from bot.exchange.importing.drafts import Understanding
from bot.exchange.importing.gathering import Gathering, Prepared, counted_by_kind, known_of
from bot.exchange.importing.ready import Ready
from bot.exchange.importing.tables import opened
from bot.exchange.local_devices import own_devices
from bot.exchange.refusal import Refusal
from bot.exchange.withdrawing import withdraw
from db import audit, communities, imports
from db.connections import ReadConnection
from db.database import Database
from db.failures import StoreProblem
from db.imports import ImportedRow, InHand

_WRITTEN_AT_ONCE: Final = 250  # about 0.1 s, for which everybody else who saves something waits
_EARLIEST_CLOCKS: Final = timedelta(hours=14)  # ahead of UTC, in Kiribati: no day begins sooner


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: rows by now, and how much of the file from 0 to 1."""

    rows: int
    done: float


Tell = Callable[[Progress], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What is in the library now: how many, the same by kind in words, and the first and the last of their labels."""

    count: int
    told: str
    first: str
    last: str

    @property
    def labels(self) -> str:
        """Which they are: "P-1 to P-9"."""
        return self.first if self.count == 1 else f"{self.first} to {self.last}"


class Imports:
    """The library's door for files. One file at a time: two would take twice the memory and the processor."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._is_taken = False
        self._writing = asyncio.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Around reading and keeping; raises a Refusal while another file is in hand."""
        if self._is_taken:
            raise Refusal("Another file is being imported just now. Please try again in a minute.")
        self._is_taken = True
        try:
            yield
        finally:
            self._is_taken = False

    async def prepare(self, guild_id: int, content: bytes, name: str, tell: Tell) -> Prepared:
        """Read a file; nothing of it is written. Raises a Refusal where it cannot be read at all."""
        await self.take_out_cut_off()
        table = await asyncio.to_thread(opened, content, name)
        gathering = Gathering(table)
        if not table.header.problems:
            async with self._database.read() as read:
                today = (self._clock.now() + _EARLIEST_CLOCKS).date()
                understanding = Understanding(await own_devices(read, guild_id), today)
                await gathering.know_library(read, guild_id)
                while await gathering.go_on(read, guild_id, understanding):
                    await tell(Progress(gathering.rows, table.done))
        return await asyncio.to_thread(gathering.prepared, content)

    async def keep(self, guild_id: int, prepared: Prepared, *, by: int | None) -> Imported:
        """Keep every row that is ready, or none of them. Raises a Refusal where there is nothing to keep.

        `by` becomes the author, who can correct and withdraw them; None where the operator imports for nobody. Where
        the process ends on the way, what was written is taken out at the next start.
        """
        if prepared.problems:
            raise Refusal("Nothing was imported: the file has problems. Put them right and import it again.")
        async with self._writing:
            async with self._database.read() as read:
                ready = await _still_new(read, guild_id, prepared.ready)
            if not ready:
                raise Refusal("Nothing was imported: everything in this file is in the library already.")
            return await self._write(guild_id, ready, by)

    async def take_out_cut_off(self) -> None:
        """Take out what is left of imports that did not come to their end."""
        async with self._writing:
            async with self._database.read() as read:
                cut_off = await imports.in_hand(read)
            for each in cut_off:
                await self._take_out(each)

    async def _write(self, guild_id: int, ready: Sequence[Ready], by: int | None) -> Imported:
        now = self._clock.now()
        # A date is kept as its noon, which of today may be to come.
        rows = [ImportedRow(each.packed, each.digest, each.own_id, min(each.written_at or now, now)) for each in ready]
        async with self._database.write() as write:
            await communities.ensure(write, guild_id, now)
            begun = await imports.begin(write, guild_id, len(rows), by)
        try:
            for start in range(0, len(rows), _WRITTEN_AT_ONCE):
                async with self._database.write() as write:
                    lot = rows[start : start + _WRITTEN_AT_ONCE]
                    await imports.add(write, begun, lot, begun.first + start)
            async with self._database.write() as write:
                actor = await imports.end(write, begun)
                await audit.add(write, guild_id, actor, "import", f"{begun.first} to {begun.last}", now)
        except BaseException:
            with suppress(StoreProblem):  # on a full disk, or as the process ends: the next import or start does it
                await asyncio.shield(self._take_out(begun))
            raise
        first, last = f"{ready[0].kind.letter}-{begun.first}", f"{ready[-1].kind.letter}-{begun.last}"
        return Imported(len(rows), counted_by_kind(ready), first, last)

    async def _take_out(self, cut_off: InHand) -> None:
        """What others have shared, or let stand for another entry, is withdrawn: its cards and that entry follow."""
        for first in range(cut_off.first, cut_off.last + 1, _WRITTEN_AT_ONCE):
            lot = replace(cut_off, first=first, last=min(first + _WRITTEN_AT_ONCE - 1, cut_off.last))
            async with self._database.write() as write:
                leaned_on = await imports.leaned_on(write, lot)
                await withdraw(self._database, write, lot.guild_id, leaned_on, self._clock.now())
                await imports.take_out(write, lot)
        async with self._database.write() as write:
            await imports.end(write, cut_off)


async def _still_new(read: ReadConnection, guild_id: int, ready: Sequence[Ready]) -> list[Ready]:
    """Without what somebody has imported since it was read."""
    new: list[Ready] = []
    for start in range(0, len(ready), _WRITTEN_AT_ONCE):
        batch = ready[start : start + _WRITTEN_AT_ONCE]
        known = await known_of(read, guild_id, [(each.digest, each.own_id) for each in batch])
        new += [each for each in batch if known.of(each.digest, each.own_id) is None]
        await asyncio.sleep(0)  # others have their turn in between
    return new
