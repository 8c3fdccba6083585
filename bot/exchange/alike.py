"""What much the same was said before as in an entry from the chat: its note gives it as links, and blocks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.clinical.reading import EntryKind
from bot.exchange.duplicates import protocol_like
from bot.exchange.similar_questions import similar_to
from db import questions
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry

MOST_COMPARED: Final = 500
"""The newest answered questions that a question is compared with. House limit."""


@dataclass(frozen=True, slots=True)
class Like:
    """An answered question that asks much the same, or a protocol that treats in the same way.

    `discussion` is the thread or post in which it is talked about.
    """

    entry: Entry
    discussion: int | None


class Alike:
    """Looks for what a member may have overlooked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def to(self, entry: Entry) -> tuple[Like, ...]:
        """What can be opened by whoever reads the entry itself, best first; only for questions and protocols."""
        if entry.status != "listed" or entry.content.kind not in (EntryKind.QUESTION, EntryKind.PROTOCOL):
            return ()
        async with self._database.read() as read:
            found = await (_answered(read, entry) if entry.content.kind is EntryKind.QUESTION else _same(read, entry))
            return tuple(
                [Like(each, await questions.discussion_of(read, each.guild_id, each.number)) for each in found]
            )


async def _answered(read: ReadConnection, entry: Entry) -> tuple[Entry, ...]:
    visible = (entry.private_channel_id,) if entry.private_channel_id is not None else ()
    answered = await questions.answered(read, entry.guild_id, visible, MOST_COMPARED)
    return similar_to(entry.content, [each for each in answered if each.number != entry.number])


async def _same(read: ReadConnection, entry: Entry) -> tuple[Entry, ...]:
    like = await protocol_like(read, entry.guild_id, entry.content, frozenset({entry.number}))
    return (like,) if like is not None else ()
