"""What holds for the settings of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.reading import Found, SettingSet, Span
from bot.clinical.settings import settings_in

PIECES = st.sampled_from(
    [*"0123456789.,/-+x×≤µ°²%()?;:|\n ", " J/cm2 ", " mm ", " ms ", " to ", " and ", " DCD ", " x", "q4w", " alex ",
     " 1064 ", " FST V ", " same spot", " never ", " total ", " respectively ", " IPL ", " Botox ", " U ", " 755/1064 "]
)  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=120).map("".join))
ADVERSARIAL = {
    "commas": "1," * 2000,
    "slashes": "1/2/" * 1000,
    "digits": "9" * 4000,
    "fluences": "1 J/cm2, " * 445,
    "bare": "3 " * 2000,
    "letters and digits": "3x" * 2000,
    "cryogen": "dcd 3" * 800,
    "dates": "1.2.3." * 660,
    "questions": "is 3 J? " * 500,
    "units": "5 u botox " * 400,
    "micrometres": "5um " * 1000,
    "lasers": "alex 755 3 J pdl 595 4 J " * 150,
    "papers": "paper 3 J " * 400,
    "lines": "3 J 4 ms\n" * 400,
    "cells": "|3" * 2000,
    "spaces": "3" + " " * 3999,
}
UNITS = {
    "fluence_j_cm2": ["J/cm2", "J/cm²", "J/cm^2", "J/cm(2)", "J cm-2", "J cm⁻²", "j/Cm2", "Joules/cm2", "J/sq cm",
                      "J per square centimeter", "joules per square centimetre", "J"],
    "energy_mj": ["mJ", "mj", "mJ/MTZ", "mJ/mb", "mJ/microbeam", "mJ/pixel", "mJ/pin", "millijoules"],
    "pulse_ms": ["ms", "msec", "msecs", "millisecond", "milliseconds", "mSec"],
    "spot_mm": ["mm", "mm spot", "millimetres", "millimeter"],
    "wavelength_nm": ["nm", "nanometers", "nanometres", "NM"],
    "depth_um": ["um", "µm", "μm", "microns", "micrometers"],
    "power_w": ["W", "watts", "Watt"],
    "frequency_hz": ["Hz", "hz", "hertz"],
    "passes": ["passes", "pass", "Passes"],
}  # fmt: skip


def sets_of(text: str) -> tuple[SettingSet, ...]:
    folded = fold(text)
    return settings_in(folded, catalogue().found_in_folded(folded)[0], (Found("V", Span(0, 0)),))


@given(MESSAGES)
@example("²³½ 5 ﬁ mm")
@example("İ 5 mm İ 3 ms")
@example("depth 0 mm then 0 then 0")
def test_no_text_raises_and_places_are_exact(text: str) -> None:
    folded = fold(text)
    for one in sets_of(text):
        assert one.settings
        for setting in one.settings:
            assert 0 <= setting.span.start < setting.span.end <= len(text)
            assert not text[setting.span.start].isspace()
            assert setting.unit_written in folded.original


@given(MESSAGES)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert sets_of(text) == sets_of(text)


@pytest.mark.parametrize("key", UNITS)
@pytest.mark.parametrize("joint", [" ", "", "-"])
@pytest.mark.parametrize("value", [7, 18, 25])
def test_spellings_of_a_unit_are_one(key: str, joint: str, value: int) -> None:
    for spelling in UNITS[key]:
        ((setting,),) = (one.settings for one in sets_of(f"{value}{joint}{spelling}"))
        assert (setting.key.value, setting.value) == (key, value), spelling


@given(st.integers(1, 99), st.sampled_from(["J/cm2", "mm", "ms", "mJ", "Hz", "W", "passes"]))
def test_case_and_line_ends_change_nothing(value: int, unit: str) -> None:
    def values(text: str) -> list[object]:
        return [(setting.key, setting.value) for one in sets_of(text) for setting in one.settings]

    text = f"used {value} {unit} today"
    assert values(text) == values(text.upper().replace("MJ", "mJ")) == values(f"\n{text}\n")


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_no_text_is_slow(name: str) -> None:
    text = ADVERSARIAL[name]

    def took(part: str) -> float:
        folded = fold(part)
        assert folded.words.lower or not part.strip()
        started = time.perf_counter()
        settings_in(folded, (), ())
        return time.perf_counter() - started

    # A bound that only a catastrophe exceeds; the benchmark has the real figures.
    assert min(took(text) for _ in range(3)) < 0.1
