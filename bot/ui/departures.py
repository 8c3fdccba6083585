"""Who has left the server or the exchange: Discord tells that only with a privileged intent, so it is asked where it
matters.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord

from bot.exchange.outbox import NothingToSend
from bot.ui.guards import belongs
from bot.ui.host import Host
from db.communities import Community


async def has_left(host: Host, guild_id: int, member_id: int | None) -> bool:
    """Whether somebody is no member any more; a server that is not in the cache just now is taken on trust."""
    guild = host.get_guild(guild_id)
    if guild is None or member_id is None:
        return False
    try:
        await guild.fetch_member(member_id)
    except discord.NotFound:
        return True
    return False


async def names_of_those_here(host: Host, guild_id: int, member_ids: Sequence[int]) -> dict[int, str]:
    """The names that members have in the server, without those who left; empty where a server is not in the cache."""
    guild = host.get_guild(guild_id)
    if guild is None:
        return dict.fromkeys(member_ids, "")
    found = await asyncio.gather(*map(guild.fetch_member, member_ids), return_exceptions=True)
    names: dict[int, str] = {}
    for member_id, member in zip(member_ids, found, strict=True):
        if isinstance(member, discord.Member):
            names[member_id] = member.display_name
        elif not isinstance(member, discord.NotFound):
            raise member
    return names


async def not_reached(host: Host, guild_id: int, member_id: int | None) -> str | None:
    """Why the exchange's words and buttons are not for somebody who was chosen; None where they are.

    The menus offer every member of the server. Until Discord has told about it, they are taken on trust.
    """
    guild = host.get_guild(guild_id)
    if guild is None or member_id is None:
        return None
    try:
        member = await guild.fetch_member(member_id)
    except discord.NotFound:
        return f"<@{member_id}> has left the server"
    return without_role(member, await host.exchange.communities.of(guild_id))


def without_role(member: discord.Member, community: Community) -> str | None:
    """That a member does not hold the exchange's role; None for who does, or needs none."""
    if belongs(member, member.guild_permissions, community):
        return None
    return f"<@{member.id}> does not hold <@&{community.exchange_role_id}>, the exchange's role"


async def recipient(host: Host, guild: discord.Guild, user_id: int | None) -> discord.Member:
    """Whom a private word of the exchange is for. Raises NothingToSend for who is no exchange member any more.

    Discord would deliver it to who left the server, as long as another server is shared with the bot.
    """
    assert user_id is not None, "a private word is for somebody"
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        raise NothingToSend("its recipient has left the server") from None
    if not belongs(member, member.guild_permissions, await host.exchange.communities.of(guild.id)):
        raise NothingToSend("its recipient is no exchange member any more")
    return member
