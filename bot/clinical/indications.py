"""What is treated: the keys, and finding them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.denial import feared_or_asked, plainly_denied
from bot.clinical.folding import Words
from bot.clinical.named_in_text import NamedCatalogue
from bot.clinical.phrases import Hit, plain_phrases


@dataclass(frozen=True, slots=True)
class Indication:
    """Something that is treated. ``complication`` is the code that its words can also stand for."""

    key: str
    name: str
    words: tuple[str, ...]
    complication: str | None
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)


class IndicationCatalogue(NamedCatalogue[Indication]):
    """Every indication. One that can also be a complication does not count where denied, feared or asked about."""

    __slots__ = ()

    def _is_discounted(self, words: Words, hit: Hit[Indication]) -> bool:
        return hit.value.complication is not None and (
            plainly_denied(words, hit.first, hit.last) or feared_or_asked(words, hit.first, hit.last)
        )


@cache
def indications() -> IndicationCatalogue:
    """The indications, read once."""
    return IndicationCatalogue(
        tuple(
            Indication(
                row["key"],
                row["name"],
                tuple(row["words"]),
                row.get("complication"),
                row.get("source"),
                row.get("basis"),
            )
            for row in lookup.load("indications.toml")["indication"]
        )
    )
