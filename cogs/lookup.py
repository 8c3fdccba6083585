"""`/search` and `/show`: the library's answers, their pages, and sharing one of them."""

from __future__ import annotations

import logging

import discord
from discord import app_commands
from discord.ext import tasks

from bot.clinical.reading import EntryKind
from bot.clinical.skin_types import SkinType
from bot.exchange.lookup import Asker
from bot.exchange.request import Request, names_entry, number_in
from bot.ui.answering import answer, say, turn
from bot.ui.asking import asker_of, show_results, with_parent, write_down
from bot.ui.catalogue_choices import (
    complication_choices,
    complication_key,
    device_choices,
    device_key,
    indication_choices,
    indication_key,
    modality_choices,
    modality_key,
)
from bot.ui.cog import ExchangeCog
from bot.ui.entry_card import message_url, private_card, public_card
from bot.ui.entry_choices import entry_choices
from bot.ui.full_text_card import full_text_card
from bot.ui.guards import is_moderator
from bot.ui.host import Host
from bot.ui.moderation_cards import hidden_lead, merged_lead
from bot.ui.receiving import quietly
from bot.ui.result_pages import results_card
from bot.ui.routing import chosen_in, on_press
from bot.ui.screening import warn_if_urgent
from bot.ui.sharing import place_to_share
from db.entries import Entry
from db.failures import StoreProblem
from db.standings import Hiding

log = logging.getLogger(__name__)

Pressing = discord.Interaction[Host]
Choice = app_commands.Choice[str]
_KINDS = [Choice(name=kind.label, value=kind.value) for kind in EntryKind]
_SORTS = [Choice(name="Best first", value="best"), Choice(name="Newest first", value="newest")]


