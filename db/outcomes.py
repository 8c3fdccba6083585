"""Outcomes: what members report of using a protocol, one report each for one version of its settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.clinical.reading import EntryKind
from bot.clinical.severity import Course
from db.complications import last_word, refused
from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import to_milliseconds
from db.members import Profile
from db.search import TitledEntry

_COLUMNS = f"""
    outcome.entry_key, outcome.settings_version, outcome.user_id, outcome.worked, outcome.partly, outcome.no_effect,
    outcome.complications, outcome.skin_types, outcome.pain, outcome.note,
    member.credential, member.workplace, member.paid_by_industry,
    (SELECT json_group_array(json_array(key, private_channel_id, refused, code, permanent, intervention, state)) FROM (
        SELECT told.key, told.private_channel_id, {refused("told.key")} AS refused,
            known.code, known.permanent, known.intervention,
            coalesce({last_word("told.key")}, known.state) AS state
        FROM outcome_complication AS link
        JOIN entry AS linked ON linked.key = link.entry_key
        JOIN entry AS told ON told.key = CASE linked.status WHEN 'merged' THEN linked.superseded_by ELSE linked.key END
        JOIN complication AS known ON known.entry_key = told.key
        WHERE link.outcome_no = outcome.outcome_no AND told.status = 'listed' AND told.kind = 'complication'
        GROUP BY told.key
    )) AS linked
"""  # noqa: S608 (own text)
_FROM = "FROM outcome LEFT JOIN member ON member.guild_id = outcome.guild_id AND member.user_id = outcome.user_id"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were treated, by result; who had a complication is among them. `pain` is 0 to 10, None if not said."""

    worked: int
    partly: int
    no_effect: int
    complications: int
    skin_types: tuple[str, ...] = ()
    pain: int | None = None
    note: str = ""

    @property
    def treated(self) -> int:
        """How many in all."""
        return self.worked + self.partly + self.no_effect


@dataclass(frozen=True, slots=True)
class LinkedReport:
    """A listed report that an outcome counts, or the one into which it was merged, with the facts of its course.

    It `is_refused` where its patient does not want it shared, says its reporter.
    """

    number: int
    private_channel_id: int | None
    is_refused: bool
    course: Course


@dataclass(frozen=True, slots=True)
class Outcome:
    """One member's report, with what that member has declared of their work and pay."""

    settings_version: int
    user_id: int
    counts: Counts
    linked: tuple[LinkedReport, ...]
    reporter: Profile


class BriefOutcome(NamedTuple):
    """A report, as far as it is weighed."""

    entry: int
    user_id: int
    treated: int
    worked: int
    complications: int
    is_linked: bool


async def put(
    write: WriteConnection, guild_id: int, entry: int, version: int, user_id: int, counts: Counts, now: datetime
) -> None:
    """Keep a member's report, in place of their former one for the same settings."""
    rows = await write.run(
        "INSERT INTO outcome (guild_id, entry_key, settings_version, user_id, worked, partly, no_effect, "
        "complications, skin_types, pain, note, reported_at, changed_at) VALUES (:guild_id, :key, :version, :user_id, "
        ":worked, :partly, :no_effect, :complications, :skin_types, :pain, :note, :now, :now) "
        "ON CONFLICT (entry_key, settings_version, user_id) DO UPDATE SET worked = excluded.worked, "
        "partly = excluded.partly, no_effect = excluded.no_effect, complications = excluded.complications, "
        "skin_types = excluded.skin_types, pain = excluded.pain, note = excluded.note, "
        "changed_at = excluded.changed_at RETURNING outcome_no",
        {
            "guild_id": guild_id,
            "key": await write.key_of(guild_id, entry),
            "version": version,
            "user_id": user_id,
            "worked": counts.worked,
            "partly": counts.partly,
            "no_effect": counts.no_effect,
            "complications": counts.complications,
            "skin_types": json.dumps(counts.skin_types),
            "pain": counts.pain,
            "note": counts.note,
            "now": to_milliseconds(now),
        },
    )
    # Fewer complications than were linked: the newest links stay.
    await write.run(
        "DELETE FROM outcome_complication WHERE outcome_no = :outcome_no AND entry_key NOT IN ("
        "SELECT entry_key FROM outcome_complication WHERE outcome_no = :outcome_no "
        "ORDER BY entry_key DESC LIMIT :complications)",
        {"outcome_no": rows[0]["outcome_no"], "complications": counts.complications},
    )


