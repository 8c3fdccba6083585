"""Capture: what is tagged where all members can read is kept as it was written, and marked."""

from __future__ import annotations

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import communities, groups
from db.groups import Subject
from tests.support.library import entry_of, exchange_of, found_by, is_silent, kept, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    change_forum_tags,
    post_in_forum,
    reactions_of,
    said_by_bot,
    start_thread,
    text_of,
)

FORUM_TAGS = ["Tip", "Complication", "Protocol", "Question", "Summary", "Review"]


async def test_a_tagged_message_is_kept_and_marked(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Cool the skin for ten seconds before the pass #cooling")
    entry = await kept(stage, message)
    assert entry.content.kind is EntryKind.TIP
    assert entry.content.text == message.content
    assert entry.author_id == nurse.id
    assert entry.created_at == message.created_at
    assert entry.values("tag") == ("cooling",)
    assert entry.source is not None
    assert (entry.source.channel_id, entry.source.private_channel_id) == (general.id, None)
    assert await found_by(stage, "seconds") == [entry.number]
    assert reactions_of(stage, message) == {"✅"}
    assert said_by_bot(stage, general) == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("#tip", EntryKind.TIP),
        ("#Pearl", EntryKind.TIP),
        ("#COMPLICATION", EntryKind.COMPLICATION),
        ("#adverse", EntryKind.COMPLICATION),
        ("#protocol", EntryKind.PROTOCOL),
        ("#settings", EntryKind.PROTOCOL),
        ("#question", EntryKind.QUESTION),
        ("#summary", EntryKind.SUMMARY),
        ("#review", EntryKind.REVIEW),
    ],
)
async def test_every_kind_has_its_tag(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, tag: str, kind: EntryKind
) -> None:
    message = await nurse.send(general, f"Shave the evening before {tag}")
    assert (await kept(stage, message)).content.kind is kind


async def test_a_complication_wins_over_other_tags(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip #complication blisters after stacked pulses")
    assert (await kept(stage, message)).content.kind is EntryKind.COMPLICATION


async def test_what_bears_no_kind_is_not_kept(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "who brings the #cake?")
    assert await the_entries(stage) == []
    assert reactions_of(stage, message) == set()


async def test_the_channel_of_a_group_gives_the_device(stage: Stage) -> None:
    channel = await stage.create_text_channel("harmony")
    await _make_group(stage, "harmony_xl_pro", channel.id)
    nurse = await stage.add_member("nurse")
    silent = await nurse.send(channel, "#tip Two passes, never three")
    thread = await start_thread(stage, nurse, channel, "depth")
    in_thread = await nurse.send(thread, "#tip Mind the chin")
    named = await nurse.send(channel, "#tip On the GentleMax Pro I take 18 mm")
    assert (await kept(stage, silent)).values("device") == ("harmony_xl_pro",)
    assert (await kept(stage, in_thread)).values("device") == ("harmony_xl_pro",)
    assert (await kept(stage, named)).values("device") == ("gentlemax_pro",)


async def test_a_short_name_of_other_devices_is_not_taken_for_the_groups(stage: Stage) -> None:
    channel = await stage.create_text_channel("harmony")
    await _make_group(stage, "harmony_xl_pro", channel.id)
    nurse = await stage.add_member("nurse")
    message = await nurse.send(channel, "#tip The Candela needs more cooling")
    assert (await kept(stage, message)).values("device") == ()


async def test_bots_and_webhooks_are_never_captured(stage: Stage, general: ChannelHandle) -> None:
    robot = await stage.join(stage.env.create_user("robot", bot=True))
    await robot.send(general, "#tip buy my laser")
    await stage.guild.create_webhook(general).send("#tip from afar")
    await stage.settle()
    assert await the_entries(stage) == []


async def test_a_private_channel_is_captured_only_when_opted_in(stage: Stage, nurse: MemberActor) -> None:
    channel = await stage.create_private_channel("board", visible_to=[nurse])
    before = await nurse.send(channel, "#tip Said in private")
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, channel.id)
    after = await nurse.send(channel, "#tip Said where a moderator allowed it")
    assert await entry_of(stage, before) is None
    assert reactions_of(stage, before) == set()
    source = (await kept(stage, after)).source
    assert source is not None
    assert source.private_channel_id == channel.id


