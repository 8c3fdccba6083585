"""Entries: what the library keeps, one row each, with its facets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson

from bot.clinical.reading import EntryKind
from db import communities, complications
from db.connections import ReadConnection, WriteConnection, number_of
from db.contents import Content as Content  # these are the words of this module too
from db.contents import Correction as Correction
from db.contents import Detail as Detail
from db.contents import Facet as Facet
from db.contents import FacetName as FacetName
from db.contents import packed, unpacked_correction, unpacked_details
from db.instants import from_milliseconds, to_milliseconds
from db.kept_readings import NOTHING_READ, KeptReading

EntryStatus = Literal["listed", "held", "unlisted", "hidden", "merged", "withdrawn"]
"""`hidden` by a moderator, or `merged` into the entry that `superseded_by` names; both still follow the chat."""

ProtocolStanding = Literal["current", "superseded", "retired"]
"""Whether a protocol is still its author's advice."""

# In the order in which `entry_from` takes them: by name, 25 columns take as long as everything else about a row.
COLUMNS = f"""
    entry.key, entry.guild_id, entry.kind, entry.status, entry.title, entry.text, entry.terms, entry.author_id,
    entry.saved_by_id, entry.channel_id, entry.parent_channel_id, entry.message_id, entry.private_channel_id,
    entry.facets, entry.details, entry.correction, entry.reading, entry.reader_version, entry.created_at,
    entry.changed_at, entry.settings_version, entry.standing, entry.superseded_by,
    entry.reporter_key IS NOT NULL AS is_withheld, {complications.refused("entry.key")} AS is_refused
"""
INSERT = """
    INSERT INTO entry (key, guild_id, kind, title, text, terms, author_id, reporter_key, saved_by_id, channel_id,
    message_id, parent_channel_id, private_channel_id, facets, details, correction, reading, in_short,
    reader_version, created_at, changed_at)
    VALUES (:key, :guild_id, :kind, :title, :text, :terms, :author_id, :reporter_key, :saved_by_id, :channel_id,
    :message_id, :parent_channel_id, :private_channel_id, :facets, :details, :correction, :reading, :in_short,
    :reader_version, :now, :now)
"""
KINDS = {kind.value: kind for kind in EntryKind}


@dataclass(frozen=True, slots=True)
class Source:
    """The chat message an entry was captured from. `private_channel_id` is set where not every member may read it.

    An entry can become private (see db/closing.py), and never becomes open again.
    """

    channel_id: int
    message_id: int
    parent_channel_id: int | None = None
    private_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an entry: its number, and the message that is not captured again."""

    number: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands. A withdrawn one has lost everything but its number and status.

    What colleagues report of a protocol belongs to its `settings_version`. `superseded_by` is another entry's number.
    One whose author's name `is_withheld` has no author here: only its author can show that it is theirs. What
    `is_refused` stays in the library: its patient does not want it shared.
    """

    guild_id: int
    number: int
    status: EntryStatus
    content: Content
    author_id: int | None
    saved_by_id: int | None
    source: Source | None
    created_at: datetime
    changed_at: datetime
    settings_version: int = 1
    standing: ProtocolStanding = "current"
    superseded_by: int | None = None
    is_withheld: bool = False
    is_refused: bool = False

    @property
    def label(self) -> str:
        """As people name it: T-142."""
        return f"{self.kind.letter}-{self.number}"

    @property
    def kind(self) -> EntryKind:
        """What kind of entry it is."""
        return self.content.kind

    @property
    def title(self) -> str:
        """Its title, as its author wrote it; "" where there is none."""
        return self.content.title

    @property
    def private_channel_id(self) -> int | None:
        """The channel that one must be able to read to find it; None where every member may."""
        return self.source.private_channel_id if self.source is not None else None

    @property
    def names_handpiece(self) -> bool:
        """Whether its author or its text names a handpiece or tip."""
        return self.content.names_handpiece

    @property
    def setting_keys(self) -> Collection[str]:
        """Of what there are settings, by `SettingKey`."""
        return self.content.setting_keys

    @property
    def caution_texts(self) -> Sequence[str]:
        """What is to be looked at twice in its settings."""
        return [each.text for each in self.content.cautions]

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """The entry's values of one facet, in alphabetical order."""
        return self.content.values(facet)


async def add(
    write: WriteConnection,
    guild_id: int,
    content: Content,
    *,
    author_id: int | None,
    saved_by_id: int | None,
    source: Source | None,
    now: datetime,
    reporter_key: bytes | None = None,
) -> int | None:
    """Keep a new entry; its number, or None where its message was captured before (also if withdrawn since).

    Where its author's name is withheld there is a `reporter_key`, and no `author_id`.
    """
    if source is not None and await _is_captured(write, guild_id, source.message_id):
        return None
    number = await communities.next_number(write, guild_id)
    key = await write.key_of(guild_id, number)
    row = new_row(key, guild_id, content, author_id=author_id, saved_by_id=saved_by_id, source=source, now=now)
    await write.run(INSERT, {**row, "reporter_key": reporter_key})
    await complications.follow(write, key, content)
    return number


