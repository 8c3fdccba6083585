"""What a typed query means: which words carry it, and which are the catalogue's for something said otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinical.local_devices import LocalDevice, key_of
from bot.clinical.reading import OwnDevice
from bot.exchange.query_words import understood, without_asked, without_devices

WORDS = st.sampled_from(
    "what helps RFMN IPL white spots burn type IV GMP laser after pigmentation ? ( no CO2 ö".split()  # noqa: SIM905 (shorter)
)


def words(query: str) -> list[str]:
    return [each.lower() for each in understood(query, None).words]


@pytest.mark.parametrize(
    ("query", "carried"),
    [
        ("laser patient selection", ["laser", "patient", "selection"]),
        ("is the laser safe for patients with vitiligo?", ["vitiligo"]),
        ("what helps most after laser?", ["what", "helps", "most", "after", "laser?"]),
        ("tattoo laser?", ["tattoo", "laser"]),
        ("after the treatment", ["treatment"]),
    ],
)
def test_a_question_carries_fewer_words_than_key_words(query: str, carried: list[str]) -> None:
    assert words(query) == carried


def test_a_device_with_words_that_say_nothing_is_the_device_alone() -> None:
    meant = understood("should we buy a Vbeam Prima or stay with the GentleMax Pro?", None)
    assert (set(meant.devices), meant.words) == ({"vbeam_prima", "gentlemax_pro"}, ())
    assert understood("settings for this", None).words == ("settings", "for", "this"), "there is nothing else to find"


def test_without_its_device_a_query_is_what_else_it_tells() -> None:
    assert without_devices("settings for tattoo on PicoWay") == "settings for tattoo on"
    assert without_devices("PicoWay type V") == "type V"
    assert without_devices("settings for PicoWay") == without_devices("is the laser PicoWay any good?") == ""


@pytest.mark.parametrize(
    ("query", "words_left", "types"),
    [
        ("hair removal skin type VI", ["hair", "removal"], ("VI",)),
        ("GMP fitzpatrick 5", [], ("V",)),
        ("PIH types IV-V", ["pih"], ("IV", "V")),
        ("phototype III", [], ("III",)),
        ("FST V", [], ("V",)),
    ],
)
def test_a_skin_type_is_preferred_and_no_word(query: str, words_left: list[str], types: tuple[str, ...]) -> None:
    assert (words(query), understood(query, None).skin_types) == (words_left, types)


@pytest.mark.parametrize(
    ("query", "words_left", "types"),
    [
        ("hair removal dark skin", ["hair", "removal"], ("V", "VI")),
        ("gentle settings for black skin", ["gentle"], ("V", "VI")),
        ("melasma in skin of colour", ["melasma"], ("IV", "V", "VI")),
        ("ethnic-skin melasma", ["melasma"], ("IV", "V", "VI")),
        ("brown-skinned patient, hair", ["patient", "hair"], ("IV", "V")),
        ("hair on fair skin types", ["hair"], ("I", "II")),
        ("hair, darker skin types V-VI", ["hair"], ("V", "VI")),
        ("hair, dark skin type VI", ["hair"], ("VI",)),
        ("Asian skin hair", ["asian", "skin", "hair"], ()),
        ("dark skin patches on shins", ["dark", "skin", "patches", "shins"], ()),
        ("light skin tightening", ["light", "skin", "tightening"], ()),
    ],
)
def test_a_shade_of_skin_is_its_types(query: str, words_left: list[str], types: tuple[str, ...]) -> None:
    assert (words(query), understood(query, None).skin_types) == (words_left, types)


def test_where_nothing_but_a_shade_is_asked_for_what_says_so_comes_first() -> None:
    assert understood("settings for dark skin", None).passage == "dark skin"
    assert not understood("melasma, dark skin", None).passage + understood("type V", None).passage


def test_a_communitys_own_device_keeps_the_short_name_in_its_name() -> None:
    own = (OwnDevice(key_of(LocalDevice("Pico Clinic", "qs_ndyag")), ("Pico Clinic",)),)
    assert without_asked("pico scars", "picoway", own) == "scars"
    assert without_asked("Pico Clinic scars", "picoway", own) == "Pico Clinic scars"


def test_a_short_name_means_every_device_that_it_begins() -> None:
    assert set(understood("vbeam veins", None).devices) == {"vbeam", "vbeam_prima"}
    assert set(understood("V-beam", None).devices) == {"vbeam", "vbeam_prima"}
    assert understood("Vbeam Perfecta", None).devices == ("vbeam",)
    assert understood("gentle max", None).devices == ("gentlemax_pro",)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("RFMN scars", ["radiofrequency", "microneedling", "scars"]),
        ("IPL scars", ["ipl", "scars"]),
        ("microneedling scars", ["microneedling", "scars"]),
        ("how to treat white spots on shins?", ["hypopigmentation", "shins"]),
        ("white spots", ["white", "spots"]),
        ("pigmentation after laser", ["post", "inflammatory", "hyperpigmentation"]),
        ("darker patches following a laser treatment", ["post", "inflammatory", "hyperpigmentation"]),
        ("pigmentation after IPL", ["post", "inflammatory", "hyperpigmentation", "ipl"]),
        ("pigmentation from the GentleMax Pro", ["post", "inflammatory", "hyperpigmentation"]),
        ("pigmentation Q-switched", ["pigmentation", "q-switched"]),
        ("pigmentation from sun damage, IPL", ["pigmentation", "sun", "damage", "ipl"]),
        ("dark patches after pregnancy", ["dark", "patches", "pregnancy"]),
        ("blisters from treatment", ["blister"]),
        ("redness post-laser", ["redness"]),
    ],
)
def test_what_is_said_otherwise_is_looked_for_by_the_catalogues_name(query: str, meant: list[str]) -> None:
    assert words(query) == meant


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_some_word_or_device_or_nothing_was_typed(parts: list[str]) -> None:
    query = " ".join(parts)
    meant = understood(query, None)
    assert meant.words or meant.devices or meant.skin_types or not any(each.isalnum() for each in query)
    assert all(any(letter.isalnum() for letter in word) for word in meant.words)
