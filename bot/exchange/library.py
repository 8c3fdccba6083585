"""The library's door for what is said in the chat: kept, held or ignored, and true to what the chat says now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.clinical.hashtags import read_hashtags, tag_meant
from bot.clinical.reading import EntryKind, Reading
from bot.exchange import copies, discussions, minutes
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.content import content_of
from bot.exchange.holds import hold_message
from bot.exchange.incoming import Held, Ignored, IgnoredReason, IncomingMessage, Kept, Outcome
from bot.exchange.outbox import Ended, Outbox
from bot.exchange.overtaken import is_overtaken
from bot.exchange.readings import not_cleared, reading_of
from bot.exchange.settings_versions import remember_settings, settings_follow
from bot.exchange.withdrawing import withdraw
from db import captured, closing, entries, holds, outbox, posted_copies, questions, revisions
from db.captured import Captured, Place, Standing
from db.communities import Community
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Content, Correction, Detail, Entry, Source
from db.outbox import Posting

UNTAGGED_KIND: Final = "untagged"
OVERTAKEN_KIND: Final = "overtaken"
_NOTE_GRACE: Final = timedelta(days=7)  # an edit that long ago is forgotten by who made it


class Library:
    """Captures messages and follows them. Whoever calls for one message takes turns (`ChatOrder.turn`)."""

    def __init__(self, database: Database, clock: Clock, communities: Communities, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities
        self._outbox = outbox
        for kind in (UNTAGGED_KIND, OVERTAKEN_KIND):
            outbox.when_ended(kind, self._note_ended)

    async def keep(self, message: IncomingMessage) -> Outcome:
        """Capture a message, or follow what has become of it. The same message may come any number of times."""
        community = await self._communities.of(message.guild_id)
        message = self._as_wished(message)
        async with self._database.read() as read:
            known = await _standing(read, message)
        reading = reading_of(message, known)
        settled = _settled(message, community, known, reading)
        if settled is not None:
            return settled
        async with self._database.write() as write:
            outcome = await self._decide(write, message, community, reading)
        self._outbox.announce()
        return outcome

    async def outlook(self, message: IncomingMessage) -> Outcome | None:
        """What stands in the way of keeping a message that a member chose; None where nothing does. Writes nothing."""
        community = await self._communities.of(message.guild_id)
        message = self._as_wished(message)
        async with self._database.read() as read:
            known = await _standing(read, message)
        reading = reading_of(message, known)
        if known.entry is not None:
            listed = known.entry.status == "listed"
            return Kept(known.entry, is_new=False) if listed else Ignored("withdrawn")
        reason = _reason_against(message, community, known, reading)
        if reason is not None:
            return Ignored(reason)
        kinds = not_cleared(message, known, reading)
        return Held(kinds, _line(known)) if kinds else None

    async def entry(self, guild_id: int, number: int) -> Entry | None:
        """A guild's entry, whatever its status."""
        async with self._database.read() as read:
            return await entries.by_number(read, guild_id, number)

    async def shown_on(self, guild_id: int, message_id: int) -> Entry | None:
        """The entry that a copy shows by now, whatever its status: a merge may change that, and its way back."""
        async with self._database.read() as read:
            number = await posted_copies.shown_on(read, guild_id, message_id)
            return await entries.by_number(read, guild_id, number) if number is not None else None

    async def is_kept(self, guild_id: int, message_id: int) -> bool:
        """Whether a message is in the library, listed or not."""
        async with self._database.read() as read:
            return await captured.is_kept(read, guild_id, message_id)

    async def delete(self, guild_id: int, message_id: int) -> int | None:
        """A message was deleted by itself, which counts as its author's wish. The line about its hold, if one stands.

        It may also have been the bot's own copy or line: that is forgotten.
        """
        async with self._database.read() as read:
            if not await captured.is_known(read, guild_id, message_id):
                return None
        now = self._clock.now()
        async with self._database.write() as write:
            entry = await entries.by_message(write, guild_id, message_id)
            if entry is not None:
                await withdraw(self._database, write, guild_id, [entry.number], now)
            await posted_copies.forget(write, [message_id])
            await holds.forget_notices(write, guild_id, [message_id])
            removed = await holds.remove(write, guild_id, [message_id])
        self._outbox.announce()
        return next((hold.notice_message_id for hold in removed), None)

    async def has_note(self, guild_id: int, number: int) -> bool:
        """Whether a note about an entry stands somewhere: it follows the entry, and needs no other beside it."""
        async with self._database.read() as read:
            return any(copy.face == "note" for copy in await posted_copies.of_entry(read, guild_id, number))

    async def remember_note(self, told: Entry, channel_id: int, message_id: int) -> None:
        """The bot has posted a short word about an entry; what has become of that meanwhile is shown at once."""
        async with self._database.write() as write:
            copy = posted_copies.PostedCopy(message_id, channel_id, told.guild_id, told.number, "note")
            await posted_copies.add(write, copy)
            if await entries.by_number(write, told.guild_id, told.number) != told:
                await copies.follow_alone(write, told.guild_id, told.number, self._clock.now())
        self._outbox.announce()

    async def _note_ended(self, write: WriteConnection, end: Ended) -> None:
        """One that was sent before a crash says what it was to say, unless its entry has changed since."""
        posting, sent_at = end.delivery.posting, end.delivery.claimed_at
        entry = await entries.by_number(write, posting.guild_id, posting.entry or 0)
        if entry is None or sent_at is None or entry.status != "listed" or entry.changed_at > sent_at:
            await copies.follow_found(write, end, self._clock.now())

    async def places(self, guild_id: int) -> list[Place]:
        """The channels and threads with messages that are kept or held."""
        async with self._database.read() as read:
            return await captured.places(read, guild_id)

    async def captured_in(self, guild_id: int, channel_id: int, *, after: int, limit: int) -> list[Captured]:
        """The messages of a channel that are kept or held, after a message, oldest first."""
        async with self._database.read() as read:
            return await captured.in_channel(read, guild_id, channel_id, after=after, limit=limit)

    async def _decide(
        self, write: WriteConnection, message: IncomingMessage, community: Community, reading: Reading
    ) -> Outcome:
        known = await _standing(write, message)
        settled = _settled(message, community, known, reading)
        if settled is not None:
            return settled
        reason = _reason_against(message, community, known, reading)
        if reason is not None:
            return await self._drop(write, message, known, reason)
        kinds = not_cleared(message, known, reading)
        if kinds:
            return await self._hold(write, message, known, kinds)
        return await self._write(write, message, community, known, reading)

    async def _write(
        self,
        write: WriteConnection,
        message: IncomingMessage,
        community: Community,
        known: Standing,
        reading: Reading,
    ) -> Kept | Ignored:
        content = _content(message, known, reading, await minutes.details_for(write, message, known.entry, reading))
        if known.entry is None:
            number = await entries.add(
                write,
                message.guild_id,
                content,
                author_id=message.author_id,
                saved_by_id=_saver(message),
                source=_source(message, community),
                now=message.posted_at,
            )
            assert number is not None, "no other writer knows this message within the transaction"
            if message.chosen is not None and message.chosen.question is not None:
                await questions.link(write, message.guild_id, number, message.chosen.question)
                await copies.follow(write, message.guild_id, number, self._clock.now())
            await minutes.link_captured(write, message, number, content.kind)
        else:
            number = known.entry.number
            await entries.replace(write, message.guild_id, number, content, self._clock.now())
            private = _private_channel(message, community)
            if private is not None:  # the channel may have been open when the message came
                await closing.close_entry(write, message.guild_id, number, private)
            if known.entry.status == "merged" and not _same_words(known.entry.content, content, message):
                await copies.take_apart(write, message.guild_id, number, self._clock.now())
            await settings_follow(write, known.entry, content)
            await revisions.forget(write, message.guild_id, number)
            await copies.follow(write, message.guild_id, number, self._clock.now())
            if known.entry.status in ("listed", "held") and _loses_its_tag(known.entry, message):
                await _tell_author(write, UNTAGGED_KIND, message, number, self._clock.now())
            if _was_kept(known) and is_overtaken(content) and not is_overtaken(known.entry.content):
                now = self._clock.now()
                await _tell_author(write, OVERTAKEN_KIND, message, number, now, f":{now.timestamp():.0f}")
        if message.renewed_at is not None:
            await captured.renew(write, message.guild_id, number, message.renewed_at)
        await holds.lift(write, message.guild_id, message.message_id)
        entry = await entries.by_number(write, message.guild_id, number)
        assert entry is not None
        if content.kind is EntryKind.SUMMARY and entry.source is not None:
            await discussions.plan_below(write, message.guild_id, number, entry.source, self._clock.now())
        if entry.status != "listed":
            return Ignored("moderated", lifted_line=_line(known))
        return Kept(entry, is_new=not _was_kept(known), lifted_line=_line(known))

    async def _hold(
        self, write: WriteConnection, message: IncomingMessage, known: Standing, kinds: tuple[str, ...]
    ) -> Held:
        now = self._clock.now()
        await hold_message(
            write,
            guild_id=message.guild_id,
            channel_id=message.channel_id,
            message_id=message.message_id,
            author_id=message.author_id,
            kinds=kinds,
            said_at=message.said_at,
            now=now,
        )
        if known.entry is not None and known.entry.status in ("listed", "hidden", "merged"):
            await remember_settings(write, known.entry)
            await entries.hold(write, message.guild_id, known.entry.number, now)
            await copies.follow(write, message.guild_id, known.entry.number, now)
        return Held(kinds, _line(known), was_kept=_was_kept(known))

    async def _drop(
        self, write: WriteConnection, message: IncomingMessage, known: Standing, reason: IgnoredReason
    ) -> Ignored:
        """What the message says now is not to be kept: nor is what it said before, which stands in no chat any more."""
        if known.entry is not None:
            await withdraw(self._database, write, message.guild_id, [known.entry.number], self._clock.now())
        if known.hold is not None:
            await holds.lift(write, message.guild_id, message.message_id)
        return Ignored(reason, lifted_line=_line(known), was_kept=_was_kept(known))

    def _as_wished(self, message: IncomingMessage) -> IncomingMessage:
        """Who saves a message of their own asks to have it kept as it is, and does so now."""
        return replace(message, renewed_at=self._clock.now()) if message.is_authors_choice else message


