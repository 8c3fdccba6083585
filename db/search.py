"""Looking entries up: full-text search in one guild, filters, and words that are spelled nearly so.

Only listed entries are in the index. Whatever was typed becomes quoted words: it is never query syntax. Ranking by bm25
visits every match, so it is done for up to `MOST_RANKED` of them; beyond that the newest matches are shown, those
first that have the words in their title. Where it is known beforehand that only common words were typed, ranking is
not even begun. Measured with 10,000 entries: two words of which 1,000 have both 2 ms, of which 5,000 have both 1.3 ms
instead of 14. Protocols are fewer and matter more: they are ranked much further.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from bot.clinical.reading import EntryKind
from db.connections import Parameters, ReadConnection, number_of
from db.listed import COLUMNS, Listed, listed_from
from db.vocabulary import COMMON_FROM
from db.wanted import Wanted, all_words_expression, expression, on_devices, quoted_expression, title_expression

MOST_RANKED: Final = COMMON_FROM
MOST_PROTOCOLS_RANKED: Final = 5000
MOST_WIDENED: Final = 500
NEWEST_KEPT: Final = 300

Column = Literal["title", "terms", "written", "any"]
"""Where a word stands; "written" is title and text, without the terms put beside them."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of entries, and how many match. `beyond`: there are more than were ranked and counted.

    A page after the last is empty, and its total 0.
    """

    entries: tuple[Listed, ...]
    total: int
    beyond: bool


@dataclass(frozen=True, slots=True)
class TitledEntry:
    """As much of an entry as a list of suggestions shows."""

    number: int
    kind: EntryKind
    title: str

    @property
    def label(self) -> str:
        """As people name it: T-142."""
        return f"{self.kind.letter}-{self.number}"


async def page(read: ReadConnection, guild_id: int, wanted: Wanted, *, size: int, offset: int) -> Found:
    """A page of a guild's listed entries, best first; one question, unless there are too many matches to rank."""
    parameters = {**await parameters_of(read, guild_id, wanted), "size": size, "offset": offset}
    if _is_broad(wanted):
        newest = await _newest(read, wanted, parameters)
        if newest.total >= NEWEST_KEPT:
            return newest
    rows = await read.all(_ranked(wanted), parameters)
    total = rows[0]["total"] if rows else 0
    if total > most_ranked(wanted):
        return await _newest(read, wanted, parameters)
    return Found(tuple(map(listed_from, rows)), total, beyond=False)


def most_ranked(wanted: Wanted) -> int:
    """How many matches are ranked."""
    if wanted.reach == "most":
        return MOST_WIDENED
    return MOST_PROTOCOLS_RANKED if wanted.kind is EntryKind.PROTOCOL else MOST_RANKED


async def titled(
    read: ReadConnection,
    guild_id: int,
    words: Sequence[str],
    visible: frozenset[int],
    limit: int,
    kind: EntryKind | None = None,
    own: int = 0,
) -> list[TitledEntry]:
    """The newest listed entries with words in the title that begin like these; without words, the newest."""
    wanted = Wanted(words=tuple(words), reach="beginnings", visible=visible, kind=kind, own=own)
    parameters = {**await parameters_of(read, guild_id, wanted), "title_match": title_expression(wanted)}
    rows = await read.all(
        f"WITH found AS MATERIALIZED ({_walk(wanted, column='title')} LIMIT :limit) "  # noqa: S608 (own text)
        "SELECT key, kind, title FROM found JOIN entry USING (key) ORDER BY key DESC",
        {**parameters, "limit": limit},
    )
    return [TitledEntry(number_of(row["key"]), EntryKind(row["kind"]), row["title"]) for row in rows]


