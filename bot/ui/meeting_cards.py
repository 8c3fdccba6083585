"""How meetings look: the draft, the announcement, reminders, the cancellation, the details and the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.exchange.meeting_reminders import REMINDER
from bot.exchange.meetings import CANCELLED, CARD, CARD_EDIT, Meeting
from bot.exchange.outbox import Sending
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.text import NEUTRAL, WARNING, clipped, escaped
from db.outbox import Delivery

ACCENT = discord.Colour(0x3F7D58)
PAGE = 8
_CHOICE_LIMIT = 100  # Discord: characters of an autocompletion

Button = ui.Button[ui.LayoutView]


def draft(meeting: Meeting, clocks: Sequence[ZoneInfo]) -> ui.LayoutView:
    """What was understood, to be looked at before it is posted."""
    faces = "\n".join(f"- {_face(meeting.plan.starts_at.astimezone(clock))}, {clock}" for clock in clocks)
    return card(
        [
            f"### Please check: {escaped(meeting.plan.title)}\n{_moment(meeting)}",
            f"Read as\n{faces}",
            _length_and_place(meeting),
            f"-# It will be posted in <#{meeting.channel_id}>, with reminders there, and every member finds it in "
            "`/meeting list`. Nothing is posted yet.",
        ],
        accent=ACCENT,
        buttons=[
            button("Post it", "meeting-post", meeting.number, style=ButtonStyle.primary),
            button("Change", "meeting-change", meeting.number),
        ],
    )


def posted(meeting: Meeting) -> ui.LayoutView:
    """The organiser's private word after posting."""
    return notice(
        f"**{meeting.label}** is planned, and its announcement goes to <#{meeting.channel_id}>. "
        f"`/meeting show` tells what was and will be sent; `/meeting cancel` calls it off.",
        _details_button(meeting),
    )


def announcement(meeting: Meeting, token: str) -> ui.LayoutView:
    """The card in the meeting channel."""
    return card(
        [f"## {escaped(meeting.plan.title)}\n{_moment(meeting)}", _facts(meeting), f"-# Meeting {meeting.label}"],
        accent=ACCENT,
        buttons=[_details_button(meeting, token)],
    )


def announcement_called_off(meeting: Meeting, token: str) -> ui.LayoutView:
    """The same card after a cancellation."""
    return card(
        [
            f"## Cancelled: {escaped(meeting.plan.title)}",
            f"It was planned for {_moment(meeting)}",
            f"-# Meeting {meeting.label}",
        ],
        accent=NEUTRAL,
        buttons=[_details_button(meeting, token)],
    )


def cancellation(meeting: Meeting, token: str) -> ui.LayoutView:
    """The short word to the channel."""
    return card(
        [f"**Cancelled:** {escaped(meeting.plan.title)} ({meeting.label}), planned for {_moment(meeting)}"],
        accent=WARNING,
        buttons=[_details_button(meeting, token)],
    )


def reminder(meeting: Meeting, sending: Sending) -> ui.LayoutView:
    """One of the reminders; a late one says so."""
    title = escaped(meeting.plan.title)
    at_start = sending.delivery.posting.due_at == meeting.plan.starts_at
    heading = f"### Starting now: {title}" if at_start else f"### Reminder: {title}"
    late = ""
    if sending.late_by is not None:
        heading = f"### Reminder, late: {title}"
        due_at = discord.utils.format_dt(sending.delivery.posting.due_at, "f")
        late = f"\n-# Late: this reminder was due {due_at}, and I could not send it then."
    return card(
        [f"{heading}\n{_moment(meeting)}", f"{_facts(meeting)}{late}", f"-# Meeting {meeting.label}"],
        accent=ACCENT,
        buttons=[_details_button(meeting, sending.token)],
    )


