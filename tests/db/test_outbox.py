"""The outbox's rows: claimed once and in turn, and each ends once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.exchange.agenda_posts import AGENDA
from bot.exchange.copies import NAME_KIND
from bot.exchange.meeting_card_edits import CARD
from bot.exchange.named_posts import NAMING, NAMING_OF_SERIES
from db import communities, meetings, outbox
from db.database import Database
from db.meetings import Plan
from db.outbox import Delivery, Posting

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD = 7
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def community(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)


async def put(database: Database, key: str, due_at: datetime = NOW, **fields: Any) -> None:
    async with database.write() as write:
        await outbox.put(write, replace(Posting("note", GUILD, due_at, HOUR, key), **fields))


async def plan_meeting(database: Database, now: datetime, starts_at: datetime) -> int:
    plan = Plan("Journal club", starts_at, starts_at.replace(tzinfo=None), "UTC", 60, "Room 4")
    async with database.write() as write:
        return (await meetings.add_draft(write, GUILD, plan, organiser_id=5, channel_id=6, now=now)).number


async def claim(database: Database, now: datetime = NOW, limit: int = 10, resting: tuple[int, ...] = ()) -> list[str]:
    async with database.write() as write:
        return [each.posting.dedupe_key for each in await outbox.claim(write, now, limit, resting)]


async def row(database: Database, key: str) -> Delivery:
    async with database.read() as read:
        found = await outbox.by_key(read, key)
    assert found is not None
    return found


async def test_a_row_reads_as_it_was_put(database: Database) -> None:
    posting = Posting("note", GUILD, NOW, HOUR, "a", "7 days before", channel_id=1, target_id=2, user_id=3)
    async with database.write() as write:
        await outbox.put(write, posting)
    assert await row(database, "a") == Delivery(1, posting, "due", 0, None, None, "")


async def test_a_key_is_kept_once_and_its_first_row_stays(database: Database) -> None:
    await put(database, "a", channel_id=1)
    await put(database, "a", channel_id=2)
    assert (await row(database, "a")).posting.channel_id == 1


async def test_only_what_is_due_is_claimed_and_only_once(database: Database) -> None:
    await put(database, "past", NOW - HOUR)
    await put(database, "future", NOW + HOUR)
    assert await claim(database) == ["past"]
    assert await claim(database) == []
    claimed = await row(database, "past")
    assert (claimed.state, claimed.attempts, claimed.claimed_at) == ("claimed", 1, NOW)


async def test_one_row_a_channel_and_a_person_is_claimed_the_oldest_first(database: Database) -> None:
    for key, lane in (
        ("b", {"channel_id": 1}),
        ("c", {"channel_id": 2}),
        ("d", {"user_id": 3}),
        ("e", {"user_id": 3}),
    ):
        await put(database, key, NOW, **lane)
    await put(database, "a", NOW - HOUR, channel_id=1)
    assert await claim(database) == ["a", "c", "d"]
    assert await claim(database) == ["b", "e"]


async def test_the_limit_leaves_the_youngest(database: Database) -> None:
    for minutes in range(5):
        await put(database, f"{minutes}", NOW - timedelta(minutes=minutes), channel_id=minutes)
    assert await claim(database, limit=2) == ["4", "3"]


async def test_a_resting_channel_is_left_out_of_claims_and_of_the_next_turn(database: Database) -> None:
    await put(database, "a", channel_id=1)
    await put(database, "b", NOW + HOUR, channel_id=2)
    await put(database, "c", NOW + 2 * HOUR)
    assert await claim(database, resting=(1,)) == []
    async with database.read() as read:
        assert await outbox.next_turn(read, ()) == NOW
        assert await outbox.next_turn(read, (1,)) == NOW + HOUR
        assert await outbox.next_turn(read, (1, 2)) == NOW + 2 * HOUR


async def test_nothing_due_has_no_turn(database: Database) -> None:
    await put(database, "a")
    await claim(database)
    async with database.read() as read:
        assert await outbox.next_turn(read, ()) is None


async def test_what_was_put_off_is_due_later_and_remembers_its_first_claim(database: Database) -> None:
    await put(database, "a")
    await claim(database)
    async with database.write() as write:
        await outbox.put_off(write, 1, NOW + HOUR, "Discord answered 500")
    assert await claim(database) == []
    assert await claim(database, NOW + HOUR) == ["a"]
    again = await row(database, "a")
    assert (again.attempts, again.claimed_at, again.outcome) == (2, NOW, "Discord answered 500")


async def test_what_a_dead_process_had_claimed_is_due_again(database: Database) -> None:
    await put(database, "a")
    await claim(database)
    async with database.write() as write:
        await outbox.reclaim(write, NOW + HOUR)
    assert await claim(database, NOW + HOUR) == ["a"]
    assert (await row(database, "a")).claimed_at == NOW


async def test_an_end_is_final(database: Database) -> None:
    await put(database, "a")
    await claim(database)
    async with database.write() as write:
        await outbox.finish(write, 1, "sent", 42, "")
        await outbox.finish(write, 1, "failed", None, "too late a word")
        await outbox.put_off(write, 1, NOW, "neither")
        await outbox.reclaim(write, NOW)
    ended = await row(database, "a")
    assert (ended.state, ended.message_id, ended.outcome) == ("sent", 42, "")


async def test_after_a_restore_what_was_due_is_skipped_but_edits_are_made(database: Database) -> None:
    await put(database, "past", NOW - HOUR)
    await put(database, "edit", NOW - HOUR, target_id=9)
    await put(database, "future", NOW + HOUR)
    async with database.write() as write:
        assert await outbox.skip_past(write, NOW, "its time passed before the restore") == 1
    skipped = await row(database, "past")
    assert (skipped.state, skipped.outcome) == ("skipped", "its time passed before the restore")
    assert [(await row(database, key)).state for key in ("edit", "future")] == ["due", "due"]


async def test_what_ended_long_ago_is_let_go_and_the_rest_stays(database: Database) -> None:
    long_ago = NOW - timedelta(days=91)
    for lane, (key, due_at) in enumerate((("old", long_ago), ("old and due", long_ago), ("recent", NOW - HOUR)), 1):
        await put(database, key, due_at, channel_id=lane)
    async with database.write() as write:
        await outbox.claim(write, NOW, 10, ())
        await outbox.finish(write, 1, "skipped", None, "too late")
        await outbox.put_off(write, 2, NOW, "Discord answered 500")
        await outbox.finish(write, 3, "sent", 42, "")
        await outbox.prune(write, NOW - timedelta(days=90))
    async with database.read() as read:
        assert [await outbox.is_there(read, key) for key in ("old", "old and due", "recent")] == [False, True, True]


async def test_the_card_of_a_meeting_to_come_is_not_let_go(database: Database) -> None:
    long_ago = NOW - timedelta(days=91)
    numbers = [await plan_meeting(database, long_ago, starts_at) for starts_at in (long_ago + HOUR, NOW + HOUR)]
    for meeting in numbers:
        await put(database, f"card {meeting}", long_ago, meeting=meeting)
    async with database.write() as write:
        for delivery in await outbox.claim(write, NOW, 10, ()):
            await outbox.finish(write, delivery.number, "sent", 42, "")
        await outbox.prune(write, NOW - timedelta(days=90))
    async with database.read() as read:
        assert [len(await outbox.of_meeting(read, GUILD, meeting)) for meeting in numbers] == [0, 1]


async def test_that_a_discussion_was_renamed_is_known_for_good(database: Database) -> None:
    """Its entry may be listed again years after it was hidden, and then it bears the entry's title again."""
    await put(database, "copy:name:9:a", NOW - timedelta(days=900), kind=NAME_KIND)
    async with database.write() as write:
        [renamed] = await outbox.claim(write, NOW, 20, ())
        await outbox.finish(write, renamed.number, "sent", None, "")
        await outbox.prune(write, NOW - timedelta(days=90))
        assert await outbox.has_any(write, "copy:name:9:")


async def test_what_names_members_is_found_for_good(database: Database) -> None:
    """Whoever has their data erased years after a meeting is named on its card and in its reminders no more."""
    long_ago = NOW - timedelta(days=900)
    kinds = (CARD, AGENDA, *NAMING, *NAMING_OF_SERIES)
    meeting = await plan_meeting(database, long_ago, long_ago + HOUR)
    for lane, kind in enumerate(kinds, 1):
        await put(database, f"of {kind}", long_ago, kind=kind, meeting=meeting, channel_id=lane)
    async with database.write() as write:
        for delivery in await outbox.claim(write, NOW, 20, ()):
            await outbox.finish(write, delivery.number, "sent", 42, "")
        await outbox.prune(write, NOW - timedelta(days=90))
    async with database.read() as read:
        assert len(await outbox.of_meeting(read, GUILD, meeting)) == len(kinds)
