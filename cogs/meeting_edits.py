"""A planned meeting is changed or called off, it alone or with all that follow it; and the word of it."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.exchange.meeting_announcing import CANCELLED, CHANGED
from bot.exchange.meeting_plans import as_typed
from bot.exchange.outbox import Sending
from bot.exchange.posted_meetings import require_organiser
from bot.exchange.refusal import Refusal
from bot.ui import change_cards as cards
from bot.ui.again import offer_again, typed_before
from bot.ui.answering import answer, turn
from bot.ui.cards import notice
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.forms import Answers, form, refilled
from bot.ui.guards import actor_of, guild_of
from bot.ui.host import Host
from bot.ui.meeting_plan_forms import EDIT, EDIT_AGAIN, plan_fields, propose_change, this_channel, typed_change
from bot.ui.routing import on_form, on_press
from db.meetings import Meeting

_Interaction = discord.Interaction[Host]


class MeetingEditsCog(ExchangeCog):
    """Changes and cancellations."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.meetings = host.exchange.meetings
        self.edits = host.exchange.meeting_edits

    # Changing.

    @on_press(EDIT_AGAIN)
    async def edit_again(self, interaction: _Interaction, number: str, *chosen_and_token: str) -> None:
        """What was refused, in a form."""
        *chosen, token = chosen_and_token
        meeting = await self._own(interaction, number)
        fields = refilled(plan_fields(as_typed(meeting)), typed_before(interaction, token))
        await interaction.response.send_modal(form(f"Change {meeting.label}", fields, EDIT, number, *chosen))

    @on_form(EDIT)
    async def edited(
        self,
        interaction: _Interaction,
        answers: Answers,
        number: str,
        kind: str = "",
        capacity: str = "",
        cutoff: str = "",
    ) -> None:
        """Show privately what was understood; `kind` and what follows were chosen in options before."""
        try:
            change = typed_change(answers, kind, capacity, cutoff)
            await propose_change(interaction, await self._own(interaction, number), change)
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, EDIT_AGAIN, number, kind, capacity, cutoff)

    @on_press("meeting-edit-one")
    async def make(self, interaction: _Interaction, change: str) -> None:
        """**Change it**, or **This one** of a series."""
        guild_id = guild_of(interaction).id
        require_organiser(await self.edits.meeting_of(guild_id, int(change)), await actor_of(interaction))
        meeting = await self.edits.make(guild_id, int(change), interaction.user.id)
        _, standing = await self.host.exchange.rsvps.standing(guild_id, meeting.number)
        await turn(interaction, cards.changed(meeting, standing))

    @on_press("meeting-edit-rest")
    async def make_from_here_on(self, interaction: _Interaction, change: str) -> None:
        """**From here on**: a year of a weekly meeting takes a moment."""
        guild_id = guild_of(interaction).id
        await interaction.response.defer()
        require_organiser(await self.edits.meeting_of(guild_id, int(change)), await actor_of(interaction))
        meeting = await self.edits.make_from_here_on(guild_id, int(change), interaction.user.id)
        series = await self.host.exchange.meeting_series.of(meeting)
        await turn(interaction, cards.changed_from_here_on(meeting, series))

    @on_press("meeting-edit-drop")
    async def drop(self, interaction: _Interaction, change: str) -> None:
        """**Leave it**."""
        await self.edits.drop(guild_of(interaction).id, int(change))
        await turn(interaction, notice("It stays as it was."))

    @on_press("meeting-repost")
    async def post_again(self, interaction: _Interaction, number: str) -> None:
        """The card was lost: a new one stands in this channel."""
        await self._own(interaction, number)
        channel_id = this_channel(interaction)
        meeting = await self.edits.post_again(guild_of(interaction).id, int(number), channel_id, interaction.user.id)
        await answer(interaction, notice(f"**{meeting.label}** is announced again, in <#{channel_id}>."))

    # Calling off.

    @on_press("meeting-cancel")
    async def call_off(self, interaction: _Interaction, number: str) -> None:
        """Yes, cancel it; of a series it alone."""
        meeting = await self._own(interaction, number)
        await self.meetings.cancel(meeting.guild_id, meeting.number, interaction.user.id)
        await turn(interaction, notice(f"**{meeting.label}** is cancelled, and <#{meeting.channel_id}> will be told."))

    @on_press("meeting-cancel-rest")
    async def call_off_from_here_on(self, interaction: _Interaction, number: str) -> None:
        """Yes, cancel it and all that follow."""
        await interaction.response.defer()
        meeting = await self._own(interaction, number)
        await self.meetings.cancel_from_here_on(meeting.guild_id, meeting.number, interaction.user.id)
        await turn(
            interaction,
            notice(
                f"**{meeting.label}** and all that follow it are cancelled, and <#{meeting.channel_id}> will be told."
            ),
        )

    @on_press("meeting-keep")
    async def keep(self, interaction: _Interaction, number: str) -> None:
        """The meeting is not called off after all."""
        await turn(interaction, notice(f"**M-{number}** stays as it was."))

    # The outbox.

    @delivers(CHANGED)
    async def send_news(self, sending: Sending) -> int:
        """The word that a meeting was moved, with who is going."""
        told = await self.meetings.news(sending.delivery)
        return await self._say(told.meeting, cards.news(told, sending.token), told.user_ids, sending.token)

    @delivers(CANCELLED)
    async def send_cancellation(self, sending: Sending) -> int:
        """The word that a meeting is called off, with a ping of who was going."""
        told = await self.meetings.called_off(sending.delivery)
        return await self._say(told.meeting, cards.cancellation(told, sending.token), told.user_ids, sending.token)

    async def _say(self, meeting: Meeting, view: discord.ui.LayoutView, user_ids: Sequence[int], token: str) -> int:
        """Say it in the meeting's channel, with a ping of these alone."""
        pinged = discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(each) for each in user_ids], replied_user=False
        )
        channel = self.host.get_partial_messageable(meeting.channel_id)
        # discord.py adds enforce_nonce: Discord answers a repeated send with the message that is there already.
        return (await channel.send(view=view, nonce=token, allowed_mentions=pinged)).id

    async def _own(self, interaction: _Interaction, number: str) -> Meeting:
        """A meeting that the person may change."""
        meeting = await self.meetings.get(guild_of(interaction).id, int(number))
        require_organiser(meeting, await actor_of(interaction))
        return meeting


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingEditsCog(host))
