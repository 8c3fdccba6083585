"""Meetings on the stage with a card to press on, planned by their organiser through the command."""

from __future__ import annotations

from datetime import UTC, datetime

import discord
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.meeting_scenes import announced, delivered
from tests.support.simulated_discord import now_reads, said_by_bot

# 18:30 in Athens; the stage's clock shows 1 January 2026.
START = datetime(2026, 1, 20, 16, 30, tzinfo=UTC)
SPRING = {"title": "Spring meeting", "when": "2026-01-20 18:30", "zone": "Europe/Athens", "minutes": 90}


async def plan(
    stage: Stage, organiser: MemberActor, channel: ChannelHandle, *, capacity: int | None = None, cutoff_hours: int = 0
) -> discord.Message:
    """A meeting with so many places is planned and announced; its card."""
    places = {} if capacity is None else {"capacity": capacity}
    await announced(stage, organiser, channel, **SPRING, **places, cutoff=cutoff_hours)
    return said_by_bot(stage, channel)[-1]


async def as_it_stands(stage: Stage, card: discord.Message) -> discord.Message:
    """The card after what happened until now was shown on it."""
    await delivered(stage)
    return now_reads(stage, card)


def pinged(stage: Stage, message: discord.Message) -> list[int]:
    """Whom a message was allowed to ping, by name only."""
    allowed = stage.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    assert allowed is not None
    assert not allowed.everyone
    assert allowed.roles == frozenset()
    assert allowed.users is not None
    return sorted(allowed.users)
