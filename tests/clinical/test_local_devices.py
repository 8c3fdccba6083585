"""Devices that a community has added: what their keys tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.devices import catalogue
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, is_name, key_of, understood
from bot.clinical.reader import read
from bot.clinical.reading import Hints

MODALITIES = st.sampled_from(sorted(catalogue().modalities))
NAMES = st.text("ABCéößxyz019 +.&/'()-", min_size=2, max_size=LONGEST_NAME).filter(is_name)


@given(NAMES, MODALITIES)
def test_a_key_tells_what_it_was_made_from(name: str, modality: str) -> None:
    key = key_of(LocalDevice(name, modality))
    assert understood(key) == LocalDevice(name, modality)
    assert not {":", "|"} & set(key), "it stands in custom ids and in packed searches"
    device = catalogue().get(key)
    assert device is not None
    assert (device.name, device.modality) == (name, modality)
    assert device.lines == catalogue().modalities[modality].lines


@given(st.text())
def test_any_other_text_tells_nothing(text: str) -> None:
    told = understood(text)
    assert told is None or key_of(told) == text


def test_every_kind_of_device_can_be_added_under_a_letter_of_its_own() -> None:
    keys = {key_of(LocalDevice("Xy", modality)) for modality in catalogue().modalities}
    assert len(keys) == len(catalogue().modalities)


@pytest.mark.parametrize(
    "name", ["", "X", " Xeta", "Xeta ", "Xe  ta", "~Xeta", "a:b", "a|b", "-ab", "@everyone", "x" * 23]
)
def test_what_no_device_is_called(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(ValueError, match="no device"):
        key_of(LocalDevice(name, "ipl"))


def test_its_settings_are_held_against_the_bounds_of_its_kind() -> None:
    key = key_of(LocalDevice("Lumetta 5", "ipl"))
    reading = read("220 J/cm2, 10 ms", Hints(device=key))
    assert any("IPL" in caution.text for caution in reading.cautions)
