"""`/help` lists the commands, made from the tree."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.simulated_discord import text_of


async def test_help_lists_every_command(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    shown = await nurse.slash(general, "help")
    assert shown.ephemeral
    for command in stage.bot.tree.walk_commands():
        if not hasattr(command, "commands"):
            assert f"/{command.qualified_name}" in text_of(shown)
