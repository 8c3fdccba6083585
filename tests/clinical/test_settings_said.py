"""How settings are said when they are dictated, and numbers that say who was treated, or how long, and no setting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.settings_said import said


@pytest.mark.parametrize(
    ("text", "fluences"),
    [
        ("nd yag 3 mm, fluence one hundred sixty joules per square centimeter", [160]),
        ("a hundred and twenty joules, 3 mm, nd yag 20 ms", [120]),
        ("the fluence twenty-five joules, spot fifteen millimetres", [25]),
        ("toning at one point six joules per square centimeter, eight millimeters", [1.6]),
        ("ten of them, twenty five joules each", [25]),
        ("one fifty joules, 3 mm, yag", [150]),
        ("fluence at eighteen, alex, a size ten dress", [18]),
        ("a hundred patients, and twenty joules with IPL", [20]),
    ],
)
def test_words_of_a_number_are_one_number(text: str, fluences: list[Any]) -> None:
    assert said(text)["fluence_j_cm2"] == fluences


@pytest.mark.parametrize(
    "text",
    [
        "Morpheus8 jowl fst5 F47: 4, 3 and 2 mm deep",
        "ActiveFX 90 mJ dens 3 single pass. fst2 F62. valacyclovir",
        "F40, 4 passes of 20 mJ, fraxel",
        "Case 1 (68 F) cleared with QS 755 nm, 3 mm, two sessions",
        "er yag 2940, 4 passes\nhealed in 5 j\nnext in autumn",
        "alex 18 mm 3 ms\n35F: YAG 15 mm 20 ms",
    ],
)
def test_a_persons_age_and_a_number_of_days_are_no_fluence(text: str) -> None:
    assert "fluence_j_cm2" not in said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42M, 20 J 3 ms", {"fluence_j_cm2": [20], "pulse_ms": [3]}),
        ("20 J 3 ms. Case 2: 35M, 30 J", {"fluence_j_cm2": [20, 30], "pulse_ms": [3]}),
        ("18m 14 J 3m", {"spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("SPF 50, 18 mm 20 J", {"spot_mm": [18], "fluence_j_cm2": [20]}),
        ("n=34, 18 mm 20 J", {"spot_mm": [18], "fluence_j_cm2": [20]}),
        ("pain 4 out of 10, 18 mm 20 J", {"spot_mm": [18], "fluence_j_cm2": [20]}),
        ("spot sizes of 10, 12 mm, 20 J", {"spot_mm": [10, 12], "fluence_j_cm2": [20]}),
        ("5 ms pulse (3 pm), 20 J fluence (3 clinics)", {"pulse_ms": [5], "fluence_j_cm2": [20]}),
        ("IPL 16 J, 3 pulses, 4 ms, delay (20 ms)", {"fluence_j_cm2": [16], "pulse_ms": [4]}),
        ("RF needles 1.5 mm 40 W, a 5 mm mole beside it", {"depth_um": [1500], "power_w": [40]}),
        ("10 mm spot, 20 J, according to skin type", {"spot_mm": [10], "fluence_j_cm2": [20]}),
        ("telangiectasia ranging from 0.2 to 1.0 mm, 3 mm spot, 89 J/cm2", {"spot_mm": [3], "fluence_j_cm2": [89]}),
        ("vessels ranging in size from 0.5 to 2 mm, 6 mm spot, 120 J", {"spot_mm": [6], "fluence_j_cm2": [120]}),
        ("20 J, 3 mm, DCD cooling (50 msec spray/20 msec delay)", {"spot_mm": [3], "fluence_j_cm2": [20]}),
        ("7 mm spot, 20 J, with a 30 mm x 30 mm scanner", {"spot_mm": [7], "fluence_j_cm2": [20]}),
        ("excel V plus 12 J, 10 ms", {"fluence_j_cm2": [12], "pulse_ms": [10]}),
        ("Splendor X 20x20 12 J", {"spot_rect_mm": [[20, 20]], "fluence_j_cm2": [12]}),
        ("BBL 515: 12-15/10/20-25", {"fluence_j_cm2": [[12, 15]], "pulse_ms": [10], "filter_nm": [515]}),
        ("BBL 560 filter on 12/11/24", {"filter_nm": [560]}),
        ("IPL 560 filter 16 J, on SPF 24/7", {"filter_nm": [560], "fluence_j_cm2": [16]}),
        ("IPL 560 filter 16 J, 3/12 review", {"filter_nm": [560], "fluence_j_cm2": [16]}),
    ],
)
def test_what_is_no_setting_changes_none_beside_it(text: str, expected: dict[str, Any]) -> None:
    keys = ("spot_mm", "spot_rect_mm", "fluence_j_cm2", "pulse_ms", "depth_um", "power_w")
    found = said(text)
    assert {key: found[key] for key in (*keys, "filter_nm") if key in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "CO2 15 W 20 mJ 10% density (50% improvement)",
        "cleared about 70%, CO2 15 W 20 mJ 10% density",
        "vitamin C 15%, CO2 15 W 20 mJ 10% density",
        "CO2 15 W 20 mJ, c=10%",
    ],
)
def test_an_outcome_and_a_cream_are_no_density(text: str) -> None:
    assert said(text)["density_pct"] == [10]


def test_a_creams_strengths_are_no_settings_in_turn() -> None:
    assert said("alex 755 nm 18 mm 20 J 3 ms, BLT 20/8/4")["spot_mm"] == [18]


@pytest.mark.parametrize(
    ("text", "fluences"),
    [
        ("pt1 F34 alex 15mm 20J 3ms legs\npt2 F41 alex 18mm 16J 10ms arms", [20, 16]),
        ("woman 28 F4, alex 18 mm 12 J", [12]),
        ("IPL 560 8,5 J/cm2, couperose, Frau 49 J. 2 passes", [8.5]),
        ("tanned patient 12 J, fair patient 16 J", [12, 16]),
        ("6 séances à 30 j d'intervalle, 16 J/cm2, puis tous les 60 j", [16]),
        ("alex 18mm f14 3ms", [14]),
        ("alex ss18 f14 pw3 legs", [14]),
        ("toning 8mm f1.6 10 Hz", [1.6]),
        ("swelling after 14 J, 18 mm 3 ms", [14]),
        ("alex 18mm 16 J/cm2. I put 18 J/cm2 same pulse. In all she made 6 sessions", [16, 18]),
    ],
)
def test_a_fluence_beside_them_is_one(text: str, fluences: list[Any]) -> None:
    assert said(text)["fluence_j_cm2"] == fluences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spot 1 12 J, spot 2 14 J, alex 18 mm", {"fluence_j_cm2": [12, 14], "spot_mm": [18]}),
        ("yag 1064, 140-220 J on veins", {"wavelength_nm": [1064], "fluence_j_cm2": [[140, 220]]}),
        ("532 6mm, 1064 G6 dermastat 2mm", {"wavelength_nm": [532, 1064], "spot_mm": [6, 2]}),
        ("yag veins 3/160/20", {"spot_mm": [3], "fluence_j_cm2": [160], "pulse_ms": [20]}),
        ("ActiveFX 80mJ, size 7, pattern 1", {"energy_mj": [80]}),
        (
            "alex 18 mm. Fluence: legs 16, arms 14, axilla 12",
            {"fluence_j_cm2": [16, 14, 12], "spot_mm": [18]},
        ),
        ("14 joules/cm sq, 18 mil spot, 3 mil pulse", {"fluence_j_cm2": [14], "spot_mm": [18], "pulse_ms": [3]}),
        ("515 10J 30Hz? no 1Hz, 8ms", {"fluence_j_cm2": [10], "pulse_ms": [8], "frequency_hz": [1]}),
        ("each session +1J: 12, 13, 14 J", {"fluence_j_cm2": [12, 13, 14]}),
        ("QS 1064 +1.2 J, 532 +0.8 J", {"wavelength_nm": [1064, 532], "fluence_j_cm2": [1.2, 0.8]}),
        ("fraxel 35mJ, 8p, parking 50p", {"energy_mj": [35], "passes": [8]}),
        ("tested 3 spots: 12, 14, 16 J", {"fluence_j_cm2": [12, 14, 16]}),
        ("12 tips left, 3 canisters cryogen", {}),
        ("used the 7 and 10 tips at 12 J", {"fluence_j_cm2": [12], "spot_mm": [7, 10]}),
        ("1064 LP, 3 mm. Healed 3w", {"wavelength_nm": [1064], "spot_mm": [3]}),
        ("CO2 healed well: 20 w 500 um", {"power_w": [20], "depth_um": [500]}),
        ("pulse 6-10 ms, spot 7 or 10 mm", {"pulse_ms": [[6, 10]], "spot_mm": [7, 10]}),
        ("1064, spot 6 mm. After 9 months the clear nail is 7 mm", {"wavelength_nm": [1064], "spot_mm": [6]}),
        ("1064: on each nail 6 mm, 13 J/cm2", {"wavelength_nm": [1064], "fluence_j_cm2": [13], "spot_mm": [6]}),
        ("1060 diode, fat 28 to 23 mm by US", {"wavelength_nm": [1060]}),
        ("corneal shields 26 mm in, then 1064, 10 mm", {"wavelength_nm": [1064], "spot_mm": [10]}),
        ("larger ones (4 mm and over) with 595, 7 mm", {"wavelength_nm": [595], "spot_mm": [7]}),
        ("KTP, big ones (7 mm, 10 J), small ones (3 mm, 14 J)", {"fluence_j_cm2": [10, 14], "spot_mm": [7, 3]}),
        ("Nasal veins, purple, 1 to 1.5 mm. 1064 nm; spot 3 mm", {"wavelength_nm": [1064], "spot_mm": [3]}),
        ("8 feeders mapped, each about 1 mm. 1064, 2 mm", {"wavelength_nm": [1064], "spot_mm": [2]}),
        ("1550 glass, 20mJ", {"wavelength_nm": [1550], "energy_mj": [20]}),
        ("on the long pulsed 1064 this month: 45 J/cm2", {"wavelength_nm": [1064], "fluence_j_cm2": [45]}),
    ],
)
def test_what_stands_beside_a_number_says_what_it_is(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "sessions", "weeks"),
    [
        ("1064 toning, 10 sessions wkly, mMASI 11", [10], [1]),
        ("rf needles, 3 ses 3w apart", [3], [3]),
        ("LED red 633 nm, 96 J/cm2, two times the week for 3 weeks", None, [0.5]),
        ("diode 14 J, 6-8 wkly", None, [[6, 8]]),
        ("1 tx/month x 6, QS 1064 1.2 J", [6], [4]),
        ("PDL 8 J, plan 6 monthly", [6], [4]),
        ("alex 14 J, plan 3-monthly reviews", None, [12]),
        ("twice monthly sessions until clear, 14 J", None, [2]),
        ("810, 28 J, course of 8 monthly", [8], [4]),
        ("he came for 5 sessions, 8 weeks apart & now wants a refund", [5], [8]),
        ("refund asked for 5 sessions, 8 weeks apart", None, [8]),
    ],
)
def test_how_often_is_said_in_many_ways(text: str, sessions: list[Any] | None, weeks: list[Any]) -> None:
    found = said(text)
    assert (found.get("sessions"), found["interval_weeks"]) == (sessions, weeks)
