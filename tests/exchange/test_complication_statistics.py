"""What is added up and compared, and what is not told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.disproportionality import FourfoldTable
from bot.exchange.complication_statistics import (
    MOST_DRAWN,
    ComplicationStatistics,
    Pair,
    Statistics,
    StatisticsRequest,
    compare,
    of_devices,
    statistics_of,
)
from bot.exchange.lookup import Asker
from db import entries
from db.complication_statistics import PairCount
from db.database import Database
from tests.support.reported_complications import BURN, GENTLEMAX, HOME, NOW, PIH, VBEAM, add_report, add_reports


async def _told(database: Database, visible: tuple[int, ...] = (), **asked: str | int) -> Statistics:
    asker = Asker(HOME, 1, frozenset(visible))
    return await ComplicationStatistics(database).of(asker, StatisticsRequest(**asked))  # pyright: ignore[reportArgumentType] (by name)


def _tables(told: Statistics) -> dict[tuple[str, str], FourfoldTable]:
    return {(pair.subject, pair.code): pair.table for pair in told.pairs}


async def test_each_pair_is_compared_with_all_that_name_device_and_type(database: Database) -> None:
    await add_reports(database, (4, BURN, GENTLEMAX), (2, PIH, GENTLEMAX), (1, BURN, VBEAM), (9, PIH, VBEAM))
    await add_reports(database, (5, BURN, None), (3, None, VBEAM), first_reporter=90)
    told = await _told(database)
    assert (told.reports, told.compared) == (24, 16)
    assert _tables(told) == {
        (VBEAM, PIH): FourfoldTable(9, 1, 2, 4),
        (GENTLEMAX, BURN): FourfoldTable(4, 2, 1, 9),
        (GENTLEMAX, PIH): FourfoldTable(2, 4, 9, 1),
        (VBEAM, BURN): FourfoldTable(1, 9, 4, 2),
    }


async def test_what_is_asked_for_is_shown_and_compared_with_the_rest(database: Database) -> None:
    await add_reports(database, (4, BURN, GENTLEMAX), (2, PIH, GENTLEMAX), (1, BURN, VBEAM), (9, PIH, VBEAM))
    of_device = await _told(database, device=GENTLEMAX)
    assert (of_device.reports, of_device.compared) == (6, 16)
    assert [pair.code for pair in of_device.pairs] == [BURN, PIH]
    of_type = await _told(database, code=BURN)
    assert (of_type.reports, [pair.subject for pair in of_type.pairs]) == (5, [GENTLEMAX, VBEAM])
    both = await _told(database, device=GENTLEMAX, code=BURN)
    assert _tables(both) == {(GENTLEMAX, BURN): FourfoldTable(4, 2, 1, 9)}
    assert (await _told(database, device="picoway")).reports == 0


async def test_kinds_of_device_are_compared_with_kinds_also_without_a_device(database: Database) -> None:
    await add_reports(database, (3, BURN, GENTLEMAX), (2, PIH, VBEAM))
    async with database.write() as write:
        await add_report(write, BURN, None, 50, modality="ipl")
        await add_report(write, PIH, None, 51, modality="alexandrite")
    # GentleMax Pro is an alexandrite laser and an Nd:YAG.
    told = await _told(database, modality="alexandrite")
    assert _tables(told) == {
        ("alexandrite", BURN): FourfoldTable(3, 1, 1, 2),
        ("alexandrite", PIH): FourfoldTable(1, 3, 2, 1),
    }
    assert (told.reports, told.compared) == (4, 7)
    within = await _told(database, modality="alexandrite", device=GENTLEMAX)
    assert _tables(within) == {(GENTLEMAX, BURN): FourfoldTable(3, 0, 0, 0)}


async def test_one_reporter_with_ten_reports_says_nothing(database: Database) -> None:
    await add_reports(database, (1, BURN, VBEAM), (40, PIH, VBEAM), first_reporter=50)
    async with database.write() as write:
        for _ in range(10):
            await add_report(write, BURN, GENTLEMAX, 1)
    [pair] = (await _told(database, device=GENTLEMAX)).pairs
    assert (pair.reports, pair.is_enough, pair.is_disproportionate) == (10, False, False)
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, b"k" * 32)
    [pair] = (await _told(database, device=GENTLEMAX)).pairs
    assert (pair.is_enough, pair.is_disproportionate) == (True, True)


async def test_a_withdrawn_report_leaves_every_cell(database: Database) -> None:
    numbers = await add_reports(database, (3, BURN, GENTLEMAX), (2, PIH, VBEAM))
    async with database.write() as write:
        await entries.withdraw(write, HOME, numbers[0], NOW)
    assert _tables(await _told(database, device=GENTLEMAX)) == {(GENTLEMAX, BURN): FourfoldTable(2, 0, 0, 2)}


async def test_private_reports_count_for_those_who_see_them(database: Database) -> None:
    await add_reports(database, (2, BURN, GENTLEMAX))
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, 9, private_in=77, message_id=1001)
    assert [(await _told(database, visible)).reports for visible in ((), (77,))] == [2, 3]


async def test_a_skin_type_counts_the_reports_that_state_it_however_few(database: Database) -> None:
    async with database.write() as write:
        for reporter in range(1, 5):
            await add_report(write, BURN, GENTLEMAX, reporter, skin_type="V")
        await add_report(write, PIH, GENTLEMAX, 5, skin_type="V")
        await add_report(write, PIH, VBEAM, 6, skin_type="VI")
    told = await _told(database, skin_type="V")
    assert (told.reports, [(pair.code, pair.reports) for pair in told.pairs]) == (5, [(BURN, 4), (PIH, 1)])
    alone = await _told(database, skin_type="VI")
    assert (alone.reports, [pair.code for pair in alone.pairs]) == (1, [PIH])


async def test_what_is_disproportionate_comes_first_then_the_most_reports(database: Database) -> None:
    await add_reports(
        database, (5, BURN, GENTLEMAX), (20, PIH, GENTLEMAX), (1, BURN, VBEAM), (60, PIH, VBEAM), (9, "blister", VBEAM)
    )
    told = await _told(database)
    assert [(pair.subject, pair.code) for pair in told.pairs[:2]] == [(GENTLEMAX, BURN), (VBEAM, PIH)]
    assert told.pages == 1
    assert (await _told(database, page=99)).page == 1


def _row(device: str | None, code: str | None, reports: int, reporter: int | None = None) -> PairCount:
    return PairCount(device, code, None, reports, 0, 0, reporter)


def test_of_a_hundred_pairs_a_dozen_are_drawn() -> None:
    many = [_row(f"device {device}", f"type {code}", 3 + code) for device in range(10) for code in range(10)]
    told = statistics_of(many, StatisticsRequest())
    assert (len(told.pairs), len(told.drawable), told.pages) == (100, MOST_DRAWN, 20)


_ROWS = st.lists(
    st.builds(
        _row,
        st.sampled_from([None, "a", "b", "c"]),
        st.sampled_from([None, "x", "y", "z"]),
        st.integers(1, 30),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=12,
)


@given(_ROWS)
def test_the_cells_add_up(rows: list[PairCount]) -> None:
    compared = sum(each.reports for each in rows if each.device and each.code)
    pairs: list[Pair] = list(compare(of_devices(rows)))
    assert sum(pair.reports for pair in pairs) == compared
    for pair in pairs:
        assert pair.table.total == compared
        assert pair.table.of_device == sum(e.reports for e in rows if e.device == pair.subject and e.code)
        assert pair.table.of_type == sum(e.reports for e in rows if e.code == pair.code and e.device)
