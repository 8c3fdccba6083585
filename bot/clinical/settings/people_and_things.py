"""Numbers that say who was treated or what lies in a drawer, and look like settings: "F47", "(68 F)", "12 tips left",
"Frau 49 J.", "healed in 5 j"."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.settings.quantity import FLUENCES, SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_WIDEST_SPOT_MM: Final = 26.0
_BESIDE_A_FLUENCE: Final = frozenset({"mm", "ms", "us", "ns", "ps", "hz", "nm", "ss", "pw", "pd", "spot", "pulse"})
_THINGS: Final = frozenset({"tips", "handpieces", "windows", "applicators"})
_NO_SIZE: Final = "(?![a-z0-9]|[.,][0-9]| ?mm)"
_FIRST_SPOTS: Final = (re.compile(f"spot (?:1|one){_NO_SIZE}"), re.compile(f"spot (?:2|two){_NO_SIZE}"))
_MOST_TEST_SPOTS: Final = 9
_SAYS_WHICH: Final = frozenset({"the", "spot", "size"})
# No "patient": "tanned patient 12 J, fair patient 16 J" is English.
_PEOPLE: Final = frozenset({"frau", "pat", "mann", "patientin", "weiblich", "mannlich", "herr", "madchen", "junge"})
_UNEVEN: Final = 2  # times as long as another: no two sub-pulses are
_OF_A_DATE: Final = 3
_MONTHS: Final = 12
_DAYS: Final = 31
_YEARS: Final = range(15, 40)
_DATES: Final = frozenset({"date", "dates", "datum", "fecha", "data", "ημερομηνια"})
_WHEN: Final = frozenset(
    {"on", "treated", "seen", "saw", "consult", "today", "since", "until", "dated", "lmp", "born", "visit", "booked"}
)
_WHEN_WITHIN: Final = 9  # words from "treated" to the third day
_LASTS: Final = frozenset({"in", "en", "within", "pendant", "dans"})
_HOW_OFTEN: Final = ("tous", "les")  # "tous les 30 j"
_APART: Final = frozenset({"dintervalle", "intervalle"})
_HEALING_WITHIN: Final = 4  # words from "healed" to "in 5 j"


def is_womans_age(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether an f on a number tells of a woman's age or a skin type, "F47", "F4"; not of a fluence: "18 mm f14"."""
    if quantity.several or not isinstance(quantity.value, float) or not quantity.value.is_integer():
        return False
    if not reader.units.isdisjoint(FLUENCES):
        return True
    quantities = reader.quantities
    behind_another = at > 0 and _are_side_by_side(reader, quantities[at - 1], quantity)
    return not behind_another and not (
        at + 1 < len(quantities) and _are_side_by_side(reader, quantity, quantities[at + 1])
    )


def is_age_and_sex(reader: Reader, quantity: Quantity) -> bool:
    """Whether a letter behind a number tells whose age it is: "35F", "42m"."""
    lower, end = reader.words.text.lower, quantity.digits_end
    return lower[end : end + 1] in ("f", "m") and not lower[end + 1 : end + 2].isalnum()


def is_mans_age(reader: Reader, quantity: Quantity) -> bool:
    """Whether an m behind a number is no unit that has lost a letter: "42m", wider than a spot, or "23M, 14 J"."""
    is_set_off = reader.words.text.cased[quantity.unit_start : quantity.unit_end + 1] in ("M,", "M:", "M;")
    return is_set_off or quantity.largest > _WIDEST_SPOT_MM


def _are_side_by_side(reader: Reader, one: Quantity, other: Quantity) -> bool:
    """Whether nothing stands between two figures, one of which is a laser's by its unit or what is written onto it."""
    if one.last_word + 1 != other.first_word or reader.breaks[other.first_word] == SENTENCE_ENDS:
        return False
    kinds = {one.unit, one.prefix, other.unit, other.prefix}
    return ":" not in reader.gaps[other.first_word] and not kinds.isdisjoint(_BESIDE_A_FLUENCE)


def are_things(reader: Reader, quantity: Quantity) -> bool:
    """Whether tips or handpieces are counted: "12 tips left"; not "the 7, 10 and 12 tips"."""
    behind = quantity.last_word + 1
    behind += reader.word(behind) == "handpiece"  # "2 handpiece tips"
    if reader.word(behind) not in _THINGS or quantity.several:
        return False
    return isinstance(quantity.value, float) and reader.word(quantity.first_word - 1) not in _SAYS_WHICH


def numbers_test_spots(reader: Reader, quantity: Quantity) -> bool:
    """Whether spots are numbered from the first: "spot 1 12 J, spot 2 14 J"."""
    if quantity.largest > _MOST_TEST_SPOTS or reader.word(quantity.first_word - 1) != "spot":
        return False
    return all(spot.search(reader.words.text.lower) for spot in _FIRST_SPOTS)


def is_date(reader: Reader, quantity: Quantity) -> bool:
    """Whether three numbers are a day: "03/11/24", "4/11/24", and "15/12/24" in a text that speaks of dates."""
    values = [part.value for part in quantity.several]
    if len(values) != _OF_A_DATE or quantity.joined_by != "/":
        return False
    lower = reader.words.text.lower
    if any(lower[part.start] == "0" and lower[part.start + 1 : part.start + 2].isdigit() for part in quantity.several):
        return True
    first, second, year = (each if isinstance(each, float) else 0.0 for each in values)
    is_a_day = min(first, second) <= _MONTHS and max(first, second) <= _DAYS and year in _YEARS
    if not is_a_day or first == second:
        return is_a_day and not reader.present.isdisjoint(_DATES)  # "4/4/25" is two pulses and a delay
    uneven = year >= _UNEVEN * min(first, second) and reader.family_at(quantity.first_word) == "light"
    return uneven or _is_told_when(reader, quantity) or not reader.present.isdisjoint(_DATES)


def _is_told_when(reader: Reader, quantity: Quantity) -> bool:
    """Whether days stand behind words that say when: "treated 3/14/24, 4/11/24 and 5/9/24"."""
    ahead = reversed(reader.ahead(quantity.first_word, _WHEN_WITHIN))
    return next((word for word in ahead if word != "and" and not word[:1].isdigit()), "") in _WHEN


def is_time(reader: Reader, quantity: Quantity) -> bool:
    """Whether a J is a year in German or a day in French: "Frau 49 J.", "healed in 5 j", "tous les 30 j"."""
    before = reader.word(quantity.first_word - 1)
    if before in _PEOPLE or (reader.word(quantity.first_word - 2), before) == _HOW_OFTEN:
        return True
    if reader.word(quantity.last_word + 1) in _APART:
        return True
    healing = vocabulary().lists["healing"]
    return before in _LASTS and reader.near(quantity.first_word - _HEALING_WITHIN, quantity.first_word, healing)
