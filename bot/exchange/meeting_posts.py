"""The outbox's rows about meetings: how they are named, and what they have in common."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.meetings import Meeting
from db.outbox import Posting

REMINDER = "meeting_reminder"
REMINDER_MORE = "meeting_reminder_more"
CHANGED = "meeting_changed"
CANCELLED = "meeting_cancelled"
PROMOTED = "rsvp_promoted"
_SHORTEST_GRACE = timedelta(hours=1)


def key_of(meeting: Meeting, what: str) -> str:
    """The key that makes a row about a meeting one for ever."""
    return f"meeting:{meeting.guild_id}:{meeting.number}:{what}"


def posting(meeting: Meeting, kind: str, due_at: datetime, grace: timedelta) -> Posting:
    """A message in the meeting's channel, of a kind that is sent once."""
    return Posting(
        kind=kind,
        guild_id=meeting.guild_id,
        due_at=due_at,
        grace=grace,
        dedupe_key=key_of(meeting, kind),
        channel_id=meeting.channel_id,
        meeting=meeting.number,
    )


def until_start(meeting: Meeting, now: datetime) -> timedelta:
    """How late a word about a meeting is still worth sending: until it begins, and an hour at least."""
    return max(meeting.plan.starts_at - now, _SHORTEST_GRACE)
