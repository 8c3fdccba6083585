"""Meetings: drafted by an organiser, posted, reminded of and cancelled; what is sent about them goes by the outbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.wall_time import UnclearTime, When, read_when
from bot.calendar.zones import USUAL_ZONES, UnknownZone, zone
from bot.clinical.reading import PLACE_KINDS
from bot.clinical.screen import identifiers
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.meeting_card_edits import put_card, show_anew
from bot.exchange.meeting_posts import posting, until_start
from bot.exchange.meeting_reminders import KINDS, put_reminders
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.refusal import Refusal
from db import audit, members, outbox
from db import meetings as rows
from db.connections import ReadConnection
from db.database import Database
from db.meetings import Meeting, Plan
from db.outbox import Delivery

__all__ = ["Meeting", "Meetings", "Typed", "as_typed", "number_in"]

CANCELLED = "meeting_cancelled"
_CANCELLED_WORDS = "the meeting was cancelled"

LONGEST_TITLE = 100
LONGEST_PLACE = 300
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 10080

_FORGOTTEN_AFTER = timedelta(days=1)
_CLOCKS_SHOWN = 3
_MOST_SUGGESTED = 25
_NUMBER = re.compile(r"\s*(?:m\s*-?\s*)?(\d{1,10})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What an organiser typed. An empty zone is their own, or else the community's."""

    title: str
    when: str
    zone: str
    minutes: int
    place: str


