"""Sets that say what they have like the one before, and what holds on from it unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read

FIRST = {"spot_mm": [10], "fluence_j_cm2": [7], "pulse_ms": [6]}


def sets_of(text: str) -> list[dict[str, Any]]:
    """The parameter sets."""
    output: dict[str, Any] = as_output(read(text))
    return output["sets"] or []


@pytest.mark.parametrize(
    "second",
    [
        "second pass 9 J, spot and pulse unchanged.",
        "second pass 9 J, everything else the same.",
        "second pass 9 J, everything else as before.",
        "second pass 9 J, rest as on the first.",
        "second pass 9 J, otherwise identical.",
        "second pass 9 J, same spot, same pulse.",
        "second pass 9 J, same settings.",
        "second pass 9 J, pulse duration the same, same spot.",
    ],
)
def test_what_a_set_says_is_the_same_is_in_it(second: str) -> None:
    assert sets_of(f"PDL, first pass 10 mm 7 J 6 ms. Then the {second}") == [FIRST, {**FIRST, "fluence_j_cm2": [9]}]


@pytest.mark.parametrize(
    "text",
    [
        "Joues 10 mm, 7 J/cm², 6 ms ; cou 5 J/cm², sinon idem.",
        "Mejillas 10 mm, 7 J/cm², 6 ms. Cuello 5 J/cm², lo demás igual.",
        "Wangen 10 mm, 7 J/cm², 6 ms. Kinn 5 J/cm², sonst gleich.",
        "Guance 10 mm, 7 J/cm², 6 ms. Collo 5 J/cm², resto uguale.",
        "Παρειές 10 mm, 7 J/cm², 6 ms. Λαιμός 5 J/cm², τα υπόλοιπα ίδια.",
        "Cheeks 10 mm, 7 J, 6 ms. Neck 5 J, baaki sab same.",
    ],
)
def test_the_same_is_said_in_other_languages(text: str) -> None:
    assert sets_of(text) == [FIRST, {**FIRST, "fluence_j_cm2": [5]}]


def test_what_a_visit_does_not_change_holds_on_until_it_is_changed() -> None:
    text = "Session 1: 755 nm 15 mm 10 J 20 ms; session 2: 11 J; session 3: 12 J and shortened to 10 ms"
    told = [(each["fluence_j_cm2"], each["pulse_ms"], each["spot_mm"]) for each in sets_of(text)]
    assert told == [([10], [20], [15]), ([11], [20], [15]), ([12], [10], [15])]


def test_another_laser_at_a_visit_keeps_nothing() -> None:
    second = sets_of("Session 1: 755 nm 15 mm 10 J 20 ms. Session 2: 1064 nm 12 mm 30 J")[1]
    assert second == {"wavelength_nm": [1064], "spot_mm": [12], "fluence_j_cm2": [30]}


def test_the_rest_as_above_brings_no_other_lasers_wavelength() -> None:
    reading = read("LHR, GentleMax Pro, FST III: 755nm 15mm 12J 10ms, DCD 40/20\nFST V: YAG 35 J 30 ms, rest as above")
    first, second = reading.sets
    assert second.label == "YAG, FST V"
    assert [each.value for each in second.settings] == [15.0, "cryogen 40/20", 35.0, 30.0]
    assert first.skin_types == ("III",)
    assert not [each for each in reading.cautions if "alexandrite" in each.text]


def test_a_spot_in_the_hand_is_the_last_one() -> None:
    sets = sets_of("Visit 1: 4 mm 2.5 J 450 ps. Visit 2: 3 mm 3.2 J. Visit 3: 4.1 J, spot unchanged.")
    assert [each["spot_mm"] for each in sets] == [[4], [3], [3]]


def test_a_longer_pulse_is_only_of_the_set_that_has_it() -> None:
    sets = sets_of("Skin type III: 30 J. Type IV: 26 J. Type V: 22 J, longer pulse 30 ms. Nd:YAG")
    assert [each.get("pulse_ms") for each in sets] == [None, None, [30]]


def test_brackets_behind_the_last_set_are_of_all() -> None:
    sets = sets_of("Right cheek 6.5 J 0.45 ms, left cheek 7.5 J 10 ms for comparison (595, 7 mm)")
    assert [(each["wavelength_nm"], each["spot_mm"]) for each in sets] == [([595], [7])] * 2


def test_the_value_that_was_chosen_of_several_makes_no_set() -> None:
    sets = sets_of("Test patches: 6 J/3 ms, 7 J/3 ms, 8 J/3 ms. Went with 7.")
    assert [each["fluence_j_cm2"] for each in sets] == [[6], [7], [8]]


def test_the_rest_of_the_face_is_no_rest_of_the_settings() -> None:
    sets = sets_of("CO2RE cheeks: 60 mJ, 3% coverage, one pass. Then 40 mJ 25% on the rest of the face.")
    assert sets[1].keys() == {"energy_mj", "density", "density_pct"}


def test_a_laser_behind_radiofrequency_begins_a_set() -> None:
    sets = sets_of("In March Secret RF, 3.5 mm, 50 W, 200 ms, 2 passes → in June fractional CO2 30 mJ, 10%, 1 pass")
    assert [each["passes"] for each in sets] == [[2], [1]]


@pytest.mark.parametrize(
    ("text", "labels", "skin_types"),
    [
        (
            "LHR face, GentleMax Pro, FST III-IV: 755nm 15mm 10-12J 10ms\nFST V: YAG 12mm 35 J 30 ms",
            ["FST III-IV", "YAG, FST V"],
            [("III", "IV"), ("V",)],
        ),
        (
            "Hair removal axilla and bikini. Type II: 755 nm 18 mm 14 J 3 ms. Type IV: 1064 nm 15 mm 28 J 20 ms.",
            ["Type II", "Type IV"],
            [("II",), ("IV",)],
        ),
        ("Cheeks 14 J 18 mm 3 ms, then nose and chin 12 J 15 mm 3 ms", ["Cheeks", "nose and chin"], [(), ()]),
    ],
)
def test_sets_have_the_labels_and_skin_types_of_their_own_lines(
    text: str, labels: list[str], skin_types: list[tuple[str, ...]]
) -> None:
    reading = read(text)
    assert [each.label for each in reading.sets] == labels
    assert [each.skin_types for each in reading.sets] == skin_types
    assert not [each for each in reading.cautions if "Skin type V" in each.text]
