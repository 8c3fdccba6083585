"""Lookup: what is asked for, found, and shown page by page; and one entry by its number."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.clinical.reading import DeviceQuestion, EntryKind, OwnDevice
from bot.exchange import query_words, respelling
from bot.exchange.asked import asked_by
from bot.exchange.clock import Clock
from bot.exchange.copies import follow, may_stand_in
from bot.exchange.cursors import message_number_at
from bot.exchange.evidence import Evidence
from bot.exchange.packed_request import MARK, packed, unpacked
from bot.exchange.query_words import Understood
from bot.exchange.ranking import ranked
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request, number_in
from db import complications, entries, meetings, posted_copies, search, search_pages, standings, vocabulary
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry
from db.listed import Shown
from db.local_devices import names_of
from db.posted_copies import PostedCopy
from db.search import Found, TitledEntry
from db.vocabulary import Vocabulary
from db.wanted import Wanted, words_of

PAGE_SIZE: Final = 5
FEW: Final = 3
"""With fewer matches than these, entries with some of the words are shown behind them."""
_MOST_SUGGESTED: Final = 25  # Discord: choices of an option
_KEPT_FOR: Final = timedelta(hours=24)
_ONE_CARD_WITHIN: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks something up, and those of the private channels with entries that this person can see."""

    guild_id: int
    user_id: int
    visible: frozenset[int] = frozenset()

    def sees(self, entry: Entry) -> bool:
        """Whether this person may be shown it; what one wrote oneself one always may, wherever it stands."""
        private = entry.source.private_channel_id if entry.source is not None else None
        return private is None or private in self.visible or entry.author_id == self.user_id


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `request` is what was really searched, ready for the next page.

    `asks` are the short names in the query that several devices share. `identifiers` are the kinds of thing in the
    query that could identify a patient: it is then neither repeated nor kept, and there is this page only. `evidence`
    is there for protocols, by their numbers; `asked` are the questions of answers that do not repeat what these say.
    """

    request: Request
    token: str
    entries: tuple[Shown, ...]
    page: int
    total: int
    beyond: bool
    devices: tuple[str, ...]
    asks: tuple[DeviceQuestion, ...]
    identifiers: tuple[str, ...]
    evidence: Mapping[int, Evidence] = field(default_factory=dict[int, Evidence])
    asked: Mapping[int, Entry] = field(default_factory=dict[int, Entry])

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def worth_keeping(self) -> bool:
        """Whether a button of the page needs the request, and cannot carry it itself."""
        if self.identifiers or self.token.startswith(MARK):
            return False
        return bool(self.pages > 1 or self.request.spellings or self.asks)


class Lookup:
    """The library's reading room."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._vocabulary = vocabulary.UNKNOWN

    async def find(self, asker: Asker, request: Request, page: int = 1) -> Results:
        """What matches; where nothing does, what comes near it, said to be so."""
        async with self._database.read() as read:
            looking = _Looking(read, asker, self._vocabulary, await names_of(read, asker.guild_id))
            results = await looking.at(request, page)
            if request.reach != "all" or request.instead_of is not None or not request.query:
                return results
            if not results.total:
                return await looking.near(results)
            return await looking.wider(results) if results.total < FEW and page == 1 else results

    async def keep(self, asker: Asker, results: Results) -> None:
        """Remember the request. Most requests stand in the buttons' custom ids and need no row."""
        async with self._database.write() as write:
            await search_pages.keep(
                write,
                results.token,
                asker.guild_id,
                asker.user_id,
                json.dumps(asdict(results.request), ensure_ascii=False),
                self._clock.now() + _KEPT_FOR,
            )

    async def sweep(self) -> None:
        """Delete what was searched for more than a day ago, and the words of what was erased; count the others."""
        now = self._clock.now()
        async with self._database.write() as write:
            await search_pages.sweep(write, now)
            await vocabulary.forget_old_words(write, now)
            self._vocabulary = await vocabulary.known_words(write)
        await self._database.empty_log()

    async def request(self, asker: Asker, token: str) -> Request:
        """What this person searched for; raises a Refusal when it was not they, or too long ago."""
        if token.startswith(MARK):
            return unpacked(token)
        async with self._database.read() as read:
            stored = await search_pages.find(read, token, asker.guild_id, asker.user_id, self._clock.now())
        if stored is None:
            raise Refusal("This search is more than a day old, or not yours. Please search again.")
        fields = json.loads(stored)
        kind = EntryKind(fields["kind"]) if fields["kind"] else None
        return Request(**{**fields, "kind": kind, "spellings": tuple(fields["spellings"])})

    async def turned(self, asker: Asker, token: str, page: int) -> Results:
        """Another page of a kept request; the last one where there are fewer by now."""
        request = await self.request(asker, token)
        results = await self.find(asker, request, page)
        if page > results.pages:
            results = await self.find(asker, request, results.pages)
        return replace(results, token=token)

    async def respelled(self, asker: Asker, token: str, place: int) -> Request:
        """A kept request with another of the spellings that were offered."""
        request = await self.request(asker, token)
        if not 0 <= place < len(request.spellings):
            raise Refusal("Please search again.")
        return replace(request, query=request.spellings[place], reach="all", instead_of=None, spellings=())

    async def on_device(self, asker: Asker, token: str, device: str) -> Request:
        """A kept request, now that it is clear which device a short name in it means."""
        request = await self.request(asker, token)
        query = request.instead_of or request.query
        rest = query_words.without_asked(query, device)
        return replace(request, query=rest, device=device, reach="all", instead_of=None, spellings=())

    async def entry(self, asker: Asker, typed: str) -> Entry:
        """The entry meant by "T-142", "142" or the words of its title; raises a Refusal that helps."""
        async with self._database.read() as read:
            number = number_in(typed)
            if number is None:
                number = await _by_title(read, asker, typed)
            return await _shown(read, asker, number)

    async def shown(self, asker: Asker, typed: str) -> Entry:
        """As `entry`, but whoever wrote what was merged sees their own: it is still theirs to change and withdraw."""
        number = number_in(typed)
        if number is not None:
            async with self._database.read() as read:
                own = await entries.by_number(read, asker.guild_id, number)
            if own is not None and own.status == "merged" and own.author_id == asker.user_id and own.content.text:
                return own
        return await self.entry(asker, typed)

    async def suggestions(self, asker: Asker, typed: str, kind: EntryKind | None = None) -> list[TitledEntry]:
        """Entries for someone who is typing a number or a title; the newest where nothing is typed."""
        async with self._database.read() as read:
            number = number_in(typed)
            if number is not None:
                return await search.numbered(
                    read, asker.guild_id, number, asker.visible, _MOST_SUGGESTED, kind, asker.user_id
                )
            words = words_of(typed)
            if typed.strip() and not words:
                return []
            return await search.titled(read, asker.guild_id, words, asker.visible, _MOST_SUGGESTED, kind, asker.user_id)

    async def shareable(self, asker: Asker, number: int, channel_ids: tuple[int, ...]) -> Entry:
        """The entry, where it may be shown to all in a channel (given with its parent, if it has one)."""
        async with self._database.read() as read:
            entry = await _shown(read, asker, number)
            report = await complications.of_entry(read, asker.guild_id, entry.number)
        if report is not None and report.facts.consent == "no":
            raise Refusal("The patient does not want this to be shared, says its reporter. It stays in the library.")
        if not may_stand_in(entry, channel_ids):
            raise Refusal("This was written in a private channel, so it is shared nowhere else. Link to it there.")
        return entry

    async def shared_lately(self, entry: Entry, channel_id: int) -> int | None:
        """The card of an entry that was posted in a channel within the last minute: two quick presses post one."""
        lowest = message_number_at(self._clock.now() - _ONE_CARD_WITHIN)
        async with self._database.read() as read:
            return await posted_copies.card_since(read, entry.guild_id, entry.number, channel_id, lowest)

    async def remember_copy(self, shared: Entry, channel_id: int, message_id: int) -> bool:
        """Know a public copy from now on. True where the entry has changed meanwhile: then the copy follows it."""
        copy = PostedCopy(message_id, channel_id, shared.guild_id, shared.number, "card")
        async with self._database.write() as write:
            await posted_copies.add(write, copy)
            now_stands = await entries.by_number(write, shared.guild_id, shared.number)
            if now_stands == shared:
                return False
            await follow(write, shared.guild_id, shared.number, self._clock.now())
            return True

    async def forget_copy(self, message_id: int) -> None:
        """A public copy was deleted in Discord."""
        async with self._database.write() as write:
            await posted_copies.forget(write, [message_id])