async def mark(write: WriteConnection, guild_id: int, entry: int, version: int, treatment: bytes) -> None:
    """By what the reports of a version can be told to be of the same settings again; also those a merge has moved."""
    await write.run(
        "UPDATE outcome SET treatment = :treatment WHERE (entry_key = :key AND settings_version = :version) "
        "OR outcome_no IN (SELECT outcome_no FROM merged_outcome WHERE merge_key = :key)",
        {"key": await write.key_of(guild_id, entry), "version": version, "treatment": treatment},
    )


async def count_again(write: WriteConnection, guild_id: int, entry: int, treatment: bytes) -> None:
    """The protocol's new version says settings that it had before: what was reported of these, it has again.

    Of several of a member's the newest.
    """
    await write.run(
        "UPDATE outcome SET settings_version = (SELECT settings_version FROM entry WHERE key = :key) "
        "WHERE outcome_no IN (SELECT max(outcome_no) FROM outcome WHERE entry_key = :key "
        "AND treatment = :treatment GROUP BY user_id)",
        {"key": await write.key_of(guild_id, entry), "treatment": treatment},
    )


async def remove(write: WriteConnection, guild_id: int, entry: int, version: int, user_id: int) -> bool:
    """Take a member's report back; False where there is none."""
    rows = await write.run(
        "DELETE FROM outcome WHERE entry_key = :key AND settings_version = :version AND user_id = :user_id "
        "RETURNING outcome_no",
        {"key": await write.key_of(guild_id, entry), "version": version, "user_id": user_id},
    )
    return bool(rows)


async def of_member(read: ReadConnection, guild_id: int, entry: int, version: int, user_id: int) -> Outcome | None:
    """A member's own report."""
    row = await read.one(
        f"SELECT {_COLUMNS} {_FROM} WHERE entry_key = :key AND settings_version = :version "
        "AND outcome.user_id = :user_id",
        {"key": await read.key_of(guild_id, entry), "version": version, "user_id": user_id},
    )
    return _outcome(row) if row else None


async def of_entry(read: ReadConnection, guild_id: int, entry: int) -> list[Outcome]:
    """Every report of a protocol, of all versions of its settings, oldest version first."""
    rows = await read.all(
        f"SELECT {_COLUMNS} {_FROM} WHERE entry_key = :key ORDER BY settings_version, outcome_no",
        {"key": await read.key_of(guild_id, entry)},
    )
    return [_outcome(row) for row in rows]


async def current_of(read: ReadConnection, guild_id: int, entries: Sequence[int]) -> dict[int, list[Outcome]]:
    """The reports of several protocols' present settings, by number; who has none is left out."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        f"SELECT {_COLUMNS} FROM json_each(:keys) AS wanted "  # noqa: S608 (own columns)
        "CROSS JOIN entry ON entry.key = wanted.value AND entry.key BETWEEN :low AND :high "
        "CROSS JOIN outcome ON outcome.entry_key = entry.key AND outcome.settings_version = entry.settings_version "
        "LEFT JOIN member ON member.guild_id = outcome.guild_id AND member.user_id = outcome.user_id",
        {"keys": json.dumps([low + number for number in entries]), "low": low, "high": high},
    )
    found: dict[int, list[Outcome]] = {}
    for row in rows:
        found.setdefault(number_of(row["entry_key"]), []).append(_outcome(row))
    return found


async def briefly_of(read: ReadConnection, guild_id: int, entries: Sequence[int]) -> list[BriefOutcome]:
    """The same in as few words as ranking takes: some thousands are looked at in a search for protocols."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        "SELECT entry.key, outcome.user_id, worked + partly + no_effect, worked, complications, EXISTS ("
        "SELECT 1 FROM outcome_complication AS link WHERE link.outcome_no = outcome.outcome_no) "
        "FROM json_each(:keys) AS wanted "
        "CROSS JOIN entry ON entry.key = wanted.value AND entry.key BETWEEN :low AND :high "
        "CROSS JOIN outcome ON outcome.entry_key = entry.key AND outcome.settings_version = entry.settings_version",
        {"keys": json.dumps([low + number for number in entries]), "low": low, "high": high},
    )
    return [
        BriefOutcome(number_of(key), user_id, treated, worked, complications, bool(linked))
        for key, user_id, treated, worked, complications, linked in rows
    ]


