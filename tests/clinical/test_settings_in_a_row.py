"""Settings parted by nothing but spaces, with their words or units before them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read
from tests.clinical.settings_said import said

_USUAL: dict[str, Any] = {"fluence_j_cm2": [14], "pulse_ms": [3], "spot_mm": [18]}


@pytest.mark.parametrize(
    "text",
    [
        "spot 18mm fluence 14 pulse 3",
        "alex spot 18 pulse 3 fluence 14",
        "Fluence [J/cm²]: 14 Spot [mm]: 18 Pulse [ms]: 3",
        "J/cm2: 14, mm: 18, ms: 3",
        "alex 18 14 3",
        "alex 18mm 14 3",
        "alex 18 milimeter 14 jouls 3 msc",
        "14 (J/cm2), 18 (mm), 3 (ms)",
        "alex 18m 14 J 3m",
        "alex: 18 mm, 14, 3 ms",
        "alex 18 mm / 14 / 3",
        "alex 18mm/14/3ms",
        "GentleLase 18-14-3",
        "mm/J/ms 18/14/3",
        "Spot size (mm), fluence (J/cm2), pulse (ms): 18, 14, 3",
        "pulse/spot/fluence 3/18/14",
    ],
)
def test_spot_fluence_and_pulse_in_a_row(text: str) -> None:
    assert said(text) == _USUAL


@pytest.mark.parametrize(
    ("text", "spots", "fluences"),
    [
        ("Picosure 8mm 0.25 / 6mm 0.4 / flat 3.0mm 2.08", [8, 6, 3], [0.25, 0.4, 2.08]),
        ("alex 18 mm 12, 3 ms; 15 mm 16", [18, 15], [12, 16]),
        ("Vbeam 7 mm 9, 10 mm 7", [7, 10], [9, 7]),
    ],
)
def test_a_fluence_alone_behind_its_spot(text: str, spots: list[float], fluences: list[float]) -> None:
    found = said(text)
    assert (found["spot_mm"], found["fluence_j_cm2"]) == (spots, fluences)


def test_what_stands_in_brackets_behind_a_number_is_its_unit_only_if_it_is_one() -> None:
    assert said("alex 18 mm 14 J, option 2 (c), visit 3 (m)") == {"spot_mm": [18], "fluence_j_cm2": [14]}


def test_rows_under_the_names_of_their_settings() -> None:
    assert said("Alex, spot/fluence/pulse:\n18/14/3 legs\n15/16/5 axillae") == {
        "spot_mm": [18, 15],
        "fluence_j_cm2": [14, 16],
        "pulse_ms": [3, 5],
    }


def test_a_list_ends_with_its_last_two_joined_by_and() -> None:
    assert said("spots 18 and 15, 14 and 16 J") == {"spot_mm": [18, 15], "fluence_j_cm2": [14, 16]}


@pytest.mark.parametrize(
    ("written", "pulses", "delay"), [("4-25-4", 2, 25), ("3.5/30/3.5 ms", 2, 30), ("pulses 4-20-4-20-4", 3, 20)]
)
def test_pulses_with_the_pauses_between_them(written: str, pulses: int, delay: float) -> None:
    output = as_output(read(f"IPL 560, {written}, 15 J/cm2"))
    assert (output["sub_pulses"], output["sub_pulse_delay_ms"]) == ([pulses], [delay])
    pulse_ms = output["pulse_ms"]
    assert isinstance(pulse_ms, list)
    assert len(pulse_ms) == 1
    assert output["fluence_j_cm2"] == [15]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CO2 100/3/125", {"energy_mj": [100], "density": [{"value": 3, "scale": "level"}], "frequency_hz": [125]}),
        ("SmartXide DOT 15/600/700", {"power_w": [15], "pulse_ms": [0.6]}),
        ("UltraPulse DeepFX 15/10", {"energy_mj": [15], "density_pct": [10]}),
        ("CO2 on 12/3/24", {}),
    ],
)
def test_a_fractional_lasers_shorthand(text: str, expected: dict[str, Any]) -> None:
    output = said(text)
    assert {key: output[key] for key in expected} == expected
    assert expected or not output


def test_a_counted_noun_belongs_to_the_number_behind_it_where_each_has_its_word_before() -> None:
    assert said("spot 18 fluence 14 pulse 3 rate 2 passes 4") == _USUAL | {"frequency_hz": [2], "passes": [4]}
    assert said("fluence 14, 5 passes 8 mm")["passes"] == [5]


def test_numbers_in_a_row_that_count_something_are_no_settings() -> None:
    assert said("alex on 12 14 16 patients") == {}


@pytest.mark.parametrize(
    "text", ["alex face 14 J neck 12 chest 10", "alex FST II 14 J III 12 IV 10", "14 J face 12 neck 10 chest"]
)
def test_labels_between_numbers_with_one_unit(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [14, 12, 10]}


@pytest.mark.parametrize("rate", ["10 imp/s", "10 coups/s", "10 coups par seconde"])
def test_rates_in_french_habits(rate: str) -> None:
    assert said(f"1064 6 mm 2 J {rate}")["frequency_hz"] == [10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nb de séances: 6, intervalle 4 semaines", {"sessions": [6], "interval_weeks": [4]}),
        ("une fois par mois", {"interval_weeks": [4]}),
    ],
)
def test_courses_in_french_habits(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected
