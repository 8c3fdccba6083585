"""The audit: who of a community did what that others must be able to look up later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done. `subject` names what it was done to by a number or a word; never a member's words.

    `actor_id` is None for the bot itself, and for a member who had their data erased.
    """

    actor_id: int | None
    action: str
    subject: str
    at: datetime


async def add(
    write: WriteConnection, guild_id: int, actor_id: int | None, action: str, subject: int | str, now: datetime
) -> None:
    """Write a deed down, in the transaction that does it."""
    await write.run(
        "INSERT INTO audit (guild_id, actor_id, action, subject, at) "
        "VALUES (:guild_id, :actor_id, :action, :subject, :now)",
        {
            "guild_id": guild_id,
            "actor_id": actor_id,
            "action": action,
            "subject": str(subject),
            "now": to_milliseconds(now),
        },
    )


async def latest(read: ReadConnection, guild_id: int, most: int) -> list[Deed]:
    """The last deeds in a community, newest first."""
    rows = await read.all(
        "SELECT actor_id, action, subject, at FROM audit WHERE guild_id = :guild_id ORDER BY audit_no DESC LIMIT :most",
        {"guild_id": guild_id, "most": most},
    )
    return [Deed(row["actor_id"], row["action"], row["subject"], from_milliseconds(row["at"])) for row in rows]
