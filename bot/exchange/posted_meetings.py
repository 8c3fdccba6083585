"""The meeting that a number means."""

from __future__ import annotations

from bot.exchange.refusal import Refusal
from db import meetings
from db.connections import ReadConnection
from db.meetings import Meeting


async def posted_meeting(read: ReadConnection, guild_id: int, number: int) -> Meeting:
    """A meeting that was posted, also one that is over or cancelled; raises a Refusal where there is none."""
    meeting = await meetings.find(read, guild_id, number)
    if meeting is None or meeting.status == "draft":
        raise Refusal(f"There is no meeting M-{number} here. `/meeting list` shows those to come.")
    return meeting
