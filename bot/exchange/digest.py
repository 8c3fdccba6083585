"""The digest: what is new in the library, what waits for an answer, and which meetings come next."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.clinical.reading import EntryKind
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.copies import DIGEST_COPY_KIND, digest_copy
from bot.exchange.digest_plan import DIGEST, USUAL, channel_for, next_due, plan, plan_anew
from bot.exchange.outbox import Ended, NothingToSend, Outbox
from bot.exchange.series import next_ones
from db import audit, digest, entries, meetings, outbox, questions
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.digest import Issue, Part, Place, Schedule
from db.entries import Entry
from db.meetings import Meeting
from db.outbox import Delivery

__all__ = ["DIGEST", "DIGEST_COPY_KIND", "Digest", "Digests", "Line", "Planned", "Schedule", "Section"]

_QUESTION: Final = EntryKind.QUESTION.value
_ANSWERED: Final = "answered"
_LONGEST: Final = "waiting longest"
_MEETING: Final = "meeting"
_IMPORTED: Final = "imported"
_CARD: Final = "meeting_card"
MOST_LINES: Final = 3  # of a section: no card shows more
_MOST_MEETINGS: Final = 3
_FARTHEST: Final = timedelta(days=15)
"""Two weeks, where a week had its digest already, and a day for the zones."""
_FIRST_LOOK: Final = timedelta(days=7)
_FIRST_LOOKED_AT: Final = 5000
"""Of a library that had no digest yet, so many of the newest are looked at. House limit."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry or a meeting, and the message to which its line leads; None where the bot knows of none."""

    about: Entry | Meeting
    where: Place | None


@dataclass(frozen=True, slots=True)
class Section:
    """Some of a kind of entry (or "meeting"), newest or next first, and how many there are in all.

    "answered" are questions with a new or newly accepted answer, "waiting longest" is the one question of a quiet week.
    Of what was "imported" there is the number alone.
    """

    topic: str
    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new since an instant. In a quiet week the only question shown is the one that waits longest."""

    guild_id: int
    since: datetime
    sections: tuple[Section, ...]
    is_quiet: bool

    @property
    def is_worth_posting(self) -> bool:
        """Meetings alone are not: they have their own cards and reminders."""
        return any(section.topic != _MEETING for section in self.sections)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is chosen, where it goes, on which clocks, and when the next one is due, if one is."""

    schedule: Schedule
    channel_id: int | None
    zone: ZoneInfo
    due_at: datetime | None


