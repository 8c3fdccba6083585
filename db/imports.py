"""What was imported: each entry with the fingerprints of its row, by which the same row is known again.

Fingerprints only: neither the row's words nor its own id. They outlive a withdrawal, so that nothing that was taken out
of the library comes back with the next import of the same file.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

from bot.clinical.reading import EntryKind
from db import communities, entries
from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import Content, EntryStatus
from db.instants import to_milliseconds

IMPORTED: Final = (EntryKind.PROTOCOL, EntryKind.TIP)
"""The kinds of entry that are taken from files."""

_BATCH: Final = 200
_THIS: Final = "WHERE guild_id = :guild_id AND first_number = :first"
_WHENEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row on its way into the library. `digest` is its words', `own_id` that of the id which its file gives it.

    `packed` is what it says, by `packed_content`: one string, since thousands of rows wait in memory for each other.
    """

    packed: str
    digest: str
    own_id: str | None
    written_at: datetime


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that was imported before, and the entry that it became, by its label."""

    digest: str
    own_id: str | None
    label: str
    status: EntryStatus


@dataclass(frozen=True, slots=True)
class InHand:
    """An import that is being written: the numbers that its entries have, or will have."""

    guild_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Wording:
    """The words by which an entry is the same as another one of its kind."""

    kind: EntryKind
    label: str
    title: str
    text: str
    devices: tuple[str, ...]


def packed_content(content: Content) -> str:
    """What an entry says, with its facets, as it will stand in the tables."""
    row = entries.new_row(0, 0, content, author_id=None, saved_by_id=None, source=None, now=_WHENEVER)
    return json.dumps(row, ensure_ascii=False)


async def known_rows(
    read: ReadConnection, guild_id: int, digests: Sequence[str], own_ids: Sequence[str]
) -> list[KnownRow]:
    """Those that were imported before, by their words or by their own ids."""
    known = "SELECT imported_row.*, kind, status FROM imported_row JOIN entry ON entry.key = imported_row.entry_key "
    rows = await read.all(  # two questions: SQLite would look at every row for an OR
        f"{known} WHERE imported_row.guild_id = :guild_id AND digest IN (SELECT value FROM json_each(:digests)) "  # noqa: S608 (own words)
        f"UNION {known} WHERE imported_row.guild_id = :guild_id AND own_id IN (SELECT value FROM json_each(:own_ids))",
        {"guild_id": guild_id, "digests": json.dumps(digests), "own_ids": json.dumps(own_ids)},
    )
    return [
        KnownRow(row["digest"], row["own_id"], _label(EntryKind(row["kind"]), row["entry_key"]), row["status"])
        for row in rows
    ]


async def wordings(read: ReadConnection, guild_id: int) -> AsyncIterator[list[Wording]]:
    """A guild's listed entries of the kinds that are imported and that every member can read, a batch at a time."""
    low, high = await read.keys_of(guild_id)
    while True:
        rows = await read.all(
            "SELECT key, kind, title, text, (SELECT json_group_array(value) FROM entry_facet WHERE entry_key = key "
            "AND facet = 'device') AS devices FROM entry WHERE key BETWEEN :low AND :high "
            "AND kind IN (SELECT value FROM json_each(:kinds)) "
            "AND status = 'listed' AND private_channel_id IS NULL ORDER BY key LIMIT :most",
            {"low": low, "high": high, "kinds": json.dumps(IMPORTED), "most": _BATCH},
        )
        if not rows:
            return
        yield [
            Wording(kind, _label(kind, row["key"]), row["title"], row["text"], tuple(json.loads(row["devices"])))
            for row in rows
            for kind in [EntryKind(row["kind"])]
        ]
        low = rows[-1]["key"] + 1


