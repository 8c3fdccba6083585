"""**Calendar file** on a meeting's details."""

from __future__ import annotations

import discord

from bot.ui.cog import ExchangeCog
from bot.ui.host import Host
from bot.ui.meeting_files import send_calendar_of
from bot.ui.routing import on_press


class MeetingCalendarCog(ExchangeCog):
    """Calendar files."""

    @on_press("meeting-calendar")
    async def one(self, interaction: discord.Interaction[Host], number: str) -> None:
        """The meeting's own."""
        await send_calendar_of(interaction, int(number))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingCalendarCog(host))
