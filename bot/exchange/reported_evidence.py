"""Evidence of protocols, from the reports that are kept and who is paid by the maker of whose device."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.exchange.evidence import Evidence, evidence_of
from bot.exchange.makers import makers_of_each
from db import outcomes
from db.connections import ReadConnection
from db.entries import Entry
from db.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """A protocol as its users judge it: its present settings' version, who wrote it, and the keys of its devices."""

    number: int
    version: int
    author_id: int | None
    devices: Sequence[str]


def judged(entry: Entry) -> Judged:
    """A protocol's entry."""
    return Judged(entry.number, entry.settings_version, entry.author_id, entry.values("device"))


async def present_evidence(read: ReadConnection, guild_id: int, protocols: Sequence[Judged]) -> dict[int, Evidence]:
    """What is reported of the present settings of each of these protocols, by number."""
    reported = await outcomes.current_of(read, guild_id, [each.number for each in protocols])
    makers = await makers_of_each(read, guild_id, {each.number: each.devices for each in protocols})
    return {
        each.number: evidence_of(each.version, reported.get(each.number, ()), each.author_id, makers[each.number])
        for each in protocols
    }


async def evidence_by_version(
    read: ReadConnection, entry: Entry, versions: Collection[int], reported: Sequence[Outcome]
) -> dict[int, Evidence]:
    """What is `reported` of some versions of a protocol's settings, each by itself."""
    makers = await makers_of_each(read, entry.guild_id, {entry.number: entry.values("device")})
    return {
        version: evidence_of(
            version,
            [each for each in reported if each.settings_version == version],
            entry.author_id,
            makers[entry.number],
        )
        for version in versions
    }
