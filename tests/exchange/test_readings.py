"""What the channel of a device says of a text that names none."""

from __future__ import annotations

import pytest

from bot.clinical.reading import Hints
from bot.exchange.readings import read_in_group


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("#complication Burn on the cheeks after IPL, 18 J/cm2, skin type V", []),
        ("#complication Burn on the cheeks after IPL, none with the alexandrite", ["gentlemax_pro"]),
        ("#complication Burn with the Nd:YAG, 18 J/cm2", ["gentlemax_pro"]),
        ("#complication Burn, 18 J/cm2", ["gentlemax_pro"]),
        ("#tip wait four weeks after IPL", ["gentlemax_pro"]),
    ],
)
def test_a_report_of_another_kind_of_device_is_not_counted_as_the_groups(text: str, devices: list[str]) -> None:
    reading = read_in_group(text, Hints(device="gentlemax_pro"))
    assert [found.value for found in reading.devices] == devices
    assert ("alexandrite_ndyag" in {found.value for found in reading.modalities}) == bool(devices)