async def numbered(
    read: ReadConnection,
    guild_id: int,
    number: int,
    visible: frozenset[int],
    limit: int,
    kind: EntryKind | None = None,
    own: int = 0,
) -> list[TitledEntry]:
    """The listed entry of this number, then those whose numbers begin with it: with 0 none does."""
    if not number:
        return []
    wanted = Wanted(visible=visible, kind=kind, own=own)
    parameters = await parameters_of(read, guild_id, wanted)
    ranges = [(number * 10**zeros, number * 10**zeros + 10**zeros - 1) for zeros in range(6)]
    low = parameters["low"]
    rows = await read.all(
        "SELECT entry.key, kind, title FROM json_each(:ranges) AS span "  # noqa: S608 (own text)
        "JOIN entry ON entry.key BETWEEN json_extract(span.value, '$[0]') AND json_extract(span.value, '$[1]') "
        f"WHERE status = 'listed' AND entry.key BETWEEN :low AND :high AND {_filters(wanted, 'entry.key')} "
        "ORDER BY entry.key LIMIT :limit",
        {**parameters, "ranges": json.dumps([(low + first, low + last) for first, last in ranges]), "limit": limit},
    )
    return [TitledEntry(number_of(row["key"]), EntryKind(row["kind"]), row["title"]) for row in rows]


async def words_in_use(
    read: ReadConnection, guild_id: int, words: Iterable[str], wanted: Wanted, *, column: Column = "any"
) -> list[str]:
    """Those words that really stand in entries which this guild's asker can find with the same filters."""
    parameters = await parameters_of(read, guild_id, wanted)
    within = {"title": "title : ", "terms": "terms : ", "written": "{title text} : ", "any": ""}[column]
    rows = await read.all(
        "SELECT value FROM json_each(:candidates) WHERE EXISTS ("  # noqa: S608 (own text)
        """SELECT 1 FROM entry_search WHERE entry_search MATCH :within || '"' || value || '"' || :on_devices """
        f"AND rowid BETWEEN :low AND :high AND {_filters(wanted, 'entry_search.rowid')} LIMIT 1)",
        {
            **parameters,
            "within": within,
            "on_devices": on_devices(wanted),
            "candidates": json.dumps([word for word in words if '"' not in word], ensure_ascii=False),
        },
    )
    return [row["value"] for row in rows]


async def parameters_of(read: ReadConnection, guild_id: int, wanted: Wanted) -> dict[str, Any]:
    """The values of what `Wanted` asks for, by the names that they have in this module's questions."""
    low, high = await read.keys_of(guild_id)
    return {
        "guild_id": guild_id,
        "low": low,
        "high": high,
        "match": expression(wanted),
        "all_words": all_words_expression(wanted) if wanted.reach == "most" else "",
        "quoted": quoted_expression(wanted),
        "kind": wanted.kind,
        "devices": _listed(wanted.devices),
        "device": wanted.devices[0] if len(wanted.devices) == 1 else None,
        "author": wanted.author,
        **dict(_facets_wanted(wanted)),
        "preferred": _listed(wanted.preferred_skin_types),
        "visible": _listed(sorted(wanted.visible)),
        "own": wanted.own,
    }


def _listed(values: Sequence[str | int]) -> str:
    """For `json_each`; most of these lists are empty at most searches."""
    return json.dumps(values) if values else "[]"


def _is_broad(wanted: Wanted) -> bool:
    """Whether nothing but common words is asked for."""
    if not wanted.words or any(word.lower() not in wanted.vocabulary.common for word in wanted.words):
        return False
    return wanted == Wanted(
        words=wanted.words, reach=wanted.reach, visible=wanted.visible, own=wanted.own, vocabulary=wanted.vocabulary
    )


def _ranked(wanted: Wanted) -> str:
    return _page_of("scored", scored(wanted), wanted)


def scored(wanted: Wanted) -> str:
    """Scores up to one more than may be ranked, in one walk: if there is one more, its page says nothing."""
    if wanted.words and not wanted.newest_first:
        return (
            f"SELECT rowid AS key, bm25(entry_search, 4.0, 1.0, 2.0) AS score FROM entry_search "  # noqa: S608 (own text)
            "WHERE entry_search MATCH :match AND rowid BETWEEN :low AND :high "
            f"AND {_filters(wanted, 'entry_search.rowid')} LIMIT {most_ranked(wanted) + 1}"
        )
    return f"{_walk(wanted)} LIMIT {most_ranked(wanted) + 1}"


