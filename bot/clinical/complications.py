"""What can go wrong: the codes, and finding them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.denial import feared_or_asked, plainly_denied
from bot.clinical.folding import Words
from bot.clinical.named_in_text import NamedCatalogue
from bot.clinical.phrases import Hit, plain_phrases

_PURPOSE_REACH: Final = 3  # words between "treating" and what is treated


@dataclass(frozen=True, slots=True)
class Complication:
    """A kind of adverse event."""

    code: str
    name: str
    group: str
    words: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def key(self) -> str:
        """The code, under the name that the other catalogues use."""
        return self.code

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)


class ComplicationCatalogue(NamedCatalogue[Complication]):
    """Every complication. A text does not tell of one that it denies, fears, asks about or treats."""

    __slots__ = ("_also_treated", "_purpose")

    def __init__(
        self, complications: tuple[Complication, ...], also_treated: frozenset[str], purpose: frozenset[str]
    ) -> None:
        super().__init__(complications)
        self._also_treated = also_treated
        self._purpose = purpose

    def _is_discounted(self, words: Words, hit: Hit[Complication]) -> bool:
        return (
            plainly_denied(words, hit.first, hit.last)
            or feared_or_asked(words, hit.first, hit.last)
            or self._is_treated(words, hit.first, hit.value.code)
        )

    def _is_treated(self, words: Words, first: int, code: str) -> bool:
        if code not in self._also_treated:
            return False
        start = words.before(first, _PURPOSE_REACH)
        return not self._purpose.isdisjoint(words.lower[start:first])


@cache
def complications() -> ComplicationCatalogue:
    """The complications, read once."""
    data = lookup.load("complications.toml")
    return ComplicationCatalogue(
        tuple(
            Complication(
                row["code"], row["name"], row["group"], tuple(row["words"]), row.get("source"), row.get("basis")
            )
            for row in data["complication"]
        ),
        frozenset(data["also_treated"]),
        frozenset(data["purpose"]),
    )
