"""`/group`: a channel and a role for a device or a topic, and who is in it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

import discord
from discord import app_commands
from discord.abc import GuildChannel
from discord.ext import commands

from bot.clinical.topics import topics
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer, say, turn
from bot.ui.cards import notice
from bot.ui.catalogue_choices import device_choices, device_meant
from bot.ui.cog import ExchangeCog
from bot.ui.group_cards import archive_question, archived_card, list_card, made_card
from bot.ui.group_channels import GroupWork, find_role, looked_after
from bot.ui.guards import guild_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.permissions import require, require_in_reach
from bot.ui.routing import on_press
from bot.ui.text import clipped, escaped
from db.groups import Group, Layout, Subject

log = logging.getLogger(__name__)

MOST_CHOICES = 25  # Discord: autocompletion
_REASONS = {
    30005: "this server has as many roles as Discord allows",
    30013: "this server has as many channels as Discord allows",
    50001: "I may not look into the channel or category",
    50013: "I lack a permission for it, and `/diagnose` shows which",
}

Context = discord.Interaction[Host]
Choices = list[app_commands.Choice[str]]


class _Place(NamedTuple):
    guild: discord.Guild
    member: discord.Member

    @property
    def held(self) -> set[int]:
        """The ids of the member's roles."""
        return {role.id for role in self.member.roles}


