"""Counts: passes, stacks, sub-pulses and sessions, also where "x3" says them."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.reading import Range, Setting, SettingKey
from bot.clinical.settings.lines import stands_alone
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.schedule import TIMES, is_about_money
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

MOST_COUNTED: Final = 30
"""Passes, stacks or sessions: a larger count is of something else."""
_MOST_ON_ONE_PLACE: Final = 10
_MOST_SUB_PULSES: Final = 6
_NO_LASERS: Final = frozenset({"", "gauge", "ml", "unit", "iu", "strength", "day", "minute", "hour", "year", "cm"})
_MOST_SO_FAR: Final = 12
_LASER_UNITS: Final = frozenset({"hz", "j", "j_cm2", "mj", "ms", "mm", "percent"})
_PAIR: Final = 2
_WITHIN: Final = frozenset({"after", "in"})
_CLEARED: Final = frozenset({"cleared", "clear", "clearance"})
_CLEARED_WITHIN: Final = 4  # words
_INTERVAL_WITHIN: Final = 2  # words from how many sessions they were to how far apart: "6 every 4 weeks"
_AS_INTERVALS: Final = frozenset({"weekly", "monthly"})
_MEANS: Final = frozenset({"mean", "average", "avg", "median"})
_MEAN_WITHIN: Final = 6  # words
_TIMES_AT: Final = frozenset({("times", "at"), ("times", "every")})
_TOGETHER: Final = frozenset({("in", "all"), ("in", "total")})
_AT_INTERVALS: Final = frozenset({("times",), ("every",), ("at",)})
_USUAL_WITHIN: Final = 9  # words from "passes" to how many they usually are
_BOUNDS_WITHIN: Final = 3  # words from "sessions" to how many they were at least or at most
_ON: Final = frozenset({("on",), ("over",), ("for",)})
_NUMBER: Final = frozenset({"no", "number", "nr"})
_WHICH: Final = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "last", "next", "final", "previous"})
_VISITS: Final = frozenset({"session", "sess", "sitting", "visit", "treatment", "tx"})
_REPEATED: Final = frozenset({"repeat", "repeated"})
_PASSES: Final = re.compile(r"p(?![a-z0-9])")
_IN_PASSES: Final = frozenset({"fractional", "short", "erbium"})  # lasers that go over the skin in passes
KEY_OF_COUNT: Final = {
    "pass": SettingKey.PASSES,
    "stack": SettingKey.STACKS,
    "stacked": SettingKey.STACKS,
    "session": SettingKey.SESSIONS,
    "sub_pulse": SettingKey.SUB_PULSES,
}
"""What is counted, by the unit or the cue that says it."""


def times(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "x3" counts what stands before it."""
    previous = quantity.first_word - 1
    if reader.word(previous) == "x":
        previous -= 1
    before = vocabulary().units.get(reader.word(previous), "")
    behind = reader.word(quantity.last_word + 1)
    behind_unit = vocabulary().units.get(behind, "")
    if behind_unit in KEY_OF_COUNT:
        return count(reader, quantity, KEY_OF_COUNT[behind_unit])
    if before in KEY_OF_COUNT:
        return count(reader, quantity, KEY_OF_COUNT[before])
    if before in {"pulse", "shot"}:
        return count(reader, quantity, SettingKey.STACKS)
    if _at_intervals(reader, at, previous):
        return count(reader, quantity, SettingKey.SESSIONS)
    if reader.word(previous) in vocabulary().cues and not (at and reader.quantities[at - 1].last_word == previous):
        previous -= 1  # "11 % coverage x8"
    if not stands_alone(reader, quantity):
        return []
    if at > 0 and reader.quantities[at - 1].unit not in _NO_LASERS and previous == reader.quantities[at - 1].last_word:
        of_a_light = reader.family_at(quantity.first_word) == "light" and quantity.largest <= _MOST_SUB_PULSES
        if of_a_light and reader.quantities[at - 1].unit == "ms":
            return count(reader, quantity, SettingKey.SUB_PULSES)  # "2.5 ms x2"
        of_sessions = reader.quantities[at - 1].unit == "session"  # "1 tx/month x 6"
        return count(reader, quantity, SettingKey.SESSIONS if of_sessions else SettingKey.PASSES)
    return []