async def test_a_private_thread_is_captured_only_when_it_is_opted_in_itself(stage: Stage, nurse: MemberActor) -> None:
    channel = await stage.create_private_channel("board", visible_to=[nurse])
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, channel.id)
    backend = stage.env.backend
    stored = backend.create_thread(channel.id, "invited", nurse.id, type=discord.ChannelType.private_thread.value)
    thread = ChannelHandle(stage.env, nurse.guild, stored)
    await stage.settle()
    for_the_invited = await nurse.send(thread, "#tip For those whom I have invited")
    assert await entry_of(stage, for_the_invited) is None
    await stage.restart()
    assert await entry_of(stage, for_the_invited) is None
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, thread.id)
    opted_in = await nurse.send(thread, "#tip For those whom I have invited, and the library")
    source = (await kept(stage, opted_in)).source
    assert source is not None
    assert source.private_channel_id == thread.id


async def test_only_holders_of_the_exchange_role_are_captured(stage: Stage) -> None:
    role = await stage.create_role("Exchange")
    channel = await stage.create_private_channel("exchange", visible_to=[role])
    general = await stage.create_text_channel("general")
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    holder = await stage.add_member("holder", roles=[role])
    visitor = await stage.add_member("visitor")
    inside = await holder.send(channel, "#tip All holders can read this")
    outside = await visitor.send(general, "#tip I am only visiting")
    assert (await kept(stage, inside)).source is not None
    assert await entry_of(stage, outside) is None


