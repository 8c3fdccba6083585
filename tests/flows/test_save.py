"""`/save`: the forms for tips, summaries, reviews and questions, and what is held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.held_forms import HeldForm
from bot.exchange.refusal import Refusal
from bot.ui.forms import Answers
from bot.ui.save_forms import EntryForm, reopened
from db import communities, entries, groups
from db.failures import DiskFull
from db.groups import Subject
from tests.support.library import deeds, store_of
from tests.support.library_scenes import fluence, the_entries
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    fill,
    form_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

IDENTIFYING = "Patient Jane Placeholder did well with cooling"


async def test_a_tip_is_saved_shown_and_shared(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    assert (await completions(nurse, general, "save", "device", "gmp"))["GentleMax Pro"] == "gentlemax_pro"
    form = await nurse.slash(general, "save", kind="tip", device="gentlemax_pro")
    assert list(form_of(form)) == ["Title", "The tip", "Skin types"]
    answers = {"Title": "Cool *first*", "The tip": "Cool before\nevery pass @everyone", "Skin types": ["V", "VI"]}
    shown = await fill(nurse, form, answers)
    assert shown.ephemeral
    words = text_of(shown)
    assert "Saved as T-1" in words
    assert "T-1 · Cool \\*first\\*" in words
    assert "**Device:** GentleMax Pro" in words
    assert "**Skin types:** V, VI" in words
    assert buttons_of(shown) == ["Edit details", "What it treats", "Withdraw", "Share"]
    [entry] = await the_entries(stage)
    assert entry.content.text == "Cool before\nevery pass @everyone"
    assert (entry.author_id, entry.saved_by_id, entry.source) == (nurse.id, None, None)
    assert said_by_bot(stage, general) == []
    await press(nurse, shown, "Share")
    assert "T-1" in text_of(said_by_bot(stage, general)[0])


async def test_the_channel_of_a_devices_group_gives_the_device(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    subject = Subject("device", "gentlemax_pro")
    async with store_of(stage).write() as write:
        await communities.ensure(write, stage.guild.id, stage.clock.now())
        await groups.open_group(write, stage.guild.id, subject, "GentleMax Pro", "text")
        await groups.set_channel(write, stage.guild.id, subject, general.id, "text")
    for words in ("Warm the distance gauge first", "On the Vbeam Prima cool first"):
        form = await nurse.slash(general, "save", kind="tip")
        await fill(nurse, form, {"The tip": words})
    form = await nurse.slash(general, "question ask")
    await fill(nurse, form, {"The question": "How long do your gauges last?"})
    devices = [entry.values("device") for entry in await the_entries(stage)]
    assert devices == [("gentlemax_pro",), ("vbeam_prima",), ("gentlemax_pro",)]
    await fill(nurse, await press(nurse, await nurse.slash(general, "show", entry="T-1"), "Edit details"), {})
    assert (await the_entries(stage))[0].values("device") == ("gentlemax_pro",)


async def test_a_form_that_discord_asks_to_send_again_is_saved_once(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    async def send(**options: str) -> str:
        form = await nurse.slash(general, "save", kind="tip", **options)
        return text_of(await fill(nurse, form, {"The tip": "Cool before every pass"}))

    assert "Saved as T-1" in await send()
    assert "You have just sent this: it is **T-1**" in await send()
    assert "Saved as T-2" in await send(device="gentlemax_pro"), "of a device it is another"
    await stage.advance(timedelta(hours=1))
    assert "Saved as T-3" in await send()


async def test_its_author_can_correct_and_withdraw_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    form = await nurse.slash(general, "protocol save", device="GMP", indication="hair_removal")
    title = "Legs, " * 25  # as long as the form lets a title be
    shown = await fill(nurse, form, {"Title": title, "Settings, as you write them": "14 J/cm²"})
    await press(nurse, shown, "Share")
    await fill(nurse, await press(nurse, shown, "Edit details"), {"Handpiece or spot": "18 mm"})
    [corrected] = await the_entries(stage)
    assert corrected.content.correction.handpiece == "18 mm"
    assert corrected.values("indication") == ("hair_removal",)
    assert corrected.content.title == title.strip()
    await stage.advance(timedelta(seconds=10))
    [copy] = said_by_bot(stage, general)
    assert "**Handpiece:** 18 mm" in text_of(now_reads(stage, copy))
    assert text_of(await press(nurse, shown, "Withdraw")).endswith("kept but its number."), "it has no message"
    await stage.advance(timedelta(seconds=10))
    assert "was withdrawn" in text_of(now_reads(stage, copy))
    assert "was withdrawn" in text_of(await nurse.slash(general, "show", entry="1"))


async def test_a_form_opened_before_a_restart_is_kept_after_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "save", kind="question", device="GMP")
    await stage.restart()
    shown = await fill(nurse, form, {"The question": "May an aesthetician use it?"})
    assert "Saved as Q-1" in text_of(shown)
    [entry] = await the_entries(stage)
    assert entry.content.title == "May an aesthetician use it?"
    assert entry.values("device") == ("gentlemax_pro",)


async def test_a_review_keeps_its_ties(general: ChannelHandle, nurse: MemberActor) -> None:
    review = await fill(
        nurse,
        await nurse.slash(general, "save", kind="review"),
        {
            "The review": "Solid.",
            "Would you choose it again?": "4 of 5",
            "Your tie to it": ["I own or lease it", "Its maker pays or paid me"],
        },
    )
    assert "Would choose it again: 4 of 5" in text_of(review)
    assert "Tie to it: I own or lease it; Its maker pays or paid me" in text_of(review)


async def test_an_unknown_device_opens_no_form(general: ChannelHandle, nurse: MemberActor) -> None:
    refused = await nurse.slash(general, "save", kind="tip", device="gentelase")
    assert refused.modal is None
    assert "Did you mean **GentleLase**" in text_of(refused)


async def test_blank_answers_are_not_saved(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    shown = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": " \n "})
    assert "nothing in it to save" in text_of(shown)
    assert await the_entries(stage) == []


async def test_what_may_name_a_patient_is_held_and_can_be_edited(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await fill(
        nurse,
        await nurse.slash(general, "save", kind="tip", device="GMP"),
        {"Title": "Comfort", "The tip": IDENTIFYING, "Skin types": ["II"]},
    )
    assert held.ephemeral
    assert "Placeholder" not in text_of(held)
    assert "a name" in text_of(held)
    assert buttons_of(held) == ["Edit again", "Not the patient"]
    assert await the_entries(stage) == []
    again = await press(nurse, held, "Edit again")
    assert form_of(again) == {"Title": "Comfort", "The tip": IDENTIFYING, "Skin types": ["II"]}
    saved = await fill(nurse, again, {"The tip": "They did well with cooling"})
    assert "Saved as T-1" in text_of(saved)
    [entry] = await the_entries(stage)
    assert entry.values("device") == ("gentlemax_pro",)
    assert entry.values("skin_type") == ("II",)


async def test_not_the_patient_saves_and_is_written_down(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    assert "Saved as T-1" in text_of(await press(nurse, held, "Not the patient"))
    [deed] = await deeds(stage)
    assert (deed.actor_id, deed.action, deed.subject) == (nurse.id, "not_the_patient", "1")
    assert "was sent already" in text_of(await press(nurse, held, "Not the patient"))
    assert len(await the_entries(stage)) == 1


async def test_what_is_being_saved_cannot_be_saved_by_a_second_press(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = fluence(stage).exchange.held_forms
    tokens: list[str] = []
    look, add = forms.of, entries.add

    def seen(token: str, guild_id: int, user_id: int) -> HeldForm:
        tokens.append(token)
        return look(token, guild_id, user_id)

    async def add_meanwhile(*given: Any, **named: Any) -> int | None:
        with pytest.raises(Refusal):
            look(tokens[-1], stage.guild.id, nurse.id)
        return await add(*given, **named)

    monkeypatch.setattr(forms, "of", seen)
    monkeypatch.setattr(entries, "add", add_meanwhile)
    held = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    assert "Saved as T-1" in text_of(await press(nurse, held, "Not the patient"))
    assert tokens


async def test_what_was_edited_and_sent_again_is_not_saved_a_second_time(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    saved = await fill(nurse, await press(nurse, held, "Edit again"), {"The tip": "They did well with cooling"})
    assert "Saved as T-1" in text_of(saved)
    assert "was sent already" in text_of(await press(nurse, held, "Not the patient"))
    assert len(await the_entries(stage)) == 1


async def test_what_the_store_refused_can_be_tried_again(
    general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    again = await press(nurse, held, "Edit again")
    with monkeypatch.context() as patched:
        patched.setattr(entries, "add", _refuse)
        for refused in (await press(nurse, held, "Not the patient"), await fill(nurse, again, {"The tip": "Cool it"})):
            assert "could not be saved" in text_of(refused)
    assert "Saved as T-1" in text_of(await press(nurse, held, "Not the patient"))


def test_every_form_can_be_reopened() -> None:
    """What it is about and its token fit into a custom id, whatever was chosen."""
    devices = [device.key for device in catalogue().all]
    for each in indications().all:
        assert reopened(EntryForm(EntryKind.PROTOCOL, max(devices, key=len), each.key), Answers({}), "t" * 16).custom_id


async def _refuse(*_: Any, **__: Any) -> None:
    raise DiskFull("the disk is full")


@pytest.mark.parametrize("text", ["Write to jane@example.org", "MRN 1234567", "call her on 0400 123 456 789"])
async def test_numbers_and_addresses_cannot_be_cleared(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str
) -> None:
    held = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"Title": "Comfort", "The tip": text})
    assert buttons_of(held) == ["Edit again"]
    assert await the_entries(stage) == []


async def test_every_field_is_screened(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    answers = {"What it was": "Webinar", "Speaker or author": "jane@example.org", "Key points": "Wait."}
    held = await fill(nurse, await nurse.slash(general, "save", kind="summary"), answers)
    assert "Not saved" in text_of(held)
    assert await the_entries(stage) == []


async def test_held_words_are_gone_after_15_minutes_and_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    first = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    await stage.advance(timedelta(minutes=16))
    assert "is gone" in text_of(await press(nurse, first, "Edit again"))
    second = await fill(nurse, await nurse.slash(general, "save", kind="tip"), {"The tip": IDENTIFYING})
    await stage.restart()
    told = text_of(await press(nurse, second, "Edit again"))
    assert "not over a restart" in told
    assert "Nothing of it was stored" in told
    assert await the_entries(stage) == []


async def test_an_emergency_is_answered_first_and_saving_goes_on(general: ChannelHandle, nurse: MemberActor) -> None:
    shown = await fill(
        nurse,
        await nurse.slash(general, "save", kind="question"),
        {"The question": "She has sudden vision loss after the filler, what now?"},
    )
    assert shown.response is not None
    assert "If this is happening now" in text_of(shown.response)
    assert "Saved as Q-1" in text_of(shown.followups[-1])
    held = await fill(
        nurse,
        await nurse.slash(general, "save", kind="question"),
        {"The question": "Patient Jane Placeholder has sudden vision loss"},
    )
    assert held.response is not None
    assert "If this is happening now" in text_of(held.response)
    assert "Not saved" in text_of(held.followups[-1])


async def test_an_emergency_is_answered_also_when_nothing_can_be_saved(
    general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "add", _refuse)
    form = await nurse.slash(general, "save", kind="question")
    told = await fill(nurse, form, {"The question": "She has sudden vision loss after the filler, what now?"})
    assert told.response is not None
    assert "If this is happening now" in text_of(told.response)
    assert "could not be saved" in text_of(told.followups[-1])
    form = await nurse.slash(general, "save", kind="question")
    blank = await fill(nurse, form, {"Title": "Sudden vision loss after the filler", "The question": " "})
    assert blank.response is not None
    assert "If this is happening now" in text_of(blank.response)
    assert "nothing in it to save" in text_of(blank.followups[-1])


async def test_what_is_held_leaves_the_memory_in_time_though_nobody_asks_for_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "save", kind="tip")
    await fill(nurse, form, {"Title": "", "The tip": IDENTIFYING})
    remembered = vars(fluence(stage).exchange.held_forms)
    assert "Placeholder" in repr(remembered)
    await stage.advance(timedelta(minutes=14))
    assert "Placeholder" in repr(remembered)
    await stage.advance(timedelta(minutes=2))
    assert "Placeholder" not in repr(remembered)