def _at_intervals(reader: Reader, at: int, previous: int) -> bool:
    """Whether an interval stands right before or behind: "monthly x 5", "x6 q4w"."""
    quantity = reader.quantities[at]
    if reader.word(previous) in {"apart", "interval", "intervals"}:
        return True
    if reader.word(previous) in _REPEATED or any(sign.last == previous for sign in reader.signs_of("every")):
        return True
    if at > 0:
        other = reader.quantities[at - 1]
        if other.last_word == previous and other.unit in TIMES:
            return True
    if at > 0 and reader.quantities[at - 1].last_word == previous and reader.quantities[at - 1].unit in _LASER_UNITS:
        last = reader.words.sentence(quantity.last_word)[1]  # "5 Hz x2. q4w" are two passes
    else:
        last = len(reader.lower)
    behind = reader.lower[quantity.last_word + 1 : min(last, quantity.last_word + 4)]
    if any(word in {"monthly", "weekly", "fortnightly", "every", "q", "apart"} for word in behind):
        return True
    if at + 1 < len(reader.quantities):
        following = reader.quantities[at + 1]
        return (
            following.prefix == "q" and following.first_word - quantity.last_word <= 2 and following.first_word < last
        )
    return False


def _is_of_ten(quantity: Quantity) -> bool:
    return bool(quantity.several) and quantity.joined_by == "/"


