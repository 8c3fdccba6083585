"""How complications went on: told by their reporters, who are asked in private where they wish to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clinical.reading import EntryKind
from bot.clinical.screen import identifiers_of_patient
from bot.clinical.severity import State
from bot.exchange import copies
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.complications import own_report, report_by
from bot.exchange.outbox import NothingToSend, Outbox, Sending, token_of
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.saving import SENT_AGAIN_WITHIN, HeldDraft
from db import audit, complications, entries, outbox
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry
from db.outbox import Posting

ASKING_KIND: Final = "complication_follow_up"
ASKED_AFTER_WEEKS: Final = (2, 6, 12)
_GRACE: Final = timedelta(days=7)
_OPEN: Final = ("listed", "merged")
"""Who has told of the same case as another may still tell how it went on: it is shown with that one."""


@dataclass(frozen=True, slots=True)
class AskedLater:
    """The questions stand. `weeks` are those to come, each by how many weeks after the report; `failed` are those that
    could not be sent so far, and why.
    """

    entry: Entry
    weeks: tuple[int, ...]
    failed: tuple[tuple[int, str], ...]


class FollowUps:
    """Asks, and keeps what is told."""

    def __init__(self, database: Database, clock: Clock, outbox_: Outbox, keys: ReporterKeys) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox_
        self._keys = keys

    async def add(
        self, guild_id: int, user_id: int, number: int, state: State, helped: str, cleared: Collection[str] = ()
    ) -> Entry | HeldDraft:
        """Keep how it went on, and what helped, unless that may identify a patient."""
        kinds = kinds_of(identifiers_of_patient(helped), answered_for(cleared))
        if kinds:
            return HeldDraft(kinds)
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await self._open_for(write, guild_id, user_id, number)
            since = now - SENT_AGAIN_WITHIN
            await complications.add_follow_up(write, guild_id, number, state, helped, now, since=since)
            if cleared:
                actor_id = None if entry.is_withheld else user_id
                await audit.add(write, guild_id, actor_id, "not_the_patient", number, now)
            await copies.follow(write, guild_id, entry.superseded_by or number, now)
        self._outbox.announce()
        return entry

    async def open_for(self, guild_id: int, user_id: int, number: int) -> Entry:
        """The report, for who may follow it up; raises a Refusal with the reason for everybody else."""
        async with self._database.read() as read:
            return await self._open_for(read, guild_id, user_id, number)

    async def ask_later(self, guild_id: int, user_id: int, number: int) -> AskedLater:
        """The reporter wants to be asked in private, 2, 6 and 12 weeks after the report; only for named reports.

        A question whose time is past already is not asked; of one that failed it is said why.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await own_report(write, self._keys, guild_id, user_id, number)
            if entry.is_withheld:
                raise Refusal(
                    "A question to you would stand in my outbox with your name. Use **Add follow-up** on the report."
                )
            to_come = tuple(weeks for weeks in ASKED_AFTER_WEEKS if entry.created_at + timedelta(weeks=weeks) > now)
            for weeks in to_come:
                await outbox.put_again(write, _question(entry, user_id, weeks))
            before = [(weeks, await outbox.by_key(write, _key(entry, user_id, weeks))) for weeks in ASKED_AFTER_WEEKS]
        self._outbox.announce()
        failed = tuple((weeks, row.outcome) for weeks, row in before if row is not None and row.state == "failed")
        return AskedLater(entry, to_come, failed)

    async def stop_asking(self, guild_id: int, user_id: int, number: int) -> None:
        """No more questions about this report, whatever has become of it."""
        async with self._database.write() as write:
            why = "its reporter wants no questions"
            await outbox.skip_questions(write, guild_id, number, user_id, ASKING_KIND, why)

    async def asked_about(self, sending: Sending) -> Entry:
        """The report that a due question is about; raises NothingToSend where it need not be asked."""
        posting = sending.delivery.posting
        if posting.entry is None or posting.user_id is None:
            raise NothingToSend("the row names no reporter")
        async with self._database.read() as read:
            entry = await entries.by_number(read, posting.guild_id, posting.entry)
        is_report = entry is not None and entry.kind is EntryKind.COMPLICATION and entry.status in _OPEN
        if entry is None or not is_report or posting.user_id not in (entry.author_id, entry.saved_by_id):
            raise NothingToSend("the report is not listed any more")
        return entry

    async def _open_for(self, read: ReadConnection, guild_id: int, user_id: int, number: int) -> Entry:
        entry = await report_by(read, self._keys, guild_id, user_id, number)
        if entry.status not in _OPEN:
            raise Refusal(f"{entry.label} is not listed at present, so nothing can be added to it.")
        return entry


def _key(entry: Entry, user_id: int, weeks: int) -> str:
    # Hashed: after the member's data is erased, the key still stands.
    return f"{ASKING_KIND}:{entry.guild_id}:{entry.number}:{weeks}:{token_of(str(user_id))}"


def _question(entry: Entry, user_id: int, weeks: int) -> Posting:
    return Posting(
        kind=ASKING_KIND,
        guild_id=entry.guild_id,
        due_at=entry.created_at + timedelta(weeks=weeks),
        grace=_GRACE,
        dedupe_key=_key(entry, user_id, weeks),
        label=str(weeks),
        user_id=user_id,
        entry=entry.number,
    )
