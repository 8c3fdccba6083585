"""How expert sessions look: the public card that follows, the ballot, and the guest's desk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.exchange.expert_sessions import Session, leads
from bot.exchange.posted_meetings import Actor, is_to_come
from bot.ui.agenda_cards import OPTIONS, ballot_card
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.entry_card import plain_title
from bot.ui.meeting_words import ended, guest_named
from bot.ui.text import NEUTRAL, SHARED_BY_MEMBERS, clipped, escaped
from db.entries import Entry
from db.meetings import Meeting
from db.session_questions import SessionQuestion

ACCENT: Final = discord.Colour(0xB8860B)
_ROOM: Final = 3300
_IN_SHORT: Final = 150
_OPEN: Final = 600
_AT_THE_DESK: Final = 1500


def public_session(session: Session, token: str, now: datetime) -> ui.LayoutView:
    """The session in its channel: who answers, what is asked now, and what is to come.

    Once it is over nobody asks any more; what was answered aloud is still written down at the desk.
    """
    meeting, number = session.meeting, session.meeting.number
    buttons = [button("Details", "agenda_show", number, token)]
    if is_to_come(meeting, now):
        buttons += [
            button("Ask", "session_ask_open", number, style=ButtonStyle.primary),
            button("Vote", "session_ballot", number, 1),
        ]
    if meeting.status != "cancelled":
        buttons.append(button("Guest's desk", "session_desk", number))
    return card(_blocks(session, now), accent=_accent(meeting, now), buttons=buttons)


def private_session(session: Session, actor: Actor, now: datetime) -> ui.LayoutView:
    """The same for one person, with a menu that opens a question whole; the desk is for who leads the session."""
    number = session.meeting.number
    leading = [button("Guest's desk", "session_desk", number)] if leads(session, actor) else []
    asking = [button("Ask", "session_ask_open", number), button("Vote", "session_ballot", number, 1)]
    asking = asking if is_to_come(session.meeting, now) else []
    rows = [_menu("open", "Open a question", session.questions)] if session.questions else []
    return card(
        _blocks(session, now),
        accent=_accent(session.meeting, now),
        rows=rows,
        buttons=[*asking, *leading],
    )


def asked(entry: Entry, session: Session) -> ui.LayoutView:
    """The word to who has asked."""
    return notice(
        f"✅ **Asked as {entry.label}**, for {_guest(session)} in {session.meeting.label}. Colleagues vote for what "
        "they would like to hear answered. It is in the library, and may be answered there too.",
        button(f"Open {entry.label}", "show_entry", entry.number),
        button("Withdraw", "note_withdraw", entry.number, style=ButtonStyle.danger),
    )


def ballot(session: Session, mine: Collection[int], viewer_id: int, page: int, lead: str = "") -> ui.LayoutView:
    """The questions that can be voted for, and those that this person votes for."""
    votable = sorted(
        (each for each in session.waiting if each.entry.author_id != viewer_id), key=lambda each: each.entry.number
    )
    number = session.meeting.number
    if not votable:
        return notice(
            f"There is no colleague's question for **{session.meeting.label}** to vote for just now.",
            button("Ask", "session_ask_open", number),
        )
    options = [
        discord.SelectOption(
            label=clipped(f"{each.entry.label} · {plain_title(each.entry, 100)}", 100),
            value=str(each.entry.number),
            description=f"▲ {each.votes}",
            default=each.entry.number in mine,
        )
        for each in votable
    ]
    return ballot_card(f"What shall {_guest(session)} be asked first?", options, lead, page, "session", number)


def desk(session: Session, lead: str = "") -> ui.LayoutView:
    """For the guest, and who helps: the question that is open, and what comes next.

    Each button says which question it was made for, so that a double click goes on once.
    """
    now, number = session.open, session.meeting.number
    after = now.entry.number if now is not None else 0
    buttons = [
        button(
            "Next question",
            "session_next",
            number,
            after,
            style=ButtonStyle.secondary if now is not None else ButtonStyle.primary,
            disabled=not session.waiting and now is None,
        ),
        button("Guest", "session_guest_open", number),
    ]
    if now is not None:
        buttons = [
            button("Answered", "session_answer_open", after, style=ButtonStyle.success),
            button("Skip", "session_skip", after),
            *buttons,
        ]
    rows = [_menu("session_write", "Write down an answer that was given aloud", session.aloud)] if session.aloud else []
    blocks = [
        f"### Desk of {session.meeting.label}: {escaped(session.meeting.plan.title)}\n**Guest** {_guest(session)}",
        _open_block(now, _AT_THE_DESK) if now is not None else _nothing_open(session),
        _counts(session),
    ]
    return card([block for block in (lead, *blocks) if block], accent=ACCENT, rows=rows, buttons=buttons)


def _blocks(session: Session, now: datetime) -> list[str]:
    meeting = session.meeting
    at = discord.utils.format_dt(meeting.plan.starts_at, "F")
    blocks = [
        f"## {ended(meeting, now)}{escaped(meeting.plan.title)}\n{at} · {meeting.label} · expert session",
        f"**Guest** {_guest(session)}",
    ]
    if session.open is not None:
        blocks.append(_open_block(session.open, _OPEN))
    lists = (
        ("Questions, by votes", [_waiting_line(each) for each in session.waiting]),
        ("Answered", [_answered_line(each) for each in session.answered]),
        ("Answered aloud", [_line(each) for each in session.aloud]),
        ("Left open for colleagues", [_line(each) for each in session.skipped]),
    )
    room = _ROOM - sum(map(len, blocks))
    for heading, lines in lists:
        if lines:
            block = "\n".join([f"**{heading}**", *_fitted(lines, room)])
            room -= len(block)
            blocks.append(block)
    if not session.questions:
        blocks.append("Nothing is asked yet: **Ask** what you would like to know.")
    return [*blocks, SHARED_BY_MEMBERS]


def _guest(session: Session) -> str:
    credential = f" · {escaped(clipped(session.credential, 150))}" if session.credential else ""
    return f"{guest_named(session.guest)}{credential}"


def _open_block(question: SessionQuestion, room: int) -> str:
    entry = question.entry
    by = f" · asked by <@{entry.author_id}>" if entry.author_id is not None else ""
    return f"▶ **Now: {entry.label}**{by}\n{escaped(clipped(entry.content.text, room))}"


def _nothing_open(session: Session) -> str:
    if session.waiting:
        return "No question is open. **Next question** takes up the one with the most votes."
    return "No question is open, and none is waiting."


def _counts(session: Session) -> str:
    counts = (
        (len(session.waiting), "waiting"),
        (len(session.answered), "answered"),
        (len(session.aloud), "answered aloud, to be written down"),
        (len(session.skipped), "skipped"),
    )
    nothing = "nothing asked yet" if session.open is None else "no other question"
    return "-# " + (" · ".join(f"{count} {what}" for count, what in counts if count) or nothing)


def _waiting_line(question: SessionQuestion) -> str:
    return f"▲ {question.votes} · {_line(question)}"


def _answered_line(question: SessionQuestion) -> str:
    return f"✅ {_line(question)} → **A-{question.answer}**"


def _line(question: SessionQuestion) -> str:
    said = " ".join(question.entry.content.text.split())
    return f"**{question.entry.label}** {escaped(clipped(said, _IN_SHORT))}"


def _menu(action: str, placeholder: str, questions: Sequence[SessionQuestion]) -> ui.ActionRow[ui.LayoutView]:
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose(action),
        placeholder=placeholder,
        options=[
            discord.SelectOption(
                label=clipped(f"{each.entry.label} · {plain_title(each.entry, 100)}", 100),
                value=str(each.entry.number),
            )
            for each in questions[:OPTIONS]
        ],
    )
    return ui.ActionRow(menu)


def _fitted(lines: Sequence[str], room: int) -> Iterator[str]:
    """The first lines, each whole, and how many are left out."""
    for shown, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            yield f"-# and {len(lines) - shown} more"
            return
        yield line


def _accent(meeting: Meeting, now: datetime) -> discord.Colour:
    return NEUTRAL if ended(meeting, now) else ACCENT
