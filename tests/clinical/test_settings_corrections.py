"""Figures that are put right further on, and numbers that look like settings and are none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.score_counts import same
from tests.clinical.settings_said import said


@pytest.mark.parametrize(
    ("text", "fluences"),
    [
        ("pdl 10mm 7.5j 6ms. edit: sry typo, was 6.5j not 7.5. no purpura", [6.5]),
        ("I wrote yesterday 4,5 J for the Q-switched 755: error of me, it is 5,5 J", [5.5]),
        ("Correction: in my post I typed 1064 at 50 J. Actual is 40 J, 20 ms", [40]),
        ("OLD: 810, 30 J, 30 ms (scrap this, typo)\nNEW: 810 nm, 24 J/cm2, 30 ms", [24]),
        ("810 diode, 30 J, 30 ms. Ignore this. Now 24 J", [24]),
        ("the 1064 at 15 mm. I'd planned 30 J but the screen still said 40 J", [40]),
        ("lower legs, 810 diode, im at 22j 30ms w the 12mm tip. boss says go 30j", [22]),
        ("at the thigh 130 J/cm2; at the ankle I go down, 110 J/cm2 and 20 ms", [130, 110]),
        ("alex 18 mm 14 J, I wrote it on the card, then 16 J on the legs", [14, 16]),
        ("toning 8 mm, 1.6 j, 8 passes till red\nsorry typo fluence was 1.4 not 1.6", [1.4]),
        ("alex 18 mm 16 J 3 ms. correction: spot was 15 not 18", [16]),
        ("dont copy my card! it says 24J, slip of the pen. She got 14 J alex", [14]),
        ("card reads 40 J (misprint), real 30 J yag", [30]),
        ("alex went off at 24 J instead of 14 (typo on the screen). 18mm, 3 ms", [24]),
        ("planned 16 J but she was tanned (bali 3 wks ago) so 11 J, 18 mm", [11]),
        ("The plan on paper was 20 J/cm2, but there was oedema at 16 J/cm2 so that is where we stayed", [16]),
        ("planned 6 sessions of 14 J, next 16 J", [14, 16]),
        ("alex 18 mm 41 J, sorry I meant 14 J", [14]),
        ("I wrote 41 J but I meant 14 J. alex", [14]),
        ("sorry I meant 14 J not 41 J, alex", [14]),
        ("alex 18 mm 14 J 3 ms, sorry no photo", [14]),
        ("7 mm, 9 J (sorry for the blurry photo)", [9]),
        ("alex 18 mm, on paper 30 J, in reality 24", None),
        ("I meant to use 14 J but used 18 J", [18]),
        ("14 J, meant to go 16 J next time", [14]),
        ("8 J should read 6 J, PDL 7 mm", [6]),
        ("afraid of PIH we stayed at 1.2 J 8 mm", [1.2]),
        ("she asked for 20 J like last time, gave 16. alex", [16]),
        ("my senior does 24 J. I do 18 J, 15 mm alex", [18]),
        ("was going to do 20 J but bottled it and did 16. alex 15 mm", [16]),
        ("Was meant to be 18 J, screen said 24 J and nobody looked", [24]),
        ("instead of my usual 16 J I went with 12 J as he was tanned", [12]),
        ("please ignore the 60 J in the title, it's 16 J. alex 18 mm", [16]),
        ("Edit: 14 J not 41!! fat fingers. alex 18 mm", [14]),
        ("If I had gone to 20 J she'd have burned; 16 J, alex, 18 mm", [16]),
        ("14... no 16 J, alex 18 mm", [16]),
        ("The paper was 20 J/cm2. We give 14 J/cm2", [14]),
        ("had I used 20 J, I'd be in hiding. 14 J alex 18 mm", [14]),
        ("she had used 18 J alex before", [18]),
        ("rep told me go 30 j, i was scared n gave 22, 12 mm, 30 ms, nd yag", [22]),
        ("I was worried and she will burn at 20 J", None),
        ("New offer in my mail: 755 up to 100 J/cm2, spots 2 to 24 mm, pulse 0,25-100 ms, price 78.000", None),
        ("which price? I use up to 20 J and up to 5 passes", [[None, 20]]),
    ],
)
def test_a_figure_that_is_put_right_is_not_the_one_that_was_used(text: str, fluences: list[Any] | None) -> None:
    assert said(text).get("fluence_j_cm2") == fluences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toning 8 passes till red\nsorry typo fluence was 1.4 not 1.6", {"fluence_j_cm2": [1.4], "passes": [8]}),
        (
            "acupulse 17.5 mJ, 10% density\nedit: sorry, density was 5 not 10",
            {"energy_mj": [17.5], "density_pct": [5], "density": [{"value": 5, "scale": "%"}]},
        ),
        ("Prima: 12 mm, 6 ms. I'd planned 15 mm but the tip was out", {"pulse_ms": [6], "spot_mm": [12]}),
        ("18 mm 14 J, every 45 days would be ideal", {"fluence_j_cm2": [14], "spot_mm": [18]}),
        ("LaseMD 1927 nm 20 mJ then ALA 20% 1 h", {"wavelength_nm": [1927], "energy_mj": [20]}),
        ("Manual p. 44 says 2-16 mm and 0.1-40 ms. We stay at 12 mm", {"spot_mm": [12]}),
        ("Ordering: 3 boxes 30G, 1 spare 18 mm window", {}),
        ("Took out somebody else's tattoo, QS 1064, 4 mm", {"wavelength_nm": [1064], "spot_mm": [4]}),
        ("She'd had 5 sessions in Dubai, 20 J. Here: alex 15 mm 14 J", {"fluence_j_cm2": [14], "spot_mm": [15]}),
        ("Moxi 15 mJ, 4 passes (company says 10 mJ)", {"energy_mj": [15], "passes": [4]}),
        ("I would not: I stay at 1.4 J, QS 1064", {"fluence_j_cm2": [1.4], "wavelength_nm": [1064]}),
        ("755 nm, tip of 15mm, 5 mseg", {"wavelength_nm": [755], "pulse_ms": [5], "spot_mm": [15]}),
        ("3 ms (meant 30 ms!) 12 mm yag", {"pulse_ms": [30], "spot_mm": [12]}),
        ("pulse width forty, no scratch that, thirty milliseconds, yag", {"pulse_ms": [30]}),
        ("* 5 ms, not 15. (Vbeam 10 mm, 15 ms)", {"pulse_ms": [5], "spot_mm": [10]}),
        ("my notes say 12 mm but it was really 15 mm, yag 30 ms", {"pulse_ms": [30], "spot_mm": [15]}),
        ("intended 4 passes, she tapped out after 2 passes at 30 mJ", {"passes": [2], "energy_mj": [30]}),
        ("I said 6 ns on the webinar, wrong, my Q-switch is 10 ns", {"pulse_ms": [0.00001]}),
        ("hifu: the 4,5 mm cartridge stayed in the box, I used 3,0 mm", {"depth_um": [3000]}),
        ("810. 10 x 12 mm?? no its 9x9", {"wavelength_nm": [810], "spot_rect_mm": [[9, 9]]}),
        (
            "Anyone put a 1550 on hands?? For veins I've used PDL: 7 mm, 9 J/cm2",
            {"fluence_j_cm2": [9], "spot_mm": [7]},
        ),
    ],
)
def test_nothing_else_is_lost_with_it(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


def test_a_power_put_right_is_no_number_of_weeks() -> None:
    assert said("rf needling: 20w throughout. no wait 25w, just checked the notes")["power_w"] == [25]


def test_a_power_before_a_comma_is_no_interval() -> None:
    found = said("rf tightening jowls, up to 60w, weekly, 6 tx")
    assert (found["power_w"], found["interval_weeks"]) == ([[None, 60]], [1])


def test_our_own_protocol_begins_behind_the_papers() -> None:
    text = "Although the literature describes up to 40 J/cm2, our protocol stays: 755 nm, 18 mm, 12-14 J/cm2, 5 ms"
    assert said(text) == {
        "wavelength_nm": [755],
        "fluence_j_cm2": [[12, 14]],
        "pulse_ms": [5],
        "spot_mm": [18],
    }


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("median fluence 26 J/cm2 (range 20-32), 810 nm", "fluence_j_cm2", [26, [20, 32]]),
        ("fluence 26 J/cm2 (20-32), 810 nm", "fluence_j_cm2", [26, [20, 32]]),
        ("mean number of sessions was 5.8", "sessions", [5.8]),
        ("2.8 J/cm2 since the fourth visit. Ten sessions, every 14 days", "sessions", [10]),
        ("Sittings 4, gap of 6 wks", "sessions", [4]),
        ("PDL 7 mm 7 J. Six sittings planned, pt paid for 3", "sessions", [6]),
        ("755, 15 mm, 12 J. Cost me 3 free visits", "sessions", None),
        ("1064, one visit all the 15 days", "interval_weeks", [15 / 7]),
        ("1064, one visit all the 15 days", "sessions", None),
        ("1064 toutes les 15 jours", "interval_weeks", [15 / 7]),
        ("2 séances with one week of interval", "interval_weeks", [1]),
        ("50 mJ, a séance per month, in all 5 séances", "interval_weeks", [4]),
        ("Radiofréquence with needles: profondeur 0,8 mm, then 1,5 mm on the second", "depth_um", [800, 1500]),
        ("My nurse grabs the wrong filter. Meant 640, fitted the 515, and ran 17 J", "filter_nm", [515]),
        ("532 pico, 0.6 J, 4 mm, off she goes to the Gold Coast 5 days later", "fluence_j_cm2", [0.6]),
        ("LITE => 10 microns, 1 pass", "depth_um", [10]),
    ],
)
def test_what_is_said_in_odd_words_is_found(text: str, key: str, expected: list[Any] | None) -> None:
    assert same(said(text).get(key), expected)


@pytest.mark.parametrize(
    "aside",
    [
        "blister on the shin. its 8 mm x 5 mm",
        "a blister, it's 8 mm",
        "7 white confetti spots, each 3 mm",
        "B crusted 4 mm",
        "a venous lake, about 6 mm. 7 mm spot",
        "scar height 6 mm came to 2 mm",
        "cryogen ran out around pulse 80 of 130",
        "flat 400 m from the beach, 1 in 7 repigmented",
        "tip: 49 pins, $85/tip",
        "we dressed it for 7 days, 3 visits, 90 km each way",
    ],
)
def test_sizes_of_wounds_and_counts_of_other_things_are_no_settings(aside: str) -> None:
    settings = "PDL 595 7 mm 11 J/cm2 1.5 ms"
    assert said(f"{settings}. {aside}.") == said(settings)


def test_a_line_that_is_so_long_is_no_depth_of_needles() -> None:
    assert said("RF needling 1.0 mm, 15 W. One line, about 8 mm long, under the left")["depth_um"] == [1000]
