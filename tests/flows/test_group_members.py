"""`/group list`, `join`, `leave` and `archive`, with their buttons, also after a restart."""

from __future__ import annotations

import discord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.clinical.topics import topics
from bot.demo.stage import Stage
from db import captured
from db.groups import Subject
from tests.support.group_scenes import (
    create,
    deeds,
    groups_of,
    may,
    roles_of,
    take_from_bot,
)
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    post_in_forum,
    press,
    text_of,
)


async def test_join_and_leave_give_and_take_the_role(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, device="gentlemax_pro")
    role = stage.role("GentleMax Pro")
    for name in ("GentleMax Pro", "device:gentlemax_pro"):
        shown = text_of(await nurse.slash(general, "group join", group=name))
        assert stage.channel("gentlemax-pro").mention in shown
        assert role.id in roles_of(stage, nurse)
    assert "already" in shown
    assert "have left" in text_of(await nurse.slash(general, "group leave", group="GentleMax Pro"))
    assert role.id not in roles_of(stage, nurse)
    assert "are not in" in text_of(await nurse.slash(general, "group leave", group="GentleMax Pro"))
    assert "no such group" in text_of(await nurse.slash(general, "group join", group="Gardening"))


async def test_a_role_above_the_bots_is_said(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, device="gentlemax_pro")
    role = stage.role("GentleMax Pro")
    stage.env.backend.reorder_roles(stage.guild.id, [{"id": str(role.id), "position": 30}])
    await stage.settle()
    assert "above my own role" in text_of(await nurse.slash(general, "group join", group="GentleMax Pro"))
    assert roles_of(stage, nurse) == []
    assert "above my own role" in text_of(await create(stage, general, device="gentlemax_pro"))


async def test_joining_without_manage_roles_names_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, device="gentlemax_pro")
    take_from_bot(stage, "manage_roles")
    await stage.settle()
    assert "Manage Roles" in text_of(await nurse.slash(general, "group join", group="GentleMax Pro"))


