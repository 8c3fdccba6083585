"""What answers leave to their questions: device, handpiece and skin type, which they need not repeat."""

from __future__ import annotations

from collections.abc import Iterable

from bot.clinical.reading import EntryKind
from bot.exchange.completeness import missing_facts
from db import questions
from db.connections import ReadConnection
from db.entries import Entry
from db.listed import Shown


async def asked_by(read: ReadConnection, guild_id: int, shown: Iterable[Shown]) -> dict[int, Entry]:
    """The questions of those that are answers and do not say everything themselves, by the answers' numbers."""
    answers = [each.number for each in shown if each.kind is EntryKind.ANSWER and missing_facts(each)]
    return await questions.asked_by(read, guild_id, answers) if answers else {}
