"""A library of ten thousand invented entries, the same at every run, with words as unevenly common as in real talk.

Of the queries, half match 1 % of the entries or less, most others 2 to 4 %, and two more than can be ranked.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.content import content_of
from db import communities, entries
from db.database import Database

ENTRIES = 10_000
QUERIES = (
    "melasma temple",
    "gentlemax pro axilla",
    "purpura threshold",
    "blister forearm",
    "port wine stain",
    "periorbital overlap",
    "paradoxical hypertrichosis",
    "cooling sapphire",
    "skin test",
    "vbeam rosacea",
    "anaesthetic cream timing",
    "striae",
)
_SITES = """
    cheek temple forehead chin nose neck chest shoulder forearm hand axilla bikini thigh calf ankle back abdomen
    scalp eyelid lip jaw
""".split()
# From common to rare: the first are drawn often, the last hardly ever.
_WORDS = """
    skin test spot fluence pulse cooling erythema endpoint pass patient start lower wait week month result pain
    handpiece overlap setting response treatment session contact tip energy density depth erythemas photograph
    sunscreen follow gradual clearance purpura threshold spray cryogen sapphire chilled air gel cream anaesthetic
    timing occlusion interval repeat stack delay crystal window filter calibration drift output lamp fibre lens
    alignment angle pressure stretch shave tattooed freckle tanned holiday isotretinoin retinoid hydroquinone
    steroid prophylaxis aciclovir emollient dressing petrolatum saline compress swelling oedema crust peel frosting
    whitening graying popping singed odour plume evacuator goggles shield consent refund pricing package marketing
    reception booking cancellation consumable warranty service engineer firmware upgrade invoice training webinar
    journal poster abstract cohort placebo blinded histology biopsy dermoscopy ultrasound melanocyte keratinocyte
    haemoglobin chromophore scattering absorption plateau coagulation carbonisation microthermal chessboard
    honeycomb footprint striping demarcation mottling guttate confetti leukotrichia synchrony catagen telogen vellus
    terminal whorl
""".split()
_COMMONNESS = [1 / (rank + 2) for rank in range(len(_WORDS))]


async def fill(database: Database, guild_id: int) -> None:
    """Write the entries in one transaction."""
    chance = random.Random(20261121)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    async with database.write() as write:
        await communities.ensure(write, guild_id, start)
        for index in range(ENTRIES):
            device = chance.choice(catalogue().all)
            kind = chance.choice(list(EntryKind))
            text = _text(chance, device.name)
            content = content_of(kind, text, read(text, Hints(kind, device.key)))
            now = start + timedelta(minutes=index)
            await entries.add(write, guild_id, content, author_id=1, saved_by_id=None, source=None, now=now)


def _text(chance: random.Random, device: str) -> str:
    skin = chance.choice(("I", "II", "III", "IV", "V", "VI"))
    treated = chance.choice(indications().all).name
    harmed = f" One {chance.choice(complications().all).name.lower()}." if chance.random() < 0.2 else ""
    said = " ".join(chance.choices(_WORDS, _COMMONNESS, k=chance.randrange(15, 60)))
    return f"{treated} of the {chance.choice(_SITES)} with {device}, skin type {skin}: {said}.{harmed}"
