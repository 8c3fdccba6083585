"""The threads and posts in which entries are talked about: the net below those that could not be opened at once."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.delivery.told import told_guild
from bot.exchange.copies import NAME_KIND
from bot.exchange.discussions import BELOW_KIND, DISCUSSION_KIND
from bot.exchange.outbox import CannotSend, NothingToSend, Sending
from bot.exchange.refusal import Refusal
from bot.ui.answering import say
from bot.ui.asking import asker_of
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.discussions import (
    Place,
    find_discussion,
    open_below,
    open_discussion,
    place_of,
    rename_discussion,
    why_without_thread,
)
from bot.ui.host import Host
from bot.ui.permissions import bold_list, missing
from bot.ui.routing import on_press
from bot.ui.standing_messages import owed
from bot.ui.text import channel_url
from db.entries import Entry


class DiscussionsCog(ExchangeCog):
    """Opens what a crash or a fault left unopened, and forgets what was deleted."""

    @delivers(DISCUSSION_KIND)
    async def open_late(self, sending: Sending) -> int | None:
        """Find what stands there already, or else open it."""
        posting = sending.delivery.posting
        if posting.channel_id is None or posting.entry is None:
            raise NothingToSend("the row names no entry")
        entry = await self.host.exchange.library.entry(posting.guild_id, posting.entry)
        if entry is None:
            raise NothingToSend("the entry is gone")
        await told_guild(self.host, posting.guild_id)
        place = self.host.get_channel(posting.channel_id) or await self.host.fetch_channel(posting.channel_id)
        if not isinstance(place, Place):
            raise NothingToSend("it is no channel to talk in")
        found = await find_discussion(self.host, entry, place)
        if found is None and entry.status != "listed":
            raise NothingToSend("the entry is not listed any more")
        return (found or await open_discussion(self.host, entry, place, sending.token)).card.id

    @delivers(BELOW_KIND)
    async def open_below(self, sending: Sending) -> int | None:
        """A thread below a captured message."""
        posting = sending.delivery.posting
        entry = await self.host.exchange.library.entry(posting.guild_id, posting.entry or 0)
        if entry is None or entry.status != "listed" or entry.source is None:
            raise NothingToSend("the entry is not listed any more")
        await told_guild(self.host, posting.guild_id)
        channel = self.host.get_channel(entry.source.channel_id)
        if channel is not None and not isinstance(channel, discord.TextChannel):
            raise NothingToSend("there are no threads in such a channel")
        try:
            return await open_below(self.host, entry)
        except Refusal as refusal:
            raise CannotSend(str(refusal)) from None

    @delivers(NAME_KIND)
    async def rename(self, sending: Sending) -> int | None:
        """A thread bears nothing of an entry that is not listed any more, or that was merged into another."""
        posting = sending.delivery.posting
        thread_id = posting.channel_id or 0
        entry = await self.host.exchange.discussions.about(posting.guild_id, thread_id)
        if entry is None:
            raise NothingToSend("nothing is talked about there any more")
        await told_guild(self.host, posting.guild_id)
        with owed():
            renamed = await rename_discussion(self.host, entry, thread_id)
        if not renamed:
            raise NothingToSend("it is called so already, or gone")
        return None

    @on_press("discuss")
    async def discuss(self, interaction: discord.Interaction[Host], number: str) -> None:
        """Open what could not be opened before, or was deleted since; two presses open one."""
        exchange = self.host.exchange
        asker = await asker_of(interaction)
        entry = await exchange.lookup.entry(asker, number)
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with exchange.chat_order.turn(entry.number):  # no message has so small a number
            there = (await exchange.discussions.of(entry)).discussion
            if there is None:
                there = await self._opened(interaction, entry)
        await say(interaction, f"It is talked about here: {channel_url(entry.guild_id, there)}")

    async def _opened(self, interaction: discord.Interaction[Host], entry: Entry) -> int:
        if entry.source is not None:
            _require_may_write_in(interaction, self.host.get_channel(entry.source.channel_id))
            return await open_below(self.host, entry)
        devices = entry.values("device")
        place = await place_of(interaction, devices[0] if len(devices) == 1 else None)
        found = await find_discussion(self.host, entry, place)
        opened = found or await open_discussion(self.host, entry, place, str(interaction.id))
        if opened.thread is None and (why := why_without_thread(place)):
            raise Refusal(why)
        return opened.thread.id if opened.thread is not None else opened.card.channel.id

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """An entry's thread may be among them."""
        await self.host.exchange.discussions.closed(payload.guild_id, payload.thread_id)


def _require_may_write_in(interaction: discord.Interaction[Host], channel: object) -> None:
    """Raises a Refusal for who may not write where an entry was said: the bot is no way around that."""
    member = interaction.user
    if isinstance(channel, discord.TextChannel) and isinstance(member, discord.Member):
        lacking = missing(channel.permissions_for(member), "view_channel", "send_messages")
        if lacking:
            raise Refusal(f"You lack {bold_list(lacking)} in {channel.mention}, where it was said.")


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DiscussionsCog(host))
