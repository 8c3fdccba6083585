"""Communities: what is set, who set it, and the greeting that comes once for each joining."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.exchange.communities import Communities
from db import outbox
from db.database import Database
from tests.support import audited
from tests.support.clocks import StoppedClock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, CHANNEL, MODERATOR = 77, 78, 5


async def _welcomes(database: Database) -> list[int]:
    async with database.read() as read:
        rows = await read.all("SELECT channel_id FROM outbox WHERE kind = 'welcome' ORDER BY outbox_no")
    return [row["channel_id"] for row in rows]


async def test_the_greeting_comes_once_for_each_joining(database: Database) -> None:
    clock = StoppedClock(START)
    communities = Communities(database, clock)
    await communities.of(GUILD)  # a message came before the greeting
    assert await communities.greet(GUILD, CHANNEL)
    assert not await communities.greet(GUILD, CHANNEL)
    assert not await Communities(database, clock).greet(GUILD, CHANNEL), "also after a restart"
    await communities.leave(GUILD)
    assert (await communities.of(GUILD)).left_at == START, "a late word of the server's does not bring the bot back"
    clock.pass_by(timedelta(days=3))
    assert await communities.greet(GUILD, CHANNEL)
    assert (await communities.of(GUILD)).left_at is None
    assert await _welcomes(database) == [CHANNEL, CHANNEL]


async def test_where_nothing_can_be_said_nothing_is_put(database: Database) -> None:
    communities = Communities(database, StoppedClock(START))
    assert await communities.greet(GUILD, None)
    assert await _welcomes(database) == []


async def test_a_change_is_audited_where_it_changes_something(database: Database) -> None:
    communities = Communities(database, StoppedClock(START))
    await communities.change(GUILD, by=MODERATOR, capture_style="card", time_zone=None)
    community = await communities.opt_channel_in(GUILD, CHANNEL, by=MODERATOR)
    assert community.private_channels == {CHANNEL}
    async with database.read() as read:
        deeds = await audited.latest(read, GUILD, 10)
    assert [(deed.actor_id, deed.action, deed.subject) for deed in deeds] == [
        (MODERATOR, "capture in private channel", str(CHANNEL)),
        (MODERATOR, "set capture_style", "card"),
    ]
    with pytest.raises(TypeError):
        await communities.change(GUILD, favourite_colour="green")


async def test_two_changes_at_once_both_hold(database: Database) -> None:
    clock = StoppedClock(START)
    communities = Communities(database, clock)
    await communities.of(GUILD)
    await asyncio.gather(
        communities.change(GUILD, by=MODERATOR, exchange_role_id=9),
        communities.change(GUILD, by=MODERATOR, meeting_channel_id=CHANNEL),
        communities.change(GUILD, by=MODERATOR, time_zone="Europe/Athens"),
    )
    community = await Communities(database, clock).of(GUILD)
    assert (community.exchange_role_id, community.meeting_channel_id) == (9, CHANNEL)
    assert community.time_zone == "Europe/Athens"
    assert community == await communities.of(GUILD)


async def test_what_is_remembered_is_what_is_stored(database: Database) -> None:
    clock = StoppedClock(START)
    communities = Communities(database, clock)
    changed = await communities.change(GUILD, by=MODERATOR, exchange_role_id=9, time_zone="Europe/Athens")
    assert await Communities(database, clock).of(GUILD) == changed == await communities.of(GUILD)


async def test_failures_of_the_last_week_are_counted(database: Database) -> None:
    clock = StoppedClock(START)
    communities = Communities(database, clock)
    await communities.greet(GUILD, CHANNEL)
    async with database.write() as write:
        (delivery,) = await outbox.claim(write, clock.now(), 5, ())
        await outbox.finish(write, delivery.number, "failed", None, "the bot may not write there")
    (failures,) = await communities.failures(GUILD)
    assert (failures.kind, failures.channel_id, failures.number) == ("welcome", CHANNEL, 1)
    clock.pass_by(timedelta(days=8))
    assert await communities.failures(GUILD) == []
