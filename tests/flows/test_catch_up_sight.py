"""What was said while the bot could not look into a channel is read once it can."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from simcord import ChannelHandle, MemberActor
from simcord.backend import serializers

from bot.demo.stage import Stage
from tests.support.group_scenes import allow, deny, take_from_bot
from tests.support.library_scenes import the_entries

pytestmark = pytest.mark.usefixtures("pages_like_discords")


async def test_sight_given_back_in_a_channel_by_a_role_or_with_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    backend, server = stage.env.backend, stage.guild.id
    fluence, key = backend.bot_user.id, await stage.create_role("key")
    await nurse.send(general, "#tip before")

    def unseen(text: str) -> None:
        backend.create_message(general.id, nurse.id, text, broadcast=False)

    await deny(stage, general.id, fluence, "view_channel")
    unseen("#tip one")
    await allow(stage, general.id, fluence, "view_channel")

    unseen("#tip two")
    own = backend.get_role(server, stage.role("Fluence").id)
    may = own.permissions
    take_from_bot(stage, "view_channel")
    backend.edit_role(server, own.id, {"permissions": may})
    await nurse.send(general, "#tip three")

    unseen("#tip four")
    backend.add_member_role(server, fluence, key.id)
    own_member: Any = serializers.member_payload(
        backend, backend.get_guild(server), backend.get_member(server, fluence)
    )
    own_member["guild_id"] = str(server)
    # Discord tells a bot of itself also without the intent for members; simcord does not.
    stage.bot._connection.parse_guild_member_update(own_member)
    await nurse.send(general, "#tip five")

    running = [task for task in asyncio.all_tasks() if task.get_name().startswith("catch-up")]
    await asyncio.gather(*running, return_exceptions=True)
    texts = {entry.content.text for entry in await the_entries(stage)}
    assert texts == {f"#tip {each}" for each in ("before", "one", "two", "three", "four", "five")}