async def _standing(read: ReadConnection, message: IncomingMessage) -> Standing:
    return await captured.standing(
        read,
        message.guild_id,
        channel_id=message.channel_id,
        parent_channel_id=message.parent_channel_id,
        author_id=message.author_id,
        message_id=message.message_id,
        said_at=None if message.renewed_at is not None else message.said_at,
    )


def _settled(
    message: IncomingMessage, community: Community, known: Standing, reading: Reading
) -> Kept | Ignored | None:
    """The outcome where nothing has to be written."""
    entry = known.entry
    if entry is None:
        reason = _reason_against(message, community, known, reading)
        held = known.hold is not None and known.hold.is_open
        return Ignored(reason) if reason is not None and not held else None
    if entry.status in ("withdrawn", "unlisted"):
        return Ignored("withdrawn")
    if entry.status != "listed":
        return None
    now = _content(message, known, reading)
    stays = _same_words(entry.content, now, message) and _reason_against(message, community, known, reading) is not None
    return Kept(entry, is_new=False) if stays or _says_the_same(entry.content, now) else None


def _reason_against(
    message: IncomingMessage, community: Community, known: Standing, reading: Reading
) -> IgnoredReason | None:
    """Why this may or need not be kept; the author's wish is named only where it is what stands against it."""
    if reading.kind is None and known.entry is None:
        return "nearly tagged" if _is_nearly_tagged(message, community, known) else "untagged"
    if not message.author_belongs:
        return "not a member"
    if not message.readable_by_all and _opted_in(message, community) is None:
        return "private"
    if known.opted_out:
        return "opted out"
    return None if reading.says_something else "empty"


