"""Which protocols match what is looked for, and how well each fits: few enough that all of them are ranked."""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.connections import ReadConnection, number_of
from db.entries import ProtocolStanding
from db.search import Wanted, has_facet, parameters_of, scored


@dataclass(frozen=True, slots=True)
class Match:
    """A protocol that matches. Lower scores fit the words better."""

    number: int
    author_id: int | None
    standing: ProtocolStanding
    names_handpiece: bool
    names_skin_type: bool
    names_other_skin_types: bool
    devices: tuple[str, ...]
    score: float


async def matching(read: ReadConnection, guild_id: int, wanted: Wanted) -> list[Match]:
    """Every listed protocol that matches, in no order; one more than `db.search.most_ranked` where there are more."""
    rows = await read.all(_QUESTION.format(scored=scored(wanted)), await parameters_of(read, guild_id, wanted))
    return [
        Match(
            number=number_of(row["key"]),
            author_id=row["author_id"],
            standing=row["standing"],
            names_handpiece=bool(row["names_handpiece"]),
            names_skin_type=bool(row["fits_skin"]),
            names_other_skin_types=bool(row["names_skin"]) and not row["fits_skin"],
            devices=tuple(json.loads(row["devices"])),
            score=row["score"],
        )
        for row in rows
    ]


# A word of the query that stands in the handpiece's name means that handpiece.
_QUESTION = f"""
    WITH scored AS MATERIALIZED ({{scored}})
    SELECT entry.key, scored.score, entry.author_id, entry.standing,
        {has_facet("entry.key", "skin_type", "= :preferred")} AS fits_skin,
        EXISTS (SELECT 1 FROM entry_facet WHERE facet = 'skin_type' AND entry_key = entry.key) AS names_skin,
        (SELECT json_group_array(value) FROM entry_facet WHERE facet = 'device' AND entry_key = entry.key) AS devices,
        :words <> '[]' AND EXISTS (SELECT 1 FROM json_each(:words) AS word WHERE instr(lower(coalesce(
            json_extract(entry.correction, '$.handpiece'), json_extract(entry.reading, '$.handpieces')
        )), word.value) > 0) AS names_handpiece
    FROM scored CROSS JOIN entry ON entry.key = scored.key
"""  # noqa: S608 (own text)
