"""Receiving a member's message: the urgent notice first, then the library, then what Discord is to show of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.clinical.hashtags import tag_meant
from bot.clinical.urgent import urgent_signs
from bot.exchange.incoming import Chosen, Held, Ignored, IgnoredReason, Kept, Outcome
from bot.exchange.outbox import token_of
from bot.ui.cards import notice
from bot.ui.hold_cards import hold_line
from bot.ui.host import Host
from bot.ui.incoming import Authors, home_of, incoming, is_archived
from bot.ui.notes import has_something_to_say, note_about
from bot.ui.urgent_notice import is_urgent_notice, urgent_notice
from db.failures import StoreProblem

log = logging.getLogger(__name__)

KEPT_MARK: Final = "✅"
_REFUSED: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
_MAY_NOT_REPLY: Final = 160002
_PAGE: Final = 100  # Discord's largest; the notice is sent at once
_EMERGENCY_LASTS: Final = timedelta(days=1)
_NOTHING_SAID: Final = (
    "This was not saved: besides its tags and pictures there is nothing to keep. Edit the message and write what you "
    "want to pass on; it is then saved by itself."
)

# It stands in the channel: that its author has opted out is not told to everybody.
_NOT_CAPTURED: Final = "This was not saved. Its author sees by `/privacy show` why, and can change it there."

Tick = Callable[[discord.Message], Awaitable[None]]


async def quietly(doing: str, action: Awaitable[object]) -> None:
    """Something in Discord that is nice to have: refused (a blocked bot, a sleeping thread), it is no error."""
    try:
        await action
    except _REFUSED as error:
        log.info("%s was refused: %s %s", doing, type(error).__name__, getattr(error, "code", ""))


async def tick_now(message: discord.Message) -> None:
    """Say that the message is in the library."""
    await quietly(f"the mark on message {message.id}", message.add_reaction(KEPT_MARK))


class Receiver:
    """One way in for every message: live, edited, caught up, or cleared by its author.

    Whoever calls it has the message's turn (`ChatOrder.turn`).
    """

    def __init__(self, host: Host, authors: Authors, tick: Tick = tick_now) -> None:
        self._host = host
        self._authors = authors
        self._tick = tick

    async def take(
        self, message: discord.Message, chosen: Chosen | None = None, renewed_at: datetime | None = None
    ) -> Outcome:
        """Warn first, where there is a sign of an emergency; then keep, hold or ignore the message.

        `chosen` says as what a member wants to have it kept; `renewed_at` when its author asks for it without an edit,
        by clearing it.
        """
        await self._warn(message)
        home = await home_of(message)
        if home is None:
            return Ignored("private")
        exchange = self._host.exchange
        community = await exchange.communities.of(home.guild.id)
        return await exchange.library.keep(
            replace(await incoming(message, home, community, self._authors, renewed_at), chosen=chosen)
        )

    async def acknowledge(self, message: discord.Message, outcome: Outcome) -> None:
        """Show in the channel what has become of the message; in a sleeping thread, nothing."""
        home = await home_of(message)
        if home is None or is_archived(home):
            return
        match outcome:
            case Kept(is_new=True):
                await self._take_away(message, outcome.lifted_line)
                async with self._host.exchange.chat_order.marking(message.channel.id):
                    await self._tick(message)
                await self._note(message, outcome)
                if any(map(_is_picture, message.attachments)):
                    await self._host.exchange.members.tell_of_pictures(outcome.entry)
            case Kept() | Ignored():
                await self._take_away(message, outcome.lifted_line)
                if isinstance(outcome, Ignored) and outcome.was_kept:
                    await self._untick(message)
            case Held():
                if outcome.was_kept:
                    await self._untick(message)
                if outcome.line is None:
                    await self._say_held(message, home)

    async def hint(self, message: discord.Message, outcome: Outcome) -> None:
        """A word about a new message that was tagged, or was meant to be, and is not kept."""
        hint = await self._hint(message, outcome.reason) if isinstance(outcome, Ignored) else None
        if hint is not None:
            await quietly(
                f"the hint on message {message.id}",
                message.reply(view=notice(hint), silent=True, mention_author=False, nonce=_nonce("hint", message)),
            )

    async def _hint(self, message: discord.Message, reason: IgnoredReason) -> str | None:
        match reason:
            case "empty":
                return _NOTHING_SAID
            case "nearly tagged":
                return f"Did you mean **#{tag_meant(message.content)}**? Edit the message and it is kept."
            case "opted out" if message.guild is not None:
                members = self._host.exchange.members
                return _NOT_CAPTURED if await members.tell_opted_out(message.guild.id, message.author.id) else None
            case _:
                return None

    async def hold_line_below(self, message: discord.Message | discord.PartialMessage, *, deletable: bool) -> None:
        """The neutral line about a held message."""
        try:
            line = await _say_below(
                message.channel,
                message.to_reference(),
                hold_line(message.id, deletable=deletable),
                silent=True,
                mention_author=False,
                nonce=_nonce("held", message),
            )
        except _REFUSED as error:
            log.info("the line about message %s was refused: %s", message.id, type(error).__name__)
            return
        assert message.guild is not None
        async with _taken_back_on_failure(line):
            stands = await self._host.exchange.holds.line_stands(message.guild.id, message.id, line.id)
        if not stands:
            await quietly(f"taking away line {line.id}", line.delete())

    async def warn_of_name(self, thread: discord.Thread) -> None:
        """A thread of a text channel is named before anything is said in it, and the name may say it all."""
        if urgent_signs(thread.name):
            await self._warn_below(thread.guild.id, thread.id, thread.id)

    async def _warn(self, message: discord.Message) -> None:
        if message.guild is None or is_archived(message.channel):
            return
        if urgent_signs("\n".join(self._said_lately(message))):
            await self._warn_below(message.guild.id, message.channel.id, message.id)

    def _said_lately(self, message: discord.Message) -> Iterator[str]:
        """A post's title, its words, and those it passes on from elsewhere, which keep their own date."""
        long_ago, home = self._host.exchange.clock.now() - _EMERGENCY_LASTS, message.channel
        if (message.edited_at or message.created_at) >= long_ago:
            yield home.name if isinstance(home, discord.Thread) and home.id == message.id else ""
            yield message.content
        yield from (each.content for each in message.message_snapshots if each.created_at >= long_ago)

    async def _warn_below(self, guild_id: int, channel_id: int, message_id: int) -> None:
        try:
            token = await self._host.exchange.urgencies.begin(guild_id, channel_id, message_id)
        except Exception:
            # An emergency waits for no disk. The traceback holds code and ids, no text of the message.
            log.exception("the urgent notice for message %s is not written down", message_id)
            token = token_of(f"urgent:{message_id}")
        if token is not None:
            await self._show_urgent(channel_id, message_id, token)

    async def _show_urgent(self, channel_id: int, message_id: int, token: str) -> None:
        try:
            shown = await send_urgent_notice(self._host, channel_id, message_id, token)
        except _REFUSED as error:
            log.warning("the urgent notice for message %s was refused: %s", message_id, type(error).__name__)
            return
        try:
            await self._host.exchange.urgencies.shown(message_id, shown.id)
        except StoreProblem as problem:
            log.error("the urgent notice for message %s is not written down: %s", message_id, problem)

    async def _note(self, message: discord.Message, kept: Kept) -> None:
        entry = kept.entry
        community = await self._host.exchange.communities.of(entry.guild_id)
        alike = await self._host.exchange.alike.to(entry)
        asked = await self._host.exchange.questions.asked_by(entry)
        if community.capture_style == "quiet" and not has_something_to_say(entry, alike, asked):
            return
        if await self._host.exchange.library.has_note(entry.guild_id, entry.number):
            return
        try:
            sent = await message.reply(
                view=note_about(entry, alike, asked), silent=True, mention_author=False, nonce=_nonce("note", message)
            )
        except _REFUSED as error:
            log.info("the note on message %s was refused: %s", message.id, type(error).__name__)
            return
        async with _taken_back_on_failure(sent):
            await self._host.exchange.library.remember_note(entry, sent.channel.id, sent.id)

    async def _say_held(self, message: discord.Message, home: discord.abc.GuildChannel | discord.Thread) -> None:
        deletable = home.permissions_for(home.guild.me).manage_messages
        await self.hold_line_below(message, deletable=deletable)

    async def _take_away(self, message: discord.Message, line: int | None) -> None:
        if line is not None:
            channel = self._host.get_partial_messageable(message.channel.id)
            await quietly(f"taking away line {line}", channel.get_partial_message(line).delete())

    async def _untick(self, message: discord.Message) -> None:
        assert self._host.user is not None
        await quietly(f"the mark on message {message.id}", message.remove_reaction(KEPT_MARK, self._host.user))


