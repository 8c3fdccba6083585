"""The community's capture reaction: a member's emoji has a message kept, in its author's name."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.clinical.reader import read
from bot.exchange.incoming import Chosen, Ignored
from bot.ui.cog import ExchangeCog
from bot.ui.emoji import is_the_emoji
from bot.ui.guards import belongs
from bot.ui.host import Host
from bot.ui.incoming import home_of, is_a_members, is_archived
from bot.ui.message_forms import likely_kind
from bot.ui.receiving import keep_chosen, quietly

log = logging.getLogger(__name__)


class ReactionsCog(ExchangeCog):
    """Off unless moderators have chosen an emoji in `/settings`."""

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Most reactions are none of the bot's business, and cost one look."""
        member = payload.member
        if payload.guild_id is None or member is None or member.bot:
            return
        community = await self.host.exchange.communities.of(payload.guild_id)
        wanted = community.capture_reaction
        if wanted is None or not is_the_emoji(payload.emoji, wanted):
            return
        if belongs(member, member.guild_permissions, community):
            await self._keep(payload, member)

    async def _keep(self, payload: discord.RawReactionActionEvent, member: discord.Member) -> None:
        channel = self.host.get_partial_messageable(payload.channel_id, guild_id=payload.guild_id)
        try:
            message = await channel.fetch_message(payload.message_id)
        except discord.HTTPException as error:
            log.info("message %s could not be read for its reaction: %s", payload.message_id, error.code)
            return
        home = await home_of(message)
        if not is_a_members(message) or home is None or is_archived(home):
            return
        outcome = await keep_chosen(self.host, message, Chosen(likely_kind(read(message.content)), member.id))
        if isinstance(outcome, Ignored):
            # There is no private answer to a reaction: that it goes again says that it was in vain.
            await quietly(
                f"taking back a reaction on message {message.id}", message.remove_reaction(payload.emoji, member)
            )


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ReactionsCog(host))
