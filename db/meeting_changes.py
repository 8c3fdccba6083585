"""Changes of meetings: those that an organiser looks at before they are made, and what a change does to the row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds
from db.meetings import Meeting, Plan, columns_of, plan_of


@dataclass(frozen=True, slots=True)
class Change:
    """A plan that is to take the place of a meeting's, and the meeting's `sequence` when it was thought of."""

    number: int
    meeting: int
    sequence: int
    plan: Plan


async def propose(
    write: WriteConnection, meeting: Meeting, number: int, plan: Plan, *, proposer_id: int, now: datetime
) -> Change:
    """Keep a change until it is made or forgotten. Its number is random: an old button shall not make another's."""
    await write.run(
        "INSERT INTO meeting_change (change_no, guild_id, meeting_key, proposer_id, sequence, title, starts_at, "
        "wall_time, zone, minutes, place, kind, capacity, cutoff_hours, made_at) VALUES (:number, :guild_id, :key, "
        ":proposer_id, :sequence, :title, :starts_at, :wall_time, :zone, :minutes, :place, :kind, :capacity, "
        ":cutoff_hours, :now)",
        {
            "number": number,
            "guild_id": meeting.guild_id,
            "key": await write.key_of(meeting.guild_id, meeting.number),
            "proposer_id": proposer_id,
            "sequence": meeting.sequence,
            "now": to_milliseconds(now),
            **columns_of(plan),
        },
    )
    return Change(number, meeting.number, meeting.sequence, plan)


async def find(read: ReadConnection, guild_id: int, number: int) -> Change | None:
    """A change that was not made yet."""
    row = await read.one(
        "SELECT * FROM meeting_change WHERE change_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )
    if row is None:
        return None
    plan = plan_of(row, from_milliseconds(row["starts_at"]))
    return Change(number, number_of(row["meeting_key"]), row["sequence"], plan)


async def forget(write: WriteConnection, guild_id: int, number: int) -> None:
    """It was made, or is not wanted."""
    await write.run(
        "DELETE FROM meeting_change WHERE change_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )


async def forget_old(write: WriteConnection, before: datetime) -> None:
    """Nobody decided since, in whichever guild."""
    await write.run("DELETE FROM meeting_change WHERE made_at < :before", {"before": to_milliseconds(before)})


async def replace_plan(write: WriteConnection, guild_id: int, meeting: int, plan: Plan, now: datetime) -> bool:
    """A planned meeting is now this; False where it is planned no more. Calendars learn of it by its sequence."""
    rows = await write.run(
        "UPDATE meeting SET title = :title, starts_at = :starts_at, wall_time = :wall_time, zone = :zone, "
        "minutes = :minutes, place = :place, kind = :kind, capacity = :capacity, cutoff_hours = :cutoff_hours, "
        "sequence = sequence + 1, changed_at = :now WHERE key = :key AND status = 'planned' RETURNING key",
        {"key": await write.key_of(guild_id, meeting), "now": to_milliseconds(now), **columns_of(plan)},
    )
    return bool(rows)


async def put_into_series(
    write: WriteConnection, guild_id: int, meeting: int, series: int, original_at: datetime
) -> None:
    """It is an occurrence of this series, which gives it this moment."""
    await write.run(
        "UPDATE meeting SET series_no = :series, original_at = :original_at, repeats = '' WHERE key = :key",
        {
            "key": await write.key_of(guild_id, meeting),
            "series": series,
            "original_at": to_milliseconds(original_at),
        },
    )


async def take_out_of_series(write: WriteConnection, guild_id: int, meeting: int) -> None:
    """For a moment, while the occurrences of a series get new ones."""
    await write.run(
        "UPDATE meeting SET series_no = NULL WHERE key = :key", {"key": await write.key_of(guild_id, meeting)}
    )


async def give_new_card(write: WriteConnection, guild_id: int, meeting: int, channel_id: int) -> None:
    """Its card is posted anew, in this channel, and so is all that follows."""
    key = await write.key_of(guild_id, meeting)
    await write.run(
        "UPDATE meeting SET channel_id = :channel_id, card_number = card_number + 1 WHERE key = :key",
        {"key": key, "channel_id": channel_id},
    )
    await write.run(
        "UPDATE outbox SET channel_id = :channel_id WHERE meeting_key = :key AND state = 'due' "
        "AND channel_id IS NOT NULL",
        {"key": key, "channel_id": channel_id},
    )


async def note_event(write: WriteConnection, guild_id: int, meeting: int, event_id: int) -> None:
    """Which of the server's events mirrors it."""
    await write.run(
        "UPDATE meeting SET event_id = :event_id WHERE key = :key",
        {"key": await write.key_of(guild_id, meeting), "event_id": event_id},
    )
