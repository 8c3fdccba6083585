"""A library of ten thousand invented entries, and what people look for in it; both the same at every run.

Words are as unevenly common as in real talk (the nth word is drawn 1/n as often as the first), and there are as many
different ones as ten thousand short texts have: some thousands. Most of them are made of syllables; the common ones are
the field's own. A search is two things that somebody remembers of one entry, and one in twenty is as broad as can be.
"""

from __future__ import annotations

import itertools
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
QUERIES_IN_ALL = 60
_BROAD = "skin test"
_SITES = """
    cheek temple forehead chin nose neck chest shoulder forearm hand axilla bikini thigh calf ankle back abdomen
    scalp eyelid lip jaw
""".split()  # noqa: SIM905 (a word a line would be a page of its own)
_COMMON = """
    skin test spot fluence pulse cooling erythema endpoint pass patient start lower wait week month result pain
    handpiece overlap setting response treatment session contact tip energy density depth photograph sunscreen follow
    gradual clearance purpura threshold spray cryogen sapphire chilled air gel cream anaesthetic timing occlusion
    interval repeat stack delay crystal window filter calibration drift output lamp fibre lens alignment angle pressure
    stretch shave tattooed freckle tanned holiday isotretinoin retinoid hydroquinone steroid prophylaxis aciclovir
    emollient dressing petrolatum saline compress swelling oedema crust peel frosting whitening graying popping singed
    odour plume evacuator goggles shield consent refund pricing package marketing reception booking cancellation
    consumable warranty service engineer firmware upgrade invoice training webinar journal poster abstract cohort
""".split()  # noqa: SIM905 (as above)
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo".split()  # noqa: SIM905 (as above)
_WORDS = [*_COMMON, *("".join(parts) for parts in itertools.product(_SYLLABLES, repeat=3))]
_COMMONNESS = [1 / rank for rank in range(1, len(_WORDS) + 1)]


async def fill(database: Database, guild_id: int) -> None:
    """Write the entries in one transaction."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    async with database.write() as write:
        await communities.ensure(write, guild_id, start)
        for index, (device, kind, text) in enumerate(_texts()):
            content = content_of(kind, text, read(text, Hints(kind, device)))
            now = start + timedelta(minutes=index)
            await entries.add(write, guild_id, content, author_id=1, saved_by_id=None, source=None, now=now)


def queries() -> list[str]:
    """What is looked for, in a fixed order."""
    chance = random.Random(5)
    remembered = [_remembered(chance) for _ in range(QUERIES_IN_ALL)]
    return [_BROAD if number % 20 == 7 else query for number, query in enumerate(remembered)]


def _remembered(chance: random.Random) -> str:
    device = chance.choice(catalogue().all).name
    treated = chance.choice(indications().all).name
    site = chance.choice(_SITES)
    said = chance.choices(_WORDS, _COMMONNESS, k=2)
    two = chance.choice([(device, site), (device, treated), (treated, site), (treated, said[0]), (site, said[1])])
    return " ".join(two).lower()


def _texts() -> list[tuple[str, EntryKind, str]]:
    chance = random.Random(20261121)
    return [_text(chance) for _ in range(ENTRIES)]


def _text(chance: random.Random) -> tuple[str, EntryKind, str]:
    device = chance.choice(catalogue().all)
    skin = chance.choice(("I", "II", "III", "IV", "V", "VI"))
    treated = chance.choice(indications().all).name
    harmed = f" One {chance.choice(complications().all).name.lower()}." if chance.random() < 0.2 else ""
    said = " ".join(chance.choices(_WORDS, _COMMONNESS, k=chance.randrange(15, 60)))
    text = f"{treated} of the {chance.choice(_SITES)} with {device.name}, skin type {skin}: {said}.{harmed}"
    return device.key, chance.choice(list(EntryKind)), text
