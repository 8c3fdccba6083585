"""Share: a copy for all in the channel, which follows its entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.copies import follow
from bot.exchange.withdrawing import withdraw
from bot.ui import notes
from db import entries, posted_copies
from db.entries import Correction, Entry
from db.failures import DiskFull
from db.posted_copies import PostedCopy
from tests.support.group_scenes import deny
from tests.support.library_scenes import fluence, keep, written
from tests.support.simulated_discord import (
    archive_thread,
    buttons_of,
    now_reads,
    press,
    said_by_bot,
    start_thread,
    text_of,
)

PACED = timedelta(seconds=10)  # a channel gets one delivery at a time


async def change(stage: Stage, entry: Entry, text: str) -> None:
    bot = fluence(stage)
    async with bot.database.write() as write:
        content = written(entry.content.kind, text)
        await entries.replace(write, entry.guild_id, entry.number, content, stage.clock.now())
        await follow(write, entry.guild_id, entry.number, stage.clock.now())
    bot.exchange.outbox.announce()
    await stage.advance(PACED)


async def take_back(stage: Stage, entry: Entry) -> None:
    bot = fluence(stage)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, entry.guild_id, [entry.number], stage.clock.now())
    bot.exchange.outbox.announce()
    await stage.advance(PACED)


async def test_a_shared_copy_is_public_quiet_and_follows_its_entry(stage: Stage, general: ChannelHandle) -> None:
    nurse, reader = await stage.add_member("nurse"), await stage.add_member("reader")
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first @everyone")
    card = await reader.slash(general, "show", entry=entry.label)
    await stage.restart()
    told = await press(reader, card, "Share")
    assert told.ephemeral
    [copy] = said_by_bot(stage, general)
    assert f"/{copy.id}" in text_of(told)
    assert "Cool first" in text_of(copy)
    assert "not medical advice" in text_of(copy)
    assert "Share" not in buttons_of(copy)
    assert "Withdraw" not in buttons_of(copy)
    assert not copy.mention_everyone
    allowed = stage.env.backend.get_message(general.id, copy.id).allowed_mentions
    assert (allowed.everyone, allowed.users, allowed.roles) == (False, frozenset(), frozenset())
    assert copy.interaction_metadata is None
    await change(stage, entry, "Cool first and again")
    assert "and again" in text_of(now_reads(stage, copy))
    await stage.restart()
    await take_back(stage, entry)
    now = text_of(now_reads(stage, copy))
    assert f"{entry.label} was withdrawn" in now
    assert "Cool" not in now


async def test_a_held_entry_is_taken_from_its_copies_and_comes_back(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Share")
    [copy] = said_by_bot(stage, general)
    bot = fluence(stage)
    async with bot.database.write() as write:
        await entries.hold(write, entry.guild_id, entry.number, stage.clock.now())
        await follow(write, entry.guild_id, entry.number, stage.clock.now())
    bot.exchange.outbox.announce()
    await stage.advance(PACED)
    assert "is held back" in text_of(now_reads(stage, copy))
    await change(stage, entry, "Cool second")
    assert "Cool second" in text_of(now_reads(stage, copy))


async def test_an_entry_that_changes_while_it_is_shared_is_put_right(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    card = await nurse.slash(general, "show", entry=entry.label)
    send = discord.abc.Messageable.send

    async def send_late(channel: Any, *given: Any, **named: Any) -> discord.Message:
        posted = await send(channel, *given, **named)
        bot = fluence(stage)
        async with bot.database.write() as write:
            await withdraw(bot.database, write, entry.guild_id, [entry.number], stage.clock.now())
        return posted

    monkeypatch.setattr(discord.PartialMessageable, "send", send_late)
    await press(nurse, card, "Share")
    await stage.advance(PACED)
    [copy] = said_by_bot(stage, general)
    assert "was withdrawn" in text_of(now_reads(stage, copy))


async def test_without_permission_to_write_it_says_so(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    await deny(stage, general.id, stage.env.backend.bot_user.id, "send_messages")
    told = await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Share")
    assert "I lack **Send Messages**" in text_of(told)
    assert said_by_bot(stage, general) == []


async def test_a_copy_that_could_not_be_remembered_is_taken_back(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    card = await nurse.slash(general, "show", entry=entry.label)
    nonces: list[object] = []
    send = discord.abc.Messageable.send

    async def note_nonce(channel: Any, *given: Any, **named: Any) -> discord.Message:
        nonces.append(named.get("nonce"))
        return await send(channel, *given, **named)

    async def refuse(*_: object) -> None:
        raise DiskFull("the disk is full")

    monkeypatch.setattr(discord.PartialMessageable, "send", note_nonce)
    monkeypatch.setattr(posted_copies, "add", refuse)
    told = await press(nurse, card, "Share")
    assert "could not be saved" in text_of(told)
    assert said_by_bot(stage, general) == []
    assert nonces
    assert None not in nonces


async def test_who_may_not_write_there_shares_nothing_there(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    thread = await start_thread(stage, nurse, general, "Cooling")
    await deny(stage, general.id, nurse.id, "send_messages_in_threads")
    in_thread = await press(nurse, await nurse.slash(thread, "show", entry=entry.label), "Share")
    assert "You lack **Send Messages in Threads**" in text_of(in_thread)
    await deny(stage, general.id, nurse.id, "send_messages")
    told = await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Share")
    assert "You lack **Send Messages**" in text_of(told)
    assert said_by_bot(stage, general) == []
    assert said_by_bot(stage, thread) == []


async def test_a_copy_in_a_sleeping_thread_is_woken_edited_and_sent_back_to_sleep(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    thread = await start_thread(stage, nurse, general, "Cooling")
    await press(nurse, await nurse.slash(thread, "show", entry=entry.label), "Share")
    [copy] = said_by_bot(stage, thread)
    await archive_thread(stage, thread)
    edit, refused = discord.PartialMessage.edit, []

    async def edit_awake(message: discord.PartialMessage, **named: Any) -> Any:
        stored = stage.env.backend.get_channel(thread.id).thread_metadata
        assert stored is not None
        if stored.archived:  # simcord edits there; Discord does not
            refused.append(message.id)
            response: Any = type("Response", (), {"status": 400, "reason": "Bad Request"})()
            raise discord.HTTPException(response, {"code": 50083, "message": "Thread is archived"})
        return await edit(message, **named)

    monkeypatch.setattr(discord.PartialMessage, "edit", edit_awake)
    await change(stage, entry, "Cool second")
    assert refused == [copy.id]
    assert "Cool second" in text_of(now_reads(stage, copy))
    metadata = stage.env.backend.get_channel(thread.id).thread_metadata
    assert metadata is not None
    assert metadata.archived


async def test_a_note_follows_as_a_note(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    bot = fluence(stage)
    entry = await keep(stage, nurse, EntryKind.PROTOCOL, "20 J/cm²", said=Correction(device="gentlelase"))
    note = await bot.get_partial_messageable(general.id).send(view=notes.note_about(entry))
    async with bot.database.write() as write:
        await posted_copies.add(write, PostedCopy(note.id, general.id, stage.guild.id, entry.number, "note"))
    assert "GentleLase" in text_of(said_by_bot(stage, general)[0])
    await take_back(stage, entry)
    assert f"**{entry.label}** was withdrawn" in text_of(now_reads(stage, said_by_bot(stage, general)[0]))


async def test_a_copy_that_was_deleted_does_not_trouble_the_others(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    card = await nurse.slash(general, "show", entry=entry.label)
    await press(nurse, card, "Share")
    await stage.advance(timedelta(minutes=2))
    await press(nurse, card, "Share")
    first, second = said_by_bot(stage, general)
    stage.env.backend.delete_message(general.id, first.id)
    await change(stage, entry, "Cool second")
    assert "Cool second" in text_of(now_reads(stage, second))


async def test_two_quick_presses_post_one_card_for_each_channel(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    card = await nurse.slash(general, "show", entry=entry.label)
    await press(nurse, card, "Share")
    [copy] = said_by_bot(stage, general)
    told = text_of(await press(nurse, card, "Share"))
    assert "It was shared here a moment ago" in told
    assert f"/{copy.id}" in told
    other = await stage.create_text_channel("other")
    await press(nurse, await nurse.slash(other, "show", entry=entry.label), "Share")
    assert len(said_by_bot(stage, other)) == 1
    stage.env.backend.delete_message(general.id, copy.id)
    await stage.settle()
    assert "Shared:" in text_of(await press(nurse, card, "Share"))


async def test_a_page_stands_once_for_two_presses_on_one_card(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord gives back the message that it has for a nonce; simcord makes another."""
    known: dict[object, discord.Message] = {}
    send = discord.PartialMessageable.send

    async def send_once(channel: discord.PartialMessageable, **named: Any) -> discord.Message:
        nonce = named["nonce"]
        if nonce not in known:
            known[nonce] = await send(channel, **named)
        return known[nonce]

    monkeypatch.setattr(discord.PartialMessageable, "send", send_once)
    page = await nurse.slash(general, "device show", device="gentlemax_pro")
    first, second = [text_of(await press(nurse, page, "Share")) for _ in range(2)]
    [shared] = said_by_bot(stage, general)
    assert first == f"Shared: {shared.jump_url}"
    assert second == f"It was shared here a moment ago: {shared.jump_url}"
    await press(nurse, await nurse.slash(general, "device show", device="gentlemax_pro"), "Share")
    assert len(said_by_bot(stage, general)) == 2
