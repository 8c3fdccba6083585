"""Summaries without Discord: what is said of a source stays beside the text, and each has one discussion planned."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.corrections import Identifying
from bot.exchange.discussions import BELOW_KIND, DISCUSSION_KIND
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Held, IncomingMessage, Kept
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request
from bot.exchange.saving import Draft, Saved, read_draft
from bot.exchange.summary_facts import SummaryFacts, details_from, facts_of
from db import entries, outbox
from db.database import Database
from db.entries import Entry
from db.outbox import Delivery
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly

HERE = 7
ANA, BEN = 1, 2
START = datetime(2026, 5, 1, 9, tzinfo=UTC)
DOI = "10.1000/laser.182"
FACTS = SummaryFacts("Webinar on darker skin", "An invented speaker", "Lumiwave", "March 2026", DOI)
MESSAGE = said_openly(HERE, ANA, "#summary of a talk. Two passes are enough.", START)


@pytest.fixture
def exchange(database: Database) -> Exchange:
    return open_exchange(database, StoppedClock(START))


async def captured(exchange: Exchange, message: IncomingMessage = MESSAGE) -> Entry:
    kept = await exchange.library.keep(message)
    assert isinstance(kept, Kept)
    return kept.entry


async def named(exchange: Exchange, entry: Entry, facts: SummaryFacts = FACTS) -> Entry:
    told = await exchange.corrections.name_source(HERE, entry.number, ANA, facts)
    assert isinstance(told, Entry)
    return told


async def planned(database: Database) -> list[Delivery]:
    async with database.write() as write:
        claimed = await outbox.claim(write, datetime(2027, 1, 1, tzinfo=UTC), 9, ())
    return [each for each in claimed if each.posting.kind in (BELOW_KIND, DISCUSSION_KIND)]


async def test_what_is_said_of_the_source_survives_every_edit_also_one_that_is_held(exchange: Exchange) -> None:
    entry = await named(exchange, await captured(exchange))
    whole = replace(FACTS, link=f"https://doi.org/{DOI}")
    assert facts_of(entry.content) == whole
    edited = await captured(exchange, replace(MESSAGE, text="#summary of a talk. Three passes."))
    assert facts_of(edited.content) == whole
    held = await exchange.library.keep(replace(MESSAGE, text="#summary of a talk. Patient Jane Placeholder did well."))
    assert isinstance(held, Held)
    back = await captured(exchange, replace(MESSAGE, text="#summary of a talk. Two passes."))
    assert facts_of(back.content) == whole


async def test_what_is_said_of_a_form_that_is_held_goes_with_it(exchange: Exchange, database: Database) -> None:
    draft = Draft(EntryKind.SUMMARY, "Two passes.", details=details_from(FACTS))
    saved = await exchange.saving.save(HERE, ANA, read_draft(draft))
    assert isinstance(saved, Saved)
    async with database.write() as write:
        await entries.hold(write, HERE, saved.entry.number, START)
        held = await entries.by_number(write, HERE, saved.entry.number)
    assert held is not None
    assert held.content.details == ()


async def test_a_link_that_the_text_has_follows_the_text(exchange: Exchange) -> None:
    entry = await captured(exchange, replace(MESSAGE, text="#summary of https://example.org/one. Two passes."))
    shown = facts_of(entry.content)
    entry = await named(exchange, entry, replace(shown, speaker="An invented speaker"))
    assert [each.name for each in entry.content.details] == ["Speaker"]
    edited = await captured(exchange, replace(MESSAGE, text="#summary of https://example.org/two. Two passes."))
    assert facts_of(edited.content).link == "https://example.org/two"


async def test_bad_links_and_identifying_words_change_nothing(exchange: Exchange) -> None:
    entry = await named(exchange, await captured(exchange))
    with pytest.raises(Refusal, match="neither an address nor a DOI"):
        await exchange.corrections.name_source(HERE, entry.number, ANA, replace(FACTS, link="ftp://example.org"))
    told = await exchange.corrections.name_source(HERE, entry.number, ANA, replace(FACTS, speaker="a@example.org"))
    assert isinstance(told, Identifying)
    with pytest.raises(Refusal, match="Only the author"):
        await exchange.corrections.name_source(HERE, entry.number, BEN, SummaryFacts())
    with pytest.raises(Refusal, match="neither an address nor a DOI"):
        draft = Draft(EntryKind.SUMMARY, "Two passes.", details=details_from(replace(FACTS, link="nowhere")))
        await exchange.saving.save(HERE, ANA, read_draft(draft))
    found = await exchange.lookup.find(Asker(HERE, BEN), Request(query="invented speaker"))
    assert [each.number for each in found.entries] == [entry.number]


async def test_a_title_that_was_the_source_follows_it(exchange: Exchange) -> None:
    draft = Draft(EntryKind.SUMMARY, "Two passes.", title=FACTS.source, details=details_from(FACTS))
    saved = await exchange.saving.save(HERE, ANA, read_draft(draft))
    assert isinstance(saved, Saved)
    renamed = await named(exchange, saved.entry, replace(FACTS, source="Webinar on darker skin, part 2"))
    assert renamed.content.title == "Webinar on darker skin, part 2"


async def test_one_discussion_is_planned_however_often_it_is_edited(exchange: Exchange, database: Database) -> None:
    entry = await captured(exchange, replace(MESSAGE, text="#tip Two passes."))
    assert await planned(database) == []
    entry = await captured(exchange, replace(MESSAGE, text="#summary Two passes."))
    await captured(exchange, replace(MESSAGE, text="#summary Three passes."))
    [below] = await planned(database)
    assert (below.posting.target_id, below.posting.entry) == (MESSAGE.message_id, entry.number)
    await captured(exchange, replace(MESSAGE, message_id=701, channel_id=71, parent_channel_id=70))
    assert await planned(database) == [], "what stands in a thread is talked about there"


async def test_a_summary_is_exported_and_erased_with_all_that_was_said_of_it(
    exchange: Exchange, database: Database
) -> None:
    entry = await named(exchange, await captured(exchange))
    file = await exchange.privacy.export(HERE, ANA, 10**6)
    [told] = json.loads(file.content)["entry.author_id"]
    assert {"name": "Who paid", "text": "Lumiwave"} in told["details"]
    await exchange.privacy.forget(HERE, ANA)
    async with database.read() as read:
        left = await entries.by_number(read, HERE, entry.number)
        found = await read.all("SELECT 1 FROM entry WHERE details LIKE '%Lumiwave%' OR terms LIKE '%Lumiwave%'")
    assert left is not None
    assert left.content.details == ()
    assert found == []
