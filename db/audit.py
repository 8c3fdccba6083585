"""The audit: who of a community did what that others must be able to look up later."""

from __future__ import annotations

from datetime import datetime

from db.connections import WriteConnection
from db.instants import to_milliseconds


async def add(
    write: WriteConnection,
    guild_id: int,
    actor_id: int | None,
    action: str,
    subject: int | str,
    now: datetime,
    *,
    member_id: int | None = None,
) -> None:
    """Write a deed down, in the transaction that does it.

    `actor_id` is None for the bot itself. `subject` names what it was done to by a number or a word; never a member's
    words, nor their id: that is `member_id`, of whom it was done to.
    """
    await write.run(
        "INSERT INTO audit (guild_id, actor_id, action, subject, member_id, at) "
        "VALUES (:guild_id, :actor_id, :action, :subject, :member_id, :now)",
        {
            "guild_id": guild_id,
            "actor_id": actor_id,
            "action": action,
            "subject": str(subject),
            "member_id": member_id,
            "now": to_milliseconds(now),
        },
    )
