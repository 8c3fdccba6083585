"""Registering commands with Discord only when they changed: there is a daily cap (error 30034)."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from db import settings
from db.database import Database

log = logging.getLogger(__name__)


async def sync_if_changed(tree: app_commands.CommandTree[Any], database: Database) -> None:
    """Register the tree when its hash is not the one that was registered last for this application."""
    name = f"commands of {tree.client.application_id}"
    fingerprint = tree_hash(tree)
    async with database.read() as read:
        if await settings.get(read, name) == fingerprint:
            return
    registered = await tree.sync()
    async with database.write() as write:
        await settings.put(write, name, fingerprint)
    log.info("registered %d commands with Discord", len(registered))


def tree_hash(tree: app_commands.CommandTree[Any]) -> str:
    """A fingerprint of everything that Discord would be told."""
    payload = sorted(json.dumps(command.to_dict(tree), sort_keys=True) for command in tree.get_commands())
    return hashlib.sha256("\n".join(payload).encode()).hexdigest()
