"""A member's own data: what is kept, as a file to take along, and gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.exchange import agenda_posts, copies
from bot.exchange.clock import Clock
from bot.exchange.files import File, fitting
from bot.exchange.held_forms import HeldForms
from bot.exchange.meeting_card_edits import show_anew
from bot.exchange.named_posts import NAMING, NAMING_OF_SERIES, about_post, take_names_out
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.rsvp import settle_places
from bot.exchange.withdrawing import erasures_of, withdraw
from db import (
    agenda,
    imports,
    meetings,
    members,
    outbox,
    outcomes,
    posted_copies,
    privacy,
    questions,
    rsvp,
    vocabulary,
    withheld,
)
from db.connections import WriteConnection
from db.database import Database
from db.entries import Tombstone
from db.instants import to_milliseconds
from db.journal import Erasure
from db.members import Profile
from db.privacy import PersonalColumn

TAKE_BACK: Final = "take_back"
_DRAFTS: Final = "drafts of meetings that you have not posted"
_NAME = "my-data"
_WITHDRAWN_AT_ONCE: Final = 250  # some 0.2 s, for which everybody else who saves something waits


@dataclass(frozen=True, slots=True)
class Kept:
    """What the exchange has of a member: the profile, whether capture is or ever was off, and counts in plain words.

    `unmatchable` are the community's reports under a secret that is lost: nobody can tell whether any is this member's.
    `entries` are those of the member in the library, of which they `imported` some from a file.
    """

    profile: Profile
    opted_out: bool
    ever_opted_out: bool
    counts: tuple[tuple[str, int], ...]
    unmatchable: int = 0
    entries: int = 0
    imported: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a member's erasure did; `withheld` are those of the entries under no name, whose notices follow later.

    `imported` are the entries that stay, without the name of who imported them.
    """

    entries: int
    imported: int
    withheld: int
    ever_opted_out: bool


