"""Numbers without a unit: what the word beside them, or a laser's line, makes of them."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Rectangle, Scaled, Setting, SettingKey
from bot.clinical.settings.quantities import Quantity
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_MOST: Final = 30  # passes, stacks, sessions: a larger count is of something else
_KEY_OF_CUE: Final = {
    "spot": SettingKey.SPOT,
    "depth": SettingKey.DEPTH,
    "power": SettingKey.POWER,
    "rate": SettingKey.FREQUENCY,
    "delay": SettingKey.SUB_PULSE_DELAY,
    "filter": SettingKey.FILTER,
    "wavelength": SettingKey.WAVELENGTH,
    "temperature": SettingKey.TEMPERATURE,
}
_COUNTED: Final = {
    "pass": SettingKey.PASSES,
    "stack": SettingKey.STACKS,
    "sub_pulse": SettingKey.SUB_PULSES,
    "session": SettingKey.SESSIONS,
}
# Beyond these a bare number is something else.
_BOUNDS: Final = {
    SettingKey.SPOT: (0.05, 60.0),
    SettingKey.DEPTH: (10.0, 4000.0),
    SettingKey.FLUENCE: (0.1, 400.0),
    SettingKey.FREQUENCY: (0.1, 500.0),
    SettingKey.FILTER: (380.0, 1300.0),
    SettingKey.WAVELENGTH: (300.0, 11000.0),
    SettingKey.PULSE: (0.01, 1000.0),
    SettingKey.SUB_PULSE_DELAY: (0.1, 500.0),
    SettingKey.TEMPERATURE: (30.0, 70.0),
    SettingKey.ENERGY: (0.1, 400.0),
    SettingKey.POWER: (0.5, 200.0),
}
_SAID_AFTER: Final = frozenset({"spot", "filter", "fluence"})
_SHORT_PULSES: Final = frozenset({"short"})
_COUNTS: Final = {
    "pass": SettingKey.PASSES,
    "stack": SettingKey.STACKS,
    "stacked": SettingKey.STACKS,
    "session": SettingKey.SESSIONS,
    "sub_pulse": SettingKey.SUB_PULSES,
}


def bare(reader: Reader, at: int) -> list[Setting]:
    """The settings that the bare numbers at this place say, if they say any."""
    quantity = reader.quantities[at]
    if quantity.prefix == "x":
        return _times(reader, at, quantity)
    cue, cue_word = (
        (vocabulary().cues.get(quantity.prefix, ""), quantity.first_word)
        if quantity.prefix
        else reader.cue_before(quantity.first_word)
    )
    if cue and cue != "none":
        found = _by_cue(reader, quantity, cue, cue_word)
        if found:
            return found
    after = reader.cue_after(at)
    if after in _SAID_AFTER:
        return _rectangle(reader, quantity) if quantity.sides else _within(reader, quantity, _key(reader, quantity, after))
    if quantity.sides:
        return _rectangle(reader, quantity) if reader.family_at(quantity.first_word) in {"light", "long"} else []
    if cue == "none":
        return []
    return _line(reader, quantity) or _counted_further_on(reader, at, quantity)


def _by_cue(reader: Reader, quantity: Quantity, cue: str, cue_word: int) -> list[Setting]:
    if quantity.sides:
        return _rectangle(reader, quantity) if cue == "spot" else []
    if cue in _COUNTED:
        return _counts(reader, quantity, _COUNTED[cue])
    if cue in {"density", "level"}:
        return _level(reader, quantity) if _largest(quantity) <= 30 else []
    return _within(reader, quantity, _key(reader, quantity, cue))


def _key(reader: Reader, quantity: Quantity, cue: str) -> SettingKey | None:
    if cue == "fluence":
        return SettingKey.FLUENCE
    family = reader.family_at(quantity.first_word)
    if cue == "energy":
        return SettingKey.ENERGY if family == "fractional" else SettingKey.FLUENCE
    if cue == "pulse":
        return None if family in _SHORT_PULSES else SettingKey.PULSE
    return _KEY_OF_CUE.get(cue)


def _within(reader: Reader, quantity: Quantity, key: SettingKey | None) -> list[Setting]:
    if key is None:
        return []
    low, high = _BOUNDS[key]
    # Millimetres deep: "depth 1.5".
    factor = 1000.0 if key is SettingKey.DEPTH and _largest(quantity) < low else 1.0
    return settings_of(reader, quantity, key, factor) if low <= _largest(quantity) * factor <= high else []


def _level(reader: Reader, quantity: Quantity) -> list[Setting]:
    return [
        Setting(SettingKey.DENSITY, Scaled(each.value, "level"), each.unit_written, each.span)
        for each in settings_of(reader, quantity, SettingKey.DENSITY)
        if isinstance(each.value, float | Range)
    ]


def _rectangle(reader: Reader, quantity: Quantity) -> list[Setting]:
    if len(quantity.sides) != 2 or max(quantity.sides) > 60 or min(quantity.sides) < 1:
        return []
    span = reader.words.text.span(quantity.start, quantity.end)
    return [Setting(SettingKey.SPOT_RECTANGLE, Rectangle(quantity.sides[0], quantity.sides[1]), "", span)]


def _line(reader: Reader, quantity: Quantity) -> list[Setting]:
    """A laser's line that stands for itself: "the 532", "755/1064", "1927 for the face"."""
    lines, plain = vocabulary().lines, vocabulary().plain_lines
    values = [part.value for part in quantity.parts]
    if not all(isinstance(value, float) and value in lines for value in values):
        return []
    laser_words = vocabulary().lists["laser_words"]
    first, last = quantity.first_word, quantity.last_word
    named = reader.word(first - 1) in laser_words or reader.word(last + 1) in laser_words
    the = reader.word(first - 1) == "the"
    if not named and not all(value in plain for value in values) and not (the and not _counts_things(reader, last)):
        return []
    if not named and (_counts_things(reader, last) or reader.word(first - 1) in {"in", "no", "since", "about", "around", "total", "approx", "room"}):
        return []
    if reader.word(last + 1) in {"filter", "filters", "cutoff", "lens"}:
        return []
    key = SettingKey.WAVELENGTH
    return settings_of(reader, quantity, key)


