"""What was kept where all could read, and becomes private to its channel later."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.demo.stage import Stage
from tests.support.group_scenes import allow
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import now_reads, press, said_by_bot, text_of

A_WEEK = timedelta(days=8)
PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
_VIEW = discord.Permissions.view_channel.flag


async def make_private(stage: Stage, channel: ChannelHandle, *readers: int) -> None:
    """A moderator lets only these members, and the bot, read a channel."""
    stage.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=stage.guild.id, type=OverwriteType.ROLE, allow=0, deny=_VIEW)
    )
    for member_id in (stage.env.backend.bot_user.id, *readers):
        await allow(stage, channel.id, member_id, "view_channel")


async def open_to_all(stage: Stage, channel: ChannelHandle) -> None:
    """And takes that back."""
    stage.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=stage.guild.id, type=OverwriteType.ROLE, allow=_VIEW, deny=0)
    )
    await stage.settle()


async def test_what_is_written_after_a_channel_became_private_stays_there(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    room, reader = await stage.create_text_channel("room"), await stage.add_member("reader")
    await stage.owner().slash(general, "digest schedule", channel=general, weekday=0, hour=8)
    message = await nurse.send(room, "#tip Cool gel before the pass")
    await press(nurse, await nurse.slash(room, "show", entry="1"), "Share")
    await press(reader, await reader.slash(general, "show", entry="1"), "Share")
    [shared], own = said_by_bot(stage, general), said_by_bot(stage, room)[-1]
    await stage.advance(A_WEEK)
    digest = said_by_bot(stage, general)[-1]
    assert "Cool gel" in text_of(digest)

    await make_private(stage, room, nurse.id)
    told = await stage.owner().slash(general, "settings", capture_in=room)
    assert "only those who can read it find what is said there from now on" in text_of(told)
    assert "Cool gel" in text_of(await reader.slash(general, "show", entry="1"))

    await nurse.edit(message, "#tip Zirconium plates before the pass")
    await stage.advance(PACED)
    assert "Nothing found" in text_of(await reader.slash(general, "search", query="zirconium"))
    assert "There is no entry 1 here that you can see" in text_of(await reader.slash(general, "show", entry="1"))
    assert "T-1 is not shown here any more" in text_of(now_reads(stage, shared))
    assert "T-1" not in text_of(now_reads(stage, digest))
    assert "Zirconium" in text_of(await nurse.slash(general, "search", query="zirconium"))
    assert "Zirconium" in text_of(now_reads(stage, own))

    await open_to_all(stage, room)
    await nurse.edit(message, "#tip Rhodium plates before the pass")
    [entry] = await the_entries(stage)
    assert entry.source is not None
    assert entry.source.private_channel_id == room.id
