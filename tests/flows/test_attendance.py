"""Attendance: who was in the voice channel while the meeting lasted, or was noted by hand; and a record for each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, UserHandle

from bot.demo.gestures import message_of
from bot.demo.plain_text import selects
from bot.demo.stage import Stage
from tests.support.library import exchange_of
from tests.support.rsvp_scenes import START, as_it_stands, plan
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    choose,
    delete_channel,
    press,
    text_of,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def voice(stage: Stage) -> ChannelHandle:
    room = stage.guild.create_voice_channel("auditorium")
    await stage.settle()
    return room


async def opened(member: MemberActor, channel: ChannelHandle) -> InteractionResult:
    """**Attendance** in the meeting's details."""
    return await press(member, await member.slash(channel, "meeting show", meeting="M-1"), "Attendance")


async def pick(member: MemberActor, shown: InteractionResult, menu: str, *chosen: Any) -> InteractionResult:
    """A member picks channels or people from a menu that has Discord's own list."""
    components: Any = message_of(shown).components
    (found,) = [each for each in selects(components) if each.get("placeholder") == menu]
    return await member.select(message_of(shown), list(chosen), custom_id=found["custom_id"])


async def count(organiser: MemberActor, channel: ChannelHandle, *rooms: ChannelHandle) -> InteractionResult:
    """The organiser has attendance counted in a voice channel."""
    return await pick(organiser, await opened(organiser, channel), "Count in a voice or stage channel", *rooms)


async def record_of(member: MemberActor, channel: ChannelHandle) -> str:
    """The text file that a member is given."""
    given = await press(member, await opened(member, channel), "My record")
    (file,) = message_of(given).attachments
    return (await file.read()).decode()


async def test_minutes_in_the_voice_channel_become_a_record(
    stage: Stage,
    channel: ChannelHandle,
    voice: ChannelHandle,
    organiser: MemberActor,
    ana: MemberActor,
    ben: MemberActor,
) -> None:
    card = await plan(stage, organiser, channel)
    assert "Counted in" in text_of(await count(organiser, channel, voice))
    assert f"Attendance is counted in <#{voice.id}>" in text_of(await as_it_stands(stage, card))
    await ana.join_voice(voice)  # hours before
    await stage.advance_to(START + 10 * MINUTE)
    await ben.join_voice(voice)
    await stage.advance(20 * MINUTE)
    await stage.restart()
    await stage.advance(30 * MINUTE)
    await ben.leave_voice()
    await stage.advance(2 * 60 * MINUTE)
    sheet = text_of(await opened(organiser, channel))
    assert f"<@{ana.id}> · 90 of 90 min" in sheet
    assert f"<@{ben.id}> · 50 of 90 min" in sheet
    assert "90 minutes counted in the voice channel" in text_of(await opened(ana, channel))
    text = await record_of(ana, channel)
    assert "Name       Ana\n" in text
    assert "Present    90 of 90 minutes" in text
    assert "Organiser  Iris\n" in text
    assert "not a certificate of continuing medical education" in text
    assert "Attendance" not in text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))


async def test_who_came_and_went_while_the_bot_was_away(
    stage: Stage,
    channel: ChannelHandle,
    voice: ChannelHandle,
    organiser: MemberActor,
    ana: MemberActor,
    ben: MemberActor,
) -> None:
    await plan(stage, organiser, channel)
    await count(organiser, channel, voice)
    await stage.advance_to(START + MINUTE)
    await ana.join_voice(voice)
    await stage.advance(20 * MINUTE)
    async with absence(stage):
        await ana.leave_voice()
        await ben.join_voice(voice)
        await stage.advance(20 * MINUTE)
    await stage.advance_to(START + 120 * MINUTE)
    sheet = text_of(await opened(organiser, channel))
    assert f"<@{ana.id}>" not in sheet, "nothing is known of her after the moment in which she came"
    assert f"<@{ben.id}> · 49 of 90 min" in sheet


