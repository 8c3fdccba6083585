"""What several forms ask in the same way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Final, Protocol

from bot.clinical.lookup import Suggestible, alphabetical
from bot.clinical.skin_types import SKIN_TYPES
from bot.ui.forms import MOST_OPTIONS, Answers, ChoiceField, Option

TIES: Final = {
    "owns": "I own or lease it",
    "uses": "I use one that is not mine",
    "trained": "Its maker trained or supplied me",
    "paid": "Its maker pays or paid me",
}
"""What may tie the author of a review to a device, by the values of a field."""
RATINGS: Final = tuple(Option(str(stars), f"{stars} of 5") for stars in range(5, 0, -1))


def skin_types_field(label: str, description: str | None = None, chosen: tuple[str, ...] = ()) -> ChoiceField:
    """Any number of Fitzpatrick types."""
    options = tuple(Option(each, each) for each in SKIN_TYPES)
    return ChoiceField("skin_types", label, options, description, most=len(options), chosen=chosen)


class Keyed(Suggestible, Protocol):
    """A row of a catalogue, as it is chosen."""

    @property
    def key(self) -> str:
        """What it is kept by."""
        ...


def catalogue_fields(key: str, label: str, items: Iterable[Keyed], chosen: Collection[str]) -> list[ChoiceField]:
    """Any number of a catalogue's rows, by the alphabet, in as few fields as hold them: "Indication, A to O"."""
    parts: list[list[Keyed]] = [[]]
    for _, letter in groupby(alphabetical(items), key=lambda row: row.name[0]):
        rows = list(letter)
        if len(parts[-1]) + len(rows) > MOST_OPTIONS:
            parts.append([])
        parts[-1] += rows
    return [
        ChoiceField(
            f"{key}_{place}",
            f"{label}, {part[0].name[0]} to {part[-1].name[0]}",
            tuple(Option(each.key, each.name) for each in part),
            most=len(part),
            chosen=tuple(each.key for each in part if each.key in chosen),
        )
        for place, part in enumerate(parts)
    ]


def chosen_rows(answers: Answers, key: str) -> tuple[str, ...]:
    """The keys of the rows that were chosen in a catalogue's fields."""
    return tuple(row for field, rows in answers.values.items() if field.startswith(f"{key}_") for row in rows)


def rating_field(*, fewest: int = 0, chosen: tuple[str, ...] = ()) -> ChoiceField:
    """One to five, by whether its author would choose it again."""
    return ChoiceField(
        "rating", "Would you choose it again?", RATINGS, "5: at once; 1: never", fewest=fewest, chosen=chosen
    )
