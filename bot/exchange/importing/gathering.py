"""What the rows of a file come to: ready to be kept, in the library already, or wrong."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.clinical.reading import OwnDevice
from bot.exchange.counted import counted
from bot.exchange.duplicates import Mark, Treatments, mark_of
from bot.exchange.importing.decoding import GUESSED
from bot.exchange.importing.drafts import Draft, Understanding, same_words
from bot.exchange.importing.problems import Problem
from bot.exchange.importing.read_so import ReadSo
from bot.exchange.importing.ready import Ready, held_in, screened
from bot.exchange.importing.tables import Table
from db import imports, local_devices, protocol_search
from db.connections import ReadConnection
from db.imports import IMPORTED, KnownRow

_AT_ONCE: Final = 50  # rows read before the caller hears of it, about 60 ms
_COMPARED_AT_ONCE: Final = 50  # protocols of the library, some 10 ms
# Seconds after each row without the interpreter's lock. Others would wait for it 5 ms otherwise, and as long again in
# each step of theirs; with none at all (sleep(0)) this thread mostly has it back before they wake up.
_LETS_GO: Final = 0.0001


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read. `already` counts its rows that the library has; with problems nothing of it can be kept."""

    file_digest: str
    form: str
    encoding: str
    rows: int
    ready: tuple[Ready, ...]
    already: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def told(self) -> str:
        """How many are ready, of each kind."""
        return counted_by_kind(self.ready)

    @property
    def incomplete(self) -> int:
        """How many are ready without device, handpiece or skin type."""
        return sum(each.is_incomplete for each in self.ready)

    @property
    def cautioned(self) -> int:
        """How many are ready with something to look at twice."""
        return sum(each.has_cautions for each in self.ready)


