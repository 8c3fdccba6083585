"""Questions' and answers' cards at Discord's limits, and their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.questions import Answer, Answers, AnswerTo, OpenQuestions
from bot.exchange.saving import HeldDraft
from bot.ui.entry_card import private_card, public_card
from bot.ui.question_cards import MOST_ON_CARD, accept_card, all_answers_card
from bot.ui.question_forms import (
    Asking,
    held_question_card,
    open_questions_card,
    similar_card,
    which_question_card,
)
from db.entries import Entry
from tests.support.discord_limits import check, texts_of
from tests.ui.test_entry_cards import WORST, entry, worst_reading

TOKEN = "t" * 16
HIGHEST = 2**63 - 1


def of_kind(kind: EntryKind, text: str, number: int = 2**32 - 1) -> Entry:
    whole = entry(text, number, worst_reading(text))
    return replace(whole, content=replace(whole.content, kind=kind))


def answers(count: int, text: str = WORST[:4000]) -> Answers:
    replies = tuple(
        Answer(of_kind(EntryKind.ANSWER, text, 2**31 + place), 10**6, place == 0, WORST[:500], is_from_industry=True)
        for place in range(count)
    )
    return Answers(replies, HIGHEST)


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "🔥" * 2000, "short"])
@pytest.mark.parametrize("count", [0, 1, MOST_ON_CARD, 40])
def test_a_question_with_the_worst_answers_fits(text: str, count: int) -> None:
    question = of_kind(EntryKind.QUESTION, text)
    beside = answers(count, text)
    check(private_card(question, WORST[:500], viewer_id=2**62, lead="Saved.", beside=beside))
    check(public_card(question, WORST[:500], beside=beside))


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_pages_of_the_worst_answers_fit(count: int) -> None:
    question, beside = of_kind(EntryKind.QUESTION, WORST), answers(count)
    for page in (1, 2, 99):
        check(all_answers_card(question, beside, page))
    check(accept_card(question, beside))


def test_an_answers_own_card_fits() -> None:
    answer = of_kind(EntryKind.ANSWER, WORST[:4000])
    check(
        private_card(answer, WORST[:500], viewer_id=2**62, beside=AnswerTo(2**32 - 1, 2**62, 10**6, is_accepted=True))
    )


def test_lists_of_the_worst_questions_fit() -> None:
    worst = tuple(of_kind(EntryKind.QUESTION, WORST, 2**31 + place) for place in range(25))
    asking = Asking.question("d" * 30)
    check(open_questions_card(OpenQuestions(worst[:5], 2, 10**6)))
    check(which_question_card(OpenQuestions(worst, 1, 25), (HIGHEST, HIGHEST, TOKEN)))
    check(similar_card(worst[:3], TOKEN, asking))
    check(held_question_card(HeldDraft(("name", "date")), TOKEN, asking))


def test_the_accepted_answer_is_marked_and_settings_keep_their_cautions() -> None:
    said = of_kind(EntryKind.ANSWER, "Cool *well*")
    shown: Any = public_card(
        of_kind(EntryKind.QUESTION, "How?"), "", beside=Answers((Answer(said, 2, True, "Nurse", False),), None)
    )
    words = texts_of(shown)
    assert "✅ **Accepted** · **A-" in words
    assert "Cool \\*well\\*" in words
    assert "⚠️" in words
