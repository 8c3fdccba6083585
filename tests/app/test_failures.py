"""What Discord's refusals at the start mean for whoever starts it again."""

from __future__ import annotations

import discord
import pytest

from bot.app import exchange_bot
from bot.app.config import Config
from bot.app.failures import EXIT_CONFIGURATION, EXIT_FAILED, failure_of
from db.database import Database
from tests.delivery.stand_ins import refusal


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, EXIT_CONFIGURATION, "refused the token"),
        (403, EXIT_FAILED, "refused a request"),
        (429, EXIT_FAILED, "Start again in a while"),
        (503, EXIT_FAILED, "Start again in a while"),
    ],
)
def test_a_refusal_says_whether_to_start_again(status: int, code: int, words: str) -> None:
    failure = failure_of(refusal(status))
    assert failure is not None
    assert failure.code == code
    assert words in failure.sentence


async def test_a_fault_of_our_own_at_the_start_is_not_laid_on_the_network(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def log_in(client: discord.Client, _token: str) -> None:
        await client.setup_hook()

    async def fail(*_: object) -> bool:
        raise ValueError("a fault of our own")

    monkeypatch.setattr(discord.Client, "login", log_in)
    monkeypatch.setattr(exchange_bot, "COGS", ())
    monkeypatch.setattr(exchange_bot, "sync_if_changed", fail)
    bot = exchange_bot.ExchangeBot(Config("t"), database)
    with pytest.raises(ValueError, match="our own"):
        await bot.login("t")
    await bot.close()
