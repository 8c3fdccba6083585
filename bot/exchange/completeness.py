"""What an entry with settings in it has to say, and does not."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.reading import EntryKind
from db.entries import Entry

INDICATION: Final = "Indication"
COMPLICATION: Final = "Complication"
"""The details in which a form's choices are kept in words, beside their facets."""

_ALWAYS: Final = frozenset({EntryKind.PROTOCOL, EntryKind.COMPLICATION})
_SETTING: Final = re.compile(r"\d\s*(?:j\b|j/|mj|ms\b|µs|μs|us\b|nm\b|hz\b|mm\b|w\b|kv\b|%)", re.IGNORECASE)


def handpiece_of(entry: Entry) -> str:
    """The handpiece or spot as its author named it in a field; empty where there is none."""
    return entry.content.correction.handpiece or ""


def missing_facts(entry: Entry) -> tuple[str, ...]:
    """Which of device, handpiece and skin type are not recorded, where settings cannot be used safely without them."""
    if not has_settings(entry):
        return ()
    recorded = {
        "device": bool(entry.values("device")),
        "handpiece": bool(handpiece_of(entry)),
        "skin type": bool(entry.values("skin_type")),
    }
    return tuple(fact for fact, is_there in recorded.items() if not is_there)


def has_settings(entry: Entry) -> bool:
    """Protocols and complications are about settings; a tip or another entry where a number has a unit."""
    return entry.content.kind in _ALWAYS or _SETTING.search(entry.content.text) is not None
