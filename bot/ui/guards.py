"""Who may: one decorator that sets Discord's hint and the run-time check together, and the check of membership."""

from __future__ import annotations

from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.exchange.posted_meetings import Actor
from bot.exchange.refusal import Refusal
from bot.ui.host import Host
from db.communities import Community

Restricted = TypeVar("Restricted")
OPEN_TO_ALL = "open to all"
MODERATORS_ONLY = "moderators only"
"""Marks in the extras of a command or group."""


def moderators_only(command: Restricted) -> Restricted:
    """For a command or group of the moderators: Discord hides it from others, and it is checked at run time as well.

    Discord ignores the hint on subcommands, and a server's administrators may change it: the check is what counts.
    """
    app_commands.default_permissions(manage_guild=True)(command)  # pyright: ignore[reportArgumentType] (accepts groups too)
    # discord.py takes a check for a group, and never runs it (2.7.1): the command tree asks for this mark instead.
    return _marked(command, MODERATORS_ONLY)


def open_to_all(command: Restricted) -> Restricted:
    """For a command that those without the exchange-member role may use too (privacy, help, profile)."""
    return _marked(command, OPEN_TO_ALL)


def is_marked(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu, mark: str) -> bool:
    """Whether a command bears a mark, or the group that it belongs to."""
    root = command.root_parent if isinstance(command, app_commands.Command) else None
    return bool(command.extras.get(mark) or (root is not None and root.extras.get(mark)))


async def require_moderator(interaction: discord.Interaction[Host]) -> None:
    """Raises a Refusal for anybody but a moderator."""
    if not await is_moderator(interaction):
        raise Refusal("Only the exchange's moderators can do that.")


async def is_moderator(interaction: discord.Interaction[Host]) -> bool:
    """Who manages the server, or holds the community's moderator role."""
    community = await community_of(interaction)
    return moderates(interaction.user, interaction.permissions, community)


async def actor_of(interaction: discord.Interaction[Host]) -> Actor:
    """Who presses, and whether they moderate the exchange."""
    return Actor(interaction.user.id, await is_moderator(interaction))


def moderates(user: discord.User | discord.Member, permissions: discord.Permissions, community: Community) -> bool:
    """Whether someone with these permissions moderates the community."""
    return permissions.manage_guild or _holds(user, community.moderator_role_id)


async def require_exchange_member(interaction: discord.Interaction[Host]) -> None:
    """Raises a Refusal where the community has an exchange-member role and this person does not hold it."""
    lacking = await role_lacking(interaction)
    if lacking is not None:
        raise Refusal(f"The library is open to holders of <@&{lacking}>. Ask a moderator for that role.")


async def role_lacking(interaction: discord.Interaction[Host]) -> int | None:
    """The exchange-member role, for who does not hold it and so neither looks up nor is captured."""
    community = await community_of(interaction)
    return None if belongs(interaction.user, interaction.permissions, community) else community.exchange_role_id


def belongs(user: discord.User | discord.Member, permissions: discord.Permissions, community: Community) -> bool:
    """Whether someone may look up and be captured."""
    role_id = community.exchange_role_id
    return role_id is None or _holds(user, role_id) or moderates(user, permissions, community)


async def community_of(interaction: discord.Interaction[Host]) -> Community:
    """The community of the guild where the interaction happened; raises a Refusal outside a guild."""
    return await interaction.client.exchange.communities.of(guild_id_of(interaction))


def guild_id_of(interaction: discord.Interaction[Any]) -> int:
    """The guild where the interaction happened; raises a Refusal in a direct message."""
    if interaction.guild_id is None:
        raise Refusal("Please use this in the exchange's server.")
    return interaction.guild_id


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The guild where the interaction happened, with its channels and roles; raises a Refusal where these are unknown.

    discord.py makes an empty guild where Discord has not told of it yet (2.7.1): everything would seem to be missing.
    """
    guild = interaction.guild
    if guild is None or guild.unavailable:
        raise Refusal("Discord has not told me about this server yet. Please try again in a minute.")
    return guild


def _holds(user: discord.User | discord.Member, role_id: int | None) -> bool:
    return role_id is not None and isinstance(user, discord.Member) and user.get_role(role_id) is not None


def _marked(command: Restricted, mark: str) -> Restricted:
    holder: Any = command
    holder.extras[mark] = True
    return command
