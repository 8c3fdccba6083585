"""What a quantity is a setting of: decided by its unit, the words beside it, and the kind of laser spoken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings import counts, densities, lengths, temperatures
from bot.clinical.settings.changes import is_change
from bot.clinical.settings.joins import ARROWS
from bot.clinical.settings.lines import behind_spot, has_a_lasers_spot, sub_pulses, trained
from bot.clinical.settings.people_and_things import is_time
from bot.clinical.settings.quantity import FLUENCES, SENTENCE_ENDS, Quantity
from bot.clinical.settings.schedule import follows_sessions, interval
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_TO_MS: Final = {"ms": 1.0, "us": 1e-3, "ns": 1e-6, "ps": 1e-9, "s": 1e3}
_PULSE_ENERGY: Final = ("pulse", "energy")
_LEAST_J_CM2_A_PULSE: Final = 5.0  # a pulse of so many J is a laser's fluence, of a pulse into a spot
_LARGE_SPOTS: Final = frozenset({"long", "dye", "light"})
_MOST_JOULES_OF_ULTRASOUND: Final = 5.0
_PAIR: Final = 2
_LARGEST_STEP: Final = 1.5  # times as much
_ALONG_A_VEIN: Final = frozenset({"leed", "evla", "evlt", "endovenous"})  # their J/cm are of a vein's length
_FOR_WEEKS: Final = frozenset({"for", "interval", "intervals", "every", "once", "waited", "pregnant", "wait", "x"})
_WITHOUT_POWER: Final = frozenset({"dye", "light", "short"})  # nobody sets their watts
_EXCIMER: Final = frozenset({"excimer", "xtrac", "308", "308nm", "pharos"})
_OF_MILLIJOULES: Final = frozenset({"fractional", "erbium", "needles"})
_LAMPS: Final = frozenset({"led", "leds", "lamp", "red", "blue"})
_LEAST_FILTER_NM: Final = 380.0
_OF_MAINS: Final = frozenset({50.0, 60.0})
_VOLTS: Final = frozenset({"v", "volt", "volts"})
_MAINS: Final = frozenset({"mains", "supply", "line", "socket", "outlet", "transformer", "power"})
_POINTERS: Final = frozenset({"aiming", "pointer", "hene", "wood", "woods"})  # lights that treat nothing
_DELIVERED_IN: Final = (" side", " leg", " area", " zone", "/side", "/leg", "/area", "/zone")
_PIANO: Final = frozenset({"piano"})  # a mode whose pulses take seconds
_TOTAL_BEHIND: Final = 3  # words
_PIANO_WITHIN: Final = 6
_CO2_LINE: Final = 10600.0
_LARGEST_BARE_JOULES: Final = 400.0  # more in J alone is what was delivered in all

Found = list[Setting]
Read = Callable[[Reader, int, Quantity], Found]
"""What a quantity at a place among the reader's says."""


def _wavelength(reader: Reader, at: int, quantity: Quantity) -> Found:
    if not _POINTERS.isdisjoint(reader.present) and not _POINTERS.isdisjoint(reader.ahead(quantity.first_word, 4)):
        return []
    if _has_thousands(reader, at, quantity):
        span = reader.words.text.span(reader.quantities[at - 1].start, quantity.end)
        return [Setting(SettingKey.WAVELENGTH, _CO2_LINE, "nm", span)]
    key = SettingKey.FILTER if _is_filter(reader, at, quantity) else SettingKey.WAVELENGTH
    # "1.064 nm": a point parts the thousands, as in many countries.
    factor = 1e3 if round(quantity.largest * 1e3, 3) in vocabulary().lines else 1.0
    return settings_of(reader, quantity, key, factor)


