"""Making an absence good: what was said is read, and what was captured is looked at again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.exchange.incoming import Kept
from bot.ui.host import Host
from bot.ui.incoming import Authors, is_archived, needs_a_look
from bot.ui.places import Readable, can_read_history, places_to_read
from bot.ui.receiving import KEPT_MARK, Receiver, quietly, tick_now
from db.captured import Captured, Place
from db.communities import Community
from db.failures import StoreProblem

log = logging.getLogger(__name__)

_PAGE: Final = 100  # Discord's largest
_END: Final = 1 << 63
_AT_LARGE: Final = 10  # so many messages gone from one channel are hardly their authors' wish
_MARGIN: Final = timedelta(minutes=1)


class CatchUp:
    """One guild's, in one session of the gateway. Live messages go on beside it; nothing waits for it."""

    def __init__(self, host: Host, guild: discord.Guild) -> None:
        self._host = host
        self._guild = guild
        self._session = host.exchange.cursors.session
        self._unmarked: list[discord.Message] = []
        self._receiver = Receiver(host, Authors(host), self._mark_later)

    async def run(self) -> None:
        """First what is new, then what may have changed, then the marks, then what an older reader has read."""
        community = await self._host.exchange.communities.of(self._guild.id)
        with self._host.exchange.chat_order.reading_history():
            await self._read_everything(community)
            await self._look_again()
        await self._mark()
        await self._read_again()

    # What is new.

    async def _read_everything(self, community: Community) -> None:
        progress = self._host.exchange.cursors
        cursors, opened = await progress.of_guild(self._guild.id), await progress.of_private(self._guild.id)
        joined = _joined(self._guild, community)
        async for place in places_to_read(self._guild, community, self._refused):
            above = place.parent_id if isinstance(place, discord.Thread) else place.id
            begin = max(joined, opened.get(place.id, 0), opened.get(above, 0))
            cursor = max(cursors.get(place.id, 0), begin)
            if cursor > begin and not is_archived(place):
                await self._read_edited(place, begin, cursor)
            await self._read(place, cursor)

    async def _read_edited(self, place: Readable, begin: int, cursor: int) -> None:
        """What had been passed by untagged may have been given a tag since: the last page before the cursor tells."""
        try:
            async for message in place.history(limit=_PAGE, before=discord.Object(cursor + 1)):
                if message.id > begin and message.edited_at is not None:
                    await self._receive(place, message)
        except discord.HTTPException as error:
            log.warning("channel %s could not be looked at again: code %s", place.id, error.code)
            self._refused(error)

    async def _read(self, place: Readable, cursor: int) -> None:
        """Read a channel from its cursor to its end; the cursor moves page by page."""
        progress = self._host.exchange.cursors
        last = cursor
        try:
            if (place.last_message_id or 0) > cursor:
                count = 0
                async for message in place.history(limit=None, after=discord.Object(cursor), oldest_first=True):
                    await self._receive(place, message)
                    last, count = message.id, count + 1
                    if count % _PAGE == 0:
                        await progress.read_to(self._guild.id, place.id, last)
                await progress.read_to(self._guild.id, place.id, last)
        except discord.HTTPException as error:
            log.warning("channel %s could not be read: status %s, code %s", place.id, error.status, error.code)
            self._refused(error)
            return
        progress.caught_up(self._guild.id, place.id, self._session, last)

    async def _receive(self, place: Readable, message: discord.Message) -> None:
        if not needs_a_look(message):
            return
        async with self._host.exchange.chat_order.turn(message.id):
            if not self._host.exchange.chat_order.is_overtaken(place.id, message.id):
                await self._take(message)

    async def _take(self, message: discord.Message) -> None:
        """A fault of the store ends the catch-up, so that the cursor stays; one message's own fault does not."""
        try:
            outcome = await self._receiver.take(message)
        except (StoreProblem, discord.HTTPException, OSError):
            raise
        except Exception:
            # The traceback holds code and ids, no text of the message.
            log.exception("message %s could not be handled", message.id)
            return
        await self._receiver.acknowledge(message, outcome)
        if isinstance(outcome, Kept) and not outcome.is_new:
            self._remark(message)

    # What may have changed.

    async def _look_again(self) -> None:
        exchange = self._host.exchange
        for place in await exchange.library.places(self._guild.id):
            found = await self._find(place)
            if found is not None and can_read_history(found):
                await self._look_through(found)

    async def _find(self, place: Place) -> Readable | None:
        """The channel. What the cache does not know is asked for: only Discord's own word is a deletion."""
        parent_id = place.parent_channel_id
        if parent_id is not None and self._guild.get_channel(parent_id) is None and await self._is_gone(parent_id):
            await self._host.exchange.removals.channel_deleted(self._guild.id, parent_id)
            return None
        found = self._guild.get_channel_or_thread(place.channel_id)
        if found is None:
            try:
                found = await self._guild.fetch_channel(place.channel_id)
            except discord.NotFound:
                await self._lost(place)
                return None
            except (discord.HTTPException, discord.InvalidData) as error:
                log.info("channel %s is not open to me: %s", place.channel_id, type(error).__name__)
                self._refused(error)
                return None
        return found if isinstance(found, Readable) else None

    async def _is_gone(self, channel_id: int) -> bool:
        try:
            await self._guild.fetch_channel(channel_id)
        except discord.NotFound:
            return True
        except (discord.HTTPException, discord.InvalidData):
            return False
        return False

    async def _lost(self, place: Place) -> None:
        removals = self._host.exchange.removals
        if place.parent_channel_id is None:
            await removals.channel_deleted(self._guild.id, place.channel_id)
        else:
            await removals.thread_deleted(self._guild.id, place.channel_id)

    async def _look_through(self, place: Readable) -> None:
        """A page of the channel for each run of captured messages, not a request for each message."""
        library = self._host.exchange.library
        after = 0
        gone: list[int] = []
        while known := await library.captured_in(self._guild.id, place.id, after=after, limit=_PAGE):
            first = discord.Object(known[0].message_id - 1)
            try:
                page = [message async for message in place.history(limit=_PAGE, after=first, oldest_first=True)]
                after = await self._compare(place, known, page, gone)
            except discord.HTTPException as error:
                log.warning("channel %s could not be looked at again: code %s", place.id, error.code)
                self._refused(error)
                break
        await self._follow_deletes(place, gone)

    async def _compare(
        self, place: Readable, known: Sequence[Captured], page: Sequence[discord.Message], gone: list[int]
    ) -> int:
        """Compare what the page covers, and note what is gone; the last captured message that the page covers."""
        seen = {message.id: message for message in page}
        end = page[-1].id if len(page) == _PAGE else _END
        covered = [each for each in known if each.message_id <= end]
        for each in covered:
            message = seen.get(each.message_id)
            async with self._host.exchange.chat_order.turn(each.message_id):
                if self._host.exchange.chat_order.is_overtaken(place.id, each.message_id):
                    # Who handled the change marks what is new by it, not what a process kept that died before its mark.
                    if message is not None:
                        self._remark(message)
                elif message is None:
                    await self._missing(place, each.message_id, gone)
                elif message.id == place.id or message.content != each.text:
                    # A forum post may have another title or other tags, a held message another text.
                    await self._edited(message)
                else:
                    self._remark(message)
        return covered[-1].message_id

    async def _missing(self, place: Readable, message_id: int, gone: list[int]) -> None:
        try:
            message = await place.fetch_message(message_id)
        except discord.NotFound:
            gone.append(message_id)
        else:
            await self._edited(message)

    async def _follow_deletes(self, place: Readable, gone: Sequence[int]) -> None:
        """A few were deleted by their authors. Many look like a deletion at large, about which moderators are asked."""
        exchange = self._host.exchange
        lines: list[int] = []
        if len(gone) >= _AT_LARGE:
            lines.extend(await exchange.removals.messages_deleted(self._guild.id, gone))
        else:
            for message_id in gone:
                async with exchange.chat_order.turn(message_id):
                    line = await exchange.library.delete(self._guild.id, message_id)
                if line is not None:
                    lines.append(line)
        for line in set(lines) - set(gone):
            await quietly(f"taking away line {line}", place.get_partial_message(line).delete())

    async def _edited(self, message: discord.Message) -> None:
        # Without the message-content intent every message looks empty.
        if message.content or self._host.reads_message_content:
            await self._take(message)

    def _refused(self, error: discord.DiscordException) -> None:
        """A fault of Discord's own passes: then this is read again. What is forbidden stays so."""
        if isinstance(error, discord.HTTPException) and error.status >= 500:
            self._host.exchange.cursors.missed(self._guild.id)

    # Marks, and the reader's news.

    async def _mark_later(self, message: discord.Message) -> None:
        self._unmarked.append(message)

    def _remark(self, message: discord.Message) -> None:
        is_marked = any(reaction.me and str(reaction.emoji) == KEPT_MARK for reaction in message.reactions)
        if not is_marked and not is_archived(message.channel):
            self._unmarked.append(message)

    async def _mark(self) -> None:
        """One after the other, as fast as Discord's limit for reactions lets it. Some are gone by then."""
        exchange = self._host.exchange
        unmarked, self._unmarked = self._unmarked, []
        for message in {message.id: message for message in unmarked}.values():
            async with exchange.chat_order.turn(message.id):
                if await exchange.library.is_kept(self._guild.id, message.id):
                    async with exchange.chat_order.marking(message.channel.id):
                        await tick_now(message)

    async def _read_again(self) -> None:
        while True:
            batch = await self._host.exchange.rereading.next_batch(self._guild.id)
            for newly in batch.held:
                await self._say_held(newly.source.channel_id, newly.source.message_id)
            if not batch.count:
                return

    async def _say_held(self, channel_id: int, message_id: int) -> None:
        place = self._guild.get_channel_or_thread(channel_id)
        if isinstance(place, Readable) and not is_archived(place):
            deletable = place.permissions_for(self._guild.me).manage_messages
            await self._receiver.hold_line_below(place.get_partial_message(message_id), deletable=deletable)


def _joined(guild: discord.Guild, community: Community) -> int:
    """Nothing from before the bot came is read: the later of its joining the server and of knowing the community.

    The community is written down a moment after the first messages are heard, and by another clock than Discord's.
    """
    instants: list[datetime] = [community.joined_at - _MARGIN]
    if guild.me is not None and guild.me.joined_at is not None:
        instants.append(guild.me.joined_at)
    return discord.utils.time_snowflake(max(instants)) - 1
