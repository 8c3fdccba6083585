"""Reports of complications: made in steps, each of which is enough; corrected, confirmed, and matched to who made them.

A reporter whose name is withheld is known by a key alone, from the first word on: no row, log or journal names them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.clinical.complications import complications as catalogue_of_complications
from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind
from bot.clinical.screen import identifiers_of_patient
from bot.exchange import copies
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.completeness import COMPLICATION
from bot.exchange.outbox import Ended, Outbox
from bot.exchange.readings import content_again, kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.saving import HeldDraft, ReadDraft, add_written, content_of_draft, reading_here, require_unsent
from bot.exchange.withdrawing import withdraw
from db import audit, complication_lists, complications, entries, outbox
from db.communities import ensure
from db.complications import NOTHING_KNOWN, Facts, Report
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Content, Correction, Detail, Entry, Facet
from db.outbox import Posting
from db.search import TitledEntry

NOTICE_KIND: Final = "complication_notice"
_NOTICE_GRACE: Final = timedelta(days=2)
_MOST_SUGGESTED: Final = 25


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and whether their name is withheld."""

    guild_id: int
    user_id: int
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a person has stated in a form: the facts of these names. `words` are all that was typed, to be screened."""

    facts: Facts = NOTHING_KNOWN
    names: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PutRight:
    """What was wrong in a report, and is so now; None leaves it as it is."""

    code: str | None = None
    handpiece: str | None = None
    settings: str | None = None
    told: Told = field(default_factory=Told)


class Complications:
    """What reporters do with their reports."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox, keys: ReporterKeys) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self.keys = keys
        outbox.when_ended(NOTICE_KIND, self._notice_ended)

    async def report(
        self,
        reporter: Reporter,
        draft: ReadDraft,
        told: Told,
        *,
        cleared: Collection[str] = (),
        notice_channel: int | None = None,
    ) -> Entry | HeldDraft:
        """Keep what happened, unless it may identify a patient.

        With the name withheld a notice goes to the channel, and the `cleared` kinds are written down without a name.
        """
        key = self.keys.required(reporter.guild_id, reporter.user_id) if reporter.is_withheld else None
        if not draft.draft.text.strip():
            raise Refusal("There is nothing in it to save. Please write what happened and send it again.")
        allowed = answered_for(cleared)
        kinds = kinds_of(identifiers_of_patient(draft.words), allowed)
        if kinds:
            return HeldDraft(kinds)
        now, guild_id = self._clock.now(), reporter.guild_id
        async with self._database.write() as write:
            content = content_of_draft(draft.draft, await reading_here(write, guild_id, draft))
            if key is not None:
                content = _without_own_title(content, draft)
            await ensure(write, guild_id, now)
            if key is not None:
                await _require_unsaid(write, reporter, draft.draft.text)
            await require_unsent(write, guild_id, key or reporter.user_id, draft.draft, content, now)
            author_id = None if key is not None else reporter.user_id
            number = await add_written(write, guild_id, content, now, author_id=author_id, reporter_key=key)
            code = draft.draft.complication
            names = told.names | ({"code"} if code is not None else frozenset[str]())
            await complications.say(write, guild_id, number, replace(told.facts, code=code), names)
            if allowed:
                await audit.add(write, guild_id, author_id, "not_the_patient", number, now)
            if key is not None and notice_channel is not None:
                await outbox.put(write, _notice(guild_id, number, notice_channel, now))
            entry = await entries.by_number(write, guild_id, number)
        self._outbox.announce()
        assert entry is not None
        return entry

    async def add(
        self, guild_id: int, user_id: int, number: int, told: Told, cleared: Collection[str] = ()
    ) -> Entry | HeldDraft:
        """What the later steps of the form say; a skin type counts in the library's filters too."""
        kinds = kinds_of(identifiers_of_patient("\n".join(told.words)), answered_for(cleared))
        if kinds:
            return HeldDraft(kinds)
        async with self._database.write() as write:
            entry = await self._own(write, guild_id, user_id, number)
            correction = entry.content.correction
            if "skin_type" in told.names and told.facts.skin_type is not None:
                correction = replace(correction, skin_types=(told.facts.skin_type,), read_then=None)
            changed = await self._changed(write, entry, entry.content, correction, told, user_id, cleared)
        self._outbox.announce()
        return changed

    async def put_right(
        self, guild_id: int, user_id: int, number: int, right: PutRight, cleared: Collection[str] = ()
    ) -> Entry | HeldDraft:
        """The reporter says what was wrong; the narrative stays as it was written."""
        kinds = kinds_of(identifiers_of_patient("\n".join(right.told.words)), answered_for(cleared))
        if kinds:
            return HeldDraft(kinds)
        async with self._database.write() as write:
            entry = await self._own(write, guild_id, user_id, number)
            correction = replace(
                entry.content.correction,
                handpiece=right.handpiece or entry.content.correction.handpiece,
                settings=right.settings or entry.content.correction.settings,
                read_then=None,
            )
            content, told = entry.content, right.told
            if right.code is not None:
                content = _of_type(content, right.code)
                told = replace(told, facts=replace(told.facts, code=right.code), names=told.names | {"code"})
                if entry.is_withheld:
                    correction = replace(correction, title=title_of_facts(right.code, correction.device))
            changed = await self._changed(write, entry, content, correction, told, user_id, cleared)
        self._outbox.announce()
        return changed

    async def confirm(self, guild_id: int, user_id: int, number: int) -> Entry:
        """The reporter stands by what was read in the text."""
        async with self._database.write() as write:
            entry = await self._own(write, guild_id, user_id, number)
            await complications.confirm(write, guild_id, number)
            await copies.follow(write, guild_id, number, self._clock.now())
        self._outbox.announce()
        return entry

    async def withdraw(self, guild_id: int, user_id: int, number: int) -> Entry:
        """Take back one's own report, whatever its status; the entry as it was."""
        async with self._database.write() as write:
            entry = await report_by(write, self.keys, guild_id, user_id, number)
            await withdraw(self._database, write, guild_id, [number], self._clock.now())
        self._outbox.announce()
        return entry

    async def own(self, guild_id: int, user_id: int, number: int) -> Entry:
        """A member's own report; raises a Refusal for anybody else's, and where nothing is kept of it any more."""
        async with self._database.read() as read:
            return await self._own(read, guild_id, user_id, number)

    async def mine(self, guild_id: int, user_id: int, typed: str) -> list[TitledEntry]:
        """A member's reports for what has been typed so far: a number, or words of the title."""
        key = self.keys.key_of(guild_id, user_id)
        async with self._database.read() as read:
            found = await complication_lists.own(read, guild_id, user_id, key, 4 * _MOST_SUGGESTED)
        wanted = typed.strip().lower()
        fitting = [each for each in found if wanted in f"{each.label} {each.title}".lower()]
        return fitting[:_MOST_SUGGESTED]

    async def report_of(self, guild_id: int, number: int) -> Report | None:
        """The facts of a report."""
        async with self._database.read() as read:
            return await complications.of_entry(read, guild_id, number)

    async def _notice_ended(self, write: WriteConnection, end: Ended) -> None:
        await copies.follow_found(write, end, self._clock.now())

    async def _changed(
        self,
        write: WriteConnection,
        entry: Entry,
        content: Content,
        correction: Correction,
        told: Told,
        user_id: int,
        cleared: Collection[str],
    ) -> Entry:
        now = self._clock.now()
        said = replace(entry, content=content)
        new = await content_again(write, said, correction)
        await entries.replace(write, entry.guild_id, entry.number, new, now)
        await complications.say(write, entry.guild_id, entry.number, told.facts, told.names)
        if cleared:
            actor_id = None if entry.is_withheld else user_id
            await audit.add(write, entry.guild_id, actor_id, "not_the_patient", entry.number, now)
        await copies.follow(write, entry.guild_id, entry.number, now)
        changed = await entries.by_number(write, entry.guild_id, entry.number)
        assert changed is not None
        return changed

    async def _own(self, read: ReadConnection, guild_id: int, user_id: int, number: int) -> Entry:
        return await own_report(read, self.keys, guild_id, user_id, number)


