"""Densities, each with the scale that it is on: they convert into no other."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Scaled, Setting, SettingKey
from bot.clinical.settings.joins import ABOUT
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Reader, scaled, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_OF_A_FRACTION: Final = frozenset({"mj", "mj_each", "um"})
_BESIDE: Final = frozenset({"mj", "mj_each", "um", "w", "pass", "mm", "j_cm2", "us", "ms", "j", "nm", "hz", "unit"})
_LINES: Final = frozenset({"1540", "1550", "1565", "1927", "10600"})  # of lasers that are always fractional
_THEN: Final = frozenset({"then", "and", "plus", "before", "after"})
_PAIR: Final = 2
_BULLETS: Final = " \t\n-*•·"
_OF_PEOPLE: Final = frozenset(
    {"were", "was", "had", "have", "developed", "experienced", "reported", "of", "showed", "achieved", "withdrew"}
)
_GOES_ON: Final = frozenset({"", ";"})
_MOST_SITES: Final = 8  # told in one row; what is a longer row of percentages is no list of settings
_NEAR: Final = 6  # words between a percentage and the setting that it stands beside


def on_scale(reader: Reader, quantity: Quantity, scale: str, factor: float = 1.0) -> list[Setting]:
    """Each part of a quantity as a density on a scale."""
    found: list[Setting] = []
    for setting in settings_of(reader, quantity, SettingKey.DENSITY):
        assert isinstance(setting.value, float | Range)
        value = Scaled(scaled(setting.value, factor), scale)
        found.append(Setting(setting.key, value, setting.unit_written, setting.span))
    return found


def puts_a_percentage_right(reader: Reader, quantity: Quantity) -> bool:
    """Whether a bare density stands for one that was told in per cent: "10 % density … density was 5 not 10"."""
    refused, *wrong = reader.behind(quantity.last_word, 2) or ("",)
    if refused != "not" or not wrong:
        return False
    return any(each.unit == "percent" and reader.word(each.first_word) == wrong[0] for each in reader.quantities)


def percent(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """A percentage that is a density: called one, or beside a fractional laser's settings, no drug's or outcome's."""
    if quantity.joined_by == "/" and _is_dose_and_density(reader, quantity):
        return _dose_and_density(reader, at, quantity)
    if _is_of_so_many_people(reader, quantity):
        return []
    lists = vocabulary().lists
    first, last = quantity.first_word, quantity.last_word
    after, (before, _) = reader.cue_after(at), reader.cue_before(first)
    if after != "density" and before not in {"density", "level"}:
        behind, ahead = reader.behind(last, 2), reader.ahead(first, 3)
        if behind and behind[0] in lists["not_density_after"]:
            return []
        said = [word for word in ahead if word not in ABOUT]
        if said and said[-1] in lists["not_density_before"]:
            return []
        if not lists["drugs"].isdisjoint(ahead) or _is_a_drugs(behind):
            return []
        family = reader.family_at(first)
        fractional = family in {"fractional", "erbium"} or (not family and not _LINES.isdisjoint(reader.present))
        of_a_fraction = fractional and _beside_a_setting(reader, at, _BESIDE)
        if not of_a_fraction and not _beside_a_setting(reader, at, _OF_A_FRACTION):
            return []
    return on_scale(reader, quantity, "%")


def _is_of_so_many_people(reader: Reader, quantity: Quantity) -> bool:
    """ "5 (12%) were lost to follow-up"; not "level 6 (45%)"."""
    first = quantity.first_word
    counted = reader.word(first - 1).isdigit() and reader.gaps[first] == " ("
    return counted and reader.word(quantity.last_word + 1) in _OF_PEOPLE


def _is_a_drugs(behind: tuple[str, ...]) -> bool:
    """ "20 % ALA", "5 % topical lidocaine"; not "5 % then ALA"."""
    drugs = vocabulary().lists["drugs"]
    return bool(behind) and (behind[0] in drugs or (behind[-1] in drugs and behind[0] not in _THEN))


def _is_dose_and_density(reader: Reader, quantity: Quantity) -> bool:
    """Whether a falling pair is a fractional laser's energy or depth, and its density: "250/10%"."""
    values = [part.value for part in quantity.parts]
    if len(values) != _PAIR or reader.family_at(quantity.first_word) != "fractional":
        return False
    dose, density = values
    return isinstance(dose, float) and isinstance(density, float) and dose > density


def _dose_and_density(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    dose, density = settings_of(reader, quantity, SettingKey.DENSITY)
    assert isinstance(density.value, float | Range)
    units = (each.unit for each in reversed(reader.quantities[:at]))
    told = next((unit for unit in units if unit in _OF_A_FRACTION), "")
    key = SettingKey.DEPTH if told == "um" else SettingKey.ENERGY
    return [
        Setting(key, dose.value, "", dose.span),
        Setting(SettingKey.DENSITY, Scaled(density.value, "%"), density.unit_written, density.span),
    ]


def _beside_a_setting(reader: Reader, at: int, units: frozenset[str]) -> bool:
    """Whether another quantity of a laser stands in the same sentence, near."""
    first = at
    while first > 0 and at - first < _MOST_SITES and _go_together(reader, first):
        first -= 1  # "20 mJ, 5 % cheeks, 3 % lids"
    if first > 0:
        other = reader.quantities[first - 1]
        told = other if other.unit or first == 1 else reader.quantities[first - 2]  # "150 um eyes, 250 cheeks, 11 %"
        begins = reader.quantities[first].first_word
        if told.unit in units and told.largest >= 1 and _is_near(reader, other.last_word, begins):
            return True
    if at + 1 < len(reader.quantities):
        other = reader.quantities[at + 1]
        return other.unit in units and _is_near(reader, reader.quantities[at].last_word, other.first_word)
    return False


def _go_together(reader: Reader, at: int) -> bool:
    """Whether a percentage is told right after another, in one sentence and of another site."""
    before, quantity = reader.quantities[at - 1], reader.quantities[at]
    return before.unit == quantity.unit and _is_near(reader, before.last_word, quantity.first_word)


def _is_near(reader: Reader, last: int, first: int) -> bool:
    """Whether few words stand between two quantities, and no sentence ends; a semicolon goes on with the same list, and
    so does a line that begins with the quantity."""
    if first == last + 1 and reader.gaps[first].strip(_BULLETS) in _GOES_ON:
        return True
    return first - last < _NEAR and not any(
        reader.breaks[index] == SENTENCE_ENDS and reader.gaps[index].strip() != ";"
        for index in range(last + 1, first + 1)
    )
