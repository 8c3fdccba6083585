"""Evidence belongs to the settings: when a protocol's settings, device or handpiece change, it begins anew."""

from __future__ import annotations

from bot.clinical.reading import EntryKind
from bot.clinical.same_settings import Treatment, treatment
from bot.exchange.completeness import handpiece_of
from db import standings
from db.connections import WriteConnection
from db.entries import Content, Entry


def treatment_of(content: Content) -> Treatment:
    """How an entry says to treat, for comparing."""
    devices = [each.value for each in content.facets if each.name == "device"]
    return treatment(devices, handpiece_of(content), content.reading.sets, content.text)


async def settings_follow(write: WriteConnection, former: Entry, content: Content) -> bool:
    """Call where an entry's words were replaced by its author: its version rises if it treats in another way now.

    What was held has lost its words, so it counts as changed: nobody can say that it is the same.
    """
    if former.content.kind is not EntryKind.PROTOCOL or treatment_of(former.content) == treatment_of(content):
        return False
    await standings.begin_settings_version(write, former.guild_id, former.number)
    return True
