"""What the bot needs in a server, as one table; and the words for what it lacks, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import discord
from discord.abc import GuildChannel

from bot.exchange.refusal import Refusal

Reach = Literal["server", "channel"]


@dataclass(frozen=True, slots=True)
class Need:
    """A permission: discord.py's name, Discord's own name, why it is needed, and whether each channel needs it."""

    name: str
    label: str
    why: str
    reach: Reach


NEEDS: tuple[Need, ...] = (
    Need("view_channel", "View Channels", "read what is tagged", "channel"),
    Need("send_messages", "Send Messages", "answer, remind and share", "channel"),
    Need("send_messages_in_threads", "Send Messages in Threads", "do the same in threads and forum posts", "channel"),
    Need("create_public_threads", "Create Public Threads", "open a thread for a question or a summary", "channel"),
    Need("read_message_history", "Read Message History", "make good what was posted while I was away", "channel"),
    Need("add_reactions", "Add Reactions", "put ✅ under what is kept", "channel"),
    Need(
        "manage_messages", "Manage Messages", "delete a message that may name a patient, if its author asks", "channel"
    ),
    Need("manage_threads", "Manage Threads", "look into private archived threads and wake archived posts", "channel"),
    Need("manage_channels", "Manage Channels", "make and archive a group's channel", "server"),
    Need("manage_roles", "Manage Roles", "make a group's role and give it to who joins", "server"),
    Need("create_events", "Create Events", "show meetings in the server's own list of events", "server"),
)
_BY_NAME = {need.name: need for need in NEEDS}


def needed() -> discord.Permissions:
    """All that the bot needs, for an invite link."""
    return discord.Permissions(**dict.fromkeys(_BY_NAME, True))


def label_of(name: str) -> str:
    """A permission as Discord's own settings call it ("Manage Channels")."""
    asked = discord.Permissions(**{name: True})  # some have two names: view_channel is read_messages
    labels = (need.label for need in NEEDS if discord.Permissions(**{need.name: True}) == asked)
    return next(labels, name.replace("_", " ").title())


def missing(permissions: discord.Permissions, *names: str) -> list[str]:
    """Which of these permissions are not there, as Discord calls them."""
    return [label_of(name) for name in names if not getattr(permissions, name)]


def reads(channel: GuildChannel | discord.Thread, who: discord.Member | discord.Role) -> bool:
    """Whether somebody can read what is written in a channel."""
    return not _lacks_for_reading(channel, channel.permissions_for(who))


def missing_in(channel: GuildChannel | discord.Thread, me: discord.Member) -> list[str]:
    """What the bot lacks in a channel; in a category also what it needs for making channels there.

    Who cannot see a channel can do nothing in it: then only that is named.
    """
    permissions = channel.permissions_for(me)
    if lacking := _lacks_for_reading(channel, permissions):
        return lacking
    makes_channels = isinstance(channel, discord.CategoryChannel)
    return missing(permissions, *(need.name for need in NEEDS if makes_channels or need.reach == "channel"))


def _lacks_for_reading(channel: GuildChannel | discord.Thread, permissions: discord.Permissions) -> list[str]:
    """The chat of a voice or stage channel is read by those alone who may join it, although others see the channel."""
    if not permissions.view_channel:
        return [label_of("view_channel")]
    speaks = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return missing(permissions, "connect") if speaks else []


def missing_in_guild(guild: discord.Guild) -> list[str]:
    """What the bot's roles lack in the server as a whole."""
    return missing(guild.me.guild_permissions, *_BY_NAME)


def require(permissions: discord.Permissions, where: str, *names: str) -> None:
    """Raise a Refusal that names what is missing and where (`the category Exchange`, `#general`, `this server`)."""
    lacking = missing(permissions, *names)
    if lacking:
        raise Refusal(
            f"I lack {bold_list(lacking)} in **{where}**; "
            f"a server administrator can give {'it' if len(lacking) == 1 else 'them'} to my role."
        )


def out_of_reach(role: discord.Role) -> str | None:
    """Why the bot cannot give this role to anybody; None where it can."""
    if role.is_default():
        return "that is everyone's role"
    if role.managed:
        return "it belongs to an app or to Discord, and nobody can give it by hand"
    if role >= role.guild.me.top_role:
        return "it stands above my own role; a server administrator can drag mine above it (Server Settings, Roles)"
    return None


def require_in_reach(role: discord.Role) -> None:
    """Raise a Refusal for a role that the bot cannot give."""
    reason = out_of_reach(role)
    if reason is not None:
        raise Refusal(f"I cannot give the role {role.mention}: {reason}.")


def bold_list(labels: Sequence[str]) -> str:
    """**A**, **B** and **C**."""
    *former, last = (f"**{label}**" for label in labels)
    return f"{', '.join(former)} and {last}" if former else last
