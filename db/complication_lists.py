"""Complications by who reported them, and by what was done about them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from bot.clinical.reading import EntryKind
from bot.clinical.severity import State
from db.connections import ReadConnection, number_of
from db.search import TitledEntry
from db.visible import may_be_seen


@dataclass(frozen=True, slots=True)
class Managed:
    """One report: what was given (by the report and its follow-ups), and the last word on its state."""

    number: int
    treatments: frozenset[str]
    state: State


@dataclass(frozen=True, slots=True)
class Written:
    """What a report that names its reporter says in words: all of it, what was given, and what helped by the last."""

    number: int
    text: str
    treatment: str
    helped: str


async def own(
    read: ReadConnection, guild_id: int, user_id: int, reporter_key: bytes | None, limit: int
) -> list[TitledEntry]:
    """A member's newest reports that can be followed up, also those with their name withheld or merged into another."""
    rows = await read.all(
        "SELECT entry.key, entry.kind, entry.title FROM complication JOIN entry ON entry.key = complication.entry_key "
        "WHERE complication.guild_id = :guild_id AND (complication.reporter_id = :user_id "
        "OR complication.reporter_key = :reporter_key) AND entry.status IN ('listed', 'merged') "
        "AND entry.kind = 'complication' "
        "ORDER BY entry.key DESC LIMIT :limit",
        {"guild_id": guild_id, "user_id": user_id, "reporter_key": reporter_key, "limit": limit},
    )
    return [TitledEntry(number_of(row["key"]), EntryKind(row["kind"]), row["title"]) for row in rows]


async def managed(read: ReadConnection, guild_id: int, code: str, visible: Collection[int]) -> list[Managed]:
    """Every listed report of a type, one a case, newest first."""
    rows = await read.all(
        "WITH part AS (SELECT entry_key AS key, entry_key AS case_key FROM complication "  # noqa: S608 (own text)
        "WHERE guild_id = :guild_id AND code = :code UNION ALL SELECT entry.key, entry.superseded_by FROM complication "
        "JOIN entry ON entry.superseded_by = complication.entry_key AND entry.status = 'merged' "
        "WHERE complication.guild_id = :guild_id AND code = :code), "
        "told AS (SELECT case_key, treatments, state, told_at, follow_up_no FROM part JOIN follow_up "
        "ON follow_up.entry_key = part.key "
        # What was done at once, as another reporter of the case tells it.
        "UNION ALL SELECT case_key, treatments, 'unknown', 0, 0 FROM part JOIN complication AS other "
        "ON other.entry_key = part.key WHERE part.key <> case_key) "
        "SELECT entry_key, treatments, (SELECT json_group_array(value) FROM told, "
        "json_each(told.treatments) WHERE told.case_key = complication.entry_key) AS later, coalesce(("
        "SELECT state FROM told WHERE told.case_key = complication.entry_key AND state <> 'unknown' "
        "ORDER BY told_at DESC, follow_up_no DESC LIMIT 1), state) AS state_now FROM complication "
        f"WHERE guild_id = :guild_id AND code = :code AND is_listed = 1 AND {may_be_seen('complication')} "
        "ORDER BY entry_key DESC",
        {"guild_id": guild_id, "code": code, "visible": json.dumps(sorted(visible))},
    )
    return [
        Managed(
            number_of(row["entry_key"]),
            frozenset([*json.loads(row["treatments"]), *json.loads(row["later"])]),
            row["state_now"],
        )
        for row in rows
    ]


async def written(read: ReadConnection, guild_id: int, numbers: Collection[int]) -> list[Written]:
    """What these reports say in words, newest first; none whose reporter's name is withheld."""
    keys = [await read.key_of(guild_id, number) for number in numbers]
    rows = await read.all(
        "SELECT entry.key, entry.text, treatment, coalesce((SELECT helped FROM follow_up "
        "WHERE follow_up.entry_key = entry.key AND helped <> '' ORDER BY told_at DESC, follow_up_no DESC LIMIT 1), '') "
        "AS helped FROM complication JOIN entry ON entry.key = complication.entry_key "
        "WHERE entry.key IN (SELECT value FROM json_each(:keys)) AND complication.reporter_key IS NULL "
        "ORDER BY entry.key DESC",
        {"keys": json.dumps(keys)},
    )
    return [Written(number_of(row["key"]), row["text"], row["treatment"], row["helped"]) for row in rows]


async def managing_protocols(
    read: ReadConnection,
    guild_id: int,
    indications: Collection[str],
    visible: Collection[int],
    limit: int,
) -> list[TitledEntry]:
    """The newest protocols that treat one of these. One that names a complication may only warn of it."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT key, kind, title FROM entry WHERE key IN (SELECT entry_key FROM entry_facet "  # noqa: S608 (own text)
        "WHERE facet = 'indication' AND value IN (SELECT value FROM json_each(:indications)) "
        "AND entry_key BETWEEN :low AND :high) AND kind = 'protocol' AND status = 'listed' AND standing = 'current' "
        f"AND {may_be_seen('entry')} ORDER BY key DESC LIMIT :limit",
        {
            "indications": json.dumps(sorted(indications)),
            "low": low,
            "high": high,
            "visible": json.dumps(sorted(visible)),
            "limit": limit,
        },
    )
    return [TitledEntry(number_of(row["key"]), EntryKind(row["kind"]), row["title"]) for row in rows]


async def said_in_the_chat(read: ReadConnection, guild_id: int, user_id: int) -> list[str]:
    """What of a member's stands in the chat and was kept: their name stands beside it there."""
    rows = await read.all(
        "SELECT text FROM entry WHERE guild_id = :guild_id AND author_id = :user_id AND message_id IS NOT NULL",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [row["text"] for row in rows]


async def key_of_report(read: ReadConnection, guild_id: int, number: int) -> bytes | None:
    """The key in place of a withheld reporter's name; None where a name stands, or nothing is kept any more."""
    row = await read.one(
        "SELECT reporter_key FROM complication WHERE entry_key = :key", {"key": await read.key_of(guild_id, number)}
    )
    return row["reporter_key"] if row else None
