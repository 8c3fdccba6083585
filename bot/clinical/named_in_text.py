"""What a text can name and a person can choose: the part that complications and indications have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from bot.clinical import lookup
from bot.clinical.folding import Words, fold
from bot.clinical.phrases import Hit, PhraseBook
from bot.clinical.reading import Found


class Named(lookup.Suggestible, Protocol):
    """Something with a key, and phrases by which a text names it."""

    @property
    def key(self) -> str:
        """What is stored for it."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """Its phrases, in the notation of `phrases`."""
        ...


Item = TypeVar("Item", bound=Named)


class NamedCatalogue(Generic[Item]):
    """Every one of them. Which namings do not count is for each kind to say."""

    __slots__ = ("_book", "_by_key", "all")

    def __init__(self, items: tuple[Item, ...]) -> None:
        self.all = items
        self._by_key = {each.key: each for each in items}
        self._book = PhraseBook((phrase, each) for each in items for phrase in each.words)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, key: str) -> Item | None:
        """The one with this key."""
        return self._by_key.get(key)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Item, ...]:
        """What someone who has typed this may mean."""
        return lookup.suggest(lookup.alphabetical(self.all), typed, limit)

    def found_in(self, text: str) -> tuple[Found, ...]:
        """What a text tells of, without what it denies."""
        return self.found_in_words(fold(text).words)

    def found_in_words(self, words: Words) -> tuple[Found, ...]:
        """As `found_in`, for a text whose words are known."""
        found: dict[str, Found] = {}
        for hit in self._book.longest_hits(words):
            key = hit.value.key
            if key not in found and not self._is_discounted(words, hit):
                found[key] = Found(key, words.span(hit.first, hit.last))
        return tuple(found.values())

    def _is_discounted(self, words: Words, hit: Hit[Item]) -> bool:
        raise NotImplementedError
