"""Members: what they declare of themselves, and whether their messages may be captured."""

from __future__ import annotations

import enum
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.clinical.reading import OVERRIDABLE_KINDS
from bot.clinical.screen import identifiers
from bot.exchange import agenda_posts, copies
from bot.exchange.clock import Clock
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from db import agenda, attendance, audit, outbox, outcomes, posted_copies, questions
from db import members as rows
from db.connections import WriteConnection
from db.database import Database
from db.entries import Entry
from db.instants import to_milliseconds
from db.journal import Erasing, Erasure
from db.members import Profile
from db.outbox import Posting

__all__ = ["Credential", "Members", "Profile", "credential_line"]

UNCHECKED: Final = "self-declared"
CHECKED: Final = "checked"
MOST_DEVICES: Final = 25
PICTURES_KIND: Final = "pictures"
_PICTURES_GRACE: Final = timedelta(days=1)


class Credential(enum.StrEnum):
    """What a member says they are. The value is stored, so it never changes; the label may."""

    label: str

    def __new__(cls, value: str, label: str) -> Credential:
        """A member of the enumeration with the words that people see."""
        credential = str.__new__(cls, value)
        credential._value_ = value
        credential.label = label
        return credential

    DERMATOLOGIST = "physician_dermatology", "Physician (dermatology)"
    PLASTIC_SURGEON = "physician_plastic_surgery", "Physician (plastic surgery)"
    PHYSICIAN = "physician_other", "Physician (other)"
    NURSE_PRACTITIONER = "nurse_practitioner", "Nurse practitioner"
    PHYSICIAN_ASSISTANT = "physician_assistant", "Physician assistant/associate"
    NURSE = "nurse", "Nurse"
    MEDICAL_ASSISTANT = "medical_assistant", "Medical assistant"
    AESTHETICIAN = "aesthetician", "Aesthetician"
    ELECTROLOGIST = "electrologist", "Electrologist"
    PRACTICE_MANAGER = "practice_manager", "Practice manager"
    INDUSTRY = "industry", "Industry"
    OTHER = "other", "Other"


def credential_line(profile: Profile) -> str:
    """A line for cards: "Nurse practitioner (checked), US-NJ · paid by Lumiwave"; empty where nothing is known.

    It holds what the member typed: a card escapes it.
    """
    known = {credential.value: credential.label for credential in Credential}
    label = known.get(profile.credential or "")
    parts = [f"{label} ({UNCHECKED if profile.checked_at is None else CHECKED})" if label else ""]
    parts += [profile.jurisdiction or ""]
    paid = [f"paid by {profile.paid_by_industry}"] if profile.paid_by_industry else []
    return " · ".join(part for part in (", ".join(filter(None, parts)), *paid) if part)


