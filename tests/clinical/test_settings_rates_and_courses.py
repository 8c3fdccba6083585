"""How often and how fast, by how much, and with which of a device's lasers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read


def said(text: str, *keys: str) -> dict[str, Any]:
    output = as_output(read(text))
    return {key: output[key] for key in keys if output[key]}


@pytest.mark.parametrize(
    "rate",
    [
        *("10 per second", "10 pulses per second", "10 shots/sec", "10/s", "10 p/s", "freq 10", "pps 10", "10 herz"),
        *("10 flashes per second", "10 times a second", "10 tirs par seconde", "10 htz"),
    ],
)
def test_a_rate_is_in_hertz_however_it_is_said(rate: str) -> None:
    assert said(f"QS yag 1064 6 mm 2 J/cm2 {rate}", "frequency_hz") == {"frequency_hz": [10]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a course of eight", {"sessions": [8]}),
        ("course of 3-5", {"sessions": [[3, 5]]}),
        ("session 3 of 5", {"sessions": [5]}),
        ("session #3 of 5", {"sessions": [5]}),
        ("18 treatments on 6 patients", {}),
        ("every other week, five in all", {"sessions": [5], "interval_weeks": [2]}),
        ("treated six times, monthly", {"sessions": [6], "interval_weeks": [4]}),
        ("treated 6 times at monthly intervals", {"sessions": [6], "interval_weeks": [4]}),
        ("6 tx @ 6 wks", {"sessions": [6], "interval_weeks": [6]}),
        ("5 sessions/4 weeks", {"sessions": [5], "interval_weeks": [4]}),
        ("5x q4w", {"sessions": [5], "interval_weeks": [4]}),
        ("4 wks x 4", {"sessions": [4], "interval_weeks": [4]}),
        ("3 sittings with 3 weeks gap", {"sessions": [3], "interval_weeks": [3]}),
        ("every 3 weeks up to 5 times", {"sessions": [[None, 5]], "interval_weeks": [3]}),
        ("yag 15 mm, now 30 J. monthly", {"interval_weeks": [4]}),
        ("spaced out by 6 weeks", {"interval_weeks": [6]}),
        ("excimer 2x/week", {"interval_weeks": [0.5]}),
        ("bi-weekly", {"interval_weeks": [2]}),
        ("1x/month", {"interval_weeks": [4]}),
        ("sessions 2 to 5 were better", {}),
        ("three in a row", {}),
        ("series of 6, 4 wks apart", {"sessions": [6], "interval_weeks": [4]}),
        ("at least 4 sessions, up to 8, 4-6 weekly", {"sessions": [[4, None], [None, 8]], "interval_weeks": [[4, 6]]}),
        ("mean 6.2 sessions (range 4-9)", {"sessions": [6.2, [4, 9]]}),
        ("session 4/6", {"sessions": [6]}),
        ("treatment no. 4 of 8", {"sessions": [8]}),
        ("3x monthly", {"sessions": [3], "interval_weeks": [4]}),
        ("course of 6, one a week", {"sessions": [6], "interval_weeks": [1]}),
        ("IPL 560 once a month", {"interval_weeks": [4]}),
        ("six weekly appointments", {"sessions": [6], "interval_weeks": [1]}),
        ("every third week", {"interval_weeks": [3]}),
        ("one treatment every 6 weeks for both", {"interval_weeks": [6]}),
        ("Zimmer 4\n- 3 sessions, q4w", {"sessions": [3], "interval_weeks": [4]}),
        ("moved her 15:30 session to 18:00", {}),
        ("sessions 3 and 4 were at 12 J", {}),
        ("14 treatments today, 2 sessions were cancelled", {}),
        ("the conference has 5 sessions on lasers, 40 talks", {}),
    ],
)
def test_courses_and_intervals(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "sessions", "interval_weeks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yag 15 mm 24 J, upped 2 J per visit -> 26, 28", {"fluence_j_cm2": [24, 26, 28]}),
        ("755 12 mm 18 J, by the thighs I'd gone to 14", {"fluence_j_cm2": [18, 14]}),
        ("alex 18 mm 18 J. Today was 16", {"fluence_j_cm2": [18, 16]}),
        ("8 mm 0.4 J/cm2 (was at 0.71)", {"fluence_j_cm2": [0.4, 0.71]}),
        ("QS 532 3 mm 0.8 J up to 1.0, 2 Hz", {"fluence_j_cm2": [[0.8, 1]], "frequency_hz": [2]}),
        ("PDL 10 mm 7 J, down 2 mm in spot, 8 mm", {"spot_mm": [10, 8]}),
        ("RF needles 1.5 mm, 1 mm shallower on the neck", {"depth_um": [1500]}),
        ("Vbeam 7 mm 7 J 0.45", {"pulse_ms": [0.45]}),
    ],
)
def test_steps_are_not_read_as_values_and_what_they_lead_to_is(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "fluence_j_cm2", "energy_mj", "frequency_hz", "spot_mm", "depth_um", "pulse_ms").items() >= (
        expected.items()
    )


@pytest.mark.parametrize(
    ("text", "wavelengths"),
    [
        ("tattoo, flecks of green: 785 at 3 mm 1.8 J", [785]),
        ("as promised > 808 diode / 12 mm", [808]),
        ("PicoSure Pro, 755 platinum focus, 8 mm", [755]),
        ("755 ps 0.7 J 6 mm", [755]),
        ("patients seen: 785 at last count", None),
        ("mixed 755 + 1064 blend", [755, 1064]),
        ("Picoway 1064 3 mm, then 730 at 2 mm 2.6 J", [1064, 730]),
        ("enlighten 670 on freckly II", [670]),
        ("PicoPlus, cheeks: 1064 fractional tip 7 mm", [1064]),
        ("diode 755/810/1064, 6 J/cm2. Bikini with the 810 only, 16 J/cm2", [755, 810, 1064]),
        ("1064Nd:YAG 10 mm", [1064]),
        ("Nd:YAG1064 10 mm", [1064]),
        ("alex755 18mm", [755]),
        ("1.064 nm Nd:YAG", [1064]),
        ("pico 532, 730, 785 handpieces", [532, 730, 785]),
        ("haemoglobin peaks at 542 and 577 nm", None),
        ("yag 1064 nm, aiming beam 650 nm, Wood's lamp 365 nm", [1064]),
    ],
)
def test_a_line_is_known_by_what_stands_around_it(text: str, wavelengths: list[float] | None) -> None:
    assert said(text, "wavelength_nm", "pulse_ms") == ({"wavelength_nm": wavelengths} if wavelengths else {})


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("reticular veins 5 mm, 130 J/cm2, 30 ms", [5]),
        ("small veins: 3 mm/15 ms/200 J. Bigger ones 6 mm, 50 ms, 110 J", [3, 6]),
        ("yag, veins 1 mm, 3 mm spot 200 J", [3]),
        ("585 nm PDL, 7-mm-diameter spot", [7]),
        ("Ø6 mm 100 J/cm2 yag", [6]),
        ("handpiece 5 mm off the skin, 6 mm 13 J yag", [6]),
        ("angioma 4 mm across, 1064, 3 mm spot 200 J", [3]),
        ("leg veins, 532 nm, 3-5mm handpieces 12 14 and 16 J/cm2", [[3, 5]]),
        ("active fx 100 mJ, pattern 3 size 5 density 4", None),
        ("spot 3 mm for the vessel of 2 mm, 532; margins of 5 mm left", [3]),
        ("hair clipped to 1 mm, alex 18 mm 14 J", [18]),
        ("warts: PDL 7 mm, 1 mm rim of normal skin", [7]),
        ("left a 3 mm gap, PDL 7 mm", [7]),
        ("Thermage 4.0 tip, 900 REP", None),
        ("alex 18 mm 14 J, shin scratch 45 mm", [18]),
        ("PDL 7 mm 8 J, fine ones 0.4 mm", [7]),
        ("fractional CO2, 0.12 mm, 20 mJ", [0.12]),
        ("yag 3 mm 140 J/cm2. Two ulcers, 4 and 6 mm, healed", [3]),
        ("PDL 10 mm 7 J, blebs to 8 mm", [10]),
        ("yag 5 mm 75 J, height 5 mm to 2 mm", [5]),
        ("755 then 1064 the same day, both 18 mm", [18]),
    ],
)
def test_a_spot_and_other_lengths(text: str, spots: list[Any] | None) -> None:
    assert said(text, "spot_mm") == ({"spot_mm": spots} if spots else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LightSheer ET 9x9 tip 24 J/cm2", {"spot_rect_mm": [[9, 9]], "fluence_j_cm2": [24]}),
        (
            "LightSheer HS 22x35: is 9 J any better? Mine stays at 8 J/cm2",
            {"spot_rect_mm": [[22, 35]], "fluence_j_cm2": [8]},
        ),
        ("8W/10mJ, 4 passes", {"power_w": [8], "energy_mj": [10], "passes": [4]}),
        ("3 w/ cooling", {}),
        ("Pass 2: 515, 13 J/cm2", {"fluence_j_cm2": [13]}),
        ("no need to exceed 14 J. 12 J 15 mm alex", {"fluence_j_cm2": [12]}),
        ("the 755 instead of the 1064 on purpose: 15mm 18J", {"fluence_j_cm2": [18]}),
        ("Fraxel 1927: 15 mJ; 45%; 6 passes", {"energy_mj": [15], "density_pct": [45], "passes": [6]}),
        ("Morpheus8 4mm depth 30 energy", {}),
        ("1320 nm, 8 W, 600 µm fibre", {"power_w": [8]}),
    ],
)
def test_windows_powers_and_what_is_not_meant(text: str, expected: dict[str, Any]) -> None:
    keys = ("spot_rect_mm", "fluence_j_cm2", "power_w", "energy_mj", "passes", "density_pct", "pulse_ms")
    assert said(text, *keys) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("595 nm, zwei Durchgänge, alle 4 Wochen", {"passes": [2], "interval_weeks": [4]}),
        ("QS 1064, 5 passadas, semanal", {"passes": [5], "interval_weeks": [1]}),
        ("595 nm, 2 passate, settimanale", {"passes": [2], "interval_weeks": [1]}),
        ("1064 nm wöchentlich", {"interval_weeks": [1]}),
        ("1064 nm, εβδομαδιαία", {"interval_weeks": [1]}),
        ("595 nm, 4 sedute ogni 4 settimane", {"sessions": [4], "interval_weeks": [4]}),
        ("595 nm, a period of 4 weeks is left between each treatment", {"interval_weeks": [4]}),
        ("CO2 frazionato 20 mJ, 1 passaggio", {"passes": [1]}),
        ("CO2 10 W, 1 πέρασμα", {"passes": [1]}),
        ("CO2 20 mJ, ένα πέρασμα", {"passes": [1]}),
        ("755 nm, 3 tx 6w", {"sessions": [3], "interval_weeks": [6]}),
        ("1550 nm, 4 passes (8 total), 3 sessions 6 weeks", {"passes": [4], "sessions": [3], "interval_weeks": [6]}),
        ("755 nm, 6 συνεδρίες κάθε 6 εβδομάδες", {"sessions": [6], "interval_weeks": [6]}),
        ("532 nm, 3 séances à 1 mois d'intervalle", {"sessions": [3], "interval_weeks": [4]}),
        ("yag 30 milli sec", {"pulse_ms": [30]}),
        ("yag 6 m.sec", {"pulse_ms": [6]}),
        ("1064nm 18mm20J20ms", {"pulse_ms": [20], "spot_mm": [18], "fluence_j_cm2": [20]}),
        ("3 rd session. 595nm. 7mm.", {"spot_mm": [7]}),
    ],
)
def test_other_countries_and_other_keyboards(text: str, expected: dict[str, Any]) -> None:
    keys = ("passes", "sessions", "interval_weeks", "pulse_ms", "spot_mm", "fluence_j_cm2")
    assert said(text, *keys) == expected


@pytest.mark.parametrize(
    "text",
    ["PDL 7 mm 6 J. Lesion 22 x 14 mm", "22 x 14 mm haemangioma, PDL 7 mm", "tattoo 30 x 40 mm, QS 1064 4 mm"],
)
def test_the_sides_of_what_was_treated_are_no_window(text: str) -> None:
    assert said(text, "spot_rect_mm") == {}


@pytest.mark.parametrize(
    ("text", "temperature"),
    [
        ("RF heated to 43 degrees", [43]),
        ("1064 5 mm 14 J until about 43 degrees on the IR gun", [43]),
        ("1064 until 40-42C", [[40, 42]]),
        ("Forma 42 C on the surface", [42]),
        ("42-degree endpoint, RF", [42]),
        ("40ºC RF", [40]),
        ("RF skin 104 F", [40]),
        ("BBL 515 nm 8 J/cm2, 20 °C", [20]),
        ("BBL 515 nm 8 J/cm2, plate at 20 °C", None),
        ("handpiece held at 45 degrees to the skin, RF", None),
        ("38 °C outside, alex 14 J", None),
        ("autoclave 134 °C", None),
    ],
)
def test_temperatures(text: str, temperature: list[Any] | None) -> None:
    assert said(text, "temperature_c") == ({"temperature_c": temperature} if temperature else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alex 755: 6 every 4 weeks", {"sessions": [6], "interval_weeks": [4]}),
        ("alex: 6 at monthly intervals", {"sessions": [6], "interval_weeks": [4]}),
        ("alex, picked 10 at 4 wks", {}),
        ("alex at 3-month intervals", {"interval_weeks": [12]}),
        ("alex every 2/12", {"interval_weeks": [8]}),
        ("alex x4, 2/12 apart", {"sessions": [4], "interval_weeks": [8]}),
        ("alex, seen on 3/12", {}),
        ("IPL and alex in one sitting", {}),
        ("alex. Session one: 2 Hz. Session three, eight weeks on: 1 Hz", {"frequency_hz": [2, 1]}),
        ("alex 755 fortnightly x4 then monthly x3", {"sessions": [4, 3], "interval_weeks": [2, 4]}),
        ("QS 1064: passes – 4, sessions – 6", {"passes": [4], "sessions": [6]}),
        ("runs on 50/60 Hz mains, alex 2 Hz", {"frequency_hz": [2]}),
        ("RR 5, QS 1064", {"frequency_hz": [5]}),
        ("QS 1064 3 times a week", {"interval_weeks": [0.333333333]}),
    ],
)
def test_courses_in_other_words(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "passes", "sessions", "interval_weeks", "frequency_hz") == expected


@pytest.mark.parametrize(
    "text", ["IPL 20 ms, rv 3/12 after the last", "IPL 20 ms, see in 2/12", "IPL 20 ms. Recall 6/12"]
)
def test_the_months_until_a_review_are_no_pulses(text: str) -> None:
    assert said(text, "pulse_ms", "sub_pulses", "interval_weeks") == {"pulse_ms": [20]}


def test_two_pulses_stay_pulses() -> None:
    assert said("IPL 14 J, 3/12 ms", "pulse_ms") == {"pulse_ms": [3, 12]}
