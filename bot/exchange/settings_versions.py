"""Evidence belongs to the settings: when a protocol's settings, device or handpiece change, it begins anew.

What was reported of former settings counts again once a protocol says these again: a slip put right loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinical.reading import SettingSet
from bot.clinical.same_settings import Treatment, treatment
from bot.clinical.titles import titled
from bot.exchange.completeness import handpiece_of
from db import outcomes, standings
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


async def settings_follow(write: WriteConnection, former: Entry, content: Content) -> None:
    """Call where an entry's words were replaced by its author: its version rises if it treats in another way now.

    Of what was merged, call it when it is taken apart: the reports of it have to be its own again, to be remembered.
    So does that of another kind of entry: it may have been a protocol with reports, and become one again.
    """
    now = treatment_of(content)
    if treatment_of(former.content) == now:
        return
    await remember_settings(write, former)
    await standings.begin_settings_version(write, former.guild_id, former.number)
    if now.is_known:
        await outcomes.count_again(write, former.guild_id, former.number, now.digest)


async def remember_settings(write: WriteConnection, entry: Entry) -> None:
    """Call before an entry's words go: the reports of what it says are known again by a digest."""
    mine = treatment_of(entry.content)
    if mine.is_known:
        await outcomes.mark(write, entry.guild_id, entry.number, entry.settings_version, mine.digest)
