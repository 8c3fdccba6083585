"""Bare numbers that a kind of laser explains: its line, a light's filter and sub-pulses, "18/14/3"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.clinical.reading import Range, Scaled, Setting, SettingKey
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Reader, scaled, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_LONGEST_SUB_PULSE_MS: Final = 40.0
_FLUENCES: Final = frozenset({"j", "j_cm2", "mj_cm2"})
_PAUSE_TIMES: Final = 2.0  # as long as a pulse beside it, at least
_LONG_PAUSE: Final = 4  # times as long as the pulses before it
_SHORTEST_PAUSE_MS: Final = 15.0  # behind a single pulse
_PAIR: Final = 2
_PULSES_AND_PAUSE: Final = (2, 3)
_A_DAY: Final = 15.0  # and more, before something smaller
_OF_SO_MANY: Final = frozenset({"pkg", "package", "session", "sess", "visit", "treatment", "tx", "week", "page", "va"})
_SPOTS: Final = frozenset({"spot", "spots", "size", "sizes"})
_NOTHING_COUNTED: Final = frozenset({"this", "was", "is", "as", "has", "his", "its", "us", "always", "plus", "does"})
_LONGEST_BAND_NM: Final = 1400.0
_THEN: Final = frozenset({"then", "followed", "plus", "and", "with"})
_ALEXANDRITE: Final = 755.0
CREAMS: Final = frozenset({"blt", "cream", "lidocaine", "lido", "numbing", "compound", "triple"})
_OUT_OF: Final = 10.0
_SKIN_TYPES: Final = frozenset({"ii", "iii", "iv", "vi"})
_DATED: Final = frozenset({"on", "since", "until", "till", "dated", "born"})
_DEPTHS_UM: Final = (25.0, 600.0)
_COUNTED: Final = frozenset({"session", "pass"})  # "4 sessions of 1064"
_WHERE: Final = frozenset({"under", "on", "at", "over", "around", "to", "in", "for"})
_IN_TURN: Final = (SettingKey.SPOT, SettingKey.FLUENCE, SettingKey.PULSE)
_LONG_PULSED: Final = frozenset({"755", "1064", "808", "810", "532"})  # lines that say it where no laser is named
_DYE_LINES: Final = frozenset({"595", "585"})
# Spot in mm, fluence in J/cm2, pulse in ms, as a long-pulsed and a dye laser have them.
_SLASHED: Final = {
    "long": ((6.0, 26.0), (5.0, 60.0), (0.3, 100.0)),
    "dye": ((3.0, 15.0), (3.0, 20.0), (0.4, 40.0)),
}
# J/cm2 that may stand behind a spot without its unit.
_FLUENCE_ALONE: Final = {"long": (5.0, 60.0), "dye": (3.0, 20.0), "short": (0.1, 12.0)}
_ON_VEINS: Final = ((1.0, 6.0), (60.0, 300.0), (5.0, 100.0))
_ENERGY_DENSITY: Final = ((5.0, 350.0), (1.0, 40.0))  # mJ, %
_ENERGY_DENSITY_RATE: Final = ((10.0, 350.0), (1.0, 9.0), (25.0, 600.0))  # mJ, a level, Hz
_FLUENCE_PULSE_TEMPERATURE: Final = (SettingKey.FLUENCE, SettingKey.PULSE, SettingKey.TEMPERATURE)
_OF_BROAD_BAND: Final = ((2.0, 30.0), (3.0, 250.0), (5.0, 35.0))
_POWER_DWELL_PITCH: Final = ((5.0, 60.0), (100.0, 2000.0), (100.0, 1500.0))  # W, µs, µm


def line(reader: Reader, quantity: Quantity) -> list[Setting]:
    """A laser's line that stands for itself: "the 532", "755/1064", "1927 for the face"."""
    lines, plain = vocabulary().lines, vocabulary().plain_lines
    values = [part.value for part in quantity.parts]
    if not all(isinstance(value, float) and value in lines for value in values):
        return []
    laser_words = vocabulary().lists["laser_words"]
    first, last = quantity.first_word, quantity.last_word
    before, behind = reader.word(first - 1), reader.word(last + 1)
    corrects = before == "no" and "?" in reader.gaps[first - 1]  # "532? no, 1064"
    numbered = before in vocabulary().lists["not_line_before"] and reader.breaks[first] < SENTENCE_ENDS
    told = corrects or (before == "of" and vocabulary().units.get(reader.word(first - 2)) in _COUNTED)
    if (numbered and not told) or vocabulary().cues.get(behind) == "filter":
        return []
    if before not in laser_words and behind not in laser_words:
        own = reader.own_lines.issuperset(values)
        if (
            before != "the"
            and not own
            and not any(value in plain for value in values)
            and not _heads_settings(reader, quantity)
        ):
            return []
        sure_lines, own_lines = vocabulary().sure_lines, reader.own_lines
        counts = behind[-1:] == "s" and behind not in _NOTHING_COUNTED
        sure = not counts and all(value in sure_lines or value in own_lines for value in values)
        if not sure and not stands_alone(reader, quantity):
            return []
    if (
        reader.family_at(first) == "light"
        and (before != "the" or not any(value in plain for value in values))
        and all(value in vocabulary().cutoffs for value in values)
        and not has_a_lasers_spot(reader, quantity)
    ):
        return []
    return settings_of(reader, quantity, SettingKey.WAVELENGTH)


