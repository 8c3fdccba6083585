"""Imports amid their writing: what others do meanwhile, and what is left of one that was cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.clinical.reader import read as read_text
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.content import content_of
from bot.exchange.exchange import open_exchange
from bot.exchange.importing import imports as imports_module
from bot.exchange.importing.imports import Imports
from bot.exchange.refusal import Refusal
from db import entries, imports, merges, posted_copies, standings
from db.connections import WriteConnection
from db.database import Database
from db.imports import ImportedRow, InHand
from db.posted_copies import PostedCopy
from tests.exchange.test_imports import GUILD, MONA, NOW, SHEET, imported, library, prepared, silent
from tests.support.clocks import StoppedClock


async def written_by_now(database: Database) -> int:
    """By the door at which an import's lots queue as well."""
    async with database.write() as write:
        [row] = await write.all("SELECT count(*) AS number FROM entry")
    return row["number"]


async def test_others_write_while_an_import_is_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_module, "_WRITTEN_AT_ONCE", 1)
    file, found = await prepared(database, SHEET), list[int]()

    async def write_too() -> None:
        while len(found) < 4:
            found.append(await written_by_now(database))

    await asyncio.gather(Imports(database, StoppedClock(NOW)).keep(GUILD, file, by=MONA), write_too())
    assert 1 in found, "between the first row and the second"


async def test_an_erasure_meanwhile_reaches_what_is_written_after_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports_module, "_WRITTEN_AT_ONCE", 1)
    rows = "\n".join(f"Cheek {number},{number} J/cm²" for number in range(1, 21))
    file = await prepared(database, f"title,settings\n{rows}\n")
    exchange = open_exchange(database, StoppedClock(NOW))
    keeping = asyncio.create_task(exchange.imports.keep(GUILD, file, by=MONA))
    while not await written_by_now(database):
        assert not keeping.done()
    with pytest.raises(Refusal, match="just being written"):
        await exchange.privacy.withdraw_imports(GUILD, MONA)
    assert (await exchange.privacy.forget(GUILD, MONA)).imported < 20
    assert (await keeping).count == 20
    assert {each.author_id for each in await library(database)} == {None}
    async with database.read() as read:
        assert [row["actor_id"] for row in await read.all("SELECT actor_id FROM audit")] == [None]
    assert await exchange.privacy.withdraw_imports(GUILD, MONA) == 0


async def test_a_fault_in_the_middle_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"Cheek {number},{number} J/cm²" for number in range(1, 400))
    door = Imports(database, StoppedClock(NOW))
    file = await door.prepare(GUILD, f"title,settings\n{rows}\n".encode(), "a.csv", silent)
    add, calls = imports.add, 0

    async def failing(write: WriteConnection, begun: InHand, lot: Sequence[ImportedRow], first_number: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise asyncio.CancelledError
        await add(write, begun, lot, first_number)

    monkeypatch.setattr(imports, "add", failing)
    with pytest.raises(asyncio.CancelledError):
        await door.keep(GUILD, file, by=MONA)
    assert calls == 2
    assert await library(database) == []
    monkeypatch.undo()
    done = await door.keep(GUILD, file, by=MONA)
    assert (done.count, done.first, done.last) == (399, "P-400", "P-798")


async def test_what_led_to_a_row_that_was_cut_off_stands_for_itself_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports_module, "_WRITTEN_AT_ONCE", 1)
    file = SHEET + "3,Chin,GMP,I,Hair removal,9 J,,\n"
    await imported(database, file)
    said = content_of(EntryKind.PROTOCOL, "14 J/cm²", read_text("14 J/cm²", Hints(EntryKind.PROTOCOL)))
    async with database.write() as write:
        for _ in range(2):
            await entries.add(write, GUILD, said, author_id=MONA, saved_by_id=None, source=None, now=NOW)
        await posted_copies.add(write, PostedCopy(77, 7, GUILD, 4, "card"))
        await merges.merge(write, GUILD, 4, 1)
        await standings.stand(write, GUILD, 5, "superseded", 2, NOW)
        await write.run("INSERT INTO import_in_hand VALUES (:guild_id, 1, 3, NULL)", {"guild_id": GUILD})
    await Imports(database, StoppedClock(NOW)).take_out_cut_off()
    left = await library(database)
    assert [(each.number, each.status) for each in left] == [
        (1, "withdrawn"),
        (2, "withdrawn"),
        (4, "listed"),
        (5, "listed"),
    ]
    async with database.write() as write:
        assert await merges.merged_into(write, GUILD, 4) is None
        assert [each.message_id for each in await posted_copies.of_entry(write, GUILD, 4)] == [77]
        edits = await write.all("SELECT target_id FROM outbox WHERE kind = 'entry_copy'")
    assert {edit["target_id"] for edit in edits} == {77}, "the card that showed the other one is shown anew"
    again = await prepared(database, file)
    assert (len(again.ready), again.already) == (3, 0)
