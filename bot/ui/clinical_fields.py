"""What several forms ask in the same way."""

from __future__ import annotations

from typing import Final

from bot.clinical.skin_types import SKIN_TYPES
from bot.ui.forms import ChoiceField, Option

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


def rating_field(*, fewest: int = 0, chosen: tuple[str, ...] = ()) -> ChoiceField:
    """One to five, by whether its author would choose it again."""
    return ChoiceField(
        "rating", "Would you choose it again?", RATINGS, "5: at once; 1: never", fewest=fewest, chosen=chosen
    )
