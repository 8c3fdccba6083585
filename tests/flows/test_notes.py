"""The note below a captured message: what is missing, Edit details, and Withdraw."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.completeness import handpiece_of
from tests.support.library import deeds, exchange_of, is_silent, kept
from tests.support.library_scenes import keep, the_entries
from tests.support.simulated_discord import (
    Shown,
    archive_thread,
    buttons_of,
    fill,
    form_of,
    now_reads,
    post_in_forum,
    press,
    reactions_of,
    said_by_bot,
    text_of,
)

A_MOMENT = timedelta(seconds=1)  # what the outbox needs


async def test_what_is_missing_is_said_once_and_silently(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm² and 3 ms")
    (note,) = said_by_bot(stage, general)
    assert "Not recorded: device, handpiece, skin type" in text_of(note)
    assert "What it treats is not said either" in text_of(note)
    assert buttons_of(note) == ["Edit details", "Withdraw"]
    assert is_silent(note)
    assert note.reference is not None
    assert note.reference.message_id == message.id
    await nurse.edit(message, "#protocol 13 J/cm² and 3 ms")
    assert len(said_by_bot(stage, general)) == 1


BURNT = "#complication GentleMax Pro, 18 mm handpiece, skin type IV, underarms, 14 J/cm²: blisters, no scar."


async def test_who_asks_in_a_report_is_told_where_help_is(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, f"{BURNT} Burn?")
    assert said_by_bot(stage, general) == [], "a doubt about a word is no cry for help"
    message = await nurse.send(general, f"{BURNT} Did I burn her?")
    assert reactions_of(stage, message) == {"✅"}
    (note,) = said_by_bot(stage, general)
    assert is_silent(note)
    assert "`/complication helped`. To ask them: `/question ask`." in text_of(note)
    await nurse.edit(message, f"{BURNT} Did I really burn her?")
    assert len(said_by_bot(stage, general)) == 1
    await nurse.send(general, "#tip On GentleMax Pro I ask: did it hurt?")
    assert len(said_by_bot(stage, general)) == 1


async def test_a_short_name_of_several_devices_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip On the Candela I double the pulse")
    assert (await kept(stage, message)).values("device") == ()
    (note,) = said_by_bot(stage, general)
    assert "the Candela** could be" in text_of(note)
    assert "GentleMax Pro" in text_of(note)


async def test_communities_can_have_a_note_every_time(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#tip Cool first")
    assert said_by_bot(stage, general) == []
    await exchange_of(stage).communities.change(stage.guild.id, capture_style="card")
    message = await nurse.send(general, "#tip Cool the GentleMax Pro first")
    (note,) = said_by_bot(stage, general)
    assert text_of(note) == f"**{(await kept(stage, message)).label}** is in the library · GentleMax Pro"


async def test_nothing_is_said_in_a_sleeping_thread(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Protocol"])
    post = await post_in_forum(stage, nurse, forum, "Depth", "Not yet")
    await archive_thread(stage, post.thread)
    stage.env.backend.edit_message(post.thread.id, post.message.id, {"content": "#protocol 10 mJ"})
    await stage.settle()
    assert (await kept(stage, post.message)).status == "listed"
    assert reactions_of(stage, post.message) == set()
    assert said_by_bot(stage, post.thread) == []


async def test_edit_details_wins_over_the_reading(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm² on type II")
    (note,) = said_by_bot(stage, general)
    await stage.restart()
    shown = await press(nurse, note, "Edit details")
    assert form_of(shown) == {
        "Title": "12 J/cm² on type II",
        "Device": None,
        "Handpiece or spot": None,
        "Fitzpatrick skin types": ["II"],
        "Settings": "12 J/cm²",
    }
    await stage.restart()
    sent = await fill(
        nurse,
        shown,
        {
            "Title": "Legs, second visit",
            "Device": "gmp",
            "Handpiece or spot": "18 mm",
            "Fitzpatrick skin types": ["II", "III"],
        },
    )
    assert sent.ephemeral
    assert "Saved." in text_of(sent)
    entry = await kept(stage, message)
    assert entry.content.title == "Legs, second visit"
    assert entry.values("device") == ("gentlemax_pro",)
    assert entry.values("skin_type") == ("II", "III")
    assert entry.content.correction.handpiece == "18 mm"
    assert entry.content.text == message.content
    await stage.advance(A_MOMENT)
    assert "GentleMax Pro · skin types II, III" in text_of(now_reads(stage, note))
    await nurse.edit(message, "#protocol 14 J/cm² on type I")
    after = await kept(stage, message)
    assert (after.content.title, after.values("device")) == ("Legs, second visit", ("gentlemax_pro",))
    assert after.values("skin_type") == ("II", "III")
    await stage.advance(A_MOMENT)
    assert "put the skin types right: the message now says I. Check" in text_of(now_reads(stage, note))
    await nurse.edit(message, "#protocol 14 J/cm² on the PicoSure")
    await stage.advance(A_MOMENT)
    cautions = [line for line in text_of(now_reads(stage, note)).splitlines() if "⚠️" in line]
    assert "put the device right: the message now says PicoSure" in cautions[0]
    assert not any("skin types" in line for line in cautions), "it names none now"


async def test_a_device_that_was_only_read_is_left_to_the_reading(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm² on the GentleMax Pro")
    (note,) = said_by_bot(stage, general)
    shown = await press(nurse, note, "Edit details")
    assert form_of(shown)["Device"] == "GentleMax Pro"
    await fill(nurse, shown, {"Handpiece or spot": "18 mm"})
    assert (await kept(stage, message)).content.correction.device is None
    await nurse.edit(message, "#protocol 12 J/cm² on the PicoSure")
    assert (await kept(stage, message)).values("device") == ("picosure",)


async def test_what_is_left_as_it_was_is_left_to_the_reading(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm² on type II")
    (note,) = said_by_bot(stage, general)
    await fill(nurse, await press(nurse, note, "Edit details"), {"Handpiece or spot": "18 mm"})
    await nurse.edit(message, "#protocol 14 J/cm² on type IV")
    entry = await kept(stage, message)
    assert entry.content.title == "14 J/cm² on type IV"
    assert entry.values("skin_type") == ("IV",)


async def test_what_was_edited_while_the_form_was_open_is_looked_at_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol GentleMax Pro, 12 J/cm² on type II")
    (note,) = said_by_bot(stage, general)
    form = await press(nurse, note, "Edit details")
    await stage.advance(timedelta(seconds=5))
    await nurse.edit(message, "#protocol Vbeam Prima, 8 J/cm² on type IV")
    told = await fill(nurse, form, {"Title": "Legs"})
    assert "P-1 was changed since this form was opened" in text_of(told)
    entry = await kept(stage, message)
    assert (entry.values("device"), entry.values("skin_type")) == (("vbeam_prima",), ("IV",))
    assert form_of(await press(nurse, told, "Edit details"))["Device"] == "Vbeam Prima"
    again = await press(nurse, told, "What I typed")
    assert form_of(again)["Title"] == "Legs"
    await fill(nurse, again, {"Device": "Vbeam Prima"})
    entry = await kept(stage, message)
    assert (entry.content.title, entry.values("device")) == ("Legs", ("vbeam_prima",))


async def what_it_treats(nurse: MemberActor, general: ChannelHandle, label: str) -> InteractionResult:
    card = await nurse.slash(general, "show", entry=label)
    return await press(nurse, card, "What it treats")


async def test_what_it_treats_wins_over_the_reading(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#tip Acne on the cheeks: cool before every pass")
    form = await what_it_treats(nurse, general, "T-1")
    assert form_of(form) == {
        "Indication, A to O": ["acne"],
        "Indication, P to X": None,
        "Area, A to H": ["cheeks"],
        "Area, J to U": None,
    }
    await stage.restart()
    chosen = {"Indication, A to O": [], "Indication, P to X": ["Rosacea"], "Area, J to U": ["Nose"]}
    shown = await fill(nurse, form, chosen)
    assert shown.ephemeral
    assert "Saved." in text_of(shown)
    entry = await kept(stage, message)
    assert (entry.values("indication"), entry.values("body_site")) == (("rosacea",), ("cheeks", "nose"))
    assert entry.content.text == message.content
    assert "T-1" in text_of(await nurse.slash(general, "search", indication="rosacea"))
    assert "T-1" not in text_of(await nurse.slash(general, "search", indication="acne"))
    await fill(nurse, await details(nurse, general), {"Title": "Cool"})
    await nurse.edit(message, "#tip Melasma on the chin: cool before every pass")
    entry = await kept(stage, message)
    assert (entry.values("indication"), entry.values("body_site")) == (("rosacea",), ("cheeks", "nose"))
    card = text_of(await nurse.slash(general, "show", entry="T-1"))
    assert "put the indication right: the message now says Melasma" in card
    assert "put the area right: the message now says Chin" in card


async def details(nurse: MemberActor, general: ChannelHandle) -> InteractionResult:
    return await press(nurse, await nurse.slash(general, "show", entry="T-1"), "Edit details")


async def test_what_a_form_said_that_it_treats_is_put_right(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "protocol save", device="GMP", indication="hair_removal")
    await fill(nurse, form, {"Title": "Legs", "Settings, as you write them": "14 J/cm²"})
    form = await what_it_treats(nurse, general, "P-1")
    await fill(nurse, form, {"Indication, A to O": ["Leg veins"]})
    [entry] = await the_entries(stage)
    assert entry.values("indication") == ("leg_veins",)
    assert "P-1" not in text_of(await nurse.slash(general, "search", query="hair removal"))
    assert "P-1" in text_of(await nurse.slash(general, "search", query="leg veins"))


async def test_what_it_treats_is_not_said_of_words_that_were_edited_meanwhile(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#tip Acne: cool before every pass")
    form = await what_it_treats(nurse, general, "T-1")
    await stage.advance(timedelta(seconds=5))
    await nurse.edit(message, "#tip Melasma: never heat it")
    told = await fill(nurse, form, {"Area, A to H": ["Face"]})
    assert "T-1 was changed since this form was opened" in text_of(told)
    assert (await kept(stage, message)).values("body_site") == ()
    assert form_of(await press(nurse, told, "What it treats"))["Indication, A to O"] == ["melasma"]
    again = await press(nurse, told, "What I typed")
    assert form_of(again)["Area, A to H"] == ["face"]
    await fill(nurse, again, {"Indication, A to O": ["Melasma"]})
    entry = await kept(stage, message)
    assert (entry.values("indication"), entry.values("body_site")) == (("melasma",), ("face",))


async def test_more_handpieces_than_the_form_holds_are_left_to_the_reading(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    several = (
        "DeepFX, ActiveFX, TotalFX, SCAAR FX, Pearl Fractional, Laser Genesis, ProWave, LimeLight, Dye-VL, ClearLift"
    )
    message = await nurse.send(general, f"#protocol UltraPulse, Xeo and Harmony: {several}, 12 J/cm² on type II")
    (note,) = said_by_bot(stage, general)
    before = (await kept(stage, message)).content
    assert len(handpiece_of(before)) > 100
    form = await press(nurse, note, "Edit details")
    assert form_of(form)["Handpiece or spot"] is None
    await fill(nurse, form, {"Title": "Scars"})
    assert (await kept(stage, message)).content.correction.handpiece is None


async def test_an_emergency_in_the_entrys_own_words_is_not_answered_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.COMPLICATION, "Sudden vision loss after filler, ophthalmology at once.")
    shown = await nurse.slash(general, "show", entry="1")
    shown = await press(nurse, shown, "More…")
    saved = await fill(nurse, await press(nurse, shown, "Edit details"), {"Device": "GentleMax Pro"})
    assert "If this is happening now" not in text_of(saved)
    assert "Saved" in text_of(saved)
    other = await fill(
        nurse, await press(nurse, shown, "Edit details"), {"Handpiece or spot": "Anaphylaxis now, what to do?"}
    )
    assert "If this is happening now" in text_of(other)


async def test_an_inexact_device_is_asked_about_and_the_rest_is_saved(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm²")
    (note,) = said_by_bot(stage, general)
    shown = await press(nurse, note, "Edit details")
    asked = await fill(nurse, shown, {"Device": "gentlemaxx", "Handpiece or spot": "15 mm"})
    assert "no device that is called exactly **gentlemaxx**" in text_of(asked)
    assert (await kept(stage, message)).values("device") == ()
    assert (await kept(stage, message)).content.correction.handpiece == "15 mm"
    await stage.restart()
    await press(nurse, asked, "GentleMax Pro")
    assert "GentleMax Pro" in text_of(asked)
    assert (await kept(stage, message)).values("device") == ("gentlemax_pro",)
    assert (await kept(stage, message)).content.correction.handpiece == "15 mm"


async def test_an_unknown_device_is_said_to_be_unknown(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, "#protocol 12 J/cm²")
    (note,) = said_by_bot(stage, general)
    shown = await press(nurse, note, "Edit details")
    answer = await fill(nurse, shown, {"Device": "qqqqzzzz **x** @everyone"})
    assert "I know no device" in text_of(answer)
    assert "`/device add`" in text_of(answer)
    assert buttons_of(answer) == []


@pytest.mark.parametrize("typed", ["qqqqzzzz q.feather@example.org", "gentlemaxx for Mrs Quillfeather"])
async def test_a_device_that_may_identify_a_patient_is_not_repeated(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, typed: str
) -> None:
    await nurse.send(general, "#protocol 12 J/cm²")
    shown = await press(nurse, _note(stage, general), "Edit details")
    held = await fill(nurse, shown, {"Device": typed})
    assert "Nothing was saved" in text_of(held)
    assert "feather" not in text_of(held).lower()
    assert form_of(await press(nurse, held, "Edit again"))["Device"] == typed


async def test_a_form_that_names_a_patient_is_held_and_opens_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm²")
    (note,) = said_by_bot(stage, general)
    shown = await press(nurse, note, "Edit details")
    held = await fill(nurse, shown, {"Title": "Settings for Mrs Tanner", "Handpiece or spot": "15 mm"})
    assert "Nothing was saved" in text_of(held)
    assert "Tanner" not in text_of(held)
    assert (await kept(stage, message)).content.correction.handpiece is None
    again = await press(nurse, held, "Edit again")
    assert form_of(again)["Title"] == "Settings for Mrs Tanner"
    await fill(nurse, again, {"Title": "Settings for the legs"})
    entry = await kept(stage, message)
    assert (entry.content.title, entry.content.correction.handpiece) == ("Settings for the legs", "15 mm")


async def test_only_its_author_edits_details(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#protocol 12 J/cm²")
    (note,) = said_by_bot(stage, general)
    stranger = await stage.add_member("stranger")
    assert "Only the author of P-1" in text_of(await press(stranger, note, "Edit details"))
    assert "Only the author of P-1 or a moderator" in text_of(await press(stranger, note, "Withdraw"))
    assert [entry.status for entry in await the_entries(stage)] == ["listed"]


async def test_its_author_withdraws(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm²")
    (note,) = said_by_bot(stage, general)
    await stage.restart()
    answer = await press(nurse, note, "Withdraw")
    assert answer.ephemeral
    assert "`/protocol save`" in text_of(answer)
    entry = await kept(stage, message)
    assert (entry.status, entry.content.text, entry.author_id) == ("withdrawn", "", None)
    assert reactions_of(stage, message) == set()
    assert "was withdrawn already" in text_of(await press(nurse, note, "Withdraw"))
    assert "was withdrawn already" in text_of(await press(nurse, note, "Edit details"))
    await stage.advance(A_MOMENT)
    assert "was withdrawn" in text_of(now_reads(stage, note))
    assert buttons_of(now_reads(stage, note)) == []
    await nurse.edit(message, "#protocol 15 J/cm²")
    assert (await kept(stage, message)).status == "withdrawn"
    assert await deeds(stage) == []


async def test_an_author_without_the_exchange_role_can_still_withdraw(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm²")
    role = await stage.create_role("Exchange")
    await exchange_of(stage).communities.change(stage.guild.id, exchange_role_id=role.id)
    assert "is withdrawn" in text_of(await press(nurse, _note(stage, general), "Withdraw"))
    assert (await kept(stage, message)).status == "withdrawn"


async def test_a_moderator_withdraws_and_it_is_written_down(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#protocol 12 J/cm²")
    await press(stage.owner(), _note(stage, general), "Withdraw")
    entry = await kept(stage, message)
    assert entry.status == "withdrawn"
    (deed,) = await deeds(stage)
    assert (deed.actor_id, deed.action, deed.subject) == (stage.owner().id, "entry_withdrawn", str(entry.number))


def _note(stage: Stage, channel: ChannelHandle) -> Shown:
    (note,) = said_by_bot(stage, channel)
    return note
