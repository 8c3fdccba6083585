"""`/device show`, `compare` and `list`: facts, what the library has, and names that are not one device's alone."""

from __future__ import annotations

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db.entries import Source
from tests.support.device_scenes import add_device, answers, review
from tests.support.group_scenes import deny
from tests.support.library_scenes import Said, fluence, keep
from tests.support.simulated_discord import buttons_of, choose, completions, press, said_by_bot, text_of


async def test_a_page_has_facts_and_says_what_is_missing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    assert (await completions(nurse, general, "device show", "device", "gmp"))["GentleMax Pro"] == "gentlemax_pro"
    of_a_kind = await completions(nurse, general, "device show", "device", "ipl")
    assert {"M22", "Lumecca"} <= of_a_kind.keys(), "no name is like it: those of the kind, platforms too"
    assert "GentleMax Pro" not in of_a_kind
    assert await completions(nurse, general, "device show", "device", "zzzz") == {}
    shown = await nurse.slash(general, "device show", device="gentlemax_pro")
    assert shown.ephemeral
    words = text_of(shown)
    assert "Candela · Alexandrite and Nd:YAG, long-pulsed · 755, 1064 nm" in words
    assert "Facts from: FDA 510(k) K112715" in words
    assert "not rated yet" in words
    assert "**In the library:** nothing yet" in words
    assert "**Group:** none yet" in words
    assert "Fluence" not in words.partition("**Cautions:**")[0]
    assert "fluence outside 1 to 250 J/cm²" in words
    assert "(house limit, unchecked)" in words
    assert buttons_of(shown) == ["Review it", "Share"]
    unsourced = text_of(await nurse.slash(general, "device show", device="GentleYAG"))
    assert "No source is recorded for these facts (house limit, unchecked)." in unsourced
    platform = text_of(await nurse.slash(general, "device show", device="PicoWay"))
    assert "**Handpieces:** resolve, resolve fusion" in platform
    assert said_by_bot(stage, general) == [], "every answer is private"


async def test_a_page_counts_the_library_and_opens_the_search(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "#protocol GentleMax Pro 755 nm 12 J/cm2 18 mm")
    await keep(stage, nurse, EntryKind.COMPLICATION, "#complication Burn and blisters after the GentleMax Pro")
    await keep(stage, nurse, EntryKind.COMPLICATION, "#complication A burn with the GentleMax Pro")
    await keep(stage, nurse, EntryKind.COMPLICATION, "#complication A burn, GentleMax Pro after the Vbeam Prima")
    await keep(stage, nurse, EntryKind.TIP, "#tip Clean the GentleMax Pro window")
    await keep(stage, nurse, EntryKind.COMPLICATION, "#complication A burn with the Vbeam Perfecta")
    page = await nurse.slash(general, "device show", device="GMP")
    assert "**In the library:** 1 tip · 3 complications · 1 protocol" in text_of(page)
    assert "**Complications reported:** Burn 2, 1 without a type, or with several devices\n" in text_of(page)
    told = text_of(await nurse.slash(general, "complication stats", device="GMP"))
    assert "**Burn · GentleMax Pro**\n2 reports" in told
    assert "Blister" not in told, "what is counted there is counted in the same way here"
    assert "Reports, not rates" in text_of(page)
    assert buttons_of(page) == ["1 protocol", "3 complications", "All 5", "Review it", "Share"]
    found = await press(nurse, page, "3 complications")
    assert "3 complications on GentleMax Pro" in text_of(found)
    await stage.restart()
    assert "5 entries on GentleMax Pro" in text_of(await press(nurse, page, "All 5"))


async def test_what_was_said_in_a_private_channel_counts_for_those_who_see_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    insider = await stage.add_member("insider")
    lounge = await stage.create_private_channel("lounge", visible_to=[insider])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, lounge.id)
    await keep(stage, insider, EntryKind.TIP, "#tip GentleMax Pro", source=Source(lounge.id, 77, None, lounge.id))
    assert "nothing yet" in text_of(await nurse.slash(general, "device show", device="gentlemax_pro"))
    assert "1 tip" in text_of(await insider.slash(general, "device show", device="gentlemax_pro"))


