"""What people do to an entry by its buttons: its author's corrections, and withdrawing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from bot.clinical.reader import read as read_text
from bot.exchange.clock import Clock
from bot.exchange.completeness import INDICATION, handpiece_of
from bot.exchange.complications import own_report, title_of_facts
from bot.exchange.outbox import Outbox
from bot.exchange.readings import content_again, kinds_of, settings_as_written
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.revising import revise
from bot.exchange.summary_facts import SummaryFacts, details_from, facts_of, with_facts
from bot.exchange.withdrawing import withdraw
from db import audit, complications, entries, holds
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Content, Correction, Entry, FacetName

_TREATED: Final = frozenset({"indications", "body_sites"})


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the form **Edit details** when it is sent; an empty part says what the reading says.

    `settings` are typed anew where they were read wrongly. `unclear_device` is what was typed for a device where it is
    not exactly one: it will be asked about, and repeated.
    """

    title: str
    device: str | None
    handpiece: str
    skin_types: tuple[str, ...]
    settings: str = ""
    unclear_device: str = ""


@dataclass(frozen=True, slots=True)
class Identifying:
    """The form's words may identify a patient, and nothing was changed."""

    kinds: tuple[str, ...]


class Corrections:
    """Changes that stand beside the text, never in it."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox, keys: ReporterKeys) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._keys = keys

    async def correct(self, guild_id: int, number: int, user_id: int, said: Said) -> Entry | Identifying:
        """Let what its author says of an entry win over what was read, also after later edits of the message."""
        typed = (said.title, said.handpiece, said.settings, said.unclear_device)
        kinds = kinds_of(read_text("\n".join(typed)).identifiers)
        if kinds:
            return Identifying(kinds)
        async with self._database.write() as write:
            entry = await self._correctable(write, guild_id, number, user_id)
            unaided = await content_again(write, entry, Correction())
            correction = Correction(
                title=said.title if said.title not in ("", unaided.title) else None,
                # The form held what was read: sent back unchanged, it is no word of its author's.
                device=said.device if (said.device,) != _values(unaided, "device") else None,
                handpiece=said.handpiece if said.handpiece not in ("", handpiece_of(unaided)) else None,
                skin_types=said.skin_types if set(said.skin_types) != set(_values(unaided, "skin_type")) else None,
                settings=said.settings if said.settings not in ("", settings_as_written(entry)) else None,
                indications=entry.content.correction.indications,
                body_sites=entry.content.correction.body_sites,
            )
            corrected = await self._replaced(write, entry, correction)
        self._outbox.announce()
        return corrected

    async def name_treated(
        self, guild_id: int, number: int, user_id: int, indications: Collection[str], body_sites: Collection[str]
    ) -> Entry:
        """Say what an entry treats and where, by the catalogues' keys; what the message says of it counts no more."""
        async with self._database.write() as write:
            entry = await self._correctable(write, guild_id, number, user_id)
            former = entry.content.correction
            unaided = await content_again(write, entry, replace(former, indications=None, body_sites=None))
            others = {name: said for name, said in (former.read_then or {}).items() if name not in _TREATED}
            correction = replace(
                former,
                indications=tuple(indications) if set(indications) != set(_values(unaided, "indication")) else None,
                body_sites=tuple(body_sites) if set(body_sites) != set(_values(unaided, "body_site")) else None,
                read_then=others or None,
            )
            # What was chosen as the form was first sent would still be found by its name.
            details = tuple(each for each in entry.content.details if each.name != INDICATION)
            if correction.indications is not None:
                entry = replace(entry, content=replace(entry.content, details=details))
            corrected = await self._replaced(write, entry, correction)
        self._outbox.announce()
        return corrected

    async def name_source(self, guild_id: int, number: int, user_id: int, facts: SummaryFacts) -> Entry | Identifying:
        """Say what a summary is of; raises a Refusal for a link that leads nowhere."""
        kinds = kinds_of(read_text("\n".join(detail.text for detail in details_from(facts))).identifiers)
        if kinds:
            return Identifying(kinds)
        async with self._database.write() as write:
            entry = await self._correctable(write, guild_id, number, user_id)
            former, correction = entry.content, entry.content.correction
            if facts.source and former.title == facts_of(former).source:
                correction = replace(correction, title=facts.source)  # its source is what it is called by
            named = replace(former, details=with_facts(former, facts), correction=correction)
            corrected = await self._replaced(write, replace(entry, content=named), correction)
        self._outbox.announce()
        return corrected

    async def correctable(self, guild_id: int, number: int, user_id: int) -> Entry:
        """The entry, for its author's form; raises a Refusal for anybody else, and where nothing can be corrected."""
        async with self._database.read() as read:
            return await self._correctable(read, guild_id, number, user_id)

    async def name_device(self, guild_id: int, number: int, user_id: int, device: str) -> Entry:
        """The author's answer to a question about the device; everything else stays."""
        async with self._database.write() as write:
            entry = await self._correctable(write, guild_id, number, user_id)
            correction = replace(entry.content.correction, device=device, read_then=None)
            corrected = await self._replaced(write, entry, correction)
        self._outbox.announce()
        return corrected

    async def withdrawable(self, guild_id: int, number: int, user_id: int) -> Entry:
        """One's own entry, before it is withdrawn. Raises a Refusal for somebody else's."""
        entry = await self.standing(guild_id, number)
        if user_id not in (entry.author_id, entry.saved_by_id):
            raise Refusal(f"Only the author of {entry.label} or a moderator can withdraw it.")
        return entry

    async def standing(self, guild_id: int, number: int) -> Entry:
        """An entry that is in the library still, whoever's it is; raises a Refusal where there is none."""
        async with self._database.read() as read:
            return _standing(await entries.by_number(read, guild_id, number))

    async def withdraw(self, entry: Entry, actor_id: int) -> None:
        """Withdraw an entry that was `withdrawable` or, for a moderator, `standing`; who did it is written down where
        that is not its author."""
        now = self._clock.now()
        async with self._database.write() as write:
            new = await withdraw(self._database, write, entry.guild_id, [entry.number], now)
            if new and actor_id != entry.author_id:
                await audit.add(write, entry.guild_id, actor_id, "entry_withdrawn", entry.number, now)
            if entry.source is not None:
                await holds.lift(write, entry.guild_id, entry.source.message_id)
        self._outbox.announce()

    async def _correctable(self, read: ReadConnection, guild_id: int, number: int, user_id: int) -> Entry:
        """As for everybody's entries; a report with its reporter's name withheld is known as theirs by the key."""
        entry = await entries.by_number(read, guild_id, number)
        if entry is not None and entry.is_withheld:
            return await own_report(read, self._keys, guild_id, user_id, number)
        return _correctable(entry, user_id)

    async def _replaced(self, write: WriteConnection, entry: Entry, correction: Correction) -> Entry:
        if entry.is_withheld:  # its title stands where its narrative may not
            report = await complications.of_entry(write, entry.guild_id, entry.number)
            code = report.facts.code if report is not None else None
            correction = replace(correction, title=title_of_facts(code, correction.device))
        return await revise(write, entry, await content_again(write, entry, correction), self._clock.now())


