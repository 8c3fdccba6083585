"""`/protocol`: saving and finding protocols, reporting what happened when one was used, and its author's changes."""

from __future__ import annotations

import io
import logging
from typing import cast

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.clinical.screen import identifiers_of_patient
from bot.clinical.skin_types import SkinType
from bot.exchange.lookup import Asker
from bot.exchange.protocols import MayIdentify, SettingsChanged
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request, number_in
from bot.ui import outcome_forms
from bot.ui.again import held_form, hold_typed
from bot.ui.answering import answer, turn
from bot.ui.asking import asker_of, show_results
from bot.ui.cards import notice
from bot.ui.catalogue_choices import device_choices, device_key, indication_choices, indication_key
from bot.ui.charts import CHART_FILE, outcomes_by_skin
from bot.ui.cog import ExchangeCog
from bot.ui.entry_card import private_card
from bot.ui.entry_choices import entry_choices
from bot.ui.forms import Answers
from bot.ui.host import Host
from bot.ui.protocol_cards import (
    EDIT,
    STATUS,
    changed_meanwhile_card,
    chart_card,
    edit_form,
    not_kept_card,
    note_held_card,
    reported_card,
    reports_card,
    rewritten_by,
    rewritten_card,
    status_form,
)
from bot.ui.routing import chosen_in, on_form, on_press
from bot.ui.save_forms import EntryForm, opened
from bot.ui.screening import said_in, warn_if_urgent
from bot.ui.text import clipped, escaped
from db.entries import Entry, ProtocolStanding

log = logging.getLogger(__name__)

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]


