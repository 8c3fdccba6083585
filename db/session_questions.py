"""An expert session's guest, and the questions for it: entries of the library, each with its turn."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import COLUMNS, Entry, entry_from
from db.instants import to_milliseconds

QuestionStatus = Literal["waiting", "open", "taken", "skipped"]


@dataclass(frozen=True, slots=True)
class Guest:
    """Who answers: a member, or somebody who is not on this server."""

    user_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class SessionQuestion:
    """A question with its turn. `answer` is the number of the oldest one that everybody can see; None where none is."""

    entry: Entry
    status: QuestionStatus
    votes: int
    answer: int | None


async def name_guest(write: WriteConnection, guild_id: int, meeting: int, guest: Guest) -> None:
    """This guest, in place of any other."""
    await write.run(
        "INSERT INTO session_guest (meeting_key, guild_id, user_id, name) VALUES (:key, :guild_id, :user_id, :name) "
        "ON CONFLICT (meeting_key) DO UPDATE SET user_id = :user_id, name = :name",
        {
            "key": await write.key_of(guild_id, meeting),
            "guild_id": guild_id,
            "user_id": guest.user_id,
            "name": guest.name,
        },
    )


async def bring_guest(write: WriteConnection, guild_id: int, former: int, meeting: int) -> None:
    """The guest of a former session answers in this one too; nobody where none was named."""
    await write.run(
        "INSERT INTO session_guest (meeting_key, guild_id, user_id, name) "
        "SELECT :key, guild_id, user_id, name FROM session_guest WHERE meeting_key = :former_key",
        {"key": await write.key_of(guild_id, meeting), "former_key": await write.key_of(guild_id, former)},
    )


async def guest_of(read: ReadConnection, guild_id: int, meeting: int) -> Guest | None:
    """Who answers in a session, if that was said."""
    row = await read.one(
        "SELECT user_id, name FROM session_guest WHERE meeting_key = :key",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return Guest(row["user_id"], row["name"]) if row else None


async def add(write: WriteConnection, guild_id: int, meeting: int, question: int) -> None:
    """An entry is a question for a session."""
    await write.run(
        "INSERT INTO session_question (entry_key, guild_id, meeting_key) VALUES (:key, :guild_id, :meeting_key)",
        {
            "key": await write.key_of(guild_id, question),
            "guild_id": guild_id,
            "meeting_key": await write.key_of(guild_id, meeting),
        },
    )


async def of_meeting(read: ReadConnection, guild_id: int, meeting: int) -> list[SessionQuestion]:
    """A session's listed questions: with the most votes first, then the oldest."""
    rows = await read.all(
        f"SELECT {COLUMNS}, session_question.status AS turn, "  # noqa: S608 (own text)
        "(SELECT count(*) FROM vote WHERE vote.entry_key = entry.key AND counts = 1) AS votes, "
        "(SELECT min(reply.key) FROM answer JOIN entry AS reply ON reply.key = answer.entry_key "
        "WHERE answer.question_key = entry.key AND reply.status = 'listed' AND reply.private_channel_id IS NULL) "
        "AS answer_key "
        "FROM session_question JOIN entry ON entry.key = session_question.entry_key "
        "WHERE session_question.meeting_key = :key AND entry.status = 'listed' AND entry.kind = 'question' "
        "ORDER BY votes DESC, entry.key",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [
        SessionQuestion(
            entry_from(row),
            row["turn"],
            row["votes"],
            number_of(row["answer_key"]) if row["answer_key"] is not None else None,
        )
        for row in rows
    ]


async def session_of(read: ReadConnection, guild_id: int, question: int) -> int | None:
    """The number of the meeting that an entry is a question for."""
    row = await read.one(
        "SELECT meeting_key FROM session_question WHERE entry_key = :key",
        {"key": await read.key_of(guild_id, question)},
    )
    return number_of(row["meeting_key"]) if row else None


async def turn(write: WriteConnection, guild_id: int, question: int, status: QuestionStatus) -> None:
    """Say where a question stands from now on."""
    await write.run(
        "UPDATE session_question SET status = :status WHERE entry_key = :key",
        {"key": await write.key_of(guild_id, question), "status": status},
    )


async def close_open(write: WriteConnection, guild_id: int, meeting: int) -> None:
    """The question that is open was answered aloud, or is gone: no question is open any more."""
    await write.run(
        "UPDATE session_question SET status = 'taken' WHERE meeting_key = :key AND status = 'open'",
        {"key": await write.key_of(guild_id, meeting)},
    )


async def set_votes(
    write: WriteConnection,
    guild_id: int,
    user_id: int,
    among: Collection[int],
    chosen: Collection[int],
    now: datetime,
) -> None:
    """Of the questions `among`, a member votes for those chosen and for no other."""
    low, _ = await write.keys_of(guild_id)
    whose = {"guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now)}
    await write.run(
        "DELETE FROM vote WHERE user_id = :user_id AND guild_id = :guild_id "
        "AND entry_key IN (SELECT value FROM json_each(:dropped))",
        {**whose, "dropped": json.dumps([low + number for number in sorted(set(among) - set(chosen))])},
    )
    await write.run_each(
        "INSERT INTO vote (entry_key, user_id, guild_id, counts, pressed_at) "
        "VALUES (:key, :user_id, :guild_id, 1, :now) ON CONFLICT (entry_key, user_id) DO UPDATE SET counts = 1",
        [{**whose, "key": low + number} for number in sorted(set(among) & set(chosen))],
    )


async def voted_for(read: ReadConnection, guild_id: int, user_id: int, meeting: int) -> frozenset[int]:
    """The questions of a session that a member has voted for."""
    rows = await read.all(
        "SELECT entry_key FROM session_question JOIN vote USING (entry_key) "
        "WHERE meeting_key = :key AND user_id = :user_id AND counts = 1",
        {"key": await read.key_of(guild_id, meeting), "user_id": user_id},
    )
    return frozenset(number_of(row["entry_key"]) for row in rows)
