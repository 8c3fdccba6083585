"""The digest: when and where a community wants it, what is new for it, and what each posted issue shows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clinical.reading import EntryKind
from db.complications import refused
from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import COLUMNS, Entry, entry_from
from db.instants import from_milliseconds, to_milliseconds

_KINDS = (EntryKind.PROTOCOL, EntryKind.TIP, EntryKind.COMPLICATION, EntryKind.SUMMARY)
_FRESH = f"""
    SELECT key, row_number() OVER (PARTITION BY kind ORDER BY key DESC) AS place, count(*) OVER (PARTITION BY kind)
    AS of_kind FROM entry WHERE key > :after AND key <= :upto AND created_at >= :since
    AND status = 'listed' AND private_channel_id IS NULL
    AND kind IN ('protocol', 'tip', 'complication', 'summary') AND standing = 'current'
    AND (kind <> 'complication' OR author_id IS NOT NULL)
    AND NOT {refused("entry.key")}
    AND NOT EXISTS (SELECT 1 FROM imported_row WHERE entry_key = entry.key)
"""  # noqa: S608 (own text)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a community has chosen. Without a channel it goes to the channel for meetings."""

    is_on: bool
    weekday: int
    hour: int
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """The newest entries of one kind, and how many there are in all."""

    kind: EntryKind
    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an issue by its numbers, and how many more there were."""

    name: str
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest as it was composed. `upto` is the guild's highest number then: the next one begins after it."""

    number: int
    guild_id: int
    key: str
    channel_id: int
    message_id: int | None
    since: datetime
    upto: int
    parts: tuple[Part, ...]
    composed_at: datetime


async def schedule_of(read: ReadConnection, guild_id: int) -> Schedule | None:
    """What a community has chosen; None where it has chosen nothing."""
    row = await read.one("SELECT * FROM digest_schedule WHERE guild_id = :guild_id", {"guild_id": guild_id})
    return Schedule(bool(row["is_on"]), row["weekday"], row["hour"], row["channel_id"]) if row else None


async def choose(write: WriteConnection, guild_id: int, schedule: Schedule) -> None:
    """Replace what a community has chosen."""
    await write.run(
        "INSERT INTO digest_schedule (guild_id, is_on, weekday, hour, channel_id) "
        "VALUES (:guild_id, :is_on, :weekday, :hour, :channel_id) ON CONFLICT (guild_id) DO UPDATE SET "
        "is_on = excluded.is_on, weekday = excluded.weekday, hour = excluded.hour, channel_id = excluded.channel_id",
        {
            "guild_id": guild_id,
            "is_on": schedule.is_on,
            "weekday": schedule.weekday,
            "hour": schedule.hour,
            "channel_id": schedule.channel_id,
        },
    )


async def fresh(
    read: ReadConnection, guild_id: int, *, after: int, upto: int, since: datetime | None, most: int
) -> list[Fresh]:
    """The newest listed entries of each kind, of those numbered after `after` up to `upto` and no older than `since`.

    Nothing from a private channel, and no complication whose reporter's name is withheld: in a small community the
    week alone could tell who it was. Nothing that was imported either: a file would leave no room for what members say.
    """
    low, _ = await read.keys_of(guild_id)
    rows = await read.all(
        f"WITH fresh AS ({_FRESH}) SELECT {COLUMNS}, fresh.of_kind FROM fresh JOIN entry ON entry.key = fresh.key "  # noqa: S608 (own text)
        "WHERE fresh.place <= :most ORDER BY entry.key DESC",
        {"after": low + after, "upto": low + upto, "since": _or_ever(since), "most": most},
    )
    return [found for kind in _KINDS if (found := _of_kind(kind, rows)) is not None]


async def newly_answered(
    read: ReadConnection,
    guild_id: int,
    *,
    after: int,
    upto: int,
    written_since: datetime | None,
    accepted_since: datetime,
) -> list[int]:
    """The questions, newest first, of which an answer is numbered after `after` up to `upto`, or was accepted since.

    As elsewhere here, nothing from a private channel.
    """
    return await _answered(
        read,
        guild_id,
        "((reply.key - :low > :after AND reply.key - :low <= :upto AND reply.created_at >= :written) "
        "OR answer.accepted_at >= :accepted)",
        {
            "after": after,
            "upto": upto,
            "written": _or_ever(written_since),
            "accepted": to_milliseconds(accepted_since),
        },
    )


