"""What sources say of who may operate what, at Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from discord import ui

from bot.clinical.scope import (
    Purpose,
    ScopeRule,
    SourceKind,
    Supervision,
    Verdict,
    catalogue_rules,
    device_classes,
    disagreements,
)
from bot.exchange.members import Credential
from bot.exchange.posted_meetings import Actor
from bot.exchange.refusal import Refusal
from bot.exchange.scope import LONGEST_WORDS, Answer, Asked, ListedRule, Subject, Told
from bot.ui.cards import button
from bot.ui.forms import Answers
from bot.ui.scope_cards import (
    DISCLAIMER,
    answer_card,
    asked_of,
    ids_of,
    rule_card,
    shared_card,
    step_card,
    successor_card,
)
from bot.ui.scope_forms import SOURCE, Chosen, first_form, second_form_again
from bot.ui.scope_words import credentials_in_words, dated_in_words
from tests.support.discord_limits import check, components, texts_of

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ANYBODY, LEAD = Actor(1, moderates=False), Actor(2, moderates=True)
CREDENTIALS = tuple(each.value for each in Credential)
LONGEST = ScopeRule(
    key="9" * 18,
    jurisdiction="AU-ACT",
    device_classes=tuple(device_classes()),
    credentials=CREDENTIALS,
    verdict=Verdict.SUPERVISED,
    words="*_[x](y)_* " * (LONGEST_WORDS // 11),
    source="https://" + "a" * 60 + ".example.org/" + "_" * 220,
    source_kind=SourceKind.GUIDELINE,
    purpose=Purpose.THERAPEUTIC,
    supervision=Supervision.ON_SITE,
    dated="2024-09-30",
)
WIDEST = Asked("AU-ACT", "fractional_ablative", Credential.PLASTIC_SURGEON.value)


def _listed(rule: ScopeRule, *, told: bool = False, checked_at: datetime | None = None) -> ListedRule:
    is_stale = checked_at is None or NOW - checked_at > timedelta(days=365)
    return ListedRule(
        rule=rule,
        told=Told(10**18, NOW, "Nurse practitioner (self-declared), US-NJ · paid by " + "*" * 100) if told else None,
        kind=SourceKind.MEMBER_CLAIM if told and is_stale else rule.source_kind,
        checked_at=checked_at,
        is_checked_by_who_told=False,
        is_stale=is_stale,
        is_superseded=False,
        successor=None,
    )


def _answer(*current: ListedRule, superseded: tuple[ListedRule, ...] = (), asked: Asked = WIDEST) -> Answer:
    return Answer(asked, current, superseded, disagreements([each.rule for each in current]), 3)


def _many(number: int = 40) -> list[ListedRule]:
    verdicts = list(Verdict)
    return [
        _listed(replace(LONGEST, key=str(10**17 + place), verdict=verdicts[place % 5]), told=True)
        for place in range(number)
    ]


def test_the_longest_answers_fit_on_every_page() -> None:
    superseded = tuple(replace(each, is_superseded=True, successor=LONGEST) for each in _many(3))
    answer = _answer(*_many(), superseded=superseded)
    seen: set[str] = set()
    page = 0
    while True:
        page += 1
        view = answer_card(answer, page)
        check(view)
        texts = texts_of(view)
        assert "not legal or medical advice" in texts
        seen |= {value for part in components(view) for value in (o["value"] for o in part.get("options", ()))}
        if f"Page {page} of {page}\n" in texts:
            break
        assert page < 60
    assert seen == {each.key for each in answer.rules}
    check(answer_card(answer, 999))
    check(answer_card(_answer()))
    assert "Page" not in texts_of(answer_card(_answer(_listed(LONGEST)))), "one page needs no number"


@pytest.mark.parametrize("jurisdiction", sorted({each.jurisdiction for each in catalogue_rules()}))
def test_the_catalogue_fits_alone_and_shared(jurisdiction: str) -> None:
    of_place = [_listed(each) for each in catalogue_rules() if each.jurisdiction == jurisdiction]
    answer = _answer(*of_place, asked=Asked(jurisdiction))
    for page in (1, 2, 3):
        check(answer_card(answer, page))
        check(shared_card(answer, page, NOW))
    for each in of_place:
        for actor in (ANYBODY, LEAD):
            check(rule_card(each, actor))
    check(successor_card(of_place[0], of_place))


def test_the_longest_rule_fits_whole() -> None:
    superseded = replace(_listed(LONGEST, told=True), is_superseded=True, successor=LONGEST)
    check(rule_card(superseded, LEAD, lead="✅ " + "x" * 150))
    check(successor_card(superseded, _many()))


def test_nobodys_words_stand_on_what_is_shared() -> None:
    own = _listed(replace(LONGEST, words="My own words."), told=True)
    [found] = [each for each in catalogue_rules() if each.key == "us-tx-licence"]
    view = shared_card(_answer(_listed(found), own), 1, NOW)
    texts = texts_of(view)
    assert "certificate for each person" in texts
    assert "My own words" not in texts
    assert f"<@{10**18}>" not in texts
    assert "1 entry of members is there too" in texts
    gone = replace(_listed(found), is_superseded=True, successor=own.rule)
    texts = texts_of(shared_card(_answer(own, superseded=(gone,)), 1, NOW))
    assert "**Superseded**\n" in texts
    assert "example.org" not in texts, "a link is a member's word too"
    assert "by aaaa" in texts_of(answer_card(_answer(own, superseded=(gone,))))
    alone = shared_card(_answer(own, own), 7, NOW)
    check(alone)
    assert "No verified entry but members' own" in texts_of(alone)


def test_no_entry_is_never_a_permission() -> None:
    texts = texts_of(answer_card(replace(_answer(), others=0)))
    assert "No verified entry" in texts
    assert "says nothing on whether it is allowed" in texts
    for rule in catalogue_rules():
        assert "you may" not in texts_of(rule_card(_listed(rule), LEAD)).lower()


def test_what_disagrees_is_named_with_both_sides() -> None:
    first = replace(LONGEST, key="1", verdict=Verdict.PROHIBITED, credentials=("nurse",), dated="2024")
    second = replace(LONGEST, key="2", verdict=Verdict.ALLOWED, credentials=("nurse",), dated="")
    texts = texts_of(answer_card(_answer(_listed(first), _listed(second, told=True), asked=Asked("AU-ACT", "rf"))))
    assert "Sources disagree** on Nurse · Radiofrequency" in texts
    assert "**not allowed**, says" in texts
    assert "guideline of a profession (2024)" in texts
    assert "**allowed**, says" in texts
    assert "member's claim (date not known)" in texts
    assert texts.count("disagrees with another") == 2
    shared = texts_of(shared_card(_answer(_listed(first), _listed(second, told=True)), 1, NOW))
    assert "1 entry of members is there too; ⚠️ **sources disagree**." in shared


@pytest.mark.parametrize(
    ("checked_at", "told"),
    [
        (None, "never checked by a moderator"),
        (NOW - timedelta(days=10), "last checked <t:"),
        (NOW - timedelta(days=400), "more than 12 months ago: stale"),
    ],
)
def test_when_it_was_checked_is_said(checked_at: datetime | None, told: str) -> None:
    texts = texts_of(rule_card(_listed(LONGEST, checked_at=checked_at), ANYBODY))
    assert told in texts
    assert ("⚠️" in texts) == ("stale" in told)


def test_the_top_says_how_many_are_checked() -> None:
    never, lately = _listed(LONGEST), _listed(replace(LONGEST, key="2"), checked_at=NOW - timedelta(days=10))
    assert "**None checked here** in the last 12 months" in texts_of(answer_card(_answer(never)))
    assert "**Only 1 of 2 checked here**" in texts_of(answer_card(_answer(never, lately)))
    assert "checked here" not in texts_of(answer_card(_answer(lately)))
    assert "**None checked here**" in texts_of(shared_card(_answer(never), 1, NOW))


def test_a_check_of_ones_own_is_told_as_such() -> None:
    checked = _listed(LONGEST, told=True, checked_at=NOW)
    assert "by who added it" not in texts_of(rule_card(checked, ANYBODY))
    assert "by who added it" in texts_of(rule_card(replace(checked, is_checked_by_who_told=True), ANYBODY))


def test_a_member_sees_no_moderators_buttons() -> None:
    def labels(listed: ListedRule, actor: Actor) -> list[str | None]:
        return [each.label for each in rule_card(listed, actor).walk_children() if isinstance(each, ui.Button)]

    own, found = _listed(LONGEST, told=True), _listed(LONGEST)
    assert labels(own, ANYBODY) == ["Source", "All of the place"]
    assert labels(own, Actor(10**18, moderates=False)) == ["Source", "Withdraw", "All of the place"]
    assert labels(own, LEAD) == ["Source", "Checked", "Superseded", "Withdraw", "All of the place"]
    assert labels(found, LEAD) == ["Checked", "Superseded", "All of the place"]
    gone = replace(found, is_superseded=True)
    assert labels(gone, LEAD) == ["Checked", "Current again", "All of the place"]
    by_the_catalogue = replace(gone, rule=replace(LONGEST, superseded_by="another"))
    assert labels(by_the_catalogue, LEAD) == ["Checked", "All of the place"]


def test_what_was_chosen_travels_whole_in_a_button() -> None:
    every = {
        "device_classes": tuple(device_classes()),
        "credentials": CREDENTIALS,
        "verdict": ("unclear",),
        "supervision": ("direct",),
        "purpose": ("therapeutic",),
    }
    chosen = Chosen("AU-ACT", every)
    assert Chosen.of(chosen.packed).values == every
    button("Edit again", SOURCE, chosen.packed, "t" * 16)
    check(step_card(chosen.subject, chosen.packed))
    assert first_form(chosen).title.startswith("Who may operate: Australian Capital")
    second_form_again(chosen.packed, Answers({"words": ("x" * 600,)}), "t" * 16)
    assert chosen.subject == Subject(
        "AU-ACT", tuple(device_classes()), CREDENTIALS, Verdict.UNCLEAR, Purpose.THERAPEUTIC, Supervision.DIRECT
    )


@pytest.mark.parametrize("packed", ["US-NJ", "US-NJ.zz....", "US-NJ.a.é.b..", "US-NJ.a.b.c.d.e.f"])
def test_what_the_lists_do_not_have_is_refused(packed: str) -> None:
    with pytest.raises(Refusal, match="lists have changed"):
        Chosen.of(packed)


@pytest.mark.parametrize("packed", ["US-NJ.....", "US-NJ.a....", "US-NJ...b..", "US-XX.a..b.."])
def test_half_a_choice_is_no_subject(packed: str) -> None:
    with pytest.raises(Refusal, match="Please choose what is done"):
        _ = Chosen.of(packed).subject


def test_what_is_asked_stands_in_a_button() -> None:
    for asked in (WIDEST, Asked("FR"), Asked("IN", "ipl"), Asked("IN", None, "nurse")):
        assert asked_of(ids_of(asked)) == asked
    button("Next", "scope_page", *ids_of(WIDEST), 999)


def test_dates_and_physicians_in_words() -> None:
    told = [dated_in_words(each) for each in ("", "2019", "2019-06", "2017-04-19")]
    assert told == ["date not known", "2019", "June 2019", "19 April 2017"]
    assert credentials_in_words(()) == "whoever operates the device"
    physicians = ("physician_dermatology", "physician_plastic_surgery", "physician_other")
    assert credentials_in_words((*physicians, "nurse")) == "Physician, Nurse"
    assert credentials_in_words(physicians[:1]) == "Physician (dermatology)"
    assert credentials_in_words(CREDENTIALS, 2) == "Physician, Nurse practitioner and 8 more"
    assert "licence" in DISCLAIMER
