"""`/device`: what is known of a device, two side by side, the list, and adding one that the catalogue lacks."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.devices import Device
from bot.clinical.reading import EntryKind
from bot.exchange.devices import Unclear
from bot.exchange.local_devices import Alike, Proposal
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request
from bot.exchange.saving import HeldDraft
from bot.ui.again import held_form, hold_typed, offer_again, typed_before
from bot.ui.answering import answer, turn
from bot.ui.asking import asker_of, show_results
from bot.ui.cards import button, notice, warning
from bot.ui.catalogue_choices import (
    device_choices,
    modality_choices,
    modality_key,
    unclear_device,
    unknown_device,
)
from bot.ui.cog import ExchangeCog
from bot.ui.device_cards import (
    ANYTHING,
    alike_card,
    list_card,
    page_card,
    removal_question,
    shared_page_card,
    which_card,
)
from bot.ui.device_comparison import comparison_card, shared_comparison_card
from bot.ui.device_forms import ADD, add_form, add_form_again, proposal_of
from bot.ui.forms import Answers
from bot.ui.guards import community_of, guild_id_of, is_moderator, require_moderator
from bot.ui.hold_cards import what_to_edit
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_form, on_press
from bot.ui.screening import warn_if_urgent
from bot.ui.sharing import post_for_all
from bot.ui.text import escaped

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
Typed = app_commands.Range[str, 1, 100]


class DevicesCog(ExchangeCog):
    """The devices that colleagues have, want or regret."""

    device = app_commands.Group(name="device", description="Devices: facts, colleagues' ratings, side by side")

    @device.command(name="show", description="A device's facts, its group, what the library has, ratings and cautions")
    @app_commands.describe(device="The device")
    async def show(self, interaction: Using, device: Typed) -> None:
        """The page. A name that is not one device's alone is asked about."""
        meant = await self._meant(interaction, device)
        if isinstance(meant, Unclear):
            await self._ask(interaction, device, meant, "device_open")
        else:
            await self._show(interaction, meant.key)

    @device.command(name="compare", description="Two devices side by side")
    @app_commands.describe(device="The one device", other="The other device")
    async def compare(self, interaction: Using, device: Typed, other: Typed) -> None:
        """The comparison. One unclear name is asked about with a menu; of two, the first is to be typed again."""
        meant, against = await self._meant(interaction, device), await self._meant(interaction, other)
        if isinstance(against, Unclear):
            if isinstance(meant, Unclear):
                raise unclear_device(device, meant) if meant.candidates else unknown_device(device)
            await self._ask(interaction, other, against, "device_compare", meant.key)
        elif isinstance(meant, Unclear):
            await self._ask(interaction, device, meant, "device_compare", against.key)
        else:
            await self._compare(interaction, meant.key, against.key)

    @device.command(name="list", description="The devices that can be chosen, with what the library has on each")
    @app_commands.describe(modality="Only this kind of device")
    async def list_devices(self, interaction: Using, modality: Typed | None = None) -> None:
        """By name, in pages."""
        asker = await asker_of(interaction)
        await answer(interaction, list_card(await self.host.exchange.devices.listing(asker, modality_key(modality))))

    @device.command(name="add", description="Add a device that is missing, for this community")
    @app_commands.describe(modality="What kind of device it is")
    async def add(self, interaction: Using, modality: Typed) -> None:
        """The form for it."""
        key = modality_key(modality)
        assert key is not None, "an option that must be given"
        await interaction.response.send_modal(add_form(key))

    @show.autocomplete("device")
    @compare.autocomplete("device")
    @compare.autocomplete("other")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @list_devices.autocomplete("modality")
    @add.autocomplete("modality")
    async def modalities(self, _: Using, typed: str) -> list[Choice]:
        """Kinds of device by name."""
        return modality_choices(typed)

    @on_press("device_open")
    async def open_page(self, interaction: Using, key: str = "") -> None:
        """From a button with a device's key, or a menu."""
        await self._show(interaction, key or chosen_in(interaction)[0])

    @on_press("device_compare")
    async def compare_with(self, interaction: Using, key: str) -> None:
        """Now that it is said which device was meant."""
        await self._compare(interaction, key, chosen_in(interaction)[0])

    @on_press("device_list")
    async def turn_list(self, interaction: Using, modality: str, page: str) -> None:
        """Previous and Next."""
        asker = await asker_of(interaction)
        wanted = None if modality == ANYTHING else modality
        await turn(interaction, list_card(await self.host.exchange.devices.listing(asker, wanted, int(page))))

    @on_press("device_search")
    async def search(self, interaction: Using, key: str, kind: str) -> None:
        """What the library has about a device: the same as `/search` shows."""
        asker = await asker_of(interaction)
        request = Request(kind=None if kind == ANYTHING else EntryKind(kind), device=key)
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @on_press("device_share")
    async def share(self, interaction: Using, key: str) -> None:
        """Post what everybody can see of it."""
        page = await self.host.exchange.devices.page(Asker(guild_id_of(interaction), interaction.user.id), key)
        await post_for_all(interaction, shared_page_card(page, self.host.exchange.clock.now()))

    @on_press("compare_share")
    async def share_comparison(self, interaction: Using, key: str, other: str) -> None:
        """The same of two side by side."""
        asker = Asker(guild_id_of(interaction), interaction.user.id)
        pages = await self.host.exchange.devices.pages_of_two(asker, key, other)
        await post_for_all(interaction, shared_comparison_card(*pages, self.host.exchange.clock.now()))

    @on_press("device_remove")
    async def ask_to_remove(self, interaction: Using, key: str) -> None:
        """A moderator is asked first."""
        await require_moderator(interaction)
        known = await self.host.exchange.devices.known((await community_of(interaction)).guild_id, key)
        if known is None:
            raise Refusal("That device is not on the list any more.")
        await answer(interaction, removal_question(known))

    @on_press("device_removed")
    async def remove(self, interaction: Using, key: str) -> None:
        """Take a device that the community has added off its list."""
        await require_moderator(interaction)
        guild_id = (await community_of(interaction)).guild_id
        removed = await self.host.exchange.local_devices.remove(guild_id, interaction.user.id, key)
        await turn(
            interaction, notice(f"**{escaped(removed.name)}** is off the list. What was written about it stays.")
        )

    @on_press(ADD)
    async def open_again(self, interaction: Using, modality: str, token: str) -> None:
        """The form with what was typed."""
        await interaction.response.send_modal(add_form_again(modality, typed_before(interaction, token), token))

    @on_form(ADD)
    async def add_form_sent(self, interaction: Using, answers: Answers, modality: str, token: str = "") -> None:
        """Added, asked about, or refused with the form kept."""
        proposal = proposal_of(modality, answers)
        await warn_if_urgent(interaction, answers.words)
        guild_id = (await community_of(interaction)).guild_id
        try:
            with self.host.exchange.held_forms.used(token):
                outcome = await self.host.exchange.local_devices.add(guild_id, interaction.user.id, proposal)
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, ADD, modality)
            return
        await self._tell(interaction, outcome, answers, proposal)

    @on_press("device_add_anyway")
    async def add_anyway(self, interaction: Using, token: str) -> None:
        """It is none of the devices with a name like it."""
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        held = held_form(interaction, token)
        answers = Answers(held.answers)
        proposal = proposal_of(held.form[1], answers)
        with self.host.exchange.held_forms.used(token):
            outcome = await self.host.exchange.local_devices.add_all_the_same(guild_id, user_id, proposal)
        await self._tell(interaction, outcome, answers, proposal)

    async def _tell(
        self, interaction: Using, outcome: Device | Alike | HeldDraft, answers: Answers, proposal: Proposal
    ) -> None:
        if isinstance(outcome, Device):
            lead = (
                f"✅ **{escaped(outcome.name)}** is added. It can be chosen wherever a device is asked for, here only."
            )
            await self._show(interaction, outcome.key, lead)
            return
        kinds = outcome.kinds if isinstance(outcome, HeldDraft) else ()
        token = hold_typed(interaction, (ADD, proposal.modality), answers, kinds)
        if isinstance(outcome, Alike):
            await answer(interaction, alike_card(outcome.devices, token))
            return
        await answer(
            interaction,
            warning(
                f"**Nothing was added:** this may identify a person. I saw:\n{what_to_edit(kinds)}",
                button("Edit again", ADD, proposal.modality, token),
            ),
        )

    async def _meant(self, interaction: Using, typed: str) -> Device | Unclear:
        return await self.host.exchange.devices.meant((await community_of(interaction)).guild_id, typed)

    async def _ask(self, interaction: Using, typed: str, unclear: Unclear, action: str, *arguments: str) -> None:
        if not unclear.candidates:
            raise unknown_device(typed)
        await answer(interaction, which_card(unclear, action, *arguments))

    async def _show(self, interaction: Using, key: str, lead: str = "") -> None:
        page = await self.host.exchange.devices.page(await asker_of(interaction), key)
        await answer(interaction, page_card(page, moderates=await is_moderator(interaction), lead=lead))

    async def _compare(self, interaction: Using, key: str, other: str) -> None:
        pages = await self.host.exchange.devices.pages_of_two(await asker_of(interaction), key, other)
        await answer(interaction, comparison_card(*pages))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DevicesCog(host))
