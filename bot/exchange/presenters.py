"""Words to the presenters of a meeting: that their item is accepted, and a reminder some days before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.exchange.member_lanes import lane_for
from bot.exchange.outbox import NothingToSend, token_of
from db import agenda, meetings, outbox
from db.agenda import Item
from db.connections import ReadConnection, WriteConnection
from db.meetings import Meeting
from db.outbox import Delivery, Posting

ACCEPTED: Final = "agenda_accepted"
PRESENTER_REMINDER: Final = "agenda_reminder"
REMINDED_BEFORE: Final = timedelta(days=3)
"""House choice: time enough to finish slides, or to say that one cannot come."""
_REMINDER_GRACE: Final = timedelta(days=1)


async def put_word(write: WriteConnection, meeting: Meeting, item: Item, now: datetime) -> None:
    """Tell the presenter that the item is accepted; once for each presenter, however often it is accepted."""
    grace = max(meeting.plan.starts_at - now, timedelta(hours=1))
    await _put(write, meeting, item, ACCEPTED, now, grace)


async def put_reminder(write: WriteConnection, meeting: Meeting, item: Item, now: datetime) -> None:
    """Remind the presenter some days before; not where that moment has passed."""
    due_at = meeting.plan.starts_at - REMINDED_BEFORE
    if due_at > now:
        await _put(write, meeting, item, PRESENTER_REMINDER, due_at, _REMINDER_GRACE)


async def put_reminders(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """After a meeting was moved: its presenters' reminders, at their new moment."""
    for item in await agenda.of_meeting(write, meeting.guild_id, meeting.number):
        if item.status == "accepted":
            await put_reminder(write, meeting, item, now)


async def still_true(read: ReadConnection, delivery: Delivery) -> tuple[Item, Meeting]:
    """What a delivery is about; raises NothingToSend where it is not so any more."""
    posting = delivery.posting
    item = await agenda.find(read, posting.guild_id, int(posting.label))
    meeting = await meetings.find(read, posting.guild_id, posting.meeting or 0)
    if item is None or meeting is None or item.status != "accepted":
        raise NothingToSend("the item is not on the agenda any more")
    if meeting.status != "planned":
        raise NothingToSend("the meeting was cancelled")
    if item.proposal.presenter_id != posting.user_id:
        raise NothingToSend("somebody else presents it now")
    if posting.kind == PRESENTER_REMINDER and posting.due_at != meeting.plan.starts_at - REMINDED_BEFORE:
        raise NothingToSend("the meeting was moved")
    return item, meeting


async def _put(
    write: WriteConnection, meeting: Meeting, item: Item, kind: str, due_at: datetime, grace: timedelta
) -> None:
    presenter_id = item.proposal.presenter_id
    if presenter_id is None:
        return
    # Hashed: after the presenter's data is erased, the key still stands.
    whom = token_of(f"{presenter_id}:{meeting.plan.starts_at.isoformat() if kind == PRESENTER_REMINDER else ''}")
    await outbox.put(
        write,
        Posting(
            kind=kind,
            guild_id=meeting.guild_id,
            due_at=due_at,
            grace=grace,
            dedupe_key=f"{kind}:{meeting.guild_id}:{item.number}:{whom}",
            label=str(item.number),
            channel_id=await lane_for(write, meeting, presenter_id),
            user_id=presenter_id,
            meeting=meeting.number,
        ),
    )
