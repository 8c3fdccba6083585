"""How complications went on: asked for in direct messages, told, and shown; what helped; cases told twice."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from bot.exchange.refusal import Refusal
from tests.support.library import exchange_of, store_of
from tests.support.library_scenes import merge
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    direct_messages,
    fill,
    form_of,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

PACED = timedelta(seconds=5)
ENDED = "SELECT state, outcome FROM outbox WHERE kind = 'complication_follow_up' ORDER BY due_at"


async def reported(
    member: MemberActor, channel: ChannelHandle, what: str = "Blister", **options: object
) -> InteractionResult:
    form = await member.slash(channel, "complication report", type=what, device="GMP", **options)
    return await fill(member, form, {"What happened": f"{what} on the shin"})


async def ends(stage: Stage) -> list[tuple[str, str]]:
    async with store_of(stage).read() as read:
        return [(row["state"], row["outcome"]) for row in await read.all(ENDED)]


async def test_who_wishes_is_asked_after_weeks_also_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await reported(nurse, general)
    assert buttons_of(shown) == ["Continue", "Correct", "Add follow-up", "More…", "Share"], (
        "a row and a half on a telephone"
    )
    said = text_of(await press(nurse, await press(nurse, shown, "More…"), "Ask me later"))
    assert "2, 6 and 12 weeks" in said
    await stage.advance(timedelta(days=13))
    assert direct_messages(stage, nurse) == []
    await stage.restart()
    await stage.advance(timedelta(days=1, minutes=1))
    [question] = direct_messages(stage, nurse)
    assert "2 weeks ago you reported **C-1**" in text_of(question)
    assert "shin" not in text_of(question)
    form = await nurse.user.click(question, label="Add follow-up")
    answers = {"How is it now?": ["Improving"], "What helped, or what was tried": "Silvadene"}
    told = await fill(nurse.user, form, answers)  # type: ignore[arg-type] -- in a direct message nobody is a member
    assert "C-1 shows how it went on" in text_of(told)
    await stage.advance(timedelta(weeks=4))
    question = direct_messages(stage, nurse)[-1]
    assert "6 weeks ago" in text_of(question)
    assert "I will not ask about C-1 again" in text_of(await nurse.user.click(question, label="Don't ask again"))
    assert [state for state, _ in await ends(stage)] == ["sent", "sent", "skipped"]
    words = text_of(await nurse.slash(general, "show", entry="C-1"))
    assert "**improving**: Silvadene" in words
    again = text_of(await press(nurse, await press(nurse, shown, "More…"), "Ask me later"))
    assert "message 12 weeks after" in again, "what is past is not promised"
    assert (await ends(stage))[2] == ("due", "")
    await stage.advance(timedelta(weeks=7))
    late = text_of(await press(nurse, await press(nurse, shown, "More…"), "Ask me later"))
    assert "C-1 was reported more than 12 weeks ago, so that no question is to come" in late


async def test_questions_end_with_the_report_and_the_membership(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    leaver, closed = await stage.add_member("leaver"), await stage.add_member("closed")
    for member in (nurse, leaver, closed):
        await press(member, await press(member, await reported(member, general), "More…"), "Ask me later")
    await press(nurse, await press(nurse, await nurse.slash(general, "show", entry="C-1"), "More…"), "Withdraw")
    await stage.leave(leaver)
    path = f"/channels/{closed.user.dm_channel.id}/messages"
    stage.env.inject_error("POST", path, status=403, code=50007, times=None)
    await stage.advance(timedelta(weeks=2, minutes=1))
    found = (await ends(stage))[:3]
    assert ("skipped", "the report is not listed any more") in found
    assert ("skipped", "its recipient has left the server") in found
    assert ("failed", "the member's direct messages are closed") in found
    rare = await press(closed, await closed.slash(general, "show", entry="C-3"), "More…")
    told = text_of(await press(closed, rare, "Ask me later"))
    assert "The question after 2 weeks could not be sent: the member's direct messages are closed." in told
    assert direct_messages(stage, nurse) == []


async def test_a_follow_up_by_command_and_what_becomes_of_withdrawn_ones(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    shown = await reported(nurse, general)
    await reported(nurse, general, "Burn", withhold_name=True)
    offered = await completions(nurse, general, "complication follow_up", "complication", "")
    assert list(offered) == ["C-2 · Burn, GentleMax Pro", "C-1 · Blister on the shin"]
    assert await completions(colleague, general, "complication follow_up", "complication", "") == {}
    form = await nurse.slash(general, "complication follow_up", complication=offered["C-2 · Burn, GentleMax Pro"])
    assert list(form_of(form)) == ["How is it now?", "What helped, or what was tried"]
    held = await fill(
        nurse, form, {"How is it now?": ["Worse"], "What helped, or what was tried": "Mrs Placeholder took aspirin"}
    )
    assert "Not saved: this may identify a patient" in text_of(held)
    await stage.settle()
    again = await press(nurse, held, "Edit again")
    held = await fill(nurse, again, {"What helped, or what was tried": "12.11.2026: aspirin"})
    assert "a date" in text_of(held), "whose it is needs no word, where a patient is asked about"
    again = await press(nurse, held, "Edit again")
    await fill(nurse, again, {"What helped, or what was tried": "Aspirin"})
    told = "Cold compresses. " * 30 + "Then zirconium ointment."
    form = await nurse.slash(general, "complication follow_up", complication="C-1")
    await fill(nurse, form, {"How is it now?": ["Improving"], "What helped, or what was tried": told})
    course = form_of(await press(nurse, shown, "Continue"))
    assert "Treatment given" in course
    assert "State now" not in course, "that is what a follow-up says"
    card = await colleague.slash(general, "show", entry="C-1")
    assert "zirconium" not in text_of(card), "a card has no room for it"
    whole = await press(colleague, await press(colleague, card, "Full text"), "Next")
    assert f"**improving**: {told}" in text_of(now_reads(stage, message_of(whole)))
    assert "**worse**: Aspirin" in text_of(await colleague.slash(general, "show", entry="2"))
    assert "Only who reported C-1" in text_of(
        await colleague.slash(general, "complication follow_up", complication="C-1")
    )
    assert "Choose one of your reports" in text_of(
        await nurse.slash(general, "complication follow_up", complication="that one")
    )
    await press(nurse, await press(nurse, shown, "More…"), "Withdraw")
    assert "C-1 was withdrawn: nothing of it is kept" in text_of(await press(nurse, shown, "Add follow-up"))


async def test_what_helped_counts_reports_and_names_protocols(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    assert "Burn" in await completions(nurse, general, "complication helped", "type", "burn")
    empty = text_of(await nurse.slash(general, "complication helped", type="Burn"))
    assert text_of(await nurse.slash(general, "complication helped", type="a burn after IPL")) == empty
    for unclear in ("PIH after a burn", "no burn", "not sure"):
        assert "I don't know the complication" in text_of(
            await nurse.slash(general, "complication helped", type=unclear)
        )
    assert "Nobody has reported this here yet" in empty
    await nurse.send(
        general, "#complication PIH after the GentleMax Pro, type IV\nWhat helped: strict sun protection, and time"
    )
    unnamed = await nurse.slash(general, "complication helped", type="Post-inflammatory hyperpigmentation")
    assert "1 report to read" in text_of(unnamed)
    assert "C-1: “strict sun protection, and time”" in text_of(unnamed)
    await stage.restart()
    assert "C-1" in text_of(await press(nurse, unnamed, "Read where it happened"))
    for state, treatment in (("Resolved", "Hydroquinone"), ("Unchanged", "Hydroquinone, sunscreen"), ("Improving", "")):
        await stage.advance(timedelta(hours=1))
        shown = await reported(nurse, general, "Post-inflammatory hyperpigmentation")
        form = await press(nurse, shown, "Continue")
        await fill(nurse, form, {"State now": [state], "Treatment given": treatment})
    await nurse.send(general, "#protocol PIH on the face: toning, GentleMax Pro, 1064 nm, 8 mm, 2 J/cm², every 4 weeks")
    await nurse.send(
        general, "#protocol Melasma: toning, GentleMax Pro, 1064 nm, 8 mm, 2 J/cm². We had a blister once."
    )
    card = await nurse.slash(general, "complication helped", type="Post-inflammatory hyperpigmentation")
    words = text_of(card)
    assert "- **Hydroquinone** in 2 reports: 1 resolved, 1 not better" in words
    assert "- **Sun protection** in 1 report: 1 not better" in words
    assert "Of no treatment that I know by name: 2 reports" in words
    assert "Protocols about treating it" in words
    assert "Open P-5" in buttons_of(card)
    warned_of = text_of(await nurse.slash(general, "complication helped", type="Blister"))
    assert "Protocols about" not in warned_of, "a protocol that warns of it does not treat it"


async def test_one_case_told_twice_counts_once(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    role = await stage.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    colleague, moderator = await stage.add_member("colleague"), await stage.add_member("moderator", roles=[role])
    await reported(nurse, general)
    twin = await reported(colleague, general)
    await fill(colleague, await press(colleague, twin, "Continue"), {"Treatment given": "Hydroquinone"})
    merged = await merge(moderator, general, "C-2", "C-1")
    assert "C-2 is now part of C-1" in text_of(merged)
    offered = await completions(colleague, general, "complication follow_up", "complication", "")
    assert list(offered.values()) == ["2"], "how it went on is still theirs to tell"
    forms = [await press(colleague, twin, "Add follow-up") for _ in range(2)]
    for form in forms:
        await fill(colleague, form, {"How is it now?": ["Resolved"], "What helped, or what was tried": "Dressings"})
    await stage.advance(PACED)
    words = text_of(await nurse.slash(general, "show", entry="C-1"))
    assert words.count("**resolved**: Dressings") == 1, "a form that is sent again is told once"
    assert "merged it into that one" in text_of(await press(colleague, twin, "Continue"))
    async with store_of(stage).read() as read:
        [counted] = await read.all("SELECT count(*) AS number FROM complication WHERE is_listed = 1")
    assert counted["number"] == 1
    helped = text_of(await nurse.slash(general, "complication helped", type="Blister"))
    assert "- **Emollient or dressing** in 1 report: 1 resolved" in helped
    assert "- **Hydroquinone** in 1 report: 1 resolved" in helped
    await press(nurse, await nurse.slash(general, "show", entry="C-1"), "Share")
    copy = said_by_bot(stage, general)[-1]
    assert "Dressings" in text_of(copy)
    await exchange_of(stage).privacy.forget(stage.guild.id, colleague.id)
    await stage.advance(PACED)
    assert "Dressings" not in text_of(now_reads(stage, copy)), "an erased member's words stand nowhere"


@pytest.mark.parametrize("withheld", [False, True])
async def test_a_report_by_form_says_what_there_is_to_confirm(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, withheld: bool
) -> None:
    form = await nurse.slash(general, "complication report", type="burn", withhold_name=withheld)
    answers = {
        "What happened": "A burn on the shin of a type IV patient, with the GentleMax Pro",
        "Is it permanent?": ["No"],
        "What did it take, at most?": ["None"],
    }
    shown = await fill(nurse, form, answers)
    assert "Confirm" in buttons_of(message_of(shown))
    assert "Read in your words: device, skin type. **Confirm** says that this is right." in text_of(shown)
    confirmed = await press(nurse, shown, "Confirm")
    assert "Read in your words" not in text_of(confirmed)
    assert "Confirm" not in buttons_of(message_of(confirmed))


async def test_what_was_read_in_the_chat_is_unconfirmed_until_its_author_confirms(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, "#complication Burn from the GentleMax Pro, type IV, oral antibiotics needed")
    shown = await press(nurse, said_by_bot(stage, general)[-1], "Open C-1")
    assert "Unconfirmed:" in text_of(shown)
    assert "**It took:** oral treatment (unconfirmed)" in text_of(shown)
    why = "Read in your words: what it was, device, skin type, what it took. **Confirm** says that this is right."
    assert why in text_of(shown)
    confirmed = await press(nurse, shown, "Confirm")
    assert "Confirmed." in text_of(confirmed)
    assert "Read in your words" not in text_of(confirmed)
    assert "nconfirmed" not in text_of(confirmed).replace("**Confirmed.**", "")
    assert "Counted as" not in text_of(confirmed)
    await nurse.edit(message, "#complication Blister from the GentleMax Pro, type IV, hospital for a night")
    report = await exchange_of(stage).complications.report_of(stage.guild.id, 1)
    assert report is not None
    assert (report.facts.code, report.facts.intervention, report.is_confirmed) == ("burn", "oral", True)
    colleague = await stage.add_member("colleague")
    theirs = await colleague.slash(general, "show", entry="C-1")
    assert "Confirm" not in buttons_of(theirs)
    assert "in your words" not in text_of(theirs)
    assert "Counted as **Burn · GentleMax Pro · skin type IV**, as its reporter has said" in text_of(theirs)
    corrected = await press(nurse, await nurse.slash(general, "show", entry="C-1"), "Correct")
    assert "Counted as" not in text_of(await fill(nurse, corrected, {"What it was": "Blister"}))
    with pytest.raises(Refusal, match="Only who reported C-1"):
        await exchange_of(stage).complications.confirm(stage.guild.id, colleague.id, 1)
