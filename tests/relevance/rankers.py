"""Two orders of the same entries: Fluence's own search, and plain bm25 over the texts."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Final

from bot.clinical.reading import Hints
from bot.exchange.content import content_of
from bot.exchange.lookup import Asker, Lookup
from bot.exchange.readings import read_in_group
from bot.exchange.request import Request
from db import communities, entries
from db.database import Database
from tests.relevance.judged import LOOKED_AT, JudgedQuery, library, ndcg, queries

_GUILD: Final = 100
_ASKER: Final = Asker(_GUILD, 1)
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one query: the first ten of either search, and how good they are."""

    query: JudgedQuery
    ours: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def ours_ndcg(self) -> float:
        """How good Fluence's order is."""
        return ndcg(self.ours, self.query.grades)

    @property
    def plain_ndcg(self) -> float:
        """How good plain bm25's order is."""
        return ndcg(self.plain, self.query.grades)


@dataclass(frozen=True, slots=True)
class Mean:
    """nDCG@10 of some queries."""

    queries: int
    ours: float
    plain: float


class _Clock:
    def now(self) -> datetime:
        return _START + timedelta(days=30)


async def outcomes() -> tuple[Outcome, ...]:
    """Every query, looked up by both in a library made for it."""
    ours = await _by_fluence([each.query for each in queries()])
    plain = _PlainBm25()
    return tuple(Outcome(each, ours[each.query], plain.ranked(each.query)) for each in queries())


def by_class(found: Sequence[Outcome]) -> dict[str, Mean]:
    """The mean of each class, in order."""
    kinds = dict.fromkeys(each.query.kind for each in found)
    return {kind: mean([each for each in found if each.query.kind == kind]) for kind in kinds}


def mean(found: Sequence[Outcome]) -> Mean:
    """The mean over queries."""
    return Mean(len(found), fmean(each.ours_ndcg for each in found), fmean(each.plain_ndcg for each in found))


async def _by_fluence(typed: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        async with Database.open(f"sqlite:///{Path(folder).as_posix()}/relevance.db") as database:
            ids = await _fill(database)
            lookup = Lookup(database, _Clock())
            await lookup.sweep()
            return {query: await _first_ten(lookup, query, ids) for query in typed}


async def _fill(database: Database) -> dict[int, str]:
    """Keep every entry as a capture in its channel would; ids by number."""
    ids: dict[int, str] = {}
    async with database.write() as write:
        await communities.ensure(write, _GUILD, _START)
        for place, entry in enumerate(library()):
            content = content_of(entry.kind, entry.text, read_in_group(entry.text, Hints(entry.kind, entry.device)))
            now = _START + timedelta(minutes=place)
            number = await entries.add(write, _GUILD, content, author_id=1, saved_by_id=None, source=None, now=now)
            assert number is not None
            ids[number] = entry.id
    return ids


async def _first_ten(lookup: Lookup, query: str, ids: Mapping[int, str]) -> tuple[str, ...]:
    """What somebody sees who turns the pages."""
    results = await lookup.find(_ASKER, Request(query))
    shown, pages = list(results.entries), 1 if results.identifiers else results.pages
    for page in range(2, pages + 1):
        if len(shown) >= LOOKED_AT:
            break
        shown += (await lookup.find(_ASKER, results.request, page)).entries
    return tuple(ids[entry.number] for entry in shown[:LOOKED_AT])


class _PlainBm25:
    """The texts as they are in an FTS5 table, any of the typed words, ranked by bm25."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = 'unicode61')")
        rows = [(place, entry.text) for place, entry in enumerate(library())]
        self._connection.executemany("INSERT INTO plain (rowid, text) VALUES (?, ?)", rows)

    def ranked(self, query: str) -> tuple[str, ...]:
        """The first ten."""
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        rows = self._connection.execute(
            "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain), rowid LIMIT ?", (words, LOOKED_AT)
        )
        return tuple(library()[place].id for (place,) in rows)
