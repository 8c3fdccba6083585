"""How a change of a meeting looks: the question before it, the word after it, and the same for a cancellation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import discord
from discord import ui

from bot.exchange.meeting_announcing import CalledOff, News
from bot.exchange.meeting_clocks import Clocks
from bot.exchange.waiting_list import Standing
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.meeting_words import (
    face,
    facts,
    kind_of,
    length_and_place,
    meanwhile_in_words,
    moment,
    read_as,
    read_place,
    repeats,
    sign_up,
    titled,
)
from bot.ui.named_going import concerned_line
from bot.ui.rsvp_cards import beyond_capacity
from bot.ui.text import WARNING
from db.meetings import Meeting
from db.series import Series, Template

_NEXT_SHOWN = 3
_ACCENT = discord.Colour(0x3F7D58)


def ask_to_change(
    former: Meeting,
    new: Meeting,
    change: int,
    clocks: Clocks,
    standing: Standing,
    series: Series | None,
    meanwhile: Sequence[Meeting] = (),
    from_here_on: Template | None = None,
) -> ui.LayoutView:
    """What the meeting would be like and what goes on `meanwhile`, to be looked at before it is changed; and what would
    be left of its series."""
    was = f"It was {moment(former)}\n" if former.plan.starts_at != new.plan.starts_at else ""
    rest = f"\nIt {repeats(series.template)} now." if series is not None else ""
    buttons = [button("Change it", "meeting-edit-one", change, style=ButtonStyle.primary)]
    if series is not None:
        buttons = [
            button("This one", "meeting-edit-one", change, style=ButtonStyle.primary),
            button("From here on", "meeting-edit-rest", change),
        ]
    return card(
        [
            f"### Please check: {titled(new)}\n{moment(new)}\n{was}{read_as(clocks)}",
            "\n".join(filter(None, (length_and_place(new), read_place(new), kind_of(new), sign_up(new)))),
            *filter(None, [beyond_capacity(standing), meanwhile_in_words(meanwhile), _the_rest(from_here_on)]),
            "-# Nothing is changed yet. Its card follows, and all who have answered, but for those who said no, are "
            f"told of a new time or place.{rest}",
        ],
        accent=_ACCENT,
        buttons=[*buttons, button("Leave it", "meeting-edit-drop", change)],
    )


def _the_rest(template: Template | None) -> str:
    """What the next ones would be."""
    if template is None:
        return ""
    following = islice(template.occurrences(), 1, 1 + _NEXT_SHOWN)
    rhythm = f"**From here on** it {repeats(template)}, always by the clock in {template.first.zone}; next"
    return "\n".join([rhythm, *(f"- {face(each.wall_time)}" for each in following)])


def changed(meeting: Meeting, standing: Standing) -> ui.LayoutView:
    """The private word after a change; where places were taken away, it says who keeps theirs."""
    beyond = beyond_capacity(standing)
    told = f"\n{beyond}" if beyond else ""
    return notice(f"**{meeting.label}** is changed: {moment(meeting)}.{told}", _details_button(meeting))


def changed_from_here_on(meeting: Meeting, series: Series | None) -> ui.LayoutView:
    """The same, for all that follow."""
    rhythm = f" It {repeats(series.template)}." if series is not None else ""
    return notice(
        f"**{meeting.label}** and all that follow it are changed: {moment(meeting)}.{rhythm}\nWhat was decided for one "
        "of them alone, such as another time, stays.",
        _details_button(meeting),
    )


def news(told: News, token: str) -> ui.LayoutView:
    """The word to the channel that the time or the place is another."""
    meeting = told.meeting
    title = f"{titled(meeting)} ({meeting.label})"
    moved = told.former_start != meeting.plan.starts_at
    heading = f"**Moved:** {title}" if moved else f"**Another place:** {title}"
    was = f"\nIt was {discord.utils.format_dt(told.former_start, 'F')}" if moved else ""
    return card(
        [f"{heading}\n{moment(meeting)}{was}\n{facts(meeting)}", *filter(None, [concerned_line(told.user_ids)])],
        accent=WARNING,
        buttons=[_details_button(meeting, token)],
    )


def ask_to_cancel(meeting: Meeting, series: Series | None) -> ui.LayoutView:
    """The question before a cancellation."""
    question = f"Cancel **{titled(meeting)}** ({meeting.label}), {moment(meeting)}?"
    follows = (
        f"Its card will say so, a word to <#{meeting.channel_id}> pings all who have answered, but for those who said "
        "no, and no reminder follows."
    )
    keep = button("Keep it", "meeting-keep", meeting.number)
    if series is None:
        cancel = button("Cancel the meeting", "meeting-cancel", meeting.number, style=ButtonStyle.danger)
        return notice(f"{question}\n{follows}", cancel, keep)
    return notice(
        f"{question}\nIt {repeats(series.template)}. {follows}",
        button("This one", "meeting-cancel", meeting.number, style=ButtonStyle.danger),
        button("From here on", "meeting-cancel-rest", meeting.number, style=ButtonStyle.danger),
        keep,
    )


def cancellation(told: CalledOff, token: str) -> ui.LayoutView:
    """The short word to the channel, which names whom it concerns."""
    meeting = told.meeting
    what = f"{titled(meeting)} ({meeting.label}), planned for {moment(meeting)}"
    if told.from_here_on:
        what = f"{what}, and all the meetings of its series after it"
    return card(
        [f"**Cancelled:** {what}", *filter(None, [concerned_line(told.user_ids)])],
        accent=WARNING,
        buttons=[_details_button(meeting, token)],
    )


def _details_button(meeting: Meeting, *token: str) -> ui.Button[ui.LayoutView]:
    return button("Details", "meeting-show", meeting.number, *token)
