"""Looking for a message that was sent, but whose sending was not written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import discord

from bot.exchange.outbox import Sending

_MOST = 200
_MARGIN = timedelta(minutes=1)  # Discord's clock and ours need not agree to the second


async def already_in_channel(client: discord.Client, sending: Sending) -> int | None:
    """The message that carries the sending's token in a custom id, if the channel has it."""
    posting, claimed_at = sending.delivery.posting, sending.delivery.claimed_at
    if posting.channel_id is None or posting.target_id is not None or claimed_at is None:
        return None
    channel = client.get_partial_messageable(posting.channel_id)
    async for message in channel.history(limit=_MOST, after=claimed_at - _MARGIN):
        if client.user is not None and message.author.id == client.user.id and _carries(message, sending.token):
            return message.id
    return None


def _carries(message: discord.Message, token: str) -> bool:
    return any(token in custom_id for custom_id in _custom_ids(message.components))


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id:
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            yield from _custom_ids([accessory])
