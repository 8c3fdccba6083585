"""After an absence: every message that is kept bears its mark, and no other."""

from __future__ import annotations

import asyncio

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from bot.exchange.library import Library
from db.captured import Place
from tests.support.library import kept
from tests.support.simulated_discord import absence, reactions_of

pytestmark = pytest.mark.usefixtures("pages_like_discords")


async def test_a_missing_mark_is_added(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Cool first")
    async with absence(stage):
        stage.env.backend.remove_reaction(general.id, message.id, "✅", stage.env.backend.bot_user.id)
        assert reactions_of(stage, message) == set()
    assert reactions_of(stage, message) == {"✅"}


async def test_a_missing_mark_is_added_though_an_edit_came_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a thread below a summary edits it: its entry is known already then, and its mark is not."""
    backend = stage.env.backend
    places = Library.places
    known = await nurse.send(general, "#summary Cool first")

    async def edited_meanwhile(library: Library, guild_id: int) -> list[Place]:
        backend.edit_message(general.id, known.id, {"content": known.content})
        await asyncio.sleep(0)
        return await places(library, guild_id)

    monkeypatch.setattr(Library, "places", edited_meanwhile)
    async with absence(stage):
        backend.remove_reaction(general.id, known.id, "✅", backend.bot_user.id)
    assert reactions_of(stage, known) == {"✅"}


async def test_what_is_gone_when_its_mark_is_due_gets_none(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = stage.env.backend
    places = Library.places

    async def emptied_meanwhile(library: Library, guild_id: int) -> list[Place]:
        backend.edit_message(general.id, missed.id, {"content": "#tip"})
        await asyncio.sleep(0)
        return await places(library, guild_id)

    monkeypatch.setattr(Library, "places", emptied_meanwhile)
    async with absence(stage):
        missed = await nurse.send(general, "#tip said while away")
    assert (await kept(stage, missed)).status == "withdrawn"
    assert reactions_of(stage, missed) == set()
