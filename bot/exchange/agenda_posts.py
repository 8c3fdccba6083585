"""A meeting's public agenda: one message that follows every change, by one pending edit at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from db import action_items, meetings, outbox, session_questions
from db.connections import ReadConnection, WriteConnection
from db.meetings import Meeting
from db.outbox import Delivery, Posting

AGENDA: Final = "agenda"
AGENDA_EDIT: Final = "agenda_edit"
_CALM: Final = timedelta(seconds=3)
"""However many change something within this time, the message is edited once."""
_GRACE: Final = timedelta(days=365)  # an agenda that is wrong is put right however late


async def follow(write: WriteConnection, guild_id: int, meeting: int, now: datetime) -> None:
    """Have the agenda show what stands now; it is posted when there is something in it for the first time.

    Call `Outbox.announce` after the transaction.
    """
    known = await meetings.find(write, guild_id, meeting)
    if known is None or known.status == "draft":
        return
    rows = await outbox.of_meeting(write, guild_id, meeting)
    if not any(row.posting.kind == AGENDA for row in rows):
        await _post(write, known, 1, now)
        return
    await _edit(write, known, rows, now)


async def follow_if_posted(write: WriteConnection, guild_id: int, meeting: int, now: datetime) -> None:
    """As `follow`, for what is no reason to post an agenda."""
    known = await meetings.find(write, guild_id, meeting)
    if known is not None:
        await _edit(write, known, await outbox.of_meeting(write, guild_id, meeting), now)


async def follow_question(write: WriteConnection, guild_id: int, question: int, now: datetime) -> None:
    """An entry has changed: where it is a question for an expert session, the session's agenda shows that."""
    session = await session_questions.session_of(write, guild_id, question)
    if session is not None:
        await follow_if_posted(write, guild_id, session, now)


async def follow_carried(write: WriteConnection, guild_id: int, meeting: int, now: datetime) -> None:
    """A meeting's action items have changed: what is open stands on the agenda of the next one of its series."""
    following = await action_items.next_in_series(write, guild_id, meeting, now)
    if following is not None:
        await follow_if_posted(write, guild_id, following, now)


async def post_anew(write: WriteConnection, meeting: Meeting, now: datetime) -> bool:
    """Post the agenda again where its message or the meeting's channel is gone; False where one stands there."""
    posted = [
        row for row in await outbox.of_meeting(write, meeting.guild_id, meeting.number) if row.posting.kind == AGENDA
    ]
    stands = posted and posted[-1].state not in ("failed", "skipped")
    if stands and posted[-1].posting.channel_id == meeting.channel_id:
        return False
    await _post(write, meeting, len(posted) + 1, now)
    return True


async def posted_as(read: ReadConnection, guild_id: int, meeting: int) -> Delivery | None:
    """The row of the message that shows a meeting's agenda."""
    rows = await outbox.of_meeting(read, guild_id, meeting)
    return next((row for row in reversed(rows) if row.posting.kind == AGENDA), None)


async def _post(write: WriteConnection, meeting: Meeting, time: int, now: datetime) -> None:
    await outbox.put(write, _posting(meeting, AGENDA, f"post:{time}", now))


async def _edit(write: WriteConnection, meeting: Meeting, rows: list[Delivery], now: datetime) -> None:
    """What is still to be posted will show everything anyway, and so will an edit that is still to be made."""
    posted = [row for row in rows if row.posting.kind == AGENDA]
    edits = [row for row in rows if row.posting.kind == AGENDA_EDIT]
    if not posted or posted[-1].state not in ("claimed", "sent") or any(row.state == "due" for row in edits):
        return
    edit = _posting(meeting, AGENDA_EDIT, f"edit:{_after(edits)}", now + _CALM)
    await outbox.put(write, replace(edit, target_id=posted[-1].message_id))


def _after(edits: list[Delivery]) -> int:
    """A number that no former edit has: of those that ended, the oldest are let go in time."""
    return max((row.number for row in edits), default=0) + 1


def _posting(meeting: Meeting, kind: str, what: str, due_at: datetime) -> Posting:
    return Posting(
        kind=kind,
        guild_id=meeting.guild_id,
        due_at=due_at,
        grace=_GRACE,
        dedupe_key=f"agenda:{meeting.guild_id}:{meeting.number}:{what}",
        channel_id=meeting.channel_id,
        meeting=meeting.number,
    )
