"""Agendas, expert sessions, minutes and action items keep within Discord's limits, whatever members typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from discord import ui

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.action_items import LONGEST_TEXT, Actions
from bot.exchange.agenda import Agenda
from bot.exchange.content import content_of
from bot.exchange.expert_sessions import LONGEST_NAME, Session
from bot.exchange.outbox import Sending, token_of
from bot.exchange.posted_meetings import Actor
from bot.exchange.presenters import PRESENTER_REMINDER
from bot.exchange.proposals import LONGEST_DESCRIPTION, LONGEST_GUEST, LONGEST_INTEREST, LONGEST_TITLE
from bot.ui import action_cards, agenda_cards, minutes_cards, session_cards
from bot.ui.meeting_forms import ASK, PROPOSE, fields_of_item, fields_of_minutes, meeting_form
from db.action_items import ActionItem
from db.agenda import Item, Proposal
from db.entries import Entry
from db.meetings import Meeting, Plan
from db.outbox import Delivery, Posting
from db.session_questions import Guest, SessionQuestion
from tests.support.discord_limits import check

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
SOMEBODY = 1456074443980800019
PLAN = Plan("*" * 100, STARTS_AT, datetime(2026, 5, 16, 19, 30), "UTC", 120, "", "expert_session")  # noqa: DTZ001 (wall time)
MEETING = Meeting(7, 4294967295, PLAN, SOMEBODY, "planned", 1456074443980800018)
TOKEN = token_of("any")
PROPOSAL = Proposal(
    "*" * LONGEST_TITLE, "_" * LONGEST_DESCRIPTION, 600, "clinical", "`" * LONGEST_INTEREST, None, "|" * LONGEST_GUEST
)


def item(number: int, *, place: int | None = None) -> Item:
    status = "accepted" if place is not None else "proposed"
    return Item(7, number, MEETING.number, PROPOSAL, SOMEBODY + number, status, place, 1, number)


def action(number: int) -> ActionItem:
    return ActionItem(7, number, MEETING.number, "*" * LONGEST_TEXT, SOMEBODY, STARTS_AT, None)


def entry(number: int, kind: EntryKind = EntryKind.QUESTION) -> Entry:
    text = "What about *this* and that? " * 140
    content = content_of(kind, text, read(text, Hints(kind)))
    return Entry(7, number, "listed", content, SOMEBODY, None, None, STARTS_AT, STARTS_AT)


def asked(number: int, **turn: Any) -> SessionQuestion:
    return SessionQuestion(entry(number), turn.get("status", "waiting"), 7, turn.get("answer"))


def sending(*, late: bool) -> Sending:
    posting = Posting(PRESENTER_REMINDER, 7, STARTS_AT, timedelta(days=1), "key", "1", 1, None, SOMEBODY, 1)
    delivery = Delivery(1, posting, "claimed", 1, STARTS_AT, None, "")
    return Sending(delivery, timedelta(hours=3) if late else None, TOKEN)


FULL = Agenda(
    MEETING,
    (*(item(place, place=place) for place in range(1, 41)), *(item(number) for number in range(41, 101))),
    tuple(action(number) for number in range(20)),
)
SESSION = Session(
    MEETING,
    Guest(None, "*" * LONGEST_NAME),
    "*" * 300,
    (
        asked(1, status="open"),
        *(asked(number) for number in range(2, 41)),
        *(asked(number, status="taken") for number in range(41, 70)),
        *(asked(number, status="taken", answer=900) for number in range(70, 100)),
    ),
)
ACTIONS = Actions(MEETING, tuple(action(number) for number in range(50)), tuple(action(n) for n in range(50, 70)))
EVERY_VIEW = {
    "agenda": agenda_cards.public_agenda(FULL, TOKEN, STARTS_AT),
    "own agenda": agenda_cards.private_agenda(FULL, Actor(SOMEBODY + 1, moderates=True), STARTS_AT),
    "proposed": agenda_cards.proposed(item(1), MEETING, "A lead. " * 20),
    "own item": agenda_cards.own_item(item(1)),
    "ballot": agenda_cards.ballot(FULL, range(41, 101), 1, 2, "A lead. " * 20),
    "order": agenda_cards.organiser_card(FULL, 2, STARTS_AT),
    "item": agenda_cards.item_card(FULL, 1, "A lead. " * 20),
    "proposed item": agenda_cards.item_card(FULL, 50),
    "gone item": agenda_cards.item_card(FULL, 500),
    "word": agenda_cards.word_to_presenter(FULL, item(1, place=1), sending(late=True)),
    "session": session_cards.public_session(SESSION, TOKEN, STARTS_AT),
    "own session": session_cards.private_session(SESSION, Actor(SOMEBODY, moderates=True), STARTS_AT),
    "session's ballot": session_cards.ballot(SESSION, range(100), 1, 1),
    "desk": session_cards.desk(SESSION, "A lead. " * 20),
    "asked": session_cards.asked(entry(1), SESSION),
    "actions": action_cards.actions_card(ACTIONS, "A lead. " * 20),
    "reminder": action_cards.reminder(action(1), MEETING, sending(late=True)),
    "done": action_cards.done(action(1), TOKEN),
    "minutes": minutes_cards.saved(entry(1, EntryKind.SUMMARY), MEETING, [entry(2, EntryKind.SUMMARY)]),
    "which meeting": minutes_cards.which_meeting([MEETING] * 25, (1456074443980800018, 1456074443980800019, "t" * 16)),
}


def texts(view: ui.LayoutView) -> list[str]:
    return [each.content for each in view.walk_children() if isinstance(each, ui.TextDisplay)]


def _labels(view: ui.LayoutView) -> list[str | None]:
    return [each.label for each in view.walk_children() if isinstance(each, ui.Button)]


def said(view: ui.LayoutView) -> str:
    return "\n".join(texts(view))


@pytest.mark.parametrize(("place", "idle"), [(1, ["Earlier"]), (20, []), (40, ["Later"])])
def test_an_item_moves_no_further_than_the_ends_of_the_agenda(place: int, idle: list[str]) -> None:
    card = agenda_cards.item_card(FULL, place)
    assert [each.label for each in card.walk_children() if isinstance(each, ui.Button) and each.disabled] == idle


def test_what_only_its_organiser_may_do_is_shown_to_no_other() -> None:
    for moderates in (True, False):
        actor = Actor(SOMEBODY - 1, moderates)
        labels = [
            *_labels(agenda_cards.private_agenda(FULL, actor, STARTS_AT)),
            *_labels(session_cards.private_session(SESSION, actor, STARTS_AT)),
        ]
        assert ("Put in order" in labels, "Guest's desk" in labels) == (moderates, moderates)
    assert "Put in order" not in _labels(agenda_cards.public_agenda(FULL, TOKEN, STARTS_AT))


def test_once_a_meeting_is_over_nothing_is_proposed_and_answers_are_still_written_down() -> None:
    organiser, over = Actor(SOMEBODY, moderates=False), MEETING.plan.ends_at
    few = Agenda(MEETING, (item(1, place=1),))
    assert _labels(agenda_cards.private_agenda(few, organiser, over)) == []
    assert _labels(session_cards.private_session(SESSION, organiser, over)) == ["Guest's desk"]
    public = agenda_cards.public_agenda(Agenda(MEETING, (item(1, place=1), item(2))), TOKEN, over)
    assert _labels(public) == ["Details"]
    assert "## Over: Agenda: " in said(public)
    assert "vote for" not in said(public)
    assert _labels(session_cards.public_session(SESSION, TOKEN, over)) == ["Details", "Guest's desk"]


def test_a_desk_with_its_only_question_open_does_not_say_that_none_was_asked() -> None:
    alone = Session(MEETING, None, "", (asked(1, status="open"),))
    assert "-# no other question" in texts(session_cards.desk(alone))


def test_every_item_stands_on_some_page_of_ones_own_agenda() -> None:
    items = [replace(item(number), proposal=replace(PROPOSAL, title=f"Talk {number}")) for number in range(41, 81)]
    agenda, actor = Agenda(MEETING, (item(1, place=1), *items)), Actor(SOMEBODY - 1, moderates=True)
    pages = [agenda_cards.private_agenda(agenda, actor, STARTS_AT, page) for page in range(1, 30)]
    assert all(any(f"**Talk {number}**" in said(page) for page in pages) for number in range(41, 81))
    assert _labels(pages[0]) == ["Propose", "Vote", "Put in order", "Previous", "Next"]
    for page in pages:
        check(page)


@pytest.mark.parametrize("name", EVERY_VIEW)
def test_every_card_is_within_discords_limits(name: str) -> None:
    check(EVERY_VIEW[name])


def test_what_does_not_fit_is_counted_and_nothing_is_cut_in_the_middle() -> None:
    shown = said(EVERY_VIEW["agenda"])
    assert "and " in shown
    assert "more: `/meeting agenda`" in shown
    assert not shown.endswith("…")


@pytest.mark.parametrize(
    ("minutes", "line"),
    [
        ((60, 35), "**95 of 120 minutes**; 25 left · Clinical 95"),
        ((60, 60), "**120 of 120 minutes**; full · Clinical 120"),
        ((60, 61), "**121 of 120 minutes**; ⚠️ **1 too many** · Clinical 121"),
        ((), "**0 of 120 minutes**; 120 left"),
    ],
)
def test_the_time_adds_up(minutes: tuple[int, ...], line: str) -> None:
    items = (
        replace(item(place, place=place), proposal=replace(PROPOSAL, minutes=length))
        for place, length in enumerate(minutes, start=1)
    )
    agenda = Agenda(MEETING, tuple(items))
    assert agenda_cards.time_line(agenda) == line
    ends = [slot.starts_at + timedelta(minutes=slot.item.proposal.minutes) for slot in agenda.slots]
    assert [slot.starts_at for slot in agenda.slots] == [STARTS_AT, *ends][: len(minutes)]


def test_a_conflict_of_interest_is_always_told() -> None:
    one = replace(item(1), proposal=replace(PROPOSAL, interest=""))
    assert "conflict of interest: none declared" in said(
        agenda_cards.public_agenda(Agenda(MEETING, (one,)), TOKEN, STARTS_AT)
    )
    marked = replace(one, proposal=replace(one.proposal, presenter_id=SOMEBODY, guest=""))
    shown = agenda_cards.public_agenda(Agenda(MEETING, (marked,), (), frozenset({SOMEBODY})), TOKEN, STARTS_AT)
    assert "🏷️ industry" in said(shown)


def test_the_agenda_of_an_industry_session_is_labelled_as_one() -> None:
    held = replace(MEETING, plan=replace(PLAN, title="New heads", kind="industry_session"))
    assert "Agenda: Industry session: New heads" in said(agenda_cards.public_agenda(Agenda(held, ()), TOKEN, STARTS_AT))


def test_every_form_holds_at_most_five_fields_and_what_was_typed() -> None:
    for fields in (fields_of_item(item(1)), fields_of_minutes(MEETING, ()), None):
        form = meeting_form(PROPOSE, (MEETING.number, SOMEBODY, "|" * LONGEST_GUEST), fields)
        assert len(form.children) <= 5
        assert len(form.custom_id) <= 100
        assert len(form.title) <= 45
    assert len(meeting_form(ASK, (MEETING.number,)).children) <= 5
