"""From Discord's message to the exchange's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

import discord
from discord.abc import GuildChannel

from bot.clinical.hashtags import KIND_TAGS, may_bear_kind_tag, tag_meant
from bot.clinical.reading import EntryKind
from bot.clinical.urgent import urgent_signs
from bot.exchange.incoming import IncomingMessage
from bot.ui.guards import belongs
from bot.ui.host import Host
from bot.ui.permissions import reads
from db.communities import Community

Home = GuildChannel | discord.Thread
_WRITTEN: Final = (discord.MessageType.default, discord.MessageType.reply)


def needs_a_look(message: discord.Message) -> bool:
    """Cheap: False only for a message that is not captured, nor meant to be, nor urgent. Every message passes here."""
    text = message.content
    if may_bear_kind_tag(text) or message.id == message.channel.id or urgent_signs(text) or tag_meant(text):
        return is_a_members(message)
    passes_on_an_emergency = any(urgent_signs(each.content) for each in message.message_snapshots)
    return passes_on_an_emergency and is_a_members(message)


def is_a_members(message: discord.Message) -> bool:
    """Whether a person wrote it: never a bot, a webhook or Discord itself."""
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN


def readable_by_all(channel: Home, community: Community) -> bool:
    """Whether every exchange member can read a channel: everyone, or who holds the exchange-member role."""
    if _is_private_thread(channel) or (isinstance(channel, discord.Thread) and channel.parent is None):
        return False
    role = channel.guild.get_role(community.exchange_role_id) if community.exchange_role_id else None
    return reads(channel, role or channel.guild.default_role)


def closes_with(guild: discord.Guild, former: Community, role_id: int | None) -> Callable[[int], bool]:
    """Of a channel by its id: whether some who are exchange members with another role (None: everybody) cannot read it.

    Of a channel that is gone nobody knows who could; where everybody was a member, everybody could.
    """
    changed = replace(former, exchange_role_id=role_id)

    def closes(channel_id: int) -> bool:
        channel = guild.get_channel(channel_id)
        return former.exchange_role_id is not None if channel is None else not readable_by_all(channel, changed)

    return closes


def may_capture_in(channel: Home, community: Community) -> bool:
    """Whether what is tagged there is captured: where all can read, or where a moderator opted the channel in."""
    opted_in = channel.id in community.private_channels or (
        _parent_id(channel) in community.private_channels and not _is_private_thread(channel)
    )
    return opted_in or readable_by_all(channel, community)


def is_archived(channel: object) -> bool:
    """Whether it is a thread asleep: a word there would wake it, and a reaction is refused (50083)."""
    return isinstance(channel, discord.Thread) and channel.archived


def kind_of_post(tags: Iterable[discord.ForumTag]) -> EntryKind | None:
    """The kind that a forum post's tags name; a complication wins over others, otherwise the first."""
    kinds = [kind for tag in tags if (kind := KIND_TAGS.get(tag.name.strip().lower())) is not None]
    return EntryKind.COMPLICATION if EntryKind.COMPLICATION in kinds else next(iter(kinds), None)


class Authors:
    """Which authors may be captured. Discord is asked at most once for each, so keep it for one run only."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._asked: dict[tuple[int, int], bool] = {}

    async def belongs(self, message: discord.Message, community: Community) -> bool:
        """Whether the author holds the exchange-member role, where the community has one.

        What is fetched comes without the author's roles; who has left the server belongs no more.
        """
        if community.exchange_role_id is None:
            return True
        if isinstance(message.author, discord.Member):
            return belongs(message.author, message.author.guild_permissions, community)
        asked = (community.guild_id, message.author.id)
        if asked not in self._asked:
            self._asked[asked] = await self._fetched(*asked, community)
        return self._asked[asked]

    async def _fetched(self, guild_id: int, user_id: int, community: Community) -> bool:
        guild = self._host.get_guild(guild_id)
        if guild is None:
            return False
        try:
            member = await guild.fetch_member(user_id)
        except discord.NotFound:
            return False
        return belongs(member, member.guild_permissions, community)


async def home_of(message: discord.Message) -> Home | None:
    """Where a message stands; Discord is asked where the cache does not know the thread."""
    channel = message.channel
    if isinstance(channel, GuildChannel | discord.Thread):
        return channel
    if message.guild is None:
        return None
    known = message.guild.get_channel_or_thread(channel.id)
    return known if known is not None else await message.guild.fetch_channel(channel.id)


async def incoming(
    message: discord.Message,
    home: Home,
    community: Community,
    authors: Authors,
    renewed_at: datetime | None = None,
) -> IncomingMessage:
    """The message as the exchange sees it. No message tells that its author asks for it anew without an edit."""
    post = home if isinstance(home, discord.Thread) and _begins(message, home) else None
    return IncomingMessage(
        guild_id=home.guild.id,
        channel_id=home.id,
        parent_channel_id=_parent_id(home),
        is_private_thread=_is_private_thread(home),
        message_id=message.id,
        author_id=message.author.id,
        text=message.content,
        forum_kind=kind_of_post(post.applied_tags) if post is not None else None,
        title=post.name if post is not None else None,
        readable_by_all=readable_by_all(home, community),
        author_belongs=await authors.belongs(message, community),
        posted_at=message.created_at,
        said_at=message.edited_at or message.created_at,
        renewed_at=renewed_at,
    )


def _begins(message: discord.Message, thread: discord.Thread) -> bool:
    """Whether it is the message that a forum post begins with: it has the number of its thread."""
    return message.id == thread.id and isinstance(thread.parent, discord.ForumChannel)


def _is_private_thread(channel: Home) -> bool:
    """Whether one must be invited to it: who reads the channel above does not read it."""
    return isinstance(channel, discord.Thread) and channel.is_private()


def _parent_id(channel: Home) -> int | None:
    return channel.parent_id if isinstance(channel, discord.Thread) else None