_THINGS: Final = frozenset(
    {"shots", "shot", "pulses", "pulse", "patients", "people", "hairs", "grafts", "treatments", "sessions", "usd", "eur", "dollars", "euros", "pounds", "procedures", "cases", "members", "units", "times", "views", "points", "am", "pm"}
)


def _counts_things(reader: Reader, last: int) -> bool:
    return reader.word(last + 1) in _THINGS


def _times(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "x3" counts what stands before it."""
    first = quantity.first_word
    before = vocabulary().units.get(reader.word(first - 1), "")
    behind = reader.word(quantity.last_word + 1)
    behind_unit = vocabulary().units.get(behind, "")
    if behind_unit in _COUNTS:
        return _counts(reader, quantity, _COUNTS[behind_unit])
    if before in _COUNTS:
        return _counts(reader, quantity, _COUNTS[before])
    if before in {"pulse", "shot"} or reader.word(first - 1) in {"stacked", "stack"}:
        return _counts(reader, quantity, SettingKey.STACKS)
    if _at_intervals(reader, at):
        return _counts(reader, quantity, SettingKey.SESSIONS)
    if at > 0 and reader.quantities[at - 1].unit and quantity.first_word - reader.quantities[at - 1].last_word <= 1:
        return _counts(reader, quantity, SettingKey.PASSES)
    return []


def _at_intervals(reader: Reader, at: int) -> bool:
    quantity = reader.quantities[at]
    behind = reader.lower[quantity.last_word + 1 : quantity.last_word + 3]
    if any(word in {"monthly", "weekly", "fortnightly", "every", "q", "apart"} for word in behind):
        return True
    if at + 1 < len(reader.quantities):
        following = reader.quantities[at + 1]
        return following.prefix == "q" and following.first_word - quantity.last_word <= 2
    return False


def _counted_further_on(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "3 full passes": the noun stands one or two words behind its number."""
    units = vocabulary().units
    for reach, word in enumerate(reader.behind(quantity.last_word, 3), 1):
        key = _COUNTS.get(units.get(word, ""))
        if key is not None:
            return _counts(reader, quantity, key) if reach > 1 or quantity.unit == "" else []
        if word in units or word[0].isdigit():
            return []
    return []


def _counts(reader: Reader, quantity: Quantity, key: SettingKey) -> list[Setting]:
    if _largest(quantity) > _MOST or any(isinstance(p.value, float) and p.value != int(p.value) for p in quantity.parts):
        return []
    return settings_of(reader, quantity, key)


def _largest(quantity: Quantity) -> float:
    last = quantity.parts[-1].value
    return (last.high or last.low or 0.0) if isinstance(last, Range) else last
