"""Places by name and code."""

from __future__ import annotations

import re

import pytest

from bot.clinical.jurisdictions import called, get, suggest_jurisdictions


def test_every_place_of_the_members_is_there() -> None:
    everything = suggest_jurisdictions("", 1000)
    codes = [each.code for each in everything]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]{2}(-[A-Z]{2,3})?", code) for code in codes)
    assert sum(code.startswith("US-") for code in codes) == 52  # states, the District of Columbia, Puerto Rico
    assert sum(code.startswith("AU-") for code in codes) == 8
    assert sum(code.startswith("CA-") for code in codes) == 13  # provinces and territories
    assert {"FR", "GR", "IN", "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"} <= set(codes)
    assert {"DE", "IT", "CY"} <= set(codes), "members may come from everywhere"
    assert not {"GB", "AU", "US", "CA"} & set(codes), "the parts of these are the places"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("us-nj", "US-NJ"),
        ("NJ", "US-NJ"),
        ("new jer", "US-NJ"),
        ("IN", "IN"),
        ("Enlgand", "GB-ENG"),
        ("ελλάδα", "GR"),
        ("queens", "AU-QLD"),
    ],
)
def test_a_place_is_found_as_people_type_it(typed: str, first: str) -> None:
    assert suggest_jurisdictions(typed)[0].code == first


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("fr", ["FR"]),
        ("France", ["FR"]),
        ("FRAN", ["FR"]),
        ("New Jersey", ["US-NJ"]),
        ("new jersey, united states", ["US-NJ"]),
        ("New Jersey, United States (US-NJ)", ["US-NJ"]),
        ("NJ", ["US-NJ"]),
        ("CA", ["US-CA"]),
        ("india", ["IN"]),
        ("Indi", ["IN", "US-IN"]),
        ("IN", ["IN", "US-IN"]),
        ("PA", ["US-PA", "PA"]),
        ("Georgia", ["US-GA", "GE"]),
        ("Georgia (GE)", ["GE"]),
        ("Ελλάδα", ["GR"]),
        ("ΕΛΛΑΔΑ", ["GR"]),
        ("WA", ["AU-WA", "US-WA"]),
        ("UK", ["GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"]),
        ("Germany", ["DE"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_place_is_called_by_its_names_its_countrys_or_a_beginning(typed: str, codes: list[str]) -> None:
    assert [each.code for each in called(typed)] == codes


@pytest.mark.parametrize(("typed", "parts"), [("USA", 52), ("america", 52), ("Australia", 8), ("Canada", 13)])
def test_a_country_with_parts_leads_to_them_all(typed: str, parts: int) -> None:
    assert len(called(typed)) == parts


def test_every_place_is_taken_by_the_label_that_is_chosen() -> None:
    for each in suggest_jurisdictions("", 1000):
        assert called(each.label) == (each,)


def test_two_places_of_one_code_are_both_offered() -> None:
    assert [each.code for each in suggest_jurisdictions("WA")][:2] == ["AU-WA", "US-WA"]


def test_an_unknown_code_is_no_place() -> None:
    assert get("US-ZZ") is None
    assert get("") is None


@pytest.mark.parametrize(("typed", "only"), [("England", "GB-ENG"), ("Queensland", "AU-QLD")])
def test_what_is_only_much_like_it_does_not_follow_what_was_meant(typed: str, only: str) -> None:
    assert [each.code for each in suggest_jurisdictions(typed)] == [only]
