"""Changing a planned meeting: looked at first, then made for it alone or from it on; and a card where it was lost."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from bot.exchange.clock import Clock
from bot.exchange.meeting_announcing import EVENT, announce
from bot.exchange.meeting_card_edits import CARD
from bot.exchange.meeting_plans import Edited, PlanReader, closes_before_it_is_announced
from bot.exchange.outbox import Outbox
from bot.exchange.posted_meetings import posted_meeting
from bot.exchange.refusal import Refusal
from bot.exchange.rsvp import tell_beyond
from bot.exchange.series import change_from, change_one
from db import audit, outbox
from db import meeting_changes as rows
from db import series as series_rows
from db.connections import ReadConnection
from db.database import Database
from db.meeting_changes import Change
from db.meetings import Meeting


class MeetingEdits:
    """Changes of a community's meetings."""

    def __init__(self, database: Database, clock: Clock, plans: PlanReader, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._plans = plans
        self._outbox = outbox

    async def changeable(self, guild_id: int, number: int) -> Meeting:
        """A meeting that can still be changed; raises a Refusal for one that has begun or was cancelled."""
        async with self._database.read() as read:
            meeting = await _changeable(read, guild_id, number)
        _require_not_begun(meeting, self._clock.now())
        return meeting

    async def propose(self, guild_id: int, number: int, user_id: int, edited: Edited) -> tuple[Meeting, Change]:
        """Keep a change until who typed it has looked at it, for a day or two; raises a Refusal that says what to type
        instead."""
        now, meeting = self._clock.now(), await self.changeable(guild_id, number)
        plan = await self._plans.read_change(meeting, edited)
        if plan == meeting.plan:
            raise Refusal(f"That is how {meeting.label} stands already. Nothing was changed.")
        if closes_before_it_is_announced(plan, now):
            raise Refusal("Sign-up would be closed already: choose fewer hours for `cutoff`, or a later time.")
        async with self._database.write() as write:
            change = await rows.propose(write, meeting, secrets.randbits(48), plan, proposer_id=user_id, now=now)
        return meeting, change

    async def meeting_of(self, guild_id: int, change: int) -> Meeting:
        """The meeting that a change is about; raises a Refusal where the change was made or forgotten."""
        async with self._database.read() as read:
            return await _changeable(read, guild_id, (await _found(read, guild_id, change)).meeting)

    async def make(self, guild_id: int, change: int, actor_id: int) -> Meeting:
        """Change this one meeting."""
        now = self._clock.now()
        async with self._database.write() as write:
            wanted, former = await self._wanted(write, guild_id, change)
            await change_one(write, former, wanted.plan, now)
            if former.series is not None:
                await series_rows.raise_sequence(write, guild_id, former.series, now)
            await rows.forget(write, guild_id, change)
            await audit.add(write, guild_id, actor_id, "meeting changed", former.label, now)
            meeting = await _changeable(write, guild_id, wanted.meeting)
            await tell_beyond(write, meeting, actor_id, now)
        self._outbox.announce()
        return meeting

    async def make_from_here_on(self, guild_id: int, change: int, actor_id: int) -> Meeting:
        """Change this meeting of a series and all after it."""
        now = self._clock.now()
        async with self._database.write() as write:
            wanted, former = await self._wanted(write, guild_id, change)
            series = await series_rows.find(write, guild_id, former.series) if former.series is not None else None
            if series is None:
                raise Refusal(f"{former.label} does not repeat: press **Change it**.")
            await change_from(write, series, former, wanted.plan, now)
            await rows.forget(write, guild_id, change)
            await audit.add(write, guild_id, actor_id, "meetings changed from here on", former.label, now)
            meeting = await _changeable(write, guild_id, wanted.meeting)
            await tell_beyond(write, meeting, actor_id, now)
        self._outbox.announce()
        return meeting

    async def drop(self, guild_id: int, change: int) -> None:
        """It is not wanted."""
        async with self._database.write() as write:
            await rows.forget(write, guild_id, change)

    async def post_again(self, guild_id: int, number: int, channel_id: int, actor_id: int) -> Meeting:
        """A meeting's card was lost, or its channel: a new one is posted here, and the reminders come here too."""
        now = self._clock.now()
        async with self._database.write() as write:
            former = await _changeable(write, guild_id, number)
            if former.plan.ends_at <= now:
                raise Refusal(f"{former.label} is over.")
            for kind in (CARD, EVENT):
                await outbox.drop_waiting(write, guild_id, number, kind)
            await rows.give_new_card(write, guild_id, number, channel_id)
            meeting = await _changeable(write, guild_id, number)
            await announce(write, meeting, now, now)
            await audit.add(write, guild_id, actor_id, "meeting posted again", meeting.label, now)
        self._outbox.announce()
        return meeting

    async def mirrored(self, meeting: Meeting, event_id: int) -> None:
        """An event in the server's own list mirrors it now."""
        async with self._database.write() as write:
            await rows.note_event(write, meeting.guild_id, meeting.number, event_id)

    async def _wanted(self, read: ReadConnection, guild_id: int, change: int) -> tuple[Change, Meeting]:
        """A change that can be made now, and the meeting as it stands before."""
        now, wanted = self._clock.now(), await _found(read, guild_id, change)
        former = await _changeable(read, guild_id, wanted.meeting)
        _require_not_begun(former, now)
        if former.sequence != wanted.sequence:
            raise Refusal(
                f"{former.label} has been changed since you typed this, which would take that back: nothing was done. "
                "`/meeting show` shows how it stands now, and `/meeting edit` begins another change."
            )
        if wanted.plan.starts_at <= now:
            raise Refusal("That time has passed by now. Please use `/meeting edit` again with another.")
        return wanted, former


def shown_as(meeting: Meeting, change: Change) -> Meeting:
    """The meeting as it would stand."""
    return replace(meeting, plan=change.plan)


async def _found(read: ReadConnection, guild_id: int, change: int) -> Change:
    found = await rows.find(read, guild_id, change)
    if found is None:
        raise Refusal("This change was made already, or is no longer kept. `/meeting edit` begins another.")
    return found


def _require_not_begun(meeting: Meeting, now: datetime) -> None:
    if meeting.plan.starts_at <= now:
        raise Refusal(f"{meeting.label} has begun or is over: it cannot be changed any more.")


async def _changeable(read: ReadConnection, guild_id: int, number: int) -> Meeting:
    meeting = await posted_meeting(read, guild_id, number)
    if meeting.status == "cancelled":
        raise Refusal(f"{meeting.label} was cancelled: it cannot be changed any more. `/meeting create` plans another.")
    return meeting
