"""`/complication report`: what happened alone is a valid report; the later steps add how it went."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.clinical.severity import severity_of
from bot.demo.stage import Stage
from db import exports
from db.entries import Entry
from tests.support.library import exchange_of, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import (
    Shown,
    buttons_of,
    completions,
    fill,
    form_of,
    message_of,
    press,
    text_of,
)

STEP_ONE = ["What happened", "Is it permanent?", "What did it take, at most?", "Handpiece or spot", "Settings"]

OUT_OF_BOUNDS = "⚠️ 200 J/cm² on 18 mm"


async def report_of(stage: Stage, entry: Entry):
    found = await exchange_of(stage).complications.report_of(entry.guild_id, entry.number)
    assert found is not None
    return found


def severity_line(shown: Shown) -> str:
    return next(line for line in text_of(shown).splitlines() if line.startswith(("**Serious", "**Not ")))


async def test_what_happened_alone_is_a_report(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    assert (await completions(nurse, general, "complication report", "type", "burn"))["Burn"] == "burn"
    assert "GentleLase" in await completions(nurse, general, "complication report", "device", "gentlel")
    form = await nurse.slash(general, "complication report", type="burn")
    assert list(form_of(form)) == STEP_ONE
    await stage.restart()
    shown = await fill(nurse, form, {"What happened": "No blisters, but a brown square for a month"})
    words = text_of(shown)
    assert "Saved as C-1" in words
    assert any(line.startswith("**Complication:**") and "Burn" in line for line in words.splitlines())
    assert "**Incomplete**: device, handpiece, skin type not recorded" in words
    assert severity_line(shown).startswith("**Not known to be serious** · ")
    [entry] = await the_entries(stage)
    assert "burn" in entry.values("complication")
    assert (await report_of(stage, entry)).facts.code == "burn"
    assert "C-1" in text_of(await nurse.slash(general, "search", query="burn", kind="complication"))


async def test_what_may_identify_is_held_in_every_field(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for field, typed in (("Handpiece or spot", "Mrs Placeholder"), ("Settings", "10 J, seen on 12.11.2026")):
        form = await nurse.slash(general, "complication report", type="burn")
        held = await fill(nurse, form, {"What happened": "A burn on the cheek", field: typed})
        assert "Not saved: this may identify a patient" in text_of(held)
    assert await the_entries(stage) == []


async def test_who_does_not_know_what_it_was_tells_what_happened(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "complication report")
    assert list(form_of(form)) == STEP_ONE
    await stage.restart()
    shown = await fill(nurse, form, {"What happened": "Blisters on both shins the day after LHR, have I burnt her?"})
    assert "Saved as C-1" in text_of(shown)
    assert "Confirm" in buttons_of(shown)
    [entry] = await the_entries(stage)
    assert "blister" in entry.values("complication")
    confirmed = await press(nurse, shown, "Confirm")
    assert "your word now" in text_of(confirmed)


async def test_the_steps_make_one_report(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    form = await nurse.slash(general, "complication report", type="Burn", device="GMP")
    answers = {
        "What happened": "A burn on the shin",
        "Is it permanent?": ["Yes"],
        "What did it take, at most?": ["Hospital"],
        "Handpiece or spot": "18 mm",
        "Settings": "755 nm, 200 J/cm², 3 ms",
    }
    first = await fill(nurse, form, answers)
    assert severity_line(first).startswith("**Serious: permanent** · it is permanent; it took hospital")
    assert "CTCAE grade 3" in text_of(first)
    assert "unconfirmed" not in text_of(first).lower()
    assert "Settings as written: 755 nm, 200 J/cm², 3 ms" in text_of(first)
    assert OUT_OF_BOUNDS in text_of(first)
    await stage.restart()
    course = await press(nurse, first, "Continue")
    second = await fill(
        nurse,
        course,
        {
            "Skin type": ["IV"],
            "Onset, in days after treatment": "2 weeks",
            "Treatment given": "Silvadene dressings, then hydroquinone",
            "State now": ["Improving"],
            "The patient's consent to sharing": ["De-identified only"],
        },
    )
    words = text_of(second)
    assert "**Onset:** 14 days after the treatment" in words
    assert "**Skin types:** IV" in words
    assert "**The patient's consent:** de-identified only" in words
    more = await press(nurse, second, "Continue")
    third = await fill(
        nurse,
        more,
        {
            "Was a test spot done?": ["No"],
            "Endpoint seen": "Grey at once",
            "Reported elsewhere": ["FDA MedWatch"],
        },
    )
    assert "**Reported elsewhere, says the reporter:** FDA MedWatch" in text_of(third)
    assert OUT_OF_BOUNDS in text_of(third)
    assert "Continue" not in buttons_of(message_of(third))
    [entry] = await the_entries(stage)
    report = await report_of(stage, entry)
    assert report.facts.onset_days == 14
    assert report.treatments == ("topical_antibiotic", "emollient", "hydroquinone")
    assert (report.facts.device, report.facts.skin_type) == ("gentlemax_pro", "IV")
    assert severity_of(report.course).is_serious


async def test_what_the_patient_does_not_want_shared_is_not(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "complication report", type="Burn")
    first = await fill(nurse, form, {"What happened": "A burn on the shin"})
    [where] = first.followups
    assert "I report to nobody" in text_of(where)
    assert len(text_of(where)) < 250, "where no jurisdiction is declared, the list of all comes when it is asked for"
    every = text_of(await press(nurse, where, "Those that I know"))
    assert "FDA MedWatch" in every
    assert "EOF" in every
    wrong = await fill(nurse, await press(nurse, first, "Continue"), {"Onset, in days after treatment": "soon"})
    assert "the onset must be a number of days" in text_of(wrong)
    course = await press(nurse, wrong, "Edit again")
    answers = {"Onset, in days after treatment": "3", "The patient's consent to sharing": ["No"]}
    second = await fill(nurse, course, answers)
    assert "**Onset:** 3 days after the treatment" in text_of(second)
    assert "Share" not in buttons_of(second)
    assert "The patient does not want this to be shared" in text_of(await press(nurse, first, "Share")), "an older card"
    async with store_of(stage).read() as read:
        assert [each async for each in exports.listed(read, stage.guild.id, exports.Asked())] == []


async def test_an_unknown_complication_opens_no_form(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    refused = await nurse.slash(general, "complication report", type="grumpiness")
    assert refused.modal is None
    assert "I don't know the complication" in text_of(refused)
    assert "Leave it out" not in text_of(refused), "it has to be there"
