"""What an older reader has read is read again, and nothing that stands nowhere else is lost by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.corrections import Said
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Kept
from bot.exchange.lookup import Asker
from bot.exchange.protocols import NOTES, Rewritten
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, Saved, read_draft
from db.database import Database
from db.entries import Detail, Entry
from db.outcomes import Counts
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
GUILD, NURSE = 7, 1


@pytest.fixture
def exchange(database: Database) -> Exchange:
    return open_exchange(database, StoppedClock(NOON))


async def test_a_form_in_which_an_identifier_is_seen_later_keeps_its_only_copy(
    exchange: Exchange, database: Database
) -> None:
    saved = await exchange.saving.save(GUILD, NURSE, read_draft(Draft(EntryKind.TIP, "Cool first")))
    assert isinstance(saved, Saved)
    text = "Cool first, and write to q.feather@example.org"
    async with database.write() as write:
        await write.run("UPDATE entry SET reader_version = 0, text = :text", {"text": text})
    batch = await exchange.rereading.next_batch(GUILD)
    assert (batch.count, batch.held) == (1, ())
    entry = await exchange.library.entry(GUILD, saved.entry.number)
    assert entry is not None
    assert (entry.status, entry.content.text) == ("unlisted", text)
    async with database.read() as read:
        assert await read.all("SELECT rowid FROM entry_search WHERE entry_search MATCH 'cool'") == []
    with pytest.raises(Refusal, match="may identify a patient"):
        await exchange.corrections.correctable(GUILD, saved.entry.number, NURSE)
    assert (await exchange.rereading.next_batch(GUILD)).count == 0
    await exchange.corrections.withdraw(saved.entry, NURSE)


async def test_a_forms_title_is_read_again_after_its_details_were_edited(
    exchange: Exchange, database: Database
) -> None:
    saved = await exchange.saving.save(
        GUILD, NURSE, read_draft(Draft(EntryKind.TIP, "Cool first", title="GentleMax Pro on melasma"))
    )
    assert isinstance(saved, Saved)
    assert (saved.entry.values("device"), saved.entry.values("indication")) == (("gentlemax_pro",), ("melasma",))
    said = Said(title=saved.entry.content.title, device="gentlemax_pro", handpiece="18 mm", skin_types=())
    corrected = await exchange.corrections.correct(GUILD, saved.entry.number, NURSE, said)
    assert isinstance(corrected, Entry)
    corrected = await exchange.corrections.correct(GUILD, saved.entry.number, NURSE, said)
    assert isinstance(corrected, Entry)
    assert corrected.values("device") == ("gentlemax_pro",)
    async with database.write() as write:
        await write.run("UPDATE entry SET reader_version = 0, facets = '[]'")
    await exchange.rereading.next_batch(GUILD)
    again = await exchange.library.entry(GUILD, saved.entry.number)
    assert again is not None
    assert (again.values("device"), again.values("indication")) == (("gentlemax_pro",), ("melasma",))


async def test_a_new_title_of_a_form_is_read_in_place_of_the_old(exchange: Exchange) -> None:
    saved = await exchange.saving.save(
        GUILD, NURSE, read_draft(Draft(EntryKind.TIP, "Cool first", title="GentleMax Pro on the legs"))
    )
    assert isinstance(saved, Saved)
    said = Said(title="PicoSure on the legs", device=None, handpiece="", skin_types=())
    corrected = await exchange.corrections.correct(GUILD, saved.entry.number, NURSE, said)
    assert isinstance(corrected, Entry)
    assert (corrected.content.title, corrected.values("device")) == ("PicoSure on the legs", ("picosure",))


async def test_a_protocol_without_a_title_of_its_own_has_its_settings_once(exchange: Exchange) -> None:
    text, notes = "GentleMax Pro 18 mm, 14 J/cm², 3 ms for the legs", (Detail(NOTES, "12 J/cm² on tanned skin"),)
    saved = await exchange.saving.save(GUILD, NURSE, read_draft(Draft(EntryKind.PROTOCOL, text, details=notes)))
    assert isinstance(saved, Saved)
    named = await exchange.corrections.name_device(GUILD, saved.entry.number, NURSE, "gentlemax_pro")
    assert named.content.reading.sets == saved.entry.content.reading.sets
    said = Rewritten(named.content.title, text, "", ("II",), notes[0].text)
    same = await exchange.protocols.rewrite(GUILD, named.number, NURSE, said)
    assert isinstance(same, Entry)
    assert same.settings_version == 1, "a skin type was added, and nothing else"
    changed = await exchange.protocols.rewrite(GUILD, named.number, NURSE, replace(said, text=f"{text}, skin dry"))
    assert isinstance(changed, Entry)
    assert changed.content.title == f"{text}, skin dry"
    assert len(changed.content.reading.sets) == len(saved.entry.content.reading.sets)


async def test_reports_outlast_a_hold_that_only_the_reader_has_begun(exchange: Exchange, database: Database) -> None:
    said = said_openly(GUILD, NURSE, "#protocol GentleMax Pro, 18 mm, 755 nm, 14 J/cm², 3 ms", NOON)
    await exchange.library.keep(said)
    await exchange.protocols.report(Asker(GUILD, NURSE + 1), 1, 1, Counts(5, 0, 0, 0))
    async with database.write() as write:
        await write.run("UPDATE entry SET reader_version = 0, text = text || ', q.feather@example.org'")
    assert len((await exchange.rereading.next_batch(GUILD)).held) == 1
    kept = await exchange.library.keep(said)
    assert isinstance(kept, Kept)
    assert await exchange.protocols.own_report(kept.entry, NURSE + 1) is not None
