"""Deleting at large: what was captured there is unlisted, and the moderators decide."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.delivery.moderators import tell_moderators
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.removals import ASK_KIND, DUE_KIND, PATIENCE, Question
from bot.ui.answering import turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.guards import guild_id_of, require_moderator
from bot.ui.host import Host
from bot.ui.receiving import quietly
from bot.ui.removal_cards import removal_kept, removal_question, removal_removed
from bot.ui.routing import on_press


class RemovalsCog(ExchangeCog):
    """Bulk, thread and channel deletes are no author's wish."""

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Several messages in one stroke, as moderators do it."""
        if payload.guild_id is None:
            return
        exchange = self.host.exchange
        message_ids = sorted(payload.message_ids)
        exchange.chat_order.overtake(message_ids)
        for message_id in message_ids:
            async with exchange.chat_order.turn(message_id):
                pass  # whatever was being done with it is done
        with exchange.cursors.or_missed(payload.guild_id):
            lines = await exchange.removals.messages_deleted(payload.guild_id, message_ids)
        channel = self.host.get_partial_messageable(payload.channel_id)
        for line in set(lines) - payload.message_ids:
            await quietly(f"taking away line {line}", channel.get_partial_message(line).delete())

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread or a forum post."""
        self._forget_place(payload.thread_id)
        with self.host.exchange.cursors.or_missed(payload.guild_id):
            await self.host.exchange.removals.thread_deleted(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel or forum, with its threads: of those, Discord tells only what is in the cache."""
        self._forget_place(channel.id)
        with self.host.exchange.cursors.or_missed(channel.guild.id):
            await self.host.exchange.removals.channel_deleted(channel.guild.id, channel.id)

    @delivers(ASK_KIND)
    async def ask(self, sending: Sending) -> int | None:
        """Ask in the moderators' channel, as it is now."""
        question = await self._question(sending)
        removal = question.removal
        view = removal_question(
            removal.number,
            removal.reason,
            question.labels,
            question.for_authors,
            removal.asked_at + PATIENCE,
            sending.token,
        )
        return await tell_moderators(self.host, self.host.exchange.communities, sending, view)

    @delivers(DUE_KIND)
    async def run_out(self, sending: Sending) -> int | None:
        """Seven days without a decision: what was announced is done."""
        posting = sending.delivery.posting
        if posting.removal is None or not await self.host.exchange.removals.run_out(posting.guild_id, posting.removal):
            raise NothingToSend("decided already")
        return None

    @on_press("removal_keep")
    async def keep(self, interaction: discord.Interaction[Host], number: str, _token: str) -> None:
        """The library keeps what was written there."""
        guild_id = await self._moderated(interaction)
        await interaction.response.defer()
        kept = await self.host.exchange.removals.keep(guild_id, int(number), interaction.user.id)
        await turn(interaction, removal_kept(kept, interaction.user.id))

    @on_press("removal_remove")
    async def remove(self, interaction: discord.Interaction[Host], number: str, _token: str) -> None:
        """It goes from the library too."""
        guild_id = await self._moderated(interaction)
        await interaction.response.defer()
        count = await self.host.exchange.removals.remove(guild_id, int(number), interaction.user.id)
        await turn(interaction, removal_removed(count, interaction.user.id))

    async def _question(self, sending: Sending) -> Question:
        posting = sending.delivery.posting
        question = None
        if posting.removal is not None:
            question = await self.host.exchange.removals.question(posting.guild_id, posting.removal)
        if question is None:
            raise NothingToSend("decided already")
        return question

    async def _moderated(self, interaction: discord.Interaction[Host]) -> int:
        await require_moderator(interaction)
        return guild_id_of(interaction)

    def _forget_place(self, channel_id: int) -> None:
        self.host.exchange.chat_order.overtake_channel(channel_id)
        self.host.exchange.cursors.gone(channel_id)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(RemovalsCog(host))
