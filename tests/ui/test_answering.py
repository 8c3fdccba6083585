"""What is said when an answer fails on its way."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.ui.answering import explain


class _Response:
    def __init__(self, failure: Exception | None) -> None:
        self.failure = failure
        self.said: list[dict[str, Any]] = []

    def is_done(self) -> bool:
        return False

    async def send_message(self, **said: Any) -> None:
        if self.failure is not None:
            raise self.failure
        self.said.append(said)


def _interaction(failure: Exception | None = None) -> tuple[discord.Interaction, _Response]:
    response = _Response(failure)
    return cast("discord.Interaction", SimpleNamespace(id=77, response=response)), response


async def test_a_line_that_was_cut_is_told_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    interaction, response = _interaction()
    with caplog.at_level(logging.WARNING):
        await explain(interaction, aiohttp.ServerDisconnectedError())
    assert len(response.said) == 1
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("WARNING", None)]
    assert "interaction 77" in caplog.text


async def test_who_cannot_be_told_any_more_is_left_in_peace(caplog: pytest.LogCaptureFixture) -> None:
    interaction, _ = _interaction(aiohttp.ServerDisconnectedError())
    await explain(interaction, aiohttp.ServerDisconnectedError())
    assert "could not be answered" in caplog.text
