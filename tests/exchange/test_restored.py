"""After a restore the library still knows what was taken back: what stands in the chat is not captured again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Ignored, IncomingMessage, Kept
from bot.exchange.restoring import restore
from db.backups import back_up
from db.database import Database
from tests.support.clocks import LaterClock
from tests.support.incoming_messages import said_openly

GUILD, NURSE, COLLEAGUE = 7, 1, 2
Deed = Callable[[Exchange], Awaitable[object]]


def _message(message_id: int, author_id: int = NURSE) -> IncomingMessage:
    return said_openly(GUILD, author_id, f"#tip Number {message_id}", datetime.now(UTC), message_id=message_id)


async def _withdraw(exchange: Exchange, actor_id: int) -> None:
    await exchange.corrections.withdraw(await exchange.corrections.standing(GUILD, 2), actor_id)


DEEDS: dict[str, Deed] = {
    "withdrawn by its author": lambda exchange: _withdraw(exchange, NURSE),
    "withdrawn by a moderator": lambda exchange: _withdraw(exchange, COLLEAGUE),
    "forgotten with its author": lambda exchange: exchange.privacy.forget(GUILD, NURSE),
    "edited into nothing": lambda exchange: exchange.library.keep(replace(_message(701), text="#tip")),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
@pytest.mark.parametrize("former_is_lost", [False, True], ids=["former file kept", "former file lost"])
async def test_what_was_captured_and_taken_back_after_the_backup_stays_away(
    database_file: Path, tmp_path: Path, deed: Deed, former_is_lost: bool
) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database:
        exchange = open_exchange(database, LaterClock())
        await exchange.library.keep(_message(700, COLLEAGUE))
        back_up(database_file, tmp_path / "copy.db")
        await exchange.library.keep(_message(701))
        await deed(exchange)
    if former_is_lost:
        database_file.unlink()
    await restore(tmp_path / "copy.db", url)
    async with Database.open(url) as database:
        library = open_exchange(database, LaterClock()).library
        assert await library.keep(_message(701)) == Ignored("withdrawn")
        others = await library.keep(_message(700, COLLEAGUE))
        assert isinstance(others, Kept)
        assert others.entry.number == 1
        new = await library.keep(_message(702))
        assert isinstance(new, Kept)
        assert new.entry.number == 3, "the number that was taken back is not given again"
