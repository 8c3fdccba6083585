"""Settings in bold, behind abbreviations with a full stop, and in lists that nothing but spaces part."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.settings_said import said


@pytest.mark.parametrize("text", ["alex **18** mm **14** J **3** ms", "alex `18` mm **14** J, **3** msec"])
def test_a_unit_behind_a_bold_number(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [14], "pulse_ms": [3], "spot_mm": [18]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 sessions 4 wks. apart", {"sessions": [3], "interval_weeks": [4]}),
        ("six visits, 7 wks. between", {"sessions": [6], "interval_weeks": [7]}),
        ("never approx. 60 J", {}),
        ("my device goes up to approx. 50 J/cm2 but I stay at 20 J", {"fluence_j_cm2": [20]}),
        ("755 up to approx. 24 J", {"wavelength_nm": [755], "fluence_j_cm2": [[None, 24]]}),
        ("755 18 mm approx. 16 J q. 4 wks. New lamp next year", None),
    ],
)
def test_an_abbreviations_full_stop_ends_no_sentence(text: str, expected: dict[str, Any] | None) -> None:
    usual = {"wavelength_nm": [755], "fluence_j_cm2": [16], "spot_mm": [18], "interval_weeks": [4]}
    assert said(text) == (usual if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("test grid 7 mm: 8 9 10 and 11 J/cm2", "fluence_j_cm2", [8, 9, 10, 11]),
        ("spot sizes of 10 12 and 15 mm", "spot_mm", [10, 12, 15]),
        ("test patches 0.8 1.0 and 1.2 J/cm2", "fluence_j_cm2", [0.8, 1.0, 1.2]),
        ("alex 755 12 and 14 J", "fluence_j_cm2", [12, 14]),
        ("yag 130 J/cm2 on the thigh; at the ankle I go down 110 J/cm2", "fluence_j_cm2", [130, 110]),
        ("yag 30 J, went up 2 J per visit", "fluence_j_cm2", [30]),
        ("pdl 7 J/cm2, followed by 9 J/cm2 on the nose", "fluence_j_cm2", [7, 9]),
        ("alex 20 ms, next time lengthen the pulse by 5 ms", "pulse_ms", [20]),
        ("pdl 8 J, 6 ms cryogen, 7 mm", "pulse_ms", [6]),
        ("pdl 8 J, 6 ms cryogen, 7 mm", "spot_mm", [7]),
    ],
)
def test_lists_and_values_beside_what_is_none(text: str, key: str, values: list[float]) -> None:
    assert said(text)[key] == values


def test_a_delay_in_brackets_is_no_pulse() -> None:
    assert said("IPL 560 15 J, double pulse 4 ms, delay (20 ms)")["pulse_ms"] == [4]


def test_counted_pulses_are_no_rate_and_a_creams_strength_no_pulses() -> None:
    assert said("Thermage 900 REP at 3.5") == {}
    assert "pulse_ms" not in said("M22 560, 12 J/cm2. Topical numbing 23/7")
    assert "power_w" not in said("RF needling 2 mm, power 50, 40, 30 %")
    assert "interval_weeks" not in said("755 nm 20 J/cm2, he shaves every 2 days")


def test_the_largest_blister_is_no_spot() -> None:
    assert said("755 18 mm 16 J. 7 blisters, the biggest 12 mm")["spot_mm"] == [18]


@pytest.mark.parametrize(
    "text",
    [
        "visit  age  spot(mm)  fluence  pulse\n1  34  18  14  3\n2  34  18  16  3",
        "mm J ms\n18 14 3\n18 16 3",
        "Area, Spot, J/cm2, ms, Shots\nLegs, 18, 14, 3, 420\nArms, 18, 16, 3, 200",
    ],
)
def test_tables_without_lines_between_their_columns(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [14, 16], "pulse_ms": [3], "spot_mm": [18]}


def test_a_vessels_size_and_a_total_are_no_settings() -> None:
    assert said("1064 nm 140 J/cm2, 1 mm veins 3 mm")["spot_mm"] == [3]
    assert said("755 nm 14 J/cm2, total 45 J")["fluence_j_cm2"] == [14]
    assert said("1550 nm 20 mJ 4 passes (8 total), then 40 mJ")["energy_mj"] == [20, 40]
    assert said("pulse energies of 10 mJ and total densities of 250 MTZ/cm2")["energy_mj"] == [10]


def test_a_first_line_of_other_words_is_no_heading() -> None:
    assert said("mm nice result\n18 14 3") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toutes les 6 à 8 semaines, 6 à 8 séances", {"sessions": [[6, 8]], "interval_weeks": [[6, 8]]}),
        ("3 séances espacées d'un mois", {"sessions": [3], "interval_weeks": [4]}),
        ("séance chaque 6 semaines", {"interval_weeks": [6]}),
        ("2 séances par mois", {"interval_weeks": [2]}),
        (
            "35 mJ, un passage, trois séances à un mois d'intervalle",
            {"energy_mj": [35], "passes": [1], "sessions": [3], "interval_weeks": [4]},
        ),
        ("τρεις συνεδρίες, ανά 6 εβδομάδες", {"sessions": [3], "interval_weeks": [6]}),
        ("3 sessions a month apart", {"sessions": [3], "interval_weeks": [4]}),
        ("6 weekly sessions x4", {"sessions": [4], "interval_weeks": [6]}),
        ("once a fortnight, six in total", {"sessions": [6], "interval_weeks": [2]}),
        ("repeated 4 times at 6-week intervals", {"sessions": [4], "interval_weeks": [6]}),
    ],
)
def test_courses_in_other_words(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("she had 6 rounds of IPL abroad at 20 J, here 560 14 J 4 ms", "fluence_j_cm2", [14]),
        ("IPL 560 15 J, triple pulse (4 ms) with (30 ms) delays", "pulse_ms", [4]),
        ("Sapphire at 5 °C, 810 nm, 12x12, 30 J, 400 ms", "spot_rect_mm", [[12, 12]]),
        ("1550 50mJ TL7 8 passes 29%", "density_pct", [29]),
        ("755 14J 15x15 2ms", "spot_rect_mm", [[15, 15]]),
        ("755 15 x 15 14J 2ms", "spot_rect_mm", [[15, 15]]),
        ("755 14J 15 x 15 mm 2ms", "spot_rect_mm", [[15, 15]]),
        ("Pixel CO2 60mJ 6x6?? density 5%", "energy_mj", [60]),
    ],
)
def test_what_the_rest_of_a_message_says_of_a_figure(text: str, key: str, expected: list[Any]) -> None:
    assert said(text)[key] == expected
