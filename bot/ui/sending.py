"""Sending a word to one member: directly, or in a channel with a ping of nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import discord
from discord import ui

from bot.exchange.outbox import Sending
from bot.ui.host import Host
from db.outbox import Delivery

_CLOSED: Final = 50007  # Discord: this member takes no direct messages from the bot


async def send_to_member(
    host: Host,
    sending: Sending,
    member: discord.Member,
    view: ui.LayoutView,
    fall_back: Callable[[Delivery], Awaitable[None]],
) -> int:
    """The message's id. Where direct messages are closed, `fall_back` is called, and the refusal raised again."""
    posting = sending.delivery.posting
    if posting.channel_id is not None:
        channel = host.get_partial_messageable(posting.channel_id)
        allowed = discord.AllowedMentions(everyone=False, roles=False, users=[member])
        return (await channel.send(view=view, nonce=sending.token, allowed_mentions=allowed)).id
    try:
        return (await member.send(view=view, nonce=sending.token)).id
    except discord.Forbidden as refused:
        if refused.code == _CLOSED:
            await fall_back(sending.delivery)
        raise
