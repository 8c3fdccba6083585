"""Meetings: drafted by an organiser, posted, reminded of and cancelled; what is sent about them goes by the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import Occurrence, Rule, occurrences, rule_from
from bot.calendar.typed_repeat import rule_like
from bot.calendar.unclear import UnclearTime
from bot.clinical.folding import fold
from bot.exchange import series
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.meeting_announcing import (
    CANCELLED,
    CANCELLED_WORDS,
    CalledOff,
    News,
    announce,
    call_off,
    called_off,
    news_of,
    tell_cancelled,
)
from bot.exchange.meeting_clocks import Clocks, Shift, clocks_at, shifts
from bot.exchange.meeting_plans import (
    LONGEST_MINUTES,
    LONGEST_PLACE,
    LONGEST_TITLE,
    SHORTEST_MINUTES,
    PlanReader,
    Typed,
    as_typed,
    closes_before_it_is_announced,
    is_number,
    number_in,
)
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.posted_meetings import delivered_meeting, posted_meeting
from bot.exchange.refusal import Refusal
from db import audit, meeting_changes, outbox, rsvp
from db import meetings as rows
from db import series as series_rows
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.meetings import Meeting, Plan
from db.outbox import Delivery

__all__ = [
    "CANCELLED",
    "LONGEST_MINUTES",
    "LONGEST_PLACE",
    "LONGEST_TITLE",
    "SHORTEST_MINUTES",
    "Meeting",
    "Meetings",
    "Typed",
    "as_typed",
    "number_in",
]

Whose = Literal["all", "mine"]
Time = Literal["coming", "past"]

_FORGOTTEN_AFTER = timedelta(days=1)
_DATES_SHOWN = 3
_MOST_SUGGESTED = 25
_MOST_PAST = 200


class Meetings:
    """A community's meetings."""

    def __init__(
        self, database: Database, clock: Clock, communities: Communities, plans: PlanReader, outbox: Outbox
    ) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities
        self._plans = plans
        self._outbox = outbox

    async def draft(self, guild_id: int, organiser_id: int, channel_id: int, typed: Typed) -> Meeting:
        """Keep what was typed until it is posted, for a day or two; raises a Refusal that says what to type instead."""
        await self._communities.of(guild_id)
        plan, rule = await self._plans.read(guild_id, organiser_id, typed)
        now = self._clock.now()
        _require_open_sign_up(plan, now)
        async with self._database.write() as write:
            return await rows.add_draft(
                write,
                guild_id,
                plan,
                organiser_id=organiser_id,
                channel_id=channel_id,
                now=now,
                repeats=rule.text if rule is not None else "",
            )

    async def forget_old(self) -> None:
        """Let go of drafts that were not posted for a day, and of changes that nobody decided on; to be called daily,
        and at the start."""
        before = self._clock.now() - _FORGOTTEN_AFTER
        async with self._database.write() as write:
            await rows.delete_old_drafts(write, before)
            await meeting_changes.forget_old(write, before)
        await self._database.empty_log()

    async def change(self, guild_id: int, number: int, user_id: int, typed: Typed) -> Meeting:
        """Replace a draft; raises a Refusal that says what to type instead.

        It repeats as before, on the weekday of its new date.
        """
        former = await self.draft_of(guild_id, number, user_id)
        plan, _ = await self._plans.read(guild_id, user_id, typed)
        now = self._clock.now()
        _require_open_sign_up(plan, now)
        repeats = _still_repeats(former, plan)
        async with self._database.write() as write:
            await rows.change_draft(write, guild_id, number, plan, now, repeats.text if repeats is not None else "")
        return await self.draft_of(guild_id, number, user_id)

    async def draft_of(self, guild_id: int, number: int, user_id: int) -> Meeting:
        """A person's own draft; raises a Refusal where it was posted or forgotten."""
        async with self._database.read() as read:
            return await _draft(read, guild_id, number, user_id)

    async def post(self, guild_id: int, number: int, user_id: int) -> Meeting:
        """Announce a draft: its card is due now, and every reminder at its time, in one transaction.

        Where it repeats, its series begins, and a year of it is made.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            draft = await _draft(write, guild_id, number, user_id)
            if draft.plan.starts_at <= now:
                raise Refusal("That time has passed by now. Press **Change** and choose another.")
            await rows.change_status(write, guild_id, number, "draft", "planned", now)
            await announce(write, draft, now, now)
            if draft.repeats:
                await series.begin(write, draft, now)
        self._outbox.announce()
        return await self.get(guild_id, number)

    async def cancellable(self, guild_id: int, number: int) -> Meeting:
        """A meeting that can be called off; raises a Refusal for one that is over or was cancelled."""
        async with self._database.read() as read:
            return await _cancellable(read, guild_id, number, self._clock.now())

    async def cancel(self, guild_id: int, number: int, actor_id: int) -> Meeting:
        """Call one meeting off: no more reminders, its card says so, and a short word to the channel."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await _cancellable(write, guild_id, number, now)
            cancelled = await _as_cancelled(write, meeting, now)
            # The word goes first: it wakes a thread that fell asleep, in which nothing can be edited.
            await tell_cancelled(write, cancelled, now, from_here_on=False)
            await call_off(write, cancelled, now)
            if meeting.series is not None:
                await series_rows.raise_sequence(write, guild_id, meeting.series, now)
            await audit.add(write, guild_id, actor_id, "meeting cancelled", meeting.label, now)
        self._outbox.announce()
        return await self.get(guild_id, number)

    async def cancel_from_here_on(self, guild_id: int, number: int, actor_id: int) -> Meeting:
        """Call a meeting and all that follow it in its series off, with one word to the channel."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await _cancellable(write, guild_id, number, now)
            whole = await series_rows.find(write, guild_id, meeting.series) if meeting.series is not None else None
            if whole is None:
                raise Refusal(f"{meeting.label} does not repeat: press **Cancel the meeting**.")
            await tell_cancelled(write, meeting, now, from_here_on=True)
            for each in await series.end_before(write, whole, meeting, now):
                if each.plan.ends_at > now:
                    await call_off(write, await _as_cancelled(write, each, now), now)
            await audit.add(write, guild_id, actor_id, "meetings cancelled from here on", meeting.label, now)
        self._outbox.announce()
        return await self.get(guild_id, number)

    async def get(self, guild_id: int, number: int) -> Meeting:
        """A meeting that was posted; raises a Refusal where there is none."""
        async with self._database.read() as read:
            return await posted_meeting(read, guild_id, number)

    async def coming(self, guild_id: int) -> list[Meeting]:
        """The meetings that are not over, the next one first."""
        async with self._database.read() as read:
            return await rows.coming(read, guild_id, self._clock.now())

    async def listed(self, guild_id: int, user_id: int, whose: Whose, time: Time) -> list[Meeting]:
        """The community's meetings, or those that a member organises or answered but with a no.

        Of a series that is to come, or was called off, the community's list has the next meeting alone; a member's has
        each of them. What took place comes before what was called off.
        """
        now = self._clock.now()
        async with self._database.read() as read:
            if time == "coming":
                found = await rows.coming(read, guild_id, now)
            else:
                found = await rows.past_or_cancelled(read, guild_id, now, _MOST_PAST)
            answers = await rsvp.of_member(read, guild_id, user_id)
        if whose == "mine":
            mine = {number for number, each in answers.items() if each.answer != "no"}
            return [each for each in found if each.organiser_id == user_id or each.number in mine]
        if time == "coming":
            return series.next_ones(found)
        called_off = [each for each in found if each.status == "cancelled"]
        return [*(each for each in found if each not in called_off), *series.next_ones(called_off[::-1])]

    async def suggest(self, guild_id: int, typed: str) -> list[Meeting]:
        """Meetings to come that answer to what was typed, then those behind: by number or by words of the title."""
        async with self._database.read() as read:
            coming = await rows.coming(read, guild_id, self._clock.now())
            known = [
                *_nearest_first(coming),
                *await rows.past_or_cancelled(read, guild_id, self._clock.now(), _MOST_PAST),
            ]
        return [meeting for meeting in known if _answers_to(meeting, typed)][:_MOST_SUGGESTED]

    async def meant(self, guild_id: int, typed: str) -> list[Meeting]:
        """The meeting of this number, or those whose title has these words; of a series to come, its next alone.

        Raises a Refusal where there is none.
        """
        if is_number(typed):
            return [await self.get(guild_id, number_in(typed))]
        now = self._clock.now()
        async with self._database.read() as read:
            coming = series.next_ones(await rows.coming(read, guild_id, now))
            past = await rows.past_or_cancelled(read, guild_id, now, _MOST_PAST)
        found = [meeting for meeting in [*coming, *past] if _answers_to(meeting, typed)]
        if not found:
            raise Refusal("No meeting's title has these words. `/meeting list` has all of them.")
        return found[:_MOST_SUGGESTED]

    @staticmethod
    def the_one(found: Sequence[Meeting]) -> int:
        """The number of the only meeting that was found by words of its title; of a series to come, of its next.

        Raises a Refusal where there is none, or more than one.
        """
        if not found:
            raise Refusal(
                "No meeting that this can be done with has these words in its title. `/meeting list` has all."
            )
        first, *others = series.next_ones(list(found))
        if others or len(found) == _MOST_SUGGESTED:
            labels = ", ".join(meeting.label for meeting in (first, *others))
            raise Refusal(
                f"Several meetings have these words in their titles ({labels}): type the number of the one you mean, "
                "or choose it from the list that appears while you type."
            )
        return first.number

    async def suggest_coming(self, guild_id: int, typed: str) -> list[Meeting]:
        """The same, without those that are over or were cancelled."""
        coming = _nearest_first(await self.coming(guild_id))
        return [meeting for meeting in coming if _answers_to(meeting, typed)][:_MOST_SUGGESTED]

    async def suggest_begun(self, guild_id: int, typed: str) -> list[Meeting]:
        """The same, of those of which minutes can be written: what goes on now, then what is over, newest first."""
        now = self._clock.now()
        async with self._database.read() as read:
            coming = await rows.coming(read, guild_id, now)
            past = await rows.past_or_cancelled(read, guild_id, now, _MOST_PAST)
        begun = (each for each in (*coming, *past) if each.status == "planned" and each.plan.starts_at <= now)
        return [meeting for meeting in begun if _answers_to(meeting, typed)][:_MOST_SUGGESTED]

    async def deliveries(self, guild_id: int, number: int) -> list[Delivery]:
        """What was and will be sent about a meeting."""
        async with self._database.read() as read:
            return await outbox.of_meeting(read, guild_id, number)

    async def clocks(self, meeting: Meeting) -> Clocks:
        """On whose clocks to read a meeting's time before it is posted."""
        community = await self._communities.of(meeting.guild_id)
        async with self._database.read() as read:
            declared = await rows.zones_of_members(read, meeting.guild_id)
        return clocks_at(meeting.plan.starts_at, meeting.plan.zone, community.time_zone, declared)

    async def assumed_zone(self, guild_id: int, user_id: int, typed: Typed) -> str | None:
        """The zone that a new meeting's time is read in although nobody has chosen one; None where somebody has."""
        return await self._plans.assumed_zone(guild_id, user_id, typed)

    async def first_day(self, guild_id: int, user_id: int, when: str, zone: str) -> date | None:
        """The day that an organiser has typed so far; None while it cannot be read."""
        return await self._plans.day(guild_id, user_id, when, zone) if when else None

    async def meanwhile(self, meeting: Meeting) -> list[Meeting]:
        """The planned meetings that go on while this one does, or any that a draft begins; the next one first."""
        plan = meeting.plan
        others = [each for each in await self.coming(meeting.guild_id) if each.number != meeting.number]
        last = max((each.plan.ends_at for each in others), default=plan.starts_at)
        moments = (each.starts_at for each in _moments(meeting)) if meeting.repeats else iter([plan.starts_at])
        length = timedelta(minutes=plan.minutes)
        times = [(each, each + length) for each in takewhile(lambda moment: moment < last, moments)]
        return [
            each
            for each in others
            if any(each.plan.starts_at < ends and begins < each.plan.ends_at for begins, ends in times)
        ]

    @staticmethod
    def shifts(draft: Meeting, clocks: Clocks) -> tuple[Shift, ...]:
        """When a draft that repeats first falls at another time of day on the clocks that are shown."""
        moments = _moments(draft) if draft.repeats else ()
        return shifts((each.starts_at for each in moments), (zone for each in clocks.shown for zone in each.zones))

    @staticmethod
    def following(draft: Meeting) -> list[datetime]:
        """The next few dates of a draft that repeats, by the organiser's clock."""
        if not draft.repeats:
            return []
        return [each.wall_time for each in islice(_moments(draft), 1, 1 + _DATES_SHOWN)]

    # For the deliverers.

    async def due(self, delivery: Delivery) -> Meeting:
        """The meeting that a delivery is about; raises NothingToSend where it was cancelled."""
        meeting = await self.as_it_is(delivery)
        if meeting.status != "planned":
            raise NothingToSend(CANCELLED_WORDS)
        return meeting

    async def as_it_is(self, delivery: Delivery) -> Meeting:
        """The meeting that a delivery is about, cancelled or not."""
        async with self._database.read() as read:
            return await delivered_meeting(read, delivery)

    async def called_off(self, delivery: Delivery) -> CalledOff:
        """What the word of a cancellation says, and whom it pings."""
        meeting = await self.as_it_is(delivery)
        async with self._database.read() as read:
            return await called_off(read, meeting, delivery)

    async def news(self, delivery: Delivery) -> News:
        """What a word about a change says, and whom it pings."""
        meeting = await self.due(delivery)
        async with self._database.read() as read:
            return await news_of(read, meeting, delivery)


