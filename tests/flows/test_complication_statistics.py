"""`/complication stats`: counts first, disproportionate reporting after, and never more than may be told."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.library import exchange_of, store_of
from tests.support.reported_complications import BURN, GENTLEMAX, PIH, VBEAM, add_report, add_reports
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    fill,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

NOT_INCIDENCE = "Disproportionate reporting, not incidence"
TWO_OF_TEN = "Too few to compare: that takes 3 reports from 2 reporters"


async def put(stage: Stage, *reports: tuple[int, str | None, str | None], first_reporter: int = 1) -> list[int]:
    return await add_reports(store_of(stage), *reports, first_reporter=first_reporter, guild_id=stage.guild.id)


async def test_counts_come_first_and_the_ratios_after(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await put(stage, (4, BURN, GENTLEMAX), (16, PIH, GENTLEMAX), (10, BURN, VBEAM), (170, PIH, VBEAM))
    shown = await nurse.slash(general, "complication stats", device="GMP", type="Burn")
    assert "4 reports, 1.4 expected" in text_of(shown)
    assert "PRR" not in text_of(shown)
    words = text_of(await press(nurse, shown, "The figures"))
    assert "Complications: Burn · GentleMax Pro" in words
    assert "**4 reports**" in words
    assert "Compared among 200 reports that name a device and a type" in words
    assert "PRR 3.6 (1.2–10) · χ² 3.8" in words
    assert "ROR 4.3 (1.2–15)" in words or "ROR 4.2 (1.2–15)" in words
    assert "IC 1.2 · IC025 −0.5" in words
    assert "⚠️ **" not in words  # only without Yates's correction
    assert NOT_INCIDENCE in words
    assert words.index("**4 reports**") < words.index("PRR")


async def test_what_is_shared_counts_what_everybody_can_see(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await put(stage, (4, BURN, GENTLEMAX), (16, PIH, GENTLEMAX), (10, BURN, VBEAM), (170, PIH, VBEAM))
    board = await stage.create_private_channel("board", visible_to=[nurse])
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, board.id)
    async with store_of(stage).write() as write:
        for code, message_id in ((BURN, 8), ("pain", 9)):
            await add_report(
                write, code, GENTLEMAX, nurse.id, private_in=board.id, message_id=message_id, guild_id=stage.guild.id
            )
    shown = await nurse.slash(general, "complication stats", device="GMP", type="Burn")
    assert "In **5 reports** of Burn with GentleMax Pro" in text_of(shown)
    told = await press(nurse, shown, "Share")
    [copy] = said_by_bot(stage, general)
    assert copy.jump_url in text_of(told)
    assert "In **4 reports** of Burn with GentleMax Pro" in text_of(copy)
    assert NOT_INCIDENCE in text_of(copy)
    assert "As of" in text_of(copy)
    assert buttons_of(copy) == ["Open the statistics"]
    assert "In **5 reports**" in text_of(await press(nurse, copy, "Open the statistics"))
    only_there = await nurse.slash(general, "complication stats", type="Severe pain")
    assert "where every member can read" in text_of(await press(nurse, only_there, "Share"))
    assert len(said_by_bot(stage, general)) == 1


async def test_what_stands_out_is_marked_first_and_drawn(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await put(stage, (6, BURN, GENTLEMAX), (4, PIH, GENTLEMAX), (2, BURN, VBEAM), (15, PIH, VBEAM), (15, "pain", VBEAM))
    shown = await nurse.slash(general, "complication stats")
    words = text_of(shown)
    assert words.index("⚠️ **Burn · GentleMax Pro**") < words.index("· Vbeam Prima")
    await stage.restart()
    assert "PRR 9.6 (2.3–40) · χ² 11" in text_of(await press(nurse, shown, "The figures"))
    drawn = await press(nurse, shown, "Picture")
    [picture] = message_of(drawn).attachments
    assert picture.filename == "odds-ratios.png"
    said = str(message_of(drawn).components)
    assert "Burn · GentleMax Pro: 22, 3.3 to 152, 6 reports, disproportionate" in said
    assert NOT_INCIDENCE in text_of(drawn)


async def test_nothing_reported_says_what_to_try(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    assert "`#complication` in a message" in text_of(await nurse.slash(general, "complication stats"))
    await put(stage, (1, BURN, GENTLEMAX))
    shown = await nurse.slash(general, "complication stats", device="Vbeam Prima", skin_type="IV")
    assert "That does not say that it does not happen" in text_of(shown)
    assert "Leave out an option" in text_of(shown)
    assert "I don't know the kind of device" in text_of(
        await nurse.slash(general, "complication stats", modality="witchcraft")
    )


async def test_one_reporter_with_ten_reports(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await put(stage, (1, BURN, VBEAM), (40, PIH, VBEAM), first_reporter=100)
    async with store_of(stage).write() as write:
        for _ in range(10):
            await add_report(write, BURN, GENTLEMAX, nurse.id, guild_id=stage.guild.id)
    shown = await nurse.slash(general, "complication stats", device="GMP")
    assert "10 reports" in text_of(shown)
    assert TWO_OF_TEN in text_of(shown)
    assert "The figures" not in buttons_of(shown)


async def test_the_same_case_twice_and_a_withdrawn_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    numbers = await put(stage, (3, BURN, GENTLEMAX))
    moderation, owner = exchange_of(stage).moderation, stage.owner()
    await moderation.merge(stage.guild.id, numbers[0], numbers[1], owner.id)
    assert "**2 reports**" in text_of(await nurse.slash(general, "complication stats"))
    await put(stage, (1, BURN, GENTLEMAX), first_reporter=nurse.id)
    shown = await nurse.slash(general, "show", entry="C-4")
    await press(nurse, await press(nurse, shown, "More…"), "Withdraw")
    assert "**2 reports**" in text_of(await nurse.slash(general, "complication stats"))


async def test_a_cell_of_zero_is_undefined(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await put(stage, (5, BURN, GENTLEMAX), (30, PIH, VBEAM))
    shown = await nurse.slash(general, "complication stats", type="burn")
    words = text_of(await press(nurse, shown, "The figures"))
    assert "PRR not defined" in words
    assert "inf" not in words.lower().replace("information", "")
    assert "IC025 above 0 decides" in words
    assert "⚠️ **Burn · GentleMax Pro**" in words


async def test_a_rare_skin_type_is_counted_as_a_search_finds_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await stage.owner().slash(general, "complication report", type="Burn", device="GMP", withhold_name=True)
    await fill(stage.owner(), form, {"What happened": "Grey at once on type VI skin"})
    assert "C-1 · Burn" in text_of(await nurse.slash(general, "search", query="burn", skin_type="VI"))
    words = text_of(await nurse.slash(general, "complication stats", skin_type="VI"))
    assert "**1 report** in skin type VI" in words
    assert "**Burn · GentleMax Pro**" in words


async def test_kinds_of_device(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await put(stage, (4, BURN, GENTLEMAX), (9, PIH, VBEAM), (1, BURN, VBEAM))
    assert "Pulsed dye" in await completions(nurse, general, "complication stats", "modality", "pulsed")
    assert "Burn" in await completions(nurse, general, "complication stats", "type", "burn")
    assert "Vbeam Prima" in await completions(nurse, general, "complication stats", "device", "vbeam")
    words = text_of(await nurse.slash(general, "complication stats", modality="pdl"))
    assert "that name a kind of device and a type" in words
    assert "**10 reports**" in words


async def test_the_pages_turn_after_a_restart(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    codes = ("burn", "blister", "crust", "pih", "hypopigmentation", "milia", "pain")
    await put(stage, *((count, code, GENTLEMAX) for count, code in enumerate(codes, 1)))
    first = await nurse.slash(general, "complication stats")
    assert "Page 1 of 2" in text_of(first)
    assert "Next" in buttons_of(first)
    await stage.restart()
    await press(nurse, first, "Next")
    assert "Page 2 of 2" in text_of(now_reads(stage, message_of(first)))


async def test_what_can_no_longer_be_drawn(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    numbers = await put(stage, (4, BURN, GENTLEMAX), (9, PIH, GENTLEMAX), (1, BURN, VBEAM), (9, PIH, VBEAM))
    shown = await nurse.slash(general, "complication stats", type="burn")
    for number in numbers[:3]:
        await exchange_of(stage).moderation.merge(stage.guild.id, number, numbers[3], stage.owner().id)
    assert "nothing to draw any more" in text_of(await press(nurse, shown, "Picture"))