async def reported_by(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The protocols that a member has reported on."""
    rows = await read.all(
        "SELECT DISTINCT entry_key FROM outcome WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY entry_key",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [number_of(row["entry_key"]) for row in rows]


async def link(
    write: WriteConnection, guild_id: int, entry: int, version: int, user_id: int, complication: int
) -> bool:
    """Let a complication of the member's report and their own entry about it be one; False where that cannot be.

    It cannot for an entry that is no listed complication of theirs or counted elsewhere, and beyond what the report
    counts.
    """
    rows = await write.run(
        "INSERT INTO outcome_complication (entry_key, guild_id, outcome_no) "
        "SELECT told.key, :guild_id, outcome_no FROM outcome CROSS JOIN entry AS told "
        "WHERE outcome.entry_key = :key AND outcome.settings_version = :version AND outcome.user_id = :user_id "
        "AND told.key = :told AND told.kind = 'complication' AND told.status = 'listed' AND told.author_id = :user_id "
        "AND complications > (SELECT count(*) FROM outcome_complication AS other "
        "WHERE other.outcome_no = outcome.outcome_no) "
        "ON CONFLICT (entry_key) DO NOTHING RETURNING entry_key",
        {
            "guild_id": guild_id,
            "key": await write.key_of(guild_id, entry),
            "version": version,
            "user_id": user_id,
            "told": await write.key_of(guild_id, complication),
        },
    )
    return bool(rows)


async def counting(read: ReadConnection, guild_id: int, complication: int) -> list[int]:
    """The protocols of whose use a report counts this complication, or one that was merged into it."""
    rows = await read.all(
        "SELECT DISTINCT outcome.entry_key FROM outcome_complication AS link JOIN outcome USING (outcome_no) "
        "WHERE link.entry_key = :key "
        "OR link.entry_key IN (SELECT key FROM entry WHERE superseded_by = :key AND status = 'merged') "
        "ORDER BY outcome.entry_key",
        {"key": await read.key_of(guild_id, complication)},
    )
    return [number_of(row["entry_key"]) for row in rows]


async def linkable(read: ReadConnection, guild_id: int, user_id: int, limit: int) -> list[TitledEntry]:
    """The member's newest complications that no outcome counts yet."""
    rows = await read.all(
        "SELECT key, kind, title FROM entry WHERE guild_id = :guild_id AND author_id = :user_id "
        "AND kind = 'complication' AND status = 'listed' "
        "AND key NOT IN (SELECT entry_key FROM outcome_complication) ORDER BY key DESC LIMIT :limit",
        {"guild_id": guild_id, "user_id": user_id, "limit": limit},
    )
    return [TitledEntry(number_of(row["key"]), EntryKind(row["kind"]), row["title"]) for row in rows]


def _outcome(row: sqlite3.Row) -> Outcome:
    return Outcome(
        settings_version=row["settings_version"],
        user_id=row["user_id"],
        counts=Counts(
            worked=row["worked"],
            partly=row["partly"],
            no_effect=row["no_effect"],
            complications=row["complications"],
            skin_types=tuple(json.loads(row["skin_types"])),
            pain=row["pain"],
            note=row["note"],
        ),
        linked=tuple(_linked(each) for each in json.loads(row["linked"])) if row["linked"] != "[]" else (),
        reporter=Profile(row["credential"], row["workplace"], paid_by_industry=row["paid_by_industry"]),
    )


def _linked(stored: list[Any]) -> LinkedReport:
    key, private_channel_id, is_refused, *course = stored
    return LinkedReport(number_of(key), private_channel_id, bool(is_refused), Course(*course))
