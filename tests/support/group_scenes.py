"""What the tests of user groups do and look at, on a stage with Fluence on it."""

from __future__ import annotations

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.models import Channel, Overwrite
from simcord.enums import OverwriteType

from bot.demo.stage import Stage
from db.groups import Group
from tests.support import audited
from tests.support.library_scenes import fluence

TAGS = ["Tip", "Complication", "Protocol", "Question", "Summary", "Review"]
FORUM, TEXT, CATEGORY = 15, 0, 4


async def create(stage: Stage, channel: ChannelHandle, **options: str) -> InteractionResult:
    """The server's owner makes or repairs a group."""
    return await stage.owner().slash(channel, "group create", **options)


async def groups_of(stage: Stage) -> dict[str, Group]:
    """The groups that Fluence remembers, by name."""
    return {group.name: group for group in await fluence(stage).exchange.groups.of(stage.guild.id)}


async def deeds(stage: Stage) -> list[str]:
    """What moderators did to groups, as the audit has it, oldest first."""
    async with fluence(stage).database.read() as read:
        deeds = reversed(await audited.latest(read, stage.guild.id, 50))
        return [deed.action for deed in deeds if deed.action.startswith("group ")]


def channels(stage: Stage, kind: int) -> list[Channel]:
    """The server's channels of a kind, as Discord has them."""
    every = stage.env.backend.channels.values()
    return [each for each in every if each.guild_id == stage.guild.id and each.type == kind]


def tags_of(stage: Stage, name: str) -> list[str]:
    """A forum's tags."""
    return [tag["name"] for tag in stage.env.backend.get_channel(stage.channel(name).id).available_tags]


def may(stage: Stage, member: MemberActor, channel: ChannelHandle, permission: str) -> bool:
    """Whether Discord lets a member do something in a channel."""
    allowed = stage.env.backend.compute_permissions(stage.guild.id, member.id, channel.id)
    return getattr(discord.Permissions(allowed), permission)


def roles_of(stage: Stage, member: MemberActor) -> list[int]:
    """The ids of a member's roles."""
    return stage.env.backend.get_member(stage.guild.id, member.id).role_ids


def take_from_bot(stage: Stage, *names: str) -> None:
    """A server administrator takes permissions from the bot's role."""
    role = stage.role("Fluence")
    permissions = discord.Permissions(stage.env.backend.get_role(stage.guild.id, role.id).permissions)
    permissions.update(**dict.fromkeys(names, False))
    stage.env.backend.edit_role(stage.guild.id, role.id, {"permissions": permissions.value})


async def deny(stage: Stage, channel_id: int, user_id: int, permission: str) -> None:
    """A moderator denies one member, who may be the bot, something in a channel."""
    denied = getattr(discord.Permissions, permission).flag
    overwrite = Overwrite(target_id=user_id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    stage.env.backend.set_overwrite(channel_id, overwrite)
    await stage.settle()


async def allow(stage: Stage, channel_id: int, user_id: int, permission: str) -> None:
    """A moderator allows it again."""
    allowed = getattr(discord.Permissions, permission).flag
    overwrite = Overwrite(target_id=user_id, type=OverwriteType.MEMBER, allow=allowed, deny=0)
    stage.env.backend.set_overwrite(channel_id, overwrite)
    await stage.settle()
