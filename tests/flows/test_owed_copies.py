"""What stands in public follows what is true, also where the bot may not go at present: that is owed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.group_scenes import allow, deny
from tests.support.library import exchange_of
from tests.support.simulated_discord import fill, is_deleted, now_reads, press, said_by_bot, text_of

Posts = Callable[[Stage, MemberActor, ChannelHandle], Awaitable[None]]
A_DAY = timedelta(days=1)
PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
HALF_AN_HOUR = timedelta(minutes=31)


async def shut_out(stage: Stage, room: ChannelHandle) -> None:
    await deny(stage, room.id, stage.env.backend.bot_user.id, "view_channel")


async def let_in(stage: Stage, room: ChannelHandle) -> None:
    await allow(stage, room.id, stage.env.backend.bot_user.id, "view_channel")


async def share(stage: Stage, member: MemberActor, room: ChannelHandle) -> None:
    await press(member, await member.slash(room, "show", entry="1"), "Share")


async def digest_in(stage: Stage, member: MemberActor, room: ChannelHandle) -> None:
    await stage.owner().slash(room, "digest schedule", channel=room, weekday=0, hour=8)
    await stage.advance(timedelta(days=7))


@pytest.mark.parametrize("posted", [share, digest_in], ids=["card", "digest"])
async def test_what_was_erased_goes_from_where_the_bot_was_shut_out(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, posted: Posts
) -> None:
    room = await stage.create_text_channel("room")
    await nurse.send(general, "#tip Zirconium gel on the margins")
    await posted(stage, nurse, room)
    copy = said_by_bot(stage, room)[-1]
    assert "Zirconium" in text_of(copy)
    await shut_out(stage, room)
    await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    await stage.advance(A_DAY)
    found = text_of(await stage.owner().slash(general, "diagnose"))
    assert f"could not be delivered yet in <#{room.id}>" in found
    assert "the bot may not see it or write there. I keep trying" in found
    await let_in(stage, room)
    await stage.advance(HALF_AN_HOUR)
    assert "Zirconium" not in text_of(now_reads(stage, copy))
    assert "owed" not in text_of(await stage.owner().slash(general, "diagnose"))


async def test_a_line_below_what_was_held_goes_from_where_the_bot_was_shut_out(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    room = await stage.create_text_channel("room")
    await nurse.send(room, "#tip Mrs Quillfeather")
    line = said_by_bot(stage, room)[-1]
    await shut_out(stage, room)
    await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    await stage.advance(PACED)
    assert not is_deleted(stage, line)
    await let_in(stage, room)
    await stage.advance(HALF_AN_HOUR)
    assert is_deleted(stage, line)


async def test_a_start_tries_at_once_and_one_edit_is_owed_however_much_changes(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    room = await stage.create_text_channel("room")
    said = await nurse.send(general, "#tip Zirconium gel on the margins")
    await share(stage, nurse, room)
    await shut_out(stage, room)
    for each in ("thicker", "thinner"):
        await nurse.edit(said, f"#tip Zirconium gel, {each}")
        await stage.advance(timedelta(hours=2))
    assert "A change of a shared card could not be delivered yet" in text_of(
        await stage.owner().slash(general, "diagnose")
    )
    await let_in(stage, room)
    await stage.restart()
    await stage.advance(timedelta(seconds=1))
    assert "thinner" in text_of(now_reads(stage, said_by_bot(stage, room)[-1]))


async def test_what_a_member_declares_stands_on_the_cards_that_name_them(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    asked = await nurse.slash(general, "question ask")
    await fill(nurse, asked, {"Title": "Arms", "The question": "Which laser on arms?"})
    answering = await press(colleague, await colleague.slash(general, "show", entry="1"), "Answer")
    await fill(colleague, answering, {"The answer": "GentleMax Pro every time."})
    await press(nurse, await nurse.slash(general, "show", entry="2"), "Share")
    await stage.advance(PACED)
    cards = [each for each in said_by_bot(stage, general) if "every time" in text_of(each)]
    assert len(cards) == 2, "the question's own, and the answer's that was shared"
    profile = {"Credential": "Nurse", "Paid by industry: by whom?": "Candela"}
    await fill(colleague, await colleague.slash(general, "profile"), profile)
    await stage.advance(PACED)
    for card in cards:
        assert "Nurse (self-declared) · paid by Candela" in text_of(now_reads(stage, card))


async def test_an_owed_edit_shows_whose_copy_it_is_by_now(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    """A merge that is taken back leaves nothing of the other entry on a card that would not follow it."""
    room = await stage.create_text_channel("room")
    said = [await nurse.send(general, f"#tip {metal} gel on the margins") for metal in ("Zirconium", "Titanium")]
    await share(stage, nurse, room)
    await shut_out(stage, room)
    await exchange_of(stage).moderation.merge(stage.guild.id, 1, 2, stage.owner().id)
    await stage.advance(PACED)
    await exchange_of(stage).moderation.unmerge(stage.guild.id, 1, stage.owner().id)
    await nurse.delete(said[1])
    await let_in(stage, room)
    await stage.advance(HALF_AN_HOUR)
    assert "Zirconium" in text_of(now_reads(stage, said_by_bot(stage, room)[-1]))
