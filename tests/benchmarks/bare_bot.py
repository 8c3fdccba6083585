"""The floor: the least discord.py bot that says the same on the wire, with the same settings and no substance."""

from __future__ import annotations

import os
import re

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app.exchange_bot import GUILD_READY_TIMEOUT

_TAG = re.compile(r"#(?:tip|complication|protocol|question|summary|review)\b", re.IGNORECASE)
_TITLE = "T-1 · Port-wine stain of the cheek with GentleMax Pro, skin type IV: skin test spot fluence…"
_RESULT = f"**{_TITLE}**\n-# GentleMax Pro · skin type IV · <t:1767225600:d>\n-# ⚠️ Incomplete: handpiece not recorded"
_FOOTING = (
    "-# Page 1 of 42 · 208 entries\n-# Shared by members, not medical advice. Start lower, do a test spot.\n"
    "-# What was read from a text may be wrong."
)


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
    """A page that is always the same, of as many parts and letters as Fluence's: five results, a menu, two buttons."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(0x5B6770))
    container.add_item(ui.TextDisplay(f"### 208 entries for “{query}”"))
    for _ in range(5):
        container.add_item(ui.TextDisplay(_RESULT))
    container.add_item(ui.TextDisplay(_FOOTING))
    options = [discord.SelectOption(label=_TITLE, value=str(number)) for number in range(5)]
    container.add_item(ui.ActionRow(ui.Select(custom_id="open", placeholder="Show one whole", options=options)))
    container.add_item(
        ui.ActionRow(
            ui.Button(label="Previous", custom_id=f"page:{query}:0", disabled=True),
            ui.Button(label="Next", custom_id=f"page:{query}:2"),
        )
    )
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    await interaction.response.send_message(view=view, ephemeral=True)


if __name__ == "__main__":
    BareBot().run(os.environ["DISCORD_TOKEN"])
