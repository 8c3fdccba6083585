"""Calendar files of meetings, sent to who asks."""

from __future__ import annotations

import io

import discord

from bot.exchange.meeting_calendar import CalendarFile
from bot.exchange.meetings import Whose
from bot.ui.guards import guild_of
from bot.ui.host import Host

_Interaction = discord.Interaction[Host]


async def send_calendar_of(interaction: _Interaction, number: int) -> None:
    """One meeting, with its series if it has one."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _send(interaction, await interaction.client.exchange.calendars.of_meeting(guild_of(interaction).id, number))


async def send_calendar(interaction: _Interaction, whose: Whose) -> None:
    """All of the community's meetings to come, or the member's own."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    calendars, guild_id = interaction.client.exchange.calendars, guild_of(interaction).id
    if whose == "mine":
        await _send(interaction, await calendars.of_member(guild_id, interaction.user.id))
    else:
        await _send(interaction, await calendars.of_community(guild_id))


async def _send(interaction: _Interaction, file: CalendarFile) -> None:
    await interaction.followup.send(
        f"{file.holds}, to be opened with your calendar program. It stays as it is now: after a change take the file "
        "again, and the program puts it in place of the former.",
        file=discord.File(io.BytesIO(file.content), filename=file.name),
        ephemeral=True,
    )
