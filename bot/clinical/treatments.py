"""What complications were treated with: the keys, and finding them in what a reporter wrote of treatment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.denial import plainly_denied
from bot.clinical.named_in_text import NamedCatalogue
from bot.clinical.phrases import View, listed, plain_phrases


@dataclass(frozen=True, slots=True)
class Treatment:
    """Something that is done about a complication. That it is listed says nothing of whether it helps."""

    key: str
    name: str
    words: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)


class TreatmentCatalogue(NamedCatalogue[Treatment]):
    """Every treatment. One that is denied ("no antibiotics") was not given."""

    def _is_discounted(self, view: View, item: Treatment, first: int, last: int) -> bool:
        return plainly_denied(view, first, last)


@cache
def treatments() -> TreatmentCatalogue:
    """The treatments, read once."""
    data = lookup.load("treatments.toml")
    return TreatmentCatalogue(
        tuple(
            Treatment(row["key"], row["name"], listed(row["words"]), row.get("source"), row.get("basis"))
            for row in data["treatment"]
        ),
        listed(data["not_meant"]),
    )


def treatments_in(text: str) -> tuple[str, ...]:
    """The keys of what a text says was given, in its order."""
    return tuple(each.value for each in treatments().found_in(text)) if text.strip() else ()