async def test_a_deleted_voice_channel_ends_every_stay(
    stage: Stage, channel: ChannelHandle, voice: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    await stage.advance_to(START + 5 * MINUTE)
    await ana.join_voice(voice)
    await count(organiser, channel, voice)  # while it lasts: who is there counts from now on
    await stage.advance(10 * MINUTE)
    await ana.leave_voice()
    await delete_channel(stage, voice)
    await stage.advance_to(START + 120 * MINUTE)
    assert f"<@{ana.id}> · 10 of 90 min" in text_of(await opened(organiser, channel))


async def test_by_hand_the_organiser_notes_or_confirms_and_takes_back(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    await stage.advance_to(START + MINUTE)
    own = await opened(ana, channel)
    assert "Nothing is on record" in text_of(await press(ana, own, "My record"))
    assert "Noted" in text_of(await press(ana, own, "I was there"))
    assert "not confirmed it yet" in text_of(await opened(ana, channel))
    await stage.restart()
    sheet = await choose(organiser, await opened(organiser, channel), "Number 1", menu="Confirm who says so")
    assert f"<@{ana.id}> · confirmed" in text_of(sheet)
    assert "90 of 90 minutes, confirmed by the organiser" in await record_of(ana, channel)
    assert "on the sheet already" in text_of(await press(ana, own, "I was there"))
    sheet = await pick(organiser, sheet, "Note who was there", ben)
    assert f"<@{ben.id}> · confirmed" in text_of(sheet)
    sheet = await choose(organiser, sheet, "Number 1", menu="Take back what was noted")
    assert f"<@{ana.id}>" not in text_of(sheet)
    bot = MemberActor(stage.env, stage.guild, UserHandle(stage.env, stage.env.backend.bot_user))
    assert "Bots attend nothing" in text_of(await pick(organiser, sheet, "Note who was there", bot))


async def test_only_who_organises_sees_the_sheet_or_changes_it(
    stage: Stage, channel: ChannelHandle, voice: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    sheet = await count(organiser, channel, voice)
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    await stage.give_role(ana, role)
    shown = await ana.slash(channel, "meeting show", meeting="M-1")
    moderators_sheet = await press(ana, shown, "Attendance")
    assert "Counted in" in text_of(moderators_sheet)
    await stage.take_role(ana, role)
    refused = await pick(ana, moderators_sheet, "Count in a voice or stage channel")
    assert "Only the organiser of M-1, or a moderator" in text_of(refused)
    assert "nothing yet" in text_of(await press(ana, shown, "Attendance"))
    assert "Attendance" not in buttons_of(await ana.slash(channel, "meeting show", meeting="M-1"))
    cleared = await pick(organiser, sheet, "Count in a voice or stage channel")
    assert "Choose the voice or stage channel" in text_of(cleared)


async def test_a_long_sheet_has_pages(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    await plan(stage, organiser, channel)
    await stage.advance_to(START + MINUTE)
    attendance = exchange_of(stage).attendance
    await attendance.confirm(stage.guild.id, 1, range(1, 31), organiser.id)
    first = await opened(organiser, channel)
    assert buttons_of(first) == ["I was there", "My record", "Back", "Next"]
    second = await press(organiser, first, "Next")
    assert "30. <@30> · confirmed" in text_of(second)
    assert "2 of 2" in text_of(second)


async def test_without_the_role_or_with_the_wish_not_to_be_captured_nobody_is_counted(
    stage: Stage,
    channel: ChannelHandle,
    voice: ChannelHandle,
    organiser: MemberActor,
    ana: MemberActor,
    ben: MemberActor,
) -> None:
    await plan(stage, organiser, channel)
    await count(organiser, channel, voice)
    role = await stage.create_role("Exchange")
    for member in (organiser, ana):
        await stage.give_role(member, role)
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    await exchange_of(stage).members.opt_out(stage.guild.id, ana.id)
    await ben.join_voice(voice)
    await ana.join_voice(voice)
    await stage.advance_to(START + MINUTE)
    await ben.leave_voice()
    await ben.join_voice(voice)
    await stage.advance_to(START + 60 * MINUTE)
    assert "Nobody is on the sheet" in text_of(await opened(organiser, channel))