def new_row(
    key: int,
    guild_id: int,
    content: Content,
    *,
    author_id: int | None,
    saved_by_id: int | None,
    source: Source | None,
    now: datetime,
) -> dict[str, Any]:
    """The parameters of `INSERT` for a new entry."""
    return {
        "key": key,
        "guild_id": guild_id,
        "author_id": author_id,
        "reporter_key": None,
        "saved_by_id": saved_by_id,
        "channel_id": source.channel_id if source else None,
        "message_id": source.message_id if source else None,
        "parent_channel_id": source.parent_channel_id if source else None,
        "private_channel_id": source.private_channel_id if source else None,
        "now": to_milliseconds(now),
        **packed(content),
    }


async def replace(write: WriteConnection, guild_id: int, number: int, content: Content, now: datetime) -> None:
    """Text, facets and index together; a held or unlisted entry is listed again.

    A withdrawn one stays withdrawn; what a moderator has hidden or merged stays so, with its new words.
    """
    key = await write.key_of(guild_id, number)
    rows = await write.run(
        "UPDATE entry SET kind = :kind, title = :title, text = :text, terms = :terms, facets = :facets, "
        "details = :details, correction = :correction, reading = :reading, in_short = :in_short, "
        "reader_version = :reader_version, changed_at = :now, "
        "status = CASE WHEN status IN ('hidden', 'merged') THEN status ELSE 'listed' END "
        "WHERE key = :key AND status <> 'withdrawn' RETURNING key",
        {"key": key, "now": to_milliseconds(now), **packed(content)},
    )
    if rows:
        await complications.follow(write, key, content)


