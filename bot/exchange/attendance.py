"""Attendance: counted in the voice channel while the meeting lasts, or noted by hand; and a record of it as a file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.wall_time import in_full
from bot.exchange.attendance_looks import put_looks
from bot.exchange.clock import Clock
from bot.exchange.files import File
from bot.exchange.meeting_card_edits import show_anew
from bot.exchange.meeting_plans import labelled_title
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.posted_meetings import posted_meeting
from bot.exchange.refusal import Refusal
from db import attendance as rows
from db import audit, meetings, members
from db.attendance import Stay
from db.connections import ReadConnection
from db.database import Database
from db.meetings import Meeting
from db.outbox import Delivery

_EARLY = timedelta(minutes=30)
"""Who comes so long before the start is noted at once; what is counted begins with the meeting all the same."""


@dataclass(frozen=True, slots=True)
class Attended:
    """One member at a meeting: minutes counted in the voice channel, and what was noted by hand.

    By hand the whole meeting counts once the organiser has confirmed it; `confirmed` is None where nothing was noted.
    """

    user_id: int
    minutes_counted: int
    confirmed: bool | None

    @property
    def counts(self) -> bool:
        """Whether there is something to put on record."""
        return self.minutes_counted > 0 or self.confirmed is True


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everybody at a meeting, in the order of coming, and the voice channel that is counted."""

    meeting: Meeting
    channel_id: int | None
    people: tuple[Attended, ...]

    def of(self, user_id: int) -> Attended | None:
        """One member's line."""
        return next((each for each in self.people if each.user_id == user_id), None)


class Attendance:
    """Who was at a community's meetings."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def sheet(self, guild_id: int, number: int) -> Sheet:
        """Who was or is there; raises a Refusal where there is no such meeting."""
        async with self._database.read() as read:
            return await _sheet(read, await posted_meeting(read, guild_id, number), self._clock.now())

    async def channel_of(self, meeting: Meeting) -> int | None:
        """The voice or stage channel in which a meeting's attendance is counted."""
        async with self._database.read() as read:
            return await rows.channel_of(read, meeting.guild_id, meeting.number)

    async def count_in(self, guild_id: int, number: int, channel_id: int | None, actor_id: int) -> Sheet:
        """The organiser has attendance counted in this channel, or in none; the card says so."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            _require_planned(meeting)
            if now >= meeting.plan.ends_at:
                raise Refusal(f"{meeting.label} is over: nobody can be counted any more. Note them by hand.")
            await rows.choose_channel(write, guild_id, number, channel_id)
            await put_looks(write, meeting, now)
            await show_anew(write, meeting, now)
            await audit.add(write, guild_id, actor_id, "attendance is counted", meeting.label, now)
            sheet = await _sheet(write, meeting, now)
        self._outbox.announce()
        return sheet

    async def say_i_was_there(self, guild_id: int, number: int, user_id: int) -> Attended:
        """A member says so; the organiser confirms it. Raises a Refusal before the meeting has begun."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            _require_begun(meeting, now)
            await rows.mark(write, guild_id, number, [user_id], now, confirmed=False)
            own = (await _sheet(write, meeting, now)).of(user_id)
            assert own is not None  # written in this transaction
            return own

    async def confirm(self, guild_id: int, number: int, user_ids: Sequence[int], actor_id: int) -> Sheet:
        """The organiser notes that these were there, whether they said so or not."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            _require_begun(meeting, now)
            await rows.mark(write, guild_id, number, user_ids, now, confirmed=True)
            await audit.add(write, guild_id, actor_id, "attendance confirmed", meeting.label, now)
            return await _sheet(write, meeting, now)

    async def take_back(self, guild_id: int, number: int, user_id: int, actor_id: int) -> Sheet:
        """What was noted by hand was a mistake."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            await rows.unmark(write, guild_id, number, user_id)
            await audit.add(write, guild_id, actor_id, "attendance taken back", meeting.label, now)
            return await _sheet(write, meeting, now)

    # What happens in voice channels.

    async def came_or_went(self, guild_id: int, user_id: int, channel_id: int | None) -> None:
        """A member is in this voice channel now, or in none. Who opted out of being captured counts as gone."""
        now = self._clock.now()
        async with self._database.read() as read:
            if not await rows.counted_now(read, guild_id, now, _EARLY):
                return
        async with self._database.write() as write:
            is_counted = not await members.opted_out(write, guild_id, user_id)
            # Asked again here: the organiser may have turned the counting off just now.
            for number, channel in (await rows.counted_now(write, guild_id, now, _EARLY)).items():
                if is_counted and channel == channel_id:
                    await rows.joined(write, guild_id, number, [user_id], now)
                else:
                    await rows.left(write, guild_id, number, user_id, now)
                await rows.saw(write, guild_id, number, now)

    async def guilds_to_look_at(self) -> list[int]:
        """Where a meeting is being counted just now."""
        async with self._database.read() as read:
            return await rows.guilds_counted_now(read, self._clock.now())

    async def channels_to_look_at(self, guild_id: int) -> dict[int, int]:
        """The voice channels of the meetings that are being counted, by the meetings' numbers."""
        async with self._database.read() as read:
            return await rows.counted_now(read, guild_id, self._clock.now())

    async def channel_to_look_at(self, delivery: Delivery) -> tuple[Meeting, int]:
        """The voice channel of a meeting that begins or ends; raises NothingToSend where it is not counted any more."""
        about = delivery.posting
        async with self._database.read() as read:
            meeting = await meetings.find(read, about.guild_id, about.meeting or 0)
            channel_id = await rows.channel_of(read, about.guild_id, about.meeting or 0)
        if meeting is None or meeting.status != "planned" or channel_id is None:
            raise NothingToSend("attendance is not counted")
        return meeting, channel_id

    async def known(self, guild_id: int, number: int) -> frozenset[int]:
        """Who was seen at a meeting before."""
        async with self._database.read() as read:
            return frozenset(each.user_id for each in await rows.stays(read, guild_id, number))

    async def looked(self, guild_id: int, number: int, present: Collection[int]) -> None:
        """These are in the meeting's channel now, and nobody else."""
        now = self._clock.now()
        async with self._database.write() as write:
            counted = [each for each in sorted(present) if not await members.opted_out(write, guild_id, each)]
            await rows.end_stays_but_of(write, guild_id, number, counted)
            await rows.joined(write, guild_id, number, counted, now)
            await rows.saw(write, guild_id, number, now)


