"""The form of a meeting's plan, for a draft and for a change; and what else the commands about meetings share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import discord

from bot.exchange.exchange import Exchange
from bot.exchange.meeting_edits import shown_as
from bot.exchange.meeting_plans import KIND_LABELS, LONGEST_PLACE, LONGEST_TITLE, Edited, Typed, as_typed
from bot.exchange.refusal import Refusal
from bot.ui import meeting_cards
from bot.ui.again import offer_again
from bot.ui.answering import answer
from bot.ui.asking import require_may_write, writing_in
from bot.ui.change_cards import ask_to_change
from bot.ui.forms import Answers, TextField
from bot.ui.guards import community_of, guild_id_of
from bot.ui.host import Host
from bot.ui.permissions import require
from db.meetings import Meeting, MeetingKind

NEW: Final = "meeting-new"
NEW_AGAIN: Final = "meeting-new-again"
EDIT: Final = "meeting-edit"
EDIT_AGAIN: Final = "meeting-edit-again"
DRAFT: Final = "meeting-change"
DRAFT_AGAIN: Final = "meeting-again"
SENT_AS: Final = {NEW_AGAIN: NEW, EDIT_AGAIN: EDIT, DRAFT_AGAIN: DRAFT}
"""Which form each **Edit again** opens."""

_Interaction = discord.Interaction[Host]


def plan_fields(typed: Typed) -> list[TextField]:
    """What can be typed about a plan."""
    return [
        TextField("title", "Title", most=LONGEST_TITLE, value=typed.title),
        TextField("when", "Date and time", "Such as 2027-05-15 19:30", most=100, value=typed.when),
        TextField("zone", "Time zone", "A region and a city, such as Europe/Athens", most=60, value=typed.zone),
        TextField("minutes", "Minutes", most=5, value=str(typed.minutes)),
        TextField("place", "Where", "A link or a place", required=False, most=LONGEST_PLACE, value=typed.place),
    ]


def new_fields(typed: Typed) -> list[TextField]:
    """What can be typed anew of a meeting that was refused: all in which a person can slip."""
    return [
        TextField("title", "Title", most=LONGEST_TITLE, value=typed.title),
        TextField("when", "Date and time", "Such as 2027-05-15 19:30", most=100, value=typed.when),
        TextField("zone", "Time zone", "A region and a city; your own if left out", False, False, 60, typed.zone),
        TextField("repeats", "Repeats", "Such as every 6 months; once if left out", False, False, 100, typed.repeats),
        TextField("place", "Where", "A link or a place", required=False, most=LONGEST_PLACE, value=typed.place),
    ]


def typed_new(answers: Answers, kind: str, minutes: str, capacity: str, cutoff: str) -> Typed:
    """What was typed into that form; the rest, which was chosen, has travelled in its custom id."""
    return Typed(
        answers.text("title"),
        answers.text("when"),
        answers.text("zone"),
        int(minutes),
        answers.text("place"),
        chosen_kind(kind) or "group",
        int(capacity) if capacity else None,
        int(cutoff),
        answers.text("repeats"),
    )


def chosen_kind(value: str) -> MeetingKind | None:
    """The kind of meeting of this name; None for no such kind."""
    return next((kind for kind in KIND_LABELS if kind == value), None)


async def show_draft(interaction: _Interaction, typed: Typed, guest_id: int | None) -> None:
    """Show privately what was understood of a new meeting; where it is refused, with the way to type it again."""
    exchange, guild_id = interaction.client.exchange, guild_id_of(interaction)
    try:
        channel_id = await meeting_channel(interaction)
        draft = await exchange.meetings.draft(guild_id, interaction.user.id, channel_id, typed)
        if guest_id is not None:
            await exchange.expert_sessions.invite(draft, guest_id)
    except Refusal as refusal:
        chosen = (typed.kind, typed.minutes, typed.capacity or "", typed.cutoff_hours, guest_id or "")
        await offer_again(interaction, refusal, _held(new_fields(typed)), NEW_AGAIN, *map(str, chosen))
        return
    assumed = await exchange.meetings.assumed_zone(guild_id, interaction.user.id, typed)
    await answer(interaction, await draft_card(exchange, draft, assumed))


async def draft_card(exchange: Exchange, draft: Meeting, assumed_zone: str | None = None) -> discord.ui.LayoutView:
    """What was understood of a new meeting; `assumed_zone` where nobody has chosen the one it was read in."""
    meetings, guest = exchange.meetings, await exchange.expert_sessions.guest_of(draft)
    clocks = await meetings.clocks(draft)
    following, shifts = meetings.following(draft), meetings.shifts(draft, clocks)
    meanwhile = await meetings.meanwhile(draft)
    return meeting_cards.draft(draft, clocks, following, guest, assumed_zone, shifts, meanwhile)


def typed_plan(answers: Answers, former: Typed) -> Typed:
    """What was typed; the form leaves kind and sign-up as they were."""
    return Typed(
        answers.text("title"),
        answers.text("when"),
        answers.text("zone"),
        _minutes(answers.text("minutes")),
        answers.text("place"),
        former.kind,
        former.capacity,
        former.cutoff_hours,
    )


def typed_change(answers: Answers, kind: str, capacity: str, cutoff: str) -> Edited:
    """What was typed into the form of a change, and what was chosen before in options; empty where nothing was."""
    return Edited(
        title=answers.text("title"),
        when=answers.text("when"),
        zone=answers.text("zone"),
        minutes=_minutes(answers.text("minutes")),
        place=answers.text("place"),
        kind=chosen_kind(kind),
        capacity=int(capacity) if capacity else None,
        cutoff_hours=int(cutoff) if cutoff else None,
    )


async def offer_change_again(interaction: _Interaction, refusal: Refusal, meeting: Meeting, edited: Edited) -> None:
    """Why a change that was typed in options was refused, with a form that holds it."""
    former, chosen = as_typed(meeting), (edited.kind, edited.capacity, edited.cutoff_hours)
    typed = Typed(
        former.title if edited.title is None else edited.title,
        former.when if edited.when is None else edited.when,
        former.zone if edited.zone is None else edited.zone,
        former.minutes if edited.minutes is None else edited.minutes,
        former.place if edited.place is None else edited.place,
    )
    told = ("" if each is None else str(each) for each in chosen)
    await offer_again(interaction, refusal, _held(plan_fields(typed)), EDIT_AGAIN, str(meeting.number), *told)


async def meeting_channel(interaction: _Interaction) -> int:
    """Where a new meeting is announced; raises a Refusal where the bot, or else its organiser, may not post there.

    The channel that the moderators have chosen is for everybody's meetings, also where only the bot may write. Where it
    was deleted, it is as if none were chosen.
    """
    chosen = (await community_of(interaction)).meeting_channel_id
    guild = interaction.guild
    if guild is None or chosen == interaction.channel_id:
        return this_channel(interaction)
    channel = guild.get_channel_or_thread(chosen) if chosen is not None else None
    if chosen is None or (channel is None and await _is_deleted(interaction, chosen)):
        require_may_write(interaction, interaction.channel)
        return this_channel(interaction)
    if channel is not None:
        _require_sending(channel.permissions_for(guild.me), channel)
    return chosen


async def _is_deleted(interaction: _Interaction, channel_id: int) -> bool:
    """Asks Discord: that the cache lacks a channel is no proof."""
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        await interaction.client.fetch_channel(channel_id)
    except discord.NotFound:
        return True
    except discord.Forbidden:
        pass  # it is there
    return False


def this_channel(interaction: _Interaction) -> int:
    """The channel of an interaction; raises a Refusal where the bot may not post there."""
    assert interaction.channel_id is not None
    _require_sending(interaction.app_permissions, interaction.channel)
    return interaction.channel_id


async def propose_change(interaction: _Interaction, meeting: Meeting, edited: Edited) -> None:
    """Show privately what a meeting would be like."""
    exchange = interaction.client.exchange
    user_id = interaction.user.id
    former, change = await exchange.meeting_edits.propose(meeting.guild_id, meeting.number, user_id, edited)
    new = shown_as(former, change)
    clocks, series = await exchange.meetings.clocks(new), await exchange.meeting_series.of(former)
    moved = new.plan.starts_at != former.plan.starts_at or new.plan.minutes != former.plan.minutes
    meanwhile = await exchange.meetings.meanwhile(new) if moved else []
    rest = await exchange.meeting_series.from_here_on(former, new.plan) if moved else None
    standing = await exchange.rsvps.standing_with(new)
    await answer(interaction, ask_to_change(former, new, change.number, clocks, standing, series, meanwhile, rest))


def _require_sending(permissions: discord.Permissions, channel: object) -> None:
    name = getattr(channel, "name", "this-channel")
    require(permissions, f"#{name}", "view_channel", writing_in(channel), "read_message_history")


def _held(fields: Sequence[TextField]) -> Answers:
    return Answers({field.key: (field.value,) for field in fields})


def _minutes(typed: str) -> int:
    if not typed.isdecimal():
        raise Refusal("Minutes are a whole number, such as 90.")
    return int(typed)
