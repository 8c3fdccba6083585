"""**Report complication** in a message's menu: the form is prefilled, and the message stays its author's."""

from __future__ import annotations

from datetime import timedelta

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.library import exchange_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import buttons_of, direct_messages, fill, form_of, press, text_of

MENU = "Report complication"
SAID = "PIH after the GentleMax Pro, 18 mm, 14 J/cm², 3 ms on a shin, type IV; oral steroid was needed"


async def test_a_message_becomes_a_report_by_a_prefilled_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    reader = await stage.add_member("reader")
    message = await nurse.send(general, SAID)
    form = await reader.context_menu(general, MENU, message)
    fields = form_of(form)
    assert fields["What it was"] == "Post-inflammatory hyperpigmentation"
    assert fields["Device"] == "GentleMax Pro"
    assert fields["What did it take, at most?"] == ["oral"]
    await stage.restart()
    told = await fill(reader, form, {"What it was": "Burn", "Is it permanent?": ["No"]})
    assert "Saved as C-1" in text_of(told)
    [entry] = await the_entries(stage)
    assert (entry.author_id, entry.saved_by_id, entry.content.text) == (nurse.id, reader.id, SAID)
    report = await exchange_of(stage).complications.report_of(entry.guild_id, 1)
    assert report is not None
    assert (report.facts.code, report.facts.permanent, report.facts.intervention) == ("burn", "no", "oral")
    assert (report.facts.skin_type, report.reporter_id) == ("IV", nurse.id)
    await nurse.edit(message, f"{SAID}, resolved")
    assert "C-1" in text_of(await reader.slash(general, "search", complication="burn")), "by the type that is counted"
    assert "**Complication:** Burn, Post-" in text_of(await reader.slash(general, "show", entry="C-1"))
    rare = await press(reader, await reader.slash(general, "show", entry="C-1"), "More…")
    assert buttons_of(rare) == ["Ask me later"], "its words are its author's"
    asked = await press(reader, rare, "Ask me later")
    assert "2, 6 and 12 weeks" in text_of(asked)
    await stage.advance(timedelta(weeks=2, minutes=1))
    [question] = direct_messages(stage, reader)
    assert "2 weeks ago you reported **C-1**" in text_of(question)
    assert direct_messages(stage, nurse) == []


async def test_ones_own_report_is_stated_by_the_menu_too(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, f"#complication {SAID}")
    right = {"Device": "Vbeam Prima", "Handpiece or spot": "10 mm", "Settings": "8 J/cm², 6 ms"}
    rare = await press(nurse, await nurse.slash(general, "show", entry="C-1"), "More…")
    await fill(nurse, await press(nurse, rare, "Edit details"), right)
    form = await nurse.context_menu(general, MENU, message)
    assert "is in the library already" in text_of(await fill(nurse, form, {"Is it permanent?": ["Yes"]}))
    shown = text_of(await nurse.slash(general, "show", entry="C-1"))
    assert "**Serious: permanent**" in shown
    for put_right in ("**Device:** Vbeam Prima", "**Handpiece:** 10 mm", "8 J/cm², 6 ms"):
        assert put_right in shown
    reader = await stage.add_member("reader")
    assert "**C-1** is this message" in text_of(await reader.context_menu(general, MENU, message))


async def test_what_may_not_be_typed_opens_the_form_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, SAID)
    form = await nurse.context_menu(general, MENU, message)
    unknown = await fill(nurse, form, {"What it was": "grumpiness", "Handpiece or spot": "the blue one"})
    assert "I don't know that type" in text_of(unknown)
    again = await press(nurse, unknown, "Edit again")
    assert form_of(again)["Handpiece or spot"] == "the blue one"
    held = await fill(nurse, again, {"What it was": "Burn", "Handpiece or spot": "Mrs Placeholder, 18 mm"})
    assert "may identify a patient" in text_of(held)
    assert await the_entries(stage) == []


async def test_an_emergency_is_answered_before_the_form(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "Sudden loss of vision after filler in the glabella")
    shown = await nurse.context_menu(general, MENU, message)
    assert "If this is happening now" in text_of(shown)
    form = await press(nurse, shown.followups[0], "Report the message")
    assert form_of(form)["What it was"] == "Vision loss"
    assert "Saved as C-1" in text_of(await fill(nurse, form, {}))
    shown = await nurse.slash(general, "show", entry="C-1")
    assert "**Serious: vision loss**" in text_of(shown)
