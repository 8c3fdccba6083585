"""What is counted of complications: listed ones, once each, and of private channels only what may be seen."""

from __future__ import annotations

import pytest

from bot.clinical.reading import EntryKind
from db import complication_statistics, complication_watch, complications, entries, merges, standings
from db.complication_statistics import PairCount
from db.complication_watch import Due
from db.complications import Facts
from db.database import Database
from tests.support.reported_complications import BURN, GENTLEMAX, HOME, NOW, PIH, VBEAM, add_report, add_reports, say

KEY = b"k" * 32


async def _counts(database: Database, visible: tuple[int, ...] = (), skin_type: str | None = None) -> list[PairCount]:
    async with database.read() as read:
        return await complication_statistics.counts(read, HOME, visible, skin_type)


async def _due(database: Database) -> list[Due]:
    async with database.read() as read:
        return await complication_watch.due(read)


async def _looked(database: Database) -> None:
    async with database.write() as write:
        for each in await complication_watch.due(write):
            await complication_watch.looked(write, each)


async def test_each_combination_is_one_row(database: Database) -> None:
    await add_reports(database, (2, BURN, GENTLEMAX), (1, PIH, GENTLEMAX), (1, BURN, None), (1, None, VBEAM))
    found = {(each.device, each.code): each for each in await _counts(database)}
    assert {pair: each.reports for pair, each in found.items()} == {
        (GENTLEMAX, BURN): 2,
        (GENTLEMAX, PIH): 1,
        (None, BURN): 1,
        (VBEAM, None): 1,
    }
    assert found[GENTLEMAX, BURN].modality == "alexandrite_ndyag"
    assert found[GENTLEMAX, BURN].only_reporter is None
    assert found[GENTLEMAX, PIH].only_reporter == 3


async def test_one_reporter_is_one_however_often(database: Database) -> None:
    async with database.write() as write:
        for reporter in (7, 7, KEY, KEY, None, None):
            await add_report(write, BURN if reporter else PIH, GENTLEMAX if reporter == 7 else VBEAM, reporter)
    assert {(each.device, each.code): each.only_reporter for each in await _counts(database)} == {
        (GENTLEMAX, BURN): 7,
        (VBEAM, BURN): KEY,
        (VBEAM, PIH): 0,
    }
    async with database.write() as write:
        await add_report(write, BURN, VBEAM, 7)
    assert {each.only_reporter for each in await _counts(database) if each.device == VBEAM} == {None, 0}


async def test_serious_and_unconfirmed_are_told_apart(database: Database) -> None:
    async with database.write() as write:
        number = await add_report(write, BURN, GENTLEMAX, 1)
        await add_report(write, BURN, GENTLEMAX, 2, is_confirmed=False)
    await say(database, number, Facts(permanent="yes"), "permanent")
    [row] = await _counts(database)
    assert (row.reports, row.serious, row.unconfirmed) == (2, 1, 1)


async def test_a_skin_type_and_private_channels(database: Database) -> None:
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, 1, skin_type="V")
        await add_report(write, BURN, GENTLEMAX, 2, private_in=77, message_id=1001)
    assert [each.reports for each in await _counts(database)] == [1]
    assert [each.reports for each in await _counts(database, (77,))] == [2]
    assert [each.reports for each in await _counts(database, (77,), "V")] == [1]
    assert await _counts(database, (77,), "II") == []


async def test_what_is_taken_back_hidden_held_or_merged_counts_no_more(database: Database) -> None:
    numbers = await add_reports(database, (5, BURN, GENTLEMAX))
    async with database.write() as write:
        await entries.withdraw(write, HOME, numbers[0], NOW)
        await standings.hide(write, HOME, numbers[1], "off topic")
        await merges.merge(write, HOME, numbers[2], numbers[3])
    assert [each.reports for each in await _counts(database)] == [2]
    async with database.write() as write:
        await standings.unhide(write, HOME, numbers[1])
        await entries.hold(write, HOME, numbers[4], NOW)
    assert [each.reports for each in await _counts(database)] == [2]


