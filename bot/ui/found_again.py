"""A message that a menu was used on, found again by what the form or card that followed carries of it."""

from __future__ import annotations

from typing import Final

import discord

from bot.exchange.refusal import Refusal
from bot.ui.again import held_form, hold_typed
from bot.ui.forms import Answers
from bot.ui.guards import guild_of
from bot.ui.host import Host

_TEXT: Final = "text"


def ids_of(interaction: discord.Interaction[Host], message: discord.Message) -> tuple[int, int, str]:
    """What a form or menu needs to find the message again.

    Without the message-content intent Discord shows its text in the menu alone: it waits in memory, as what is typed
    does.
    """
    token = ""
    if not interaction.client.reads_message_content:
        token = hold_typed(interaction, (), Answers({_TEXT: (message.content,)}))
    return message.channel.id, message.id, token


def ids_of_version(interaction: discord.Interaction[Host], message: discord.Message) -> tuple[str, ...]:
    """The same for a form that holds what the message says, with the version of it: "" for a text that waits here."""
    channel_id, message_id, token = ids_of(interaction, message)
    return str(channel_id), str(message_id), token, "" if token else _version_of(message)


def is_edited_since(message: discord.Message, version: str) -> bool:
    """Whether it was edited while the form of this version was open."""
    return bool(version) and version != _version_of(message)


def _version_of(message: discord.Message) -> str:
    return format(int(message.edited_at.timestamp()), "x") if message.edited_at is not None else "0"


async def found_again(
    interaction: discord.Interaction[Host], channel_id: str, message_id: str, unfetched: str = ""
) -> discord.Message:
    """The message of these ids, with its text; raises a Refusal where it is gone."""
    guild_id = guild_of(interaction).id
    channel = interaction.client.get_partial_messageable(int(channel_id), guild_id=guild_id)
    try:
        message = await channel.fetch_message(int(message_id))
    except discord.NotFound:
        raise Refusal("That message is gone, so nothing was saved.") from None
    if unfetched and not message.content:
        [message.content] = held_form(interaction, unfetched).answers[_TEXT]
    return message
