"""Reminders ping those who are going, and go directly to those who asked; what was sent and what failed can be seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.library import exchange_of
from tests.support.meeting_scenes import delivered
from tests.support.rsvp_scenes import START, as_it_stands, pinged, plan
from tests.support.simulated_discord import (
    NotShown,
    absence,
    buttons_of,
    choose,
    direct_messages,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

MENU = "Remind me by direct message"
DAY = timedelta(days=1)


async def test_a_reminder_pings_who_is_going_and_nobody_else(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=1)
    cleo, dora = await stage.add_member("cleo"), await stage.add_member("dora")
    await press(ana, card, "In person")
    await press(ben, card, "Online")
    await press(cleo, card, "In person")  # waits
    await press(dora, card, "Maybe")
    await stage.advance_to(START - timedelta(days=7) + timedelta(minutes=1))
    reminder = said_by_bot(stage, channel)[-1]
    assert pinged(stage, reminder) == sorted([ana.id, ben.id])
    assert f"<@{ana.id}> <@{ben.id}>" in text_of(reminder)
    shown = text_of(await dora.slash(channel, "meeting show", meeting="M-1"))
    assert ", to 2 members going" in shown
    await press(ben, card, "No")
    await stage.advance_to(START - DAY + timedelta(minutes=1))
    assert pinged(stage, said_by_bot(stage, channel)[-1]) == [ana.id]
    late = await press(ben, card, "Online")
    with pytest.raises(NotShown):  # what is past is not offered, nor promised
        await choose(ben, late, "1 day before", menu=MENU)
    assert "direct message: 1 hour before." in text_of(await choose(ben, late, "1 hour before", menu=MENU))


async def test_what_named_a_member_among_others_names_them_no_longer_once_they_are_forgotten(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    await press(ana, card, "Online")
    await press(ben, card, "Online")
    cleo = await stage.add_member("cleo")
    await press(cleo, await plan(stage, organiser, channel), "Maybe")
    await press(cleo, card, "Online")
    await stage.advance_to(START - DAY + timedelta(minutes=1))
    reminders = [each for each in said_by_bot(stage, channel) if f"<@{ben.id}> <@{cleo.id}>" in text_of(each)]
    await exchange_of(stage).rsvps.take_off(stage.guild.id, 1, cleo.id, organiser.id)
    await delivered(stage)
    assert [f"<@{cleo.id}>" in text_of(now_reads(stage, each)) for each in reminders] == [False, False]
    await exchange_of(stage).meetings.cancel(stage.guild.id, 1, organiser.id)
    await delivered(stage)
    said = [now_reads(stage, each) for each in said_by_bot(stage, channel)]
    posts = [each for each in said if f"<@{ana.id}> <@{ben.id}>" in text_of(each)]
    assert len(posts) == 3, "two reminders and the word of the cancellation"
    await exchange_of(stage).privacy.forget(stage.guild.id, ana.id)
    await stage.restart()
    await delivered(stage)
    for post in posts:
        assert text_of(now_reads(stage, post)) == text_of(post).replace(f"<@{ana.id}> ", "")
        assert buttons_of(now_reads(stage, post)) == buttons_of(post)
    await exchange_of(stage).privacy.forget(stage.guild.id, ben.id)
    await delivered(stage)
    assert not [each for each in posts if "Going" in text_of(now_reads(stage, each))]
    assert "Reminder: Spring meeting" in text_of(now_reads(stage, posts[0]))


async def test_who_is_forgotten_while_they_are_being_told_is_not_named_for_good(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await plan(stage, organiser, channel)
    await press(ana, card, "Online")
    await stage.advance_to(START - DAY - timedelta(minutes=1))
    send = discord.abc.Messageable.send

    async def send_and_forget(self: discord.abc.Messageable, **given: Any) -> discord.Message:
        monkeypatch.setattr(discord.abc.Messageable, "send", send)
        sent = await send(self, **given)
        await exchange_of(stage).privacy.forget(stage.guild.id, ana.id)
        return sent

    monkeypatch.setattr(discord.abc.Messageable, "send", send_and_forget)
    await stage.advance(timedelta(minutes=3))
    reminder = said_by_bot(stage, channel)[-1]
    assert "Reminder: Spring meeting" in text_of(reminder)
    assert str(ana.id) not in text_of(now_reads(stage, reminder))
    await press(ana, card, "Online")
    await exchange_of(stage).rsvps.take_off(stage.guild.id, 1, ana.id, organiser.id)
    monkeypatch.setattr(discord.abc.Messageable, "send", send_and_forget)
    await stage.advance(timedelta(minutes=3))
    assert [each for each in said_by_bot(stage, channel) if str(ana.id) in text_of(now_reads(stage, each))] == []


async def test_who_has_left_the_server_keeps_no_place_in_a_full_meeting(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=1)
    cleo = await stage.add_member("cleo")
    await press(ana, card, "In person")
    await press(cleo, card, "In person")
    await press(ben, card, "In person")
    await stage.leave(ana)
    await stage.leave(cleo)
    await stage.advance_to(START - timedelta(days=7) + timedelta(minutes=1))
    said = said_by_bot(stage, channel)[1:]
    [reminder] = [each for each in said if "Reminder" in text_of(each)]
    assert pinged(stage, reminder) == [ben.id]
    [promoted] = [each for each in said if "A place for you" in text_of(each)]
    assert pinged(stage, promoted) == [ben.id]
    shown = text_of(await as_it_stands(stage, card))
    assert f"<@{ben.id}>" in shown
    assert f"<@{ana.id}>" not in shown


@pytest.mark.parametrize("leaves", ["the server", "the exchange"])
async def test_who_is_no_member_any_more_gets_no_private_words(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, leaves: str
) -> None:
    """Discord delivers them as long as another server is shared with the bot."""
    role = await stage.create_role("Exchange")
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    for each in (organiser, ana):
        await stage.give_role(each, role)
    await stage.join(ana.user, guild=await stage.create_guild("Elsewhere"))
    card = await plan(stage, organiser, channel)
    await choose(ana, await press(ana, card, "In person"), "1 day before", menu=MENU)
    await exchange_of(stage).action_items.add(
        stage.guild.id, 1, organiser.id, text="Order the goggles", owner_id=ana.id, day=f"{START:%Y-%m-%d}"
    )
    if leaves == "the server":
        await stage.leave(ana)
    else:
        await stage.take_role(ana, role)
    await stage.advance_to(START + timedelta(days=2))
    assert not direct_messages(stage, ana)


async def test_more_than_one_message_can_name_are_all_pinged_once_also_over_a_restart(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    for user_id in range(1, 201):
        await exchange_of(stage).rsvps.answer(stage.guild.id, 1, user_id, "online")
    await stage.advance_to(START - timedelta(days=7) + timedelta(seconds=1))
    stage.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500, times=None)
    await stage.advance(timedelta(seconds=20))
    stage.env.backend.faults.clear()
    await stage.restart()
    await stage.advance(timedelta(minutes=3))
    reminders = said_by_bot(stage, channel)[1:]
    told = [pinged(stage, message) for message in reminders]
    assert [len(each) for each in told] == [80, 80, 40]
    assert sorted(user_id for each in told for user_id in each) == list(range(1, 201))
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "to 80 members going" in shown
    assert "Reminder 7 days before, 40 more: sent" in shown


async def test_who_asks_is_reminded_directly_at_their_own_time_and_can_stop_it(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=1)
    done = await press(ana, card, "In person")
    chosen = await choose(ana, done, "1 day before", "At the start", menu=MENU)
    assert "I remind you by direct message: 1 day before, at the start" in text_of(chosen)
    await choose(ben, await press(ben, card, "In person"), "1 day before", menu=MENU)
    await stage.advance_to(START - timedelta(days=2))
    assert direct_messages(stage, ana) == []
    await stage.restart()
    await stage.advance_to(START - DAY + timedelta(minutes=1))
    (word,) = direct_messages(stage, ana)
    assert "You are going in person" in text_of(word)
    assert "number 1 on the waiting list: you have no place" in text_of(direct_messages(stage, ben)[0])
    assert "Your direct message 1 day before: sent" in text_of(await ana.slash(channel, "meeting show", meeting="M-1"))
    assert "no more direct messages" in text_of(await ana.user.click(word, label="No more of these"))
    await stage.advance_to(START + timedelta(hours=1))
    assert len(direct_messages(stage, ana)) == 1
    assert "nothing to be reminded of" in text_of(await choose(ana, done, "1 day before", menu=MENU))


async def test_who_says_no_or_has_closed_direct_messages(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    for member in (ana, ben):
        await choose(member, await press(member, card, "Online"), "1 hour before", menu=MENU)
    await press(ben, card, "No")
    stage.env.inject_error("POST", f"/channels/{ana.user.dm_channel.id}/messages", status=403, code=50007, times=None)
    await stage.advance_to(START)
    assert direct_messages(stage, ben) == []
    own = text_of(await ana.slash(channel, "meeting show", meeting="M-1"))
    assert "Your direct message 1 hour before: **failed**, the member's direct messages are closed" in own
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Direct messages: 0 sent, 0 to come, **2 not sent**" in shown
    assert "1: the member's direct messages are closed" in shown
    assert "1: the member is not going" in shown
    assert "Direct messages" not in text_of(await ben.slash(channel, "meeting show", meeting="M-1"))


async def test_who_was_taken_off_the_list_is_not_reminded_unless_back_again(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    for member in (ana, ben):
        await choose(member, await press(member, card, "Online"), "1 day before", "1 hour before", menu=MENU)
        await exchange_of(stage).rsvps.take_off(stage.guild.id, 1, member.id, organiser.id)
    await stage.advance_to(START - timedelta(hours=2))
    assert direct_messages(stage, ana) == []
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "2: the member is not on the list any more" in shown
    await press(ben, card, "Online")
    await stage.advance_to(START)
    assert direct_messages(stage, ana) == []
    [word] = direct_messages(stage, ben)
    assert "You are going online" in text_of(word)


async def test_a_moved_meeting_is_reminded_of_at_its_new_time_alone_also_when_moved_back(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    await choose(ana, await press(ana, card, "Online"), "1 day before", menu=MENU)
    for when in ("2026-01-30 18:30", "2026-01-20 18:30", "2026-01-23 18:30"):
        asked = await organiser.slash(channel, "meeting edit", meeting="M-1", when=when)
        await press(organiser, asked, "Change it")
    await stage.advance_to(START + timedelta(days=4))
    reminders = [each for each in said_by_bot(stage, channel) if text_of(each).startswith(("### Rem", "### Starting"))]
    moved = START + timedelta(days=3)
    before = [moved - message.created_at.replace(microsecond=0) for message in reminders]
    assert before == [timedelta(days=7), DAY, timedelta(hours=1), timedelta(0)]
    (word,) = direct_messages(stage, ana)
    assert word.created_at.replace(microsecond=0) == moved - DAY


async def test_after_a_month_away_nothing_past_is_sent(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    await choose(ana, await press(ana, card, "Online"), "7 days before", "1 day before", menu=MENU)
    await delivered(stage)
    await stage.advance_to(START - timedelta(days=8))
    async with absence(stage):
        await stage.advance(timedelta(days=30))
    await stage.advance(timedelta(minutes=1))
    assert direct_messages(stage, ana) == []
    assert len(said_by_bot(stage, channel)) == 1
    shown = text_of(await ana.slash(channel, "meeting show", meeting="M-1"))
    assert shown.count("**skipped**, too late") == 6


async def test_a_cancelled_meeting_reminds_nobody_directly(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    await choose(ana, await press(ana, card, "Online"), "1 day before", menu=MENU)
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    await stage.advance_to(START)
    assert direct_messages(stage, ana) == []
