"""Reminders keep within Discord's limits however many go, and `/meeting show` says how each message stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord import ui

from bot.calendar.reminders import REMINDERS
from bot.exchange.meeting_card_edits import CARD, CARD_EDIT
from bot.exchange.meeting_reminders import PRIVATE, REMINDER, REMINDER_MORE, Due, PrivatelyDue
from bot.exchange.meetings import CANCELLED, LONGEST_PLACE, LONGEST_TITLE
from bot.exchange.outbox import Sending, token_of
from bot.exchange.presenters import ACCEPTED
from bot.exchange.rsvp import MOST_MENTIONS, PROMOTED, TAKEN_OFF
from bot.ui import reminder_cards as cards
from db.meetings import Meeting, Plan
from db.outbox import Delivery, DeliveryState, Posting
from db.rsvp import Rsvp
from tests.support.discord_limits import check, components

STARTS_AT = datetime(2026, 5, 16, 22, 30, tzinfo=UTC)
ZONE = "America/Argentina/ComodRivadavia"  # the longest name there is
LONGEST = Plan("*" * LONGEST_TITLE, STARTS_AT, datetime(2026, 5, 16, 19, 30), ZONE, 10079, "_" * LONGEST_PLACE)  # noqa: DTZ001 (wall time)
MEETING = Meeting(7, 4294967295, LONGEST, 1456074443980800019, "planned", 1456074443980800018)
TOKEN = token_of("any")
IRIS, OTHER = 5, 6


def delivery(kind: str, state: DeliveryState, outcome: str = "", user_id: int | None = None) -> Delivery:
    posting = Posting(kind, 7, STARTS_AT, timedelta(0), "key", label=REMINDERS[0].label, user_id=user_id)
    return Delivery(1, posting, state, 1, None, 1456074443980800018 if state == "sent" else None, outcome)


def lines(*deliveries: Delivery, people: int | None = None, organises: bool = False) -> list[str]:
    known = {"key": people} if people is not None else {}
    return cards.message_lines(deliveries, known, IRIS, organises=organises)


SENDING = Sending(delivery(REMINDER, "claimed"), timedelta(hours=1), TOKEN)
EVERYBODY = Due(MEETING, tuple(range(1456074443980800019, 1456074443980800019 + MOST_MENTIONS)))
WAITING = Rsvp(5, "in_person", 5, 300, True, None)
EVERY_VIEW = {
    "reminder": cards.reminder(EVERYBODY, SENDING),
    "more people": cards.more_people(EVERYBODY, SENDING),
    "private": cards.private(PrivatelyDue(MEETING, 5, WAITING, 299), SENDING),
    "stopped": cards.stopped(),
}


@pytest.mark.parametrize("name", EVERY_VIEW)
def test_every_card_is_within_discords_limits(name: str) -> None:
    view = EVERY_VIEW[name]
    check(view)
    assert not any(part.get("content", "").endswith("…") for part in components(view))


def test_as_many_are_pinged_as_discord_takes() -> None:
    assert len(discord.AllowedMentions(users=[discord.Object(each) for each in EVERYBODY.user_ids]).users) <= 100  # type: ignore[arg-type] (a list here)


@pytest.mark.parametrize(
    ("rsvp", "place", "words"),
    [
        (Rsvp(5, "maybe", 0, 1, False, None), None, "You said maybe"),
        (Rsvp(5, "online", 0, 1, False, None), None, "You are going online"),
        (WAITING, 3, "You are number 3 on the waiting list: you have no place"),
    ],
)
def test_a_direct_message_says_how_the_member_stands(rsvp: Rsvp, place: int | None, words: str) -> None:
    view = cards.private(PrivatelyDue(MEETING, 5, rsvp, place), SENDING)
    assert any(words in item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (delivery(CARD, "due"), "- Announcement: due <t:1778970600:f>"),
        (delivery(CARD, "claimed"), "- Announcement: due <t:1778970600:f>"),
        (
            delivery(CARD, "due", "Discord answered 500"),
            "- Announcement: due <t:1778970600:f>, being tried again (Discord answered 500)",
        ),
        (
            delivery(CANCELLED, "failed", "the bot may not write there"),
            "- Word of the cancellation: **failed**, the bot may not write there (was due <t:1778970600:f>)",
        ),
        (
            delivery(CARD_EDIT, "failed", "the channel or message is gone"),
            "- Change of the announcement: **failed**, the channel or message is gone (was due <t:1778970600:f>)",
        ),
        (
            delivery(PRIVATE, "failed", "the member's direct messages are closed", IRIS),
            "- Your direct message 7 days before: **failed**, the member's direct messages are closed "
            "(was due <t:1778970600:f>)",
        ),
    ],
)
def test_a_line_says_how_a_message_stands(row: Delivery, line: str) -> None:
    assert lines(row) == [line]


@pytest.mark.parametrize(
    "row", [delivery(CARD_EDIT, "sent"), delivery(TAKEN_OFF, "due"), delivery("unheard of", "failed")]
)
def test_what_went_well_or_is_no_message_needs_no_line(row: Delivery) -> None:
    assert lines(row) == []


def test_a_reminder_says_to_how_many_it_went() -> None:
    assert lines(delivery(REMINDER, "sent", "late"), people=80) == [
        "- Reminder 7 days before: sent <t:1767225600:f>, late, to 80 members going"
    ]
    assert lines(delivery(REMINDER, "due")) == ["- Reminder 7 days before: due <t:1778970600:f>"]
    assert "Reminder 7 days before, 20 more: sent" in lines(delivery(REMINDER_MORE, "sent"), people=20)[0]


def test_others_private_reminders_are_counts_and_only_for_who_organises() -> None:
    rows: Sequence[Delivery] = [
        delivery(PRIVATE, "sent", "", OTHER),
        delivery(PRIVATE, "due", "", OTHER),
        delivery(PRIVATE, "failed", "the member's direct messages are closed", OTHER),
        delivery(PRIVATE, "failed", "the member's direct messages are closed", OTHER),
    ]
    assert lines(*rows) == []
    assert lines(*rows, organises=True) == [
        "- Direct messages: 1 sent, 1 to come, **2 not sent** (2: the member's direct messages are closed)"
    ]


def test_whom_a_word_to_one_member_went_to_is_for_who_organises() -> None:
    told = delivery(ACCEPTED, "sent", "", OTHER)
    assert lines(told, organises=True) == [f"- Word to a presenter, <@{OTHER}>: sent <t:1767225600:f>"]
    assert lines(told) == ["- Word to a presenter: sent <t:1767225600:f>"]


def test_what_a_busy_meeting_sends_a_hundred_times_is_counted() -> None:
    """What is still to come, and what failed, would be cut off below a hundred lines."""
    moved_up = [delivery(PROMOTED, "sent")] * 98 + [delivery(PROMOTED, "due"), delivery(PROMOTED, "failed", "why")]
    edits = [delivery(CARD_EDIT, "skipped", "gone")] * 40 + [delivery(CARD_EDIT, "sent")] * 40
    assert lines(delivery(CARD, "due"), *moved_up, *edits) == [
        "- Announcement: due <t:1778970600:f>",
        "- Word to those who moved up: 98 sent, 1 to come, **1 not sent** (1: why)",
        "- Change of the announcement: 0 sent, 0 to come, **40 not sent** (40: gone)",
    ]
