"""The line to Discord's gateway; what garbles it later is tested over the wire."""

from __future__ import annotations

import asyncio
from typing import cast

import aiohttp
import pytest

from bot.app.failures import NotUnderstood, failure_of
from bot.app.gateway import Line


@pytest.mark.parametrize("first", ["<html>Please sign in</html>", b"<html>Please sign in</html>"])
async def test_what_does_not_even_greet_is_no_gateway(first: str | bytes) -> None:
    socket = cast("aiohttp.ClientWebSocketResponse", None)  # nothing is sent over it
    with pytest.raises(NotUnderstood) as ended:
        await Line(socket, loop=asyncio.get_running_loop()).received_message(first)
    failure = failure_of(ended.value)
    assert failure is not None
    assert "was not understood" in failure.sentence
