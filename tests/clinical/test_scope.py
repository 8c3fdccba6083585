"""The rules on who may operate what: the data's own soundness, and what disagrees with what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical import jurisdictions
from bot.clinical.scope import (
    Purpose,
    ScopeRule,
    SourceKind,
    Verdict,
    catalogue_rules,
    catalogue_rules_of,
    device_class_called,
    device_classes,
    disagreements,
    suggest_device_classes,
)
from bot.clinical.screen import identifiers
from bot.exchange.members import Credential

RULES = catalogue_rules()
BY_KEY = {each.key: each for each in RULES}
_DATED = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


def test_keys_are_used_once_and_are_no_members_numbers() -> None:
    assert len(BY_KEY) == len(RULES)
    assert not [key for key in BY_KEY if key.isdecimal() or ":" in key or len(key) > 40]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_has_a_source_and_speaks_of_what_is_known(rule: ScopeRule) -> None:
    assert jurisdictions.get(rule.jurisdiction)
    assert rule.source
    assert rule.words.endswith(".")
    assert len(rule.words) <= 400
    assert rule.source_kind is not SourceKind.MEMBER_CLAIM
    assert rule.device_classes
    assert set(rule.device_classes) <= set(device_classes())
    assert set(rule.credentials) <= {each.value for each in Credential}
    assert _DATED.fullmatch(rule.dated)
    assert rule.confidence.startswith(("high", "medium", "low", "not stated"))
    assert not identifiers(f"{rule.words}\n{rule.source}")


@pytest.mark.parametrize("rule", [each for each in RULES if each.superseded_by], ids=lambda rule: rule.key)
def test_what_is_superseded_gave_way_to_a_rule_of_the_same_place_that_stands(rule: ScopeRule) -> None:
    successor = BY_KEY[rule.superseded_by or ""]
    assert successor.jurisdiction == rule.jurisdiction
    assert successor.superseded_by is None
    assert not rule.dated or rule.dated < successor.dated


def test_every_place_that_was_looked_up_has_a_rule() -> None:
    australia = {f"AU-{each}" for each in ("QLD", "WA", "TAS", "NSW", "SA", "VIC", "ACT", "NT")}
    kingdom = {f"GB-{each}" for each in ("ENG", "WLS", "SCT", "NIR")}
    states = {f"US-{each}" for each in ("CA", "FL", "NJ", "TX", "AL")}
    assert {each.jurisdiction for each in RULES} == {"FR", "GR", "IN", *australia, *kingdom, *states}
    assert catalogue_rules_of("US-GA") == ()


def test_in_california_a_nurse_is_supervised_and_an_aesthetician_is_not_allowed() -> None:
    def verdicts(credential: Credential) -> set[Verdict]:
        of_place = (each for each in catalogue_rules_of("US-CA") if each.verdict is not Verdict.UNCLEAR)
        return {each.verdict for each in of_place if each.is_about("hair_removal", credential)}

    assert verdicts(Credential.NURSE) == {Verdict.SUPERVISED}
    assert verdicts(Credential.AESTHETICIAN) == {Verdict.PROHIBITED}
    assert verdicts(Credential.DERMATOLOGIST) == {Verdict.ALLOWED}
    assert verdicts(Credential.PRACTICE_MANAGER) == set()


@pytest.mark.parametrize(
    ("jurisdiction", "device_class", "credential"),
    [
        ("FR", "ipl", "aesthetician"),  # its source speaks of hair only
        ("IN", "ipl", "nurse"),
        ("IN", "hair_removal", "physician_other"),  # of junior doctors only
        ("GB-ENG", "non_ablative", "aesthetician"),  # of some places' premises only
        ("US-CA", "ipl", "nurse_practitioner"),
    ],
)
def test_what_a_source_says_of_a_part_is_no_verdict_on_the_whole(
    jurisdiction: str, device_class: str, credential: str
) -> None:
    of_it = [each for each in catalogue_rules_of(jurisdiction) if each.is_about(device_class, credential)]
    assert {each.verdict for each in of_it} == {Verdict.UNCLEAR}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("hair removal", "hair_removal"),
        ("LHR", "hair_removal"),
        ("ipl", "ipl"),
        ("Tattoo", "tattoo"),
        ("ablative", "ablative"),
        ("Fractional CO2", "fractional_ablative"),
        ("injectables", "injectable"),
        ("fillers", "injectable"),
        ("Botox", "injectable"),
        ("RF", "rf"),
        ("non_ablative", "non_ablative"),
        ("hair remover", None),
        ("fractional", None),
        ("", None),
    ],
)
def test_a_procedure_is_known_by_the_words_that_clinicians_type(typed: str, key: str | None) -> None:
    called = device_class_called(typed)
    assert (called.key if called else None) == key


def test_a_beginning_offers_what_may_be_meant() -> None:
    assert [each.key for each in suggest_device_classes("frac")] == ["fractional_ablative", "non_ablative"]
    assert len(suggest_device_classes("")) == len(device_classes())


def test_no_name_is_two_classes() -> None:
    for each in device_classes().values():
        assert {device_class_called(name) for name in (each.key, each.name, *each.other_names)} == {each}


def _rule(verdict: Verdict, *credentials: str, **other: Any) -> ScopeRule:
    plain = ScopeRule("a", "US-CA", ("ipl",), credentials, verdict, "So.", "somewhere", SourceKind.SECONDARY)
    return replace(plain, **other)


def test_two_that_say_different_things_of_the_same_disagree() -> None:
    first = _rule(Verdict.ALLOWED, "nurse", "aesthetician", device_classes=("hair_removal", "ipl"))
    second = _rule(Verdict.PROHIBITED, "aesthetician", "electrologist")
    [found] = disagreements([first, second])
    assert (found.first, found.second) == (first, second)
    assert (found.device_classes, found.credentials) == (("ipl",), ("aesthetician",))


def test_who_means_whoever_operates_disagrees_about_those_whom_the_other_names() -> None:
    [found] = disagreements([_rule(Verdict.LICENCE_NEEDED), _rule(Verdict.ALLOWED, "nurse")])
    assert found.credentials == ("nurse",)
    [found] = disagreements([_rule(Verdict.LICENCE_NEEDED), _rule(Verdict.ALLOWED)])
    assert found.credentials == ()


@pytest.mark.parametrize(
    "other",
    [
        _rule(Verdict.ALLOWED, "nurse"),
        _rule(Verdict.UNCLEAR, "nurse"),
        _rule(Verdict.PROHIBITED, "aesthetician"),
        _rule(Verdict.PROHIBITED, "nurse", device_classes=("rf",)),
        _rule(Verdict.PROHIBITED, "nurse", purpose=Purpose.THERAPEUTIC),
    ],
)
def test_what_says_the_same_or_speaks_of_something_else_does_not_disagree(other: ScopeRule) -> None:
    assert disagreements([_rule(Verdict.ALLOWED, "nurse", purpose=Purpose.COSMETIC), other]) == ()


_ANY_RULE = st.builds(
    _rule,
    st.sampled_from(Verdict),
    device_classes=st.lists(st.sampled_from(sorted(device_classes())), min_size=1, unique=True).map(tuple),
    credentials=st.lists(st.sampled_from([each.value for each in Credential]), unique=True).map(tuple),
    purpose=st.none() | st.sampled_from(Purpose),
)


@given(_ANY_RULE, _ANY_RULE)
def test_a_disagreement_has_no_sides(first: ScopeRule, second: ScopeRule) -> None:
    one, other = disagreements([first, second]), disagreements([second, first])
    assert len(one) == len(other) <= 1
    for each in one:
        assert set(each.device_classes) == set(other[0].device_classes)
        assert set(each.credentials) == set(other[0].credentials)
        about = each.device_classes[0], next(iter(each.credentials), None)
        assert first.is_about(*about)
        assert second.is_about(*about)
