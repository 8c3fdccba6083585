"""What a text can name and a person can choose: the part that the catalogues share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, Self, TypeVar

from bot.clinical import lookup
from bot.clinical.folding import Words, fold
from bot.clinical.phrase_book import Hit, PhraseBook, longest
from bot.clinical.phrases import View, listed, plain_phrases
from bot.clinical.reading import Found
from bot.clinical.slips import word_meant


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


@dataclass(frozen=True, slots=True)
class NamedRow:
    """What most catalogues say of a thing: key, name, phrases in the notation of `phrases`, and whence all that is."""

    key: str
    name: str
    words: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The thing that a row of a data file tells of."""
        return cls(*cls.told(row))

    @staticmethod
    def told(row: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...], str | None, str | None]:
        """What a row of any of the data files tells, in the fields' order."""
        return row["key"], row["name"], listed(row["words"]), row.get("source"), row.get("basis")


Item = TypeVar("Item", bound=Named)


class NamedCatalogue(Generic[Item]):
    """Every one of them. Which namings do not count is for each kind to say.

    ``not_meant`` are phrases that hold a word of theirs and mean something else ("burn cream").
    """

    def __init__(self, items: tuple[Item, ...], not_meant: tuple[str, ...]) -> None:
        self.all = items
        self._by_key: Mapping[str, Item] = {each.key: each for each in items}
        self._not_meant = not_meant

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

    def phrases(self) -> Iterator[tuple[str, Item | None]]:
        """Every phrase and what it names; None for one that means something else."""
        for each in self.all:
            for phrase in each.words:
                yield phrase, each
        for phrase in self._not_meant:
            yield phrase, None

    def found_in(self, text: str) -> tuple[Found, ...]:
        """What a text tells of, without what it denies."""
        return self.found_in_words(fold(text).words)

    def found_in_words(self, words: Words) -> tuple[Found, ...]:
        """As `found_in`, for a text whose words are known."""
        view, hits = self._book.found_in(words)
        return self.told(view, hits)

    def told(self, view: View, hits: list[Hit[Item | None]]) -> tuple[Found, ...]:
        """Of the phrases found in a text, what it tells of: each thing where it is named first."""
        found: dict[str, Found] = {}
        for item, first, last in named(hits):
            if item.key not in found and not self._is_discounted(view, item, first, last):
                found[item.key] = Found(item.key, view.words.span(first, last))
        return tuple(found.values())

    def _is_discounted(self, view: View, item: Item, first: int, last: int) -> bool:
        raise NotImplementedError

    @cached_property
    def _book(self) -> PhraseBook[Item | None]:
        return PhraseBook(self.phrases(), word_meant)


def named(hits: list[Hit[Item | None]]) -> list[tuple[Item, int, int]]:
    """What is named, with its first and last word: the longest phrases, without those that mean something else."""
    return [(item, first, last) for item, first, last, _ in longest(hits) if item is not None]
