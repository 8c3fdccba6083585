"""What was kept where all could read, and becomes private to its channel later."""

from __future__ import annotations

import json
from datetime import timedelta

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, RoleHandle
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.demo.stage import Stage
from tests.support.group_scenes import allow
from tests.support.library import exchange_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    buttons_of,
    delete_channel,
    delete_role,
    fill,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

A_WEEK = timedelta(days=8)
PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
_VIEW = discord.Permissions.view_channel.flag


async def make_private(stage: Stage, channel: ChannelHandle, *readers: int) -> None:
    """A moderator lets only these members, and the bot, read a channel."""
    stage.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=stage.guild.id, type=OverwriteType.ROLE, allow=0, deny=_VIEW)
    )
    for member_id in (stage.env.backend.bot_user.id, *readers):
        await allow(stage, channel.id, member_id, "view_channel")


async def open_to_all(stage: Stage, channel: ChannelHandle) -> None:
    """And takes that back."""
    stage.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=stage.guild.id, type=OverwriteType.ROLE, allow=_VIEW, deny=0)
    )
    await stage.settle()


async def test_what_is_written_after_a_channel_became_private_stays_there(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    room, reader = await stage.create_text_channel("room"), await stage.add_member("reader")
    await stage.owner().slash(general, "digest schedule", channel=general, weekday=0, hour=8)
    message = await nurse.send(room, "#tip Cool gel before the pass")
    await press(nurse, await nurse.slash(room, "show", entry="1"), "Share")
    await press(reader, await reader.slash(general, "show", entry="1"), "Share")
    [shared], own = said_by_bot(stage, general), said_by_bot(stage, room)[-1]
    await stage.advance(A_WEEK)
    digest = said_by_bot(stage, general)[-1]
    assert "Cool gel" in text_of(digest)

    await make_private(stage, room, nurse.id)
    told = await stage.owner().slash(general, "settings", capture_in=room)
    assert "only those who can read it find what is said there from now on" in text_of(told)
    assert "Cool gel" in text_of(await reader.slash(general, "show", entry="1"))

    await nurse.edit(message, "#tip Zirconium plates before the pass")
    await stage.advance(PACED)
    assert "Nothing found" in text_of(await reader.slash(general, "search", query="zirconium"))
    assert "There is no entry 1 here that you can see" in text_of(await reader.slash(general, "show", entry="1"))
    assert "T-1 is not shown here any more" in text_of(now_reads(stage, shared))
    assert "Nothing of what stood here can be shown to everybody" in text_of(now_reads(stage, digest))
    assert "Zirconium" in text_of(await nurse.slash(general, "search", query="zirconium"))
    assert "Zirconium" in text_of(now_reads(stage, own))

    await open_to_all(stage, room)
    await nurse.edit(message, "#tip Rhodium plates before the pass")
    [entry] = await the_entries(stage)
    assert entry.source is not None
    assert entry.source.private_channel_id == room.id


async def test_the_chat_of_a_voice_room_belongs_to_who_may_join_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    room, reader = stage.guild.create_voice_channel("board"), await stage.add_member("reader")
    connect = discord.Permissions.connect.flag
    stage.env.backend.set_overwrite(
        room.id, Overwrite(target_id=stage.guild.id, type=OverwriteType.ROLE, allow=0, deny=connect)
    )
    await allow(stage, room.id, nurse.id, "connect")
    await nurse.send(room, "#tip Said behind a locked door")
    assert await the_entries(stage) == [], "everybody sees the room, and few may join it"
    assert "give my role **Connect** there" in text_of(await stage.owner().slash(general, "settings", capture_in=room))
    await allow(stage, room.id, stage.env.backend.bot_user.id, "connect")
    await stage.owner().slash(general, "settings", capture_in=room)
    await nurse.send(room, "#tip Zirconium plates before the pass")
    assert "Zirconium" in text_of(await nurse.slash(general, "search", query="zirconium"))
    assert "Nothing found" in text_of(await reader.slash(general, "search", query="zirconium"))


async def choose_members(stage: Stage, where: ChannelHandle, *roles: RoleHandle) -> InteractionResult:
    """The owner chooses the exchange-member role on the card of `/setup`."""
    card = await stage.owner().slash(where, "setup")
    return await stage.owner().select(message_of(card), list(roles), custom_id="fx1:setup_choose:exchange_role_id")


async def test_another_exchange_role_opens_no_channel_to_those_who_cannot_read_it(
    stage: Stage, general: ChannelHandle
) -> None:
    clinicians, staff = await stage.create_role("Clinicians"), await stage.create_role("Staff")
    nurse = await stage.add_member("nurse", roles=[clinicians])
    clerk = await stage.add_member("clerk", roles=[staff])
    assert "Set up" in text_of(await choose_members(stage, general, clinicians))
    clinic = await stage.create_private_channel("clinic", visible_to=[clinicians, stage.owner()])
    gone = await stage.create_private_channel("gone", visible_to=[clinicians])
    await nurse.send(clinic, "#tip Zirconium plates before the pass")
    await nurse.send(general, "#tip Rhodium plates before the pass")
    await nurse.send(gone, "#tip Osmium plates before the pass")
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    shared = said_by_bot(stage, general)[-1]
    await delete_channel(stage, gone)
    asked = await choose_members(stage, general, staff)
    assert "Nothing is changed yet" in text_of(asked)
    assert f"<#{clinic.id}> <#{gone.id}>, where 2 entries were written" in text_of(asked)
    assert "The library is open to holders of" in text_of(await clerk.slash(general, "search", query="plates"))

    await stage.restart()
    told = await press(stage.owner(), asked, "Choose it all the same")
    assert "Private to the channels that they were written in now: 2 of the entries." in text_of(told)
    await stage.advance(PACED)
    found = text_of(await clerk.slash(general, "search", query="plates"))
    assert "Rhodium" in found
    assert "Zirconium" not in found
    assert "T-1 is not shown here any more" in text_of(now_reads(stage, shared))
    assert "Zirconium" in text_of(await stage.owner().slash(general, "search", query="zirconium"))


async def test_with_no_role_everybody_is_a_member_and_what_few_could_read_stays_theirs(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    clinicians = await stage.create_role("Clinicians")
    await stage.give_role(nurse, clinicians)
    reader = await stage.add_member("reader")
    await choose_members(stage, general, clinicians)
    clinic = await stage.create_private_channel("clinic", visible_to=[clinicians])
    await nurse.send(clinic, "#tip Zirconium plates before the pass")
    asked = await choose_members(stage, general)
    assert "everybody on this server" in text_of(asked)
    assert "1 entry was written" in text_of(asked)
    await press(stage.owner(), asked, "Choose it all the same")
    assert "Nothing found" in text_of(await reader.slash(general, "search", query="zirconium"))
    assert "Zirconium" in text_of(await nurse.slash(general, "search", query="zirconium"))


async def test_a_first_role_closes_nothing_that_its_holders_can_read(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    clinicians = await stage.create_role("Clinicians")
    await stage.give_role(nurse, clinicians)
    old = await stage.create_text_channel("old")
    await nurse.send(general, "#tip Zirconium plates before the pass")
    await nurse.send(old, "#tip Rhodium plates before the pass")
    await delete_channel(stage, old)
    chosen = text_of(await choose_members(stage, general, clinicians))
    assert "## Set up Fluence" in chosen
    assert "You give it to your members yourself" in chosen
    sources = [entry.source for entry in await the_entries(stage)]
    assert [source.private_channel_id for source in sources if source is not None] == [None, None]


async def test_a_role_that_is_deleted_before_it_is_confirmed_is_not_chosen(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    clinicians, staff = await stage.create_role("Clinicians"), await stage.create_role("Staff")
    await stage.give_role(nurse, clinicians)
    await choose_members(stage, general, clinicians)
    await nurse.send(await stage.create_private_channel("clinic", visible_to=[clinicians]), "#tip Zirconium plates")
    asked = await choose_members(stage, general, staff)
    await delete_role(stage, staff)
    assert "deleted meanwhile" in text_of(await press(stage.owner(), asked, "Choose it all the same"))
    assert "## Set up Fluence" in text_of(await press(stage.owner(), asked, "Back"))


async def test_what_is_kept_of_a_deleted_private_channel_is_its_authors_alone(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    desk, colleague = await stage.create_text_channel("desk"), await stage.add_member("colleague")
    board = await stage.create_private_channel("board", visible_to=[nurse, colleague])
    communities = exchange_of(stage).communities
    await communities.change(stage.guild.id, moderator_channel_id=desk.id)
    await communities.opt_channel_in(stage.guild.id, board.id)
    await nurse.send(board, "#tip Zirconium plates before the pass")
    await nurse.send(board, "#question How many passes with zirconium plates?")
    await colleague.send(board, "#tip Zirconium plates after the pass")
    await delete_channel(stage, board)
    await stage.advance(PACED)
    [question] = said_by_bot(stage, desk)
    assert "3 entries were written in a private place that is gone" in text_of(question)
    await press(stage.owner(), question, "Keep")
    told = text_of(now_reads(stage, question))
    assert "3 entries are listed again. 3 entries were written in a private place that is gone" in told
    assert "found by its author alone" in told

    found = text_of(await nurse.slash(general, "search", query="zirconium"))
    assert "T-1" in found
    assert "Q-2" in found
    assert "T-3" not in found
    for other in (colleague, stage.owner()):
        assert "There is no entry 1 here that you can see" in text_of(await other.slash(general, "show", entry="1"))
    assert "Q-2" in text_of(await nurse.slash(general, "question open"))
    assert "Q-2" not in text_of(await colleague.slash(general, "question open"))
    own = await nurse.slash(general, "show", entry="1")
    form = await press(nurse, own, "Edit details")
    assert "Saved" in text_of(await fill(nurse, form, {"Title": "Plates first"}))
    assert "Share" not in buttons_of(own)
    assert "T-1 is withdrawn" in text_of(await press(nurse, own, "Withdraw"))


async def test_what_was_asked_in_a_private_thread_is_its_askers_to_see_and_to_take_along(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    """Who was invited to a private thread is in no cache; what one wrote oneself one always sees."""
    colleague = await stage.add_member("colleague")
    kind = discord.ChannelType.private_thread.value
    invited = stage.env.backend.create_thread(general.id, "invited", nurse.id, type=kind)
    thread = ChannelHandle(stage.env, nurse.guild, invited)
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, thread.id)
    await nurse.send(thread, "#question How many passes with zirconium plates?")
    assert "Q-1" in text_of(await nurse.slash(general, "question open"))
    assert "No question waits" in text_of(await colleague.slash(general, "question open"))
    exported = await message_of(await nurse.slash(general, "privacy export")).attachments[0].read()
    [entry] = json.loads(exported)["entry.author_id"]
    assert entry["text"].endswith("How many passes with zirconium plates?")
    assert entry["channel_id"] == str(thread.id)
