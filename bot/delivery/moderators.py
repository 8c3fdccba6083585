"""Writing to the moderators: in the channel that they chose, or in that of Discord's own notices to them."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import ui

from bot.delivery.search import already_there
from bot.delivery.told import told_guild
from bot.exchange.communities import Communities
from bot.exchange.outbox import NotYet, Sending

_NOBODY_TO_ASK = "there is no moderators' channel in which I may write (choose one with `/setup`)"


async def tell_moderators(
    client: discord.Client, communities: Communities, sending: Sending, view: ui.LayoutView
) -> int:
    """Send it to where they read now, unless a former attempt did; the message's id. `view` carries the token."""
    posting = sending.delivery.posting
    channel_id = await _where(client, communities, posting.guild_id)
    if sending.was_tried:
        there = replace(sending, delivery=replace(sending.delivery, posting=replace(posting, channel_id=channel_id)))
        found = await already_there(client, there)
        if found is not None:
            return found
    channel = client.get_partial_messageable(channel_id)
    return (await channel.send(view=view, nonce=sending.token)).id


async def _where(client: discord.Client, communities: Communities, guild_id: int) -> int:
    guild = await told_guild(client, guild_id)
    community = await communities.of(guild_id)
    chosen = guild.get_channel(community.moderator_channel_id) if community.moderator_channel_id else None
    # Anywhere else members would read what is for moderators alone.
    for channel in (chosen, guild.public_updates_channel):
        if channel is not None:
            permissions = channel.permissions_for(guild.me)
            if permissions.view_channel and permissions.send_messages:
                return channel.id
    raise NotYet(_NOBODY_TO_ASK)
