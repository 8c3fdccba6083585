"""How meetings look: the draft, the announcement, reminders, the cancellation, the details and the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.calendar.wall_time import in_full
from bot.exchange.meeting_clocks import Clocks, Shift
from bot.exchange.meeting_plans import labelled_title
from bot.exchange.meetings import Meeting, Time, Whose
from bot.exchange.waiting_list import Standing
from bot.ui import rsvp_cards
from bot.ui.attendance_cards import attendance_button, counted_line
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.meeting_words import (
    assumed,
    draft_repeats,
    drafted_guest,
    ended,
    face,
    facts,
    guest_line,
    kind_of,
    label_line,
    length_and_place,
    meanwhile_in_words,
    moment,
    read_as,
    read_place,
    shift_line,
    shifts_in_words,
    sign_up,
    titled,
)
from bot.ui.text import NEUTRAL, clipped
from db.series import Series
from db.session_questions import Guest

ACCENT = discord.Colour(0x3F7D58)
PAGE = 8
_CHOICE_LIMIT = 100  # Discord: characters of an autocompletion

Button = ui.Button[ui.LayoutView]


def draft(
    meeting: Meeting,
    clocks: Clocks,
    following: Sequence[datetime] = (),
    guest: Guest | None = None,
    assumed_zone: str | None = None,
    shifts: Sequence[Shift] = (),
    meanwhile: Sequence[Meeting] = (),
) -> ui.LayoutView:
    """What was understood, to be looked at before it is posted; `following` are the next dates of what repeats.

    `assumed_zone` is the zone it was read in, where nobody has chosen one; `shifts` tell when what repeats falls at
    another hour elsewhere, `meanwhile` what else goes on then.
    """
    parts = (
        length_and_place(meeting),
        read_place(meeting),
        kind_of(meeting),
        drafted_guest(meeting, guest),
        sign_up(meeting),
    )
    return card(
        [
            f"### Please check: {titled(meeting)}\n{moment(meeting)}",
            *([assumed(assumed_zone)] if assumed_zone is not None else []),
            read_as(clocks),
            *_next_dates(meeting, following),
            *filter(None, [shifts_in_words(shifts), meanwhile_in_words(meanwhile)]),
            "\n".join(filter(None, parts)),
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
        f"`/meeting show` tells what was and will be sent; `/meeting edit` changes it, and "
        "`/meeting cancel` calls it off.",
        _details_button(meeting),
    )


def announcement(
    meeting: Meeting,
    token: str,
    standing: Standing,
    series: Series | None = None,
    counted_in: int | None = None,
    guest: Guest | None = None,
) -> ui.LayoutView:
    """The card in the meeting channel, with who is going; `counted_in` is the voice channel of its attendance."""
    return card(
        [
            f"## {titled(meeting)}\n{moment(meeting)}",
            "\n".join(filter(None, (facts(meeting), guest_line(meeting, guest)))),
            *rsvp_cards.answers_on_card(meeting, standing),
            *counted_line(counted_in),
            *filter(None, [shift_line(meeting, series)]),
            label_line(meeting, series),
        ],
        accent=ACCENT,
        rows=[rsvp_cards.answer_buttons(meeting)],
        buttons=[*ask_button(meeting), rsvp_cards.who_button(meeting), _details_button(meeting, token)],
    )


def announcement_of_the_past(
    meeting: Meeting, token: str, standing: Standing, series: Series | None = None
) -> ui.LayoutView:
    """The same card once the meeting is over."""
    return card(
        [
            f"## Over: {titled(meeting)}\n{moment(meeting)}",
            facts(meeting),
            *rsvp_cards.answers_on_card(meeting, standing),
            label_line(meeting, series),
        ],
        accent=NEUTRAL,
        buttons=[rsvp_cards.who_button(meeting), _details_button(meeting, token)],
    )


def announcement_called_off(meeting: Meeting, token: str) -> ui.LayoutView:
    """The same card after a cancellation."""
    return card(
        [
            f"## Cancelled: {titled(meeting)}",
            f"It was planned for {moment(meeting)}",
            f"-# Meeting {meeting.label}",
        ],
        accent=NEUTRAL,
        buttons=[_details_button(meeting, token)],
    )


def details(
    meeting: Meeting,
    standing: Standing,
    messages: Sequence[str],
    now: datetime,
    came_of_it: Sequence[str] = (),
    ways: Sequence[Button] = (),
    series: Series | None = None,
    *,
    organises: bool = False,
) -> ui.LayoutView:
    """A meeting whole, with a line for each of the messages that were and will be sent about it.

    The answers' buttons stand above these lines, of which there may be many.

    `came_of_it` are its minutes and action items; `ways` lead to these and to its agenda. Before it begins, attendance
    is for who organises it alone, to choose where it is counted.
    """
    state = ended(meeting, now)
    organiser = f"<@{meeting.organiser_id}>" if meeting.organiser_id is not None else "no longer known"
    attends = organises or meeting.plan.starts_at <= now
    of_the_meeting = [
        *([] if state else ask_button(meeting)),
        rsvp_cards.who_button(meeting),
        *([attendance_button(meeting)] if attends and meeting.status == "planned" else []),
        _calendar_button(meeting),
    ]
    people = f"**Organiser** {organiser}\n**Channel** <#{meeting.channel_id}>"
    return card(
        [
            f"## {state}{titled(meeting)}\n{moment(meeting)}",
            "\n".join(each for each in (facts(meeting), people) if each),
            *rsvp_cards.answers_on_card(meeting, standing),
            *([] if state else [rsvp_cards.answer_buttons(meeting)]),
            *came_of_it,
            "**Messages**\n" + "\n".join(messages),
            label_line(meeting, series),
        ],
        accent=NEUTRAL if state else ACCENT,
        rows=[ui.ActionRow(*of_the_meeting)],
        buttons=ways,
    )


def ask_button(meeting: Meeting) -> list[Button]:
    """For a question to the guest of an expert session; none for a meeting of another kind."""
    return [button("Ask", "session_ask_open", meeting.number)] if meeting.plan.kind == "expert_session" else []


def repost_button(meeting: Meeting) -> Button:
    """For a meeting whose card or channel was lost."""
    return button("Announce it in this channel", "meeting-repost", meeting.number)


def listed(meetings: Sequence[Meeting], whose: Whose, time: Time, page: int) -> ui.LayoutView:
    """One page of a list of meetings, with the ways to the other lists."""
    pages = max(1, -(-len(meetings) // PAGE))
    page = min(max(page, 0), pages - 1)
    heading = f"## {'My' if whose == 'mine' else 'The community’s'} meetings, {_TIMES[time]}"
    shown = meetings[page * PAGE : (page + 1) * PAGE]
    lines = [_list_line(meeting) for meeting in shown] or [_NOTHING[whose, time]]
    turning = [
        button("Previous", "meeting-list", whose, time, page - 1, disabled=page == 0),
        button("Next", "meeting-list", whose, time, page + 1, disabled=page == pages - 1),
    ]
    other_whose: Whose = "all" if whose == "mine" else "mine"
    other_time: Time = "past" if time == "coming" else "coming"
    ways = [
        button("The community’s" if whose == "mine" else "Mine", "meeting-list", other_whose, time, 0),
        button("Past" if time == "coming" else "To come", "meeting-list", whose, other_time, 0),
    ]
    rows = [*([_open_menu(shown)] if shown else []), *([ui.ActionRow(*turning)] if pages > 1 else [])]
    count = [f"-# {page + 1} of {pages}"] if pages > 1 else []
    return card([heading, "\n".join([*lines, *count])], accent=ACCENT, rows=rows, buttons=ways)


def which(meetings: Sequence[Meeting]) -> ui.LayoutView:
    """Several that answer to what was typed."""
    return card(["Which of these meetings?"], accent=ACCENT, rows=[_open_menu(meetings)])


def choice(meeting: Meeting) -> str:
    """A meeting as a choice while somebody types."""
    day = in_full(meeting.plan.wall_time)
    state = ", cancelled" if meeting.status == "cancelled" else ""
    return clipped(f"{meeting.label} · {day}{state} · {labelled_title(meeting.plan)}", _CHOICE_LIMIT)


def _open_menu(meetings: Sequence[Meeting]) -> ui.ActionRow[ui.LayoutView]:
    options = [discord.SelectOption(label=choice(meeting), value=str(meeting.number)) for meeting in meetings]
    return ui.ActionRow(ui.Select(custom_id=compose("meeting-open"), placeholder="Open a meeting", options=options))


def _next_dates(meeting: Meeting, following: Sequence[datetime]) -> list[str]:
    if not following:
        return []
    dates = "\n".join(f"- {face(each)}" for each in following)
    return [f"{draft_repeats(meeting)}, always by the clock in {meeting.plan.zone}; next\n{dates}"]


_TIMES: dict[Time, str] = {"coming": "to come", "past": "past or cancelled"}
_NOTHING: dict[tuple[Whose, Time], str] = {
    ("all", "coming"): "No meeting is planned. `/meeting create` plans one, with a title and a time such as "
    "`2027-05-15 19:30`.",
    ("all", "past"): "None is over yet.",
    ("mine", "coming"): "You organise none and have answered none. **The community’s** shows those to come: their "
    "cards have the buttons to answer.",
    ("mine", "past"): "None that you organised or answered is over yet.",
}


def _list_line(meeting: Meeting) -> str:
    at = discord.utils.format_dt
    title = titled(meeting)
    state = "cancelled, " if meeting.status == "cancelled" else ""
    again = ", repeats" if meeting.series is not None else ""
    title = f"{title}** ({state}{kind_of(meeting)}{again})"
    return f"**{meeting.label} · {title}\n{at(meeting.plan.starts_at, 'F')} ({at(meeting.plan.starts_at, 'R')})"


def _calendar_button(meeting: Meeting) -> Button:
    """For a calendar program."""
    return button("Calendar file", "meeting-calendar", meeting.number)


def _details_button(meeting: Meeting, *token: str) -> Button:
    return button("Details", "meeting-show", meeting.number, *token)
