"""Meetings' cards keep within Discord's limits, whatever an organiser typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from discord import ui

from bot.calendar.recurrence import LAST, Rule
from bot.exchange.expert_sessions import LONGEST_NAME
from bot.exchange.meeting_announcing import CalledOff, News
from bot.exchange.meeting_clocks import MOST_CLOCKS, Clock, Clocks, Shift
from bot.exchange.meetings import LONGEST_PLACE, LONGEST_TITLE, Meeting
from bot.exchange.outbox import token_of
from bot.exchange.waiting_list import Standing
from bot.ui import change_cards
from bot.ui import meeting_cards as cards
from bot.ui.cards import button
from db.meetings import Plan
from db.rsvp import Rsvp
from db.series import Series, template_of
from db.session_questions import Guest
from tests.support.discord_limits import check

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
ZONE = "America/Argentina/ComodRivadavia"  # the longest name there is
LONGEST = Plan("*" * LONGEST_TITLE, STARTS_AT, datetime(2026, 5, 16, 19, 30), ZONE, 10079, "_" * LONGEST_PLACE)  # noqa: DTZ001 (wall time)
MEETING = Meeting(7, 4294967295, LONGEST, 1456074443980800019, "planned", 1456074443980800018)
DAY = timedelta(days=1)
RULE = Rule("month", 12, LAST, 2, until=STARTS_AT.date())
SERIES = Series(7, 1, template_of(LONGEST, RULE), None, 1456074443980800018, 0)
LATER = replace(MEETING, plan=replace(LONGEST, starts_at=STARTS_AT + DAY, kind="industry_session"))
OCCURRENCE = replace(MEETING, series=1, original_at=STARTS_AT, plan=LATER.plan)
SESSION = replace(MEETING, plan=replace(LONGEST, kind="expert_session"))
GUEST = Guest(None, "*" * LONGEST_NAME)
DRAFT = replace(MEETING, status="draft", repeats=RULE.text)
TOKEN = token_of("any")


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


# Three hundred members, each of them with as long a number as there is.
CROWD = Standing(1, tuple(Rsvp(1456074443980800019 + n, "in_person", 5, n, n > 100, None) for n in range(300)))
WORST = "- Reminder 7 days before: **failed**, the channel or message is gone (was due <t:1778970600:f>)"
EIGHTY = tuple(1456074443980800019 + n for n in range(80))
CLOCKS = Clocks((Clock((ZONE,) * 9, 10**6, STARTS_AT),) * MOST_CLOCKS, 10**6)
SHIFTS = tuple(Shift((f"{ZONE}{place}",), STARTS_AT.replace(tzinfo=None)) for place in range(MOST_CLOCKS))
EVERY_VIEW = {
    "draft": cards.draft(DRAFT, CLOCKS, [STARTS_AT.replace(tzinfo=None)] * 3, None, "UTC"),
    "draft of a series": cards.draft(
        DRAFT, CLOCKS, [STARTS_AT.replace(tzinfo=None)] * 3, None, "UTC", SHIFTS, [MEETING] * 300
    ),
    "draft of a session": cards.draft(SESSION, CLOCKS, [], GUEST),
    "posted": cards.posted(MEETING),
    "announcement": cards.announcement(OCCURRENCE, TOKEN, CROWD, SERIES),
    "announcement of a session": cards.announcement(SESSION, TOKEN, CROWD, SERIES, 1456074443980800019, GUEST),
    "over": cards.announcement_of_the_past(OCCURRENCE, TOKEN, CROWD, SERIES),
    "called off": cards.announcement_called_off(MEETING, TOKEN),
    "cancellation": change_cards.cancellation(CalledOff(MEETING, True, EIGHTY), TOKEN),
    "details": cards.details(OCCURRENCE, CROWD, [WORST] * 8, STARTS_AT, (), (), SERIES),
    "question": change_cards.ask_to_cancel(MEETING, SERIES),
    "change": change_cards.ask_to_change(MEETING, LATER, 2**48, CLOCKS, CROWD, SERIES),
    "changed": change_cards.changed(MEETING, CROWD),
    "changed from here on": change_cards.changed_from_here_on(MEETING, None),
    "news": change_cards.news(News(LATER, STARTS_AT, EIGHTY), TOKEN),
    "several": cards.which([MEETING] * 25),
    "list": cards.listed([MEETING] * 100, "all", "past", 5),
    "own list": cards.listed([OCCURRENCE] * 100, "mine", "coming", 0),
    "empty list": cards.listed([], "mine", "coming", 0),
}


@pytest.mark.parametrize("name", EVERY_VIEW)
def test_every_card_is_within_discords_limits(name: str) -> None:
    view = EVERY_VIEW[name]
    check(view)
    # Not cut by the card's net: each text fits by itself.
    assert not any(text.endswith("…") for text in texts(view))


def test_a_busy_meeting_offers_its_calendar_file_beside_all_that_came_of_it() -> None:
    ways = [button(f"Way {place}", "way", place) for place in range(5)]
    shown = cards.details(OCCURRENCE, CROWD, [], LATER.plan.starts_at, (), ways, SERIES)
    rows = [item for item in shown.walk_children() if isinstance(item, ui.ActionRow)]
    offered = [[item.label for item in row.children if isinstance(item, ui.Button)] for row in rows]
    assert ["Who is going", "Attendance", "Calendar file"] in offered
    assert all(len(row) <= 5 for row in offered)


@pytest.mark.parametrize("organises", [True, False])
def test_before_it_begins_attendance_is_for_who_organises_a_meeting(organises: bool) -> None:
    shown = cards.details(MEETING, CROWD, [], STARTS_AT - DAY, organises=organises)
    labels = [item.label for item in shown.walk_children() if isinstance(item, ui.Button)]
    assert ("Attendance" in labels) is organises


def test_the_answers_stand_above_the_many_lines_about_messages() -> None:
    shown = cards.details(MEETING, CROWD, [WORST], STARTS_AT - DAY, organises=True)
    [card] = shown.children
    assert isinstance(card, ui.Container)
    kinds = [type(part) for part in card.children]
    messages = next(i for i, part in enumerate(card.children) if WORST in getattr(part, "content", ""))
    assert kinds.index(ui.ActionRow) < messages


def test_a_choice_fits() -> None:
    assert len(cards.choice(MEETING)) <= 100


@pytest.mark.parametrize("page", [-3, 0, 2, 99])
def test_a_page_that_is_not_there_shows_the_nearest(page: int) -> None:
    shown = "\n".join(texts(cards.listed([MEETING] * 20, "all", "coming", page)))
    assert f"{min(max(page, 0), 2) + 1} of 3" in shown
