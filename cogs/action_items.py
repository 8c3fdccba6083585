"""Action items: written down with an owner and a day, reminded on the day, and done."""

from __future__ import annotations

import discord

from bot.delivery.told import told_guild
from bot.exchange.action_items import ACTION_DUE, ACTION_GIVEN
from bot.exchange.outbox import Sending
from bot.exchange.posted_meetings import Actor
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from bot.ui import action_cards as cards
from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.departures import not_reached, recipient
from bot.ui.forms import Answers
from bot.ui.guards import actor_of, guild_of, require_exchange_member
from bot.ui.host import Host
from bot.ui.meeting_forms import ACTION, meeting_form
from bot.ui.routing import chosen_in, on_press
from bot.ui.screening import on_meeting_form, warn_if_urgent
from bot.ui.sending import send_to_member
from bot.ui.text import clipped, escaped

_Interaction = discord.Interaction[Host]


class ActionItemsCog(ExchangeCog):
    """What members have taken on in meetings."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.actions = host.exchange.action_items

    @on_press("action_list")
    async def show(self, interaction: _Interaction, meeting: str) -> None:
        """A meeting's action items."""
        await answer(interaction, cards.actions_card(await self.actions.of(guild_of(interaction).id, int(meeting))))

    @on_press("action_open")
    async def open_form(self, interaction: _Interaction, meeting: str) -> None:
        """The form for one."""
        known = await self.actions.of(guild_of(interaction).id, int(meeting))
        await interaction.response.send_modal(meeting_form(ACTION, (known.meeting.number,)))

    @on_meeting_form(ACTION)
    async def add(
        self, interaction: _Interaction, answers: Answers, meeting: str, *, cleared: tuple[str, ...] = ()
    ) -> HeldDraft | None:
        """Write it down."""
        guild_id = guild_of(interaction).id
        await warn_if_urgent(interaction, answers.text("text"))
        item = await self.actions.add(
            guild_id,
            int(meeting),
            interaction.user.id,
            text=answers.text("text"),
            owner_id=answers.member("owner"),
            day=answers.text("day"),
            cleared=cleared,
        )
        if isinstance(item, HeldDraft):
            return item
        actions = await self.actions.of(guild_id, int(meeting))
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        unreached = await not_reached(self.host, guild_id, item.owner_id)
        await answer(interaction, cards.actions_card(actions, cards.written_down(item, interaction.user.id, unreached)))
        return None

    @on_press("action_choose")
    async def finish_chosen(self, interaction: _Interaction, meeting: str) -> None:
        """One from the list is done."""
        guild_id, [number] = guild_of(interaction).id, chosen_in(interaction)
        item = await self.actions.finish(guild_id, int(number), await actor_of(interaction))
        actions = await self.actions.of(guild_id, int(meeting))
        await turn(interaction, cards.actions_card(actions, f"✅ Done: {escaped(clipped(item.text, 100))}"))

    @on_press("action_done", audience="everyone")
    async def finish(self, interaction: _Interaction, number: str, guild_id: str, token: str) -> None:
        """**Done** on the reminder, which then says so; in a direct message, where nobody has a role, by its owner."""
        if interaction.guild_id is None:
            actor = Actor(interaction.user.id, moderates=False)
        else:
            await require_exchange_member(interaction)
            actor = await actor_of(interaction)
        if interaction.guild_id not in (None, int(guild_id)):
            raise Refusal("This belongs to another server.")
        item = await self.actions.finish(int(guild_id), int(number), actor)
        await turn(interaction, cards.done(item, token))

    @delivers(ACTION_GIVEN)
    async def tell(self, sending: Sending) -> int:
        """Once it is written down."""
        return await self._say(sending)

    @delivers(ACTION_DUE)
    async def remind(self, sending: Sending) -> int:
        """On the day."""
        return await self._say(sending)

    async def _say(self, sending: Sending) -> int:
        item, meeting = await self.actions.due(sending.delivery)
        given = sending.delivery.posting.kind == ACTION_GIVEN
        view = cards.given(item, meeting, sending) if given else cards.reminder(item, meeting, sending)
        owner_id = sending.delivery.posting.user_id
        if owner_id is None:  # nobody has taken it on: who reads the meeting's channel may
            channel = self.host.get_partial_messageable(meeting.channel_id)
            return (await channel.send(view=view, nonce=sending.token)).id
        owner = await recipient(self.host, await told_guild(self.host, meeting.guild_id), owner_id)
        return await send_to_member(self.host, sending, owner, view, self.actions.fall_back)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ActionItemsCog(host))
