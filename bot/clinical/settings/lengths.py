"""Lengths: a spot, a window, a depth, a pitch, or the size of what was treated, which is no setting."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.clinical.reading import Range, Rectangle, Setting, SettingKey
from bot.clinical.settings.changes import is_by_so_much
from bot.clinical.settings.densities import on_scale
from bot.clinical.settings.joins import ABOUT, ARROWS
from bot.clinical.settings.quantity import FLUENCES, SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Reader, settings_of, unit_written
from bot.clinical.settings.vocabulary import vocabulary

_LARGEST_DEPTH_OF_NEEDLES_MM: Final = 8.0  # pins are no longer than this; a larger number of mm is a window's
_NEEDLES: Final = frozenset({"needles", "heat"})
_CALLED_A_SPOT: Final = frozenset({"spot", "size"})
_BEGINS_ANEW: Final = frozenset({"and", "then", "with"})
_LARGEST_VESSEL_MM: Final = 3.0
_POINTS_TO: Final = ARROWS | {"=>", "⇒"}
_LARGEST_STEP_MM: Final = 3.0  # a spot is changed by so much; behind "up" or "down" more is the new spot
_BY: Final = frozenset({"by", "up", "down"})
_LESIONS: Final = frozenset(
    {
        "ones",
        "angiomas",
        "haemangiomas",
        "hemangiomas",
        "naevi",
        "nevi",
        "warts",
        "moles",
        "milia",
        "lakes",
        "keratoses",
    }
)
_LESION: Final = frozenset(
    {"lake", "angioma", "haemangioma", "hemangioma", "naevus", "nevus", "wart", "mole", "lentigo", "cyst", "macule"}
)
_MEASURED: Final = _LESION | {"vessel", "vessels", "margin", "margins", "lesion", "lesions"}
_SCANNED: Final = frozenset({"scanner", "scan"})  # what a small spot is moved over
_IS: Final = frozenset({"is", "was", "are", "now", "grew"})
_NAILS: Final = frozenset({"nail", "nails", "plate"})
_OF_A_SURFACE: Final = frozenset({"long", "dye"})  # families of lasers that tell no depth
_FIBRES: Final = frozenset({("fibre",), ("fiber",)})
_OFF: Final = frozenset({("off",), ("away",), ("from",)})
_ROUND: Final = frozenset({"diameter", "dia", "diam", "round", "circular"})
_TELLS_A_SIZE: Final = frozenset({"its", "theyre"})
_BECOMES_WITHIN: Final = 4  # words
_SPOTS: Final = frozenset({"spot", "spots", "beam"})
_AREAS: Final = frozenset({"tattoo", "patch", "stain", "birthmark", "pws", "calm"})
_ROUND_SPOTS: Final = frozenset({"dye", "short"})
_LONGEST_ELLIPSE_MM: Final = 15.0
_OF_WINDOWS: Final = frozenset({"area", "long", "wide", "of", "below", "above"})
_MADE_OF: Final = frozenset(
    {"setting", "settings", "choice", "minimum", "maximum", "min", "max", "instead", "use", "diameter"}
)
_ROUND_SPOT_MM: Final = (1.0, 30.0)  # of lasers for hair, vessels and pigment, where no word calls it a spot
_LARGE_SPOTS: Final = frozenset({"long", "dye", "light", "short"})
_LARGEST_SPOT_MM: Final = 60.0
_A_ROW_AND_MORE: Final = 6  # quantities
_SMALLEST_SPOT_MM: Final = 1.5
_POWER_AND_DWELL: Final = [["w", "us"], ["w", "ms"]]
_OF_A_PULSE: Final = frozenset({"j", "j_cm2", "mj", "ms", "ns", "ps", "hz", "nm"})

Found = list[Setting]


def millimetres(reader: Reader, at: int, quantity: Quantity) -> Found:
    """What a number of millimetres says."""
    if quantity.sides:
        return [] if _is_measured_over(reader, quantity) else rectangle(reader, quantity)
    if _is_a_change_or_distance(reader, at, quantity):
        return []
    key = _named(reader, at, quantity)
    if key is SettingKey.DENSITY:
        return on_scale(reader, quantity, "pitch_mm")
    if key is SettingKey.DEPTH:
        return settings_of(reader, quantity, key, 1e3)
    if key is None and quantity.largest > _LARGEST_SPOT_MM and quantity.largest in vocabulary().lines:
        return settings_of(reader, quantity, SettingKey.WAVELENGTH)  # "755-mm laser"
    if key is None and (_is_a_size(reader, at, quantity) or not _can_be_a_spot(reader, quantity)):
        return []
    return settings_of(reader, quantity, SettingKey.SPOT)


def _is_a_change_or_distance(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a length tells by how much a setting was changed, how far off a handpiece was, or how long a line is."""
    if at and reader.quantities[at - 1].unit == "cm" and quantity.start - reader.quantities[at - 1].end < 4:
        return True  # the second side of something measured in centimetres
    if is_by_so_much(reader, quantity) or _is_step(reader, quantity) or _has_become(reader, at, quantity):
        return True
    behind = reader.behind(quantity.last_word, 1)
    if behind == ("long",):  # "a line 8 mm long", not "needles 2 mm long"
        return vocabulary().lists["depth_before"].isdisjoint(reader.ahead(quantity.first_word, 4))
    return behind in _OFF  # "held 5 mm off the skin"


