"""Who is tied to a maker, and which protocols treat alike."""

from __future__ import annotations

import pytest

from bot.clinical.makers import makers_named, makers_of
from bot.clinical.reader import read
from bot.clinical.same_settings import Treatment, treatment
from bot.clinical.treatments import treatments_in


@pytest.mark.parametrize(
    ("words", "makers"),
    [
        ("Candela", {"candela"}),
        ("trainer for CANDELA and Cutera", {"candela", "cutera"}),
        ("speaker, GentleMax Pro", {"candela"}),
        ("HOYA ConBio", {"hoya conbio"}),
        ("Lumiwave", set[str]()),
        ("almanac publishers", set[str]()),
    ],
)
def test_whom_words_name(words: str, makers: set[str]) -> None:
    assert makers_named(words) == makers


def test_makers_are_those_the_device_was_bought_from_too() -> None:
    assert makers_of(["gentlemax_pro"]) == {"candela"}
    assert makers_of(["gentlemax_pro"], ["Lumiwave Ltd. (Glow)"]) == {"candela", "lumiwave ltd", "glow"}
    assert makers_named("I train for Glow", ["Lumiwave (Glow)"]) == {"glow"}


def _treatment(text: str, handpiece: str = "") -> Treatment:
    reading = read(text)
    return treatment([each.value for each in reading.devices], handpiece, reading.sets, text)


SAID = "GentleMax Pro 755 nm, 14 J/cm2, 3 ms, 18 mm, DCD 30/20, skin type II. Endpoint: redness"


@pytest.mark.parametrize(
    "same",
    [
        "GentleMax Pro: 18 mm, 3ms, 755 nm, 14 J/cm². DCD 30/20. Skin types II, III. Endpoint: oedema",
        "gentlemax pro 755nm 14 j/cm2 3 ms 18mm dcd 30/20. Tell them to shave the evenning before",
    ],
)
def test_other_words_are_no_other_treatment(same: str) -> None:
    assert _treatment(same) == _treatment(SAID)


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("14 J", "16 J"),
        SAID.replace("3 ms", "10 ms"),
        SAID.replace("755", "1064"),
        SAID.replace("18 mm", "15 mm"),
        SAID.replace("GentleMax Pro", "GentleLase Pro"),
        SAID.replace("DCD 30/20", "DCD 40/20"),
    ],
)
def test_another_value_is_another_treatment(other: str) -> None:
    assert _treatment(other) != _treatment(SAID)


def test_handpieces_are_compared_without_their_spaces() -> None:
    assert _treatment(SAID, "18 mm Slim") == _treatment(SAID, "18mm slim")
    assert _treatment(SAID, "18 mm") != _treatment(SAID, "15 mm")


def test_numbers_stand_for_settings_that_nobody_could_read() -> None:
    assert _treatment("Dial at 5, then 7") != _treatment("Dial at 5, then 8")
    assert _treatment("Dial at 5, then 7") == _treatment("The dial at 5 and then at 7")
    assert not _treatment("Dial at 5, then 7").is_known


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("silvadene bid 10d, now hydroquinone 4%", ("topical_antibiotic", "hydroquinone")),
        ("Thermazene, then SSD cream", ("topical_antibiotic",)),
        ("no silvadene", ()),
    ],
)
def test_what_was_given_is_known_by_its_brand(text: str, keys: tuple[str, ...]) -> None:
    assert treatments_in(text) == keys
