"""Expert sessions: questions beforehand, votes, and the desk from which the guest takes them in turn."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.clinical.reading import EntryKind
from bot.exchange.posted_meetings import require_organiser
from bot.exchange.saving import Draft, HeldDraft, read_draft
from bot.ui import session_cards as cards
from bot.ui.agenda_cards import votes_counted
from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog
from bot.ui.departures import not_reached
from bot.ui.forms import Answers
from bot.ui.guards import actor_of, guild_of
from bot.ui.host import Host
from bot.ui.meeting_forms import ANSWER, ASK, GUEST, meeting_form
from bot.ui.routing import chosen_in, on_press
from bot.ui.save_forms import EntryForm, draft_of
from bot.ui.screening import on_meeting_form, warn_if_urgent
from db.session_questions import Guest

_Interaction = discord.Interaction[Host]


class ExpertSessionsCog(ExchangeCog):
    """What the community wants to know of a guest."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.sessions = host.exchange.expert_sessions

    # Before the session.

    @on_press("session_ask_open")
    async def open_question(self, interaction: _Interaction, meeting: str) -> None:
        """The form for a question."""
        await self.sessions.open_to_questions(guild_of(interaction).id, int(meeting))
        await interaction.response.send_modal(meeting_form(ASK, (meeting,)))

    @on_meeting_form(ASK)
    async def ask(
        self, interaction: _Interaction, answers: Answers, meeting: str, *, cleared: tuple[str, ...] = ()
    ) -> HeldDraft | None:
        """Keep it; it waits for its turn."""
        await warn_if_urgent(interaction, f"{answers.text('title')}\n{answers.text('text')}")
        guild_id = guild_of(interaction).id
        draft = read_draft(draft_of(EntryForm(EntryKind.QUESTION), answers))
        entry = await self.sessions.ask(guild_id, int(meeting), interaction.user.id, draft, cleared)
        if isinstance(entry, HeldDraft):
            return entry
        await answer(interaction, cards.asked(entry, await self.sessions.of(guild_id, int(meeting))))
        return None

    @on_press("session_ballot")
    async def open_ballot(self, interaction: _Interaction, meeting: str, page: str) -> None:
        """The questions that can be voted for."""
        user_id = interaction.user.id
        session, mine = await self.sessions.ballot(guild_of(interaction).id, int(meeting), user_id)
        await answer(interaction, cards.ballot(session, mine, user_id, int(page)))

    @on_press("session_vote")
    async def vote(self, interaction: _Interaction, meeting: str, page: str, first: str, last: str) -> None:
        """What is ticked counts, and nothing else on this page."""
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        session = await self.sessions.of(guild_id, int(meeting))
        numbers = [each.entry.number for each in session.questions]
        among = [number for number in numbers if int(first) <= number <= int(last)]
        await self.sessions.vote(guild_id, int(meeting), user_id, among, [int(each) for each in chosen_in(interaction)])
        session, mine = await self.sessions.ballot(guild_id, int(meeting), user_id)
        await turn(interaction, cards.ballot(session, mine, user_id, int(page), votes_counted(mine)))

    @on_press("session_guest_open")
    async def open_guest(self, interaction: _Interaction, meeting: str) -> None:
        """The form that names the guest."""
        session = await self.sessions.of(guild_of(interaction).id, int(meeting))
        require_organiser(session.meeting, await actor_of(interaction))
        await interaction.response.send_modal(meeting_form(GUEST, (meeting,)))

    @on_meeting_form(GUEST)
    async def name_guest(
        self, interaction: _Interaction, answers: Answers, meeting: str, *, cleared: tuple[str, ...] = ()
    ) -> None:
        """A member, or the name of somebody who is not on this server: a speaker's name is no patient's."""
        del cleared  # nothing in it is held
        guild_id, guest = guild_of(interaction).id, Guest(answers.member("member"), answers.text("name"))
        session = await self.sessions.name_guest(guild_id, int(meeting), await actor_of(interaction), guest)
        await interaction.response.defer()
        unreached = await not_reached(self.host, guild_id, guest.user_id)
        hint = f" ⚠️ {unreached}, and so cannot use this desk: you can." if unreached is not None else ""
        await turn(interaction, cards.desk(session, f"✅ The guest is named.{hint}"))

    # During the session.

    @on_press("session_desk")
    async def open_desk(self, interaction: _Interaction, meeting: str) -> None:
        """For the guest, the organiser and moderators."""
        session = await self.sessions.led(guild_of(interaction).id, int(meeting), await actor_of(interaction))
        await answer(interaction, cards.desk(session))

    @on_press("session_next")
    async def next_question(self, interaction: _Interaction, meeting: str, after: str) -> None:
        """Take up the next question."""
        actor = await actor_of(interaction)
        session = await self.sessions.next(guild_of(interaction).id, int(meeting), actor, int(after))
        await turn(interaction, cards.desk(session))

    @on_press("session_skip")
    async def skip(self, interaction: _Interaction, question: str) -> None:
        """Leave it to colleagues."""
        actor = await actor_of(interaction)
        session = await self.sessions.skip(guild_of(interaction).id, int(question), actor)
        await turn(interaction, cards.desk(session, f"Q-{question} is left to colleagues."))

    @on_press("session_answer_open")
    async def open_answer(self, interaction: _Interaction, question: str) -> None:
        """The form for what was answered."""
        await self.sessions.answerable(guild_of(interaction).id, int(question), await actor_of(interaction))
        await interaction.response.send_modal(meeting_form(ANSWER, (question,)))

    @on_press("session_write")
    async def write_down(self, interaction: _Interaction) -> None:
        """The form for an answer that was given aloud before."""
        [question] = chosen_in(interaction)
        await self.open_answer(interaction, question)

    @on_meeting_form(ANSWER)
    async def answered(
        self, interaction: _Interaction, answers: Answers, question: str, *, cleared: tuple[str, ...] = ()
    ) -> HeldDraft | None:
        """Keep what was written as the guest's answer; nothing written, it was answered aloud."""
        await warn_if_urgent(interaction, answers.text("text"))
        draft = replace(Draft(EntryKind.ANSWER, answers.text("text")), question=int(question))
        outcome = await self.sessions.answer(
            guild_of(interaction).id, int(question), await actor_of(interaction), read_draft(draft), cleared
        )
        if isinstance(outcome, HeldDraft):
            return outcome
        kept = f"✅ Saved as **{outcome.entry.label}**." if outcome.entry is not None else "Answered aloud."
        await self._show_desk(interaction, cards.desk(outcome.session, f"{kept} **Next question** goes on."))
        return None

    async def _show_desk(self, interaction: _Interaction, desk: discord.ui.LayoutView) -> None:
        """In place of the desk that the form was opened from; below an urgent notice, anew."""
        if interaction.response.is_done():
            await answer(interaction, desk)
        else:
            await turn(interaction, desk)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ExpertSessionsCog(host))
