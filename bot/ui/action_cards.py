"""How action items look: the list of a meeting, the reminder on the day, and what is carried to the next agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.exchange.action_items import Actions
from bot.exchange.outbox import Sending
from bot.ui.cards import ButtonStyle, button, card
from bot.ui.custom_ids import compose
from bot.ui.meeting_words import titled
from bot.ui.text import NEUTRAL, clipped, escaped, on_day
from db.action_items import ActionItem
from db.meetings import Meeting

ACCENT: Final = discord.Colour(0xA8672A)
_CARRIED: Final = 6
_LISTED: Final = 20
_OPTIONS: Final = 25  # Discord: options of a menu
_IN_SHORT: Final = 120
_MOST_IN_DETAILS, _IN_DETAILS = 4, 80


def actions_card(actions: Actions, lead: str = "") -> ui.LayoutView:
    """A meeting's action items, with a menu to say what is done."""
    meeting = actions.meeting
    heading = f"### Action items of {meeting.label}: {titled(meeting)}"
    lines = [_line(item) for item in actions.items[:_LISTED]] or ["None is written down yet."]
    if len(actions.items) > _LISTED:
        lines.append(f"-# and {len(actions.items) - _LISTED} more")
    carried = carried_block(actions.carried)
    rows: list[ui.ActionRow[ui.LayoutView]] = []
    if actions.open:
        menu: ui.Select[ui.LayoutView] = ui.Select(
            custom_id=compose("action_choose", meeting.number),
            placeholder="This is done",
            options=[
                discord.SelectOption(label=clipped(item.text, 100), value=str(item.number))
                for item in actions.open[:_OPTIONS]
            ],
        )
        rows.append(ui.ActionRow(menu))
    return card(
        [block for block in (lead, f"{heading}\n" + "\n".join(lines), carried) if block],
        accent=ACCENT,
        rows=rows,
        buttons=[add_button(meeting)],
    )


def written_down(item: ActionItem, writer_id: int, unreached: str | None) -> str:
    """To who wrote it down: whether its owner is told, and when it is reminded of."""
    if unreached is not None:
        return f"✅ Written down. ⚠️ {unreached}, and is neither told nor reminded."
    told = f" <@{item.owner_id}> is told so." if item.owner_id not in (None, writer_id) else ""
    return f"✅ Written down.{told} The reminder comes {discord.utils.format_dt(item.due_at, 'f')}."


def given(item: ActionItem, meeting: Meeting, sending: Sending) -> ui.LayoutView:
    """To its owner, once somebody else has written it down."""
    return card(
        [
            f"<@{item.owner_id}>, this was given to you in {titled(meeting)} ({meeting.label}): "
            f"**{escaped(item.text)}**, by {on_day(item.due_at)}.\n-# I remind you on that day. If it is a mistake, "
            "please tell the organiser."
        ],
        accent=ACCENT,
        buttons=[_done_button(item, sending)],
    )


def reminder(item: ActionItem, meeting: Meeting, sending: Sending) -> ui.LayoutView:
    """On the day: its owner is pinged, if it has one, and says here when it is done."""
    whom = f"<@{item.owner_id}>, today" if item.owner_id is not None else "Today"
    unowned = "; nobody has taken it on yet" if item.owner_id is None else ""
    late = ""
    if sending.late_by is not None:
        late = f"\n-# Late: this was due {discord.utils.format_dt(sending.delivery.posting.due_at, 'f')}."
    return card(
        [f"{whom}: **{escaped(item.text)}**\n-# Agreed in {titled(meeting)} ({meeting.label}){unowned}{late}"],
        accent=ACCENT,
        buttons=[_done_button(item, sending)],
    )


def done(item: ActionItem, token: str) -> ui.LayoutView:
    """The reminder, after it was done."""
    when = f" {on_day(item.done_at)}" if item.done_at is not None else ""
    return card(
        [f"✅ Done{when}: {escaped(item.text)}"],
        accent=NEUTRAL,
        buttons=[button("Done", "action_done", item.number, item.guild_id, token, disabled=True)],
    )


def carried_block(carried: Sequence[ActionItem]) -> str:
    """What is still open from the earlier meetings of a series; empty where nothing is."""
    if not carried:
        return ""
    lines = [_line(item) for item in carried[:_CARRIED]]
    if len(carried) > _CARRIED:
        lines.append(f"-# and {len(carried) - _CARRIED} more")
    return "\n".join(["**Still open from earlier meetings**", *lines])


def actions_block(items: Sequence[ActionItem]) -> str:
    """A meeting's action items in short; empty where there is none."""
    if not items:
        return ""
    lines = [_line(item, _IN_DETAILS) for item in items[:_MOST_IN_DETAILS]]
    if len(items) > _MOST_IN_DETAILS:
        lines.append(f"-# and {len(items) - _MOST_IN_DETAILS} more")
    return "\n".join(["**Action items**", *lines])


def add_button(meeting: Meeting) -> ui.Button[ui.LayoutView]:
    """To write one down."""
    return button("Add an action item", "action_open", meeting.number)


def _done_button(item: ActionItem, sending: Sending) -> ui.Button[ui.LayoutView]:
    return button("Done", "action_done", item.number, item.guild_id, sending.token, style=ButtonStyle.success)


def _line(item: ActionItem, longest: int = _IN_SHORT) -> str:
    mark = "✅" if item.done_at is not None else "☐"
    owner = f"<@{item.owner_id}>" if item.owner_id is not None else "nobody yet"
    return f"{mark} {escaped(clipped(item.text, longest))} · {owner} · by {on_day(item.due_at)}"