def record(sheet: Sheet, user_id: int, *, name: str, organiser: str, community: str, now: datetime) -> File:
    """A member's attendance as a text file; raises a Refusal where nothing is on record."""
    own, meeting = sheet.of(user_id), sheet.meeting
    if own is None or not own.counts:
        raise Refusal(
            f"Nothing is on record of you at {meeting.label} yet. Press **I was there**; once its organiser has "
            "confirmed it, your record is here."
        )
    zone = ZoneInfo(meeting.plan.zone)
    begins, ends = meeting.plan.starts_at.astimezone(zone), meeting.plan.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else _on_day(ends)
    lines = [
        "ATTENDANCE RECORD",
        "This is not a certificate of continuing medical education (CME). No credit is awarded or implied by it.",
        "",
        f"Name       {' '.join(name.split())}",
        f"Meeting    {labelled_title(meeting.plan)} ({meeting.label})",
        f"Date       {_on_day(begins)} to {until}, {meeting.plan.zone} (UTC{_offset(begins)})",
        f"Present    {_present(own, meeting)}",
        f"Organiser  {' '.join(organiser.split())}",
        f"Community  {' '.join(community.split())}",
        f"Issued     {_on_day(now)} UTC",
        "",
        "Minutes are counted between the meeting's planned beginning and end. The name is the one shown on Discord; it",
        "was not checked against any document.",
    ]
    return File(f"attendance-{meeting.label}.txt", ("\n".join(lines) + "\n").encode())


async def _sheet(read: ReadConnection, meeting: Meeting, now: datetime) -> Sheet:
    guild_id, number = meeting.guild_id, meeting.number
    counted: dict[int, timedelta] = {}
    for stay in await rows.stays(read, guild_id, number):
        counted[stay.user_id] = counted.get(stay.user_id, timedelta()) + overlap(stay, meeting, now)
    noted = {each.user_id: each.confirmed for each in await rows.marks(read, guild_id, number)}
    people = [
        Attended(user_id, round(span / timedelta(minutes=1)), noted.get(user_id)) for user_id, span in counted.items()
    ]
    people += [Attended(user_id, 0, confirmed) for user_id, confirmed in noted.items() if user_id not in counted]
    shown = tuple(each for each in people if each.minutes_counted > 0 or each.confirmed is not None)
    return Sheet(meeting, await rows.channel_of(read, guild_id, number), shown)


def overlap(stay: Stay, meeting: Meeting, now: datetime) -> timedelta:
    """How much of a stay lies within the meeting. One that has no end after it counts to when it was last known of."""
    lasts_until = now if now < meeting.plan.ends_at else stay.seen_at
    until = min(stay.left_at or lasts_until, meeting.plan.ends_at)
    return max(until - max(stay.joined_at, meeting.plan.starts_at), timedelta())


def _present(own: Attended, meeting: Meeting) -> str:
    if own.confirmed:
        return f"{meeting.plan.minutes} of {meeting.plan.minutes} minutes, confirmed by the organiser"
    return f"{own.minutes_counted} of {meeting.plan.minutes} minutes, counted in the voice channel"


def _offset(moment: datetime) -> str:
    return f"{moment:%z}"[:3] + ":" + f"{moment:%z}"[3:5]


def _require_planned(meeting: Meeting) -> None:
    if meeting.status == "cancelled":
        raise Refusal(f"{meeting.label} was cancelled: nobody was there.")


def _require_begun(meeting: Meeting, now: datetime) -> None:
    _require_planned(meeting)
    if now < meeting.plan.starts_at:
        raise Refusal(f"{meeting.label} has not begun yet.")


def _on_day(moment: datetime) -> str:
    return f"{moment:%a} {in_full(moment)}, {moment:%H:%M}"
