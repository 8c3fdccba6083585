"""Whatever is typed is kept exactly, or not at all; nobody is pinged, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor
from simcord.results import to_discord_message

from bot.demo.stage import Stage
from tests.support.library import entry_of, found_by, kept
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import press, reactions_of, said_by_bot, text_of

EXACTLY_KEPT = {
    "4,000 characters": "#tip " + "Cool it well. " * 285 + "Ende.",
    "a code block": "#tip my table:\n```\nJ/cm² | ms\n10 | 3\n```\nworks",
    "a quote and an answer": "> who cools?\n#tip I do, with air",
    "a link": "#summary https://example.org/a?b=1#tip and what I took from it",
    "right to left": "#tip اختبار البرودة قبل البدء",
    "zero-width characters": "#tip Co\u200bol the sk\u200din first\ufeff",
    "everyone": "#tip @everyone cool first, @here too",
    "markup": "#tip **bold** _it_ ||spoiler|| [text](https://example.org) `code`",
    "database words": '#tip \'; DROP TABLE entry; -- " OR 1=1 NEAR(a b) title:x* ^"',
    "emoji": "#tip 🧊 first 👩🏽‍⚕️ then 🔥",
    "blank ends": "#tip cool first\n\n\n.",
    "many lines": "#protocol\n" + "\n".join(f"pass {number}: 10 J/cm²" for number in range(1, 90)),
}


@pytest.mark.parametrize("text", EXACTLY_KEPT.values(), ids=EXACTLY_KEPT.keys())
async def test_it_is_kept_as_it_was_sent(stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str) -> None:
    message = await _send(stage, nurse, general, text)
    entry = await kept(stage, message)
    assert entry.content.text == text
    assert entry.content.title
    assert reactions_of(stage, message) == {"✅"}
    for said in said_by_bot(stage, general):
        assert not said.mentions
        assert not said.mention_everyone


NOT_TAGGED = {
    "a tag in code": "type `#tip` before it",
    "a tag in a code block": "```\n#tip\n```\nlike that",
    "a tag in a quote": "> #tip cool first\nI disagree",
    "a tag in a link": "see https://example.org/#tip for more",
    "a tag inside a word": "clean the lens#tip after use",
    "a longer tag": "#tipsy is no word for it",
    "an escaped tag": "write \\#tip",
}


@pytest.mark.parametrize("text", NOT_TAGGED.values(), ids=NOT_TAGGED.keys())
async def test_it_is_no_tag(stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str) -> None:
    message = await nurse.send(general, text)
    assert await entry_of(stage, message) is None
    assert reactions_of(stage, message) == set()
    assert said_by_bot(stage, general) == []


async def test_an_attachment_without_a_word(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, attachments=[("face.png", b"\x89PNG")])
    assert said_by_bot(stage, general) == []
    await nurse.send(general, "#tip", attachments=[("face.png", b"\x89PNG")])
    assert await the_entries(stage) == []
    assert "was not saved" in text_of(said_by_bot(stage, general)[0])


async def test_an_attachment_with_words_keeps_the_words_and_its_author_is_told_once_of_pictures(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Mark the borders like this", attachments=[("x.png", b"\x89PNG")])
    assert (await kept(stage, message)).content.text == message.content
    await stage.restart()
    await stage.advance(timedelta(minutes=1))
    [word] = said_by_bot(stage, general)
    assert "I do not look into pictures" in text_of(word)
    await nurse.send(general, "#tip And like this", attachments=[("y.png", b"\x89PNG")])
    await nurse.send(general, "#tip A table of it", attachments=[("table.csv", b"1")])
    await stage.advance(timedelta(minutes=1))
    assert len(said_by_bot(stage, general)) == 1, "it is said once"
    await press(nurse, word, "Withdraw")
    assert [entry.status for entry in await the_entries(stage)] == ["withdrawn", "listed", "listed"]


async def test_nothing_is_lost_when_much_is_said_at_once(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    backend = stage.env.backend
    texts = [f"#tip number{index} of many" if index % 3 else f"just talk {index}" for index in range(60)]
    messages = [backend.create_message(general.id, nurse.id, text) for text in texts]
    await stage.settle()
    tagged = [message for message in messages if message.content.startswith("#tip")]
    assert [entry.content.text for entry in await the_entries(stage)] == [message.content for message in tagged]
    assert len(await found_by(stage, "many")) == len(tagged)


async def _send(stage: Stage, author: MemberActor, channel: ChannelHandle, text: str) -> discord.Message:
    """Who pays Discord may send 4,000 characters; the simulated Discord stops at everybody's 2,000."""
    backend = stage.env.backend
    prepared = backend.prepare_message(channel.id, author.id, text[:2000])
    prepared.content = text
    backend.commit_message(prepared)
    await stage.settle()
    return to_discord_message(stage.env, prepared)
