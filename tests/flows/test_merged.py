"""Merges that end by themselves: nobody's words go with another member's entry."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import outcomes
from db.entries import Correction
from db.outcomes import Counts
from tests.support.library import exchange_of, found_by, kept, store_of
from tests.support.library_scenes import keep, merge, stands_now, the_entries
from tests.support.simulated_discord import (
    buttons_of,
    fill,
    now_reads,
    press,
    reactions_of,
    said_by_bot,
    text_of,
)

A_MOMENT = timedelta(seconds=30)
SETTINGS = "Hair removal, 755 nm, 14 J/cm², 3 ms"
GMP = Correction(title="Legs", device="gentlemax_pro", handpiece="18 mm", skin_types=("II",))


@pytest.fixture
async def moderator(stage: Stage) -> MemberActor:
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("moderator", roles=[role])


@pytest.fixture
async def moderators(stage: Stage, moderator: MemberActor) -> ChannelHandle:
    """The channel in which the bot tells them."""
    channel = await stage.create_private_channel("moderators", visible_to=[moderator])
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=channel.id)
    return channel


async def _merged(stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor) -> MemberActor:
    """The nurse's P-1, shared in the channel and reported on, is merged into P-2 of whom this returns."""
    ben = await stage.add_member("ben")
    await keep(stage, nurse, EntryKind.PROTOCOL, SETTINGS, said=GMP)
    await keep(stage, ben, EntryKind.PROTOCOL, f"Again: {SETTINGS}", said=GMP)
    async with store_of(stage).write() as write:
        await outcomes.put(write, stage.guild.id, 1, 1, 51, Counts(3, 0, 0, 1), stage.clock.now())
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    await merge(moderator, general, "1", "2")
    await stage.advance(A_MOMENT)
    return ben


@pytest.mark.parametrize("how", ["forgets", "withdraws", "is hidden"])
async def test_what_was_merged_comes_back_when_the_kept_entry_goes(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    moderator: MemberActor,
    moderators: ChannelHandle,
    how: str,
) -> None:
    ben = await _merged(stage, general, nurse, moderator)
    copy = said_by_bot(stage, general)[-1]
    assert "P-2 · Legs" in text_of(now_reads(stage, copy))
    if how == "forgets":
        await press(ben, await ben.slash(general, "privacy forget"), "Erase everything")
    elif how == "withdraws":
        asked = await press(ben, await ben.slash(general, "show", entry="2"), "Withdraw")
        await press(ben, asked, "Withdraw it")
    else:
        await moderator.slash(general, "moderate hide", entry="2", reason="DISRESPECTFUL")
    await stage.restart()
    await stage.advance(A_MOMENT)
    assert [entry.status for entry in await the_entries(stage)] == ["listed", "hidden" if "hid" in how else "withdrawn"]
    card = await nurse.slash(general, "show", entry="1")
    assert "complications 1 of 3" in text_of(card)
    assert "Withdraw" in buttons_of(card)
    assert "1 protocol" in text_of(await ben.slash(general, "protocol find"))
    assert "P-1 · Legs" in text_of(now_reads(stage, copy))
    [told] = said_by_bot(stage, moderators)
    assert "P-1 was merged into P-2, which is not there for all any more" in text_of(told)
    assert "P-1 · Legs" in text_of(await press(moderator, told, "Open P-1"))


async def test_what_went_into_one_that_was_merged_in_turn_stays_with_the_one_for_all(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    ben = await _merged(stage, general, nurse, moderator)
    last = await stage.add_member("carla")
    await keep(stage, last, EntryKind.PROTOCOL, f"Once more: {SETTINGS}", said=GMP)
    await merge(moderator, general, "2", "3")
    await press(ben, await ben.slash(general, "privacy forget"), "Erase everything")
    assert [entry.status for entry in await the_entries(stage)] == ["merged", "withdrawn", "listed"]
    asked = await press(last, await last.slash(general, "show", entry="3"), "Withdraw")
    await press(last, asked, "Withdraw it")
    assert [entry.status for entry in await the_entries(stage)] == ["listed", "withdrawn", "withdrawn"]
    assert "complications 1 of 3" in text_of(await nurse.slash(general, "show", entry="1"))


async def test_its_author_sees_and_changes_what_was_merged(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor, moderators: ChannelHandle
) -> None:
    await _merged(stage, general, nurse, moderator)
    own = await nurse.slash(general, "show", entry="1")
    assert "merged this into **P-2**" in text_of(own)
    assert "P-1 · Legs" in text_of(own)
    assert buttons_of(own) == ["Edit details", "What it treats", "Withdraw"]
    assert "P-2 · Legs" in text_of(await moderator.slash(general, "show", entry="1"))
    form = await press(nurse, own, "Edit details")
    await fill(nurse, form, {"Title": "Legs, in winter"})
    assert (await the_entries(stage))[0].status == "listed"
    await stage.advance(A_MOMENT)
    [told] = said_by_bot(stage, moderators)
    assert "P-1 was merged into P-2, and one of the two was changed by its author" in text_of(told)


async def test_a_merged_message_that_says_something_else_is_found_again_and_can_be_withdrawn(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, moderator: MemberActor
) -> None:
    ben = await stage.add_member("ben")
    message = await nurse.send(general, "#tip Cool the skin with zirconium")
    await ben.send(general, "#tip Cool skin with zirconium")
    await merge(moderator, general, "1", "2")
    entry = await kept(stage, message)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit details")
    await fill(nurse, form, {})
    assert (await stands_now(stage, entry)).status == "merged"
    await nurse.edit(message, "#tip Vanadium, quite another advice")
    assert (await stands_now(stage, entry)).status == "listed"
    assert await found_by(stage, "vanadium") == [1]
    assert reactions_of(stage, message) == {"✅"}
    await merge(moderator, general, "1", "2")
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Withdraw")
    assert (await stands_now(stage, entry)).status == "withdrawn"
