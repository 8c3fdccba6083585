"""A conversation printed as it is played: who said, typed or pressed what, and what Fluence answered."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.models import Message

from bot.demo import gestures, plain_text
from bot.demo.gestures import Shown
from bot.demo.stage import BOT_NAME, Stage

COLUMNS = 100
_MARKUP = re.compile(r"^(?:#{1,3} |-# )|\*\*|__", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((?:https?|discord)://[^)]+\)")
_ESCAPED = re.compile(r"\\([*_~`|>#\-.()\[\]:@!<])")
_REFERENCE = re.compile(
    r"<(?:(?P<sign>@&|@!?|#)(?P<number>\d+)|t:(?P<moment>-?\d+)(?::(?P<style>\w))?|(?P<command>/[^:>]+):\d+)>"
)
_UNITS = ((24 * 60, "day"), (60, "hour"), (1, "minute"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the bot had said and done, at one moment: each message's parts by its number, and its reactions.

    The parts are kept as they were sent: made readable, "in 3 hours" would seem to change by itself.
    """

    messages: Mapping[int, tuple[Message, Sequence[str]]]
    reactions: frozenset[tuple[int, str]]


class Transcript:
    """Plays what members do, and writes each step with what it brought from Fluence."""

    def __init__(self, stage: Stage, write: Callable[[str], object] = print) -> None:
        self._stage = stage
        self._write = write
        self._channel_id: int | None = None
        self._seen = self._look()

    # What members do.

    async def says(
        self, member: MemberActor, channel: ChannelHandle, text: str, *, reply_to: discord.Message | None = None
    ) -> discord.Message:
        """A member sends a message."""
        self._tell(channel.id, f"{_name(member)}: {self._readable(text)}")
        message = await member.send(channel, text, reply_to=reply_to)
        self._tell_answers(channel.id)
        return message

    async def types(
        self, member: MemberActor, channel: ChannelHandle, command: str, **options: Any
    ) -> InteractionResult:
        """A member runs a slash command."""
        filled = "".join(f" {name}: {value}" for name, value in options.items())
        self._tell(channel.id, f"{_name(member)} types /{command}{filled}")
        return self._answered(await member.slash(channel, command, **options), channel.id)

    async def presses(self, member: MemberActor, shown: Shown, label: str) -> InteractionResult:
        """A member presses a button."""
        channel_id = gestures.channel_id_of(shown)
        self._tell(channel_id, f"{_name(member)} presses [{label}]")
        return self._answered(await gestures.press(member, shown, label), channel_id)

    async def edits(self, member: MemberActor, message: discord.Message, text: str) -> None:
        """A member changes a message of theirs."""
        self._tell(message.channel.id, f"{_name(member)} changes the message to: {self._readable(text)}")
        await member.edit(message, text)
        self._tell_answers(message.channel.id)

    async def waits(self, span: timedelta) -> None:
        """Nobody does anything for a while."""
        await self._stage.advance(span)
        self._channel_id = None
        self._print("")
        self._print(f"It is {_moment(self._stage.clock.now())}.")
        self._tell_answers(None)

    # What comes of it.

    def _answered(self, result: InteractionResult, channel_id: int) -> InteractionResult:
        self._tell_answers(channel_id)
        return result

    def _tell_answers(self, channel_id: int | None) -> None:
        before, self._seen = self._seen, self._look()
        for message_id, emoji in sorted(self._seen.reactions - before.reactions):
            self._print(f"{BOT_NAME} reacts {emoji}{self._where(self._home_of(message_id), channel_id)}", indent=4)
        for message_id, (message, parts) in self._seen.messages.items():
            former = before.messages.get(message_id)
            if former is None:
                self._tell_message(f"{BOT_NAME}{self._audience(message, channel_id)}:", parts)
            elif former[1] != parts:
                self._tell_message(f"{BOT_NAME}{self._audience(message, channel_id)}, changed to:", parts)
        for message_id in before.messages.keys() - self._seen.messages.keys():
            message = before.messages[message_id][0]
            self._print(f"{BOT_NAME} takes its message away{self._audience(message, channel_id)}", indent=4)

    def _tell_message(self, heading: str, parts: Sequence[str]) -> None:
        self._print(heading, indent=4)
        for part in parts:
            for line in self._readable(part).splitlines():
                self._print(line, indent=6, margin="│ ")

    def _look(self) -> _Seen:
        backend = self._stage.env.backend
        bot_id = backend.bot_user.id
        everything = sorted(
            (message for messages in backend.messages.values() for message in messages.values()),
            key=lambda message: message.id,
        )
        return _Seen(
            {message.id: (message, self._parts(message)) for message in everything if message.author_id == bot_id},
            frozenset(
                (message.id, reaction.emoji)
                for message in everything
                for reaction in message.reactions
                if bot_id in reaction.user_ids
            ),
        )

    def _parts(self, message: Message) -> list[str]:
        parts = [
            message.content,
            *plain_text.embed_text(message.embeds),
            *plain_text.card_lines(message.components),
            *(f"(file {attachment['filename']})" for attachment in message.attachments),
        ]
        return [part for part in parts if part]

    def _audience(self, message: Message, channel_id: int | None) -> str:
        channel = self._stage.env.backend.channels.get(message.channel_id)
        if channel is not None and channel.guild_id is None:
            return f", to {self._user(channel.recipient_ids[0])} directly"
        if message.is_ephemeral and message.interaction_metadata:
            return f", seen by {self._user(int(message.interaction_metadata['user']['id']))} alone"
        return self._where(message.channel_id, channel_id)

    def _where(self, channel_id: int | None, here: int | None) -> str:
        return "" if channel_id == here else f" in {self._channel(channel_id)}"

    def _home_of(self, message_id: int) -> int | None:
        return next((home for home, kept in self._stage.env.backend.messages.items() if message_id in kept), None)

    # How it is written.

    def _tell(self, channel_id: int, line: str) -> None:
        self._print("")
        if channel_id != self._channel_id:
            self._channel_id = channel_id
            self._print(self._channel(channel_id), indent=0)
        self._print(line, indent=2)

    def _print(self, text: str, *, indent: int = 0, margin: str = "") -> None:
        lead = " " * indent + margin
        further = lead if margin else lead + "  "
        for line in text.splitlines() or [""]:
            wrapped = textwrap.wrap(line, COLUMNS, initial_indent=lead, subsequent_indent=further)
            self._write("\n".join(wrapped))
            lead = further

    def _readable(self, text: str) -> str:
        return _ESCAPED.sub(r"\1", _MARKUP.sub("", _LINK.sub(r"\1", _REFERENCE.sub(self._name_in_words, text))))

    def _name_in_words(self, found: re.Match[str]) -> str:
        if found["moment"]:
            moment = datetime.fromtimestamp(int(found["moment"]), UTC)
            return (
                _distance(moment - self._stage.clock.now())
                if found["style"] == "R"
                else _moment(moment, found["style"])
            )
        if found["command"]:
            return found["command"]
        number = int(found["number"])
        if found["sign"] == "#":
            return self._channel(number)
        if found["sign"] == "@&":
            roles = {
                role.id: role.name for guild in self._stage.env.backend.guilds.values() for role in guild.roles.values()
            }
            return f"@{roles.get(number, 'a former role')}"
        return f"@{self._user(number)}"

    def _user(self, user_id: int) -> str:
        user = self._stage.env.backend.users.get(user_id)
        return "someone" if user is None else user.global_name or user.name

    def _channel(self, channel_id: int | None) -> str:
        channel = self._stage.env.backend.channels.get(channel_id or 0)
        if channel is None:
            return "a channel that is gone"
        return f"#{channel.name}" if channel.name else "Direct messages"


def _name(member: MemberActor) -> str:
    return member.user.global_name or member.name


def _moment(moment: datetime, style: str | None = None) -> str:
    day = f"{moment:%a} {moment.day} {moment:%b %Y}"
    return day if style in ("d", "D") else f"{day}, {moment:%H:%M} UTC"


def _distance(span: timedelta) -> str:
    minutes = max(1, round(abs(span) / timedelta(minutes=1)))
    size, unit = next((minutes // each, unit) for each, unit in _UNITS if minutes >= each)
    amount = f"{size} {unit}" if size == 1 else f"{size} {unit}s"
    return f"in {amount}" if span > timedelta() else f"{amount} ago"
