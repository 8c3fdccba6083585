"""How entries stand: a protocol's version and whether it is still advice; what moderators hide or merge."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import KINDS, ProtocolStanding
from db.instants import from_milliseconds, to_milliseconds
from db.search import TitledEntry
from db.visible import may_be_seen


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why an entry is hidden, by whom and since when; these are None where the audit does not tell, or not any more."""

    reason: str
    moderator_id: int | None
    since: datetime | None


async def begin_settings_version(write: WriteConnection, guild_id: int, number: int) -> None:
    """The settings are others now: what is reported from here on belongs to these."""
    await write.run(
        "UPDATE entry SET settings_version = settings_version + 1 WHERE key = :key",
        {"key": await write.key_of(guild_id, number)},
    )


async def stand(
    write: WriteConnection,
    guild_id: int,
    number: int,
    standing: ProtocolStanding,
    superseded_by: int | None,
    now: datetime,
) -> None:
    """Say whether a protocol is current, retired, or superseded by another (by its number)."""
    await write.run(
        "UPDATE entry SET standing = :standing, superseded_by = :successor, changed_at = :now "
        "WHERE key = :key AND status <> 'withdrawn'",
        {
            "key": await write.key_of(guild_id, number),
            "standing": standing,
            "successor": None if superseded_by is None else await write.key_of(guild_id, superseded_by),
            "now": to_milliseconds(now),
        },
    )


async def lose_successor(write: WriteConnection, guild_id: int, number: int) -> list[int]:
    """Where an entry was withdrawn, the protocols that it superseded lead to nothing any more; which those are."""
    rows = await write.run(
        "UPDATE entry SET superseded_by = NULL WHERE superseded_by = :key AND standing = 'superseded' "
        "AND status <> 'merged' AND EXISTS (SELECT 1 FROM entry AS gone WHERE gone.key = :key "
        "AND gone.status = 'withdrawn') RETURNING key",
        {"key": await write.key_of(guild_id, number)},
    )
    return sorted(number_of(row["key"]) for row in rows)


async def hide(write: WriteConnection, guild_id: int, number: int, reason: str) -> bool:
    """Take a listed entry out of everybody's sight; False where it was not listed. Nothing it says is changed."""
    key = await write.key_of(guild_id, number)
    rows = await write.run(
        "UPDATE entry SET status = 'hidden' WHERE key = :key AND status = 'listed' RETURNING key", {"key": key}
    )
    if rows:
        await write.run(
            "INSERT INTO hidden_entry (entry_key, guild_id, reason) VALUES (:key, :guild_id, :reason)",
            {"key": key, "guild_id": guild_id, "reason": reason},
        )
    return bool(rows)


async def unhide(write: WriteConnection, guild_id: int, number: int) -> bool:
    """List a hidden entry again, or hold it where its author's last edit may identify a patient; False for others."""
    rows = await write.run(
        "UPDATE entry SET status = CASE WHEN text = '' THEN 'held' ELSE 'listed' END "
        "WHERE key = :key AND status = 'hidden' RETURNING key",
        {"key": await write.key_of(guild_id, number)},
    )
    return bool(rows)


async def hidden_for(read: ReadConnection, guild_id: int, number: int) -> str | None:
    """Why an entry is hidden; None where it is not."""
    row = await read.one(
        "SELECT reason FROM hidden_entry WHERE entry_key = :key", {"key": await read.key_of(guild_id, number)}
    )
    return row["reason"] if row else None


async def hiding_of(read: ReadConnection, guild_id: int, number: int) -> Hiding | None:
    """All that is known of why an entry is hidden; None where it is not."""
    # Of what a backup has brought back the audit may tell less than the entry itself.
    row = await read.one(
        "SELECT reason, actor_id, at FROM hidden_entry LEFT JOIN audit ON action LIKE 'entry_hidden:%' AND audit_no = "
        "(SELECT max(audit_no) FROM audit WHERE guild_id = :guild_id AND subject = :subject "
        "AND (action LIKE 'entry_hidden:%' OR action = 'entry_shown_again')) WHERE entry_key = :key",
        {"guild_id": guild_id, "subject": str(number), "key": await read.key_of(guild_id, number)},
    )
    if row is None:
        return None
    return Hiding(row["reason"], row["actor_id"], from_milliseconds(row["at"]) if row["at"] is not None else None)


async def hidden(read: ReadConnection, guild_id: int, visible: Collection[int]) -> list[TitledEntry]:
    """The hidden entries that may be seen, newest first."""
    rows = await read.all(
        "SELECT key, kind, title FROM hidden_entry JOIN entry ON key = entry_key "  # noqa: S608 (own text)
        f"WHERE hidden_entry.guild_id = :guild_id AND {may_be_seen('entry')} ORDER BY key DESC",
        {"guild_id": guild_id, "visible": json.dumps(sorted(visible))},
    )
    return [TitledEntry(number_of(row["key"]), KINDS[row["kind"]], row["title"]) for row in rows]
