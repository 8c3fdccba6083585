"""How minutes look: the card after saving, which meeting a message tells of, and what `/meeting show` says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.calendar.wall_time import in_full
from bot.exchange.meeting_plans import labelled_title
from bot.ui.action_cards import add_button
from bot.ui.agenda_cards import ACCENT, OPTIONS
from bot.ui.cards import button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.entry_card import title_line
from bot.ui.text import clipped
from db.entries import Entry
from db.meetings import Meeting

_LISTED: Final = 3


def saved(entry: Entry, meeting: Meeting, others: Sequence[Entry]) -> ui.LayoutView:
    """The word to who wrote minutes, with what usually comes next; others may have written some at the same time."""
    labels = ", ".join(f"**{each.label}**" for each in others[-_LISTED:])
    beside = f"\n{meeting.label} has other minutes too: {labels}. If they say the same, moderators can merge them."
    where = f"They are posted in <#{meeting.channel_id}>, open to comment; " if entry.source is None else ""
    return notice(
        f"✅ **Saved as {entry.label}**, the minutes of {meeting.label}. {where}`/search` finds them, and "
        "`/meeting show` leads to them. Was something agreed? An action item has an owner and a day, and its owner is "
        f"told and reminded.{beside if others else ''}",
        add_button(meeting),
        button(f"Open {entry.label}", "show_entry", entry.number),
    )


def which_meeting(meetings: Sequence[Meeting], ids: tuple[int, int, str]) -> ui.LayoutView:
    """Asks of which meeting a message tells; its ids say where the message stands."""
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("minutes_which", *ids),
        placeholder="The meeting that it tells of",
        options=[
            discord.SelectOption(
                label=clipped(f"{each.label} · {in_full(each.plan.wall_time)} · {labelled_title(each.plan)}", 100),
                value=str(each.number),
            )
            for each in meetings[:OPTIONS]
        ],
    )
    return card(["**Which meeting does this message tell of?**"], accent=ACCENT, rows=[ui.ActionRow(menu)])


def minutes_block(minutes: Sequence[Entry]) -> str:
    """A meeting's minutes in short, for its details; empty where there are none."""
    lines = [f"- {title_line(entry, 80)}" for entry in minutes[-_LISTED:]]
    return "\n".join(["**Minutes** (`/show` opens them)", *lines]) if lines else ""
