"""The command tree: who may use a command, and the one error path."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.exchange.refusal import Refusal
from bot.ui.answering import explain
from bot.ui.guards import MODERATORS_ONLY, OPEN_TO_ALL, require_exchange_member, require_moderator
from bot.ui.host import Host


class ExchangeTree(app_commands.CommandTree[Host]):
    """Every command passes here first."""

    async def interaction_check(self, interaction: discord.Interaction[Host]) -> bool:
        """Let exchange members through, everybody to what is open to all, and moderators alone to their groups.

        Nothing may escape from here: discord.py would neither answer nor call `on_error` (2.7.1).
        """
        try:
            if not _is_marked(interaction.command, OPEN_TO_ALL):
                await require_exchange_member(interaction)
            if _is_marked(interaction.command, MODERATORS_ONLY):
                await require_moderator(interaction)
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


def _is_marked(command: app_commands.Command[Any, Any, Any] | app_commands.ContextMenu | None, mark: str) -> bool:
    """Whether a command bears a mark, or the group that it belongs to."""
    if command is None:
        return mark == OPEN_TO_ALL
    if command.extras.get(mark):
        return True
    root = command.root_parent if isinstance(command, app_commands.Command) else None
    return root is not None and bool(root.extras.get(mark))
