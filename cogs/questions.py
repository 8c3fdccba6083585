"""`/question`: asking, answering by form, voting, accepting, and what nobody has answered yet."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.exchange.counted import counted
from bot.exchange.questions import Answers as Replies
from bot.exchange.questions import OpenQuestions
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, LooksLike, ReadDraft, read_draft
from bot.ui.again import held_form, hold_typed, offer_again, typed_before
from bot.ui.answering import answer, say, turn
from bot.ui.asking import asker_of, with_parent
from bot.ui.catalogue_choices import device_choices, device_key
from bot.ui.cog import ExchangeCog
from bot.ui.discussions import Place, open_at_once, place_of
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import guild_of, is_moderator
from bot.ui.host import Host
from bot.ui.question_cards import accept_card, all_answers_card
from bot.ui.question_forms import ACTION, Asking, held_question_card, open_questions_card, similar_card
from bot.ui.routing import on_form, on_press
from bot.ui.screening import warn_if_urgent
from db.entries import Entry

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]


class QuestionsCog(ExchangeCog):
    """Questions are entries; each is talked about in a thread or post of its own."""

    question = app_commands.Group(name="question", description="Questions: ask one, and see what nobody has answered")

    @question.command(name="ask", description="Ask colleagues: your question gets a post or thread of its own")
    @app_commands.describe(device="The device it is about: its group's channel is then used")
    async def ask(self, interaction: Using, device: app_commands.Range[str, 1, 100] | None = None) -> None:
        """The form; where it cannot be posted is said before anything is typed."""
        asking = Asking.question(await device_key(interaction, device))
        await self._place(interaction, asking)
        await interaction.response.send_modal(asking.opened())

    @ask.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @question.command(name="open", description="Questions that nobody has answered yet, newest first")
    async def open(self, interaction: Using) -> None:
        """The first page."""
        await answer(interaction, open_questions_card(await self._unanswered(interaction, 1)))

    @on_press("open_questions")
    async def turn_page(self, interaction: Using, page: str) -> None:
        """Another page."""
        await turn(interaction, open_questions_card(await self._unanswered(interaction, int(page))))

    @on_press("answer_open")
    async def open_answer(self, interaction: Using, number: str) -> None:
        """The form for an answer."""
        await self._answerable(interaction, int(number))
        await interaction.response.send_modal(Asking.answer(int(number)).opened())

    @on_form(ACTION)
    async def sent(self, interaction: Using, answers: Answers, doing: str, about: str, token: str = "") -> None:
        """A question or an answer; it replaces what was held under a token."""
        await self._take(interaction, Asking.of((doing, about)), answers, token=token)

    @on_press("ask_again")
    async def edit_again(self, interaction: Using, doing: str, about: str, token: str) -> None:
        """The form with what was typed."""
        typed = typed_before(interaction, token)
        await interaction.response.send_modal(Asking.of((doing, about)).reopened(typed, token))

    @on_press("ask_anyway")
    async def ask_anyway(self, interaction: Using, token: str) -> None:
        """None of the answered ones was what was asked."""
        held = held_form(interaction, token)
        asking, answers = Asking.of(held.form[1:]), Answers(held.answers)
        await self._take(interaction, asking, answers, token=token, cleared=held.kinds, was_offered=True)

    @on_press("ask_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """What was held for a name or a date; the author answers for it."""
        held = held_form(interaction, token)
        asking, answers = Asking.of(held.form[1:]), Answers(held.answers)
        await self._take(interaction, asking, answers, token=token, cleared=held.kinds)

    @on_press("answers")
    async def show_answers(self, interaction: Using, number: str, page: str) -> None:
        """All answers, a page at a time."""
        await answer(interaction, await self._all_answers(interaction, int(number), int(page)))

    @on_press("answers_page")
    async def turn_answers(self, interaction: Using, number: str, page: str) -> None:
        """Previous and Next."""
        await turn(interaction, await self._all_answers(interaction, int(number), int(page)))

    @on_press("vote")
    async def vote(self, interaction: Using, number: str) -> None:
        """For an answer, or taking that back."""
        voted = await self.host.exchange.questions.vote(await asker_of(interaction), int(number))
        votes = counted(voted.votes, "vote")
        label = voted.answer.label
        if voted.counts:
            await say(interaction, f"Your vote for {label} counts; it has {votes} now. A second press takes it back.")
        else:
            await say(interaction, f"Your vote for {label} is taken back; it has {votes} now.")

    @on_press("accept_open")
    async def choose_accepted(self, interaction: Using, number: str) -> None:
        """The answers to choose from, for the asker or a moderator alone."""
        asker, moderates = await asker_of(interaction), await is_moderator(interaction)
        question, replies = await self.host.exchange.questions.acceptable(asker, int(number), moderates=moderates)
        await answer(interaction, accept_card(question, replies))

    @on_press("accept")
    async def accept(self, interaction: Using, number: str, wish: str) -> None:
        """One answer, or none any more. Nobody is told but by the cards."""
        asker, moderates = await asker_of(interaction), await is_moderator(interaction)
        stands = wish == "yes"
        questions = self.host.exchange.questions
        accepted = await questions.accept(asker, int(number), stands=stands, moderates=moderates)
        label, former = accepted.answer.label, accepted.instead_of
        if stands:
            instead = f", in place of {former.label}" if former is not None else ""
            await say(interaction, f"✅ {label} is the accepted answer{instead}. The cards show it; nobody was pinged.")
        else:
            await say(interaction, f"{label} is not the accepted answer any more.")

    async def _unanswered(self, interaction: Using, page: int) -> OpenQuestions:
        return await self.host.exchange.questions.unanswered(await asker_of(interaction), page)

    async def _all_answers(self, interaction: Using, number: int, page: int) -> discord.ui.LayoutView:
        asker = await asker_of(interaction)
        question = await self.host.exchange.questions.question(asker, number)
        beside = await self.host.exchange.questions.beside(question, asker.visible)
        assert isinstance(beside, Replies), "it is a question"
        return all_answers_card(question, beside, page)

    async def _take(
        self,
        interaction: Using,
        asking: Asking,
        answers: Answers,
        *,
        token: str,
        cleared: tuple[str, ...] = (),
        was_offered: bool = False,
    ) -> None:
        """Urgent signs first, then the screen, then what was answered before; only then is anything stored."""
        with self.host.exchange.held_forms.used(token):
            draft = read_draft(asking.draft(answers))
            await warn_if_urgent(interaction, draft.words)
            try:
                place = await self._place(interaction, asking)
            except Refusal as refusal:
                await offer_again(interaction, refusal, answers, "ask_again", *asking.ids)
                return
            similar = () if was_offered else await self._similar(interaction, asking, draft, cleared)
            if similar:
                await answer(
                    interaction, similar_card(similar, self._hold(interaction, asking, answers, cleared), asking)
                )
                return
            saving, guild_id = self.host.exchange.saving, guild_of(interaction).id
            if place is not None:
                draft = replace(draft, draft=replace(draft.draft, discussed_in=place.id))
            here = with_parent(interaction.channel)
            outcome = await saving.save(guild_id, interaction.user.id, draft, cleared, written_in=here)
            self.host.exchange.outbox.announce()
        assert not isinstance(outcome, LooksLike), "only protocols are compared"
        if isinstance(outcome, HeldDraft):
            token = self._hold(interaction, asking, answers, outcome.kinds)
            await answer(interaction, held_question_card(outcome, token, asking))
        elif place is None:
            await self._show_saved(
                interaction, outcome.entry, f"✅ **Saved as {outcome.entry.label}**, to Q-{asking.about}."
            )
        else:
            await self._open(interaction, outcome.entry, place)

    async def _place(self, interaction: Using, asking: Asking) -> Place | None:
        """Where a question is opened; an answer needs none, but a question that can be answered."""
        if asking.answered is not None:
            await self._answerable(interaction, asking.answered)
            return None
        return await place_of(interaction, asking.device)

    async def _answerable(self, interaction: Using, number: int) -> None:
        question = await self.host.exchange.questions.question(await asker_of(interaction), number)
        if question.private_channel_id is not None:
            raise Refusal(
                f"{question.label} was asked in a private channel, and what is written in a form is for all. Please "
                "answer there, and use **Save as answer** in your message's menu."
            )

    async def _similar(
        self, interaction: Using, asking: Asking, draft: ReadDraft, cleared: tuple[str, ...]
    ) -> tuple[Entry, ...]:
        """What was answered before; nothing where the form will be held: its words are compared with nothing then."""
        if asking.doing != "question" or {each.kind for each in draft.reading.identifiers} - set(cleared):
            return ()
        return await self.host.exchange.questions.similar(await asker_of(interaction), draft)

    def _hold(self, interaction: Using, asking: Asking, answers: Answers, kinds: tuple[str, ...]) -> str:
        return hold_typed(interaction, (ACTION, *asking.ids), answers, kinds)

    async def _open(self, interaction: Using, question: Entry, place: Place) -> None:
        opened = await open_at_once(interaction, question, place)
        if opened is None:
            lead = (
                f"✅ **Saved as {question.label}.** Its discussion could not be opened just now; I try again myself. "
                f"If it is not in {place.mention} in a minute, **Share** shows the question in a channel."
            )
        else:
            lead = f"✅ **Asked as {question.label}**: {opened.link}"
        await self._show_saved(interaction, question, lead)

    async def _show_saved(self, interaction: Using, entry: Entry, lead: str) -> None:
        exchange = self.host.exchange
        credential = await exchange.members.credential_line(entry.guild_id, entry.author_id)
        beside = await exchange.questions.beside(entry)
        await answer(
            interaction, private_card(entry, credential, viewer_id=interaction.user.id, lead=lead, beside=beside)
        )


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(QuestionsCog(host))
