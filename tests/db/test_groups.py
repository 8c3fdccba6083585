"""User groups in the store: one row a subject, ids forgotten with their channel or role, no guild seeing another."""

from __future__ import annotations

from datetime import UTC, datetime

from db import communities, groups
from db.database import Database
from db.groups import Group, Subject

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOME, ELSEWHERE = 100, 200
GENTLEMAX = Subject("device", "gentlemax_pro")
BUSINESS = Subject("topic", "business")


async def _open(database: Database, subject: Subject, name: str, *, guild_id: int = HOME) -> Group:
    async with database.write() as write:
        await communities.ensure(write, guild_id, NOW)
        return await groups.open_group(write, guild_id, subject, name, "forum")


async def _found(database: Database, subject: Subject = GENTLEMAX) -> Group:
    async with database.read() as read:
        found = await groups.find(read, HOME, subject)
    assert found is not None
    return found


def test_a_subject_is_written_and_read_back() -> None:
    assert Subject.read(str(GENTLEMAX)) == GENTLEMAX
    for text in ("", "device", "device:", "person:ana", "GentleMax Pro"):
        assert Subject.read(text) is None


async def test_a_subject_has_one_group_however_often_it_is_opened(database: Database) -> None:
    await _open(database, GENTLEMAX, "GentleMax Pro")
    async with database.write() as write:
        await groups.set_channel(write, HOME, GENTLEMAX, 11, "text")
        await groups.set_role(write, HOME, GENTLEMAX, 12)
    again = await _open(database, GENTLEMAX, "GentleMax Pro")
    assert (again.channel_id, again.role_id, again.layout, again.missing) == (11, 12, "text", ())
    async with database.read() as read:
        assert await groups.all_of(read, HOME) == [again]


async def test_groups_are_listed_by_name_and_for_their_guild_alone(database: Database) -> None:
    await _open(database, GENTLEMAX, "GentleMax Pro")
    await _open(database, BUSINESS, "Business")
    await _open(database, BUSINESS, "Business", guild_id=ELSEWHERE)
    async with database.read() as read:
        assert [group.name for group in await groups.all_of(read, HOME)] == ["Business", "GentleMax Pro"]
        assert [group.guild_id for group in await groups.all_of(read, ELSEWHERE)] == [ELSEWHERE]


async def test_a_group_is_found_by_its_channel_and_by_a_thread_in_it(database: Database) -> None:
    await _open(database, GENTLEMAX, "GentleMax Pro")
    await _open(database, BUSINESS, "Business")
    async with database.write() as write:
        await groups.set_channel(write, HOME, GENTLEMAX, 11, "forum")
    async with database.read() as read:
        in_channel = await groups.by_channel(read, HOME, 11, None)
        in_thread = await groups.by_channel(read, HOME, 99, 11)
        assert in_channel is not None and in_channel == in_thread
        assert await groups.by_channel(read, HOME, 99, None) is None
        assert await groups.by_channel(read, ELSEWHERE, 11, None) is None


async def test_a_deleted_channel_and_role_are_forgotten_and_missing(database: Database) -> None:
    await _open(database, GENTLEMAX, "GentleMax Pro")
    async with database.write() as write:
        await groups.set_channel(write, HOME, GENTLEMAX, 11, "forum")
        await groups.set_role(write, HOME, GENTLEMAX, 12)
        await groups.forget_channel(write, ELSEWHERE, 11)
        await groups.forget_role(write, HOME, 11)
    assert (await _found(database)).missing == ()
    async with database.write() as write:
        await groups.forget_channel(write, HOME, 11)
    assert (await _found(database)).missing == ("channel",)
    async with database.write() as write:
        await groups.forget_role(write, HOME, 12)
    assert (await _found(database)).missing == ("channel", "role")


async def test_an_archived_group_keeps_its_channel_misses_no_role_and_comes_back(database: Database) -> None:
    await _open(database, GENTLEMAX, "GentleMax Pro")
    async with database.write() as write:
        await groups.set_channel(write, HOME, GENTLEMAX, 11, "forum")
        await groups.set_role(write, HOME, GENTLEMAX, 12)
        assert await groups.archive(write, HOME, GENTLEMAX, NOW)
        assert not await groups.archive(write, HOME, GENTLEMAX, NOW)
    archived = await _found(database)
    assert (archived.archived_at, archived.channel_id, archived.role_id, archived.missing) == (NOW, 11, None, ())
    back = await _open(database, GENTLEMAX, "GentleMax Pro")
    assert (back.archived_at, back.channel_id, back.missing) == (None, 11, ("role",))
