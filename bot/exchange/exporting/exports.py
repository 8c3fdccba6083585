"""Exports: what somebody may see of the library, as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from bot.clinical.reading import EntryKind
from bot.exchange.asked import asked_by
from bot.exchange.clock import Clock
from bot.exchange.evidence import Evidence
from bot.exchange.exporting.booklet import Booklet
from bot.exchange.exporting.rows import ExportedEntry, exported
from bot.exchange.exporting.sheets import JsonList, Sheet
from bot.exchange.files import File, fitting
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from bot.exchange.reported_evidence import judged, present_evidence
from db import audit, exports
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry

_NAME: Final = "library"


class ExportForm(StrEnum):
    """The form of the file, by the ending of its name."""

    CSV = "csv"
    JSON = "json"
    BOOKLET = "md"


class ExportedFile(Protocol):
    """A file in the making."""

    def add(self, entries: Iterable[ExportedEntry]) -> None:
        """Some more entries."""
        ...

    def content(self) -> bytes:
        """All of it."""
        ...


class Exports:
    """The library's door for what is taken along."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(
        self, asker: Asker, form: ExportForm, kind: EntryKind | None, device: str | None, size_limit: int
    ) -> File:
        """What this person may see, audited; zipped where it is larger than the limit in bytes. Raises a Refusal."""
        now = self._clock.now()
        asked = exports.Asked(kind, device, asker.visible)
        async with self._database.read() as read:
            content = await whole(read, asker.guild_id, asked, form, asker.user_id, now)
        file = await asyncio.to_thread(
            fitting,
            File(f"{_NAME}.{form}", content),
            size_limit,
            "The library is larger than Discord lets me send here, even zipped. Please choose a kind or a device, or "
            "ask those who run this bot for it.",
        )
        async with self._database.write() as write:
            await audit.add(write, asker.guild_id, asker.user_id, "export", form.value, now)
        return file


async def whole(
    read: ReadConnection, guild_id: int, asked: exports.Asked, form: ExportForm, user_id: int | None, now: datetime
) -> bytes:
    """A file's content for a person, or for the operator (None). Raises a Refusal where there is nothing to export."""
    file = _FILES[form](now)
    is_empty = True
    async for batch in exports.listed(read, guild_id, asked):
        protocols = [judged(entry) for entry in batch if entry.content.kind is EntryKind.PROTOCOL]
        evidence = await present_evidence(read, guild_id, protocols) if protocols else {}
        questions = await asked_by(read, guild_id, batch)
        await asyncio.to_thread(_add, file, batch, evidence, questions, user_id)
        is_empty = False
    if is_empty:
        raise Refusal("There is nothing to export: no such entry is in the library.")
    return await asyncio.to_thread(file.content)


def _add(
    file: ExportedFile,
    batch: list[Entry],
    evidence: Mapping[int, Evidence],
    questions: Mapping[int, Entry],
    user_id: int | None,
) -> None:
    file.add(exported(each, evidence.get(each.number), questions.get(each.number), user_id) for each in batch)


_FILES: Final[Mapping[ExportForm, Callable[[datetime], ExportedFile]]] = {
    ExportForm.CSV: lambda _: Sheet(),
    ExportForm.JSON: lambda _: JsonList(),
    ExportForm.BOOKLET: Booklet,
}
