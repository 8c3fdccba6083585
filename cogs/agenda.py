"""Agendas: proposals, votes and the organiser's controls; the message that shows an agenda, and words to presenters."""

from __future__ import annotations

from typing import cast

import discord

from bot.delivery.told import told_guild
from bot.exchange import agenda_posts, presenters
from bot.exchange.agenda import Agenda, ItemChanged
from bot.exchange.outbox import NothingToSend, NotYet, Sending, token_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from bot.ui import agenda_cards as cards
from bot.ui.answering import answer, say, turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.departures import not_reached, recipient
from bot.ui.forms import Answers
from bot.ui.guards import actor_of, guild_of
from bot.ui.host import Host
from bot.ui.meeting_desk import open_proposal, show_agenda
from bot.ui.meeting_forms import CHANGE, PROPOSE, fields_of_item, meeting_form, proposal_of
from bot.ui.routing import chosen_in, on_press
from bot.ui.screening import on_meeting_form, refuse, warn_if_urgent
from bot.ui.sending import send_to_member
from bot.ui.session_cards import public_session
from bot.ui.standing_messages import edit_standing
from db.agenda import Item, ItemStatus

_Interaction = discord.Interaction[Host]
_DONE: dict[ItemStatus, str] = {
    "proposed": "It is a proposal again.",
    "accepted": "✅ It is on the agenda; its presenter is told.",
    "declined": "It is declined.",
}


