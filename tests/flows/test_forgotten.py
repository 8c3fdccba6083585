"""What stays and what goes in the channels and the library once a member has had everything erased."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from db import imports
from tests.support.library import store_of
from tests.support.library_scenes import the_entries
from tests.support.meeting_scenes import planned
from tests.support.rsvp_scenes import plan
from tests.support.simulated_discord import (
    buttons_of,
    choose,
    fill,
    is_deleted,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

A_MOMENT = timedelta(minutes=1)
SHEET = """title,device,handpiece,skin types,indication,settings
Cheek veins,Vbeam Prima,10 mm,II-III,Telangiectasia,"7.5 J/cm², 6 ms"
Legs,GMP,18 mm,I; II,Hair removal,"14 J/cm², 3 ms"
"""


@pytest.fixture
async def mona(stage: Stage) -> MemberActor:
    """A moderator."""
    return await _moderator(stage, "mona")


async def _moderator(stage: Stage, name: str) -> MemberActor:
    role = await stage.create_role(f"Moderators with {name}", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member(name, roles=[role])


async def _import(channel: ChannelHandle, member: MemberActor) -> None:
    offered = await member.slash(channel, "library import", file=("protocols.csv", SHEET.encode()))
    await press(member, offered, "Import 2 protocols")


async def test_an_imported_library_stays_without_the_name_of_who_imported_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, mona: MemberActor
) -> None:
    await _import(general, mona)
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    [copy] = said_by_bot(stage, general)
    assert str(mona.id) in text_of(copy)
    asked = await mona.slash(general, "privacy forget")
    assert "what you imported from a file (2 protocols) stays in the library, without your name" in text_of(asked)
    await stage.restart()
    done = text_of(await press(mona, asked, "Erase everything"))
    assert "0 entries were erased" in done
    assert "What you imported from a file stays, without your name" in done
    card = text_of(await nurse.slash(general, "show", entry="1"))
    assert "Protocol from an import" in card
    assert str(mona.id) not in card
    await stage.advance(A_MOMENT)
    assert "Protocol from an import" in text_of(now_reads(stage, copy))
    other = await _moderator(stage, "omar")
    again = await other.slash(general, "library import", file=("protocols.csv", SHEET.encode()))
    assert "In the library already, and not imported again: 2" in text_of(again)
    assert "withdrawn" not in text_of(again)
    assert buttons_of(await mona.slash(general, "privacy forget")) == ["Erase everything", "Keep it"]


async def test_who_imported_their_own_words_can_have_them_erased_for_good(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    await _import(general, mona)
    asked = await mona.slash(general, "privacy forget")
    async with store_of(stage).write() as write:
        begun = await imports.begin(write, stage.guild.id, 1, mona.id)
    early = await press(mona, asked, "Erase, with what I imported")
    assert "Nothing was erased yet: please press again in a minute" in text_of(early.followups[0])
    async with store_of(stage).write() as write:
        await imports.end(write, begun)
    done = await press(mona, asked, "Erase, with what I imported")
    assert "2 entries were erased" in text_of(done)
    assert [(entry.status, entry.content.text) for entry in await the_entries(stage)] == [("withdrawn", "")] * 2
    other = await _moderator(stage, "omar")
    again = await other.slash(general, "library import", file=("protocols.csv", SHEET.encode()))
    assert "it was imported as P-1 and withdrawn; it is not imported again" in text_of(again)


async def test_a_held_messages_line_goes_with_its_author(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Mrs Quillfeather")
    line = said_by_bot(stage, general)[-1]
    assert "not in the library" in text_of(now_reads(stage, line))
    await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    await stage.advance(A_MOMENT)
    assert is_deleted(stage, line)
    await nurse.edit(message, "#tip Cool first")
    [entry] = await the_entries(stage)
    assert entry.status == "listed"


async def test_words_to_a_member_go_from_the_channel(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, mona: MemberActor
) -> None:
    agenda = await planned(stage, mona, general, "Spring meeting")
    proposal = await nurse.slash(general, "meeting propose", meeting=agenda.label)
    said = {"Title": "Zirconium", "Minutes": "30", "Track": ["Clinical"], "Conflict of interest": "None"}
    await fill(nurse, proposal, said)
    order = await press(mona, await mona.slash(general, "meeting agenda", meeting=agenda.label), "Put in order")
    await press(mona, await choose(mona, order, "Zirconium"), "Accept")
    card = await plan(stage, mona, general, capacity=1)
    await press(mona, card, "In person")
    await press(nurse, card, "In person")
    await press(mona, card, "No")
    await stage.advance(A_MOMENT)
    named = [post for post in said_by_bot(stage, general) if f"<@{nurse.id}>" in text_of(now_reads(stage, post))]
    words = " ".join(text_of(now_reads(stage, post)) for post in named)
    assert "it is on the agenda: **Zirconium**" in words
    assert "You have a place" in words
    asked = await nurse.slash(general, "privacy forget")
    assert "what I wrote to you in channels in the last three months is deleted" in text_of(asked)
    await press(nurse, asked, "Erase everything")
    await stage.restart()
    await stage.advance(A_MOMENT)
    left = [text_of(now_reads(stage, post)) for post in said_by_bot(stage, general) if not is_deleted(stage, post)]
    assert [each for each in left if str(nurse.id) in each or "Zirconium" in each] == []
