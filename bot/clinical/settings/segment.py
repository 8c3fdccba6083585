"""The items of one set while sets are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinical.settings.set_items import Item


class Segment:
    """The items of one set, from one word on, while sets are told apart."""

    __slots__ = (
        "cores",
        "first",
        "first_core",
        "is_injected",
        "is_of_energy",
        "items",
        "last",
        "last_core",
        "names_laser",
    )

    def __init__(self, first: int) -> None:
        self.first = first
        self._hold([])

    def _hold(self, items: Sequence[Item]) -> None:
        self.items: list[Item] = []
        self.last: dict[str, Item] = {}
        """The last item of each kind."""
        self.first_core = self.last_core = -1
        self.cores = 0
        self.names_laser = self.is_injected = self.is_of_energy = False
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        """Put an item to the end."""
        self.items.append(item)
        self.last[item.kind] = item
        self.names_laser = self.names_laser or item.laser
        self.is_injected = self.is_injected or item.is_injected
        self.is_of_energy = self.is_of_energy or item.is_of_energy
        if item.core:
            self.cores += 1
            self.last_core = item.word
            if self.first_core < 0:
                self.first_core = item.word

    def is_apart_from(self, item: Item) -> bool:
        """Whether a laser's setting meets a toxin's units, or the other way round: they belong to two things."""
        return (item.is_injected and self.is_of_energy) or (item.is_of_energy and self.is_injected)

    def split(self, word: int) -> list[Item]:
        """Give away the items from a word on."""
        cut = len(self.items)
        while cut and self.items[cut - 1].word >= word:
            cut -= 1
        if cut == len(self.items):
            return []
        kept, given = self.items[:cut], self.items[cut:]
        self._hold(kept)
        return given

    def leave(self, item: Item) -> None:
        """Give away an item."""
        self._hold([each for each in self.items if each is not item])
