"""Bulk, thread and channel deletes unlist what was captured there, and the moderators decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.demo.stage import Stage
from bot.exchange.removals import ListedAgain, Removals
from db.entries import EntryStatus
from tests.support.library import deeds, exchange_of, found_by, hold_of, kept, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    absence,
    archive_thread,
    buttons_of,
    delete_channel,
    delete_together,
    now_reads,
    post_in_forum,
    press,
    said_by_bot,
    start_thread,
    text_of,
)

A_MOMENT = timedelta(seconds=1)  # what the outbox needs


@pytest.fixture
async def desk(stage: Stage) -> ChannelHandle:
    """The moderators' channel."""
    channel = await stage.create_text_channel("desk")
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=channel.id)
    return channel


@pytest.fixture
async def channel(stage: Stage, desk: ChannelHandle) -> ChannelHandle:
    return await stage.create_text_channel("general")


async def statuses(stage: Stage) -> list[EntryStatus]:
    return [entry.status for entry in await the_entries(stage)]


async def test_a_bulk_delete_unlists_and_asks(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    messages = [await nurse.send(channel, text) for text in ("#tip Unrepeatable one", "talk", "#protocol two")]
    (note,) = said_by_bot(stage, channel)
    stays = await nurse.send(channel, "#tip Unrepeatable too")
    await delete_together(stage, messages)
    assert await statuses(stage) == ["unlisted", "unlisted", "listed"]
    assert await found_by(stage, "unrepeatable") == [(await kept(stage, stays)).number]
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    assert "Several messages were deleted at once" in text_of(question)
    assert "2 saved entries" in text_of(question)
    assert "T-1, P-2" in text_of(question)
    assert "Unrepeatable" not in text_of(question)
    assert buttons_of(question) == ["Keep", "Remove"]
    assert "is not listed" in text_of(now_reads(stage, note))


async def test_the_moderators_keep(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "#tip two")])
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    assert "Only the exchange's moderators" in text_of(await press(nurse, question, "Keep"))
    await stage.restart()
    await press(stage.owner(), question, "Keep")
    assert await statuses(stage) == ["listed", "listed"]
    assert all(each.changed_at == each.created_at for each in await the_entries(stage)), "nobody has changed a word"
    assert await found_by(stage, "two") == [2]
    assert "2 entries are listed again" in text_of(now_reads(stage, question))
    assert buttons_of(now_reads(stage, question)) == []
    await stage.advance(timedelta(days=8))
    assert await statuses(stage) == ["listed", "listed"]
    deed = (await deeds(stage))[0]
    assert (deed.actor_id, deed.action) == (stage.owner().id, "removal_kept")


