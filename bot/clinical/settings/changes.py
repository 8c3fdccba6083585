"""How much a value was raised or lowered, which is no value itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.cues import KEY_OF_CUE
from bot.clinical.settings.quantity import FLUENCES, Quantity
from bot.clinical.settings.text import Placed, Reader
from bot.clinical.settings.vocabulary import vocabulary

_WAYS: Final = frozenset({"up", "down"})
_SIGNED: Final = frozenset({" +", "(+", "+", " -", "(-"})
_NEAR: Final = 8  # quantities
_VERB_WITHIN: Final = 8  # words before "by"
_STEPS: Final = 3.0  # a step is at most this part of what it leads from
_TIMES_AS_MUCH: Final = {"halved": 0.5, "doubled": 2.0}


def multiplied(reader: Reader, found: Sequence[Placed]) -> list[Placed]:
    """What "halved the passes" and "doubled the pulse width" make of the value that was told last before."""
    results: list[Placed] = []
    if reader.present.isdisjoint(_TIMES_AS_MUCH):
        return results
    for word in _TIMES_AS_MUCH.keys() & reader.present:
        at = reader.lower.index(word)
        for last, named in enumerate(reader.behind(at, 3), at + 1):
            key = KEY_OF_CUE.get(vocabulary().cues.get(named, ""))
            told = [each.value for place, each in found if place < at and each.key is key]
            if key is None or not told or not isinstance(told[-1], float):
                continue
            value = told[-1] * _TIMES_AS_MUCH[word]
            if key is not SettingKey.PASSES or value.is_integer():
                results.append((at, Setting(key, value, "", reader.words.span(at, last))))
            break
    return results


def is_change(reader: Reader, quantity: Quantity) -> bool:
    """Whether this is how much a value was raised or lowered: "up 0.2 J", "2 J more"."""
    if reader.words.text.lower[max(0, quantity.start - 2) : quantity.start] in _SIGNED and _is_small(reader, quantity):
        return True  # "each session +1 J"
    first = quantity.first_word
    before, lists = reader.word(first - 1), vocabulary().lists
    if not reader.breaks[first] and before in lists["stepped"] and _is_a_fraction(reader, quantity):
        return True  # "start at 12 J and increase 2 J each"
    is_named = first - 1 in reader.names  # "excel V plus 12 J"
    changed = not reader.breaks[first] and before in lists["changes"] and not is_named
    return (changed and not _is_of_its_size(reader, quantity)) or is_by_so_much(reader, quantity)


def is_changed_by(reader: Reader, quantity: Quantity) -> bool:
    """Whether something was raised or lowered by so much: "drop the pulse width by 2 ms", not "followed by 9 J/cm2"."""
    by = quantity.first_word - 1
    if reader.word(by) != "by" or reader.breaks[quantity.first_word]:
        return False
    return not vocabulary().lists["changed_by"].isdisjoint(reader.ahead(by, _VERB_WITHIN))


def _is_small(reader: Reader, quantity: Quantity) -> bool:
    """Whether a fluence many times as large is told, before or behind; not in "1064 +3 J"."""
    if reader.word(quantity.first_word - 1)[:1].isdigit():
        return False
    at = reader.place_from(quantity.first_word)
    near = reader.quantities[max(0, at - _NEAR) : at + _NEAR]
    return any(each.unit in FLUENCES and quantity.largest * _STEPS <= each.largest for each in near)


def _is_a_fraction(reader: Reader, quantity: Quantity) -> bool:
    """Whether so little is only a step from the fluence that was told before."""
    told = [each for each in reader.quantities if each.first_word < quantity.first_word and each.unit in FLUENCES]
    return bool(told) and quantity.largest * _STEPS <= told[-1].largest


def _is_of_its_size(reader: Reader, quantity: Quantity) -> bool:
    """Whether so much is no step but a value of its own: "130 J/cm2 on the thigh; at the ankle I go down 110"."""
    if reader.word(quantity.first_word - 1) not in _WAYS:
        return False
    told = (each for each in reader.quantities if each.first_word < quantity.first_word and each.unit in FLUENCES)
    return any(each.largest / 2 <= quantity.largest <= each.largest * 2 for each in told)


def is_by_so_much(reader: Reader, quantity: Quantity) -> bool:
    """Whether a word behind says so: "2 J more", "1 mm shallower"."""
    behind = reader.behind(quantity.last_word, 1)
    return not vocabulary().lists["changed"].isdisjoint(behind) and not _is_a_part(reader, quantity.last_word + 1)


def _is_a_part(reader: Reader, word: int) -> bool:
    """Whether a "lower" is a part of the body: "bumped to 12 J lower leg"."""
    return any(sign.first <= word + 1 <= sign.last for sign in reader.signs_of("site"))
