"""Right after the start Discord may not have told of a server yet: nothing there is taken for missing."""

from __future__ import annotations

import pytest

from bot.demo.stage import Stage
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import text_of


@pytest.mark.parametrize("command", ["diagnose", "group list"])
async def test_a_command_from_a_server_not_told_of_yet(stage: Stage, command: str) -> None:
    channel = await stage.create_text_channel("general")
    owner = stage.owner()
    fluence(stage)._connection._guilds.clear()  # as before GUILD_CREATE
    told = await owner.slash(channel, command)
    assert "has not told me about this server yet" in text_of(told)


async def test_nothing_set_seems_deleted_in_a_server_not_told_of_yet(stage: Stage) -> None:
    channel = await stage.create_text_channel("general")
    await fluence(stage).exchange.communities.change(stage.guild.id, moderator_channel_id=channel.id)
    fluence(stage)._connection._guilds.clear()
    shown = await stage.owner().slash(channel, "setup")
    assert "deleted" not in text_of(shown)
