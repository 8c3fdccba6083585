"""Meetings' cards keep within Discord's limits, whatever an organiser typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from discord import ui

from bot.calendar.reminders import REMINDERS
from bot.exchange.meeting_reminders import REMINDER
from bot.exchange.meetings import CANCELLED, CARD, CARD_EDIT, LONGEST_PLACE, LONGEST_TITLE, Meeting
from bot.exchange.outbox import Sending, token_of
from bot.ui import meeting_cards as cards
from db.meetings import Plan
from db.outbox import Delivery, DeliveryState, Posting

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
ZONE = "America/Argentina/ComodRivadavia"  # the longest name there is
LONGEST = Plan("*" * LONGEST_TITLE, STARTS_AT, datetime(2026, 5, 16, 19, 30), ZONE, 10079, "_" * LONGEST_PLACE)  # noqa: DTZ001 (wall time)
MEETING = Meeting(7, 4294967295, LONGEST, 1456074443980800019, "planned", 1456074443980800018)
TOKEN = token_of("any")


def delivery(kind: str, state: DeliveryState, outcome: str = "", message_id: int | None = None) -> Delivery:
    posting = Posting(kind, 7, STARTS_AT, timedelta(0), "key", label=REMINDERS[0].label)
    return Delivery(1, posting, state, 1, None, message_id, outcome)


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


WORST = delivery(REMINDER, "skipped", "too late: " + "ClientConnectorCertificateError")
EVERY_VIEW = {
    "draft": cards.draft(MEETING, [ZoneInfo(ZONE)] * 3),
    "posted": cards.posted(MEETING),
    "announcement": cards.announcement(MEETING, TOKEN),
    "called off": cards.announcement_called_off(MEETING, TOKEN),
    "cancellation": cards.cancellation(MEETING, TOKEN),
    "reminder": cards.reminder(MEETING, Sending(WORST, timedelta(hours=1), TOKEN)),
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


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (delivery(CARD, "due"), "- Announcement: due <t:1778970600:f>"),
        (delivery(CARD, "claimed"), "- Announcement: due <t:1778970600:f>"),
        (delivery(CARD, "due", "Discord answered 500"), "being tried again (Discord answered 500)"),
        (
            delivery(REMINDER, "sent", "late", 1456074443980800018),
            "- Reminder 7 days before: sent <t:1767225600:f>, late",
        ),
        (delivery(CANCELLED, "failed", "the bot may not write there"), "**failed**, the bot may not write there"),
        (delivery(CARD_EDIT, "failed", "the channel or message is gone"), "- Change of the announcement: **failed**"),
    ],
)
def test_a_line_says_how_a_message_stands(row: Delivery, line: str) -> None:
    assert line in "\n".join(texts(cards.details(MEETING, [row], STARTS_AT)))


def test_an_edit_that_went_well_needs_no_line() -> None:
    assert "Change" not in "\n".join(texts(cards.details(MEETING, [delivery(CARD_EDIT, "sent")], STARTS_AT)))
