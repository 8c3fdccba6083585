"""The check of a credential: who may, what it is about, and what a restored backup knows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.exchange.directory import Sought
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.looking import Asker
from bot.exchange.members import MOST_DEVICES
from bot.exchange.refusal import Refusal
from bot.exchange.restoring import restore
from db.backups import back_up
from db.database import Database
from db.members import Profile
from tests.support.audited import latest
from tests.support.clocks import LaterClock, StoppedClock

HOME, ANA, LEAD, OTHER = 71, 1, 2, 3
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
NURSE = Profile(credential="nurse", jurisdiction="FR")


@pytest.fixture
async def exchange(database: Database) -> Exchange:
    return open_exchange(database, StoppedClock(NOW))


async def test_a_check_is_of_what_was_seen_and_never_of_ones_own(exchange: Exchange, database: Database) -> None:
    members = exchange.members
    with pytest.raises(Refusal, match="changed what they declare"):
        await members.check(HOME, ANA, LEAD, NURSE)
    await members.declare(HOME, ANA, NURSE)
    with pytest.raises(Refusal, match="another moderator"):
        await members.check(HOME, ANA, ANA, NURSE)
    for seen in (replace(NURSE, credential="physician_other"), replace(NURSE, jurisdiction=None)):
        with pytest.raises(Refusal, match="changed what they declare"):
            await members.check(HOME, ANA, LEAD, seen)
    assert (await members.profile(HOME, ANA)).checked_at is None
    assert (await members.check(HOME, ANA, LEAD, NURSE)).checked_at == NOW
    assert (await members.take_back_check(HOME, ANA, OTHER)).checked_at is None
    with pytest.raises(Refusal, match="not checked any more"):
        await members.take_back_check(HOME, ANA, OTHER)
    async with database.read() as read:
        taken, checked = await latest(read, HOME, 2)
        [row, _] = await read.all("SELECT member_id FROM audit")
    assert (checked.actor_id, checked.action, checked.subject) == (LEAD, "credential checked", "nurse")
    assert (taken.actor_id, taken.action) == (OTHER, "credential check taken back")
    assert row["member_id"] == ANA


async def test_what_a_member_can_see_and_erase_holds_the_check(exchange: Exchange) -> None:
    await exchange.members.declare(HOME, ANA, NURSE)
    await exchange.members.check(HOME, ANA, LEAD, NURSE)
    of_ana, of_lead = [dict((await exchange.privacy.kept(HOME, each)).counts) for each in (ANA, LEAD)]
    assert of_ana["things moderators did about you that are written down (they stay, without your name)"] == 1
    assert of_lead["colleagues' credentials that you checked (the check stays, without your name)"] == 1
    await exchange.privacy.forget(HOME, LEAD)
    assert (await exchange.members.profile(HOME, ANA)).checked_at == NOW


async def test_too_many_devices_are_refused(exchange: Exchange) -> None:
    keys = tuple(f"~iBeam {number}" for number in range(MOST_DEVICES + 1))
    with pytest.raises(Refusal, match=str(MOST_DEVICES)):
        await exchange.members.declare(HOME, ANA, replace(NURSE, devices=keys))


async def test_the_last_page_stands_for_those_behind_it(exchange: Exchange) -> None:
    for user_id in range(1, 12):
        await exchange.members.declare(HOME, user_id, NURSE)
    found = await exchange.directory.find(HOME, Sought(credential="nurse"), 99)
    assert (found.page, found.pages, found.first, len(found.members)) == (3, 3, 11, 1)
    nobody = await exchange.directory.find(HOME, Sought(credential="industry"), 2)
    assert (nobody.page, nobody.pages, nobody.total) == (1, 1, 0)


async def test_who_opted_out_sees_their_own_alone(exchange: Exchange) -> None:
    await exchange.members.declare(HOME, ANA, NURSE)
    await exchange.members.opt_out(HOME, ANA)
    assert (await exchange.directory.shown(Asker(HOME, ANA), ANA)).is_hidden
    with pytest.raises(Refusal, match="nothing that is shown"):
        await exchange.directory.shown(Asker(HOME, LEAD), ANA)


async def test_a_restored_backup_checks_nobody_whose_check_was_taken_back(database_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database:
        exchange = open_exchange(database, LaterClock())
        for user_id in (ANA, OTHER):
            await exchange.members.declare(HOME, user_id, NURSE)
            await exchange.members.check(HOME, user_id, LEAD, NURSE)
        back_up(database_file, tmp_path / "copy.db")
        await exchange.members.take_back_check(HOME, ANA, LEAD)
    await restore(tmp_path / "copy.db", url)
    async with Database.open(url) as database:
        members = open_exchange(database, LaterClock()).members
        assert (await members.profile(HOME, ANA)).checked_at is None
        assert (await members.profile(HOME, OTHER)).checked_at is not None
