"""A screen for words that may identify a patient: e-mail, telephone, record number, name or birth date after a cue.

It finds forms, not people: bare first names, places and stories stay the author's care. Colleagues ("Dr …"), eponyms,
cities and devices are no patients. What is found is told as a kind and a place, never as the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bot.clinical import screen_patterns as patterns
from bot.clinical.devices import catalogue
from bot.clinical.folding import Folded, fold
from bot.clinical.lookup import load
from bot.clinical.reading import Identifier

_GROUPS: Final = re.compile(r"\d+")


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The places that may identify a patient, in their order."""
    return identifiers_in_folded(fold(text))


def identifiers_in_folded(folded: Folded) -> tuple[Identifier, ...]:
    """As `identifiers`, for a text that is folded already."""
    found = [
        Identifier(kind, folded.span(start, end))
        for kind, start, end in (
            *(("email", *match.span()) for match in patterns.EMAIL.finditer(folded.lower)),
            *(("phone", *span) for span in _phones(folded.lower)),
            *(("record number", *match.span(1)) for match in patterns.RECORD.finditer(folded.lower)),
            *(("record number", *match.span()) for match in patterns.SOCIAL_SECURITY.finditer(folded.lower)),
            *(("date", *match.span(1)) for match in patterns.BIRTH.finditer(folded.lower)),
            *(("name", *span) for span in _names(folded.cased)),
        )
    ]
    return tuple(sorted(set(found), key=lambda each: (each.span.start, each.span.end, each.kind)))


def _phones(lower: str) -> Iterator[tuple[int, int]]:
    prose = patterns.NOT_PROSE.sub(lambda match: " " * len(match[0]), lower)
    seen: set[int] = set()
    for match in patterns.CALLED_PHONE.finditer(prose):
        seen.add(match.start(1))
        yield match.span(1)
    for match in patterns.PHONE.finditer(prose):
        groups = _GROUPS.findall(match[0])
        if match.start() in seen or patterns.AMOUNT_FOLLOWS.match(prose, match.end()):
            continue
        if match[0][0] not in "+(" and all(int(group) in _wavelengths() for group in groups):
            continue
        yield match.span()


def _names(cased: str) -> Iterator[tuple[int, int]]:
    for pattern in (patterns.TITLED_NAME, patterns.PATIENT_NAME):
        for match in pattern.finditer(cased):
            if not _is_no_name(match[1]):
                yield match.span(1)


def _is_no_name(written: str) -> bool:
    first = _first_word(written)
    if first in _not_names() or first.removesuffix("s") in _not_names():
        return True
    # "Alma" is a patient or a maker, "Alma Pixel" and "Harmony XL" are devices.
    return " " in written and any(catalogue().found_in(written))


def _first_word(written: str) -> str:
    return written.split()[0].lower().rstrip(".").split("'")[0]


@cache
def _wavelengths() -> frozenset[int]:
    return frozenset(nm for device in catalogue().all for nm in device.wavelengths_nm)


@cache
def _not_names() -> frozenset[str]:
    data = load("screen.toml")
    words = set(data["not_names"])
    for device in catalogue().all:
        for name in (device.name, device.maker, *device.other_names):
            words.update(fold(name).words.lower)
    return frozenset(words - set(data["also_names"]))
