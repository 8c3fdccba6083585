"""`/device add`: a device that the catalogue lacks, for one community, usable wherever a device is chosen."""

from __future__ import annotations

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.complications import complications
from bot.clinical.devices import Device
from bot.clinical.indications import indications
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, key_of
from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.local_devices import Proposal
from bot.ui.complication_forms import REPORT, Reporting, fields_of
from bot.ui.complication_forms import reopened as reopened_report
from bot.ui.forms import Answers
from bot.ui.save_forms import EntryForm, reopened
from db import communities, local_devices
from db.local_devices import AddedDevice
from tests.support.device_scenes import add_device
from tests.support.library import kept
from tests.support.library_scenes import fluence, the_entries
from tests.support.meeting_scenes import planned
from tests.support.simulated_discord import (
    buttons_of,
    choose,
    completions,
    fill,
    form_of,
    message_of,
    press,
    said_by_bot,
    text_of,
)

KEY = "~iQwobble 5"


async def test_an_added_device_has_a_page(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    offered = await completions(nurse, general, "device add", "modality", "intense")
    assert "ipl" in offered.values()
    shown = await add_device(
        nurse,
        general,
        "Qwobble 5",
        maker="Invented *Light*",
        wavelengths="515, 590 nm",
        other_names="Wobbly, QW-5",
        source="https://example.org/qwobble",
    )
    words = text_of(shown)
    assert shown.ephemeral
    assert "**Qwobble 5** is added" in words
    assert "Invented \\*Light\\* · Intense pulsed light · 515, 590 nm" in words
    assert f"Added to this community's list by <@{nurse.id}>" in words
    assert "https://example.org/qwobble (added by this community, unchecked)" in words
    assert "fluence outside 1 to 80 J/cm²" in words
    assert "Qwobble 5" in text_of(await nurse.slash(general, "device show", device="wobbly"))
    assert "Take off the list" not in buttons_of(shown), "only a moderator removes it"


async def test_it_is_offered_and_taken_wherever_a_device_is_chosen(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await add_device(nurse, general, "Qwobble 5", other_names="Wobbly")
    await stage.restart()
    for command, filled in (
        ("device show", {}),
        ("save", {"kind": "tip"}),
        ("search", {}),
        ("protocol find", {}),
        ("protocol save", {"indication": "melasma"}),
        ("complication report", {"type": "burn"}),
    ):
        offered = await completions(nurse, general, command, "device", "wobb", **filled)
        assert offered.get("Qwobble 5") == KEY, command
    assert (await completions(stage.owner(), general, "group create", "device", "wobb"))["Qwobble 5"] == KEY
    form = await nurse.slash(general, "protocol save", device="qwobble-5", indication="melasma")
    saved = await fill(nurse, form, {"Title": "Cheeks", "Settings, as you write them": "Fluence 220 J/cm2, 10 ms"})
    assert "**Device:** Qwobble 5" in text_of(saved)
    assert "IPL" in text_of(saved), "it is held against the bounds of its kind"
    [entry] = await the_entries(stage)
    assert entry.values("device") == (KEY,)
    assert "P-1" in text_of(await nurse.slash(general, "protocol find", device="Wobbly"))
    assert "P-1" in text_of(await nurse.slash(general, "search", query="Qwobble"))
    assert "P-1" in text_of(await nurse.slash(general, "search", modality="ipl"))
    tip = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": "Clean it daily"})
    corrected = await fill(nurse, await press(nurse, tip, "Edit details"), {"Device": "wobbly"})
    assert "Qwobble 5" in text_of(corrected)


async def test_a_group_can_be_made_for_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await add_device(nurse, general, "Qwobble 5")
    await stage.owner().slash(general, "group create", device="Qwobble 5", layout="text")
    room = stage.channel("qwobble-5")
    await nurse.send(room, "#tip Warm the gel before the first pulse")
    [entry] = await the_entries(stage)
    assert entry.values("device") == (KEY,)
    assert f"<#{room.id}>" in text_of(await nurse.slash(general, "device show", device="Qwobble 5"))


async def test_another_community_has_it_not(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await add_device(nurse, general, "Qwobble 5")
    elsewhere = await stage.create_guild("Elsewhere")
    stranger = await stage.add_member("stranger", guild=elsewhere)
    door = await stage.create_text_channel("door", guild=elsewhere)
    assert KEY not in (await completions(stranger, door, "device show", "device", "qwob")).values()
    for typed in ("Qwobble 5", KEY):
        assert "I don't know the device" in text_of(await stranger.slash(door, "device show", device=typed))


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("GentleMax Pro", {}, "it is **GentleMax Pro**"),
        ("gentle-max pro", {}, "it is **GentleMax Pro**"),
        ("GMP", {}, "it is **GentleMax Pro**"),
        ("Pixel", {}, "is a short name of several devices"),
        ("Qwobble 5", {"other_names": "Zed, GMP"}, "“GMP” is on the list already"),
        ("Q", {}, "2 to 22 letters"),
        ("a:b", {}, "2 to 22 letters"),
        ("Qwobble 5", {"wavelengths": "red"}, "Wavelengths are whole numbers"),
        ("Qwobble 5", {"wavelengths": "7"}, "Wavelengths are whole numbers"),
        ("Qwobble 5", {"other_names": "a, b"}, "Other names are separated by commas"),
    ],
)
async def test_what_cannot_be_added_is_kept_for_another_try(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, name: str, fields: dict[str, str], told: str
) -> None:
    refused = await add_device(nurse, general, name, **fields)
    assert told in text_of(refused)
    again = await press(nurse, refused, "Edit again")
    assert form_of(again)["Name"] == name
    right = {"Name": "Qwobble 6", "Other names": "", "Wavelengths in nm": ""}
    assert "is added" in text_of(await fill(nurse, again, right))


async def test_a_name_that_the_community_has_is_refused(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await add_device(nurse, general, "Qwobble 5", other_names="Wobbly")
    for name in ("QWOBBLE-5", "wobbly"):
        assert "it is **Qwobble 5**" in text_of(await add_device(nurse, general, name, "diode"))


async def test_a_name_like_another_is_asked_about(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    asked = await add_device(nurse, general, "GentleMax Pros", "alexandrite_ndyag")
    assert "Is it one of these?" in text_of(asked)
    assert "Nothing has been added yet" in text_of(asked)
    assert "### GentleMax Pro\n" in text_of(await choose(nurse, asked, "GentleMax Pro"))
    assert "**GentleMax Pros** is added" in text_of(await press(nurse, asked, "No, add mine"))
    assert "is added" not in text_of(await press(nurse, asked, "No, add mine")), "a second press adds nothing"


async def test_one_that_the_catalogue_has_got_since_is_told_from_the_catalogues(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    key = key_of(LocalDevice("GentleMax Pro", "alexandrite"))
    added = AddedDevice(key, "", (), (), "", nurse.id, stage.clock.now())
    async with fluence(stage).database.write() as write:
        await communities.ensure(write, stage.guild.id, stage.clock.now())
        await local_devices.add(write, stage.guild.id, added)
    offered = await completions(nurse, general, "search", "device", "gentlemax")
    assert (offered["GentleMax Pro"], offered["GentleMax Pro (added here)"]) == ("gentlemax_pro", key)
    unclear = text_of(await nurse.slash(general, "search", device="GentleMax Pro"))
    assert "**GentleMax Pro**, **GentleMax Pro (added here)**" in unclear
    which = str(message_of(await nurse.slash(general, "device show", device="GentleMax Pro")).components)
    assert which.count("· added here") == 1


async def test_a_device_that_somebody_added_meanwhile_is_not_doubled(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    asked = await add_device(nurse, general, "GentleMax Pros", "alexandrite_ndyag")
    other = await add_device(nurse, general, "GentleMax Pros", "alexandrite_ndyag")
    await press(nurse, asked, "No, add mine")
    assert "is on the list already" in text_of(await press(nurse, other, "No, add mine"))


async def test_what_may_identify_a_person_is_not_added(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for name, fields in (
        ("Qwobble 5", {"other_names": "Patient Jane Placeholder"}),
        ("Qwobble 5", {"maker": "jane@example.org"}),
    ):
        held = await add_device(nurse, general, name, **fields)
        assert "Nothing was added" in text_of(held)
        assert "Placeholder" not in text_of(held)
        assert buttons_of(held) == ["Edit again"]
    assert form_of(await press(nurse, held, "Edit again"))["Maker"] == "jane@example.org"


async def test_an_emergency_in_the_form_is_answered_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await add_device(nurse, general, "Qwobble 5", source="sudden vision loss after filler, help")
    assert shown.response is not None
    assert "If this is happening now" in text_of(shown.response)


async def test_a_moderator_removes_it_and_what_was_written_stays(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await add_device(nurse, general, "Qwobble 5")
    form = await nurse.slash(general, "save", kind="tip", device="Qwobble 5")
    await fill(nurse, form, {"The tip": "Warm the gel"})
    page = await stage.owner().slash(general, "device show", device="Qwobble 5")
    question, late = [await press(stage.owner(), page, "Take off the list") for _ in range(2)]
    assert "Take Qwobble 5 off the list?" in text_of(question)
    await stage.restart()
    assert "on Qwobble 5" in text_of(await nurse.slash(general, "search", query="Qwobble 5 gel"))
    removed = await press(stage.owner(), question, "Take it off")
    assert "is off the list" in text_of(removed)
    assert "on Qwobble 5" not in text_of(await nurse.slash(general, "search", query="Qwobble 5 gel"))
    assert "I don't know the device" in text_of(await nurse.slash(general, "device show", device="Qwobble 5"))
    assert "**Device:** Qwobble 5" in text_of(await nurse.slash(general, "show", entry="1"))
    assert "not on the list any more" in text_of(await press(stage.owner(), page, "Take off the list"))
    assert "not on this community's list any more" in text_of(await press(stage.owner(), late, "Take it off"))
    assert "1 tip" in text_of(await add_device(nurse, general, "Qwobble 5")), "adding it again brings it all back"
    assert "on Qwobble 5" in text_of(await nurse.slash(general, "search", query="Qwobble 5 gel"))
    assert "Review it" in buttons_of(shown)


async def test_only_a_moderator_removes_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await add_device(nurse, general, "Qwobble 5")
    role = await stage.create_role("lead", permissions=discord.Permissions(manage_guild=True))
    lead = await stage.add_member("lead", roles=[role])
    page = await lead.slash(general, "device show", device="Qwobble 5")
    question = await press(lead, page, "Take off the list")
    assert "### Qwobble 5" in text_of(await press(lead, question, "Leave it"))
    await stage.take_role(lead, role)
    for shown, label in ((page, "Take off the list"), (question, "Take it off")):
        assert "Only the exchange's moderators" in text_of(await press(lead, shown, label))
    assert "### Qwobble 5" in text_of(await nurse.slash(general, "device show", device="Qwobble 5"))


def test_every_form_can_be_about_a_device_with_the_longest_name() -> None:
    device = key_of(LocalDevice("x" * LONGEST_NAME, "ipl"))
    for indication in indications().all:
        reopened(EntryForm(EntryKind.PROTOCOL, device, indication.key), Answers({}), "t" * 16)
    for complication in complications().all:
        reporting = Reporting(complication.key, device, is_withheld=True)
        reopened_report(reporting.form, fields_of(REPORT), Answers({}), "t" * 16)


async def test_it_is_recognised_in_what_members_write(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    before = await nurse.send(general, "#protocol IPL, rosacea, Qwobble 5: 12 J/cm², 10 ms, FST II")
    assert (await kept(stage, before)).values("device") == ()
    await add_device(nurse, general, "Qwobble 5", other_names="Wobbly")
    said = await nurse.send(general, "#protocol Rosacea with the qwobble-5: 220 J/cm², 10 ms, FST II")
    entry = await kept(stage, said)
    assert entry.values("device") == (KEY,)
    note = text_of(said_by_bot(stage, general)[-1])
    assert "Qwobble 5" in note
    assert "220" in note
    assert "IPL" in note, "its settings are held against the bounds of its kind"
    form = await nurse.slash(general, "save", kind="tip")
    saved = await fill(nurse, form, {"The tip": "Wobbly laser: clean the crystal twice"})
    assert "**Device:** Qwobble 5" in text_of(saved)
    details = await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Edit details")
    assert form_of(details)["Device"] == "Qwobble 5"
    await fill(nurse, details, {"Handpiece or spot": "Large"})
    corrected = await kept(stage, said)
    assert corrected.values("device") == (KEY,)
    assert corrected.content.correction.device is None, "what was read and sent back is no word of the author's"
    await nurse.edit(said, "#protocol Rosacea with the GentleMax Pro: 12 J/cm², 10 ms, FST II")
    assert (await kept(stage, said)).values("device") == ("gentlemax_pro",)
    await stage.restart()
    assert (await kept(stage, before)).values("device") == (KEY,), "what named it before it was known is read again"


async def test_it_is_offered_for_a_slip_in_its_name(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await add_device(nurse, general, "Qwobble 5")
    await nurse.send(general, "#tip Cool first")
    shown = await nurse.slash(general, "show", entry="1")
    asked = await fill(nurse, await press(nurse, shown, "Edit details"), {"Device": "Qwobbel 5"})
    assert "no device that is called exactly" in text_of(asked)
    await press(nurse, asked, "Qwobble 5")
    [entry] = await the_entries(stage)
    assert entry.values("device") == (KEY,)
    asked = await fill(nurse, await press(nurse, shown, "Edit details"), {"Device": "Vbeam"})
    assert "Several devices are called **Vbeam**. Which one is it?" in text_of(asked)


async def test_it_is_never_taken_for_one_of_a_similar_name(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await press(nurse, await add_device(nurse, general, "GentleMax Pro X"), "No, add mine")
    said = "Legs with the GentleMax Pro X: 14 J/cm², 10 ms, FST II"
    for menu in ("Save to library", "Report complication"):
        form = await nurse.context_menu(general, menu, await nurse.send(general, said))
        assert form_of(form)["Device"] == "GentleMax Pro X"
        await fill(nurse, form, {})
    assert [each.values("device") for each in await the_entries(stage)] == [("~iGentleMax Pro X",)] * 2
    await nurse.send(general, "#protocol Legs with the GentleMax Pro: 18 J/cm², 10 ms, FST II")
    for command in ("search", "protocol find"):
        found = text_of(await nurse.slash(general, command, query="GentleMax Pro X legs"))
        assert "on GentleMax Pro X" in found
        assert "18 J/cm²" not in found, "settings of another device"
    session = await planned(stage, nurse, general, "Ask about legs", kind="expert_session")
    form = await nurse.slash(general, "meeting propose", meeting=session.label)
    await fill(nurse, form, {"The question": "How cold, with the GentleMax Pro X?"})
    assert (await the_entries(stage))[-1].values("device") == ("~iGentleMax Pro X",)


async def test_another_community_does_not_know_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    exchange = fluence(stage).exchange
    added = await exchange.local_devices.add(stage.guild.id + 1, nurse.id, Proposal("Qwobble 5", "ipl"))
    assert isinstance(added, Device)
    said = await nurse.send(general, "#protocol Rosacea with the Qwobble 5: 12 J/cm², 10 ms, FST II")
    assert (await kept(stage, said)).values("device") == ()
