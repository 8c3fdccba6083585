"""A meeting's public card: posted once, and edited whenever the meeting or an answer to it changes."""

from __future__ import annotations

import discord

from bot.exchange.meeting_card_edits import CARD, CARD_EDIT, CARD_END, DELETED, token_of_card
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.waiting_list import Standing
from bot.ui import meeting_cards as cards
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.host import Host
from bot.ui.standing_messages import edit_standing
from db.meetings import Meeting


class MeetingCardCog(ExchangeCog):
    """The announcement in the channel."""

    @delivers(CARD)
    async def post_card(self, sending: Sending) -> int:
        """The announcement."""
        meeting = await self.host.exchange.meetings.due(sending.delivery)
        _, standing = await self.host.exchange.rsvps.standing(meeting.guild_id, meeting.number)
        channel = self.host.get_partial_messageable(meeting.channel_id)
        view = await self._announcement(meeting, standing, sending.token)
        # discord.py adds enforce_nonce: Discord answers a repeated send with the message that is there already.
        return (await channel.send(view=view, nonce=sending.token)).id

    @delivers(CARD_EDIT)
    async def edit_card(self, sending: Sending) -> int:
        """What the announcement says now; that of a cancelled meeting says so."""
        edit = await self.host.exchange.rsvps.begin_card_edit(sending.delivery)
        meeting, token = edit.meeting, token_of_card(edit.meeting)
        if meeting.status == "cancelled":
            view = cards.announcement_called_off(meeting, token)
        else:
            view = await self._announcement(meeting, edit.standing, token)
        try:
            await edit_standing(self.host, meeting.channel_id, edit.message_id, view)
        except discord.NotFound:
            raise NothingToSend(DELETED) from None
        return edit.message_id

    @delivers(CARD_END)
    async def close_card(self, sending: Sending) -> int:
        """The meeting is over: its card says so and asks nobody any more. Its agenda follows by an edit of its own."""
        await self.host.exchange.agendas.close(sending.delivery)
        return await self.edit_card(sending)

    async def _announcement(self, meeting: Meeting, standing: Standing, token: str) -> discord.ui.LayoutView:
        exchange = self.host.exchange
        series = await exchange.meeting_series.of(meeting)
        if meeting.plan.ends_at <= exchange.clock.now():
            return cards.announcement_of_the_past(meeting, token, standing, series)
        counted_in, guest = (
            await exchange.attendance.channel_of(meeting),
            await exchange.expert_sessions.guest_of(meeting),
        )
        return cards.announcement(meeting, token, standing, series, counted_in, guest)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingCardCog(host))
