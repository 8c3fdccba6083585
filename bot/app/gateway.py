"""The line to Discord's gateway, also where something between sends what is none of Discord's."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Final

import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.app.failures import NotUnderstood

log = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 1.0  # what garbles one line may garble the next


def connect_again_after_garbled_words() -> None:
    """discord.py (2.7.1) lets such an error out of its loop, which ends the process, and has no setting for that."""
    discord.client.DiscordWebSocket = Line  # pyright: ignore[reportPrivateImportUsage] (where it is looked up)


class Line(DiscordWebSocket):
    """One connection. What cannot be read ends it, and the session goes on over the next one."""

    async def received_message(self, msg: Any, /) -> None:
        try:
            text = self._decompressor.decompress(msg) if isinstance(msg, bytes) else msg
        except Exception:  # each way of packing has an error of its own
            await self._garbled()
            return
        if text is None:
            return  # the rest of it is still to come
        try:
            await super().received_message(text)
        except json.JSONDecodeError:
            await self._garbled()

    async def _garbled(self) -> None:
        if self._keep_alive is None and self.session_id is None:
            raise NotUnderstood  # not even a greeting: this is no gateway
        log.warning("what came over Discord's gateway could not be read; connecting again")
        await self.close()
        await asyncio.sleep(_PAUSE_SECONDS)
        raise ReconnectWebSocket(self.shard_id)
