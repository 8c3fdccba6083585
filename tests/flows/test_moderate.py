"""`/moderate`: hiding, showing again, retitling and merging, each written down."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor, SetupError

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import outcomes
from db.entries import Correction, Source
from db.outcomes import Counts
from tests.support.library import deeds, exchange_of, found_by, kept, store_of
from tests.support.library_scenes import keep, merge, stands_now
from tests.support.simulated_discord import buttons_of, completions, now_reads, press, said_by_bot, text_of

A_MOMENT = timedelta(seconds=5)
SETTINGS = "Hair removal, 755 nm, 14 J/cm², 3 ms"
GMP = Correction(title="Legs", device="gentlemax_pro", handpiece="18 mm", skin_types=("II",))


@pytest.fixture
async def moderator(stage: Stage) -> MemberActor:
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("moderator", roles=[role])


async def test_what_is_hidden_is_seen_by_nobody_until_it_is_shown_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Unrepeatable advice about margins")
    entry = await kept(stage, message)
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    copy = said_by_bot(stage, general)[-1]
    assert "T-1 · Unrepeatable advice about margins" in await completions(
        moderator, general, "moderate hide", "entry", "unrep"
    )
    said = await moderator.slash(general, "moderate hide", entry="1", reason="ADVERTISING")
    assert "T-1 is hidden (it advertises)" in text_of(said)
    assert "moderators still read them with `/show T-1`" in text_of(said)
    url = f"https://discord.com/channels/{stage.guild.id}/{general.id}/{message.id}"
    assert f"[The message itself]({url}) still stands in its channel" in text_of(said)
    assert await found_by(stage, "unrepeatable") == []
    assert "hidden by a moderator: it advertises" in text_of(await nurse.slash(general, "show", entry="1"))
    await stage.advance(A_MOMENT)
    assert "T-1 was hidden by a moderator" in text_of(now_reads(stage, copy))
    await nurse.edit(message, "#tip Unrepeatable advice about borders")
    assert (await stands_now(stage, entry)).status == "hidden"
    assert await found_by(stage, "unrepeatable") == []
    again = await moderator.slash(general, "moderate hide", entry="1", reason="OFF_TOPIC")
    assert "Number 1 is hidden: `/show 1` says why" in text_of(again)
    assert "shown again" in text_of(await moderator.slash(general, "moderate unhide", number="T-1"))
    assert await found_by(stage, "borders") == [1]
    assert "is not hidden" in text_of(await moderator.slash(general, "moderate unhide", number="1"))
    assert "Type the number" in text_of(await moderator.slash(general, "moderate unhide", number="margins"))
    assert [(each.action, each.subject) for each in await deeds(stage)] == [
        ("entry_shown_again", "1"),
        ("entry_hidden:advertising", "1"),
    ]


async def test_another_moderator_reads_what_is_hidden_and_shows_it_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    text = f"Unrepeatable question about margins: {'how wide do you mark them? ' * 143}"
    await keep(stage, nurse, EntryKind.QUESTION, text, title="Margins")
    shared = await nurse.slash(general, "show", entry="1")
    await moderator.slash(general, "moderate hide", entry="1", reason="UNSAFE")
    second = stage.owner()
    await stage.restart()
    assert await completions(second, general, "moderate unhide", "number", "marg") == {"Q-1 · Margins": "1"}
    assert await completions(second, general, "moderate unhide", "number", "2") == {}
    read = await second.slash(general, "show", entry="Q-1")
    assert read.ephemeral
    assert f"**Hidden** by <@{moderator.id}>" in text_of(read)
    assert "it may be unsafe" in text_of(read)
    assert "Unrepeatable question" in text_of(read)
    assert buttons_of(read) == ["Full text", "Show it again"]
    assert "how wide" in text_of(await press(second, read, "Full text"))
    for refused in (await nurse.slash(general, "show", entry="1"), await press(nurse, shared, "Full text")):
        assert "hidden by a moderator: it may be unsafe" in text_of(refused)
    assert "Q-1 is shown again" in text_of(await press(second, read, "Show it again"))
    assert await found_by(stage, "unrepeatable") == [1]


async def test_a_hidden_message_that_is_deleted_is_gone(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Unrepeatable")
    await moderator.slash(general, "moderate hide", entry="1", reason="UNSAFE")
    entry = await kept(stage, message)
    await nurse.edit(message, "#tip Call her at 555-867-5309")
    assert (await stands_now(stage, entry)).content.text == ""
    assert "its words are not kept" in text_of(await moderator.slash(general, "show", entry="1"))
    assert "shown again" in text_of(await moderator.slash(general, "moderate unhide", number="1"))
    assert (await stands_now(stage, entry)).status == "held"
    await nurse.delete(message)
    assert (await stands_now(stage, entry)).status == "withdrawn"


async def test_a_new_title_leaves_the_text(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    await nurse.send(general, "#tip do this\nMark the margin in white")
    assert "T-1 · do this" in await completions(moderator, general, "moderate retitle", "entry", "do")
    said = await moderator.slash(general, "moderate retitle", entry="1", title="White pencil")
    assert "**White pencil**" in text_of(said)
    card = text_of(await nurse.slash(general, "show", entry="White pencil"))
    assert "Mark the margin in white" in card
    held = await moderator.slash(general, "moderate retitle", entry="1", title="Call 555-867-5309")
    assert "Nothing was changed" in text_of(held)
    blank = await moderator.slash(general, "moderate retitle", entry="1", title=" ")
    assert "type the new title" in text_of(blank)
    assert [each.action for each in await deeds(stage)] == ["entry_retitled"]


async def test_merged_entries_are_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    stays = await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS, said=GMP)
    goes = await keep(stage, nurse, EntryKind.PROTOCOL, f"Again: {SETTINGS}", said=GMP)
    async with store_of(stage).write() as write:
        for number, user in ((1, 50), (2, 50), (2, 51)):
            await outcomes.put(write, stage.guild.id, number, 1, user, Counts(number, 0, 0, 0), stage.clock.now())
    await press(nurse, await nurse.slash(general, "show", entry="2"), "Share")
    copy = said_by_bot(stage, general)[-1]
    assert len(await completions(moderator, general, "moderate merge", "into", "legs", duplicate="2")) == 2
    assert len(await completions(moderator, general, "moderate merge", "duplicate", "legs")) == 2
    asked = await moderator.slash(general, "moderate merge", duplicate="2", into="1")
    assert "Goes: P-2 · Legs**\nAgain: Hair removal" in text_of(asked)
    assert "Stays: P-1 · Legs**\nHair removal" in text_of(asked)
    assert await deeds(stage) == [], "both are looked at first"
    await stage.restart()
    said = await press(moderator, asked, "Merge them")
    assert "P-2 is now part of P-1" in text_of(said)
    assert "1 report of members who reported on both: left with P-2" in text_of(said)
    assert "`/moderate unmerge P-2` takes that back" in text_of(said)
    await stage.advance(A_MOMENT)
    assert "P-1 · Legs" in text_of(now_reads(stage, copy))
    card = text_of(await moderator.slash(general, "show", entry="P-2"))
    assert card.startswith("🔗 A moderator has merged **P-2** into **P-1**, as the two say the same.")
    assert "merged" not in text_of(await moderator.slash(general, "show", entry="P-1"))
    assert "P-1 · Legs" in card
    assert "worked 3 of 3, from 2 colleagues" in card
    assert "1 protocol" in text_of(await nurse.slash(general, "protocol find"))
    assert (await stands_now(stage, goes)).superseded_by == stays.number
    assert [(each.action, each.subject) for each in await deeds(stage)] == [("entries_merged", "2 into 1")]
    again = text_of(await moderator.slash(general, "moderate merge", duplicate="2", into="1"))
    assert "Both are P-1, so there is nothing to merge." in again
    assert "`/moderate unmerge`" in again


async def test_what_was_changed_since_it_was_looked_at_is_not_merged(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Cool the margins first")
    await nurse.send(general, "#tip Cool the margins before you start")
    asked = await moderator.slash(general, "moderate merge", duplicate="1", into="2")
    await stage.advance(A_MOMENT)
    await nurse.edit(message, "#tip Never cool the margins")
    assert "changed since you looked" in text_of(await press(moderator, asked, "Merge them"))
    assert await deeds(stage) == []


async def test_a_merge_is_taken_back(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    for text in (SETTINGS, f"Again: {SETTINGS}", f"Once more: {SETTINGS}"):
        await keep(stage, nurse, EntryKind.PROTOCOL, text, said=GMP)
    async with store_of(stage).write() as write:
        await outcomes.put(write, stage.guild.id, 2, 1, 51, Counts(3, 0, 0, 0), stage.clock.now())
    await press(nurse, await nurse.slash(general, "show", entry="2"), "Share")
    copy = said_by_bot(stage, general)[-1]
    await merge(moderator, general, "2", "1")
    await stage.advance(A_MOMENT)
    assert "P-1 · Legs" in text_of(now_reads(stage, copy))
    await merge(moderator, general, "1", "3")
    between = await moderator.slash(general, "moderate unmerge", number="P-2")
    assert "unmerge P-1 first" in text_of(between)
    await stage.restart()
    assert "P-1 is listed again beside P-3" in text_of(await moderator.slash(general, "moderate unmerge", number="P-1"))
    said = await moderator.slash(general, "moderate unmerge", number="2")
    assert "P-2 is listed again beside P-1" in text_of(said)
    await stage.advance(2 * A_MOMENT)
    assert "P-2 · Legs" in text_of(now_reads(stage, copy))
    assert "worked 3 of 3, from 1 colleague" in text_of(await nurse.slash(general, "show", entry="2"))
    assert "nobody has reported" in text_of(await nurse.slash(general, "show", entry="1"))
    assert "3 protocols" in text_of(await nurse.slash(general, "protocol find"))
    again = await moderator.slash(general, "moderate unmerge", number="2")
    assert "P-2 is not merged" in text_of(again)
    assert [(each.action, each.subject) for each in await deeds(stage)][:2] == [
        ("entries_unmerged", "2 from 1"),
        ("entries_unmerged", "1 from 3"),
    ]


async def test_an_author_is_told_that_the_settings_are_wrong(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS, said=GMP)
    hidden = await moderator.slash(general, "moderate hide", entry="1", reason="WRONG_SETTINGS")
    assert "P-1 is hidden (its settings are wrong)" in text_of(hidden)
    assert "its settings are wrong" in text_of(await nurse.slash(general, "show", entry="1"))


async def test_what_cannot_be_merged(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS, said=GMP)
    await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS.replace("14", "16"), said=GMP)
    await keep(stage, nurse, EntryKind.TIP, "Cool first")
    home = await stage.create_text_channel("case-room")
    await keep(stage, nurse, EntryKind.TIP, "Secret", source=Source(home.id, 7, None, home.id))
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, home.id)
    different = text_of(await moderator.slash(general, "moderate merge", duplicate="2", into="1"))
    assert "P-2 and P-1 differ in fluence: what was reported" in different
    await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS + "\n6 sessions")
    different = text_of(await moderator.slash(general, "moderate merge", duplicate="5", into="1"))
    assert "P-5 and P-1 differ in device and sessions: " in different
    await nurse.send(general, "#complication Blister on the shin with the GentleMax Pro, skin type II")
    await nurse.send(general, "#complication Blister on the cheek with the GentleMax Pro, skin type III")
    patients = text_of(await moderator.slash(general, "moderate merge", duplicate="6", into="7"))
    assert "differ in body site and skin type, so they are hardly of one patient" in patients
    kinds = text_of(await moderator.slash(general, "moderate merge", duplicate="3", into="1"))
    assert "of different kinds" in kinds
    assert "private channel" in text_of(await moderator.slash(general, "moderate merge", duplicate="3", into="4"))
    assert [each.action for each in await deeds(stage)] == ["capture in private channel"]


async def test_members_cannot_even_where_a_server_shows_them_the_commands(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.TIP, "Cool first")
    with pytest.raises(SetupError, match="not visible"):
        await nurse.slash(general, "moderate unhide", number="1")
    [command] = [each for each in await stage.bot.tree.fetch_commands() if each.name == "moderate"]
    stage.guild.set_command_permissions(command, {nurse: True})
    await stage.settle()
    for command, options in (
        ("hide", {"entry": "1", "reason": "UNSAFE"}),
        ("unhide", {"number": "1"}),
        ("retitle", {"entry": "1", "title": "Mine"}),
        ("merge", {"duplicate": "1", "into": "1"}),
    ):
        refused = await nurse.slash(general, f"moderate {command}", **options)
        assert "Only the exchange's moderators" in text_of(refused)
    assert await deeds(stage) == []