class ProtocolsCog(ExchangeCog):
    """Protocols, and what they do."""

    protocol = app_commands.Group(name="protocol", description="Protocols: find one, save one, report how one worked")

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

    @protocol.command(name="find", description="Saved protocols: those that fit you first, then by harm and benefit")
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
        await warn_if_urgent(interaction, query or "")
        asker = await asker_of(interaction)
        request = Request(
            query=(query or "").strip(),
            kind=EntryKind.PROTOCOL,
            device=await device_key(interaction, device),
            indication=indication_key(indication),
            preferred_skin_type=skin_type,
        )
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @protocol.command(name="used", description="What happened when you used a protocol: failures count most")
    @app_commands.describe(protocol="Its number (P-17 or 17), or words of its title")
    async def used_protocol(self, interaction: Using, protocol: app_commands.Range[str, 1, 200]) -> None:
        """The form for the counts, with what this member has reported before."""
        await self._open_report(interaction, await asker_of(interaction), protocol)

    @save_protocol.autocomplete("device")
    @find_protocol.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @save_protocol.autocomplete("indication")
    @find_protocol.autocomplete("indication")
    async def indications(self, _: Using, typed: str) -> list[Choice]:
        """Indications by name."""
        return indication_choices(typed)

    @used_protocol.autocomplete("protocol")
    async def protocols(self, interaction: Using, typed: str) -> list[Choice]:
        """By number or title; the newest when nothing is typed. A fault shows no list: there is nobody to tell."""
        try:
            asker = await asker_of(interaction)
            found = await self.host.exchange.lookup.suggestions(asker, typed, EntryKind.PROTOCOL)
        except Exception as error:
            log.warning("protocols could not be suggested (%s)", type(error).__name__)
            return []
        return entry_choices(found)

    # Reports.

    @on_press("used_open")
    async def open_report(self, interaction: Using, number: str) -> None:
        """**I used it**, and **Edit my report**."""
        await self._open_report(interaction, await asker_of(interaction), number)

    @on_press("used_again")
    async def open_report_again(self, interaction: Using, token: str) -> None:
        """The form as it was sent, for the settings as they are now."""
        asker = await asker_of(interaction)
        held = held_form(interaction, token)
        entry = await self._protocol(asker, held.form[1])
        await interaction.response.send_modal(outcome_forms.reopened(entry, Answers(held.answers), token))

    @on_form(outcome_forms.ACTION)
    async def report(self, interaction: Using, answers: Answers, number: str, version: str, token: str = "") -> None:
        """Keep the counts, or say what does not add up; nothing typed is lost."""
        asker, form = await asker_of(interaction), (outcome_forms.ACTION, number, version)
        await warn_if_urgent(interaction, answers.text("note"))
        try:
            counts = outcome_forms.counts_of(answers)
        except outcome_forms.DoesNotAddUp as problem:
            await answer(interaction, not_kept_card(str(problem), hold_typed(interaction, form, answers)))
            return
        kinds = kinds_of(identifiers_of_patient(answers.text("note")))
        if kinds:
            held = hold_typed(interaction, form, answers, kinds)
            await answer(interaction, note_held_card(kinds, "used_again", held))
            return
        with self.host.exchange.held_forms.used(token):
            outcome = await self.host.exchange.protocols.report(asker, int(number), int(version), counts)
        if isinstance(outcome, SettingsChanged):
            await answer(interaction, changed_meanwhile_card(outcome, hold_typed(interaction, form, answers)))
        else:
            await answer(interaction, reported_card(outcome))

    @on_press("used_back")
    async def take_back(self, interaction: Using, number: str, version: str) -> None:
        """One's own report goes."""
        asker = await asker_of(interaction)
        await self.host.exchange.protocols.take_back(asker.guild_id, int(number), int(version), asker.user_id)
        await turn(interaction, notice("Your report is taken back; nothing of it is kept."))

    @on_press("used_link")
    async def link_complication(self, interaction: Using, number: str, version: str) -> None:
        """A complication that was counted is the one that was chosen."""
        asker = await asker_of(interaction)
        [chosen] = chosen_in(interaction)
        reported = await self.host.exchange.protocols.link(asker, int(number), int(version), int(chosen))
        await turn(interaction, reported_card(reported))

    @on_press("reports")
    async def reports(self, interaction: Using, number: str, page: str) -> None:
        """All that was reported, and the former versions."""
        asker = await asker_of(interaction)
        entry = await self._protocol(asker, number)
        await answer(interaction, reports_card(await self.host.exchange.protocols.history(entry), int(page)))

    @on_press("chart")
    async def chart(self, interaction: Using, number: str) -> None:
        """Outcomes by skin type as a picture."""
        asker = await asker_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        entry = await self._protocol(asker, number)
        evidence = await self.host.exchange.protocols.evidence(entry)
        if evidence is None or not evidence.counted.allows_percentages:
            raise Refusal("Fewer than three colleagues have reported on these settings: a chart would say too much.")
        drawn = await outcomes_by_skin(entry.label, evidence)
        file = discord.File(io.BytesIO(drawn.png), CHART_FILE, description=clipped(drawn.alternative_text, 1024))
        await answer(interaction, chart_card(entry, drawn), files=[file])

    # Its author's changes.

    @on_press(EDIT)
    async def open_edit(self, interaction: Using, number: str) -> None:
        """The form, holding what the protocol says."""
        asker = await asker_of(interaction)
        entry = await self.host.exchange.protocols.rewritable(asker.guild_id, int(number), asker.user_id)
        await interaction.response.send_modal(edit_form(entry))

    @on_press("protocol_again")
    async def open_edit_again(self, interaction: Using, token: str) -> None:
        """The form as it was sent."""
        asker = await asker_of(interaction)
        held = held_form(interaction, token)
        entry = await self.host.exchange.protocols.rewritable(asker.guild_id, int(held.form[1]), asker.user_id)
        await interaction.response.send_modal(edit_form(entry, Answers(held.answers), token))

    @on_form(EDIT)
    async def edit(self, interaction: Using, answers: Answers, number: str, token: str = "") -> None:
        """Put the new words in the place of the former, which are kept."""
        asker = await asker_of(interaction)
        protocols, held_forms = self.host.exchange.protocols, self.host.exchange.held_forms
        said = rewritten_by(answers)
        known = await self.host.exchange.library.entry(asker.guild_id, int(number))
        await warn_if_urgent(interaction, "\n".join((said.title, said.text, said.notes)), said_in(known))
        former = await protocols.rewritable(asker.guild_id, int(number), asker.user_id)
        with held_forms.used(token):
            result = await protocols.rewrite(asker.guild_id, int(number), asker.user_id, said)
        if isinstance(result, MayIdentify):
            held = hold_typed(interaction, (EDIT, number), answers, result.kinds)
            await answer(interaction, note_held_card(result.kinds, "protocol_again", held))
        else:
            await answer(interaction, rewritten_card(result, former))

    @on_press(STATUS)
    async def open_status(self, interaction: Using, number: str) -> None:
        """Current, superseded or retired."""
        asker = await asker_of(interaction)
        entry = await self.host.exchange.protocols.own(asker.guild_id, int(number), asker.user_id)
        await interaction.response.send_modal(status_form(entry))

    @on_form(STATUS)
    async def status(self, interaction: Using, answers: Answers, number: str) -> None:
        """The card as it stands now."""
        asker = await asker_of(interaction)
        standing = cast("ProtocolStanding", next(iter(answers.choices("standing")), "current"))
        typed = answers.text("successor")
        successor = number_in(typed)
        if typed and successor is None:
            raise Refusal(
                f"Nothing was changed: “{escaped(typed)}” is no number. Press **Status** again and type the number of "
                "the protocol that takes its place, for example `P-17`."
            )
        entry = await self.host.exchange.protocols.stand(asker, int(number), standing, successor)
        credential = await self.host.exchange.members.credential_line(entry.guild_id, entry.author_id)
        evidence = await self.host.exchange.protocols.evidence(entry)
        view = private_card(entry, credential, viewer_id=asker.user_id, lead="✅ **Changed.**", evidence=evidence)
        await answer(interaction, view)

    async def _open_report(self, interaction: Using, asker: Asker, typed: str) -> None:
        entry = await self._protocol(asker, typed)
        former = await self.host.exchange.protocols.own_report(entry, asker.user_id)
        await interaction.response.send_modal(outcome_forms.opened(entry, former))

    async def _protocol(self, asker: Asker, typed: str) -> Entry:
        entry = await self.host.exchange.lookup.entry(asker, typed)
        if entry.content.kind is not EntryKind.PROTOCOL:
            raise Refusal(f"{entry.label} is no protocol. Choose one from the list that appears.")
        return entry


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ProtocolsCog(host))
