"""Summaries' cards: what is stated, what is not, and Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.discussions import Discussed
from bot.exchange.saving import HeldDraft
from bot.exchange.summary_facts import SummaryFacts, details_from
from bot.ui.entry_card import private_card, public_card
from bot.ui.full_text_card import full_text_card
from bot.ui.summary_cards import source_block
from bot.ui.summary_forms import continue_row, held_summary_card, source_held, source_saved
from db.entries import Entry
from tests.support.discord_limits import check, texts_of
from tests.ui.test_entry_cards import WORST
from tests.ui.test_question_cards import of_kind

LINK = "https://example.org/a_b_c?x=*1*"


def summary(facts: SummaryFacts, text: str = "Two passes are enough.", title: str = "A talk") -> Entry:
    whole = of_kind(EntryKind.SUMMARY, text, 5)
    return replace(whole, content=replace(whole.content, details=details_from(facts), title=title))


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "short"])
@pytest.mark.parametrize("field", [WORST[:150], "x" * 150])
@pytest.mark.parametrize("discussion", [None, 2**63 - 1])
def test_the_worst_summary_fits(text: str, field: str, discussion: int | None) -> None:
    worst = summary(SummaryFacts(field, field, field, field, "https://example.org/" + "x" * 280), text)
    beside = Discussed(discussion)
    views: list[Any] = [
        private_card(worst, WORST[:500], viewer_id=2**62, lead="Saved.", beside=beside, rows=[continue_row(worst)]),
        public_card(worst, WORST[:500], beside=beside),
        full_text_card(worst, 1),
        source_saved(worst),
        source_held(5, ("name",), "t" * 16),
        held_summary_card(HeldDraft(("name",)), "t" * 16, "d" * 30),
    ]
    for view in views:
        check(view)
    assert "**Who paid:**" in texts_of(views[0])
    assert "Who paid: " in texts_of(views[2])


def test_the_link_stays_as_it_is_and_what_nobody_said_is_not_stated() -> None:
    block = source_block(summary(SummaryFacts(source="A talk", link=LINK)))
    assert block == f"**Speaker:** not stated\n**Who paid:** not stated\n**Link:** {LINK}"


def test_a_link_in_the_text_is_told_unless_its_author_names_another() -> None:
    text = "#summary of https://example.org/first. Two passes."
    assert "**Link:** https://example.org/first" in source_block(summary(SummaryFacts(), text))
    assert "**Link:** https://example.org/other" in source_block(
        summary(SummaryFacts(link="https://example.org/other"), text)
    )


def test_minutes_of_a_meeting_have_no_speaker() -> None:
    assert source_block(summary(SummaryFacts(source="M-12 · Spring meeting", date="2027-05-15"))) == (
        "**Source:** M-12 · Spring meeting\n**Date:** 2027-05-15"
    )
