"""`/help` lists the commands, made from the tree."""

from __future__ import annotations

from bot.demo.stage import Stage
from tests.support.simulated_discord import text_of


async def test_help_lists_every_command(stage: Stage) -> None:
    channel = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    shown = await nurse.slash(channel, "help")
    assert shown.ephemeral
    for command in stage.bot.tree.walk_commands():
        if not hasattr(command, "commands"):
            assert f"/{command.qualified_name}" in text_of(shown)