async def _newest(read: ReadConnection, wanted: Wanted, parameters: Parameters) -> Found:
    """Too many to rank: the newest, those first that have all the words in the title.

    No passage is looked for: among common words that would be three times as dear as all the rest.
    """
    unquoted = replace(wanted, quoted="")
    rows = await read.all(_newest_first(unquoted), {**parameters, "title_match": title_expression(wanted)})
    return Found(tuple(map(listed_from, rows)), rows[0]["total"] if rows else 0, beyond=True)


def _newest_first(wanted: Wanted) -> str:
    weights: list[tuple[Column, int]] = [("any", 0)]
    if wanted.words and not wanted.newest_first:
        weights.append(("title", 1))
    pools = [
        f"SELECT key, {points} AS points FROM ({_walk(wanted, column=column)} LIMIT {NEWEST_KEPT})"  # noqa: S608 (own text)
        for column, points in weights
    ]
    pool = f"SELECT key, -sum(points) AS score FROM ({' UNION ALL '.join(pools)}) GROUP BY key"  # noqa: S608 (own text)
    return _page_of("pool", pool, wanted)


def _page_of(name: str, keys_and_scores: str, wanted: Wanted) -> str:
    return f"""
        WITH {name} AS MATERIALIZED ({keys_and_scores}),
        placed (place, score) AS MATERIALIZED (
            SELECT key, score FROM {name} ORDER BY {_preference(wanted, f"{name}.key")} score, key DESC
            LIMIT :size OFFSET :offset
        )
        SELECT {COLUMNS}, (SELECT count(*) FROM {name}) AS total
        FROM placed CROSS JOIN entry ON entry.key = placed.place
        ORDER BY {_preference(wanted, "placed.place")} placed.score, placed.place DESC
    """  # noqa: S608 (own text)


def _walk(wanted: Wanted, *, column: Column = "any") -> str:
    """The keys that match, newest first, without a score; whoever uses it puts the LIMIT."""
    if wanted.words:
        match = ":title_match" if column == "title" else ":match"
        return (
            "SELECT rowid AS key, 0 AS score FROM entry_search "  # noqa: S608 (own text)
            f"WHERE entry_search MATCH {match} AND rowid BETWEEN :low AND :high "
            f"AND {_filters(wanted, 'entry_search.rowid')} ORDER BY rowid DESC"
        )
    if wanted.author is not None:
        return (
            "SELECT key, 0 AS score FROM entry INDEXED BY entry_by_author "  # noqa: S608 (own text)
            "WHERE author_id = :author AND guild_id = :guild_id AND status = 'listed' "
            f"AND {_filters(wanted, 'entry.key')} ORDER BY key DESC"
        )
    facet = _narrowest_facet(wanted)
    if facet is not None:
        # From the facet's own list, which is in the keys' order: few of a large library's entries are looked at.
        return (
            "SELECT key, 0 AS score FROM entry_facet AS narrow CROSS JOIN entry ON key = narrow.entry_key "  # noqa: S608 (own text)
            f"WHERE {facet} AND narrow.entry_key BETWEEN :low AND :high AND status = 'listed' "
            f"AND {_filters(wanted, 'entry.key')} ORDER BY narrow.entry_key DESC"
        )
    if wanted.kind is not None:
        return (
            "SELECT key, 0 AS score FROM entry INDEXED BY entry_by_kind "  # noqa: S608 (own text)
            "WHERE guild_id = :guild_id AND kind = :kind AND status = 'listed' "
            f"AND {_filters(wanted, 'entry.key')} ORDER BY key DESC"
        )
    return (
        "SELECT key, 0 AS score FROM entry WHERE key BETWEEN :low AND :high AND status = 'listed' "  # noqa: S608 (own text)
        f"AND {_filters(wanted, 'entry.key')} ORDER BY key DESC"
    )


