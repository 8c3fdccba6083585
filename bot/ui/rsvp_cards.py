"""How the answers to a meeting look: on its card, to the member who answers, and as a list in pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.calendar.reminders import reminders_for
from bot.exchange.counted import counted
from bot.exchange.meeting_places import is_in_room, is_online
from bot.exchange.rsvp import MOST_GUESTS, Answer, Answered, Rsvp, Standing
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.meeting_words import titled
from bot.ui.named_going import mention, moved_up_line
from bot.ui.text import NEUTRAL
from db.meetings import Meeting

PER_PAGE = 20
_NAMES_ON_CARD = 12
_ACCENT = discord.Colour(0x3F7D58)
_WORDS: dict[Answer, str] = {"in_person": "in person", "online": "online", "maybe": "maybe", "no": "no"}

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]


def answers_on_card(meeting: Meeting, standing: Standing) -> list[str]:
    """Who is going, how many places are left and how many wait; names are cut where there are many."""
    seated = _people(standing.seated, standing.guests)
    lines = [f"**Going** {seated}"] if standing.is_online else [f"**In person** {seated}"]
    online = standing.others("online")
    if not standing.is_online and (online or not is_in_room(meeting.plan)):
        lines.append(f"**Online** {_people(online)}")
    maybe, no = len(standing.others("maybe")), len(standing.others("no"))
    if maybe or no:
        lines.append(f"Maybe {maybe} · No {no}")
    return ["\n".join(lines), *_places(meeting, standing)]


def answer_buttons(meeting: Meeting) -> Row:
    """What a member can answer."""
    return ui.ActionRow(
        *_going_buttons(meeting),
        button("Maybe", "rsvp", meeting.number, "maybe"),
        button("No", "rsvp", meeting.number, "no"),
    )


def _going_buttons(meeting: Meeting) -> list[Button]:
    if is_online(meeting.plan):
        return [button("Going", "rsvp", meeting.number, "online", style=ButtonStyle.success)]
    in_person = button("In person", "rsvp", meeting.number, "in_person", style=ButtonStyle.success)
    if is_in_room(meeting.plan):
        return [in_person]
    return [in_person, button("Online", "rsvp", meeting.number, "online", style=ButtonStyle.primary)]


def who_button(meeting: Meeting) -> Button:
    """Opens the whole list, privately."""
    return button("Who is going", "rsvp-list", meeting.number)


def beyond_capacity(standing: Standing) -> str:
    """What is said where more are going than there are places; nothing where there are enough."""
    if not standing.beyond:
        return ""
    going = "going" if standing.is_online else "going in person"
    return (
        f"{standing.taken} are {going}, and there {_places_in_words(standing)}: those who are going keep their place, "
        "and nobody moves up from the waiting list until there is room."
    )


def _places_in_words(standing: Standing) -> str:
    return "is 1 place" if standing.capacity == 1 else f"are {standing.capacity} places"


def answered(done: Answered, now: datetime) -> ui.LayoutView:
    """A member's own answer, with what can be added to it; no reminder is offered or promised that is past."""
    coming = [due.reminder.label for due in reminders_for(done.meeting.plan.starts_at, now)]
    wanted = [label for label in coming if label in done.reminders]
    rows: list[Row] = []
    if done.rsvp.answer == "in_person":
        rows.append(ui.ActionRow(_guests_menu(done)))
    if done.rsvp.answer != "no" and coming:
        rows.append(ui.ActionRow(_reminders_menu(done.meeting, coming, wanted)))
    title = f"**{titled(done.meeting)}** ({done.meeting.label})"
    blocks = [f"{_own_words(done)}\n-# {title}, {_at(done.meeting)}"]
    if wanted and rows:
        blocks.append(
            f"I remind you by direct message: {', '.join(wanted)}.\n-# Your direct messages must be "
            "open to members of this server; `/meeting show` tells what was sent."
        )
    return card(blocks, accent=_ACCENT, rows=rows)


def _reminders_menu(meeting: Meeting, coming: Sequence[str], chosen: Sequence[str]) -> ui.Select[ui.LayoutView]:
    """When a member wants a direct message."""
    return ui.Select(
        custom_id=compose("remind-me", meeting.number),
        placeholder="Remind me by direct message",
        min_values=0,
        max_values=len(coming),
        options=[
            discord.SelectOption(label=label.capitalize(), value=label, default=label in chosen) for label in coming
        ],
    )


