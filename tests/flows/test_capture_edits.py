"""The library follows the chat: what its author edits or deletes is edited or withdrawn there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.library import Library
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library import entry_of, exchange_of, found_by, kept, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import is_deleted, now_reads, press, reactions_of, said_by_bot, text_of

A_MOMENT = timedelta(seconds=1)  # what the outbox needs


async def test_an_edit_replaces_text_facets_and_index(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Patience on the GentleMax Pro #cooling")
    before = await kept(stage, message)
    await nurse.edit(message, "#tip Courage on the GentleLase #speed")
    entry = await kept(stage, message)
    assert entry.number == before.number
    assert entry.content.text == "#tip Courage on the GentleLase #speed"
    assert (entry.values("device"), entry.values("tag")) == (("gentlelase",), ("speed",))
    assert await found_by(stage, "patience") == []
    assert await found_by(stage, "courage") == [entry.number]
    assert len(await the_entries(stage)) == 1


async def test_a_preview_or_a_pin_is_no_edit(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip see https://example.org")
    before = await kept(stage, message)
    stage.env.backend.edit_message(general.id, message.id, {"embeds": [{"title": "Example"}]})
    await stage.settle()
    assert await kept(stage, message) == before


async def test_the_word_about_a_lost_tag_is_said_once_also_across_a_crash(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise OSError

    message = await nurse.send(general, "#tip Cool the window first")
    with monkeypatch.context() as crash:
        crash.setattr(Library, "remember_note", die)
        await nurse.edit(message, "Cool the window first")
        await stage.advance(timedelta(seconds=20))
    (sent,) = said_by_bot(stage, general)
    words = text_of(sent)
    await stage.restart()
    await stage.advance(timedelta(minutes=80))
    (note,) = said_by_bot(stage, general)
    assert text_of(now_reads(stage, note)) == words
    await nurse.delete(message)
    await stage.advance(A_MOMENT)
    assert is_deleted(stage, note) or text_of(now_reads(stage, note)) != words


async def test_what_is_published_is_not_edited(stage: Stage, nurse: MemberActor) -> None:
    channel, members = stage.guild.create_news_channel("announcements"), exchange_of(stage).members
    await members.opt_out(stage.guild.id, nurse.id)
    message = await nurse.send(channel, "#tip Said to those who were there")
    await members.opt_in(stage.guild.id, nurse.id)
    stage.env.backend.crosspost_message(channel.id, message.id)
    await stage.settle()
    assert await entry_of(stage, message) is None


async def test_an_untagged_message_that_gains_a_tag_is_kept(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "Cool first")
    await nurse.edit(message, "Cool first #tip")
    assert (await kept(stage, message)).content.text == "Cool first #tip"
    assert reactions_of(stage, message) == {"✅"}


async def test_the_kind_changes_with_the_tag_and_stays_without_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Cool first")
    await nurse.edit(message, "#question Cool first?")
    assert (await kept(stage, message)).content.kind is EntryKind.QUESTION
    await nurse.edit(message, "Cool first, or last?")
    entry = await kept(stage, message)
    assert (entry.content.kind, entry.content.text) == (EntryKind.QUESTION, "Cool first, or last?")


async def test_who_edits_the_tag_away_is_told_once_that_it_is_kept_and_can_withdraw(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    kept_still, back = await nurse.send(general, "#tip Cool first"), await nurse.send(general, "#tip Warm last")
    await nurse.edit(kept_still, "Cool first")
    await nurse.edit(back, "Warm last")
    await nurse.edit(back, "Warm last #tip")
    await stage.restart()
    await stage.advance(A_MOMENT)
    [note] = said_by_bot(stage, general)
    assert note.reference is not None
    assert note.reference.message_id == kept_still.id
    assert "**T-1** is in the library still" in text_of(note)
    await nurse.edit(kept_still, "Cool first, then treat")
    await stage.advance(A_MOMENT)
    assert len(said_by_bot(stage, general)) == 1
    assert "T-1 is withdrawn" in text_of(await press(nurse, now_reads(stage, note), "Withdraw"))
    assert [each.status for each in await the_entries(stage)] == ["withdrawn", "listed"]


async def test_who_takes_the_name_and_the_tag_out_of_a_held_edit_is_told_that_it_is_kept(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Cool first")
    await nurse.edit(message, "#tip Cool first, as with Mrs Placeholder")
    assert [each.status for each in await the_entries(stage)] == ["held"]
    await nurse.edit(message, "Cool first, then treat")
    await stage.advance(A_MOMENT)
    note = said_by_bot(stage, general)[-1]
    assert "**T-1** is in the library still" in text_of(note)
    assert "T-1 is withdrawn" in text_of(await press(nurse, note, "Withdraw"))


async def test_of_ten_edits_in_a_second_the_last_one_wins(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip version 0")
    for version in range(1, 11):
        stage.env.backend.edit_message(general.id, message.id, {"content": f"#tip version {version}"})
    await stage.settle()
    (entry,) = await the_entries(stage)
    assert entry.content.text == "#tip version 10"
    assert await found_by(stage, "10") == [entry.number]


async def test_an_edit_that_leaves_only_tags_withdraws(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Cool first")
    number = (await kept(stage, message)).number
    await nurse.edit(message, "#tip")
    (entry,) = await the_entries(stage)
    assert (entry.number, entry.status, entry.content.text, entry.author_id) == (number, "withdrawn", "", None)
    assert reactions_of(stage, message) == set()
    await nurse.edit(message, "#tip Cool first, again")
    assert (await kept(stage, message)).status == "withdrawn"


async def test_an_edit_after_opting_out_withdraws(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Cool first")
    await exchange_of(stage).members.opt_out(stage.guild.id, nurse.id)
    assert (await kept(stage, message)).status == "listed"
    await nurse.edit(message, "#tip Something new")
    assert (await kept(stage, message)).status == "withdrawn"


async def test_a_correction_outlives_later_edits(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Cool first on type II")
    entry = await kept(stage, message)
    await exchange_of(stage).corrections.name_device(stage.guild.id, entry.number, nurse.id, "gentlelase")
    await nurse.edit(message, "#tip Cool twice on type II with the GentleMax Pro")
    after = await kept(stage, message)
    assert after.values("device") == ("gentlelase",)
    assert after.content.correction.device == "gentlelase"


async def test_a_deleted_message_leaves_a_tombstone(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Unrepeatable wisdom")
    number = (await kept(stage, message)).number
    await nurse.delete(message)
    (entry,) = await the_entries(stage)
    assert (entry.number, entry.status, entry.content.text, entry.author_id) == (number, "withdrawn", "", None)
    assert await found_by(stage, "unrepeatable") == []
    journalled = store_of(stage).journal.erasures()
    assert [(each.what, each.subject) for each in journalled] == [("entry", number)]


async def test_a_deleted_untagged_message_leaves_nothing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "just talk")
    await nurse.delete(message)
    assert await the_entries(stage) == []
    assert store_of(stage).journal.erasures() == []


async def test_a_deleted_note_is_forgotten(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#protocol Cool first")
    (note,) = said_by_bot(stage, general)
    await stage.owner().delete(note)
    await nurse.edit(message, "#protocol Cool twice")
    await stage.advance(A_MOMENT)
    assert (await kept(stage, message)).content.text == "#protocol Cool twice"
    assert is_deleted(stage, note)
    async with store_of(stage).read() as read:
        assert await read.all("SELECT * FROM outbox WHERE state = 'failed'") == []


async def test_a_note_follows_its_entry(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#protocol Cool first")
    (note,) = said_by_bot(stage, general)
    assert "device" in text_of(note)
    await nurse.edit(message, "#protocol On the GentleMax Pro cool first, type III")
    await stage.advance(A_MOMENT)
    assert "GentleMax Pro" in text_of(now_reads(stage, note))
    await nurse.delete(message)
    await stage.advance(A_MOMENT)
    assert text_of(now_reads(stage, note)).endswith("was withdrawn. Nothing of it is kept.")


async def test_without_the_message_content_intent_nothing_is_taken_for_empty(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, database_file: Path
) -> None:
    message = await nurse.send(general, "#tip Cool first")
    await stage.restart(fluence_on(config_for(database_file, message_content=False)))
    await nurse.edit(message, "#tip Cool twice")
    entry = await kept(stage, message)
    assert (entry.status, entry.content.text) == ("listed", "#tip Cool first")
    assert await entry_of(stage, await nurse.send(general, "#tip Unseen")) is None
