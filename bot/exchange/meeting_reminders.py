"""Reminders of meetings: where the meeting stands, pinging those who are going."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.reminders import reminders_for
from bot.exchange.meeting_posts import key_of
from db import outbox
from db.connections import WriteConnection
from db.meetings import Meeting
from db.outbox import Posting

REMINDER = "meeting_reminder"


async def put_reminders(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """Every reminder that is still to come, in the transaction that plans the meeting."""
    for due in reminders_for(meeting.plan.starts_at, now):
        label = due.reminder.label
        await outbox.put(
            write,
            Posting(
                kind=REMINDER,
                guild_id=meeting.guild_id,
                due_at=due.due_at,
                grace=due.reminder.grace,
                dedupe_key=key_of(meeting, f"{label}:{meeting.plan.starts_at.isoformat()}"),
                label=label,
                channel_id=meeting.channel_id,
                meeting=meeting.number,
            ),
        )
