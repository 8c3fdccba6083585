"""What a message resembles is linked below it: an answered question, a protocol with the same settings."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import questions
from db.entries import Entry
from tests.support.library import kept
from tests.support.library_scenes import fluence, keep
from tests.support.question_scenes import planned
from tests.support.simulated_discord import buttons_of, now_reads, press, said_by_bot, text_of

LATER = timedelta(seconds=10)
QUESTION = "#question How do you cool legs before GentleMax Pro pulses?"
PROTOCOL = "#protocol GentleMax Pro hair removal, 18 mm: 755 nm, 14 J/cm², 3 ms, skin type II"
SAME_PROTOCOL = "#protocol Skin type II. Hair removal on the GMP: 3 ms; 14 J/cm2 at 755 nm with the 18mm"


async def answer_to(stage: Stage, question: Entry, author: MemberActor) -> Entry:
    answer = await keep(stage, author, EntryKind.ANSWER, "With air.")
    async with fluence(stage).database.write() as write:
        await questions.link(write, answer.guild_id, answer.number, question.number)
    return answer


def notes_in(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    replies = [each for each in said_by_bot(stage, channel) if each.reference is not None]
    return [each for each in replies if each.type is discord.MessageType.reply]


async def test_a_question_like_an_answered_one_gets_it_as_a_link(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    said = await nurse.send(general, "#question How do you cool legs with the GentleMax Pro?")
    former = await kept(stage, said)
    assert notes_in(stage, general) == []
    colleague = await stage.add_member("colleague")
    await colleague.send(general, QUESTION)
    assert notes_in(stage, general) == [], "nobody has answered the former one"
    await answer_to(stage, former, colleague)
    again = await colleague.send(general, QUESTION + " Again.")
    [note] = notes_in(stage, general)
    assert note.reference is not None
    assert note.reference.message_id == again.id
    assert note.flags.suppress_notifications
    assert not note.mentions
    assert f"Asked before, and answered: [Q-1]({said.jump_url})" in text_of(note)
    assert "How do you cool legs with" not in text_of(note), "its words may be withdrawn"
    await stage.restart()
    assert "With air." in text_of(await press(colleague, note, "Open Q-1"))
    await colleague.edit(again, "#question What does a chiller cost?")
    await stage.advance(LATER)
    assert "Asked before" not in text_of(now_reads(stage, note))


async def test_one_asked_by_form_is_linked_by_its_discussion(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    former = await planned(stage, nurse, "How do you cool legs with the GentleMax Pro?", general.id)
    await stage.advance(timedelta(minutes=1))
    [thread] = general.threads
    await answer_to(stage, former, nurse)
    await nurse.send(general, QUESTION)
    [note] = notes_in(stage, general)
    assert f"[Q-1](https://discord.com/channels/{stage.guild.id}/{thread.id})" in text_of(note)


async def test_what_was_answered_in_private_is_told_there_alone(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    private = await stage.create_private_channel("board", visible_to=[nurse])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, private.id)
    await answer_to(stage, await kept(stage, await nurse.send(private, QUESTION)), nurse)
    await nurse.send(general, QUESTION)
    assert notes_in(stage, general) == []
    await nurse.send(private, QUESTION)
    [note] = notes_in(stage, private)
    assert "[Q-1]" in text_of(note)


async def test_a_protocol_that_is_there_already_is_linked_and_kept_all_the_same(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    said = await nurse.send(general, PROTOCOL)
    assert not any("looks like" in text_of(each) for each in notes_in(stage, general))
    colleague = await stage.add_member("colleague")
    again = await colleague.send(general, SAME_PROTOCOL)
    assert (await kept(stage, again)).label == "P-2"
    *_, note = notes_in(stage, general)
    assert f"This looks like [P-1]({said.jump_url})" in text_of(note)
    assert buttons_of(note) == ["Edit details", "Withdraw", "Open P-1"]
    other = await colleague.send(general, SAME_PROTOCOL.replace("14 J", "12 J"))
    assert (await kept(stage, other)).label == "P-3"
    assert not any(each.reference and each.reference.message_id == other.id for each in notes_in(stage, general))
