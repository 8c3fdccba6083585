"""What complications were treated with: the keys, and finding them in what a reporter wrote of treatment."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.denial import plainly_denied
from bot.clinical.named_in_text import NamedCatalogue, NamedRow
from bot.clinical.phrases import View, listed

_HELPED: Final = re.compile(r"\bwhat (?:helped|was done)[^\S\n]*:[^\S\n]*(\S.*)", re.IGNORECASE)


class TreatmentGiven(NamedRow):
    """Something that is done about a complication. That it is listed says nothing of whether it helps."""

    __slots__ = ()


class TreatmentCatalogue(NamedCatalogue[TreatmentGiven]):
    """Every treatment. One that is denied ("no antibiotics") was not given."""

    def _is_discounted(self, view: View, item: TreatmentGiven, first: int, last: int) -> bool:
        return plainly_denied(view, first, last)


@cache
def treatments() -> TreatmentCatalogue:
    """The treatments, read once."""
    data = lookup.load("treatments.toml")
    return TreatmentCatalogue(
        tuple(TreatmentGiven.of(row) for row in data["treatment"]),
        listed(data["not_meant"]),
    )


def treatments_in(text: str) -> tuple[str, ...]:
    """The keys of what a text says was given, in its order."""
    return tuple(each.value for each in treatments().found_in(text)) if text.strip() else ()


def helped_in_words(text: str) -> str:
    """What a text says behind "What helped:", to the end of its line; empty where it has no such line."""
    found = _HELPED.search(text)
    return found[1].strip() if found is not None else ""
