"""Numbers without a unit: what the word beside them, or a laser's line, makes of them."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Setting, SettingKey
from bot.clinical.settings.again import dose_again, instead, short_dye_pulse
from bot.clinical.settings.counts import (
    KEY_OF_COUNT,
    MOST_COUNTED,
    count,
    counted_further_on,
    times,
    times_a_pulse,
    visit_of_many,
)
from bot.clinical.settings.cues import KEY_OF_CUE, UNITS_OF
from bot.clinical.settings.densities import on_scale, puts_a_percentage_right
from bot.clinical.settings.in_turn import in_turn, its_range
from bot.clinical.settings.injectables import a_side, at_its_site
from bot.clinical.settings.lengths import rectangle
from bot.clinical.settings.lines import (
    CREAMS,
    behind_spot,
    depth,
    fluence_behind_spot,
    light,
    line,
    of_a_handpiece,
    spaced,
    trained,
)
from bot.clinical.settings.people_and_things import are_things, is_date, is_mans_age, is_womans_age, numbers_test_spots
from bot.clinical.settings.quantity import FLUENCES, Quantity
from bot.clinical.settings.schedule import is_about_money
from bot.clinical.settings.temperatures import bare_fahrenheit
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vital_signs import is_sight, is_vital_sign
from bot.clinical.settings.vocabulary import vocabulary

_KEY_OF_METRES: Final = {"spot": SettingKey.SPOT, "pulse": SettingKey.PULSE}
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
_SAID_AFTER: Final = frozenset({"spot", "filter", "fluence", "delay", "density"})
_PAIR: Final = 2
_LEVELS_BELOW: Final = 10
_HIGHEST_LEVEL: Final = 30
_LEVELS: Final = frozenset({"needles", "heat"})  # their "energy 30" is a level of the machine's own
_PS_AND_NS: Final = ((250.0, 900.0, 1e-9), (3.0, 60.0, 1e-6))  # from, to, in ms
_ONE_BY_ONE: Final = frozenset({"seances", "sesiones", "sessions", "treatments", "visits", "sittings"})
_VISITS: Final = frozenset({"visits", "sittings", "appointments", "tx", "txs"})
_SAYS_HOW_MANY: Final = frozenset(":=\t|")
_LENGTHS: Final = frozenset({"mm", "m"})
_MILLISECONDS: Final = frozenset({"ms"})
_NAMED_BEHIND: Final = frozenset({"spot", "depth"})
_KEY_OF_UNIT: Final = {
    "mm": SettingKey.SPOT,
    "ms": SettingKey.PULSE,
    "nm": SettingKey.WAVELENGTH,
    "cm2": SettingKey.FLUENCE,
}
_SAYS_HOW_MUCH: Final = frozenset(":=")
_LONGEST_SIDE_MM: Final = 60.0
_SQUARE_SPOT_MM: Final = (7.0, 30.0)
_WINDOWED: Final = frozenset({"light", "long"})
_DIODES: Final = frozenset({"800", "805", "808", "810"})  # lines of lasers that have windows
_INCHES: Final = frozenset({"inch", "inches"})  # off the skin
_SEVERAL: Final = frozenset({"fluences", "energies", "spots", "filters", "densities", "delays", "tips", "windows"})
_PIECES: Final = frozenset({"pcs", "pieces", "pc", "boxes", "box", "gloves", "mb", "gb", "kb"})
_SIZES: Final = frozenset({"size", "sizes", "spots"})
_OF_LASERS: Final = FLUENCES | {"mj", "mj_each", "mm", "nm", "ms", "hz"}
_PINS: Final = frozenset({"pin", "pins", "electrodes", "channels", "microneedles"})
_SEEN_AGAIN: Final = frozenset({"review", "recall", "followup"})
_OUT_OF: Final = frozenset({"of", "in"})


def bare(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """The settings that the bare numbers at this place say, if they say any."""
    if quantity.prefix == "x":
        return times(reader, at, quantity)
    if _says_no_setting(reader, at, quantity):
        return []
    if quantity.prefix == "d":
        return _behind_a_d(reader, at, quantity)
    before = reader.word(quantity.first_word - 1)
    if before == "not":
        cue = instead(reader, at, quantity)
        return by_cue(reader, quantity, cue, quantity.first_word - 1) if cue else []
    if quantity.several and (found := trained(reader, quantity)):
        return found
    if before in _KEY_OF_UNIT and (found := _behind_its_unit(reader, quantity, _KEY_OF_UNIT[before])):
        return found
    cue, cue_word = _cue_before(reader, at, quantity)
    if cue and cue != "none" and (found := by_cue(reader, quantity, cue, cue_word)):
        return found
    after = reader.cue_after(at)
    if after == "spot" and _is_no_spot(reader, quantity):
        return []
    if (
        after in _SAID_AFTER
        and not _counts_them(reader, quantity)
        and (found := _named_behind(reader, quantity, after))
    ):
        return found
    if quantity.sides:
        return _rectangle(reader, quantity) if _is_a_window(reader, at, quantity) else []
    found = _of_a_laser(reader, at, quantity)
    if found or cue == "none":
        return found or visit_of_many(reader, quantity)
    return (
        (counted_further_on(reader, at, quantity) if quantity.largest <= MOST_COUNTED else [])
        or (a_side(reader, at) or at_its_site(reader, at) if reader.brands else [])
        or depth(reader, quantity)
        or in_turn(reader, at)
        or fluence_behind_spot(reader, at, quantity)
        or dose_again(reader, at, quantity)
        or short_dye_pulse(reader, at, quantity)
        or its_range(reader, at)
    )


def _says_no_setting(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a number names a mode ("PW2 level 4") or a handpiece, tells of a woman's age, is one of so many or counts
    a tip's needles ("49 pins")."""
    if quantity.prefix == "pw":
        return reader.family_at(quantity.first_word) == "needles"
    if quantity.prefix == "f" and is_womans_age(reader, at, quantity):
        return True
    if quantity.first_word in reader.names and not quantity.sides and _is_a_name(reader, quantity):
        return True
    if quantity.joined_by == "/" and (
        _is_a_cream_or_time(reader, quantity) or is_date(reader, quantity) or is_sight(reader, quantity)
    ):
        return True
    behind = reader.word(quantity.last_word + 1)
    return behind in _PINS | _INCHES or (behind in _OUT_OF and _is_of_so_many(reader, quantity))


