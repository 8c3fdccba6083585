"""A community's own devices in a text: by the rules for the catalogue's names, beside them or in their place."""

from __future__ import annotations

import pytest

from bot.clinical.local_devices import LocalDevice, key_of
from bot.clinical.reader import read
from bot.clinical.reading import Hints, OwnDevice, Reading

QWOBBLE = key_of(LocalDevice("Qwobble 5", "ipl"))
CLARITY = key_of(LocalDevice("Zlarity", "pdl"))
NEO = key_of(LocalDevice("PicoSure Neo", "qs_ndyag"))
OWN = (
    OwnDevice(QWOBBLE, ("Qwobble 5", "QW-5", "Wob Light")),
    OwnDevice(CLARITY, ("Zlarity",)),
    OwnDevice(NEO, ("PicoSure Neo",)),
)


def reading(text: str, device: str | None = None) -> Reading:
    return read(text, Hints(device=device, own_devices=OWN))


def devices(text: str, device: str | None = None) -> list[str]:
    return [each.value for each in reading(text, device).devices]


@pytest.mark.parametrize(
    "text", ["On the Qwobble 5 I start low", "qwobble5: start low", "QWOBBLE-5", "our QW-5s", "the wob-light, low"]
)
def test_a_name_is_found_however_it_is_spaced(text: str) -> None:
    assert devices(text) == [QWOBBLE]
    [found] = reading(text).devices
    assert text[found.span.start : found.span.end].lower().startswith(("q", "wob"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We use the Zlarity here", True),
        ("Zlarity 7 J/cm²", True),
        ("the zlarity laser", True),
        ("zlarity matters most", False),
        ("Zlarity matters most", False),
        ("a question of zlarity", False),
    ],
)
def test_a_name_that_could_be_a_word_needs_a_sign_that_it_is_none(text: str, named: bool) -> None:
    assert devices(text) == ([CLARITY] if named else [])


def test_its_settings_and_bounds_are_its_own() -> None:
    told = reading("GentleMax Pro 755 nm, 14 J/cm², 3 ms; Qwobble 5: 220 J/cm², 10 ms")
    assert [each.value for each in told.devices] == ["gentlemax_pro", QWOBBLE]
    assert [each.devices for each in told.sets] == [("gentlemax_pro",), (QWOBBLE,)]
    assert any("220" in caution.text and "IPL" in caution.text for caution in told.cautions)
    assert "ipl" in {each.value for each in told.modalities}


def test_it_goes_before_the_groups_device() -> None:
    assert devices("Qwobble 5: 12 J/cm²", "gentlemax_pro") == [QWOBBLE]
    assert devices("12 J/cm²", "gentlemax_pro") == ["gentlemax_pro"]


def test_the_longer_of_two_names_is_meant() -> None:
    assert devices("PicoSure Neo 2 J/cm²") == [NEO]
    assert devices("PicoSure 2 J/cm²") == ["picosure"]
    short = (OwnDevice(QWOBBLE, ("Max Pro",)),)
    assert [each.value for each in read("GentleMax Pro 14 J", Hints(own_devices=short)).devices] == ["gentlemax_pro"]


def test_two_of_one_name_are_asked_about() -> None:
    other = key_of(LocalDevice("Qwibble", "ipl"))
    own = (OwnDevice(QWOBBLE, ("Zlarity",)), OwnDevice(other, ("Zlarity",)))
    told = read("We use the Zlarity here", Hints(own_devices=own))
    assert told.devices == ()
    [asked] = told.device_questions
    assert set(asked.candidates) == {QWOBBLE, other}


def test_other_communities_do_not_know_them() -> None:
    assert read("On the Qwobble 5: 12 J/cm²").devices == ()
