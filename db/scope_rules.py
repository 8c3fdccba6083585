"""Who may operate what, where: the rules that members have added, and what moderators say of any rule."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.clinical.scope import Purpose, ScopeRule, SourceKind, Supervision, Verdict
from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class MemberRule:
    """A rule as a member has told it; its key is its number."""

    rule: ScopeRule
    added_by_id: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a community's moderators say of a rule: when one last held it against its source, and what took its place.

    `checked_by_id` is None also once that moderator's data is erased.
    """

    checked_by_id: int | None = None
    checked_at: datetime | None = None
    superseded_by: str | None = None


async def of_jurisdiction(read: ReadConnection, guild_id: int, jurisdiction: str) -> list[MemberRule]:
    """A guild's own rules for a place, the newest first."""
    rows = await read.all(
        "SELECT * FROM scope_rule WHERE guild_id = :guild_id AND jurisdiction = :jurisdiction ORDER BY rule_no DESC",
        {"guild_id": guild_id, "jurisdiction": jurisdiction},
    )
    return [_member_rule(row) for row in rows]


async def find(read: ReadConnection, guild_id: int, key: str) -> MemberRule | None:
    """A guild's own rule by its key."""
    row = await read.one(
        "SELECT * FROM scope_rule WHERE guild_id = :guild_id AND rule_no = :number",
        {"guild_id": guild_id, "number": _number(key)},
    )
    return _member_rule(row) if row else None


async def count(read: ReadConnection, guild_id: int) -> int:
    """How many rules of its own a guild has."""
    row = await read.one("SELECT count(*) AS number FROM scope_rule WHERE guild_id = :guild_id", {"guild_id": guild_id})
    return int(row["number"]) if row else 0


async def add(write: WriteConnection, guild_id: int, rule: ScopeRule, added_by_id: int, now: datetime) -> str:
    """Keep a member's rule; its key."""
    [row] = await write.run(
        "INSERT INTO scope_rule (guild_id, jurisdiction, device_classes, credentials, purpose, verdict, supervision, "
        "words, source, source_kind, dated, added_by_id, added_at) VALUES (:guild_id, :jurisdiction, :device_classes, "
        ":credentials, :purpose, :verdict, :supervision, :words, :source, :source_kind, :dated, :added_by_id, :now) "
        "RETURNING rule_no",
        {
            "guild_id": guild_id,
            "jurisdiction": rule.jurisdiction,
            "device_classes": json.dumps(rule.device_classes),
            "credentials": json.dumps(rule.credentials),
            "purpose": rule.purpose,
            "verdict": rule.verdict,
            "supervision": rule.supervision,
            "words": rule.words,
            "source": rule.source,
            "source_kind": rule.source_kind,
            "dated": rule.dated,
            "added_by_id": added_by_id,
            "now": to_milliseconds(now),
        },
    )
    return str(row["rule_no"])


async def remove(write: WriteConnection, guild_id: int, key: str) -> bool:
    """Take a guild's own rule away, with what was said of it; False where there was none."""
    rows = await write.run(
        "DELETE FROM scope_rule WHERE guild_id = :guild_id AND rule_no = :number RETURNING rule_no",
        {"guild_id": guild_id, "number": _number(key)},
    )
    return bool(rows)


async def standings(read: ReadConnection, guild_id: int) -> dict[str, Standing]:
    """What a guild's moderators say, by the rules' keys."""
    rows = await read.all("SELECT * FROM scope_standing WHERE guild_id = :guild_id", {"guild_id": guild_id})
    return {row["rule"]: _standing(row) for row in rows}


async def check(write: WriteConnection, guild_id: int, key: str, moderator_id: int, now: datetime) -> None:
    """A moderator has held a rule against its source."""
    await write.run(
        "INSERT INTO scope_standing (guild_id, rule, checked_by_id, checked_at) VALUES (:guild_id, :rule, :who, :now) "
        "ON CONFLICT (guild_id, rule) DO UPDATE SET checked_by_id = excluded.checked_by_id, "
        "checked_at = excluded.checked_at",
        {"guild_id": guild_id, "rule": key, "who": moderator_id, "now": to_milliseconds(now)},
    )


async def supersede(write: WriteConnection, guild_id: int, key: str, successor: str | None) -> None:
    """Another rule takes a rule's place; None takes that back."""
    await write.run(
        "INSERT INTO scope_standing (guild_id, rule, superseded_by) VALUES (:guild_id, :rule, :successor) "
        "ON CONFLICT (guild_id, rule) DO UPDATE SET superseded_by = excluded.superseded_by",
        {"guild_id": guild_id, "rule": key, "successor": successor},
    )


def _number(key: str) -> int:
    """-1, which no rule has, for a key of the catalogue."""
    return int(key) if key.isascii() and key.isdecimal() and len(key) <= 18 else -1


def _member_rule(row: sqlite3.Row) -> MemberRule:
    rule = ScopeRule(
        key=str(row["rule_no"]),
        jurisdiction=row["jurisdiction"],
        device_classes=tuple(json.loads(row["device_classes"])),
        credentials=tuple(json.loads(row["credentials"])),
        verdict=Verdict(row["verdict"]),
        words=row["words"],
        source=row["source"],
        source_kind=SourceKind(row["source_kind"]),
        purpose=Purpose(row["purpose"]) if row["purpose"] else None,
        supervision=Supervision(row["supervision"]) if row["supervision"] else None,
        dated=row["dated"],
    )
    return MemberRule(rule, row["added_by_id"], from_milliseconds(row["added_at"]))


def _standing(row: sqlite3.Row) -> Standing:
    checked_at = row["checked_at"]
    return Standing(
        row["checked_by_id"], from_milliseconds(checked_at) if checked_at is not None else None, row["superseded_by"]
    )
