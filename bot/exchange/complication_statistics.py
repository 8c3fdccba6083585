"""Statistics of reported complications: counts first, and then what is told of one device more often than of others.

Each listed report counts once, under its device and its type. Reports that name no device or no type are counted, and
compared with nothing. Nobody knows how many were treated, so none of this says how often anything happens.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.clinical.disproportionality import (
    FEWEST_REPORTERS,
    FourfoldTable,
    is_disproportionate,
    is_enough,
    reporting_odds_ratio,
)
from bot.exchange.content import with_wider
from bot.exchange.lookup import Asker
from db import complication_statistics as store
from db.complication_statistics import PairCount
from db.database import Database

PAGE_SIZE: Final = 5
MOST_DRAWN: Final = 12


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """What is asked for: catalogue keys, and a Fitzpatrick type; None where it may be any."""

    device: str | None = None
    modality: str | None = None
    code: str | None = None
    skin_type: str | None = None
    page: int = 1

    @property
    def compares_kinds(self) -> bool:
        """Whether kinds of device are compared with each other; else devices are."""
        return self.modality is not None and self.device is None

    @property
    def is_of_one_pair(self) -> bool:
        """Whether a device (or a kind of device) and a type are asked for."""
        return self.code is not None and (self.device is not None or self.modality is not None)


@dataclass(frozen=True, slots=True)
class Pair:
    """What is reported of a device (or of a kind of device) with a type; `subject` and `code` are catalogue keys."""

    subject: str
    code: str
    table: FourfoldTable
    serious: int
    unconfirmed: int
    reporters: int
    """Never more than tells whether they are enough."""

    @property
    def reports(self) -> int:
        """How many."""
        return self.table.both

    @property
    def is_enough(self) -> bool:
        """Whether there are reports and reporters enough to compare it."""
        return is_enough(self.table, self.reporters)

    @property
    def is_disproportionate(self) -> bool:
        """Whether it is told of disproportionately."""
        return is_disproportionate(self.table, self.reporters)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is reported of what was asked for.

    `compared` is how many reports, also of other devices, the pairs are compared among.
    """

    request: StatisticsRequest
    reports: int
    serious: int
    unconfirmed: int
    compared: int
    pairs: tuple[Pair, ...]

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return max(1, -(-len(self.pairs) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page asked for, or the nearest there is."""
        return min(max(self.request.page, 1), self.pages)

    @property
    def on_page(self) -> tuple[Pair, ...]:
        """The pairs of the page."""
        return self.pairs[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    @property
    def drawable(self) -> tuple[Pair, ...]:
        """The first pairs with an odds ratio that can be shown."""
        fitting = (each for each in self.pairs if each.is_enough and reporting_odds_ratio(each.table) is not None)
        return tuple(each for each, _ in zip(fitting, range(MOST_DRAWN), strict=False))


class ComplicationStatistics:
    """Counts what the asker may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, asker: Asker, request: StatisticsRequest) -> Statistics:
        """What is reported, as it stands now."""
        async with self._database.read() as read:
            counts = await store.counts(read, asker.guild_id, asker.visible, request.skin_type)
        # In a large community there are thousands of pairs to compare: that is not the event loop's work.
        return await asyncio.to_thread(statistics_of, counts, request)


def statistics_of(counts: Sequence[PairCount], request: StatisticsRequest) -> Statistics:
    """Add up and compare."""
    within = [each for each in counts if request.modality is None or _is_kind(each, request.modality)]
    asked = [each for each in within if _fits(each, request)]
    compared = counts if request.compares_kinds else within
    pairs = [pair for pair in compare(_subjects(compared, request)) if _is_asked(pair, request)]
    pairs.sort(key=lambda pair: (not pair.is_disproportionate, -pair.reports, pair.subject, pair.code))
    return Statistics(
        request=request,
        reports=sum(each.reports for each in asked),
        serious=sum(each.serious for each in asked),
        unconfirmed=sum(each.unconfirmed for each in asked),
        compared=sum(each.counted.reports for each in _subjects(compared, request)),
        pairs=tuple(pairs),
    )


class Subject(NamedTuple):
    """Reports, and the device (or kind of device) under which they are compared."""

    key: str
    counted: PairCount


def of_devices(counts: Iterable[PairCount]) -> Iterator[Subject]:
    """Those reports that name a device and a type."""
    return (Subject(each.device, each) for each in counts if each.device is not None and each.code is not None)


def compare(subjects: Iterable[Subject]) -> Iterator[Pair]:
    """Each pair that is reported, beside all the other reports."""
    cells: dict[tuple[str, str], list[PairCount]] = {}
    of_subject, of_code = Counter[str](), Counter[str]()
    for key, count in subjects:
        if count.code is not None:
            cells.setdefault((key, count.code), []).append(count)
            of_subject[key] += count.reports
            of_code[count.code] += count.reports
    total = of_subject.total()
    for (key, code), parts in cells.items():
        both = sum(each.reports for each in parts)
        device_only, type_only = of_subject[key] - both, of_code[code] - both
        yield Pair(
            key,
            code,
            FourfoldTable(both, device_only, type_only, total - both - device_only - type_only),
            serious=sum(each.serious for each in parts),
            unconfirmed=sum(each.unconfirmed for each in parts),
            reporters=1 if _all_of_one(parts) else FEWEST_REPORTERS,
        )


def _all_of_one(parts: Sequence[PairCount]) -> bool:
    reporters = {each.only_reporter for each in parts}
    return len(reporters) == 1 and None not in reporters


def _subjects(counts: Iterable[PairCount], request: StatisticsRequest) -> Iterator[Subject]:
    """With a kind of device alone, its devices are one, and all others are compared with it."""
    if request.modality is None or not request.compares_kinds:
        yield from of_devices(counts)
        return
    for each in counts:
        if each.modality is not None and each.code is not None:
            yield Subject(request.modality if _is_kind(each, request.modality) else each.modality, each)


def _is_kind(count: PairCount, modality: str) -> bool:
    return count.modality is not None and modality in with_wider(count.modality)


def _fits(count: PairCount, request: StatisticsRequest) -> bool:
    return request.device in (None, count.device) and request.code in (None, count.code)


def _is_asked(pair: Pair, request: StatisticsRequest) -> bool:
    subject = request.modality if request.compares_kinds else request.device
    return subject in (None, pair.subject) and request.code in (None, pair.code)
