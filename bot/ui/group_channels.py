"""A group's channel and role on Discord: found by their ids, made, made good again, and closed."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord.abc import GuildChannel

from bot.clinical.reading import EntryKind
from bot.exchange.exchange import Exchange
from bot.exchange.groups import Groups
from bot.exchange.refusal import Refusal
from bot.ui.group_access import Overwrites, differences, open_to_members, read_only
from bot.ui.half_made import Made, finish, forgotten, is_half_made, is_used, label_for
from bot.ui.permissions import out_of_reach, require, require_in_reach
from bot.ui.text import escaped
from db.groups import Group, Layout, Subject

CATEGORY_NAME = "Exchange"
MOST_IN_CATEGORY = 50  # Discord: channels of one category
MOST_TAGS = 20  # Discord: tags of one forum
_NO_FORUMS = {50024, 50035}  # wrong channel type, or a form that Discord refuses: forums may need a Community server
_TAGS = tuple(kind.label for kind in EntryKind if kind is not EntryKind.ANSWER)

GroupChannel = discord.TextChannel | discord.ForumChannel


async def find_channel(guild: discord.Guild, channel_id: int | None) -> GuildChannel | None:
    """The channel; None only where Discord says that it is gone, since a cache can lack what is there."""
    if channel_id is None:
        return None
    known = guild.get_channel(channel_id)
    if known is not None:
        return known
    try:
        fetched = await guild.fetch_channel(channel_id)
    except discord.NotFound:
        return None
    except discord.Forbidden:
        raise Refusal(
            f"I cannot see <#{channel_id}>: a server administrator can give my role **View Channels** there."
        ) from None
    return fetched if isinstance(fetched, GuildChannel) else None


async def find_role(guild: discord.Guild, role_id: int | None) -> discord.Role | None:
    """The role; None only where Discord says that it is gone."""
    if role_id is None:
        return None
    known = guild.get_role(role_id)
    if known is not None:
        return known
    try:
        return await guild.fetch_role(role_id)
    except discord.NotFound:
        return None


async def looked_after(guild: discord.Guild, groups: Groups) -> list[Group]:
    """The guild's groups, after forgetting what was deleted by hand while the bot was away."""
    remembered = await groups.of(guild.id)
    for group in remembered:
        if group.channel_id is not None and await _is_gone(guild, group.channel_id):
            await groups.forget_channel(guild.id, group.channel_id)
        if group.role_id is not None and await find_role(guild, group.role_id) is None:
            await groups.forget_role(guild.id, group.role_id)
    return await groups.of(guild.id)


async def _is_gone(guild: discord.Guild, channel_id: int) -> bool:
    try:
        return await find_channel(guild, channel_id) is None
    except Refusal:
        return False  # it is there, and hidden from the bot


