from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from tests.support import simulated_discord as sim
from tests.support.notebook_bot import notebook


@pytest.fixture
def diary() -> list[str]:
    return []


@pytest.fixture
async def stage(diary: list[str]) -> AsyncIterator[Stage]:
    async with Stage(notebook(diary)) as stage:
        await stage.create_guild()
        await stage.create_text_channel("notes")
        diary.clear()
        yield stage


async def test_what_is_said_in_an_absence_is_seen_only_in_the_history(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    async with sim.absence(stage):
        missed = await ana.send(stage.channel("notes"), "#tip away")
    seen = await ana.send(stage.channel("notes"), "#tip back")
    assert sim.reactions_of(stage, missed) == set()
    assert sim.reactions_of(stage, seen) == {"✅"}
    channel = stage.bot.get_partial_messageable(stage.channel("notes").id)
    assert [m.content async for m in channel.history(oldest_first=True)] == ["#tip away", "#tip back"]


async def test_a_forum_post_has_its_tags_and_its_opening_message(stage: Stage, diary: list[str]) -> None:
    ana = await stage.add_member("ana")
    forum = await stage.create_forum_channel("co2", tags=["Tip", "Question"])
    post = await sim.post_in_forum(stage, ana, forum, "Depth", "#tip start lower", tags=["Question"])
    assert diary == ["thread Depth tagged ['Question']"]
    assert post.message.id == post.thread.id
    assert sim.reactions_of(stage, post.message) == {"✅"}
    await sim.change_forum_tags(stage, post, tags=["Tip", "Question"])
    assert diary[-1] == "thread now tagged 2"
    reply = await ana.send(post.thread, "#tip and wait")
    assert sim.reactions_of(stage, reply) == {"✅"}


async def test_an_archived_post_is_listed_as_archived(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    forum = await stage.create_forum_channel("co2")
    post = await sim.post_in_forum(stage, ana, forum, "Depth", "start lower")
    await sim.archive_thread(stage, post.thread)
    channel = stage.bot.guilds[0].forums[0]
    assert [thread.id async for thread in channel.archived_threads()] == [post.thread.id]


async def test_a_thread_starts_by_itself_or_on_a_message(stage: Stage, diary: list[str]) -> None:
    ana = await stage.add_member("ana")
    notes = stage.channel("notes")
    alone = await sim.start_thread(stage, ana, notes, "alone")
    message = await ana.send(notes, "discuss")
    on_message = await sim.start_thread(stage, ana, notes, "discussion", on=message)
    assert on_message.id == message.id
    assert diary == ["thread alone tagged []", "thread discussion tagged []"]
    assert sim.reactions_of(stage, await ana.send(alone, "#tip here")) == {"✅"}


async def test_deleting_together_and_whole_channels(stage: Stage, diary: list[str]) -> None:
    ana = await stage.add_member("ana")
    notes = stage.channel("notes")
    messages = [await ana.send(notes, text) for text in ("one", "two")]
    await sim.delete_together(stage, messages)
    assert [sim.is_deleted(stage, message) for message in messages] == [True, True]

    thread = await sim.start_thread(stage, ana, notes, "alone")
    await sim.delete_channel(stage, thread)
    kept = await sim.start_thread(stage, ana, notes, "kept")
    diary.clear()
    await sim.delete_channel(stage, notes)
    role = await stage.create_role("Readers")
    await sim.delete_role(stage, role)
    # "thread deleted" is discord.py's own doing: it tells of the threads that it has in its cache.
    assert diary == ["channel notes deleted", "thread deleted", "role Readers deleted"]
    assert kept.id not in stage.env.backend.channels


async def test_each_delete_is_told_as_what_it_is(stage: Stage, diary: list[str]) -> None:
    ana = await stage.add_member("ana")
    notes = stage.channel("notes")
    await sim.delete_together(stage, [await ana.send(notes, "one"), await ana.send(notes, "two")])
    thread = await sim.start_thread(stage, ana, notes, "alone")
    await sim.delete_channel(stage, thread)
    assert diary == ["deleted 2 together", "thread alone tagged []", "thread deleted"]


async def test_a_card_is_read_and_its_button_pressed_also_after_a_restart(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    notes = stage.channel("notes")
    card = await ana.slash(notes, "card")
    assert sim.text_of(card) == "**0 claps**\nclap on"
    assert sim.buttons_of(card) == ["Clap"]
    await sim.press(ana, card, "Clap")
    await stage.restart()
    (message,) = sim.said_by_bot(stage, notes)
    await sim.press(ana, message, "Clap")
    assert sim.text_of(message).startswith("**1")
    assert sim.text_of(sim.now_reads(stage, message)).startswith("**2")
    with pytest.raises(sim.NotShown, match="0 buttons 'Boo'"):
        await sim.press(ana, message, "Boo")


async def test_a_form_is_filled_in_by_label(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    shown = await ana.slash(stage.channel("notes"), "form")
    assert sim.form_of(shown) == {"Title": "untitled", "Colours": None, "Urgency": "2", "Pinned": None}
    sent = await sim.fill(
        ana, shown, {"Title": "Ice", "Colours": ["Blue", "Amber"], "Urgency": "Today", "Pinned": True}
    )
    assert sim.text_of(sent) == "Ice | blue+amber | 1 | True"
    again = await ana.slash(stage.channel("notes"), "form")
    assert sim.text_of(await sim.fill(ana, again, {})) == "untitled |  | 2 | False"


async def test_a_form_has_only_the_fields_and_options_it_shows(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    shown = await ana.slash(stage.channel("notes"), "form")
    with pytest.raises(sim.NotShown, match="no fields"):
        await sim.fill(ana, shown, {"Subject": "x"})
    with pytest.raises(sim.NotShown, match="no options"):
        await sim.fill(ana, shown, {"Colours": "Red"})


async def test_what_is_offered_while_typing_and_what_a_menu_does(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    notes = stage.channel("notes")
    assert await sim.completions(ana, notes, "colour", "name", "b") == {"Blue": "blue"}
    shown = await ana.slash(notes, "colour", name="blue")
    await sim.choose(ana, shown, "dark", menu="Shade")
    assert sim.text_of(shown) == "d blue"


async def test_a_deferred_answer_and_a_direct_message(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    shown = await ana.slash(stage.channel("notes"), "shout")
    assert sim.text_of(shown) == "look into your messages"
    assert [m.content for m in sim.direct_messages(stage, ana)] == ["hello there"]
    assert sim.said_by_bot(stage, stage.channel("notes")) == []


async def test_a_message_menu_is_used_on_a_message(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    message = await ana.send(stage.channel("notes"), "four")
    shown = await ana.context_menu(stage.channel("notes"), "Measure", message)
    assert sim.text_of(shown) == "4 characters"
