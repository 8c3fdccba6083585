"""Communities: what a guild's moderators have set. Every command and message asks, so the rows are remembered."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from bot.exchange.clock import Clock
from db import communities as rows
from db.communities import Community, CommunitySettings
from db.database import Database

_SETTINGS = tuple(CommunitySettings.__dataclass_fields__)


class Communities:
    """The guilds' settings. One process owns the database, so what is remembered cannot grow stale."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[int, Community] = {}

    async def of(self, guild_id: int) -> Community:
        """A guild's community, made where it is new."""
        known = self._known.get(guild_id)
        return known if known is not None else await self._read_again(guild_id)

    async def change(self, guild_id: int, **changes: Any) -> Community:
        """Set some of the fields of CommunitySettings; raises TypeError for any other."""
        community = await self.of(guild_id)
        settings = replace(CommunitySettings(**{name: getattr(community, name) for name in _SETTINGS}), **changes)
        async with self._database.write() as write:
            await rows.change(write, guild_id, settings)
        self._known[guild_id] = replace(community, **asdict(settings))
        return self._known[guild_id]

    async def opt_channel_in(self, guild_id: int, channel_id: int) -> None:
        """Capture in a channel that not every exchange member can read."""
        await self.of(guild_id)
        async with self._database.write() as write:
            await rows.opt_channel_in(write, guild_id, channel_id)
        await self._read_again(guild_id)

    async def opt_channel_out(self, guild_id: int, channel_id: int) -> None:
        """Stop capturing a private channel."""
        async with self._database.write() as write:
            await rows.opt_channel_out(write, guild_id, channel_id)
        await self._read_again(guild_id)

    async def leave(self, guild_id: int) -> None:
        """The bot was removed from the guild."""
        async with self._database.write() as write:
            await rows.mark_left(write, guild_id, self._clock.now())
        self._known.pop(guild_id, None)

    async def _read_again(self, guild_id: int) -> Community:
        async with self._database.write() as write:
            await rows.ensure(write, guild_id, self._clock.now())
            community = await rows.find(write, guild_id)
        assert community is not None
        self._known[guild_id] = community
        return community
