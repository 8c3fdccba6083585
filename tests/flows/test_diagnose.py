"""`/diagnose`: each thing that can be wrong, in a sentence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import discord
from simcord import ChannelHandle

from bot.demo.stage import Stage
from bot.exchange.complication_watch import NOTICE_KIND
from bot.exchange.named_posts import ONCE_SENT
from bot.ui.delivered_kinds import KINDS_IN_WORDS
from db import outbox
from db.outbox import Posting
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import absence, delete_channel, delete_role, text_of


async def _diagnosis(stage: Stage) -> str:
    return text_of(await stage.owner().slash(stage.channel("general"), "diagnose"))


async def test_all_is_well(stage: Stage) -> None:
    general = await stage.create_text_channel("general")
    backstage = await stage.create_private_channel("backstage", visible_to=[])
    communities = fluence(stage).exchange.communities
    await communities.change(stage.guild.id, moderator_channel_id=backstage.id)
    fresh = await _diagnosis(stage)
    assert "No meeting channel is set" in fresh
    assert "No time zone is set: meetings and the digest go by UTC" in fresh
    await communities.change(stage.guild.id, meeting_channel_id=general.id)
    await stage.owner().slash(general, "settings", time_zone="UTC")
    assert "All is well" in await _diagnosis(stage)


async def test_channels_for_all_that_some_members_cannot_read(stage: Stage, general: ChannelHandle) -> None:
    exchange = await stage.create_role("Exchange")
    backstage = await stage.create_private_channel("backstage", visible_to=[exchange])
    closed = f"Not every member can read <#{backstage.id}>"
    communities = fluence(stage).exchange.communities
    await communities.change(stage.guild.id, meeting_channel_id=backstage.id)
    assert closed in text_of(await stage.owner().slash(general, "setup"))
    assert (await _diagnosis(stage)).count(closed) == 1  # the digest goes there too
    await communities.change(stage.guild.id, meeting_channel_id=general.id)
    assert closed not in await _diagnosis(stage)
    assert closed in text_of(await stage.owner().slash(general, "digest schedule", channel=backstage))
    assert closed in await _diagnosis(stage)
    await communities.change(stage.guild.id, exchange_role_id=exchange.id)
    assert closed not in await _diagnosis(stage)


async def test_the_digests_own_channel_that_was_deleted(stage: Stage, general: ChannelHandle) -> None:
    news = await stage.create_text_channel("news")
    await stage.owner().slash(general, "digest schedule", channel=news)
    await delete_channel(stage, news)
    gone = "The digest's channel has been deleted: choose another with `/digest schedule`."
    assert gone in await _diagnosis(stage)
    await stage.owner().slash(general, "digest schedule", send="off")
    assert gone not in await _diagnosis(stage)


async def test_what_moderators_set_and_later_deleted(stage: Stage, general: ChannelHandle) -> None:
    meetings, private = await stage.create_text_channel("meetings"), await stage.create_text_channel("private")
    role = await stage.create_role("Moderator")
    communities = fluence(stage).exchange.communities
    await communities.change(
        stage.guild.id, moderator_role_id=role.id, meeting_channel_id=meetings.id, moderator_channel_id=general.id
    )
    await communities.opt_channel_in(stage.guild.id, private.id)
    for channel in (meetings, private):
        await delete_channel(stage, channel)
    await delete_role(stage, role)
    found = await _diagnosis(stage)
    assert "The meeting channel has been deleted" in found
    assert "private channel" not in found
    assert "The moderator role has been deleted" in found
    assert "Everybody can read the moderators' channel" in found


async def test_a_private_channel_that_was_deleted_is_let_go(stage: Stage) -> None:
    await stage.create_text_channel("general")
    first, second = await stage.create_text_channel("first"), await stage.create_text_channel("second")
    for channel in (first, second):
        await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, channel.id)
    await delete_channel(stage, first)
    assert (await fluence(stage).exchange.communities.of(stage.guild.id)).private_channels == {second.id}
    async with absence(stage):
        await delete_channel(stage, second)
    assert "A private channel has been deleted: it is no longer among those I keep from" in await _diagnosis(stage)
    assert (await fluence(stage).exchange.communities.of(stage.guild.id)).private_channels == frozenset()
    assert "private channel" not in await _diagnosis(stage)


async def test_permissions_missing_in_the_server_and_in_a_channel(stage: Stage) -> None:
    await stage.create_text_channel("general")
    role = stage.role("Fluence")
    meetings = stage.guild.create_text_channel(
        "meetings", overwrites={role: discord.PermissionOverwrite(send_messages=False)}
    )
    locked = stage.guild.create_text_channel(
        "locked", overwrites={role: discord.PermissionOverwrite(view_channel=False)}
    )
    fewer = discord.Permissions(role._role.permissions)
    fewer.update(manage_channels=False, add_reactions=False)
    stage.env.backend.edit_role(stage.guild.id, role.id, {"permissions": fewer.value})
    await stage.settle()
    await fluence(stage).exchange.communities.change(
        stage.guild.id, meeting_channel_id=meetings.id, moderator_channel_id=locked.id
    )
    stage.env.backend.edit_role(
        stage.guild.id, stage.guild.default_role.id, {"permissions": discord.Permissions(view_channel=True).value}
    )
    await stage.settle()
    found = await _diagnosis(stage)
    assert "My role lacks **Add Reactions** and **Manage Channels** in this server" in found
    assert f"I lack **Send Messages** in <#{meetings.id}>" in found
    assert f"I lack **View Channels** in <#{locked.id}>, the moderators' channel" in found


async def test_deliveries_that_failed_lately(stage: Stage, general: ChannelHandle) -> None:
    bot = fluence(stage)
    now = stage.clock.now()
    for age in (timedelta(days=1), timedelta(days=2), timedelta(days=30)):
        posting = Posting("meeting_reminder", stage.guild.id, now - age, timedelta(days=400), f"key {age}")
        async with bot.database.write() as write:
            await outbox.put(write, posting)
            await write.run(
                "UPDATE outbox SET channel_id = :channel_id, state = 'failed', outcome = 'the channel is gone' "
                "WHERE dedupe_key = :key",
                {"channel_id": general.id, "key": posting.dedupe_key},
            )
    async with bot.database.write() as write:
        await outbox.put(write, Posting(NOTICE_KIND, stage.guild.id, now, timedelta(days=400), "a watch", label="burn"))
        await write.run(
            "UPDATE outbox SET attempts = 1, due_at = due_at + 60000, outcome = 'no channel' WHERE kind = :kind",
            {"kind": NOTICE_KIND},
        )
    found = await _diagnosis(stage)
    assert "A warning about a complication that is reported more often with a device than expected could" in found
    assert "could not be delivered yet: no channel. I keep trying." in found
    assert {kind.removesuffix(ONCE_SENT) for kind in bot.deliverers} == set(KINDS_IN_WORDS)
    assert f"a meeting reminder could not be delivered in <#{general.id}>, 2 times: the channel is gone" in found


async def test_without_the_message_content_intent(stage: Stage, database_file: Path) -> None:
    await stage.create_text_channel("general")
    await stage.restart(fluence_on(config_for(database_file, message_content=False)))
    assert "message-content intent is off" in await _diagnosis(stage)


async def test_a_group_whose_role_is_gone_or_out_of_reach(stage: Stage, general: ChannelHandle) -> None:
    owner = stage.owner()
    for topic in ("business", "injectables"):
        await owner.slash(general, "group create", topic=topic)
    business, injectables = await fluence(stage).exchange.groups.of(stage.guild.id)
    assert business.role_id is not None
    assert injectables.role_id is not None
    stage.env.backend.delete_role(stage.guild.id, injectables.role_id)
    stage.env.backend.reorder_roles(stage.guild.id, [{"id": str(business.role_id), "position": 9}])
    await stage.settle()
    found = await _diagnosis(stage)
    assert f"I cannot give <@&{business.role_id}>" in found
    assert "stands above my own role" in found
