"""Bare numbers that a label tells the setting of: a skin type, a site, a visit, a laser."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read

KEYS = ("wavelength_nm", "filter_nm", "fluence_j_cm2", "energy_mj", "pulse_ms", "spot_mm", "depth_um", "passes")
KEYS += ("frequency_hz", "sessions", "density")


def said(text: str, *keys: str) -> dict[str, Any]:
    output = as_output(read(text))
    return {key: output[key] for key in keys or KEYS if output[key]}


@pytest.mark.parametrize(
    ("text", "fluences"),
    [
        ("alex 16 J for II, 14 for III, 12 for IV", [16, 14, 12]),
        ("alex; II 18 J, III 16, IV 12", [18, 16, 12]),
        ("alex; FST II: 18 J, FST III: 16, FST IV: 12", [18, 16, 12]),
        ("alex 12 J (II) / 10 (IV)", [12, 10]),
        ("yag 1st 26 J, 2nd 28, 3rd 30", [26, 28, 30]),
        ("yag 26 J 1st tx, 28 2nd, 30 3rd", [26, 28, 30]),
        ("yag session 1 26 J, session 2 28, session 3 30", [26, 28, 30]),
        ("yag 26 J; next visit 28", [26, 28]),
        ("alex legs 16 J, face 12, axilla 14", [16, 12, 14]),
        ("alex 16 J legs, 12 face, 14 axillae", [16, 12, 14]),
        ("alex: legs 16, face 12, axilla 14 J", [16, 12, 14]),
        ("alex: 16 on legs, 12 on the face, 14 J in the axillae", [16, 12, 14]),
        ("alex 16 J, 14 on the shins", [16, 14]),
        ("alex 16 J (14 over the shins)", [16, 14]),
        ("alex 16 J. Down to 14 on the shins", [16, 14]),
        ("16 J on 755, 30 on 1064", [16, 30]),
        ("dye laser 7 J then 6", [7, 6]),
        ("alex 12 J (later 14)", [12, 14]),
        ("yag 1st tx 26 J. 2nd tx same but 28. 3rd 30 and 30 msec", [26, 28, 30]),
    ],
)
def test_a_fluence_by_its_label(text: str, fluences: list[float]) -> None:
    assert said(text, "fluence_j_cm2") == {"fluence_j_cm2": fluences}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alex 18 mm, 3 ms for III, 10 for IV", {"spot_mm": [18], "pulse_ms": [3, 10]}),
        ("alex; spot 18 for everything (15 yag), 20 J", {"spot_mm": [18, 15], "fluence_j_cm2": [20]}),
        ("spot 10 on cheeks, 7 on nose, Vbeam", {"spot_mm": [10, 7]}),
        ("MNRF needles: cheeks 2.5 mm, temples 1.5", {"depth_um": [2500, 1500]}),
        ("3 passes on face, 2 on neck, fraxel 40 mJ", {"passes": [3, 2], "energy_mj": [40]}),
        ("fraxel 40 mJ cheeks, 30 forehead", {"energy_mj": [40, 30]}),
        ("toning 10 Hz face, 5 neck", {"frequency_hz": [10, 5]}),
        (
            "CO2 20 mJ 10% face, 5 neck",
            {"density": [{"value": 10, "scale": "%"}, {"value": 5, "scale": "%"}], "energy_mj": [20]},
        ),
    ],
)
def test_other_settings_by_their_label(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "alex legs 16 J, back pain 3",
        "alex 16 J legs; seen 12 patients",
        "alex 16 J. In 2019 12 had it on the face",
        "alex 16 J face, VAS 13, 12 had it on the back",
        "alex 16 J, day 14 face clear",
        "alex 16 J, 20 on legs of 30",
        "alex 16 J, score 14 on the face",
        "alex 16 J face, aged 14, legs clear",
    ],
)
def test_other_numbers_beside_a_label_are_no_setting(text: str) -> None:
    found = said(text, "fluence_j_cm2")["fluence_j_cm2"]
    assert found == [16]


def test_labels_make_sets() -> None:
    sets = as_output(read("alex 18 mm, legs 16 J 3 ms, face 12"))["sets"]
    assert isinstance(sets, list)
    assert [each["fluence_j_cm2"] for each in sets] == [[16], [12]]
