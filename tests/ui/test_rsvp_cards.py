"""The answers to a meeting and its attendance keep within Discord's limits, and say what is true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from discord import ui

from bot.exchange.attendance import Attended, Sheet
from bot.exchange.meetings import LONGEST_TITLE
from bot.exchange.outbox import token_of
from bot.exchange.rsvp import MOST_MENTIONS, Answered
from bot.exchange.waiting_list import Standing
from bot.ui import attendance_cards, rsvp_cards
from db.meetings import Meeting, Plan
from db.rsvp import Rsvp
from tests.support.discord_limits import check

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
LATER = STARTS_AT + timedelta(hours=1)
BIG = 1456074443980800019
LONGEST = Plan(
    "*" * LONGEST_TITLE,
    STARTS_AT,
    datetime(2026, 5, 16, 19, 30),  # noqa: DTZ001 (wall time)
    "America/New_York",
    10079,
    "",
    "group",
    100,
    72,
)
MEETING = Meeting(7, 4294967295, LONGEST, BIG, "planned", BIG)
TOKEN = token_of("any")
LONG_BEFORE = MEETING.plan.starts_at - timedelta(days=30)
LABELS = ("7 days before", "1 day before", "1 hour before", "at the start")


def rsvp(number: int, *, waiting: bool = False, guests: int = 5) -> Rsvp:
    return Rsvp(BIG + number, "in_person", guests, number, waiting, None)


CROWD = Standing(100, tuple(rsvp(number, waiting=number > 150) for number in range(300)))
PEOPLE = tuple(Attended(BIG + number, 10079, number % 2 == 0) for number in range(300))
SHEET = Sheet(MEETING, BIG, PEOPLE)
EVERY_VIEW = {
    "going": rsvp_cards.answered(Answered(MEETING, rsvp(3), CROWD, LABELS), LONG_BEFORE),
    "waiting": rsvp_cards.answered(Answered(MEETING, CROWD.rsvps[200], CROWD, ()), LONG_BEFORE),
    "list": rsvp_cards.who_is_going(MEETING, CROWD, 5, organises=True, said="<@1> is off the list."),
    "empty list": rsvp_cards.who_is_going(MEETING, Standing(None, ()), 5, organises=True),
    "promoted": rsvp_cards.promoted(MEETING, list(range(BIG, BIG + MOST_MENTIONS)), TOKEN),
    "taken off": rsvp_cards.taken_off(MEETING, BIG, TOKEN),
    "places taken away": rsvp_cards.places_taken_away(MEETING, CROWD, BIG, TOKEN),
    "sheet": attendance_cards.sheet_card(SHEET, 3, LATER),
    "empty sheet": attendance_cards.sheet_card(Sheet(MEETING, None, ()), 0, LATER),
    "own line": attendance_cards.own_line(SHEET, BIG, LATER),
    "said so": attendance_cards.said_so(PEOPLE[1], MEETING),
}


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


@pytest.mark.parametrize("name", EVERY_VIEW)
def test_every_card_is_within_discords_limits(name: str) -> None:
    view = EVERY_VIEW[name]
    check(view)
    assert not any(text.endswith("…") for text in texts(view))


def test_the_card_cuts_a_long_list_and_keeps_the_counts() -> None:
    shown = "\n".join(rsvp_cards.answers_on_card(MEETING, Standing(400, tuple(rsvp(n, guests=0) for n in range(30)))))
    assert "(30) <@" in shown
    assert "and 18 more" in shown
    assert "**370** of 400 places left" in shown
    assert "Sign-up closes <t:" in shown


@pytest.mark.parametrize(("page", "shown"), [(-1, "1 of 15"), (14, "15 of 15"), (99, "15 of 15")])
def test_a_page_that_is_not_there_shows_the_nearest(page: int, shown: str) -> None:
    assert shown in "\n".join(texts(rsvp_cards.who_is_going(MEETING, CROWD, page, organises=False)))
    assert shown in "\n".join(texts(attendance_cards.sheet_card(SHEET, page, LATER)))


def test_nothing_can_be_changed_about_the_attendance_of_a_cancelled_meeting() -> None:
    cancelled = Meeting(7, 1, LONGEST, BIG, "cancelled", BIG)
    view = attendance_cards.sheet_card(Sheet(cancelled, BIG, PEOPLE[:3]), 0, LATER)
    assert not [item for item in view.walk_children() if isinstance(item, ui.ActionRow)]
