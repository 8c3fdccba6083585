"""Messages of the bot's that stand somewhere and are edited later, also where a thread fell asleep meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import discord
from discord import ui

from bot.exchange.outbox import NotYet

_ARCHIVED = 50083  # Discord: nothing in an archived thread can be edited


@contextmanager
def owed() -> Generator[None]:
    """Of a delivery that puts right what stands: where the bot may not write now, it stays owed.

    A new message that is forbidden fails for good. One that stands already may show what its author has erased.
    """
    try:
        yield
    except discord.Forbidden as refused:
        raise NotYet("the bot may not see it or write there") from refused


async def edit_standing(client: discord.Client, channel_id: int, message_id: int, view: ui.LayoutView) -> None:
    """Show a message anew; in a thread that fell asleep, it is woken for it and sent back to sleep.

    Raises NotYet where the bot may not, and discord.NotFound where the message is gone.
    """
    with owed():
        await _edit(client, channel_id, message_id, view)


async def _edit(client: discord.Client, channel_id: int, message_id: int, view: ui.LayoutView) -> None:
    message = client.get_partial_messageable(channel_id).get_partial_message(message_id)
    try:
        await message.edit(view=view)
    except discord.HTTPException as error:
        if error.code != _ARCHIVED:
            raise
        thread = await client.fetch_channel(channel_id)
        if not isinstance(thread, discord.Thread):
            raise
        if thread.guild.me is None:  # who the bot is there comes with the gateway, which a start does not wait for
            raise NotYet("Discord has not told about the server yet") from error
        # Whoever may write in an open thread wakes it; only who manages threads may send it back to sleep.
        awake = await thread.edit(archived=False)
        await message.edit(view=view)
        if awake.permissions_for(awake.guild.me).manage_threads:
            await awake.edit(archived=True)
