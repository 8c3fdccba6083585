"""Action items: what was agreed in a meeting, who does it by when, the word to them and the reminder on the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.wall_time import UnclearTime, read_when
from bot.clinical.screen import identifiers
from bot.exchange import agenda_posts
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.member_lanes import lane_for, say_in_channel
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.posted_meetings import Actor, posted_meeting
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from db import action_items as rows
from db import audit, meetings, outbox
from db.action_items import ActionItem
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.meetings import Meeting
from db.outbox import Delivery, Posting

ACTION_DUE: Final = "action_item"
ACTION_GIVEN: Final = "action_given"
LONGEST_TEXT: Final = 300
_MOST: Final = 50
_AT: Final = "09:00"
_GRACE: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Actions:
    """A meeting's action items, and those that are still open from the earlier meetings of its series."""

    meeting: Meeting
    items: tuple[ActionItem, ...]
    carried: tuple[ActionItem, ...]

    @property
    def open(self) -> tuple[ActionItem, ...]:
        """All that is still to be done, by day."""
        return (*(item for item in self.items if item.done_at is None), *self.carried)


class ActionItems:
    """What members have taken on."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def of(self, guild_id: int, meeting: int) -> Actions:
        """A meeting's action items; raises a Refusal where there is no such meeting."""
        async with self._database.read() as read:
            return await _actions(read, await posted_meeting(read, guild_id, meeting))

    async def add(
        self,
        guild_id: int,
        meeting: int,
        user_id: int,
        *,
        text: str,
        owner_id: int | None,
        day: str,
        cleared: Collection[str] = (),
    ) -> ActionItem | HeldDraft:
        """Keep an action item, unless it may identify a patient.

        Its owner is told where somebody else has written it down, and reminded in the morning of its day.
        """
        text, now, cleared = " ".join(text.split()), self._clock.now(), answered_for(cleared)
        if not text or len(text) > LONGEST_TEXT:
            raise Refusal(f"Say what is to be done, in at most {LONGEST_TEXT} characters.")
        kinds = kinds_of(identifiers(text), cleared)
        if kinds:
            return HeldDraft(kinds)
        async with self._database.write() as write:
            known = await posted_meeting(write, guild_id, meeting)
            due_at = _morning(day, known, now)
            there = await rows.of_meeting(write, guild_id, meeting)
            same = next((each for each in there if (each.text, each.owner_id) == (text, owner_id)), None)
            if same is not None:
                raise Refusal("This is written down already.")
            if len(there) >= _MOST:
                raise Refusal(f"A meeting takes {_MOST} action items.")
            item = await rows.add(
                write, guild_id, meeting, text, owner_id=owner_id, added_by_id=user_id, due_at=due_at, now=now
            )
            if cleared:
                await audit.add(write, guild_id, user_id, "not_the_patient", f"action item {item.number}", now)
            if owner_id not in (None, user_id):
                await _put_word(write, known, item, ACTION_GIVEN, now)
            await _put_word(write, known, item, ACTION_DUE, item.due_at)
            await agenda_posts.follow_carried(write, guild_id, meeting, now)
        self._outbox.announce()
        return item

    async def finish(self, guild_id: int, number: int, actor: Actor) -> ActionItem:
        """It is done; its owner, the organiser or a moderator says so. Twice is the same as once."""
        now = self._clock.now()
        async with self._database.write() as write:
            item = await _known(write, guild_id, number)
            meeting = await posted_meeting(write, guild_id, item.meeting)
            if actor.user_id not in (item.owner_id, meeting.organiser_id) and not actor.moderates:
                raise Refusal("Only who has taken this on, the meeting's organiser or a moderator can say that.")
            if await rows.finish(write, guild_id, number, now):
                await agenda_posts.follow_carried(write, guild_id, item.meeting, now)
                item = await _known(write, guild_id, number)
        self._outbox.announce()
        return item

    # For the deliverer.

    async def due(self, delivery: Delivery) -> tuple[ActionItem, Meeting]:
        """What a word or a reminder is about; raises NothingToSend where it is done, or nobody's any more."""
        posting = delivery.posting
        async with self._database.read() as read:
            item = await rows.find(read, posting.guild_id, int(posting.label))
            meeting = await meetings.find(read, posting.guild_id, posting.meeting or 0)
        if item is None or meeting is None:
            raise NothingToSend("the action item is no longer kept")
        if item.done_at is not None:
            raise NothingToSend("it was done before")
        return item, meeting

    async def fall_back(self, delivery: Delivery) -> None:
        """The owner's direct messages are closed: the reminder goes to the meeting's channel."""
        async with self._database.write() as write:
            await say_in_channel(write, delivery, self._clock.now())
        self._outbox.announce()


async def _actions(read: ReadConnection, meeting: Meeting) -> Actions:
    items = await rows.of_meeting(read, meeting.guild_id, meeting.number)
    carried = await rows.open_before(read, meeting.guild_id, meeting.number)
    return Actions(meeting, tuple(items), tuple(carried))


async def _known(read: ReadConnection, guild_id: int, number: int) -> ActionItem:
    item = await rows.find(read, guild_id, number)
    if item is None:
        raise Refusal("This action item is no longer kept.")
    return item


def _morning(typed: str, meeting: Meeting, now: datetime) -> datetime:
    """The morning of a day, on the clocks of the meeting's zone."""
    try:
        return read_when(f"{typed.strip()} {_AT}", ZoneInfo(meeting.plan.zone), now).starts_at
    except UnclearTime:
        raise Refusal(
            f"By when? Type a day that is still to come with its year, such as "
            f"{(now + timedelta(days=14)).astimezone(ZoneInfo(meeting.plan.zone)):%Y-%m-%d}."
        ) from None


async def _put_word(write: WriteConnection, meeting: Meeting, item: ActionItem, kind: str, due_at: datetime) -> None:
    lane = await lane_for(write, meeting, item.owner_id) if item.owner_id is not None else meeting.channel_id
    await outbox.put(
        write,
        Posting(
            kind=kind,
            guild_id=meeting.guild_id,
            due_at=due_at,
            grace=_GRACE,
            dedupe_key=f"{kind}:{meeting.guild_id}:{item.number}",
            label=str(item.number),
            channel_id=lane,
            user_id=item.owner_id,
            meeting=meeting.number,
        ),
    )
