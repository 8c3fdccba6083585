"""The threads and posts in which entries are talked about: the net below those that could not be opened at once."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.exchange.discussions import DISCUSSION_KIND
from bot.exchange.outbox import NothingToSend, Sending
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.discussions import Place, find_discussion, open_discussion
from bot.ui.host import Host


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
        place = self.host.get_channel(posting.channel_id) or await self.host.fetch_channel(posting.channel_id)
        if not isinstance(place, Place):
            raise NothingToSend("it is no channel to talk in")
        found = await find_discussion(self.host, entry, place)
        if found is None and entry.status != "listed":
            raise NothingToSend("the entry is not listed any more")
        return (found or await open_discussion(self.host, entry, place, sending.token)).card.id

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """An entry's thread may be among them."""
        await self.host.exchange.discussions.closed(payload.guild_id, payload.thread_id)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DiscussionsCog(host))
