"""`/library export`: a file of what a moderator may see."""

from __future__ import annotations

import csv
import io
import json

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db.entries import Source
from tests.support.library import deeds, exchange_of
from tests.support.library_scenes import keep
from tests.support.simulated_discord import completions, message_of, text_of

TEXT = "Vbeam Prima 7.5 J/cm², 10 mm, 6 ms, FST II"


@pytest.fixture
async def mona(stage: Stage) -> MemberActor:
    """A moderator."""
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("mona", roles=[role])


async def file_of(shown: InteractionResult) -> tuple[str, str]:
    assert shown.ephemeral
    (attachment,) = message_of(shown).attachments
    return attachment.filename, (await attachment.read()).decode("utf-8-sig")


async def test_a_spreadsheet(stage: Stage, general: ChannelHandle, mona: MemberActor, nurse: MemberActor) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, TEXT, title="=Veins")
    name, content = await file_of(await mona.slash(general, "library export", form="csv"))
    assert name == "library.csv"
    [row] = csv.DictReader(io.StringIO(content, newline=""))
    assert (row["title"], row["device"], row["settings"]) == ("'=Veins", "Vbeam Prima", TEXT)
    assert row["use"].startswith("Not for another device")
    assert str(nurse.id) not in content
    assert [(deed.actor_id, deed.action) for deed in await deeds(stage)] == [(mona.id, "export")]


async def test_json_narrowed_by_kind_and_device(
    stage: Stage, general: ChannelHandle, mona: MemberActor, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, TEXT)
    await keep(stage, nurse, EntryKind.TIP, "GMP: cool first, then 14 J/cm²", title="Cool")
    offered = await completions(mona, general, "library export", "device", "gmp", form="json")
    assert offered["GentleMax Pro"] == "gentlemax_pro"
    shown = await mona.slash(general, "library export", form="json", kind="tip", device="gentlemax_pro")
    name, content = await file_of(shown)
    assert name == "library.json"
    assert [entry["title"] for entry in json.loads(content)] == ["Cool"]


async def test_a_booklet(stage: Stage, general: ChannelHandle, mona: MemberActor, nurse: MemberActor) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "140 J/cm² on 18 mm", title="Too much")
    name, content = await file_of(await mona.slash(general, "library export", form="md"))
    assert name == "library.md"
    assert "incomplete: device, skin type not recorded" in content
    assert "Not for another device" in content


async def test_a_private_channel_is_for_those_who_see_it(
    stage: Stage, general: ChannelHandle, mona: MemberActor, nurse: MemberActor
) -> None:
    private = await stage.create_private_channel("theatre", visible_to=[nurse])
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, private.id)
    await keep(stage, nurse, EntryKind.PROTOCOL, TEXT, title="Open")
    await keep(stage, nurse, EntryKind.PROTOCOL, TEXT, title="Private", source=Source(private.id, 9, None, private.id))
    _, content = await file_of(await mona.slash(general, "library export", form="csv"))
    assert "Open" in content
    assert "Private" not in content
    _, whole = await file_of(await stage.owner().slash(general, "library export", form="csv"))
    assert "Private" in whole


async def test_an_empty_library_gives_no_file(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    shown = await mona.slash(general, "library export", form="csv")
    assert "nothing to export" in text_of(shown)


async def test_a_device_that_is_not_known_is_asked_about(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    shown = await mona.slash(general, "library export", form="csv", device="Gentelmax Pro")
    assert "GentleMax Pro" in text_of(shown)
