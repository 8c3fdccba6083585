"""What moderators read of what is hidden, and what may be merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind
from bot.exchange.device_reviews import read_review
from bot.exchange.exchange import open_exchange
from bot.exchange.incoming import Chosen
from bot.exchange.lookup import Asker
from bot.exchange.moderation import HidingReason
from bot.exchange.saving import Saved
from db.database import Database
from db.device_reviews import Opinion
from db.outcomes import Counts
from db.standings import Hiding
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly

HERE, NURSE, FIRST, SECOND = 100, 7, 8, 9
NOW = datetime(2026, 5, 4, tzinfo=UTC)
BOARD = 77


async def test_what_is_hidden_is_read_with_who_hid_it_last_where_its_channel_may_be_seen(database: Database) -> None:
    clock = StoppedClock(NOW)
    exchange = open_exchange(database, clock)
    await exchange.library.keep(said_openly(HERE, NURSE, "#tip Cool first", NOW))
    await exchange.moderation.hide(HERE, 1, FIRST, HidingReason.UNSAFE)
    await exchange.moderation.unhide(HERE, 1, FIRST)
    assert await exchange.moderation.hidden(Asker(HERE, SECOND), 1) is None
    clock.pass_by(timedelta(days=1))
    await exchange.moderation.hide(HERE, 1, SECOND, HidingReason.OFF_TOPIC)
    found = await exchange.moderation.hidden(Asker(HERE, FIRST), 1)
    assert found is not None
    assert found[1] == Hiding(HidingReason.OFF_TOPIC, SECOND, NOW + timedelta(days=1))
    assert found[0].changed_at == NOW, "nobody has changed what it says"
    async with database.write() as write:
        await write.run(
            "UPDATE entry SET private_channel_id = :board WHERE key = :key",
            {"board": BOARD, "key": await write.key_of(HERE, 1)},
        )
    for sees, labels in ((frozenset[int](), []), (frozenset({BOARD}), ["T-1"])):
        asker = Asker(HERE, FIRST, sees)
        assert (await exchange.moderation.hidden(asker, 1) is not None) == bool(labels)
        assert [each.label for each in await exchange.moderation.hidden_like(asker, "cool")] == labels


async def test_a_review_that_was_merged_and_is_written_anew_is_found_again(database: Database) -> None:
    exchange = open_exchange(database, StoppedClock(NOW))
    device, opinion = catalogue().all[0], Opinion(4, True, 18, "", "none")
    for author in (FIRST, SECOND):
        await exchange.device_reviews.save(HERE, author, read_review(device, opinion, "Quick and cool."))
    await exchange.moderation.merge(HERE, 2, 1, NURSE)
    anew = await exchange.device_reviews.save(HERE, SECOND, read_review(device, opinion, "Slower than it was."))
    assert isinstance(anew, Saved)
    assert (anew.entry.number, anew.entry.status) == (2, "listed")


async def test_nobodys_number_leads_to_other_settings(database: Database) -> None:
    exchange = open_exchange(database, StoppedClock(NOW))
    text = "#protocol GentleMax Pro, hair removal, 18 mm, 755 nm, 14 J/cm², 3 ms"
    for number, reworded in ((1, text.replace("14", "20")), (3, text.replace("#protocol", "#tip"))):
        kept = said_openly(HERE, NURSE, text, NOW, message_id=700 + number)
        for message in (kept, said_openly(HERE, SECOND, text, NOW, message_id=701 + number)):
            await exchange.library.keep(message)
        await exchange.protocols.report(Asker(HERE, FIRST), number + 1, 1, Counts(5, 0, 0, 0))
        await exchange.moderation.merge(HERE, number + 1, number, FIRST)
        await exchange.library.keep(replace(kept, text=f"{text} Shave first"))
        entry = await exchange.library.entry(HERE, number + 1)
        assert entry is not None
        assert entry.status == "merged", "it says the same still"
        await exchange.library.keep(replace(kept, text=reworded))
        entry = await exchange.library.entry(HERE, number + 1)
        assert entry is not None
        assert entry.status == "listed"
        assert await exchange.protocols.own_report(entry, FIRST) is not None, "what was reported of it, it has again"


async def test_a_merged_protocols_reports_come_back_with_its_settings(database: Database) -> None:
    exchange = open_exchange(database, StoppedClock(NOW))
    text = "#protocol GentleMax Pro, hair removal, 18 mm, 755 nm, 14 J/cm², 3 ms"
    for number, between in ((1, text.replace("14", "41")), (3, f"{text} Call 555-0134 for Mrs Placeholder")):
        merged = said_openly(HERE, SECOND, text, NOW, message_id=701 + number)
        for message in (said_openly(HERE, NURSE, text, NOW, message_id=700 + number), merged):
            await exchange.library.keep(message)
        await exchange.protocols.report(Asker(HERE, FIRST), number + 1, 1, Counts(5, 0, 0, 0))
        await exchange.moderation.merge(HERE, number + 1, number, FIRST)
        await exchange.library.keep(replace(merged, text=between))
        await exchange.library.keep(merged)
        entry = await exchange.library.entry(HERE, number + 1)
        assert entry is not None
        found = await exchange.protocols.evidence(entry)
        assert found is not None
        assert found.counted.treated == 5


async def test_a_question_is_merged_into_what_was_its_own_answer(database: Database) -> None:
    exchange = open_exchange(database, StoppedClock(NOW))
    await exchange.library.keep(said_openly(HERE, NURSE, "#question Which cooling?", NOW))
    answer = said_openly(HERE, NURSE, "Would cold air do?", NOW, message_id=701)
    await exchange.library.keep(replace(answer, chosen=Chosen(EntryKind.ANSWER, NURSE, 1)))
    await exchange.library.keep(replace(answer, text="#question Would cold air do for cooling?"))
    assert (await exchange.moderation.merge(HERE, 1, 2, FIRST)).kept.label == "Q-2"
    assert (await exchange.moderation.unmerge(HERE, 1, FIRST)).entry.status == "listed"
