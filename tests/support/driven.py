"""What the suite drove: every command, autocompletion, menu, button and form that a member used on a stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.ui.custom_ids import parse
from bot.ui.host import Host


class Driven:
    """Names of what was used, as `everything_in` names it."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def note(self, interaction: discord.Interaction[Any]) -> None:
        """Somebody has used this."""
        name = _name_of(interaction)
        if name is not None:
            self.names.add(name)


def everything_in(bot: Host) -> Iterator[str]:
    """Everything that a member can use."""
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield f"command {command.qualified_name}"
            completing = (parameter for parameter in command.parameters if parameter.autocomplete)
            yield from (f"completion {command.qualified_name} {parameter.display_name}" for parameter in completing)
    for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
        yield from (f"menu {menu.name}" for menu in bot.tree.get_commands(type=kind))
    for route in bot.routes:
        yield f"{route.way} {route.action}"


def _name_of(interaction: discord.Interaction[Any]) -> str | None:
    data: Any = interaction.data
    match interaction.type:
        case discord.InteractionType.application_command:
            command = interaction.command
            if isinstance(command, app_commands.ContextMenu):
                return f"menu {command.name}"
            return f"command {command.qualified_name}" if command else None
        case discord.InteractionType.autocomplete:
            command = interaction.command
            return f"completion {command.qualified_name} {_focused(data['options'])}" if command else None
        case discord.InteractionType.component | discord.InteractionType.modal_submit:
            pressed = parse(data["custom_id"])
            way = "press" if interaction.type is discord.InteractionType.component else "form"
            return f"{way} {pressed.action}" if pressed else None
        case _:
            return None


def _focused(options: list[Any]) -> str:
    for option in options:
        if option.get("focused"):
            return str(option["name"])
        if "options" in option:
            return _focused(option["options"])
    raise LookupError("no option is being typed in")
