"""A tagged message that may identify a patient is held: nothing of it is stored or quoted, and its author decides."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from tests.support.library import (
    deeds,
    entry_of,
    everything_stored,
    exchange_of,
    found_by,
    hold_of,
    is_silent,
    kept,
)
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    is_deleted,
    now_reads,
    post_in_forum,
    press,
    reactions_of,
    said_by_bot,
    start_thread,
    text_of,
)

A_MOMENT = timedelta(seconds=1)  # what the outbox needs
NAMED = "#tip Mrs Quillfeather liked the cold air"
MAILED = "#tip Write to q.feather@example.org for my table"


def line_in(stage: Stage, channel: ChannelHandle) -> discord.Message:
    (line,) = said_by_bot(stage, channel)
    return line


async def test_nothing_is_stored_or_quoted(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, NAMED)
    assert await the_entries(stage) == []
    assert "Quillfeather" not in await everything_stored(stage)
    assert reactions_of(stage, message) == set()
    line = line_in(stage, general)
    assert "may hold something that identifies a patient" in text_of(line)
    assert "Quillfeather" not in text_of(line)
    assert "nurse" not in text_of(line)
    assert is_silent(line)
    assert line.reference is not None
    assert line.reference.message_id == message.id
    assert buttons_of(line) == ["See why", "Delete my message"]
    hold = await hold_of(stage, message)
    assert hold is not None
    assert (hold.kinds, hold.notice_message_id, hold.author_id) == (("name",), line.id, nurse.id)


async def test_an_untagged_message_is_not_screened(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "Mrs Quillfeather brings the cake")
    assert said_by_bot(stage, general) == []


async def test_its_author_alone_sees_why(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, NAMED)
    line = line_in(stage, general)
    stranger = await stage.add_member("stranger")
    for label in ("See why", "Delete my message"):
        assert "Only the author" in text_of(await press(stranger, line, label))
    for label in ("See why", "Delete my message"):
        told = text_of(await press(stage.owner(), line, label))
        assert "You can delete the message itself" in told
        assert "ask its author" in told
        assert "a name after" not in told
    await stage.restart()
    why = await press(nurse, line, "See why")
    assert why.ephemeral
    assert "a name after a word" in text_of(why)
    assert "Quillfeather" not in text_of(why)
    assert buttons_of(why) == ["Not the patient"]


@pytest.fixture
async def desk(stage: Stage) -> ChannelHandle:
    """The moderators' channel."""
    channel = await stage.create_text_channel("desk")
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=channel.id)
    return channel


AN_HOUR = timedelta(hours=1, seconds=1)


