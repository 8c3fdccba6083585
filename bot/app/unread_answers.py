"""Answers to interactions, of which Discord sends no copy back."""

from __future__ import annotations

from typing import Any

import aiohttp
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

_ASKS_FOR_A_COPY = "with_response"


def want_no_copies() -> None:
    """For this task and those that it begins.

    discord.py (2.7.1) has every answer sent back whole, and makes a message of it, which takes as long as a fifth of a
    search; nobody here reads it. It has no setting for that: this is where it keeps what it sends answers with.
    """
    async_context.set(_UnreadAnswers())


class _UnreadAnswers(AsyncWebhookAdapter):
    async def request(self, route: Any, session: aiohttp.ClientSession, **given: Any) -> Any:
        if _ASKS_FOR_A_COPY not in (given.get("params") or ()):
            return await super().request(route, session, **given)
        await super().request(route, session, **{**given, "params": None})
        return {"interaction": {"id": route.webhook_id}}  # all of the copy that discord.py cannot do without
