"""What a person searched for, kept for a day so that its pages turn, also after a restart."""

from __future__ import annotations

from datetime import datetime

from db.connections import ReadConnection, WriteConnection
from db.instants import to_milliseconds


async def keep(
    write: WriteConnection, token: str, guild_id: int, user_id: int, request: str, expires_at: datetime
) -> None:
    """Remember a request (JSON) under its token."""
    await write.run(
        "INSERT INTO search_page (token, guild_id, user_id, request, expires_at) "
        "VALUES (:token, :guild_id, :user_id, :request, :expires_at)",
        {
            "token": token,
            "guild_id": guild_id,
            "user_id": user_id,
            "request": request,
            "expires_at": to_milliseconds(expires_at),
        },
    )


async def sweep(write: WriteConnection, now: datetime) -> None:
    """Let go of those that have expired, whoever's they are."""
    await write.run("DELETE FROM search_page WHERE expires_at <= :now", {"now": to_milliseconds(now)})


async def find(read: ReadConnection, token: str, guild_id: int, user_id: int, now: datetime) -> str | None:
    """The request that this person made in this guild, unless it has expired."""
    row = await read.one(
        "SELECT request FROM search_page WHERE token = :token AND guild_id = :guild_id AND user_id = :user_id "
        "AND expires_at > :now",
        {"token": token, "guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now)},
    )
    return row["request"] if row else None
