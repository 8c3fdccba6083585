"""Reminders of meetings: where the meeting stands, pinging those who are going, and private ones for who asks.

Whom a reminder pings is decided when it is sent, and written down before: a second attempt pings the same. More than
one message can mention are told in several, each a row of its own, sent at least once and made once by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.calendar.reminders import REMINDERS, reminders_for
from bot.exchange.action_items import ACTION_DUE
from bot.exchange.clock import Clock
from bot.exchange.meeting_posts import REMINDER, REMINDER_MORE, key_of
from bot.exchange.member_lanes import change_lane
from bot.exchange.outbox import NothingToSend, Outbox, token_of
from bot.exchange.posted_meetings import delivered_meeting, posted_meeting
from bot.exchange.presenters import ACCEPTED, PRESENTER_REMINDER
from bot.exchange.refusal import Refusal
from bot.exchange.rsvp import MOST_MENTIONS, Rsvp, Standing, standing_of
from db import meeting_reminders as rows
from db import outbox
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.meeting_reminders import Part
from db.meetings import Meeting
from db.outbox import Delivery, Posting

PRIVATE = "meeting_private_reminder"
KINDS = (REMINDER, REMINDER_MORE, PRIVATE)
_TO_ONE_MEMBER = (ACCEPTED, PRESENTER_REMINDER, ACTION_DUE)
LABELS = tuple(reminder.label for reminder in REMINDERS)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is being sent, and whom it pings."""

    meeting: Meeting
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrivatelyDue:
    """A direct message that is being sent: to whom, how this member answered, and the turn in the waiting list."""

    meeting: Meeting
    user_id: int
    rsvp: Rsvp
    place_in_line: int | None


class MeetingReminders:
    """Who is reminded of what, and when."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def choose(self, guild_id: int, number: int, user_id: int, labels: Sequence[str]) -> tuple[str, ...]:
        """A member wants these private reminders of a meeting and no others; raises a Refusal where there is none."""
        wanted = tuple(label for label in LABELS if label in labels)
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            if meeting.status == "cancelled" or meeting.plan.starts_at <= now:
                raise Refusal(f"{meeting.label} has begun, or was cancelled: there is nothing to be reminded of.")
            await rows.choose(write, guild_id, number, user_id, wanted)
            await outbox.drop_unsent(write, key_of(meeting, _privately(user_id)))
            await _put_private(write, meeting, user_id, wanted, now)
            await change_lane(write, meeting, user_id, _TO_ONE_MEMBER)
        self._outbox.announce()
        return wanted

    async def people(self, guild_id: int, number: int) -> dict[str, int]:
        """How many each message of a meeting's reminders pinged, by the key of its row."""
        async with self._database.read() as read:
            return await rows.people_of(read, guild_id, number)

    # For the deliverers.

    async def due(self, delivery: Delivery) -> Due:
        """Whom a reminder pings now. The first message of one divides those who are going among all its messages."""
        async with self._database.write() as write:
            meeting = await _planned(write, delivery)
            standing = await standing_of(write, meeting)
            part = await rows.part(write, delivery.posting.dedupe_key)
            if part is None:
                part = await _divide(write, meeting, standing, delivery)
        self._outbox.announce()
        return Due(meeting, _in_part(standing, part))

    async def privately_due(self, delivery: Delivery) -> PrivatelyDue:
        """Whom a direct message reminds; raises NothingToSend for who said no since, or was taken off the list."""
        user_id = delivery.posting.user_id
        async with self._database.read() as read:
            meeting = await _planned(read, delivery)
            standing = await standing_of(read, meeting)
        if user_id is None:
            raise NothingToSend("its member's data was erased")
        rsvp = standing.of(user_id)
        if rsvp is None:
            raise NothingToSend("the member is not on the list any more")
        if rsvp.answer == "no":
            raise NothingToSend("the member is not going")
        return PrivatelyDue(meeting, user_id, rsvp, standing.place_in_line(user_id))


