"""Meetings' cards keep within Discord's limits, whatever an organiser typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from discord import ui

from bot.exchange.meetings import LONGEST_PLACE, LONGEST_TITLE, Meeting
from bot.exchange.outbox import token_of
from bot.exchange.waiting_list import Standing
from bot.ui import meeting_cards as cards
from db.meetings import Plan
from db.rsvp import Rsvp

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
ZONE = "America/Argentina/ComodRivadavia"  # the longest name there is
LONGEST = Plan("*" * LONGEST_TITLE, STARTS_AT, datetime(2026, 5, 16, 19, 30), ZONE, 10079, "_" * LONGEST_PLACE)  # noqa: DTZ001 (wall time)
MEETING = Meeting(7, 4294967295, LONGEST, 1456074443980800019, "planned", 1456074443980800018)
TOKEN = token_of("any")


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


# Three hundred members, each of them with as long a number as there is.
CROWD = Standing(
    1, tuple(Rsvp(1456074443980800019 + n, "in_person", 5, n, n > 100, None, STARTS_AT) for n in range(300))
)
WORST = "- Reminder 7 days before: **failed**, the channel or message is gone (was due <t:1778970600:f>)"
EVERY_VIEW = {
    "draft": cards.draft(MEETING, [ZoneInfo(ZONE)] * 3),
    "posted": cards.posted(MEETING),
    "announcement": cards.announcement(MEETING, TOKEN, CROWD),
    "called off": cards.announcement_called_off(MEETING, TOKEN),
    "cancellation": cards.cancellation(MEETING, TOKEN),
    "details": cards.details(MEETING, [WORST] * 8, STARTS_AT),
    "question": cards.ask_to_cancel(MEETING),
    "list": cards.coming([MEETING] * 100, 5),
    "empty list": cards.coming([], 0),
}


@pytest.mark.parametrize("name", EVERY_VIEW)
def test_every_card_is_within_discords_limits(name: str) -> None:
    view = EVERY_VIEW[name]
    assert sum(map(len, texts(view))) < 4000
    # Not cut by the card's net: each text fits by itself.
    assert not any(text.endswith("…") for text in texts(view))
    items: list[Any] = list(view.walk_children())
    assert len(items) <= 40
    assert all(len(item.custom_id) <= 100 for item in items if isinstance(item, ui.Button) and item.custom_id)


def test_a_choice_fits() -> None:
    assert len(cards.choice(MEETING)) <= 100


@pytest.mark.parametrize("page", [-3, 0, 2, 99])
def test_a_page_that_is_not_there_shows_the_nearest(page: int) -> None:
    shown = "\n".join(texts(cards.coming([MEETING] * 20, page)))
    assert f"{min(max(page, 0), 2) + 1} of 3" in shown
