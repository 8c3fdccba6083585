"""Held answers: their author's alone, for 15 minutes, and never too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.exchange import held_forms
from bot.exchange.held_forms import HeldForms
from bot.exchange.refusal import Refusal
from tests.support.clocks import StoppedClock

START = datetime(2026, 1, 1, tzinfo=UTC)
GUILD, NURSE = 100, 1


def hold(forms: HeldForms, user: int = NURSE, text: str = "words") -> str:
    return forms.hold(GUILD, user, ("save", "tip"), {"text": (text,)}, ("name",))


def test_answers_come_back_to_their_author_only() -> None:
    forms = HeldForms(StoppedClock(START))
    token = hold(forms)
    held = forms.of(token, GUILD, NURSE)
    assert (held.form, held.answers, held.kinds) == (("save", "tip"), {"text": ("words",)}, ("name",))
    for guild, user in ((GUILD, 2), (200, NURSE)):
        with pytest.raises(Refusal):
            forms.of(token, guild, user)
    with forms.used(token), pytest.raises(Refusal):
        forms.of(token, GUILD, NURSE)
    with pytest.raises(Refusal):
        forms.of(token, GUILD, NURSE)


def test_what_could_not_be_used_is_back_under_its_token_and_for_no_longer_than_before() -> None:
    clock = StoppedClock(START)
    forms = HeldForms(clock)
    token = hold(forms)
    clock.pass_by(timedelta(minutes=1))
    younger = hold(forms)
    held = forms.of(token, GUILD, NURSE)
    with pytest.raises(OSError, match="full"), forms.used(token):
        raise OSError("full")
    assert forms.of(token, GUILD, NURSE) == held
    clock.pass_by(timedelta(minutes=14))
    assert forms.of(younger, GUILD, NURSE)
    with pytest.raises(Refusal):
        forms.of(token, GUILD, NURSE)


def test_after_a_quarter_of_an_hour_they_are_gone() -> None:
    clock = StoppedClock(START)
    forms = HeldForms(clock)
    old = hold(forms)
    clock.pass_by(timedelta(minutes=10))
    young = hold(forms)
    clock.pass_by(timedelta(minutes=5))
    with pytest.raises(Refusal):
        forms.of(old, GUILD, NURSE)
    assert forms.of(young, GUILD, NURSE)


def test_one_member_and_all_together_can_hold_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = HeldForms(StoppedClock(START))
    first = hold(forms, user=2)
    own = [hold(forms) for _ in range(6)]
    with pytest.raises(Refusal):
        forms.of(own[0], GUILD, NURSE)
    assert forms.of(own[1], GUILD, NURSE)
    assert forms.of(first, GUILD, 2)
    monkeypatch.setattr(held_forms, "_MOST", 3)
    last = [hold(forms, user=user) for user in (3, 4, 5)]
    with pytest.raises(Refusal):
        forms.of(first, GUILD, 2)
    assert all(forms.of(token, GUILD, user) for token, user in zip(last, (3, 4, 5), strict=True))


def test_a_member_who_is_erased_holds_nothing() -> None:
    forms = HeldForms(StoppedClock(START))
    mine, other = hold(forms), hold(forms, user=2)
    forms.forget_member(GUILD, NURSE)
    with pytest.raises(Refusal):
        forms.of(mine, GUILD, NURSE)
    assert forms.of(other, GUILD, 2)
