"""Minutes and action items: written after a meeting, found by a search, reminded on the day, carried to the next."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import meetings
from db.meetings import Meeting
from tests.support.library_scenes import fluence, the_entries
from tests.support.meeting_scenes import delivered, planned
from tests.support.simulated_discord import (
    buttons_of,
    choose,
    completions,
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

COLLEAGUES = "Cool longer in dark skin. Anna will send her clobetasol scheme."
HELD = timedelta(days=14, hours=3)  # the meeting is over by then


@pytest.fixture
async def meeting(stage: Stage, general: ChannelHandle, organiser: MemberActor) -> Meeting:
    return await planned(stage, organiser, general, "Half clinical, half business")


async def write(member: MemberActor, channel: ChannelHandle, text: str, **said: str) -> InteractionResult:
    form = await member.slash(channel, "meeting minutes", meeting="M-1")
    return await fill(member, form, {"What was said": text, **said})


async def agree(
    stage: Stage,
    member: MemberActor,
    channel: ChannelHandle,
    *owner: MemberActor,
    day: str = "2026-03-02",
    text: str = "Send the consent form round",
) -> InteractionResult:
    """An action item of the meeting, from its list, for one member or for nobody yet."""
    shown = await member.slash(channel, "meeting show", meeting="M-1")
    form = await press(member, await press(member, shown, "Action items"), "Add an action item")
    await stage.settle()
    return await member.submit_modal(form, {"text": text, "owner": list(owner), "day": day})


def reminders_in(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    return [each for each in said_by_bot(stage, channel) if "oday: " in text_of(each)]


async def test_minutes_are_a_summary_that_names_its_meeting(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    assert "has not begun" in text_of(await nurse.slash(general, "meeting minutes", meeting="M-1"))
    assert await completions(nurse, general, "meeting minutes", "meeting", "half") == {}, "it is refused as yet"
    await stage.advance(HELD)
    assert len(await completions(nurse, general, "meeting minutes", "meeting", "half")) == 1
    form = await nurse.slash(general, "meeting minutes", meeting="M-1")
    assert form_of(form)["Title"] == "Minutes: Half clinical, half business"
    await stage.restart()
    shown = await fill(nurse, form, {"What was said": COLLEAGUES, "Decisions": "One consent form for all."})
    assert shown.ephemeral
    assert "Saved as S-2" in text_of(shown), "the meeting's own date is no patient's beside a name"
    again = await write(nurse, general, COLLEAGUES)
    assert "Saved as S-2" in text_of(again), "what is sent twice is kept once"
    assert "other minutes" not in text_of(again)
    entry = await nurse.slash(general, "show", entry="S-2")
    for said in (
        "Decisions: One consent form for all.",
        "**Source:** M-1 · Half clinical, half business",
        "**Date:** 15 January 2026",
    ):
        assert said in text_of(entry)
    await stage.advance(timedelta(minutes=5))
    [posted] = [each for each in said_by_bot(stage, general) if "Cool longer in dark skin" in text_of(each)]
    [thread] = general.threads
    assert thread.id == posted.id, "it is open to comment where the meeting stands"
    found = await nurse.slash(general, "search", query="dark skin half clinical")
    assert "S-2" in text_of(found)
    details = await nurse.slash(general, "meeting show", meeting="M-1")
    assert "S-2 · Minutes: Half clinical" in text_of(details)
    assert "Cool longer" in text_of(await press(nurse, details, "Open S-2"))
    await press(nurse, await nurse.slash(general, "show", entry="S-2"), "Withdraw")
    assert "S-2" not in text_of(await nurse.slash(general, "meeting show", meeting="M-1"))


async def test_minutes_that_may_name_a_patient_are_held(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    await stage.advance(HELD)
    held = await write(nurse, general, "Patient Jane Placeholder was shown.", Decisions="None")
    assert "may identify a patient" in text_of(held)
    assert await the_entries(stage) == []
    reopened = await press(nurse, held, "Edit again")
    assert form_of(reopened)["Decisions"] == "None"
    assert "Saved as S-2" in text_of(await press(nurse, held, "Not the patient"))
    urgent = await write(nurse, general, "She lost her vision minutes after filler.")
    assert "If this is happening now" in text_of(urgent)
    form = await nurse.slash(general, "meeting minutes", meeting="M-1")
    async with fluence(stage).database.write() as store:
        await meetings.change_status(store, meeting.guild_id, 1, "planned", "cancelled", stage.clock.now())
    refused = await fill(nurse, form, {"What was said": "Too late"})
    assert "was cancelled" in text_of(refused)
    assert form_of(await press(nurse, refused, "Edit again"))["What was said"] == "Too late"


async def test_a_tagged_message_after_the_start_is_the_minutes(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    await nurse.send(general, "#summary Of a webinar, before the meeting.")
    await stage.advance(HELD)
    elsewhere = await stage.create_text_channel("elsewhere")
    await nurse.send(elsewhere, "#summary Of another webinar.")
    said = await nurse.send(general, "#summary We agreed to cool longer.")
    details = text_of(await nurse.slash(general, "meeting show", meeting="M-1"))
    assert "S-4" in details
    assert "S-2" not in details
    assert "S-3" not in details
    shown = await nurse.slash(general, "show", entry="S-4")
    assert "**Source:** M-1 · Half clinical, half business" in text_of(shown)
    await nurse.edit(said, "#summary We agreed to cool much longer.")
    await stage.restart()
    shown = await nurse.slash(general, "show", entry="S-4")
    assert "much longer" in text_of(shown)
    assert "**Source:** M-1" in text_of(shown), "an edit of the message leaves the meeting"
    assert "S-4" in text_of(await nurse.slash(general, "search", query="half clinical"))


async def test_what_is_tagged_in_the_thread_below_its_agenda_is_the_minutes(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, meeting: Meeting
) -> None:
    form = await nurse.slash(general, "meeting propose", meeting="M-1")
    await fill(nurse, form, {"Title": "Fees", "Track": ["Business"], "Conflict of interest": "None"})
    await stage.advance(timedelta(seconds=5))
    [agenda] = said_by_bot(stage, general)
    thread = await start_thread(stage, nurse, general, "Afterwards", on=agenda)
    other = await start_thread(stage, nurse, general, "Something else")
    await stage.advance(HELD)
    await nurse.send(thread, "#summary We agreed to cool longer.")
    await nurse.send(other, "#summary Of a webinar.")
    details = text_of(await nurse.slash(general, "meeting show", meeting="M-1"))
    assert "We agreed to cool longer" in details
    assert "Of a webinar" not in details


async def test_minutes_from_a_private_channel_are_for_who_sees_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    closed = await stage.create_private_channel("board", visible_to=[organiser])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, closed.id)
    await planned(stage, organiser, closed, "Board")
    await stage.advance(HELD)
    await organiser.send(closed, "#summary We talked about fees.")
    assert "We talked about fees" in text_of(await organiser.slash(closed, "meeting show", meeting="M-1"))
    assert "We talked about fees" not in text_of(await nurse.slash(general, "meeting show", meeting="M-1"))


async def test_a_message_is_saved_as_minutes_from_its_menu(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    said = await nurse.send(general, "We agreed to cool longer in dark skin.")
    assert "No meeting has begun" in text_of(await organiser.context_menu(general, "Save as minutes", said))
    await stage.advance(HELD)
    which = await organiser.context_menu(general, "Save as minutes", said)
    assert "Which meeting does this message tell of?" in text_of(which), "it was written before"
    await stage.restart()
    kept = await organiser.select(message_of(which), ["1"])
    assert "Saved as S-2" in text_of(kept)
    [entry] = await the_entries(stage)
    assert (entry.content.kind, entry.author_id, entry.saved_by_id) == (EntryKind.SUMMARY, nurse.id, organiser.id)
    assert "**Source:** M-1" in text_of(await nurse.slash(general, "show", entry="S-2"))
    later = await nurse.send(general, "And to meet again.")
    more = text_of(await organiser.context_menu(general, "Save as minutes", later))
    assert "Saved as S-3" in more, "no need to ask"
    assert "M-1 has other minutes too: **S-2**" in more
    tip = await nurse.send(general, "#tip Cool longer.")
    assert "is no summary" in text_of(await organiser.context_menu(general, "Save as minutes", tip))
    thread = await start_thread(stage, nurse, general, "Slides")
    aside = await nurse.send(thread, "Slides are at the usual place.")
    assert "Which meeting" in text_of(await organiser.context_menu(thread, "Save as minutes", aside))


async def test_action_items_are_reminded_on_the_day_and_done(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    colleague = await stage.add_member("colleague")
    await stage.advance(HELD)
    shown = await agree(stage, organiser, general, nurse)
    assert f"☐ Send the consent form round · <@{nurse.id}> · by <t:1772442000:d>" in text_of(shown)
    assert f"<@{nurse.id}> is told so" in text_of(shown)
    await delivered(stage)
    word = said_by_bot(stage, general)[-1]
    assert f"<@{nurse.id}>, this was given to you" in text_of(word)
    assert stage.env.backend.get_message(general.id, word.id).allowed_mentions.users == {nurse.id}
    assert "written down already" in text_of(await agree(stage, organiser, general, nurse))
    await stage.restart()
    await stage.advance(timedelta(days=60))
    [reminder] = reminders_in(stage, general)
    allowed = stage.env.backend.get_message(general.id, reminder.id).allowed_mentions
    assert allowed.users == {nurse.id}
    assert "Send the consent form round" in text_of(reminder)
    assert "Only who has taken this on" in text_of(await press(colleague, reminder, "Done"))
    await stage.restart()
    await press(nurse, reminder, "Done")
    assert "✅ Done" in text_of(now_reads(stage, reminder))
    details = text_of(await nurse.slash(general, "meeting show", meeting="M-1"))
    assert "✅ Send the consent form round" in details
    assert f"Reminder of an action item, <@{nurse.id}>: sent" in details


async def test_what_is_done_before_its_day_is_not_reminded_and_what_nobody_has_taken_on_is(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await stage.advance(HELD)
    await agree(stage, organiser, general, text="Order the goggles")
    shown = await agree(stage, organiser, general, nurse)
    done = await choose(organiser, shown, "Send the consent form round")
    assert "✅ Done: Send the consent form round" in text_of(done)
    await stage.advance(timedelta(days=60))
    [reminder] = reminders_in(stage, general)
    assert "Today: **Order the goggles**" in text_of(reminder)
    assert "nobody has taken it on yet" in text_of(reminder)
    role = await stage.create_role("Exchange")
    await stage.give_role(organiser, role)
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    shown = await agree(stage, organiser, general, nurse, day="2026-06-02", text="Ring the maker")
    assert f"<@{nurse.id}> does not hold <@&{role.id}>, the exchange's role, and is neither told" in text_of(shown)


async def test_who_chose_private_reminders_gets_one_and_says_done_there(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    exchange = fluence(stage).exchange
    await exchange.meeting_reminders.choose(meeting.guild_id, meeting.number, nurse.id, ["1 day before"])
    await stage.advance(HELD)
    already = len(direct_messages(stage, nurse))
    await agree(stage, organiser, general, nurse)
    await stage.advance(timedelta(days=60))
    [word, reminder] = direct_messages(stage, nurse)[already:]
    assert "this was given to you" in text_of(word)
    assert "Send the consent form round" in text_of(reminder)
    assert reminders_in(stage, general) == []
    await nurse.user.click(reminder, label="Done")
    assert "✅ Send" in text_of(await nurse.slash(general, "meeting show", meeting="M-1"))


async def test_closed_direct_messages_are_said_in_the_channel(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    exchange = fluence(stage).exchange
    await exchange.meeting_reminders.choose(meeting.guild_id, meeting.number, nurse.id, ["1 day before"])
    await stage.advance(HELD)
    await agree(stage, organiser, general, nurse)
    path = f"/channels/{nurse.user.dm_channel.id}/messages"
    stage.env.inject_error("POST", path, status=403, code=50007, times=None)
    await stage.advance(timedelta(days=60))
    [reminder] = reminders_in(stage, general)
    assert "Send the consent form round" in text_of(reminder)


@pytest.mark.parametrize("day", ["soon", "3/4", "2025-03-02", "2026-02-31"])
async def test_a_day_that_is_unclear_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting, day: str
) -> None:
    await stage.advance(HELD)
    refused = await agree(stage, organiser, general, nurse, day=day)
    assert "By when?" in text_of(refused)
    reopened = await press(organiser, refused, "Edit again")
    assert form_of(reopened)["By when"] == day


async def test_open_action_items_stand_on_the_next_agenda_of_the_series(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    draft = await organiser.slash(
        general, "meeting create", title="Twice a year", when="2026-01-10 18:00", repeat="every 6 months"
    )
    await press(organiser, draft, "Post it")
    await stage.advance(timedelta(days=12))
    await agree(stage, organiser, general, nurse)
    exchange = fluence(stage).exchange
    following = (await exchange.meetings.coming(stage.guild.id))[0]
    agenda = await nurse.slash(general, "meeting agenda", meeting=following.label)
    assert "Still open from earlier meetings" in text_of(agenda)
    assert "Send the consent form round" in text_of(agenda)
    form = await nurse.slash(general, "meeting propose", meeting=following.label)
    await fill(nurse, form, {"Title": "Fees", "Minutes": "20", "Track": ["Business"], "Conflict of interest": "None"})
    await stage.advance(timedelta(seconds=5))
    [public] = [each for each in said_by_bot(stage, general) if "Propose" in buttons_of(each)]
    assert "Send the consent form round" in text_of(public)
    listed = await press(
        organiser, await organiser.slash(general, "meeting show", meeting=following.label), "Action items"
    )
    await choose(organiser, listed, "Send the consent form round")
    await stage.advance(timedelta(seconds=5))
    assert "Send the consent form round" not in text_of(now_reads(stage, public))
