"""The order of protocols: those that fit first, then harm, then benefit; never by words alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange.evidence import Evidence, evidence_of
from bot.exchange.makers import makers_of_each
from db import entries, outcomes, protocol_search
from db.connections import ReadConnection
from db.entries import Entry
from db.protocol_search import Match
from db.search import Wanted, most_ranked


@dataclass(frozen=True, slots=True)
class Ranked:
    """One page of protocols with the evidence of each by number, and how many match."""

    entries: tuple[Entry, ...]
    evidence: dict[int, Evidence]
    total: int


async def ranked(read: ReadConnection, guild_id: int, wanted: Wanted, *, size: int, offset: int) -> Ranked | None:
    """A page of protocols, best first; None where more match than are ranked."""
    matches = await protocol_search.matching(read, guild_id, wanted)
    if len(matches) > most_ranked(wanted):
        return None
    evidence = await _evidence(read, guild_id, matches)
    ordered = sorted(matches, key=lambda match: _place(match, evidence[match.number], wanted))
    shown = [match.number for match in ordered[offset : offset + size]]
    found = await entries.by_numbers(read, guild_id, shown)
    return Ranked(tuple(found), {number: evidence[number] for number in shown}, len(matches))


async def _evidence(read: ReadConnection, guild_id: int, matches: list[Match]) -> dict[int, Evidence]:
    reported = await outcomes.current_of(read, guild_id, [match.number for match in matches])
    makers = await makers_of_each(read, guild_id, {m.number: m.devices for m in matches if m.number in reported})
    return {
        match.number: evidence_of(
            reported[match.number][0].settings_version, reported[match.number], match.author_id, makers[match.number]
        )
        if match.number in reported
        else _NOTHING_REPORTED
        for match in matches
    }


_NOTHING_REPORTED = Evidence(version=0)


def _place(match: Match, evidence: Evidence, wanted: Wanted) -> tuple[object, ...]:
    """Lower comes first. What its author has given up comes last, and only what fits is weighed by its evidence."""
    skin = 0
    if wanted.preferred_skin_type is not None:
        skin = 0 if match.names_skin_type else 2 if match.names_other_skin_types else 1
    fit = (match.standing != "current", not match.names_handpiece, skin)
    # Where not all of the words had to be found, how many were comes before what is known of each.
    by_words = (match.score, *evidence.rank) if wanted.reach == "most" else (*evidence.rank, match.score)
    return (*fit, *by_words, -match.number)
