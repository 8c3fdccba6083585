"""Meetings planned on a stage, as an organiser would plan them, or straight into the store where that is quicker."""

from __future__ import annotations

from datetime import datetime, timedelta

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from db import communities, meetings
from db.meetings import Meeting, MeetingKind, Plan
from tests.support.library_scenes import fluence

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
    plan = Plan(title, now + after, _wall(now + after), "UTC", minutes, "", kind)
    async with fluence(stage).database.write() as write:
        await communities.ensure(write, stage.guild.id, now)
        draft = await meetings.add_draft(
            write, stage.guild.id, plan, organiser_id=organiser.id, channel_id=channel.id, now=now
        )
        await meetings.change_status(write, stage.guild.id, draft.number, "draft", "planned", now)
        found = await meetings.find(write, stage.guild.id, draft.number)
    assert found is not None
    return found


async def called_off(stage: Stage, meeting: Meeting) -> None:
    """The meeting is cancelled by its organiser."""
    await fluence(stage).exchange.meetings.cancel(meeting.guild_id, meeting.number, meeting.organiser_id or 0)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
