"""Settings in tables: headings above columns, or before rows."""

from __future__ import annotations

from typing import Any, Final

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read

KEYS: Final = ("wavelength_nm", "spot_mm", "fluence_j_cm2", "pulse_ms", "energy_mj", "density", "power_w", "stacks")


def sets_of(text: str) -> list[dict[str, Any]]:
    found: Any = as_output(read(text))["sets"] or ()
    return [{key: each[key] for key in KEYS if each.get(key)} for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "| zone | spot | fluence (J/cm²) | pulse (ms) |\n|--|--|--|--|\n| face | 15 | 12 | 3 |\n| legs | 18 | 10 | 5 |",
        "zone\tspot\tfluence\tpulse\nface\t15\t12\t3\nlegs\t18\t10\t5",
        "zone,spot_mm,fluence,pulse\nface,15,12,3\nlegs,18,10,5",
        "zone\tface\tlegs\nspot (mm)\t15\t18\nfluence\t12\t10\npulse:\t3\t5",
        "| | face | legs |\n|:--|--:|--:|\n| spot | 15 mm | 18 mm |\n| J/cm2 | 12 | 10 |\n| pulse width | 3 | 5 |",
    ],
)
def test_a_table_has_a_set_a_row_or_a_column(text: str) -> None:
    assert sets_of(text) == [
        {"spot_mm": [15], "fluence_j_cm2": [12], "pulse_ms": [3]},
        {"spot_mm": [18], "fluence_j_cm2": [10], "pulse_ms": [5]},
    ]


def test_a_row_says_what_its_figures_are() -> None:
    text = "| setting | test | treatment |\n| power | 12 W | 15 W |\n| pitch | 800 µm | 650 µm |\n| stack | 1 | 2 |"
    assert sets_of(text) == [
        {"density": [{"value": 0.8, "scale": "pitch_mm"}], "power_w": [12], "stacks": [1]},
        {"density": [{"value": 0.65, "scale": "pitch_mm"}], "power_w": [15], "stacks": [2]},
    ]


def test_what_stands_outside_is_said_of_every_column() -> None:
    text = "energy\t20 mJ\t30 mJ\ndensity\t5%\t10%\nPerioral, 15 W."
    assert [each["power_w"] for each in sets_of(text)] == [[15], [15]]


def test_a_heading_with_its_value_beside_it_is_no_table() -> None:
    text = "Wavelength:\t755 nm\nSpot:\t18 mm\nDCD:\t40/20\nSessions:\t6, 8 wks apart"
    output = as_output(read(text))
    assert (output["wavelength_nm"], output["cooling"]) == ([755], ["cryogen 40/20"])
    assert (output["sessions"], output["interval_weeks"]) == ([6], [8])


def test_a_sprays_column() -> None:
    text = "spot | J/cm2 | ms | DCD\n18 | 16 | 3 | 40/20\n18 | 12 | 3 | 50/20\n18 | 12 | 3 | 40-50/20"
    assert as_output(read(text))["cooling"] == ["cryogen 40/20", "cryogen 50/20"]
