"""Meetings as they are kept, each in its community."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db import communities, meetings, outbox
from db.database import Database
from db.meetings import Meeting, MeetingStatus, Plan
from db.outbox import Posting

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, OTHER = 7, 8
HOUR = timedelta(hours=1)
PLAN = Plan("Journal club", NOW + HOUR, datetime(2026, 3, 2, 15), "Europe/Athens", 90, "Room 4")  # noqa: DTZ001 (wall time)


@pytest.fixture(autouse=True)
async def guilds(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        await communities.ensure(write, OTHER, NOW)


async def drafted(database: Database, plan: Plan = PLAN, guild_id: int = GUILD) -> Meeting:
    async with database.write() as write:
        return await meetings.add_draft(write, guild_id, plan, organiser_id=5, channel_id=6, now=NOW)


async def posted(database: Database, plan: Plan = PLAN, guild_id: int = GUILD) -> int:
    meeting = await drafted(database, plan, guild_id)
    async with database.write() as write:
        await meetings.change_status(write, guild_id, meeting.number, "draft", "planned", NOW)
    return meeting.number


async def test_a_draft_reads_as_it_was_kept_and_counts_with_the_entries(database: Database) -> None:
    async with database.write() as write:
        assert await communities.next_number(write, GUILD) == 1
    draft = await drafted(database)
    assert draft == Meeting(GUILD, 2, PLAN, 5, "draft", 6)
    assert draft.label == "M-2"
    async with database.read() as read:
        assert await meetings.find(read, GUILD, 2) == draft
        assert await meetings.find(read, OTHER, 2) is None
        assert await meetings.find(read, 99, 2) is None


async def test_only_a_draft_is_changed(database: Database) -> None:
    number = (await drafted(database)).number
    changed = replace(PLAN, title="Case round", place="")
    async with database.write() as write:
        await meetings.change_draft(write, GUILD, number, changed, NOW)
        await meetings.change_status(write, GUILD, number, "draft", "planned", NOW)
        await meetings.change_draft(write, GUILD, number, PLAN, NOW)
        found = await meetings.find(write, GUILD, number)
    assert found is not None
    assert found.plan == changed


async def test_each_step_is_taken_once(database: Database) -> None:
    number = (await drafted(database)).number
    steps: tuple[tuple[int, MeetingStatus, MeetingStatus, MeetingStatus], ...] = (
        (GUILD, "planned", "cancelled", "draft"),
        (GUILD, "draft", "planned", "planned"),
        (OTHER, "planned", "cancelled", "planned"),
        (GUILD, "planned", "cancelled", "cancelled"),
        (GUILD, "planned", "cancelled", "cancelled"),
    )
    async with database.write() as write:
        for guild_id, former, status, stands in steps:
            await meetings.change_status(write, guild_id, number, former, status, NOW)
            found = await meetings.find(write, GUILD, number)
            assert found is not None
            assert (found.status, found.sequence) == (stands, int(stands == "cancelled"))


async def test_old_drafts_are_forgotten(database: Database) -> None:
    kept_number = await posted(database)
    drafts = [(GUILD, (await drafted(database)).number), (OTHER, (await drafted(database, guild_id=OTHER)).number)]
    async with database.write() as write:
        await meetings.delete_old_drafts(write, NOW)
        assert all([await meetings.find(write, *each) for each in drafts])
        await meetings.delete_old_drafts(write, NOW + HOUR)
        assert [await meetings.find(write, *each) for each in drafts] == [None, None]
        assert await meetings.find(write, GUILD, kept_number) is not None


async def test_what_comes_and_what_is_behind(database: Database) -> None:
    running = await posted(database, replace(PLAN, starts_at=NOW - HOUR))
    over = await posted(database, replace(PLAN, starts_at=NOW - 2 * HOUR))
    week_long = await posted(database, replace(PLAN, starts_at=NOW - timedelta(days=6, hours=23), minutes=10080))
    next_one = await posted(database)
    cancelled = await posted(database)
    await drafted(database)
    await posted(database, guild_id=OTHER)
    async with database.write() as write:
        await meetings.change_status(write, GUILD, cancelled, "planned", "cancelled", NOW)
        assert [each.number for each in await meetings.coming(write, GUILD, NOW)] == [week_long, running, next_one]
        behind = await meetings.past_or_cancelled(write, GUILD, NOW, 10)
        assert [each.number for each in behind] == [cancelled, over]


async def test_the_zones_of_members_are_those_they_declared(database: Database) -> None:
    async with database.write() as write:
        for user_id, zone in enumerate(("Asia/Kolkata", "Europe/Paris", "Asia/Kolkata", None)):
            await write.run(
                "INSERT INTO member (guild_id, user_id, time_zone, updated_at) VALUES (7, :user, :zone, 0)",
                {"user": user_id, "zone": zone},
            )
        assert await meetings.zones_of_members(write, GUILD) == {"Asia/Kolkata": 2, "Europe/Paris": 1}
        assert await meetings.zones_of_members(write, OTHER) == {}


async def test_only_a_meetings_reminders_that_are_due_are_skipped(database: Database) -> None:
    number, other = await posted(database), await posted(database)
    async with database.write() as write:
        for key, kind, meeting in (
            ("a", "meeting_reminder", number),
            ("b", "meeting_reminder", number),
            ("c", "meeting_card", number),
            ("d", "meeting_reminder", other),
        ):
            await outbox.put(write, Posting(kind, GUILD, NOW, HOUR, key, meeting=meeting))
        await outbox.claim(write, NOW, 1, ())
        await outbox.finish(write, 1, "sent", 42, "")
        await outbox.skip_waiting(write, GUILD, number, ("meeting_reminder",), "cancelled")
        states = {row.posting.dedupe_key: row.state for row in await outbox.of_meeting(write, GUILD, number)}
        assert states == {"a": "sent", "b": "skipped", "c": "due"}
        assert [row.state for row in await outbox.of_meeting(write, GUILD, other)] == ["due"]
