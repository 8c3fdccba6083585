"""Who is who, at Discord's limits: one member, a page of them, the moderators' check, and the form of a profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clinical.devices import catalogue
from bot.clinical.local_devices import LONGEST_NAME
from bot.clinical.reading import EntryKind
from bot.exchange.directory import PAGE_SIZE, FoundMembers, ShownMember, Sought
from bot.exchange.members import MOST_DEVICES, Credential, credential_line
from bot.ui.forms import Answers
from bot.ui.member_cards import claim_of, found_card, ids_of, member_card, sought_of, verify_card
from bot.ui.profile_card import profile_card, profile_form, profile_form_again
from db.members import Profile
from tests.support.discord_limits import check, components, texts_of

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SOMEBODY = 10**18
BY_LENGTH = sorted(catalogue().all, key=lambda each: len(each.name), reverse=True)
LONGEST = Profile(
    credential=Credential.PLASTIC_SURGEON,
    workplace="*" * 100,
    jurisdiction="AU-ACT",
    time_zone="America/New_York",
    paid_by_industry="_" * 100,
    devices=tuple(each.key for each in BY_LENGTH[:MOST_DEVICES]),
    training="`" * 200,
    checked_at=NOW,
)
WIDEST = Sought("~i" + "W" * LONGEST_NAME, Credential.PLASTIC_SURGEON.value, "AU-ACT")
NAMES = {SOMEBODY + place: "W" * 32 for place in range(PAGE_SIZE)}
EVERYTHING = dict.fromkeys(EntryKind, 1234)


def _page(*members: Profile, page: int = 1, total: int = 99_999) -> FoundMembers:
    return FoundMembers(WIDEST, tuple((SOMEBODY + place, each) for place, each in enumerate(members)), page, total)


def _labels(view: Any) -> list[str]:
    return [part["label"] for part in components(view) if part.get("label")]


def test_the_longest_profile_fits_wherever_it_is_shown() -> None:
    for is_hidden in (False, True):
        view = member_card(ShownMember(SOMEBODY, LONGEST, EVERYTHING, is_hidden), NOW)
        check(view)
        assert ("opted out" in texts_of(view)) == is_hidden
    assert "05:30 on Monday (America/New_York)" in texts_of(view)
    assert "1,234 summaries · 1,234 reviews" in texts_of(view)
    check(profile_card(LONGEST))
    check(
        verify_card(SOMEBODY, LONGEST, 1, lead="✅ **Checked**, by you, today. It stands wherever the member is named.")
    )
    check(found_card(_page(*[LONGEST] * PAGE_SIZE, page=2), NAMES))


def test_the_form_holds_what_is_stored_and_what_was_refused() -> None:
    form: Any = profile_form(LONGEST, "AU-ACT", "America/New_York").to_dict()
    fields = {each["component"]["custom_id"]: each["component"] for each in form["components"]}
    for each in fields.values():
        assert len(each.get("value") or "") <= each.get("max_length", 0) or "options" in each
    assert fields["devices"]["value"].count(",") == MOST_DEVICES - 1
    typed = Answers({"devices": ("x" * 2000,), "training": ("`" * 200,), "credential": ("nurse",)})
    again: Any = profile_form_again(typed, "none", "none").to_dict()
    assert "x" * 2000 in {each["component"].get("value") for each in again["components"]}


def test_no_devices_name_is_taken_apart_in_the_form() -> None:
    assert [each.name for each in catalogue().all if set(",;\n") & set(each.name)] == []


def test_what_is_sought_travels_in_a_buttons_id() -> None:
    for sought in (WIDEST, Sought(), Sought(credential="nurse"), Sought(jurisdiction="FR")):
        assert sought_of(*ids_of(sought)) == sought
    assert claim_of("nurse", "-") == Profile(credential="nurse")
    assert claim_of("nurse", "FR") == Profile(credential="nurse", jurisdiction="FR")


def test_pages_end_where_they_end_and_who_left_is_not_named() -> None:
    bare = Profile(credential="nurse")
    view = found_card(_page(bare, bare, page=1, total=2), {SOMEBODY + 1: "ana"})
    check(view)
    assert f"<@{SOMEBODY}>" not in texts_of(view)
    assert f"2. <@{SOMEBODY + 1}>" in texts_of(view)
    assert "1 member of this page left the server" in texts_of(view)
    assert _labels(view) == [], "one page has no buttons"
    everybody_left = found_card(_page(bare, total=1), {})
    check(everybody_left)
    assert str(SOMEBODY) not in str(components(everybody_left))
    for page, disabled in ((1, [True, False]), (2, [False, False]), (20_000, [False, True])):
        turning = found_card(_page(bare, page=page), NAMES)
        assert [part["disabled"] for part in components(turning) if part.get("label")] == disabled


@pytest.mark.parametrize(
    ("sought", "offered"),
    [
        (WIDEST, ["Any device", "Any credential", "Anywhere"]),
        (replace(WIDEST, device=None), ["Any credential", "Anywhere"]),
        (Sought(credential="nurse"), []),
    ],
)
def test_where_nobody_is_found_less_is_offered(sought: Sought, offered: list[str]) -> None:
    view = found_card(FoundMembers(sought, (), 1, 0), {})
    check(view)
    assert "Nobody has declared that here yet" in texts_of(view)
    assert _labels(view) == offered


def test_a_moderator_checks_others_alone_and_anybodys_check_is_taken_back() -> None:
    unchecked = replace(LONGEST, checked_at=None)
    assert _labels(verify_card(1, unchecked, 2)) == ["Checked"]
    assert _labels(verify_card(1, LONGEST, 2)) == ["Take back"]
    assert _labels(verify_card(1, unchecked, 1)) == []
    assert _labels(verify_card(1, LONGEST, 1)) == ["Take back"]
    check(verify_card(1, Profile(credential="nurse"), 2))


def test_a_line_says_whether_it_was_checked() -> None:
    nurse = Profile(credential="nurse", jurisdiction="FR")
    assert credential_line(nurse) == "Nurse (self-declared), FR"
    assert credential_line(replace(nurse, checked_at=NOW)) == "Nurse (checked), FR"
    assert credential_line(Profile(jurisdiction="FR", checked_at=NOW)) == "FR", "no credential is invented"


def test_a_zone_that_is_known_no_more_shows_no_time() -> None:
    shown = ShownMember(1, Profile(time_zone="Atlantis/Nowhere"), {}, is_hidden=False)
    assert "Local time" not in texts_of(member_card(shown, NOW))
