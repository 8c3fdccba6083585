"""Loading the data files, and suggesting from a catalogue while someone types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import rtoml  # the catalogues are read before the first answer: eight times as fast as tomllib

_DATA: Final = Path(__file__).parent / "data"  # the standard library's resources take longer to find than to read
_LOWEST_SCORE: Final = 70  # rapidfuzz, 0 to 100: "gentelmax" finds GentleMax Pro, "co2" does not find "C6"
_LONGEST_CODE: Final = 3  # "WA", "GMP": what is so short is typed whole, and a longer word may be a name's beginning


class Suggestible(Protocol):
    """Something with a name that people type, and other names for it."""

    @property
    def name(self) -> str:
        """The name shown."""
        ...

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        ...


Item = TypeVar("Item", bound=Suggestible)


def load(file_name: str) -> dict[str, Any]:
    """One data file of this package, parsed."""
    with open(f"{_DATA}/{file_name}", "rb", buffering=0) as file:  # noqa: PTH123 - a path takes as long as the reading
        return rtoml.loads(file.read().decode())


def squash(text: str) -> str:
    """Letters and digits only, in lower case: "Gentle-Max Pro" and "gentlemax pro" are one name."""
    return "".join(filter(str.isalnum, text.lower()))


def alphabetical(items: Iterable[Item]) -> tuple[Item, ...]:
    """By name, whatever its capitals."""
    return tuple(sorted(items, key=lambda item: item.name.lower()))


def suggest(items: Sequence[Item], typed: str, limit: int) -> tuple[Item, ...]:
    """What someone who has typed this may mean: names that begin so, then words that do, then names much like it.

    ``items`` come in the order that an empty ``typed`` shows.
    """
    wanted = squash(typed)
    if not wanted:
        return tuple(items[:limit])
    ranked: dict[int, tuple[int, int]] = {}
    for position, item in enumerate(items):
        rank = _rank(item, wanted)
        if rank is not None:
            ranked[position] = (rank, position)
    if not ranked:  # else what is only much like it would follow what was meant: Greenland behind England
        ranked = {position: (0, -score) for position, score in _alike(items, wanted)}
    return tuple(items[position] for position in sorted(ranked, key=lambda p: (*ranked[p], p))[:limit])


def _rank(item: Suggestible, wanted: str) -> int | None:
    name = squash(item.name)
    others = [squash(other) for other in item.other_names]
    if wanted == name:
        return 0
    begins = name.startswith(wanted)
    if wanted in others:
        # Of several that share a word ("pixel", "pico"), those that are themselves called so are meant by more people.
        return 1 if begins or len(wanted) <= _LONGEST_CODE else 2
    if begins:
        return 3
    if any(other.startswith(wanted) for other in others):
        return 4
    names = (item.name, *item.other_names)
    if any(squash(word).startswith(wanted) for each in names for word in each.split()):
        return 5
    return 6 if len(wanted) > 2 and wanted in name else None


def _alike(items: Sequence[Suggestible], wanted: str) -> list[tuple[int, int]]:
    if len(wanted) <= _LONGEST_CODE:
        return []  # every third short word is much like "foo"
    from rapidfuzz import fuzz  # only needed once somebody types: keeps the start short

    found: list[tuple[int, int]] = []
    for position, item in enumerate(items):
        names = (squash(each) for each in (item.name, *item.other_names))
        # Cut to the typed length, so that the beginning of a name with a typo in it is enough.
        best = max(max(fuzz.ratio(wanted, name), fuzz.ratio(wanted, name[: len(wanted) + 1])) for name in names)
        if best >= _LOWEST_SCORE:
            found.append((position, round(best)))
    return found
