"""The watch: one notice a pair, none twice, none lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.exchange.complication_watch import NOTICE_KIND, ComplicationWatch, is_news
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.outbox import Outbox, Sending
from db import complication_watch, entries
from db.database import Database
from tests.support.clocks import StoppedClock
from tests.support.reported_complications import BURN, GENTLEMAX, HOME, NOW, PIH, VBEAM, add_report, add_reports


@pytest.fixture
def exchange(database: Database) -> Exchange:
    """The parts as the bot puts them together."""
    return open_exchange(database, StoppedClock(NOW))


def _a_second_passes(exchange: Exchange) -> None:
    assert isinstance(exchange.clock, StoppedClock)
    exchange.clock.pass_by(timedelta(seconds=1))


async def _claimed(exchange: Exchange) -> list[Sending]:
    return [each for each in await exchange.outbox.claim(10) if each.delivery.posting.kind == NOTICE_KIND]


async def _background(database: Database) -> None:
    await add_reports(database, (1, BURN, VBEAM), (40, PIH, VBEAM), first_reporter=500)


async def test_the_third_report_makes_one_notice(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await add_reports(database, (2, BURN, GENTLEMAX))
    assert await _claimed(exchange) == []
    await add_reports(database, (1, BURN, GENTLEMAX), first_reporter=50)
    [notice] = await _claimed(exchange)
    assert notice.delivery.posting.label == f"{GENTLEMAX}|{BURN}"
    told = await exchange.complication_watch.notice(HOME, notice.delivery.posting.label)
    assert told is not None
    assert (told.pair.reports, len(told.newest)) == (3, 3)
    assert await _claimed(exchange) == []


async def test_not_again_until_it_has_grown_by_half(database: Database, exchange: Exchange) -> None:
    await _background(database)
    notices: list[int] = []
    for reporter in range(1, 13):
        async with database.write() as write:
            await add_report(write, BURN, GENTLEMAX, reporter)
        notices.append(len(await _claimed(exchange)))
    assert [count for count, told in enumerate(notices, 1) if told] == [3, 5, 8, 12]
    assert [is_news(*each) for each in ((4, 3), (5, 3), (6, 4), (3, None))] == [False, True, True, True]


async def test_one_reporter_with_ten_reports_makes_none(database: Database, exchange: Exchange) -> None:
    await _background(database)
    async with database.write() as write:
        for _ in range(10):
            await add_report(write, BURN, GENTLEMAX, b"k" * 32)
    assert await _claimed(exchange) == []


async def test_reports_at_the_same_time_make_one(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await asyncio.gather(
        *(add_reports(database, (1, BURN, GENTLEMAX), first_reporter=each) for each in range(1, 4)),
        *(exchange.complication_watch.look() for _ in range(5)),
    )
    await asyncio.gather(*(exchange.complication_watch.look() for _ in range(3)))
    assert len(await _claimed(exchange)) == 1


async def test_two_that_look_at_different_moments_tell_once(database: Database) -> None:
    """On a clock that goes on between them, so that their notices are not one by their key."""
    await _background(database)
    await add_reports(database, (3, BURN, GENTLEMAX))
    watches = []
    for seconds in range(3):
        clock = StoppedClock(NOW)
        clock.pass_by(timedelta(seconds=seconds))
        watches.append(ComplicationWatch(database, clock, Outbox(database, clock)))
    await asyncio.gather(*(watch.look() for watch in watches))
    async with database.read() as read:
        assert len(await read.all("SELECT 1 FROM outbox WHERE kind = :kind", {"kind": NOTICE_KIND})) == 1


async def test_a_crash_before_it_looked_loses_nothing(database: Database) -> None:
    await _background(database)
    await add_reports(database, (3, BURN, GENTLEMAX))
    assert len(await _claimed(open_exchange(database, StoppedClock(NOW)))) == 1
    again = open_exchange(database, StoppedClock(NOW))
    await again.outbox.reclaim()
    assert len(await _claimed(again)) == 1  # the same one, claimed anew
    async with database.read() as read:
        assert len(await read.all("SELECT 1 FROM outbox WHERE kind = :kind", {"kind": NOTICE_KIND})) == 1


async def test_what_was_taken_back_before_it_was_sent_is_not_told(database: Database, exchange: Exchange) -> None:
    await _background(database)
    numbers = await add_reports(database, (3, BURN, GENTLEMAX))
    [notice] = await _claimed(exchange)
    async with database.write() as write:
        await entries.withdraw(write, HOME, numbers[0], NOW)
    assert await exchange.complication_watch.notice(HOME, notice.delivery.posting.label) is None
    await exchange.outbox.skipped(notice, "it is not disproportionate any more")
    _a_second_passes(exchange)
    await add_reports(database, (1, BURN, GENTLEMAX), first_reporter=60)
    assert len(await _claimed(exchange)) == 1


async def test_a_notice_that_could_not_be_sent_has_told_nobody(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await add_reports(database, (3, BURN, GENTLEMAX))
    [notice] = await _claimed(exchange)
    await exchange.outbox.failed(notice, "the bot may not write there")
    _a_second_passes(exchange)
    await add_reports(database, (1, BURN, GENTLEMAX), first_reporter=60)
    [again] = await _claimed(exchange)
    await exchange.outbox.sent(again, 1)
    _a_second_passes(exchange)
    await add_reports(database, (1, BURN, GENTLEMAX), first_reporter=61)
    assert await _claimed(exchange) == []  # they know of four; five is no news


async def test_other_reports_going_can_make_a_pair_stand_out(database: Database, exchange: Exchange) -> None:
    others = await add_reports(database, (20, BURN, VBEAM), (40, PIH, VBEAM), first_reporter=500)
    await add_reports(database, (4, BURN, GENTLEMAX), (6, PIH, GENTLEMAX))
    assert await _claimed(exchange) == []
    async with database.write() as write:
        for number in others[:19]:
            await entries.withdraw(write, HOME, number, NOW)
    assert len(await _claimed(exchange)) == 1


async def test_private_reports_tell_the_moderators_nothing(database: Database, exchange: Exchange) -> None:
    await _background(database)
    async with database.write() as write:
        for reporter in range(1, 4):
            await add_report(write, BURN, GENTLEMAX, reporter, private_in=77, message_id=1000 + reporter)
    assert await _claimed(exchange) == []


async def test_a_fault_of_the_watch_holds_nothing_else_up(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await add_reports(database, (3, BURN, GENTLEMAX))

    async def broken() -> None:
        raise ZeroDivisionError

    exchange.outbox.before_claiming(broken)
    assert len(await _claimed(exchange)) == 1


async def test_nothing_new_costs_no_write(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await exchange.complication_watch.look()
    async with database.read() as read:
        assert await complication_watch.due(read) == []
        before = await read.one("PRAGMA data_version")
    await exchange.complication_watch.look()
    async with database.read() as read:
        after = await read.one("PRAGMA data_version")
    assert before is not None
    assert after is not None
    assert tuple(before) == tuple(after)


async def test_it_may_come_a_month_late(database: Database, exchange: Exchange) -> None:
    await _background(database)
    await add_reports(database, (3, BURN, GENTLEMAX))
    [notice] = await _claimed(exchange)
    assert notice.delivery.posting.grace == timedelta(days=30)
