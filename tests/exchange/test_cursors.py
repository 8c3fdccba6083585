"""Cursors never move past a message that has not been handled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.exchange.cursors import Cursors
from db import communities
from db import cursors as rows
from db.database import Database
from db.failures import DiskFull

GUILD = 7
CHANNEL = 70
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
async def cursors(database: Database) -> Cursors:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
    opened = Cursors(database)
    opened.new_session()
    return opened


async def written(cursors: Cursors) -> int | None:
    await cursors.flush()
    return (await cursors.of_guild(GUILD)).get(CHANNEL)


async def test_harmless_messages_move_the_cursor(cursors: Cursors) -> None:
    cursors.born(GUILD, CHANNEL)
    cursors.passed(GUILD, CHANNEL, 100)
    cursors.passed(GUILD, CHANNEL, 101)
    assert await written(cursors) == 101


async def test_a_server_that_the_store_does_not_know_yet_holds_up_no_other(
    cursors: Cursors, database: Database
) -> None:
    other, its_channel = 8, 80
    cursors.born(other, its_channel)
    cursors.passed(other, its_channel, 90)
    cursors.born(GUILD, CHANNEL)
    cursors.passed(GUILD, CHANNEL, 100)
    assert await written(cursors) == 100
    await cursors.read_to(other, its_channel, 91)
    async with database.write() as write:
        await communities.ensure(write, other, NOW)
    await cursors.flush()
    assert await cursors.of_guild(other) == {its_channel: 90}


async def test_the_cursor_stays_before_what_is_being_handled(cursors: Cursors) -> None:
    cursors.born(GUILD, CHANNEL)
    cursors.begin(GUILD, CHANNEL, 100)
    cursors.begin(GUILD, CHANNEL, 101)
    cursors.passed(GUILD, CHANNEL, 102)
    assert await written(cursors) == 99
    cursors.done(GUILD, CHANNEL, 101)
    assert await written(cursors) == 99
    cursors.done(GUILD, CHANNEL, 100)
    assert await written(cursors) == 102


async def test_a_new_session_stops_it_until_the_channel_is_caught_up(cursors: Cursors) -> None:
    cursors.born(GUILD, CHANNEL)
    cursors.passed(GUILD, CHANNEL, 100)
    assert await written(cursors) == 100
    cursors.new_session()
    cursors.passed(GUILD, CHANNEL, 200)
    assert await written(cursors) == 100
    await cursors.read_to(GUILD, CHANNEL, 150)
    assert await written(cursors) == 150
    cursors.caught_up(GUILD, CHANNEL, cursors.session, 190)
    assert await written(cursors) == 200


async def test_a_catch_up_of_a_former_session_counts_for_nothing(cursors: Cursors) -> None:
    former = cursors.session
    cursors.new_session()
    cursors.caught_up(GUILD, CHANNEL, former, 100)
    assert await written(cursors) is None


async def test_a_failure_stops_it_and_is_told_once(cursors: Cursors) -> None:
    told: list[str] = []
    cursors.tell(on_progress=lambda: told.append("progress"), on_failure=lambda: told.append("failure"))
    cursors.born(GUILD, CHANNEL)
    cursors.begin(GUILD, CHANNEL, 100)
    cursors.failed(GUILD, CHANNEL, 100)
    cursors.passed(GUILD, CHANNEL, 101)
    assert await written(cursors) is None
    assert told == ["progress", "failure"]
    assert cursors.take_failing() == {GUILD}
    assert cursors.take_failing() == set()


async def test_a_gap_in_one_guild_leaves_the_others(cursors: Cursors, database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, GUILD + 1, NOW)
    cursors.born(GUILD, CHANNEL)
    cursors.born(GUILD + 1, CHANNEL + 1)
    cursors.gap_in(GUILD)
    cursors.passed(GUILD, CHANNEL, 100)
    cursors.passed(GUILD + 1, CHANNEL + 1, 100)
    assert await written(cursors) is None
    assert await cursors.of_guild(GUILD + 1) == {CHANNEL + 1: 100}


async def test_it_never_moves_back(cursors: Cursors, database: Database) -> None:
    cursors.born(GUILD, CHANNEL)
    cursors.passed(GUILD, CHANNEL, 100)
    assert await written(cursors) == 100
    anew = Cursors(database)
    anew.new_session()
    await anew.read_to(GUILD, CHANNEL, 50)
    assert await written(anew) == 100


async def test_what_could_not_be_written_down_is_written_the_next_time(
    cursors: Cursors, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> None:
        raise DiskFull("There is no room.")

    with monkeypatch.context() as full:
        full.setattr(rows, "move", refused)
        with pytest.raises(DiskFull):
            await cursors.read_to(GUILD, CHANNEL, 150)
    await cursors.read_to(GUILD, CHANNEL, 150)
    assert await cursors.of_guild(GUILD) == {CHANNEL: 150}


async def test_a_channel_that_is_gone_is_forgotten(cursors: Cursors) -> None:
    cursors.born(GUILD, CHANNEL)
    cursors.passed(GUILD, CHANNEL, 100)
    cursors.gone(CHANNEL)
    assert await written(cursors) is None


steps = st.lists(st.sampled_from(["pass", "begin", "finish first", "finish last", "flush"]), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(steps=steps)
async def test_whatever_happens_nothing_unhandled_lies_behind_it(database: Database, steps: list[str]) -> None:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        await write.run("DELETE FROM channel_cursor")
    cursors = Cursors(database)
    cursors.new_session()
    cursors.born(GUILD, CHANNEL)
    pending: list[int] = []
    latest = 100
    for step in steps:
        latest += 1
        match step:
            case "pass":
                cursors.passed(GUILD, CHANNEL, latest)
            case "begin":
                cursors.begin(GUILD, CHANNEL, latest)
                pending.append(latest)
            case "finish first" | "finish last" if pending:
                cursors.done(GUILD, CHANNEL, pending.pop(0 if step == "finish first" else -1))
            case _:
                await cursors.flush()
        reached = (await cursors.of_guild(GUILD)).get(CHANNEL, 0)
        assert all(reached < each for each in pending)
    for each in pending:
        cursors.done(GUILD, CHANNEL, each)
    cursors.passed(GUILD, CHANNEL, latest + 1)
    assert await written(cursors) == latest + 1
