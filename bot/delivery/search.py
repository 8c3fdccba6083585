"""Looking for a message that was sent, but whose sending was not written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.abc import Messageable

from bot.exchange.outbox import Sending

_MOST = 500
_MARGIN = timedelta(minutes=1)  # Discord's clock and ours need not agree to the second


async def already_there(client: discord.Client, sending: Sending) -> int | None:
    """The message that carries the sending's token in a custom id, if the channel has it.

    An edit is not looked for: it does no harm twice. A forum has no messages of its own: who posts there looks alone.
    In a channel where much was said since, both ends are looked at: what followed the first attempt, and what came
    last.
    """
    claimed_at = sending.delivery.claimed_at
    if sending.delivery.posting.target_id is not None or claimed_at is None:
        return None
    channel = await _channel(client, sending)
    since = claimed_at - _MARGIN
    found, seen = await _found(client, channel, sending.token, since, oldest_first=True)
    if found is None and seen == _MOST:
        found, _ = await _found(client, channel, sending.token, since, oldest_first=False)
    return found


async def _channel(client: discord.Client, sending: Sending) -> Messageable | None:
    posting = sending.delivery.posting
    if posting.channel_id is not None:
        is_forum = isinstance(client.get_channel(posting.channel_id), discord.ForumChannel)
        return client.get_partial_messageable(posting.channel_id) if not is_forum else None
    if posting.user_id is not None:
        return await client.create_dm(discord.Object(posting.user_id))
    return None


async def _found(
    client: discord.Client, channel: Messageable | None, token: str, since: datetime, *, oldest_first: bool
) -> tuple[int | None, int]:
    """The message's id, and how many messages were looked at."""
    seen = 0
    if channel is None:
        return None, seen
    async for message in channel.history(limit=_MOST, after=since, oldest_first=oldest_first):
        seen += 1
        if client.user is not None and message.author.id == client.user.id and _carries(message, token):
            return message.id, seen
    return None, seen


def _carries(message: discord.Message, token: str) -> bool:
    return any(custom_id.endswith(f":{token}") for custom_id in _custom_ids(message.components))


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id:
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            yield from _custom_ids([accessory])
