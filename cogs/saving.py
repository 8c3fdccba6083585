"""`/save`, and every form for an entry when it is sent."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.exchange.saving import Draft, HeldDraft, LooksLike, ReadDraft, Saved, read_draft
from bot.ui.again import held_form, hold_typed
from bot.ui.answering import answer
from bot.ui.asking import with_parent
from bot.ui.catalogue_choices import device_choices, device_key, device_meant
from bot.ui.cog import ExchangeCog
from bot.ui.device_forms import review_form
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import guild_id_of
from bot.ui.host import Host
from bot.ui.routing import on_form, on_press
from bot.ui.save_forms import ACTION, EntryForm, draft_of, held_card, looks_like_card, opened, reopened
from bot.ui.screening import warn_if_urgent
from bot.ui.summary_forms import ANY, summary_form

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
_FORM_KINDS = [
    Choice(name=kind.label, value=kind.value)
    for kind in (EntryKind.TIP, EntryKind.SUMMARY, EntryKind.REVIEW, EntryKind.QUESTION)
]


class SavingCog(ExchangeCog):
    """Writing for the library without the chat."""

    @app_commands.command(name="save", description="Write a tip, summary, review or question for the library")
    @app_commands.describe(kind="What it is", device="The device it is about")
    @app_commands.choices(kind=_FORM_KINDS)
    async def save(self, interaction: Using, kind: str, device: app_commands.Range[str, 1, 100] | None = None) -> None:
        """A form, then a private card that can be shared. A device's review has a form with more to choose."""
        if kind == EntryKind.REVIEW and device is not None:
            known = await device_meant(interaction, device)
            former = await self.host.exchange.device_reviews.own(
                interaction.guild_id or 0, interaction.user.id, known.key
            )
            await interaction.response.send_modal(review_form(known, former))
            return
        wanted = EntryForm(EntryKind(kind), await device_key(interaction, device))
        if kind == EntryKind.SUMMARY:
            await interaction.response.send_modal(summary_form(wanted.device or ANY))
            return
        await interaction.response.send_modal(opened(wanted))

    @save.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @on_form(ACTION)
    async def save_form(
        self,
        interaction: Using,
        answers: Answers,
        kind: str,
        device: str,
        indication: str,
        token: str = "",
    ) -> None:
        """What was sent, also where the form was opened before a restart; it replaces what was held under a token."""
        guild_id = guild_id_of(interaction)
        ids = (kind, device, indication)
        written = draft_of(EntryForm.of(ids), answers)
        with self.host.exchange.held_forms.used(token):
            draft = await self._read(interaction, written)
            here = with_parent(interaction.channel)
            outcome = await self.host.exchange.saving.save(guild_id, interaction.user.id, draft, written_in=here)
        await self._tell(interaction, outcome, ids, answers)

    @on_press("form_again")
    async def edit_again(self, interaction: Using, token: str) -> None:
        """The held form, with what was typed."""
        held = held_form(interaction, token)
        await interaction.response.send_modal(reopened(EntryForm.of(held.form), Answers(held.answers), token))

    @on_press("form_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """Save what was held for a name or a date; the author answers for it."""
        guild_id = guild_id_of(interaction)
        held = held_form(interaction, token)
        answers = Answers(held.answers)
        written = draft_of(EntryForm.of(held.form), answers)
        with self.host.exchange.held_forms.used(token):
            draft = await self._read(interaction, written)
            here = with_parent(interaction.channel)
            outcome = await self.host.exchange.saving.save(
                guild_id, interaction.user.id, draft, held.kinds, written_in=here
            )
        await self._tell(interaction, outcome, held.form, answers, held.kinds)

    @on_press("form_anyway")
    async def save_anyway(self, interaction: Using, token: str, *beside: str) -> None:
        """Save a protocol beside the one that it looks like; pressed twice, it is saved once."""
        guild_id = guild_id_of(interaction)
        held = held_form(interaction, token)
        answers = Answers(held.answers)
        draft = read_draft(draft_of(EntryForm.of(held.form), answers))
        known = frozenset(map(int, beside))
        with self.host.exchange.held_forms.used(token):
            here = with_parent(interaction.channel)
            outcome = await self.host.exchange.saving.save(
                guild_id, interaction.user.id, draft, held.kinds, beside=known, written_in=here
            )
        await self._tell(interaction, outcome, held.form, answers, held.kinds, known)

    async def _read(self, interaction: Using, draft: Draft) -> ReadDraft:
        """An emergency is answered at once: the disk may be slow, or refuse."""
        read = read_draft(draft)
        await warn_if_urgent(interaction, read.words)
        return read

    async def _tell(
        self,
        interaction: Using,
        outcome: Saved | HeldDraft | LooksLike,
        ids: tuple[str, ...],
        answers: Answers,
        cleared: tuple[str, ...] = (),
        beside: frozenset[int] = frozenset(),
    ) -> None:
        guild_id = guild_id_of(interaction)
        if isinstance(outcome, LooksLike):
            token = hold_typed(interaction, ids, answers, cleared)
            await answer(interaction, looks_like_card(outcome, token, beside))
            return
        if isinstance(outcome, HeldDraft):
            token = hold_typed(interaction, ids, answers, outcome.kinds)
            await answer(interaction, held_card(outcome, token))
            return
        entry = outcome.entry
        credential = await self.host.exchange.members.credential_line(guild_id, interaction.user.id)
        lead = f"✅ **Saved as {entry.label}.** Only you see this card; **Share** shows it to all in this channel."
        evidence = await self.host.exchange.protocols.evidence(entry)
        view = private_card(entry, credential, viewer_id=interaction.user.id, lead=lead, evidence=evidence)
        await answer(interaction, view)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(SavingCog(host))
