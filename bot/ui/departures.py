"""Who has left the server: Discord tells that only with a privileged intent, so it is asked where it matters."""

from __future__ import annotations

import discord

from bot.ui.host import Host


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
