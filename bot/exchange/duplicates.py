"""Protocols that say what another says: the same device, indication, handpiece and settings, in whatever words."""

from __future__ import annotations

from dataclasses import replace

from bot.clinical.same_settings import Treatment
from bot.exchange.settings_versions import treatment_of
from db import protocol_search
from db.connections import ReadConnection
from db.entries import Content, Entry, FacetName


async def protocol_like(
    read: ReadConnection, guild_id: int, content: Content, beside: frozenset[int] = frozenset()
) -> Entry | None:
    """The newest listed protocol that treats in the same way; none where this one says no settings.

    Those `beside` it are known already. What was written in a private channel is told to nobody here. Ask in the
    transaction that saves: of two that save the same at once, the second is told of the first.
    """
    mine = treatment_of(content)
    devices, indications = _values(content, "device"), _values(content, "indication")
    if not mine.is_known or not devices or not indications:
        return None
    for other in await protocol_search.protocols_on(read, guild_id, min(devices)):
        if other.number in beside or (other.source is not None and other.source.private_channel_id is not None):
            continue
        if indications & _values(other.content, "indication") and treats_alike(mine, treatment_of(other.content)):
            return other
    return None


def treats_alike(one: Treatment, other: Treatment) -> bool:
    """Whether two treatments are the same; a handpiece that only one of them names does not tell them apart."""
    if not one.handpiece or not other.handpiece:
        one, other = replace(one, handpiece=""), replace(other, handpiece="")
    return one == other


def _values(content: Content, facet: FacetName) -> frozenset[str]:
    return frozenset(each.value for each in content.facets if each.name == facet)
