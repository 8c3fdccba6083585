"""Who reads the channels that moderators have chosen: everybody where only they should, or only some members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.ui.incoming import readable_by_all
from bot.ui.permissions import reads
from db.communities import Community


def read_by_everybody(guild: discord.Guild, community: Community) -> Iterator[str]:
    """A sentence where everybody can read what is meant for moderators alone."""
    channel = guild.get_channel(community.moderator_channel_id or 0)
    if channel is not None and reads(channel, guild.default_role):
        yield f"Everybody can read the moderators' channel {channel.mention}: choose a private one with `/setup`."


def unread_by_some(guild: discord.Guild, community: Community, posted_in: Iterable[int | None]) -> Iterator[str]:
    """A sentence for each of these channels for meetings and the digest that not every member can read."""
    for channel in (guild.get_channel(each or 0) for each in dict.fromkeys(posted_in)):
        if channel is not None and not readable_by_all(channel, community):
            yield (
                f"Not every member can read {channel.mention}, and what I post there is for all: let them view it, or "
                "choose another channel."
            )
