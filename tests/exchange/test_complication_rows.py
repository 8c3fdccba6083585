"""A complication's row follows its entry in the same transaction, and a person's word wins over every reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.complications import Reporter, Told
from bot.exchange.copies import COPY_KIND
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.follow_ups import ASKING_KIND
from bot.exchange.incoming import Chosen
from bot.exchange.lookup import Asker
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.saving import Draft, read_draft
from db import complication_statistics, complication_watch, complications, entries, outbox
from db.complications import Facts, Report
from db.database import Database
from db.instants import to_milliseconds
from db.outbox import Posting
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly

HOME, NURSE, COLLEAGUE = 100, 7, 8
NOW = datetime(2026, 5, 4, tzinfo=UTC)
SAID = said_openly(HOME, NURSE, "#complication Burn after the GentleMax Pro, type IV, hospital overnight", NOW)


@pytest.fixture
def exchange(database: Database) -> Exchange:
    return open_exchange(database, StoppedClock(NOW), ReporterKeys("an invented secret, long enough for a test"))


async def row(database: Database, number: int = 1) -> Report | None:
    async with database.read() as read:
        return await complications.of_entry(read, HOME, number)


async def facts(database: Database) -> tuple[str | None, str | None, str | None, str]:
    found = await row(database)
    assert found is not None
    return found.facts.code, found.facts.device, found.facts.skin_type, found.facts.intervention


async def counted(database: Database) -> tuple[int, int]:
    """How many reports statistics count, and how many of them as serious."""
    async with database.read() as read:
        counts = await complication_statistics.counts(read, HOME, ())
    return sum(each.reports for each in counts), sum(each.serious for each in counts)


async def kept_beside(database: Database) -> list[tuple[str | None, str]]:
    """What is kept of complications and consent, whatever kind the entries are by now."""
    async with database.read() as read:
        return [tuple(each) for each in await read.all("SELECT code, consent FROM complication", {})]


async def test_it_is_made_at_capture_and_follows_edits_and_withdrawal(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    assert await facts(database) == ("burn", "gentlemax_pro", "IV", "hospital")
    found = await row(database)
    assert found is not None
    assert (found.is_confirmed, found.reporter_id, await counted(database)) == (False, NURSE, (1, 1))
    assert found.unconfirmed == ("code", "device", "skin_type", "intervention")
    await exchange.library.keep(replace(SAID, text="#complication Blister after the Vbeam Prima, types II and III"))
    assert await facts(database) == ("blister", "vbeam_prima", None, "unknown")
    await exchange.library.keep(replace(SAID, text="#tip Wait for the blister to settle"))
    assert await row(database) is None, "another kind of entry reports nothing"
    assert await kept_beside(database) == [], "and of words that stand nowhere any more nothing is kept"
    await exchange.library.keep(SAID)
    await exchange.library.delete(HOME, SAID.message_id)
    assert await row(database) is None


async def test_it_becomes_private_with_its_entry(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    await exchange.complication_watch.look()
    await exchange.communities.opt_channel_in(HOME, SAID.channel_id)
    await exchange.library.keep(replace(SAID, text=f"{SAID.text}, healing", readable_by_all=False))
    async with database.read() as read:
        assert await complication_statistics.counts(read, HOME, ()) == []
        assert len(await complication_statistics.counts(read, HOME, [SAID.channel_id])) == 1
        assert [each.guild_id for each in await complication_watch.due(read)] == [HOME]


async def test_a_persons_word_wins_over_later_readings(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    await exchange.complications.confirm(HOME, NURSE, 1)
    await exchange.library.keep(replace(SAID, text="#complication Blister after the Vbeam Prima, permanent"))
    assert await facts(database) == ("burn", "gentlemax_pro", "IV", "hospital")
    found = await row(database)
    assert found is not None
    assert (found.facts.permanent, found.unconfirmed) == ("yes", ("permanent", "state")), "what was open is read"
    await exchange.corrections.name_device(HOME, 1, NURSE, "vbeam_prima")
    assert (await facts(database))[1] == "vbeam_prima", "a newer word of the author's own"


async def test_a_held_edit_takes_what_was_read_and_leaves_what_was_said(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    async with database.write() as write:
        await complications.say(write, HOME, 1, Facts(permanent="no"), {"permanent"})
    await exchange.library.keep(replace(SAID, text="#complication Mrs Placeholder, MRN 1234567, blistered"))
    found = await row(database)
    assert found is not None
    assert (found.facts.code, found.facts.device, await counted(database)) == (None, None, (0, 0))
    assert found.facts.permanent == "no"
    await exchange.library.keep(SAID)
    assert await facts(database) == ("burn", "gentlemax_pro", "IV", "hospital")


async def test_what_was_stated_outlives_another_tag(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    stated = Told(Facts(consent="no", onset_days=3), frozenset({"consent", "onset_days"}))
    await exchange.complications.add(HOME, NURSE, 1, stated)
    await exchange.complications.add(
        HOME, NURSE, 1, Told(names=frozenset({"consent"}))
    )  # the form, left open elsewhere
    await exchange.complications.confirm(HOME, NURSE, 1)
    await exchange.follow_ups.add(HOME, NURSE, 1, "improving", "")
    await exchange.follow_ups.ask_later(HOME, NURSE, 1)
    await exchange.library.keep(replace(SAID, text="#tip Burn after the GentleMax Pro: ask for the cooling"))
    assert (await row(database), await counted(database)) == (None, (0, 0))
    assert await kept_beside(database) == [("burn", "no")]
    assert await exchange.complications.mine(HOME, NURSE, "") == []
    with pytest.raises(Refusal, match="The patient does not want this to be shared"):
        await exchange.lookup.shareable(Asker(HOME, COLLEAGUE), 1, ())
    async with database.write() as write:
        [due, *_] = await outbox.claim(write, NOW + timedelta(weeks=2), 9, ())
    with pytest.raises(NothingToSend):
        await exchange.follow_ups.asked_about(Sending(due, None, "token"))
    await exchange.library.keep(SAID)
    found = await row(database)
    assert found is not None
    assert (found.facts.consent, found.facts.onset_days, found.state) == ("no", 3, "improving")
    assert (await facts(database), await counted(database)) == (("burn", "gentlemax_pro", "IV", "hospital"), (1, 1))


async def test_a_patients_no_holds_for_the_whole_case(exchange: Exchange) -> None:
    await exchange.library.keep(SAID)
    await exchange.library.keep(replace(SAID, author_id=COLLEAGUE, message_id=SAID.message_id + 1))
    await exchange.complications.add(HOME, COLLEAGUE, 2, Told(Facts(consent="no"), frozenset({"consent"})))
    await exchange.moderation.merge(HOME, 2, 1, NURSE)
    entry = await exchange.library.entry(HOME, 1)
    assert entry is not None
    assert entry.is_refused
    await exchange.moderation.unmerge(HOME, 2, NURSE)
    entry = await exchange.library.entry(HOME, 1)
    assert entry is not None
    assert not entry.is_refused


async def test_several_devices_are_no_device(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(replace(SAID, text="#complication Burn, GentleMax Pro and Vbeam Prima on one day"))
    assert (await facts(database))[1] is None


async def test_hidden_ones_do_not_count_until_they_are_shown_again(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    async with database.write() as write:
        await entries.unlist(write, HOME, 1, NOW)
    assert await row(database) is not None
    assert await counted(database) == (0, 0)


async def test_whoever_died_of_it_makes_it_serious(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(replace(SAID, text="#complication Purpura after the Vbeam Prima"))
    await exchange.follow_ups.add(HOME, NURSE, 1, "died", "")
    await exchange.library.keep(replace(SAID, text="#complication Purpura after the Vbeam Prima, again"))
    assert await counted(database) == (1, 1)
    await exchange.follow_ups.add(HOME, NURSE, 1, "resolved", "")
    assert await counted(database) == (1, 0), "a slip of the hand is put right by the next word, as on the card"


async def test_the_last_word_counts_also_where_it_was_said_before(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    for state in ("improving", "worse", "improving", "improving"):
        await exchange.follow_ups.add(HOME, NURSE, 1, state, "")
    found = await row(database)
    assert found is not None
    assert [each.state for each in found.follow_ups] == ["improving", "worse", "improving"], "only the last is a resend"


async def test_each_who_may_tell_of_it_is_asked_for_themselves(exchange: Exchange, database: Database) -> None:
    saver = COLLEAGUE
    await exchange.library.keep(replace(SAID, chosen=Chosen(EntryKind.COMPLICATION, saver)))
    for user_id in (NURSE, saver):
        await exchange.follow_ups.ask_later(HOME, user_id, 1)
    await exchange.follow_ups.stop_asking(HOME, NURSE, 1)
    await exchange.follow_ups.ask_later(HOME, saver, 1)
    async with database.read() as read:
        asked = await read.all("SELECT * FROM outbox WHERE kind = :kind", {"kind": ASKING_KIND})
    assert Counter((each["user_id"], each["state"]) for each in asked) == {(NURSE, "skipped"): 3, (saver, "due"): 3}
    parts = {part for each in asked for part in each["dedupe_key"].split(":")}
    assert parts.isdisjoint({str(NURSE), str(saver)}), "the key outlives an erasure"


async def test_a_case_is_as_serious_as_any_of_its_reporters_says(exchange: Exchange, database: Database) -> None:
    purpura = replace(SAID, text="#complication Purpura after the Vbeam Prima")
    await exchange.library.keep(purpura)
    await exchange.library.keep(replace(purpura, author_id=COLLEAGUE, message_id=SAID.message_id + 1))
    await exchange.moderation.merge(HOME, 2, 1, NURSE)
    await exchange.follow_ups.add(HOME, COLLEAGUE, 2, "died", "")
    assert await counted(database) == (1, 1)
    await exchange.moderation.unmerge(HOME, 2, NURSE)
    assert await counted(database) == (2, 1)
    await exchange.moderation.merge(HOME, 2, 1, NURSE)
    assert await counted(database) == (1, 1)
    await exchange.complications.withdraw(HOME, COLLEAGUE, 2)
    assert await counted(database) == (1, 0), "what is withdrawn counts nowhere"


async def test_only_the_reporter_adds_to_it(exchange: Exchange) -> None:
    await exchange.library.keep(SAID)
    for number, why in ((1, "Only who reported C-1"), (9, "There is no such report")):
        with pytest.raises(Refusal, match=why):
            await exchange.complications.own(HOME, COLLEAGUE, number)
    await exchange.library.delete(HOME, SAID.message_id)
    with pytest.raises(Refusal, match="C-1 was withdrawn: nothing of it is kept"):
        await exchange.follow_ups.add(HOME, NURSE, 1, "resolved", "")


async def test_a_notice_that_was_found_again_is_a_copy(exchange: Exchange, database: Database) -> None:
    await exchange.library.keep(SAID)
    posting = Posting("complication_notice", HOME, NOW, NOW - NOW, "notice:1", channel_id=5, entry=1)
    async with database.write() as write:
        await outbox.put(write, posting)
        [claimed] = await outbox.claim(write, NOW, 1, ())
        await outbox.finish(write, claimed.number, "sent", 777, "")
        rows = await write.all("SELECT message_id, channel_id, face FROM posted_copy")
    assert [tuple(each) for each in rows] == [(777, 5, "card")]


async def test_a_notice_that_is_found_after_its_report_went_follows_it(exchange: Exchange, database: Database) -> None:
    reporter = Reporter(HOME, NURSE, is_withheld=True)
    draft = read_draft(Draft(EntryKind.COMPLICATION, "Burn after IPL", complication="burn"))
    await exchange.complications.report(reporter, draft, Told(), notice_channel=5)
    [sending] = await exchange.outbox.claim(1)  # sent as the process ends, and not written down
    await exchange.privacy.forget(HOME, NURSE)
    await exchange.outbox.found(sending, 777)
    async with database.read() as read:
        [owed] = await read.all("SELECT kind, target_id, due_at FROM outbox WHERE state = 'due'")
    assert (owed["kind"], owed["target_id"]) == (COPY_KIND, 777)
    assert owed["due_at"] == to_milliseconds(NOW + timedelta(days=1)), "with all others of that day"


def test_keys_tell_apart_members_communities_and_secrets() -> None:
    one, other = ReporterKeys("a" * 40), ReporterKeys("b" * 40)
    keys = {
        one.key_of(1, 2),
        one.key_of(2, 1),
        one.key_of(1, 3),
        one.key_of(12, 3),
        one.key_of(1, 23),
        other.key_of(1, 2),
    }
    assert len(keys) == 6
    assert all(key is not None and len(key) == 32 for key in keys)
    assert one.key_of(1, 2) == ReporterKeys("a" * 40).key_of(1, 2)
    assert one.mark is not None
    assert (one.key_of(1, 2) or b"").startswith(one.mark)
    assert one.mark != other.mark
    assert ReporterKeys().key_of(1, 2) is None
    assert "aaaa" not in repr(one)
    with pytest.raises(Refusal, match="REPORTER_SECRET"):
        ReporterKeys().required(1, 2)
