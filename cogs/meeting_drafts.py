"""A meeting that is being planned: posted as it was understood, or typed again."""

from __future__ import annotations

import discord

from bot.exchange.meeting_plans import Typed, as_typed
from bot.exchange.refusal import Refusal
from bot.ui import meeting_cards as cards
from bot.ui.again import offer_again, typed_before
from bot.ui.answering import turn
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers, form, refilled
from bot.ui.guards import guild_of
from bot.ui.host import Host
from bot.ui.meeting_plan_forms import (
    DRAFT,
    DRAFT_AGAIN,
    NEW,
    NEW_AGAIN,
    draft_card,
    new_fields,
    plan_fields,
    show_draft,
    typed_new,
    typed_plan,
)
from bot.ui.routing import on_form, on_press

_Interaction = discord.Interaction[Host]
_TITLE = "Change the meeting"


class MeetingDraftsCog(ExchangeCog):
    """Drafts, each of which only its organiser sees."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.meetings = host.exchange.meetings

    @on_press(NEW_AGAIN)
    async def type_again(self, interaction: _Interaction, *chosen_and_token: str) -> None:
        """What was refused of a new meeting, in a form."""
        *chosen, token = chosen_and_token
        typed = typed_before(interaction, token)
        fields = refilled(new_fields(Typed("", "", "", 0, "")), typed)
        await interaction.response.send_modal(form("Plan a meeting", fields, NEW, *chosen))

    @on_form(NEW)
    async def typed_anew(
        self,
        interaction: _Interaction,
        answers: Answers,
        kind: str,
        minutes: str,
        capacity: str,
        cutoff: str,
        guest: str,
    ) -> None:
        """Show privately what was understood now."""
        await show_draft(
            interaction, typed_new(answers, kind, minutes, capacity, cutoff), int(guest) if guest else None
        )

    @on_press("meeting-post")
    async def post(self, interaction: _Interaction, number: str) -> None:
        """The draft is right."""
        meeting = await self.meetings.post(guild_of(interaction).id, int(number), interaction.user.id)
        await turn(interaction, cards.posted(meeting))

    @on_press("meeting-change")
    async def change(self, interaction: _Interaction, number: str) -> None:
        """The draft is not right: a form holds what was typed."""
        draft = await self.meetings.draft_of(guild_of(interaction).id, int(number), interaction.user.id)
        await interaction.response.send_modal(form(_TITLE, plan_fields(as_typed(draft)), DRAFT, number))

    @on_press(DRAFT_AGAIN)
    async def change_again(self, interaction: _Interaction, number: str, token: str) -> None:
        """The refused form, with what was typed."""
        draft = await self.meetings.draft_of(guild_of(interaction).id, int(number), interaction.user.id)
        fields = refilled(plan_fields(as_typed(draft)), typed_before(interaction, token))
        await interaction.response.send_modal(form(_TITLE, fields, DRAFT, number))

    @on_form(DRAFT)
    async def changed(self, interaction: _Interaction, answers: Answers, number: str) -> None:
        """Show privately what was understood now, in place of the former draft."""
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        try:
            former = await self.meetings.draft_of(guild_id, int(number), user_id)
            draft = await self.meetings.change(guild_id, int(number), user_id, typed_plan(answers, as_typed(former)))
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, DRAFT_AGAIN, number)
            return
        await turn(interaction, await draft_card(self.host.exchange, draft))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingDraftsCog(host))
