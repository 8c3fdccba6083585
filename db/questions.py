"""Questions and their answers: what belongs to what, votes, the accepted one, and where a question is talked about."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import COLUMNS, Entry, entry_from
from db.instants import to_milliseconds
from db.members import Profile, profile_in
from db.visible import may_be_seen

_VISIBLE = may_be_seen("entry")
_COUNT = "(SELECT count(*) FROM vote WHERE vote.entry_key = entry.key AND counts = 1)"
_HAS_ANSWER = f"""
    EXISTS (SELECT 1 FROM answer JOIN entry AS reply ON reply.key = answer.entry_key
    WHERE answer.question_key = entry.key AND reply.status = 'listed' AND reply.kind = 'answer'
    AND {may_be_seen("reply")})
"""  # noqa: S608 (own text)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, how many have voted for it, and whether it is the accepted one."""

    entry: Entry
    votes: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Parent:
    """What an answer belongs to, as the answer's own card tells it."""

    question: int
    asker_id: int | None
    votes: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A page of the questions without an answer, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int


async def link(write: WriteConnection, guild_id: int, answer: int, question: int) -> None:
    """An entry is the answer to a question; it stays the one to which it was linked first."""
    await write.run(
        "INSERT INTO answer (entry_key, guild_id, question_key) VALUES (:key, :guild_id, :question_key) "
        "ON CONFLICT (entry_key) DO NOTHING",
        {
            "key": await write.key_of(guild_id, answer),
            "guild_id": guild_id,
            "question_key": await write.key_of(guild_id, question),
        },
    )


async def question_of(read: ReadConnection, guild_id: int, answer: int) -> int | None:
    """The number of the question that an entry answers."""
    row = await read.one(
        "SELECT question_key FROM answer WHERE entry_key = :key", {"key": await read.key_of(guild_id, answer)}
    )
    return number_of(row["question_key"]) if row else None


