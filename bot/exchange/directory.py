"""The members as a directory: what one declares and shares, and who works with which device, as what, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.clinical.reading import EntryKind
from bot.exchange.looking import Asker
from bot.exchange.refusal import Refusal
from db import members as rows
from db.database import Database
from db.members import Profile, Sought

__all__ = ["PAGE_SIZE", "Directory", "FoundMembers", "ShownMember", "Sought"]

PAGE_SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class ShownMember:
    """What somebody may see of a member. `counts` are of the entries under the member's name that the asker can see.

    `is_hidden` is of one's own profile, where one has opted out: nobody else is shown it.
    """

    user_id: int
    profile: Profile
    counts: dict[EntryKind, int]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class FoundMembers:
    """A page of those who have declared what was sought; those who left the server are among them."""

    sought: Sought
    members: tuple[tuple[int, Profile], ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """The place of the page's first member among all."""
        return (self.page - 1) * PAGE_SIZE + 1


class Directory:
    """Who is who in each community, by their own word."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def shown(self, asker: Asker, user_id: int) -> ShownMember:
        """What the asker may see of a member.

        Raises a Refusal where there is nothing, in the same words for who never declared anything, has erased it, or
        has opted out of capture.
        """
        guild_id, is_own = asker.guild_id, asker.user_id == user_id
        async with self._database.read() as read:
            profile = await rows.profile(read, guild_id, user_id)
            is_hidden = await rows.opted_out(read, guild_id, user_id)
            counts = await rows.entry_counts(read, guild_id, user_id, asker.user_id, asker.visible)
        if profile == Profile() and is_own:
            raise Refusal("You have declared nothing here yet: `/profile` lets colleagues know who speaks.")
        if profile == Profile() or (is_hidden and not is_own):
            raise Refusal("This member has declared nothing that is shown here. Who wants to be found uses `/profile`.")
        return ShownMember(user_id, profile, counts, is_hidden)

    async def find(self, guild_id: int, sought: Sought, page: int = 1) -> FoundMembers:
        """A page of those who have declared what is sought; the last one where there are fewer."""
        if sought == Sought():
            raise Refusal("Please give at least one of `device`, `credential` and `jurisdiction`.")
        async with self._database.read() as read:
            total = await rows.count(read, guild_id, sought)
            page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
            found = await rows.find(read, guild_id, sought, PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return FoundMembers(sought, tuple(found), page, total)
