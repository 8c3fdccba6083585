"""Changing an entry by form: a protocol's former words are kept beside the new ones, and its evidence stays true."""

from __future__ import annotations

from datetime import datetime

from bot.clinical.reading import EntryKind
from bot.exchange import copies
from bot.exchange.completeness import handpiece_of
from bot.exchange.settings_versions import settings_follow
from db import entries, revisions
from db.connections import WriteConnection
from db.entries import Content, Entry


async def revise(write: WriteConnection, entry: Entry, content: Content, now: datetime) -> Entry:
    """Put these words in place of the entry's; the entry as it stands then. Call `Outbox.announce` afterwards."""
    if entry.content.kind is EntryKind.PROTOCOL and _says(entry.content) != _says(content):
        await revisions.keep(write, entry, handpiece_of(entry.content), now)
    await entries.replace(write, entry.guild_id, entry.number, content, now)
    if entry.status == "merged" and _says(entry.content) != _says(content):
        await copies.take_apart(write, entry.guild_id, entry.number, now)
    await settings_follow(write, entry, content)
    await copies.follow(write, entry.guild_id, entry.number, now)
    revised = await entries.by_number(write, entry.guild_id, entry.number)
    assert revised is not None
    return revised


def _says(content: Content) -> tuple[object, ...]:
    """What a reader sees of it; facets have no order of their own."""
    return (
        content.title,
        content.text,
        content.details,
        handpiece_of(content),
        set(content.facets),
        content.reading.packed,
    )
