"""`/diagnose`: what does not work here, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from discord import app_commands

from bot.ui.answering import answer
from bot.ui.cog import ExchangeCog
from bot.ui.diagnosis import Unseen, diagnosis_card, findings, used_channels
from bot.ui.guards import community_of, guild_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.routing import on_press


class DiagnoseCog(ExchangeCog):
    """Looking at permissions, roles, channels and deliveries."""

    @moderators_only
    @app_commands.command(name="diagnose", description="What does not work here, and what to do (moderators)")
    async def diagnose(self, interaction: discord.Interaction[Host]) -> None:
        """By command."""
        await self._examine(interaction)

    @on_press("diagnose")
    async def check(self, interaction: discord.Interaction[Host], _token: str = "") -> None:
        """By button."""
        await require_moderator(interaction)
        await self._examine(interaction)

    async def _examine(self, interaction: discord.Interaction[Host]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = guild_of(interaction)
        exchange = self.host.exchange
        community = await community_of(interaction)
        groups = await exchange.groups.of(guild.id)
        digest = (await exchange.digests.planned(guild.id)).schedule
        used = used_channels(community, groups, digest)
        unseen = await self._unseen(guild, (each.channel_id for each in used))
        for channel_id in unseen.gone & community.private_channels:
            # Deleted while the bot was away. By `/settings` only a channel that exists can be taken out.
            await exchange.communities.opt_channel_out(guild.id, channel_id)
        found = findings(
            guild,
            community,
            groups,
            digest=digest,
            unseen=unseen,
            failures=await exchange.communities.failures(guild.id),
            held=await exchange.holds.count(guild.id),
            reads_message_content=self.host.reads_message_content,
        )
        await answer(interaction, diagnosis_card(found))

    async def _unseen(self, guild: discord.Guild, channel_ids: Iterable[int]) -> Unseen:
        """Asks Discord about what is not in the cache: a miss there is no proof of a deletion."""
        gone: set[int] = set()
        hidden: set[int] = set()
        for channel_id in channel_ids:
            if guild.get_channel(channel_id) is not None:
                continue
            try:
                await self.host.fetch_channel(channel_id)
            except discord.NotFound:
                gone.add(channel_id)
            except discord.Forbidden:
                hidden.add(channel_id)
        return Unseen(frozenset(gone), frozenset(hidden))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DiagnoseCog(host))
