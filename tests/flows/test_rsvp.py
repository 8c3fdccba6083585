"""Members answer on a meeting's card: in person, online, maybe or not; and a place given back is the next one's."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.gestures import message_of
from bot.demo.stage import Stage
from tests.support.library import deeds, exchange_of
from tests.support.meeting_scenes import delivered
from tests.support.rsvp_scenes import START, as_it_stands, pinged, plan
from tests.support.simulated_discord import absence, buttons_of, choose, press, said_by_bot, start_thread, text_of

_CLICKS, _PLACES = 300, 30


async def test_an_answer_is_private_and_the_card_shows_it_also_after_a_restart(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=3)
    assert "**3** of 3 places left" in text_of(card)
    assert "nobody yet" in text_of(card)
    done = await press(ana, card, "In person")
    assert done.ephemeral
    assert "You are going in person" in text_of(done)
    await choose(ana, done, "1 guest", menu="Guests you bring")
    await stage.restart()
    await press(ben, card, "Online")
    shown = text_of(await as_it_stands(stage, card))
    assert f"**In person** (1 and 1 guest) <@{ana.id}>" in shown
    assert f"**Online** (1) <@{ben.id}>" in shown
    assert "**1** of 3 places left" in shown
    assert said_by_bot(stage, channel)[-1].id == card.id, "nothing else is said in the channel"
    maybe = await press(ben, card, "Maybe")
    assert "no place is kept" in text_of(maybe)
    await press(ana, card, "No")
    shown = text_of(await as_it_stands(stage, card))
    assert "**In person** nobody yet" in shown
    assert "Maybe 1 · No 1" in shown


async def test_who_waits_moves_up_and_is_told_where_the_meeting_stands(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=1)
    await press(ana, card, "In person")
    waits = text_of(await press(ben, card, "In person"))
    assert "number 1 on the waiting list" in waits
    assert "**Full** · **1** on the waiting list" in text_of(await as_it_stands(stage, card))
    async with absence(stage):
        pass  # the waiting list is in the store, and nowhere else
    await press(ana, card, "No")
    await delivered(stage)
    word = said_by_bot(stage, channel)[-1]
    assert f"<@{ben.id}>\nYou have a place now" in text_of(word)
    assert pinged(stage, word) == [ben.id]
    await press(ben, word, "No")
    assert "**1** of 1 places left" in text_of(await as_it_stands(stage, card))
    await exchange_of(stage).privacy.forget(stage.guild.id, ben.id)
    assert str(ben.id) not in text_of(await as_it_stands(stage, word)), "also who moved up, and then said no"


async def test_too_late_and_too_many_are_said_in_clear_words(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=2, cutoff_hours=48)
    done = await press(ana, card, "In person")
    refused = await choose(ana, done, "3 guests", menu="Guests you bring")
    assert "holds 2 in all" in text_of(refused)
    await stage.advance_to(START - timedelta(hours=47))
    assert "Sign-up for M-1 is closed" in text_of(await press(ben, card, "Online"))
    assert "not going" in text_of(await press(ana, card, "No"))
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    assert "was cancelled" in text_of(await press(ben, card, "Online"))


async def test_all_who_did_not_say_no_are_told_of_a_cancellation(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    await press(ana, card, "Maybe")
    await press(ben, card, "No")
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    await delivered(stage)
    word = said_by_bot(stage, channel)[-1]
    assert f"Going, waiting or perhaps: <@{ana.id}>" in text_of(word)
    assert pinged(stage, word) == [ana.id]


async def test_without_the_exchange_role_nobody_signs_up(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    role = await stage.create_role("Exchange")
    await stage.give_role(ana, role)
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    assert "open to holders of" in text_of(await press(ben, card, "Online"))
    assert "open to holders of" in text_of(await press(ben, card, "Who is going"))
    assert "going online" in text_of(await press(ana, card, "Online"))
    assert f"**Online** (1) <@{ana.id}>" in text_of(await as_it_stands(stage, card))


async def test_the_list_has_pages_and_its_organiser_takes_off_who_left(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=20)
    assert "Nobody has answered" in text_of(await press(ana, card, "Who is going"))
    rsvps = exchange_of(stage).rsvps
    for user_id in range(1, 21):
        await rsvps.answer(stage.guild.id, 1, user_id, "in_person")
    await press(ben, card, "In person")
    shown = text_of(await as_it_stands(stage, card))
    assert "and 8 more" in shown
    first = await press(ana, card, "Who is going")
    assert first.ephemeral
    assert "1 of 2" in text_of(first)
    assert "Take somebody off" not in str(first.response)
    second = await press(ana, first, "Next")
    assert f"21. <@{ben.id}> · waiting for a place" in text_of(second)
    mine = await press(organiser, card, "Who is going")
    gone = await choose(organiser, mine, "Number 3", menu="Take somebody off the list")
    assert "<@3> is off the list" in text_of(gone)
    await delivered(stage)
    moved_up, told = sorted(said_by_bot(stage, channel)[1:], key=lambda message: "taken you off" in text_of(message))
    assert pinged(stage, moved_up) == [ben.id]
    assert pinged(stage, told) == [3]
    assert (await deeds(stage))[0].action == "taken off the list of a meeting"


async def test_who_is_erased_leaves_the_card_and_gives_the_place_to_the_next(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=1)
    await press(ana, card, "In person")
    await press(ben, card, "In person")
    asked = await ana.slash(channel, "privacy forget")
    await press(ana, asked, next(label for label in buttons_of(asked) if "rase" in label))
    shown = text_of(await as_it_stands(stage, card))
    assert str(ana.id) not in shown
    assert f"**In person** (1) <@{ben.id}>" in shown
    assert pinged(stage, said_by_bot(stage, channel)[-1]) == [ben.id]


async def test_a_card_in_a_thread_that_fell_asleep_or_was_deleted(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    thread = await start_thread(stage, organiser, channel, "spring")
    card = await plan(stage, organiser, thread)
    stage.env.backend.delete_message(card.channel.id, card.id)
    await stage.settle()
    await exchange_of(stage).rsvps.answer(stage.guild.id, 1, ana.id, "online")
    await delivered(stage)
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Change of the announcement: **skipped**, the announcement was deleted" in shown


async def test_places_taken_away_throw_nobody_out_and_places_added_are_given_at_once(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=2)
    cleo, dora = await stage.add_member("cleo"), await stage.add_member("dora")
    for member in (ana, ben, cleo, dora):
        await press(member, card, "In person")
    rule = "2 are going in person, and there is 1 place: those who are going keep their place"
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", capacity=1)
    assert rule in text_of(asked)
    assert rule in text_of(await press(organiser, asked, "Change it"))
    assert rule in text_of(await as_it_stands(stage, card))
    await press(ana, card, "No")
    assert "**Full** · **2** on the waiting list" in text_of(await as_it_stands(stage, card))
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", capacity=3)
    await press(organiser, asked, "Change it")
    assert "**In person** (3)" in text_of(await as_it_stands(stage, card))
    assert pinged(stage, said_by_bot(stage, channel)[-1]) == sorted([cleo.id, dora.id])


async def test_the_organiser_is_told_when_a_moderator_takes_places_away(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor, ben: MemberActor
) -> None:
    card = await plan(stage, organiser, channel, capacity=2)
    for member in (ana, ben):
        await press(member, card, "In person")
    asked = await stage.owner().slash(channel, "meeting edit", meeting="M-1", capacity=1)
    await press(stage.owner(), asked, "Change it")
    await delivered(stage)
    word = said_by_bot(stage, channel)[-1]
    assert pinged(stage, word) == [organiser.id]
    assert "2 are going in person, and there is 1 place" in text_of(word)


async def test_a_member_answers_from_the_details_where_the_card_is_far_up(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, ana: MemberActor
) -> None:
    card = await plan(stage, organiser, channel)
    shown = await ana.slash(channel, "meeting show", meeting="M-1")
    assert "going online" in text_of(await press(ana, shown, "Online"))
    assert f"**Online** (1) <@{ana.id}>" in text_of(await as_it_stands(stage, card))
    listed = await press(ana, shown, "Who is going")
    assert message_of(listed).id != message_of(shown).id, "it opens beside the details"


async def test_three_hundred_click_within_a_minute_and_the_card_keeps_its_peace(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With thirty places: the order is right, each is answered, and the card is edited every three seconds at most."""
    card = await plan(stage, organiser, channel, capacity=_PLACES)
    edits: list[float] = []
    edit = discord.PartialMessage.edit

    async def noted(self: discord.PartialMessage, **given: object) -> discord.Message:
        edits.append(stage.clock.now().timestamp())
        return await edit(self, **given)  # type: ignore[arg-type]  # what was given is handed on

    monkeypatch.setattr(discord.PartialMessage, "edit", noted)
    people = [stage.env.create_user(f"member{number}") for number in range(_CLICKS)]
    members = [stage.guild.add_member(person) for person in people]
    await stage.settle()
    for number, member in enumerate(members):
        said = text_of(await press(member, card, "In person"))
        wanted = "You are going in person" if number < _PLACES else f"number {number - _PLACES + 1} on the waiting list"
        assert wanted in said
        if number == _CLICKS // 2:
            await stage.restart()
        if number % 5 == 4:
            await stage.advance(timedelta(seconds=1))
    shown = text_of(await as_it_stands(stage, card))
    assert f"**Full** · **{_CLICKS - _PLACES}** on the waiting list" in shown
    assert "and 18 more" in shown
    _, standing = await exchange_of(stage).rsvps.standing(stage.guild.id, 1)
    assert [each.user_id for each in standing.seated] == [member.id for member in members[:_PLACES]]
    assert [each.user_id for each in standing.waiting] == [member.id for member in members[_PLACES:]]
    gaps = [later - earlier for earlier, later in pairwise(edits)]
    assert len(edits) > 10, "the card follows while they click"
    assert min(gaps) > 2.999, "every three seconds, to the millisecond"
    assert len(said_by_bot(stage, channel)) == 1
