"""Who goes to a meeting: each member's answer, with guests, the place in the waiting list and the order of all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds

Answer = Literal["in_person", "online", "maybe", "no"]
MOST_GUESTS = 5


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A member's answer. `turn` is the order in which the answers came; a `waiting` one has no place yet.

    Who was moved up from the waiting list, and did not change the answer since, was told so in message `promotion`.
    """

    user_id: int
    answer: Answer
    guests: int
    turn: int
    waiting: bool
    promotion: int | None

    @property
    def party(self) -> int:
        """The member and the guests."""
        return 1 + self.guests

    @property
    def is_going(self) -> bool:
        """Whether this member comes, here or online; who waits for a place does not."""
        return self.answer in ("in_person", "online") and not self.waiting


async def of_meeting(read: ReadConnection, guild_id: int, number: int) -> list[Rsvp]:
    """Everybody's answer, in the order of their turns."""
    rows = await read.all(
        "SELECT * FROM rsvp WHERE meeting_key = :key ORDER BY turn", {"key": await read.key_of(guild_id, number)}
    )
    return [_rsvp(row) for row in rows]


async def find(read: ReadConnection, guild_id: int, number: int, user_id: int) -> Rsvp | None:
    """A member's answer."""
    row = await read.one(
        "SELECT * FROM rsvp WHERE meeting_key = :key AND user_id = :user_id",
        {"key": await read.key_of(guild_id, number), "user_id": user_id},
    )
    return _rsvp(row) if row else None


async def of_member(read: ReadConnection, guild_id: int, user_id: int) -> dict[int, Rsvp]:
    """All of a member's answers, by the meeting's number; to cancelled and past ones too: their cards still stand."""
    rows = await read.all(
        "SELECT * FROM rsvp WHERE user_id = :user_id AND guild_id = :guild_id ORDER BY meeting_key",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return {number_of(row["meeting_key"]): _rsvp(row) for row in rows}


async def known_among(read: ReadConnection, guild_id: int, user_ids: Collection[int], number: int | None) -> set[int]:
    """Those of these members who have an answer to one of a guild's meetings, or with None to any."""
    rows = await read.all(
        "SELECT DISTINCT user_id FROM rsvp WHERE guild_id = :guild_id "
        "AND user_id IN (SELECT value FROM json_each(:user_ids)) AND (:key IS NULL OR meeting_key = :key)",
        {
            "guild_id": guild_id,
            "user_ids": json.dumps(sorted(user_ids)),
            "key": await read.key_of(guild_id, number) if number is not None else None,
        },
    )
    return {row["user_id"] for row in rows}


async def take_turn(
    write: WriteConnection, guild_id: int, number: int, user_id: int, answer: Answer, *, waiting: bool, now: datetime
) -> None:
    """A new answer, behind everybody's; it comes without guests."""
    await write.run(
        """
        INSERT INTO rsvp (meeting_key, user_id, guild_id, answer, turn, waiting, answered_at)
        SELECT :key, :user_id, :guild_id, :answer, coalesce(max(turn), 0) + 1, :waiting, :now
        FROM rsvp WHERE meeting_key = :key
        ON CONFLICT (meeting_key, user_id) DO UPDATE SET answer = excluded.answer, turn = excluded.turn, guests = 0,
        waiting = excluded.waiting, promotion = NULL, answered_at = excluded.answered_at
        """,
        {
            "key": await write.key_of(guild_id, number),
            "user_id": user_id,
            "guild_id": guild_id,
            "answer": answer,
            "waiting": int(waiting),
            "now": to_milliseconds(now),
        },
    )


async def bring(write: WriteConnection, guild_id: int, number: int, user_id: int, guests: int) -> None:
    """So many guests come with a member."""
    await write.run(
        "UPDATE rsvp SET guests = :guests WHERE meeting_key = :key AND user_id = :user_id",
        {"key": await write.key_of(guild_id, number), "user_id": user_id, "guests": guests},
    )


async def move_up(
    write: WriteConnection, guild_id: int, number: int, user_ids: Sequence[int], promotion: int | None
) -> None:
    """These wait no longer; `promotion` is the message that tells them so, None for who sees it at once."""
    key = await write.key_of(guild_id, number)
    await write.run_each(
        "UPDATE rsvp SET waiting = 0, promotion = :promotion WHERE meeting_key = :key AND user_id = :user_id",
        [{"key": key, "user_id": user_id, "promotion": promotion} for user_id in user_ids],
    )


async def remove(write: WriteConnection, guild_id: int, number: int, user_id: int) -> bool:
    """Take a member off the list; False where there was no answer."""
    rows = await write.run(
        "DELETE FROM rsvp WHERE meeting_key = :key AND user_id = :user_id RETURNING user_id",
        {"key": await write.key_of(guild_id, number), "user_id": user_id},
    )
    return bool(rows)


async def card_edited_at(read: ReadConnection, guild_id: int, number: int) -> datetime | None:
    """When a meeting's card was last edited, if it ever was."""
    row = await read.one(
        "SELECT edited_at FROM meeting_card WHERE meeting_key = :key", {"key": await read.key_of(guild_id, number)}
    )
    return from_milliseconds(row["edited_at"]) if row else None


async def note_card_edit(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """A meeting's card is being edited now."""
    await write.run(
        "INSERT INTO meeting_card (meeting_key, guild_id, edited_at) VALUES (:key, :guild_id, :now) "
        "ON CONFLICT (meeting_key) DO UPDATE SET edited_at = excluded.edited_at",
        {"key": await write.key_of(guild_id, number), "guild_id": guild_id, "now": to_milliseconds(now)},
    )


def _rsvp(row: sqlite3.Row) -> Rsvp:
    return Rsvp(
        user_id=row["user_id"],
        answer=row["answer"],
        guests=row["guests"],
        turn=row["turn"],
        waiting=bool(row["waiting"]),
        promotion=row["promotion"],
    )
