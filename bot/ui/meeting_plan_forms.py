"""The form of a meeting's plan, for a draft and for a change; and what else the commands about meetings share."""

from __future__ import annotations

import discord

from bot.exchange.meeting_edits import shown_as
from bot.exchange.meeting_plans import LONGEST_PLACE, LONGEST_TITLE, Edited, Typed
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer
from bot.ui.asking import require_may_write, writing_in
from bot.ui.change_cards import ask_to_change
from bot.ui.forms import Answers, TextField
from bot.ui.guards import community_of
from bot.ui.host import Host
from bot.ui.permissions import require
from db.meetings import Meeting

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


def typed_change(answers: Answers) -> Edited:
    """What was typed into the form of a change, which held all there is."""
    return Edited(
        title=answers.text("title"),
        when=answers.text("when"),
        zone=answers.text("zone"),
        minutes=_minutes(answers.text("minutes")),
        place=answers.text("place"),
    )


async def meeting_channel(interaction: _Interaction) -> int:
    """Where a new meeting is announced; raises a Refusal where the bot, or else its organiser, may not post there.

    The channel that the moderators have chosen is for everybody's meetings, also where only the bot may write.

    A channel that is not in the cache is taken on trust: were it gone, `/meeting show` would say so.
    """
    chosen = (await community_of(interaction)).meeting_channel_id
    guild = interaction.guild
    if chosen is None or guild is None or chosen == interaction.channel_id:
        if chosen != interaction.channel_id:
            require_may_write(interaction, interaction.channel)
        return this_channel(interaction)
    channel = guild.get_channel_or_thread(chosen)
    if channel is not None:
        _require_sending(channel.permissions_for(guild.me), channel)
    return chosen


def this_channel(interaction: _Interaction) -> int:
    """The channel of an interaction; raises a Refusal where the bot may not post there."""
    assert interaction.channel_id is not None
    _require_sending(interaction.app_permissions, interaction.channel)
    return interaction.channel_id


async def propose_change(interaction: _Interaction, meeting: Meeting, edited: Edited) -> None:
    """Show privately what a meeting would be like."""
    exchange = interaction.client.exchange
    former, change = await exchange.meeting_edits.propose(meeting.guild_id, meeting.number, edited)
    new = shown_as(former, change)
    clocks, series = await exchange.meetings.clocks(new), await exchange.meeting_series.of(former)
    await answer(interaction, ask_to_change(former, new, change.number, clocks, series))


def _require_sending(permissions: discord.Permissions, channel: object) -> None:
    name = getattr(channel, "name", "this-channel")
    require(permissions, f"#{name}", "view_channel", writing_in(channel), "read_message_history")


def _minutes(typed: str) -> int:
    if not typed.isdecimal():
        raise Refusal("Minutes are a whole number, such as 90.")
    return int(typed)