async def test_the_moderators_hear_once_of_one_that_stands_for_an_hour(
    stage: Stage, general: ChannelHandle, desk: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    await stage.advance(timedelta(minutes=59))
    assert said_by_bot(stage, desk) == []
    await stage.restart()
    await stage.advance(timedelta(minutes=2))
    (told,) = said_by_bot(stage, desk)
    assert f"/{stage.guild.id}/{general.id}/{message.id} may hold something" in text_of(told)
    assert "Quillfeather" not in text_of(told)
    assert "name" not in text_of(told), "what was seen is for its author"
    advice = await press(stage.owner(), told, "What can I do?")
    assert advice.ephemeral
    assert "ask its author" in text_of(advice)
    assert "**Manage Messages**" in text_of(advice)
    assert "Only the exchange's moderators" in text_of(await press(nurse, told, "What can I do?"))
    await nurse.edit(message, NAMED + ", very much")
    await stage.advance(timedelta(days=1))
    assert len(said_by_bot(stage, desk)) == 1
    await nurse.delete(message)
    assert "nothing has to be done" in text_of(await press(stage.owner(), told, "What can I do?"))


async def test_the_moderators_hear_nothing_of_one_that_is_mended_or_gone(
    stage: Stage, general: ChannelHandle, desk: ChannelHandle, nurse: MemberActor
) -> None:
    mended, gone = await nurse.send(general, NAMED), await nurse.send(general, MAILED)
    await stage.advance(timedelta(minutes=50))
    await nurse.edit(mended, "#tip A patient liked the cold air")
    await nurse.delete(gone)
    await stage.advance(AN_HOUR)
    assert said_by_bot(stage, desk) == []


async def test_an_edit_gives_its_author_another_hour(
    stage: Stage, general: ChannelHandle, desk: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    await stage.advance(timedelta(minutes=50))
    await nurse.edit(message, NAMED + ", very much")
    await stage.advance(timedelta(minutes=50))
    assert said_by_bot(stage, desk) == []
    await stage.advance(timedelta(minutes=11))
    assert len(said_by_bot(stage, desk)) == 1


async def test_what_is_still_held_is_counted_by_diagnose(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    await nurse.send(general, MAILED)
    owner = stage.owner()
    assert "2 messages are held and still stand in the chat" in text_of(await owner.slash(general, "diagnose"))
    await nurse.edit(message, "#tip A patient liked the cold air")
    assert "1 message is held and still stands in the chat" in text_of(await owner.slash(general, "diagnose"))


async def test_its_author_sees_why_also_without_the_exchange_role(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, NAMED)
    role = await stage.create_role("Exchange")
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    assert "a name after a word" in text_of(await press(nurse, line_in(stage, general), "See why"))


async def test_not_the_patient_is_no_answer_for_an_address(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, MAILED)
    why = await press(nurse, line_in(stage, general), "See why")
    assert "an e-mail address" in text_of(why)
    assert buttons_of(why) == []


@pytest.mark.parametrize(
    ("text", "may_be_cleared"),
    [
        ("#tip Patient born 12/03/1984 liked the cold air", True),
        ("#tip Mrs Quillfeather, born 12/03/1984, liked the cold air", True),
        ("#tip Mrs Quillfeather liked the cold air, mrn 1234567", False),
        ("#tip She is at +61 400 123 456 and liked the cold air", False),
    ],
)
async def test_only_names_and_dates_may_be_not_the_patient(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str, may_be_cleared: bool
) -> None:
    message = await nurse.send(general, text)
    why = await press(nurse, line_in(stage, general), "See why")
    assert ("Not the patient" in buttons_of(why)) == may_be_cleared
    assert await entry_of(stage, message) is None


async def test_not_the_patient_keeps_the_message_and_is_written_down(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    line = line_in(stage, general)
    why = await press(nurse, line, "See why")
    await stage.restart()
    answer = await press(nurse, why, "Not the patient")
    entry = await kept(stage, message)
    assert (entry.content.text, entry.content.kind) == (NAMED, EntryKind.TIP)
    assert entry.label in text_of(answer)
    assert is_deleted(stage, line)
    assert reactions_of(stage, message) == {"✅"}
    (deed,) = await deeds(stage)
    assert (deed.actor_id, deed.action, deed.subject) == (nurse.id, "not_the_patient", str(message.id))
    await nurse.edit(message, NAMED + " a lot")
    assert (await kept(stage, message)).content.text == NAMED + " a lot"
    await nurse.edit(message, NAMED + ", mrn 1234567")
    assert (await kept(stage, message)).status == "held"
    assert "not held any more" not in text_of(await press(nurse, line_in(stage, general), "See why"))


async def test_not_the_patient_is_said_of_those_words_alone(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    await press(nurse, await press(nurse, line_in(stage, general), "See why"), "Not the patient")
    for another in (", mrn 1234567", ", Mrs Hazelnut did not", ", Mrs Elderflower, born 12/03/1984, did not"):
        await nurse.edit(message, NAMED + another)
        assert (await kept(stage, message)).status == "held"
    await press(nurse, await press(nurse, line_in(stage, general), "See why"), "Not the patient")
    assert (await kept(stage, message)).content.text == NAMED + another


async def test_not_the_patient_reads_the_message_anew(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, NAMED)
    why = await press(nurse, line_in(stage, general), "See why")
    await nurse.edit(message, NAMED + ", mrn 1234567")
    assert "never kept" in text_of(await press(nurse, why, "Not the patient"))
    assert await entry_of(stage, message) is None


async def test_a_clean_edit_is_kept_and_the_line_goes(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, NAMED)
    line = line_in(stage, general)
    why = await press(nurse, line, "See why")
    await nurse.edit(message, "#tip A patient liked the cold air; Mr Quillfeather too")
    assert await entry_of(stage, message) is None
    assert len(said_by_bot(stage, general)) == 1
    await nurse.edit(message, "#tip A patient liked the cold air")
    assert (await kept(stage, message)).content.text == "#tip A patient liked the cold air"
    assert is_deleted(stage, line)
    assert reactions_of(stage, message) == {"✅"}
    assert await hold_of(stage, message) is None
    assert "not held any more" in text_of(await press(nurse, why, "Not the patient"))


async def test_without_its_tag_it_is_not_held_any_more(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    await nurse.edit(message, "Mrs Quillfeather liked the cold air")
    assert said_by_bot(stage, general) == []
    assert await hold_of(stage, message) is None
    assert await the_entries(stage) == []


async def test_delete_my_message(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, NAMED)
    line = line_in(stage, general)
    thread = await start_thread(stage, nurse, general, NAMED, on=message)
    answer = await press(nurse, line, "Delete my message")
    assert "is deleted" in text_of(answer)
    assert is_deleted(stage, message)
    assert is_deleted(stage, line)
    assert await hold_of(stage, message) is None
    assert thread.name == "Deleted by its author", "it was named by the message's own words"


async def test_deleting_the_message_by_hand_removes_the_line(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    line = line_in(stage, general)
    await nurse.delete(message)
    assert is_deleted(stage, line)
    assert await hold_of(stage, message) is None


async def test_without_manage_messages_there_is_no_delete_button(stage: Stage, nurse: MemberActor) -> None:
    denied = discord.PermissionOverwrite(manage_messages=False)
    channel = stage.guild.create_text_channel("general", overwrites={stage.role("Fluence"): denied})
    await stage.settle()
    await nurse.send(channel, NAMED)
    assert buttons_of(line_in(stage, channel)) == ["See why"]


async def test_a_kept_message_edited_into_a_name_is_held(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol Unmistakable cold air")
    (note,) = said_by_bot(stage, general)
    number = (await kept(stage, message)).number
    await nurse.edit(message, "#protocol Mrs Quillfeather liked the cold air")
    entry = await kept(stage, message)
    assert (entry.number, entry.status, entry.content.text, entry.content.title) == (number, "held", "", "")
    assert await found_by(stage, "unmistakable") == []
    assert "Quillfeather" not in await everything_stored(stage)
    assert reactions_of(stage, message) == set()
    await stage.advance(A_MOMENT)
    assert "is held back" in text_of(now_reads(stage, note))
    await nurse.edit(message, "#protocol Cold air was liked")
    entry = await kept(stage, message)
    assert (entry.number, entry.status, entry.content.text) == (number, "listed", "#protocol Cold air was liked")
    assert reactions_of(stage, message) == {"✅"}
    assert [said.id for said in said_by_bot(stage, general)] == [note.id]


async def test_a_forum_posts_title_is_screened_too(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Question"])
    post = await post_in_forum(stage, nurse, forum, "Redness after Mrs Quillfeather's session", "?!", tags=["Question"])
    assert await the_entries(stage) == []
    assert len(said_by_bot(stage, post.thread)) == 1
    stage.env.backend.edit_channel(post.thread.id, {"name": "Redness after a session"})
    await stage.settle()
    assert (await kept(stage, post.message)).content.title == "Redness after a session"
    assert said_by_bot(stage, post.thread) == []


async def test_what_names_the_patient_in_a_posts_title_goes_with_the_post(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Question"])
    post = await post_in_forum(stage, nurse, forum, "Redness after Mrs Quillfeather's session", "?!", tags=["Question"])
    assert "**Edit your message or its title**" in text_of(await press(nurse, line_in(stage, post.thread), "See why"))
    told = await press(nurse, line_in(stage, post.thread), "Delete my message")
    assert "title above it is taken away" in text_of(told)
    assert stage.env.backend.get_channel(post.thread.id).name == "Deleted by its author"
    assert await the_entries(stage) == []


async def test_what_was_said_while_away_is_held_on_return(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    async with absence(stage):
        message = await nurse.send(general, NAMED)
    assert await the_entries(stage) == []
    line = line_in(stage, general)
    async with absence(stage):
        await nurse.edit(message, "#tip A patient liked the cold air")
    assert (await kept(stage, message)).status == "listed"
    assert is_deleted(stage, line)


async def test_what_was_deleted_while_away_leaves_no_line(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, NAMED)
    line = line_in(stage, general)
    async with absence(stage):
        await nurse.delete(message)
    assert await hold_of(stage, message) is None
    assert is_deleted(stage, line)


async def test_a_deleted_line_is_not_needed(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, NAMED)
    await stage.owner().delete(line_in(stage, general))
    await nurse.edit(message, "#tip A patient liked the cold air")
    assert (await kept(stage, message)).status == "listed"
    assert said_by_bot(stage, general) == []
