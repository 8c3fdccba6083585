"""Complications put straight into a store, as many as statistics need, with nothing but what is counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from bot.clinical.reading import EntryKind
from db import communities, complications, entries
from db.complications import Facts
from db.connections import WriteConnection
from db.database import Database
from db.entries import Content, Correction, Facet, Source

HOME: Final = 100
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
BURN: Final = "burn"
PIH: Final = "pih"
GENTLEMAX: Final = "gentlemax_pro"
VBEAM: Final = "vbeam_prima"


async def add_report(
    write: WriteConnection,
    code: str | None,
    device: str | None,
    reporter: int | bytes | None,
    *,
    skin_type: str | None = None,
    modality: str | None = None,
    private_in: int | None = None,
    message_id: int | None = None,
    is_confirmed: bool = True,
    guild_id: int = HOME,
) -> int:
    """One listed report; its number. A reporter is a member, the key of a withheld name, or nobody known."""
    facets = (("complication", code), ("device", device), ("skin_type", skin_type), ("modality", modality))
    said = tuple(Facet(name, value) for name, value in facets if value is not None)  # pyright: ignore[reportArgumentType] (names of facets)
    await communities.ensure(write, guild_id, NOW)
    number = await entries.add(
        write,
        guild_id,
        Content(EntryKind.COMPLICATION, "", "What happened", said, "", (), Correction(), 1),
        author_id=reporter if isinstance(reporter, int) else None,
        reporter_key=reporter if isinstance(reporter, bytes) else None,
        saved_by_id=None,
        source=Source(5, message_id, None, private_in) if message_id is not None else None,
        now=NOW,
    )
    assert number is not None
    if is_confirmed:
        await complications.confirm(write, guild_id, number)
    return number


async def add_reports(
    database: Database, *reports: tuple[int, str | None, str | None], first_reporter: int = 1, guild_id: int = HOME
) -> list[int]:
    """So many reports of each type and device, each by a reporter of its own; their numbers."""
    reporter = first_reporter
    numbers: list[int] = []
    async with database.write() as write:
        for count, code, device in reports:
            for _ in range(count):
                numbers.append(await add_report(write, code, device, reporter, guild_id=guild_id))
                reporter += 1
    return numbers


async def say(database: Database, number: int, facts: Facts, *names: str) -> None:
    """A person's word on a report."""
    async with database.write() as write:
        await complications.say(write, HOME, number, facts, names)
