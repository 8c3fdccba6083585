"""Protocols in use: what members report of them, how they stand, and what they said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.clinical.reading import EntryKind
from bot.clinical.titles import own_title
from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.evidence import Evidence
from bot.exchange.lookup import Asker
from bot.exchange.outbox import Outbox
from bot.exchange.readings import content_again, kinds_of, reading_again
from bot.exchange.refusal import Refusal
from bot.exchange.reported_evidence import evidence_by_version, judged, present_evidence
from bot.exchange.revising import revise
from db import communities, entries, outcomes, revisions, standings
from db.connections import ReadConnection
from db.database import Database
from db.entries import Correction, Detail, Entry, ProtocolStanding
from db.outcomes import Counts, Outcome
from db.revisions import Revision
from db.search import TitledEntry

NOTES = "Notes"
"""The field of a protocol's form that is kept as a detail."""

_MOST_LINKABLE = 25  # Discord: options of a menu


@dataclass(frozen=True, slots=True)
class Reported:
    """A report is kept. `to_link` are the member's own reports of complications that could be those counted.

    `replaced` is what the member had reported of the same settings before, where that is gone now.
    """

    entry: Entry
    outcome: Outcome
    evidence: Evidence
    to_link: tuple[TitledEntry, ...]
    replaced: Counts | None = None


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings are no longer those that the form was opened for: nothing was kept.

    `former` is what they were, where a form has changed them.
    """

    entry: Entry
    former: Revision | None


@dataclass(frozen=True, slots=True)
class FormerSettings:
    """What was reported of settings that a protocol no longer has."""

    evidence: Evidence
    until: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """A protocol with all that was reported of it, and its former words, oldest first. Notes stand without names."""

    entry: Entry
    evidence: Evidence
    notes: tuple[str, ...]
    former_settings: tuple[FormerSettings, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What stands in the form **Edit protocol** when it is sent."""

    title: str
    text: str
    handpiece: str
    skin_types: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class MayIdentify:
    """The words may identify a patient, and nothing was changed."""

    kinds: tuple[str, ...]


