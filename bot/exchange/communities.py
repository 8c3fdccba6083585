"""Communities: what a guild's moderators have set. Every command and message asks, so the rows are remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.cursors import message_number_at
from bot.exchange.digest_plan import plan_anew
from db import audit, closing, cursors, outbox, vocabulary
from db import communities as rows
from db.communities import Community, CommunitySettings
from db.connections import WriteConnection
from db.database import Database
from db.diagnosis import Failures, failed_deliveries
from db.instants import to_milliseconds
from db.journal import Erasure
from db.outbox import Posting

WELCOME_KIND = "welcome"
_LATELY = timedelta(days=7)
_MOST_FAILURES = 5
_WELCOME_GRACE = timedelta(days=7)
_MOVES_THE_DIGEST = frozenset({"time_zone", "meeting_channel_id"})
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
        return known if known is not None else await self.read_again(guild_id)

    async def change(self, guild_id: int, *, by: int | None = None, **changes: Any) -> Community:
        """Set some of the fields of CommunitySettings, audited as done by a user (None: by the bot itself).

        Raises TypeError for any other field.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            changed = await _change(write, guild_id, by, changes, now)
        self._known[guild_id] = changed
        return changed

    async def would_close(self, guild_id: int, closes: Callable[[int], bool]) -> dict[int, int]:
        """The channels of which `choose_members` would make entries private, and how many."""
        async with self._database.read() as read:
            known = await closing.open_channels(read, guild_id)
        return {channel_id: count for channel_id, count in known.items() if closes(channel_id)}

    async def choose_members(
        self, guild_id: int, role_id: int | None, closes: Callable[[int], bool], *, by: int
    ) -> tuple[Community, int]:
        """Choose whose library it is: the holders of a role, or everybody; also how many entries became private.

        `closes` tells of a channel whether some of these cannot read it: what was kept there is private to it from now
        on. Call `Outbox.announce` afterwards: the copies follow.
        """
        now = self._clock.now()
        closed: list[int] = []
        async with self._database.write() as write:
            await _change(write, guild_id, by, {"exchange_role_id": role_id}, now)
            for channel_id in await closing.open_channels(write, guild_id):
                if closes(channel_id):
                    closed += await closing.close_channel(write, guild_id, channel_id)
            for number in closed:
                await copies.follow(write, guild_id, number, now)
            if closed:
                await audit.add(write, guild_id, by, "entries made private", len(closed), now)
        return await self.read_again(guild_id), len(closed)

    async def opt_channel_in(self, guild_id: int, channel_id: int, *, by: int | None = None) -> Community:
        """Capture in a channel that not every exchange member can read; its past was said in confidence."""
        await self.of(guild_id)
        now = self._clock.now()
        async with self._database.write() as write:
            await rows.opt_channel_in(write, guild_id, channel_id)
            await cursors.begin_private(write, guild_id, channel_id, message_number_at(now))
            await audit.add(write, guild_id, by, "capture in private channel", channel_id, now)
        return await self.read_again(guild_id)

    async def opt_channel_out(self, guild_id: int, channel_id: int, *, by: int | None = None) -> Community:
        """Stop capturing a private channel."""
        await self.of(guild_id)
        async with self._database.write() as write:
            await rows.opt_channel_out(write, guild_id, channel_id)
            await audit.add(write, guild_id, by, "stop capture in private channel", channel_id, self._clock.now())
        return await self.read_again(guild_id)

    async def greet(self, guild_id: int, channel_id: int | None) -> bool:
        """Once for each joining: have the community's row, and a welcome posted in the channel if there is one.

        True where it was the first time; call `Outbox.announce` then.
        """
        if (await self.of(guild_id)).greeted_at is not None:
            return False
        now = self._clock.now()
        async with self._database.write() as write:
            first = await rows.greet(write, guild_id, now)
            if first and channel_id is not None:
                await outbox.put(write, _welcome(guild_id, channel_id, now))
        await self.read_again(guild_id)
        return first

    async def failures(self, guild_id: int) -> list[Failures]:
        """What is owed still, and what could not be sent in the last week."""
        async with self._database.read() as read:
            return await failed_deliveries(read, guild_id, self._clock.now() - _LATELY, _MOST_FAILURES)

    async def leave(self, guild_id: int) -> None:
        """The bot was removed from the guild."""
        async with self._database.write() as write:
            await rows.mark_left(write, guild_id, self._clock.now())
        self._known.pop(guild_id, None)

    async def erase(self, guild_id: int) -> None:
        """Everything of a guild goes for good, also from backups that are restored later."""
        async with self._database.write() as write:
            await rows.erase(write, guild_id)
            await vocabulary.merge_index(write)
            erasure = Erasure("server", guild_id, guild_id, to_milliseconds(self._clock.now()))
            await self._database.journal.record(write, [erasure])
        await self._database.empty_log()
        self._known.pop(guild_id, None)

    async def read_again(self, guild_id: int) -> Community:
        """What is stored by now: also to be called after a change of its own devices."""
        async with self._database.write() as write:
            community = await _stored(write, guild_id, self._clock.now())
        self._known[guild_id] = community
        return community


async def _stored(write: WriteConnection, guild_id: int, now: datetime) -> Community:
    await rows.ensure(write, guild_id, now)
    community = await rows.find(write, guild_id)
    assert community is not None
    return community


async def _change(
    write: WriteConnection, guild_id: int, by: int | None, changes: dict[str, Any], now: datetime
) -> Community:
    # What is remembered may be another change's past: only here is nobody else changing it.
    community = await _stored(write, guild_id, now)
    former = CommunitySettings(**{name: getattr(community, name) for name in _SETTINGS})
    settings = replace(former, **changes)
    await rows.change(write, guild_id, settings)
    if changes.keys() & _MOVES_THE_DIGEST and former != settings:
        await plan_anew(write, guild_id, now)
    for name in changes:
        if getattr(former, name) != getattr(settings, name):
            await audit.add(write, guild_id, by, f"set {name}", _told(getattr(settings, name)), now)
    return replace(community, **asdict(settings))


def _welcome(guild_id: int, channel_id: int, now: datetime) -> Posting:
    return Posting(
        kind=WELCOME_KIND,
        guild_id=guild_id,
        due_at=now,
        grace=_WELCOME_GRACE,
        dedupe_key=f"welcome:{guild_id}:{to_milliseconds(now)}",
        channel_id=channel_id,
    )


def _told(value: object) -> str:
    return "" if value is None else str(value)