def _is_a_cream_or_time(reader: Reader, quantity: Quantity) -> bool:
    """ "BLT 20/8/4", "24/7", "3/12 review"."""
    if reader.word(quantity.first_word - 1) in CREAMS or reader.word(quantity.last_word + 1) in _SEEN_AGAIN:
        return True
    return reader.words.text.lower[quantity.start : quantity.end] == "24/7"


def _cue_before(reader: Reader, at: int, quantity: Quantity) -> tuple[str, int]:
    """The cue that a number stands behind, or that is written onto it, and the cue's word."""
    if quantity.prefix:
        return reader.vocabulary.cues.get(quantity.prefix, ""), quantity.first_word
    cue, word = reader.cue_before(quantity.first_word)
    if not cue or (at and _belongs_to(reader.quantities[at - 1], cue, word)):
        return "", word
    if cue == "pulse" and quantity.value in reader.vocabulary.plain_lines:
        return "", word  # "pulsed dye 595"
    if cue == "pulse" and reader.cue_after(at) == "delay":
        return "delay", word  # "double pulse 25 delay"
    return cue, word


def _is_no_spot(reader: Reader, quantity: Quantity) -> bool:
    """Whether a tip is named ("S-25 tip"), counted, or one of radiofrequency, whose "4.0 tip" is an area."""
    named = reader.touches(quantity, "-")
    return named or are_things(reader, quantity) or reader.family_at(quantity.first_word) == "heat"


