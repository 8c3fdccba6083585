"""What people do on the simulated Discord, in the words of someone who uses Discord: for tests on a `Stage`.

Sending, editing, deleting and reacting are verbs of simcord's `MemberActor` itself: `await ana.send(channel, "…")`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor, ResponseMessage, RoleHandle
from simcord.results import to_discord_message

from bot.demo.gestures import (
    NotShown,
    Shown,
    buttons_of,
    channel_id_of,
    choose,
    fill,
    form_of,
    message_of,
    press,
    text_of,
)
from bot.demo.stage import BotFactory, Stage

__all__ = [
    "ForumPost",
    "NotShown",
    "Shown",
    "absence",
    "archive_thread",
    "buttons_of",
    "change_forum_tags",
    "choose",
    "completions",
    "delete_channel",
    "delete_role",
    "delete_together",
    "direct_messages",
    "fill",
    "form_of",
    "is_deleted",
    "message_of",
    "now_reads",
    "post_in_forum",
    "press",
    "reactions_of",
    "said_by_bot",
    "start_thread",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class ForumPost:
    """A forum post: its thread, and the message it opens with."""

    thread: ChannelHandle
    message: discord.Message


# The bot is away.


@asynccontextmanager
async def absence(stage: Stage, *, returns_as: BotFactory | None = None) -> AsyncIterator[None]:
    """The bot is logged out and taken down inside; afterwards it returns, built anew, and does what it does then."""
    await stage.depart()
    yield
    await stage.arrive(returns_as)
    await stage.settle()


def lose_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next message arrives, and the connection breaks before Discord's answer does."""
    send = discord.abc.Messageable.send

    async def send_and_lose(self: discord.abc.Messageable, **given: Any) -> discord.Message:
        monkeypatch.setattr(discord.abc.Messageable, "send", send)
        await send(self, **given)
        raise ConnectionResetError

    monkeypatch.setattr(discord.abc.Messageable, "send", send_and_lose)


# Forums and threads.


async def post_in_forum(
    stage: Stage, author: MemberActor, forum: ChannelHandle, title: str, text: str, *, tags: Iterable[str] = ()
) -> ForumPost:
    """A member opens a post in a forum, with the forum's tags of these names."""
    backend = stage.env.backend
    backend.require_permissions(author.guild.id, author.id, forum.id, "send_messages")
    thread = backend.create_thread(
        forum.id, title, author.id, applied_tags=_tag_ids(stage, forum.id, tags), broadcast=False
    )
    opening = backend.prepare_message(thread.id, author.id, text)
    opening.id = thread.id  # Discord gives a post's opening message the number of its thread.
    forum._channel.last_message_id = thread.id
    backend.announce_thread_create(thread)
    backend.commit_message(opening)
    await stage.settle()
    return ForumPost(ChannelHandle(stage.env, author.guild, thread), to_discord_message(stage.env, opening))


async def change_forum_tags(stage: Stage, post: ForumPost, *, tags: Iterable[str]) -> None:
    """A post's tags become exactly these."""
    forum_id = post.thread._channel.parent_id
    assert forum_id is not None
    stage.env.backend.edit_channel(post.thread.id, {"applied_tags": _tag_ids(stage, forum_id, tags)})
    await stage.settle()


def _tag_ids(stage: Stage, forum_id: int, names: Iterable[str]) -> list[int]:
    known = {tag["name"]: int(tag["id"]) for tag in stage.env.backend.get_channel(forum_id).available_tags}
    return [known[name] for name in names]


async def start_thread(
    stage: Stage, author: MemberActor, channel: ChannelHandle, name: str, *, on: discord.Message | None = None
) -> ChannelHandle:
    """A member starts a public thread in a channel, by itself or on a message."""
    backend = stage.env.backend
    backend.require_permissions(author.guild.id, author.id, channel.id, "create_public_threads")
    thread = backend.create_thread(channel.id, name, author.id, message_id=on.id if on else None)
    await stage.settle()
    return ChannelHandle(stage.env, author.guild, thread)


async def archive_thread(stage: Stage, thread: ChannelHandle) -> None:
    """A thread falls asleep, as after days without a message."""
    stage.env.backend.edit_channel(
        thread.id, {}, thread_metadata={"archived": True, "archive_timestamp": stage.clock.now().isoformat()}
    )
    await stage.settle()


# Deleting at large.


async def delete_together(stage: Stage, messages: Sequence[discord.Message]) -> None:
    """A moderator deletes several messages of one channel in one stroke."""
    (channel_id,) = {message.channel.id for message in messages}
    stage.env.backend.bulk_delete_messages(channel_id, [message.id for message in messages])
    await stage.settle()


async def delete_channel(stage: Stage, channel: ChannelHandle) -> None:
    """A moderator deletes a channel, forum or thread; the threads in it go too, without events of their own."""
    backend = stage.env.backend
    for thread in channel.threads:
        # simcord keeps them; Discord announces the channel alone.
        del backend.channels[thread.id]
        del backend.messages[thread.id]
        backend.get_guild(backend.get_channel(channel.id).guild_id or 0).thread_ids.remove(thread.id)
    backend.delete_channel(channel.id)
    await stage.settle()


async def delete_role(stage: Stage, role: RoleHandle) -> None:
    """A moderator deletes a role."""
    stage.env.backend.delete_role(role.guild.id, role.id)
    await stage.settle()


# Looking.


def now_reads(stage: Stage, message: discord.Message | ResponseMessage) -> discord.Message:
    """The message as it stands now: a `discord.Message` in a test's hands is a snapshot."""
    return to_discord_message(stage.env, stage.env.backend.get_message(channel_id_of(message), message.id))


def is_deleted(stage: Stage, message: discord.Message | ResponseMessage) -> bool:
    """Whether the message is gone."""
    return message.id not in stage.env.backend.messages.get(channel_id_of(message), {})


def reactions_of(stage: Stage, message: discord.Message) -> set[str]:
    """The reactions that the bot has put on a message."""
    stored = stage.env.backend.get_message(message.channel.id, message.id)
    bot_id = stage.env.backend.bot_user.id
    return {reaction.emoji for reaction in stored.reactions if bot_id in reaction.user_ids}


def said_by_bot(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    """What the bot has said in a channel for all to see, oldest first."""
    return [message for message in channel.history() if message.author.id == stage.env.backend.bot_user.id]


def direct_messages(stage: Stage, member: MemberActor) -> list[discord.Message]:
    """What the bot has written to a member directly, oldest first."""
    return said_by_bot(stage, member.user.dm_channel)


# Typing.


async def completions(
    member: MemberActor, channel: ChannelHandle, command: str, option: str, typed: str = "", **filled: Any
) -> dict[str, Any]:
    """What is offered while a member types in an option of a command: value by the name shown, in order."""
    offered = await member.autocomplete(channel, command, option, typed, **filled)
    return {choice["name"]: choice["value"] for choice in offered}