async def hold(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """Its author's edit may identify a patient: the old text no longer stands in the chat, the new is not stored.

    What a moderator has hidden or merged stays so, without its words.
    """
    key = await write.key_of(guild_id, number)
    await write.run(
        "UPDATE entry SET status = CASE WHEN status IN ('hidden', 'merged') THEN status ELSE 'held' END, "
        "title = '', text = '', terms = '', facets = '[]', reading = '{}', in_short = '{}', "
        "changed_at = :now, "
        # What was said in a form beside a chat message was screened by itself, and does not stand in the message.
        "details = CASE WHEN message_id IS NULL THEN '[]' ELSE details END "
        "WHERE key = :key AND status <> 'withdrawn'",
        {"key": key, "now": to_milliseconds(now)},
    )
    await complications.forget_reading(write, key)


async def unlist(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """Take an entry out of the library's sight, with every word kept for its author."""
    await write.run(
        "UPDATE entry SET status = 'unlisted', changed_at = :now WHERE key = :key AND status = 'listed'",
        {"key": await write.key_of(guild_id, number), "now": to_milliseconds(now)},
    )


async def withdraw(write: WriteConnection, guild_id: int, number: int, now: datetime) -> Tombstone | None:
    """Leave a tombstone: number, kind and status. None where it was withdrawn before or never was.

    The message's id stays, so that a message that still stands in the chat is not captured again. Of a withheld
    report the day's end is kept: with the moment at which a member's data was erased it would tell whose it was.
    """
    key = await write.key_of(guild_id, number)
    rows = await write.run(
        "UPDATE entry SET status = 'withdrawn', title = '', text = '', terms = '', facets = '[]', details = '[]', "
        "correction = '{}', reading = '{}', in_short = '{}', author_id = NULL, reporter_key = NULL, "
        "saved_by_id = NULL, removal_no = NULL, renewed_at = NULL, "
        "changed_at = CASE WHEN reporter_key IS NULL THEN :now ELSE (:now / 86400000 + 1) * 86400000 END "
        "WHERE key = :key AND status <> 'withdrawn' RETURNING message_id, superseded_by",
        {"key": key, "now": to_milliseconds(now)},
    )
    if rows and rows[0]["superseded_by"] is not None:  # what it told of another report's case goes with it
        await complications.weigh(write, rows[0]["superseded_by"])
    return Tombstone(number, rows[0]["message_id"]) if rows else None


async def bury(write: WriteConnection, guild_id: int, number: int, message_id: int | None, now: datetime) -> None:
    """Have a tombstone again in a store that may be older than the entry, or not know its message."""
    await communities.reserve_number(write, guild_id, number, now)
    if message_id is None:
        await withdraw(write, guild_id, number, now)
        return
    known = await by_message(write, guild_id, message_id)
    if known is not None:
        await withdraw(write, guild_id, known.number, now)
        return
    if await by_number(write, guild_id, number) is not None:  # given to another entry, after an earlier restore
        number = await communities.next_number(write, guild_id)
    # The journal holds ids only.
    await leave_tombstone(write, guild_id, number, EntryKind.TIP, message_id, now)


async def leave_tombstone(
    write: WriteConnection, guild_id: int, number: int, kind: EntryKind, message_id: int | None, now: datetime
) -> None:
    """Make a withdrawn entry of an entry that the store does not know."""
    await communities.reserve_number(write, guild_id, number, now)
    await write.run(
        "INSERT INTO entry (key, guild_id, kind, status, title, text, message_id, reader_version, created_at, "
        "changed_at) VALUES (:key, :guild_id, :kind, 'withdrawn', '', '', :message_id, 0, :now, :now)",
        {
            "key": await write.key_of(guild_id, number),
            "guild_id": guild_id,
            "kind": kind.value,
            "message_id": message_id,
            "now": to_milliseconds(now),
        },
    )


async def by_number(read: ReadConnection, guild_id: int, number: int) -> Entry | None:
    """A guild's entry, whatever its status."""
    key = await read.key_of(guild_id, number)
    row = await read.one(f"SELECT {COLUMNS} FROM entry WHERE key = :key", {"key": key})  # noqa: S608 (own columns)
    return entry_from(row) if row else None


async def is_hidden_from_all(read: ReadConnection, guild_id: int, number: int) -> bool:
    """Whether an entry is not listed: nothing of it is shown to anybody."""
    row = await read.one(
        "SELECT 1 FROM entry WHERE key = :key AND status <> 'listed'", {"key": await read.key_of(guild_id, number)}
    )
    return row is not None


async def by_numbers(read: ReadConnection, guild_id: int, numbers: Sequence[int]) -> list[Entry]:
    """Several entries in the order of the numbers given; unknown ones are left out."""
    return [entry_from(row) for row in await rows_by_numbers(read, guild_id, numbers, COLUMNS)]


async def rows_by_numbers(
    read: ReadConnection, guild_id: int, numbers: Sequence[int], columns: str
) -> list[sqlite3.Row]:
    """These columns of several entries, the key among them, in the order of the numbers; unknown ones are left out."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        f"SELECT {columns} FROM entry WHERE key IN (SELECT value FROM json_each(:keys)) "  # noqa: S608 (own columns)
        "AND key BETWEEN :low AND :high",
        {"keys": json.dumps([low + number for number in numbers]), "low": low, "high": high},
    )
    found = {number_of(row["key"]): row for row in rows}
    return [found[number] for number in numbers if number in found]


async def by_message(read: ReadConnection, guild_id: int, message_id: int) -> Entry | None:
    """The entry that was captured from a message."""
    row = await read.one(
        f"SELECT {COLUMNS} FROM entry WHERE guild_id = :guild_id AND message_id = :message_id",  # noqa: S608 (own columns)
        {"guild_id": guild_id, "message_id": message_id},
    )
    return entry_from(row) if row else None


def entry_from(row: sqlite3.Row) -> Entry:
    """The entry of a row that was selected with `COLUMNS` first."""
    (
        key,
        guild_id,
        kind,
        status,
        title,
        text,
        terms,
        author_id,
        saved_by_id,
        channel_id,
        parent_channel_id,
        message_id,
        private_channel_id,
        facets,
        details,
        correction,
        reading,
        reader_version,
        created_at,
        changed_at,
        settings_version,
        standing,
        superseded_by,
        is_withheld,
        is_refused,
        *_,
    ) = row
    content = Content(
        kind=KINDS[kind],
        title=title,
        text=text,
        facets=tuple([Facet(name, value) for name, value in orjson.loads(facets)]),
        terms=terms,
        details=unpacked_details(details),
        correction=unpacked_correction(correction),
        reader_version=reader_version,
        reading=KeptReading(reading) if reading != "{}" else NOTHING_READ,
    )
    source = None
    if channel_id is not None and message_id is not None:
        source = Source(channel_id, message_id, parent_channel_id, private_channel_id)
    return Entry(
        guild_id=guild_id,
        number=number_of(key),
        status=status,
        content=content,
        author_id=author_id,
        saved_by_id=saved_by_id,
        source=source,
        created_at=from_milliseconds(created_at),
        changed_at=from_milliseconds(changed_at),
        settings_version=settings_version,
        standing=standing,
        superseded_by=number_of(superseded_by) if superseded_by is not None else None,
        is_withheld=bool(is_withheld),
        is_refused=bool(is_refused),
    )


async def _is_captured(read: ReadConnection, guild_id: int, message_id: int) -> bool:
    row = await read.one(
        "SELECT 1 FROM entry WHERE guild_id = :guild_id AND message_id = :message_id",
        {"guild_id": guild_id, "message_id": message_id},
    )
    return row is not None
