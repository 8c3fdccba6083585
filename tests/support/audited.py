"""What stands in a community's audit. The bot only writes it: whoever runs it looks it up in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection
from db.instants import from_milliseconds


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done; `actor_id` is None for the bot itself, and for a member whose data was erased."""

    actor_id: int | None
    action: str
    subject: str
    at: datetime


async def latest(read: ReadConnection, guild_id: int, most: int) -> list[Deed]:
    """The last deeds in a community, newest first."""
    rows = await read.all(
        "SELECT actor_id, action, subject, at FROM audit WHERE guild_id = :guild_id ORDER BY audit_no DESC LIMIT :most",
        {"guild_id": guild_id, "most": most},
    )
    return [Deed(row["actor_id"], row["action"], row["subject"], from_milliseconds(row["at"])) for row in rows]