def _has_thousands(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a carbon dioxide laser's line is written apart: "10 600 nm"."""
    if not at or quantity.largest != _CO2_LINE % 1000:
        return False
    before = reader.quantities[at - 1]
    return before.largest == _CO2_LINE // 1000 and not before.unit and quantity.start - before.end == 1


def _is_filter(reader: Reader, at: int, quantity: Quantity) -> bool:
    family = reader.family_at(quantity.first_word)
    light = family == "light" or (not family and _has_pulses_of_a_light(reader, quantity))
    if not light and reader.present.isdisjoint(reader.vocabulary.filter_words) and not reader.cells:
        return False
    cues = (reader.cue_after(at), reader.cue_before(quantity.first_word)[0])
    if "filter" in cues:
        return True
    of_a_lamp = quantity.largest < _LEAST_FILTER_NM or reader.near(quantity.first_word - 2, quantity.first_word, _LAMPS)
    if not light or of_a_lamp or "wavelength" in cues:
        return False
    lines, cutoffs = vocabulary().lines, vocabulary().cutoffs
    values = [part.value for part in quantity.parts]
    if all(value in lines and value not in cutoffs for value in values) or has_a_lasers_spot(reader, quantity):
        return False
    if any(value not in lines for value in values):
        return True  # also a "515-750 nm handpiece"
    return reader.word(quantity.last_word + 1) not in vocabulary().lists["laser_words"]


def _has_pulses_of_a_light(reader: Reader, quantity: Quantity) -> bool:
    """Whether a cut-off that no laser emits stands beside delayed pulses or a window: "3 pulses, 20 ms delays, 560"."""
    words, value = reader.vocabulary, quantity.value
    if value not in words.cutoffs or value in words.lines:
        return False
    return reader.speaks_of_delays or any(each.sides for each in reader.quantities)


def _fluence(reader: Reader, at: int, quantity: Quantity) -> Found:
    if _is_total(reader, quantity) or is_change(reader, quantity) or _is_along_a_vein(reader, quantity):
        return []
    return settings_of(reader, quantity, SettingKey.FLUENCE)


def _is_along_a_vein(reader: Reader, quantity: Quantity) -> bool:
    """Whether joules are of a centimetre of a vein: "EVLA 8 W 60 J/cm LEED"."""
    if reader.present.isdisjoint(_ALONG_A_VEIN):
        return False
    start, end = reader.sentence_of(quantity)
    return reader.near(start, end, _ALONG_A_VEIN)


def _fluence_in_mj(reader: Reader, at: int, quantity: Quantity) -> Found:
    return [] if _is_total(reader, quantity) else settings_of(reader, quantity, SettingKey.FLUENCE, 1e-3)


def _bare_joules(reader: Reader, at: int, quantity: Quantity) -> Found:
    if reader.family_at(quantity.first_word) == "heat":
        return _joules_of_ultrasound(reader, quantity)
    if _is_total(reader, quantity) or is_change(reader, quantity) or quantity.largest > _LARGEST_BARE_JOULES:
        return []
    if is_time(reader, quantity):
        return []
    if _PULSE_ENERGY in (reader.ahead(quantity.first_word, 2), reader.behind(quantity.last_word, 2)):
        return settings_of(reader, quantity, SettingKey.ENERGY, 1e3)
    return settings_of(reader, quantity, SettingKey.FLUENCE)


def _joules_of_ultrasound(reader: Reader, quantity: Quantity) -> Found:
    """Focused ultrasound gives a joule or so a line; what radiofrequency delivers in joules is a total."""
    few = quantity.largest <= _MOST_JOULES_OF_ULTRASOUND and not _is_total(reader, quantity)
    return settings_of(reader, quantity, SettingKey.ENERGY, 1e3) if few else []


def _joules_each(reader: Reader, at: int, quantity: Quantity) -> Found:
    if reader.words.text.lower[quantity.unit_start : quantity.unit_end].rstrip().endswith(_DELIVERED_IN):
        return []
    a_pulse = quantity.largest >= _LEAST_J_CM2_A_PULSE and reader.family_at(quantity.first_word) in _LARGE_SPOTS
    return settings_of(reader, quantity, *((SettingKey.FLUENCE, 1.0) if a_pulse else (SettingKey.ENERGY, 1e3)))


def _energy(reader: Reader, at: int, quantity: Quantity) -> Found:
    if _is_total(reader, quantity):
        return []
    if not reader.present.isdisjoint(_EXCIMER) and reader.family_at(quantity.first_word) not in _OF_MILLIJOULES:
        return settings_of(reader, quantity, SettingKey.FLUENCE, 1e-3)  # "308 nm, 200 mJ" are of a square centimetre
    return settings_of(reader, quantity, SettingKey.ENERGY)


def _is_total(reader: Reader, quantity: Quantity) -> bool:
    """Whether a word near says that so much was delivered in all."""
    if "delivered" in reader.present and reader.behind(quantity.last_word, 1) == ("delivered",):
        return True
    if not reader.totals:
        return False
    totals = reader.totals_near(quantity.first_word, quantity.last_word)
    return any(_is_said_of(reader, sign, quantity) for sign in totals)


def _is_said_of(reader: Reader, sign: Sign, quantity: Quantity) -> bool:
    """Whether a "total" is said of this figure, and no other stands between: not in "total 12 kJ, 8 J/cm2"."""
    first, last = quantity.first_word, quantity.last_word
    if sign.first < first:
        of_what_is_counted = reader.word(sign.first - 1).isdigit()  # "4 passes (8 total) 40 mJ"
        return not of_what_is_counted and not reader.quantities_between(sign.last + 1, first)
    near = sign.first <= last + _TOTAL_BEHIND and not reader.quantities_between(last + 1, sign.first)
    return near and _says_it_of_before(reader, sign)


def _says_it_of_before(reader: Reader, sign: Sign) -> bool:
    """Whether a "total" behind a figure is said of it, and not of the next one: "8 J/cm2 total 6 kJ"."""
    parted = (
        reader.breaks[sign.last]
        or reader.breaks[sign.first] == SENTENCE_ENDS
        or reader.word(sign.first - 1) == "and"  # "20 mJ and total densities of 784 MTZ/cm2"
    )
    return not parted and not reader.word(sign.last + 1)[:1].isdigit()


def _duration(reader: Reader, at: int, quantity: Quantity) -> Found:
    factor = _TO_MS[quantity.unit]
    if quantity.several and not _is_named_a_pulse(reader, quantity):
        in_turn = _the_last_of_a_row(reader, at, quantity)
        if in_turn:
            return in_turn
    if reader.words.text.lower[quantity.end : quantity.end + 2].strip()[:1] == "+":
        added = _added_pulses(reader, at, quantity)
        if added:
            return added
    if quantity.unit != "s" and not reader.speaks_of_delays and quantity.joined_by != "/":
        return settings_of(reader, quantity, SettingKey.PULSE, factor)
    after = reader.cue_after(at)
    before = reader.cue_before(quantity.first_word)[0] or _labelled(reader, at, quantity)
    ahead = reader.ahead(quantity.first_word, 2)
    if len(ahead) > 1 and ahead[0] in vocabulary().lists["separated"] and ahead[1] == "by":
        before = "delay"
    if reader.gaps[quantity.last_word + 1][:1] == ")" and not after:
        after = vocabulary().cues.get(reader.word(quantity.last_word + 1), "")  # "with (30 ms) delays"
        after = after if after == "delay" else ""
    if after == "delay" or (before == "delay" and after != "pulse"):
        return settings_of(reader, quantity, SettingKey.SUB_PULSE_DELAY, factor)
    behind = reader.behind(quantity.last_word, 2)
    if behind and behind[0] in vocabulary().lists["between_pulses"]:
        return settings_of(reader, quantity, SettingKey.SUB_PULSE_DELAY, factor)
    if "repeat" in (before, after):
        return []
    if quantity.joined_by == "/" and reader.family_at(quantity.first_word) == "light":
        return sub_pulses(reader, quantity)
    if quantity.unit == "s" and "pulse" not in (after, before):
        first = quantity.first_word
        piano = reader.near(first - _PIANO_WITHIN, first, _PIANO)
        return settings_of(reader, quantity, SettingKey.PULSE, factor) if piano else []
    return settings_of(reader, quantity, SettingKey.PULSE, factor)


def _is_named_a_pulse(reader: Reader, quantity: Quantity) -> bool:
    """ "Pulse duration of 20/30/40 ms" are three of them, and no spot and fluence before one."""
    return quantity.joined_by == "/" and reader.cue_before(quantity.first_word)[0] == "pulse"


def _labelled(reader: Reader, at: int, quantity: Quantity) -> str:
    """The cue that stands before a comma as a paper's label does, "delay, 20 ms": no figure before is its own."""
    label = quantity.first_word - 1
    if label < 0 or reader.gaps[quantity.first_word] != ", ":
        return ""
    before = reader.quantity_before(at)
    if before is not None and not any(reader.breaks[before.last_word + 1 : label + 1]):
        return ""  # "20 ms pulse delay, 4 ms"
    return vocabulary().cues.get(reader.word(label), "")


def _the_last_of_a_row(reader: Reader, at: int, quantity: Quantity) -> Found:
    """ "18/14/3 ms", "18 mm, 14, 3 ms", "4-25-4 ms": the last number alone is the unit's, or every second a pause."""
    if len(quantity.several) == _PAIR:
        return behind_spot(reader, at, quantity)
    if _is_behind_a_fluence(reader, at, quantity):
        return []  # "7.2 J at 8/10/12 ms"
    return trained(reader, quantity) or _steps_of_the_fluence(reader, at, quantity)


def _is_behind_a_fluence(reader: Reader, at: int, quantity: Quantity) -> bool:
    before = reader.quantity_before(at)
    if before is None or before.unit not in FLUENCES or quantity.joined_by != "/":
        return False
    return quantity.first_word - before.last_word <= _PAIR and not any(
        reader.breaks[before.last_word + 1 : quantity.first_word + 1]
    )


def _steps_of_the_fluence(reader: Reader, at: int, quantity: Quantity) -> Found:
    """ "18 J 60 ms → 20 → 22": what is stepped is the fluence before the pulse."""
    before = reader.quantity_before(at)
    first, *steps = quantity.several
    arrow = reader.words.text.lower[first.end : steps[0].start].strip()
    if before is None or before.unit not in {"j", "j_cm2"} or arrow not in ARROWS:
        return []
    if not all(isinstance(each.value, float) and _is_a_step(before.largest, each.value) for each in steps):
        return []
    if isinstance(first.value, float) and _is_a_step(first.value, before.largest):
        return []
    pulse, *fluences = settings_of(reader, quantity, SettingKey.PULSE)
    return [pulse, *(each._replace(key=SettingKey.FLUENCE, unit_written="") for each in fluences)]


def _is_a_step(one: float, other: float) -> bool:
    return max(one, other) <= _LARGEST_STEP * min(one, other)


def _added_pulses(reader: Reader, at: int, quantity: Quantity) -> Found:
    """ "3 ms + 3 ms": two sub-pulses, each as long as it says."""
    following = reader.quantity_behind(at)
    if following is None or following.unit != quantity.unit or len(quantity.parts) + len(following.parts) > _PAIR:
        return []
    if reader.words.text.lower[quantity.end : following.start].strip() != "+":
        return []
    span = reader.words.text.span(quantity.start, following.end)
    return [
        *settings_of(reader, quantity, SettingKey.PULSE, _TO_MS[quantity.unit]),
        Setting(SettingKey.SUB_PULSES, float(_PAIR), "", span),
    ]


def _spots_per_area(scale: str) -> Callable[[Reader, int, Quantity], Found]:
    return lambda reader, at, quantity: densities.on_scale(reader, quantity, scale)


def _count(key: SettingKey) -> Callable[[Reader, int, Quantity], Found]:
    return lambda reader, at, quantity: counts.count(reader, quantity, key)


def _frequency(reader: Reader, at: int, quantity: Quantity) -> Found:
    # "220V 50Hz" is the mains.
    before = reader.word(quantity.first_word - 1)
    if quantity.largest in _OF_MAINS and not _MAINS.isdisjoint(reader.behind(quantity.last_word, 2)):
        return []
    if before.lstrip("0123456789") in _VOLTS:
        return []
    return settings_of(reader, quantity, SettingKey.FREQUENCY)


def _power(reader: Reader, at: int, quantity: Quantity) -> Found:
    apart = not vocabulary().lists["interval_after"].isdisjoint(reader.behind(quantity.last_word, 1))
    is_every = quantity.prefix == "q" or reader.word(quantity.first_word - 1) == "q"
    if is_every or apart or follows_sessions(reader, at, quantity) or _means_weeks(reader, quantity):
        return interval(reader, at, quantity)
    return settings_of(reader, quantity, SettingKey.POWER)


def _means_weeks(reader: Reader, quantity: Quantity) -> bool:
    """Whether a small w is no watt: "6 w later", "clear at 6 w"."""
    lists = vocabulary().lists
    if reader.words.text.cased[quantity.unit_start : quantity.unit_end] != "w":
        return False
    if reader.word(quantity.last_word + 1) in lists["weeks_after"]:
        return True
    before, family = reader.word(quantity.first_word - 1), reader.family_at(quantity.first_word)
    if before == "wait" and reader.word(quantity.first_word - 2) == "no":
        return False  # "20 W, no wait 25 W"
    if before in _FOR_WEEKS or before in lists["healing"] or family in _WITHOUT_POWER:
        return True
    with_power = family in {"fractional", "needles", "erbium"}
    return not with_power and before in lists["weeks_before"]


BY_UNIT: Final[dict[str, Read]] = {
    "nm": _wavelength,
    "j": _bare_joules,
    "j_cm2": _fluence,
    "mj_cm2": _fluence_in_mj,
    "j_each": _joules_each,
    "mj": _energy,
    "mj_each": _energy,
    "ms": _duration,
    "us": _duration,
    "ns": _duration,
    "ps": _duration,
    "s": _duration,
    "mm": lengths.millimetres,
    "mm2": lengths.square_millimetres,
    "cm": lengths.centimetres,
    "um": lengths.micrometres,
    "percent": densities.percent,
    "mtz": _spots_per_area("MTZ/cm2"),
    "mtz_cm2": _spots_per_area("MTZ/cm2"),
    "spots_cm2": _spots_per_area("spots/cm2"),
    "pulse_cm2": _spots_per_area("spots/cm2"),
    "w": _power,
    "hz": _frequency,
    "celsius": temperatures.temperature,
    "c": temperatures.temperature,
    "fahrenheit": temperatures.temperature,
    "degree": temperatures.temperature,
    "pass": _count(SettingKey.PASSES),
    "stack": _count(SettingKey.STACKS),
    "stacked": _count(SettingKey.STACKS),
    "sub_pulse": _count(SettingKey.SUB_PULSES),
    "pulse": counts.pulses,
}
"""What reads a laser's quantities, by their unit."""
