"""Minutes: summaries in the library that tell of a meeting, written in a form or taken from the chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.calendar.typed_time import MONTHS
from bot.clinical.reading import EntryKind, Reading
from bot.exchange import copies, discussions
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.incoming import IncomingMessage
from bot.exchange.lookup import Asker
from bot.exchange.meeting_plans import labelled_title
from bot.exchange.outbox import Outbox
from bot.exchange.posted_meetings import posted_meeting
from bot.exchange.readings import content_again, kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, ReadDraft, add_written, content_of_draft, reading_here
from bot.exchange.summary_facts import DATE, SOURCE
from db import audit, entries, meetings
from db import minutes as rows
from db.communities import ensure
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Detail, Entry
from db.meetings import Meeting

TOLD_WITHIN: Final = timedelta(days=14)
"""A summary that is tagged in a meeting's channel tells of the last meeting there, for so long. House limit."""
_MOST_OFFERED: Final = 25  # Discord: options of a menu


class Minutes:
    """What came of the meetings."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def open_to_minutes(self, guild_id: int, meeting: int) -> Meeting:
        """A meeting that minutes can be written of; raises a Refusal for one that was cancelled or has not begun."""
        async with self._database.read() as read:
            return await _begun(read, guild_id, meeting, self._clock.now())

    async def save(
        self, guild_id: int, meeting: int, user_id: int, draft: ReadDraft, cleared: Collection[str] = ()
    ) -> Entry | HeldDraft:
        """Keep minutes as a summary in their author's name, unless they may identify a patient.

        They are posted in the meeting's channel, with a thread in which they are talked about.
        """
        cleared = answered_for(cleared)
        kinds = kinds_of(draft.reading.identifiers, cleared)
        if kinds:
            return HeldDraft(kinds)
        if not draft.draft.text.strip():
            raise Refusal("There is nothing in it to save. Please write something and send it again.")
        now = self._clock.now()
        async with self._database.write() as write:
            await ensure(write, guild_id, now)
            told_of = await _begun(write, guild_id, meeting, now)
            for known in await rows.of_meeting(write, guild_id, meeting):
                if known.author_id == user_id and known.content.text == draft.draft.text:
                    return known  # sent twice
            content = content_of_draft(draft.draft, await reading_here(write, guild_id, draft))
            number = await add_written(write, guild_id, content, now, author_id=user_id)
            await rows.link(write, guild_id, number, meeting)
            # Open to comment, where those who were there read it.
            await discussions.plan(write, guild_id, number, told_of.channel_id, now)
            if cleared:
                await audit.add(write, guild_id, user_id, "not_the_patient", number, now)
            entry = await entries.by_number(write, guild_id, number)
        self._outbox.announce()
        assert entry is not None
        return entry

    async def link(self, entry: Entry, meeting: int) -> Meeting:
        """A summary that was captured tells of a meeting; raises a Refusal where it tells of another already."""
        now = self._clock.now()
        async with self._database.write() as write:
            known = await _begun(write, entry.guild_id, meeting, now)
            if entry.content.kind is not EntryKind.SUMMARY:
                raise Refusal(f"{entry.label} is in the library already, and is no summary. **Edit details** is there.")
            told = await rows.meeting_of(write, entry.guild_id, entry.number)
            if told not in (None, meeting):
                raise Refusal(f"{entry.label} is the minutes of M-{told} already.")
            await rows.link(write, entry.guild_id, entry.number, meeting)
            if not entry.content.details:  # its author may have said what it is of
                named = replace(entry, content=replace(entry.content, details=details_of(known)))
                content = await content_again(write, named, entry.content.correction)
                await entries.replace(write, entry.guild_id, entry.number, content, now)
                await copies.follow(write, entry.guild_id, entry.number, now)
        self._outbox.announce()
        return known

    async def of(self, asker: Asker, meeting: int) -> list[Entry]:
        """A meeting's minutes, oldest first; those that the asker sees."""
        async with self._database.read() as read:
            found = await rows.of_meeting(read, asker.guild_id, meeting)
        return [each for each in found if asker.sees(each)]

    async def meant(
        self, guild_id: int, channel_id: int, parent_channel_id: int | None, at: datetime
    ) -> Meeting | None:
        """The meeting that a message tells of, by where and when it was written."""
        async with self._database.read() as read:
            number = await rows.last_begun_in(read, guild_id, channel_id, parent_channel_id, at=at, within=TOLD_WITHIN)
            return await meetings.find(read, guild_id, number) if number is not None else None

    async def begun(self, guild_id: int) -> list[Meeting]:
        """The meetings that have begun, the latest first, as many as a menu holds."""
        async with self._database.read() as read:
            numbers = await rows.begun(read, guild_id, self._clock.now(), _MOST_OFFERED)
            found = [await meetings.find(read, guild_id, number) for number in numbers]
        return [meeting for meeting in found if meeting is not None]


def details_of(meeting: Meeting) -> tuple[Detail, ...]:
    """What minutes say of their meeting: they are found by its title too."""
    day = meeting.plan.wall_time
    return (
        Detail(SOURCE, f"{meeting.label} · {labelled_title(meeting.plan)}"),
        Detail(DATE, f"{day.day} {MONTHS[day.month - 1]} {day.year}"),
    )


async def details_for(
    read: ReadConnection, message: IncomingMessage, entry: Entry | None, reading: Reading
) -> tuple[Detail, ...] | None:
    """What a captured summary says of the meeting that it tells of.

    None where it tells of none, and where its author has said already what it is of.
    """
    if entry is not None and entry.content.details:
        return None
    if entry is not None:
        number = await rows.meeting_of(read, message.guild_id, entry.number)
    else:
        number = await _meant(read, message, reading.kind)
    meeting = await meetings.find(read, message.guild_id, number) if number is not None else None
    return details_of(meeting) if meeting is not None else None


async def link_captured(write: WriteConnection, message: IncomingMessage, entry: int, kind: EntryKind) -> None:
    """A summary tagged where a meeting stands, after it began, is its minutes."""
    meeting = await _meant(write, message, kind)
    if meeting is not None:
        await rows.link(write, message.guild_id, entry, meeting)


async def _meant(read: ReadConnection, message: IncomingMessage, kind: EntryKind | None) -> int | None:
    if (message.chosen.kind if message.chosen is not None else kind) is not EntryKind.SUMMARY:
        return None
    return await rows.last_begun_in(
        read,
        message.guild_id,
        message.channel_id,
        message.parent_channel_id,
        at=message.posted_at,
        within=TOLD_WITHIN,
    )


async def _begun(read: ReadConnection, guild_id: int, number: int, now: datetime) -> Meeting:
    meeting = await posted_meeting(read, guild_id, number)
    if meeting.status == "cancelled":
        raise Refusal(f"{meeting.label} was cancelled, so there are no minutes of it.")
    if meeting.plan.starts_at > now:
        raise Refusal(f"{meeting.label} has not begun: its minutes can be written from its start on.")
    return meeting
