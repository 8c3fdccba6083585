"""Summaries of webinars and papers: the two forms, the source on the card, and a discussion for each."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.discussions import HEAD_START, Discussions
from tests.support.group_scenes import allow, create, deny
from tests.support.library_scenes import keep, merge, the_entries
from tests.support.simulated_discord import (
    archive_thread,
    buttons_of,
    delete_channel,
    fill,
    form_of,
    now_reads,
    post_in_forum,
    press,
    said_by_bot,
    text_of,
)

PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
DOI = "10.1000/laser.182"
WHOLE = {
    "What it was": "Webinar: *Lasers* in darker skin",
    "Speaker or author": "An invented speaker",
    "Who paid": "Lumiwave, who makes lasers",
    "Link or DOI": DOI,
    "Key points": "Two passes are enough. @everyone",
}


async def save(member: MemberActor, channel: ChannelHandle, **changed: str) -> InteractionResult:
    form = await member.slash(channel, "save", kind="summary")
    return await fill(member, form, WHOLE | changed)


def cards_in(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    return [each for each in said_by_bot(stage, channel) if each.type is discord.MessageType.default]


def bot_id(stage: Stage) -> int:
    return stage.env.backend.bot_user.id


async def test_a_summary_is_posted_with_its_thread_and_completed_in_a_second_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "save", kind="summary")
    assert list(form_of(form)) == list(WHOLE)
    await stage.restart()
    saved = await fill(nurse, form, WHOLE)
    assert saved.ephemeral
    assert "Saved as S-1" in text_of(saved)
    [card] = cards_in(stage, general)
    [thread] = general.threads
    assert thread.id == card.id
    assert f"Posted: https://discord.com/channels/{stage.guild.id}/{thread.id}" in text_of(saved)
    for shown in (text_of(saved), text_of(card)):
        assert "S-1 · Webinar: \\*Lasers\\* in darker skin" in shown
        assert "**Speaker:** An invented speaker\n**Who paid:** Lumiwave, who makes lasers" in shown
        assert f"**Link:** https://doi.org/{DOI}" in shown
        assert "Two passes are enough." in shown
    assert not card.mention_everyone
    await stage.restart()
    second = await press(nurse, saved, "Continue")
    known = form_of(second)
    assert known["What it was"] == WHOLE["What it was"]
    assert known["Link or DOI"] == f"https://doi.org/{DOI}"
    told = await fill(nurse, second, {"Held or published": "March 2026", "Who paid": ""})
    assert "**Date:** March 2026" in text_of(told)
    await stage.advance(PACED)
    now = text_of(now_reads(stage, card))
    assert "**Date:** March 2026" in now
    assert "**Who paid:** not stated" in now
    assert "Discussion" in buttons_of(now_reads(stage, card))
    rest = await press(nurse, told, "Title, device, skin types")
    await fill(nurse, rest, {"Title": "Lasers in darker skin"})
    shown = await nurse.slash(general, "show", entry="1")
    assert "S-1 · Lasers in darker skin" in text_of(shown)
    assert "**Source:** Webinar: \\*Lasers\\* in darker skin" in text_of(shown)
    assert "**Date:** March 2026" in text_of(shown)
    await stage.advance(timedelta(days=1))
    assert len(cards_in(stage, general)) == 1


async def test_search_finds_source_and_speaker(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await save(nurse, general)
    for words in ("invented speaker", "darker skin webinar", "lumiwave"):
        assert "S-1" in text_of(await nurse.slash(general, "search", query=words))


async def test_a_bad_link_keeps_the_form(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    refused = await save(nurse, general, **{"Link or DOI": "see their site"})
    assert "neither an address nor a DOI" in text_of(refused)
    assert await the_entries(stage) == []
    again = await press(nurse, refused, "Edit again")
    assert form_of(again) == WHOLE | {"Link or DOI": "see their site"}
    saved = await fill(nurse, again, {"Link or DOI": "https://example.org/talk"})
    assert "**Link:** https://example.org/talk" in text_of(saved)
    second = await press(nurse, saved, "Continue")
    refused = await fill(nurse, second, {"Link or DOI": "javascript:alert(1)"})
    assert "neither an address nor a DOI" in text_of(refused)
    again = await press(nurse, refused, "Edit again")
    assert form_of(again)["Link or DOI"] == "javascript:alert(1)"
    assert "Saved" in text_of(await fill(nurse, again, {"Link or DOI": ""}))


async def test_what_identifies_is_held_and_a_name_may_be_cleared(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    identifying = "Patient Jane Placeholder did well"
    held = await save(nurse, general, **{"Key points": identifying})
    assert "may identify a patient" in text_of(held)
    assert "Placeholder" not in text_of(held)
    assert form_of(await press(nurse, held, "Edit again"))["Key points"] == identifying
    assert cards_in(stage, general) == []
    saved = await press(nurse, held, "Not the patient")
    assert "Saved as S-1" in text_of(saved)
    second = await press(nurse, saved, "Continue")
    held = await fill(nurse, second, {"Speaker or author": "jane@example.org"})
    assert "Nothing was saved" in text_of(held)
    assert form_of(await press(nurse, held, "Edit again"))["Speaker or author"] == "jane@example.org"


async def test_an_emergency_is_answered_first(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    told = await save(nurse, general, **{"Key points": "Sudden vision loss after filler just now, what to do?"})
    assert "If this is happening now" in text_of(told)
    assert len(await the_entries(stage)) == 1


async def test_in_a_forum_group_it_is_a_post_with_its_tag(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await create(stage, general, device="gentlemax_pro")
    form = await nurse.slash(general, "save", kind="summary", device="gentlemax_pro")
    assert "Saved as S-1" in text_of(await fill(nurse, form, WHOLE))
    assert cards_in(stage, general) == []
    forum = next(each for each in stage.env.backend.channels.values() if each.available_tags)
    [post] = [each for each in stage.env.backend.channels.values() if each.parent_id == forum.id]
    assert [str(each) for each in post.applied_tags] == [
        tag["id"] for tag in forum.available_tags if tag["name"] == "Summary"
    ]


async def test_without_threads_it_says_what_is_missing_and_a_button_makes_it_good(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await deny(stage, general.id, bot_id(stage), "create_public_threads")
    saved = await save(nurse, general)
    assert "I lack **Create Public Threads** in" in text_of(saved)
    [card] = cards_in(stage, general)
    assert general.threads == []
    shown = await nurse.slash(general, "show", entry="1")
    assert "I lack **Create Public Threads**" in text_of(await press(nurse, shown, "Open a discussion"))
    await allow(stage, general.id, bot_id(stage), "create_public_threads")
    opened = await press(nurse, shown, "Open a discussion")
    [thread] = general.threads
    assert thread.id == card.id
    assert f"/{thread.id}" in text_of(opened)
    assert f"/{thread.id}" in text_of(await press(nurse, shown, "Open a discussion")), "once"
    assert len(cards_in(stage, general)) == 1


async def test_where_it_cannot_be_posted_it_is_saved_and_says_why(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    closed = await stage.create_text_channel("closed")
    await deny(stage, closed.id, stage.guild.id, "view_channel")
    owner = stage.owner()
    saved = await save(owner, closed)
    assert "Saved as S-1" in text_of(saved)
    assert "Not every member can read this channel" in text_of(saved)
    assert cards_in(stage, closed) == []
    shown = await owner.slash(general, "show", entry="1")
    await press(owner, shown, "Open a discussion")
    assert len(cards_in(stage, general)) == 1


async def test_a_captured_summary_gets_a_thread_and_says_what_can_be_read(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    said = await nurse.send(general, f"#summary of a paper, doi:{DOI}. Two passes are enough.")
    await stage.advance(PACED)
    [thread] = general.threads
    assert thread.id == said.id
    shown = await nurse.slash(general, "show", entry="1")
    assert f"**Link:** https://doi.org/{DOI}" in text_of(shown)
    assert "**Speaker:** not stated\n**Who paid:** not stated" in text_of(shown)
    assert "Discussion" in buttons_of(shown)
    form = await press(nurse, shown, "Edit details")
    await fill(nurse, form, {"Speaker or author": "An invented speaker", "Held or published": "2026"})
    await nurse.edit(said, f"#summary of a paper, doi:{DOI}. Three passes, on second thought.")
    shown = text_of(await nurse.slash(general, "show", entry="1"))
    assert "Three passes" in shown
    assert "An invented speaker" in shown, "an edit of the message keeps what stands beside it"
    assert "**Date:** 2026" in shown
    await stage.restart()
    await stage.advance(timedelta(days=1))
    assert len(general.threads) == 1
    await delete_channel(stage, thread)
    shown = await nurse.slash(general, "show", entry="1")
    assert "Open a discussion" in buttons_of(shown)


async def test_a_post_in_a_forum_is_its_own_discussion(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("cases", tags=["Summary"])
    post = await post_in_forum(stage, nurse, forum, "A talk", "Two passes are enough.", tags=["Summary"])
    shown = await nurse.slash(post.thread, "show", entry="1")
    assert "Discussion" in buttons_of(shown)
    assert "Open a discussion" not in buttons_of(shown)


async def test_a_thread_that_may_not_be_made_fails_visibly_and_loses_nothing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await deny(stage, general.id, bot_id(stage), "create_public_threads")
    await nurse.send(general, "#summary of a talk. Two passes are enough.")
    await stage.advance(PACED)
    assert len(await the_entries(stage)) == 1
    assert general.threads == []
    told = text_of(await stage.owner().slash(general, "diagnose"))
    assert "I lack **Create Public Threads** in **#general**" in told
    shown = await nurse.slash(general, "show", entry="1")
    assert "I lack **Create Public Threads**" in text_of(await press(nurse, shown, "Open a discussion"))
    await allow(stage, general.id, bot_id(stage), "create_public_threads")
    await press(nurse, shown, "Open a discussion")
    assert len(general.threads) == 1


async def test_who_may_not_write_there_opens_no_thread(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await deny(stage, general.id, bot_id(stage), "create_public_threads")
    await nurse.send(general, "#summary of a talk. Two passes are enough.")
    await stage.advance(PACED)
    await allow(stage, general.id, bot_id(stage), "create_public_threads")
    shown = await nurse.slash(general, "show", entry="1")
    await deny(stage, general.id, nurse.id, "send_messages")
    assert "You lack **Send Messages** in" in text_of(await press(nurse, shown, "Open a discussion"))
    assert general.threads == []


async def test_a_process_that_dies_after_opening_a_thread_opens_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Discussions, "begun_below", die)
        await nurse.send(general, "#summary of a talk. Two passes are enough.")
        await stage.advance(timedelta(seconds=1))
    assert len(general.threads) == 1
    assert "Open a discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))
    await stage.restart()
    await stage.advance(timedelta(minutes=2))
    assert len(general.threads) == 1
    assert "Discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))


async def test_a_process_that_dies_after_posting_posts_once(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Discussions, "opened", die)
        saved = await save(nurse, general)
    assert "could not be opened just now" in text_of(saved)
    assert len(cards_in(stage, general)) == 1
    await stage.restart()
    await stage.advance(HEAD_START + PACED)
    assert len(cards_in(stage, general)) == 1
    assert "Discussion" in buttons_of(await nurse.slash(general, "show", entry="1"))


async def test_a_thread_bears_nothing_of_what_is_withdrawn(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    saved = await save(nurse, general)
    said = await nurse.send(general, "#summary of a talk. Two passes are enough.")
    await stage.advance(PACED)
    assert sorted(str(thread.name) for thread in general.threads) == [
        "Webinar: *Lasers* in darker skin",
        "of a talk. Two passes are enough",
    ]
    await keep(stage, stage.owner(), EntryKind.SUMMARY, "Of the same webinar", title="Same webinar")
    await merge(stage.owner(), general, "1", "3")
    await stage.advance(PACED)
    assert "Same webinar" in [thread.name for thread in general.threads]
    await stage.owner().slash(general, "moderate unmerge", number="1")
    await archive_thread(stage, general.threads[0])
    await press(nurse, saved, "Withdraw")
    await nurse.edit(said, "#summary of a talk. Patient Jane Placeholder did well.")
    await stage.advance(PACED)
    assert sorted(str(thread.name) for thread in general.threads) == ["S-1, not listed", "S-2, not listed"]
    await nurse.edit(said, "#summary of a talk. Three passes.")
    await stage.advance(PACED)
    assert sorted(str(thread.name) for thread in general.threads) == ["S-1, not listed", "of a talk. Three passes"]
    await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    await stage.advance(PACED)
    assert sorted(str(thread.name) for thread in general.threads) == ["S-1, not listed", "S-2, not listed"]
