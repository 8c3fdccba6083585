"""`/help`: what to do first, and the commands as the tree has them."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog
from bot.ui.guards import (
    MODERATORS_ONLY,
    OPEN_TO_ALL,
    community_of,
    is_marked,
    is_moderator,
    open_to_all,
    role_lacking,
)
from bot.ui.help_cards import Command, Helped, overview, topic_card
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_press
from bot.ui.setup_cards import is_untouched


class HelpCog(ExchangeCog):
    """What there is, and how to begin."""

    @open_to_all
    @app_commands.command(name="help", description="What to do first, and what each command does")
    async def help(self, interaction: discord.Interaction[Host]) -> None:
        """Made from the tree, so that it cannot be out of date; without what the person cannot use."""
        await answer(interaction, overview(await self._helped(interaction)))

    @on_press("help_topic", audience="everyone")
    async def show_topic(self, interaction: discord.Interaction[Host]) -> None:
        """One group of commands, with what they do."""
        [chosen] = chosen_in(interaction)
        await turn(interaction, topic_card(await self._helped(interaction), chosen))

    async def _helped(self, interaction: discord.Interaction[Host]) -> Helped:
        lacks, moderates = await role_lacking(interaction), await is_moderator(interaction)
        tree = self.host.tree
        menus = () if lacks is not None else tree.get_commands(type=discord.AppCommandType.message)
        commands = (
            _command(each)
            for each in tree.walk_commands(type=discord.AppCommandType.chat_input)
            if isinstance(each, app_commands.Command) and (lacks is None or is_marked(each, OPEN_TO_ALL))
        )
        shown = tuple(each for each in commands if moderates or not each.is_moderators)
        sets_up = moderates and is_untouched(await community_of(interaction))
        return Helped(shown, tuple(menu.name for menu in menus), self.host.reads_message_content, lacks, sets_up)


def _command(command: app_commands.Command[Any, ..., Any]) -> Command:
    return Command(command.qualified_name, command.description, is_marked(command, MODERATORS_ONLY))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(HelpCog(host))