def _counts_them(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number says how many, or numbers a list: "at 3 fluences", "table 3: fluence by spot"."""
    behind = quantity.last_word + 1
    if ":" in reader.gaps[behind]:
        return True
    one = not quantity.several and isinstance(quantity.value, float) and quantity.value.is_integer()
    return one and quantity.largest < _LEVELS_BELOW and reader.word(behind) in _SEVERAL


def _is_of_a_thing(reader: Reader, quantity: Quantity, cue_word: int) -> bool:
    """Whether it is a thing's size or number, or what a camera counts: "size 6 gloves", "tips 24 pcs", "tip 12-TTF"."""
    lower, end = reader.words.text.lower, quantity.end
    if lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isalpha():
        return True
    if reader.word(quantity.last_word + 1) in _PIECES:
        return True
    return reader.word(cue_word) in _SIZES and reader.units.isdisjoint(_OF_LASERS)


def _named_behind(reader: Reader, quantity: Quantity, after: str) -> list[Setting]:
    """What a word right behind says: "18 spot", "16 fluence"; none in "the 530-750 applicator", a band's."""
    if after == "fluence" and reader.word(quantity.last_word + 1) == "f":
        return bare_fahrenheit(reader, quantity)
    if quantity.sides:
        return _rectangle(reader, quantity)
    if after == "density":
        return _on_a_level(reader, quantity)  # "5 density"
    return _within(reader, quantity, key_named(reader, quantity, after))


def _on_a_level(reader: Reader, quantity: Quantity) -> list[Setting]:
    return on_scale(reader, quantity, "level") if quantity.largest <= _HIGHEST_LEVEL else []


def _is_a_window(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether two sides without a unit are millimetres of a window: of a light, a long-pulsed laser or a diode."""
    family = reader.family_at(quantity.first_word)
    if family in _WINDOWED or not _DIODES.isdisjoint(reader.present):
        return True
    return not family and _is_a_square_spot(reader, at, quantity)


def metres(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "18m 14 J 3m": beside a fluence a spot's or a pulse's unit has lost a letter. "42M" is a man's age."""
    if is_mans_age(reader, quantity):
        return []
    after = reader.cue_after(at)
    if after in _KEY_OF_METRES:
        return _within(reader, quantity, _KEY_OF_METRES[after])  # "18 mil spot, 3 mil pulse"
    before = reader.quantity_before(at)
    following = reader.quantity_behind(at)
    behind_fluence = before is not None and before.unit in FLUENCES and before.last_word + 1 == quantity.first_word
    wanted = _MILLISECONDS if behind_fluence else FLUENCES
    if following is not None and quantity.last_word + 1 == following.first_word and following.unit in wanted:
        return _within(reader, quantity, SettingKey.SPOT)
    if behind_fluence and (_told_of_a_spot(reader, at - 2) or _told_of_a_spot(reader, at + 1)):
        return _within(reader, quantity, SettingKey.PULSE)
    return bare(reader, at, quantity)


def _told_of_a_spot(reader: Reader, at: int) -> bool:
    if not 0 <= at < len(reader.quantities):
        return False
    return reader.quantities[at].unit in _LENGTHS or reader.cue_after(at) == "spot"


def _is_of_so_many(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number before an "of" or "in" is a part of so many: "pulse 80 of 130", "1 in 7"."""
    behind = quantity.last_word + 1
    return not reader.breaks[behind] and reader.word(behind + 1).isdigit()


def _behind_its_unit(reader: Reader, quantity: Quantity, key: SettingKey) -> list[Setting]:
    """ "mm: 18, ms=3": what stands behind a unit and a colon."""
    first = quantity.first_word
    if quantity.sides:
        return []
    gap, unit = reader.gaps[first], first - 1 - (reader.word(first - 1) == "cm2")
    heads = gap == " " and (unit == 0 or reader.breaks[unit] > 0 or ":" in reader.gaps[unit])  # "J/cm2 14, ms 3, mm 18"
    if not heads and not _SAYS_HOW_MUCH.intersection(gap):
        return []
    of_the_one_before = reader.word(first - 2)[:1].isdigit() and not reader.breaks[first - 1]
    return [] if of_the_one_before else _within(reader, quantity, key)


def _is_a_name(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number is a handpiece's name: "Frax 1550"; in the "1064 fractional tip" and in "Soprano 810" the line
    stands for itself."""
    first = quantity.first_word
    in_name = first in reader.handpiece_words and first - 1 in reader.handpiece_words
    return in_name or quantity.value not in vocabulary().plain_lines


def _belongs_to(before: Quantity, cue: str, cue_word: int) -> bool:
    """Whether a cue is the figure's before: "8 passes 3. peel", "4 mm depth 30 energy"."""
    behind = cue_word - before.last_word
    return behind <= 0 or (behind == 1 and cue in _NAMED_BEHIND and before.unit in UNITS_OF[cue])


def _of_a_laser(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """What a kind of laser makes of a bare number. Most numbers can be none of it, which is seen first."""
    words, value = reader.vocabulary, quantity.value
    if quantity.several and len(quantity.several) == _PAIR:
        found = behind_spot(reader, at, quantity) or of_a_handpiece(reader, quantity)
        if found:
            return found
    if not quantity.joined_by and _has_a_neighbour(reader, at) and (found := spaced(reader, at)):
        return found
    if value in words.lines and (found := line(reader, quantity)):
        return found
    may_be_lights = quantity.joined_by or isinstance(value, Range) or value in words.cutoffs
    if may_be_lights and (found := light(reader, quantity)):
        return found
    return times_a_pulse(reader, at, quantity)


def _has_a_neighbour(reader: Reader, at: int) -> bool:
    """Whether another number stands a single space before or behind."""
    quantities = reader.quantities
    quantity = quantities[at]
    if at and quantity.start - quantities[at - 1].end == 1:
        return True
    return at + 1 < len(quantities) and quantities[at + 1].start - quantity.end == 1


def _behind_a_d(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """A density level behind an energy, "100 mJ D3", or a delay behind a light's pulses, "4/4 d25"; not the third
    day."""
    before = reader.quantity_before(at)
    if before is None:
        return []
    if before.unit == "mj" and quantity.largest < _LEVELS_BELOW:
        return on_scale(reader, quantity, "level")
    pulses = before.unit == "ms" or (before.joined_by in {"/", "-"} and not before.unit)
    delays = pulses and reader.family_at(quantity.first_word) == "light"
    return _within(reader, quantity, SettingKey.SUB_PULSE_DELAY) if delays else []


def by_cue(reader: Reader, quantity: Quantity, cue: str, cue_word: int) -> list[Setting]:
    """What a number is by the word that it stands behind, if it can be that."""
    if quantity.sides:
        return _rectangle(reader, quantity) if cue == "spot" else []
    if _is_one_of_them(reader, quantity, cue, cue_word) or (cue == "spot" and numbers_test_spots(reader, quantity)):
        return []
    if is_vital_sign(reader, quantity, cue, cue_word) or (cue == "spot" and _is_of_a_thing(reader, quantity, cue_word)):
        return []
    if cue == "session" and _counts_no_sessions(reader, quantity):
        return []
    if cue in KEY_OF_COUNT:
        return count(reader, quantity, KEY_OF_COUNT[cue])
    if cue == "density" and puts_a_percentage_right(reader, quantity):
        return on_scale(reader, quantity, "%")
    if cue in {"density", "level"}:
        return _on_a_level(reader, quantity)
    if cue == "filter" and quantity.value in vocabulary().lines and quantity.value not in vocabulary().cutoffs:
        return settings_of(reader, quantity, SettingKey.WAVELENGTH)  # "the lens, 1064"
    return _within(reader, quantity, key_named(reader, quantity, cue))


def _counts_no_sessions(reader: Reader, quantity: Quantity) -> bool:
    """Whether days or money stand behind a word for sessions: "course 12/03", "package above 2 lakh"."""
    return (bool(quantity.several) and quantity.joined_by == "/") or is_about_money(reader, quantity)


def _is_one_of_them(reader: Reader, quantity: Quantity, cue: str, cue_word: int) -> bool:
    """Whether a number says which of the passes or sessions is meant, and does not count them."""
    word, gap = reader.word(cue_word), reader.gaps[cue_word + 1]
    if cue == "session" and word in _ONE_BY_ONE and ":" not in gap and _is_from_to(reader, quantity):
        return True  # "sessions two to five" are some of them
    if word in _VISITS and _SAYS_HOW_MANY.isdisjoint(gap) and not _is_said_alone(reader, quantity, cue_word):
        return True  # "visits at 0, 1, 4 months"
    if word == "series":
        return not _counts_sessions(reader, quantity)  # "a series of 18 telangiectasias"
    return word == "pass" and gap == " "  # "pass 2: 515" is the second one


def _is_said_alone(reader: Reader, quantity: Quantity, cue_word: int) -> bool:
    """Whether a clause says nothing but how many: "sittings 4, gap of 6 weeks"."""
    begins = cue_word == 0 or reader.breaks[cue_word] > 0
    return begins and reader.ends_a_clause(quantity) and cue_word + 1 == quantity.first_word and not quantity.several


def _is_from_to(reader: Reader, quantity: Quantity) -> bool:
    """Whether two numbers stand at its place: "2-5", "two to five", "3 and 4"."""
    behind = reader.behind(quantity.last_word, 2)
    to_another = behind[:1] == ("to",) and behind[-1] in vocabulary().numbers
    return isinstance(quantity.value, Range) or bool(quantity.several) or to_another


def _counts_sessions(reader: Reader, quantity: Quantity) -> bool:
    behind = reader.behind(quantity.last_word, 3)
    return not behind or any(vocabulary().units.get(word) == "session" for word in behind)


def key_named(reader: Reader, quantity: Quantity, cue: str) -> SettingKey | None:
    """The setting that a cue says a number is; an "energy" without a unit is mostly that of an area."""
    if cue != "energy":
        return KEY_OF_CUE.get(cue)
    family = reader.family_at(quantity.first_word)
    if family in _LEVELS:
        return None
    in_millijoules = family == "fractional" or reader.word(quantity.first_word - 1) == "mj"
    return SettingKey.ENERGY if in_millijoules else SettingKey.FLUENCE


def _within(reader: Reader, quantity: Quantity, key: SettingKey | None) -> list[Setting]:
    if key is None:
        return []
    if key is SettingKey.PULSE and reader.family_at(quantity.first_word) == "short":
        return _short_pulse(reader, quantity)
    low, high = _BOUNDS[key]
    # Millimetres deep: "depth 1.5".
    factor = 1000.0 if key is SettingKey.DEPTH and quantity.largest < low else 1.0
    return settings_of(reader, quantity, key, factor) if low <= quantity.largest * factor <= high else []


def _short_pulse(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "Pulse 450" of a picosecond laser, "pulse 6" of a Q-switched one: no number is both."""
    for low, high, factor in _PS_AND_NS:
        if low <= quantity.largest <= high:
            return settings_of(reader, quantity, SettingKey.PULSE, factor)
    return []


def _is_a_square_spot(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether two equal sides stand right beside a fluence where no kind of laser is named: "755 14 J 15x15 2 ms"."""
    low, high = _SQUARE_SPOT_MM
    if len(set(quantity.sides)) != 1 or not low <= quantity.sides[0] <= high:
        return False
    beside = reader.quantities[max(0, at - 1) : at + 2]
    edges = (quantity.first_word - 1, quantity.last_word + 1)
    return any(each.unit in FLUENCES and (each.last_word in edges or each.first_word in edges) for each in beside)


def _rectangle(reader: Reader, quantity: Quantity) -> list[Setting]:
    if reader.family_at(quantity.first_word) == "fractional" or _is_of_pixels(reader, quantity):
        return []
    return rectangle(reader, quantity) if max(quantity.sides) <= _LONGEST_SIDE_MM else []


def _is_of_pixels(reader: Reader, quantity: Quantity) -> bool:
    """Whether the sides are pixels of a fractional tip, not millimetres: an energy of each stands in the sentence."""
    start, end = reader.sentence_of(quantity)
    return any(other.unit == "mj_each" and start <= other.first_word < end for other in reader.quantities)
