"""Numbers behind a setting's words that are no setting: a patient's signs, days, telephones, sizes, checks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read
from tests.clinical.settings_said import said


@pytest.mark.parametrize(
    "text",
    [
        "whole body red, pulse 130, feels like she is going to die",
        "Adrenaline in at 14:02. Still grey and pulse 140.",
        "septic: temp 39.4, HR 125, BP 88 after fractional CO2",
        "cheek red past the pen line, temperature 38,6, vomits",
        "Patient from Saturday's Morpheus is back, she had a temp of 39 and shivers",
        "after MNRF swollen with pus, fever 102 F",
        "heart rate 35, pale, not coming round",
        "resp rate 6, pinpoint pupils, 88%",
        "abscess after biostim, temp 40.8, rigors",
        "difficulty getting air in, lips blue, RR 34",
        "IPL shields slipped, VA 20/20, uveitis ruled out",
        "The chiller's alarm went off, temperature 38.5 in the tank",
        "IPL: treated on 3/14/24, 4/11/24 and 5/9/24",
        "Vbeam consult 9/14/23, treated 9/21/23",
        "12/03 IPL, 26/03 mottled hypopigmentation, 09/04 no change",
        "IPL test patch 23/9, reviewed 30/9",
        "IPL hands, package 2/4",
        "IPL burns. Her number is +30 694 555 0182",
        "IPL burns. Call 6972 440 183",
        "IPL. n° SS 2 91 11 69 123 405 38",
        "had the last pair of size 6 gloves",
        "grey patch the size of a 2 euro coin after filler",
        "airways sizes 2 to 4, adrenaline x6",
        "Vivace tips 24 pcs, 10 boxes",
        "lost 2 handpiece tips to the autoclave",
        "VISIA scores: spots 34 -> 51, pores same",
        "handout table 3: fluence x spot",
        "violet net on the chin, pain 8/10 that don't pass",
        "check the date on the box each month",
        "anaphylaxis kit checked monthly",
        "emergency drill, quarterly",
        "azelaic 15%, SPF 50, review every 8 weeks",
        "tranexamic 500 mg weekly by mouth",
        "we ask 25 $ redeemable against treatment",
        "the course 12/03, 26/03",
        "smoke evacuator was off through nine LHR clients",
        "nice review, doi 10.1007/s00238-099-09999-9",
    ],
)
def test_what_is_no_setting_is_read_as_none(text: str) -> None:
    assert as_output(read(text))["sets"] is None


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("Spot 20, fluence 13, pulse 40 on the edges, alex", "pulse_ms", [40]),
        ("Settings sheet\nWavelength 755\nSpot 18\nFluence 14\nPulse 3", "pulse_ms", [3]),
        ("12mm: lip 18J, chin 16J; pulse 3; 1.5Hz", "pulse_ms", [3]),
        ("RR 5, QS 1064", "frequency_hz", [5]),
        ("Exilis, skin temp 41, held 8 min", "temperature_c", [41]),
        ("Temperature of the skin 41 with the Exilis", "temperature_c", [41]),
        ("Exilis: temp 42, 8 min a side", "temperature_c", [42]),
        ("GentleMax legs 12/16/20, bikini 12/18/20", "fluence_j_cm2", [16, 18]),
        ("IPL 560, 13 J, 4/4/25", "sub_pulse_delay_ms", [25]),
        ("IPL double pulse 3.5/20", "sub_pulse_delay_ms", [20]),
        ("IPL 14 J, 6/6", "sub_pulses", [2]),
        ("755 checklist: spot 12/15/18", "spot_mm", [12, 15, 18]),
        ("excel V+ 532: 9 mm, 7.2 J at 8/10/12 ms", "pulse_ms", [8, 10, 12]),
        ("lens 1064, 0.8 J, pico", "wavelength_nm", [1064]),
        ("755 12 J 18 mm 10 ms, then 14.", "fluence_j_cm2", [12, 14]),
        ("fluence 18 20 22 24 J on the shins", "fluence_j_cm2", [18, 20, 22, 24]),
        ("PDL warts 7 mm, 9 J, pare first. 3 weekly. It hurts.", "interval_weeks", [3]),
        ("4 sessions of 1064 at 20 J 12 mm", "wavelength_nm", [1064]),
        ("Fraxel 40 mJ lvl 8, 8 passes", "density", [{"value": 8, "scale": "level"}]),
        ("Fraxel dual 1550 level 8 8 passes", "passes", [8]),
        ("green 670/660 ps/3 mm/1.9 J, enlighten III", "wavelength_nm", [670]),
        ("Fraxel 40 mJ, 6-8 full passes", "passes", [[6, 8]]),
    ],
)
def test_what_looks_like_it_and_is_a_setting_is_read(text: str, key: str, values: list[Any]) -> None:
    assert as_output(read(text))[key] == values


@pytest.mark.parametrize("text", ["IPL 560, 14 J, 12-14 ms pulses", "IPL 560, 14 J, pulses 12-14 ms"])
def test_a_range_of_pulses_has_no_pause(text: str) -> None:
    assert as_output(read(text))["pulse_ms"] == [[12, 14]]


@pytest.mark.parametrize(
    "text",
    [
        "Fraxel with air level 5",
        "40 mJ and pain level 8",
        "Mother tip (60 pin) 45 mJ/pin",
        "Endolift, fibre 300 µm, 1470 nm",
    ],
)
def test_a_level_of_something_else_pins_and_fibres_are_no_density_spot_or_depth(text: str) -> None:
    found = as_output(read(text))
    assert not any(found[key] for key in ("density", "spot_mm", "depth_um"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KTP for the cheeks, no double pulses, 7 J 6 ms 10 mm.", "sub_pulses"),
        ("Vbeam 7 mm 9 J, no double pass.", "passes"),
    ],
)
def test_a_count_that_is_denied_was_not_done(text: str, key: str) -> None:
    assert key not in said(text)


def test_a_no_that_ends_a_clause_denies_nothing_behind_it() -> None:
    assert said("alex 8 mm 30 J 3 ms, 2 passes with 1064 after? no, single pass only")["passes"] == [1]


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("Leg veins: reticular 2-3 mm, 1064, 6 mm spot, 120 J/cm2, 30 ms.", [6]),
        ("YAG. Reticular 3 mm 180 J 40 ms, spiders 2 mm 250 J 15 ms.", [3, 2]),
    ],
)
def test_the_size_of_a_vein_is_no_spot_and_heads_no_row(text: str, spots: list[float]) -> None:
    assert said(text)["spot_mm"] == spots


@pytest.mark.parametrize(
    "text",
    ["3e séance, alex 12 J/cm2", "2e passage, alex 12 J/cm2", "3ª sesión, alex 12 J/cm2", "3a seduta, alex 12 J/cm2"],
)
def test_which_visit_or_pass_it_was_is_no_number_of_them(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [12]}


@pytest.mark.parametrize(
    "text",
    [
        "alex, la prochaine à 14 J/cm2, aujourd'hui 12 J/cm2",
        "Alex, nächste Sitzung 14 J/cm2, heute 12 J/cm2",
        "alex, next time 14 J/cm2, today 12 J/cm2",
    ],
)
def test_what_the_next_visit_shall_have_was_not_done(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [12]}
