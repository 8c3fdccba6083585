"""How attendance looks: the organiser's sheet, and a member's own line."""

from __future__ import annotations

from datetime import datetime

import discord
from discord import ui

from bot.exchange.attendance import Attended, Sheet
from bot.exchange.counted import counted
from bot.ui.cards import button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.meeting_words import titled
from bot.ui.rsvp_cards import mention
from bot.ui.text import NEUTRAL
from db.meetings import Meeting

PER_PAGE = 20
_ACCENT = discord.Colour(0x3F7D58)

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]


def attendance_button(meeting: Meeting) -> Button:
    """Opens the sheet for who organises, and one's own line for others."""
    return button("Attendance", "attendance", meeting.number)


def counted_line(channel_id: int | None) -> list[str]:
    """What a meeting's card says where attendance is counted, so that nobody is counted unawares."""
    if channel_id is None:
        return []
    return [f"-# Attendance is counted in <#{channel_id}> while the meeting lasts; `/privacy` switches it off for you."]


def own_line(sheet: Sheet, user_id: int, now: datetime) -> ui.LayoutView:
    """What is on record of one member."""
    meeting = sheet.meeting
    counted = f" It is counted in <#{sheet.channel_id}>." if sheet.channel_id is not None else ""
    if now < meeting.plan.starts_at or meeting.status == "cancelled":
        return notice(f"Attendance of **{titled(meeting)}** ({meeting.label}): nothing yet.{counted}")
    return card(
        [f"### Your attendance\n{titled(meeting)} ({meeting.label})\n{_own_words(sheet.of(user_id))}"],
        accent=_ACCENT,
        buttons=_own_buttons(meeting),
    )


def sheet_card(sheet: Sheet, page: int, now: datetime) -> ui.LayoutView:
    """One page of everybody at a meeting, with what who organises can do about it."""
    meeting, people = sheet.meeting, sheet.people
    pages = max(1, -(-len(people) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = list(enumerate(people, start=1))[page * PER_PAGE : (page + 1) * PER_PAGE]
    begun = now >= meeting.plan.starts_at and meeting.status == "planned"
    lines = [f"{place}. {mention(each.user_id)} · {_line(each, meeting)}" for place, each in shown]
    blocks = [
        f"### Attendance: {titled(meeting)} ({meeting.label})\n{_how(sheet, now)}",
        "\n".join(lines) or "Nobody is on the sheet yet.",
    ]
    if pages > 1:
        blocks.append(f"-# {page + 1} of {pages}")
    return card(blocks, accent=NEUTRAL, rows=_rows(sheet, shown, now), buttons=_buttons(meeting, page, pages, begun))


def said_so(own: Attended, meeting: Meeting) -> ui.LayoutView:
    """The word after **I was there**."""
    if own.counts:
        return notice(f"You are on the sheet already: {_line(own, meeting)}.", _record_button(meeting))
    return notice(
        f"Noted. The organiser confirms it in `/meeting show {meeting.label}`, **Attendance**; then "
        "**My record** there gives you the file."
    )


def record_card(meeting: Meeting, file_name: str) -> ui.LayoutView:
    """The text file, handed over."""
    file: ui.File[ui.LayoutView] = ui.File(f"attachment://{file_name}")
    return card([f"Your attendance record of {meeting.label}. It is **not** a CME certificate.", file], accent=_ACCENT)


def _own_words(own: Attended | None) -> str:
    if own is None:
        return "Nothing is on record of you. If you were there, say so; its organiser confirms it."
    if own.confirmed:
        return "Confirmed by the organiser."
    stayed = f"{counted(own.minutes_counted, 'minute')} counted in the voice channel." if own.minutes_counted else ""
    said = "You said that you were there; the organiser has not confirmed it yet." if own.confirmed is False else ""
    return " ".join(part for part in (stayed, said) if part)


def _line(own: Attended, meeting: Meeting) -> str:
    parts = [f"{own.minutes_counted} of {meeting.plan.minutes} min"] if own.minutes_counted else []
    if own.confirmed is not None:
        parts.append("confirmed" if own.confirmed else "**says so**, not confirmed")
    return ", ".join(parts)


def _how(sheet: Sheet, now: datetime) -> str:
    if sheet.channel_id is not None:
        return f"Counted in <#{sheet.channel_id}> between its planned beginning and end, and by hand."
    if now < sheet.meeting.plan.ends_at:
        return "Choose the voice or stage channel to be counted, or note by hand who was there once it has begun."
    return "No voice channel was counted: note by hand who was there."


def _rows(sheet: Sheet, shown: list[tuple[int, Attended]], now: datetime) -> list[Row]:
    meeting = sheet.meeting
    rows: list[Row] = []
    if meeting.status != "planned":
        return rows
    if now < meeting.plan.ends_at:
        rows.append(ui.ActionRow(_channel_menu(sheet)))
    if now >= meeting.plan.starts_at:
        rows.append(
            ui.ActionRow(
                ui.UserSelect(
                    custom_id=compose("attendance-note", meeting.number),
                    placeholder="Note who was there",
                    min_values=1,
                    max_values=25,
                )
            )
        )
    said = [(place, each) for place, each in shown if each.confirmed is False]
    noted = [(place, each) for place, each in shown if each.confirmed is not None]
    if said:
        menu = _numbers("attendance-confirm", "Confirm who says so", meeting, said, most=len(said))
        rows.append(ui.ActionRow(menu))
    if noted:
        rows.append(ui.ActionRow(_numbers("attendance-take-back", "Take back what was noted", meeting, noted, most=1)))
    return rows


def _channel_menu(sheet: Sheet) -> ui.ChannelSelect[ui.LayoutView]:
    chosen = sheet.channel_id
    return ui.ChannelSelect(
        custom_id=compose("attendance-channel", sheet.meeting.number),
        channel_types=[discord.ChannelType.voice, discord.ChannelType.stage_voice],
        placeholder="Count in a voice or stage channel",
        min_values=0,
        max_values=1,
        default_values=[discord.Object(chosen, type=discord.abc.GuildChannel)] if chosen is not None else [],
    )


def _numbers(
    action: str, placeholder: str, meeting: Meeting, people: list[tuple[int, Attended]], *, most: int
) -> ui.Select[ui.LayoutView]:
    """By the number on the sheet: names are not known here."""
    return ui.Select(
        custom_id=compose(action, meeting.number),
        placeholder=placeholder,
        max_values=most,
        options=[discord.SelectOption(label=f"Number {place}", value=str(each.user_id)) for place, each in people],
    )


def _buttons(meeting: Meeting, page: int, pages: int, begun: bool) -> list[Button]:
    buttons = _own_buttons(meeting) if begun else []
    if pages > 1:
        buttons += [
            button("Back", "attendance-page", meeting.number, page - 1, disabled=page == 0),
            button("Next", "attendance-page", meeting.number, page + 1, disabled=page == pages - 1),
        ]
    return buttons


def _own_buttons(meeting: Meeting) -> list[Button]:
    return [button("I was there", "attendance-claim", meeting.number), _record_button(meeting)]


def _record_button(meeting: Meeting) -> Button:
    return button("My record", "attendance-record", meeting.number)
