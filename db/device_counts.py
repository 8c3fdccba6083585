"""How many entries of a guild's library are about a device, of each kind.

Only listed entries count, and of those from private channels only the ones that the asker can see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from bot.clinical.reading import EntryKind
from db.connections import ReadConnection
from db.visible import may_be_seen

_ABOUT: Final = (
    "FROM json_each(:devices) AS wanted JOIN entry_facet AS about ON about.facet = 'device' "
    "AND about.value = wanted.value AND about.entry_key BETWEEN :low AND :high "
    f"JOIN entry ON entry.key = about.entry_key AND entry.status = 'listed' AND {may_be_seen('entry')} "
)


async def of_kinds(
    read: ReadConnection, guild_id: int, devices: Sequence[str], visible: Iterable[int]
) -> dict[str, dict[EntryKind, int]]:
    """The entries of each kind about each of the devices; one about two of them counts for both."""
    low, high = await read.keys_of(guild_id)
    rows = await read.all(
        f"SELECT about.value AS device, entry.kind, count(*) AS number {_ABOUT} GROUP BY about.value, entry.kind",
        {"devices": json.dumps(list(devices)), "low": low, "high": high, "visible": json.dumps(sorted(visible))},
    )
    found: dict[str, dict[EntryKind, int]] = {device: {} for device in devices}
    for row in rows:
        found[row["device"]][EntryKind(row["kind"])] = row["number"]
    return found
