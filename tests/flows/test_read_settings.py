"""What is read of settings is shown beside the text, sets apart and with its cautions, and goes where the text goes."""

from __future__ import annotations

from datetime import timedelta

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.library import everything_stored, kept, store_of
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    fill,
    form_of,
    now_reads,
    press,
    reactions_of,
    said_by_bot,
    text_of,
)

A_MOMENT = timedelta(seconds=1)  # what the outbox needs
WHOLE = "#protocol Legs, GentleMax Pro, skin type II: 755 nm, 18 mm spot, 14 J/cm2, 3 ms, DCD 30/20"
SETTINGS = "Settings"
DOUBTFUL = "#protocol BBL HERO with the 560 nm filter, 15x45 mm, skin type II: 220 J/cm2, 15 ms"


async def test_a_whole_protocol_is_kept_without_a_word(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, WHOLE)
    assert reactions_of(stage, message) == {"✅"}
    assert said_by_bot(stage, general) == []
    shown = text_of(await nurse.slash(general, "show", entry="1"))
    for part in (
        "Wavelength **755 nm**",
        "Spot **18 mm**",
        "Fluence **14 J/cm²**",
        "Pulse **3 ms**",
        "Cooling **cryogen",
    ):
        assert part in shown
    assert "DCD 30/20" in shown
    assert "⚠️" not in shown


