"""Numbers without a unit: what the word beside them, or a laser's line, makes of them."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Rectangle, Scaled, Setting, SettingKey
from bot.clinical.settings.quantities import Quantity
from bot.clinical.settings.schedule import TIMES
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
_HIGHEST_LEVEL: Final = 30
_MOST_SUB_PULSES: Final = 6
_LONGEST_SUB_PULSE_MS: Final = 40.0
_LONGEST_BAND_NM: Final = 1400.0
_DEPTHS_UM: Final = (25.0, 600.0)
_WHERE: Final = frozenset({"under", "on", "at", "over", "around", "to", "in", "for"})
_SHORT_PULSES: Final = frozenset({"short"})
_TO_A_VALUE: Final = frozenset({"at", "to", "on", "with", "for"})
# Spot in mm, fluence in J/cm2, pulse in ms, as a long-pulsed and a dye laser have them.
_SLASHED: Final = {
    "long": ((6.0, 26.0), (5.0, 60.0), (0.3, 100.0)),
    "dye": ((3.0, 15.0), (3.0, 20.0), (0.4, 40.0)),
}
_REPEATED: Final = frozenset({"repeat", "repeated"})
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
    if quantity.first_word in reader.names or reader.word(quantity.first_word - 1) == "not":
        return []  # "Frax 1550" is a handpiece's name
    cue, cue_word = (
        (vocabulary().cues.get(quantity.prefix, ""), quantity.first_word)
        if quantity.prefix
        else reader.cue_before(quantity.first_word)
    )
    if cue and at and not quantity.prefix and cue_word <= reader.quantities[at - 1].last_word:
        cue = ""  # the unit of the figure before: "8 passes 3. peel"
    if quantity.prefix == "d":
        return _level(reader, quantity) if _behind_energy(reader, at) else []
    if cue and cue != "none":
        found = _by_cue(reader, quantity, cue, cue_word)
        if found:
            return found
    after = reader.cue_after(at)
    if after in _SAID_AFTER:
        return (
            _rectangle(reader, quantity) if quantity.sides else _within(reader, quantity, _key(reader, quantity, after))
        )
    if after == "density" and len(quantity.parts) == 1:
        return _level(reader, quantity) if _largest(quantity) <= _HIGHEST_LEVEL else []
    if quantity.sides:
        return _rectangle(reader, quantity) if reader.family_at(quantity.first_word) in {"light", "long"} else []
    found = (
        _slashed(reader, quantity)
        or _line(reader, quantity)
        or _light(reader, quantity)
        or _times_a_pulse(reader, at, quantity)
    )
    if found or cue == "none":
        return found
    return _depth(reader, quantity) or _counted_further_on(reader, at, quantity) or _fluence_again(reader, at, quantity)


def _behind_energy(reader: Reader, at: int) -> bool:
    """Whether a "D3" is a density level: "100 mJ D3", not the third day."""
    return at > 0 and reader.quantities[at - 1].unit == "mj" and _largest(reader.quantities[at]) < 10


def _by_cue(reader: Reader, quantity: Quantity, cue: str, cue_word: int) -> list[Setting]:
    if quantity.sides:
        return _rectangle(reader, quantity) if cue == "spot" else []
    if cue == "session" and isinstance(quantity.parts[0].value, Range) and ":" not in reader.words.gap(cue_word + 1):
        return []  # "sessions two to five" are some of them
    if cue in _COUNTED:
        return _counts(reader, quantity, _COUNTED[cue])
    if cue in {"density", "level"}:
        return _level(reader, quantity) if _largest(quantity) <= _HIGHEST_LEVEL else []
    return _within(reader, quantity, _key(reader, quantity, cue))


def _key(reader: Reader, quantity: Quantity, cue: str) -> SettingKey | None:
    if cue == "fluence":
        return SettingKey.FLUENCE
    family = reader.family_at(quantity.first_word)
    if cue == "energy":
        in_millijoules = family == "fractional" or reader.word(quantity.first_word - 1) == "mj"
        return SettingKey.ENERGY if in_millijoules else SettingKey.FLUENCE
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
    if (
        any(other.unit == "mj_each" for other in reader.quantities)
        or reader.family_at(quantity.first_word) == "fractional"
    ):
        return []  # the pixels of a fractional tip, not millimetres
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
    before, behind = reader.word(first - 1), reader.word(last + 1)
    if before in vocabulary().lists["not_line_before"] or vocabulary().cues.get(behind) == "filter":
        return []
    if before not in laser_words and behind not in laser_words:
        if before != "the" and not all(value in plain for value in values):
            return []
        sure = all(value in vocabulary().sure_lines for value in values) and behind[-1:] != "s"
        if not sure and not _stands_alone(reader, quantity):
            return []
    if (
        reader.family_at(first) == "light"
        and before != "the"
        and all(value in vocabulary().cutoffs for value in values)
    ):
        return []
    return settings_of(reader, quantity, SettingKey.WAVELENGTH)


def _stands_alone(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number counts nothing: what follows is no noun."""
    index = quantity.last_word + 1
    if index >= len(reader.lower) or reader.words.breaks[index]:
        return True
    word = reader.lower[index]
    return (
        word[0].isdigit()
        or word in vocabulary().lists["after_line"]
        or word in vocabulary().cues
        or word in vocabulary().phrases
        or index in reader.names
        or reader.words.text.lower[quantity.end : quantity.end + 1] != " "
    )


