"""Reports with the name withheld: matched by key alone, told of by a plain message, in nothing that names anybody."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library import deeds, everything_stored, exchange_of
from tests.support.library_scenes import merge, the_entries
from tests.support.simulated_discord import (
    buttons_of,
    fill,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

PACED = timedelta(seconds=5)
NARRATIVE = "Grey at once, blisters by the evening on both shins"


async def withheld(member: MemberActor, channel: ChannelHandle, text: str = NARRATIVE) -> InteractionResult:
    form = await member.slash(channel, "complication report", type="Blister", device="GMP", withhold_name=True)
    answers = {"What happened": text, "What did it take, at most?": ["Topical treatment"]}
    return await fill(member, form, answers)


async def test_a_notice_of_facts_alone_is_posted(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    profile = await nurse.slash(general, "profile", jurisdiction="US-NJ")
    await fill(nurse, profile, {"Clinic or company": "Example Rooms"})
    shown = await withheld(nurse, general)
    assert shown.ephemeral
    assert "Your name is kept nowhere" in text_of(shown)
    [where] = shown.followups
    assert "FDA MedWatch" in text_of(where)
    assert "Yellow Card" not in text_of(where)
    assert "by a colleague whose name is withheld" in text_of(shown)
    assert "You have just sent this: it is **C-1**" in text_of(await withheld(nurse, general))
    await stage.advance(PACED)
    [notice] = said_by_bot(stage, general)
    words = text_of(notice)
    assert notice.interaction_metadata is None
    assert "**Device:** GentleMax Pro" in words
    assert "**It took:** topical treatment" in words
    for private in ("shins", "evening", "US-NJ", "Example Rooms", "nurse", str(nurse.id)):
        assert private not in words
    assert "its reporter's name is withheld" in words
    colleague = await stage.add_member("colleague")
    told = text_of(await colleague.slash(general, "show", entry="C-1"))
    assert NARRATIVE in told
    assert str(nurse.id) not in told
    stored = await everything_stored(stage)
    [entry] = await the_entries(stage)
    assert (entry.author_id, entry.is_withheld) == (None, True)
    assert entry.content.title == "Blister, GentleMax Pro"
    assert stored.count(str(nurse.id)) == 1  # the profile


async def test_the_reporter_alone_goes_on_by_key_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    await withheld(nurse, general)
    await stage.advance(PACED)
    [notice] = said_by_bot(stage, general)
    await stage.restart()
    assert "that is not you" in text_of(await press(colleague, notice, "Add follow-up"))
    shown = await colleague.slash(general, "show", entry="C-1")
    assert "that is not you" in text_of(await press(colleague, shown, "My report"))
    form = await press(nurse, notice, "Add follow-up")
    told = await fill(nurse, form, {"How is it now?": ["Improving"], "What helped, or what was tried": "Silicone gel"})
    assert "C-1 shows how it went on" in text_of(told)
    await stage.advance(PACED)
    words = text_of(now_reads(stage, notice))
    assert "**improving**: Silicone" in words
    assert "Add follow-up" in buttons_of(now_reads(stage, notice))
    mine = await press(nurse, await nurse.slash(general, "show", entry="C-1"), "My report")
    right = await press(nurse, mine, "Correct")
    corrected = await fill(nurse, right, {"What it was": "Burn", "What did it take, at most?": ["Oral treatment"]})
    assert "**It took:** oral treatment" in text_of(corrected)
    await stage.advance(PACED)
    assert "C-1 · Burn, GentleMax Pro" in text_of(now_reads(stage, notice))
    rare = await press(nurse, mine, "More…")
    assert buttons_of(rare) == ["Edit details", "What it treats", "Withdraw"]
    details = await fill(
        nurse, await press(nurse, rare, "Edit details"), {"Device": "Vbeam Prima", "Title": "Both shins"}
    )
    assert "Vbeam Prima" in text_of(details)
    await stage.advance(PACED)
    assert "C-1 · Burn, Vbeam Prima" in text_of(now_reads(stage, notice)), "no title of the reporter's own"
    gone = await press(nurse, rare, "Withdraw")
    assert "C-1 is withdrawn" in text_of(gone)
    await stage.advance(PACED)
    assert text_of(now_reads(stage, notice)) == "C-1 was withdrawn."
    assert "C-1 was withdrawn: nothing of it is kept" in text_of(await press(nurse, mine, "Add follow-up"))
    assert str(nurse.id) not in await everything_stored(stage)
    assert await deeds(stage) == []


async def test_a_name_in_the_text_is_held_and_the_form_kept(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await withheld(nurse, general, "Mrs Placeholder blistered on both shins")
    assert "Not saved: this may identify a patient" in text_of(held)
    assert await the_entries(stage) == []
    again = await press(nurse, held, "Edit again")
    saved = await fill(nurse, again, {"What happened": NARRATIVE})
    assert "Saved as C-1" in text_of(saved)
    held = await withheld(nurse, general, "Mrs Placeholder blistered once more")
    cleared = await press(nurse, held, "Not the patient")
    assert "Saved as C-2" in text_of(cleared)
    [deed] = await deeds(stage)
    assert (deed.actor_id, deed.action) == (None, "not_the_patient")


async def test_what_stands_in_public_is_refused(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, f"#complication {NARRATIVE}")
    refused = await withheld(nurse, general)
    assert "your name stands beside it there" in text_of(refused)
    assert len(await the_entries(stage)) == 1


async def test_what_its_patient_refuses_before_it_is_told_of_is_not_told(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    saved = await withheld(nurse, general)
    course = await fill(nurse, await press(nurse, saved, "Continue"), {"The patient's consent to sharing": ["No"]})
    assert "Saved with C-1" in text_of(course)
    await stage.advance(PACED)
    assert said_by_bot(stage, general) == []


async def test_privacy_shows_exports_and_forgets_by_key(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await withheld(nurse, general)
    colleague = await stage.add_member("colleague")
    ours = "Complications that you reported with your name withheld: **1**"
    assert ours in text_of(await nurse.slash(general, "privacy show"))
    assert ours not in text_of(await colleague.slash(general, "privacy show"))
    file = await exchange_of(stage).privacy.export(stage.guild.id, nurse.id, 10_000_000)
    exported = json.load(BytesIO(file.content))
    [own] = exported["entry.reporter_key"]
    assert NARRATIVE in own["text"]
    assert exported["complication.reporter_key"][0]["intervention"] == "topical"
    other = await exchange_of(stage).privacy.export(stage.guild.id, colleague.id, 10_000_000)
    assert NARRATIVE.encode() not in other.content
    await stage.advance(PACED)
    [notice] = said_by_bot(stage, general)
    forgotten = await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    assert "change at the end of the day" in text_of(forgotten)
    assert [entry.status for entry in await the_entries(stage)] == ["withdrawn"]
    assert NARRATIVE not in await everything_stored(stage)
    await stage.advance(PACED)
    assert "Blister" in text_of(now_reads(stage, notice)), "it goes apart from the member's other data"
    await stage.advance(timedelta(days=1))
    assert text_of(now_reads(stage, notice)) == "C-1 was withdrawn."


async def test_no_other_reporters_name_takes_the_place_of_a_withheld_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    moderator, named = await stage.add_member("moderator", roles=[role]), await stage.add_member("named")
    await withheld(nurse, general)
    await stage.advance(PACED)
    [notice] = said_by_bot(stage, general)
    form = await named.slash(general, "complication report", type="Blister", device="GMP")
    told = {"What happened": "Blisters too", "What did it take, at most?": ["Topical treatment"]}
    assert "Saved as C-2" in text_of(await fill(named, form, told))
    await merge(moderator, general, "1", "2")
    await stage.advance(PACED)
    assert text_of(now_reads(stage, notice)) == "C-1 was merged into another entry."
    await moderator.slash(general, "moderate unmerge", number="1")
    await stage.advance(PACED)
    assert "its reporter's name is withheld" in text_of(now_reads(stage, notice))


async def test_without_its_secret_the_option_is_off_and_with_another_nobody_is_known(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, database_file: Path
) -> None:
    await withheld(nurse, general)
    await stage.advance(PACED)
    [notice] = said_by_bot(stage, general)
    none = dataclasses.replace(config_for(database_file), reporter_secret="")
    await stage.restart(fluence_on(none))
    refused = await nurse.slash(general, "complication report", type="Blister", withhold_name=True)
    assert "REPORTER_SECRET" in text_of(refused)
    assert "a secret that this bot does not have any more" in text_of(await press(nurse, notice, "Add follow-up"))
    other = dataclasses.replace(config_for(database_file), reporter_secret="quite another secret, and long enough")
    await stage.restart(fluence_on(other))
    assert "a secret that this bot does not have any more" in text_of(await press(nurse, notice, "Add follow-up"))
    assert "whose they are (1 report)" in text_of(await nurse.slash(general, "privacy show"))
    assert "Saved as C-2" in text_of(await withheld(nurse, general, "Another one"))
    assert message_of(notice).id == notice.id
