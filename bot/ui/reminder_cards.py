"""How reminders of meetings look, in the channel and in direct messages, and what `/meeting show` says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.exchange.action_items import ACTION_DUE, ACTION_GIVEN
from bot.exchange.agenda_posts import AGENDA, AGENDA_EDIT
from bot.exchange.counted import counted
from bot.exchange.meeting_announcing import CANCELLED, CHANGED, EVENT
from bot.exchange.meeting_card_edits import CARD, CARD_EDIT, CARD_END, DELETED
from bot.exchange.meeting_reminders import PRIVATE, REMINDER, REMINDER_MORE, Due, PrivatelyDue
from bot.exchange.outbox import Sending
from bot.exchange.presenters import ACCEPTED, PRESENTER_REMINDER
from bot.exchange.rsvp import BEYOND, PROMOTED, TAKEN_OFF
from bot.ui.cards import button, card, link, notice
from bot.ui.meeting_words import facts, moment, titled
from bot.ui.named_going import going_line
from db.meetings import Meeting
from db.outbox import Delivery

_ACCENT = discord.Colour(0x3F7D58)
_MOST_REASONS = 3
_MOST_OF_A_KIND = 3
"""A busy meeting sends some words a hundred times: what is more than this is counted."""


def reminder(due: Due, sending: Sending) -> ui.LayoutView:
    """One of the reminders, naming those who are going; a late one says so."""
    meeting = due.meeting
    return card(
        [
            f"{_heading(meeting, sending)}\n{moment(meeting)}",
            f"{facts(meeting)}{_late(sending)}",
            *filter(None, [going_line(due.user_ids)]),
            f"-# Meeting {meeting.label}",
        ],
        accent=_ACCENT,
        buttons=[_details_button(meeting, sending.token)],
    )


def more_people(due: Due, sending: Sending) -> ui.LayoutView:
    """What follows a reminder where more are going than one message can name."""
    meeting = due.meeting
    return card(
        [
            f"**{titled(meeting)}** ({meeting.label}), {moment(meeting)}{_late(sending)}",
            *filter(None, [going_line(due.user_ids)]),
        ],
        accent=_ACCENT,
        buttons=[_details_button(meeting, sending.token)],
    )


def private(due: PrivatelyDue, sending: Sending) -> ui.LayoutView:
    """A direct message to who asked for it. It says how the member stands: who waits has no place yet."""
    meeting = due.meeting
    if due.place_in_line is not None:
        answer = f"You are number {due.place_in_line} on the waiting list: you have no place yet."
    else:
        words = {"in_person": "You are going in person", "online": "You are going online", "maybe": "You said maybe"}
        answer = f"{words[due.rsvp.answer]}."
    return card(
        [
            f"{_heading(meeting, sending)}\n{moment(meeting)}",
            f"{facts(meeting)}{_late(sending)}",
            f"{answer}\n-# Meeting {meeting.label}; you asked for this.",
        ],
        accent=_ACCENT,
        buttons=[
            button("No more of these", "remind-stop", meeting.guild_id, meeting.number, sending.token),
            link("Open the channel", f"https://discord.com/channels/{meeting.guild_id}/{meeting.channel_id}"),
        ],
    )


def stopped() -> ui.LayoutView:
    """The word after **No more of these**."""
    return notice(
        "I send you no more direct messages about this meeting; what you present or take on is said in its channel."
    )


def message_lines(
    deliveries: Sequence[Delivery], people: Mapping[str, int], viewer_id: int, *, organises: bool
) -> list[str]:
    """What was and will be sent about a meeting, to how many, and what failed.

    Private reminders are named to the member whom they are for; who organises sees how many, and what failed, and to
    whom a word to one member went.
    """
    by_kind: dict[str, list[Delivery]] = {}
    for each in deliveries:
        if _is_told(each):
            by_kind.setdefault(each.posting.kind, []).append(each)
    many = {kind: found for kind, found in by_kind.items() if kind in _NAMES and len(found) > _MOST_OF_A_KIND}
    lines = [
        _line(each, people, _whom(each) if organises or each.posting.user_id == viewer_id else "")
        for each in deliveries
        if _is_told(each) and each.posting.kind not in many
    ]
    lines += [f"- {_NAMES[kind]}: {_counted(found)}" for kind, found in many.items()]
    private_ones = [each for each in deliveries if each.posting.kind == PRIVATE]
    own = [each for each in private_ones if each.posting.user_id == viewer_id]
    lines += [f"- Your direct message {each.posting.label}: {_state(each)}" for each in own]
    if organises and private_ones:
        lines.append(f"- Direct messages: {_counted(private_ones)}")
    return lines


def lost_card(deliveries: Sequence[Delivery]) -> bool:
    """Whether the last word on a meeting's card, or on a reminder, is that it could not be sent."""
    for kinds in ((CARD, CARD_EDIT, CARD_END), (REMINDER,)):
        ended = [each for each in deliveries if each.posting.kind in kinds and each.state not in ("due", "claimed")]
        if ended and (ended[-1].state == "failed" or ended[-1].outcome == DELETED):
            return True
    return False


