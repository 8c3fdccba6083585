"""The short conversation of `--once`: what five members do in a morning, and what Fluence makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import discord
from simcord import ChannelHandle, MemberActor

from bot.demo.agenda_forms import meeting_named
from bot.demo.community import Community
from bot.demo.transcript import Transcript

_TIP = (
    "#tip Mark the margin of the treated area with a white pencil before the first pass; dark ink can take up the "
    "light. Since then no more missed strips in front of the ear."
)
_PROTOCOL = (
    "#protocol Upper lip lines, Pixel CO2\n"
    "35 mJ/pixel, 2 passes, cold air throughout\n"
    "Endpoint: fine pale dots. Downtime 5 days."
)
_WITH_A_NAME = (
    "#complication Crusting for three weeks after Pixel CO2, skin type II. The patient is called Jane Placeholder, "
    "file no. 0000123, if anybody wants to look at the photographs."
)
_WITHOUT_A_NAME = (
    "#complication Crusting for three weeks after Pixel CO2, skin type II\n"
    "7x7 tip, 40 mJ/pixel, 2 passes. What helped: bland ointment and leaving it alone. Healed without a scar."
)
_URGENT = (
    "Quick question: a client had filler elsewhere this morning and now has blurred vision in one eye. Cool packs?"
)
_ASKED_BEFORE = (
    "#question How long do you stay off hair removal after a holiday in the sun, GentleMax Pro, skin type III?"
)


async def converse(community: Community, told: Transcript, write: Callable[[str], object]) -> None:
    """Play it all, one act after the other."""
    channels, people = community.channels, community.people
    eleni, marisa, grace = people["eleni"], people["marisa"], people["grace"]
    pixel = channels["pixel_co2"]
    tip = await _share_and_hold(community, told, pixel, people["tom"], grace)
    await _look_up(told, pixel, eleni)
    await _ask_and_take_along(told, channels["general"], grace, marisa)
    await _follow_an_edit(told, channels["skin_of_colour"], eleni, people["tom"], tip)
    await _vote_on_the_agenda(told, channels["meetings"], eleni)
    await _restart_before_a_reminder(community, told, channels["meetings"], marisa, write)


def _last_word(community: Community, channel: ChannelHandle) -> discord.Message:
    """What Fluence said last in a channel for all to see."""
    fluence = community.stage.env.backend.bot_user.id
    return [message for message in channel.history() if message.author.id == fluence][-1]


async def _share_and_hold(
    community: Community, told: Transcript, pixel: ChannelHandle, tom: MemberActor, grace: MemberActor
) -> discord.Message:
    tip = await told.says(tom, pixel, _TIP)
    await told.says(grace, pixel, _PROTOCOL)
    report = await told.says(tom, pixel, _WITH_A_NAME)
    await told.presses(tom, _last_word(community, pixel), "See why")
    await told.edits(tom, report, _WITHOUT_A_NAME)
    await told.says(grace, pixel, _URGENT)
    return tip


async def _look_up(told: Transcript, pixel: ChannelHandle, eleni: MemberActor) -> None:
    found = await told.types(eleni, pixel, "search", query="axilary hair")
    await told.presses(eleni, found, "Next")
    await told.types(eleni, pixel, "protocol find", device="GentleMax Pro", skin_type="V")
    await told.types(eleni, pixel, "show", entry="Perioral")
    await told.types(eleni, pixel, "digest now")


async def _ask_and_take_along(
    told: Transcript, general: ChannelHandle, grace: MemberActor, marisa: MemberActor
) -> None:
    """What was answered before is offered; and a moderator takes the protocols along on paper."""
    await told.says(grace, general, _ASKED_BEFORE)
    await told.types(marisa, general, "library export", form="md", kind="protocol")


async def _follow_an_edit(
    told: Transcript, elsewhere: ChannelHandle, eleni: MemberActor, tom: MemberActor, tip: discord.Message
) -> None:
    card = await told.types(eleni, elsewhere, "show", entry="Mark the margin")
    await told.presses(eleni, card, "Share")
    await told.edits(tom, tip, _TIP.replace("Since then", "Wipe it off before the last pass. Since then"))
    await told.waits(timedelta(minutes=1))


async def _vote_on_the_agenda(told: Transcript, meetings: ChannelHandle, eleni: MemberActor) -> None:
    """What the next of the two meetings a year is to be about."""
    meeting = await meeting_named(eleni, meetings, "meeting agenda", "held twice a year")
    agenda = await told.types(eleni, meetings, "meeting agenda", meeting=meeting)
    await told.presses(eleni, agenda, "Vote")


async def _restart_before_a_reminder(
    community: Community,
    told: Transcript,
    meetings: ChannelHandle,
    marisa: MemberActor,
    write: Callable[[str], object],
) -> None:
    draft = await told.types(
        marisa,
        meetings,
        "meeting create",
        title="Ten minutes on test spots",
        when="2026-03-13 08:00",
        zone="America/New_York",
        minutes=10,
        where="Online",
    )
    write("\nFluence is restarted, as for an update.")
    await community.stage.restart()
    await told.presses(marisa, draft, "Post it")
    await told.waits(timedelta(minutes=1))
    await told.waits(timedelta(hours=3, minutes=30))
    await told.presses(marisa, _last_word(community, meetings), "Details")