def details(meeting: Meeting, deliveries: Sequence[Delivery], now: datetime) -> ui.LayoutView:
    """A meeting whole, with what was and will be sent about it."""
    over = meeting.plan.ends_at <= now
    state = "Cancelled: " if meeting.status == "cancelled" else "Over: " if over else ""
    organiser = f"<@{meeting.organiser_id}>" if meeting.organiser_id is not None else "no longer known"
    lines = [line for delivery in deliveries if (line := _delivery_line(delivery))]
    return card(
        [
            f"## {state}{escaped(meeting.plan.title)}\n{_moment(meeting)}",
            f"{_facts(meeting)}\n**Organiser** {organiser}\n**Channel** <#{meeting.channel_id}>",
            "**Messages**\n" + "\n".join(lines),
            f"-# Meeting {meeting.label}",
        ],
        accent=NEUTRAL if state else ACCENT,
    )


def ask_to_cancel(meeting: Meeting) -> ui.LayoutView:
    """The question before a cancellation."""
    return notice(
        f"Cancel **{escaped(meeting.plan.title)}** ({meeting.label}), {_moment(meeting)}?\n"
        f"Its card will say so, a short word goes to <#{meeting.channel_id}>, and no more reminders are sent.",
        button("Cancel the meeting", "meeting-cancel", meeting.number, style=ButtonStyle.danger),
        button("Keep it", "meeting-keep", meeting.number),
    )


def coming(meetings: Sequence[Meeting], page: int) -> ui.LayoutView:
    """One page of the meetings to come, the next one first."""
    pages = max(1, -(-len(meetings) // PAGE))
    page = min(max(page, 0), pages - 1)
    if not meetings:
        return notice(
            "No meeting is planned. `/meeting create` plans one, with a title and a time such as `2027-05-15 19:30`."
        )
    lines = [_list_line(meeting) for meeting in meetings[page * PAGE : (page + 1) * PAGE]]
    count = f"\n-# {page + 1} of {pages}" if pages > 1 else ""
    buttons = [
        button("Earlier", "meeting-list", page - 1, disabled=page == 0),
        button("Later", "meeting-list", page + 1, disabled=page == pages - 1),
    ]
    return card(["## Meetings to come", "\n".join(lines) + count], accent=ACCENT, buttons=buttons if pages > 1 else [])


def choice(meeting: Meeting) -> str:
    """A meeting as a choice while somebody types."""
    day = f"{meeting.plan.wall_time:%d %b %Y}"
    state = ", cancelled" if meeting.status == "cancelled" else ""
    return clipped(f"{meeting.label} · {day}{state} · {meeting.plan.title}", _CHOICE_LIMIT)


def _moment(meeting: Meeting) -> str:
    at = meeting.plan.starts_at
    return f"**{discord.utils.format_dt(at, 'F')}** ({discord.utils.format_dt(at, 'R')})"


def _facts(meeting: Meeting) -> str:
    return f"{_face(meeting.plan.wall_time)} in {meeting.plan.zone}, {_length_and_place(meeting)}"


def _length_and_place(meeting: Meeting) -> str:
    hours, rest = divmod(meeting.plan.minutes, 60)
    length = " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
    return f"{length}\n**Where** {escaped(meeting.plan.place)}" if meeting.plan.place else length


def _face(wall: datetime) -> str:
    return f"{wall:%a %d %b %Y, %H:%M}"


def _list_line(meeting: Meeting) -> str:
    at = discord.utils.format_dt
    title = escaped(meeting.plan.title)
    return f"**{meeting.label} · {title}**\n{at(meeting.plan.starts_at, 'F')} ({at(meeting.plan.starts_at, 'R')})"


def _delivery_line(delivery: Delivery) -> str | None:
    """A line for one message; an edit of the card is worth one only when it went wrong."""
    posting = delivery.posting
    names: dict[str, Any] = {
        CARD: "Announcement",
        CARD_EDIT: "Change of the announcement",
        CANCELLED: "Word of the cancellation",
        REMINDER: f"Reminder {posting.label}",
    }
    if posting.kind == CARD_EDIT and delivery.state not in ("failed", "skipped"):
        return None
    return f"- {names[posting.kind]}: {_state(delivery)}"


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


def _details_button(meeting: Meeting, *token: str) -> Button:
    return button("Details", "meeting-show", meeting.number, *token)
