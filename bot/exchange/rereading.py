"""Old entries are read again when the reader has learned something, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clinical.reading import OVERRIDABLE_KINDS, READER_VERSION
from bot.exchange import copies
from bot.exchange.clock import Clock
from bot.exchange.holds import hold_message
from bot.exchange.incoming import Held
from bot.exchange.outbox import Outbox
from bot.exchange.readings import content_again, kinds_of, reading_again
from bot.exchange.settings_versions import remember_settings
from db import captured, entries, holds
from db.connections import WriteConnection
from db.database import Database
from db.entries import Content, Entry, Source

_BATCH = 20


@dataclass(frozen=True, slots=True)
class NewlyHeld:
    """An entry in which the reader now sees an identifier: its author is to be told in the channel."""

    source: Source
    held: Held


@dataclass(frozen=True, slots=True)
class Reread:
    """One batch: how many entries were read again, and which of them are held now."""

    count: int
    held: tuple[NewlyHeld, ...]


class Rereading:
    """Brings what was read by an older reader up to date."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def next_batch(self, guild_id: int) -> Reread:
        """Read a few of a guild's entries again; a count of 0 says that all are up to date."""
        async with self._database.write() as write:
            outdated = await captured.to_read_again(write, guild_id, READER_VERSION, _BATCH)
            held = [each for entry in outdated if (each := await self._read_again(write, entry)) is not None]
        self._outbox.announce()
        return Reread(len(outdated), tuple(held))

    async def _read_again(self, write: WriteConnection, entry: Entry) -> NewlyHeld | None:
        reading = await reading_again(write, entry, entry.content.correction.device)
        kinds = kinds_of(reading.identifiers, await self._cleared(write, entry))
        if kinds:
            return await self._hold(write, entry, kinds)
        former = entry.content
        content = await content_again(write, entry, former.correction)
        # It is the reader that has changed, not the entry: it keeps the time of its last change.
        await entries.replace(write, entry.guild_id, entry.number, content, entry.changed_at)
        if _looks(former) != _looks(content):
            await copies.follow(write, entry.guild_id, entry.number, self._clock.now())
        return None

    async def _cleared(self, write: WriteConnection, entry: Entry) -> frozenset[str]:
        """What the author has said is not the patient; of what was sent in a form that is not remembered."""
        if entry.source is None:
            return OVERRIDABLE_KINDS
        hold = await holds.find(write, entry.guild_id, entry.source.message_id)
        return frozenset(hold.cleared) if hold is not None else frozenset()

    async def _hold(self, write: WriteConnection, entry: Entry, kinds: tuple[str, ...]) -> NewlyHeld | None:
        now = self._clock.now()
        if entry.source is None:
            # What was sent in a form stands in no chat: this is the only copy, and nobody but its author may end it.
            await entries.unlist(write, entry.guild_id, entry.number, now)
            await copies.follow(write, entry.guild_id, entry.number, now)
            return None
        await remember_settings(write, entry)
        await entries.hold(write, entry.guild_id, entry.number, now)
        await copies.follow(write, entry.guild_id, entry.number, now)
        if entry.author_id is None:
            return None
        await hold_message(
            write,
            guild_id=entry.guild_id,
            channel_id=entry.source.channel_id,
            message_id=entry.source.message_id,
            author_id=entry.author_id,
            kinds=kinds,
            said_at=now,
            now=now,
        )
        return NewlyHeld(entry.source, Held(kinds, None))


def _looks(content: Content) -> tuple[object, ...]:
    """What a copy in a channel shows of what was read."""
    return (content.title, set(content.facets), content.reading)
