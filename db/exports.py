"""The library from one end to the other, for an export."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from bot.clinical.reading import EntryKind
from db.complications import refused
from db.connections import ReadConnection
from db.entries import COLUMNS, Entry, entry_from
from db.visible import may_be_seen

_BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries: None asks for all. `visible` are the private channels that the asker can see."""

    kind: EntryKind | None = None
    device: str | None = None
    visible: frozenset[int] = frozenset()


async def listed(read: ReadConnection, guild_id: int, asked: Asked) -> AsyncIterator[list[Entry]]:
    """A guild's listed entries, oldest first, in batches; those of private channels only where these are seen.

    Reports with their reporter's name withheld are in nobody's file: a file is read far from the talk about it, and the
    place, date and style of one report can be enough to tell whose it is.
    """
    low, high = await read.keys_of(guild_id)
    while True:
        rows = await read.all(
            f"SELECT {COLUMNS} FROM entry WHERE key BETWEEN :low AND :high AND status = 'listed' "  # noqa: S608 (own columns)
            "AND reporter_key IS NULL "
            f"AND NOT {refused('entry.key')} "
            "AND (:kind IS NULL OR kind = :kind) "
            "AND (:device IS NULL OR EXISTS (SELECT 1 FROM entry_facet WHERE facet = 'device' AND value = :device "
            "AND entry_key = entry.key)) "
            f"AND {may_be_seen('entry')} ORDER BY key LIMIT :most",
            {
                "low": low,
                "high": high,
                "kind": asked.kind.value if asked.kind else None,
                "device": asked.device,
                "visible": json.dumps(sorted(asked.visible)),
                "most": _BATCH,
            },
        )
        if not rows:
            return
        yield [entry_from(row) for row in rows]
        low = rows[-1]["key"] + 1
