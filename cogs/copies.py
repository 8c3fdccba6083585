"""Public copies: whenever an entry changes, each message in which the bot shows it is edited."""

from __future__ import annotations

import discord
from discord import ui

from bot.exchange.copies import COPY_KIND, may_stand_in
from bot.exchange.outbox import NothingToSend, Sending
from bot.ui.asking import with_parent
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.entry_card import private_by_now, public_card
from bot.ui.host import Host
from bot.ui.notes import note_about
from bot.ui.standing_messages import edit_standing
from db.entries import Entry


class CopiesCog(ExchangeCog):
    """Keeps what is shown true to what is kept."""

    @delivers(COPY_KIND)
    async def show_anew(self, sending: Sending) -> int | None:
        """Edit one copy to what its entry says now."""
        posting = sending.delivery.posting
        if posting.channel_id is None or posting.target_id is None:
            raise NothingToSend("the row names no copy")
        entry = await self.host.exchange.library.shown_on(posting.guild_id, posting.target_id)
        if entry is None:
            raise NothingToSend("the copy is gone")
        try:
            view = await (self._note(entry) if posting.label == "note" else self._card(entry, posting.channel_id))
            await edit_standing(self.host, posting.channel_id, posting.target_id, view)
        except discord.NotFound:
            await self.host.exchange.lookup.forget_copy(posting.target_id)
            raise NothingToSend("the copy was deleted") from None
        return posting.target_id

    async def _note(self, entry: Entry) -> ui.LayoutView:
        exchange = self.host.exchange
        return note_about(entry, await exchange.alike.to(entry), await exchange.questions.asked_by(entry))

    async def _card(self, entry: Entry, channel_id: int) -> ui.LayoutView:
        if not may_stand_in(entry, [channel_id]):
            channel = self.host.get_channel(channel_id) or await self.host.fetch_channel(channel_id)
            if not may_stand_in(entry, with_parent(channel)):
                return private_by_now(entry)
        credential = await self.host.exchange.members.credential_line(entry.guild_id, entry.author_id)
        exchange = self.host.exchange
        evidence, beside = await exchange.protocols.evidence(entry), await exchange.questions.beside(entry)
        return public_card(entry, credential, evidence, beside)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(CopiesCog(host))
