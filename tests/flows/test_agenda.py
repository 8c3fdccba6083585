"""Agendas: proposed and voted for by members, put in order by the organiser, shown to all, presenters reminded."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from bot.exchange.members import Members
from db import agenda
from db.agenda import Proposal
from db.failures import DiskFull
from db.meetings import Meeting
from db.members import Profile
from tests.support.library_scenes import fluence
from tests.support.meeting_scenes import called_off, planned
from tests.support.simulated_discord import (
    archive_thread,
    buttons_of,
    choose,
    completions,
    delete_channel,
    direct_messages,
    fill,
    form_of,
    message_of,
    now_reads,
    press,
    said_by_bot,
    start_thread,
    text_of,
)

SHOWN = timedelta(seconds=4)  # an agenda is edited some seconds after a change


@pytest.fixture
async def meeting(stage: Stage, general: ChannelHandle, organiser: MemberActor) -> Meeting:
    return await planned(stage, organiser, general)


async def propose(
    member: MemberActor, channel: ChannelHandle, title: str, minutes: str = "30", **said: str
) -> InteractionResult:
    """A proposal by command, with nothing to declare unless said."""
    form = await member.slash(channel, "meeting propose", meeting="M-1")
    answers = {
        "Title": title,
        "Minutes": minutes,
        "Track": [said.get("track", "Clinical")],
        "Conflict of interest": said.get("interest", "None"),
        "What it is about": said.get("about", ""),
    }
    return await fill(member, form, answers)


async def accept(organiser: MemberActor, channel: ChannelHandle, title: str) -> InteractionResult:
    """The organiser opens the agenda, an item, and accepts it."""
    assert len(await completions(organiser, channel, "meeting agenda", "meeting", "m-1")) == 1
    shown = await organiser.slash(channel, "meeting agenda", meeting="M-1")
    order = await press(organiser, shown, "Put in order")
    return await press(organiser, await choose(organiser, order, title), "Accept")


def agenda_in(stage: Stage, channel: ChannelHandle) -> discord.Message:
    """The public agenda as it stands now."""
    [shown] = [each for each in said_by_bot(stage, channel) if "Propose" in buttons_of(each)]
    return now_reads(stage, shown)


def pinged_by(stage: Stage, message: discord.Message) -> set[int]:
    """Whom a message may ping."""
    allowed = stage.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    assert not allowed.everyone
    return set(allowed.users or ())


async def test_a_proposal_longer_than_its_meeting_is_pointed_out(
    general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    shown = await propose(nurse, general, "A whole day", "500")
    assert "⚠️ It asks for 500 minutes, and M-1 lasts 120." in text_of(shown)
    changed = await fill(nurse, await press(nurse, shown, "Change"), {"Minutes": "120"})
    assert "It asks for" not in text_of(changed)


async def test_a_proposal_opens_the_agenda_and_votes_stand_on_it(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    ben: MemberActor,
    organiser: MemberActor,
    meeting: Meeting,
) -> None:
    assert len(await completions(nurse, general, "meeting propose", "meeting", "spring")) == 1
    form = await nurse.slash(general, "meeting propose", meeting="M-1")
    assert form_of(form)["Minutes"] == "20"
    await stage.restart()
    typed = {
        "Title": "Pigment in *dark* skin",
        "Minutes": "30",
        "Track": ["Clinical"],
        "Conflict of interest": "Speaker fees from Lumiwave",
        "What it is about": "What works and what burns.",
    }
    shown = await fill(nurse, form, typed)
    assert shown.ephemeral
    assert "Proposed for M-1" in text_of(shown)
    await stage.advance(SHOWN)
    public = agenda_in(stage, general)
    assert "Pigment in \\*dark\\* skin" in text_of(public)
    assert f"<@{nurse.id}> · conflict of interest: Speaker fees from Lumiwave" in text_of(public)
    assert "**0 of 120 minutes**; 120 left" in text_of(public)
    assert pinged_by(stage, public) == set()
    ballot = await press(organiser, public, "Vote")
    assert ballot.ephemeral
    await stage.restart()
    await choose(organiser, ballot, "Pigment in *dark* skin")
    told = await choose(organiser, ballot, "Pigment in *dark* skin")
    assert "Your 1 vote counts" in text_of(told), "clicked twice, it counts once"
    await stage.advance(SHOWN)
    assert "▲ 1 · **Pigment" in text_of(agenda_in(stage, general))
    taken_back = await organiser.select(message_of(told), [])
    assert "Your 0 votes count" in text_of(taken_back)
    await stage.advance(SHOWN)
    assert "▲ 0 · **Pigment" in text_of(agenda_in(stage, general))
    assert "no colleague's proposal" in text_of(await press(nurse, agenda_in(stage, general), "Vote")), "not one's own"
    for number in range(9):
        item = Proposal(f"Talk {number}", "What came of it. " * 20, 12, "clinical", "Fees. " * 33, ben.id, "")
        await fluence(stage).exchange.agendas.propose(stage.guild.id, meeting.number, ben.id, item)
    mine = await press(organiser, public, "Details")
    assert "Talk 8" not in text_of(mine)
    assert "Talk 8" in text_of(await press(organiser, mine, "Next"))


async def test_the_organiser_accepts_orders_and_declines_and_the_time_adds_up(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment", "60")
    await propose(nurse, general, "Fees", "35", track="Business")
    await propose(nurse, general, "Gossip", "40", track="General")
    await stage.advance(SHOWN)
    await accept(organiser, general, "Pigment")
    item = await accept(organiser, general, "Fees")
    assert "**95 of 120 minutes**; 25 left · Clinical 60 · Business 35" in text_of(item)
    await stage.restart()
    item = await press(organiser, item, "Earlier")
    order = await press(organiser, item, "The agenda")
    start = int(meeting.plan.starts_at.timestamp())
    assert f"1. <t:{start}:t> **Fees**" in text_of(order)
    assert f"2. <t:{start + 35 * 60}:t> **Pigment**" in text_of(order)
    over = await accept(organiser, general, "Gossip")
    assert "**135 of 120 minutes**; ⚠️ **15 too many**" in text_of(over)
    declined = await press(organiser, over, "Decline")
    assert "**95 of 120 minutes**; 25 left" in text_of(declined)
    await stage.advance(SHOWN)
    public = text_of(agenda_in(stage, general))
    assert public.index("Fees") < public.index("Pigment")
    assert "Gossip" not in public
    assert "Not this time: Gossip" in text_of(await nurse.slash(general, "meeting agenda", meeting="M-1"))


async def test_two_of_one_title_are_told_apart_where_one_of_them_is_chosen(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    ben: MemberActor,
    organiser: MemberActor,
    meeting: Meeting,
) -> None:
    for member, title in ((nurse, "Peels in summer"), (ben, "peels in Summer"), (ben, "Lasers in summer")):
        await propose(member, general, title)
    await stage.advance(SHOWN)
    public = agenda_in(stage, general)
    assert "Peels in summer (1)" in text_of(public)
    ballot = await press(organiser, public, "Vote")
    for member, title in ((nurse, "Peels in summer (1)"), (ben, "peels in Summer (2)")):
        line = text_of(ballot).split(f"**{title}**")[1].splitlines()[1]
        assert f"proposed by <@{member.id}>" in line
    assert "Lasers" not in text_of(ballot)
    await choose(organiser, ballot, "peels in Summer (2)")
    order = await press(organiser, await organiser.slash(general, "meeting agenda", meeting="M-1"), "Put in order")
    assert f"proposed by <@{ben.id}>" in text_of(order).split("peels in Summer (2)")[1].splitlines()[1]
    opened = await choose(organiser, order, "peels in Summer (2)")
    assert "▲ 1\n" in text_of(opened)
    assert f"It is proposed. <@{ben.id}> proposed it." in text_of(opened)
    accepted = await press(organiser, await press(organiser, opened, "Accept"), "The agenda")
    await choose(organiser, accepted, "1. peels in Summer (2)")


async def test_many_changes_at_once_are_one_edit(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    item = await accept(organiser, general, "Pigment")
    for wish in ("Take off the agenda", "Accept", "Decline", "Accept"):
        item = await press(organiser, item, wish)
    deliveries = await fluence(stage).exchange.meetings.deliveries(meeting.guild_id, meeting.number)
    assert sum(each.posting.kind == "agenda_edit" for each in deliveries) == 1
    await stage.advance(SHOWN)
    assert "1. <t:" in text_of(agenda_in(stage, general))


async def test_presenters_are_told_once_and_reminded_three_days_before(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    item = await accept(organiser, general, "Pigment")
    await press(organiser, await press(organiser, item, "Take off the agenda"), "Accept")
    await stage.advance(timedelta(minutes=1))
    [told] = [each for each in said_by_bot(stage, general) if "it is on the agenda" in text_of(each)]
    assert pinged_by(stage, told) == {nurse.id}
    assert "Is that so?" in text_of(told), "that nothing is declared is asked about"
    assert "Pigment" in text_of(await press(organiser, told, "The agenda"))
    await stage.restart()
    await stage.advance(timedelta(days=11, hours=1))
    [reminded] = [each for each in said_by_bot(stage, general) if "a reminder: you present" in text_of(each)]
    assert pinged_by(stage, reminded) == {nurse.id}


async def test_who_chose_private_reminders_is_told_in_private(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    exchange = fluence(stage).exchange
    await exchange.meeting_reminders.choose(meeting.guild_id, meeting.number, nurse.id, ["1 day before"])
    await propose(nurse, general, "Pigment")
    await accept(organiser, general, "Pigment")
    await stage.advance(timedelta(minutes=1))
    [told] = direct_messages(stage, nurse)
    assert "it is on the agenda" in text_of(told)
    assert not [each for each in said_by_bot(stage, general) if "it is on the agenda" in text_of(each)]
    stopped = text_of(await nurse.user.click(told, label="No more of these"))
    assert "no more direct messages about this meeting" in stopped
    await stage.advance(timedelta(days=11, hours=1))
    assert direct_messages(stage, nurse) == [told]
    assert [each for each in said_by_bot(stage, general) if "a reminder: you present" in text_of(each)]


async def test_an_item_that_changes_while_its_form_is_open_is_shown_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Fees")
    opened = await press(nurse, await nurse.slash(general, "meeting agenda", meeting="M-1"), "Propose")
    said = {"Title": "Pigment", "Track": ["Clinical"], "Conflict of interest": "None"}
    mine = await fill(nurse, opened, said)
    form = await press(nurse, mine, "Change")
    order = await press(organiser, await organiser.slash(general, "meeting agenda", meeting="M-1"), "Put in order")
    theirs = await press(organiser, await choose(organiser, order, "Pigment"), "Change")
    await fill(organiser, theirs, {"Minutes": "25"})
    refused = await fill(nurse, form, {"Title": "Pigment and melasma"})
    assert "25 min" in text_of(refused)
    again = refused.followups[-1]
    assert "Somebody has changed this item" in text_of(again)
    reopened = await press(nurse, again, "Edit again")
    assert form_of(reopened)["Title"] == "Pigment and melasma"
    assert "Changed" in text_of(await fill(nurse, reopened, {}))


async def test_what_is_wrong_with_a_proposal_is_said_and_nothing_is_typed_twice(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    wrong = await propose(nurse, general, "Pigment", "half an hour")
    assert "whole number" in text_of(wrong)
    reopened = await press(nurse, wrong, "Edit again")
    assert form_of(reopened)["Minutes"] == "half an hour"
    held = await fill(nurse, reopened, {"Minutes": "30", "What it is about": "Patient Jane Placeholder had a burn"})
    assert "may identify a patient" in text_of(held)
    assert "Placeholder" not in text_of(held)
    assert "Proposed for M-1" in text_of(await press(nurse, held, "Not the patient"))
    assert "sent already" in text_of(await press(nurse, held, "Not the patient")), "a double click proposes it once"
    urgent = await propose(nurse, general, "Sudden vision loss after filler, ten minutes ago, what now?")
    assert "If this is happening now" in text_of(urgent)
    form = await nurse.slash(general, "meeting propose", meeting="M-1")
    await called_off(stage, meeting)
    refused = await fill(nurse, form, {"Title": "Late", "Track": ["General"], "Conflict of interest": "None"})
    assert "M-1 was cancelled" in text_of(refused)
    assert form_of(await press(nurse, refused, "Edit again"))["Title"] == "Late"
    assert "was cancelled" in text_of(await nurse.slash(general, "meeting propose", meeting="M-1"))
    await planned(stage, organiser, general, after=timedelta(hours=1), minutes=30)
    await stage.advance(timedelta(hours=2))
    over = await nurse.slash(general, "meeting agenda", meeting="M-10")
    assert "no meeting M-10" in text_of(over)


async def test_a_held_proposal_that_was_edited_is_not_proposed_a_second_time(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    held = await propose(nurse, general, "Burns", about="Patient Jane Placeholder had a burn")
    reopened = await press(nurse, held, "Edit again")
    assert "Proposed for M-1" in text_of(
        await fill(nurse, reopened, {"Title": "Burns, without names", "What it is about": ""})
    )
    assert "sent already" in text_of(await press(nurse, held, "Not the patient"))


async def test_a_full_disk_loses_nothing_that_was_typed(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise DiskFull

    held = await propose(nurse, general, "Burns", about="Patient Jane Placeholder had a burn")
    with monkeypatch.context() as full:
        full.setattr(agenda, "add", refuse)
        assert "could not be saved" in text_of(await press(nurse, held, "Not the patient"))
    assert "Proposed for M-1" in text_of(await press(nurse, held, "Not the patient"))


async def test_the_agenda_in_a_thread_that_fell_asleep_follows(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    thread = await start_thread(stage, organiser, general, "Spring meeting")
    await planned(stage, organiser, thread)
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    await archive_thread(stage, thread)
    await propose(nurse, general, "Fees")
    await stage.advance(SHOWN)
    assert "Fees" in text_of(agenda_in(stage, thread))


async def test_a_proposal_is_taken_back_and_handed_over(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    colleague = await stage.add_member("colleague")
    members: Members = fluence(stage).exchange.members
    await members.declare(stage.guild.id, colleague.id, Profile("industry", "Lumiwave", "US-NJ", None, "Lumiwave"))
    await propose(nurse, general, "Pigment", interest="Shares in Placeholder Ltd")
    item = await accept(organiser, general, "Pigment")
    handed = await organiser.select(message_of(item), [colleague], custom_id="fx1:agenda_presenter:1")
    assert f"<@{colleague.id}>" in text_of(handed)
    assert "Conflict of interest: none declared" in text_of(handed), "what was declared was declared for another"
    await stage.advance(SHOWN)
    assert f"<@{colleague.id}> · 🏷️ industry" in text_of(agenda_in(stage, general))
    mine = await choose(nurse, await nurse.slash(general, "meeting agenda", meeting="M-1"), "1. Pigment")
    assert "taken back" in text_of(await press(nurse, mine, "Take it back"))
    assert "taken back" in text_of(await press(nurse, mine, "Take it back"))
    await stage.advance(SHOWN)
    assert "Nothing is proposed yet" in text_of(agenda_in(stage, general))


async def test_who_has_left_the_server_or_the_exchange_is_not_put_on_the_agenda(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    role = await stage.create_role("Exchange")
    await stage.give_role(organiser, role)
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    refused = await accept(organiser, general, "Pigment")
    lacks = f"does not hold <@&{role.id}>, the exchange's role, and would not be told"
    assert f"<@{nurse.id}> {lacks}" in text_of(refused.followups[-1])
    other = await stage.add_member("other")
    handed = await organiser.select(message_of(refused), [other], custom_id="fx1:agenda_presenter:1")
    assert f"<@{other.id}> {lacks}" in text_of(handed.followups[-1])
    stage.env.backend.remove_member(stage.guild.id, nurse.id)
    refused = await accept(organiser, general, "Pigment")
    assert "has left the server" in text_of(refused.followups[-1])
    await stage.give_role(other, role)
    handed = await organiser.select(message_of(refused), [other], custom_id="fx1:agenda_presenter:1")
    assert "It is on the agenda" in text_of(await press(organiser, handed, "Accept"))


async def test_who_has_left_since_is_not_reminded(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    await accept(organiser, general, "Pigment")
    await stage.advance(timedelta(minutes=1))
    stage.env.backend.remove_member(stage.guild.id, nurse.id)
    await stage.advance(timedelta(days=12))
    details = text_of(await organiser.slash(general, "meeting show", meeting="M-1"))
    assert f"Reminder to a presenter, <@{nurse.id}>: **skipped**, its recipient has left the server" in details


async def test_a_deleted_agenda_is_posted_again_by_the_organiser(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    order = await press(organiser, await press(organiser, agenda_in(stage, general), "Details"), "Put in order")
    assert "stands in the meeting's channel" in text_of(await press(organiser, order, "Post the agenda again"))
    stage.env.backend.delete_message(general.id, agenda_in(stage, general).id)
    assert "being posted" in text_of(await press(organiser, order, "Post the agenda again"))
    assert "stands in the meeting's channel" in text_of(await press(organiser, order, "Post the agenda again"))
    await stage.advance(SHOWN)
    stage.env.backend.delete_message(general.id, agenda_in(stage, general).id)
    await accept(organiser, general, "Pigment")
    await stage.advance(SHOWN)
    details = text_of(await organiser.slash(general, "meeting show", meeting="M-1"))
    assert "Change of the agenda: **skipped**, the agenda's message was deleted" in details
    assert "being posted" in text_of(await press(organiser, order, "Post the agenda again"))
    await stage.advance(SHOWN)
    assert "1. <t:" in text_of(agenda_in(stage, general))


async def test_a_lost_channel_takes_no_agenda_with_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    thread = await start_thread(stage, organiser, general, "Spring meeting")
    meeting = await planned(stage, organiser, thread)
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    await delete_channel(stage, thread)
    await accept(organiser, general, "Pigment")
    await stage.advance(timedelta(minutes=1))
    shown = await nurse.slash(general, "meeting agenda", meeting="M-1")
    assert "1. <t:" in text_of(shown)
    await fluence(stage).exchange.meeting_edits.post_again(meeting.guild_id, meeting.number, general.id, organiser.id)
    order = await press(organiser, await organiser.slash(general, "meeting agenda", meeting="M-1"), "Put in order")
    assert "being posted" in text_of(await press(organiser, order, "Post the agenda again"))
    await stage.advance(timedelta(seconds=10))
    assert "1. <t:" in text_of(agenda_in(stage, general))


async def test_the_agenda_of_a_cancelled_meeting_says_so(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    shown = agenda_in(stage, general)
    await called_off(stage, meeting)
    await stage.advance(timedelta(seconds=10))
    assert "Cancelled: Agenda" in text_of(now_reads(stage, shown))


async def test_erasing_a_member_takes_the_proposals_off_the_public_agenda(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await propose(nurse, general, "Pigment")
    await stage.advance(SHOWN)
    await fluence(stage).exchange.privacy.forget(stage.guild.id, nurse.id)
    await stage.advance(SHOWN)
    assert "Pigment" not in text_of(agenda_in(stage, general))
