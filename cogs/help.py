"""`/help`: the commands, as the tree has them."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands

from bot.ui.answering import answer
from bot.ui.cards import card
from bot.ui.cog import ExchangeCog
from bot.ui.guards import open_to_all
from bot.ui.host import Host

_FIRST = (
    "## Fluence: say it once, find it again\n"
    "Write a message with `#tip`, `#complication`, `#protocol`, `#question`, `#summary` or `#review` in a channel "
    "of the exchange: a ✅ says that it is kept. Never anything that could identify a patient."
)
_MENUS = "**Menus on a message** (right-click or long press, then Apps)"


class HelpCog(ExchangeCog):
    """What there is, and how to begin."""

    @open_to_all
    @app_commands.command(name="help", description="What Fluence does, and its commands")
    async def help(self, interaction: discord.Interaction[Host]) -> None:
        """A list made from the tree, so that it cannot be out of date."""
        commands = "\n".join(_lines(self.host.tree.get_commands(type=discord.AppCommandType.chat_input)))
        menus = [menu.name for menu in self.host.tree.get_commands(type=discord.AppCommandType.message)]
        shown = f"\n\n{_MENUS}\n" + "\n".join(f"**{name}**" for name in menus) if menus else ""
        await answer(interaction, card([_FIRST, commands + shown]))


def _lines(commands: list[app_commands.Command[ExchangeCog, ..., None] | app_commands.Group]) -> Iterator[str]:
    for command in sorted(commands, key=lambda each: each.qualified_name):
        if isinstance(command, app_commands.Group):
            yield from _lines(list(command.commands))
        else:
            yield f"`/{command.qualified_name}` {command.description}"


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(HelpCog(host))
