"""The bot's own posts that name who is going to a meeting among others: a name is taken out of them later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.exchange.meeting_posts import CANCELLED, CHANGED, PROMOTED, REMINDER, REMINDER_MORE
from db import outbox
from db.connections import WriteConnection
from db.meetings import Meeting
from db.outbox import Post, Posting

NAMES_OUT: Final = "names_out"
ONCE_SENT: Final = "_once_sent"
"""At the end of a kind: what it is about was just being sent."""
NAMING: Final = (REMINDER, REMINDER_MORE, CHANGED, PROMOTED)
NAMING_OF_SERIES: Final = (CANCELLED,)
_GRACE: Final = timedelta(days=365)  # a name that should not stand there is taken away however late


async def take_names_out(
    write: WriteConnection,
    guild_id: int,
    posts: Iterable[Post],
    now: datetime,
    *,
    of_meeting: str = "",
) -> None:
    """These posts name those no longer who have no answer to a meeting, or to any."""
    for post in posts:
        edit = about_post(NAMES_OUT, guild_id, post, now)
        key = f"{edit.dedupe_key}:{of_meeting}:"
        if not await outbox.is_due(write, key):
            # Random, as a colleague may leave the list, or have their data erased, another day. The meeting is a label
            # alone: what is about a meeting moves with its card to another channel, and these posts stay.
            await outbox.put(write, replace(edit, label=of_meeting, dedupe_key=f"{key}{secrets.token_hex(8)}"))


async def leave_out_who_is_off(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """What was sent about a meeting names those no longer who are off its list: nothing else tells where they stand.

    Called in the transaction that takes them off.
    """
    posts = await outbox.posts_about(write, meeting.guild_id, meeting.number, NAMING)
    await take_names_out(write, meeting.guild_id, posts, now, of_meeting=str(meeting.number))


def about_post(kind: str, guild_id: int, post: Post, now: datetime) -> Posting:
    """What is to be done with a post of the bot's own, however late; with one that is being sent, once it stands there.

    The target is the message, or else the row that sends it.
    """
    if post.message_id is None:
        kind = f"{kind}{ONCE_SENT}"
    target = post.message_id or post.number
    return Posting(
        kind=kind,
        guild_id=guild_id,
        due_at=now,
        grace=_GRACE,
        dedupe_key=f"{kind}:{target}",
        channel_id=post.channel_id,
        target_id=target,
    )