async def test_a_page_leads_to_the_group(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    owner = stage.owner()
    await owner.slash(general, "group create", device="gentlemax_pro", layout="text")
    room = stage.channel("gentlemax-pro")
    assert f"**Group:** <#{room.id}>" in text_of(await nurse.slash(general, "device show", device="gentlemax_pro"))


async def test_a_short_name_of_several_is_asked_about(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    asked = await nurse.slash(general, "device show", device="pixel")
    assert "Several devices are called so" in text_of(asked)
    await stage.restart()
    assert "### Pixel CO2" in text_of(await choose(nurse, asked, "Pixel CO2"))


async def test_a_name_that_is_only_like_one_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    asked = await nurse.slash(general, "device show", device="gentelase")
    assert "I know no device of exactly this name" in text_of(asked)
    assert "gentelase" not in text_of(asked)
    assert "### GentleLase" in text_of(await choose(nurse, asked, "GentleLase"))


@pytest.mark.parametrize("typed", ["zzzzqqqq", "~iNever added", "call 0400 123 456 789"])
async def test_an_unknown_device_is_said_to_be_unknown(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, typed: str
) -> None:
    for refused in (
        await nurse.slash(general, "device show", device=typed),
        await nurse.slash(general, "device compare", device="GMP", other=typed),
    ):
        assert "I don't know the device" in text_of(refused)
        assert "Please choose one from the list that appears; `/device add`" in text_of(refused)
        assert "0400" not in text_of(refused)


async def test_two_devices_side_by_side(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "#protocol GentleMax Pro 755 nm 12 J/cm2 18 mm")
    await review(nurse, general, "gentlemax_pro", answers(cost="a canister every 900 `pulses`"))
    for option in ("device", "other"):
        assert (await completions(nurse, general, "device compare", option, "clar"))["Clarity II"]
    shown = await nurse.slash(general, "device compare", device="GMP", other="Clarity II")
    assert shown.ephemeral
    words = text_of(shown)
    assert "**A** GentleMax Pro · Candela\n**B** Clarity II · Lutronic" in words
    table = words.partition("```")[2].partition("```")[0].splitlines()
    assert "Protocols         1    0" in table
    assert "Rated by          1    0" in table
    assert all(len(line) <= 24 for line in table)
    assert "**Kind**, both: Alexandrite and Nd:YAG, long-pulsed" in words
    assert "A: a canister every 900 \\`pulses\\` (R-2)" in words
    assert "**What I flag**, both:\n**Long-pulsed alexandrite:**" in words
    await stage.restart()
    assert "### Clarity II" in text_of(await press(nurse, shown, "Clarity II"))
    assert buttons_of(shown) == ["GentleMax Pro", "Clarity II", "Share"]
    told = await press(nurse, shown, "Share")
    [copy] = said_by_bot(stage, general)
    assert copy.jump_url in text_of(told)
    assert "\n".join(table) in text_of(copy)
    assert "canister" not in text_of(copy), "no member's words: the copy follows nothing"
    assert "As of" in text_of(copy)
    assert buttons_of(copy) == ["GentleMax Pro", "Clarity II"]


async def test_two_names_of_one_device_are_not_compared(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    refused = await nurse.slash(general, "device compare", device="GMP", other="gentle max pro")
    assert "Both names mean **GentleMax Pro**" in text_of(refused)


async def test_an_unclear_name_in_a_comparison_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for device, other in (("pixel", "GMP"), ("GMP", "pixel")):
        asked = await nurse.slash(general, "device compare", device=device, other=other)
        await stage.restart()
        compared = text_of(await choose(nurse, asked, "Pixel CO2"))
        assert "### GentleMax Pro and Pixel CO2" in compared
    asked = await nurse.slash(general, "device compare", device="GMP", other="vbeam")
    assert "### GentleMax Pro and Vbeam Prima" in text_of(await choose(nurse, asked, "Vbeam Prima"))
    offered = await completions(nurse, general, "device compare", "other", "vbeam")
    chosen = await nurse.slash(general, "device compare", device="GMP", other=offered["Vbeam Perfecta"])
    assert "### GentleMax Pro and Vbeam Perfecta" in text_of(chosen)
    both = await nurse.slash(general, "device compare", device="pixel", other="frax")
    assert "Several devices are called so: **" in text_of(both)


async def test_the_list_is_turned_and_opens_a_page(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await keep(stage, nurse, EntryKind.TIP, "#tip AcuPulse", said=Said(device="acupulse"))
    shown = await nurse.slash(general, "device list")
    assert "Page 1 of 7" in text_of(shown)
    assert "**AcuPulse** · Lumenis · Fractional CO2\n-# 1 tip" in text_of(shown)
    await stage.restart()
    assert "### AcuPulse" in text_of(await choose(nurse, shown, "AcuPulse"))
    turned = await press(nurse, shown, "Next")
    assert "Page 2 of 7" in text_of(turned)


async def test_the_list_of_a_kind_has_those_that_are_it_too(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    offered = await completions(nurse, general, "device list", "modality", "alexandrite, long")
    assert "alexandrite" in offered.values()
    words = text_of(await nurse.slash(general, "device list", modality="alexandrite"))
    assert "GentleLase" in words
    assert "GentleMax Pro" in words, "it is an alexandrite and more"
    assert "Vbeam" not in words
    assert "M22" in text_of(await nurse.slash(general, "device list", modality="ipl")), "its platform holds one"
    refused = await nurse.slash(general, "device list", modality="tricorder")
    assert "I don't know the kind of device" in text_of(refused)


async def test_a_shared_page_holds_what_everybody_can_see_and_no_members_words(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await review(nurse, general, "gentlemax_pro", answers(text="It holds its calibration for a year."))
    private = await stage.create_private_channel("board", visible_to=[nurse])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, private.id)
    source = Source(private.id, 8, private_channel_id=private.id)
    await keep(stage, nurse, EntryKind.TIP, "#tip Clean the GentleMax Pro window", source=source)
    shown = await nurse.slash(general, "device show", device="GMP")
    assert "1 tip" in text_of(shown)
    assert "holds its calibration" in text_of(shown)
    await stage.restart()
    told = await press(nurse, shown, "Share")
    assert told.ephemeral
    [copy] = said_by_bot(stage, general)
    assert copy.jump_url in text_of(told)
    words = text_of(copy)
    assert "Candela · Alexandrite and Nd:YAG" in words
    assert "**In the library:** 1 review" in words
    assert "tip" not in words.partition("**Cautions:**")[0]
    assert "calibration" not in words
    assert str(nurse.id) not in words
    assert "As of" in words
    colleague = await stage.add_member("colleague")
    assert "holds its calibration" in text_of(await press(colleague, copy, "Open its page"))
    await deny(stage, general.id, colleague.id, "send_messages")
    page = await colleague.slash(general, "device show", device="GMP")
    assert "You lack **Send Messages**" in text_of(await press(colleague, page, "Share"))
    assert len(said_by_bot(stage, general)) == 1


async def test_an_added_devices_shared_page_has_its_name_and_kind_alone(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await add_device(nurse, general, "Qwobble 5", maker="Invented Light", other_names="Wobbly")
    await press(nurse, shown, "Share")
    [copy] = said_by_bot(stage, general)
    assert "### Qwobble 5" in text_of(copy)
    assert "Intense pulsed light" in text_of(copy)
    assert not {"Invented", "Wobbly", str(nurse.id)} & set(text_of(copy).replace("@", " ").split())
