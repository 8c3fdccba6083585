"""What moderators do to others' entries: hide, give another title, merge, and each way back. All is written down."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.clinical.reader import read as read_text
from bot.clinical.reading import EntryKind
from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.duplicates import differences
from bot.exchange.lookup import Asker
from bot.exchange.outbox import Outbox
from bot.exchange.readings import content_again, kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.settings_versions import treatment_of
from db import audit, entries, merges, standings
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry, FacetName
from db.search import TitledEntry
from db.standings import Hiding

_OF_A_CASE: Final[Mapping[FacetName, str]] = {
    "device": "device",
    "body_site": "body site",
    "skin_type": "skin type",
}


class HidingReason(enum.StrEnum):
    """Why an entry is hidden, as its author is told."""

    UNSAFE = "it may be unsafe"
    WRONG_SETTINGS = "its settings are wrong"
    IDENTIFYING = "it may identify somebody"
    ADVERTISING = "it advertises"
    OFF_TOPIC = "it is off topic"
    DISRESPECTFUL = "its tone"
    AUTHORS_WISH = "its author's wish"


@dataclass(frozen=True, slots=True)
class Merged:
    """Two entries are one. `left` reports stay with the duplicate, as their members have reported on both."""

    duplicate: Entry
    kept: Entry
    left: int


@dataclass(frozen=True, slots=True)
class Unmerged:
    """An entry that stands for itself again, and the one that stood for both; None where that is gone."""

    entry: Entry
    kept: Entry | None


class Moderation:
    """The moderators' hands in the library."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def hide(self, guild_id: int, number: int, moderator_id: int, reason: HidingReason) -> Entry:
        """Nobody finds or sees it any more, also not in its copies, until it is shown again."""
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await _found(write, guild_id, number)
            if not await standings.hide(write, guild_id, number, reason):
                raise Refusal(f"{entry.label} is not listed, so there is nothing to hide.")
            await copies.follow(write, guild_id, number, now)
            await audit.add(write, guild_id, moderator_id, f"entry_hidden:{reason.name.lower()}", number, now)
        self._outbox.announce()
        return entry

    async def hidden(self, asker: Asker, number: int) -> tuple[Entry, Hiding] | None:
        """What a moderator reads of a hidden entry; None where it is not hidden, or its channel is closed to them."""
        async with self._database.read() as read:
            hiding = await standings.hiding_of(read, asker.guild_id, number)
            if hiding is None:
                return None
            entry = await entries.by_number(read, asker.guild_id, number)
        return (entry, hiding) if entry is not None and asker.sees(entry) else None

    async def hidden_like(self, asker: Asker, typed: str) -> list[TitledEntry]:
        """The hidden entries with what is typed in their number or title, newest first."""
        async with self._database.read() as read:
            found = await standings.hidden(read, asker.guild_id, asker.visible)
        wanted = typed.strip().lower()
        return [each for each in found if wanted in f"{each.label} {each.title}".lower()]

    async def unhide(self, guild_id: int, number: int, moderator_id: int) -> Entry:
        """List it again."""
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await _found(write, guild_id, number)
            if not await standings.unhide(write, guild_id, number):
                raise Refusal(f"{entry.label} is not hidden.")
            await copies.follow(write, guild_id, number, now)
            await audit.add(write, guild_id, moderator_id, "entry_shown_again", number, now)
        self._outbox.announce()
        return entry

    async def retitle(self, guild_id: int, number: int, moderator_id: int, title: str) -> Entry:
        """Give it another title; its text stays its author's."""
        title = " ".join(title.split())
        if not title:
            raise Refusal("Please type the new title.")
        if kinds_of(read_text(title).identifiers):
            raise Refusal("That title may identify a patient. Nothing was changed.")
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await _found(write, guild_id, number)
            if entry.status != "listed":
                raise Refusal(f"{entry.label} is not listed at present.")
            content = await content_again(write, entry, replace(entry.content.correction, title=title))
            await entries.replace(write, guild_id, number, content, now)
            await copies.follow(write, guild_id, number, now)
            await audit.add(write, guild_id, moderator_id, "entry_retitled", number, now)
            retitled = await _found(write, guild_id, number)
        self._outbox.announce()
        return retitled

    async def require_mergeable(self, guild_id: int, duplicate: int, kept: int) -> None:
        """Raises a Refusal that says why the two may not be merged, if so."""
        async with self._database.read() as read:
            _require_mergeable(await _found(read, guild_id, duplicate), await _found(read, guild_id, kept))

    async def merge(self, guild_id: int, duplicate: int, kept: int, moderator_id: int) -> Merged:
        """Let one entry stand for two: reports, answers and copies move, and its number leads to the other."""
        now = self._clock.now()
        async with self._database.write() as write:
            one, other = await _found(write, guild_id, duplicate), await _found(write, guild_id, kept)
            _require_mergeable(one, other)
            # Notes below the author's message stay with it; cards of the duplicate show the other one from now on.
            left = await merges.merge(write, guild_id, duplicate, kept)
            for each in (duplicate, kept):
                await copies.follow(write, guild_id, each, now)
            await copies.take_over_discussions(write, guild_id, kept, now)
            await audit.add(write, guild_id, moderator_id, "entries_merged", f"{duplicate} into {kept}", now)
            merged = Merged(one, await _found(write, guild_id, kept), left)
        self._outbox.announce()
        return merged

    async def came_back(self, guild_id: int, number: int, kept: int) -> Unmerged | None:
        """What the moderators are told of an entry that is no longer merged; None where that is not so any more."""
        async with self._database.read() as read:
            entry = await entries.by_number(read, guild_id, number)
            if entry is None or entry.status not in ("listed", "held"):
                return None
            return Unmerged(entry, await entries.by_number(read, guild_id, kept))

    async def unmerge(self, guild_id: int, number: int, moderator_id: int) -> Unmerged:
        """Two entries again: the duplicate is listed, and what moved with it comes back if it is still there."""
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await _found(write, guild_id, number)
            into = await merges.merged_into(write, guild_id, number)
            if entry.status != "merged" or into is None:
                raise Refusal(f"{entry.label} is not merged into another entry.")
            if entry.superseded_by != into:
                between = await entries.by_number(write, guild_id, into)
                label = between.label if between is not None else str(into)
                raise Refusal(f"{entry.label} was merged into {label}, and that into another: unmerge {label} first.")
            await merges.unmerge(write, guild_id, number, into)
            for each in (number, into):
                await copies.follow(write, guild_id, each, now)
            await audit.add(write, guild_id, moderator_id, "entries_unmerged", f"{number} from {into}", now)
            kept = await entries.by_number(write, guild_id, into)
            unmerged = Unmerged(await _found(write, guild_id, number), kept)
        self._outbox.announce()
        return unmerged