class Protocols:
    """What the library knows of protocols beyond their words."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def evidence(self, entry: Entry) -> Evidence | None:
        """What is reported of a protocol's present settings; None for any other entry."""
        if entry.content.kind is not EntryKind.PROTOCOL:
            return None
        async with self._database.read() as read:
            return (await present_evidence(read, entry.guild_id, [judged(entry)]))[entry.number]

    async def colleagues_who_reported(self, entry: Entry) -> int:
        """How many beside its author have reported on a protocol as it stands now; none on any other entry."""
        evidence = await self.evidence(entry)
        return 0 if evidence is None else evidence.counted.colleagues + evidence.by_maker.colleagues

    async def own_report(self, entry: Entry, user_id: int) -> Outcome | None:
        """What this member has reported of the present settings."""
        async with self._database.read() as read:
            return await outcomes.of_member(read, entry.guild_id, entry.number, entry.settings_version, user_id)

    async def report(self, asker: Asker, number: int, version: int, counts: Counts) -> Reported | SettingsChanged:
        """Keep what happened when a member used the settings of a version; raises a Refusal where that cannot be."""
        guild_id, user_id, now = asker.guild_id, asker.user_id, self._clock.now()
        async with self._database.write() as write:
            entry = _in_use(await entries.by_number(write, guild_id, number), asker)
            if entry.settings_version != version:
                before = await revisions.of_entry(write, guild_id, number)
                former = next((each for each in reversed(before) if each.settings_version == version), None)
                return SettingsChanged(entry, former)
            await communities.ensure(write, guild_id, now)
            former = await outcomes.of_member(write, guild_id, number, version, user_id)
            await outcomes.put(write, guild_id, number, version, user_id, counts, now)
            await copies.follow(write, guild_id, number, now)
            reported = await self._reported(write, entry, version, user_id)
        self._outbox.announce()
        return replace(reported, replaced=former.counts) if former else reported

    async def take_back(self, guild_id: int, number: int, version: int, user_id: int) -> None:
        """A member no longer stands by their report; whatever became of the protocol."""
        async with self._database.write() as write:
            if not await outcomes.remove(write, guild_id, number, version, user_id):
                raise Refusal("There is no such report of yours any more.")
            await copies.follow(write, guild_id, number, self._clock.now())
        self._outbox.announce()

    async def link(self, asker: Asker, number: int, version: int, complication: int) -> Reported:
        """A complication that the member counted is the one they have reported: it counts once."""
        now = self._clock.now()
        async with self._database.write() as write:
            entry = _in_use(await entries.by_number(write, asker.guild_id, number), asker)
            if not await outcomes.link(write, asker.guild_id, number, version, asker.user_id, complication):
                raise Refusal(
                    "That report cannot be linked: it is linked already, withdrawn or not yours, or your report counts "
                    "no further complication."
                )
            await copies.follow(write, asker.guild_id, number, now)
            reported = await self._reported(write, entry, version, asker.user_id)
        self._outbox.announce()
        return reported

    async def history(self, entry: Entry) -> History:
        """Everything that was reported of a protocol, and what it said before."""
        async with self._database.read() as read:
            reported = await outcomes.of_entry(read, entry.guild_id, entry.number)
            before = await revisions.of_entry(read, entry.guild_id, entry.number)
            versions = {entry.settings_version, *(each.settings_version for each in (*reported, *before))}
            evidence = await evidence_by_version(read, entry, sorted(versions), reported)
        present = evidence.pop(entry.settings_version)
        former = [FormerSettings(each, _end_of(version, before)) for version, each in evidence.items()]
        notes = [each for each in reported if each.settings_version == entry.settings_version and each.counts.note]
        return History(entry, present, tuple(each.counts.note for each in notes), tuple(former), tuple(before))

    async def own(self, guild_id: int, number: int, user_id: int) -> Entry:
        """A protocol, for its author's forms; raises a Refusal for anybody else."""
        async with self._database.read() as read:
            return _own(await entries.by_number(read, guild_id, number), user_id)

    async def stand(self, asker: Asker, number: int, standing: ProtocolStanding, successor: int | None) -> Entry:
        """Its author says whether a protocol is current, retired, or superseded by another one."""
        now = self._clock.now()
        async with self._database.write() as write:
            entry = _own(await entries.by_number(write, asker.guild_id, number), asker.user_id)
            if standing != "superseded" and successor not in (None, entry.superseded_by):
                raise Refusal(
                    f"Nothing was changed: you typed P-{successor}, but did not choose **Superseded**. Press "
                    f"**Status** again and choose it, with P-{successor} as the one that takes the place of "
                    f"{entry.label}; or leave the number out."
                )
            if standing == "superseded":
                await _require_successor(write, entry, successor, asker)
            await standings.stand(
                write, asker.guild_id, number, standing, successor if standing == "superseded" else None, now
            )
            await copies.follow(write, asker.guild_id, number, now)
            stands = await entries.by_number(write, asker.guild_id, number)
        self._outbox.announce()
        assert stands is not None
        return stands

    async def rewrite(self, guild_id: int, number: int, user_id: int, said: Rewritten) -> Entry | MayIdentify:
        """Change a protocol that was written in a form; what it said before is kept beside it."""
        if not said.text.strip():
            raise Refusal("The settings are empty. Withdraw the protocol if it is to go.")
        async with self._database.write() as write:
            entry = _rewritable(await entries.by_number(write, guild_id, number), user_id)
            anew = _with_words(entry, said)
            reading = await reading_again(write, anew, anew.content.correction.device)
            kinds = kinds_of(reading.identifiers)
            if kinds:
                return MayIdentify(kinds)
            content = await content_again(write, anew, anew.content.correction)
            revised = await revise(write, entry, content, self._clock.now())
        self._outbox.announce()
        return revised

    async def rewritable(self, guild_id: int, number: int, user_id: int) -> Entry:
        """The protocol, for its author's form; raises a Refusal where the chat is the place to edit it."""
        async with self._database.read() as read:
            return _rewritable(await entries.by_number(read, guild_id, number), user_id)

    async def _reported(self, read: ReadConnection, entry: Entry, version: int, user_id: int) -> Reported:
        """A report is linked in a menu that may be older than the protocol's present settings."""
        reported = await outcomes.of_entry(read, entry.guild_id, entry.number)
        evidence = (await evidence_by_version(read, entry, [version], reported))[version]
        own = await outcomes.of_member(read, entry.guild_id, entry.number, version, user_id)
        assert own is not None, "it was written just now"
        to_link: Sequence[TitledEntry] = ()
        if own.counts.complications > len(own.linked):
            to_link = await outcomes.linkable(read, entry.guild_id, user_id, _MOST_LINKABLE)
        return Reported(entry, own, evidence, tuple(to_link))