async def test_two_parameter_sets_stand_apart(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(
        general,
        "#protocol Axillae, GentleMax Pro 1064 nm, 15 mm spot\n"
        "Skin type IV: 30 J/cm2, 20 ms\n"
        "Skin type VI: 22 J/cm2, 30 ms",
    )
    shown = text_of(await nurse.slash(general, "show", entry="1"))
    first, second = (
        shown.index("Fluence **30 J/cm²** · Pulse **20 ms**"),
        shown.index("Fluence **22 J/cm²** · Pulse **30 ms**"),
    )
    assert shown.index("**1. ") < first < shown.index("**2. ") < second
    assert "IV" in shown[shown.index("**1. ") : first]
    assert "VI" in shown[shown.index("**2. ") : second]
    assert shown.count("Spot **15 mm**") == 2


async def test_a_caution_is_said_at_capture_and_goes_wherever_the_settings_go(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, DOUBTFUL)
    assert reactions_of(stage, message) == {"✅"}
    (note,) = said_by_bot(stage, general)
    colleague = await stage.add_member("colleague")
    card = await colleague.slash(general, "show", entry="1")
    shared = [said for said in said_by_bot(stage, general) if said.id != note.id]
    assert shared == []
    await press(colleague, card, "Share")
    (copy,) = [said for said in said_by_bot(stage, general) if said.id != note.id]
    row = await colleague.slash(general, "search", query="BBL")
    for view in (note, card, copy, row):
        (caution,) = [line for line in text_of(view).splitlines() if "⚠️" in line]
        assert "220" in caution, "the value"
        assert "80" in caution, "the bound"
    assert "unchecked" in text_of(card) or "http" in text_of(card) or "(" in caution
    assert DOUBTFUL.split(" ", 1)[1] in text_of(card), "nothing is changed"
    await nurse.edit(message, DOUBTFUL.replace("220", "22"))
    await stage.advance(A_MOMENT)
    assert "⚠️" not in text_of(now_reads(stage, note))
    assert "⚠️" not in text_of(now_reads(stage, copy))
    assert "Fluence **22 J/cm²**" in text_of(now_reads(stage, copy))


async def test_a_tip_with_settings_is_asked_for_what_is_missing_and_one_without_is_not(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, "#tip Every 6 weeks is often enough, and cool with air")
    assert said_by_bot(stage, general) == []
    await nurse.send(general, "#tip I use 14 J/cm2 and 3 ms on the legs")
    (note,) = said_by_bot(stage, general)
    assert "Not recorded: device, handpiece, skin type" in text_of(note)


async def test_a_spot_in_the_text_is_the_handpiece(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#tip GentleMax Pro, 18 mm spot, 14 J/cm2, 3 ms")
    (note,) = said_by_bot(stage, general)
    assert "Not recorded: skin type." in text_of(note)


async def test_a_correction_outlives_edits_of_the_message_and_a_newer_reader(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol GentleLase, type II: 755 nm, 14 J/cm2, 3 ms")
    (note,) = said_by_bot(stage, general)
    form = await press(nurse, note, "Edit details")
    assert (form_of(form)["Device"], form_of(form)["Fitzpatrick skin types"]) == ("GentleLase", ["II"])
    said = {"Device": "GMP", "Handpiece or spot": "18 mm Slim", "Fitzpatrick skin types": ["I", "II"]}
    await fill(nurse, form, said)
    await nurse.edit(message, "#protocol GentleLase, type III: 755 nm, 12 J/cm2, 3 ms")

    async def as_corrected() -> None:
        entry = await kept(stage, message)
        assert entry.values("device") == ("gentlemax_pro",)
        assert "lp_ndyag" in entry.values("modality"), "the device's, not the text's"
        assert entry.values("skin_type") == ("I", "II")
        shown = text_of(await nurse.slash(general, "show", entry="1"))
        assert "**Device:** GentleMax Pro" in shown
        assert "**Handpiece:** 18 mm Slim" in shown
        assert "**Skin types:** I, II" in shown
        assert "Fluence **12 J/cm²**" in shown
        assert "GentleLase, type III" in shown, "the text as written"

    await as_corrected()
    async with store_of(stage).write() as write:
        await write.run("UPDATE entry SET reader_version = 0, reading = '{}', facets = '[]'")
    async with absence(stage):
        await stage.advance(timedelta(minutes=1))
    await as_corrected()


async def test_settings_that_were_read_wrongly_are_put_right_and_stay_so(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol GentleMax Pro 755 nm, 18 mm, type II: fluence fourteen, 3 ms")
    shown = await nurse.slash(general, "show", entry="1")
    wrongly = SETTINGS
    form = await press(nurse, shown, "Edit details")
    await fill(nurse, form, {wrongly: "755 nm, 18 mm, 14 J/cm2, 3 ms"})
    await nurse.edit(message, "#protocol GentleMax Pro 755 nm, 18 mm, type II: fluence fourteen, 3 ms, best in spring")
    corrected = text_of(await nurse.slash(general, "show", entry="1"))
    assert "⚠️" not in corrected, "its settings are the same"
    assert "as its author has put them right" in corrected
    assert "Fluence **14 J/cm²** · Pulse **3 ms**" in corrected
    assert "fluence fourteen, 3 ms, best in spring" in corrected, "the text as written"
    assert "Settings, put right: 755 nm, 18 mm, 14 J/cm2, 3 ms" in corrected
    held = await fill(nurse, await press(nurse, shown, "Edit details"), {wrongly: "14 J/cm2 for Mrs Quillfeather"})
    assert "Nothing was saved" in text_of(held)
    assert form_of(await press(nurse, held, "Edit again"))[wrongly] == "14 J/cm2 for Mrs Quillfeather"
    await fill(nurse, await press(nurse, shown, "Edit details"), {wrongly: ""})
    assert "as read in the text below" in text_of(await nurse.slash(general, "show", entry="1"))


async def test_settings_put_right_are_doubted_aloud_once_the_message_has_come_to_say_others(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, WHOLE)
    card = await nurse.slash(general, "show", entry="1")
    form = await press(nurse, card, "Edit details")
    read_in_it = form_of(form)[SETTINGS]
    assert read_in_it == "755 nm, 18 mm spot, 14 J/cm2, 3 ms, DCD 30/20", "nothing is lost by changing one of them"
    await fill(nurse, form, {SETTINGS: "755 nm, 18 mm, 16 J/cm2, 3 ms"})
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    (copy,) = said_by_bot(stage, general)
    await nurse.edit(message, "#protocol Legs, GentleMax Pro, skin type II: 755 nm, 18 mm, 12 J/cm2, 5 ms after burns")
    await stage.restart()
    await stage.advance(A_MOMENT)
    (note,) = [said for said in said_by_bot(stage, general) if said.id != copy.id]
    assert buttons_of(note) == ["Edit details", "Withdraw"]
    shown = await nurse.slash(general, "show", entry="1")
    for view in (note, shown, now_reads(stage, copy), await nurse.slash(general, "search", query="legs")):
        (caution,) = [line for line in text_of(view).splitlines() if "⚠️" in line]
        assert "Edited since its author put the settings right" in caution
        assert "12 J/cm² · 5 ms" in caution
    async with store_of(stage).write() as write:
        await write.run("UPDATE entry SET reader_version = 0")
    async with absence(stage):
        await stage.advance(timedelta(minutes=1))
    assert "the message now says 755 nm · 18 mm · 12 J/cm² · 5 ms" in text_of(
        await nurse.slash(general, "show", entry="1")
    )
    form = await press(nurse, note, "Edit details")
    assert form_of(form)[SETTINGS] == "755 nm, 18 mm, 16 J/cm2, 3 ms"
    assert "⚠️" not in text_of(await fill(nurse, form, {})), "they hold: its author has said so again"
    await nurse.edit(message, "#protocol Legs, GentleMax Pro, skin type II: 755 nm, 18 mm, 16 J/cm2, 3 ms, well borne")
    assert "⚠️" not in text_of(await nurse.slash(general, "show", entry="1")), "both say the same"


async def test_a_handpiece_that_was_only_read_is_left_to_the_reading(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, WHOLE.replace("type II", "types I to III"))
    card = await nurse.slash(general, "show", entry="1")
    await fill(nurse, await press(nurse, card, "Edit details"), {"Title": "Legs in winter"})
    correction = (await kept(stage, message)).content.correction
    assert (correction.handpiece, correction.settings) == (None, None)


async def test_held_and_withdrawn_leave_nothing_of_the_settings(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await nurse.send(general, "#protocol test spot first: 12345 mJ, 3 ms")
    withdrawn = await nurse.send(general, "#protocol test spot first: 12345 mJ, 3 ms")
    assert "12345" in await everything_stored(stage)
    await nurse.edit(held, "#protocol Mrs Quillfeather had 12345 mJ, 3 ms")
    await nurse.delete(withdrawn)
    assert "12345" not in await everything_stored(stage)


async def test_settings_in_a_form_are_read_too(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    form = await nurse.slash(general, "protocol save", device="GMP", indication="hair_removal")
    shown = await fill(
        nurse,
        form,
        {
            "Title": "Legs",
            "Handpiece or spot": "18 mm",
            "Skin types": ["II"],
            "Settings, as you write them": "755 nm, 14 J/cm², 3 ms",
            "Notes": "Every 6 weeks",
        },
    )
    assert "Fluence **14 J/cm²** · Pulse **3 ms**" in text_of(shown)
    assert "Every **6 weeks**" in text_of(shown)
    assert "Full text" not in buttons_of(shown)


async def test_a_reported_complications_settings_are_read_and_carry_cautions(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "complication report", type="Blister", device="BBL HERO")
    shown = await fill(
        nurse, form, {"What happened": "Blisters in stripes", "Settings": "560 nm filter, 220 J/cm2, 15 ms"}
    )
    assert "Fluence **220 J/cm²**" in text_of(shown)
    assert any("220" in line for line in text_of(shown).splitlines() if "⚠️" in line)


async def test_a_complications_area_and_course_stand_on_its_card(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(
        general, "#complication Blisters on the shin after the GentleMax Pro, 18 mm, type III. Resolved in two weeks."
    )
    shown = text_of(await nurse.slash(general, "show", entry="1"))
    assert "**Complication:** Blister" in shown
    assert "**State when reported:** resolved (unconfirmed)" in shown
    assert "**Area:** " in shown
    await nurse.send(general, "#tip Resolved: the GentleMax Pro starts again")
    assert "Course" not in text_of(await nurse.slash(general, "show", entry="2"))
