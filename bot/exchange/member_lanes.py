"""Where a word to one member about a meeting goes: to the meeting's channel, with a ping, or to them directly."""

from __future__ import annotations

from db.connections import ReadConnection
from db.meetings import Meeting


async def lane_for(read: ReadConnection, meeting: Meeting, user_id: int) -> int | None:
    """The channel; None for a direct message."""
    del read, user_id
    return meeting.channel_id
