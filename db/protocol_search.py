"""Which protocols match what is looked for, and how well each fits: few enough that all of them are ranked."""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.connections import ReadConnection, number_of
from db.entries import COLUMNS, Entry, ProtocolStanding, entry_from
from db.search import fits_skin, has_facet, parameters_of, scored
from db.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Match:
    """A protocol that matches. Lower scores fit the words better."""

    number: int
    settings_version: int
    author_id: int | None
    standing: ProtocolStanding
    names_handpiece: bool
    names_skin_type: bool
    names_other_skin_types: bool
    devices: tuple[str, ...]
    score: float


async def matching(read: ReadConnection, guild_id: int, wanted: Wanted) -> list[Match]:
    """Every listed protocol that matches, in no order; one more than `db.search.most_ranked` where there are more."""
    parsed: dict[str, tuple[str, ...]] = {"[]": ()}
    words = json.dumps([word.lower() for word in wanted.words])
    parameters = {**await parameters_of(read, guild_id, wanted), "words": words}
    skin = _SKIN if wanted.preferred_skin_types else "0 AS fits_skin, 0 AS names_skin"
    rows = await read.all(_QUESTION.format(scored=scored(wanted), skin=skin), parameters)
    return [
        Match(
            number=number_of(row["key"]),
            settings_version=row["settings_version"],
            author_id=row["author_id"],
            standing=row["standing"],
            names_handpiece=bool(row["names_handpiece"]),
            names_skin_type=bool(row["fits_skin"]),
            names_other_skin_types=bool(row["names_skin"]) and not row["fits_skin"],
            devices=parsed.get(row["devices"]) or parsed.setdefault(row["devices"], tuple(json.loads(row["devices"]))),
            score=row["score"],
        )
        for row in rows
    ]


async def protocols_on(
    read: ReadConnection, guild_id: int, device: str, most: int = 500, *, before: int | None = None
) -> list[Entry]:
    """The newest listed protocols for a device that are still current, or of those the ones `before` a number."""
    low, high = await read.keys_of(guild_id)
    high = high if before is None else low + before - 1
    rows = await read.all(
        f"SELECT {COLUMNS} FROM entry_facet AS about CROSS JOIN entry ON entry.key = about.entry_key "  # noqa: S608 (own columns)
        "WHERE about.facet = 'device' AND about.value = :device AND about.entry_key BETWEEN :low AND :high "
        "AND kind = 'protocol' AND status = 'listed' AND standing = 'current' ORDER BY entry.key DESC LIMIT :most",
        {"device": device, "low": low, "high": high, "most": most},
    )
    return [entry_from(row) for row in rows]


_SKIN = f"{fits_skin('entry.key')} AS fits_skin, {has_facet('entry.key', 'skin_type', 'IS NOT NULL')} AS names_skin"
# A word of the query that stands in the handpiece's name means that handpiece.
_QUESTION = """
    WITH scored AS MATERIALIZED ({scored})
    SELECT entry.key, scored.score, entry.settings_version, entry.author_id, entry.standing,
        {skin},
        (SELECT json_group_array(value) FROM entry_facet WHERE facet = 'device' AND entry_key = entry.key) AS devices,
        :words <> '[]' AND EXISTS (SELECT 1 FROM json_each(:words) AS word WHERE instr(lower(coalesce(
            json_extract(entry.correction, '$.handpiece'), json_extract(entry.reading, '$.handpieces')
        )), word.value) > 0) AS names_handpiece
    FROM scored CROSS JOIN entry ON entry.key = scored.key
"""