class AgendaCog(ExchangeCog):
    """What a meeting is to be about."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.agendas = host.exchange.agendas

    # Seeing it.

    @on_press("agenda_show")
    async def show(self, interaction: _Interaction, meeting: str, _token: str = "") -> None:
        """The agenda, or the expert session, in private."""
        await show_agenda(interaction, int(meeting))

    @on_press("agenda_page")
    async def turn_page(self, interaction: _Interaction, meeting: str, page: str) -> None:
        """Another page of it."""
        agenda = await self.agendas.of(guild_of(interaction).id, int(meeting))
        actor, now = await actor_of(interaction), self.host.exchange.clock.now()
        await turn(interaction, cards.private_agenda(agenda, actor, now, int(page)))

    # Proposing.

    @on_press("agenda_propose_open")
    async def open_proposal(self, interaction: _Interaction, meeting: str) -> None:
        """The form, for something that one presents oneself."""
        await open_proposal(interaction, int(meeting), None, "")

    @on_meeting_form(PROPOSE)
    async def propose(
        self,
        interaction: _Interaction,
        answers: Answers,
        meeting: str,
        presenter: str,
        guest: str,
        *,
        cleared: tuple[str, ...] = (),
    ) -> HeldDraft | None:
        """Keep it, and show its proposer what can be done with it."""
        await warn_if_urgent(interaction, _words(answers))
        proposal = proposal_of(answers, None if guest else int(presenter), guest)
        item = await self.agendas.propose(
            guild_of(interaction).id, int(meeting), interaction.user.id, proposal, cleared
        )
        if isinstance(item, HeldDraft):
            return item
        lead = f"✅ **Proposed for M-{meeting}.** Colleagues vote for it, and its organiser decides."
        await answer(interaction, await self._proposed(interaction, item, lead))
        return None

    @on_press("agenda_own")
    async def show_own(self, interaction: _Interaction) -> None:
        """One of one's own proposals."""
        item = await self.agendas.item(guild_of(interaction).id, _numbers(interaction)[0])
        await answer(interaction, cards.own_item(item))

    @on_press("agenda_change_open")
    async def open_change(self, interaction: _Interaction, number: str) -> None:
        """The form with what it says; it knows what it was opened upon."""
        item = await self.agendas.changeable(guild_of(interaction).id, int(number), await actor_of(interaction))
        await interaction.response.send_modal(meeting_form(CHANGE, (number, item.version), fields_of_item(item)))

    @on_meeting_form(CHANGE)
    async def change(
        self, interaction: _Interaction, answers: Answers, number: str, version: str, *, cleared: tuple[str, ...] = ()
    ) -> HeldDraft | None:
        """Change it; where somebody else did meanwhile, that is shown first, and what was typed stays."""
        await warn_if_urgent(interaction, _words(answers))
        actor = await actor_of(interaction)
        try:
            item = await self.agendas.change(
                guild_of(interaction).id, int(number), int(version), actor, proposal_of(answers, None), cleared
            )
        except ItemChanged as changed:
            await answer(interaction, cards.own_item(changed.item))
            await refuse(interaction, (CHANGE, number, changed.item.version), answers, changed)
            return None
        if isinstance(item, HeldDraft):
            return item
        await answer(interaction, await self._proposed(interaction, item, "✅ **Changed.**"))
        return None

    @on_press("agenda_withdraw")
    async def withdraw(self, interaction: _Interaction, number: str) -> None:
        """Take it back."""
        actor = await actor_of(interaction)
        item = await self.agendas.withdraw(guild_of(interaction).id, int(number), actor)
        await say(interaction, f"It is taken back: M-{item.meeting}'s agenda shows it no more.")

    # Voting.

    @on_press("agenda_ballot")
    async def open_ballot(self, interaction: _Interaction, meeting: str, page: str) -> None:
        """What can be voted for."""
        await self._show_ballot(interaction, int(meeting), int(page))

    @on_press("agenda_vote")
    async def vote(self, interaction: _Interaction, meeting: str, page: str, first: str, last: str) -> None:
        """What is ticked counts, and nothing else on this page."""
        guild_id = guild_of(interaction).id
        agenda = await self.agendas.of(guild_id, int(meeting))
        among = [item.number for item in agenda.items if int(first) <= item.number <= int(last)]
        await self.agendas.vote(guild_id, int(meeting), interaction.user.id, among, _numbers(interaction))
        agenda, mine = await self.agendas.ballot(guild_id, int(meeting), interaction.user.id)
        await turn(interaction, cards.ballot(agenda, mine, interaction.user.id, int(page), cards.votes_counted(mine)))

    # Putting it in order.

    @on_press("agenda_organise")
    async def organise(self, interaction: _Interaction, meeting: str, page: str) -> None:
        """The organiser's view."""
        agenda = await self.agendas.organised(guild_of(interaction).id, int(meeting), await actor_of(interaction))
        await answer(interaction, cards.organiser_card(agenda, int(page), self.host.exchange.clock.now()))

    @on_press("agenda_item")
    async def open_item(self, interaction: _Interaction) -> None:
        """An item with its controls."""
        [number], guild_id = _numbers(interaction), guild_of(interaction).id
        item = await self.agendas.item(guild_id, number)
        agenda = await self.agendas.organised(guild_id, item.meeting, await actor_of(interaction))
        await turn(interaction, cards.item_card(agenda, number))

    @on_press("agenda_settle")
    async def settle(self, interaction: _Interaction, number: str, wish: str) -> None:
        """Accept, decline, or take off the agenda."""
        if wish not in _DONE:
            raise Refusal("This card is from an older version. Please open it again.")
        status = cast("ItemStatus", wish)
        actor, guild_id = await actor_of(interaction), guild_of(interaction).id
        if status == "accepted":
            await interaction.response.defer()
            await self._require_reached(
                guild_id, (await self.agendas.item(guild_id, int(number))).proposal.presenter_id
            )
        agenda = await self.agendas.settle(guild_id, int(number), actor, status)
        await turn(interaction, cards.item_card(agenda, int(number), _DONE[status]))

    @on_press("agenda_move")
    async def move(self, interaction: _Interaction, number: str, place: str, to: str) -> None:
        """Earlier or later."""
        actor = await actor_of(interaction)
        agenda = await self.agendas.move(guild_of(interaction).id, int(number), actor, int(place), int(to))
        await turn(interaction, cards.item_card(agenda, int(number)))

    @on_press("agenda_presenter")
    async def hand_over(self, interaction: _Interaction, number: str) -> None:
        """Another member presents it."""
        actor, guild_id, [presenter] = await actor_of(interaction), guild_of(interaction).id, _numbers(interaction)
        await interaction.response.defer()
        await self._require_reached(guild_id, presenter)
        agenda = await self.agendas.hand_over(guild_id, int(number), actor, presenter)
        lead = "✅ Handed over. What was declared was declared for another: ask, and put it in by **Change**."
        await turn(interaction, cards.item_card(agenda, int(number), lead))

    @on_press("agenda_post")
    async def post_anew(self, interaction: _Interaction, meeting: str) -> None:
        """Where its message or thread was deleted."""
        actor, guild_id, number = await actor_of(interaction), guild_of(interaction).id, int(meeting)
        await interaction.response.defer(ephemeral=True, thinking=True)
        posted = await self.agendas.post_anew(guild_id, number, actor)
        if not posted and await self._is_deleted(guild_id, number):
            posted = await self.agendas.post_anew(guild_id, number, actor)
        await say(interaction, "It is being posted." if posted else "It stands in the meeting's channel already.")

    # The outbox.

    @delivers(agenda_posts.AGENDA)
    async def send_agenda(self, sending: Sending) -> int:
        """The public agenda; a cancelled meeting needs none any more."""
        agenda = await self._agenda_of(sending)
        if agenda.meeting.status == "cancelled":
            raise NothingToSend("the meeting was cancelled")
        channel = self.host.get_partial_messageable(agenda.meeting.channel_id)
        return (await channel.send(view=await self._public(agenda, sending.token), nonce=sending.token)).id

    @delivers(agenda_posts.AGENDA_EDIT)
    async def edit_agenda(self, sending: Sending) -> int:
        """The public agenda, as it stands now."""
        agenda = await self._agenda_of(sending)
        shown = await self.agendas.shown_as(agenda.meeting.guild_id, agenda.meeting.number)
        if shown is not None and shown.state in ("due", "claimed"):
            raise NotYet("the agenda is still to be posted")
        if shown is None or shown.message_id is None or shown.posting.channel_id is None:
            raise NothingToSend("the agenda is not posted")
        view = await self._public(agenda, token_of(shown.posting.dedupe_key))
        try:
            await edit_standing(self.host, shown.posting.channel_id, shown.message_id, view)
        except discord.NotFound:
            await self.agendas.lost(shown)
            raise NothingToSend("the agenda's message was deleted") from None
        return shown.message_id

    @delivers(presenters.ACCEPTED)
    async def tell_presenter(self, sending: Sending) -> int:
        """The item is on the agenda."""
        return await self._tell(sending)

    @delivers(presenters.PRESENTER_REMINDER)
    async def remind_presenter(self, sending: Sending) -> int:
        """Some days before."""
        return await self._tell(sending)

    async def _tell(self, sending: Sending) -> int:
        agenda, item = await self.agendas.presented(sending.delivery)
        guild = await told_guild(self.host, agenda.meeting.guild_id)
        presenter = await recipient(self.host, guild, item.proposal.presenter_id)
        view = cards.word_to_presenter(agenda, item, sending)
        return await send_to_member(self.host, sending, presenter, view, self.agendas.fall_back)

    async def _agenda_of(self, sending: Sending) -> Agenda:
        posting = sending.delivery.posting
        try:
            return await self.agendas.of(posting.guild_id, posting.meeting or 0)
        except Refusal:
            raise NothingToSend("the meeting is no longer kept") from None

    async def _public(self, agenda: Agenda, token: str) -> discord.ui.LayoutView:
        meeting, exchange = agenda.meeting, self.host.exchange
        if meeting.plan.kind != "expert_session":
            return cards.public_agenda(agenda, token, exchange.clock.now())
        session = await exchange.expert_sessions.of(meeting.guild_id, meeting.number)
        return public_session(session, token, exchange.clock.now())

    async def _proposed(self, interaction: _Interaction, item: Item, lead: str) -> discord.ui.LayoutView:
        meeting = (await self.agendas.of(guild_of(interaction).id, item.meeting)).meeting
        return cards.proposed(item, meeting, lead)

    async def _show_ballot(self, interaction: _Interaction, meeting: int, page: int) -> None:
        agenda, mine = await self.agendas.ballot(guild_of(interaction).id, meeting, interaction.user.id)
        await answer(interaction, cards.ballot(agenda, mine, interaction.user.id, page))

    async def _require_reached(self, guild_id: int, presenter_id: int | None) -> None:
        why = await not_reached(self.host, guild_id, presenter_id)
        if why is not None:
            raise Refusal(f"{why}, and would not be told. Please choose another member as presenter.")

    async def _is_deleted(self, guild_id: int, meeting: int) -> bool:
        """Whether the message that shows an agenda is gone: nobody tells of that, so it is looked for."""
        shown = await self.agendas.shown_as(guild_id, meeting)
        if shown is None or shown.message_id is None or shown.posting.channel_id is None:
            return False
        try:
            await self.host.get_partial_messageable(shown.posting.channel_id).fetch_message(shown.message_id)
        except discord.NotFound:
            await self.agendas.lost(shown)
            return True
        return False


def _words(answers: Answers) -> str:
    return "\n".join(answers.text(key) for key in ("title", "interest", "description"))


def _numbers(interaction: _Interaction) -> list[int]:
    return [int(each) for each in chosen_in(interaction)]


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(AgendaCog(host))
