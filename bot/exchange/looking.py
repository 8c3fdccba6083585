"""Looking: one search on one connection, page by page, and what comes near where nothing is found."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.clinical.reading import DeviceQuestion, EntryKind, OwnDevice
from bot.exchange import query_words, respelling
from bot.exchange.asked import asked_by
from bot.exchange.evidence import Evidence
from bot.exchange.packed_request import MARK, packed
from bot.exchange.query_words import Understood
from bot.exchange.ranking import ranked
from bot.exchange.request import Filter, Request
from db import search
from db.connections import ReadConnection
from db.entries import Entry
from db.listed import Shown
from db.search import Found
from db.vocabulary import Vocabulary
from db.wanted import Wanted

PAGE_SIZE: Final = 5
FEW: Final = 3
"""With fewer matches than these, entries with some of the words are shown behind them."""
_PASSAGE: Final = 4
"""So many words may be copied from an entry. Fewer are key words in any order, and most searches are such: they shall
not pay for another look."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks something up, and those of the private channels with entries that this person can see.

    `own_devices` are the community's own, as a query may name them.
    """

    guild_id: int
    user_id: int
    visible: frozenset[int] = frozenset()
    own_devices: tuple[OwnDevice, ...] = ()

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
    `skin_types` come first: the one that was chosen, or those in the query. Where nothing was found, `without` has
    what there is without the kind or the device that was asked for. `named` is the entry whose number was typed, and
    nothing else.
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
    skin_types: tuple[str, ...] = ()
    without: Mapping[Filter, Results] = field(default_factory=dict[Filter, "Results"])
    named: Entry | None = None

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def worth_keeping(self) -> bool:
        """Whether a button of the page needs the request, and cannot carry it itself."""
        if self.identifiers or self.token.startswith(MARK):
            return False
        return bool(self.pages > 1 or self.request.spellings or self.asks or self.without)


class Looking:
    """One search on one connection."""

    def __init__(self, read: ReadConnection, asker: Asker, known_words: Vocabulary) -> None:
        self._read = read
        self._asker = asker
        self._known_words = known_words
        self._understood: dict[tuple[str, str | None], Understood] = {}

    async def at(self, request: Request, page: int = 1) -> Results:
        """A page of exactly this."""
        understood = self._meaning(request.query, request.device)
        wanted = self._wanted(request, understood)
        anything = understood.words or understood.devices or understood.skin_types
        nothing_to_find = bool(request.query) and not anything
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
            skin_types=wanted.preferred_skin_types,
        )

    async def at_most(self, request: Request, page: int) -> Results:
        """This page, or the last one where there are fewer."""
        results = await self.at(request, page)
        if results.entries or page == 1:
            return results
        first = await self.at(request)
        return await self.at(request, first.pages) if first.pages > 1 else first

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
        nearest = await self._nearest(nothing) if nothing.request.query else nothing
        return replace(nearest, identifiers=nothing.identifiers, without=await self._without(nothing))

    async def _without(self, nothing: Results) -> dict[Filter, Results]:
        """What there is of other kinds, and on other devices, where something else is asked for too."""
        asked = nothing.request
        # A button would carry words that may identify a patient.
        if nothing.identifiers:
            return {}
        others: dict[Filter, Results] = {}
        if asked.kind is not None:
            others["kind"] = await self.at(without(asked, "kind", self._asker.own_devices))
        if nothing.devices:
            elsewhere = without(asked, "device", self._asker.own_devices)
            says_more = elsewhere.query or elsewhere.indication or elsewhere.complication or elsewhere.modality
            if says_more:
                others["device"] = await self.at(elsewhere)
        return {left_out: found for left_out, found in others.items() if found.total}

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
            self._understood[key] = query_words.understood(query, device, self._asker.own_devices)
        return self._understood[key]

    async def _spellings(self, request: Request) -> tuple[str, ...]:
        understood = self._meaning(request.query, request.device)
        anything_like_it = self._wanted(replace(request, query=""), replace(understood, words=()))
        return await respelling.spellings(self._read, self._asker.guild_id, request.query, anything_like_it)

    def _wanted(self, request: Request, understood: Understood) -> Wanted:
        only = _only_skin_type(request, understood)
        return Wanted(
            words=understood.words,
            names=query_words.names_meant(request.query) if request.reach == "most" else (),
            reach=request.reach if understood.words else "all",
            kind=request.kind,
            devices=understood.devices,
            indication=request.indication,
            complication=request.complication,
            modality=request.modality,
            author=request.author,
            skin_type=only or request.skin_type,
            preferred_skin_types=() if only else self._preferred(request, understood),
            newest_first=request.newest_first,
            quoted=understood.passage or (request.query if len(request.query.split()) >= _PASSAGE else ""),
            visible=self._asker.visible,
            own=self._asker.user_id,
            vocabulary=self._known_words,
        )

    def _preferred(self, request: Request, understood: Understood) -> tuple[str, ...]:
        """The skin type that was chosen, or those typed: also where other words are looked for instead.

        Where only one type's entries are asked for, there is nothing to prefer.
        """
        if request.preferred_skin_type is not None:
            return (request.preferred_skin_type,)
        if request.skin_type is not None:
            return ()
        if request.instead_of is None or understood.skin_types:
            return understood.skin_types
        return self._meaning(request.instead_of, request.device).skin_types


def _only_skin_type(request: Request, understood: Understood) -> str | None:
    """The skin type that is all that was asked for: among many entries, those that name it may not be the newest."""
    if not request.query or len(understood.skin_types) != 1:
        return None
    filters = (request.kind, request.indication, request.complication, request.modality, request.author)
    if understood.words or understood.devices or any((*filters, request.skin_type, request.preferred_skin_type)):
        return None
    return understood.skin_types[0]


def without(request: Request, left_out: Filter, own: tuple[OwnDevice, ...]) -> Request:
    """What was asked for, but of any kind or on any device. `own` are the community's own devices."""
    query = request.instead_of or request.query
    asked = replace(request, query=query, reach="all", instead_of=None, spellings=())
    if left_out == "kind":
        return replace(asked, kind=None)
    return replace(asked, device=None, query=query_words.without_devices(query, own))


def _token_of(request: Request) -> str:
    """What stands in the buttons: the request itself where it fits, or else a name for its row."""
    return packed(request) or secrets.token_urlsafe(12)