class Members:
    """The members of each community."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def profile(self, guild_id: int, user_id: int) -> Profile:
        """What a member has declared; an empty profile where nothing."""
        async with self._database.read() as read_only:
            return await rows.profile(read_only, guild_id, user_id)

    async def declare(self, guild_id: int, user_id: int, declared: Profile) -> Profile:
        """Replace a member's profile, also where their name stands; what it is now.

        The check of a credential goes with another credential or jurisdiction. Raises a Refusal for what must not be
        kept.
        """
        _screen(declared)
        now = self._clock.now()
        async with self._database.write() as write:
            former = await rows.profile(write, guild_id, user_id)
            await rows.declare(write, guild_id, user_id, declared, now)
            kept = await rows.profile(write, guild_id, user_id)
            if _in_public(former) != _in_public(kept):
                await _follow(write, guild_id, user_id, now)
        self._outbox.announce()
        return kept

    async def check(self, guild_id: int, user_id: int, moderator_id: int, seen: Profile) -> Profile:
        """A moderator has checked the credential that the member declares for the jurisdiction; the profile now.

        `seen` is the claim that the moderator looked up. Raises a Refusal where the member has declared another since,
        and for one's own.
        """
        if user_id == moderator_id:
            raise Refusal("Nobody checks their own credential: ask another moderator.")
        now = self._clock.now()
        async with self._database.write() as write:
            profile = await rows.profile(write, guild_id, user_id)
            if profile.credential is None or _claim(profile) != _claim(seen):
                raise Refusal("The member has changed what they declare. Please look again with `/member verify`.")
            await rows.check(write, guild_id, user_id, moderator_id, now)
            deed, about = "credential checked", profile.credential
            await audit.add(write, guild_id, moderator_id, deed, about, now, member_id=user_id)
            await _follow(write, guild_id, user_id, now)
            checked = await rows.profile(write, guild_id, user_id)
        self._outbox.announce()
        return checked

    async def take_back_check(self, guild_id: int, user_id: int, moderator_id: int) -> Profile:
        """The credential is the member's word alone again; the profile now. Raises a Refusal where it was already."""
        now = self._clock.now()
        async with self._database.write() as write:
            if not await rows.take_back_check(write, guild_id, user_id):
                raise Refusal("It is not checked any more. `/member verify` shows what the member declares now.")
            await self._journal(write, "credential check", guild_id, user_id, now)
            profile = await rows.profile(write, guild_id, user_id)
            deed, about = "credential check taken back", profile.credential or ""
            await audit.add(write, guild_id, moderator_id, deed, about, now, member_id=user_id)
            await _follow(write, guild_id, user_id, now)
        self._outbox.announce()
        return profile

    async def credential_line(self, guild_id: int, user_id: int | None) -> str:
        """A member's line for cards, unescaped; empty where nothing is known, or nobody is named."""
        return "" if user_id is None else credential_line(await self.profile(guild_id, user_id))

    async def opt_out(self, guild_id: int, user_id: int) -> None:
        """Capture nothing more of this member's; what the library has stays until it is withdrawn or erased."""
        now = self._clock.now()
        async with self._database.write() as write:
            await rows.opt_out(write, guild_id, user_id, now)
            await attendance.left_everywhere(write, guild_id, user_id, now)
            await self._journal(write, "opt-out", guild_id, user_id, now)

    async def opt_in(self, guild_id: int, user_id: int) -> None:
        """The member allows capture again, of what they write from now on."""
        now = self._clock.now()
        async with self._database.write() as write:
            await rows.opt_in(write, guild_id, user_id, now)
            await self._journal(write, "opt-in", guild_id, user_id, now)

    async def tell_opted_out(self, guild_id: int, user_id: int) -> bool:
        """Whether to tell the member, who has opted out and tags a message, that it is not kept: once."""
        async with self._database.write() as write:
            return await rows.tell_opted_out(write, guild_id, user_id)

    async def tell_of_pictures(self, entry: Entry) -> None:
        """Have an author told that pictures are not looked into; again only when the outbox has forgotten it."""
        source, author_id = entry.source, entry.author_id
        if source is None or author_id is None:
            return
        async with self._database.write() as write:
            if await outbox.is_put_for(write, entry.guild_id, PICTURES_KIND, author_id):
                return
            word = Posting(
                PICTURES_KIND,
                entry.guild_id,
                self._clock.now(),
                _PICTURES_GRACE,
                f"{PICTURES_KIND}:{source.message_id}",
                channel_id=source.channel_id,
                user_id=author_id,
                entry=entry.number,
            )
            await outbox.put(write, word)
        self._outbox.announce()

    async def _journal(self, write: WriteConnection, what: Erasing, guild_id: int, user_id: int, now: datetime) -> None:
        await self._database.journal.record(write, [Erasure(what, guild_id, user_id, to_milliseconds(now))])


def _claim(profile: Profile) -> tuple[str | None, str | None]:
    """What a moderator can check."""
    return profile.credential, profile.jurisdiction


def _in_public(profile: Profile) -> Profile:
    """What stands in public, or weighs there: no time zone, and not who works with what."""
    return replace(profile, time_zone=None, devices=(), training=None)


async def _follow(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> None:
    """What stands in public bears the member's credential and who pays them, and weighs reports and votes by it."""
    named_on = await posted_copies.naming(write, guild_id, user_id)
    judged = {
        *await outcomes.reported_by(write, guild_id, user_id),
        *await questions.voted_on(write, guild_id, user_id),
    }
    for number in {*named_on, *judged}:
        await copies.follow_alone(write, guild_id, number, now)
    for meeting in await agenda.meetings_touched_by(write, guild_id, user_id):
        await agenda_posts.follow_if_posted(write, guild_id, meeting, now)


def _screen(declared: Profile) -> None:
    """Names and dates are a clinic's own affair ("Dr Ito's Laser Rooms, since 2009"); numbers and addresses are not."""
    for typed in (declared.workplace, declared.paid_by_industry, declared.training):
        kinds = {found.kind for found in identifiers(typed or "")} - OVERRIDABLE_KINDS
        if kinds:
            raise Refusal(
                "That was not kept: it seems to hold a telephone number, an address, a link or a record number. "
                "Please use `/profile` again and give only the name of the clinic, the company or the training."
            )
    if len(declared.devices) > MOST_DEVICES:
        raise Refusal(f"That was not kept: a profile has at most {MOST_DEVICES} devices.")
