"""What was put right in **Edit details** wins over later edits; where the message says another thing, that is said.

What was read as it was put right is known by a digest: no word stays of a text that may have to go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from textwrap import shorten
from typing import Final

from bot.clinical.body_sites import BodySiteCatalogue, body_sites
from bot.clinical.caution_words import sets_in_words
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.indications import IndicationCatalogue, indications
from bot.clinical.reading import Caution, Found, Reading, SettingKey
from db.contents import Content, Correction

_OVERTAKEN: Final = "overtaken"  # the kind of a caution that no text gives by itself
_PARTS: Final = {
    "settings": "settings",
    "skin_types": "skin types",
    "device": "device",
    "handpiece": "handpiece",
    "indications": "indication",
    "body_sites": "area",
}
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_JUDGED: Final = SettingKey.ENDPOINT  # what was seen is no setting
_LONGEST: Final = 150


def noted(correction: Correction, reading: Reading, text: str) -> Correction:
    """The correction with what was read where it stands now, as far as that is not known yet."""
    former = correction.read_then or {}
    parts = [name for name in _PARTS if getattr(correction, name) is not None]
    known = {name: former.get(name) or _digest(name, reading, text) for name in parts}
    return replace(correction, read_then=known or None)


def for_same_words(former: Content, correction: Correction) -> Correction:
    """The correction for a text that is read again: that another reader sees another thing in it is no edit."""
    return correction if is_overtaken(former) else replace(correction, read_then=None)


def is_overtaken(content: Content) -> bool:
    """Whether the message has come to say another thing since its author put it right."""
    return any(each.kind == _OVERTAKEN for each in content.reading.cautions)


def edited_since(reading: Reading, right: Reading, correction: Correction, text: str) -> Iterator[Caution]:
    """A caution for each part in which the message now says neither what it said then nor what is `right`."""
    for name, then in (correction.read_then or {}).items():
        said = _in_words(name, reading)
        # A device or skin type may go unsaid; a dose that is not read any more is a change.
        is_silent = not said and name != "settings"
        if is_silent or said == _in_words(name, right) or then == _digest(name, reading, text):
            continue
        now = f"says {shorten(said, _LONGEST, placeholder=' …')}" if said else "says none that I can read"
        words = f"Edited since its author put the {_PARTS[name]} right: the message now {now}. Check with the author."
        yield Caution(_OVERTAKEN, words, "", None)


def _in_words(name: str, reading: Reading) -> str:
    match name:
        case "settings":
            return sets_in_words(reading.sets)
        case "skin_types":
            return ", ".join(reading.skin_types)
        case "device":
            keys = sorted({found.value for found in reading.devices})
            return ", ".join(known.name if (known := catalogue().get(key)) else key for key in keys)
        case "indications":
            return _names(indications(), reading.indications)
        case "body_sites":
            return _names(body_sites(), reading.body_sites)
        case _:
            return ", ".join(sorted({found.value for found in reading.handpieces}))


def _names(known: IndicationCatalogue | BodySiteCatalogue, found: Iterable[Found]) -> str:
    keys = sorted({each.value for each in found})
    return ", ".join(row.name for key in keys if (row := known.get(key)) is not None)


def _digest(name: str, reading: Reading, text: str) -> str:
    """Of settings all that is read, and every number: what was read wrongly once may be missed again."""
    said: object = _in_words(name, reading)
    if name == "settings":
        sets = [
            (each.skin_types, sorted((one.key, str(one.value)) for one in each.settings if one.key is not _JUDGED))
            for each in reading.sets
        ]
        said = (sorted(sets), sorted(_NUMBER.findall(fold(text).lower)))
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()
