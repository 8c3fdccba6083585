"""`/complication`: reporting what went wrong, without blame, and what came of it."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.ui.catalogue_choices import complication_choices, complication_key, device_choices, device_key
from bot.ui.cog import ExchangeCog
from bot.ui.host import Host
from bot.ui.save_forms import EntryForm, opened

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]


class ComplicationsCog(ExchangeCog):
    """The commands; forms and buttons have cogs of their own."""

    complication = app_commands.Group(name="complication", description="Complications: report one, without blame")

    @complication.command(name="report", description="Report what went wrong: alone, what happened is enough")
    @app_commands.describe(type="What it was", device="The device that was used")
    async def report(
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

    @report.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @report.autocomplete("type")
    async def types(self, _: Using, typed: str) -> list[Choice]:
        """Complications by name."""
        return complication_choices(typed)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ComplicationsCog(host))
