"""About a message a second to one place, after a short burst; other places don't wait for it."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.pace import Pace
from db.database import Database
from tests.delivery.stand_ins import CHANNEL, NOON, Office
from tests.support.clocks import StoppedClock


def test_five_in_five_seconds_and_then_a_rest() -> None:
    clock = StoppedClock(NOON)
    pace = Pace(clock)
    for _ in range(4):
        pace.note(1)
    assert pace.resting() == {}
    clock.pass_by(timedelta(seconds=1))
    pace.note(1)
    assert pace.resting() == {1: clock.now() + timedelta(seconds=4)}
    clock.pass_by(timedelta(seconds=4))
    assert pace.resting() == {}


def test_what_goes_nowhere_is_not_counted() -> None:
    pace = Pace(StoppedClock(NOON))
    for _ in range(9):
        pace.note(None)
    assert pace.resting() == {}


def test_a_clock_put_back_silences_no_channel_for_long() -> None:
    clock = StoppedClock(NOON)
    pace = Pace(clock)
    for _ in range(5):
        pace.note(1)
    clock.pass_by(timedelta(days=-1))
    assert pace.resting() == {}


async def test_a_crowd_in_one_channel_is_spread_and_holds_up_no_other(database: Database) -> None:
    office = Office(database)
    for number in range(12):
        await office.put(f"crowd {number}")
    await office.put("other", channel_id=CHANNEL + 1)
    sent_at: list[float] = []
    began = office.clock.now()
    for _ in range(40):
        before = office.said()
        pause = await office.runner.deliver_due()
        if office.said() > before:
            sent_at.append((office.clock.now() - began).total_seconds())
        if office.said() == 12:
            break
        office.clock.pass_by(pause)
    assert sent_at == [0] * 5 + [5] * 5 + [10] * 2
    assert [sending.delivery.posting.dedupe_key for sending in office.handed_over[:2]] == ["crowd 0", "other"]
    order = [each.delivery.number for each in office.handed_over if each.delivery.posting.channel_id == CHANNEL]
    assert order == sorted(order)
