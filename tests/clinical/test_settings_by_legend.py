"""Numbers in an order that the text explains, in steps, as they are said aloud, and in other languages' words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read
from tests.clinical.score_counts import SETTINGS


def said(text: str) -> dict[str, Any]:
    output = as_output(read(text))
    return {key: output[key] for key in SETTINGS if output[key]}


@pytest.mark.parametrize(
    "text",
    [
        "legs 18/14/3 (spot mm / fluence J/cm2 / pulse ms), tolerated. Bikini 15/16/5.",
        "spot/fluence/pulse: legs 18/14/3, bikini 15/16/5",
        "settings (spot/fluence/pulse): legs 18/14/3, bikini 15/16/5",
        "18/14/3 (mm/J/ms) legs, 15/16/5 bikini",
        "fluence/spot/pulse: legs 14/18/3, bikini 16/15/5",
    ],
)
def test_a_legend_anywhere_tells_what_every_triple_is(text: str) -> None:
    assert said(text) == {"spot_mm": [18, 15], "fluence_j_cm2": [14, 16], "pulse_ms": [3, 5]}


def test_a_legend_tells_nothing_of_dates_and_cryogen() -> None:
    found = said("spot/fluence/pulse: legs 18/14/3, DCD 40/20/0, seen on 12/3/24")

    assert (found["spot_mm"], found["fluence_j_cm2"], found["pulse_ms"]) == ([18], [14], [3])


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("test spots 14 16 20 J at 5 ms, 12 mm", "fluence_j_cm2", [14, 16, 20]),
        ("10 12 14 J/cm2 on the arms", "fluence_j_cm2", [10, 12, 14]),
        ("15 20 25 30 mJ, eyelids half. 2940", "energy_mj", [15, 20, 25, 30]),
        ("alex 18 14 J 3 ms", "fluence_j_cm2", [14]),
        ("spot 8 10 12 J", "fluence_j_cm2", [12]),
    ],
)
def test_even_steps_are_a_list_without_commas(text: str, key: str, values: list[float]) -> None:
    assert said(text)[key] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("halo fourteen seventy nanometers", {"wavelength_nm": [1470]}),
        ("then twenty nine forty nanometers at twenty microns", {"wavelength_nm": [2940], "depth_um": [20]}),
        ("yag ten sixty-four three millimeter spot", {"wavelength_nm": [1064], "spot_mm": [3]}),
        ("seven fifty five nanometers, fourteen joules", {"wavelength_nm": [755], "fluence_j_cm2": [14]}),
        ("three millimeter spot two hundred joules", {"spot_mm": [3], "fluence_j_cm2": [200]}),
        ("30 joles/cm2, singel pass", {"fluence_j_cm2": [30], "passes": [1]}),
    ],
)
def test_lines_and_hundreds_are_read_as_they_are_said(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doppelpuls je 2,5 ms, Pulspause 10 ms", {"pulse_ms": [2.5]}),
        ("pulsos de 4 ms, retardo 25 ms, dos pases", {"pulse_ms": [4], "passes": [2]}),
        ("KTP 12 J/cm², un solo passaggio", {"fluence_j_cm2": [12], "passes": [1]}),
        ("Intervallo 6 settimane, 6 sedute", {"interval_weeks": [6], "sessions": [6]}),
        (
            "Vbeam 7,5 J/cm², 9 behandelingen, om de 6 weken",
            {"fluence_j_cm2": [7.5], "sessions": [9], "interval_weeks": [6]},
        ),
        ("1064 nm, 12 χιλ, 28 J/cm2", {"wavelength_nm": [1064], "spot_mm": [12], "fluence_j_cm2": [28]}),
    ],
)
def test_other_languages_words_of_a_course_and_a_pulse(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 sessions q 6w", {"sessions": [8], "interval_weeks": [6]}),
        ("1064 w 20 J", {"wavelength_nm": [1064], "fluence_j_cm2": [20]}),
        ("10600 w 30 W", {"wavelength_nm": [10600], "power_w": [30]}),
        ("from 16 J/cm2 went up to 20 then back to 18 at third session", {"fluence_j_cm2": [16, 20, 18]}),
        ("On the legs we go up to 20 J/cm2 with the 18mm spot", {"fluence_j_cm2": [20], "spot_mm": [18]}),
        ("the laser can go up to 40 J", {}),
        ("10 mJ, 30% coverage; 5 (12%) were lost to follow-up", {"energy_mj": [10], "density_pct": [30]}),
        ("Contact Lakshmi in accounts about 18 mm, 14 J", {"spot_mm": [18], "fluence_j_cm2": [14]}),
    ],
)
def test_a_w_a_visit_and_a_share_are_no_settings(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    found.pop("density", None)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("755 nm / 18 mm / 14 / 3", {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("yag 2.5mm/220/20", {"spot_mm": [2.5], "fluence_j_cm2": [220], "pulse_ms": [20]}),
        ("595/10/7.5/6", {"wavelength_nm": [595], "spot_mm": [10], "fluence_j_cm2": [7.5], "pulse_ms": [6]}),
        ("755 18 14 3 legs", {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("1064, rooms 12 30 20 of the clinic", {"wavelength_nm": [1064]}),
    ],
)
def test_a_line_alone_tells_in_which_order_its_settings_stand(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected
