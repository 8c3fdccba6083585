"""A meeting's time, length and place in words, as every card about it says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.calendar.recurrence import rule_from
from bot.calendar.typed_repeat import in_words
from bot.calendar.wall_time import in_full
from bot.exchange.counted import counted
from bot.exchange.meeting_clocks import Clock, Clocks, Shift, shifts_of_series
from bot.exchange.meeting_places import is_in_room, is_online
from bot.exchange.meeting_plans import KIND_LABELS, labelled_title
from bot.ui.text import escaped
from db.meetings import Meeting
from db.series import Series, Template
from db.session_questions import Guest

_ZONES_NAMED = 2
_OTHERS_NAMED = 3


def moment(meeting: Meeting) -> str:
    """When it begins, by each reader's own clock."""
    at = meeting.plan.starts_at
    return f"**{discord.utils.format_dt(at, 'F')}** ({discord.utils.format_dt(at, 'R')})"


def ended(meeting: Meeting, now: datetime) -> str:
    """What stands before the title of a meeting that is no longer to come; nothing before any other's."""
    if meeting.status == "cancelled":
        return "Cancelled: "
    return "Over: " if meeting.plan.ends_at <= now else ""


def titled(meeting: Meeting) -> str:
    """The title, safe to show; with its label where the industry holds the meeting."""
    return escaped(labelled_title(meeting.plan))


def kind_of(meeting: Meeting) -> str:
    """What kind of meeting it is."""
    return KIND_LABELS[meeting.plan.kind]


def label_line(meeting: Meeting, series: Series | None) -> str:
    """The last line of a card: number, kind, and how it repeats."""
    parts = [f"Meeting {meeting.label}", kind_of(meeting)]
    if series is not None and meeting.status != "cancelled":  # of one called off, the series may have ended before it
        parts.append(repeats(series.template))
    return f"-# {' · '.join(parts)}"


def meanwhile_in_words(others: Sequence[Meeting]) -> str:
    """Which meetings go on at the same time; empty where none does."""
    if not others:
        return ""
    named = ", ".join(
        f"**{each.label}** {titled(each)} ({discord.utils.format_dt(each.plan.starts_at, 'f')})"
        for each in others[:_OTHERS_NAMED]
    )
    more = len(others) - _OTHERS_NAMED
    return f"⚠️ At the same time: {named}{f' and {more} more' if more > 0 else ''}"


def shifts_in_words(shifts: Sequence[Shift]) -> str:
    """On which dates what repeats first falls at another hour elsewhere; empty where it does not."""
    if not shifts:
        return ""
    lines = "\n".join(f"- {face(each.shows)} in {', '.join(each.zones)}" for each in shifts)
    return (
        f"⏰ Clocks are not changed everywhere on the same day. Elsewhere the hour becomes another, first on\n{lines}"
    )


def shift_line(meeting: Meeting, series: Series | None) -> str:
    """The same on a posted card, by its first date; each reader's own hour stands above it."""
    found = shifts_of_series(series, meeting.plan.starts_at) if series is not None else ()
    if series is None or not found:
        return ""
    return (
        f"-# Repeats by the clock in {series.template.first.zone}: from {in_full(found[0].shows.date())} on it can "
        "be at another hour elsewhere."
    )


def repeats(template: Template) -> str:
    """How a series repeats."""
    return f"repeats {in_words(template.rule)}"


def draft_repeats(meeting: Meeting) -> str:
    """How a draft is to repeat; nothing where it is a single meeting."""
    return f"**Repeats** {in_words(rule_from(meeting.repeats))}" if meeting.repeats else ""


def guest_named(guest: Guest | None) -> str:
    """Who answers in an expert session."""
    if guest is None:
        return "a guest who is still to be named"
    return f"<@{guest.user_id}>" if guest.user_id is not None else escaped(guest.name)


def guest_line(meeting: Meeting, guest: Guest | None) -> str:
    """Who answers in an expert session, and how one asks; nothing for a meeting of another kind."""
    if meeting.plan.kind != "expert_session":
        return ""
    asking = "-# **Ask** puts a question beforehand; `/meeting agenda` shows all of them, to vote for."
    return f"**Guest** {guest_named(guest)}\n{asking}"


def drafted_guest(meeting: Meeting, guest: Guest | None) -> str:
    """The same before it is posted: who plans it is told how to name one."""
    if meeting.plan.kind != "expert_session":
        return ""
    if guest is not None:
        return f"**Guest** {guest_named(guest)}"
    return (
        "**Guest** nobody yet. Once it is posted, `/meeting agenda` has **Guest's desk** for you, and there **Guest** "
        "names one."
    )


def sign_up(meeting: Meeting) -> str:
    """How many may come, and when sign-up closes; nothing where neither is set."""
    plan = meeting.plan
    named = "Places online" if is_online(plan) else "Places in person"
    parts = [f"**{named}** {plan.capacity}"] if plan.capacity is not None else []
    if plan.cutoff_hours:
        parts.append(f"**Sign-up closes** {discord.utils.format_dt(plan.closes_at, 'f')}")
    return " · ".join(parts)


def assumed(zone: str) -> str:
    """What is said of a time that was read in a zone which nobody has chosen."""
    return (
        f"⚠️ You gave no time zone, and neither your profile nor this server has one, so I took {zone}. Is that right? "
        "If not, press **Change**; `/profile zone:` keeps yours for the next time."
    )


def read_as(clocks: Clocks) -> str:
    """What was understood, on the organiser's clock and on those of the members."""
    lines = [_clock_line(clock) for clock in clocks.shown]
    others = f"\n-# and {counted(clocks.others, 'member')} in other zones" if clocks.others else ""
    return f"Read as **{lines[0]}**, which is\n" + "\n".join(f"- {line}" for line in lines[1:]) + others


def _clock_line(clock: Clock) -> str:
    more = len(clock.zones) - _ZONES_NAMED
    zones = ", ".join(clock.zones[:_ZONES_NAMED]) + (f" and {more} more" if more > 0 else "")
    members = f" ({counted(clock.members, 'member')})" if clock.members else ""
    return f"{face(clock.shows)}, {zones}{members}"


def read_place(meeting: Meeting) -> str:
    """How the place was read, before anything is posted: its organiser may have a room or a link as well."""
    if is_in_room(meeting.plan):
        return "-# In person only, as I read it. If one can come online too, add the link, or “online”, to the place."
    if not is_online(meeting.plan):
        return ""
    return "-# Online only, as I read it. If one can come in person too, add the room, or “in person”, to the place."


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
    return f"{wall:%a} {in_full(wall)}, {wall:%H:%M}"
