"""Revisions: what a protocol said before a form changed it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection
from db.entries import Detail, Entry, Facet
from db.instants import from_milliseconds, to_milliseconds
from db.kept_readings import NOTHING_READ, KeptReading


@dataclass(frozen=True, slots=True)
class Revision:
    """A protocol up to a moment. `text` is empty where it stood in the chat: that text follows the chat alone."""

    settings_version: int
    title: str
    text: str
    details: tuple[Detail, ...]
    handpiece: str
    facets: tuple[Facet, ...]
    reading: KeptReading
    replaced_at: datetime


async def keep(write: WriteConnection, entry: Entry, handpiece: str, now: datetime) -> None:
    """Keep what an entry says, before it is replaced in the same transaction."""
    content = entry.content
    is_form = entry.source is None
    await write.run(
        "INSERT INTO entry_revision (entry_key, revision_no, guild_id, settings_version, title, text, details, "
        "handpiece, facets, reading, replaced_at) VALUES (:key, 1 + coalesce((SELECT max(revision_no) "
        "FROM entry_revision WHERE entry_key = :key), 0), :guild_id, :version, :title, :text, :details, :handpiece, "
        ":facets, :reading, :now)",
        {
            "key": await write.key_of(entry.guild_id, entry.number),
            "guild_id": entry.guild_id,
            "version": entry.settings_version,
            "title": content.title,
            "text": content.text if is_form else "",
            "details": json.dumps([asdict(each) for each in content.details] if is_form else [], ensure_ascii=False),
            "handpiece": handpiece,
            "facets": json.dumps(content.facets, ensure_ascii=False),
            "reading": content.reading.packed,
            "now": to_milliseconds(now),
        },
    )


async def of_entry(read: ReadConnection, guild_id: int, number: int) -> list[Revision]:
    """What an entry has said before, oldest first."""
    rows = await read.all(
        "SELECT * FROM entry_revision WHERE entry_key = :key ORDER BY revision_no",
        {"key": await read.key_of(guild_id, number)},
    )
    return [_revision(row) for row in rows]


async def forget(write: WriteConnection, guild_id: int, number: int) -> None:
    """The message that an entry was captured from was edited: what it said before stands nowhere any more."""
    await write.run("DELETE FROM entry_revision WHERE entry_key = :key", {"key": await write.key_of(guild_id, number)})


def _revision(row: sqlite3.Row) -> Revision:
    return Revision(
        settings_version=row["settings_version"],
        title=row["title"],
        text=row["text"],
        details=tuple(Detail(**each) for each in json.loads(row["details"])),
        handpiece=row["handpiece"],
        facets=tuple(Facet(*each) for each in json.loads(row["facets"])),
        reading=KeptReading(row["reading"]) if row["reading"] != "{}" else NOTHING_READ,
        replaced_at=from_milliseconds(row["replaced_at"]),
    )
