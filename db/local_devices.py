"""Devices that a community has added because the catalogue lacks them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.clinical.local_devices import understood
from bot.clinical.reading import OwnDevice
from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class AddedDevice:
    """What a member said of a device; its name and kind stand in its key (`bot.clinical.local_devices`).

    `source` is where that can be looked up, "" where nobody said. `added_by_id` is None once that member's data is
    erased.
    """

    key: str
    maker: str
    wavelengths_nm: tuple[int, ...]
    other_names: tuple[str, ...]
    source: str
    added_by_id: int | None
    added_at: datetime


async def all_of(read: ReadConnection, guild_id: int) -> list[AddedDevice]:
    """A guild's own devices."""
    rows = await read.all("SELECT * FROM local_device WHERE guild_id = :guild_id ORDER BY key", {"guild_id": guild_id})
    return [_added(row) for row in rows]


async def names_of(read: ReadConnection, guild_id: int) -> tuple[OwnDevice, ...]:
    """A guild's own devices as a text may name them."""
    rows = await read.all(
        "SELECT key, other_names FROM local_device WHERE guild_id = :guild_id ORDER BY key", {"guild_id": guild_id}
    )
    told = [(row["key"], understood(row["key"]), json.loads(row["other_names"])) for row in rows]
    return tuple(OwnDevice(key, (device.name, *others)) for key, device, others in told if device is not None)


async def find(read: ReadConnection, guild_id: int, key: str) -> AddedDevice | None:
    """A guild's own device by its key."""
    row = await read.one(
        "SELECT * FROM local_device WHERE guild_id = :guild_id AND key = :key", {"guild_id": guild_id, "key": key}
    )
    return _added(row) if row else None


async def add(write: WriteConnection, guild_id: int, device: AddedDevice) -> None:
    """Keep a device that the guild does not have yet."""
    await write.run(
        "INSERT INTO local_device (guild_id, key, maker, wavelengths_nm, other_names, source, added_by_id, added_at) "
        "VALUES (:guild_id, :key, :maker, :wavelengths_nm, :other_names, :source, :added_by_id, :added_at)",
        {
            "guild_id": guild_id,
            "key": device.key,
            "maker": device.maker,
            "wavelengths_nm": json.dumps(device.wavelengths_nm),
            "other_names": json.dumps(device.other_names, ensure_ascii=False),
            "source": device.source,
            "added_by_id": device.added_by_id,
            "added_at": to_milliseconds(device.added_at),
        },
    )


async def remove(write: WriteConnection, guild_id: int, key: str) -> bool:
    """Take a device off the guild's list; False where it was not on it."""
    rows = await write.run(
        "DELETE FROM local_device WHERE guild_id = :guild_id AND key = :key RETURNING key",
        {"guild_id": guild_id, "key": key},
    )
    return bool(rows)


def _added(row: sqlite3.Row) -> AddedDevice:
    return AddedDevice(
        key=row["key"],
        maker=row["maker"],
        wavelengths_nm=tuple(json.loads(row["wavelengths_nm"])),
        other_names=tuple(json.loads(row["other_names"])),
        source=row["source"],
        added_by_id=row["added_by_id"],
        added_at=from_milliseconds(row["added_at"]),
    )