def counted_further_on(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "3 full passes": the noun stands one or two words behind its number."""
    units = vocabulary().units
    times = reader.word(quantity.last_word + 1) == "x" or reader.words.text.lower.startswith(("x", "×"), quantity.end)
    if times and _at_intervals(reader, at, -1):
        return count(reader, quantity, SettingKey.SESSIONS)
    if _PASSES.match(reader.words.text.lower, quantity.end) and reader.family_at(quantity.first_word) in _IN_PASSES:
        return count(reader, quantity, SettingKey.PASSES)  # "35 mJ 17%, 8p"
    behind = reader.behind(quantity.last_word, 2)
    if _so_far(reader, quantity) or (
        (behind[:1] in _AT_INTERVALS or behind in _TOGETHER) and _beside_an_interval(reader, at, quantity)
    ):
        return count(reader, quantity, SettingKey.SESSIONS)
    usual = _usual_count(reader, quantity)
    if usual is not None:
        return count(reader, quantity, usual)
    before = reader.quantity_before(at)
    if before is not None and _is_of_another_place(reader, before, quantity):
        return count(reader, quantity, SettingKey.PASSES)
    if _is_of_so_many(reader, before, quantity) or (before is not None and _bounds_sessions(reader, before, quantity)):
        return count(reader, quantity, SettingKey.SESSIONS)
    for at_word, word in enumerate(reader.behind(quantity.last_word, 3), quantity.last_word + 1):
        key = KEY_OF_COUNT.get(units.get(word, ""))
        if key is SettingKey.SESSIONS and reader.word(at_word + 1).isdigit() and not reader.breaks[at_word + 1]:
            return []  # "18 at session 5"
        if at_word > quantity.last_word + 1 and (word in _WHICH or _is_of_ten(quantity)):
            return []  # "18 at the third session", "pain 8/10 that doesn't pass"
        if key is SettingKey.SESSIONS and is_about_money(reader, quantity):
            return []  # "cost me 3 free visits"
        if key is not None:
            return count(reader, quantity, key)
        if word in units or word[0].isdigit():
            return []
    return []


def _usual_count(reader: Reader, quantity: Quantity) -> SettingKey | None:
    """ "Passes until faint erythema, usually 4", "passes till it is gone (avg 5)"."""
    first = quantity.first_word
    if reader.word(first - 1) not in vocabulary().lists["usually"] or not stands_alone(reader, quantity):
        return None
    start = max(reader.words.sentence(first - 1)[0], first - _USUAL_WITHIN)
    for word in range(first - 2, start - 1, -1):
        if reader.lower[word][0].isdigit():
            return None
        key = KEY_OF_COUNT.get(vocabulary().units.get(reader.lower[word], ""))
        if key is not None:
            return key
    return None


def _is_of_so_many(reader: Reader, before: Quantity | None, quantity: Quantity) -> bool:
    """ "Session 3 of 5", "treatment no. 3 of 5", "visit #3 of 5"."""
    first = quantity.first_word
    if reader.word(first - 1) != "of":
        return False
    if reader.word(first - 3) in _VISITS and reader.word(first - 2).isdigit() and reader.gaps[first - 2] == " #":
        return True
    return before is not None and before.last_word == first - 2 and _names_a_visit(reader, before)


def _is_of_another_place(reader: Reader, before: Quantity, quantity: Quantity) -> bool:
    """ "4 passes (8 on the scars)"."""
    first = quantity.first_word
    if before.unit != "pass" or before.last_word + 1 != first or reader.gaps[first].strip() != "(":
        return False
    return reader.behind(quantity.last_word, 1) in _ON


def _names_a_visit(reader: Reader, quantity: Quantity) -> bool:
    word = quantity.first_word - 1
    return reader.word(word - (reader.word(word) in _NUMBER)) in _VISITS


def visit_of_many(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "Session 4/6"."""
    values = [part.value for part in quantity.several]
    if len(values) != _PAIR or quantity.joined_by != "/" or not _names_a_visit(reader, quantity):
        return []
    which, of_all = values
    if isinstance(which, float) and isinstance(of_all, float) and which <= of_all <= _MOST_SO_FAR:
        return settings_of(reader, quantity, SettingKey.SESSIONS)[1:]
    return []


def _bounds_sessions(reader: Reader, before: Quantity, quantity: Quantity) -> bool:
    """ "At least 4 sessions, up to 8", "mean 6.2 sessions (range 4-9)"."""
    return (
        before.unit == "session"
        and isinstance(quantity.value, Range)
        and not quantity.several
        and 0 < quantity.first_word - before.last_word <= _BOUNDS_WITHIN
        and reader.breaks[before.last_word + 1] == 1
    )


def _so_far(reader: Reader, quantity: Quantity) -> bool:
    """ "4 done", "six so far", "cleared 80% after 3"."""
    behind = reader.behind(quantity.last_word, 2)
    if quantity.largest > _MOST_SO_FAR:
        return False
    if behind[:1] == ("done",) or behind[:2] == ("so", "far"):
        return True
    first = quantity.first_word
    if reader.word(first - 1) not in _WITHIN or not reader.ends_a_clause(quantity):
        return False
    return not _CLEARED.isdisjoint(reader.ahead(first, _CLEARED_WITHIN))


def _beside_an_interval(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a "five times" stands behind "every 3 weeks", or before "at monthly intervals"."""
    first = quantity.first_word
    if at and reader.quantities[at - 1].unit in TIMES and first - reader.quantities[at - 1].last_word <= 3:
        return True
    following = reader.quantity_behind(at)
    if following is not None and following.first_word - quantity.last_word <= _INTERVAL_WITHIN:
        every = reader.word(quantity.last_word + 1) == "every" or following.prefix == "q"
        if following.unit in (TIMES if every else _AS_INTERVALS):
            return True
    if reader.behind(quantity.last_word, 2) in _TIMES_AT and following is not None and following.unit in TIMES:
        return following.first_word - quantity.last_word <= _INTERVAL_WITHIN + 1
    return any(
        0 < first - sign.last <= 2 or 0 < sign.first - quantity.last_word <= 3 for sign in reader.signs_of("every")
    )


def times_a_pulse(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "2 x 2.5 ms" are two sub-pulses."""
    following = reader.quantity_behind(at)
    if following is None or following.unit not in {"ms", "us"} or quantity.largest > _MOST_SUB_PULSES:
        return []
    between = reader.words.text.lower[quantity.end : following.start].strip()
    return settings_of(reader, quantity, SettingKey.SUB_PULSES) if between in {"x", "×"} else []


def count(reader: Reader, quantity: Quantity, key: SettingKey) -> list[Setting]:
    """A number as a count, if it can be one: whole, and not what a machine counts."""
    found = settings_of(reader, quantity, key)
    if len(found) > 1 and not all(map(_is_whole, found)):
        found = found[-1:]  # "2 passes at 3.5, 1 pass at 2": the last figure alone is counted
    whole = all(map(_is_whole, found)) or (
        key is SettingKey.SESSIONS and not _MEANS.isdisjoint(reader.ahead(quantity.first_word, _MEAN_WITHIN))
    )
    return found if whole and quantity.largest <= MOST_COUNTED else []


def _is_whole(setting: Setting) -> bool:
    return not isinstance(setting.value, float) or setting.value.is_integer()


def pulses(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """Pulses on one place: stacked, or the parts of one."""
    # "3 pulses" stacked are stacks; a thousand are what the machine counted.
    if quantity.largest > _MOST_ON_ONE_PLACE:
        return []
    behind = reader.behind(quantity.last_word, 3)
    if "stacked" in behind or "stack" in behind:
        return settings_of(reader, quantity, SettingKey.STACKS)
    if reader.family_at(quantity.first_word) == "light" or "delay" in behind or "each" in behind:
        return settings_of(reader, quantity, SettingKey.SUB_PULSES)
    return []
