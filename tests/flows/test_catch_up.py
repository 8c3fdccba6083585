"""After an absence: what was said is read, and what was captured is looked at again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical import reading
from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange import rereading
from bot.exchange.incoming import Outcome
from bot.exchange.library import Library
from bot.ui.receiving import Receiver
from db.failures import StoreUnwritable
from tests.support.library import entry_of, exchange_of, hold_of, kept, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    absence,
    archive_thread,
    change_forum_tags,
    post_in_forum,
    press,
    reactions_of,
    said_by_bot,
    start_thread,
    text_of,
)

pytestmark = pytest.mark.usefixtures("pages_like_discords")


async def cursors(stage: Stage) -> dict[int, int]:
    return await exchange_of(stage).cursors.of_guild(stage.guild.id)


async def test_what_was_tagged_while_away_is_kept_and_marked(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    before = await nurse.send(general, "#tip before")
    async with absence(stage):
        missed = [await nurse.send(general, text) for text in ("#tip one", "talk", "#question two?")]
    after = await nurse.send(general, "#tip after")
    assert [entry.content.text for entry in await the_entries(stage)] == [
        "#tip before",
        "#tip one",
        "#question two?",
        "#tip after",
    ]
    for message in (before, missed[0], missed[2], after):
        assert reactions_of(stage, message) == {"✅"}
    assert (await kept(stage, missed[0])).created_at == missed[0].created_at


async def test_more_than_a_page_is_read_to_the_end(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#tip before")
    async with absence(stage):
        backend = stage.env.backend
        for index in range(250):
            backend.create_message(general.id, nurse.id, f"#tip number{index}" if index % 50 == 0 else "talk")
        last = await nurse.send(general, "talk")
    assert len(await the_entries(stage)) == 6
    assert (await cursors(stage))[general.id] == last.id


async def test_what_was_tagged_while_its_author_had_opted_out_is_not_kept_later(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    forum, members = await stage.create_forum_channel("co2", tags=["Tip"]), exchange_of(stage).members
    await members.opt_out(stage.guild.id, nurse.id)
    message = await nurse.send(general, "talk")
    post = await post_in_forum(stage, nurse, forum, "As Mrs Quillfeather did", "Cool first")
    await stage.advance(timedelta(minutes=1))
    await nurse.edit(message, "talk #tip")
    await stage.advance(timedelta(minutes=1))
    await exchange_of(stage).members.opt_in(stage.guild.id, nurse.id)
    await stage.restart()
    await stage.settle()
    assert await the_entries(stage) == []
    await change_forum_tags(stage, post, tags=["Tip"])
    assert said_by_bot(stage, post.thread) == [], "a moderator may have tagged it"
    await nurse.edit(post.message, "Cool first!")
    [held] = said_by_bot(stage, post.thread)
    await press(nurse, await press(nurse, held, "See why"), "Not the patient")
    await nurse.edit(message, "talk again #tip")
    assert [entry.content.text for entry in await the_entries(stage)] == ["Cool first!", "talk again #tip"]


async def test_nothing_is_kept_twice(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    async with absence(stage):
        await nurse.send(general, "#tip one")
    for _ in range(3):
        async with store_of(stage).write() as write:
            await write.run("DELETE FROM channel_cursor")
        await stage.restart()
        await stage.settle()
    assert len(await the_entries(stage)) == 1


async def test_threads_and_sleeping_posts_are_read_too(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Tip", "Question"])
    thread = await start_thread(stage, nurse, general, "depth")
    old = await post_in_forum(stage, nurse, forum, "Old", "talk")
    async with absence(stage):
        in_thread = await nurse.send(thread, "#tip in a thread")
        new = await post_in_forum(stage, nurse, forum, "New", "how deep?", tags=["Question"])
        in_post = await nurse.send(old.thread, "#tip in a post")
        asleep = await start_thread(stage, nurse, general, "asleep")
        in_sleeping = await nurse.send(asleep, "#tip in a sleeping thread")
        await archive_thread(stage, asleep)
        await archive_thread(stage, new.thread)
    for message in (in_thread, new.message, in_post, in_sleeping):
        assert (await kept(stage, message)).status == "listed"
    assert (await kept(stage, new.message)).content.title == "New"
    assert reactions_of(stage, in_thread) == {"✅"}
    assert reactions_of(stage, in_sleeping) == set()
    still = stage.env.backend.get_channel(asleep.id).thread_metadata
    assert still is not None
    assert still.archived


async def test_nothing_from_before_the_bot_came_is_read(stage: Stage, nurse: MemberActor) -> None:
    channel = await stage.create_text_channel("old")
    async with store_of(stage).write() as write:
        await write.run("UPDATE community SET joined_at = joined_at + 3600000")
    async with absence(stage):
        early = await nurse.send(channel, "#tip too early")
        await stage.advance(timedelta(hours=2))
        late = await nurse.send(channel, "#tip in time")
    assert await entry_of(stage, early) is None
    assert (await kept(stage, late)).status == "listed"


async def test_what_was_edited_while_away_follows(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Patience")
    other = await nurse.send(general, "#tip Untouched")
    emptied = await nurse.send(general, "#tip Soon empty")
    async with absence(stage):
        await nurse.edit(message, "#question Courage?")
        await nurse.edit(emptied, "#tip")
    entry = await kept(stage, message)
    assert (entry.content.text, entry.content.kind) == ("#question Courage?", EntryKind.QUESTION)
    assert (await kept(stage, other)).content.text == "#tip Untouched"
    assert (await kept(stage, emptied)).status == "withdrawn"


async def test_a_tag_that_an_edit_brought_while_away_counts(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    passed_by = await nurse.send(general, "Start low on tanned skin")
    untouched = await nurse.send(general, "Good morning")
    await stage.advance(timedelta(minutes=1))  # the cursor is written down
    async with absence(stage):
        await nurse.edit(passed_by, "#tip Start low on tanned skin")
    assert reactions_of(stage, passed_by) == {"✅"}
    assert reactions_of(stage, untouched) == set()
    assert len(await the_entries(stage)) == 1


async def test_what_was_deleted_while_away_is_withdrawn(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    messages = [await nurse.send(general, f"#tip number {index}") for index in range(5)]
    async with absence(stage):
        await nurse.delete(messages[1])
        await nurse.delete(messages[4])
    assert [entry.status for entry in await the_entries(stage)] == [
        "listed",
        "withdrawn",
        "listed",
        "listed",
        "withdrawn",
    ]


async def test_captured_messages_far_apart_are_all_looked_at(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    backend = stage.env.backend
    tagged = []
    for index in range(330):
        text = f"#tip number {index}" if index % 110 == 0 else "talk"
        stored = backend.create_message(general.id, nurse.id, text)
        if index % 110 == 0:
            tagged.append(stored)
    await stage.settle()
    async with absence(stage):
        backend.edit_message(general.id, tagged[0].id, {"content": "#tip changed"})
        backend.delete_message(general.id, tagged[1].id)
        backend.edit_message(general.id, tagged[2].id, {"content": "#tip changed too"})
    assert [(entry.status, entry.content.text) for entry in await the_entries(stage)] == [
        ("listed", "#tip changed"),
        ("withdrawn", ""),
        ("listed", "#tip changed too"),
    ]


async def test_forum_tags_changed_while_away_count(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Tip", "Question"])
    post = await post_in_forum(stage, nurse, forum, "Depth", "start lower", tags=["Tip"])
    async with absence(stage):
        await change_forum_tags(stage, post, tags=["Question"])
    assert (await kept(stage, post.message)).content.kind is EntryKind.QUESTION


async def test_members_roles_are_asked_for(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    role = await stage.create_role("Exchange")
    holder = await stage.add_member("holder", roles=[role])
    gone = await stage.add_member("gone", roles=[role])
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    async with absence(stage):
        mine = await holder.send(general, "#tip I hold the role")
        theirs = await nurse.send(general, "#tip I do not")
        former = await gone.send(general, "#tip I left")
        await stage.leave(gone)
    assert (await kept(stage, mine)).status == "listed"
    assert await entry_of(stage, theirs) is None
    assert await entry_of(stage, former) is None


async def test_private_channels_are_not_read_unless_opted_in(stage: Stage, nurse: MemberActor) -> None:
    closed = await stage.create_private_channel("closed", visible_to=[nurse])
    opened = await stage.create_private_channel("opened", visible_to=[nurse])
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, opened.id)
    async with absence(stage):
        unseen = await nurse.send(closed, "#tip unseen")
        seen = await nurse.send(opened, "#tip seen")
    assert await entry_of(stage, unseen) is None
    assert (await kept(stage, seen)).status == "listed"


async def test_opting_a_private_channel_in_does_not_capture_its_past(stage: Stage, nurse: MemberActor) -> None:
    closed = await stage.create_private_channel("closed", visible_to=[nurse])
    thread = await start_thread(stage, nurse, closed, "older than the choice")
    past = [await nurse.send(place, "#tip said in confidence") for place in (closed, thread)]
    await stage.restart()
    async with store_of(stage).write() as write:
        await write.run("DELETE FROM channel_cursor")  # as where they are older than the bot's coming
    await stage.advance(timedelta(minutes=1))
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, closed.id)
    await stage.advance(timedelta(minutes=1))
    async with absence(stage):
        since = [await nurse.send(place, "#tip said since") for place in (closed, thread)]
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, closed.id)
    for message in past:
        assert await entry_of(stage, message) is None
    for message in since:
        assert (await kept(stage, message)).status == "listed"


async def test_the_cursor_follows_live_messages(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#tip one")
    last = await nurse.send(general, "talk")
    await stage.advance(timedelta(seconds=10))
    assert (await cursors(stage))[general.id] == last.id


async def test_what_the_store_refused_is_kept_later(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await nurse.send(general, "#tip before")

    async def refuse(*_: object) -> None:
        raise StoreUnwritable("the disk is full")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(Library, "keep", refuse)
        refused = await nurse.send(general, "#tip refused")
        after = await nurse.send(general, "talk")
        await stage.advance(timedelta(seconds=30))
        assert (await cursors(stage))[general.id] < refused.id
    assert await entry_of(stage, refused) is None
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, refused)).status == "listed"
    assert (await cursors(stage))[general.id] == after.id
    await stage.advance(timedelta(hours=10))  # no timer is left behind


async def test_an_edit_that_the_store_refused_is_followed_later(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = await nurse.send(general, "#tip first version")
    deleted = await nurse.send(general, "#tip never mind")

    async def refuse(*_: object) -> None:
        raise StoreUnwritable("the disk is full")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(Library, "keep", refuse)
        full_disk.setattr(Library, "delete", refuse)
        await nurse.edit(edited, "#tip second version")
        await nurse.delete(deleted)
    assert [type(error) for error in stage.take_errors()] == [StoreUnwritable, StoreUnwritable]
    assert (await kept(stage, edited)).content.text == "#tip first version"
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, edited)).content.text == "#tip second version"
    assert (await kept(stage, deleted)).status == "withdrawn"


async def test_an_older_reading_is_read_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = await nurse.send(general, "#tip Cool the GentleMax Pro first")
    bad = await nurse.send(general, "#tip Cool first")
    async with store_of(stage).write() as write:
        # As if an older reader had found nothing in one, and seen no harm in the other.
        await write.run("UPDATE entry SET reader_version = 0, title = 'old', facets = '[]'")
        await write.run("UPDATE entry SET text = '#tip Mrs Quillfeather' WHERE message_id = :id", {"id": bad.id})
    stage.env.backend.get_message(general.id, bad.id).content = "#tip Mrs Quillfeather"
    before = await kept(stage, good)
    await stage.restart()
    await stage.settle()
    entry = await kept(stage, good)
    assert entry.values("device") == ("gentlemax_pro",)
    assert entry.content.reader_version == reading.READER_VERSION
    assert entry.changed_at == before.changed_at
    assert (await kept(stage, bad)).status == "held"
    assert (await hold_of(stage, bad)) is not None
    (line,) = said_by_bot(stage, general)
    assert "identifies a patient" in text_of(line)
    assert isinstance(line, discord.Message)
    assert rereading.READER_VERSION == reading.READER_VERSION


async def test_an_old_page_does_not_overwrite_what_happens_live(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = stage.env.backend
    takes = Receiver.take
    meanwhile: list[int] = []

    async def take(receiver: Receiver, message: discord.Message, **others: Any) -> Outcome:
        if not meanwhile:
            meanwhile.append(message.id)
            backend.edit_message(general.id, edited.id, {"content": "#tip second version"})
            backend.delete_message(general.id, deleted.id)
        return await takes(receiver, message, **others)

    monkeypatch.setattr(Receiver, "take", take)
    async with absence(stage):
        first = await nurse.send(general, "#tip read before the others")
        edited = await nurse.send(general, "#tip first version")
        deleted = await nurse.send(general, "#tip never mind")
    assert meanwhile == [first.id]
    assert (await kept(stage, first)).status == "listed"
    assert (await kept(stage, edited)).content.text == "#tip second version"
    assert await entry_of(stage, deleted) is None


async def test_a_new_session_of_the_same_process_is_caught_up(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    before = await nurse.send(general, "#tip before")
    await stage.advance(timedelta(seconds=10))
    # Said while the connection was down, and never told: Discord could not resume the session.
    missed = stage.env.backend.prepare_message(general.id, nurse.id, "#tip missed")
    stage.env.backend.messages[general.id][missed.id] = missed
    stage.bot.dispatch("connect")
    live = await nurse.send(general, "talk")
    await stage.advance(timedelta(seconds=10))
    assert (await cursors(stage))[general.id] == before.id
    stage.bot.dispatch("ready")
    await asyncio.sleep(0)
    # simcord waits only for what it has dispatched itself.
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name().startswith("catch-up")))
    await stage.advance(timedelta(seconds=10))
    assert [entry.content.text for entry in await the_entries(stage)] == ["#tip before", "#tip missed"]
    assert (await cursors(stage))[general.id] == live.id


async def test_a_message_whose_handling_is_not_done_is_read_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await nurse.send(general, "#tip before")
    takes = Receiver.take

    async def never(receiver: Receiver, message: discord.Message) -> Outcome:
        raise asyncio.CancelledError  # as when the process is killed

    monkeypatch.setattr(Receiver, "take", never)
    cut_short = await nurse.send(general, "#tip cut short")
    await nurse.send(general, "talk")
    await stage.advance(timedelta(seconds=10))
    assert (await cursors(stage))[general.id] < cut_short.id
    monkeypatch.setattr(Receiver, "take", takes)
    await stage.restart()
    await stage.settle()
    assert (await kept(stage, cut_short)).status == "listed"
