"""User groups: what a community has made a channel and a role for. What happens on Discord is done by who asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.clinical.devices import catalogue
from bot.clinical.lookup import squash, suggest
from bot.clinical.topics import topics
from bot.exchange.clock import Clock
from bot.exchange.refusal import Refusal
from db import audit
from db import groups as rows
from db.connections import WriteConnection
from db.database import Database
from db.groups import Group, Layout, Subject


@dataclass(frozen=True, slots=True)
class Opening:
    """A group that is open now, and what it was before: `before` is None for a new one."""

    group: Group
    before: Group | None

    @property
    def brought_back(self) -> bool:
        """Whether it was archived until now."""
        return self.before is not None and self.before.archived_at is not None


class Groups:
    """The communities' groups. What a moderator does is written down in the audit."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._locks: dict[int, asyncio.Lock] = {}

    def alone(self, guild_id: int) -> asyncio.Lock:
        """To be held while a guild's channels and roles are changed: two moderators at once would make two of each."""
        return self._locks.setdefault(guild_id, asyncio.Lock())

    async def of(self, guild_id: int) -> list[Group]:
        """A guild's groups by name, the archived ones included."""
        async with self._database.read() as read:
            return await rows.all_of(read, guild_id)

    async def find(self, guild_id: int, subject: Subject) -> Group | None:
        """The group about a subject."""
        async with self._database.read() as read:
            return await rows.find(read, guild_id, subject)

    async def chosen(self, guild_id: int, typed: str) -> Group:
        """The group that a person named, by the list's value, by its name or by another name that is its device's or
        topic's and no other group's; a Refusal where there is none.
        """
        subject = Subject.read(typed)
        wanted = squash(typed)
        groups = await self.of(guild_id)
        for group in groups:
            if group.subject == subject or squash(group.name) == wanted:
                return group
        called = [group for group in groups if wanted in map(squash, _named(group).other_names)]
        if len(called) == 1:
            return called[0]
        raise Refusal("There is no such group here. `/group list` shows them all; please choose one from the list.")

    async def suggested(self, guild_id: int, typed: str) -> list[Group]:
        """The groups that someone who has typed this may mean: a device's other names count too."""
        groups = await self.of(guild_id)
        return [each.group for each in suggest([_named(group) for group in groups], typed, len(groups))]

    async def open(self, guild_id: int, subject: Subject, name: str, layout: Layout, actor_id: int) -> Opening:
        """Make the group's row where it is new, and bring an archived one back."""
        async with self._database.write() as write:
            before = await rows.find(write, guild_id, subject)
            group = await rows.open_group(write, guild_id, subject, name, layout)
            opening = Opening(group, before)
            if before is None:
                await self._note(write, guild_id, actor_id, "group created", subject)
            elif opening.brought_back:
                await self._note(write, guild_id, actor_id, "group reopened", subject)
        return opening

    async def remember_channel(self, group: Group, channel_id: int, layout: Layout) -> None:
        """The group's channel was made."""
        async with self._database.write() as write:
            await rows.set_channel(write, group.guild_id, group.subject, channel_id, layout)

    async def remember_role(self, group: Group, role_id: int) -> None:
        """The group's role was made."""
        async with self._database.write() as write:
            await rows.set_role(write, group.guild_id, group.subject, role_id)

    async def repaired(self, group: Group, actor_id: int) -> None:
        """Something of the group that was missing was made again."""
        async with self._database.write() as write:
            await self._note(write, group.guild_id, actor_id, "group repaired", group.subject)

    async def archive(self, group: Group, actor_id: int) -> None:
        """The group takes no more members; what was captured in its channel stays in the library."""
        async with self._database.write() as write:
            if await rows.archive(write, group.guild_id, group.subject, self._clock.now()):
                await self._note(write, group.guild_id, actor_id, "group archived", group.subject)

    async def forget_channel(self, guild_id: int, channel_id: int) -> None:
        """A channel was deleted. Most are no group's: the writer is asked only for those that are."""
        if any(group.channel_id == channel_id for group in await self.of(guild_id)):
            async with self._database.write() as write:
                await rows.forget_channel(write, guild_id, channel_id)

    async def forget_role(self, guild_id: int, role_id: int) -> None:
        """A role was deleted."""
        if any(group.role_id == role_id for group in await self.of(guild_id)):
            async with self._database.write() as write:
                await rows.forget_role(write, guild_id, role_id)

    async def _note(self, write: WriteConnection, guild_id: int, actor_id: int, action: str, subject: Subject) -> None:
        await audit.add(write, guild_id, actor_id, action, str(subject), self._clock.now())


@dataclass(frozen=True, slots=True)
class _Named:
    """A group with all that people call what it is about."""

    group: Group
    name: str
    other_names: tuple[str, ...]


def _named(group: Group) -> _Named:
    key = group.subject.key
    about = catalogue().get(key) if group.subject.sort == "device" else topics().get(key)
    return _Named(group, group.name, about.other_names if about else ())