async def keep_chosen(host: Host, message: discord.Message, chosen: Chosen) -> Outcome:
    """Keep a message that a member chose, as every message is kept: in turn, and shown in its channel."""
    receiver = Receiver(host, Authors(host))
    async with host.exchange.chat_order.turn(message.id):
        outcome = await receiver.take(message, chosen)
        await receiver.acknowledge(message, outcome)
    return outcome


async def find_urgent_notice(host: Host, channel_id: int, message_id: int) -> int | None:
    """The notice below a message, if one stands there: a process may have died before it was written down."""
    channel = host.get_partial_messageable(channel_id)
    try:
        async for said in channel.history(limit=_PAGE, after=discord.Object(message_id), oldest_first=True):
            answers = said.reference is not None and said.reference.message_id == message_id
            if answers and host.user is not None and said.author.id == host.user.id and is_urgent_notice(said):
                return said.id
    except discord.Forbidden:
        # Twice is better than never.
        log.info("channel %s may not be looked through for an urgent notice", channel_id)
    return None


async def send_urgent_notice(host: Host, channel_id: int, message_id: int, token: str) -> discord.Message:
    """Reply with the urgent notice, for all to see and without a ping; also where the message is gone already."""
    reference = discord.MessageReference(message_id=message_id, channel_id=channel_id, fail_if_not_exists=False)
    channel = host.get_partial_messageable(channel_id)
    return await _say_below(channel, reference, urgent_notice(), nonce=token)


async def _say_below(
    channel: discord.abc.Messageable, reference: discord.MessageReference, view: ui.LayoutView, **how: Any
) -> discord.Message:
    """A reply; plainly where the bot may not read what was said before, to which Discord lets nobody reply."""
    try:
        return await channel.send(view=view, reference=reference, **how)
    except discord.HTTPException as error:
        if error.code != _MAY_NOT_REPLY:
            raise
    return await channel.send(view=view, **how)


@asynccontextmanager
async def _taken_back_on_failure(sent: discord.Message) -> AsyncGenerator[None]:
    """What the bot has posted and cannot remember would follow nothing that becomes of the message above it."""
    try:
        yield
    except BaseException:
        await quietly(f"taking back message {sent.id}", sent.delete())
        raise


def _is_picture(attached: discord.Attachment) -> bool:
    return (attached.content_type or "").startswith(("image/", "video/"))


def _nonce(what: str, message: discord.Message | discord.PartialMessage) -> str:
    """Discord sends once what a broken connection lets us ask for twice. Each edit may need a word of its own."""
    edited_at = message.edited_at if isinstance(message, discord.Message) else None
    return token_of(f"{what}:{message.id}:{edited_at}")