def _narrowest_facet(wanted: Wanted) -> str | None:
    if len(wanted.devices) == 1:
        return "narrow.facet = 'device' AND narrow.value = :device"
    facet = next(_facets_wanted(wanted), None)
    return f"narrow.facet = '{facet[0]}' AND narrow.value = :{facet[0]}" if facet is not None else None


def _facets_wanted(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The facets of which one value is asked for, those first that few entries have."""
    asked = {
        "complication": wanted.complication,
        "indication": wanted.indication,
        "modality": wanted.modality,
        "skin_type": wanted.skin_type,
    }
    return ((facet, value) for facet, value in asked.items() if value is not None)


def _filters(wanted: Wanted, key: str) -> str:
    conditions = [_seen(key)]
    if wanted.kind is not None:
        conditions.append(f"EXISTS (SELECT 1 FROM entry AS kept WHERE kept.key = {key} AND kept.kind = :kind)")  # noqa: S608 (own text)
    if wanted.author is not None:
        theirs = "SELECT key FROM entry WHERE author_id = :author AND guild_id = :guild_id"
        conditions.append(f"+{key} IN ({theirs})")
    if wanted.devices and not wanted.words:  # the expression says it of words
        conditions.append(_among_facet(key, "device", "IN (SELECT value FROM json_each(:devices))"))
    conditions += [_among_facet(key, facet, f"= :{facet}") for facet, _ in _facets_wanted(wanted)]
    return " AND ".join(conditions)


def _seen(key: str) -> str:
    """What was captured in a private channel is found by those who can see that channel, and by its author.

    Most communities have no such entry: that is asked once, so that no list is made for them.
    """
    private = "FROM entry AS secret WHERE secret.guild_id = :guild_id AND secret.private_channel_id IS NOT NULL"
    hidden = (
        f"SELECT secret.key {private} AND secret.private_channel_id NOT IN (SELECT value FROM json_each(:visible)) "  # noqa: S608 (own text)
        "AND secret.author_id IS NOT :own"
    )
    return f"(NOT EXISTS (SELECT 1 {private}) OR {key} NOT IN ({hidden}))"


def _among_facet(key: str, facet: str, test: str) -> str:
    """The guild's keys with a facet are listed once and asked for each match: half as dear as a look for each.

    The plus keeps FTS5 from searching anew for every key of the list.
    """
    return (
        f"+{key} IN (SELECT entry_key FROM entry_facet WHERE facet = '{facet}' AND value {test} "  # noqa: S608 (own text)
        "AND entry_key BETWEEN :low AND :high)"
    )


def has_facet(key: str, facet: str, test: str) -> str:
    """Whether the entry of a key has a facet whose value passes the test."""
    return f"EXISTS (SELECT 1 FROM entry_facet WHERE facet = '{facet}' AND value {test} AND entry_key = {key})"  # noqa: S608 (own text)


def fits_skin(key: str) -> str:
    """Whether the entry of a key names a skin type that is preferred."""
    return has_facet(key, "skin_type", "IN (SELECT value FROM json_each(:preferred))")


def _preference(wanted: Wanted, key: str) -> str:
    """What comes before the score, as `Wanted` says: the passage; all of the words; a skin type.

    Of protocols, those that state no skin type come before those that state others.
    """
    matching = "SELECT rowid FROM entry_search WHERE rowid BETWEEN :low AND :high AND entry_search MATCH"
    order = ""
    if wanted.quoted and not wanted.newest_first:
        order += f"{key} NOT IN ({matching} :quoted), "
    if wanted.words and wanted.reach == "most":
        order += f"{key} NOT IN ({matching} :all_words), "
    if wanted.preferred_skin_types:
        order += f"NOT {fits_skin(key)}, "
        # Nobody uses another type's settings; a report of it may still tell what was asked, as its words say.
        if wanted.kind is EntryKind.PROTOCOL:
            order += f"{has_facet(key, 'skin_type', 'IS NOT NULL')}, "
    return order
