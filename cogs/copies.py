"""Public copies: whenever an entry changes, each message in which the bot shows it is edited."""

from __future__ import annotations

import discord
from discord import ui

from bot.exchange.copies import COPY_KIND
from bot.exchange.outbox import NothingToSend, Sending
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.entry_card import public_card
from bot.ui.host import Host
from bot.ui.notes import note_about
from db.entries import Entry

_ARCHIVED = 50083  # Discord: nothing in an archived thread can be edited


class CopiesCog(ExchangeCog):
    """Keeps what is shown true to what is kept."""

    @delivers(COPY_KIND)
    async def show_anew(self, sending: Sending) -> int | None:
        """Edit one copy to what its entry says now."""
        posting = sending.delivery.posting
        if posting.channel_id is None or posting.target_id is None or posting.entry is None:
            raise NothingToSend("the row names no copy")
        entry = await self.host.exchange.library.entry(posting.guild_id, posting.entry)
        if entry is None:
            raise NothingToSend("the entry is gone")
        view = await (self._note(entry) if posting.label == "note" else self._card(entry))
        try:
            await self._edit(posting.channel_id, posting.target_id, view)
        except discord.NotFound:
            await self.host.exchange.lookup.forget_copy(posting.target_id)
            raise NothingToSend("the copy was deleted") from None
        return posting.target_id

    async def _edit(self, channel_id: int, message_id: int, view: ui.LayoutView) -> None:
        copy = self.host.get_partial_messageable(channel_id).get_partial_message(message_id)
        try:
            await copy.edit(view=view)
        except discord.HTTPException as error:
            if error.code != _ARCHIVED:
                raise
            thread = await self.host.fetch_channel(channel_id)
            if not isinstance(thread, discord.Thread):
                raise
            # Whoever may write in an open thread wakes it; only who manages threads may send it back to sleep.
            awake = await thread.edit(archived=False)
            await copy.edit(view=view)
            if awake.permissions_for(awake.guild.me).manage_threads:
                await awake.edit(archived=True)

    async def _note(self, entry: Entry) -> ui.LayoutView:
        return note_about(entry, await self.host.exchange.alike.to(entry))

    async def _card(self, entry: Entry) -> ui.LayoutView:
        credential = await self.host.exchange.members.credential_line(entry.guild_id, entry.author_id)
        exchange = self.host.exchange
        evidence, beside = await exchange.protocols.evidence(entry), await exchange.questions.beside(entry)
        return public_card(entry, credential, evidence, beside)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(CopiesCog(host))
