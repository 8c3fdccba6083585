"""The digest's look: sections of lines, each a link, within what a message of Discord's holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

import discord
from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.completeness import has_settings
from bot.exchange.counted import counted
from bot.exchange.digest import Digest, Line, Planned, Section
from bot.exchange.meeting_plans import labelled_title
from bot.ui.cards import button, card, notice
from bot.ui.cautions import caution_in_short, incomplete
from bot.ui.entry_card import device_names, message_url, plain_title, skin_types_in_words
from bot.ui.text import SHARED_BY_MEMBERS, clipped, escaped, on_day
from db.entries import Entry
from db.meetings import Meeting

ACCENT: Final = discord.Colour(0x3B6E8F)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ROOM: Final = 3700  # of Discord's 4,000 characters
_SIZES: Final = ((3, 100), (3, 70), (2, 60), (1, 50))
"""How many lines a section has at most, and how long a title is, from roomy to tight: to be read on a telephone."""
_DEVICES: Final = 60
_HEADINGS: Final = {
    "protocol": "Protocols",
    "tip": "Tips",
    "complication": "Complications",
    "answered": "Answered",
    "question": "Waiting for an answer",
    "waiting longest": "Waiting for an answer",
    "summary": "Summaries",
    "meeting": "Next meetings",
}
_WAITING: Final = ("question waiting", "questions waiting")
_IN_SHORT: Final = {
    "protocol": ("protocol", "protocols"),
    "tip": ("tip", "tips"),
    "complication": ("complication", "complications"),
    "answered": ("question answered", "questions answered"),
    "question": _WAITING,
    "waiting longest": _WAITING,
    "summary": ("summary", "summaries"),
    "imported": ("imported entry", "imported entries"),
    "meeting": ("meeting", "meetings"),
}
"""What one and several of a section are called."""
_BY_NUMBER: Final = "`/show` opens an entry by its number, `/meeting show` a meeting."
_MORE: Final = {
    "answered": "`/search` `kind: Question`",
    "question": "`/question open`",
    "waiting longest": "`/question open`",
    "meeting": "`/meeting list`",
}
_TO_TRY: Final = (
    "What did you do this week that you would tell a colleague? Begin a message with `#tip` in a group's channel, "
    "or use `/save`: two sentences are enough."
)


def digest_card(digest: Digest, token: str, late_by: timedelta | None = None) -> ui.LayoutView:
    """For all in a channel. The token stands in its button, by which it is found again."""
    late = "-# This comes late: I was away when it was due." if late_by is not None else ""
    return _card(digest, late, button("What came since", "digest_since", token))


def preview_card(digest: Digest, planned: Planned) -> ui.LayoutView:
    """For one person, before it is posted."""
    return _card(digest, f"-# Only you see this. {_when(planned)}")


def schedule_card(planned: Planned, remarks: Sequence[str] = ()) -> ui.LayoutView:
    """What is chosen, for moderators, and what there is to say of it while it is on."""
    schedule = planned.schedule
    if not schedule.is_on:
        return notice("**The digest is off.** `/digest schedule` `send: weekly` turns it on; `/digest now` works.")
    weekly = f"every {WEEKDAYS[schedule.weekday]} at {schedule.hour:02}:00, {planned.zone}"
    if planned.channel_id is None:
        return notice(
            f"**The digest would come {weekly}, and has no channel yet.** Choose one with `/digest schedule` "
            "`channel`, or a channel for meetings with `/setup`."
        )
    due = f"\nThe next one: {discord.utils.format_dt(planned.due_at, 'F')}." if planned.due_at is not None else ""
    told = f"**The digest comes {weekly}**, in <#{planned.channel_id}>. It pings nobody.{due}"
    return notice("\n".join([told, *(f"⚠️ {remark}" for remark in remarks)]))


def _card(digest: Digest, remark: str, *buttons: ui.Button[ui.LayoutView]) -> ui.LayoutView:
    blocks: list[str] = []
    for most, longest in _SIZES:
        blocks = [*_blocks(digest, remark, most, longest)]
        if sum(map(len, blocks)) <= _ROOM:
            break
    return card(blocks, accent=ACCENT, buttons=buttons)


def _blocks(digest: Digest, remark: str, most: int, longest: int) -> Iterator[str]:
    heading = f"## What is new\n-# Since {on_day(digest.since)}"
    if digest.sections and not digest.is_quiet:
        heading += f"\n{' · '.join(map(_counted, digest.sections))}"
    yield f"{heading}\n{remark}" if remark else heading
    if digest.is_quiet:
        waiting = any(section.topic == "waiting longest" for section in digest.sections)
        end = "The question below has waited longest." if waiting else _TO_TRY
        yield f"**A quiet week:** nothing new was kept. {end}"
    elif not digest.sections:
        yield "Nothing of what stood here can be shown to everybody any more."
    for section in digest.sections:
        yield _section(digest, section, most, longest)
    unlinked = any(line.where is None for section in digest.sections for line in section.lines[:most])
    yield f"-# No link? {_BY_NUMBER}\n{SHARED_BY_MEMBERS}" if unlinked else SHARED_BY_MEMBERS


def _counted(section: Section) -> str:
    """What a section has, for the line by which a reader sees whether to read on."""
    return f"**{section.total}** {_IN_SHORT[section.topic][section.total != 1]}"


def _section(digest: Digest, section: Section, most: int, longest: int) -> str:
    if section.topic == "imported":
        return f"Imported from a file: **{counted(section.total, 'entry', 'entries')}**. `/search` finds what suits."
    shown = section.lines[:most]
    lines = [f"### {_HEADINGS[section.topic]}"]
    lines += [_line(digest.guild_id, line, longest) for line in shown]
    left = section.total - len(shown)
    if left > 0:
        where = _MORE.get(section.topic) or f"`/search` `kind: {EntryKind(section.topic).label}`"
        lines.append(f"-# and {left} more: {where}")
    return "\n".join(lines)


def _line(guild_id: int, line: Line, longest: int) -> str:
    if isinstance(line.about, Meeting):
        return _meeting_line(line.about, _label(guild_id, line), longest)
    entry = line.about
    small = " · ".join([*_facts(entry), *filter(None, [incomplete(entry)])])
    beside = (small, caution_in_short(entry))
    title = f"- {_label(guild_id, line)} {escaped(plain_title(entry, longest))}"
    return "\n".join([title, *(f"-# {words}" for words in beside if words)])


def _facts(entry: Entry) -> Iterator[str]:
    """What settings must not be read without, and how long a question waits; all else is of this week."""
    if has_settings(entry):
        if devices := device_names(entry):
            yield clipped(devices, _DEVICES)
        if types := skin_types_in_words(entry):
            yield types
        yield on_day(entry.created_at)
    elif entry.kind is EntryKind.QUESTION:
        yield on_day(entry.created_at)


def _meeting_line(meeting: Meeting, label: str, longest: int) -> str:
    starts = discord.utils.format_dt(meeting.plan.starts_at, "F")
    return f"- {label} {escaped(clipped(labelled_title(meeting.plan), longest))}\n-# {starts}"


def _label(guild_id: int, line: Line) -> str:
    """The label, as a link where the bot knows where it stands."""
    label = line.about.label
    if line.where is None:
        return f"**{label}**"
    return f"[{label}]({message_url(guild_id, line.where.channel_id, line.where.message_id)})"


def _when(planned: Planned) -> str:
    if planned.due_at is None:
        return "No digest is planned: moderators choose that with `/digest schedule`."
    return f"The next digest comes {discord.utils.format_dt(planned.due_at, 'R')}, in <#{planned.channel_id}>."
