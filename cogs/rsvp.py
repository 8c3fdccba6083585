"""Answers to a meeting: the buttons on its card, guests, the list of who is going, and the word to who moves up."""

from __future__ import annotations

from typing import cast

import discord

from bot.exchange import rsvp
from bot.exchange.outbox import Sending
from bot.exchange.rsvp import Answer, Standing
from bot.ui import rsvp_cards as cards
from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.guards import is_moderator, require_moderator
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_press
from db.meetings import Meeting

_Interaction = discord.Interaction[Host]


class RsvpCog(ExchangeCog):
    """Who is going. Each press is answered at once and privately; the card follows by the outbox."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.rsvps = host.exchange.rsvps

    @on_press("rsvp")
    async def answers(self, interaction: _Interaction, number: str, chosen: str) -> None:
        """**In person**, **Online** or **Going**, **Maybe** or **No**."""
        done = await self.rsvps.answer(_guild_id(interaction), int(number), interaction.user.id, cast("Answer", chosen))
        await answer(interaction, cards.answered(done, self.host.exchange.clock.now()))

    @on_press("rsvp-guests")
    async def guests(self, interaction: _Interaction, number: str) -> None:
        """How many come with somebody, from the menu on their private answer."""
        (chosen,) = chosen_in(interaction)
        done = await self.rsvps.bring(_guild_id(interaction), int(number), interaction.user.id, int(chosen))
        await turn(interaction, cards.answered(done, self.host.exchange.clock.now()))

    @on_press("rsvp-list")
    async def who(self, interaction: _Interaction, number: str, _page: str = "") -> None:
        """**Who is going** opens the first page, beside the card on which it stands."""
        meeting, standing = await self.rsvps.standing(_guild_id(interaction), int(number))
        await answer(interaction, await self._list(interaction, meeting, standing, 0))

    @on_press("rsvp-page")
    async def turn_page(self, interaction: _Interaction, number: str, page: str) -> None:
        """Another page of that list."""
        meeting, standing = await self.rsvps.standing(_guild_id(interaction), int(number))
        await turn(interaction, await self._list(interaction, meeting, standing, int(page)))

    @on_press("rsvp-take-off")
    async def take_off(self, interaction: _Interaction, number: str) -> None:
        """The organiser takes somebody off the list."""
        meeting, _ = await self.rsvps.standing(_guild_id(interaction), int(number))
        if interaction.user.id != meeting.organiser_id:
            await require_moderator(interaction)
        (chosen,) = chosen_in(interaction)
        standing = await self.rsvps.take_off(meeting.guild_id, meeting.number, int(chosen), interaction.user.id)
        said = f"{cards.mention(int(chosen))} is off the list, and will be told in <#{meeting.channel_id}>."
        await turn(interaction, await self._list(interaction, meeting, standing, 0, said))

    @delivers(rsvp.PROMOTED)
    async def tell_promoted(self, sending: Sending) -> int:
        """Those who have moved up from the waiting list."""
        meeting, user_ids = await self.rsvps.promoted(sending.delivery)
        return await self._ping(sending, meeting, user_ids, cards.promoted(meeting, user_ids, sending.token))

    @delivers(rsvp.TAKEN_OFF)
    async def tell_taken_off(self, sending: Sending) -> int:
        """Somebody whom the organiser has taken off the list."""
        meeting, user_id = await self.rsvps.taken_off(sending.delivery)
        return await self._ping(sending, meeting, [user_id], cards.taken_off(meeting, user_id, sending.token))

    @delivers(rsvp.BEYOND)
    async def tell_beyond(self, sending: Sending) -> int:
        """An organiser whose meeting a moderator has given fewer places than people are going."""
        meeting, standing, organiser_id = await self.rsvps.beyond(sending.delivery)
        view = cards.places_taken_away(meeting, standing, organiser_id, sending.token)
        return await self._ping(sending, meeting, [organiser_id], view)

    async def _ping(self, sending: Sending, meeting: Meeting, user_ids: list[int], view: discord.ui.LayoutView) -> int:
        channel = self.host.get_partial_messageable(meeting.channel_id)
        named = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(each) for each in user_ids], replied_user=False
        )
        return (await channel.send(view=view, nonce=sending.token, allowed_mentions=named)).id

    async def _list(
        self, interaction: _Interaction, meeting: Meeting, standing: Standing, page: int, said: str = ""
    ) -> discord.ui.LayoutView:
        organises = interaction.user.id == meeting.organiser_id or await is_moderator(interaction)
        return cards.who_is_going(meeting, standing, page, organises=organises, said=said)


def _guild_id(interaction: _Interaction) -> int:
    assert interaction.guild_id is not None  # the buttons stand in a guild
    return interaction.guild_id


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(RsvpCog(host))
