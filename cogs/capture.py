"""Capture: what is tagged in the chat is kept, and follows its message."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.urgencies import NOTICE_KIND
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.host import Host
from bot.ui.incoming import Authors, is_a_members, needs_a_look
from bot.ui.receiving import Receiver, find_urgent_notice, quietly, send_urgent_notice
from db.failures import StoreProblem

log = logging.getLogger(__name__)

_UNKNOWN_MESSAGE = 10008


class CaptureCog(ExchangeCog):
    """Listens to raw events: nothing relies on a cache of messages."""

    async def cog_load(self) -> None:
        """Stand at the door before messages come."""
        await super().cog_load()
        self.host.lets_pass = self._lets_pass

    def _lets_pass(self, message: discord.Message) -> bool:
        """Most messages are harmless: they pass without a task, without a wait and without the store.

        What does not pass has begun here and not in its own task, or a cursor could move past it in between.
        """
        if message.guild is None:
            return True
        cursors = self.host.exchange.cursors
        if needs_a_look(message):
            cursors.begin(message.guild.id, message.channel.id, message.id)
            return False
        cursors.passed(message.guild.id, message.channel.id, message.id)
        return True

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A message that may be captured or urgent."""
        assert message.guild is not None
        async with self.host.exchange.chat_order.turn(message.id):
            await self._receive_new(message.guild, message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """An edit by its author, if it ever was edited, or a link's preview, a pin…: the library compares the contents.

        Without the message-content intent an edit arrives empty, and is none.
        """
        message = payload.message
        if message.guild is None or message.edited_at is None or not is_a_members(message):
            return
        if not message.content and not self.host.reads_message_content:
            return
        self.host.exchange.chat_order.overtake([message.id])
        async with self.host.exchange.chat_order.turn(message.id):
            await self._receive_again(message)

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """A forum post's title and tags count like words of its first message.

        Who changed them is not told: what was said while its author had opted out is not said anew.
        """
        if before.name != after.name or before.applied_tags != after.applied_tags:
            await self._look_at_post(after.guild, after.id, after.parent_id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """The same for a thread that has left the cache, of which nobody knows what it was before."""
        guild = self.host.get_guild(payload.guild_id)
        if guild is not None and payload.thread is None:
            await self._look_at_post(guild, payload.thread_id, payload.parent_id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Who deleted it is not told: it counts as the author's wish."""
        if payload.guild_id is None:
            return
        self.host.exchange.chat_order.overtake([payload.message_id])
        async with self.host.exchange.chat_order.turn(payload.message_id):
            with self.host.exchange.cursors.or_missed(payload.guild_id):
                line = await self.host.exchange.library.delete(payload.guild_id, payload.message_id)
        if line is not None:
            channel = self.host.get_partial_messageable(payload.channel_id)
            await quietly(f"taking away line {line}", channel.get_partial_message(line).delete())

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Nothing in a new thread has been missed; a forum post's name is read with its first message."""
        self.host.exchange.cursors.born(thread.guild.id, thread.id)
        is_own = self.host.user is not None and thread.owner_id == self.host.user.id
        if not is_own and not isinstance(thread.parent, discord.ForumChannel):
            await Receiver(self.host, Authors(self.host)).warn_of_name(thread)

    @commands.Cog.listener()
    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """Nor in a new channel."""
        self.host.exchange.cursors.born(channel.guild.id, channel.id)

    @delivers(NOTICE_KIND)
    async def urgent_notice(self, sending: Sending) -> int | None:
        """The net below the notice that is sent at once: should that have failed, it comes a little later."""
        posting = sending.delivery.posting
        if posting.channel_id is None:
            raise NothingToSend("no channel")
        message_id = int(posting.label)
        found = await find_urgent_notice(self.host, posting.channel_id, message_id)
        if found is not None:
            return found
        return (await send_urgent_notice(self.host, posting.channel_id, message_id, sending.token)).id

    async def _look_at_post(self, guild: discord.Guild, thread_id: int, parent_id: int) -> None:
        """The message that a forum post begins with has the number of its thread."""
        if not isinstance(guild.get_channel(parent_id), discord.ForumChannel):
            return
        self.host.exchange.chat_order.overtake([thread_id])
        async with self.host.exchange.chat_order.turn(thread_id):
            with self.host.exchange.cursors.or_missed(guild.id):
                await self._read_post(guild, thread_id)

    async def _read_post(self, guild: discord.Guild, thread_id: int) -> None:
        channel = self.host.get_partial_messageable(thread_id, guild_id=guild.id)
        try:
            message = await channel.fetch_message(thread_id)
        except discord.HTTPException as error:
            await self._unreadable_post(guild.id, thread_id, error)
            return
        if is_a_members(message):
            await self._receive_again(message)

    async def _unreadable_post(self, guild_id: int, thread_id: int, error: discord.HTTPException) -> None:
        """Only Discord's own word is a deletion. A catch-up that runs beside has left the message to us."""
        if error.code == _UNKNOWN_MESSAGE:
            await self.host.exchange.library.delete(guild_id, thread_id)
            return
        log.info("the first message of thread %s could not be read: %s", thread_id, error.code)
        if error.status >= 500:
            self.host.exchange.cursors.missed(guild_id)

    async def _receive_new(self, guild: discord.Guild, message: discord.Message) -> None:
        cursors = self.host.exchange.cursors
        receiver = Receiver(self.host, Authors(self.host))
        try:
            outcome = await receiver.take(message)
        except Exception as error:
            cursors.failed(guild.id, message.channel.id, message.id)
            _log_failure(message, error)
            return
        cursors.done(guild.id, message.channel.id, message.id)
        await receiver.acknowledge(message, outcome)
        await receiver.hint(message, outcome)

    async def _receive_again(self, message: discord.Message) -> None:
        assert message.guild is not None
        receiver = Receiver(self.host, Authors(self.host))
        with self.host.exchange.cursors.or_missed(message.guild.id):
            outcome = await receiver.take(message)
        await receiver.acknowledge(message, outcome)


def _log_failure(message: discord.Message, error: Exception) -> None:
    if isinstance(error, StoreProblem):
        log.error("message %s is not kept yet: %s", message.id, error)
    else:
        # The traceback holds code and ids, no text of the message.
        log.error("message %s could not be handled", message.id, exc_info=error)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(CaptureCog(host))
