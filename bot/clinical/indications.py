"""What is treated: the keys, and finding them in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.denial import feared_or_asked, plainly_denied
from bot.clinical.folding import Words, fold
from bot.clinical.phrases import PhraseBook, plain_phrases
from bot.clinical.reading import Found


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


class IndicationCatalogue:
    """Every indication."""

    __slots__ = ("_book", "_by_key", "all")

    def __init__(self, indications: tuple[Indication, ...]) -> None:
        self.all = indications
        self._by_key = {each.key: each for each in indications}
        self._book = PhraseBook((phrase, each) for each in indications for phrase in each.words)

    def __iter__(self) -> Iterator[Indication]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, key: str) -> Indication | None:
        """The indication with this key."""
        return self._by_key.get(key)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Indication, ...]:
        """What someone who has typed this may mean."""
        return lookup.suggest(lookup.alphabetical(self.all), typed, limit)

    def found_in(self, text: str) -> tuple[Found, ...]:
        """The indications that a text names."""
        return self.found_in_words(fold(text).words)

    def found_in_words(self, words: Words) -> tuple[Found, ...]:
        """As `found_in`, for a text whose words are known."""
        found: dict[str, Found] = {}
        for hit in self._book.longest_hits(words):
            key = hit.value.key
            if key in found:
                continue
            if hit.value.complication is not None and (
                plainly_denied(words, hit.first, hit.last) or feared_or_asked(words, hit.first, hit.last)
            ):
                continue
            found[key] = Found(key, words.span(hit.first, hit.last))
        return tuple(found.values())


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
