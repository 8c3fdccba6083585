"""Zones by name and by the words people type for them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.zones import USUAL_ZONES, UnknownZone, suggest_zones, zone


@pytest.mark.parametrize("name", [*USUAL_ZONES, "UTC", "Asia/Calcutta", "US/Eastern", "Australia/Lord_Howe"])
def test_a_zone_is_found_in_any_case(name: str) -> None:
    assert zone(name) == zone(name.lower()) == zone(f" {name.replace('_', ' ')} ") == ZoneInfo(name)


@pytest.mark.parametrize(
    "name", ["EST", "HST", "Etc/GMT+5", "Factory", "localtime", "../../etc/passwd", "", "\0", "a/b"]
)
def test_what_is_no_place_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        zone(name)
    assert "such as Europe/Athens" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("athens", "Europe/Athens"),
        ("Europe/Athen", "Europe/Athens"),
        ("EST", "America/New_York"),
        ("America/New Yrok", "America/New_York"),
        ("Sidney", "Australia/Sydney"),
    ],
)
def test_an_unknown_zone_names_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        zone(name)
    assert caught.value.suggestions[0] == nearest
    assert nearest in str(caught.value)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("EST", ("America/New_York",)),  # and not Estonia
        ("Europe/Atens", ("Europe/Athens",)),  # and nothing else that begins with Europe
        ("aest", ("Australia/Brisbane", "Australia/Sydney", "Australia/Melbourne")),
    ],
)
def test_an_unknown_zone_names_no_other(name: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownZone) as caught:
        zone(name)
    assert caught.value.suggestions == nearest


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("athens", "Europe/Athens"),
        ("ATH", "Europe/Athens"),
        ("greece", "Europe/Athens"),
        ("new york", "America/New_York"),
        ("new_y", "America/New_York"),
        ("york", "America/New_York"),
        ("eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("central", "America/Chicago"),
        ("pacific", "America/Los_Angeles"),
        ("philad", "America/New_York"),
        ("india", "Asia/Kolkata"),
        ("ist", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("london", "Europe/London"),
        ("england", "Europe/London"),
        ("uk", "Europe/London"),
        ("france", "Europe/Paris"),
        ("queensland", "Australia/Brisbane"),
        ("western australia", "Australia/Perth"),
        ("melb", "Australia/Melbourne"),
        ("são paulo", "America/Sao_Paulo"),
        ("europe/par", "Europe/Paris"),
        ("athenes", "Europe/Athens"),
        ("utc", "UTC"),
        ("NJ", "America/New_York"),
        ("N.J.", "America/New_York"),
        ("Alabama", "America/Chicago"),
        ("Montgomery", "America/Chicago"),
        ("Arizona", "America/Phoenix"),
        ("Kochi", "Asia/Kolkata"),
        ("GMT+2", "Europe/Athens"),
        ("UTC-05:00", "America/Chicago"),
        ("utc+5:30", "Asia/Kolkata"),
    ],
)
def test_the_likeliest_zone_comes_first(typed: str, first: str) -> None:
    assert suggest_zones(typed)[0] == first


def test_an_offset_that_no_clocks_have_offers_nothing() -> None:
    assert suggest_zones("GMT+25") == ()


def test_the_members_zones_come_first_before_anything_is_typed() -> None:
    suggested = suggest_zones("")
    assert suggested[: len(USUAL_ZONES)] == USUAL_ZONES
    assert len(suggested) == 25
    assert suggest_zones("  ", limit=3) == USUAL_ZONES[:3]


def test_aliases_and_offsets_are_not_offered() -> None:
    every = suggest_zones("", limit=1000)
    assert "Asia/Calcutta" not in every
    assert not [name for name in every if name.startswith(("Etc/", "US/"))]
    assert len(every) > 400


def test_every_offered_zone_exists() -> None:
    assert set(suggest_zones("", limit=1000)) <= available_timezones()


@given(st.text(max_size=30), st.integers(1, 25))
def test_any_text_gives_at_most_as_many_distinct_zones_as_asked_for(typed: str, limit: int) -> None:
    suggested = suggest_zones(typed, limit)
    assert len(suggested) <= limit
    assert len(set(suggested)) == len(suggested)
    assert all(zone(name).key == name for name in suggested)