async def _found(read: ReadConnection, guild_id: int, number: int) -> Entry:
    entry = await entries.by_number(read, guild_id, number)
    if entry is None:
        raise Refusal(f"There is no entry {number} here.")
    if entry.status == "withdrawn":
        raise Refusal(f"{entry.label} was withdrawn already. Nothing of its text is kept.")
    return entry


def _require_mergeable(duplicate: Entry, kept: Entry) -> None:
    if duplicate.number == kept.number:
        raise Refusal(
            f"Both are {kept.label}, so there is nothing to merge. What was merged into it before comes out again with "
            "`/moderate unmerge` and its own number."
        )
    if duplicate.content.kind is not kept.content.kind:
        raise Refusal(f"{duplicate.label} and {kept.label} are of different kinds, so they are not merged.")
    for each in (duplicate, kept):
        if each.status != "listed":
            raise Refusal(f"{each.label} is not listed at present.")
    if kept.private_channel_id not in (None, duplicate.private_channel_id):
        raise Refusal(f"{kept.label} was written in a private channel: who sees {duplicate.label} may not see it.")
    if kept.content.kind is EntryKind.PROTOCOL:
        _require_same_treatment(duplicate, kept)
    if kept.content.kind is EntryKind.COMPLICATION:
        _require_same_case(duplicate, kept)


def _require_same_treatment(duplicate: Entry, kept: Entry) -> None:
    differing = differences(treatment_of(duplicate.content), treatment_of(kept.content))
    if differing:
        raise Refusal(
            f"{duplicate.label} and {kept.label} differ in {_listed(differing)}: what was reported of one says nothing "
            "of the other. Their author can mark one as superseded by the other instead."
        )


def _require_same_case(duplicate: Entry, kept: Entry) -> None:
    """Of two patients each counts. What it is called is no guide: a burn is a blister the day before."""
    differing = [words for facet, words in _OF_A_CASE.items() if _differ(duplicate.values(facet), kept.values(facet))]
    if differing:
        raise Refusal(
            f"{duplicate.label} and {kept.label} differ in {_listed(differing)}, so they are hardly of one patient, "
            "and each counts. If one is wrong, its reporter can put it right."
        )


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both say something, and nothing in common."""
    return bool(one and other) and not set(one) & set(other)


def _listed(words: Sequence[str]) -> str:
    *former, last = words
    return f"{', '.join(former)} and {last}" if former else last
