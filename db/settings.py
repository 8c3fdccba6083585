"""The bot's own small facts, by name."""

from __future__ import annotations

from db.connections import ReadConnection, WriteConnection


async def get(read: ReadConnection, name: str) -> str | None:
    """A fact, if it is there."""
    row = await read.one("SELECT value FROM setting WHERE name = :name", {"name": name})
    return row["value"] if row else None


async def put(write: WriteConnection, name: str, value: str) -> None:
    """Set a fact."""
    await write.run(
        "INSERT INTO setting VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {"name": name, "value": value},
    )
