"""A library of ten thousand invented entries, the same at every run."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from bot.clinical.devices import catalogue
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.content import content_of
from db import communities, entries
from db.database import Database

ENTRIES = 10_000
QUERIES = (
    "melasma toning",
    "hair removal tanned",
    "gentlemax pro hair",
    "purpura threshold",
    "blister after ipl",
    "port wine stain",
    "periorbital rhytids",
    "paradoxical hypertrichosis",
    "cooling hand",
    "test spot",
)
_OPENINGS = (
    "Start low on tanned skin",
    "Wait for the endpoint",
    "Double pulse only after a clear test spot",
    "Cool before and after",
    "Overlap less on bony areas",
    "Shave the day before",
    "Mark the grid",
    "Keep the handpiece at a right angle",
)
_MIDDLES = (
    "for hair removal on the lower leg",
    "for melasma toning in skin type {skin}",
    "for a port wine stain on the cheek",
    "for periorbital rhytids",
    "for lentigines on the hand",
    "for rosacea with flushing",
    "for acne scars of the temple",
    "for leg veins below 1 mm",
)
_ENDINGS = (
    "the purpura threshold moves with spot size",
    "a blister after IPL taught us to check the crystal",
    "the cooling hand matters more than the number",
    "paradoxical hypertrichosis came in two of forty",
    "the second pass adds pain and little else",
    "sunscreen for six weeks, seen by photograph",
    "no erythema at all means that nothing happened",
    "patients prefer shorter intervals",
)


async def fill(database: Database, guild_id: int) -> None:
    """Write the entries in one transaction."""
    chance = random.Random(20261121)
    devices = catalogue().all
    start = datetime(2026, 1, 1, tzinfo=UTC)
    async with database.write() as write:
        await communities.ensure(write, guild_id, start)
        for index in range(ENTRIES):
            device = chance.choice(devices)
            kind = chance.choice(list(EntryKind))
            skin = chance.choice(("I", "II", "III", "IV", "V", "VI"))
            text = (
                f"{chance.choice(_OPENINGS)} {chance.choice(_MIDDLES).format(skin=skin)}, {device.name}, skin type "
                f"{skin}: {chance.choice(_ENDINGS)}. Case {index}, {chance.choice(_ENDINGS)}."
            )
            content = content_of(kind, text, read(text, Hints(kind, device.key)))
            now = start + timedelta(minutes=index)
            await entries.add(write, guild_id, content, author_id=1, saved_by_id=None, source=None, now=now)
