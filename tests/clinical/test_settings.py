"""What a message says a laser was set to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read
from bot.clinical.reading import Hints, SettingKey

KEYS = frozenset(key.value for key in SettingKey if key is not SettingKey.HANDPIECE)


def settings(text: str, device: str | None = None) -> dict[str, Any]:
    return {key: value for key, value in as_output(read(text, Hints(device=device))).items() if key in KEYS and value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 mm, 14 J/cm2, 3 ms", {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("18mmx14Jx3ms", {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("18mm@14J/3ms", {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("spot: 7, fluence 18, pulse width 30", {"spot_mm": [7], "fluence_j_cm2": [18], "pulse_ms": [30]}),
        ("SS=12 F=20 PW=5", {"spot_mm": [12], "fluence_j_cm2": [20], "pulse_ms": [5]}),
        ("settings 18/14/3 on the alex", {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("eighteen millimetres, fourteen joules", {"spot_mm": [18], "fluence_j_cm2": [14]}),
        ("7,5 mm and 14,5 J/cm²", {"spot_mm": [7.5], "fluence_j_cm2": [14.5]}),
        (".45 ms", {"pulse_ms": [0.45]}),
        ("0.5 Hz", {"frequency_hz": [0.5]}),
        ("a 200 µm spot", {"spot_mm": [0.2]}),
        ("3x10 mm window", {"spot_rect_mm": [[3, 10]]}),
        ("12 x 12 mm² sapphire", {"spot_rect_mm": [[12, 12]], "cooling": ["contact"]}),
        ("pulse energy 1.2 J", {"energy_mj": [1200]}),
        ("200 mJ/cm2", {"fluence_j_cm2": [0.2]}),
    ],
)
def test_ways_of_writing_settings(text: str, expected: dict[str, Any]) -> None:
    assert settings(text) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3.0- to 3.8-J/cm(2)", [[3.0, 3.8]]),
        ("between 7 and 9 J/cm2", [[7, 9]]),
        ("18-20 J/cm2", [[18, 20]]),
        ("18–20 J/cm2", [[18, 20]]),
        ("7 to 9 J", [[7, 9]]),
        ("from 8 up to 12 J", [[8, 12]]),
        ("8 J/cm2 to 12 J/cm2", [[8, 12]]),
        ("≤ 20 J/cm2", [[None, 20]]),
        ("up to 20 J/cm2", [[None, 20]]),
        ("8+ J/cm2", [[8, None]]),
        ("above 8 J", [[8, None]]),
        ("8 J/cm2 or more", [[8, None]]),
        ("about 20 J/cm2", [20]),
        ("went up to 13 J", [13]),
        ("4, 5, 6, 8 J/cm2", [4, 5, 6, 8]),
        ("4,5,6 J/cm2", [4, 5, 6]),
        ("10, 12 and 15 J", [10, 12, 15]),
        ("10/12/14 J", [10, 12, 14]),
        ("8 vs 10 J/cm2", [8, 10]),
    ],
)
def test_ranges_and_lists(text: str, values: list[Any]) -> None:
    assert settings(text)["fluence_j_cm2"] == values


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("650 us", 0.65),
        ("0.5 µs", 0.0005),
        ("0.5 μs", 0.0005),
        ("6 ns", 6e-6),
        ("450 picoseconds", 4.5e-7),
        ("9 billionths of a second", 9e-6),
        ("10 msec", 10),
        ("3 millisecs", 3),
        ("20-millisecond pulses", 20),
    ],
)
def test_pulses_in_milliseconds(text: str, milliseconds: float) -> None:
    assert settings(text)["pulse_ms"] == [pytest.approx(milliseconds)]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("755 nm", "wavelength_nm", 755),
        ("the 1,064-nm laser", "wavelength_nm", 1064),
        ("10,600-nm CO2", "wavelength_nm", 10600),
        ("694.3 nm ruby", "wavelength_nm", 694.3),
        ("with the 532 at 4 mm", "wavelength_nm", 532),
        ("a 755-mm alexandrite", "wavelength_nm", 755),
        ("560 filter", "filter_nm", 560),
        ("640 lens", "filter_nm", 640),
        ("cut-off 560nm", "filter_nm", 560),
        ("515-nm filter", "filter_nm", 515),
        ("IPL 590 nm", "filter_nm", 590),
        ("IPL, 560-800 nm band", "filter_nm", [560, 800]),
    ],
)
def test_lines_and_filters_stay_apart(text: str, key: str, value: Any) -> None:
    found = settings(text)
    assert found[key] == [value]
    assert not {"wavelength_nm", "filter_nm"} - {key} & found.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("density 3", {"value": 3, "scale": "level"}),
        ("TL 7", {"value": 7, "scale": "level"}),
        ("coverage 25%", {"value": 25, "scale": "%"}),
        ("250 MTZ/cm2", {"value": 250, "scale": "MTZ/cm2"}),
        ("250 microscopic treatment zones per cm2", {"value": 250, "scale": "MTZ/cm2"}),
        ("1,000 micro-thermal zones (MTZ)/cm(2)", {"value": 1000, "scale": "MTZ/cm2"}),
        ("100 spots/cm²", {"value": 100, "scale": "spots/cm2"}),
        ("0.8 mm spacing", {"value": 0.8, "scale": "pitch_mm"}),
        ("500 µm pitch", {"value": 0.5, "scale": "pitch_mm"}),
        ("fractional CO2 20 mJ 5%", {"value": 5, "scale": "%"}),
    ],
)
def test_densities_keep_their_scale(text: str, expected: dict[str, Any]) -> None:
    assert settings(text)["density"] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "fractional CO2 20 mJ, 30% overlap",
        "fractional CO2 20 mJ, 70% improvement",
        "Fraxel 30 mJ after lidocaine 7%",
        "hydroquinone 4% and 1550 nm",
        "30% TCA, then fractional 20 mJ",
    ],
)
def test_other_percentages_are_no_density(text: str) -> None:
    assert "density" not in settings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DCD 30/20", "cryogen 30/20"),
        ("30/20 DCD.", "cryogen 30/20"),
        ("DCD 50/50 ms", "cryogen 50/50"),
        ("cryogen 30 ms spray 20 ms delay", "cryogen 30/20"),
        ("DCD of 30 ms with a 20 ms delay", "cryogen 30/20"),
        ("30 msec cryogen spray and 20 msec delay", "cryogen 30/20"),
        ("20 ms cryogen spurts", "cryogen 20"),
        ("cryogen", "cryogen"),
        ("contact cooling at 5°C", "contact 5 C"),
        ("sapphire 5 C", "contact 5 C"),
        ("Zimmer on 5", "air 5"),
        ("level 4 air", "air 4"),
        ("forced cold air", "air"),
        ("ice packs", "ice"),
        ("cold gel", "gel"),
    ],
)
def test_cooling(text: str, expected: str) -> None:
    assert settings(text) == {"cooling": [expected]}


@pytest.mark.parametrize("text", ["no cooling", "without DCD", "ice pick scars", "contact dermatitis", "silicone gel"])
def test_what_cools_nothing(text: str) -> None:
    assert "cooling" not in settings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every 4 weeks", {"interval_weeks": [4]}),
        ("q4w x 5", {"interval_weeks": [4], "sessions": [5]}),
        ("4-weekly", {"interval_weeks": [4]}),
        ("at 4- to 6-week intervals", {"interval_weeks": [[4, 6]]}),
        ("monthly x3", {"interval_weeks": [4], "sessions": [3]}),
        ("a month apart", {"interval_weeks": [4]}),
        ("every 2 months", {"interval_weeks": [8]}),
        ("every 10 days", {"interval_weeks": [pytest.approx(10 / 7)]}),
        ("every 6/52", {"interval_weeks": [6]}),
        ("weekly for 8 weeks", {"interval_weeks": [1]}),
        ("course of 6", {"sessions": [6]}),
        ("six treatments", {"sessions": [6]}),
        ("3 passes", {"passes": [3]}),
        ("two full passes", {"passes": [2]}),
        ("single pass", {"passes": [1]}),
        ("passes x3", {"passes": [3]}),
        ("14 J/cm2 x3", {"fluence_j_cm2": [14], "passes": [3]}),
        ("pulses x3", {"stacks": [3]}),
        ("double stacked", {"stacks": [2]}),
        ("double impulsion, délai 20 ms", {"sub_pulses": [2], "sub_pulse_delay_ms": [20]}),
        ("double pulse, delay 20 ms", {"sub_pulses": [2], "sub_pulse_delay_ms": [20]}),
        ("IPL 2 x 4 ms", {"sub_pulses": [2], "pulse_ms": [4]}),
        ("IPL 4/4 ms delay 20", {"sub_pulses": [2], "pulse_ms": [4], "sub_pulse_delay_ms": [20]}),
    ],
)
def test_counts_and_schedules(text: str, expected: dict[str, Any]) -> None:
    assert settings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 U Botox glabella", {"units": [{"value": 20, "scale": "botox"}]}),
        ("Botox 12 μονάδες μεσόφρυο", {"units": [{"value": 12, "scale": "botox"}]}),
        ("50 s.U. Dysport", {"units": [{"value": 50, "scale": "dysport"}]}),
        ("hyaluronidase 1,500 IU", {"international_units": [1500]}),
        ("0.5 mL with a 25G cannula", {"volume_ml": [0.5], "needle": ["25G cannula"]}),
        ("0.5 mL of filler in the lips, 30G", {"volume_ml": [0.5], "needle": ["30G"]}),
        ("Nabota, 4 units each side", {"units": [{"value": 4, "scale": "jeuveau"}]}),
    ],
)
def test_injectables(text: str, expected: dict[str, Any]) -> None:
    assert settings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "is 30 J/cm2 safe?",
        "What do you use, 18 or 20 mm?",
        "has anyone gone to 40 J/cm2 with 3 ms?",
        "worried about 30 J/cm2",
        "never above 20 J/cm2",
        "avoid 30 J",
        "do not exceed 12 J/cm2 at 3 ms",
        "the machine goes up to 40 J/cm2",
        "it comes with 3, 5 and 7 mm handpieces",
        "the paper used 8 J/cm2 with 10 ms",
        "the label says 20 J/cm2",
        "our rep suggested 40 J/cm2, 30 ms and an 18 mm spot",
        "596 J in all",
        "5.0 kJ delivered",
        "1,064 visits and 755 clients",
        "vessels of 0.5-1 mm",
        "a 6 mm lentigo, margins 2 mm",
        "lesion size 7 mm, a 5 mm brown macule",
        "clear at 6 w, and 8 w later",
        "couldn't go above 8 J",
        "a rep suggested 14 J/cm2",
        "a 42 yo woman, 60 kg",
        "12/03/2024 at 14:30",
        "$300 and 250 EUR",
        "seen at 6 weeks and 3 months",
        "OD 7+ at 1064 nm",
        "the M22 and the CO2",
        "thermal relaxation time of 200 µm hair is 20 ms",
    ],
)
def test_what_was_not_set(text: str) -> None:
    assert settings(text) == {}


def test_a_question_takes_nothing_away_from_what_was_done_before_it() -> None:
    assert settings("Used 14 J/cm2 at 3 ms, would you go to 20 J/cm2?") == {"fluence_j_cm2": [14], "pulse_ms": [3]}
    assert settings("Is 20 J/cm2 too much? I stay at 16.") == {"fluence_j_cm2": [16]}


@pytest.mark.parametrize(
    "text",
    [
        "never had a blister at 14 J/cm2",
        "it did not work at 14 J/cm2",
        "worried about PIH, so 14 J/cm2",
        "used the preset, 14 J/cm2",
        "in this prospective study patients had 14 J/cm2",
        "as the rep recommended I use 14 J/cm2",
        "14 J/cm2 at another clinic before she came to us",
    ],
)
def test_what_was_used_all_the_same(text: str) -> None:
    assert settings(text) == {"fluence_j_cm2": [14]}


def test_a_rep_rate_is_nobodys_advice() -> None:
    assert settings("rep rate 2 Hz, 6 mm") == {"frequency_hz": [2], "spot_mm": [6]}


def test_what_is_taken_back_does_not_count() -> None:
    assert settings("5 J/cm2... no wait, 15 J/cm2") == {"fluence_j_cm2": [15]}
    assert settings("I meant 20 J/cm2") == {}


def test_the_device_says_what_a_bare_number_is() -> None:
    assert settings("150 under the eyes at 5.5% density", device="profractional")["depth_um"] == [150]
    assert settings("2 mm, 25 W, 80 ms", device="morpheus8")["depth_um"] == [2000]


def test_a_handpiece_with_a_number_in_its_name_is_no_wavelength() -> None:
    assert "wavelength_nm" not in settings("Nordlys, Frax 1550, 30 mJ")


def test_each_setting_knows_its_place_and_its_unit() -> None:
    text = "PDL: 7–9 J/cm² at 10 msec"
    (only,) = read(text).sets
    fluence, pulse = only.settings
    assert text[fluence.span.start : fluence.span.end] == "7–9 J/cm²"
    assert fluence.unit_written == "J/cm²"
    assert text[pulse.span.start : pulse.span.end] == "10 msec"
    assert pulse.unit_written == "msec"
