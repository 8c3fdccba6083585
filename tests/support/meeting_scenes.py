"""Meetings planned on a stage, as an organiser would plan them, or straight into the store where that is quicker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from db.meetings import Meeting, MeetingKind, Plan
from tests.support.library_scenes import fluence
from tests.support.planned_meetings import put_planned
from tests.support.simulated_discord import press

IN_TWO_WEEKS = timedelta(days=14)


async def planned(
    stage: Stage,
    organiser: MemberActor,
    channel: ChannelHandle,
    title: str = "Spring meeting",
    *,
    after: timedelta = IN_TWO_WEEKS,
    minutes: int = 120,
    kind: MeetingKind = "group",
) -> Meeting:
    """A planned meeting, without an announcement."""
    now = stage.clock.now().replace(microsecond=0)
    plan = Plan(title, now + after, (now + after).replace(tzinfo=None), "UTC", minutes, "", kind)
    async with fluence(stage).database.write() as write:
        return await put_planned(write, stage.guild.id, plan, organiser_id=organiser.id, channel_id=channel.id, now=now)


async def announced(stage: Stage, organiser: MemberActor, channel: ChannelHandle, **options: Any) -> InteractionResult:
    """A meeting is planned by the command with these options, and posted: the answer to that."""
    posted = await press(organiser, await organiser.slash(channel, "meeting create", **options), "Post it")
    await delivered(stage)
    return posted


async def delivered(stage: Stage) -> None:
    """On the stage timers only go off while time passes, and the outbox's is one; a card rests for three seconds."""
    await stage.advance(timedelta(seconds=4))


async def called_off(stage: Stage, meeting: Meeting) -> None:
    """The meeting is cancelled by its organiser."""
    await fluence(stage).exchange.meetings.cancel(meeting.guild_id, meeting.number, meeting.organiser_id or 0)