def _is_told(delivery: Delivery) -> bool:
    """Whether a message is worth a line; what is many, or of one member, only when it went wrong."""
    kind = delivery.posting.kind
    if kind in _ONLY_FAULTS:
        return delivery.state in ("failed", "skipped")
    return kind in _NAMES or kind in (REMINDER, REMINDER_MORE)


def _whom(delivery: Delivery) -> str:
    """Who presents something, or has taken it on."""
    posting = delivery.posting
    return f", <@{posting.user_id}>" if posting.kind in _TO_ONE_MEMBER and posting.user_id is not None else ""


def _line(delivery: Delivery, people: Mapping[str, int], whom: str) -> str:
    """A line for one message."""
    posting = delivery.posting
    match posting.kind:
        case kind if kind == REMINDER:
            told = f", {_people(people[posting.dedupe_key])}" if posting.dedupe_key in people else ""
            return f"- Reminder {posting.label}: {_state(delivery)}{told if delivery.state == 'sent' else ''}"
        case kind if kind == REMINDER_MORE:
            number = people.get(posting.dedupe_key, 0)
            return f"- Reminder {posting.label}, {number} more: {_state(delivery)}"
        case kind:
            return f"- {_NAMES[kind]}{whom}: {_state(delivery)}"


_NAMES: dict[str, str] = {
    CARD: "Announcement",
    CARD_EDIT: "Change of the announcement",
    CARD_END: "Change of the announcement at the end",
    CANCELLED: "Word of the cancellation",
    CHANGED: "Word of the change",
    EVENT: "Event in the server’s own list",
    PROMOTED: "Word to those who moved up",
    TAKEN_OFF: "Word to who was taken off the list",
    BEYOND: "Word to the organiser about places taken away",
    AGENDA: "Agenda",
    AGENDA_EDIT: "Change of the agenda",
    ACCEPTED: "Word to a presenter",
    PRESENTER_REMINDER: "Reminder to a presenter",
    ACTION_GIVEN: "Word of an action item",
    ACTION_DUE: "Reminder of an action item",
}
_TO_ONE_MEMBER = frozenset({ACCEPTED, PRESENTER_REMINDER, ACTION_GIVEN, ACTION_DUE})
_ONLY_FAULTS = frozenset({CARD_EDIT, CARD_END, TAKEN_OFF, BEYOND, AGENDA_EDIT, EVENT})


def _counted(many: Sequence[Delivery]) -> str:
    """How many of these were sent, and why others were not."""
    sent = sum(each.state == "sent" for each in many)
    waiting = sum(each.state in ("due", "claimed") for each in many)
    wrong = [each for each in many if each.state in ("failed", "skipped")]
    said = f"{sent} sent, {waiting} to come"
    if not wrong:
        return said
    reasons: dict[str, int] = {}
    for each in wrong:
        reasons[each.outcome] = reasons.get(each.outcome, 0) + 1
    named = sorted(reasons.items(), key=lambda item: -item[1])[:_MOST_REASONS]
    return f"{said}, **{len(wrong)} not sent** ({'; '.join(f'{number}: {why}' for why, number in named)})"


def _state(delivery: Delivery) -> str:
    due_at = discord.utils.format_dt(delivery.posting.due_at, "f")
    match delivery.state:
        case "due" | "claimed" if delivery.outcome:
            return f"due {due_at}, being tried again ({delivery.outcome})"
        case "due" | "claimed":
            return f"due {due_at}"
        case "sent":
            at = discord.utils.snowflake_time(delivery.message_id) if delivery.message_id else delivery.posting.due_at
            return f"sent {discord.utils.format_dt(at, 'f')}" + (", late" if delivery.outcome == "late" else "")
        case "skipped" | "failed":
            return f"**{delivery.state}**, {delivery.outcome} (was due {due_at})"


def _heading(meeting: Meeting, sending: Sending) -> str:
    title = titled(meeting)
    if sending.late_by is not None:
        return f"### Reminder, late: {title}"
    at_start = sending.delivery.posting.due_at == meeting.plan.starts_at
    return f"### Starting now: {title}" if at_start else f"### Reminder: {title}"


def _late(sending: Sending) -> str:
    if sending.late_by is None:
        return ""
    due_at = discord.utils.format_dt(sending.delivery.posting.due_at, "f")
    return f"\n-# Late: this reminder was due {due_at}, and I could not send it then."


def _people(number: int) -> str:
    return f"to {counted(number, 'member')} going"


def _details_button(meeting: Meeting, token: str) -> Any:
    return button("Details", "meeting-show", meeting.number, token)