async def asked_by(read: ReadConnection, guild_id: int, answers: Collection[int]) -> dict[int, Entry]:
    """The questions of these answers, by the answers' numbers: listed ones that whoever sees the answer can see too."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        f"SELECT {COLUMNS}, answer.entry_key AS answered_by FROM answer "  # noqa: S608 (own text)
        "JOIN entry ON entry.key = answer.question_key JOIN entry AS reply ON reply.key = answer.entry_key "
        "WHERE answer.entry_key IN (SELECT value FROM json_each(:keys)) AND answer.entry_key BETWEEN :low AND :high "
        "AND entry.status = 'listed' AND (entry.private_channel_id IS NULL "
        "OR entry.private_channel_id = reply.private_channel_id)",
        {"keys": json.dumps([low + number for number in answers]), "low": low, "high": high},
    )
    return {number_of(row["answered_by"]): entry_from(row) for row in rows}


async def parent_of(read: ReadConnection, guild_id: int, answer: int) -> Parent | None:
    """What an entry answers, and how it fares."""
    row = await read.one(
        f"SELECT question_key, asked.author_id, accepted_at, {_COUNT} AS votes FROM answer "  # noqa: S608 (own text)
        "JOIN entry ON entry.key = answer.entry_key JOIN entry AS asked ON asked.key = question_key "
        "WHERE answer.entry_key = :key",
        {"key": await read.key_of(guild_id, answer)},
    )
    if row is None:
        return None
    return Parent(number_of(row["question_key"]), row["author_id"], row["votes"], row["accepted_at"] is not None)


async def answers_to(read: ReadConnection, guild_id: int, question: int) -> list[int]:
    """The numbers of the listed answers, also of those that only some can see."""
    rows = await read.all(
        "SELECT entry_key FROM answer JOIN entry ON key = entry_key WHERE question_key = :key AND status = 'listed' "
        "AND kind = 'answer' ORDER BY entry_key",
        {"key": await read.key_of(guild_id, question)},
    )
    return [number_of(row["entry_key"]) for row in rows]


async def replies_to(read: ReadConnection, guild_id: int, question: int, visible: Collection[int]) -> list[Reply]:
    """The listed answers that may be seen, the oldest first; with all votes that were cast."""
    rows = await read.all(
        f"SELECT {COLUMNS}, {_COUNT} AS votes, answer.accepted_at FROM answer "  # noqa: S608 (own text)
        "JOIN entry ON entry.key = answer.entry_key "
        f"WHERE answer.question_key = :key AND entry.status = 'listed' AND entry.kind = 'answer' AND {_VISIBLE} "
        "ORDER BY entry.key",
        {"key": await read.key_of(guild_id, question), "visible": json.dumps(sorted(visible))},
    )
    return [Reply(entry_from(row), row["votes"], row["accepted_at"] is not None) for row in rows]


async def vote(
    write: WriteConnection, guild_id: int, answer: int, user_id: int, now: datetime, hurried: timedelta
) -> bool:
    """Press for or take back; whether the vote counts now. A second press within the `hurried` time changes nothing."""
    rows = await write.run(
        "INSERT INTO vote (entry_key, user_id, guild_id, counts, pressed_at) "
        "VALUES (:key, :user_id, :guild_id, 1, :now) ON CONFLICT (entry_key, user_id) DO UPDATE SET "
        "counts = CASE WHEN :now - pressed_at < :hurried THEN counts ELSE 1 - counts END, "
        "pressed_at = CASE WHEN :now - pressed_at < :hurried THEN pressed_at ELSE :now END RETURNING counts",
        {
            "key": await write.key_of(guild_id, answer),
            "user_id": user_id,
            "guild_id": guild_id,
            "now": to_milliseconds(now),
            "hurried": hurried // timedelta(milliseconds=1),
        },
    )
    return bool(rows[0]["counts"])


async def voters_of_industry(read: ReadConnection, guild_id: int, answers: Collection[int]) -> dict[int, list[Profile]]:
    """Who has voted for each of these answers and says that a company employs or pays them; none are left out."""
    low, _ = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT vote.entry_key, member.* FROM vote JOIN member USING (guild_id, user_id) "
        "WHERE vote.entry_key IN (SELECT value FROM json_each(:keys)) AND vote.guild_id = :guild_id "
        "AND vote.counts = 1 AND (member.paid_by_industry <> '' OR member.credential = 'industry')",
        {"keys": json.dumps([low + number for number in answers]), "guild_id": guild_id},
    )
    voters: dict[int, list[Profile]] = {}
    for row in rows:
        voters.setdefault(number_of(row["entry_key"]), []).append(profile_in(row))
    return voters


async def voted_on(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The entries with public copies on which a member's votes are counted: answers, and their questions."""
    rows = await read.all(
        "SELECT DISTINCT posted_copy.entry_key FROM vote JOIN answer ON answer.entry_key = vote.entry_key "
        "JOIN posted_copy ON posted_copy.entry_key IN (answer.entry_key, answer.question_key) "
        "WHERE vote.user_id = :user_id AND vote.guild_id = :guild_id AND vote.counts = 1",
        {"user_id": user_id, "guild_id": guild_id},
    )
    return [number_of(row["entry_key"]) for row in rows]


async def accept(write: WriteConnection, guild_id: int, answer: int, now: datetime) -> None:
    """This answer, and no other of its question."""
    key = await write.key_of(guild_id, answer)
    await write.run(
        "UPDATE answer SET accepted_at = NULL WHERE accepted_at IS NOT NULL AND question_key = "
        "(SELECT question_key FROM answer WHERE entry_key = :key)",
        {"key": key},
    )
    await write.run(
        "UPDATE answer SET accepted_at = :now WHERE entry_key = :key", {"key": key, "now": to_milliseconds(now)}
    )


async def take_back_acceptance(write: WriteConnection, guild_id: int, answer: int) -> None:
    """No answer of its question is accepted."""
    await write.run(
        "UPDATE answer SET accepted_at = NULL WHERE entry_key = :key", {"key": await write.key_of(guild_id, answer)}
    )