class Meetings:
    """A community's meetings."""

    def __init__(self, database: Database, clock: Clock, communities: Communities, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities
        self._outbox = outbox

    async def draft(self, guild_id: int, organiser_id: int, channel_id: int, typed: Typed) -> Meeting:
        """Keep what was typed until it is posted, for a day; raises a Refusal that says what to type instead."""
        await self._communities.of(guild_id)
        words = _screened(typed)
        when = await self._when(guild_id, organiser_id, typed)
        now = self._clock.now()
        async with self._database.write() as write:
            await rows.delete_drafts(write, guild_id, now - _FORGOTTEN_AFTER)
            return await rows.add_draft(
                write,
                guild_id,
                _plan(words, when),
                organiser_id=organiser_id,
                channel_id=channel_id,
                now=now,
            )

    async def change(self, guild_id: int, number: int, user_id: int, typed: Typed) -> Meeting:
        """Replace a draft; raises a Refusal that says what to type instead."""
        former = await self.draft_of(guild_id, number, user_id)
        words = _screened(typed)
        await self._replace(former, _plan(words, await self._when(guild_id, user_id, typed)))
        return await self.draft_of(guild_id, number, user_id)

    async def draft_of(self, guild_id: int, number: int, user_id: int) -> Meeting:
        """A person's own draft; raises a Refusal where it was posted or forgotten."""
        async with self._database.read() as read:
            return await _draft(read, guild_id, number, user_id)

    async def post(self, guild_id: int, number: int, user_id: int) -> Meeting:
        """Announce a draft: its card is due now, and every reminder at its time, in one transaction."""
        now = self._clock.now()
        async with self._database.write() as write:
            draft = await _draft(write, guild_id, number, user_id)
            if draft.plan.starts_at <= now:
                raise Refusal("That time has passed by now. Press **Change** and choose another.")
            await rows.change_status(write, guild_id, number, "draft", "planned", now)
            await put_card(write, draft, now)
            await put_reminders(write, draft, now)
        self._outbox.announce()
        return await self.get(guild_id, number)

    async def cancel(self, guild_id: int, number: int, actor_id: int) -> Meeting:
        """Call a meeting off: no more reminders, its card says so, and a short word to the channel."""
        meeting, now = await self.get(guild_id, number), self._clock.now()
        if meeting.status == "planned" and meeting.plan.ends_at <= now:
            raise Refusal(f"{meeting.label} is over; there is nothing to cancel.")
        async with self._database.write() as write:
            if not await rows.change_status(write, guild_id, number, "planned", "cancelled", now):
                raise Refusal(f"{meeting.label} has been cancelled already.")
            await audit.add(write, guild_id, actor_id, "meeting cancelled", meeting.label, now)
            await outbox.skip_waiting(write, guild_id, number, KINDS, _CANCELLED_WORDS)
            # The word goes first: it wakes a thread that fell asleep, in which nothing can be edited.
            await outbox.put(write, posting(meeting, CANCELLED, now, until_start(meeting, now)))
            await show_anew(write, meeting, now)
        self._outbox.announce()
        return await self.get(guild_id, number)

    async def get(self, guild_id: int, number: int) -> Meeting:
        """A meeting that was posted; raises a Refusal where there is none."""
        async with self._database.read() as read:
            meeting = await rows.find(read, guild_id, number)
        if meeting is None or meeting.status == "draft":
            raise Refusal(f"There is no meeting M-{number} here. `/meeting list` shows those to come.")
        return meeting

    async def coming(self, guild_id: int) -> list[Meeting]:
        """The meetings that are not over, the next one first."""
        async with self._database.read() as read:
            return await rows.coming(read, guild_id, self._clock.now())

    async def suggest(self, guild_id: int, typed: str) -> list[Meeting]:
        """Meetings to come that answer to what was typed, then those behind: by number or by words of the title."""
        async with self._database.read() as read:
            known = await rows.coming(read, guild_id, self._clock.now())
            known += await rows.past_or_cancelled(read, guild_id, self._clock.now(), 200)
        return [meeting for meeting in known if _answers_to(meeting, typed)][:_MOST_SUGGESTED]

    async def suggest_coming(self, guild_id: int, typed: str) -> list[Meeting]:
        """The same, without those that are over or were cancelled."""
        return [meeting for meeting in await self.coming(guild_id) if _answers_to(meeting, typed)][:_MOST_SUGGESTED]

    async def deliveries(self, guild_id: int, number: int) -> list[Delivery]:
        """What was and will be sent about a meeting."""
        async with self._database.read() as read:
            return await outbox.of_meeting(read, guild_id, number)

    async def clocks(self, meeting: Meeting) -> list[ZoneInfo]:
        """Zones in which to read a meeting's time: its own, the community's, and those of members far from these."""
        community = await self._communities.of(meeting.guild_id)
        async with self._database.read() as read:
            declared = await rows.zones_of_members(read, meeting.guild_id)
        shown = [ZoneInfo(meeting.plan.zone)]
        for names in ((community.time_zone,), declared, USUAL_ZONES):
            pool = [ZoneInfo(name) for name in names]
            while pool and len(shown) < _CLOCKS_SHOWN:
                farthest = max(pool, key=lambda each: _apart(each, shown, meeting.plan.starts_at))
                if not _apart(farthest, shown, meeting.plan.starts_at):
                    break
                shown.append(farthest)
        return shown

    # For the deliverers.

    async def due(self, delivery: Delivery) -> Meeting:
        """The meeting that a delivery is about; raises NothingToSend where it was cancelled."""
        meeting = await self._of(delivery)
        if meeting.status != "planned":
            raise NothingToSend(_CANCELLED_WORDS)
        return meeting

    async def called_off(self, delivery: Delivery) -> Meeting:
        """The cancelled meeting that a delivery is about."""
        return await self._of(delivery)

    async def _of(self, delivery: Delivery) -> Meeting:
        about = delivery.posting
        async with self._database.read() as read:
            meeting = await rows.find(read, about.guild_id, about.meeting or 0)
        if meeting is None:
            raise NothingToSend("the meeting is no longer kept")
        return meeting

    async def _replace(self, meeting: Meeting, plan: Plan) -> None:
        async with self._database.write() as write:
            await rows.change_draft(write, meeting.guild_id, meeting.number, plan, self._clock.now())

    async def _when(self, guild_id: int, user_id: int, typed: Typed) -> When:
        try:
            where = zone(typed.zone) if typed.zone.strip() else await self._zone_of(guild_id, user_id)
            return read_when(typed.when, where, self._clock.now())
        except (UnknownZone, UnclearTime) as unclear:
            raise Refusal(str(unclear)) from None

    async def _zone_of(self, guild_id: int, user_id: int) -> ZoneInfo:
        async with self._database.read() as read:
            declared = (await members.profile(read, guild_id, user_id)).time_zone
        return ZoneInfo(declared or (await self._communities.of(guild_id)).time_zone)


async def _draft(read: ReadConnection, guild_id: int, number: int, user_id: int) -> Meeting:
    meeting = await rows.find(read, guild_id, number)
    if meeting is None or (meeting.status == "draft" and meeting.organiser_id != user_id):
        raise Refusal("This draft is no longer kept. Please begin again with `/meeting create`.")
    if meeting.status != "draft":
        raise Refusal(f"{meeting.label} has been posted already: `/meeting show` shows it.")
    return meeting


def as_typed(meeting: Meeting) -> Typed:
    """What an organiser would type for a plan; where the clocks show its time twice, with the offset."""
    plan, clock = meeting.plan, ZoneInfo(meeting.plan.zone)
    when = plan.wall_time.isoformat(sep=" ", timespec="seconds" if plan.wall_time.second else "minutes")
    first, second = (plan.wall_time.replace(tzinfo=clock, fold=fold).utcoffset() for fold in (0, 1))
    offset = "" if first == second else f" {plan.starts_at.astimezone(clock).isoformat()[-6:]}"
    return Typed(plan.title, when + offset, plan.zone, plan.minutes, plan.place)


def number_in(typed: str) -> int:
    """The number of a meeting: "M-12" or "12"; raises a Refusal for anything else."""
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise Refusal("Choose a meeting from the list that appears while you type, or type its number, such as M-12.")
    return int(found.group(1))


def _screened(typed: Typed) -> Typed:
    """Title and place on one line, within their lengths and without what may name a patient."""
    title, place = " ".join(typed.title.split()), " ".join(typed.place.split())
    if not title:
        raise Refusal("A meeting needs a title.")
    if len(title) > LONGEST_TITLE or len(place) > LONGEST_PLACE:
        raise Refusal(f"A title has at most {LONGEST_TITLE} characters, a place {LONGEST_PLACE}.")
    if not SHORTEST_MINUTES <= typed.minutes <= LONGEST_MINUTES:
        raise Refusal(f"A meeting lasts from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes (7 days).")
    # Where a meeting is, is what the place is for.
    seen = {"title": _kinds_in(title), "place": _kinds_in(place) - PLACE_KINDS}
    for part, kinds in seen.items():
        if kinds:
            raise Refusal(
                f"The {part} seems to hold something that can identify a person: a name or a date of birth, "
                "a telephone or record number, or an e-mail address. Nothing was kept. Please write it without; "
                "a link is fine, and dial-in numbers can stand behind it."
            )
    return Typed(title, typed.when, typed.zone, typed.minutes, place)


def _kinds_in(text: str) -> set[str]:
    return {each.kind for each in identifiers(text)}


def _plan(typed: Typed, when: When) -> Plan:
    return Plan(typed.title, when.starts_at, when.wall_time, when.zone_name, typed.minutes, typed.place)


def _answers_to(meeting: Meeting, typed: str) -> bool:
    wanted = typed.strip().casefold()
    return wanted in f"{meeting.label} {meeting.plan.title}".casefold() or wanted == str(meeting.number)


def _apart(candidate: ZoneInfo, shown: list[ZoneInfo], moment: datetime) -> timedelta:
    """How far a zone's clock is from the nearest of those shown."""
    return min(abs(_offset(candidate, moment) - _offset(each, moment)) for each in shown)


def _offset(clock: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(clock).utcoffset() or timedelta(0)