class _Looking:
    """One search on one connection."""

    def __init__(
        self, read: ReadConnection, asker: Asker, known_words: Vocabulary, own_devices: tuple[OwnDevice, ...]
    ) -> None:
        self._read = read
        self._asker = asker
        self._known_words = known_words
        self._own_devices = own_devices
        self._understood: dict[tuple[str, str | None], Understood] = {}

    async def at(self, request: Request, page: int = 1) -> Results:
        """A page of exactly this."""
        understood = self._meaning(request.query, request.device)
        wanted = self._wanted(request, understood)
        nothing_to_find = bool(request.query) and not understood.words and not understood.devices
        found, evidence = Found((), 0, beyond=False), dict[int, Evidence]()
        if not nothing_to_find:
            found, evidence = await self._page(wanted, (page - 1) * PAGE_SIZE)
        return Results(
            request=request,
            token=_token_of(request),
            entries=found.entries,
            page=page,
            total=found.total,
            beyond=found.beyond,
            devices=understood.devices,
            asks=understood.asks,
            identifiers=understood.identifiers,
            evidence=evidence,
            asked=await asked_by(self._read, self._asker.guild_id, found.entries),
        )

    async def _page(self, wanted: Wanted, offset: int) -> tuple[Found, dict[int, Evidence]]:
        """Protocols are ordered by their evidence, unless the newest are asked for; all else by the words."""
        guild_id = self._asker.guild_id
        if wanted.kind is EntryKind.PROTOCOL and not wanted.newest_first:
            best = await ranked(self._read, guild_id, wanted, size=PAGE_SIZE, offset=offset)
            if best is not None:
                return Found(best.entries, best.total if best.entries else 0, beyond=False), best.evidence
        return await search.page(self._read, guild_id, wanted, size=PAGE_SIZE, offset=offset), {}

    async def wider(self, few: Results) -> Results:
        """Behind those few with all of the words, others with some of them; protocols have to fit."""
        asked = few.request
        if asked.kind is EntryKind.PROTOCOL or asked.newest_first:
            return few
        found = await self.at(replace(asked, reach="most"))
        return found if found.total > few.total and not found.beyond else few

    async def near(self, nothing: Results) -> Results:
        """What comes nearest. It is marked as the query is: a fallback's own words may tell no more of a patient."""
        return replace(await self._nearest(nothing), identifiers=nothing.identifiers)

    async def _nearest(self, nothing: Results) -> Results:
        """Beginnings of all words, then another spelling, then some of the words, then the device alone."""
        asked = nothing.request
        loose = replace(asked, instead_of=asked.query)
        several = len(self._meaning(asked.query, asked.device).words) > 1
        # Of a single word the beginning has been looked for already.
        found = await self.at(replace(loose, reach="beginnings")) if several else nothing
        if found.total:
            return found
        # Another spelling would repeat the rest of the query, and stand on a button.
        spellings = () if nothing.identifiers else await self._spellings(asked)
        found = await self._respelled(nothing, spellings)
        if found is not None:
            return found
        found = await self.at(replace(loose, reach="most", spellings=spellings)) if several else nothing
        if found.total:
            return found
        if nothing.devices and not asked.device:
            found = await self.at(replace(loose, query=query_words.name_of(nothing.devices[0]), spellings=spellings))
            if found.total:
                return found
        offered = replace(asked, spellings=spellings)
        return replace(nothing, request=offered, token=_token_of(offered))

    async def _respelled(self, nothing: Results, spellings: tuple[str, ...]) -> Results | None:
        """What the likeliest spelling finds, unless it names a device: that is asked about, never assumed."""
        if not spellings:
            return None
        asked = nothing.request
        best, *others = spellings
        if self._meaning(best, asked.device).devices != nothing.devices:
            return None
        respelled = replace(asked, query=best, reach="most", instead_of=asked.query, spellings=tuple(others))
        found = await self.at(respelled)
        return found if found.total else None

    def _meaning(self, query: str, device: str | None) -> Understood:
        """What a query means: asked for each step of one search, and read once."""
        key = (query, device)
        if key not in self._understood:
            self._understood[key] = query_words.understood(query, device, self._own_devices)
        return self._understood[key]

    async def _spellings(self, request: Request) -> tuple[str, ...]:
        understood = self._meaning(request.query, request.device)
        anything_like_it = self._wanted(replace(request, query=""), replace(understood, words=()))
        return await respelling.spellings(self._read, self._asker.guild_id, request.query, anything_like_it)

    def _wanted(self, request: Request, understood: Understood) -> Wanted:
        return Wanted(
            words=understood.words,
            names=query_words.names_meant(request.query) if request.reach == "most" else (),
            reach=request.reach if understood.words else "all",
            kind=request.kind,
            devices=understood.devices,
            device_names=query_words.names_of(understood.devices),
            indication=request.indication,
            complication=request.complication,
            modality=request.modality,
            skin_type=request.skin_type,
            preferred_skin_type=request.preferred_skin_type,
            favoured_skin_types=understood.skin_types,
            newest_first=request.newest_first,
            visible=self._asker.visible,
            own=self._asker.user_id,
            vocabulary=self._known_words,
        )


