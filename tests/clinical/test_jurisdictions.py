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
    assert {"FR", "GR", "IN", "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"} <= set(codes)


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
    ("typed", "code"),
    [
        ("fr", "FR"),
        ("France", "FR"),
        ("FRAN", "FR"),
        ("New Jersey", "US-NJ"),
        ("new jersey, united states", "US-NJ"),
        ("NJ", "US-NJ"),
        ("IN", "IN"),
        ("india", "IN"),
        ("Indi", None),
        ("Ελλάδα", "GR"),
        ("ΕΛΛΑΔΑ", "GR"),
        ("WA", None),
        ("Australia", None),
        ("UK", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_place_is_called_by_its_name_or_a_beginning_that_is_its_alone(typed: str, code: str | None) -> None:
    found = called(typed)
    assert (found.code if found else None) == code


def test_two_places_of_one_code_are_both_offered() -> None:
    assert [each.code for each in suggest_jurisdictions("WA")][:2] == ["AU-WA", "US-WA"]


def test_an_unknown_code_is_no_place() -> None:
    assert get("US-ZZ") is None
    assert get("") is None
