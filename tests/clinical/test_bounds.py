"""The bounds themselves, and which of them a device or a modality is held against."""

from __future__ import annotations

import pytest

from bot.clinical.bounds import UNCHECKED, bound_name, bounds, ends_of, group_of, same_line
from bot.clinical.devices import catalogue
from bot.clinical.handpieces import handpieces
from bot.clinical.lookup import load
from bot.clinical.reading import Range, Rectangle, Scaled, Setting, SettingKey, Span

OTHER_NAMES = {"mtz_cm2"}
WITHOUT_BOUNDS = {("pixel_co2", 1570), ("picoplus", 595), ("picoplus", 660)}
"""Lines of a device for which there is no row."""


def test_every_bound_is_one_of_a_setting_and_the_right_way_round() -> None:
    known = {key.value for key in SettingKey} | OTHER_NAMES
    for line in bounds().lines.values():
        assert known.issuperset(line.bounds), line.key
        assert all(0 <= bound.low < bound.high for bound in line.bounds.values()), line.key
        assert all(line.bounds[name].holds(limit) for name, limit in line.review_above.items()), line.key
        assert line.pulse in {None, "long", "nano", "pico"}


def test_a_bound_without_a_source_says_so() -> None:
    for row in (*load("bounds.toml")["line"], *load("bounds.toml")["dose"]):
        assert ("source" in row) != ("basis" in row)
        assert row.get("basis", UNCHECKED) == UNCHECKED


def test_every_row_that_is_referred_to_is_there() -> None:
    referring = [*catalogue().all, *(modality for modality in catalogue().modalities.values() if modality.names)]
    for each in referring:
        assert set(each.lines) <= bounds().lines.keys(), each.key
    for row in load("handpieces.toml")["handpiece"]:
        handpiece = handpieces().get(row["name"])
        assert handpiece
        assert set(handpiece.lines) <= bounds().lines.keys(), row


def test_a_devices_wavelengths_are_emitted_by_its_lines() -> None:
    """A line in the wrong row would be held against another laser's bounds."""
    for device in catalogue().all:
        lines = group_of(device.lines).lines
        for wavelength in device.wavelengths_nm if lines else ():
            assert (device.key, wavelength) in WITHOUT_BOUNDS or any(line.emits(wavelength) for line in lines)


@pytest.mark.parametrize(
    ("written", "line", "same"),
    [(694.3, 694, True), (808, 805, True), (10640, 10600, True), (585, 595, False), (755, 785, False)],
)
def test_wavelengths_are_rounded_as_clinicians_do(written: float, line: float, same: bool) -> None:
    assert same_line(written, line) is same


def test_the_ends_of_a_value() -> None:
    assert ends_of(8.0) == (8.0,)
    assert ends_of(Range(8.0, 12.0)) == (8.0, 12.0)
    assert ends_of(Range(None, 12.0)) == (12.0,)
    assert ends_of(Scaled(Range(20.0, None), "%")) == (20.0,)
    assert ends_of(Rectangle(15.0, 35.0)) == ends_of("contact") == ()


def test_a_density_is_held_against_the_bound_of_its_own_scale() -> None:
    def key(scale: str) -> str:
        return bound_name(Setting(SettingKey.DENSITY, Scaled(3.0, scale), "", Span(0, 1)))

    assert [key(scale) for scale in ("%", "MTZ/cm2", "level", "pitch_mm")] == ["density_pct", "mtz_cm2", "", ""]