class GroupsCog(ExchangeCog):
    """User groups: made by moderators, joined by members."""

    group = app_commands.Group(name="group", description="User groups: a channel and a role for a device or a topic")

    # The moderators' part.

    @moderators_only
    @group.command(
        name="create", description="Make the channel and role of a device or a topic, or repair them (moderators)"
    )
    @app_commands.describe(
        device="The device that the group is about",
        topic="Or the topic, instead of a device",
        layout="A forum with tags, or a text channel (a forum unless you say so)",
    )
    @app_commands.choices(
        layout=[
            app_commands.Choice(name="Forum", value="forum"),
            app_commands.Choice(name="Text channel", value="text"),
        ]
    )
    async def create(
        self,
        interaction: Context,
        device: str | None = None,
        topic: str | None = None,
        layout: Layout | None = None,
    ) -> None:
        """Running it again makes good what is missing and doubles nothing."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = _place(interaction)
        subject, name = await _subject(interaction, device, topic)
        work = GroupWork(place.guild, self.host.exchange, place.member.id)
        async with self.host.exchange.groups.alone(place.guild.id):
            try:
                made = await work.make(subject, name, layout)
            except discord.HTTPException as error:
                raise _unfinished(place.guild, work, error, "/group create") from error
        await answer(interaction, made_card(made, work.done, work.notes))

    @moderators_only
    @group.command(name="archive", description="Close a group's channel for writing, and delete its role (moderators)")
    @app_commands.describe(group="The group to close")
    async def archive(self, interaction: Context, group: str) -> None:
        """Asks first."""
        found = await self._chosen(interaction, group)
        if found.archived_at is not None:
            raise Refusal(f"**{escaped(found.name)}** is archived already. `/group create` brings it back.")
        await answer(interaction, archive_question(found))

    @on_press("group_archive")
    async def archive_now(self, interaction: Context, sort: str, key: str) -> None:
        """The answer to the question."""
        await require_moderator(interaction)
        await interaction.response.defer()
        place = _place(interaction)
        work = GroupWork(place.guild, self.host.exchange, place.member.id)
        async with self.host.exchange.groups.alone(place.guild.id):
            found = await self._chosen(interaction, f"{sort}:{key}")
            try:
                await work.archive(found)
            except discord.HTTPException as error:
                raise _unfinished(place.guild, work, error, "/group archive") from error
        await interaction.edit_original_response(view=archived_card(found, work.done))

    @on_press("group_keep")
    async def keep(self, interaction: Context) -> None:
        """The other answer."""
        await turn(interaction, notice("Nothing was changed."))

    # The members' part.

    @group.command(name="list", description="The user groups, with buttons to join and leave them")
    async def show_list(self, interaction: Context) -> None:
        """What was deleted by hand is noticed here too."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = _place(interaction)
        groups = await looked_after(place.guild, self.host.exchange.groups)
        await answer(interaction, list_card(groups, place.held))

    @group.command(name="join", description="Take a group's role")
    @app_commands.describe(group="The group to join")
    async def join(self, interaction: Context, group: str) -> None:
        """Gives the role."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await say(interaction, await self._join(interaction, await self._chosen(interaction, group)))

    @group.command(name="leave", description="Give a group's role back")
    @app_commands.describe(group="The group to leave")
    async def leave(self, interaction: Context, group: str) -> None:
        """Takes the role."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await say(interaction, await self._leave(interaction, await self._chosen(interaction, group)))

    @on_press("group_join")
    async def press_join(self, interaction: Context, sort: str, key: str, page: str) -> None:
        """Join, from the list."""
        await interaction.response.defer()
        found = await self._chosen(interaction, f"{sort}:{key}")
        said = await self._join(interaction, found)
        held = _place(interaction).held | {found.role_id or 0}
        await self._show_again(interaction, held, int(page), said)

    @on_press("group_leave")
    async def press_leave(self, interaction: Context, sort: str, key: str, page: str) -> None:
        """Leave, from the list."""
        await interaction.response.defer()
        found = await self._chosen(interaction, f"{sort}:{key}")
        said = await self._leave(interaction, found)
        held = _place(interaction).held - {found.role_id or 0}
        await self._show_again(interaction, held, int(page), said)

    @on_press("group_page")
    async def turn_page(self, interaction: Context, page: str) -> None:
        """Another page of the list."""
        place = _place(interaction)
        groups = await self.host.exchange.groups.of(place.guild.id)
        await turn(interaction, list_card(groups, place.held, int(page)))

    async def _join(self, interaction: Context, group: Group) -> str:
        place = _place(interaction)
        if group.archived_at is not None:
            raise Refusal(f"**{escaped(group.name)}** is archived, and takes no more members.")
        role = await self._role_of(place.guild, group)
        where = f"<#{group.channel_id}>" if group.channel_id is not None else "its channel, once it is repaired"
        if role in place.member.roles:
            return f"You are in **{escaped(group.name)}** already: {where}"
        await place.member.add_roles(role, reason="Joined the group")
        return f"You have joined **{escaped(group.name)}**: {where}"

    async def _leave(self, interaction: Context, group: Group) -> str:
        place = _place(interaction)
        if group.archived_at is not None:
            raise Refusal(f"**{escaped(group.name)}** is archived, and nobody is in it any more.")
        role = await self._role_of(place.guild, group)
        if role not in place.member.roles:
            return f"You are not in **{escaped(group.name)}**."
        await place.member.remove_roles(role, reason="Left the group")
        return f"You have left **{escaped(group.name)}**. Its channel can still be read."

    async def _role_of(self, guild: discord.Guild, group: Group) -> discord.Role:
        role = await find_role(guild, group.role_id)
        if role is None:
            if group.role_id is not None:
                await self.host.exchange.groups.forget_role(guild.id, group.role_id)
            name = escaped(group.name)
            raise Refusal(f"The role of **{name}** is missing: a moderator runs `/group create` again to repair it.")
        require(guild.me.guild_permissions, "this server", "manage_roles")
        require_in_reach(role)
        return role

    async def _show_again(self, interaction: Context, held: set[int], page: int, said: str) -> None:
        groups = await self.host.exchange.groups.of(_place(interaction).guild.id)
        await interaction.edit_original_response(view=list_card(groups, held, page, said))

    async def _chosen(self, interaction: Context, typed: str) -> Group:
        return await self.host.exchange.groups.chosen(_place(interaction).guild.id, typed)

    # What is offered while someone types.

    @create.autocomplete("device")
    async def offer_devices(self, interaction: Context, typed: str) -> Choices:
        """The catalogue's devices, and the community's own."""
        return await device_choices(interaction, typed)

    @create.autocomplete("topic")
    async def offer_topics(self, _: Context, typed: str) -> Choices:
        """The catalogue's topics."""
        return [_choice(topic.name, topic.key) for topic in topics().suggest(typed, MOST_CHOICES)]

    @join.autocomplete("group")
    async def offer_to_join(self, interaction: Context, typed: str) -> Choices:
        """The open groups that the person is not in."""
        held = _place(interaction).held
        return await self._offer(interaction, typed, lambda group: _is_open(group) and group.role_id not in held)

    @leave.autocomplete("group")
    async def offer_to_leave(self, interaction: Context, typed: str) -> Choices:
        """The open groups that the person is in."""
        held = _place(interaction).held
        return await self._offer(interaction, typed, lambda group: _is_open(group) and group.role_id in held)

    @archive.autocomplete("group")
    async def offer_to_archive(self, interaction: Context, typed: str) -> Choices:
        """The open groups."""
        return await self._offer(interaction, typed, _is_open)

    async def _offer(self, interaction: Context, typed: str, fits: Callable[[Group], bool]) -> Choices:
        suggested = await self.host.exchange.groups.suggested(_place(interaction).guild.id, typed)
        return [_choice(group.name, str(group.subject)) for group in suggested if fits(group)][:MOST_CHOICES]

    # What moderators delete by hand. Both are in the cache whenever they are deleted: it holds all of them.

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: GuildChannel) -> None:
        """A group's channel may be among them."""
        await self.host.exchange.groups.forget_channel(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A group's role may be among them."""
        await self.host.exchange.groups.forget_role(role.guild.id, role.id)


def _place(interaction: Context) -> _Place:
    guild = guild_of(interaction)
    assert isinstance(interaction.user, discord.Member)  # the tree is guild-only
    return _Place(guild, interaction.user)


async def _subject(interaction: Context, device: str | None, topic: str | None) -> tuple[Subject, str]:
    """What the group is about, and its name."""
    if (device is None) == (topic is None):
        raise Refusal("Please choose either a device or a topic for the group.")
    if device is not None:
        known = await device_meant(interaction, device)
        return Subject("device", known.key), known.name
    wanted = (topic or "").strip().casefold()
    found = next((each for each in topics().all if wanted in (each.key, each.name.casefold())), None)
    if found is None:
        raise Refusal("I don't know that topic. Please choose one from the list that opens while you type.")
    return Subject("topic", found.key), found.name


def _is_open(group: Group) -> bool:
    return group.archived_at is None


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=clipped(name, 100), value=value)


def _unfinished(guild: discord.Guild, work: GroupWork, error: discord.HTTPException, command: str) -> Refusal:
    """What was done before Discord refused, why it did, and that doing it again goes on from there."""
    log.warning("guild %s: work on a group stopped (status %s, code %s)", guild.id, error.status, error.code)
    why = _REASONS.get(error.code, "it gave no reason that I know" if error.status < 500 else "it is not well just now")
    before = f"I {'; '.join(work.done)}. Then " if work.done else "Nothing was changed: "
    return Refusal(f"{before}Discord refused the next step: {why}. `{command}` again finishes what is missing.")


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(GroupsCog(host))