class LookupCog(ExchangeCog):
    """Finding, opening and sharing what the library has."""

    async def cog_load(self) -> None:
        """Let go of old searches now and daily, also where nobody searches any more."""
        await super().cog_load()
        self._sweep.start()

    async def cog_unload(self) -> None:
        """Sweep no longer: the next process does."""
        await super().cog_unload()
        self._sweep.cancel()

    @tasks.loop(hours=24)
    async def _sweep(self) -> None:
        try:
            await self.host.exchange.lookup.sweep()
        except StoreProblem as problem:
            log.error("old searches are not deleted: %s", problem)  # tasks.loop would end for good

    @app_commands.command(name="search", description="Everything in the library, best first")
    @app_commands.describe(
        query="Words to look for, or a number (P-3); a device's name or nickname counts as that device",
        kind="Only this kind",
        device="Only what is about this device",
        indication="Only what treats this",
        complication="Only where this went wrong",
        modality="Only this kind of device",
        author="Only what this member wrote; choose yourself for your own",
        skin_type="Only what states this Fitzpatrick skin type",
        sort="Best first, unless you say otherwise",
    )
    @app_commands.choices(kind=_KINDS, sort=_SORTS)
    async def search(
        self,
        interaction: Pressing,
        query: app_commands.Range[str, 1, 200] | None = None,
        kind: str | None = None,
        device: app_commands.Range[str, 1, 100] | None = None,
        indication: app_commands.Range[str, 1, 100] | None = None,
        complication: app_commands.Range[str, 1, 100] | None = None,
        modality: app_commands.Range[str, 1, 100] | None = None,
        author: discord.Member | discord.User | None = None,
        skin_type: SkinType | None = None,
        sort: str = "best",
    ) -> None:
        """Words, filters, or both; without either, the newest entries. Who asks in an emergency is told that first."""
        await warn_if_urgent(interaction, query or "")
        asker = await asker_of(interaction)
        request = Request(
            query=(query or "").strip(),
            kind=EntryKind(kind) if kind else None,
            device=await device_key(interaction, device),
            indication=indication_key(indication),
            complication=complication_key(complication) if complication else None,
            modality=modality_key(modality),
            author=author.id if author is not None else None,
            skin_type=skin_type,
            newest_first=sort == "newest",
        )
        found = await self.host.exchange.lookup.find(asker, request)
        if found.named is not None and (names_entry(request.query) or not found.entries):
            await self._show(interaction, request.query)
        else:
            await show_results(interaction, asker, found)

    @search.autocomplete("device")
    async def search_devices(self, interaction: Pressing, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @search.autocomplete("indication")
    async def search_indications(self, _: Pressing, typed: str) -> list[Choice]:
        """Indications by name."""
        return indication_choices(typed)

    @search.autocomplete("complication")
    async def search_complications(self, _: Pressing, typed: str) -> list[Choice]:
        """Complications by name."""
        return complication_choices(typed)

    @search.autocomplete("modality")
    async def search_modalities(self, _: Pressing, typed: str) -> list[Choice]:
        """Kinds of device by name."""
        return modality_choices(typed)

    @app_commands.command(name="show", description="One entry whole, with its source")
    @app_commands.describe(entry="Its number (T-142 or 142), or words of its title")
    async def show(self, interaction: Pressing, entry: app_commands.Range[str, 1, 200]) -> None:
        """By number, or by what its title begins with."""
        await self._show(interaction, entry)

    @show.autocomplete("entry")
    async def show_entries(self, interaction: Pressing, typed: str) -> list[Choice]:
        """By number or title; the newest when nothing is typed. A fault shows no list: there is nobody to tell."""
        try:
            asker = await asker_of(interaction)
            return entry_choices(await self.host.exchange.lookup.suggestions(asker, typed))
        except Exception as error:
            log.warning("entries could not be suggested (%s)", type(error).__name__)
            return []

    @on_press("open")
    async def open_one(self, interaction: Pressing) -> None:
        """An entry chosen from a page of results."""
        await self._show(interaction, chosen_in(interaction)[0])

    @on_press("show_entry")
    async def show_one(self, interaction: Pressing, number: str, _token: str = "") -> None:
        """An entry that a card leads to."""
        await self._show(interaction, number)

    @on_press("page")
    async def turn_page(self, interaction: Pressing, token: str, page: str) -> None:
        """Previous and Next."""
        asker = await asker_of(interaction)
        results = await self.host.exchange.lookup.turned(asker, token, int(page))
        if results.token != token:
            await write_down(interaction, asker, results)
        await turn(interaction, results_card(results))

    @on_press("respell")
    async def search_respelled(self, interaction: Pressing, token: str, place: str) -> None:
        """Another spelling that was offered."""
        asker = await asker_of(interaction)
        request = await self.host.exchange.lookup.respelled(asker, token, int(place))
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @on_press("without")
    async def search_without(self, interaction: Pressing, token: str, left_out: str) -> None:
        """What found nothing, of any kind or on any device."""
        asker = await asker_of(interaction)
        request = await self.host.exchange.lookup.without(asker, token, "kind" if left_out == "k" else "device")
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @on_press("which")
    async def search_on_device(self, interaction: Pressing, token: str) -> None:
        """The device that a short name was said to mean."""
        asker = await asker_of(interaction)
        request = await self.host.exchange.lookup.on_device(asker, token, chosen_in(interaction)[0])
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @on_press("fulltext")
    async def show_full_text(self, interaction: Pressing, number: str) -> None:
        """All that was written, from a card that had to shorten it."""
        await answer(interaction, await self._full_text(interaction, number, 1))

    @on_press("textpage")
    async def turn_full_text(self, interaction: Pressing, number: str, page: str) -> None:
        """Previous and Next of a full text."""
        await turn(interaction, await self._full_text(interaction, number, int(page)))

    @on_press("share")
    async def share(self, interaction: Pressing, number: str) -> None:
        """Post a copy for all in the channel. It is a plain message: an answer would say who asked."""
        channel = place_to_share(interaction)
        asker = await asker_of(interaction)
        entry = await self.host.exchange.lookup.shareable(asker, int(number), with_parent(channel))
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with self.host.exchange.chat_order.turn(entry.number):  # no message has so small a number
            there = await self.host.exchange.lookup.shared_lately(entry, channel.id)
            shared = there if there is not None else await self._post(interaction, entry, channel.id)
        lead = "Shared" if there is None else "It was shared here a moment ago"
        await say(interaction, f"{lead}: {message_url(entry.guild_id, channel.id, shared)}")

    async def _post(self, interaction: Pressing, entry: Entry, channel_id: int) -> int:
        sender = self.host.get_partial_messageable(channel_id)
        evidence = await self.host.exchange.protocols.evidence(entry)
        beside = await self.host.exchange.questions.beside(entry)
        view = public_card(entry, await self._credential(entry), evidence, beside)
        posted = await sender.send(view=view, nonce=str(interaction.id))
        try:
            has_changed = await self.host.exchange.lookup.remember_copy(entry, channel_id, posted.id)
        except BaseException:
            # A copy that nobody knows would follow no edit and no withdrawal.
            await quietly(f"taking back copy {posted.id}", posted.delete())
            raise
        if has_changed:
            self.host.exchange.outbox.announce()
        return posted.id

    async def _show(self, interaction: Pressing, typed: str) -> None:
        asker = await asker_of(interaction)
        entry, hiding = await self._read(interaction, asker, typed)
        lead = hidden_lead(entry, hiding) if hiding is not None else merged_lead(entry, number_in(typed))
        # What was reported of a merged protocol is the other one's now, with the buttons for it.
        evidence = await self.host.exchange.protocols.evidence(entry) if entry.status == "listed" else None
        credential = await self._credential(entry)
        beside = await self.host.exchange.questions.beside(entry, asker.visible)
        view = private_card(
            entry,
            credential,
            viewer_id=asker.user_id,
            moderates=await is_moderator(interaction),
            here=with_parent(interaction.channel),
            lead=lead,
            evidence=evidence,
            beside=beside,
        )
        await answer(interaction, view)

    async def _full_text(self, interaction: Pressing, number: str, page: int) -> discord.ui.LayoutView:
        entry, _ = await self._read(interaction, await asker_of(interaction), number)
        report = await self.host.exchange.complications.report_of(entry.guild_id, entry.number)
        return full_text_card(entry, page, await self.host.exchange.questions.asked_by(entry), report)

    async def _read(self, interaction: Pressing, asker: Asker, typed: str) -> tuple[Entry, Hiding | None]:
        """What this person is shown under a number or title; moderators are shown what is hidden too, and why it is."""
        number = number_in(typed)
        if number is not None and await is_moderator(interaction):
            hidden = await self.host.exchange.moderation.hidden(asker, number)
            if hidden is not None:
                return hidden
        return await self.host.exchange.lookup.shown(asker, typed), None

    async def _credential(self, entry: Entry) -> str:
        return await self.host.exchange.members.credential_line(entry.guild_id, entry.author_id)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(LookupCog(host))
