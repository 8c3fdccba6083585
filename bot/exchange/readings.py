"""Reading what a member wrote: with what the channel says, and without what its author has cleared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, Identifier, Reading
from bot.exchange.incoming import IncomingMessage
from db.captured import Standing


def reading_of(message: IncomingMessage, known: Standing) -> Reading:
    """Read a chat message; an entry whose tag is gone keeps its kind, and a forum post its own title."""
    former = known.entry.content.kind if known.entry is not None else None
    reading = read_in_group(message.whole_text, message.forum_kind or former, known.group_device)
    return replace(reading, title=message.title) if message.title else reading


def read_in_group(text: str, kind: EntryKind | None, device: str | None) -> Reading:
    """Read a text of a kind in the group of a device, which counts where the text names none."""
    reading = read(text, Hints(kind, device))
    if reading.device_questions and not any(found.span.end for found in reading.devices):
        # It names one after all, by a short name that several others share: the group's is not meant.
        return replace(reading, devices=())
    return reading


def kinds_of(identifiers: Collection[Identifier], cleared: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds of identifier that hold a text."""
    return tuple(sorted({each.kind for each in identifiers} - set(cleared)))
