"""Reminders: whom each message of one pings, and who asked for which by a direct message."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.connections import ReadConnection, WriteConnection


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a reminder: it pings those whose turn lies between the two; `people` is how many these were."""

    dedupe_key: str
    first_turn: int
    last_turn: int
    people: int


async def add_part(write: WriteConnection, guild_id: int, number: int, part: Part) -> None:
    """Say whom a message pings; the first word stays, so that a second attempt pings the same."""
    await write.run(
        "INSERT INTO reminder_part (dedupe_key, meeting_key, guild_id, first_turn, last_turn, people) "
        "VALUES (:dedupe_key, :key, :guild_id, :first_turn, :last_turn, :people) ON CONFLICT (dedupe_key) DO NOTHING",
        {
            "dedupe_key": part.dedupe_key,
            "key": await write.key_of(guild_id, number),
            "guild_id": guild_id,
            "first_turn": part.first_turn,
            "last_turn": part.last_turn,
            "people": part.people,
        },
    )


async def part(read: ReadConnection, dedupe_key: str) -> Part | None:
    """Whom the message of this key pings; None before anybody looked."""
    row = await read.one("SELECT * FROM reminder_part WHERE dedupe_key = :key", {"key": dedupe_key})
    return Part(row["dedupe_key"], row["first_turn"], row["last_turn"], row["people"]) if row else None


async def people_of(read: ReadConnection, guild_id: int, number: int) -> dict[str, int]:
    """How many each message of a meeting's reminders pinged, by its key."""
    rows = await read.all(
        "SELECT dedupe_key, people FROM reminder_part WHERE meeting_key = :key",
        {"key": await read.key_of(guild_id, number)},
    )
    return {row["dedupe_key"]: row["people"] for row in rows}


async def of_member(read: ReadConnection, guild_id: int, number: int, user_id: int) -> list[str]:
    """When a member wants to be reminded of a meeting, by the reminders' labels."""
    rows = await read.all(
        "SELECT label FROM private_reminder WHERE meeting_key = :key AND user_id = :user_id ORDER BY label",
        {"key": await read.key_of(guild_id, number), "user_id": user_id},
    )
    return [row["label"] for row in rows]


async def of_meeting(read: ReadConnection, guild_id: int, number: int) -> list[tuple[int, str]]:
    """Who wants to be reminded of a meeting, and when."""
    rows = await read.all(
        "SELECT user_id, label FROM private_reminder WHERE meeting_key = :key ORDER BY user_id, label",
        {"key": await read.key_of(guild_id, number)},
    )
    return [(row["user_id"], row["label"]) for row in rows]


async def choose(write: WriteConnection, guild_id: int, number: int, user_id: int, labels: Sequence[str]) -> None:
    """A member wants these reminders of a meeting, and no others."""
    whose = {"key": await write.key_of(guild_id, number), "user_id": user_id}
    await write.run("DELETE FROM private_reminder WHERE meeting_key = :key AND user_id = :user_id", whose)
    await write.run_each(
        "INSERT INTO private_reminder (meeting_key, user_id, label, guild_id) "
        "VALUES (:key, :user_id, :label, :guild_id)",
        [{**whose, "label": label, "guild_id": guild_id} for label in labels],
    )


async def send_waiting_to(
    write: WriteConnection, guild_id: int, number: int, user_id: int, kinds: Sequence[str], channel_id: int | None
) -> None:
    """A member's words of these kinds that nobody has begun to send go to a channel; None for direct messages."""
    await write.run(
        "UPDATE outbox SET channel_id = :channel_id WHERE meeting_key = :key AND user_id = :user_id "
        "AND kind IN (SELECT value FROM json_each(:kinds)) AND state = 'due'",
        {
            "key": await write.key_of(guild_id, number),
            "user_id": user_id,
            "kinds": json.dumps(kinds),
            "channel_id": channel_id,
        },
    )
