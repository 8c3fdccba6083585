"""Capture: what is tagged in the chat is kept as it was written, and marked."""

from __future__ import annotations

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from tests.support.library import entries_in, entry_of
from tests.support.simulated_discord import reactions_of, said_by_bot


async def test_a_tagged_message_is_kept_and_marked(stage: Stage) -> None:
    channel = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    message = await nurse.send(channel, "#tip Cool the skin for ten seconds before the pass")
    entry = await entry_of(stage, message)
    assert entry is not None
    assert entry.content.kind is EntryKind.TIP
    assert entry.content.text == message.content
    assert entry.author_id == nurse.id
    assert entry.created_at == message.created_at
    assert reactions_of(stage, message) == {"✅"}
    assert said_by_bot(stage, channel) == []


async def test_an_untagged_message_is_not_kept(stage: Stage) -> None:
    channel = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    message = await nurse.send(channel, "who brings the cake?")
    assert await entries_in(stage) == []
    assert reactions_of(stage, message) == set()