def _slashed(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "18/14/3" of a laser whose spot, fluence and pulse are always told in this order."""
    values = [part.value for part in quantity.parts]
    likely = _SLASHED.get(reader.family_at(quantity.first_word))
    if likely is None or quantity.joined_by != "/" or len(values) != len(likely):
        return []
    if not all(
        isinstance(value, float) and low <= value <= high for value, (low, high) in zip(values, likely, strict=True)
    ):
        return []
    span = reader.words.text.span
    keys = (SettingKey.SPOT, SettingKey.FLUENCE, SettingKey.PULSE)
    return [
        Setting(key, value, "", span(start, end)) for key, (value, start, end) in zip(keys, quantity.parts, strict=True)
    ]


def _light(reader: Reader, quantity: Quantity) -> list[Setting]:
    """What bare numbers of an intense pulsed light are: a cut-off or band, or sub-pulses in ms ("4/4")."""
    family = reader.family_at(quantity.first_word)
    values = [part.value for part in quantity.parts]
    if not family and isinstance(values[0], Range) and _is_cutoff(values[0]):
        return settings_of(reader, quantity, SettingKey.FILTER)
    if family != "light":
        return []
    if all(_is_cutoff(value) for value in values) and _stands_alone(reader, quantity):
        return settings_of(reader, quantity, SettingKey.FILTER)
    if quantity.joined_by == "/" and all(
        isinstance(value, float) and value <= _LONGEST_SUB_PULSE_MS for value in values
    ):
        return sub_pulses(reader, quantity)
    return []


def sub_pulses(reader: Reader, quantity: Quantity) -> list[Setting]:
    """Pulses that are written one by one, "4/4": each one's length, and how many they are."""
    span = reader.words.text.span(quantity.start, quantity.end)
    found = settings_of(reader, quantity, SettingKey.PULSE)
    return [*found, Setting(SettingKey.SUB_PULSES, float(len(found)), "", span)]


def _is_cutoff(value: float | Range) -> bool:
    cutoffs = vocabulary().cutoffs
    if isinstance(value, Range):
        return value.low in cutoffs and value.high is not None and value.high <= _LONGEST_BAND_NM
    return value in cutoffs


def _times_a_pulse(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "2 x 2.5 ms" are two sub-pulses."""
    if at + 1 == len(reader.quantities) or len(quantity.parts) > 1:
        return []
    following = reader.quantities[at + 1]
    between = reader.words.text.lower[quantity.end : following.start].strip()
    if between not in {"x", "×"} or following.unit not in {"ms", "us"} or _largest(quantity) > _MOST_SUB_PULSES:
        return []
    return settings_of(reader, quantity, SettingKey.SUB_PULSES)


def _fluence_again(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "Is 20 J/cm2 too much? I stay at 16.": a bare number that is used, after a fluence of its size."""
    lists = vocabulary().lists
    first = quantity.first_word
    verb = first - 2 if reader.word(first - 1) in _TO_A_VALUE else first - 1
    if reader.word(verb) not in lists["uses"] or not _stands_alone(reader, quantity):
        return []
    before = next((each for each in reversed(reader.quantities[:at]) if each.unit in {"j", "j_cm2"}), None)
    if before is None or not 1 / 3 <= _largest(quantity) / max(_largest(before), 1e-9) <= 3:
        return []
    return settings_of(reader, quantity, SettingKey.FLUENCE)


def _depth(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "150 under the eyes", of an erbium laser's depth in micrometres."""
    if reader.family_at(quantity.first_word) != "erbium" or reader.word(quantity.last_word + 1) not in _WHERE:
        return []
    value = quantity.parts[0].value
    if not isinstance(value, float) or not _DEPTHS_UM[0] <= value <= _DEPTHS_UM[1]:
        return []
    return settings_of(reader, quantity, SettingKey.DEPTH)


def _times(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "x3" counts what stands before it."""
    previous = quantity.first_word - 1
    if reader.word(previous) == "x":
        previous -= 1
    before = vocabulary().units.get(reader.word(previous), "")
    behind = reader.word(quantity.last_word + 1)
    behind_unit = vocabulary().units.get(behind, "")
    if behind_unit in _COUNTS:
        return _counts(reader, quantity, _COUNTS[behind_unit])
    if before in _COUNTS:
        return _counts(reader, quantity, _COUNTS[before])
    if before in {"pulse", "shot"} or reader.word(previous) in {"stacked", "stack"}:
        return _counts(reader, quantity, SettingKey.STACKS)
    if _at_intervals(reader, at, previous):
        return _counts(reader, quantity, SettingKey.SESSIONS)
    if reader.word(previous) in vocabulary().cues:
        previous -= 1  # "11 % coverage x8"
    if not _stands_alone(reader, quantity):
        return []
    if at > 0 and reader.quantities[at - 1].unit and previous == reader.quantities[at - 1].last_word:
        return _counts(reader, quantity, SettingKey.PASSES)
    return []


def _at_intervals(reader: Reader, at: int, previous: int) -> bool:
    """Whether an interval stands right before or behind: "monthly x 5", "x6 q4w"."""
    quantity = reader.quantities[at]
    if reader.word(previous) in {"apart", "interval", "intervals"}:
        return True
    if reader.word(previous) in _REPEATED or any(s.kind == "every" and s.last == previous for s in reader.signs):
        return True
    if at > 0:
        other = reader.quantities[at - 1]
        if other.last_word == previous and other.unit in TIMES:
            return True
    behind = reader.lower[quantity.last_word + 1 : quantity.last_word + 4]
    if any(word in {"monthly", "weekly", "fortnightly", "every", "q", "apart"} for word in behind):
        return True
    if at + 1 < len(reader.quantities):
        following = reader.quantities[at + 1]
        return following.prefix == "q" and following.first_word - quantity.last_word <= 2
    return False


def _counted_further_on(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "3 full passes": the noun stands one or two words behind its number."""
    units = vocabulary().units
    if reader.word(quantity.last_word + 1) == "x" and _at_intervals(reader, at, -1):
        return _counts(reader, quantity, SettingKey.SESSIONS)
    if _so_far(reader, quantity):
        return _counts(reader, quantity, SettingKey.SESSIONS)
    for reach, word in enumerate(reader.behind(quantity.last_word, 3), 1):
        key = _COUNTS.get(units.get(word, ""))
        if key is not None:
            return _counts(reader, quantity, key) if reach > 1 or quantity.unit == "" else []
        if word in units or word[0].isdigit():
            return []
    return []


def _so_far(reader: Reader, quantity: Quantity) -> bool:
    """ "4 done", "six so far"."""
    behind = reader.behind(quantity.last_word, 2)
    return behind[:1] == ("done",) or behind[:2] == ("so", "far")


def _counts(reader: Reader, quantity: Quantity, key: SettingKey) -> list[Setting]:
    if _largest(quantity) > _MOST or any(
        isinstance(p.value, float) and p.value != int(p.value) for p in quantity.parts
    ):
        return []
    return settings_of(reader, quantity, key)


def _largest(quantity: Quantity) -> float:
    last = quantity.parts[-1].value
    return (last.high or last.low or 0.0) if isinstance(last, Range) else last
