"""The floor: the least discord.py bot that does the same things on the wire, on the same settings, without substance."""

from __future__ import annotations

import os
import re

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app.exchange_bot import GUILD_READY_TIMEOUT

_TAG = re.compile(r"#(?:tip|complication|protocol|question|summary|review)\b", re.IGNORECASE)
_RESULT = "**T-1 · Start low on tanned skin**\nGentleMax Pro · III, IV · 21 November 2026"


class BareBot(commands.Bot):
    """Answers `/search` with a fixed card of five results, and looks at each message once."""

    def __init__(self) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, message_content=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=GUILD_READY_TIMEOUT,
        )

    async def setup_hook(self) -> None:
        self.tree.add_command(search)
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        if _TAG.search(message.content):
            await message.add_reaction("✅")


@app_commands.command(description="Search")
async def search(interaction: discord.Interaction, query: str) -> None:
    """Five results that are always the same."""
    container: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay(f"## {len(query)} letters"))
    for _ in range(5):
        container.add_item(ui.TextDisplay(_RESULT))
    container.add_item(
        ui.ActionRow(
            ui.Button(label="Previous", custom_id="previous", disabled=True), ui.Button(label="Next", custom_id="next")
        )
    )
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    await interaction.response.send_message(view=view, ephemeral=True)


if __name__ == "__main__":
    BareBot().run(os.environ["DISCORD_TOKEN"])