def who_is_going(meeting: Meeting, standing: Standing, page: int, *, organises: bool, said: str = "") -> ui.LayoutView:
    """One page of everybody's answer, in the order of the turns; who organises can take somebody off."""
    entries = _entries(standing)
    if not entries:
        return notice("Nobody has answered yet.")
    pages = -(-len(entries) // PER_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = entries[page * PER_PAGE : (page + 1) * PER_PAGE]
    blocks = [said] if said else []
    blocks.append(f"### {titled(meeting)}\n{_at(meeting)}")
    blocks.append("\n".join(f"{place}. {line}" for place, line, _ in shown))
    if pages > 1:
        blocks.append(f"-# {page + 1} of {pages}")
    turning = [
        button("Back", "rsvp-page", meeting.number, page - 1, disabled=page == 0),
        button("Next", "rsvp-page", meeting.number, page + 1, disabled=page == pages - 1),
    ]
    rows: list[Row] = [ui.ActionRow(_take_off_menu(meeting, shown))] if organises else []
    return card(blocks, accent=NEUTRAL, rows=rows, buttons=turning if pages > 1 else ())


def promoted(meeting: Meeting, user_ids: Sequence[int], token: str) -> ui.LayoutView:
    """The ping to those who have moved up from the waiting list."""
    return card(
        [
            f"### A place for you\n{moved_up_line(user_ids)}\nYou have a place now, {_at(meeting)}.",
            f"-# {titled(meeting)} ({meeting.label}). If you cannot come, press **No**.",
        ],
        accent=_ACCENT,
        buttons=[
            button("No", "rsvp", meeting.number, "no"),
            button("Details", "meeting-show", meeting.number, token),
        ],
    )


def taken_off(meeting: Meeting, user_id: int, token: str) -> ui.LayoutView:
    """The ping to somebody whom the organiser has taken off the list."""
    return card(
        [
            f"{mention(user_id)}: the organiser has taken you off the list of **{titled(meeting)}** "
            f"({meeting.label}), {_at(meeting)}. Please ask them if that is a mistake."
        ],
        accent=NEUTRAL,
        buttons=[button("Details", "meeting-show", meeting.number, token)],
    )


def places_taken_away(meeting: Meeting, standing: Standing, organiser_id: int, token: str) -> ui.LayoutView:
    """The word to the organiser after a moderator took places away."""
    return card(
        [
            f"{mention(organiser_id)}: the places of **{titled(meeting)}** ({meeting.label}) were changed. "
            f"{beyond_capacity(standing)}"
        ],
        accent=NEUTRAL,
        buttons=[button("Details", "meeting-show", meeting.number, token)],
    )


def _people(rsvps: Sequence[Rsvp], guests: int = 0) -> str:
    if not rsvps:
        return "nobody yet"
    names = ", ".join(mention(each.user_id) for each in rsvps[:_NAMES_ON_CARD])
    more = len(rsvps) - _NAMES_ON_CARD
    count = f"({len(rsvps)}{f' and {_guests(guests)}' if guests else ''})"
    return f"{count} {names}" + (f" and {more} more" if more > 0 else "")


def _places(meeting: Meeting, standing: Standing) -> list[str]:
    lines: list[str] = []
    if standing.left is not None:
        left = f"**{standing.left}** of {standing.capacity} places left" if standing.left else "**Full**"
        waiting = f" · **{len(standing.waiting)}** on the waiting list" if standing.waiting else ""
        lines.append(f"{left}{waiting}" if not standing.beyond else beyond_capacity(standing) + waiting)
    if meeting.plan.cutoff_hours:
        lines.append(f"Sign-up closes {discord.utils.format_dt(meeting.plan.closes_at, 'f')}")
    return ["\n".join(lines)] if lines else []


def _own_words(done: Answered) -> str:
    own, standing = done.rsvp, done.standing
    if own.waiting:
        place = standing.place_in_line(own.user_id)
        party = f", {own.party} people" if own.guests else ""
        full = "It is full just now" if standing.is_online else "In person is full just now"
        alone = standing.is_online or is_in_room(done.meeting.plan)
        online = "" if alone else " If you would rather come online, press **Online**: that gives your turn up."
        return (
            f"### You are number {place} on the waiting list{party}\n{full}. Places go in order; when one is yours I "
            f"ping you in <#{done.meeting.channel_id}>.{online}"
        )
    match own.answer:
        case "in_person" | "online" if standing.is_online:
            return "### You are going online"
        case "in_person":
            company = f", with {_guests(own.guests)}" if own.guests else ""
            return f"### You are going in person{company}"
        case "online":
            return "### You are going online"
        case "maybe":
            return "### Maybe: no place is kept for you"
        case "no":
            return "### You are not going\nThank you for saying so."


def _guests_menu(done: Answered) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=compose("rsvp-guests", done.meeting.number),
        placeholder="Guests you bring",
        options=[
            discord.SelectOption(
                label=_guests(number) if number else "No guests", value=str(number), default=number == done.rsvp.guests
            )
            for number in range(MOST_GUESTS + 1)
        ],
    )


def _take_off_menu(meeting: Meeting, shown: Sequence[tuple[int, str, Rsvp]]) -> ui.Select[ui.LayoutView]:
    """By the number in the list: names are not known here, and whoever left the server has none."""
    return ui.Select(
        custom_id=compose("rsvp-take-off", meeting.number),
        placeholder="Take somebody off the list",
        options=[discord.SelectOption(label=f"Number {place}", value=str(each.user_id)) for place, _, each in shown],
    )


def _entries(standing: Standing) -> list[tuple[int, str, Rsvp]]:
    """Number, line and answer: those going in person, online, waiting, perhaps and not."""
    ordered = [
        *standing.seated,
        *standing.others("online"),
        *standing.waiting,
        *standing.others("maybe"),
        *standing.others("no"),
    ]
    return [(place, _line(each), each) for place, each in enumerate(ordered, start=1)]


def _line(rsvp: Rsvp) -> str:
    state = "waiting for a place" if rsvp.waiting else _WORDS[rsvp.answer]
    return f"{mention(rsvp.user_id)} · {state}" + (f" · {_guests(rsvp.guests)}" if rsvp.guests else "")


def _guests(number: int) -> str:
    return counted(number, "guest")


def _at(meeting: Meeting) -> str:
    return discord.utils.format_dt(meeting.plan.starts_at, "F")
