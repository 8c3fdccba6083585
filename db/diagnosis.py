"""Questions that help a moderator to see what does not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection
from db.instants import to_milliseconds


@dataclass(frozen=True, slots=True)
class Failures:
    """How many deliveries of a kind failed for one reason, and in which channel (None: not in a channel)."""

    kind: str
    outcome: str
    channel_id: int | None
    number: int


async def failed_deliveries(read: ReadConnection, guild_id: int, since: datetime, most: int) -> list[Failures]:
    """What could not be sent since an instant, most frequent first."""
    rows = await read.all(
        "SELECT kind, outcome, channel_id, count(*) AS number FROM outbox "
        "WHERE guild_id = :guild_id AND state = 'failed' AND due_at >= :since "
        "GROUP BY kind, outcome, channel_id ORDER BY number DESC, kind LIMIT :most",
        {"guild_id": guild_id, "since": to_milliseconds(since), "most": most},
    )
    return [Failures(row["kind"], row["outcome"], row["channel_id"], row["number"]) for row in rows]
