"""What was erased stands nowhere in the files any more: not in a row, the search's index, a free page or the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.meeting_reminders import LABELS
from db import communities, entries, outbox
from db.database import Database
from db.entries import Content, Correction
from tests.support.clocks import StoppedClock
from tests.support.planned_meetings import planned

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
GUILD, NURSE = 71, 5
RARE = "zygomaticus"


async def _forgotten(exchange: Exchange, _: Database) -> None:
    await exchange.privacy.forget(GUILD, NURSE)


async def _withdrawn(exchange: Exchange, database: Database) -> None:
    async with database.write() as write:
        await entries.withdraw(write, GUILD, 1, datetime(2026, 5, 5, tzinfo=UTC))
    await exchange.lookup.sweep()


@pytest.mark.parametrize("erase", [_forgotten, _withdrawn])
async def test_no_byte_of_it_is_left(
    database: Database, erase: Callable[[Exchange, Database], Awaitable[None]]
) -> None:
    exchange = open_exchange(database, StoppedClock(NOW))
    content = Content(EntryKind.TIP, RARE, f"a tip about the {RARE}", (), "", (), Correction(), 1)
    kept_at = datetime(2026, 5, 4, tzinfo=UTC)
    async with database.write() as write:
        await communities.ensure(write, GUILD, kept_at)
        await entries.add(write, GUILD, content, author_id=NURSE, saved_by_id=None, source=None, now=kept_at)
    assert _files_with(database.path, RARE)
    await erase(exchange, database)
    assert _files_with(database.path, RARE) == []


def _files_with(path: Path, word: str) -> list[str]:
    return [file.name for file in path.parent.iterdir() if word.encode() in file.read_bytes()]


async def test_a_members_wish_for_reminders_leaves_no_id_and_can_be_said_again(database: Database) -> None:
    exchange, meeting, member = open_exchange(database, StoppedClock(NOW)), await planned(database), 1456074443980800018

    async def reminded() -> list[str]:
        async with database.read() as read:
            rows = await outbox.of_meeting(read, meeting.guild_id, meeting.number)
        return [each.state for each in rows if each.posting.user_id == member]

    await exchange.meeting_reminders.choose(meeting.guild_id, meeting.number, member, LABELS)
    asked_for = await reminded()
    await exchange.privacy.forget(meeting.guild_id, member)
    assert not {*_files_with(database.path, str(member))} - {f"{database.path.name}.erasures"}  # which is made of ids
    await exchange.meeting_reminders.choose(meeting.guild_id, meeting.number, member, LABELS)
    assert await reminded() == asked_for == ["due"] * len(LABELS)
