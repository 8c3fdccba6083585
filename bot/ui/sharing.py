"""Posting what a private card shows for all in the channel. It is a plain message: an answer would say who asked."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.exchange.outbox import token_of
from bot.exchange.refusal import Refusal
from bot.ui.answering import say
from bot.ui.asking import require_may_write, writing_in
from bot.ui.entry_card import message_url
from bot.ui.guards import guild_id_of
from bot.ui.host import Host
from bot.ui.permissions import require


def place_to_share(interaction: discord.Interaction[Host]) -> discord.interactions.InteractionChannel:
    """The channel of an interaction, if both who presses and the bot may write there; else raises a Refusal."""
    channel = interaction.channel
    if channel is None or isinstance(channel, (discord.DMChannel, discord.GroupChannel)):
        raise Refusal("This can be shared in a channel of the exchange only.")
    require_may_write(interaction, channel)
    require(interaction.app_permissions, f"#{channel}", "view_channel", writing_in(channel))
    return channel


async def post_for_all(interaction: discord.Interaction[Host], view: ui.LayoutView) -> None:
    """Post what follows nothing afterwards: it says itself of which day it is.

    The nonce is the pressed button's: to a second press Discord answers with the message that is there.
    """
    channel = place_to_share(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data: Any = interaction.data
    pressed_on = interaction.message.id if interaction.message is not None else interaction.id
    sender = interaction.client.get_partial_messageable(channel.id)
    posted = await sender.send(view=view, nonce=token_of(f"{pressed_on}:{data['custom_id']}"))
    # Ids rise with time.
    lead = "Shared" if posted.id > interaction.id else "It was shared here a moment ago"
    await say(interaction, f"{lead}: {message_url(guild_id_of(interaction), channel.id, posted.id)}")