class Digests:
    """A community's newsletter. It names nothing from a private channel, also not to those who see that channel."""

    def __init__(self, database: Database, clock: Clock, communities: Communities, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities
        self._outbox = outbox
        outbox.when_ended(DIGEST, self._ended)

    async def planned(self, guild_id: int) -> Planned:
        """What is chosen, and when the next digest is due."""
        community = await self._communities.of(guild_id)
        async with self._database.read() as read:
            schedule = await digest.schedule_of(read, guild_id) or USUAL
            due_at = await next_due(read, guild_id)
        return Planned(schedule, channel_for(schedule, community), ZoneInfo(community.zone_in_force), due_at)

    async def schedule(self, guild_id: int, schedule: Schedule, *, by: int) -> Planned:
        """Choose anew; a week that had its digest has no second one."""
        await self._communities.of(guild_id)
        now = self._clock.now()
        async with self._database.write() as write:
            await digest.choose(write, guild_id, schedule)
            await plan_anew(write, guild_id, now)
            await audit.add(write, guild_id, by, "digest scheduled", _told(schedule), now)
        self._outbox.announce()
        return await self.planned(guild_id)

    async def ensure(self, guild_id: int) -> None:
        """At the start: have the next digest planned where none is, as after a restore or an older version.

        One that is planned for a week far ahead was planned by a clock that was wrong.
        """
        planned, now = await self.planned(guild_id), self._clock.now()
        if not planned.schedule.is_on or planned.channel_id is None:
            return
        if planned.due_at is not None and planned.due_at - now <= _FARTHEST:
            return
        async with self._database.write() as write:
            await plan_anew(write, guild_id, now)
        self._outbox.announce()

    async def preview(self, guild_id: int) -> Digest:
        """What a digest would say now."""
        issue = await self._composed(guild_id, "", 0)
        return await self._shown(issue)

    # For the deliverers.

    async def issue(self, delivery: Delivery) -> Digest:
        """What a due digest says; it is written down first, so that it can follow its entries."""
        posting = delivery.posting
        if posting.channel_id is None:
            raise NothingToSend("the row names no channel")
        issue = await self._composed(posting.guild_id, posting.dedupe_key, posting.channel_id)
        async with self._database.write() as write:
            await digest.compose(write, issue)
        return await self._shown(issue)

    async def again(self, delivery: Delivery) -> tuple[Issue, Digest]:
        """A posted digest as it is to read now: what was withdrawn since is gone from it."""
        async with self._database.read() as read:
            issue = await digest.by_number(read, delivery.posting.guild_id, int(delivery.posting.label))
        if issue is None:
            raise NothingToSend("the digest is no longer kept")
        return issue, await self._shown(issue)

    async def forget(self, issue: Issue) -> None:
        """It was deleted in Discord."""
        async with self._database.write() as write:
            await digest.forget(write, issue.guild_id, issue.number)

    async def _ended(self, write: WriteConnection, end: Ended) -> None:
        posting, now = end.delivery.posting, self._clock.now()
        if end.message_id is not None:
            await digest.posted(write, posting.dedupe_key, end.message_id)
            issue = await digest.by_key(write, posting.dedupe_key)
            if issue is not None and await digest.is_outdated(write, issue):
                await digest_copy(write, issue, now)
        await plan(write, posting.guild_id, now)

    async def _composed(self, guild_id: int, key: str, channel_id: int) -> Issue:
        now = self._clock.now()
        async with self._database.read() as read:
            former = await digest.latest(read, guild_id)
            since = former.composed_at if former is not None else now - _FIRST_LOOK
            # By numbers, not by time: what is read after an absence is new, however old its message is.
            upto = await digest.last_number(read, guild_id)
            after = former.upto if former is not None else max(0, upto - _FIRST_LOOKED_AT)
            oldest = None if former is not None else since
            fresh = await digest.fresh(read, guild_id, after=after, upto=upto, since=oldest, most=MOST_LINES)
            parts = [Part(each.kind.value, _numbers(each.entries), each.total) for each in fresh]
            imported = await digest.imported(read, guild_id, after=after, upto=upto, since=oldest)
            if imported:
                parts.append(Part(_IMPORTED, (), imported))
            answered = await digest.newly_answered(
                read, guild_id, after=after, upto=upto, written_since=oldest, accepted_since=since
            )
            if answered:
                parts.append(Part(_ANSWERED, tuple(answered[:MOST_LINES]), len(answered)))
            parts += await _unanswered(read, guild_id, after, oldest, is_quiet=not parts)
            coming = next_ones(await meetings.coming(read, guild_id, now))
        if coming:
            numbers = tuple(meeting.number for meeting in coming[:_MOST_MEETINGS])
            parts.append(Part(_MEETING, numbers, len(coming)))
        return Issue(0, guild_id, key, channel_id, None, since, upto, tuple(parts), now)

    async def _shown(self, issue: Issue) -> Digest:
        numbers = [number for part in issue.parts if part.name != _MEETING for number in part.numbers]
        async with self._database.read() as read:
            known = {each.number: each for each in await entries.by_numbers(read, issue.guild_id, numbers)}
            copies = await digest.copies_of(read, issue.guild_id, numbers)
            answered = await digest.answered_among(read, issue.guild_id, numbers)
        sections: list[Section] = []
        for part in issue.parts:
            if part.name == _MEETING:
                lines = [line async for line in self._meeting_lines(issue.guild_id, part.numbers)]
            else:
                found = (known[number] for number in part.numbers if number in known)
                lines = [Line(each, _place(each, copies)) for each in found if _is_for_all(each)]
                if part.name == _ANSWERED:
                    lines = [line for line in lines if line.about.number in answered]
            if lines or part.name == _IMPORTED:
                gone = len(part.numbers) - len(lines)
                sections.append(Section(part.name, tuple(lines), part.total - gone))
        is_quiet = all(part.name in (_LONGEST, _MEETING) for part in issue.parts)
        return Digest(issue.guild_id, issue.since, tuple(sections), is_quiet)

    async def _meeting_lines(self, guild_id: int, numbers: Iterable[int]) -> AsyncIterator[Line]:
        for number in numbers:
            async with self._database.read() as read:
                meeting = await meetings.find(read, guild_id, number)
                said = await outbox.of_meeting(read, guild_id, number)
            if meeting is not None and meeting.status == "planned":
                cards = [each for each in said if each.posting.kind == _CARD and each.message_id is not None]
                yield Line(meeting, _stands(cards[-1]) if cards else None)


async def _unanswered(
    read: ReadConnection, guild_id: int, after: int, since: datetime | None, *, is_quiet: bool
) -> list[Part]:
    """The newest questions without an answer; in a quiet week, in which none was asked, the one that waits longest."""
    found = await questions.unanswered(read, guild_id, (), size=MOST_LINES, offset=0)
    if not found.entries:
        return []
    newest = found.entries[0]
    is_new = newest.number > after and (since is None or newest.created_at >= since)
    if is_new or not is_quiet:
        return [Part(_QUESTION, _numbers(found.entries), found.total)]
    oldest = await questions.unanswered(read, guild_id, (), size=1, offset=found.total - 1)
    return [Part(_LONGEST, _numbers(oldest.entries), found.total)]


def _stands(delivery: Delivery) -> Place:
    assert delivery.posting.channel_id is not None, "a meeting's card stands in a channel"
    assert delivery.message_id is not None, "it was sent"
    return Place(delivery.posting.channel_id, delivery.message_id)


def _is_for_all(entry: Entry) -> bool:
    """It may have become private since the digest was posted, or its patient have said no."""
    return entry.status == "listed" and entry.private_channel_id is None and not entry.is_refused


def _place(entry: Entry, copies: Mapping[int, Place]) -> Place | None:
    """Where it was said, or else where the bot has posted it."""
    if entry.source is not None:
        return Place(entry.source.channel_id, entry.source.message_id)
    return copies.get(entry.number)


def _numbers(found: Sequence[Entry]) -> tuple[int, ...]:
    return tuple(each.number for each in found)


def _told(schedule: Schedule) -> str:
    if not schedule.is_on:
        return "off"
    return f"day {schedule.weekday}, hour {schedule.hour}, channel {schedule.channel_id or 'for meetings'}"
