"""What an entry says of its reading: facets, words to be found by, and what is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Found, Hints, Mention, Reading, Scaled, SettingKey, Span, Standing
from bot.exchange.completeness import handpiece_of, missing_facts
from bot.exchange.content import content_of
from db.entries import Correction, Entry
from tests.support.readings import reading_with, setting, used

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEY = SettingKey
HERE, THERE = Span(0, 4), Span(9, 12)
NO_CORRECTION = Correction()


def entry_of(reading: Reading, correction: Correction = NO_CORRECTION, kind: EntryKind = EntryKind.TIP) -> Entry:
    content = content_of(kind, "text", reading, correction=correction)
    return Entry(1, 1, "listed", content, 1, None, None, NOW, NOW)


def test_facets_are_what_was_read() -> None:
    entry = entry_of(
        reading_with(
            devices=(Found("gentlemax_pro", HERE),),
            modalities=(Found("alexandrite_ndyag", HERE), Found("ipl", THERE)),
            body_sites=(Found("legs", THERE),),
            mentions=(Mention("pih", Standing.REPORTED, HERE), Mention("burn", Standing.DENIED, THERE)),
        )
    )
    assert entry.values("device") == ("gentlemax_pro",)
    assert entry.values("modality") == ("alexandrite", "alexandrite_ndyag", "ipl", "lp_ndyag")
    assert entry.values("body_site") == ("legs",)
    assert entry.values("complication") == ("pih",)


def test_a_kind_of_device_is_found_by_the_wider_kind() -> None:
    assert entry_of(reading_with(modalities=(Found("fractional_co2", HERE),))).values("modality") == (
        "co2",
        "fractional_co2",
    )
    assert entry_of(reading_with(modalities=(Found("co2", HERE),))).values("modality") == ("co2",)


def test_a_corrected_device_takes_its_modality_along() -> None:
    reading = reading_with(
        devices=(Found("gentlemax_pro", HERE),), modalities=(Found("alexandrite_ndyag", HERE), Found("ipl", THERE))
    )
    corrected = entry_of(reading, Correction(device="picosure"))
    assert corrected.values("device") == ("picosure",)
    assert corrected.values("modality") == ("ipl", "picosecond")


def test_settings_put_right_stay_those_of_the_communitys_own_device() -> None:
    reading = reading_with(devices=(Found("~cGentleMax Pro X", HERE),))
    corrected = entry_of(reading, Correction(settings="GentleMax Pro X, 755 nm, 12 J/cm², 3 ms"))
    assert [each.devices for each in corrected.content.reading.sets] == [("~cGentleMax Pro X",)]


def test_a_corrected_device_is_what_the_settings_are_held_against() -> None:
    text = "BBL HERO, 15x45 mm, skin type II: 150 J/cm2, 15 ms"
    reading = read(text, Hints(EntryKind.PROTOCOL))
    as_read = entry_of(reading, kind=EntryKind.PROTOCOL)
    assert [each.text for each in as_read.content.cautions if "150" in each.text]
    corrected = entry_of(reading, Correction(device="gentlemax_pro"), EntryKind.PROTOCOL)
    assert not [each.text for each in corrected.content.cautions if "150" in each.text]
    assert [each.devices for each in corrected.content.reading.sets] == [("gentlemax_pro",)]
    other_way = read(text.replace("BBL HERO", "GentleMax Pro"), Hints(EntryKind.PROTOCOL))
    assert [each for each in entry_of(other_way, Correction(device="bbl")).content.cautions if "80" in each.text]


def test_settings_put_right_take_the_place_of_those_that_were_read() -> None:
    reading = read("GentleMax Pro 755 nm, 18 mm, type II: 140 J/cm2, 3 ms", Hints(EntryKind.PROTOCOL))
    assert entry_of(reading, kind=EntryKind.PROTOCOL).content.cautions
    right = Correction(settings="755 nm, 18 mm, 14 J/cm2, 3 ms")
    entry = entry_of(reading, right, EntryKind.PROTOCOL)
    assert entry.content.cautions == ()
    (one,) = entry.content.reading.sets
    assert [setting.value for setting in one.settings if setting.key is KEY.FLUENCE] == [14.0]
    assert missing_facts(entry) == ()
    assert "14 J/cm2" in entry.content.terms


def test_a_set_keeps_its_own_skin_type_where_its_author_says_so_too() -> None:
    sets = (used(setting(KEY.FLUENCE, 30.0), skin_types=("IV",)), used(setting(KEY.FLUENCE, 22.0), skin_types=("VI",)))
    both = entry_of(reading_with(sets=sets), Correction(skin_types=("IV", "VI")))
    assert [each.skin_types for each in both.content.reading.sets] == [("IV",), ("VI",)]
    other = entry_of(reading_with(sets=sets), Correction(skin_types=("V", "VI")))
    assert [each.skin_types for each in other.content.reading.sets] == [("V", "VI"), ("VI",)]


def test_what_is_missing_is_said_once() -> None:
    reading = read("GentleMax Pro: 755 nm, 14 J/cm2, 3 ms", Hints(EntryKind.PROTOCOL))
    assert [each.kind for each in reading.cautions] == ["incomplete"]
    entry = entry_of(reading, kind=EntryKind.PROTOCOL)
    assert entry.content.cautions == ()
    assert missing_facts(entry) == ("handpiece", "skin type")
    assert missing_facts(entry_of(reading, Correction(handpiece="18 mm", skin_types=("II",)))) == ()


def test_what_is_denied_or_feared_is_found_by_its_other_names_but_is_no_facet() -> None:
    entry = entry_of(reading_with(mentions=(Mention("pih", Standing.FEARED, HERE),)))
    assert "hyperpigmentation" in entry.content.terms
    assert entry.values("complication") == ()


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ({}, ()),
        ({"sets": (used(setting(KEY.COOLING, "air"), setting(KEY.INTERVAL, 4.0)),)}, ()),
        ({"sets": (used(setting(KEY.WAVELENGTH, 755.0), setting(KEY.SESSIONS, 3.0)),)}, ()),
        ({"sets": (used(setting(KEY.FLUENCE, 18.0)),)}, ("device", "handpiece", "skin type")),
        ({"sets": (used(setting(KEY.FLUENCE, 18.0), setting(KEY.SPOT, 18.0)),)}, ("device", "skin type")),
        ({"sets": (used(setting(KEY.DEPTH, 1500.0), setting(KEY.HANDPIECE, "tip")),)}, ("device", "skin type")),
        (
            {
                "sets": (used(setting(KEY.ENERGY, 30.0)),),
                "handpieces": (Found("7x7 tip", HERE),),
                "devices": (Found("pixel_co2", HERE),),
                "skin_types_named": (Found("II", HERE),),
            },
            (),
        ),
        ({"sets": (used(setting(KEY.UNITS, Scaled(20.0, "botox"))),)}, ()),
    ],
)
def test_settings_say_what_they_are_for_or_are_incomplete(parts: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_facts(entry_of(reading_with(**parts))) == missing


@pytest.mark.parametrize("kind", [EntryKind.PROTOCOL, EntryKind.COMPLICATION])
def test_a_protocol_says_it_in_any_case_unless_something_is_injected(kind: EntryKind) -> None:
    assert missing_facts(entry_of(reading_with(), kind=kind)) == ("device", "handpiece", "skin type")
    injected = reading_with(sets=(used(setting(KEY.VOLUME, 1.0)),))
    assert missing_facts(entry_of(injected, kind=kind)) == ()


def test_the_authors_word_for_the_handpiece_goes_before_the_texts() -> None:
    reading = reading_with(handpieces=(Found("7x7 tip", HERE), Found("roller", THERE)))
    assert handpiece_of(entry_of(reading).content) == "7x7 tip, roller"
    assert handpiece_of(entry_of(reading, Correction(handpiece="9x9 tip")).content) == "9x9 tip"
