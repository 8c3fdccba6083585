"""`/complication`: reporting what went wrong, without blame, following up, and what helped."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.clinical.skin_types import SkinType
from bot.exchange.complication_statistics import StatisticsRequest
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request, number_in
from bot.ui.answering import answer
from bot.ui.asking import asker_of, show_results
from bot.ui.catalogue_choices import (
    complication_choices,
    complication_key,
    device_choices,
    device_key,
    modality_choices,
    modality_key,
)
from bot.ui.cog import ExchangeCog
from bot.ui.complication_cards import HELPED_REPORTS, helped_card
from bot.ui.complication_forms import FOLLOW_UP, Reporting, fields_of, opened
from bot.ui.complication_statistics_cards import statistics_card
from bot.ui.entry_choices import entry_choices
from bot.ui.guards import community_of
from bot.ui.host import Host
from bot.ui.routing import on_press

log = logging.getLogger(__name__)

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]


class ComplicationsCog(ExchangeCog):
    """The commands; forms and buttons have cogs of their own."""

    complication = app_commands.Group(name="complication", description="Complications: report one, without blame")

    @complication.command(name="report", description="Report what went wrong: alone, what happened is enough")
    @app_commands.describe(
        type="What it was, if you know",
        device="The device that was used",
        withhold_name="Keep and show no name: only you can still follow up, correct and withdraw it",
    )
    async def report(
        self,
        interaction: Using,
        type: app_commands.Range[str, 1, 100] | None = None,
        device: app_commands.Range[str, 1, 100] | None = None,
        withhold_name: bool = False,
    ) -> None:
        """The first form. That a name cannot be withheld here is said before anything is typed."""
        code = complication_key(type) if type is not None else None
        reporting = Reporting(code, await device_key(interaction, device), withhold_name)
        if reporting.is_withheld:
            guild_id = (await community_of(interaction)).guild_id
            self.host.exchange.complications.keys.required(guild_id, interaction.user.id)
        await interaction.response.send_modal(opened(reporting.form, fields_of(reporting.form[0])))

    @complication.command(name="follow_up", description="Tell how a complication that you reported went on")
    @app_commands.describe(complication="Your report: its number, or words of its title")
    async def follow_up(self, interaction: Using, complication: app_commands.Range[str, 1, 200]) -> None:
        """The form, for the reporter alone, by name or by key."""
        guild_id = (await community_of(interaction)).guild_id
        number = number_in(complication)
        if number is None:
            raise Refusal("Choose one of your reports from the list, or type its number, such as C-9.")
        await self.host.exchange.follow_ups.open_for(guild_id, interaction.user.id, number)
        await interaction.response.send_modal(opened((FOLLOW_UP, str(guild_id), str(number)), fields_of(FOLLOW_UP)))

    @complication.command(name="helped", description="What was done about a type of complication, and how it went")
    @app_commands.describe(type="What it was")
    async def helped(self, interaction: Using, type: app_commands.Range[str, 1, 100]) -> None:
        """Counts, and the protocols about treating it."""
        asker = await asker_of(interaction)
        await answer(
            interaction, helped_card(await self.host.exchange.what_helped.of_type(asker, complication_key(type)))
        )

    @on_press(HELPED_REPORTS)
    async def read_reports(self, interaction: Using, code: str) -> None:
        """The reports of a type, as a search finds them."""
        asker = await asker_of(interaction)
        request = Request(kind=EntryKind.COMPLICATION, complication=code)
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @complication.command(name="stats", description="What is reported how often: by device, kind, type and skin type")
    @app_commands.describe(
        device="Only this device, compared with all others",
        modality="This kind of device, compared with other kinds; with a device, among its kind",
        type="Only this type of complication",
        skin_type="Only reports that name this Fitzpatrick skin type",
    )
    async def stats(
        self,
        interaction: Using,
        device: app_commands.Range[str, 1, 100] | None = None,
        modality: app_commands.Range[str, 1, 100] | None = None,
        type: app_commands.Range[str, 1, 100] | None = None,
        skin_type: SkinType | None = None,
    ) -> None:
        """Counts first; then disproportionate reporting, which is not incidence."""
        request = StatisticsRequest(
            device=await device_key(interaction, device),
            modality=modality_key(modality),
            code=complication_key(type) if type is not None else None,
            skin_type=skin_type,
        )
        told = await self.host.exchange.complication_statistics.of(await asker_of(interaction), request)
        await answer(interaction, statistics_card(told))

    @report.autocomplete("device")
    @stats.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @report.autocomplete("type")
    @helped.autocomplete("type")
    @stats.autocomplete("type")
    async def types(self, _: Using, typed: str) -> list[Choice]:
        """Complications by name."""
        return complication_choices(typed)

    @stats.autocomplete("modality")
    async def kinds(self, _: Using, typed: str) -> list[Choice]:
        """Kinds of device by name."""
        return modality_choices(typed)

    @follow_up.autocomplete("complication")
    async def own_reports(self, interaction: Using, typed: str) -> list[Choice]:
        """One's own reports, also those with the name withheld. A fault shows no list: there is nobody to tell."""
        try:
            found = await self.host.exchange.complications.mine(interaction.guild_id or 0, interaction.user.id, typed)
        except Exception as error:
            log.warning("reports could not be suggested (%s)", type(error).__name__)
            return []
        return entry_choices(found)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ComplicationsCog(host))