def _named(reader: Reader, at: int, quantity: Quantity) -> SettingKey | None:
    """What the words beside a length say that it is; of needles it is mostly how deep they go."""
    cues = (reader.cue_after(at), reader.cue_before(quantity.first_word)[0])
    behind = reader.behind(quantity.last_word, 2)
    if "pitch" in cues or "density" in cues:
        return SettingKey.DENSITY
    called_a_spot = "spot" in behind or reader.word(quantity.first_word - 1) in _CALLED_A_SPOT
    of_a_lesion = behind[:1] != () and behind[0] in _MEASURED
    if "depth" in cues or (_is_of_needles(reader, quantity) and not called_a_spot and not of_a_lesion):
        return SettingKey.DEPTH  # also of a "1 mm tip" of needles
    if "spot" in cues or (len(behind) > 1 and behind[0] in _ROUND and behind[1] in _SPOTS):
        return SettingKey.SPOT  # also in "7-mm-diameter spot"
    return SettingKey.DEPTH if behind and behind[0] in vocabulary().lists["depth_after"] else None


def _is_of_needles(reader: Reader, quantity: Quantity) -> bool:
    """Whether a length is short enough for pins, and they or needles with watts are spoken of."""
    if quantity.largest > _LARGEST_DEPTH_OF_NEEDLES_MM:
        return False
    family = reader.family_at(quantity.first_word)
    needles = vocabulary().lists["needle_words"]
    return family in _NEEDLES or (not family and "w" in reader.units and not needles.isdisjoint(reader.present))


