"""Questions that help a moderator to see what does not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection
from db.instants import to_milliseconds


@dataclass(frozen=True, slots=True)
class Failures:
    """How many deliveries of a kind failed for one reason, and in which channel (None: not in a channel).

    What `is_owed` did not succeed so far, and is tried again.
    """

    kind: str
    outcome: str
    channel_id: int | None
    number: int
    is_owed: bool


async def failed_deliveries(read: ReadConnection, guild_id: int, since: datetime, most: int) -> list[Failures]:
    """What is owed, since whenever, then what could not be sent since an instant; each most frequent first."""
    rows = await read.all(
        "SELECT kind, outcome, channel_id, count(*) AS number, state = 'due' AS is_owed FROM outbox "
        "WHERE guild_id = :guild_id AND (state = 'failed' AND due_at >= :since OR state = 'due' AND attempts > 0) "
        "GROUP BY kind, outcome, channel_id, state ORDER BY is_owed DESC, number DESC, kind LIMIT :most",
        {"guild_id": guild_id, "since": to_milliseconds(since), "most": most},
    )
    return [
        Failures(row["kind"], row["outcome"], row["channel_id"], row["number"], bool(row["is_owed"])) for row in rows
    ]