def has_a_lasers_spot(reader: Reader, quantity: Quantity) -> bool:
    """Whether a 755 is no filter, because a round spot stands right behind: "755 18 mm 15 J"."""
    at = reader.place_from(quantity.first_word + 1)
    following = reader.quantities[at] if at < len(reader.quantities) else None
    return (
        quantity.value == _ALEXANDRITE
        and following is not None
        and following.unit == "mm"
        and not following.sides
        and following.first_word == quantity.last_word + 1
    )


def _heads_settings(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number begins what comes after a colon or a "then" and is set: "green ink: 785 at 3 mm"."""
    first, behind = quantity.first_word, quantity.last_word + 1
    return (
        first > 0
        and (":" in reader.gaps[first] or reader.word(first - 1) in _THEN)
        and reader.word(behind) == "at"
        and reader.word(behind + 1)[:1].isdigit()
    )


def stands_alone(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number counts nothing: what follows is no noun."""
    index = quantity.last_word + 1
    if index >= len(reader.lower) or reader.breaks[index]:
        return True
    word = reader.lower[index]
    return (
        word[0].isdigit()
        or word in vocabulary().lists["after_line"]
        or word in vocabulary().cues
        or word in _SKIN_TYPES
        or (word in vocabulary().phrases and word not in vocabulary().lists["counted"])
        or index in reader.names
        or reader.words.text.lower[quantity.end : quantity.end + 1] != " "
    )


def slashed(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "18/14/3" of a laser whose spot, fluence and pulse are always told in this order."""
    if len(quantity.several) != len(_IN_TURN) or reader.word(quantity.first_word - 1) in CREAMS:
        return []  # "BLT 20/8/4"
    family = _family_by_line(reader, quantity.first_word)
    if family == "fractional":
        return _fractional(reader, quantity)
    if family == "light":
        return _broad_band(reader, quantity)
    likely = _SLASHED.get(family)
    if likely is None or not (_are_within(quantity, likely) or (family == "long" and _are_within(quantity, _ON_VEINS))):
        return []
    span = reader.words.text.span
    return [
        Setting(key, part.value, "", span(part.start, part.end))
        for key, part in zip(_IN_TURN, quantity.several, strict=True)
    ]


def _family_by_line(reader: Reader, word: int) -> str:
    """The family of the laser that is meant here; where none is named, of the line that is told."""
    if reader.word(word - 1) in _LONG_PULSED:
        return "long"  # "1064 / 15 / 26 / 25"
    family = reader.family_at(word)
    if family:
        return family
    if not reader.present.isdisjoint(_LONG_PULSED):
        return "long"
    return "" if reader.present.isdisjoint(_DYE_LINES) else "dye"


def _broad_band(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "BBL 515, 12-15/5-10/20": fluence, pulse and the crystal's temperature, as BBL's own tables have them."""
    if (
        "bbl" not in reader.present
        or reader.word(quantity.first_word - 1) in _DATED
        or not all(
            low <= _ends(part.value)[0] and _ends(part.value)[1] <= high
            for part, (low, high) in zip(quantity.parts, _OF_BROAD_BAND, strict=True)
        )
    ):
        return []
    span = reader.words.text.span
    return [
        Setting(key, part.value, "", span(part.start, part.end))
        for key, part in zip(_FLUENCE_PULSE_TEMPERATURE, quantity.parts, strict=True)
    ]


def _ends(value: float | Range) -> tuple[float, float]:
    return (value.low or 0.0, value.high or 0.0) if isinstance(value, Range) else (value, value)


def of_a_handpiece(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "DeepFX 15/10": a fractional handpiece's energy in mJ, and its density in percent."""
    if quantity.first_word - 1 not in reader.handpiece_words or not _are_within(quantity, _ENERGY_DENSITY):
        return []
    if reader.family_at(quantity.first_word) != "fractional":
        return []
    energy, density = settings_of(reader, quantity, SettingKey.ENERGY)
    assert isinstance(density.value, float)
    return [energy, density._replace(key=SettingKey.DENSITY, value=Scaled(density.value, "%"))]


def _are_within(quantity: Quantity, likely: Sequence[tuple[float, float]]) -> bool:
    return all(
        isinstance(part.value, float) and low <= part.value <= high
        for part, (low, high) in zip(quantity.several, likely, strict=True)
    )


def _fractional(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "100/3/125" of a fractional laser: energy, density and rate; "15/600/700": power, dwell and pitch."""
    span = reader.words.text.span
    first, second, third = [(part.value, span(part.start, part.end)) for part in quantity.several]
    if _are_within(quantity, _POWER_DWELL_PITCH):
        return [
            Setting(SettingKey.POWER, first[0], "", first[1]),
            Setting(SettingKey.PULSE, scaled(second[0], 1e-3), "", second[1]),
            Setting(SettingKey.DENSITY, Scaled(scaled(third[0], 1e-3), "pitch_mm"), "", third[1]),
        ]
    if not _are_within(quantity, _ENERGY_DENSITY_RATE):
        return []
    return [
        Setting(SettingKey.ENERGY, first[0], "", first[1]),
        Setting(SettingKey.DENSITY, Scaled(second[0], "level"), "", second[1]),
        Setting(SettingKey.FREQUENCY, third[0], "", third[1]),
    ]


def behind_spot(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "18 mm, 14, 3 ms", "18 mm / 14 / 3": the fluence that is told nowhere else stands between spot and pulse."""
    before = reader.quantity_before(at)
    if before is None or before.unit != "mm" or before.several or before.last_word + 1 != quantity.first_word:
        return []
    beside = (*reader.quantities[max(0, at - 2) : at - 1], *reader.quantities[at + 1 : at + 2])
    if any(each.unit in _FLUENCES for each in beside):
        return []
    family = _family_by_line(reader, quantity.first_word)
    likely = _SLASHED.get(family or "long")
    if likely is None or (not quantity.unit and not family):
        return []
    on_veins = family == "long" and before.largest <= _ON_VEINS[0][1] and _are_within(quantity, _ON_VEINS[1:])
    if not on_veins and not _are_within(quantity, likely[1:]):
        return []
    fluence, pulse = settings_of(reader, quantity, SettingKey.PULSE)
    return [fluence._replace(key=SettingKey.FLUENCE, unit_written=""), pulse]


def fluence_behind_spot(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "8 mm 0.25", "18 mm 12": what stands alone right behind a spot, where no fluence is told beside it."""
    likely = _FLUENCE_ALONE.get(reader.family_at(quantity.first_word))
    if at == 0 or likely is None or quantity.joined_by or not likely[0] <= quantity.largest <= likely[1]:
        return []
    spot, beside = (
        reader.quantities[at - 1],
        (*reader.quantities[max(0, at - 2) : at - 1], *reader.quantities[at + 1 : at + 2]),
    )
    is_behind = spot.unit == "mm" and not spot.several and spot.last_word + 1 == quantity.first_word
    if not is_behind or reader.gaps[quantity.first_word] != " " or any(each.unit in _FLUENCES for each in beside):
        return []
    return settings_of(reader, quantity, SettingKey.FLUENCE) if stands_alone(reader, quantity) else []


def spaced(reader: Reader, at: int) -> list[Setting]:
    """A number of "18 14 3": spot, fluence and pulse of a laser told in this order with nothing but spaces between."""
    quantities = reader.quantities
    quantity = quantities[at]
    likely = _SLASHED.get(_family_by_line(reader, quantity.first_word))
    if likely is None:
        return []
    for place, first in enumerate(range(at, at - len(likely), -1)):
        told = quantities[max(first, 0) : first + len(likely)]
        if len(told) < len(likely) or not _are_in_a_row(reader, told):
            continue
        if all(
            each.value == each.number and not each.prefix and low <= each.number <= high
            for each, (low, high) in zip(told, likely, strict=True)
        ):
            return settings_of(reader, quantity, _IN_TURN[place])
    return []


def _are_in_a_row(reader: Reader, told: Sequence[Quantity]) -> bool:
    """Whether numbers stand side by side, the first alone perhaps with its unit, and nothing is counted by the last."""
    if told[0].unit not in {"", "mm"} or any(each.unit for each in told[1:]):
        return False
    first = told[0].first_word
    before = reader.word(first - 1)
    if before[:1].isdigit() and (not before.isdigit() or float(before) not in vocabulary().lines):
        return False
    behind = reader.word(told[-1].last_word + 1)
    if (behind[:1].isdigit() and not reader.breaks[told[-1].last_word + 1]) or vocabulary().cues.get(behind) == "none":
        return False
    return stands_alone(reader, told[-1]) and all(
        reader.words.text.lower[one.end : other.start] == " " for one, other in pairwise(told)
    )


def light(reader: Reader, quantity: Quantity) -> list[Setting]:
    """What bare numbers of an intense pulsed light are: a cut-off or band, or sub-pulses in ms ("4/4")."""
    family = reader.family_at(quantity.first_word)
    values = [part.value for part in quantity.parts]
    if not family and isinstance(values[0], Range) and _is_cutoff(values[0]):
        return settings_of(reader, quantity, SettingKey.FILTER)
    if family != "light":
        of_a_filter = (
            reader.word(quantity.first_word - 1) == "the"
            and not reader.present.isdisjoint(vocabulary().filter_words)
            and all(value in vocabulary().cutoffs and value not in vocabulary().lines for value in values)
        )
        fitted = of_a_filter and stands_alone(reader, quantity)
        return settings_of(reader, quantity, SettingKey.FILTER) if fitted else []  # "took the wrong filter: the 515"
    if all(_is_cutoff(value) for value in values) and stands_alone(reader, quantity):
        return settings_of(reader, quantity, SettingKey.FILTER)
    if reader.word(quantity.first_word - 1) in _DATED | CREAMS | _OF_SO_MANY or _is_a_score(values):
        return []  # "on 12/12", "numbing 23/7", "package 2/4", "pain 7/10"
    added = "+" in reader.words.text.lower[quantity.start : quantity.end]
    if (quantity.joined_by == "/" or added) and all(
        isinstance(value, float) and value <= _LONGEST_SUB_PULSE_MS for value in values
    ):
        return [] if _is_a_day(reader, quantity) else sub_pulses(reader, quantity)
    return []


def _is_a_day(reader: Reader, quantity: Quantity) -> bool:
    """Whether two numbers are a day and a month: "12/03", "23/9"; of two unlike pulses the pause comes last."""
    lower = reader.words.text.lower
    if any(lower[part.start] == "0" and lower[part.start + 1 : part.start + 2].isdigit() for part in quantity.several):
        return True
    if len(quantity.several) != _PAIR:
        return False
    first, second = [part.value for part in quantity.several]
    return isinstance(first, float) and isinstance(second, float) and first >= max(second + 1, _A_DAY)


def _is_a_score(values: list[float | Range]) -> bool:
    return len(values) == _PAIR and values[-1] == _OUT_OF and values[0] != _OUT_OF


def sub_pulses(reader: Reader, quantity: Quantity) -> list[Setting]:
    """Pulses that are written one by one, "4/4": each one's length, and how many they are; "4-25-4" with the delays
    between them."""
    span = reader.words.text.span(quantity.start, quantity.end)
    found = settings_of(reader, quantity, SettingKey.PULSE)
    delays: list[Setting] = []
    if _has_delays(quantity):
        found, delays = found[::2], found[1::2]
    elif _ends_with_delay(quantity):
        found, delays = found[:-1], found[-1:]
    how_many = [Setting(SettingKey.SUB_PULSES, float(len(found)), "", span)] if len(found) > 1 else []
    return [*found, *how_many, *(each._replace(key=SettingKey.SUB_PULSE_DELAY) for each in delays)]


def _has_delays(quantity: Quantity) -> bool:
    """Whether every second number is larger than those beside it: a pause between pulses."""
    values = [part.value for part in quantity.several if isinstance(part.value, float)]
    if len(values) % 2 == 0 or len(values) < len(_IN_TURN) or len(values) < len(quantity.several):
        return False
    return all(max(values[at - 1], values[at + 1]) * _PAUSE_TIMES <= values[at] for at in range(1, len(values), 2))


def _are_spots(reader: Reader, quantity: Quantity) -> bool:
    values = [part.value for part in quantity.several if isinstance(part.value, float)]
    return values == sorted(values) and reader.word(quantity.first_word - 1) in _SPOTS


def _ends_with_delay(quantity: Quantity) -> bool:
    """Whether a pause stands behind a pulse, or two that are alike: "3.5/20", "4/4/25"."""
    if len(quantity.several) not in _PULSES_AND_PAUSE:
        return False
    *pulses, pause = [part.value if isinstance(part.value, float) else 0.0 for part in quantity.several]
    if len(set(pulses)) > 1:
        return False
    return pulses[0] * _LONG_PAUSE <= pause and (len(pulses) == _PAIR or pause >= _SHORTEST_PAUSE_MS)


def trained(reader: Reader, quantity: Quantity) -> list[Setting]:
    """Three numbers or more in a row: "4-25-4" of a pulsed light, "18-14-3" of a laser; not "spot 12/15/18"."""
    if quantity.joined_by == "," or _are_spots(reader, quantity):
        return []
    if reader.family_at(quantity.first_word) == "light" and _has_delays(quantity):
        return sub_pulses(reader, quantity)
    return slashed(reader, quantity)


def _is_cutoff(value: float | Range) -> bool:
    cutoffs = vocabulary().cutoffs
    if isinstance(value, Range):
        return value.low in cutoffs and value.high is not None and value.high <= _LONGEST_BAND_NM
    return value in cutoffs


def depth(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "150 under the eyes", of an erbium laser's depth in micrometres."""
    value = quantity.value
    if not isinstance(value, float) or not _DEPTHS_UM[0] <= value <= _DEPTHS_UM[1]:
        return []
    if reader.family_at(quantity.first_word) != "erbium" or reader.word(quantity.last_word + 1) not in _WHERE:
        return []
    return settings_of(reader, quantity, SettingKey.DEPTH)
