"""Evidence belongs to the settings: when a protocol's settings, device or handpiece change, it begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinical.reading import EntryKind, SettingSet
from bot.clinical.same_settings import Treatment, treatment
from bot.clinical.titles import titled
from bot.exchange.completeness import handpiece_of
from db import standings
from db.connections import WriteConnection
from db.entries import Content, Entry


def treatment_of(content: Content) -> Treatment:
    """How an entry says to treat, for comparing. What stands in a form's notes is advice beside the settings."""
    devices = [each.value for each in content.facets if each.name == "device"]
    sets: Sequence[SettingSet] = content.reading.sets
    if content.details and not content.correction.settings:
        end = len("\n".join(filter(None, (titled(content.title, content.text), content.correction.handpiece))))
        sets = [replace(each, settings=tuple(one for one in each.settings if one.span.start < end)) for each in sets]
    return treatment(devices, handpiece_of(content), sets, content.text)


async def settings_follow(write: WriteConnection, former: Entry, content: Content) -> bool:
    """Call where an entry's words were replaced by its author: its version rises if it treats in another way now.

    What was held has lost its words, so it counts as changed: nobody can say that it is the same.
    """
    if former.content.kind is not EntryKind.PROTOCOL or treatment_of(former.content) == treatment_of(content):
        return False
    await standings.begin_settings_version(write, former.guild_id, former.number)
    return True
