"""`/group create` again: nothing is doubled, and what people deleted by hand is noticed and made good."""

from __future__ import annotations

import asyncio

import discord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.stage import Stage
from bot.ui.group_channels import GroupWork
from bot.ui.half_made import label_for
from db.groups import Subject
from tests.support.group_scenes import (
    CATEGORY,
    FORUM,
    TAGS,
    TEXT,
    channels,
    create,
    deeds,
    groups_of,
    may,
    tags_of,
)
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    delete_channel,
    delete_role,
    text_of,
)


async def test_making_twice_doubles_nothing(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    before = (await groups_of(stage), set(stage.env.backend.channels), set(stage.guild.roles))
    shown = await create(stage, general, device="gentlemax_pro")
    assert "nothing to do" in text_of(shown)
    assert (await groups_of(stage), set(stage.env.backend.channels), set(stage.guild.roles)) == before
    assert await deeds(stage) == ["group created"]


async def test_two_moderators_at_the_same_moment_make_one_group(stage: Stage) -> None:
    """Straight through the work that both commands do: the simulated members take turns with their commands."""
    exchange, guild = fluence(stage).exchange, fluence(stage).get_guild(stage.guild.id)
    assert guild is not None
    await exchange.communities.of(guild.id)

    async def make(moderator: int) -> None:
        async with exchange.groups.alone(guild.id):
            await GroupWork(guild, exchange, moderator).make(Subject("topic", "business"), "Business", "text")

    await asyncio.gather(make(1), make(2))
    await stage.settle()
    assert len(channels(stage, CATEGORY)) == 1
    assert [each.name for each in channels(stage, TEXT)] == ["business"]
    assert await deeds(stage) == ["group created"]


async def test_a_channel_deleted_by_hand_is_noticed_and_made_again(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    former = stage.channel("gentlemax-pro")
    await delete_channel(stage, former)
    assert (await groups_of(stage))["GentleMax Pro"].channel_id is None
    for command in ("group list", "diagnose"):
        shown = text_of(await stage.owner().slash(general, command))
        assert "channel missing" in shown and "/group create" in shown
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    (forum,) = channels(stage, FORUM)
    assert forum.id != former.id and f"made the forum <#{forum.id}>" in shown and "role" not in shown
    assert "missing" not in text_of(await stage.owner().slash(general, "group list"))
    assert await deeds(stage) == ["group created", "group repaired"]


async def test_a_role_deleted_by_hand_is_noticed_and_made_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    await delete_role(stage, stage.role("GentleMax Pro"))
    assert (await groups_of(stage))["GentleMax Pro"].role_id is None
    listed = await nurse.slash(general, "group list")
    assert "role missing" in text_of(listed) and buttons_of(listed) == []
    assert "/group create" in text_of(await nurse.slash(general, "group join", group="GentleMax Pro"))
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    assert "made the role" in shown and "/group join" in shown and "forum <#" not in shown
    assert "joined" in text_of(await nurse.slash(general, "group join", group="GentleMax Pro"))


async def test_a_category_deleted_by_hand_is_made_again_with_the_channel_in_it(
    stage: Stage, general: ChannelHandle
) -> None:
    await create(stage, general, device="gentlemax_pro")
    (former,) = channels(stage, CATEGORY)
    stage.env.backend.delete_channel(former.id)
    await stage.settle()
    shown = await create(stage, general, device="gentlemax_pro")
    (category,) = channels(stage, CATEGORY)
    (forum,) = channels(stage, FORUM)
    assert category.id != former.id and forum.parent_id == category.id
    assert "moved" in text_of(shown)


async def test_a_role_for_members_that_is_set_later_closes_the_channel_to_others(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    """In an order in which the bot never hides the channel from itself: it could not go on (50001)."""
    await create(stage, general, device="gentlemax_pro")
    guests = await stage.create_role("Guests")
    channel = stage.channel("gentlemax-pro")
    by_hand = Overwrite(guests.id, OverwriteType.ROLE, allow=discord.Permissions(add_reactions=True).value, deny=0)
    stage.env.backend.set_overwrite(channel.id, by_hand)
    members = await stage.create_role("Members")
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=members.id)
    shown = await create(stage, general, device="gentlemax_pro")
    assert "set who can read" in text_of(shown)
    assert not may(stage, nurse, channel, "view_channel")
    await stage.give_role(nurse, members)
    assert may(stage, nurse, channel, "view_channel") and may(stage, nurse, channel, "send_messages")
    assert by_hand in stage.env.backend.get_channel(channel.id).overwrites
    assert "nothing to do" in text_of(await create(stage, general, device="gentlemax_pro"))


async def test_lost_tags_come_back_beside_the_moderators_own(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    forum = stage.channel("gentlemax-pro")
    tags = stage.env.backend.get_channel(forum.id).available_tags
    kept = [tag for tag in tags if tag["name"] not in ("Tip", "Review")]
    own = {"id": "1", "name": "Event", "moderated": False, "emoji_id": None, "emoji_name": None}
    stage.env.backend.edit_channel(forum.id, {"available_tags": [*kept, own]})
    await stage.settle()
    shown = await create(stage, general, device="gentlemax_pro")
    assert "the tags Tip, Review" in text_of(shown)
    assert sorted(tags_of(stage, "gentlemax-pro")) == sorted([*TAGS, "Event"])


async def test_a_forum_too_full_for_the_tags_is_said(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    forum = stage.channel("gentlemax-pro")
    own = [
        {"id": str(number), "name": f"Own {number}", "moderated": False, "emoji_id": None, "emoji_name": None}
        for number in range(1, 19)
    ]
    stage.env.backend.edit_channel(forum.id, {"available_tags": own})
    await stage.settle()
    assert "remove some of its tags" in text_of(await create(stage, general, device="gentlemax_pro"))
    assert len(tags_of(stage, "gentlemax-pro")) == 18


async def test_a_channel_keeps_its_layout(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, topic="business", layout="text")
    shown = await create(stage, general, topic="business", layout="forum")
    assert "stays as it is" in text_of(shown)
    assert channels(stage, FORUM) == []


async def test_what_was_deleted_while_the_bot_was_away_is_noticed_by_the_list(
    stage: Stage, general: ChannelHandle
) -> None:
    await create(stage, general, device="gentlemax_pro")
    async with absence(stage):
        await delete_channel(stage, stage.channel("gentlemax-pro"))
        await delete_role(stage, stage.role("GentleMax Pro"))
    assert (await groups_of(stage))["GentleMax Pro"].missing == ()
    assert "channel and role missing" in text_of(await stage.owner().slash(general, "group list"))
    assert (await groups_of(stage))["GentleMax Pro"].missing == ("channel", "role")


async def test_an_empty_cache_is_no_deletion(stage: Stage, general: ChannelHandle) -> None:
    await create(stage, general, device="gentlemax_pro")
    guild = fluence(stage).get_guild(stage.guild.id)
    assert guild is not None
    before = await groups_of(stage)
    guild._channels.pop(stage.channel("gentlemax-pro").id)
    guild._roles.pop(stage.role("GentleMax Pro").id)
    assert "missing" not in text_of(await stage.owner().slash(general, "group list"))
    assert await groups_of(stage) == before
    # Neither is one that Discord hides from the bot.
    stage.env.inject_error("GET", "/channels/*", status=403, code=50001, times=2)
    assert "missing" not in text_of(await stage.owner().slash(general, "group list"))
    assert "I cannot see" in text_of(await create(stage, general, device="gentlemax_pro"))
    assert await groups_of(stage) == before


async def test_what_was_made_and_forgotten_is_taken_up_or_taken_away_and_nothing_else(
    stage: Stage, general: ChannelHandle
) -> None:
    """As a crash leaves it, and a request that discord.py has repeated: two of each. One was written in since."""
    guild, server = stage.guild.id, stage.env.backend
    begun = label_for("GentleMax Pro")
    by_hand = server.create_role(guild, "GentleMax Pro"), server.create_channel(guild, "Exchange", type=CATEGORY)
    hers = server.create_channel(guild, "gentlemax-pro", type=FORUM, topic="Made by a moderator")
    for _ in range(2):
        server.create_channel(guild, label_for("Exchange"), type=CATEGORY)
        server.create_role(guild, begun)
    left, twin = (server.create_channel(guild, "gentlemax-pro", type=FORUM, topic=begun) for _ in range(2))
    used = server.create_channel(guild, "business", type=TEXT, topic=label_for("Business"))
    await stage.settle()
    await stage.owner().send(stage.channel("business"), "Is this ours?")
    shown = text_of(await create(stage, general, device="gentlemax_pro"))
    group = (await groups_of(stage))["GentleMax Pro"]
    assert group.channel_id == left.id and twin.id not in server.channels
    assert f"<#{used.id}> was made by a fault and is in use" in shown
    assert [each.name for each in channels(stage, CATEGORY)] == ["Exchange"] * 2
    roles = [role.name for role in server.get_guild(guild).roles.values()]
    assert roles.count("GentleMax Pro") == 2 and begun not in roles
    assert group.role_id != by_hand[0].id and left.parent_id != by_hand[1].id
    assert "what works" in str(left.topic) and hers.topic == "Made by a moderator"
    assert "nothing to do" in text_of(await create(stage, general, device="gentlemax_pro"))
    await create(stage, general, topic="business", layout="text")
    assert (await groups_of(stage))["Business"].channel_id == used.id
