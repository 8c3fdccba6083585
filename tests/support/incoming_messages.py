"""Messages on their way into the library, as they come from Discord."""

from __future__ import annotations

from datetime import datetime

from bot.exchange.incoming import IncomingMessage


def said_openly(
    guild_id: int, author_id: int, text: str, at: datetime, *, message_id: int = 700, channel_id: int = 70
) -> IncomingMessage:
    """A member's message in a channel that every member reads."""
    return IncomingMessage(
        guild_id=guild_id,
        channel_id=channel_id,
        parent_channel_id=None,
        is_private_thread=False,
        message_id=message_id,
        author_id=author_id,
        text=text,
        forum_kind=None,
        title=None,
        readable_by_all=True,
        author_belongs=True,
        posted_at=at,
        said_at=at,
    )