def _token_of(request: Request) -> str:
    """What stands in the buttons: the request itself where it fits, or else a name for its row."""
    return packed(request) or secrets.token_urlsafe(12)


async def _by_title(read: ReadConnection, asker: Asker, typed: str) -> int:
    words = words_of(typed)
    found = await search.titled(read, asker.guild_id, words, asker.visible, 2, own=asker.user_id) if words else []
    if len(found) == 1:
        return found[0].number
    raise Refusal("Type an entry's number, such as `T-142` or `142`, or choose one from the list that appears.")


async def _is_posted_meeting(read: ReadConnection, guild_id: int, number: int) -> bool:
    """Entries and meetings are numbered together; of a draft only its organiser knows."""
    meeting = await meetings.find(read, guild_id, number)
    return meeting is not None and meeting.status != "draft"


async def _shown(read: ReadConnection, asker: Asker, number: int) -> Entry:
    entry = await entries.by_number(read, asker.guild_id, number)
    if entry is None or not asker.sees(entry):
        if entry is None and await _is_posted_meeting(read, asker.guild_id, number):
            raise Refusal(f"Number {number} is a meeting: `/meeting show` has it.")
        raise Refusal(f"There is no entry {number} here that you can see. `/search` finds entries by their words.")
    match entry.status:
        case "listed":
            return entry
        case "withdrawn":
            raise Refusal(f"{entry.label} was withdrawn; its words are gone from the library.")
        case "held":
            raise Refusal(
                f"{entry.label} is held: its text may identify a patient. It comes back when its author edits it."
            )
        case "unlisted" if entry.source is None:
            raise Refusal(f"{entry.label} is not listed: what was written in its form may identify a patient.")
        case "unlisted":
            raise Refusal(f"{entry.label} is not listed: where it was written was deleted, and the moderators decide.")
        case "hidden":
            reason = await standings.hidden_for(read, asker.guild_id, number)
            raise Refusal(f"{entry.label} was hidden by a moderator: {reason}. Ask the moderators about it.")
        case "merged" if entry.superseded_by is not None:
            return await _shown(read, asker, entry.superseded_by)
        case "merged":
            raise Refusal(f"{entry.label} was merged into another entry, which is gone.")
