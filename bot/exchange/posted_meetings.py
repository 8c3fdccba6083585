"""The meeting that a number or a delivery means, and who may decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.exchange.outbox import NothingToSend
from bot.exchange.refusal import Refusal
from db import meetings
from db.connections import ReadConnection
from db.meetings import Meeting
from db.outbox import Delivery


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and whether they moderate the exchange."""

    user_id: int
    moderates: bool


async def posted_meeting(read: ReadConnection, guild_id: int, number: int) -> Meeting:
    """A meeting that was posted, also one that is over or cancelled; raises a Refusal where there is none."""
    meeting = await meetings.find(read, guild_id, number)
    if meeting is None or meeting.status == "draft":
        raise Refusal(f"There is no meeting M-{number} here. `/meeting list` shows those to come.")
    return meeting


async def delivered_meeting(read: ReadConnection, delivery: Delivery) -> Meeting:
    """The meeting that a delivery is about; raises NothingToSend where there is none any more."""
    about = delivery.posting
    meeting = await meetings.find(read, about.guild_id, about.meeting or 0)
    if meeting is None:
        raise NothingToSend("the meeting is no longer kept")
    return meeting


async def still_to_come(read: ReadConnection, guild_id: int, meeting: int, now: datetime) -> Meeting:
    """A meeting that is neither cancelled nor over; raises a Refusal that says which."""
    known = await posted_meeting(read, guild_id, meeting)
    if known.status == "cancelled":
        raise Refusal(f"{known.label} was cancelled. `/meeting list` shows those to come.")
    if known.plan.ends_at <= now:
        raise Refusal(f"{known.label} is over. `/meeting list` shows those to come.")
    return known


def is_to_come(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting is neither cancelled nor over."""
    return meeting.status != "cancelled" and now < meeting.plan.ends_at


def organises(meeting: Meeting, actor: Actor) -> bool:
    """Whether somebody organises the meeting, or moderates: an organiser may have left the server."""
    return actor.moderates or actor.user_id == meeting.organiser_id


def require_organiser(meeting: Meeting, actor: Actor) -> None:
    """Raises a Refusal for who neither organises the meeting nor moderates."""
    if not organises(meeting, actor):
        raise Refusal(f"Only the organiser of {meeting.label}, or a moderator, can do that.")
