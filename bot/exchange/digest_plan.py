"""When the next digest is due: one row of the outbox a community and week, always written in advance.

The row's key holds the week, so that a week has one digest at most: also after a restart, another schedule, another
time zone, or a clock that was put back. The next row is written when this one has ended (`Outbox.when_ended`), however
it ended, and at the bot's start where none is there. A bot that was away for a month finds one row, not four.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.weekly import Weekly, next_occurrence
from db import communities, digest, outbox
from db.communities import Community
from db.connections import ReadConnection, WriteConnection
from db.digest import Schedule
from db.outbox import Posting

DIGEST: Final = "digest"
USUAL: Final = Schedule(is_on=True, weekday=0, hour=8, channel_id=None)
"""Mondays at eight, until moderators choose otherwise. House choice."""
_GRACE: Final = timedelta(days=3)  # on Thursday, last Monday's digest is still news; later the next one says it better
_WEEKS_AHEAD: Final = 60


async def plan(write: WriteConnection, guild_id: int, now: datetime) -> None:
    """Have the next digest in the outbox, if the community wants one and has a channel for it."""
    community = await communities.find(write, guild_id)
    if community is None or community.left_at is not None:
        return
    schedule = await digest.schedule_of(write, guild_id) or USUAL
    channel_id = channel_for(schedule, community)
    if not schedule.is_on or channel_id is None:
        return
    weekly, after = weekly_of(schedule, community), now
    # A week that had its digest is passed over; the bound is a net, a clock is hardly put back by a year.
    for _ in range(_WEEKS_AHEAD):
        occurrence = next_occurrence(weekly, after)
        key = f"{_prefix(guild_id)}{occurrence.week}"
        known = await outbox.by_key(write, key)
        if known is None:
            await outbox.put(
                write, Posting(DIGEST, guild_id, occurrence.moment, _GRACE, key, occurrence.week, channel_id)
            )
        if known is None or known.state in ("due", "claimed"):
            return
        after = occurrence.moment


async def plan_anew(write: WriteConnection, guild_id: int, now: datetime) -> None:
    """The schedule, the channel or the time zone has changed. What was not sent gives way; what was sent stays sent."""
    await outbox.drop_unsent(write, _prefix(guild_id))
    await plan(write, guild_id, now)


async def next_due(read: ReadConnection, guild_id: int) -> datetime | None:
    """When the next digest is due; None where none is planned."""
    return await outbox.first_due(read, _prefix(guild_id))


def channel_for(schedule: Schedule, community: Community) -> int | None:
    """Where the digest goes."""
    return schedule.channel_id or community.meeting_channel_id


def weekly_of(schedule: Schedule, community: Community) -> Weekly:
    """A schedule on the community's clocks."""
    return Weekly(schedule.weekday, schedule.hour, ZoneInfo(community.zone_in_force))


def _prefix(guild_id: int) -> str:
    return f"digest:{guild_id}:"
