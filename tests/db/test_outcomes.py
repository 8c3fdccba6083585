"""Reports in the store: one a member and version, linked complications, and what a tombstone keeps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clinical.reading import EntryKind
from db import communities, entries, merges, outcomes, posted_copies, standings
from db.connections import WriteConnection
from db.database import Database
from db.entries import Content, Correction
from db.outcomes import Counts, Outcome
from db.posted_copies import PostedCopy

HOME, NOW = 100, datetime(2026, 1, 1, tzinfo=UTC)
AUTHOR, NURSE, COLLEAGUE = 1, 2, 3


@pytest.fixture(autouse=True)
async def protocols(database: Database) -> None:
    """P-1 and P-2 of the author, C-3 and C-4 of the nurse."""
    async with database.write() as write:
        await communities.ensure(write, HOME, NOW)
        for kind, author in (
            ("protocol", AUTHOR),
            ("protocol", AUTHOR),
            ("complication", NURSE),
            ("complication", NURSE),
        ):
            await _add(write, EntryKind(kind), author)


async def _add(write: WriteConnection, kind: EntryKind, author: int) -> None:
    content = Content(kind, kind.label, "text", (), "", (), Correction(), 1)
    await entries.add(write, HOME, content, author_id=author, saved_by_id=None, source=None, now=NOW)


async def _put(database: Database, number: int, user: int, counts: Counts, version: int = 1) -> None:
    async with database.write() as write:
        await outcomes.put(write, HOME, number, version, user, counts, NOW)


async def _all(database: Database, number: int) -> list[Outcome]:
    async with database.read() as read:
        return await outcomes.of_entry(read, HOME, number)


async def _link(database: Database, number: int, user: int, told: int) -> bool:
    async with database.write() as write:
        return await outcomes.link(write, HOME, number, 1, user, told)


async def test_one_report_a_member_and_version(database: Database) -> None:
    await _put(database, 1, NURSE, Counts(1, 0, 0, 0))
    await _put(database, 1, NURSE, Counts(2, 1, 0, 1, ("II",), 3, "slower"))
    await _put(database, 1, NURSE, Counts(5, 0, 0, 0), version=2)
    first, second = await _all(database, 1)
    assert first.counts == Counts(2, 1, 0, 1, ("II",), 3, "slower")
    assert (second.settings_version, second.counts.worked) == (2, 5)
    async with database.read() as read:
        assert await outcomes.of_member(read, HOME, 1, 2, NURSE) == second
        assert await outcomes.of_member(read, HOME, 1, 1, COLLEAGUE) is None
        assert await outcomes.current_of(read, HOME, [1, 2, 99]) == {1: [first]}


@pytest.mark.parametrize(
    "counts", [Counts(0, 0, 0, 0), Counts(1, 0, 0, 2), Counts(-1, 2, 0, 0), Counts(1, 0, 0, 0, pain=11)]
)
async def test_the_store_itself_refuses_what_cannot_be(database: Database, counts: Counts) -> None:
    with pytest.raises(Exception, match="CHECK"):
        await _put(database, 1, NURSE, counts)


async def test_a_complication_is_linked_once_and_only_ones_own(database: Database) -> None:
    await _put(database, 1, NURSE, Counts(3, 0, 0, 1))
    await _put(database, 2, NURSE, Counts(3, 0, 0, 1))
    await _put(database, 1, COLLEAGUE, Counts(3, 0, 0, 1))
    assert not await _link(database, 1, COLLEAGUE, 3)
    assert not await _link(database, 1, NURSE, 2)
    assert await _link(database, 1, NURSE, 3)
    assert not await _link(database, 2, NURSE, 3)
    assert not await _link(database, 1, NURSE, 4), "it counts one complication"
    async with database.read() as read:
        assert [each.number for each in await outcomes.linkable(read, HOME, NURSE, 5)] == [4]
    await _put(database, 1, NURSE, Counts(3, 0, 0, 0))
    assert [each.linked for each in await _all(database, 1)] == [(), ()]
    assert await _link(database, 2, NURSE, 3)
    async with database.write() as write:
        await entries.withdraw(write, HOME, 3, NOW)
    assert (await _all(database, 2))[0].linked == ()


async def test_reports_outlive_a_withdrawn_protocol(database: Database) -> None:
    await _put(database, 1, NURSE, Counts(3, 0, 0, 1))
    async with database.write() as write:
        await entries.withdraw(write, HOME, 1, NOW)
    assert len(await _all(database, 1)) == 1


async def test_moved_reports_are_not_doubled(database: Database) -> None:
    await _put(database, 1, NURSE, Counts(1, 0, 0, 0))
    await _put(database, 2, NURSE, Counts(2, 0, 0, 0))
    await _put(database, 2, COLLEAGUE, Counts(3, 0, 0, 0))
    async with database.write() as write:
        await standings.stand(write, HOME, 1, "superseded", 2, NOW)
        assert await merges.merge(write, HOME, 2, 1) == 1
        assert not await standings.hide(write, HOME, 2, "its tone")
    async with database.read() as read:
        kept, gone = await entries.by_numbers(read, HOME, [1, 2])
    assert (kept.standing, kept.superseded_by) == ("current", None)
    assert (gone.status, gone.superseded_by) == ("merged", 1)
    assert [each.counts.worked for each in await _all(database, 1)] == [1, 3]
    assert [each.counts.worked for each in await _all(database, 2)] == [2]


async def test_a_merge_taken_back_leaves_everything_as_it_was(database: Database) -> None:
    await _put(database, 1, NURSE, Counts(1, 0, 0, 0))
    await _put(database, 2, NURSE, Counts(2, 0, 0, 0))
    await _put(database, 2, COLLEAGUE, Counts(3, 0, 0, 0))
    async with database.write() as write:
        await standings.stand(write, HOME, 1, "superseded", 2, NOW)
        await standings.stand(write, HOME, 3, "superseded", 2, NOW)
        await posted_copies.add(write, PostedCopy(70, 7, HOME, 1, "card"))
        await posted_copies.add(write, PostedCopy(71, 7, HOME, 2, "card"))
        await posted_copies.add(write, PostedCopy(72, 7, HOME, 2, "note"))
    before = await _whole(database)
    async with database.write() as write:
        await merges.merge(write, HOME, 2, 1)
    assert await _whole(database) != before
    async with database.write() as write:
        assert await merges.merged_into(write, HOME, 2) == 1
        await merges.unmerge(write, HOME, 2, 1)
        assert await merges.merged_into(write, HOME, 2) is None
    assert await _whole(database) == before


async def test_what_has_gone_its_own_way_since_a_merge_stays_there(database: Database) -> None:
    await _put(database, 2, COLLEAGUE, Counts(3, 0, 0, 0))
    async with database.write() as write:
        await standings.stand(write, HOME, 3, "superseded", 2, NOW)
        await posted_copies.add(write, PostedCopy(71, 7, HOME, 2, "card"))
        await merges.merge(write, HOME, 2, 1)
        await posted_copies.forget(write, [71])
        await standings.stand(write, HOME, 3, "retired", None, NOW)
        await outcomes.remove(write, HOME, 1, 1, COLLEAGUE)
        # The row that is taken next may get the number of the one that is gone.
        await outcomes.put(write, HOME, 1, 1, NURSE, Counts(5, 0, 0, 0), NOW)
        await entries.hold(write, HOME, 2, NOW)
        await merges.unmerge(write, HOME, 2, 1)
    async with database.read() as read:
        first, second, third = await entries.by_numbers(read, HOME, [1, 2, 3])
        assert await posted_copies.of_entry(read, HOME, 2) == []
    assert (first.status, second.status, second.superseded_by) == ("listed", "held", None)
    assert (third.standing, third.superseded_by) == ("retired", None)
    assert [each.counts.worked for each in await _all(database, 1)] == [5]
    assert await _all(database, 2) == []


async def _whole(database: Database) -> list[object]:
    """What a merge can change."""
    async with database.read() as read:
        found = await entries.by_numbers(read, HOME, [1, 2, 3])
        copies = [await posted_copies.of_entry(read, HOME, number) for number in (1, 2, 3)]
    reports = [await _all(database, number) for number in (1, 2, 3)]
    return [[(each.status, each.standing, each.superseded_by) for each in found], copies, reports]