async def answered_among(read: ReadConnection, guild_id: int, numbers: Sequence[int]) -> set[int]:
    """Those of these questions that have an answer which everybody may see."""
    which = "question.key - :low IN (SELECT value FROM json_each(:numbers))"
    return {*await _answered(read, guild_id, which, {"numbers": json.dumps(numbers)})}


async def imported(read: ReadConnection, guild_id: int, *, after: int, upto: int, since: datetime | None) -> int:
    """How many of these entries came from files and are listed."""
    low, _ = await read.keys_of(guild_id)
    row = await read.one(
        "SELECT count(*) AS number FROM imported_row JOIN entry ON entry.key = entry_key WHERE entry_key > :after "
        "AND entry_key <= :upto AND status = 'listed' AND created_at >= :since",
        {"after": low + after, "upto": low + upto, "since": _or_ever(since)},
    )
    return int(row["number"]) if row else 0


async def copies_of(read: ReadConnection, guild_id: int, numbers: Sequence[int]) -> dict[int, Place]:
    """The first card that the bot has posted of each of these entries, where there is one."""
    low, _ = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT entry_key, channel_id, min(message_id) AS message_id FROM posted_copy WHERE face = 'card' "
        "AND entry_key IN (SELECT value FROM json_each(:keys)) GROUP BY entry_key",
        {"keys": json.dumps([low + number for number in numbers])},
    )
    return {number_of(row["entry_key"]): Place(row["channel_id"], row["message_id"]) for row in rows}


async def last_number(read: ReadConnection, guild_id: int) -> int:
    """The highest number that a guild has given, before those of an import that is being written: not all are there."""
    row = await read.one(
        "SELECT coalesce((SELECT min(first_number) - 1 FROM import_in_hand WHERE guild_id = :guild_id), last_number) "
        "AS last_number FROM community WHERE guild_id = :guild_id",
        {"guild_id": guild_id},
    )
    return int(row["last_number"]) if row else 0


async def compose(write: WriteConnection, issue: Issue) -> None:
    """Write down what an issue shows before it is sent; an attempt that failed is replaced."""
    await write.run(
        "DELETE FROM digest_issue WHERE guild_id = :guild_id AND key = :key AND message_id IS NULL",
        {"guild_id": issue.guild_id, "key": issue.key},
    )
    rows = await write.run(
        "INSERT INTO digest_issue (guild_id, key, channel_id, since_at, upto, parts, composed_at) "
        "VALUES (:guild_id, :key, :channel_id, :since, :upto, :parts, :composed_at) "
        "ON CONFLICT (key) DO NOTHING RETURNING issue_no",
        {
            "guild_id": issue.guild_id,
            "key": issue.key,
            "channel_id": issue.channel_id,
            "since": to_milliseconds(issue.since),
            "upto": issue.upto,
            "parts": json.dumps([[part.name, part.numbers, part.total] for part in issue.parts]),
            "composed_at": to_milliseconds(issue.composed_at),
        },
    )
    if rows:
        low, _ = await write.keys_of(issue.guild_id)
        mentioned = {number for part in issue.parts for number in part.numbers}
        await write.run_each(
            # A meeting has its number from the same sequence, and is no entry.
            "INSERT INTO digest_mention (entry_key, issue_no) SELECT key, :issue_no FROM entry WHERE key = :key",
            [{"key": low + number, "issue_no": rows[0]["issue_no"]} for number in sorted(mentioned)],
        )


async def posted(write: WriteConnection, key: str, message_id: int) -> None:
    """An issue stands in its channel."""
    await write.run(
        "UPDATE digest_issue SET message_id = :message_id WHERE key = :key AND message_id IS NULL",
        {"key": key, "message_id": message_id},
    )


async def latest(read: ReadConnection, guild_id: int) -> Issue | None:
    """The last issue that was posted."""
    row = await read.one(
        "SELECT * FROM digest_issue WHERE guild_id = :guild_id AND message_id IS NOT NULL "
        "ORDER BY issue_no DESC LIMIT 1",
        {"guild_id": guild_id},
    )
    return issue_from(row) if row else None