class GroupWork:
    """One moderator's making or closing of a group: what was done so far stands in `done`, remarks in `notes`.

    To be used with `Groups.alone` held. What was made is remembered at once, and bears a label until it is
    (`bot.ui.half_made`), so that doing it again after a fault or a crash goes on where it stopped.
    """

    def __init__(self, guild: discord.Guild, exchange: Exchange, actor_id: int) -> None:
        self.done: list[str] = []
        self.notes: list[str] = []
        self._guild = guild
        self._exchange = exchange
        self._actor_id = actor_id
        self._home: discord.CategoryChannel | None = None

    async def make(self, subject: Subject, name: str, layout: Layout | None) -> Group:
        """Make the group, or make good what it lacks; raises a Refusal before anything is made without permission."""
        groups = self._exchange.groups
        community = await self._exchange.communities.of(self._guild.id)
        known = await groups.find(self._guild.id, subject)
        channel = await self._channel_of(known)
        role = await find_role(self._guild, known.role_id if known else None)
        category = await find_channel(self._guild, community.category_id)
        self._home = category if isinstance(category, discord.CategoryChannel) else None
        self._require(channel, role)
        open_to_members({}, self._guild, community)  # refuses before anything is made
        opening = await groups.open(self._guild.id, subject, name, layout or "forum", self._actor_id)
        if opening.brought_back:
            self.done.append("opened the archived group again")
        group = opening.group
        if self._home is not None:
            await finish(self._home)
        if channel is None:
            channel = await self._make_channel(group, layout or group.layout)
        else:
            self._note_other_layout(channel, layout)
        await self._mend(group, channel)
        if role is None:
            role = await self._make_role(group, was_open=opening.before is not None and not opening.brought_back)
        elif (reason := out_of_reach(role)) is not None:
            self.notes.append(f"Nobody can join through me yet: I cannot give {role.mention}, since {reason}.")
        await finish(role)
        if opening.before is not None and self.done and not opening.brought_back:
            await groups.repaired(group, self._actor_id)
        await self._take_away_twins()
        return await groups.chosen(self._guild.id, str(subject))

    async def archive(self, group: Group) -> None:
        """Close the group's channel for writing and delete its role; raises a Refusal before anything is done."""
        channel = await self._channel_of(group)
        role = await find_role(self._guild, group.role_id)
        if channel is not None:
            self._require_in_channel(channel)
        if role is not None:
            require(self._guild.me.guild_permissions, "this server", "manage_roles")
            require_in_reach(role)
        if channel is not None and await _set_access(channel, read_only(channel.overwrites, self._guild)):
            self.done.append(f"made {channel.mention} read-only")
        if role is not None:
            await role.delete(reason="The group is archived")
            self.done.append(f"deleted the role **{escaped(role.name)}**")
        await self._exchange.groups.archive(group, self._actor_id)

    async def _channel_of(self, group: Group | None) -> GroupChannel | None:
        channel = await find_channel(self._guild, group.channel_id if group else None)
        return channel if isinstance(channel, discord.TextChannel | discord.ForumChannel) else None

    # What it needs.

    def _require(self, channel: GroupChannel | None, role: discord.Role | None) -> None:
        if channel is not None:
            self._require_in_channel(channel)
        elif self._home is not None:
            own = self._home.permissions_for(self._guild.me)
            require(own, f"the category {self._home.name}", "view_channel")
            require(own, f"the category {self._home.name}", "manage_channels")
        else:
            require(self._guild.me.guild_permissions, "this server", "view_channel", "manage_channels")
        if role is None:
            require(self._guild.me.guild_permissions, "this server", "manage_roles")

    def _require_in_channel(self, channel: GroupChannel) -> None:
        own = channel.permissions_for(self._guild.me)
        require(own, f"#{channel.name}", "view_channel")  # alone: without it, all the others are missing too
        require(own, f"#{channel.name}", "manage_channels", "manage_roles")

    # Category and channel.

    async def _category_with_room(self) -> discord.CategoryChannel:
        """The category with room for one more channel: the remembered one, or a new one."""
        if self._home is not None and len(self._home.channels) < MOST_IN_CATEGORY:
            return self._home
        name = _next_name(self._home.name) if self._home is not None else CATEGORY_NAME
        made = forgotten(self._guild.categories, name, await self._remembered())
        if made is None:
            made = await self._guild.create_category(
                label_for(name), overwrites=await self._access({}), reason="For the user groups"
            )
        await self._exchange.communities.change(self._guild.id, category_id=made.id)
        await finish(made)
        self._home = made
        self.done.append(f"made the category **{escaped(name)}**")
        return made

    async def _make_channel(self, group: Group, layout: Layout) -> GroupChannel:
        category = await self._category_with_room()
        channel = await self._make_forum(group, category) if layout == "forum" else None
        if channel is None:
            channel = await self._make_text_channel(group, category)
        actual: Layout = "forum" if isinstance(channel, discord.ForumChannel) else "text"
        await self._exchange.groups.remember_channel(group, channel.id, actual)
        self.done.append(f"made the {'forum' if actual == 'forum' else 'text channel'} {channel.mention}")
        return channel

    async def _make_forum(self, group: Group, category: discord.CategoryChannel) -> discord.ForumChannel | None:
        """The forum without its tags, which are put on afterwards; None where the server cannot have forums."""
        begun = forgotten(self._guild.forums, group.name, await self._remembered())
        if begun is not None:
            return begun
        try:
            return await self._guild.create_forum(
                _channel_name(group.name),
                topic=label_for(group.name),
                category=category,
                overwrites=await self._access({}),
            )
        except discord.HTTPException as error:
            if error.status != 400 or error.code not in _NO_FORUMS:
                raise
        self.notes.append(
            "Discord does not allow a forum in this server (they may need **Enable Community** in Server Settings), "
            "so the group has a text channel."
        )
        return None

    async def _make_text_channel(self, group: Group, category: discord.CategoryChannel) -> discord.TextChannel:
        begun = forgotten(self._guild.text_channels, group.name, await self._remembered())
        return begun or await self._guild.create_text_channel(
            _channel_name(group.name),
            topic=label_for(group.name),
            category=category,
            overwrites=await self._access({}),
        )

    async def _mend(self, group: Group, channel: GroupChannel) -> None:
        """Put right what the channel lacks: its topic, its place, who may read and write in it, its tags."""
        if is_half_made(channel):
            await channel.edit(topic=_topic(group, channel))
        if await _set_access(channel, await self._access(channel.overwrites)):
            self.done.append(f"set who can read and write in {channel.mention}")
        if channel.category is None:
            category = await self._category_with_room()
            await channel.edit(category=category)
            self.done.append(f"moved {channel.mention} into **{escaped(category.name)}**")
        tags = self._lacking_tags(channel)
        if isinstance(channel, discord.ForumChannel) and tags:
            new = [discord.ForumTag(name=name) for name in tags]
            await channel.edit(available_tags=[*channel.available_tags, *new])
            self.done.append(f"gave {channel.mention} the tags {', '.join(tags)}")

    def _lacking_tags(self, channel: GroupChannel) -> list[str]:
        if not isinstance(channel, discord.ForumChannel):
            return []
        there = {tag.name.casefold() for tag in channel.available_tags}
        lacking = [name for name in _TAGS if name.casefold() not in there]
        if len(there) + len(lacking) > MOST_TAGS:
            self.notes.append(
                f"{channel.mention} lacks the tags {', '.join(lacking)}, and a forum holds {MOST_TAGS}: "
                "remove some of its tags, then run this again."
            )
            return []
        return lacking

    async def _access(self, current: Overwrites) -> Any:
        community = await self._exchange.communities.of(self._guild.id)
        return open_to_members(current, self._guild, community)

    def _note_other_layout(self, channel: GroupChannel, layout: Layout | None) -> None:
        actual = "forum" if isinstance(channel, discord.ForumChannel) else "text"
        if layout is not None and layout != actual:
            self.notes.append(
                f"{channel.mention} stays as it is: Discord cannot turn a text channel into a forum or back. For the "
                "other layout, delete the channel and run this again."
            )

    # Role.

    async def _make_role(self, group: Group, *, was_open: bool) -> discord.Role:
        role = forgotten(self._guild.roles, group.name, await self._remembered())
        if role is None:
            role = await self._guild.create_role(
                name=label_for(group.name),
                permissions=discord.Permissions.none(),
                mentionable=False,
                reason="For the user group",
            )
        await self._exchange.groups.remember_role(group, role.id)
        self.done.append(f"made the role {role.mention}")
        if was_open:
            self.notes.append(
                "If it had a role before, that is gone with its members: they join again with `/group join`."
            )
        return role

    # What a fault made beside it.

    async def _remembered(self) -> set[int]:
        community = await self._exchange.communities.of(self._guild.id)
        groups = await self._exchange.groups.of(self._guild.id)
        ids = (community.category_id, *(each for group in groups for each in (group.channel_id, group.role_id)))
        return {each for each in ids if each is not None}

    async def _take_away_twins(self) -> None:
        """Delete what was made and forgotten. Discord is asked, since a cache may not have been told of it yet."""
        remembered = await self._remembered()
        every: list[Made] = [*await self._guild.fetch_channels(), *await self._guild.fetch_roles()]
        for twin in every:
            if not is_half_made(twin) or twin.id in remembered:
                continue
            if is_used(twin, every):
                self.notes.append(
                    f"{twin.mention} was made by a fault and is in use: move what is wanted, then delete it."
                )
            else:
                await twin.delete(reason="Made twice by a fault")


async def _set_access(channel: GroupChannel, wanted: Overwrites) -> bool:
    """Set the overwrites that differ; False where none does."""
    changes = differences(channel.overwrites, wanted)
    for target, overwrite in changes:
        await channel.set_permissions(target, overwrite=overwrite)
    return bool(changes)


def _next_name(name: str) -> str:
    """ "Exchange" is followed by "Exchange 2", and that by "Exchange 3"."""
    numbered = re.fullmatch(r"(.+) (\d{1,3})", name)
    return f"{numbered[1]} {int(numbered[2]) + 1}" if numbered else f"{name} 2"


def _channel_name(name: str) -> str:
    """As Discord writes channel names: "GentleMax Pro" is `gentlemax-pro`."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")[:100]


def _topic(group: Group, channel: GroupChannel) -> str:
    if isinstance(channel, discord.ForumChannel):
        how = "Begin a post and choose a tag (Tip, Question …), or write #tip … in it"
    else:
        how = "Begin a message with #tip, #complication, #protocol, #question, #summary or #review"
    return (
        f"{group.name}: what works, what went wrong, and questions. {how}, and Fluence keeps it for /search. "
        "Nothing that could identify a patient."
    )
