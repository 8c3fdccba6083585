"""The command tree: who may use a command, and the one error path."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.exchange.refusal import Refusal
from bot.ui.answering import explain
from bot.ui.guards import MODERATORS_ONLY, OPEN_TO_ALL, is_marked, require_exchange_member, require_moderator
from bot.ui.host import Host


class ExchangeTree(app_commands.CommandTree[Host]):
    """Every command passes here first."""

    async def interaction_check(self, interaction: discord.Interaction[Host]) -> bool:
        """Let exchange members through, everybody to what is open to all, and moderators alone to what is theirs.

        Nothing may escape from here: discord.py would neither answer nor call `on_error` (2.7.1).
        """
        try:
            if interaction.command is not None:
                await _require_may(interaction, interaction.command)
        except Refusal as refusal:
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await explain(interaction, refusal)
            return False
        except Exception as error:
            await explain(interaction, error)
            return False
        return True

    async def on_error(self, interaction: discord.Interaction[Host], error: app_commands.AppCommandError, /) -> None:
        """Answer with the error's words, or a reference."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        await explain(interaction, error)


async def _require_may(
    interaction: discord.Interaction[Host], command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
) -> None:
    """Raises a Refusal where the command is not open to the person."""
    if not is_marked(command, OPEN_TO_ALL):
        await require_exchange_member(interaction)
    if is_marked(command, MODERATORS_ONLY):
        await require_moderator(interaction)