async def own_report(read: ReadConnection, keys: ReporterKeys, guild_id: int, user_id: int, number: int) -> Entry:
    """The report, for who made it and may add to it; raises a Refusal with the reason for everybody else."""
    entry = await report_by(read, keys, guild_id, user_id, number)
    if entry.status == "merged" and entry.superseded_by is not None:
        raise Refusal(
            f"{entry.label} tells of the same case as C-{entry.superseded_by}, and a moderator has merged it into that "
            "one. **Add follow-up** works all the same, and is shown there."
        )
    if entry.status != "listed":
        raise Refusal(f"{entry.label} is not listed at present, so nothing can be added to it.")
    return entry


async def report_by(read: ReadConnection, keys: ReporterKeys, guild_id: int, user_id: int, number: int) -> Entry:
    """The report, whatever its status, for who made it; raises a Refusal with the reason for everybody else."""
    entry = await entries.by_number(read, guild_id, number)
    if entry is None or entry.content.kind is not EntryKind.COMPLICATION:
        raise Refusal("There is no such report here.")
    if entry.status == "withdrawn":
        raise Refusal(f"{entry.label} was withdrawn: nothing of it is kept, so nothing can be added to it.")
    key = keys.key_of(guild_id, user_id)
    # Whoever saved a colleague's message may say of it what its author may, as with every other entry.
    is_saver = entry.saved_by_id == user_id
    if not is_saver and not await complications.is_reporter(read, guild_id, number, user_id, key):
        raise Refusal(await _why_not(read, keys, entry))
    return entry