def _is_nearly_tagged(message: IncomingMessage, community: Community, known: Standing) -> bool:
    """Whether its tag's slip is all that keeps it out of the library."""
    is_readable = message.readable_by_all or _opted_in(message, community) is not None
    return is_readable and message.author_belongs and not known.opted_out and tag_meant(message.text) is not None


def _opted_in(message: IncomingMessage, community: Community) -> int | None:
    """The private channel, opted in by a moderator, that the message stands in."""
    return next((each for each in message.opening_channels if each in community.private_channels), None)


def _source(message: IncomingMessage, community: Community) -> Source:
    return Source(
        channel_id=message.channel_id,
        message_id=message.message_id,
        parent_channel_id=message.parent_channel_id,
        private_channel_id=_private_channel(message, community),
    )


def _private_channel(message: IncomingMessage, community: Community) -> int | None:
    """The channel that one must be able to read to find what is said now; None where all can."""
    return None if message.readable_by_all else _opted_in(message, community)


def _content(
    message: IncomingMessage, known: Standing, reading: Reading, details: tuple[Detail, ...] | None = None
) -> Content:
    """What the message says, with the details that its entry has where no others are given."""
    former = known.entry.content if known.entry else None
    return content_of(
        _kind(message, known, reading),
        message.text or message.title or "",
        reading,
        details=details if details is not None else former.details if former else (),
        correction=former.correction if former else Correction(),
    )