async def unanswered(
    read: ReadConnection, guild_id: int, visible: Collection[int], *, size: int, offset: int, own: int | None = None
) -> Unanswered:
    """Questions without a listed answer that may be seen, newest first; and a member's `own`, wherever they stand."""
    low, high = await read.keys_of(guild_id)
    given = {
        "low": low,
        "high": high,
        "visible": json.dumps(sorted(visible)),
        "own": own,
        "size": size,
        "offset": offset,
    }
    where = (
        "entry.key BETWEEN :low AND :high AND entry.kind = 'question' AND entry.status = 'listed' "
        f"AND ({_VISIBLE} OR entry.author_id = :own) AND NOT {_HAS_ANSWER}"
    )
    count = await read.one(f"SELECT count(*) AS total FROM entry WHERE {where}", given)  # noqa: S608 (own text)
    rows = await read.all(
        f"SELECT {COLUMNS} FROM entry WHERE {where} ORDER BY entry.key DESC LIMIT :size OFFSET :offset",  # noqa: S608 (own text)
        given,
    )
    return Unanswered(tuple(map(entry_from, rows)), count["total"] if count else 0)


async def answered(read: ReadConnection, guild_id: int, visible: Collection[int], limit: int) -> list[Entry]:
    """The newest questions that have an answer that may be seen."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        f"SELECT {COLUMNS} FROM entry WHERE entry.key IN (SELECT question_key FROM answer "  # noqa: S608 (own text)
        "WHERE question_key BETWEEN :low AND :high) AND entry.kind = 'question' AND entry.status = 'listed' "
        f"AND {_VISIBLE} AND {_HAS_ANSWER} ORDER BY entry.key DESC LIMIT :limit",
        {"low": low, "high": high, "visible": json.dumps(sorted(visible)), "limit": limit},
    )
    return [entry_from(row) for row in rows]


async def open_discussion(write: WriteConnection, guild_id: int, number: int, channel_id: int) -> None:
    """An entry is talked about in this thread or post from now on."""
    await write.run(
        "INSERT INTO discussion (channel_id, guild_id, entry_key) VALUES (:channel_id, :guild_id, :key) "
        "ON CONFLICT (channel_id) DO NOTHING",
        {"channel_id": channel_id, "guild_id": guild_id, "key": await write.key_of(guild_id, number)},
    )


async def discussed_in(read: ReadConnection, guild_id: int, channel_id: int) -> int | None:
    """The number of the entry that is talked about in a thread or post."""
    row = await read.one(
        "SELECT entry_key FROM discussion WHERE channel_id = :channel_id AND guild_id = :guild_id",
        {"channel_id": channel_id, "guild_id": guild_id},
    )
    return number_of(row["entry_key"]) if row else None


async def discussion_of(read: ReadConnection, guild_id: int, number: int) -> int | None:
    """The newest thread or post in which an entry is talked about."""
    row = await read.one(
        "SELECT max(channel_id) AS channel_id FROM discussion WHERE entry_key = :key",
        {"key": await read.key_of(guild_id, number)},
    )
    return row["channel_id"] if row else None


async def discussions_of(read: ReadConnection, guild_id: int, number: int) -> list[int]:
    """Every thread and post in which an entry is talked about: a merge brings those of the other entry."""
    rows = await read.all(
        "SELECT channel_id FROM discussion WHERE entry_key = :key ORDER BY channel_id",
        {"key": await read.key_of(guild_id, number)},
    )
    return [row["channel_id"] for row in rows]


async def close_discussion(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """The thread or post is gone."""
    await write.run(
        "DELETE FROM discussion WHERE channel_id = :channel_id AND guild_id = :guild_id",
        {"channel_id": channel_id, "guild_id": guild_id},
    )


async def shown_in(read: ReadConnection, guild_id: int, message_id: int) -> int | None:
    """The question that a message is, or shows."""
    row = await read.one(
        "SELECT key FROM entry WHERE guild_id = :guild_id AND kind = 'question' AND (message_id = :message_id "
        "OR key = (SELECT entry_key FROM posted_copy WHERE message_id = :message_id))",
        {"guild_id": guild_id, "message_id": message_id},
    )
    return number_of(row["key"]) if row else None
