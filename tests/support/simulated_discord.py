"""What people do on the simulated Discord, in the words of someone who uses Discord: for tests on a `Stage`.

Sending, editing, deleting and reacting are verbs of simcord's `MemberActor` itself: `await ana.send(channel, "…")`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage, RoleHandle
from simcord.results import to_discord_message

from bot.demo import plain_text
from bot.demo.stage import BotFactory, Stage

Shown = discord.Message | ResponseMessage | InteractionResult
"""Anything with a message in it that a member can look at."""


@dataclass(frozen=True, slots=True)
class ForumPost:
    """A forum post: its thread, and the message it opens with."""

    thread: ChannelHandle
    message: discord.Message


# The bot is away.


@asynccontextmanager
async def absence(stage: Stage, *, returns_as: BotFactory | None = None) -> AsyncIterator[None]:
    """The bot is logged out and taken down inside; afterwards it returns, built anew."""
    await stage.depart()
    yield
    await stage.arrive(returns_as)


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


def message_of(shown: Shown) -> discord.Message | ResponseMessage:
    """The message in what the bot answered: the answer itself, or else what it sent after deferring."""
    if not isinstance(shown, InteractionResult):
        return shown
    if shown.response is not None:
        return shown.response
    if shown.followups:
        return shown.followups[-1]
    raise AssertionError(f"the bot showed no message: {shown!r}")


def _components(shown: Shown) -> list[plain_text.Payload]:
    return [
        component.to_dict() if isinstance(component, discord.Component) else component
        for component in message_of(shown).components
    ]


def text_of(shown: Shown) -> str:
    """All that is written in a message: its content, embeds and Components V2, flattened into lines."""
    message = message_of(shown)
    embeds = [embed.to_dict() for embed in message.embeds]
    parts = [message.content, *plain_text.embed_text(embeds), *plain_text.component_text(_components(shown))]
    return "\n".join(part for part in parts if part)


def buttons_of(shown: Shown) -> list[str]:
    """What stands on a message's buttons, in reading order."""
    return [plain_text.button_label(button) for button in plain_text.buttons(_components(shown))]


def now_reads(stage: Stage, message: discord.Message | ResponseMessage) -> discord.Message:
    """The message as it stands now: a `discord.Message` in a test's hands is a snapshot."""
    channel_id = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
    return to_discord_message(stage.env, stage.env.backend.get_message(channel_id, message.id))


def is_deleted(stage: Stage, message: discord.Message | ResponseMessage) -> bool:
    """Whether the message is gone."""
    channel_id = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
    return message.id not in stage.env.backend.messages.get(channel_id, {})


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


# Buttons, menus and forms.


async def press(member: MemberActor, shown: Shown, label: str) -> InteractionResult:
    """A member presses the button with this label."""
    found = [b for b in plain_text.buttons(_components(shown)) if plain_text.button_label(b) == label]
    assert len(found) == 1, f"{len(found)} buttons {label!r} among {buttons_of(shown)}"
    return await member.click(message_of(shown), custom_id=found[0]["custom_id"])


async def choose(member: MemberActor, shown: Shown, *labels: str, menu: str | None = None) -> InteractionResult:
    """A member picks options of a menu by their labels; `menu` is its placeholder, when there are several."""
    found = [s for s in plain_text.selects(_components(shown)) if menu is None or s.get("placeholder") == menu]
    assert len(found) == 1, f"{len(found)} menus with placeholder {menu!r}"
    return await member.select(message_of(shown), _option_values(found[0], labels), custom_id=found[0]["custom_id"])


async def fill(member: MemberActor, shown: InteractionResult, answers: Mapping[str, Any]) -> InteractionResult:
    """A member fills in the form they were shown, field by label, and sends it.

    A text field takes a string; a menu, radio group or group of checkboxes takes an option's label or several;
    a checkbox takes a bool, an entity menu its handles, a file field `(name, bytes)`. Fields left out keep what
    the form filled in beforehand.
    """
    assert shown.modal is not None, f"the bot showed no form but {shown!r}"
    fields = plain_text.form_fields(shown.modal)
    unknown = answers.keys() - fields.keys()
    assert not unknown, f"no fields {sorted(unknown)} among {sorted(fields)}"
    values: dict[str, Any] = {}
    for label, field in fields.items():
        if label in answers:
            values[field["custom_id"]] = _typed_in(field, answers[label])
        elif (kept := _filled_in_beforehand(field)) is not None:
            values[field["custom_id"]] = kept
    return await member.submit_modal(shown, values)


def form_of(shown: InteractionResult) -> dict[str, Any]:
    """The fields of the form that was shown, by label, each with what it holds beforehand or None."""
    assert shown.modal is not None, f"the bot showed no form but {shown!r}"
    return {label: _filled_in_beforehand(field) for label, field in plain_text.form_fields(shown.modal).items()}


def _typed_in(field: plain_text.Payload, answer: Any) -> Any:
    if not field.get("options"):
        return answer
    values = _option_values(field, [answer] if isinstance(answer, str) else answer)
    return values[0] if field["type"] == discord.ComponentType.radio_group.value else values


def _filled_in_beforehand(field: plain_text.Payload) -> Any:
    chosen = [option["value"] for option in field.get("options") or () if option.get("default")]
    if field["type"] == discord.ComponentType.radio_group.value:
        return chosen[0] if chosen else None
    if field["type"] == discord.ComponentType.text_input.value:
        return field.get("value")
    return chosen or None


def _option_values(field: plain_text.Payload, labels: Iterable[str]) -> list[str]:
    options = {option["label"]: option["value"] for option in field["options"]}
    missing = [label for label in labels if label not in options]
    assert not missing, f"no options {missing} among {sorted(options)}"
    return [options[label] for label in labels]


async def completions(
    member: MemberActor, channel: ChannelHandle, command: str, option: str, typed: str = "", **filled: Any
) -> dict[str, Any]:
    """What is offered while a member types in an option of a command: value by the name shown, in order."""
    offered = await member.autocomplete(channel, command, option, typed, **filled)
    return {choice["name"]: choice["value"] for choice in offered}
