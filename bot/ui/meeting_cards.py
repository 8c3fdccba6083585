"""How meetings look: the draft, the announcement, reminders, the cancellation, the details and the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.exchange.meetings import Meeting
from bot.exchange.waiting_list import Standing
from bot.ui import rsvp_cards
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.meeting_words import face, facts, length_and_place, moment
from bot.ui.text import NEUTRAL, WARNING, clipped, escaped

ACCENT = discord.Colour(0x3F7D58)
PAGE = 8
_CHOICE_LIMIT = 100  # Discord: characters of an autocompletion

Button = ui.Button[ui.LayoutView]


def draft(meeting: Meeting, clocks: Sequence[ZoneInfo]) -> ui.LayoutView:
    """What was understood, to be looked at before it is posted."""
    faces = "\n".join(f"- {face(meeting.plan.starts_at.astimezone(clock))}, {clock}" for clock in clocks)
    return card(
        [
            f"### Please check: {escaped(meeting.plan.title)}\n{moment(meeting)}",
            f"Read as\n{faces}",
            length_and_place(meeting),
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


def announcement(meeting: Meeting, token: str, standing: Standing) -> ui.LayoutView:
    """The card in the meeting channel, with who is going."""
    return card(
        [
            f"## {escaped(meeting.plan.title)}\n{moment(meeting)}",
            facts(meeting),
            *rsvp_cards.answers_on_card(meeting, standing),
            f"-# Meeting {meeting.label}",
        ],
        accent=ACCENT,
        rows=[rsvp_cards.answer_buttons(meeting)],
        buttons=[rsvp_cards.who_button(meeting), _details_button(meeting, token)],
    )


def announcement_called_off(meeting: Meeting, token: str) -> ui.LayoutView:
    """The same card after a cancellation."""
    return card(
        [
            f"## Cancelled: {escaped(meeting.plan.title)}",
            f"It was planned for {moment(meeting)}",
            f"-# Meeting {meeting.label}",
        ],
        accent=NEUTRAL,
        buttons=[_details_button(meeting, token)],
    )


def cancellation(meeting: Meeting, token: str) -> ui.LayoutView:
    """The short word to the channel."""
    return card(
        [f"**Cancelled:** {escaped(meeting.plan.title)} ({meeting.label}), planned for {moment(meeting)}"],
        accent=WARNING,
        buttons=[_details_button(meeting, token)],
    )


def details(
    meeting: Meeting,
    messages: Sequence[str],
    now: datetime,
    came_of_it: Sequence[str] = (),
    ways: Sequence[Button] = (),
) -> ui.LayoutView:
    """A meeting whole, with a line for each of the messages that were and will be sent about it.

    `came_of_it` are its minutes and action items; `ways` lead to these and to its agenda.
    """
    over = meeting.plan.ends_at <= now
    state = "Cancelled: " if meeting.status == "cancelled" else "Over: " if over else ""
    organiser = f"<@{meeting.organiser_id}>" if meeting.organiser_id is not None else "no longer known"
    return card(
        [
            f"## {state}{escaped(meeting.plan.title)}\n{moment(meeting)}",
            f"{facts(meeting)}\n**Organiser** {organiser}\n**Channel** <#{meeting.channel_id}>",
            *came_of_it,
            "**Messages**\n" + "\n".join(messages),
            f"-# Meeting {meeting.label}",
        ],
        accent=NEUTRAL if state else ACCENT,
        buttons=ways,
    )


def ask_to_cancel(meeting: Meeting) -> ui.LayoutView:
    """The question before a cancellation."""
    return notice(
        f"Cancel **{escaped(meeting.plan.title)}** ({meeting.label}), {moment(meeting)}?\n"
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


def _list_line(meeting: Meeting) -> str:
    at = discord.utils.format_dt
    title = escaped(meeting.plan.title)
    return f"**{meeting.label} · {title}**\n{at(meeting.plan.starts_at, 'F')} ({at(meeting.plan.starts_at, 'R')})"


def _details_button(meeting: Meeting, *token: str) -> Button:
    return button("Details", "meeting-show", meeting.number, *token)
