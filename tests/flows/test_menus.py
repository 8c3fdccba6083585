"""The menus of a message: a colleague's words are kept in the colleague's name, once, and never against their will."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.group_scenes import deny
from tests.support.library_scenes import fluence, keep, stands_now, the_entries
from tests.support.simulated_discord import (
    archive_thread,
    buttons_of,
    choose,
    fill,
    form_of,
    is_deleted,
    now_reads,
    press,
    reactions_of,
    said_by_bot,
    start_thread,
    text_of,
)

PACED = timedelta(seconds=10)
SAID = "GentleMax Pro 755 nm, 18 mm, 16 J/cm2, 3 ms on legs, FST II"
LIBRARY, ANSWER = "Save to library", "Save as answer"
AS_TIP: dict[str, Any] = {"What it is": "Tip"}


async def send(member: MemberActor, channel: ChannelHandle, text: str, **more: Any) -> discord.Message:
    return await member.send(channel, text, **more)


async def save(member: MemberActor, channel: ChannelHandle, message: discord.Message) -> InteractionResult:
    return await fill(member, await member.context_menu(channel, LIBRARY, message), AS_TIP)


async def test_a_colleagues_message_is_kept_in_their_name_by_a_prefilled_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    reader = await stage.add_member("reader")
    message = await send(nurse, general, SAID)
    form = await reader.context_menu(general, LIBRARY, message)
    fields = form_of(form)
    assert fields["Device"] == "GentleMax Pro"
    assert fields["Fitzpatrick skin types"] == ["II"]
    assert fields["What it is"] == ["protocol"]
    await stage.restart()
    told = await fill(reader, form, {"Title": "Legs, quickly", "Handpiece or spot": "18 mm"})
    assert told.ephemeral
    assert "Saved as P-1" in text_of(told)
    assert f"<@{nurse.id}>" in text_of(told)
    [entry] = await the_entries(stage)
    assert (entry.author_id, entry.saved_by_id) == (nurse.id, reader.id)
    assert (entry.content.title, entry.content.text) == ("Legs, quickly", SAID)
    assert reactions_of(stage, message) == {"✅"}
    [note] = said_by_bot(stage, general)
    assert note.reference is not None
    assert note.reference.message_id == message.id
    assert f"Saved by <@{reader.id}>" in text_of(note)
    allowed = stage.env.backend.get_message(general.id, note.id).allowed_mentions
    assert (allowed.users, allowed.replied_user) == (frozenset(), False)
    await press(nurse, note, "Withdraw")
    assert (await stands_now(stage, entry)).status == "withdrawn"
    assert "withdrawn from the library before" in text_of(await reader.context_menu(general, LIBRARY, message))


async def test_what_was_edited_while_the_form_was_open_is_read_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    reader = await stage.add_member("reader")
    for menu in (LIBRARY, "Report complication"):
        message = await send(nurse, general, SAID)
        form = await reader.context_menu(general, menu, message)
        await nurse.edit(message, SAID.replace("GentleMax Pro", "Vbeam Prima"))
        told = await fill(reader, form, {})
        assert "was edited while this form was open" in text_of(told)
        assert await the_entries(stage) == []
        again = await press(reader, told, "Open the form again")
        assert form_of(again)["Device"] == "Vbeam Prima"
    await fill(reader, again, {})
    assert [each.values("device") for each in await the_entries(stage)] == [("vbeam_prima",)]


async def test_two_members_save_the_same_message_at_once(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    first, second = await stage.add_member("first"), await stage.add_member("second")
    message = await send(nurse, general, SAID)
    forms = [await each.context_menu(general, LIBRARY, message) for each in (first, second)]
    assert "Saved as T-1" in text_of(await fill(first, forms[0], AS_TIP))
    told = text_of(await fill(second, forms[1], {**AS_TIP, "Title": "Another title"}))
    assert f"is in the library already, saved by <@{first.id}>" in told
    assert (await the_entries(stage))[0].content.title != "Another title", "nobody corrects what another has saved"
    assert len(await the_entries(stage)) == 1
    assert len(said_by_bot(stage, general)) == 1
    again = await second.context_menu(general, LIBRARY, message)
    assert "**T-1** is this message" in text_of(again)
    await press(second, await second.slash(general, "show", entry="T-1"), "Share")
    await stage.advance(PACED)
    await fluence(stage).exchange.privacy.forget(stage.guild.id, first.id)
    await stage.advance(PACED)
    named = [str(first.id) in text_of(now_reads(stage, each)) for each in said_by_bot(stage, general)]
    assert named == [False, False]


async def test_a_saved_message_follows_its_author(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    reader = await stage.add_member("reader")
    message = await send(nurse, general, "Cool before every pass.")
    await save(reader, general, message)
    await nurse.edit(message, "Cool before and after every pass.")
    [entry] = await the_entries(stage)
    assert entry.content.text == "Cool before and after every pass."
    assert (entry.content.kind, entry.saved_by_id) == (EntryKind.TIP, reader.id)
    await nurse.delete(message)
    assert (await stands_now(stage, entry)).status == "withdrawn"


async def test_who_opted_out_is_never_saved(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    reader = await stage.add_member("reader")
    message = await send(nurse, general, SAID)
    form = await reader.context_menu(general, LIBRARY, message)
    await fluence(stage).exchange.members.opt_out(stage.guild.id, nurse.id)
    assert "does not want to have it kept" in text_of(await fill(reader, form, AS_TIP))
    assert "does not want to have it kept" in text_of(await reader.context_menu(general, LIBRARY, message))
    question = await keep(stage, reader, EntryKind.QUESTION, "How do you cool legs?")
    offered = await reader.context_menu(general, ANSWER, message)
    told = await choose(reader, offered, f"{question.label} · How do you cool legs?")
    assert "does not want to have it kept" in text_of(told)
    assert len(await the_entries(stage)) == 1
    assert said_by_bot(stage, general) == []


async def test_an_identifying_message_is_held_and_shown_in_no_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    reader = await stage.add_member("reader")
    message = await send(nurse, general, "Patient Jane Placeholder did well with cooling")
    told = await reader.context_menu(general, LIBRARY, message)
    assert told.modal is None
    assert "may identify a patient" in text_of(told)
    assert "Placeholder" not in text_of(told)
    [line] = said_by_bot(stage, general)
    assert "Its author can see why" in text_of(line)
    await nurse.edit(message, "She did well with cooling")
    assert is_deleted(stage, line)
    assert "Saved as T-1" in text_of(await save(reader, general, message))


async def test_words_of_the_form_are_screened_too(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await send(nurse, general, SAID)
    form = await nurse.context_menu(general, LIBRARY, message)
    held = await fill(nurse, form, {**AS_TIP, "Title": "Patient Jane Placeholder"})
    assert "Nothing was saved" in text_of(held)
    assert "Placeholder" not in text_of(held)
    assert await the_entries(stage) == []
    again = await press(nurse, held, "Edit again")
    assert form_of(again)["Title"] == "Patient Jane Placeholder"
    told = await fill(nurse, again, {**AS_TIP, "Title": "Legs", "Device": "gentelase"})
    assert "Saved as T-1" in text_of(told)
    assert "Is it one of these?" in text_of(told.followups[-1])
    assert said_by_bot(stage, general) == [], "nobody has to be told of their own doing"


async def test_an_emergency_is_shown_its_notice_before_the_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await send(nurse, general, "Sudden vision loss after filler ten minutes ago")
    shown = await nurse.context_menu(general, LIBRARY, message)
    assert shown.modal is None
    assert "If this is happening now" in text_of(shown)
    form = await press(nurse, shown.followups[-1], "Save the message")
    assert "Saved as C-1" in text_of(await fill(nurse, form, {"What it is": "Complication"}))


async def test_a_deleted_message_is_not_saved(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    reader = await stage.add_member("reader")
    message = await send(nurse, general, SAID)
    form = await reader.context_menu(general, LIBRARY, message)
    await nurse.delete(message)
    assert "That message is gone" in text_of(await fill(reader, form, AS_TIP))
    assert await the_entries(stage) == []


async def test_what_cannot_be_kept_is_said_first(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    owner = stage.owner()
    closed = await stage.create_text_channel("closed")
    await deny(stage, closed.id, stage.guild.id, "view_channel")
    message = await send(owner, closed, SAID)
    assert "not every member can read" in text_of(await owner.context_menu(closed, LIBRARY, message))
    await send(nurse, general, f"#tip {SAID}")
    await nurse.slash(general, "help")
    [kept] = await the_entries(stage)
    assert kept.source is not None
    message = next(each for each in general.history() if each.id == kept.source.message_id)
    assert "**T-1** is this message" in text_of(await owner.context_menu(general, LIBRARY, message))
    thread = await start_thread(stage, nurse, general, "asleep")
    message = await send(nurse, thread, SAID)
    await archive_thread(stage, thread)
    assert "This thread is asleep" in text_of(await owner.context_menu(thread, LIBRARY, message))
    await press(owner, await owner.slash(general, "show", entry="1"), "Share")
    [card] = [
        each for each in said_by_bot(stage, general) if "Share" not in buttons_of(each) and "T-1" in text_of(each)
    ]
    assert "Only what a member wrote" in text_of(await owner.context_menu(general, LIBRARY, card))
    forwarded = await nurse.forward(await send(nurse, general, SAID), general)
    assert "its words are another message's" in text_of(await owner.context_menu(general, LIBRARY, forwarded))


async def test_a_reply_to_a_question_becomes_its_answer(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    asked = await send(nurse, general, "#question How do you cool legs?")
    replied = await send(colleague, general, "With air, before and after.", reply_to=asked)
    offered = await nurse.context_menu(general, ANSWER, asked)
    assert "This is Q-1 itself" in text_of(await choose(nurse, offered, "Q-1 · How do you cool legs?"))
    told = await nurse.context_menu(general, ANSWER, replied)
    assert told.ephemeral
    assert "Saved as A-2" in text_of(told)
    assert "It answers Q-1" in text_of(told)
    shown = await nurse.slash(general, "show", entry="Q-1")
    assert "With air, before and after." in text_of(shown)
    [_, answer] = await the_entries(stage)
    assert (answer.content.kind, answer.author_id, answer.saved_by_id) == (EntryKind.ANSWER, colleague.id, nurse.id)
    assert "A-2** is this message" in text_of(await colleague.context_menu(general, ANSWER, replied))
    await colleague.edit(replied, "With gel.")
    assert "With gel." in text_of(await nurse.slash(general, "show", entry="Q-1"))
    await colleague.delete(replied)
    assert "Nobody has answered yet" in text_of(await nurse.slash(general, "show", entry="Q-1"))


async def test_in_a_questions_thread_the_question_is_known(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    await fill(nurse, await nurse.slash(general, "question ask"), {"The question": "How do you cool legs?"})
    [thread] = general.threads
    [card, *_] = said_by_bot(stage, general)
    message = await send(colleague, thread, "With air.")
    await stage.restart()
    assert "It answers Q-1" in text_of(await colleague.context_menu(thread, ANSWER, message))
    await stage.advance(PACED)
    assert "With air." in text_of(now_reads(stage, card))
    assert said_by_bot(stage, thread) == [], "one's own answer needs no word"


async def test_elsewhere_the_question_is_chosen(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    colleague = await stage.add_member("colleague")
    message = await send(colleague, general, "Sudden vision loss ten minutes after filler needs help now.")
    told = await nurse.context_menu(general, ANSWER, message)
    assert "If this is happening now" in text_of(told)
    assert "which question this answers" in text_of(told.followups[-1])
    question = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")
    message = await send(colleague, general, "With air.")
    offered = await nurse.context_menu(general, ANSWER, message)
    await stage.restart()
    told = await choose(nurse, offered, f"{question.label} · How do you cool legs?")
    assert f"It answers {question.label}" in text_of(told)


async def test_without_the_intent_for_contents_both_menus_work(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    database_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetch = discord.abc.Messageable.fetch_message

    async def without_content(channel: discord.abc.Messageable, number: int) -> discord.Message:
        """As Discord answers without the intent; simcord shows the content all the same."""
        fetched = await fetch(channel, number)
        fetched.content = ""
        return fetched

    monkeypatch.setattr(discord.abc.Messageable, "fetch_message", without_content)
    reader = await stage.add_member("reader")
    await stage.restart(fluence_on(config_for(database_file, message_content=False)))
    message = await send(nurse, general, SAID)
    form = await reader.context_menu(general, LIBRARY, message)
    assert form_of(form)["Device"] == "GentleMax Pro"
    held = await fill(reader, form, {**AS_TIP, "Title": "Patient Jane Placeholder"})
    again = await press(reader, held, "Edit again")
    assert "Saved as T-1" in text_of(await fill(reader, again, {**AS_TIP, "Title": "Legs"}))
    [entry] = await the_entries(stage)
    assert entry.content.text == SAID
    question = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")
    message = await send(nurse, general, "With air.")
    offered = await reader.context_menu(general, ANSWER, message)
    told = await choose(reader, offered, f"{question.label} · How do you cool legs?")
    assert f"It answers {question.label}" in text_of(told)
