"""Where a word to one member about a meeting goes: to the meeting's channel, with a ping, or to them directly.

Direct messages are for who asked for them: those who chose private reminders of the meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from db import meeting_reminders, meetings, outbox
from db.connections import ReadConnection, WriteConnection
from db.meetings import Meeting
from db.outbox import Delivery


async def lane_for(read: ReadConnection, meeting: Meeting, user_id: int) -> int | None:
    """The channel; None for a direct message."""
    asked = await meeting_reminders.of_member(read, meeting.guild_id, meeting.number, user_id)
    return None if asked else meeting.channel_id


async def change_lane(write: WriteConnection, meeting: Meeting, user_id: int, kinds: Sequence[str]) -> None:
    """A member chose private reminders, or no more of them: what of these kinds waits to be said goes there too."""
    lane = await lane_for(write, meeting, user_id)
    await meeting_reminders.send_waiting_to(write, meeting.guild_id, meeting.number, user_id, kinds, lane)


async def say_in_channel(write: WriteConnection, delivery: Delivery, now: datetime) -> None:
    """What was to be said directly, and could not be, is said in the meeting's channel, once."""
    said = delivery.posting
    meeting = await meetings.find(write, said.guild_id, said.meeting or 0)
    if meeting is not None and said.channel_id is None:
        # Its moment stays: what is late says so.
        again = replace(said, channel_id=meeting.channel_id, dedupe_key=f"{said.dedupe_key}:channel")
        await outbox.put(write, replace(again, grace=max(said.grace, now - said.due_at + said.grace)))
