"""Summaries of webinars, conferences and papers: the form, what each is of, and its discussion."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.exchange.corrections import Identifying
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, LooksLike, read_draft
from bot.ui.again import held_form, hold_typed, offer_again, typed_before
from bot.ui.answering import answer
from bot.ui.asking import with_parent
from bot.ui.cog import ExchangeCog
from bot.ui.discussions import Place, open_at_once, place_of, why_without_thread
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import guild_of
from bot.ui.host import Host
from bot.ui.routing import on_form, on_press
from bot.ui.save_forms import summary_facts
from bot.ui.screening import said_in, warn_if_urgent
from bot.ui.summary_forms import (
    ACTION,
    ANY,
    DETAILS,
    continue_row,
    held_summary_card,
    source_form,
    source_held,
    source_saved,
    summary_draft,
    summary_form_again,
)
from db.entries import Entry

Using = discord.Interaction[Host]


class SummariesCog(ExchangeCog):
    """A summary is an entry with a source; each has a thread or post of its own."""

    @on_form(ACTION)
    async def sent(self, interaction: Using, answers: Answers, device: str, token: str = "") -> None:
        """The first form of `/save`; it replaces what was held under a token."""
        await self._take(interaction, answers, device, token=token)

    @on_press("summary_again")
    async def edit_again(self, interaction: Using, device: str, token: str) -> None:
        """The form with what was typed."""
        typed = typed_before(interaction, token)
        await interaction.response.send_modal(summary_form_again(device, typed, token))

    @on_press("summary_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """What was held for a name or a date; the author answers for it."""
        held = held_form(interaction, token)
        _, device = held.form
        await self._take(interaction, Answers(held.answers), device, token=token, cleared=held.kinds)

    @on_press(DETAILS)
    async def open_details(self, interaction: Using, number: str) -> None:
        """**Continue**: the second form, holding what is known."""
        await interaction.response.send_modal(source_form(await self._own(interaction, number)))

    @on_press("summary_details_again")
    async def open_details_again(self, interaction: Using, number: str, token: str) -> None:
        """The second form as it was sent."""
        typed = typed_before(interaction, token)
        await interaction.response.send_modal(source_form(await self._own(interaction, number), typed))

    @on_form(DETAILS)
    async def details(self, interaction: Using, answers: Answers, number: str) -> None:
        """What is said here stands beside the text, also after later edits of the message."""
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        known = await self.host.exchange.library.entry(guild_id, int(number))
        await warn_if_urgent(interaction, answers.words, said_in(known))
        try:
            result = await self.host.exchange.corrections.name_source(
                guild_id, int(number), user_id, summary_facts(answers)
            )
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, "summary_details_again", number)
            return
        if isinstance(result, Identifying):
            token = hold_typed(interaction, (DETAILS, number), answers, result.kinds)
            await answer(interaction, source_held(int(number), result.kinds, token))
        else:
            await answer(interaction, source_saved(result))

    async def _own(self, interaction: Using, number: str) -> Entry:
        return await self.host.exchange.corrections.correctable(
            guild_of(interaction).id, int(number), interaction.user.id
        )

    async def _take(
        self, interaction: Using, answers: Answers, device: str, *, token: str, cleared: tuple[str, ...] = ()
    ) -> None:
        """Urgent signs first, then the screen; a summary that cannot be posted is saved all the same."""
        exchange, guild_id = self.host.exchange, guild_of(interaction).id
        with exchange.held_forms.used(token):
            read = read_draft(summary_draft(device, answers))
            await warn_if_urgent(interaction, read.words)
            place, why_not = await self._place(interaction, device)
            if place is not None:
                read = replace(read, draft=replace(read.draft, discussed_in=place.id))
            try:
                here = with_parent(interaction.channel)
                outcome = await exchange.saving.save(guild_id, interaction.user.id, read, cleared, written_in=here)
            except Refusal as refusal:
                await offer_again(interaction, refusal, answers, "summary_again", device)
                return
            exchange.outbox.announce()
        assert not isinstance(outcome, LooksLike), "only protocols are compared"
        if isinstance(outcome, HeldDraft):
            token = hold_typed(interaction, (ACTION, device), answers, outcome.kinds)
            await answer(interaction, held_summary_card(outcome, token, device))
        else:
            words = why_not if place is None else await self._posted(interaction, outcome.entry, place)
            await self._show_saved(interaction, outcome.entry, words)

    async def _place(self, interaction: Using, device: str) -> tuple[Place | None, str]:
        """Where it is talked about, or why that cannot be opened."""
        try:
            return await place_of(interaction, None if device == ANY else device), ""
        except Refusal as refusal:
            return None, f"It is not posted. {refusal} **Share** or **Open a discussion** works from another channel."

    async def _posted(self, interaction: Using, entry: Entry, place: Place) -> str:
        opened = await open_at_once(interaction, entry, place)
        if opened is None:
            return f"Its discussion could not be opened just now; I try again myself, in {place.mention}."
        lacking = why_without_thread(place) if opened.thread is None else ""
        return f"Posted: {opened.link} {lacking}".strip()

    async def _show_saved(self, interaction: Using, entry: Entry, words: str) -> None:
        exchange = self.host.exchange
        lead = f"✅ **Saved as {entry.label}.** {words}\n**Continue** adds when it was, and whatever else is missing."
        await answer(
            interaction,
            private_card(
                entry,
                await exchange.members.credential_line(entry.guild_id, entry.author_id),
                viewer_id=interaction.user.id,
                lead=lead,
                beside=await exchange.questions.beside(entry),
                rows=[continue_row(entry)],
            ),
        )


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(SummariesCog(host))
