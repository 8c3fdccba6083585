"""Coming to a server, and leaving it."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.delivery.told import told_guild
from bot.exchange.communities import WELCOME_KIND
from bot.exchange.outbox import Sending
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.host import Host
from bot.ui.permissions import missing_in_guild
from bot.ui.setup_cards import welcome_card


class WelcomeCog(ExchangeCog):
    """The first words in a server: once for each joining, also when the bot was away at that time."""

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody has just invited the bot."""
        await self._greet(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is back after one of Discord's outages."""
        await self._greet(guild)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """At every new session: one of the servers may have been joined while the bot was away."""
        for guild in self.host.guilds:
            await self._greet(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was put out, or the server is gone; Discord's outages are another event."""
        await self.host.exchange.communities.leave(guild.id)

    @delivers(WELCOME_KIND)
    async def welcome(self, sending: Sending) -> int | None:
        """What to do first, and what is missing."""
        posting = sending.delivery.posting
        assert posting.channel_id is not None, "a welcome has a channel"
        guild = await told_guild(self.host, posting.guild_id)
        channel = self.host.get_partial_messageable(posting.channel_id)
        view = welcome_card(guild.name, missing_in_guild(guild), sending.token)
        return (await channel.send(view=view, nonce=sending.token)).id

    async def _greet(self, guild: discord.Guild) -> None:
        channel = _first_writable(guild)
        if await self.host.exchange.communities.greet(guild.id, channel.id if channel else None):
            self.host.exchange.outbox.announce()


def _first_writable(guild: discord.Guild) -> discord.TextChannel | None:
    system = [guild.system_channel] if guild.system_channel is not None else []
    for channel in (*system, *guild.text_channels):
        permissions = channel.permissions_for(guild.me)
        if permissions.view_channel and permissions.send_messages:
            return channel
    return None


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(WelcomeCog(host))