async def put_reminders(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """Every reminder that is still to come, in the transaction that plans the meeting or moves it."""
    for due in reminders_for(meeting.plan.starts_at, now):
        posting = _posting(meeting, REMINDER, due.reminder.label, due.due_at, due.reminder.grace)
        await outbox.put(write, posting)
    for user_id, label in await rows.of_meeting(write, meeting.guild_id, meeting.number):
        await _put_private(write, meeting, user_id, (label,), now)


async def replace_reminders(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """A meeting was moved: what was to be sent about its former time is not, and its new time gets reminders.

    What waits is deleted rather than skipped: a meeting may be moved back to where it was.
    """
    for kind in KINDS:
        await outbox.drop_waiting(write, meeting.guild_id, meeting.number, kind)
    await put_reminders(write, meeting, now)


async def _put_private(
    write: WriteConnection, meeting: Meeting, user_id: int, labels: Sequence[str], now: datetime
) -> None:
    for due in reminders_for(meeting.plan.starts_at, now):
        if due.reminder.label in labels:
            await outbox.put(
                write, _posting(meeting, PRIVATE, due.reminder.label, due.due_at, due.reminder.grace, user_id)
            )


async def _divide(write: WriteConnection, meeting: Meeting, standing: Standing, delivery: Delivery) -> Part:
    """Who is going, at most so many a message: the first part's row is in hand, the others are put here."""
    posting = delivery.posting
    going = standing.going
    groups = [going[start : start + MOST_MENTIONS] for start in range(0, len(going), MOST_MENTIONS)] or [[]]
    parts: list[Part] = []
    for place, group in enumerate(groups, start=1):
        key = posting.dedupe_key if place == 1 else f"{posting.dedupe_key}:{place}"
        part = Part(key, group[0].turn if group else 0, group[-1].turn if group else 0, len(group))
        await rows.add_part(write, meeting.guild_id, meeting.number, part)
        parts.append(part)
    for part in parts[1:]:
        await outbox.put(
            write,
            Posting(
                kind=REMINDER_MORE,
                guild_id=meeting.guild_id,
                due_at=posting.due_at,
                grace=posting.grace,
                dedupe_key=part.dedupe_key,
                label=posting.label,
                channel_id=meeting.channel_id,
                meeting=meeting.number,
            ),
        )
    return parts[0]


def _in_part(standing: Standing, part: Part) -> tuple[int, ...]:
    if not part.people:
        return ()
    return tuple(each.user_id for each in standing.going if part.first_turn <= each.turn <= part.last_turn)


async def _planned(read: ReadConnection, delivery: Delivery) -> Meeting:
    """The meeting that a reminder is about; raises NothingToSend where it was cancelled, or moved since."""
    about, meeting = delivery.posting, await delivered_meeting(read, delivery)
    if meeting.status != "planned":
        raise NothingToSend("the meeting was cancelled")
    moments = {reminder.label: meeting.plan.starts_at - reminder.before for reminder in REMINDERS}
    if moments.get(about.label) != about.due_at:
        raise NothingToSend("the meeting was moved")
    return meeting


def _posting(
    meeting: Meeting, kind: str, label: str, due_at: datetime, grace: timedelta, user_id: int | None = None
) -> Posting:
    """The key names the meeting's time: a meeting that is moved is reminded of anew."""
    whose = _privately(user_id) if user_id is not None else ""
    return Posting(
        kind=kind,
        guild_id=meeting.guild_id,
        due_at=due_at,
        grace=grace,
        dedupe_key=key_of(meeting, f"{whose}{label}:{meeting.plan.starts_at.isoformat()}"),
        label=label,
        channel_id=meeting.channel_id if user_id is None else None,
        user_id=user_id,
        meeting=meeting.number,
    )


def _privately(user_id: int) -> str:
    # Hashed: after the member's data is erased, the key still stands.
    return f"private:{token_of(str(user_id))}:"
