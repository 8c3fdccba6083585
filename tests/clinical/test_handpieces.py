"""Handpieces, tips and lenses in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.handpieces import handpieces
from bot.clinical.lookup import load


def found(text: str) -> list[tuple[str, str]]:
    """The handpieces, and the words of the text that name them."""
    devices = catalogue().found_in(text)[0]
    return [
        (each.value, text[each.span.start : each.span.end]) for each in handpieces().found_in(fold(text).words, devices)
    ]


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("PicoWay Resolve Fusion 1064", "resolve fusion", "Resolve Fusion"),
        ("PicoWay, Resolve at 532", "resolve", "Resolve"),
        ("the Resolve handpiece", "resolve", "Resolve"),
        ("deep fx, 15 mJ", "deepfx", "deep fx"),
        ("Icon Max-G on the chest", "maxg", "Max-G"),
        ("DYE VL at 8 J", "dye-vl", "DYE VL"),
        ("flushing: laser genesis", "laser genesis", "laser genesis"),
        ("PicoSure with the focus lens array", "focus array", "focus lens array"),
        ("UltraPulse SCAAR 150 mJ", "scaar fx", "SCAAR"),
        ("Pixel CO2, 7x7 tip", "7x7 tip", "7x7 tip"),
        ("a 12-mm zoom HP", "12 mm zoom handpiece", "12-mm zoom HP"),
        ("24 pin non-insulated tip", "24-pin non-insulated tip", "24 pin non-insulated tip"),
        ("the R20 handpiece", "r20 handpiece", "R20 handpiece"),
        ("my F-hp is dead", "f handpiece", "F-hp"),
        ("S-25 tip 1 mm", "s-25 tip", "S-25 tip"),
        ("Potenza, level 7. S-25 tip both", "s-25 tip", "S-25 tip"),
        ("1927 handpiece", "1927 handpiece", "1927 handpiece"),
        ("zoom handpiece 532", "zoom handpiece", "zoom handpiece"),
    ],
)
def test_a_handpiece_is_named_plainly(text: str, value: str, written: str) -> None:
    assert found(text) == [(value, written)]


@pytest.mark.parametrize(
    "text",
    [
        "lesions resolve in a week on the PicoWay",
        "Resolve is what they did",
        "pearls of wisdom, a titan of the field",
        "640 lens on type IV",
        "my 3 tips, 2 tips for you, one tip",
        "the nasal tip, 3 mm from the tip",
        "#tip 15 mm at 8 J",
        "18 mm, 8 J tip cold, 10 C tip",
        "sapphire tip at 5 C",
        "diode 12x12 mm tip",
        "1540 nm: 15 mm tip",
        "the handpiece died at 2 million pulses; 3 handpieces",
        "R20 method, F for failure",
        "a 3-mm HP, 15mm tips, the 1.5 mm tip",
        "12x12mm tip, 7 x 7 mm tip",
        "",
    ],
)
def test_other_words_name_none(text: str) -> None:
    assert found(text) == []


def test_each_comes_once_in_the_order_of_the_text() -> None:
    named = [value for value, _ in found("24 pin tip, then DeepFX, DeepFX again, 24-pin tip")]
    assert named == ["24-pin tip", "deepfx"]


def test_every_named_handpiece_is_found_with_its_device_and_belongs_to_one() -> None:
    for row in load("handpieces.toml")["handpiece"]:
        for key in row["devices"]:
            assert catalogue().get(key), row
        device = catalogue().get(row["devices"][0])
        assert device
        for name in row.get("names", [row["name"].title()]):
            text = f"{device.name} laser, {name.lstrip('=')} handpiece"
            assert row["name"] in [value for value, _ in found(text)], row


@given(
    st.lists(st.sampled_from(["3", "mm", "-", "24", "pin", "tip", "HP", "Resolve", "x", "R20", " ", "\n"]), max_size=12)
)
def test_any_words_can_be_searched(parts: list[str]) -> None:
    text = " ".join(parts)
    for value, written in found(text):
        assert value == value.lower().strip()
        assert written.strip() == written != ""