def _moments(draft: Meeting) -> Iterator[Occurrence]:
    """Of a draft that repeats."""
    return occurrences(rule_from(draft.repeats or ""), draft.plan.wall_time, ZoneInfo(draft.plan.zone))


async def _cancellable(read: ReadConnection, guild_id: int, number: int, now: datetime) -> Meeting:
    meeting = await posted_meeting(read, guild_id, number)
    if meeting.status == "cancelled":
        raise Refusal(f"{meeting.label} has been cancelled already.")
    if meeting.plan.ends_at <= now:
        raise Refusal(f"{meeting.label} is over; there is nothing to cancel.")
    return meeting


async def _as_cancelled(write: WriteConnection, meeting: Meeting, now: datetime) -> Meeting:
    """The meeting, cancelled just now."""
    await rows.change_status(write, meeting.guild_id, meeting.number, "planned", "cancelled", now)
    return replace(meeting, status="cancelled", sequence=meeting.sequence + 1)


async def _draft(read: ReadConnection, guild_id: int, number: int, user_id: int) -> Meeting:
    meeting = await rows.find(read, guild_id, number)
    if meeting is None or (meeting.status == "draft" and meeting.organiser_id != user_id):
        raise Refusal("This draft is no longer kept. Please begin again with `/meeting create`.")
    if meeting.status != "draft":
        raise Refusal(f"{meeting.label} has been posted already: `/meeting show` shows it.")
    return meeting


def _still_repeats(former: Meeting, plan: Plan) -> Rule | None:
    if not former.repeats:
        return None
    try:
        return rule_like(rule_from(former.repeats), plan.wall_time.date())
    except UnclearTime as unclear:
        raise Refusal(str(unclear)) from None


def _require_open_sign_up(plan: Plan, now: datetime) -> None:
    if closes_before_it_is_announced(plan, now):
        raise Refusal("Sign-up would be closed already: choose fewer hours for `cutoff`, or a later time.")


def _nearest_first(coming: list[Meeting]) -> list[Meeting]:
    """The next of each series and what doesn't repeat, then the others: a weekly meeting alone would fill the list."""
    first = series.next_ones(coming)
    shown = {each.number for each in first}
    return [*first, *(each for each in coming if each.number not in shown)]


def _answers_to(meeting: Meeting, typed: str) -> bool:
    wanted = fold(typed).lower.split()
    shown = fold(f"{meeting.label} {meeting.plan.title}").lower
    return all(word in shown for word in wanted) or wanted == [str(meeting.number)]
