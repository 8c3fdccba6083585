"""Looking who is in a meeting's voice channel when it begins and when it ends: rows of the outbox that send nothing.

In between, Discord tells who comes and goes; but who sat there before comes with no word, and who stays to the end goes
with none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.exchange.meeting_posts import key_of
from db import attendance, outbox
from db.connections import WriteConnection
from db.meetings import Meeting
from db.outbox import Posting

LOOK = "attendance_look"
_GRACE = timedelta(minutes=15)


async def put_looks(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """Have the channel looked into at the meeting's times as they are now, where one was chosen."""
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, LOOK)
    if await attendance.channel_of(write, meeting.guild_id, meeting.number) is None:
        return
    for label, due_at in (("start", meeting.plan.starts_at), ("end", meeting.plan.ends_at)):
        if due_at > now:
            key = key_of(meeting, f"{LOOK}:{label}:{due_at.isoformat()}")
            posting = Posting(LOOK, meeting.guild_id, due_at, _GRACE, key, label, meeting=meeting.number)
            await outbox.put(write, posting)
