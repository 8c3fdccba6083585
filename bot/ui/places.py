"""Where in a server there is something to catch up with: channels, threads and archived posts."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from typing import Final

import discord
from discord.abc import GuildChannel

from bot.ui.incoming import may_capture_in
from bot.ui.permissions import reads
from db.communities import Community

log = logging.getLogger(__name__)

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel
Parent = discord.TextChannel | discord.ForumChannel
Readable = Channel | discord.Thread
_MISSING: Final = "what may have been said in %s %s is not read: %s"


def can_read_history(place: GuildChannel | discord.Thread) -> bool:
    """Without Read Message History Discord answers with an empty page, which must never look like a deletion."""
    if isinstance(place, discord.Thread) and place.parent is None:
        return False
    me = place.guild.me
    return reads(place, me) and place.permissions_for(me).read_message_history


Refused = Callable[[discord.HTTPException], None]


async def places_to_read(guild: discord.Guild, community: Community, refused: Refused) -> AsyncIterator[Readable]:
    """Every channel, thread and archived post where something may be captured and the bot can read it.

    What Discord does not tell of is passed over, and `refused` is told why.
    """
    for channel in (*guild.text_channels, *guild.voice_channels, *guild.stage_channels):
        if _is_open(channel, community):
            yield channel
    try:
        active = await guild.active_threads()
    except discord.HTTPException as error:
        log.warning(_MISSING, "the threads of guild", guild.id, error.code)
        refused(error)
        active = []
    for thread in active:
        if _is_open(thread, community):
            yield thread
    for parent in (*guild.text_channels, *guild.forums):
        if can_read_history(parent):
            async for thread in _archived(parent, community, refused):
                yield thread


async def _archived(parent: Parent, community: Community, refused: Refused) -> AsyncIterator[discord.Thread]:
    """Public archived threads to the end; private ones where a moderator opted them in, with Manage Threads."""
    try:
        async for thread in parent.archived_threads(limit=None):
            if _is_open(thread, community):
                yield thread
        if isinstance(parent, discord.TextChannel) and _may_see_private(parent, community):
            async for thread in parent.archived_threads(private=True, limit=None):
                if _is_open(thread, community):
                    yield thread
    except discord.HTTPException as error:
        log.warning(_MISSING, "the archive of channel", parent.id, error.code)
        refused(error)


def _may_see_private(parent: discord.TextChannel, community: Community) -> bool:
    return bool(community.private_channels) and parent.permissions_for(parent.guild.me).manage_threads


def _is_open(place: Readable, community: Community) -> bool:
    return can_read_history(place) and may_capture_in(place, community)
