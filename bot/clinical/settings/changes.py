"""How much a value was raised or lowered, which is no value itself."""

from __future__ import annotations

from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary


def is_change(reader: Reader, quantity: Quantity) -> bool:
    """Whether this is how much a value was raised or lowered: "up 0.2 J", "2 J more"."""
    return reader.word(quantity.first_word - 1) in vocabulary().lists["changes"] or is_by_so_much(reader, quantity)


def is_by_so_much(reader: Reader, quantity: Quantity) -> bool:
    """Whether a word behind says so: "2 J more", "1 mm shallower"."""
    behind = reader.behind(quantity.last_word, 1)
    return not vocabulary().lists["changed"].isdisjoint(behind) and not _is_a_part(reader, quantity.last_word + 1)


def _is_a_part(reader: Reader, word: int) -> bool:
    """Whether a "lower" is a part of the body: "bumped to 12 J lower leg"."""
    return any(sign.first <= word + 1 <= sign.last for sign in reader.signs_of("site"))