async def _why_not(read: ReadConnection, keys: ReporterKeys, entry: Entry) -> str:
    made_with = await complication_lists.key_of_report(read, entry.guild_id, entry.number)
    if made_with is not None and (keys.mark is None or not made_with.startswith(keys.mark)):
        return (
            f"{entry.label} was reported under a secret that this bot does not have any more, so nobody can be known "
            "as its reporter. Ask a moderator to withdraw it, or those who run the bot to set that secret again."
        )
    if entry.is_withheld:
        return f"Only who reported {entry.label} can do that, and that is not you."
    return f"Only who reported {entry.label} can do that."


async def _require_unsaid(write: WriteConnection, reporter: Reporter, text: str) -> None:
    """Raises a Refusal where the same words stand in the chat, where everybody sees whose they are."""
    told = " ".join(text.lower().split())
    for said in await complication_lists.said_in_the_chat(write, reporter.guild_id, reporter.user_id):
        public = " ".join(said.lower().split())
        if public and (told in public or public in told):
            raise Refusal(
                "You said this in a message already, and your name stands beside it there: withholding it here would "
                "only seem to protect you. Report it with your name, or delete the message first. Nothing was saved."
            )


def _without_own_title(content: Content, draft: ReadDraft) -> Content:
    """A title of facts alone: titles stand in lists that may be public, where the narrative is not shown."""
    title = title_of_facts(draft.draft.complication, draft.draft.device)
    return replace(content, title=title, correction=replace(content.correction, title=title))


def title_of_facts(code: str | None, device_key: str | None) -> str:
    """What a report is called whose reporter's name is withheld: "Burn, GentleMax Pro"."""
    known = catalogue_of_complications().get(code) if code else None
    device = catalogue().get(device_key) if device_key else None
    parts = [known.name if known is not None else "Complication", device.name if device is not None else ""]
    return ", ".join(filter(None, parts))


def _of_type(content: Content, code: str) -> Content:
    """The same words as another type of complication; what was chosen before is no longer said."""
    known = catalogue_of_complications().get(code)
    name = known.name if known is not None else code
    others = tuple(each for each in content.details if each.name != COMPLICATION)
    facets = tuple(each for each in content.facets if each.name != "complication")
    chosen = (Detail(COMPLICATION, name), *others)
    return replace(content, details=chosen, facets=(*facets, Facet("complication", code)))


def _notice(guild_id: int, number: int, channel_id: int, now: datetime) -> Posting:
    """A plain message of the bot's; the row names no member."""
    return Posting(
        kind=NOTICE_KIND,
        guild_id=guild_id,
        due_at=now,
        grace=_NOTICE_GRACE,
        dedupe_key=f"complication_notice:{guild_id}:{number}",
        channel_id=channel_id,
        entry=number,
    )
