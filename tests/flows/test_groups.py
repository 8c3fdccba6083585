"""`/group create` makes a channel and a role once, and says which permission it lacks and where."""

from __future__ import annotations

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.group_scenes import (
    CATEGORY,
    FORUM,
    TAGS,
    TEXT,
    channels,
    create,
    deeds,
    deny,
    groups_of,
    may,
    tags_of,
    take_from_bot,
)
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    text_of,
)


async def test_a_device_gets_a_forum_with_tags_and_a_role_in_the_exchanges_category(
    stage: Stage, general: ChannelHandle
) -> None:
    shown = await create(stage, general, device="gentlemax_pro")
    assert shown.ephemeral
    (category,) = channels(stage, CATEGORY)
    (forum,) = channels(stage, FORUM)
    assert (category.name, forum.name, forum.parent_id) == ("Exchange", "gentlemax-pro", category.id)
    assert tags_of(stage, "gentlemax-pro") == TAGS
    assert "#tip" in (forum.topic or "") and "GentleMax Pro" in (forum.topic or "")
    role = stage.env.backend.get_role(stage.guild.id, stage.role("GentleMax Pro").id)
    assert (role.permissions, role.mentionable) == (0, False)
    group = (await groups_of(stage))["GentleMax Pro"]
    assert (group.channel_id, group.role_id, group.layout) == (forum.id, role.id, "forum")
    assert f"<#{forum.id}>" in text_of(shown)
    assert await deeds(stage) == ["group created"]


async def test_a_topic_gets_a_text_channel_whose_topic_line_says_how_to_write(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, topic="business", layout="text")
    channel = stage.channel("business")
    assert stage.env.backend.get_channel(channel.id).type == TEXT
    assert "#question" in (stage.env.backend.get_channel(channel.id).topic or "")
    assert may(stage, nurse, channel, "view_channel") and may(stage, nurse, channel, "send_messages")


async def test_groups_share_one_category(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, topic="business")
    await create(stage, general, device="GMP")
    assert len(channels(stage, CATEGORY)) == 1
    assert set(await groups_of(stage)) == {"Business", "GentleMax Pro"}


async def test_a_full_category_is_followed_by_a_second(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, topic="business", layout="text")
    (first,) = channels(stage, CATEGORY)
    for number in range(49):
        stage.env.backend.create_channel(stage.guild.id, f"room-{number}", parent_id=first.id)
    await stage.settle()
    shown = await create(stage, general, topic="acne", layout="text")
    assert "Exchange 2" in text_of(shown)
    await create(stage, general, topic="scars", layout="text")
    second = next(each for each in channels(stage, CATEGORY) if each.name == "Exchange 2")
    assert len(channels(stage, CATEGORY)) == 2
    assert {each.name for each in channels(stage, TEXT) if each.parent_id == second.id} == {
        "acne-and-rosacea",
        "scars-and-striae",
    }


async def test_only_exchange_members_and_moderators_see_a_group_where_there_is_a_role_for_them(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    members, moderators = await stage.create_role("Members"), await stage.create_role("Moderators")
    inside = await stage.add_member("inside", roles=[members])
    moderator = await stage.add_member("moderator", roles=[moderators])
    await fluence(stage).exchange.communities.change(
        stage.guild.id, exchange_role_id=members.id, moderator_role_id=moderators.id
    )
    await create(stage, general, device="gentlemax_pro")
    channel = stage.channel("gentlemax-pro")
    bot = stage.env.backend.bot_user.id
    seen = {who.name: may(stage, who, channel, "view_channel") for who in (nurse, inside, moderator)}
    assert seen == {"nurse": False, "inside": True, "moderator": True}
    assert discord.Permissions(stage.env.backend.compute_permissions(stage.guild.id, bot, channel.id)).view_channel

    # The role is given up again: the next repair lets everybody in, and leaves what was set by hand.
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=None)
    shown = await create(stage, general, device="gentlemax_pro")
    assert "set who can read" in text_of(shown)
    assert may(stage, nurse, channel, "view_channel")


