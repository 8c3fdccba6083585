"""Coming to a server: the first words, once; leaving it."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.demo.stage import Stage
from db import communities
from db.communities import Community
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import absence, press, said_by_bot, text_of

_A_MOMENT = timedelta(seconds=1)


async def _row(stage: Stage, guild_id: int) -> Community | None:
    async with fluence(stage).database.read() as read:
        return await communities.find(read, guild_id)


async def test_a_server_joined_while_away_is_welcomed_once(stage: Stage) -> None:
    async with absence(stage):
        second = await stage.create_guild("Second Exchange")
        channel = await stage.create_text_channel("general", guild=second)
    await stage.advance(_A_MOMENT)
    (welcome,) = said_by_bot(stage, channel)
    for first in ("Second Exchange", "/setup", "/group create", "#tip", "identify a patient"):
        assert first in text_of(welcome)
    assert "lack" not in text_of(welcome)
    assert await _row(stage, second.id) is not None
    await stage.restart()
    await stage.settle()
    assert len(said_by_bot(stage, channel)) == 1


async def test_the_welcome_says_what_is_missing_and_its_buttons_work_after_a_restart(stage: Stage) -> None:
    async with absence(stage):
        second = await stage.create_guild("Second Exchange")
        role = second.roles["Fluence"]
        fewer = discord.Permissions(role._role.permissions)
        fewer.update(manage_roles=False)
        stage.env.backend.edit_role(second.id, role.id, {"permissions": fewer.value})
        channel = await stage.create_text_channel("general", guild=second)
    await stage.advance(_A_MOMENT)
    (welcome,) = said_by_bot(stage, channel)
    assert "**Manage Roles**: to make a group's role" in text_of(welcome)
    await stage.restart()
    owner = stage.owner(guild=second)
    assert "Moderator role" in text_of(await press(owner, welcome, "Set up"))
    assert "My role lacks **Manage Roles**" in text_of(await press(owner, welcome, "Check everything"))
    stranger = await stage.add_member("stranger", guild=second)
    assert "Only the exchange's moderators" in text_of(await press(stranger, welcome, "Set up"))


async def test_the_system_channel_is_preferred_and_a_mute_one_passed_over(stage: Stage) -> None:
    async with absence(stage):
        second = await stage.create_guild("Second Exchange")
        mute = discord.PermissionOverwrite(send_messages=False)
        second.create_text_channel("rules", overwrites={second.roles["Fluence"]: mute})
        general = await stage.create_text_channel("general", guild=second)
        third = await stage.create_guild("Third Exchange")
        await stage.create_text_channel("general", guild=third)
        lobby = await stage.create_text_channel("lobby", guild=third)
        stage.env.backend.edit_guild(third.id, {"system_channel_id": lobby.id})
    await stage.advance(_A_MOMENT)
    assert len(said_by_bot(stage, general)) == 1
    assert len(said_by_bot(stage, lobby)) == 1


async def test_leaving_is_noted(stage: Stage) -> None:
    home = stage.guild.id
    joined = await _row(stage, home)
    assert joined is not None
    assert joined.greeted_at is not None
    stage.env.backend.remove_guild(home)
    await stage.settle()
    left = await _row(stage, home)
    assert left is not None
    assert left.left_at == stage.clock.now()
    assert left.greeted_at is None