async def test_the_moderators_remove(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    assert "Only the exchange's moderators" in text_of(await press(nurse, question, "Remove"))
    await press(stage.owner(), question, "Remove")
    (entry,) = await the_entries(stage)
    assert (entry.status, entry.content.text, entry.author_id) == ("withdrawn", "", None)
    assert [(each.what, each.subject) for each in store_of(stage).journal.erasures()] == [("entry", entry.number)]
    assert "1 entry is withdrawn" in text_of(now_reads(stage, question))


@pytest.mark.parametrize("label", ["Keep", "Remove"])
async def test_a_decision_about_much_does_not_keep_discord_waiting(
    stage: Stage,
    desk: ChannelHandle,
    channel: ChannelHandle,
    nurse: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    label: str,
) -> None:
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    answered: list[bool] = []
    deferred: list[bool] = []
    defers = discord.InteractionResponse[Any].defer

    async def defer(response: discord.InteractionResponse[Any], **options: bool) -> object:
        deferred.append(True)
        return await defers(response, **options)

    async def decide(*_: object) -> ListedAgain | int:
        answered.append(bool(deferred))
        return ListedAgain(1, 0) if label == "Keep" else 1

    monkeypatch.setattr(discord.InteractionResponse, "defer", defer)
    monkeypatch.setattr(Removals, label.lower(), decide)
    await press(stage.owner(), question, label)
    assert answered == [True]
    assert "1 entry is" in text_of(now_reads(stage, question))


async def test_without_a_decision_it_is_removed_after_seven_days(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    await stage.advance(timedelta(days=6, hours=23))
    assert await statuses(stage) == ["unlisted"]
    await stage.restart()
    await stage.advance(timedelta(hours=2))
    assert await statuses(stage) == ["withdrawn"]
    (question,) = said_by_bot(stage, desk)
    answer = await press(stage.owner(), question, "Keep")
    assert "decided already: the entries were removed" in text_of(answer.followups[-1])
    assert await statuses(stage) == ["withdrawn"]


async def test_it_is_removed_in_time_although_the_bot_was_away(
    stage: Stage, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    async with absence(stage):
        await stage.advance(timedelta(days=9))
    await stage.advance(A_MOMENT)
    assert await statuses(stage) == ["withdrawn"]


async def test_a_deleted_thread(stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor) -> None:
    thread = await start_thread(stage, nurse, channel, "depth")
    await nurse.send(thread, "#tip in the thread")
    await nurse.send(channel, "#tip in the channel")
    await delete_channel(stage, thread)
    assert await statuses(stage) == ["unlisted", "listed"]
    await stage.advance(A_MOMENT)
    assert "A thread was deleted" in text_of(said_by_bot(stage, desk)[0])


async def test_a_deleted_channel_with_its_threads_is_one_question(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    thread = await start_thread(stage, nurse, channel, "depth")
    await nurse.send(thread, "#tip in the thread")
    await nurse.send(channel, "#protocol in the channel")
    held = await nurse.send(channel, "#tip Mrs Quillfeather")
    await delete_channel(stage, channel)
    assert await statuses(stage) == ["unlisted", "unlisted"]
    assert await hold_of(stage, held) is None
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    assert "A channel was deleted" in text_of(question)
    async with store_of(stage).read() as read:
        assert await read.all("SELECT * FROM posted_copy") == []
        assert await read.all("SELECT * FROM channel_cursor WHERE channel_id = :id", {"id": channel.id}) == []


async def test_a_deleted_forum_takes_its_sleeping_posts_along(
    stage: Stage, desk: ChannelHandle, nurse: MemberActor
) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Tip"])
    post = await post_in_forum(stage, nurse, forum, "Depth", "start lower", tags=["Tip"])
    await archive_thread(stage, post.thread)
    await stage.restart()
    await delete_channel(stage, forum)
    assert await statuses(stage) == ["unlisted"]


async def test_a_channel_deleted_while_away(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Tip"])
    gone = await post_in_forum(stage, nurse, forum, "Depth", "start lower", tags=["Tip"])
    stays = await post_in_forum(stage, nurse, forum, "Height", "end higher", tags=["Tip"])
    await archive_thread(stage, stays.thread)
    await post_in_forum(stage, nurse, forum, "Width", "never wider", tags=["Tip"])
    await nurse.send(channel, "#tip in the channel")
    async with absence(stage):
        await delete_channel(stage, channel)
        await delete_channel(stage, gone.thread)
    assert await statuses(stage) == ["unlisted", "listed", "listed", "unlisted"]
    async with absence(stage):
        await delete_channel(stage, forum)
    assert await statuses(stage) == ["unlisted"] * 4
    await stage.advance(timedelta(seconds=30))
    assert len(said_by_bot(stage, desk)) == 3


async def test_many_messages_deleted_while_away_are_a_question(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    messages = [await nurse.send(channel, f"#tip number {index}") for index in range(11)]
    held = await nurse.send(channel, "#tip Mrs Quillfeather")
    async with absence(stage):
        await delete_together(stage, [*messages[1:], held])
    assert await statuses(stage) == ["listed", *["unlisted"] * 10]
    assert await hold_of(stage, held) is None
    assert said_by_bot(stage, channel) == []
    await stage.advance(A_MOMENT)
    (question,) = said_by_bot(stage, desk)
    assert "10 saved entries" in text_of(question)


async def test_a_channel_that_is_only_closed_to_the_bot_is_not_deleted(
    stage: Stage, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(channel, "#tip in the channel")
    hidden = discord.Permissions(view_channel=True).value
    async with absence(stage):
        stage.env.backend.set_overwrite(channel.id, _denied(stage, hidden))
    assert await statuses(stage) == ["listed"]
    unread = discord.Permissions(read_message_history=True).value
    async with absence(stage):
        stage.env.backend.set_overwrite(channel.id, _denied(stage, unread))
    assert await statuses(stage) == ["listed"]


async def test_deleting_what_was_never_captured_asks_nobody(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_together(stage, [await nurse.send(channel, "talk"), await nurse.send(channel, "more talk")])
    await delete_channel(stage, channel)
    await stage.advance(timedelta(days=8))
    assert said_by_bot(stage, desk) == []


async def test_a_deleted_held_message_takes_its_line_along(
    stage: Stage, channel: ChannelHandle, nurse: MemberActor
) -> None:
    held = await nurse.send(channel, "#tip Mrs Quillfeather")
    talk = await nurse.send(channel, "talk")
    assert len(said_by_bot(stage, channel)) == 1
    await delete_together(stage, [held, talk])
    assert said_by_bot(stage, channel) == []
    assert await hold_of(stage, held) is None


async def test_what_is_held_is_withdrawn_with_its_channel(
    stage: Stage, channel: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(channel, "#tip Cool first")
    await nurse.edit(message, "#tip Mrs Quillfeather")
    await delete_channel(stage, channel)
    assert await statuses(stage) == ["withdrawn"]


async def test_without_a_channel_of_the_moderators_nobody_is_asked_in_public(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_channel(stage, desk)
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    await stage.advance(timedelta(hours=1))
    assert said_by_bot(stage, channel) == []
    second_desk = await stage.create_text_channel("second-desk")
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=second_desk.id)
    await stage.advance(timedelta(hours=1))
    (question,) = said_by_bot(stage, second_desk)
    assert buttons_of(question) == ["Keep", "Remove"]
    assert said_by_bot(stage, channel) == []


async def test_the_deadline_stays_where_nobody_can_be_asked(
    stage: Stage, desk: ChannelHandle, channel: ChannelHandle, nurse: MemberActor
) -> None:
    await delete_channel(stage, desk)
    await delete_together(stage, [await nurse.send(channel, "#tip one"), await nurse.send(channel, "talk")])
    await stage.advance(timedelta(days=8))
    assert await statuses(stage) == ["withdrawn"]
    assert said_by_bot(stage, channel) == []


def _denied(stage: Stage, permission: int) -> Overwrite:
    return Overwrite(stage.role("Fluence").id, OverwriteType.ROLE, allow=0, deny=permission)
