"""A planned meeting in a database, with its card posted, for tests that need no command to make one."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.exchange.meeting_card_edits import key_of_card, put_card
from bot.exchange.meeting_reminders import put_reminders
from db import communities, meetings, outbox
from db.connections import WriteConnection
from db.database import Database
from db.meetings import Meeting, Plan

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STARTS_AT = datetime(2026, 5, 16, 15, 30, tzinfo=UTC)
GUILD, IRIS, CHANNEL, CARD_MESSAGE = 7, 5, 70, 700


async def put_planned(
    write: WriteConnection, guild_id: int, plan: Plan, *, organiser_id: int, channel_id: int, now: datetime
) -> Meeting:
    """A planned meeting, without a card and without reminders."""
    await communities.ensure(write, guild_id, now)
    draft = await meetings.add_draft(write, guild_id, plan, organiser_id=organiser_id, channel_id=channel_id, now=now)
    await meetings.change_status(write, guild_id, draft.number, "draft", "planned", now)
    found = await meetings.find(write, guild_id, draft.number)
    assert found is not None
    return found


async def planned(
    database: Database, *, capacity: int | None = None, cutoff_hours: int = 0, minutes: int = 90, place: str = ""
) -> Meeting:
    """A meeting that IRIS organises, two months from NOW, 18:30 in Athens."""
    plan = Plan(
        "Spring meeting",
        STARTS_AT,
        datetime(2026, 5, 16, 18, 30),  # noqa: DTZ001 (wall time)
        "Europe/Athens",
        minutes,
        place,
        capacity=capacity,
        cutoff_hours=cutoff_hours,
    )
    async with database.write() as write:
        meeting = await put_planned(write, GUILD, plan, organiser_id=IRIS, channel_id=CHANNEL, now=NOW)
        await put_card(write, meeting, NOW)
        await outbox.sent_at_once(write, key_of_card(meeting), CARD_MESSAGE)
        await put_reminders(write, meeting, NOW)
    return meeting


async def with_capacity(database: Database, meeting: Meeting, capacity: int | None) -> Meeting:
    """The same meeting after its organiser gave it more places, or fewer; nothing follows yet."""
    return await _with(database, meeting, "UPDATE meeting SET capacity = :value WHERE key = :key", capacity)


async def with_place(database: Database, meeting: Meeting, place: str) -> Meeting:
    """The same meeting at another place; nothing follows yet."""
    return await _with(database, meeting, "UPDATE meeting SET place = :value WHERE key = :key", place)


async def _with(database: Database, meeting: Meeting, change: str, value: int | str | None) -> Meeting:
    async with database.write() as write:
        await write.run(change, {"value": value, "key": await write.key_of(GUILD, meeting.number)})
        changed = await meetings.find(write, GUILD, meeting.number)
    assert changed is not None
    return changed


async def cancelled(database: Database, meeting: Meeting) -> None:
    """It is called off; nothing follows."""
    async with database.write() as write:
        await meetings.change_status(write, GUILD, meeting.number, "planned", "cancelled", NOW)
