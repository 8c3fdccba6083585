"""The order of protocols: those that fit first, then harm, then benefit; never by words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange.evidence import Evidence, Weight, is_serious, weight_of
from bot.exchange.industry_ties import is_tied_to
from bot.exchange.makers import makers_of_each
from bot.exchange.reported_evidence import Judged, present_evidence
from db import listed, members, outcomes, protocol_search
from db.connections import ReadConnection
from db.listed import Listed
from db.outcomes import BriefOutcome
from db.protocol_search import Match
from db.search import most_ranked
from db.wanted import Wanted

_Weighed = tuple[bool, Weight]
_UNKNOWN: Final[_Weighed] = (False, weight_of(()))


@dataclass(frozen=True, slots=True)
class Ranked:
    """One page of protocols with the evidence of each by number, and how many match."""

    entries: tuple[Listed, ...]
    evidence: dict[int, Evidence]
    total: int


async def ranked(read: ReadConnection, guild_id: int, wanted: Wanted, *, size: int, offset: int) -> Ranked | None:
    """A page of protocols, best first; None where more match than are ranked."""
    matches = await protocol_search.matching(read, guild_id, wanted)
    if len(matches) > most_ranked(wanted):
        return None
    harm_and_benefit = await _weights(read, guild_id, matches)
    ordered = sorted(matches, key=lambda match: _place(match, harm_and_benefit.get(match.number, _UNKNOWN), wanted))
    shown = ordered[offset : offset + size]
    found = await listed.by_numbers(read, guild_id, [match.number for match in shown])
    judged = [Judged(match.number, match.settings_version, match.author_id, match.devices) for match in shown]
    return Ranked(tuple(found), await present_evidence(read, guild_id, judged), len(matches))


async def _weights(read: ReadConnection, guild_id: int, matches: Sequence[Match]) -> dict[int, _Weighed]:
    """Of those that somebody has reported on: whether a report is serious, then harm and benefit."""
    by_number: dict[int, list[BriefOutcome]] = {}
    for each in await outcomes.briefly_of(read, guild_id, [match.number for match in matches]):
        by_number.setdefault(each.entry, []).append(each)
    reported = [match for match in matches if match.number in by_number]
    tied = await _tied(read, guild_id, reported)
    serious = await _serious(read, guild_id, [n for n, those in by_number.items() if any(r.is_linked for r in those)])
    return {
        match.number: (
            match.number in serious,
            weight_of(
                (each.treated, each.worked, each.complications)
                for each in by_number[match.number]
                if each.user_id != match.author_id and each.user_id not in tied[match.devices]
            ),
        )
        for match in reported
    }


async def _tied(read: ReadConnection, guild_id: int, matches: Sequence[Match]) -> dict[tuple[str, ...], frozenset[int]]:
    """Who is paid by a maker of these devices, worked out once for all protocols on the same."""
    of_industry = await members.of_industry(read, guild_id)
    different = list({match.devices for match in matches})
    makers = await makers_of_each(read, guild_id, dict(enumerate(different)))
    return {
        devices: frozenset(user_id for user_id, said in of_industry.items() if is_tied_to(said, makers[place]))
        for place, devices in enumerate(different)
    }


async def _serious(read: ReadConnection, guild_id: int, numbers: Sequence[int]) -> frozenset[int]:
    reported = await outcomes.current_of(read, guild_id, numbers) if numbers else {}
    return frozenset(
        number for number, those in reported.items() if any(is_serious(told) for each in those for told in each.linked)
    )


def _place(match: Match, weighed: _Weighed, wanted: Wanted) -> tuple[object, ...]:
    """Lower comes first. What its author has given up comes last, and only what fits is weighed by its evidence."""
    skin = 0
    if wanted.preferred_skin_types:
        skin = 0 if match.names_skin_type else 2 if match.names_other_skin_types else 1
    fit = (match.standing != "current", not match.names_handpiece, skin)
    is_serious, weight = weighed
    # Where not all of the words had to be found, how many were comes before what is known of each; but not before
    # serious harm.
    by_words = (match.score, weight) if wanted.reach == "most" else (weight, match.score)
    return (*fit, is_serious, *by_words, -match.number)
