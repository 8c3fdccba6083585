"""What members declare, who finds it, and the moderators' check of a credential, in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reading import EntryKind
from db import communities, entries, members, privacy
from db.connections import WriteConnection
from db.database import Database
from db.entries import Content, Correction, Source
from db.members import Profile, Sought

HOME, ELSEWHERE = 71, 72
ANA, BEN, CLEO = 1, 2, 3
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NURSE = Profile("nurse", "Rooms", "US-NJ", "America/New_York", "Lumiwave", ("gentlemax_pro", "~iBeam 9"), "A course")


async def _declared(write: WriteConnection, *user_ids: int, profile: Profile = NURSE) -> None:
    for each in user_ids:
        await members.declare(write, HOME, each, profile, NOW)


async def test_all_of_a_profile_is_kept_but_its_check(database: Database) -> None:
    async with database.write() as write:
        await members.declare(write, HOME, ANA, replace(NURSE, checked_at=NOW), NOW)
        assert await members.profile(write, HOME, ANA) == NURSE, "nobody declares that they were checked"
        assert await members.profile(write, ELSEWHERE, ANA) == Profile()


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        (replace(NURSE, workplace=None, time_zone=None, paid_by_industry=None, devices=(), training=None), True),
        (replace(NURSE, credential="nurse_practitioner"), False),
        (replace(NURSE, credential=None), False),
        (replace(NURSE, jurisdiction="FR"), False),
        (replace(NURSE, jurisdiction=None), False),
    ],
)
async def test_the_check_goes_with_the_credential_and_the_jurisdiction_alone(
    database: Database, changed: Profile, holds: bool
) -> None:
    async with database.write() as write:
        await _declared(write, ANA, BEN)
        await members.check(write, HOME, ANA, CLEO, NOW)
        assert await members.profile(write, HOME, BEN) == NURSE
        await members.declare(write, HOME, ANA, changed, LATER)
        assert (await members.profile(write, HOME, ANA)).checked_at == (NOW if holds else None)
        await members.declare(write, HOME, ANA, NURSE, LATER)
        assert (await members.profile(write, HOME, ANA)).checked_at == (NOW if holds else None), "and does not return"


async def test_a_check_without_a_jurisdiction_goes_with_the_first_one(database: Database) -> None:
    bare = Profile(credential="nurse")
    async with database.write() as write:
        await _declared(write, ANA, profile=bare)
        await members.check(write, HOME, ANA, BEN, NOW)
        await _declared(write, ANA, profile=replace(bare, training="A course"))
        assert (await members.profile(write, HOME, ANA)).checked_at == NOW
        await _declared(write, ANA, profile=replace(bare, jurisdiction="FR"))
        assert (await members.profile(write, HOME, ANA)).checked_at is None


async def test_a_check_is_taken_back_once(database: Database) -> None:
    async with database.write() as write:
        await _declared(write, ANA)
        assert not await members.take_back_check(write, HOME, ANA)
        await members.check(write, HOME, ANA, BEN, NOW)
        assert not await members.take_back_check(write, ELSEWHERE, ANA)
        assert await members.take_back_check(write, HOME, ANA)
        assert await members.profile(write, HOME, ANA) == NURSE


async def test_a_check_outlives_the_moderators_data_without_their_name(database: Database) -> None:
    async with database.write() as write:
        await _declared(write, ANA)
        await members.check(write, HOME, ANA, BEN, NOW)
        exported = await privacy.export(write, HOME, BEN)
        assert exported["member.checked_by_id"] == [{"checked_at": NOW.isoformat()}], "and not whose"
        of_ana = await privacy.export(write, HOME, ANA)
        [profile] = of_ana["member.user_id"]
        assert (profile["devices"], profile["training"]) == (["gentlemax_pro", "~iBeam 9"], "A course")
        assert profile["checked_at"] == NOW.isoformat()
        await privacy.erase_member(write, HOME, BEN, LATER)
        assert (await members.profile(write, HOME, ANA)).checked_at == NOW
        await privacy.erase_member(write, HOME, ANA, LATER)
        await _declared(write, ANA)
        assert await members.profile(write, HOME, ANA) == NURSE, "who comes back is not checked"


async def test_members_are_found_by_all_that_is_sought(database: Database) -> None:
    french = replace(NURSE, jurisdiction="FR", devices=("~iBeam 9",))
    async with database.write() as write:
        await _declared(write, ANA, BEN)
        await members.declare(write, HOME, CLEO, french, LATER)
        await members.declare(write, ELSEWHERE, ANA, french, NOW)

        async def found(sought: Sought, limit: int = 9, offset: int = 0) -> list[int]:
            return [user_id for user_id, _ in await members.find(write, HOME, sought, limit, offset)]

        assert await found(Sought(credential="nurse")) == [CLEO, ANA, BEN], "the last to change first"
        assert await found(Sought(device="~iBeam 9")) == [CLEO, ANA, BEN]
        assert await found(Sought(device="gentlemax_pro")) == [ANA, BEN]
        assert await found(Sought(device="gentlemax")) == [], "no part of a key is a device"
        assert await found(Sought(device="~iBeam 9", jurisdiction="FR")) == [CLEO]
        assert await found(Sought(device="gentlemax_pro", jurisdiction="FR")) == []
        assert await members.count(write, HOME, Sought(credential="nurse")) == 3
        await members.check(write, HOME, BEN, ANA, NOW)
        assert await found(Sought(credential="nurse")) == [BEN, CLEO, ANA], "who is checked comes first"
        assert await found(Sought(credential="nurse"), 1, 1) == [CLEO]
        await members.opt_out(write, HOME, BEN, NOW)
        assert await found(Sought(credential="nurse")) == [CLEO, ANA]
        assert await members.count(write, HOME, Sought(credential="nurse")) == 2
        await members.opt_in(write, HOME, BEN, LATER)
        assert await members.count(write, HOME, Sought(credential="nurse")) == 3


async def test_what_is_counted_bears_the_members_name_and_may_be_seen(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, HOME, NOW)

        async def keep(kind: EntryKind, author_id: int | None, private: int | None = None) -> int:
            said = Source(1, await communities.next_number(write, HOME), None, private)
            content = Content(kind, "title", "text", (), "", (), Correction(), 1)
            number = await entries.add(write, HOME, content, author_id=author_id, saved_by_id=ANA, source=said, now=NOW)
            assert number is not None
            return number

        await keep(EntryKind.TIP, ANA)
        withdrawn = await keep(EntryKind.TIP, ANA)
        await keep(EntryKind.TIP, ANA, private=5)
        await keep(EntryKind.QUESTION, ANA)
        await keep(EntryKind.TIP, BEN)
        await keep(EntryKind.COMPLICATION, None)
        imported = await keep(EntryKind.PROTOCOL, ANA)
        await write.run(
            "INSERT INTO imported_row (entry_key, guild_id, digest) VALUES (:key, :guild_id, 'd')",
            {"key": await write.key_of(HOME, imported), "guild_id": HOME},
        )
        await entries.withdraw(write, HOME, withdrawn, NOW)
        rest = {EntryKind.QUESTION: 1, EntryKind.PROTOCOL: 1}
        assert await members.entry_counts(write, HOME, ANA, BEN, ()) == {EntryKind.TIP: 1, **rest}
        assert await members.entry_counts(write, HOME, ANA, BEN, {5}) == {EntryKind.TIP: 2, **rest}
        own = await members.entry_counts(write, HOME, ANA, ANA, ())
        assert own == {EntryKind.TIP: 2, **rest}, "one's own one may always see"
        assert await members.entry_counts(write, ELSEWHERE, ANA, ANA, {5}) == {}