async def test_who_opted_out_is_never_captured(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await exchange_of(stage).members.opt_out(stage.guild.id, nurse.id)
    await nurse.send(general, "#complicaton Nobody shall keep this")
    assert said_by_bot(stage, general) == []
    message = await nurse.send(general, "#tip Nobody shall keep this")
    assert await the_entries(stage) == []
    assert reactions_of(stage, message) == set()
    (hint,) = said_by_bot(stage, general)
    assert "`/privacy show`" in text_of(hint)
    assert "opted" not in text_of(hint), "everybody reads it"
    await stage.restart()
    await nurse.send(general, "#tip Nor this")
    assert len(said_by_bot(stage, general)) == 1


async def test_only_tags_get_one_hint(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip #cooling")
    assert await the_entries(stage) == []
    (hint,) = said_by_bot(stage, general)
    assert "was not saved" in text_of(hint)
    assert is_silent(hint)
    assert hint.reference is not None
    assert hint.reference.message_id == message.id
    await nurse.edit(message, "#tip #cold")
    await stage.restart()
    assert len(said_by_bot(stage, general)) == 1
    await nurse.edit(message, "#tip Cold air helps")
    assert (await kept(stage, message)).content.text == "#tip Cold air helps"


async def test_a_tag_with_a_slip_gets_one_hint(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#lasers are fun")
    message = await nurse.send(general, "#complicaton PIH after IPL")
    assert await the_entries(stage) == []
    (hint,) = said_by_bot(stage, general)
    assert "Did you mean **#complication**?" in text_of(hint)
    assert is_silent(hint)
    await nurse.edit(message, "#complicaton PIH after the IPL")
    assert len(said_by_bot(stage, general)) == 1
    await nurse.edit(message, "#complication PIH after the IPL")
    assert (await kept(stage, message)).content.kind is EntryKind.COMPLICATION


async def test_a_forum_post_is_kept_by_its_tag_with_its_title(stage: Stage) -> None:
    forum = await stage.create_forum_channel("co2", tags=FORUM_TAGS)
    nurse = await stage.add_member("nurse")
    post = await post_in_forum(stage, nurse, forum, "Depth on the GentleMax Pro", "Start lower.", tags=["Tip"])
    entry = await kept(stage, post.message)
    assert entry.content.kind is EntryKind.TIP
    assert entry.content.title == "Depth on the GentleMax Pro"
    assert entry.content.text == "Start lower."
    assert entry.values("device") == ("gentlemax_pro",)
    assert entry.source is not None
    assert entry.source.parent_channel_id == forum.id
    assert reactions_of(stage, post.message) == {"✅"}


async def test_a_forums_own_tags_may_be_synonyms_and_plurals(stage: Stage, nurse: MemberActor) -> None:
    tags = {"Pearl": EntryKind.TIP, "Adverse": EntryKind.COMPLICATION, "Summaries": EntryKind.SUMMARY}
    forum = await stage.create_forum_channel("co2", tags=["Tipsy", *tags])
    for tag, kind in tags.items():
        post = await post_in_forum(stage, nurse, forum, "Depth", "How deep I go, and why.", tags=["Tipsy", tag])
        assert (await kept(stage, post.message)).content.kind is kind


async def test_only_what_a_forum_post_begins_with_has_its_tag(stage: Stage) -> None:
    forum = await stage.create_forum_channel("co2", tags=FORUM_TAGS)
    nurse = await stage.add_member("nurse")
    post = await post_in_forum(stage, nurse, forum, "Depth", "How deep?", tags=["Question"])
    reply = await nurse.send(post.thread, "Not deep")
    tagged = await nurse.send(post.thread, "#tip Not deep")
    assert await entry_of(stage, reply) is None
    entry = await kept(stage, tagged)
    assert entry.content.kind is EntryKind.TIP
    assert entry.content.title == "Not deep"


async def test_a_hashtag_wins_over_the_forum_tag(stage: Stage) -> None:
    forum = await stage.create_forum_channel("co2", tags=FORUM_TAGS)
    nurse = await stage.add_member("nurse")
    post = await post_in_forum(stage, nurse, forum, "Depth", "#protocol 10 mJ", tags=["Question"])
    assert (await kept(stage, post.message)).content.kind is EntryKind.PROTOCOL


async def test_a_later_forum_tag_counts(stage: Stage) -> None:
    forum = await stage.create_forum_channel("co2", tags=FORUM_TAGS)
    nurse = await stage.add_member("nurse")
    post = await post_in_forum(stage, nurse, forum, "Depth", "How deep?")
    assert await entry_of(stage, post.message) is None
    await change_forum_tags(stage, post, tags=["Question"])
    entry = await kept(stage, post.message)
    assert entry.content.kind is EntryKind.QUESTION
    await change_forum_tags(stage, post, tags=["Summary", "Complication"])
    changed = await kept(stage, post.message)
    assert (changed.number, changed.content.kind) == (entry.number, EntryKind.COMPLICATION)
    await change_forum_tags(stage, post, tags=[])
    assert (await kept(stage, post.message)).content.kind is EntryKind.COMPLICATION


async def test_a_renamed_forum_post_has_its_new_title(stage: Stage) -> None:
    forum = await stage.create_forum_channel("co2", tags=FORUM_TAGS)
    nurse = await stage.add_member("nurse")
    post = await post_in_forum(stage, nurse, forum, "Depth", "How deep?", tags=["Question"])
    stage.env.backend.edit_channel(post.thread.id, {"name": "Depth on the cheek"})
    await stage.settle()
    assert (await kept(stage, post.message)).content.title == "Depth on the cheek"


async def test_a_refused_mark_is_no_error(stage: Stage) -> None:
    role = stage.role("Fluence")
    channel = stage.guild.create_text_channel(
        "general", overwrites={role: discord.PermissionOverwrite(add_reactions=False, send_messages=False)}
    )
    await stage.settle()
    nurse = await stage.add_member("nurse")
    message = await nurse.send(channel, "#protocol Cool first")
    assert (await kept(stage, message)).content.text == message.content
    assert reactions_of(stage, message) == set()


async def test_two_members_may_say_the_same(stage: Stage, general: ChannelHandle) -> None:
    members = [await stage.add_member(name) for name in ("ana", "ben")]
    for member in members:
        await member.send(general, "#tip Cool first")
    assert [entry.author_id for entry in await the_entries(stage)] == [member.id for member in members]


async def _make_group(stage: Stage, device: str, channel_id: int) -> None:
    subject = Subject("device", device)
    async with store_of(stage).write() as write:
        await communities.ensure(write, stage.guild.id, stage.clock.now())
        await groups.open_group(write, stage.guild.id, subject, device, "text")
        await groups.set_channel(write, stage.guild.id, subject, channel_id, "text")
