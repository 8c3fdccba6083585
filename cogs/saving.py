"""`/save`, `/protocol` and `/complication`: what is written in forms, and finding protocols."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.clinical.skin_types import SkinType
from bot.exchange.request import Request
from bot.exchange.saving import Draft, HeldDraft, ReadDraft, Saved, read_draft
from bot.ui.answering import answer
from bot.ui.asking import asker_of, show_results
from bot.ui.catalogue_choices import (
    complication_choices,
    complication_key,
    device_choices,
    device_key,
    device_meant,
    indication_choices,
    indication_key,
)
from bot.ui.cog import ExchangeCog
from bot.ui.device_forms import review_form
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import community_of
from bot.ui.host import Host
from bot.ui.routing import on_form, on_press
from bot.ui.save_forms import ACTION, EntryForm, draft_of, held_card, opened, reopened
from bot.ui.urgent_notice import urgent_notice

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
_FORM_KINDS = [
    Choice(name=kind.label, value=kind.value)
    for kind in (EntryKind.TIP, EntryKind.SUMMARY, EntryKind.REVIEW, EntryKind.QUESTION)
]


class SavingCog(ExchangeCog):
    """Writing for the library without the chat."""

    protocol = app_commands.Group(name="protocol", description="Protocols: find one, save one")
    complication = app_commands.Group(name="complication", description="Complications: report one, without blame")

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
        await interaction.response.send_modal(opened(wanted))

    @protocol.command(name="save", description="Save a protocol: settings, handpiece, skin types, notes")
    @app_commands.describe(device="The device it is for", indication="What it treats")
    async def save_protocol(
        self,
        interaction: Using,
        device: app_commands.Range[str, 1, 100],
        indication: app_commands.Range[str, 1, 100],
    ) -> None:
        """The form for a protocol."""
        wanted = EntryForm(EntryKind.PROTOCOL, await device_key(interaction, device), indication_key(indication))
        await interaction.response.send_modal(opened(wanted))

    @protocol.command(name="find", description="Saved protocols, those for your device and skin type first")
    @app_commands.describe(
        query="Words to look for, for example a handpiece",
        device="Only for this device",
        indication="Only for this",
        skin_type="Those that state this Fitzpatrick skin type come first",
    )
    async def find_protocol(
        self,
        interaction: Using,
        query: app_commands.Range[str, 1, 200] | None = None,
        device: app_commands.Range[str, 1, 100] | None = None,
        indication: app_commands.Range[str, 1, 100] | None = None,
        skin_type: SkinType | None = None,
    ) -> None:
        """Another device's settings are never shown under the device asked for; other skin types' come last, marked."""
        asker = await asker_of(interaction)
        request = Request(
            query=(query or "").strip(),
            kind=EntryKind.PROTOCOL,
            device=await device_key(interaction, device),
            indication=indication_key(indication),
            preferred_skin_type=skin_type,
        )
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @complication.command(name="report", description="Report what went wrong: alone, what happened is enough")
    @app_commands.describe(type="What it was", device="The device that was used")
    async def report_complication(
        self,
        interaction: Using,
        type: app_commands.Range[str, 1, 100],
        device: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """The form for a complication."""
        wanted = EntryForm(
            EntryKind.COMPLICATION, await device_key(interaction, device), complication=complication_key(type)
        )
        await interaction.response.send_modal(opened(wanted))

    @save.autocomplete("device")
    @save_protocol.autocomplete("device")
    @find_protocol.autocomplete("device")
    @report_complication.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @save_protocol.autocomplete("indication")
    @find_protocol.autocomplete("indication")
    async def indications(self, _: Using, typed: str) -> list[Choice]:
        """Indications by name."""
        return indication_choices(typed)

    @report_complication.autocomplete("type")
    async def complications(self, _: Using, typed: str) -> list[Choice]:
        """Complications by name."""
        return complication_choices(typed)

    @on_form(ACTION)
    async def save_form(
        self,
        interaction: Using,
        answers: Answers,
        kind: str,
        device: str,
        indication: str,
        complication: str,
        token: str = "",
    ) -> None:
        """What was sent, also where the form was opened before a restart; it replaces what was held under a token."""
        guild_id = (await community_of(interaction)).guild_id
        ids = (kind, device, indication, complication)
        written = draft_of(EntryForm.of(ids), answers)
        with self.host.exchange.held_forms.used(token):
            draft = await self._read(interaction, written)
            outcome = await self.host.exchange.saving.save(guild_id, interaction.user.id, draft)
        await self._tell(interaction, outcome, ids, answers)

    @on_press("form_again")
    async def edit_again(self, interaction: Using, token: str) -> None:
        """The held form, with what was typed."""
        guild_id = (await community_of(interaction)).guild_id
        held = self.host.exchange.held_forms.of(token, guild_id, interaction.user.id)
        await interaction.response.send_modal(reopened(EntryForm.of(held.form), Answers(held.answers), token))

    @on_press("form_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """Save what was held for a name or a date; the author answers for it."""
        guild_id = (await community_of(interaction)).guild_id
        held = self.host.exchange.held_forms.of(token, guild_id, interaction.user.id)
        answers = Answers(held.answers)
        written = draft_of(EntryForm.of(held.form), answers)
        with self.host.exchange.held_forms.used(token):
            draft = await self._read(interaction, written)
            outcome = await self.host.exchange.saving.save_cleared(guild_id, interaction.user.id, draft, held.kinds)
        await self._tell(interaction, outcome, held.form, answers)

    async def _read(self, interaction: Using, draft: Draft) -> ReadDraft:
        """An emergency is answered at once: the disk may be slow, or refuse."""
        read = read_draft(draft)
        if read.is_urgent:
            await answer(interaction, urgent_notice())
        return read

    async def _tell(
        self, interaction: Using, outcome: Saved | HeldDraft, ids: tuple[str, ...], answers: Answers
    ) -> None:
        guild_id = (await community_of(interaction)).guild_id
        if isinstance(outcome, HeldDraft):
            token = self.host.exchange.held_forms.hold(
                guild_id, interaction.user.id, ids, answers.values, outcome.kinds
            )
            await answer(interaction, held_card(outcome, token))
            return
        entry = outcome.entry
        credential = await self.host.exchange.members.credential_line(guild_id, interaction.user.id)
        lead = f"✅ **Saved as {entry.label}.** Only you see this card; **Share** shows it to all in this channel."
        await answer(interaction, private_card(entry, credential, viewer_id=interaction.user.id, lead=lead))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(SavingCog(host))
