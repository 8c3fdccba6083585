"""Kinds of laser, light and injection in a text."""

from __future__ import annotations

import pytest

from bot.clinical.devices import catalogue
from bot.clinical.folding import fold


def named(text: str) -> list[str]:
    words = fold(text).words
    return [each.value for each in catalogue().modalities_in(words, catalogue().found_in(text)[0])]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("PDL, 7 mm", ["pdl"]),
        ("a pulsed-dye laser", ["pdl"]),
        ("alex 755 18 mm", ["alexandrite"]),
        ("Nd:YAG or NdYAG or ND YAG", ["lp_ndyag"]),
        ("the long-pulsed yag", ["lp_ndyag"]),
        ("alex/yag", ["alexandrite", "lp_ndyag"]),
        ("Q-switched Nd:YAG at 1064", ["qs_ndyag"]),
        ("QS low fluence Nd:YAG", ["qs_ndyag"]),
        ("Nd:YAG 1064, 4 mm, 6 ns", ["qs_ndyag"]),
        ("Nd:YAG 450ps 4 mm", ["picosecond"]),
        ("532 QS, 3 mm", ["qs_ndyag"]),
        ("picosecond Nd:YAG", ["picosecond"]),
        ("QS ruby 694", ["qs_ruby"]),
        ("q-switched alex 755", ["qs_alex"]),
        ("KTP and diode", ["ktp", "diode"]),
        ("IPL photofacial", ["ipl"]),
        ("560 nm filter, 14 J", ["ipl"]),
        ("the 640 lens", ["ipl"]),
        ("Nd:YAG 650 µs, 6 mm lens", ["lp_ndyag"]),
        ("fractional ablative CO2", ["fractional_co2"]),
        ("CO2, full field", ["co2"]),
        ("Er:YAG 3 mm", ["eryag"]),
        ("fractional erbium", ["fractional_eryag"]),
        ("erbium glass 1550", ["nafl"]),
        ("1550 at 30 mJ, TL 8", ["nafl"]),
        ("RF microneedling, then the RF", ["rf_microneedling"]),
        ("bipolar radiofrequency", ["rf"]),
        ("HIFU", ["ultrasound"]),
        ("tox and filler, hyaluronidase in the fridge", ["toxin", "filler", "hyaluronidase"]),
        ("Botox 20 U, Restylane 1 ml", ["toxin", "filler"]),
    ],
)
def test_a_modality_is_named(text: str, keys: list[str]) -> None:
    assert named(text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("GMP 18 mm", ["alexandrite_ndyag"]),
        ("Pixel CO2 for scars", ["fractional_co2"]),
        ("AcuPulse, a CO2", ["fractional_co2", "co2"]),
        ("M22, IPL with the 560 filter", ["ipl_platform", "ipl"]),
        ("Vbeam, a PDL", ["pdl"]),
        ("Secret RF at 1.5 mm", ["rf_microneedling"]),
    ],
)
def test_a_modality_follows_from_a_device_once(text: str, keys: list[str]) -> None:
    assert named(text) == keys


@pytest.mark.parametrize("text", ["our colleague Alex said so", "yag", "ruby spots", "a water filter", "QS?", ""])
def test_other_words_name_none(text: str) -> None:
    assert named(text) == []


def test_what_follows_from_a_device_stands_where_the_device_stands() -> None:
    text = "small spots on the Vbeam, then a CO2"
    devices = catalogue().found_in(text)[0]
    modalities = catalogue().modalities_in(fold(text).words, devices)
    assert modalities[0].span == devices[0].span
    assert text[modalities[1].span.start : modalities[1].span.end] == "CO2"