def _is_a_size(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a length that no word names is that of what was treated, or of what came of it."""
    lists, first = vocabulary().lists, quantity.first_word
    behind = reader.behind(quantity.last_word, 3)
    each = first - 1 - (reader.word(first - 1) in ABOUT)
    if reader.word(each) == "each" and reader.breaks[each]:
        return True  # "white confetti, each 3 mm", "8 feeders, each about 1 mm"
    measured = (
        (behind and behind[0] in lists["not_spot_after"])
        or _is_measured(reader, first, behind)
        or (reader.gaps[first] == ", " and reader.word(first - 1) in lists["wounds"])  # "two ulcers, 4 and 6 mm"
    )
    if (measured and not _begins_settings(reader, at, quantity)) or _is_of_something(reader, first):
        return True
    if _is_the_nails(reader, first) or _says_which_ones(reader, at, quantity):
        return True
    if quantity.largest <= _LARGEST_VESSEL_MM and (
        _is_below(quantity.value) or _is_of_a_vessel(reader, quantity) or _leads_to_its_spot(reader, at, quantity)
    ):
        return True
    if not lists["wounds"].isdisjoint(reader.present) and _is_of(reader, quantity, lists["wounds"]):
        return True
    # "a venous lake, about 6 mm. 1064 nm, 5 mm spot"
    lesion = not _LESION.isdisjoint(reader.present) and _has_its_spot(reader, quantity)
    return lesion and _is_of(reader, quantity, _LESION)


def _leads_to_its_spot(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a vessel's size points to the spot for it: "leg veins 1 mm => 3 mm, 180 J"."""
    following = reader.quantity_behind(at)
    if following is None or following.unit != "mm" or reader.present.isdisjoint(vocabulary().lists["lesion_words"]):
        return False
    return reader.words.text.lower[quantity.end : following.start].strip() in _POINTS_TO


def _is_below(value: float | Range) -> bool:
    """ "Red ones < 1 mm": a size, no spot."""
    return isinstance(value, Range) and value.low is None


def _can_be_a_spot(reader: Reader, quantity: Quantity) -> bool:
    """Whether a text speaks of a laser, or of nothing else, and its spots can be as large: "a 2 mm ptosis" is none."""
    alone = quantity.first_word == 0 and quantity.last_word + 1 == len(reader.lower)
    if not (reader.speaks_of_lasers or alone or reader.cue_before(quantity.first_word)[0]):
        return False
    smallest, largest = _ROUND_SPOT_MM
    if quantity.largest < smallest:
        return reader.family_at(quantity.first_word) not in _LARGE_SPOTS  # else a vessel's size
    return quantity.largest <= largest  # "scar 45 mm"


def _says_which_ones(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a size alone in brackets tells which lesions: "larger ones (4 mm and over)"; not "(7 mm, 10 J)"."""
    first = quantity.first_word
    if reader.word(first - 1) not in _LESIONS or "(" not in reader.gaps[first]:
        return False
    following = reader.quantities[at + 1 : at + 2]
    end = following[0].start if following else len(reader.words.text.lower)
    return ")" in reader.words.text.lower[quantity.end : end]


def _is_the_nails(reader: Reader, first: int) -> bool:
    """ "The clear nail is 7 mm", not "on each nail 7 mm"."""
    return reader.word(first - 1) in _IS and reader.word(first - 2) in _NAILS


def _is_of_a_vessel(reader: Reader, quantity: Quantity) -> bool:
    """Whether a sentence tells of vessels and then of nothing but this, and a spot is told elsewhere: "Nasal veins,
    purple, 1 to 1.5 mm. Nd:YAG, spot 3 mm"."""
    if reader.present.isdisjoint(vocabulary().lists["lesion_words"]):
        return False
    behind = quantity.last_word + 1
    if behind < len(reader.lower) and reader.breaks[behind] < SENTENCE_ENDS:
        return False
    start = reader.words.sentence(quantity.first_word)[0]
    if not reader.near(start, quantity.first_word, vocabulary().lists["lesion_words"]):
        return False
    alone = not any(start <= each.first_word < quantity.first_word for each in reader.quantities)
    return alone and any(each.unit == "mm" and each is not quantity for each in reader.quantities)


def _has_its_spot(reader: Reader, quantity: Quantity) -> bool:
    """Whether another sentence behind has a spot."""
    end = reader.words.sentence(quantity.last_word)[1]
    return any(each.unit == "mm" and each.first_word >= end for each in reader.quantities)


def _is_of(reader: Reader, quantity: Quantity, things: frozenset[str]) -> bool:
    """Whether a sentence tells of a crust or a blister before, and of nothing else that a laser is set to."""
    start, end = reader.sentence_of(quantity)
    told = any(each.unit in _OF_A_PULSE and start <= each.first_word < end for each in reader.quantities)
    return not told and reader.near(start, quantity.first_word, things)


def _is_measured_over(reader: Reader, quantity: Quantity) -> bool:
    """Whether two sides are those of what was treated: "lesion 22 x 14 mm", "a 3 x 3 mm biopsy"."""
    first, behind = quantity.first_word, reader.behind(quantity.last_word, 2)
    if behind and behind[0] in _SCANNED:
        return True
    if "spot" in (reader.cue_before(first)[0], vocabulary().cues.get(behind[0], "") if behind else ""):
        return False
    if max(quantity.sides) > _LONGEST_ELLIPSE_MM and reader.family_at(first) in _ROUND_SPOTS:
        return True
    if not _AREAS.isdisjoint(reader.right_before(first, 2)):
        return True
    return _is_measured(reader, first, behind) or (
        bool(behind) and behind[0] in vocabulary().lists["not_spot_after"] and behind[0] not in _OF_WINDOWS
    )


def _is_of_something(reader: Reader, first: int) -> bool:
    """ "A swelling of 5 mm", "margins of 5 mm": of what is no spot."""
    first -= reader.word(first - 1) in ABOUT
    if reader.word(first - 1) != "of" or reader.breaks[first - 1]:
        return False
    word = reader.word(first - 2)
    return word.isalpha() and word not in _MADE_OF and vocabulary().cues.get(word) != "spot"


def _is_measured(reader: Reader, first: int, behind: tuple[str, ...]) -> bool:
    lists = vocabulary().lists
    near = reader.right_before(first, 2)
    if near and near[-1] == "from":
        near = reader.right_before(first, 5)  # "telangiectasia ranging from 0.2 to 1 mm"
    if near and near[-1] in _TELLS_A_SIZE and not lists["wounds"].isdisjoint(reader.present):
        return True  # "a blister on the shin … it's 8 mm x 5 mm"
    for reach, word in enumerate(reversed(near), 1):
        # In "1 mm veins 3 mm" the veins have their size already.
        if word in _BEGINS_ANEW:
            break
        if word in lists["not_spot_before"] and (reader.breaks[first - reach] or not _has_size(reader, first - reach)):
            return True
    return len(behind) > 1 and behind[1] in lists["lesion_words"]


def _is_step(reader: Reader, quantity: Quantity) -> bool:
    """Whether a spot was changed by this: "down 2 mm to 8 mm"."""
    return quantity.largest <= _LARGEST_STEP_MM and reader.word(quantity.first_word - 1) in _BY


def _has_become(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether this is what a size that is no setting came to: "height 6 mm came to 2 mm"."""
    before = reader.quantity_before(at)
    if before is None or before.unit != "mm" or reader.word(quantity.first_word - 1) != "to":
        return False
    near = quantity.first_word - before.last_word <= _BECOMES_WITHIN
    return near and reader.core_words[-1:] != [before.first_word]


def _begins_settings(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a fluence follows at once, and no other spot with it: "telangiectasia 3 mm 220 J/cm2, 20 ms"."""
    following = reader.quantities[at + 1 : at + _A_ROW_AND_MORE]
    if quantity.largest < _SMALLEST_SPOT_MM or not following or following[0].first_word != quantity.last_word + 1:
        return False
    end = reader.words.sentence(quantity.last_word)[1]
    units = [each.unit for each in following if each.first_word < end]
    spot = units.index("mm") if "mm" in units else len(units)
    its_own = spot == len(units) or not FLUENCES.isdisjoint(units[spot:])  # a further row, "spiders 2 mm 250 J"
    return its_own and not FLUENCES.isdisjoint(units[: min(spot, 2)])


def _has_size(reader: Reader, word: int) -> bool:
    return any(quantity.unit == "mm" and quantity.last_word == word - 1 for quantity in reader.quantities)


def rectangle(reader: Reader, quantity: Quantity) -> Found:
    """Two sides as a window."""
    if len(quantity.sides) != 2:
        return []
    folded = reader.words.text
    written = unit_written(reader, quantity)
    factor = 10.0 if quantity.unit == "cm" else 1.0
    width, height = quantity.sides
    value = Rectangle(width * factor, height * factor)
    return [Setting(SettingKey.SPOT_RECTANGLE, value, written, folded.span(quantity.start, quantity.end))]


def square_millimetres(reader: Reader, at: int, quantity: Quantity) -> Found:
    """A window's two sides ("12x12 mm2"); an area alone says nothing."""
    return rectangle(reader, quantity) if quantity.sides else []


def centimetres(reader: Reader, at: int, quantity: Quantity) -> Found:
    """A spot in centimetres, if it is called one."""
    if "spot" not in (reader.cue_after(at), reader.cue_before(quantity.first_word)[0]):
        return []
    return rectangle(reader, quantity) if quantity.sides else settings_of(reader, quantity, SettingKey.SPOT, 10.0)


def _behind_power_and_dwell(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a fractional carbon dioxide laser's pitch ends its row: "25 W, 700 µs, 600 µm"."""
    row = reader.quantities[max(0, at - 2) : at + 1]
    if [each.unit for each in row[:-1]] not in _POWER_AND_DWELL or reader.family_at(
        quantity.first_word
    ) != "fractional":
        return False
    return all(one.last_word + 1 == other.first_word for one, other in pairwise(row))


def micrometres(reader: Reader, at: int, quantity: Quantity) -> Found:
    """What a number of micrometres says."""
    after, (before, _) = reader.cue_after(at), reader.cue_before(quantity.first_word)
    if reader.behind(quantity.last_word, 1) in _FIBRES or reader.ahead(quantity.first_word, 1) in _FIBRES:
        return []
    if after == "filter" or _is_measured(reader, quantity.first_word, reader.behind(quantity.last_word, 2)):
        return []
    if (
        "pitch" in (after, before)
        or _behind_power_and_dwell(reader, at, quantity)
        or (after != "depth" and before != "depth" and reader.pitch_in_micrometres)
    ):
        # A second set has its pitch where the first one said so: "pitch 500 µm … 15 W / 600 µs / 700 µm".
        reader.pitch_in_micrometres = True
        return on_scale(reader, quantity, "pitch_mm", 1e-3)
    line = quantity.largest * 1000.0
    if after not in {"depth", "spot"} and quantity.largest % 1 and line in vocabulary().lines:
        return settings_of(reader, quantity, SettingKey.WAVELENGTH, 1e3)  # "a 10.6 µm laser"
    said_deep = "depth" in (after, before)
    of_a_surface = not said_deep and reader.family_at(quantity.first_word) in _OF_A_SURFACE  # "KTP 532: 10 W, 700 µm"
    if after == "spot" or (before == "spot" and after != "depth") or of_a_surface:
        return settings_of(reader, quantity, SettingKey.SPOT, 1e-3)
    return settings_of(reader, quantity, SettingKey.DEPTH)