class Privacy:
    """What a member may always ask for."""

    def __init__(
        self, database: Database, clock: Clock, outbox: Outbox, held_forms: HeldForms, keys: ReporterKeys
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._held_forms = held_forms
        self._keys = keys

    async def kept(self, guild_id: int, user_id: int) -> Kept:
        """What is kept about a member in a community."""
        async with self._database.read() as read:
            counts = await privacy.counts(read, guild_id, user_id)
            drafts = await meetings.drafts_of(read, guild_id, user_id)
            profile = await members.profile(read, guild_id, user_id)
            opted_out = await members.opted_out(read, guild_id, user_id)
            ever_opted_out = await members.ever_opted_out(read, guild_id, user_id)
            own_key = self._keys.key_of(guild_id, user_id)
            imported = await privacy.imports_of(read, guild_id, user_id)
            unmatchable = await withheld.unmatchable(read, guild_id, self._keys.mark)
            number_withheld = len(await withheld.numbers_of(read, guild_id, own_key)) if own_key is not None else 0
        told = (*_told(counts, drafts), (withheld.HOLDS, number_withheld))
        named = sum(number for each, number in counts.items() if (each.table, each.column) == ("entry", "author_id"))
        return Kept(profile, opted_out, ever_opted_out, told, unmatchable, named + number_withheld, len(imported))

    async def export(self, guild_id: int, user_id: int, size_limit: int) -> File:
        """All of a member's data as JSON, zipped where Discord would refuse the size."""
        async with self._database.read() as read:
            data = await privacy.export(read, guild_id, user_id)
            own_key = self._keys.key_of(guild_id, user_id)
            if own_key is not None:
                data |= await withheld.export(read, guild_id, own_key)
        whole: dict[str, Any] = {
            "exported_at": self._clock.now().isoformat(),
            "server_id": str(guild_id),
            "user_id": str(user_id),
            "what": {f"{each.table}.{each.column}": each.holds for each in privacy.PERSONAL}
            | {"entry.reporter_key": withheld.HOLDS, "complication.reporter_key": withheld.HOLDS},
            **data,
        }
        return await asyncio.to_thread(_packed, whole, size_limit)

    async def withdraw_imports(self, guild_id: int, user_id: int) -> int:
        """Withdraw what a member imported, for who imported their own words; how many. Then they can `forget`.

        It may be thousands: others save something after each lot. Where it is cut off, the same press does the rest.
        Raises a Refusal while one is being written: the rest of it would stay.
        """
        async with self._database.read() as read:
            if await imports.is_writing(read, guild_id, user_id):
                raise Refusal(
                    "Your import is just being written. Nothing was erased yet: please press again in a minute."
                )
            imported = await privacy.imports_of(read, guild_id, user_id)
        count = 0
        for start in range(0, len(imported), _WITHDRAWN_AT_ONCE):
            lot = imported[start : start + _WITHDRAWN_AT_ONCE]
            async with self._database.write() as write:
                count += await withdraw(self._database, write, guild_id, lot, self._clock.now())
            self._outbox.announce()
        return count

    async def forget(self, guild_id: int, user_id: int) -> Forgotten:
        """Erase everything of a member's but when they opted out of capture; every public copy follows, and the bot's
        words to the member in channels go.

        Notices of reports with the name withheld follow at the day's end: going with the rest they would tell whose
        they were.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            imported = await privacy.imports_of(write, guild_id, user_id)
            tombstones = await forget_named(write, guild_id, user_id, now)
            own_key = self._keys.key_of(guild_id, user_id)
            unnamed = await withheld.erase(write, guild_id, own_key, now) if own_key is not None else []
            for tombstone in unnamed:
                await copies.follow(write, guild_id, tombstone.number, _end_of_day(now))
            ever_opted_out = await members.ever_opted_out(write, guild_id, user_id)
            await vocabulary.forget_old_words(write, now)
            # A backup that is older than an entry does not know whose it was: it is told the message too.
            member = Erasure("member", guild_id, user_id, to_milliseconds(now))
            # The withheld ones carry the end of the day, so that the time of the member's erasure is not theirs too.
            apart = erasures_of(guild_id, unnamed, _end_of_day(now))
            await self._database.journal.record(write, [member, *erasures_of(guild_id, tombstones, now), *apart])
        await self._database.empty_log()
        self._held_forms.forget_member(guild_id, user_id)
        self._outbox.announce()
        return Forgotten(len(tombstones) + len(unnamed), len(imported), len(unnamed), ever_opted_out)


async def forget_named(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> list[Tombstone]:
    """Erase what bears a member's name; what stands of it in public follows. Call `Outbox.announce` afterwards."""
    judged = {
        *await outcomes.reported_by(write, guild_id, user_id),
        *await questions.voted_on(write, guild_id, user_id),
    }
    touched = await agenda.meetings_touched_by(write, guild_id, user_id)
    answered_to = await rsvp.of_member(write, guild_id, user_id)
    imported = set(await privacy.imports_of(write, guild_id, user_id))
    # They stay, and of what may be thousands most stand on no card: the others lose a name there, and nothing else.
    shown = imported.intersection(await posted_copies.naming(write, guild_id, user_id))
    saved = await posted_copies.saved_by(write, guild_id, user_id)
    await _take_back_posts(write, guild_id, user_id, now)
    tombstones = await privacy.erase_member(write, guild_id, user_id, now)
    await _leave_meetings(write, guild_id, {*answered_to, *touched}, now)
    for number in {*judged, *shown, *saved, *(tombstone.number for tombstone in tombstones)}:
        await copies.follow(write, guild_id, number, now)
    for meeting in touched:
        await agenda.close_ranks(write, guild_id, meeting)
        await agenda_posts.follow_if_posted(write, guild_id, meeting, now)
        await agenda_posts.follow_carried(write, guild_id, meeting, now)
    return tombstones


def _told(counts: Mapping[PersonalColumn, int], drafts: int) -> Iterator[tuple[str, int]]:
    """The counts in words; a draft is no meeting yet."""
    for each, number in counts.items():
        if each.table == "meeting":
            yield each.holds, number - drafts
            yield _DRAFTS, drafts
        elif (each.table, each.column) not in (("member", "user_id"), ("opt_out", "user_id")):
            yield each.holds, number


def _end_of_day(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


async def _take_back_posts(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> None:
    """While it is still known which posts speak to the member, or name them among others."""
    for post in await privacy.posts_to(write, guild_id, user_id):
        await outbox.put(write, about_post(TAKE_BACK, guild_id, post, now))
    named = await privacy.posts_naming(write, guild_id, user_id, NAMING, NAMING_OF_SERIES)
    await take_names_out(write, guild_id, named, now)


async def _leave_meetings(write: WriteConnection, guild_id: int, numbers: Iterable[int], now: datetime) -> None:
    """The cards of meetings name the member no longer, and a place that became free is the next one's."""
    for number in numbers:
        meeting = await meetings.find(write, guild_id, number)
        if meeting is not None and meeting.status != "draft":
            await settle_places(write, meeting, now)
            await show_anew(write, meeting, now)


def _packed(whole: dict[str, Any], size_limit: int) -> File:
    plain = json.dumps(whole, ensure_ascii=False, indent=2).encode()
    return fitting(
        File(f"{_NAME}.json", plain),
        size_limit,
        "Your data is larger than Discord lets me send here, even zipped. Please ask those who run this bot for it: "
        "`/privacy policy` says who they are.",
    )
