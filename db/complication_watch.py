"""The watch's memory: where it has to look, and what the moderators were told."""

from __future__ import annotations

from typing import NamedTuple

from db.connections import ReadConnection, WriteConnection


class Due(NamedTuple):
    """A community in which something that counts has changed, and how often."""

    guild_id: int
    changes: int


async def due(read: ReadConnection) -> list[Due]:
    """Where to look. The rows are put by the database itself, with each change of a report that counts."""
    rows = await read.all("SELECT guild_id, changes FROM complication_watch_due ORDER BY guild_id")
    return [Due(row["guild_id"], row["changes"]) for row in rows]


async def looked(write: WriteConnection, seen: Due) -> None:
    """It was looked at as it stood then. What has changed since is still due."""
    await write.run(
        "DELETE FROM complication_watch_due WHERE guild_id = :guild_id AND changes = :changes",
        {"guild_id": seen.guild_id, "changes": seen.changes},
    )


async def told(read: ReadConnection, guild_id: int) -> dict[tuple[str, str], int]:
    """Of which device and type the moderators were told, and how many reports there were then."""
    rows = await read.all(
        "SELECT device, code, reports FROM complication_watch WHERE guild_id = :guild_id", {"guild_id": guild_id}
    )
    return {(row["device"], row["code"]): row["reports"] for row in rows}


async def tell(write: WriteConnection, guild_id: int, device: str, code: str, reports: int) -> None:
    """They are told now."""
    await write.run(
        "INSERT INTO complication_watch (guild_id, device, code, reports) "
        "VALUES (:guild_id, :device, :code, :reports) ON CONFLICT (guild_id, device, code) "
        "DO UPDATE SET reports = excluded.reports",
        {"guild_id": guild_id, "device": device, "code": code, "reports": reports},
    )


async def forget(write: WriteConnection, guild_id: int, device: str, code: str) -> None:
    """They were not told after all."""
    await write.run(
        "DELETE FROM complication_watch WHERE guild_id = :guild_id AND device = :device AND code = :code",
        {"guild_id": guild_id, "device": device, "code": code},
    )
