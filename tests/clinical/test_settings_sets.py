"""Which settings were used together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read


def sets(text: str) -> list[dict[str, Any]]:
    found = as_output(read(text))["sets"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "18 mm 14 J 3 ms, then 15 mm 16 J 5 ms",
            [
                {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]},
                {"spot_mm": [15], "fluence_j_cm2": [16], "pulse_ms": [5]},
            ],
        ),
        (
            "755 nm: 18 mm, 16 J. 1064 nm: 15 mm, 30 J",
            [
                {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [16]},
                {"wavelength_nm": [1064], "spot_mm": [15], "fluence_j_cm2": [30]},
            ],
        ),
        (
            "Set A: 1064, 24 J, 25 ms. Set B: same but 30 J",
            [
                {"wavelength_nm": [1064], "fluence_j_cm2": [24], "pulse_ms": [25]},
                {"wavelength_nm": [1064], "fluence_j_cm2": [30], "pulse_ms": [25]},
            ],
        ),
        (
            "FST III: 14 J/cm2, 3 ms; FST V: 10 J/cm2, 20 ms",
            [{"fluence_j_cm2": [14], "pulse_ms": [3]}, {"fluence_j_cm2": [10], "pulse_ms": [20]}],
        ),
        (
            "18 J 3 ms for type II, 12 J 10 ms for type V",
            [{"fluence_j_cm2": [18], "pulse_ms": [3]}, {"fluence_j_cm2": [12], "pulse_ms": [10]}],
        ),
        (
            "first pass 2.5 J/cm2 8mm, second pass 6 J/cm2 4mm",
            [{"fluence_j_cm2": [2.5], "spot_mm": [8]}, {"fluence_j_cm2": [6], "spot_mm": [4]}],
        ),
        (
            "test spot at 10 J, 18 mm and 3 ms, then the full area at 14 J",
            [
                {"fluence_j_cm2": [10], "spot_mm": [18], "pulse_ms": [3]},
                {"fluence_j_cm2": [14], "spot_mm": [18], "pulse_ms": [3]},
            ],
        ),
        (
            "Vbeam 10 mm 6 J 6 ms, then with a Nd:YAG 7 mm 60 J 20 ms",
            [
                {"spot_mm": [10], "fluence_j_cm2": [6], "pulse_ms": [6]},
                {"spot_mm": [7], "fluence_j_cm2": [60], "pulse_ms": [20]},
            ],
        ),
    ],
)
def test_sets_are_told_apart(text: str, expected: list[dict[str, Any]]) -> None:
    assert sets(text) == expected


def test_what_is_said_once_stands_in_each_set() -> None:
    text = "FST II: 18 mm, 18 J, 3 ms\nFST V: 15 mm, 10 J, 20 ms\nDCD 30/20 for all, every 6 weeks."
    first, second = sets(text)
    assert first["cooling"] == second["cooling"] == ["cryogen 30/20"]
    assert first["interval_weeks"] == second["interval_weeks"] == [6]


def test_what_is_said_before_a_colon_stands_in_each_set() -> None:
    first, second = sets("10 mm spot: PDL 6 J/cm2 6 ms, YAG 40 J/cm2 15 ms")
    assert first["spot_mm"] == second["spot_mm"] == [10]


def test_what_is_the_same_is_carried_on() -> None:
    first, second = sets("12 mm, 20 J, 30 ms on the face; 26 J and 40 ms on the neck, same spot")
    assert first["spot_mm"] == second["spot_mm"] == [12]
    first, second = sets("Visit 1: 755, 18 mm, 14 J/cm2, 10 ms, DCD 30/20. Visit 2: 16 J/cm2, same settings")
    assert first["pulse_ms"] == second["pulse_ms"] == [10]


def test_the_laser_holds_until_another_is_named() -> None:
    first, second = sets("KTP 532 nm 8 J 20 ms 6mm, then 10 J 15 ms 3mm")
    assert first["wavelength_nm"] == second["wavelength_nm"] == [532]
    first, second = sets("KTP 532 nm 8 J 20 ms 6mm, then PDL 10 J 15 ms 7mm")
    assert "wavelength_nm" not in second


def test_values_in_one_breath_are_one_set() -> None:
    assert len(sets("7 mm, 8, 9, 10 J/cm2, 1.5 ms")) == 1
    assert len(sets("18 mm. 14 J. 3 ms. DCD 30/20. 6 sessions.")) == 1


def test_paired_lists_keep_their_order() -> None:
    first, second = sets("755 and 1064 nm at 14 and 30 J/cm2, respectively, 18 mm")
    assert (first["wavelength_nm"], first["fluence_j_cm2"]) == ([755], [14])
    assert (second["wavelength_nm"], second["fluence_j_cm2"]) == ([1064], [30])
    assert first["spot_mm"] == second["spot_mm"] == [18]


def test_lists_that_are_not_surely_paired_are_left_alone() -> None:
    assert len(sets("8 and 10 mm, 10 and 12 J/cm2")) == 1


def test_a_tables_rows_are_sets() -> None:
    text = "| area | nm | mm | J/cm2 |\n|---|---|---|---|\n| legs | 755 | 18 | 16 |\n| chin | 1064 | 12 | 30 |"
    assert sets(text) == [
        {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [16]},
        {"wavelength_nm": [1064], "spot_mm": [12], "fluence_j_cm2": [30]},
    ]


def test_a_set_knows_its_devices_its_skin_types_and_its_label() -> None:
    reading = read("GentleMax Pro FST II 18 mm 18 J 3 ms. Vbeam FST V 10 mm 6 J 6 ms.")
    first, second = reading.sets
    assert (first.devices, first.skin_types) == (("gentlemax_pro",), ("II",))
    assert second.skin_types == ("V",)
    assert second.devices != first.devices
    first, second = read("test spot 10 J 3 ms, second session 14 J 5 ms").sets
    assert (first.label, second.label) == ("test spot", "second session")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("GMP legs 15 mm 755 14-16 J 3 ms, if tanned then yag 18 mm 22 J 20 ms", ["legs", "yag"]),
        (
            "GMP legs 755 18 mm 14 J 3 ms; Nd:YAG legs 20 J 20 ms; arms 24 J 20 ms",
            ["legs", "Nd:YAG, legs", "Nd:YAG, arms"],
        ),
        ("alex 18 mm 14 J 3 ms, yag 15 mm 30 J 20 ms", ["alex", "yag"]),
        ("GMP yag 18 mm 22 J 20 ms", ["yag"]),
        ("GMP 1064 yag 18 mm 22 J 20 ms", [""]),
        ("Vbeam Perfecta PDL legs 7 mm 9 J 6 ms, face 10 mm 7 J 10 ms", ["legs", "face"]),
    ],
)
def test_a_laser_without_its_wavelength_is_the_sets_label(text: str, labels: list[str]) -> None:
    assert [each.label for each in read(text).sets] == labels


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("legs 755 18 mm 16 J 3 ms, stripes the day after\n16 J 3 ms 18 mm", 1),
        ("legs 755 18 mm 16 J 3 ms, arms 12 J 5 ms\n755 18 mm 16 J 3 ms\n12 J 5 ms", 2),
        ("legs 755 18 mm 16 J 3 ms\n16 J 5 ms 18 mm", 2),
        ("legs 755 18 mm 16 J 3 ms\narms 18 mm 16 J 3 ms", 2),
        ("FST II 18 mm 16 J 3 ms\nFST IV 18 mm 16 J 3 ms", 2),
    ],
)
def test_what_is_repeated_is_one_set(text: str, count: int) -> None:
    assert len(read(text).sets) == count


def test_what_a_repetition_adds_goes_to_its_set() -> None:
    (only,) = sets("legs 755 16 J 3 ms, stripes the day after\n16 J 3 ms 18 mm DCD 30/20")
    assert (only["spot_mm"], only["cooling"]) == ([18], ["cryogen 30/20"])
    assert only["fluence_j_cm2"] == [16]


def test_what_is_injected_is_no_lasers_set() -> None:
    injected, light = sets("Botox 40 U forehead, then IPL 560 nm 15 J 4 ms. Monthly, 3 sessions")
    assert "fluence_j_cm2" not in injected and "units" not in light
    assert injected["interval_weeks"] == light["interval_weeks"] == [4]


def test_products_of_injectables_are_sets() -> None:
    first, second = sets("Dysport 50 U glabella, Botox 6 U DAO")
    assert first == {"units": [{"value": 50, "scale": "dysport"}]}
    assert second == {"units": [{"value": 6, "scale": "botox"}]}


def test_a_list_behind_the_sets_has_one_value_for_each() -> None:
    text = "Vivace: 1.5 mm for the jawline & 0.5 mm under the eyes, 400ms and 200 ms respectively."

    assert sets(text) == [{"depth_um": [1500], "pulse_ms": [400]}, {"depth_um": [500], "pulse_ms": [200]}]


def test_a_filter_behind_its_figure_is_of_that_set() -> None:
    text = "Lumecca. FST II 11 J/cm2 w/ the 515, FST III 9 J/cm2 w/ the 590."

    assert sets(text) == [
        {"filter_nm": [515], "fluence_j_cm2": [11]},
        {"filter_nm": [590], "fluence_j_cm2": [9]},
    ]


def test_what_each_set_goes_on_with_is_its_own() -> None:
    text = "SKs: CO2 4 W cw, 2 mm spot. Syringomas: CO2 1.5 W, 10 Hz. Local infiltration for the lot"

    assert [{key: one[key] for key in one if key != "anaesthesia"} for one in sets(text)] == [
        {"spot_mm": [2], "power_w": [4]},
        {"power_w": [1.5], "frequency_hz": [10]},
    ]


def test_a_month_begins_a_set() -> None:
    assert sets("Sept: diode, 12 J/cm2. Oct: 16 J/cm2") == [{"fluence_j_cm2": [12]}, {"fluence_j_cm2": [16]}]


@pytest.mark.parametrize(
    "text",
    [
        "2940 for texture then 1927 for colour. 2940: 20 microns, 2 passes. 1927: 12 mJ, 4 passes.",
        "Both 2940 and 1927 today. 2940: 20 microns, 2 passes. 1927: 12 mJ, 4 passes.",
    ],
)
def test_lasers_that_are_announced_are_of_no_set(text: str) -> None:
    assert sets(text) == [
        {"wavelength_nm": [2940], "depth_um": [20], "passes": [2]},
        {"wavelength_nm": [1927], "energy_mj": [12], "passes": [4]},
    ]


def test_what_holds_everywhere_is_in_every_set() -> None:
    assert [one["passes"] for one in sets("CO2RE. Face 40 mJ 6%. Lids 20 mJ 4%, single pass everywhere.")] == [[1], [1]]