async def test_the_list_says_so_when_there_is_nothing(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    assert "/group create" in text_of(await nurse.slash(general, "group list"))


async def test_the_lists_buttons_work_after_a_restart(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, device="gentlemax_pro")
    await create(stage, general, topic="business", layout="text")
    await nurse.slash(general, "group join", group="Business")
    listed = await nurse.slash(general, "group list")
    assert listed.ephemeral and stage.channel("gentlemax-pro").mention in text_of(listed)
    assert buttons_of(listed) == ["Leave", "Join"]
    await stage.restart()
    await press(nurse, listed, "Join")
    assert stage.role("GentleMax Pro").id in roles_of(stage, nurse)
    assert "You have joined **GentleMax Pro**" in text_of(listed)
    assert buttons_of(listed) == ["Leave", "Leave"]
    await nurse.slash(general, "group leave", group="Business")
    await stage.restart()
    listed = await nurse.slash(general, "group list")
    assert buttons_of(listed) == ["Join", "Leave"]
    await press(nurse, listed, "Leave")
    assert "You have left **GentleMax Pro**" in text_of(listed)
    assert (roles_of(stage, nurse), buttons_of(listed)) == ([], ["Join", "Join"])


async def test_a_button_on_an_old_list_of_a_group_that_is_archived_says_so(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    listed = await nurse.slash(general, "group list")
    await press(stage.owner(), await stage.owner().slash(general, "group archive", group="GentleMax Pro"), "Archive")
    pressed = await press(nurse, listed, "Join")
    assert "archived" in text_of(pressed.followups[-1]) and pressed.followups[-1].ephemeral
    assert roles_of(stage, nurse) == []


async def test_the_list_turns_its_pages(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await fluence(stage).exchange.communities.of(stage.guild.id)
    for topic in list(topics())[:12]:
        await fluence(stage).exchange.groups.open(stage.guild.id, Subject("topic", topic.key), topic.name, "text", 1)
    listed = await nurse.slash(general, "group list")
    first = text_of(listed)
    assert "1 of 2" in first
    await stage.restart()
    await press(nurse, listed, "Next")
    second = text_of(listed)
    assert "2 of 2" in second
    assert all((topic.name in first) != (topic.name in second) for topic in list(topics())[:12])
    await press(nurse, listed, "Back")
    assert text_of(listed) == first


# Archiving.


async def test_archiving_asks_first_and_closes_the_channel_for_writing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    channel = stage.channel("gentlemax-pro")
    asked = await stage.owner().slash(general, "group archive", group="GentleMax Pro")
    assert buttons_of(asked) == ["Archive", "Leave as it is"]
    assert (await groups_of(stage))["GentleMax Pro"].archived_at is None
    await stage.restart()
    await press(stage.owner(), asked, "Archive")
    assert may(stage, nurse, channel, "view_channel")
    for permission in ("send_messages", "send_messages_in_threads", "create_public_threads"):
        assert not may(stage, nurse, channel, permission)
    assert "GentleMax Pro" not in stage.guild.roles
    group = (await groups_of(stage))["GentleMax Pro"]
    assert group.archived_at is not None and group.channel_id == channel.id
    listed = await nurse.slash(general, "group list")
    assert "Archived" in text_of(listed) and buttons_of(listed) == []
    for command in ("group join", "group leave", "group archive"):
        who = stage.owner() if command == "group archive" else nurse
        assert "archived" in text_of(await who.slash(general, command, group="GentleMax Pro"))
    assert await deeds(stage) == ["group created", "group archived"]


async def test_archiving_can_be_left(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    asked = await stage.owner().slash(general, "group archive", group="GentleMax Pro")
    await press(stage.owner(), asked, "Leave as it is")
    assert "Nothing was changed" in text_of(asked) and buttons_of(asked) == []
    assert (await groups_of(stage))["GentleMax Pro"].archived_at is None


async def test_an_archived_group_is_brought_back_whole(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    channel = stage.channel("gentlemax-pro")
    await press(stage.owner(), await stage.owner().slash(general, "group archive", group="GentleMax Pro"), "Archive")
    shown = await create(stage, general, device="gentlemax_pro")
    assert "archived group again" in text_of(shown)
    assert may(stage, nurse, channel, "send_messages")
    group = (await groups_of(stage))["GentleMax Pro"]
    assert (group.archived_at, group.channel_id, group.missing) == (None, channel.id, ())
    await nurse.slash(general, "group join", group="GentleMax Pro")
    assert stage.role("GentleMax Pro").id in roles_of(stage, nurse)
    assert await deeds(stage) == ["group created", "group archived", "group reopened"]


async def test_archiving_closes_the_channel_to_roles_that_were_let_in_by_hand_too(
    stage: Stage, general: ChannelHandle
) -> None:
    await create(stage, general, device="gentlemax_pro")
    speakers = await stage.create_role("Speakers")
    speaker = await stage.add_member("speaker", roles=[speakers])
    channel = stage.channel("gentlemax-pro")
    allowed = discord.Permissions(send_messages=True, add_reactions=True).value
    stage.env.backend.set_overwrite(channel.id, Overwrite(speakers.id, OverwriteType.ROLE, allow=allowed, deny=0))
    await stage.settle()
    await press(stage.owner(), await stage.owner().slash(general, "group archive", group="GentleMax Pro"), "Archive")
    assert not may(stage, speaker, channel, "send_messages")
    assert may(stage, speaker, channel, "add_reactions")


async def test_archiving_that_breaks_off_is_finished_by_archiving_again(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    stage.env.inject_error("DELETE", "/guilds/*/roles/*", status=503, times=5)
    asked = await stage.owner().slash(general, "group archive", group="GentleMax Pro")
    pressed = await press(stage.owner(), asked, "Archive")
    said = text_of(pressed.followups[-1])
    assert "read-only" in said and "/group archive" in said
    assert (await groups_of(stage))["GentleMax Pro"].archived_at is None
    stage.env.backend.faults.clear()
    await press(stage.owner(), await stage.owner().slash(general, "group archive", group="GentleMax Pro"), "Archive")
    assert (await groups_of(stage))["GentleMax Pro"].archived_at is not None


async def test_only_a_moderator_can_press_archive(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, device="gentlemax_pro")
    role = await stage.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    await stage.give_role(nurse, role)
    asked = await nurse.slash(general, "group archive", group="GentleMax Pro")
    await stage.take_role(nurse, role)
    pressed = await press(nurse, asked, "Archive")
    assert "Only the exchange's moderators" in text_of(pressed)
    assert (await groups_of(stage))["GentleMax Pro"].archived_at is None


async def test_what_is_in_the_channel_of_an_archived_group_still_has_its_group(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    forum = stage.channel("gentlemax-pro")
    post = await post_in_forum(stage, nurse, forum, "A question", "Which spot size?", tags=["Question"])
    await press(stage.owner(), await stage.owner().slash(general, "group archive", group="GentleMax Pro"), "Archive")
    async with fluence(stage).database.read() as read:
        device = await captured.device_of_group(read, stage.guild.id, post.thread.id, forum.id)
    assert device == "gentlemax_pro"


# Typing.


async def test_devices_topics_and_groups_complete(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    owner = stage.owner()
    assert (await completions(owner, general, "group create", "device", "GMP"))["GentleMax Pro"] == "gentlemax_pro"
    assert (await completions(owner, general, "group create", "topic", "marketing"))["Business"] == "business"
    await create(stage, general, device="gentlemax_pro")
    await create(stage, general, topic="business")
    await nurse.slash(general, "group join", group="Business")
    assert await completions(nurse, general, "group join", "group", "GMP") == {"GentleMax Pro": "device:gentlemax_pro"}
    assert await completions(nurse, general, "group join", "group", "Business") == {}
    assert await completions(nurse, general, "group leave", "group") == {"Business": "topic:business"}
    assert set(await completions(owner, general, "group archive", "group")) == {"Business", "GentleMax Pro"}
