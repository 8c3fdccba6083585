"""Who comes to the sample community's meetings; what is proposed, voted for, accepted and written down afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from simcord import ChannelHandle, MemberActor

from bot.demo import gestures
from bot.demo.script import AgendaProposal, AgreedAction, MeetingMinutes, PlannedMeeting


async def propose(
    people: Mapping[str, MemberActor], organiser: MemberActor, channel: ChannelHandle, proposal: AgendaProposal
) -> gestures.Shown:
    """A proposal, its votes, and the organiser's consent; what Fluence says to the proposal."""
    member = people[proposal.who]
    meeting = await meeting_named(member, channel, "meeting propose", proposal.meeting)
    answers = {
        "Title": proposal.title,
        "Minutes": str(proposal.minutes),
        "Track": [proposal.track],
        "Conflict of interest": proposal.interest,
        "What it is about": proposal.about,
    }
    shown = await gestures.fill(member, await member.slash(channel, "meeting propose", meeting=meeting), answers)
    for voter in proposal.voters:
        agenda = await people[voter].slash(channel, "meeting agenda", meeting=meeting)
        await gestures.choose(people[voter], await gestures.press(people[voter], agenda, "Vote"), proposal.title)
    if proposal.accepted:
        agenda = await organiser.slash(channel, "meeting agenda", meeting=meeting)
        order = await gestures.press(organiser, agenda, "Put in order")
        menu = "Accept, decline or move an item"
        await gestures.press(organiser, await gestures.choose(organiser, order, proposal.title, menu=menu), "Accept")
    return shown


async def answer(people: Mapping[str, MemberActor], channel: ChannelHandle, planned: PlannedMeeting) -> None:
    """Who comes to a meeting, by the buttons in its details."""
    for label, members in planned.answers.items():
        for key in members:
            meeting = await meeting_named(people[key], channel, "meeting show", planned.title)
            details = await people[key].slash(channel, "meeting show", meeting=meeting)
            await gestures.press(people[key], details, label)


async def write_minutes(member: MemberActor, channel: ChannelHandle, minutes: MeetingMinutes) -> gestures.Shown:
    """Minutes by their form; what Fluence says to them."""
    meeting = await meeting_named(member, channel, "meeting minutes", minutes.meeting)
    form = await member.slash(channel, "meeting minutes", meeting=meeting)
    answers = {"What was said": minutes.text, "Decisions": minutes.decisions, "Left open": minutes.open}
    return await gestures.fill(member, form, answers)


async def agree(
    people: Mapping[str, MemberActor], channel: ChannelHandle, agreed: AgreedAction, today: date
) -> gestures.Shown:
    """An action item from the meeting's details; what Fluence says to it."""
    member = people[agreed.who]
    meeting = await meeting_named(member, channel, "meeting show", agreed.meeting)
    shown = await gestures.press(member, await member.slash(channel, "meeting show", meeting=meeting), "Action items")
    form = await gestures.press(member, shown, "Add an action item")
    day = (today + timedelta(days=agreed.due_in)).isoformat()
    return await gestures.fill(
        member, form, {"What is to be done": agreed.text, "Who does it": [people[agreed.owner]], "By when": day}
    )


async def meeting_named(member: MemberActor, channel: ChannelHandle, command: str, words: str) -> str:
    """The meeting that is offered for words of its title."""
    offered = await member.autocomplete(channel, command, "meeting", words)
    return str(offered[0]["value"])
