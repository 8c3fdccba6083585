"""What an entry says of its reading: facets, words to be found by, and what is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clinical.reading import EntryKind, Found, Mention, Reading, Scaled, SettingKey, Span, Standing
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