def _end_of(version: int, before: Sequence[Revision]) -> datetime | None:
    """When a version ended, as far as a form ended it."""
    return next((each.replaced_at for each in reversed(before) if each.settings_version == version), None)


def _protocol(entry: Entry | None) -> Entry:
    if entry is None:
        raise Refusal("There is no such protocol here.")
    if entry.status == "withdrawn":
        raise Refusal(f"{entry.label} was withdrawn, so nothing more is reported of it. Your report was not saved.")
    if entry.content.kind is not EntryKind.PROTOCOL:
        raise Refusal(f"{entry.label} is no protocol. Choose one from the list that appears.")
    return entry


def _in_use(entry: Entry | None, asker: Asker) -> Entry:
    entry = _protocol(entry if entry is not None and asker.sees(entry) else None)
    if entry.status == "merged" and entry.superseded_by is not None:
        raise Refusal(
            f"{entry.label} was merged meanwhile; your report was not saved. "
            f"Please report it with `/protocol used` for number {entry.superseded_by}."
        )
    if entry.status != "listed":
        raise Refusal(f"{entry.label} is not listed at present; your report was not saved. Please try again later.")
    return entry


def _own(entry: Entry | None, user_id: int) -> Entry:
    entry = _protocol(entry)
    # Not who has saved it: what is said of it here is said in its author's name.
    if user_id != entry.author_id:
        raise Refusal(f"Only the author of {entry.label} can do that.")
    if entry.status != "listed":
        raise Refusal(f"{entry.label} is not listed at present.")
    return entry


def _rewritable(entry: Entry | None, user_id: int) -> Entry:
    entry = _own(entry, user_id)
    if entry.source is not None:
        raise Refusal(f"{entry.label} follows its message in the chat: edit that one, or use **Edit details**.")
    return entry


async def _require_successor(read: ReadConnection, entry: Entry, successor: int | None, asker: Asker) -> None:
    """Another listed protocol that can be seen, and that is not itself given up for this one."""
    other = await entries.by_number(read, asker.guild_id, successor) if successor is not None else None
    is_listed = other is not None and other.content.kind is EntryKind.PROTOCOL and other.status == "listed"
    if other is None or not is_listed or not asker.sees(other):
        raise Refusal("Type the number of the protocol that takes its place, for example `P-17`.")
    if other.number == entry.number:
        raise Refusal(f"{entry.label} cannot take its own place.")
    seen = {entry.number}
    while other is not None and other.superseded_by is not None and other.number not in seen:
        seen.add(other.number)
        if other.superseded_by == entry.number:
            raise Refusal(f"{other.label} is itself superseded by {entry.label}.")
        other = await entries.by_number(read, asker.guild_id, other.superseded_by)


def _with_words(entry: Entry, said: Rewritten) -> Entry:
    """The entry with the form's words, not read yet. Settings that were put right go with the text they stood in.

    So does a title that is how the text began: it would go on telling, and counting, the former settings.
    """
    content = entry.content
    former: Correction = content.correction
    notes = [Detail(NOTES, said.notes)] if said.notes else []
    is_own = content.title != own_title(content.text, EntryKind.PROTOCOL) or said.title not in ("", content.title)
    correction = replace(
        former,
        title=(said.title or None) if is_own else None,
        handpiece=said.handpiece or None,
        skin_types=said.skin_types or None,
        settings=former.settings if said.text == content.text else None,
    )
    rewritten = replace(
        content,
        title=(said.title or content.title) if is_own else own_title(said.text, EntryKind.PROTOCOL),
        text=said.text,
        details=(*(each for each in content.details if each.name != NOTES), *notes),
        correction=correction,
    )
    return replace(entry, content=rewritten)