@dataclass(slots=True)
class Gathering:
    """Reads one file's rows, some at a time."""

    table: Table
    rows: int = 0
    already: int = 0
    ready: list[Ready] = field(default_factory=list[Ready])
    problems: list[Problem] = field(default_factory=list[Problem])
    notes: list[Problem] = field(default_factory=list[Problem])
    _digests: dict[str, int] = field(default_factory=dict[str, int])
    _own_ids: dict[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    _library: dict[str, str] = field(default_factory=dict[str, str])
    _read_so: ReadSo = field(default_factory=ReadSo)
    _own_devices: tuple[OwnDevice, ...] = ()
    _devices: set[str] = field(default_factory=set[str])
    _treatments: Treatments = field(default_factory=Treatments)

    async def know_library(self, read: ReadConnection, guild_id: int) -> None:
        """What the library says already, by its words, and what the community's own devices are called."""
        self._own_devices = await local_devices.names_of(read, guild_id)
        async for batch in imports.wordings(read, guild_id):
            for each in batch:
                self._library[same_words(each.kind, each.title, each.text, *each.devices)] = each.label
            await asyncio.sleep(0)  # short questions are answered on the event loop: others have their turn in between

    async def go_on(self, read: ReadConnection, guild_id: int, understanding: Understanding) -> bool:
        """The next rows; False when they are through. What the library has already need not be read again."""
        drafts = await asyncio.to_thread(self._understand, understanding)
        if drafts is None:
            return False
        first = [each for each in drafts if self._is_first(each)]
        known = await known_of(read, guild_id, [(each.digest, each.own_id_digest) for each in first])
        new = [each for each in first if not self._is_there(each, known.of(each.digest, each.own_id_digest))]
        for row, mark in await asyncio.to_thread(self._screen, new):
            await self._know_device(read, guild_id, mark.device)
            self._compare(row, mark)
        if self.problems:
            self.ready.clear()  # none of them will be kept: the rest is read for its problems alone
        return True

    def prepared(self, content: bytes) -> Prepared:
        """All of it."""
        header = self.table.header
        if not self.rows and not self.problems and not header.problems:
            self.problems.append(Problem(2, "", "there are no rows below the names of the columns."))
        return Prepared(
            file_digest=hashlib.blake2b(content, digest_size=16).hexdigest(),
            form=self.table.form,
            encoding=self.table.encoding,
            rows=self.rows,
            ready=() if self.problems else tuple(self.ready),
            already=self.already,
            problems=(*header.problems, *sorted(self.problems, key=_row)),
            notes=(
                *header.notes,
                *(self._read_so.notes if self.table.encoding in GUESSED else ()),
                *sorted(self.notes, key=_row),
            ),
        )

    def _understand(self, understanding: Understanding) -> list[Draft] | None:
        """In a thread: the next rows; None after the last."""
        rows = self.table.next_rows(_AT_ONCE)
        if not rows:
            self.problems += self.table.ending
            return None
        self.rows += len(rows)
        drafts: list[Draft] = []
        for row in rows:
            said = understanding.of(row)
            self.problems += said.problems
            self.notes += said.notes
            drafts += [said.draft] if said.draft is not None else []
            if said.problems:
                self.problems += held_in(row)
                time.sleep(_LETS_GO)
        return drafts

    async def _know_device(self, read: ReadConnection, guild_id: int, device: str) -> None:
        """What the library's protocols on a device say of how to treat, once for each device in the file."""
        if device in self._devices:
            return
        self._devices.add(device)
        last: int | None = None
        while batch := await protocol_search.protocols_on(read, guild_id, device, _COMPARED_AT_ONCE, before=last):
            for entry in batch:
                mark = mark_of(entry.content)
                if mark is not None and entry.private_channel_id is None:
                    self._treatments.put(mark, entry.label)
            last = batch[-1].number
            await asyncio.sleep(0)  # others have their turn in between

    def _compare(self, row: int, mark: Mark) -> None:
        """Say what it looks like: an entry, or a row above. It is imported all the same, if that is wished."""
        like = self._treatments.like(mark)
        if like is not None:
            text = f"looks like {like}: the same device, indication and settings in other words."
            self.notes.append(Problem(row, "", text))
        self._treatments.put(mark, f"row {row}")

    def _screen(self, drafts: Iterable[Draft]) -> list[tuple[int, Mark]]:
        """In a thread: read and screen what is new; by what each row is compared."""
        marks: list[tuple[int, Mark]] = []
        for draft in drafts:
            result = screened(draft, self._own_devices)
            marks += [(draft.row, result.mark)] if result.mark is not None else []
            self.problems += result.problems
            self.notes += result.notes
            if result.ready is not None:
                self.ready.append(result.ready)
                self._read_so.look_at(draft)
            time.sleep(_LETS_GO)
        return marks

    def _is_first(self, each: Draft) -> bool:
        """Whether it says something new in its file. Two that differ may not have one id."""
        if each.own_id_digest is not None:
            row, digest = self._own_ids.setdefault(each.own_id_digest, (each.row, each.digest))
            if digest != each.digest:
                self.problems.append(Problem(each.row, "id", f"row {row} has the same id and says something else."))
        first = self._digests.setdefault(each.digest, each.row)
        if first != each.row:
            self.notes.append(Problem(each.row, "", f"the same as row {first}; it is taken once."))
        return first == each.row

    def _is_there(self, each: Draft, known: KnownRow | None) -> bool:
        """Whether the library has it, or had it; what is to be known of that is noted."""
        same = self._library.get(same_words(each.kind, each.title, each.text, *each.devices))
        if known is None and same is None:
            return False
        self.already += 1
        if known is None:
            self.notes.append(Problem(each.row, "", f"{same} says the same; it is not imported again."))
        elif known.status == "withdrawn":
            text = f"it was imported as {known.label} and withdrawn; it is not imported again."
            self.notes.append(Problem(each.row, "", text))
        elif known.digest != each.digest:
            text = f"its id was imported as {known.label}, with other words; that is left as it is: edit it there."
            self.notes.append(Problem(each.row, "id", text))
        return True


def counted_by_kind(rows: Iterable[Ready]) -> str:
    """How many there are of each kind: "2 protocols and 1 tip"."""
    kinds = Counter(row.kind for row in rows)
    return " and ".join(counted(kinds[kind], kind) for kind in IMPORTED if kinds[kind])


class Known:
    """Those of some rows that were imported before."""

    def __init__(self, rows: Iterable[KnownRow]) -> None:
        found = list(rows)
        self._by_digest = {row.digest: row for row in found}
        self._by_own_id = {row.own_id: row for row in found if row.own_id is not None}

    def of(self, digest: str, own_id: str | None) -> KnownRow | None:
        """What a row with these fingerprints was before."""
        by_own_id = self._by_own_id.get(own_id) if own_id is not None else None
        return by_own_id or self._by_digest.get(digest)


async def known_of(read: ReadConnection, guild_id: int, rows: Sequence[tuple[str, str | None]]) -> Known:
    """What is known of rows, by the fingerprints of their words and of their own ids."""
    digests = [digest for digest, _ in rows]
    own_ids = [own_id for _, own_id in rows if own_id is not None]
    return Known(await imports.known_rows(read, guild_id, digests, own_ids))


def _row(problem: Problem) -> int:
    return problem.row
