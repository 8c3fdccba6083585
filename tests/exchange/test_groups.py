"""Groups as the exchange sees them: chosen by what people type, and each deed of a moderator written down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.exchange.groups import Groups
from bot.exchange.refusal import Refusal
from db import communities
from db.database import Database
from db.groups import Subject
from tests.support import audited
from tests.support.clocks import StoppedClock

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
GUILD, MODERATOR = 100, 7
GENTLEMAX = Subject("device", "gentlemax_pro")
BUSINESS = Subject("topic", "business")


@pytest.fixture
async def groups(database: Database) -> Groups:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
    made = Groups(database, StoppedClock(NOW))
    await made.open(GUILD, GENTLEMAX, "GentleMax Pro", "forum", MODERATOR)
    await made.open(GUILD, BUSINESS, "Business", "text", MODERATOR)
    return made


async def _deeds(database: Database) -> list[tuple[int | None, str, str]]:
    async with database.read() as read:
        return [(deed.actor_id, deed.action, deed.subject) for deed in reversed(await audited.latest(read, GUILD, 20))]


@pytest.mark.parametrize("typed", ["device:gentlemax_pro", "GentleMax Pro", " gentlemax-pro", "GentleMax"])
async def test_a_group_is_chosen_by_value_or_a_name_that_is_its_own(groups: Groups, typed: str) -> None:
    assert (await groups.chosen(GUILD, typed)).subject == GENTLEMAX


@pytest.mark.parametrize("typed", ["", "GentleM", "device:gentlelase", "topic:gentlemax_pro"])
async def test_what_names_no_group_is_refused_with_what_to_do(groups: Groups, typed: str) -> None:
    with pytest.raises(Refusal, match="/group list"):
        await groups.chosen(GUILD, typed)


async def test_another_guilds_group_cannot_be_chosen(groups: Groups) -> None:
    with pytest.raises(Refusal):
        await groups.chosen(GUILD + 1, "Business")


async def test_groups_are_suggested_by_their_devices_other_names(groups: Groups) -> None:
    assert [group.name for group in await groups.suggested(GUILD, "GMP")] == ["GentleMax Pro"]
    assert [group.name for group in await groups.suggested(GUILD, "marketing")] == ["Business"]
    assert [group.name for group in await groups.suggested(GUILD, "")] == ["Business", "GentleMax Pro"]
    assert await groups.suggested(GUILD + 1, "") == []


async def test_what_a_moderator_does_is_written_down_once(groups: Groups, database: Database) -> None:
    opening = await groups.open(GUILD, BUSINESS, "Business", "text", MODERATOR)
    assert opening.before is not None and not opening.brought_back
    await groups.repaired(opening.group, MODERATOR)
    await groups.archive(opening.group, MODERATOR)
    await groups.archive(opening.group, MODERATOR)
    assert (await groups.open(GUILD, BUSINESS, "Business", "text", MODERATOR)).brought_back
    business = [deed for deed in await _deeds(database) if deed[2] == str(BUSINESS)]
    assert business == [
        (MODERATOR, "group created", "topic:business"),
        (MODERATOR, "group repaired", "topic:business"),
        (MODERATOR, "group archived", "topic:business"),
        (MODERATOR, "group reopened", "topic:business"),
    ]


async def test_deleted_channels_and_roles_of_others_change_nothing(groups: Groups) -> None:
    group = await groups.chosen(GUILD, "Business")
    await groups.remember_channel(group, 11, "text")
    await groups.remember_role(group, 12)
    await groups.forget_channel(GUILD, 12)
    await groups.forget_role(GUILD, 11)
    assert (await groups.chosen(GUILD, "Business")).missing == ()
    await groups.forget_channel(GUILD, 11)
    await groups.forget_role(GUILD, 12)
    assert (await groups.chosen(GUILD, "Business")).missing == ("channel", "role")
