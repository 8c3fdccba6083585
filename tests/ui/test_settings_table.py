"""The table of settings: short lines, parameter sets apart, values in the unit that was written."""

from __future__ import annotations

import pytest

from bot.clinical.reading import Range, Rectangle, Scaled, SettingKey, SettingSet, SettingValue
from bot.ui.settings_table import settings_lines
from tests.support.readings import setting, used

KEY = SettingKey


def lines(*sets: SettingSet) -> list[str]:
    return settings_lines(sets)


def test_one_set_is_light_then_dose_then_cooling_then_course() -> None:
    one = used(
        setting(KEY.COOLING, "cryogen 40/20"),
        setting(KEY.SESSIONS, 8.0, "sessions"),
        setting(KEY.INTERVAL, 6.0, "weeks"),
        setting(KEY.PULSE, 20.0, "ms"),
        setting(KEY.FLUENCE, 26.0, "J/cm2"),
        setting(KEY.SPOT, 15.0, "mm"),
        setting(KEY.WAVELENGTH, 1064.0, "nm"),
    )
    assert lines(one) == [
        "Wavelength **1064 nm** · Spot **15 mm**",
        "Fluence **26 J/cm²** · Pulse **20 ms**",
        "Cooling **cryogen 40/20**",
        "Sessions **8** · Every **6 weeks**",
    ]


def test_nothing_read_shows_nothing() -> None:
    assert lines() == []


def test_two_sets_stand_apart_and_what_holds_for_both_stands_once() -> None:
    shared = (setting(KEY.COOLING, "air"), setting(KEY.INTERVAL, 4.0, "weeks"))
    own = setting(KEY.ENDPOINT, "erythema")
    first = used(setting(KEY.FLUENCE, 20.0, "J"), *shared, own, label="test spot", skin_types=("V",))
    second = used(setting(KEY.FLUENCE, 26.0, "J"), *shared, label="", skin_types=("IV",))
    assert lines(first, second) == [
        "**1. test spot · skin type V**",
        "Fluence **20 J/cm²**",
        "Endpoint **erythema**",
        "",
        "**2. skin type IV**",
        "Fluence **26 J/cm²**",
        "",
        "**Both**",
        "Cooling **air**",
        "Every **4 weeks**",
    ]


def test_what_holds_for_three_sets_says_how_many() -> None:
    three = [used(setting(KEY.FLUENCE, fluence, "J"), setting(KEY.COOLING, "air")) for fluence in (20.0, 22.0, 24.0)]
    assert "**All 3**" in lines(*three)


def test_sets_of_two_devices_name_them() -> None:
    first = used(setting(KEY.FLUENCE, 20.0, "J/cm2"), devices=("gentlemax_pro",))
    second = used(setting(KEY.FLUENCE, 6.0, "J/cm2"), devices=("picosure",))
    assert lines(first, second)[0] == "**1. GentleMax Pro**"
    assert lines(first, second)[3] == "**2. PicoSure**"


def test_a_label_that_names_the_skin_type_is_enough() -> None:
    first = used(setting(KEY.FLUENCE, 20.0), label="FST V", skin_types=("V",))
    second = used(setting(KEY.FLUENCE, 26.0), label="FST II", skin_types=("II",))
    third = used(setting(KEY.FLUENCE, 22.0), label="FST III-IV", skin_types=("III", "IV"))
    assert lines(first, second, third)[::3] == ["**1. FST V**", "**2. FST II**", "**3. FST III-IV**"]


