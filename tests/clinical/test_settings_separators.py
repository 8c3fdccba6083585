"""Settings with whatever people put between and around them: commas without a space, dashes, marks, questions."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read

ALEX = {"wavelength_nm": [755], "fluence_j_cm2": [16], "pulse_ms": [3], "spot_mm": [18]}


def said(text: str, *keys: str) -> dict[str, Any]:
    output = as_output(read(text))
    return {key: output[key] for key in keys or (*ALEX, "energy_mj", "power_w", "passes", "density") if output[key]}


@pytest.mark.parametrize(
    "text",
    [
        "alex 755,18mm,16J,3ms",
        "755 nm - 18 mm - 16 J - 3 ms",
        "alex 755 nm – 18 mm – 16 J – 3 ms",
        "755 nm / 18 mm / 16 J / pulse width 3 ms",
        "alex 755 nm, **18 mm**, **16 J/cm2**, **3 ms**",
        "> 755 nm\n> 18 mm\n> 16 J\n> 3 ms",
        "alex 755 nm 18 mm 16 J 3 ms Thoughts?",
        "alex 755 nm 18 mm 16 J 3 ms. Any ideas?",
        "did alex 755 nm 18 mm 16 J 3 ms, any thoughts?",
        "alex 755 nm 18 mm 16 J 3 ms Is this enough?",
        "alex 755 nm 18 mm ~~20 J~~ 16 J 3 ms",
    ],
)
def test_ways_of_parting_settings(text: str) -> None:
    assert said(text) == ALEX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PDL 7,5 mm and 6,25 J/cm²", {"spot_mm": [7.5], "fluence_j_cm2": [6.25]}),
        ("QS ruby 694,3 nm", {"wavelength_nm": [694.3]}),
        ("alex, spots of 10,12 and 15 mm", {"spot_mm": [10, 12, 15]}),
        ("fraxel TL 7,8 passes", {"passes": [8], "density": [{"value": 7, "scale": "level"}]}),
        ("fraxel TL 7 - 8 passes", {"passes": [8], "density": [{"value": 7, "scale": "level"}]}),
        ("diode 15mm - 20-22 j/cm2 - 20ms", {"spot_mm": [15], "fluence_j_cm2": [[20, 22]], "pulse_ms": [20]}),
        ("PDL 6 - 7 J", {"fluence_j_cm2": [[6, 7]]}),
        ("PDL 6 to ~7 J", {"fluence_j_cm2": [[6, 7]]}),
        ("PDL between 6 & 7 J", {"fluence_j_cm2": [[6, 7]]}),
        ("PDL 6, 7 and about 8 J", {"fluence_j_cm2": [6, 7, 8]}),
        ("PDL up to about 7 J", {"fluence_j_cm2": [[None, 7]]}),
        ("PDL up to ~7 J", {"fluence_j_cm2": [[None, 7]]}),
        ("fraxel 15 mJ\n15%\n6 passes", {"energy_mj": [15], "density": [{"value": 15, "scale": "%"}], "passes": [6]}),
        ("Vbeam 9J 1,5ms with 30/20 spray... sorry, 7 J", {"fluence_j_cm2": [7], "pulse_ms": [1.5]}),
        ("fraxel (20 mJ), 15%", {"energy_mj": [20], "density": [{"value": 15, "scale": "%"}]}),
        ("IPL pulses of 4/4, 20 J", {"pulse_ms": [4], "fluence_j_cm2": [20]}),
        ("xtrac 308 nm 200 mJ", {"wavelength_nm": [308], "fluence_j_cm2": [0.2]}),
        ("IPL 3.5+3.5 20 J", {"pulse_ms": [3.5], "fluence_j_cm2": [20]}),
    ],
)
def test_numbers_between_them(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toning 1064, weekly for 10w", {"interval_weeks": [1]}),
        ("yag 1064 nm. Interval: 8w", {"interval_weeks": [8]}),
        ("PDL 8 sittings once in 6w", {"sessions": [8], "interval_weeks": [6]}),
        ("CO2 10 W, pink for 5w", {"power_w": [10]}),
        ("PDL, No. of visits: 4", {"sessions": [4]}),
        ("PDL at each of the 4 sessions: 6, 7 and 8 J", {"sessions": [4]}),
        ("visits at 0, 1, 4 mo, PDL", {}),
        ("PDL 6 wk interval FU 6 mo", {"interval_weeks": [6]}),
        ("PDL cleared 80% after 3, then recurred", {"sessions": [3]}),
    ],
)
def test_weeks_and_visits(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "power_w", "interval_weeks", "sessions") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Product list:\n· Vbeam handpiece 7 mm\n· Fibre 400 µm",
        "For sale: 755/1064, 18 mm handpiece, 2 Hz",
        "Is 16 J at 18 mm with the 755 ok, any thoughts?",
        "thoughts on 16 J with the alex?",
    ],
)
def test_goods_and_real_questions_are_left_out(text: str) -> None:
    assert said(text) == {}
