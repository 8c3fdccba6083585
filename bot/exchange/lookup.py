"""Lookup: what is asked for, found, and shown page by page; and one entry by its number."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Final

from bot.clinical.reading import EntryKind
from bot.exchange import query_words, respelling
from bot.exchange.clock import Clock
from bot.exchange.copies import follow, may_stand_in
from bot.exchange.cursors import message_number_at
from bot.exchange.looking import FEW, Asker, Looking, Results, without
from bot.exchange.packed_request import MARK, unpacked
from bot.exchange.refusal import Refusal
from bot.exchange.request import Filter, Request, number_in
from db import entries, meetings, posted_copies, search, search_pages, standings, vocabulary
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry
from db.posted_copies import PostedCopy
from db.search import TitledEntry
from db.wanted import Wanted, words_of

_MOST_SUGGESTED: Final = 25  # Discord: choices of an option
_SHORTEST_PUT_RIGHT: Final = 5  # letters: every letter that is typed asks again, and a few are no slip yet
_KEPT_FOR: Final = timedelta(hours=24)
_ONE_CARD_WITHIN: Final = timedelta(minutes=1)


class Lookup:
    """The library's reading room."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._vocabulary = vocabulary.UNKNOWN

    async def find(self, asker: Asker, request: Request, page: int = 1) -> Results:
        """What matches, on this page or the last one; where nothing does, what comes near it, said to be so."""
        async with self._database.read() as read:
            looking = Looking(read, asker, self._vocabulary)
            results = await looking.at_most(request, page)
            named = await _named(read, asker, results) if request.query[-1:].isdigit() else None
            if named is not None:
                return replace(results, named=named)
            if request.reach != "all" or request.instead_of is not None:
                return results
            if not results.total:
                return await looking.near(results)
            is_few = bool(request.query) and results.total < FEW
            return await looking.wider(results) if is_few else results

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
        """Another page of a kept request; the last one where there are fewer by now.

        Where so few are left that others are looked for too, these are another request's, with a token of its own.
        """
        request = await self.request(asker, token)
        results = await self.find(asker, request, page)
        return replace(results, token=token) if results.request == request else results

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
        rest = query_words.without_asked(query, device, asker.own_devices)
        return replace(request, query=rest, device=device, reach="all", instead_of=None, spellings=())

    async def without(self, asker: Asker, token: str, left_out: Filter) -> Request:
        """A kept request that found nothing, without its kind or its device."""
        return without(await self.request(asker, token), left_out, asker.own_devices)

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
            found = await _titled(read, asker, words, kind)
            if found or not words or len(words[-1]) < _SHORTEST_PUT_RIGHT:
                return found
            anything = Wanted(kind=kind, visible=asker.visible, own=asker.user_id)
            for better in await respelling.spellings(read, asker.guild_id, words[-1], anything):
                found += await _titled(read, asker, (*words[:-1], better), kind)
            return list(dict.fromkeys(found))[:_MOST_SUGGESTED]

    async def shareable(self, asker: Asker, number: int, channel_ids: tuple[int, ...]) -> Entry:
        """The entry, where it may be shown to all in a channel (given with its parent, if it has one)."""
        async with self._database.read() as read:
            entry = await _shown(read, asker, number)
        if entry.is_refused:
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


async def _titled(
    read: ReadConnection, asker: Asker, words: tuple[str, ...], kind: EntryKind | None
) -> list[TitledEntry]:
    return await search.titled(read, asker.guild_id, words, asker.visible, _MOST_SUGGESTED, kind, asker.user_id)


async def _named(read: ReadConnection, asker: Asker, results: Results) -> Entry | None:
    """The entry whose number was typed and nothing else, where this person can see it; M22 is a device."""
    number = number_in(results.request.query)
    if number is None or results.devices or results.asks or results.request != Request(results.request.query):
        return None
    try:
        return await _shown(read, asker, number)
    except Refusal:
        return None


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
