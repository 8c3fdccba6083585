"""Reviews and a community's own devices in the store."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reading import EntryKind
from db import communities, complication_statistics, device_counts, device_reviews, entries, local_devices, members
from db.connections import WriteConnection
from db.database import Database
from db.device_reviews import Opinion
from db.entries import Content, Correction, Facet, Source
from db.local_devices import AddedDevice
from db.members import Profile

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HOME, ELSEWHERE = 100, 200
ANA, BEN, CARA = 1, 2, 3
FOUR = Opinion(4, True, 18, "a canister a week", "none")


async def _entry(
    write: WriteConnection,
    kind: EntryKind = EntryKind.REVIEW,
    *facets: tuple[str, str],
    guild_id: int = HOME,
    author_id: int = ANA,
    private_channel_id: int | None = None,
    now: datetime = NOW,
) -> int:
    await communities.ensure(write, guild_id, NOW)
    about = tuple(Facet(name, value) for name, value in facets or (("device", "gentlemax_pro"),))  # pyright: ignore[reportArgumentType] (names of facets)
    content = Content(kind, "words", "words", about, "", (), Correction(), 1)
    source = None
    if private_channel_id is not None:
        source = Source(private_channel_id, int(now.timestamp()), None, private_channel_id)
    number = await entries.add(write, guild_id, content, author_id=author_id, saved_by_id=None, source=source, now=now)
    assert number is not None
    return number


async def test_a_review_is_found_with_who_its_author_is_now(database: Database) -> None:
    async with database.write() as write:
        number = await _entry(write)
        await device_reviews.put(write, HOME, number, "gentlemax_pro", ANA, FOUR)
        await members.declare(write, HOME, ANA, Profile("industry", "Candela", None, None, "Candela"), NOW)
        [review] = await device_reviews.of_device(write, HOME, "gentlemax_pro")
    assert (review.label, review.user_id, review.opinion, review.text) == (f"R-{number}", ANA, FOUR, "words")
    assert (review.author.credential, review.author.paid_by_industry) == ("industry", "Candela")


async def test_the_latest_come_first_and_other_guilds_and_devices_are_apart(database: Database) -> None:
    async with database.write() as write:
        for author, guild_id, device, days in (
            (ANA, HOME, "gentlemax_pro", 0),
            (BEN, HOME, "gentlemax_pro", 2),
            (CARA, HOME, "gentlelase", 1),
            (CARA, ELSEWHERE, "gentlemax_pro", 1),
        ):
            number = await _entry(
                write, EntryKind.REVIEW, ("device", device), guild_id=guild_id, author_id=author,
                now=NOW + timedelta(days=days),
            )  # fmt: skip
            await device_reviews.put(write, guild_id, number, device, author, FOUR)
        found = await device_reviews.of_device(write, HOME, "gentlemax_pro")
    assert [review.user_id for review in found] == [BEN, ANA]


async def test_a_member_has_one_review_of_a_device(database: Database) -> None:
    async with database.write() as write:
        await device_reviews.put(write, HOME, await _entry(write), "gentlemax_pro", ANA, FOUR)
        second = await _entry(write)
        with pytest.raises(sqlite3.IntegrityError):
            await device_reviews.put(write, HOME, second, "gentlemax_pro", ANA, FOUR)


async def test_a_changed_opinion_replaces_the_former(database: Database) -> None:
    async with database.write() as write:
        number = await _entry(write)
        await device_reviews.put(write, HOME, number, "gentlemax_pro", ANA, FOUR)
        await device_reviews.put(write, HOME, number, "gentlemax_pro", ANA, Opinion(2, False, 20, "", "paid"))
        review = await device_reviews.own(write, HOME, "gentlemax_pro", ANA)
    assert review is not None
    assert review.opinion == Opinion(2, False, 20, "", "paid")


async def test_a_withdrawn_review_leaves_no_opinion(database: Database) -> None:
    async with database.write() as write:
        number = await _entry(write)
        await device_reviews.put(write, HOME, number, "gentlemax_pro", ANA, FOUR)
        await entries.withdraw(write, HOME, number, NOW)
        assert await write.all("SELECT * FROM device_review") == []
        await device_reviews.put(write, HOME, await _entry(write), "gentlemax_pro", ANA, FOUR)


async def test_a_review_that_is_not_listed_or_is_of_another_device_now_does_not_count(database: Database) -> None:
    async with database.write() as write:
        hidden, moved = await _entry(write), await _entry(write, author_id=BEN)
        await device_reviews.put(write, HOME, hidden, "gentlemax_pro", ANA, FOUR)
        await device_reviews.put(write, HOME, moved, "gentlemax_pro", BEN, FOUR)
        await entries.unlist(write, HOME, hidden, NOW)
        elsewhere = Content(EntryKind.REVIEW, "w", "w", (Facet("device", "gentleyag"),), "", (), Correction(), 1)
        await entries.replace(write, HOME, moved, elsewhere, NOW)
        assert await device_reviews.of_device(write, HOME, "gentlemax_pro") == []
        own = await device_reviews.own(write, HOME, "gentlemax_pro", ANA)
    assert own is not None, "its author can still change it"


async def test_counts_are_of_one_guild_and_of_what_the_asker_can_see(database: Database) -> None:
    device = ("device", "gentlemax_pro")
    burn = ("complication", "burn")
    async with database.write() as write:
        await _entry(write, EntryKind.PROTOCOL, device)
        await _entry(write, EntryKind.PROTOCOL, device, ("device", "gentleyag"))
        await _entry(write, EntryKind.COMPLICATION, device, burn)
        await _entry(write, EntryKind.COMPLICATION, device, burn, private_channel_id=77)
        await _entry(write, EntryKind.TIP, device, burn)
        await _entry(write, EntryKind.PROTOCOL, device, guild_id=ELSEWHERE)
        await entries.withdraw(write, HOME, await _entry(write, EntryKind.TIP, device), NOW)
        keys = ["gentlemax_pro", "gentleyag", "vbeam"]
        assert await device_counts.of_kinds(write, HOME, keys, ()) == {
            "gentlemax_pro": {EntryKind.PROTOCOL: 2, EntryKind.COMPLICATION: 1, EntryKind.TIP: 1},
            "gentleyag": {EntryKind.PROTOCOL: 1},
            "vbeam": {},
        }
        assert await complication_statistics.types_of_device(write, HOME, "gentlemax_pro", ()) == [("burn", 1)]
        assert await complication_statistics.types_of_device(write, HOME, "gentlemax_pro", [77]) == [("burn", 2)]


async def test_an_added_device_is_its_own_guilds_and_can_be_removed(database: Database) -> None:
    beam = AddedDevice("~iBeam 5", "Invented Light", (515, 590), ("Beamy",), "https://example.org/beam", ANA, NOW)
    async with database.write() as write:
        for guild_id in (HOME, ELSEWHERE):
            await communities.ensure(write, guild_id, NOW)
        await local_devices.add(write, HOME, beam)
        assert await local_devices.all_of(write, HOME) == [beam]
        assert await local_devices.find(write, HOME, beam.key) == beam
        assert await local_devices.find(write, ELSEWHERE, beam.key) is None
        assert not await local_devices.remove(write, ELSEWHERE, beam.key)
        assert await local_devices.remove(write, HOME, beam.key)
        assert await local_devices.all_of(write, HOME) == []