async def test_an_exchange_role_that_is_gone_stops_before_anything_is_made(
    stage: Stage, general: ChannelHandle
) -> None:
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=12345)
    shown = await create(stage, general, device="gentlemax_pro")
    assert "/setup" in text_of(shown)
    assert channels(stage, CATEGORY) == [] and await groups_of(stage) == {}


async def test_a_server_without_forums_gets_a_text_channel_and_is_told(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, topic="business", layout="text")
    stage.env.inject_error("POST", "/guilds/*/channels", status=400, code=50024, times=1)
    shown = await create(stage, general, device="gentlemax_pro", layout="forum")
    assert "Enable Community" in text_of(shown)
    assert channels(stage, FORUM) == []
    assert (await groups_of(stage))["GentleMax Pro"].layout == "text"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "either a device or a topic"),
        ({"device": "gentlemax_pro", "topic": "business"}, "either a device or a topic"),
        ({"device": "Gentlemaxx"}, "GentleMax Pro"),
        ({"topic": "gardening"}, "don't know that topic"),
    ],
)
async def test_what_names_no_subject_is_explained(
    stage: Stage, general: ChannelHandle, options: dict[str, str], words: str
) -> None:
    assert words in text_of(await create(stage, general, **options))
    assert await groups_of(stage) == {}


async def test_only_moderators_make_and_archive(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await create(stage, general, topic="business")
    for command, options in (("group create", {"topic": "acne"}), ("group archive", {"group": "Business"})):
        shown = await nurse.slash(general, command, **options)
        assert "moderators" in text_of(shown)
    assert set(await groups_of(stage)) == {"Business"}


# Without permission.


@pytest.mark.parametrize(
    ("permission", "label"), [("manage_channels", "Manage Channels"), ("manage_roles", "Manage Roles")]
)
async def test_a_missing_permission_is_named_before_anything_is_made(
    stage: Stage, general: ChannelHandle, permission: str, label: str
) -> None:
    take_from_bot(stage, permission)
    await stage.settle()
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    assert label in shown and "this server" in shown
    assert channels(stage, CATEGORY) == [] and await groups_of(stage) == {}


async def test_a_permission_missing_in_the_category_or_the_channel_is_named_with_the_place(
    stage: Stage, general: ChannelHandle
) -> None:
    await create(stage, general, device="gentlemax_pro")
    (category,) = channels(stage, CATEGORY)
    bot = stage.env.backend.bot_user.id
    await deny(stage, category.id, bot, "manage_channels")
    shown = text_of(await create(stage, general, topic="business"))
    assert "Manage Channels" in shown and "the category Exchange" in shown
    await deny(stage, stage.channel("gentlemax-pro").id, bot, "manage_roles")
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    assert "Manage Roles" in shown and "#gentlemax-pro" in shown
    await deny(stage, stage.channel("gentlemax-pro").id, bot, "view_channel")
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    assert "View Channels" in shown and "Manage" not in shown
    assert set(await groups_of(stage)) == {"GentleMax Pro"}


async def test_a_refusal_in_the_middle_says_what_was_made_and_the_next_run_finishes(
    stage: Stage, general: ChannelHandle
) -> None:
    stage.env.inject_error("POST", "/guilds/*/roles", status=403, code=50013, times=1)
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    (forum,) = channels(stage, FORUM)
    assert f"made the forum <#{forum.id}>" in shown and "lack a permission" in shown and "again finishes" in shown
    assert (await groups_of(stage))["GentleMax Pro"].missing == ("role",)
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    assert "made the role" in shown and "made the forum" not in shown
    assert (await groups_of(stage))["GentleMax Pro"].missing == ()


async def test_a_server_full_of_channels_is_said(stage: Stage, general: ChannelHandle) -> None:
    stage.env.inject_error("POST", "/guilds/*/channels", status=400, code=30013, times=1)
    assert "as many channels as Discord allows" in text_of(await create(stage, general, device="gentlemax_pro"))