async def test_communities_do_not_mix(database: Database) -> None:
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, 1, guild_id=200)
    assert await _counts(database) == []


async def test_the_newest_reports_of_a_pair(database: Database) -> None:
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, 1, message_id=1001)
        await add_report(write, BURN, GENTLEMAX, KEY)
        await add_report(write, BURN, GENTLEMAX, 2, private_in=77, message_id=1002)
        await add_report(write, PIH, GENTLEMAX, 2)
    async with database.read() as read:
        found = await complication_statistics.newest_of_pair(read, HOME, GENTLEMAX, BURN, (), 10)
        assert [tuple(each) for each in found] == [(2, True, None, None), (1, False, 5, 1001)]
        assert len(await complication_statistics.newest_of_pair(read, HOME, GENTLEMAX, BURN, (77,), 1)) == 1


async def test_all_is_read_from_one_index(database: Database) -> None:
    """Else a hundred thousand reports would be looked up one by one."""
    async with database.read() as read:
        plan = await read.all(
            "EXPLAIN QUERY PLAN SELECT device, code, modality, count(*), sum(is_serious), sum(1 - is_confirmed), "
            "min(reporter_id), max(reporter_key) FROM complication WHERE guild_id = 1 AND is_listed = 1 "
            "AND private_channel_id IS NULL AND skin_type = 'II' GROUP BY device, code, modality"
        )
    assert "COVERING INDEX complication_counted" in plan[0]["detail"]
    assert not any("TEMP B-TREE" in row["detail"] for row in plan)


async def test_the_watch_is_due_after_every_change_that_counts(database: Database) -> None:
    [number] = await add_reports(database, (1, BURN, GENTLEMAX))
    assert [each.guild_id for each in await _due(database)] == [HOME]
    await _looked(database)
    await say(database, number, Facts(treatment="cool compresses"), "treatment")
    async with database.write() as write:
        await complications.add_follow_up(write, HOME, number, "resolved", "time", NOW, since=NOW)
    assert await _due(database) == []
    await say(database, number, Facts(device=VBEAM), "device")
    assert len(await _due(database)) == 1
    await _looked(database)
    async with database.write() as write:
        await standings.hide(write, HOME, number, "off topic")
    assert len(await _due(database)) == 1
    await _looked(database)
    async with database.write() as write:
        await standings.unhide(write, HOME, number)
    assert len(await _due(database)) == 1
    await _looked(database)
    async with database.write() as write:
        await entries.withdraw(write, HOME, number, NOW)
    assert len(await _due(database)) == 1


async def test_what_changes_while_it_looks_stays_due(database: Database) -> None:
    await add_reports(database, (1, BURN, GENTLEMAX))
    [seen] = await _due(database)
    await add_reports(database, (1, BURN, VBEAM))
    async with database.write() as write:
        await complication_watch.looked(write, seen)
    assert len(await _due(database)) == 1
    await _looked(database)
    assert await _due(database) == []


async def test_a_community_that_goes_leaves_nothing_to_look_at(database: Database) -> None:
    await add_reports(database, (2, BURN, GENTLEMAX))
    async with database.write() as write:
        await complication_watch.tell(write, HOME, GENTLEMAX, BURN, 2)
        await write.run("DELETE FROM community WHERE guild_id = :guild_id", {"guild_id": HOME})
        assert await complication_watch.due(write) == []
        assert await complication_watch.told(write, HOME) == {}


@pytest.mark.parametrize("kind", [EntryKind.TIP, EntryKind.PROTOCOL])
async def test_other_kinds_of_entry_do_not_count(database: Database, kind: EntryKind) -> None:
    async with database.write() as write:
        number = await add_report(write, BURN, GENTLEMAX, 1)
        entry = await entries.by_number(write, HOME, number)
        assert entry is not None
        content = entries.Content(kind, "", "Now a tip", entry.content.facets, "", (), entries.Correction(), 1)
        await entries.replace(write, HOME, number, content, NOW)
    assert await _counts(database) == []
