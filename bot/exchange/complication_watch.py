"""The watch: moderators are told once when something is reported of a device disproportionately often.

The database notes, in the transaction of the report itself, that there is something to look at; the watch looks before
the outbox is next read, and puts its notice there. So no report waits for it, no way to report is forgotten, and a
crash at any moment loses nothing and tells nothing twice.

Reports from private channels do not count here: not every moderator may see them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clinical.disproportionality import FEWEST_REPORTS
from bot.exchange.clock import Clock
from bot.exchange.complication_statistics import Pair, compare, of_devices
from bot.exchange.outbox import Ended, Outbox
from db import complication_statistics as statistics
from db import complication_watch as store
from db import outbox
from db.complication_statistics import PairCount, PairReport
from db.complication_watch import Due
from db.connections import WriteConnection
from db.database import Database
from db.instants import to_milliseconds
from db.outbox import Posting

NOTICE_KIND: Final = "complication_watch"
MOST_LISTED: Final = 15
_GRACE: Final = timedelta(days=30)
_BETWEEN: Final = "|"  # in no catalogue key


@dataclass(frozen=True, slots=True)
class WatchNotice:
    """What the moderators are told of a pair, as it stands now, with the newest of its reports."""

    guild_id: int
    pair: Pair
    newest: tuple[PairReport, ...]


class ComplicationWatch:
    """Looks, and says what there is to say."""

    def __init__(self, database: Database, clock: Clock, outbox_: Outbox) -> None:
        self._database = database
        self._clock = clock
        outbox_.when_ended(NOTICE_KIND, _forget_unsent)

    async def look(self) -> None:
        """Look where something has changed, and put a notice for each pair of which there is news."""
        async with self._database.read() as read:
            due = await store.due(read)
        for each in due:
            await self._look_at(each)

    async def notice(self, guild_id: int, label: str) -> WatchNotice | None:
        """What a notice says by now; None where nothing is disproportionate any more."""
        device, _, code = label.partition(_BETWEEN)
        async with self._database.read() as read:
            counts = await statistics.counts(read, guild_id, ())
            newest = await statistics.newest_of_pair(read, guild_id, device, code, (), MOST_LISTED)
        found = [pair for pair in await asyncio.to_thread(_disproportionate, counts) if _label(pair) == label]
        return WatchNotice(guild_id, found[0], tuple(newest)) if found else None

    async def _look_at(self, due: Due) -> None:
        async with self._database.read() as read:
            counts = await statistics.counts(read, due.guild_id, ())
        found = await asyncio.to_thread(_disproportionate, counts)
        now = self._clock.now()
        async with self._database.write() as write:
            # Asked here, where nobody else writes: of two that look at once one finds that the other has told.
            told = await store.told(write, due.guild_id)
            for pair in _news(found, told):
                await store.tell(write, due.guild_id, pair.subject, pair.code, pair.reports)
                beginning = f"watch:{due.guild_id}:{_label(pair)}:"
                if await outbox.is_due(write, beginning):
                    continue  # a notice that still waits tells how it stands when it is sent
                await outbox.put(
                    write,
                    Posting(
                        kind=NOTICE_KIND,
                        guild_id=due.guild_id,
                        due_at=now,
                        grace=_GRACE,
                        dedupe_key=f"{beginning}{pair.reports}:{to_milliseconds(now)}",
                        label=_label(pair),
                    ),
                )
            await store.looked(write, due)


async def _forget_unsent(write: WriteConnection, end: Ended) -> None:
    """A notice that nobody got told nobody anything: the next change makes another."""
    if end.message_id is None:
        posting = end.delivery.posting
        device, _, code = posting.label.partition(_BETWEEN)
        await store.forget(write, posting.guild_id, device, code)


def is_news(reports: int, told: int | None) -> bool:
    """Whether a disproportionate pair is to be told of: for the first time, or again as it has grown by half."""
    return told is None or 2 * reports >= 3 * told


def _news(found: Sequence[Pair], told: Mapping[tuple[str, str], int]) -> list[Pair]:
    return [pair for pair in found if is_news(pair.reports, told.get((pair.subject, pair.code)))]


def _disproportionate(counts: Sequence[PairCount]) -> list[Pair]:
    return [pair for pair in compare(of_devices(counts)) if pair.reports >= FEWEST_REPORTS and pair.is_disproportionate]


def _label(pair: Pair) -> str:
    return f"{pair.subject}{_BETWEEN}{pair.code}"
