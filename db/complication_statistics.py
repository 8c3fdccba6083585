"""How many complications are reported of each device and type: what statistics, device pages and the watch count.

Only listed reports count, so that a withdrawn one, or one that was merged into another, counts no more. Of those from
private channels only the ones that the asker can see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from db.connections import ReadConnection, number_of
from db.visible import may_be_seen

_REPORTER = "coalesce(reporter_id, reporter_key, 0)"  # all of whom nothing is known are one
_COUNTED = f"FROM complication WHERE guild_id = :guild_id AND is_listed = 1 AND {may_be_seen('complication')}"


class PairCount(NamedTuple):
    """The reports that agree in device, type (its code) and kind of device; None for what they do not say.

    `only_reporter` is the member, or the key of a withheld name, whose reports these all are; None for several. The two
    are never compared: a member who also reports with the name withheld counts as two.
    """

    device: str | None
    code: str | None
    modality: str | None
    reports: int
    serious: int
    unconfirmed: int
    only_reporter: int | bytes | None


class PairReport(NamedTuple):
    """A report of a pair, and the message that it was captured from, if any."""

    number: int
    is_withheld: bool
    channel_id: int | None
    message_id: int | None


async def counts(
    read: ReadConnection, guild_id: int, visible: Iterable[int], skin_type: str | None = None
) -> list[PairCount]:
    """Every combination that is reported, one row each; with a skin type, only the reports that name it."""
    only = " AND skin_type = :skin_type" if skin_type is not None else ""
    rows = await read.all(
        "SELECT device, code, modality, count(*), sum(is_serious), sum(1 - is_confirmed), "
        f"CASE WHEN min({_REPORTER}) = max({_REPORTER}) THEN min({_REPORTER}) END "
        f"{_COUNTED}{only} GROUP BY device, code, modality",
        {"guild_id": guild_id, "visible": json.dumps(sorted(visible)), "skin_type": skin_type},
    )
    return [PairCount._make(row) for row in rows]


async def types_of_device(
    read: ReadConnection, guild_id: int, device: str, visible: Iterable[int]
) -> list[tuple[str, int]]:
    """The types that are reported of a device, by code, with the number of reports; the most first."""
    rows = await read.all(
        f"SELECT code, count(*) AS number {_COUNTED} AND device = :device AND code IS NOT NULL "
        "GROUP BY code ORDER BY number DESC, code",
        {"guild_id": guild_id, "device": device, "visible": json.dumps(sorted(visible))},
    )
    return [(row["code"], row["number"]) for row in rows]


async def newest_of_pair(
    read: ReadConnection, guild_id: int, device: str, code: str, visible: Iterable[int], limit: int
) -> list[PairReport]:
    """The newest reports of a device and a type."""
    rows = await read.all(
        "SELECT counted.entry_key, counted.is_withheld, entry.channel_id, entry.message_id FROM ("  # noqa: S608 (own text)
        f"SELECT entry_key, reporter_key IS NOT NULL AS is_withheld {_COUNTED} "
        "AND device = :device AND code = :code ORDER BY entry_key DESC LIMIT :limit"
        ") AS counted JOIN entry ON entry.key = counted.entry_key ORDER BY counted.entry_key DESC",
        {
            "guild_id": guild_id,
            "device": device,
            "code": code,
            "visible": json.dumps(sorted(visible)),
            "limit": limit,
        },
    )
    return [
        PairReport(number_of(row["entry_key"]), bool(row["is_withheld"]), row["channel_id"], row["message_id"])
        for row in rows
    ]
