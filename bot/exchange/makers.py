"""The companies behind devices, with those that a community has added itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.clinical.local_devices import MARK
from bot.clinical.makers import makers_of
from db import local_devices
from db.connections import ReadConnection


async def makers_of_each(
    read: ReadConnection, guild_id: int, devices: Mapping[int, Sequence[str]]
) -> dict[int, frozenset[str]]:
    """The makers of the devices of several entries, by the entries' numbers."""
    added: dict[str, str] = {}
    if any(key.startswith(MARK) for keys in devices.values() for key in keys):
        added = {device.key: device.maker for device in await local_devices.all_of(read, guild_id)}
    return {number: makers_of(keys, [added[key] for key in keys if added.get(key)]) for number, keys in devices.items()}