async def by_number(read: ReadConnection, guild_id: int, number: int) -> Issue | None:
    """A guild's issue."""
    row = await read.one(
        "SELECT * FROM digest_issue WHERE issue_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )
    return issue_from(row) if row else None


async def by_key(read: ReadConnection, key: str) -> Issue | None:
    """The issue of an outbox row."""
    row = await read.one("SELECT * FROM digest_issue WHERE key = :key", {"key": key})
    return issue_from(row) if row else None


async def naming(read: ReadConnection, guild_id: int, number: int) -> list[Issue]:
    """The posted issues in which an entry stands."""
    rows = await read.all(
        "SELECT digest_issue.* FROM digest_mention JOIN digest_issue USING (issue_no) "
        "WHERE entry_key = :key AND message_id IS NOT NULL ORDER BY issue_no",
        {"key": await read.key_of(guild_id, number)},
    )
    return [issue_from(row) for row in rows]


async def naming_meeting(read: ReadConnection, guild_id: int, number: int) -> list[Issue]:
    """The posted issues in which a meeting stands."""
    rows = await read.all(
        "SELECT * FROM digest_issue WHERE guild_id = :guild_id AND message_id IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM json_each(parts) AS part, json_each(part.value, '$[1]') AS named "
        "WHERE part.value ->> 0 = 'meeting' AND named.value = :number) ORDER BY issue_no",
        {"guild_id": guild_id, "number": number},
    )
    return [issue_from(row) for row in rows]


async def is_outdated(read: ReadConnection, issue: Issue) -> bool:
    """Whether anything in it was changed, withdrawn or made private since it was composed."""
    row = await read.one(
        "SELECT 1 FROM digest_mention JOIN entry ON entry.key = digest_mention.entry_key "
        "WHERE issue_no = :number AND (changed_at >= :composed_at OR status <> 'listed' "
        "OR private_channel_id IS NOT NULL) LIMIT 1",
        {"number": issue.number, "composed_at": to_milliseconds(issue.composed_at)},
    )
    return row is not None


async def forget(write: WriteConnection, guild_id: int, number: int) -> None:
    """An issue was deleted in Discord: nothing has to follow any more, and it still counts as sent."""
    await write.run(
        "DELETE FROM digest_mention WHERE issue_no = :number AND issue_no IN "
        "(SELECT issue_no FROM digest_issue WHERE guild_id = :guild_id)",
        {"number": number, "guild_id": guild_id},
    )


async def _answered(read: ReadConnection, guild_id: int, which: str, given: dict[str, int | str]) -> list[int]:
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT DISTINCT question.key FROM answer JOIN entry AS reply ON reply.key = answer.entry_key "  # noqa: S608 (own text)
        "JOIN entry AS question ON question.key = answer.question_key "
        "WHERE answer.entry_key BETWEEN :low AND :high AND reply.status = 'listed' AND reply.kind = 'answer' "
        "AND reply.private_channel_id IS NULL AND question.status = 'listed' AND question.kind = 'question' "
        f"AND question.private_channel_id IS NULL AND {which} ORDER BY question.key DESC",
        {"low": low, "high": high, **given},
    )
    return [number_of(row["key"]) for row in rows]


def _or_ever(since: datetime | None) -> int:
    return to_milliseconds(since) if since is not None else 0


def _of_kind(kind: EntryKind, rows: Iterable[sqlite3.Row]) -> Fresh | None:
    own = [row for row in rows if row["kind"] == kind.value]
    return Fresh(kind, tuple(map(entry_from, own)), own[0]["of_kind"]) if own else None


def issue_from(row: sqlite3.Row) -> Issue:
    """The issue of a row that has all its columns."""
    return Issue(
        number=row["issue_no"],
        guild_id=row["guild_id"],
        key=row["key"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        since=from_milliseconds(row["since_at"]),
        upto=row["upto"],
        parts=tuple(Part(name, tuple(numbers), total) for name, numbers, total in json.loads(row["parts"])),
        composed_at=from_milliseconds(row["composed_at"]),
    )
