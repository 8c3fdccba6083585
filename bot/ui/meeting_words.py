"""A meeting's time, length and place in words, as every card about it says them."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.ui.text import escaped
from db.meetings import Meeting


def moment(meeting: Meeting) -> str:
    """When it begins, by each reader's own clock."""
    at = meeting.plan.starts_at
    return f"**{discord.utils.format_dt(at, 'F')}** ({discord.utils.format_dt(at, 'R')})"


def facts(meeting: Meeting) -> str:
    """When it begins by its organiser's clock, how long it lasts, and where it is."""
    return f"{face(meeting.plan.wall_time)} in {meeting.plan.zone}, {length_and_place(meeting)}"


def length_and_place(meeting: Meeting) -> str:
    """How long it lasts, and where it is."""
    hours, rest = divmod(meeting.plan.minutes, 60)
    length = " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
    return f"{length}\n**Where** {escaped(meeting.plan.place)}" if meeting.plan.place else length


def face(wall: datetime) -> str:
    """A clock's face, with the date."""
    return f"{wall:%a %d %b %Y, %H:%M}"