def _values(content: Content, facet: FacetName) -> tuple[str, ...]:
    return tuple(each.value for each in content.facets if each.name == facet)


def _standing(entry: Entry | None) -> Entry:
    if entry is None:
        raise Refusal("There is no such entry here.")
    if entry.status == "withdrawn":
        raise Refusal(f"{entry.label} was withdrawn already. Nothing of its text is kept.")
    return entry


def _correctable(entry: Entry | None, user_id: int) -> Entry:
    entry = _standing(entry)
    if user_id not in (entry.author_id, entry.saved_by_id):
        raise Refusal(f"Only the author of {entry.label} can edit its details.")
    if entry.status == "held":
        raise Refusal(f"{entry.label} is held back. Edit the message first, so that nobody can be identified by it.")
    if entry.status == "unlisted" and entry.source is None:
        raise Refusal(
            f"{entry.label} is not listed any more: what was written in the form may identify a patient. You find your "
            "words in `/privacy export`. Please save them again without that, and withdraw this one."
        )
    if entry.status == "hidden":
        raise Refusal(f"{entry.label} was hidden by a moderator. Ask the moderators about it.")
    if entry.status == "unlisted":
        raise Refusal(f"{entry.label} is unlisted: its message was deleted, and the moderators decide about it.")
    return entry
