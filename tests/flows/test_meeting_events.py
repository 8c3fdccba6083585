"""The event in the server's own list goes with its meeting: also after an absence, and one for each meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from bot.exchange.meeting_plans import Edited
from tests.support.library import exchange_of
from tests.support.meeting_scenes import delivered
from tests.support.rsvp_scenes import START, plan
from tests.support.simulated_discord import absence

SCHEDULED, ACTIVE, CANCELLED = (
    each.value for each in (discord.EventStatus.scheduled, discord.EventStatus.active, discord.EventStatus.cancelled)
)


def events_of(stage: Stage) -> list[Any]:
    """All that was ever made in the server and not deleted."""
    return list(stage.env.backend.get_guild(stage.guild.id).scheduled_events.values())


async def changed(stage: Stage, organiser: MemberActor, **edited: Any) -> None:
    edits = exchange_of(stage).meeting_edits
    _, change = await edits.propose(stage.guild.id, 1, organiser.id, Edited(**edited))
    await edits.make(stage.guild.id, change.number, organiser.id)


@pytest.fixture
def nobody_delivers(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, what is put into the outbox waits until the bot is back."""
    return lambda: monkeypatch.setattr(exchange_of(stage).outbox, "announce", lambda: None)


async def test_a_change_that_is_mirrored_late_calls_nothing_off(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, nobody_delivers: Callable[[], None]
) -> None:
    await plan(stage, organiser, channel)
    (ended,) = events_of(stage)
    stage.env.backend.edit_scheduled_event(stage.guild.id, ended.id, {"status": CANCELLED})
    await changed(stage, organiser, place="Room 3")
    await delivered(stage)
    assert [each.status for each in events_of(stage)] == [CANCELLED, SCHEDULED], "what somebody ended is made anew"

    await stage.advance_to(START - timedelta(minutes=2))
    nobody_delivers()
    await changed(stage, organiser, place="Room 4")
    async with absence(stage):
        await stage.advance_to(START + timedelta(minutes=3))
        assert events_of(stage)[1].entity_metadata == {"location": "Room 3"}
    await delivered(stage)
    event = events_of(stage)[1]
    assert (event.status, event.entity_metadata) == (ACTIVE, {"location": "Room 4"})


async def test_what_has_begun_for_discord_is_made_anew_for_another_day(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, nobody_delivers: Callable[[], None]
) -> None:
    await plan(stage, organiser, channel)
    await stage.advance_to(START - timedelta(minutes=2))
    nobody_delivers()
    await changed(stage, organiser, when="2026-01-21 18:30")
    async with absence(stage):
        await stage.advance_to(START + timedelta(minutes=3))
    await delivered(stage)
    (event,) = events_of(stage)
    assert (event.status, event.scheduled_start_time[:16]) == (SCHEDULED, "2026-01-21T16:30")


async def test_an_event_that_was_made_twice_stands_once(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = discord.Guild.create_scheduled_event

    async def make_twice(self: discord.Guild, **given: Any) -> discord.ScheduledEvent:
        """As discord.py does where the first was made and the answer was a 500."""
        await make(self, **given)
        return await make(self, **given)

    monkeypatch.setattr(discord.Guild, "create_scheduled_event", make_twice)
    await plan(stage, organiser, channel)
    (event,) = events_of(stage)
    assert (await exchange_of(stage).meetings.get(stage.guild.id, 1)).event_id == event.id