async def begin(write: WriteConnection, guild_id: int, count: int, author_id: int | None) -> InHand:
    """Take numbers for an import, and remember that it is in hand, and whose, until it is whole."""
    first = await communities.next_numbers(write, guild_id, count)
    begun = InHand(guild_id, first, first + count - 1)
    await write.run(
        "INSERT INTO import_in_hand (guild_id, first_number, last_number, author_id) "
        "VALUES (:guild_id, :first, :last, :author_id)",
        {**asdict(begun), "author_id": author_id},
    )
    return begun


async def end(write: WriteConnection, ended: InHand) -> int | None:
    """It is whole, or nothing of it is left; who imported it, if that is known still."""
    rows = await write.run(f"DELETE FROM import_in_hand {_THIS} RETURNING author_id", asdict(ended))  # noqa: S608 (own text)
    return rows[0]["author_id"] if rows else None


async def in_hand(read: ReadConnection) -> list[InHand]:
    """The imports of all guilds that have begun and not ended."""
    rows = await read.all("SELECT guild_id, first_number, last_number FROM import_in_hand")
    return [InHand(row["guild_id"], row["first_number"], row["last_number"]) for row in rows]


async def is_writing(read: ReadConnection, guild_id: int, user_id: int) -> bool:
    """Whether an import of a member's is in hand."""
    mine = "SELECT 1 FROM import_in_hand WHERE guild_id = :guild_id AND author_id = :user_id"
    return await read.one(mine, {"guild_id": guild_id, "user_id": user_id}) is not None


async def leaned_on(read: ReadConnection, cut_off: InHand) -> list[int]:
    """The numbers of its entries that stand on a card, or for another entry."""
    rows = await read.all(
        "SELECT key FROM entry WHERE key BETWEEN :low AND :high AND status <> 'withdrawn' "
        "AND (EXISTS (SELECT 1 FROM posted_copy WHERE entry_key = entry.key) "
        "OR EXISTS (SELECT 1 FROM merge WHERE kept_key = entry.key) "
        "OR EXISTS (SELECT 1 FROM entry AS other WHERE other.superseded_by = entry.key)) ORDER BY key",
        await _keys_of(read, cut_off),
    )
    return [number_of(row["key"]) for row in rows]


async def take_out(write: WriteConnection, cut_off: InHand) -> None:
    """Delete its entries, with all that hangs on them; of those that are withdrawn only what knows their rows again."""
    keys = await _keys_of(write, cut_off)
    await write.run("DELETE FROM imported_row WHERE entry_key BETWEEN :low AND :high", keys)
    await write.run("DELETE FROM entry WHERE key BETWEEN :low AND :high AND status <> 'withdrawn'", keys)


async def add(write: WriteConnection, begun: InHand, rows: Sequence[ImportedRow], first_number: int) -> None:
    """Keep rows as entries with numbers from `first_number` on; whose they are, an erasure may have changed by now."""
    [in_hand] = await write.all(f"SELECT author_id FROM import_in_hand {_THIS}", asdict(begun))  # noqa: S608 (own text)
    guild_id = begun.guild_id
    first_key = await write.key_of(guild_id, first_number)
    keyed = [(first_key + place, row) for place, row in enumerate(rows)]
    given = {"guild_id": guild_id, "author_id": in_hand["author_id"]}
    # Unpacked in the connection's thread, row by row.
    await write.run_each(
        entries.INSERT,
        ({**json.loads(row.packed), **given, "key": key, "now": to_milliseconds(row.written_at)} for key, row in keyed),
    )
    await write.run_each(
        "INSERT INTO imported_row (entry_key, guild_id, digest, own_id) VALUES (:key, :guild_id, :digest, :own_id)",
        ({"key": key, "guild_id": guild_id, "digest": row.digest, "own_id": row.own_id} for key, row in keyed),
    )


def _label(kind: EntryKind, key: int) -> str:
    return f"{kind.letter}-{number_of(key)}"


async def _keys_of(read: ReadConnection, written: InHand) -> dict[str, int]:
    low = await read.key_of(written.guild_id, written.first)
    return {"low": low, "high": low + written.last - written.first}
