"""What a user group can be about besides one device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of a user group."""

    key: str
    name: str
    words: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return self.words


@dataclass(frozen=True, slots=True)
class TopicCatalogue:
    """Every topic, in the order in which they are offered."""

    all: tuple[Topic, ...]

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, key: str) -> Topic | None:
        """The topic with this key."""
        return next((topic for topic in self.all if topic.key == key), None)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Topic, ...]:
        """What someone who has typed this may mean."""
        return lookup.suggest(self.all, typed, limit)


@cache
def topics() -> TopicCatalogue:
    """The topics, read once."""
    return TopicCatalogue(
        tuple(
            Topic(row["key"], row["name"], tuple(row.get("words", ())), row.get("source"), row.get("basis"))
            for row in lookup.load("topics.toml")["topic"]
        )
    )
