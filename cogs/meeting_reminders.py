"""Reminders of meetings: sent where the meeting stands or to those who asked, and when these want them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.delivery.told import told_guild
from bot.exchange.meeting_reminders import PRIVATE, REMINDER, REMINDER_MORE
from bot.exchange.outbox import Sending
from bot.exchange.refusal import Refusal
from bot.ui import reminder_cards as cards
from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.departures import has_left, recipient
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_press
from bot.ui.rsvp_cards import answered

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Host]


class MeetingRemindersCog(ExchangeCog):
    """Reminders."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.reminders = host.exchange.meeting_reminders

    @on_press("remind-me")
    async def choose(self, interaction: _Interaction, number: str) -> None:
        """The menu of private reminders."""
        assert interaction.guild_id is not None  # the menu stands in a guild
        await self._choose(interaction, interaction.guild_id, int(number), chosen_in(interaction))

    @on_press("remind-stop", audience="everyone")
    async def stop(self, interaction: _Interaction, guild_id: str, number: str, _token: str) -> None:
        """**No more of these** in a direct message, where nobody has a role: it concerns the presser alone."""
        await self.reminders.choose(int(guild_id), int(number), interaction.user.id, ())
        await answer(interaction, cards.stopped())

    async def _choose(self, interaction: _Interaction, guild_id: int, number: int, labels: Sequence[str]) -> None:
        own = await self.host.exchange.rsvps.own(guild_id, number, interaction.user.id)
        if own is None:
            raise Refusal("You are not on the list any more: press one of the buttons on the meeting's card first.")
        chosen = await self.reminders.choose(guild_id, number, interaction.user.id, labels)
        await turn(interaction, answered(replace(own, reminders=chosen), self.host.exchange.clock.now()))

    @delivers(REMINDER)
    async def remind(self, sending: Sending) -> int:
        """The reminder itself, with the first of those who are going."""
        await self._free_places(sending)
        due = await self.reminders.due(sending.delivery)
        return await self._send(sending, due.user_ids, cards.reminder(due, sending))

    @delivers(REMINDER_MORE)
    async def remind_more(self, sending: Sending) -> int:
        """The next few of them."""
        due = await self.reminders.due(sending.delivery)
        return await self._send(sending, due.user_ids, cards.more_people(due, sending))

    @delivers(PRIVATE)
    async def remind_privately(self, sending: Sending) -> int:
        """A direct message to who asked for one; closed ones fail, and are seen in `/meeting show`."""
        due = await self.reminders.privately_due(sending.delivery)
        guild = await told_guild(self.host, sending.delivery.posting.guild_id)
        member = await recipient(self.host, guild, due.user_id)
        return (await member.send(view=cards.private(due, sending), nonce=sending.token)).id

    async def _free_places(self, sending: Sending) -> None:
        """Whoever has left the server keeps no place in a full meeting: others may be waiting for it."""
        guild_id, rsvps = sending.delivery.posting.guild_id, self.host.exchange.rsvps
        try:
            asked = await rsvps.holding_places(sending.delivery)
            departed = [each for each in asked if await has_left(self.host, guild_id, each)]
        except discord.HTTPException as error:
            log.warning("who has left server %d could not be told (%s)", guild_id, type(error).__name__)
            return  # the reminder is more than the place
        if departed:
            await rsvps.departed(sending.delivery, departed)

    async def _send(self, sending: Sending, user_ids: Sequence[int], view: discord.ui.LayoutView) -> int:
        channel_id = sending.delivery.posting.channel_id
        assert channel_id is not None  # only private ones have none
        named = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(each) for each in user_ids], replied_user=False
        )
        channel = self.host.get_partial_messageable(channel_id)
        return (await channel.send(view=view, nonce=sending.token, allowed_mentions=named)).id


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingRemindersCog(host))
