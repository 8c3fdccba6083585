"""The server that a delivery is about, once Discord has told about it."""

from __future__ import annotations

import discord

from bot.exchange.outbox import NothingToSend, NotYet


async def told_guild(client: discord.Client, guild_id: int) -> discord.Guild:
    """The server with its channels, and with the bot as a member of it.

    After a start rows are due before the gateway has told about any server: what is not in the cache then is not gone.
    Raises NothingToSend where the bot is not in the server any more, and NotYet in an outage of Discord's.
    """
    guild = client.get_guild(guild_id)
    if guild is None or guild.unavailable:
        await client.wait_until_ready()
        guild = client.get_guild(guild_id)
    if guild is None:
        raise NothingToSend("the bot is not in that server any more")
    if guild.unavailable:
        raise NotYet("Discord has an outage at that server")
    return guild