@pytest.mark.parametrize(
    ("key", "value", "unit", "shown"),
    [
        (KEY.PULSE, 0.5, "µs", "Pulse **500 µs**"),
        (KEY.PULSE, 0.3, "μsec", "Pulse **300 µs**"),
        (KEY.PULSE, 0.3, "microseconds", "Pulse **300 µs**"),
        (KEY.PULSE, 4.5e-7, "ps", "Pulse **450 ps**"),
        (KEY.PULSE, 6e-6, "nanoseconds", "Pulse **6 ns**"),
        (KEY.PULSE, 9e-6, "billionths of a second", "Pulse **9 ns**"),
        (KEY.PULSE, 1000.0, "s", "Pulse **1 s**"),
        (KEY.PULSE, 3.5, "msecs", "Pulse **3.5 ms**"),
        (KEY.PULSE, 20.0, "", "Pulse **20 ms**"),
        (KEY.DEPTH, 1500.0, "mm", "Depth **1.5 mm**"),
        (KEY.DEPTH, 150.0, "microns", "Depth **150 µm**"),
        (KEY.SPOT, 0.2, "μm", "Spot **200 µm**"),
        (KEY.SPOT, 12.0, "millimetres", "Spot **12 mm**"),
        (KEY.ENERGY, 1000.0, "J", "Energy **1 J**"),
        (KEY.ENERGY, 35.0, "mJ/pixel", "Energy **35 mJ**"),
        (KEY.FREQUENCY, 1e6, "MHz", "Rate **1 MHz**"),
        (KEY.INTERVAL, 10 / 7, "days", "Every **10 days**"),
        (KEY.INTERVAL, 4.0, "monthly", "Every **1 month**"),
        (KEY.INTERVAL, 1.0, "weekly", "Every **1 week**"),
        (KEY.WAVELENGTH, 10600.0, "nm", "Wavelength **10600 nm**"),
        (KEY.FLUENCE, Range(3.0, 3.8), "J/cm(2)", "Fluence **3–3.8 J/cm²**"),
        (KEY.FLUENCE, Range(None, 20.0), "J/cm2", "Fluence **up to 20 J/cm²**"),
        (KEY.FLUENCE, Range(8.0, None), "J/cm2", "Fluence **from 8 J/cm²**"),
        (KEY.PULSE, Range(3e-4, 7.5e-4), "ns", "Pulse **300–750 ns**"),
        (KEY.SPOT_RECTANGLE, Rectangle(15.0, 35.0), "mm", "Spot **15 × 35 mm**"),
        (KEY.DENSITY, Scaled(7.0, "level"), "", "Density **level 7**"),
        (KEY.DENSITY, Scaled(Range(252.0, 784.0), "MTZ/cm2"), "", "Density **252–784 MTZ/cm²**"),
        (KEY.DENSITY, Scaled(0.8, "pitch_mm"), "mm", "Density **0.8 mm pitch**"),
        (KEY.DENSITY, Scaled(25.0, "%"), "%", "Density **25%**"),
        (KEY.UNITS, Scaled(20.0, "Botox"), "U", "Dose **20 U Botox**"),
        (KEY.UNITS, Scaled(20.0, ""), "U", "Dose **20 U**"),
        (KEY.ENDPOINT, "*frosting* @everyone", "", "Endpoint **\\*frosting\\* @\u200beveryone**"),
    ],
)  # fmt: skip
def test_a_value_stands_as_it_was_written(key: SettingKey, value: SettingValue, unit: str, shown: str) -> None:
    assert lines(used(setting(key, value, unit))) == [shown]


def test_several_values_share_their_unit() -> None:
    listed = used(*(setting(KEY.FLUENCE, value, "J/cm2") for value in (4.0, 5.0, 6.0, 8.0)))
    assert lines(listed) == ["Fluence **4, 5, 6, 8 J/cm²**"]
    mixed = used(setting(KEY.PULSE, 0.5, "µs"), setting(KEY.PULSE, 20.0, "ms"))
    assert lines(mixed) == ["Pulse **500 µs, 20 ms**"]
    many = used(*(setting(KEY.FLUENCE, float(value), "J") for value in range(1, 12)))
    assert lines(many) == ["Fluence **1, 2, 3, 4, 5, 6, 7, 8 J/cm² and 3 more**"]


def test_a_percentage_is_not_said_twice() -> None:
    one = used(setting(KEY.DENSITY, Scaled(25.0, "%"), "%"), setting(KEY.DENSITY_PERCENT, 25.0, "%"))
    assert lines(one) == ["Density **25%**"]
    assert lines(used(setting(KEY.DENSITY_PERCENT, 25.0, "%"))) == ["Density **25%**"]


@pytest.mark.parametrize("key", list(KEY))
def test_every_setting_has_its_place(key: SettingKey) -> None:
    (line,) = lines(used(setting(key, 5.0)))
    assert "**5" in line