def _kind(message: IncomingMessage, known: Standing, reading: Reading) -> EntryKind:
    if known.entry is None and message.chosen is not None:
        return message.chosen.kind
    kind = reading.kind or (known.entry.content.kind if known.entry else None)
    assert kind is not None, "only what has a kind is kept"
    return kind


def _saver(message: IncomingMessage) -> int | None:
    """Who has saved a colleague's message; nobody where the author did."""
    return message.chosen.by if message.chosen is not None and not message.is_authors_choice else None


def _same_words(former: Content, now: Content, message: IncomingMessage) -> bool:
    """Whether the chat itself says what it said, however it is read now.

    Only then is a reason against capture news about the author or the channel, which takes nothing back. A kind that
    no forum tag gives stands in the text.
    """
    same_kind = message.forum_kind is None or former.kind == now.kind
    same_title = message.title is None or former.title == now.title
    return same_kind and same_title and former.text == now.text


def _loses_its_tag(former: Entry, message: IncomingMessage) -> bool:
    """Whether the words bore a tag, and nothing of the message does any more.

    A held entry has no words left: then all but what a colleague has saved counts as tagged.
    """
    if message.forum_kind is not None or read_hashtags(message.whole_text).kind is not None:
        return False
    if former.status == "held":
        return former.saved_by_id is None
    return read_hashtags(former.content.text).kind is not None


async def _tell_author(
    write: WriteConnection, kind: str, message: IncomingMessage, number: int, now: datetime, again: str = ""
) -> None:
    """A word below the message, of each kind once, or `again`: see `docs/decisions/0022`."""
    await outbox.put(
        write,
        Posting(
            kind=kind,
            guild_id=message.guild_id,
            due_at=now,
            grace=_NOTE_GRACE,
            dedupe_key=f"{kind}:{message.guild_id}:{number}{again}",
            channel_id=message.channel_id,
            entry=number,
        ),
    )


def _says_the_same(former: Content, now: Content) -> bool:
    return _said(former) == _said(now)


def _said(content: Content) -> tuple[object, ...]:
    """All that a message gives its entry. Facets have no order of their own."""
    return (
        content.kind,
        content.title,
        content.text,
        content.terms,
        content.reader_version,
        content.reading,
        set(content.facets),
    )


def _was_kept(known: Standing) -> bool:
    return known.entry is not None and known.entry.status == "listed"


def _line(known: Standing) -> int | None:
    return known.hold.notice_message_id if known.hold else None
