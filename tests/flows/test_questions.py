"""`/question`: asking in a thread or a forum, answering by form, and the unanswered."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.discussions import HEAD_START
from bot.ui.discussions import open_discussion
from db import entries, questions
from db.failures import DiskFull
from db.members import Profile
from tests.support.group_scenes import create, deny, take_from_bot
from tests.support.library_scenes import fluence, keep, stands_now, the_entries
from tests.support.question_scenes import answered, ask, cards_in, planned, reply
from tests.support.simulated_discord import (
    buttons_of,
    choose,
    completions,
    delete_channel,
    fill,
    form_of,
    now_reads,
    press,
    text_of,
)

PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
CALM = timedelta(seconds=5)  # longer than a double click
IDENTIFYING = "Patient Jane Placeholder asks about cooling"


async def test_a_question_opens_a_thread_and_its_card_follows_the_answers(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    await fluence(stage).exchange.members.declare(
        stage.guild.id, colleague.id, Profile("industry", "Lumiwave", "US-NJ", None, "Lumiwave")
    )
    assert (await completions(nurse, general, "question ask", "device", "gmp"))["GentleMax Pro"] == "gentlemax_pro"
    form = await nurse.slash(general, "question ask", device="GMP")
    assert list(form_of(form)) == ["Title", "The question", "Skin types"]
    await stage.restart()
    shown = await fill(nurse, form, {"Title": "Cooling *first*?", "The question": "How do you cool legs? @everyone"})
    assert shown.ephemeral
    assert "Asked as Q-1" in text_of(shown)
    [card] = cards_in(stage, general)
    assert "Q-1 · Cooling \\*first\\*?" in text_of(card)
    assert "Nobody has answered yet" in text_of(card)
    assert buttons_of(card) == ["Answer"]
    assert not card.mention_everyone
    [thread] = general.threads
    assert thread.id == card.id
    await stage.restart()
    told = await reply(colleague, card, "Air before, during and after.")
    assert told.ephemeral
    assert "Saved as A-2" in text_of(told)
    await stage.advance(PACED)
    now = text_of(now_reads(stage, card))
    assert "1 answer" in now
    assert "Air before, during and after." in now
    assert "Industry (self-declared), US-NJ" in now
    assert "🏷️ industry" in now
    assert buttons_of(now_reads(stage, card)) == ["▲ 0", "Answer", "Accept an answer", "Discussion"]
    [_, answer] = await the_entries(stage)
    assert (answer.content.kind, answer.author_id) == (EntryKind.ANSWER, colleague.id)
    shown = await nurse.slash(general, "show", entry="A-2")
    assert "Answer to **Q-1** · 0 votes" in text_of(shown)
    assert "How do you cool legs?" in text_of(await press(nurse, shown, "Open Q-1"))


async def test_an_answer_need_not_repeat_what_was_asked(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "question ask", device="GMP")
    await fill(nurse, form, {"The question": "How high do you go on legs, skin type VI?"})
    [card] = cards_in(stage, general)
    told = await reply(nurse, card, "Nd:YAG 30 J/cm2, 10 mm, 30 ms, with zirconium-cold air")
    await stage.advance(PACED)
    assert "Incomplete" not in text_of(now_reads(stage, card))
    found = await nurse.slash(general, "search", query="zirconium")
    for shown in (told, await nurse.slash(general, "show", entry="A-2"), found):
        assert "As asked in Q-1: GentleMax Pro, skin type VI" in text_of(shown)
        assert "Incomplete" not in text_of(shown)
    assert "Not recorded" not in text_of(await fill(nurse, await press(nurse, told, "Edit details"), {}))
    await press(nurse, told, "Share")
    copy = cards_in(stage, general)[-1]
    await fill(nurse, await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit details"), {"Device": ""})
    await stage.advance(PACED)
    assert "As asked in Q-1: skin type VI\n⚠️ **Incomplete**: device not recorded" in text_of(now_reads(stage, copy))


async def test_in_a_forum_group_a_question_is_a_post_with_its_tag(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    asked = await ask(nurse, general, "How do you cool legs?", device="gentlemax_pro")
    assert "Asked as Q-1" in text_of(asked)
    assert cards_in(stage, general) == []
    forum = next(each for each in stage.env.backend.channels.values() if each.available_tags)
    [post] = [each for each in stage.env.backend.channels.values() if each.parent_id == forum.id]
    assert post.name == "How do you cool legs?"
    assert [str(each) for each in post.applied_tags] == [
        tag["id"] for tag in forum.available_tags if tag["name"] == "Question"
    ]
    beside = await fluence(stage).exchange.questions.beside((await the_entries(stage))[0])
    assert beside is not None
    assert getattr(beside, "discussion", None) == post.id


async def test_an_answered_question_is_offered_before_it_is_asked_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    former = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs with the GentleMax Pro?")
    await keep(stage, nurse, EntryKind.QUESTION, "How do you explain fees to a couple?")
    await answered(stage, former, nurse, "With air.")
    offered = await ask(nurse, general, "How to cool legs before GentleMax Pro pulses?")
    assert "this was answered before" in text_of(offered)
    assert f"{former.label} · How do you cool legs" in text_of(offered)
    assert buttons_of(offered) == [f"Open {former.label}", "Edit again", "Ask anyway"]
    assert len(await the_entries(stage)) == 3
    assert "With air." in text_of(await press(nurse, offered, f"Open {former.label}"))
    again = await press(nurse, offered, "Edit again")
    assert form_of(again)["The question"] == "How to cool legs before GentleMax Pro pulses?"
    asked = await press(nurse, offered, "Ask anyway")
    assert "Asked as Q-4" in text_of(asked)
    assert "sent already" in text_of(await press(nurse, offered, "Ask anyway"))
    assert len(await the_entries(stage)) == 4


async def test_an_identifying_question_is_held_and_may_be_cleared(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await ask(nurse, general, IDENTIFYING)
    assert "may identify a patient" in text_of(held)
    assert "Placeholder" not in text_of(held)
    assert await the_entries(stage) == []
    assert cards_in(stage, general) == []
    again = await press(nurse, held, "Edit again")
    assert form_of(again)["The question"] == IDENTIFYING
    asked = await press(nurse, held, "Not the patient")
    assert "Asked as Q-1" in text_of(asked)
    [card] = cards_in(stage, general)
    answer = await reply(nurse, card, IDENTIFYING)
    assert "may identify a patient" in text_of(answer)
    assert len(await the_entries(stage)) == 1


async def test_an_emergency_is_answered_first(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    asked = await ask(nurse, general, "Sudden vision loss after filler ten minutes ago, what now?")
    assert "If this is happening now" in text_of(asked)
    assert "Asked as Q-1" in text_of(asked.followups[-1] if asked.followups else asked)


async def test_unanswered_questions_are_listed_in_pages(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    assert "No question waits for an answer" in text_of(await nurse.slash(general, "question open"))
    asked = [await keep(stage, nurse, EntryKind.QUESTION, f"Question number {place}?") for place in range(7)]
    await answered(stage, asked[6], nurse, "Yes.")
    listed = await nurse.slash(general, "question open")
    assert "6 questions without an answer" in text_of(listed)
    assert "Page 1 of 2" in text_of(listed)
    assert text_of(listed).count("Question number 5?") == 1
    assert "Question number 6?" not in text_of(listed)
    await stage.restart()
    turned = await press(nurse, listed, "Next")
    assert "Question number 0?" in text_of(turned)
    assert "Question number 0?" in text_of(await choose(nurse, turned, "Q-1 · Question number 0?"))


async def test_many_answers_are_shown_in_pages(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    question = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")
    for place in range(10):
        await answered(stage, question, nurse, f"Way number {place}. " + "*Long* words. " * 30)
    shown = await nurse.slash(general, "show", entry=question.label)
    assert "10 answers" in text_of(shown)
    assert "Way number 3" not in text_of(shown)
    pages = await press(nurse, shown, "All answers")
    assert "Way number 4" in text_of(pages)
    assert "Way number 5" not in text_of(pages)
    assert "Way number 9" in text_of(await press(nurse, pages, "Next"))
    assert "and 5 more with fewer votes" in text_of(await press(nurse, shown, "Accept an answer"))


async def test_a_withdrawn_answer_leaves_its_questions_card(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    await ask(nurse, general, "How do you cool legs?")
    [card] = cards_in(stage, general)
    told = await reply(colleague, card, "With air.")
    await stage.advance(PACED)
    stale = await nurse.slash(general, "show", entry="1")
    await press(colleague, told, "Withdraw")
    await stage.advance(PACED)
    assert "Nobody has answered yet" in text_of(now_reads(stage, card))
    assert "not there any more" in text_of(await press(nurse, stale, "▲ 0"))
    assert "no answer yet" in text_of(await press(nurse, stale, "Accept an answer"))
    assert "1 question without an answer" in text_of(await nurse.slash(general, "question open"))


async def test_what_is_gone_cannot_be_answered(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    asked = await ask(nurse, general, "How do you cool legs?")
    [card] = cards_in(stage, general)
    form = await press(nurse, card, "Answer")
    await press(nurse, asked, "Withdraw")
    refused = await fill(nurse, form, {"The answer": "With air."})
    assert "Q-1 is not there any more" in text_of(refused)
    assert form_of(await press(nurse, refused, "Edit again"))["The answer"] == "With air."
    assert [each.content.kind for each in await the_entries(stage)] == [EntryKind.QUESTION]


async def test_a_question_is_asked_where_one_may_write_and_all_can_read(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await deny(stage, general.id, nurse.id, "send_messages")
    assert "You lack **Send Messages**" in text_of(await nurse.slash(general, "question ask"))
    closed = await stage.create_text_channel("closed")
    await deny(stage, closed.id, stage.guild.id, "view_channel")
    assert "Not every member can read" in text_of(await stage.owner().slash(closed, "question ask"))


async def test_without_threads_the_card_stands_alone(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await deny(stage, general.id, stage.env.backend.bot_user.id, "create_public_threads")
    assert "Asked as Q-1" in text_of(await ask(nurse, general, "How do you cool legs?"))
    assert len(cards_in(stage, general)) == 1
    assert general.threads == []


async def test_a_card_that_could_not_be_remembered_is_found_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as full:
        full.setattr(questions, "open_discussion", refuse)
        told = await ask(nurse, general, "How do you cool legs?")
    assert "Saved as Q-1" in text_of(told)
    assert "I try again myself" in text_of(told)
    [card] = cards_in(stage, general)
    await stage.restart()
    await stage.advance(HEAD_START + PACED)
    assert cards_in(stage, general) == [card], "asked once"
    assert [thread.id for thread in general.threads] == [card.id]
    assert "Discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Withdraw")
    await stage.advance(PACED)
    assert "Q-1 was withdrawn" in text_of(now_reads(stage, card))


async def test_a_question_is_asked_after_a_crash(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await planned(stage, nurse, "How do you cool legs?", general.id)
    withdrawn = await planned(stage, nurse, "How do you explain fees?", general.id)
    await press(nurse, await nurse.slash(general, "show", entry=withdrawn.label), "Withdraw")
    await stage.restart()
    await stage.advance(HEAD_START + 2 * PACED)
    [card] = cards_in(stage, general)
    assert "Q-1 · How do you cool legs?" in text_of(card)
    assert [thread.id for thread in general.threads] == [card.id]


@pytest.mark.parametrize("manages", [True, False])
async def test_a_post_is_found_again_in_its_forum_and_its_twin_taken_down(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, manages: bool
) -> None:
    """Two stand where discord.py has asked again."""

    async def refuse(*_: object) -> None:
        raise DiskFull

    await create(stage, general, device="gentlemax_pro")
    if not manages:
        take_from_bot(stage, "manage_threads")
    forum = fluence(stage).get_channel(stage.channel("gentlemax-pro").id)
    assert isinstance(forum, discord.ForumChannel)
    with monkeypatch.context() as full:
        full.setattr(questions, "open_discussion", refuse)
        await ask(nurse, general, "How do you cool legs?", device="gentlemax_pro")
        with pytest.raises(DiskFull):
            await open_discussion(fluence(stage), (await the_entries(stage))[0], forum, "again")
    post, twin = (each for each in stage.env.backend.channels.values() if each.parent_id == forum.id)
    await stage.restart()
    await stage.advance(HEAD_START + PACED)
    async with fluence(stage).database.read() as read:
        assert await questions.discussion_of(read, stage.guild.id, 1) == post.id
    left = stage.env.backend.channels.get(twin.id)
    assert manages is (left is None)
    assert left is None or (left.name, stage.env.backend.messages[twin.id]) == ("Posted twice by a fault", {})
    shown = await nurse.slash(general, "show", entry="1")
    assert "Discussion" in buttons_of(shown)


async def test_a_deleted_thread_is_forgotten_and_another_opened(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await ask(nurse, general, "How do you cool legs?")
    assert "Discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))
    [thread] = general.threads
    await delete_channel(stage, thread)
    shown = await nurse.slash(general, "show", entry="1")
    assert "Discussion" not in buttons_of(shown)
    again = text_of(await press(nurse, shown, "Open a discussion"))
    [opened] = general.threads
    assert f"/{opened.id}" in again
    assert "Discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))


async def test_a_merged_or_edited_answer_still_counts(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    question = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")
    answer = await answered(stage, question, nurse, "With air.")
    await press(nurse, await nurse.slash(general, "show", entry=question.label), "Share")
    [copy] = cards_in(stage, general)
    card = await nurse.slash(general, "show", entry=answer.label)
    await fill(nurse, await press(nurse, card, "Edit details"), {"Handpiece or spot": "18 mm"})
    assert (await stands_now(stage, answer)).content.correction.handpiece == "18 mm"
    await stage.advance(PACED + CALM)
    assert "With air." in text_of(now_reads(stage, copy))
    async with fluence(stage).database.read() as read:
        assert await entries.by_number(read, answer.guild_id, answer.number) is not None
