"""`/protocol used`: what colleagues report, how it is shown, and everything that does not add up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from db.entries import Correction, Entry
from tests.support.library import exchange_of, store_of
from tests.support.library_scenes import keep, stands_now
from tests.support.simulated_discord import (
    Shown,
    buttons_of,
    completions,
    fill,
    form_of,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

TEXT = "Hair removal, 755 nm, 14 J/cm², 3 ms"
GMP = Correction(title="Legs", device="gentlemax_pro", handpiece="18 mm", skin_types=("II", "III"))


async def protocol_of(stage: Stage, author: MemberActor, text: str = TEXT, said: Correction = GMP) -> Entry:
    return await keep(stage, author, EntryKind.PROTOCOL, text, said=said)


def counts(
    worked: int | str, partly: int | str = 0, none: int | str = 0, harmed: int | str = 0
) -> dict[str, str | list[str]]:
    return {
        "How many patients?": f"Worked: {worked}\nPartly: {partly}\nNo effect: {none}",
        "Of these, how many had a complication?": str(harmed),
    }


async def reports(stage: Stage, channel: ChannelHandle, member: MemberActor, entry: Entry, **answers: object) -> Shown:
    form = await member.slash(channel, "protocol used", protocol=entry.label)
    return await fill(member, form, answers)  # type: ignore[arg-type]


async def test_six_colleagues_make_the_line_on_the_card(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    for place, worked in enumerate((3, 3, 3, 3, 3, 3)):
        member = await stage.add_member(f"colleague{place}")
        form = await member.slash(general, "protocol used", protocol="P-1")
        others = {"Their skin types": ["II"] if place else ["II", "III"], "Pain, 0 to 10": ["4"]}
        partly = 1 if place < 4 else 0
        words = text_of(await fill(member, form, {**counts(worked, partly), **others}))
        assert "Your report on P-1 is kept" in words
    card = text_of(await nurse.slash(general, "show", entry=entry.label))
    line = (
        "complications 0 of 22 (95 % upper bound 15 %), worked 18 of 22 (61–93 %), pain 4 of 10, from 6 colleagues; "
        "failures are under-reported"
    )
    assert line in card
    assert card.index("complications 0 of 22") < card.index("**Device:**")
    assert "I–II 5 reports, several types 1 report, none in V–VI" in card
    found = text_of(await nurse.slash(general, "protocol find", device="GMP", skin_type="V"))
    assert line in found
    assert "no reports in skin types V–VI" in found
    assert "no reports in skin types" not in text_of(await nurse.slash(general, "protocol find", skin_type="III"))


async def test_two_colleagues_make_no_percentage_and_no_chart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    for name in ("one", "two"):
        member = await stage.add_member(name)
        shown = await fill(member, await member.slash(general, "protocol used", protocol="1"), counts(5, 0, 0, 1))
    assert "complications 2 of 10, worked 10 of 10, from 2 colleagues, too few for percentages" in text_of(shown)
    card = await nurse.slash(general, "show", entry=entry.label)
    assert "skin types not stated" in text_of(card)
    assert "none in" not in text_of(card), "what is not said is not none"
    assert "%" not in text_of(card)
    assert "Chart" not in buttons_of(card)


async def test_a_report_is_edited_by_the_same_command(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    assert await completions(colleague, general, "protocol used", "protocol", "leg") == {"P-1 · Legs": "1"}
    form = await colleague.slash(general, "protocol used", protocol="Legs")
    await stage.restart()
    shown = await fill(colleague, form, {**counts(2), "A note": "Slower on the shins"})
    again = await press(colleague, shown, "Edit my report")
    assert "A note" in form_of(again)
    shown = await fill(colleague, again, {"Of these, how many had a complication?": "1"})
    assert "complications 1 of 2, worked 2 of 2, from 1 colleague" in text_of(shown)
    shown = await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Reports")
    assert "Slower on the shins" in text_of(shown)
    assert f"<@{colleague.id}>" not in text_of(shown)


async def test_counts_that_do_not_add_up_lose_nothing(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    wrong: list[tuple[dict[str, str | list[str]], str]] = [
        (counts(2, 1, 0, 5), "do not add up"),
        (counts(0), "Nobody was treated"),
        (counts("three"), "could not read the three counts"),
        (counts("-1"), "could not read the three counts"),
        (counts("2.5"), "could not read the three counts"),
        (counts(2, harmed="some"), "Write a whole number"),
        (counts(20000), "at most 9999"),
    ]
    for answers, why in wrong:
        form = await colleague.slash(general, "protocol used", protocol="1")
        shown = await fill(colleague, form, {**answers, "A note": "typed twice"})
        assert "Nothing was saved" in text_of(shown)
        assert why in text_of(shown)
    form = await colleague.slash(general, "protocol used", protocol="1")
    shown = await fill(colleague, form, {**counts(1, 0, 0, 2), "A note": "typed once"})
    again = await press(colleague, shown, "Edit again")
    saved = await fill(colleague, again, counts(3))
    assert "is kept" in text_of(saved)
    assert "was sent already" in text_of(await press(colleague, shown, "Edit again"))
    async with store_of(stage).read() as read:
        assert [row["note"] for row in await read.all("SELECT note FROM outcome")] == ["typed once"]


@pytest.mark.parametrize("results", ["5, 2, 1", "5 worked, 2 partly and 1 no effect", "none 1 worked 5 partially 2"])
async def test_ordinary_answers_will_do(stage: Stage, general: ChannelHandle, nurse: MemberActor, results: str) -> None:
    await protocol_of(stage, nurse)
    form = await nurse.slash(general, "protocol used", protocol="1")
    answers = {"How many patients?": results, "Of these, how many had a complication?": "0"}
    shown = await fill(nurse, form, answers)
    assert "worked 5, partly 2, no effect 1" in text_of(shown)
    assert "Apart, not counted: its author: complications 0 of 8, worked 5 of 8" in text_of(shown)


async def test_a_note_that_may_identify_is_held_and_an_emergency_answered(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await protocol_of(stage, nurse)
    form = await nurse.slash(general, "protocol used", protocol="1")
    held = await fill(nurse, form, {**counts(1), "A note": "Call the patient at 555-867-5309"})
    assert "this may identify a patient" in text_of(held)
    assert "867" not in text_of(held)
    held = await fill(nurse, await press(nurse, held, "Edit again"), {"A note": "12 Nov: fucidin"})
    assert "a date" in text_of(held)
    saved = await fill(nurse, await press(nurse, held, "Edit again"), {"A note": "She has sudden vision loss now"})
    assert "emergency" in text_of(saved.response).lower() if saved.response else False


async def test_settings_changed_while_the_form_was_open(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    form = await colleague.slash(general, "protocol used", protocol="1")
    edit = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    changed = await fill(nurse, edit, {"Settings, as you write them": TEXT.replace("14", "16")})
    assert "Fluence 14 → 16 J/cm²" in text_of(changed)
    assert "only reports of these count" in text_of(changed)
    shown = await fill(colleague, form, {**counts(4), "A note": "with the old ones"})
    assert "were changed while you wrote" in text_of(shown)
    assert "Fluence 14 → 16 J/cm²" in text_of(shown)
    saved = await fill(colleague, await press(colleague, shown, "Edit again"), {})
    assert "worked 4 of 4, from 1 colleague" in text_of(saved)
    assert (await stands_now(stage, entry)).settings_version == 2


async def test_a_withdrawn_protocol_takes_no_report_and_keeps_those_it_has(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    await fill(colleague, await colleague.slash(general, "protocol used", protocol="1"), counts(4))
    form = await colleague.slash(general, "protocol used", protocol="1")
    asked = await press(nurse, await nurse.slash(general, "show", entry="1"), "Withdraw")
    assert "1 colleague reported what happened with it" in text_of(asked)
    assert (await stands_now(stage, entry)).status == "listed"
    await stage.restart()
    gone = await press(nurse, asked, "Withdraw it")
    assert "P-1 is withdrawn" in text_of(gone)
    shown = await fill(colleague, form, counts(5))
    assert "was withdrawn" in text_of(shown)
    assert "Your report was not saved" in text_of(shown)
    assert "was withdrawn" in text_of(await colleague.slash(general, "protocol used", protocol="1"))
    async with store_of(stage).read() as read:
        assert [row["worked"] for row in await read.all("SELECT worked FROM outcome")] == [4]


async def test_only_protocols_take_reports(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    tip = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    assert "is no protocol" in text_of(await nurse.slash(general, "protocol used", protocol=tip.label))


async def test_a_complication_counted_and_reported_is_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    other = await protocol_of(stage, nurse, TEXT.replace("14", "12"), GMP)
    colleague = await stage.add_member("colleague")
    told = await keep(stage, colleague, EntryKind.COMPLICATION, "Burn on the shin, permanent scar", title="A burn")
    await keep(stage, nurse, EntryKind.COMPLICATION, "Somebody else's blister")
    form = await colleague.slash(general, "protocol used", protocol=entry.label)
    shown = await fill(colleague, form, counts(3, harmed=1))
    assert "it then counts once" in text_of(shown)
    await stage.restart()
    message = message_of(shown)
    await colleague.select(message, [str(told.number)], custom_id=f"fx1:used_link:{entry.number}:1")
    card = text_of(await nurse.slash(general, "show", entry=entry.label))
    assert "complications 1 of 3" in card
    assert f"C-{told.number} tells of a serious complication (burn, permanent" in card
    found = text_of(await nurse.slash(general, "protocol find"))
    assert found.index(other.label) < found.index(entry.label + " ")
    assert "Below the rest" in found
    await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Share")
    copy = said_by_bot(stage, general)[-1]
    await exchange_of(stage).follow_ups.add(stage.guild.id, colleague.id, told.number, "died", "")
    await stage.advance(timedelta(seconds=5))
    assert "(burn, death)" in text_of(now_reads(stage, copy))
    with pytest.raises(Refusal, match="cannot be linked"):
        await exchange_of(stage).protocols.link(Asker(stage.guild.id, colleague.id), entry.number, 1, told.number)
    await exchange_of(stage).complications.withdraw(stage.guild.id, colleague.id, told.number)
    await stage.advance(timedelta(seconds=5))
    assert "tells of a serious complication" not in text_of(now_reads(stage, copy))


async def test_the_chart_has_words_too(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await protocol_of(stage, nurse)
    for name in ("one", "two", "three"):
        member = await stage.add_member(name)
        form = await member.slash(general, "protocol used", protocol="1")
        await fill(member, form, {**counts(4, 1), "Their skin types": ["II"]})
    card = await nurse.slash(general, "show", entry=entry.label)
    shown = await press(nurse, card, "Chart")
    [picture] = message_of(shown).attachments
    assert picture.filename == "outcomes.png"
    assert "Types I–II: 15 treated, worked 12" in str(message_of(shown).components)


async def test_a_form_opened_twice_keeps_one_report(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await protocol_of(stage, nurse)
    forms = [await nurse.slash(general, "protocol used", protocol="1") for _ in range(2)]
    for form in forms:
        await fill(nurse, form, counts(4))
    async with store_of(stage).read() as read:
        assert len(await read.all("SELECT 1 FROM outcome")) == 1


async def test_a_second_report_says_what_it_takes_the_place_of(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await protocol_of(stage, nurse)
    first = await fill(nurse, await nurse.slash(general, "protocol used", protocol="1"), counts(5, harmed=2))
    assert "takes the place" not in text_of(first)
    same = await fill(nurse, await press(nurse, first, "Edit my report"), counts(5, harmed=2))
    assert "takes the place" not in text_of(same)
    second = await fill(nurse, await nurse.slash(general, "protocol used", protocol="1"), counts(3))
    assert "takes the place of your former report: 5 treated, 2 with a complication" in text_of(second)


async def test_a_report_is_taken_back(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    first = await fill(colleague, await colleague.slash(general, "protocol used", protocol="1"), counts(4))
    second = await fill(colleague, await colleague.slash(general, "protocol used", protocol="1"), counts(5))
    await stage.restart()
    await press(colleague, second, "Take it back")
    assert "taken back" in text_of(now_reads(stage, message_of(second)))
    assert "nobody has reported" in text_of(await nurse.slash(general, "show", entry="1"))
    assert "no such report" in text_of(await press(colleague, first, "Take it back"))


async def test_erasing_ones_data_takes_ones_reports(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await protocol_of(stage, nurse)
    colleague = await stage.add_member("colleague")
    await fill(colleague, await colleague.slash(general, "protocol used", protocol="1"), counts(4))
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    copy = said_by_bot(stage, general)[-1]
    assert "worked 4 of 4" in text_of(copy)
    await exchange_of(stage).privacy.forget(stage.guild.id, colleague.id)
    await stage.advance(timedelta(seconds=5))
    assert "nobody has reported" in text_of(now_reads(stage, copy))
    assert "nobody has reported" in text_of(await nurse.slash(general, "show", entry="1"))
