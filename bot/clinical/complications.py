"""What can go wrong: the codes, and finding them in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.denial import feared_or_asked, plainly_denied
from bot.clinical.folding import Words, fold
from bot.clinical.phrases import PhraseBook, plain_phrases
from bot.clinical.reading import Found

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


class ComplicationCatalogue:
    """Every complication."""

    __slots__ = ("_also_treated", "_book", "_by_code", "_purpose", "all")

    def __init__(
        self, complications: tuple[Complication, ...], also_treated: frozenset[str], purpose: frozenset[str]
    ) -> None:
        self._also_treated = also_treated
        self._purpose = purpose
        self.all = complications
        self._by_code = {each.code: each for each in complications}
        self._book = PhraseBook((phrase, each.code) for each in complications for phrase in each.words)

    def __iter__(self) -> Iterator[Complication]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, code: str) -> Complication | None:
        """The complication with this code."""
        return self._by_code.get(code)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Complication, ...]:
        """What someone who has typed this may mean."""
        return lookup.suggest(lookup.alphabetical(self.all), typed, limit)

    def found_in(self, text: str) -> tuple[Found, ...]:
        """The complications that a text tells of; denied, feared and asked ones are left out."""
        return self.found_in_words(fold(text).words)

    def found_in_words(self, words: Words) -> tuple[Found, ...]:
        """As `found_in`, for a text whose words are known."""
        found: dict[str, Found] = {}
        for hit in self._book.longest_hits(words):
            if hit.value in found or plainly_denied(words, hit.first, hit.last):
                continue
            if feared_or_asked(words, hit.first, hit.last) or self._is_treated(words, hit.first, hit.value):
                continue
            found[hit.value] = Found(hit.value, words.span(hit.first, hit.last))
        return tuple(found.values())

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
