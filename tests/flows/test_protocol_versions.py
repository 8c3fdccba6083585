"""Versions of a protocol by form, what counts as other settings, and how a protocol stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, Saved, read_draft
from db import outcomes, revisions
from db.entries import Detail, Entry, Source
from db.outcomes import Counts
from db.revisions import Revision
from tests.support.library import exchange_of, kept, store_of
from tests.support.library_scenes import keep, stands_now
from tests.support.simulated_discord import buttons_of, fill, form_of, message_of, now_reads, press, text_of

TEXT = "Hair removal, 755 nm, 14 J/cm², 3 ms. Shave the evening before"


async def protocol_of(stage: Stage, author: MemberActor, text: str = TEXT) -> Entry:
    draft = Draft(
        EntryKind.PROTOCOL,
        text,
        title="Legs",
        device="gentlemax_pro",
        indication="hair_removal",
        handpiece="18 mm",
        skin_types=("II", "III"),
        details=(Detail("Notes", "Cool with air"),),
    )
    saved = await exchange_of(stage).saving.save(stage.guild.id, author.id, read_draft(draft))
    assert isinstance(saved, Saved)
    return saved.entry


async def report(stage: Stage, entry: Entry, user: int, version: int = 1) -> None:
    async with store_of(stage).write() as write:
        await outcomes.put(write, entry.guild_id, entry.number, version, user, Counts(5, 0, 0, 1), stage.clock.now())


async def counting(stage: Stage, entry: Entry) -> int:
    """How many reports count for the settings as they are."""
    async with store_of(stage).read() as read:
        return len((await outcomes.current_of(read, entry.guild_id, [entry.number])).get(entry.number, []))


async def revisions_of(stage: Stage, entry: Entry) -> list[Revision]:
    async with store_of(stage).read() as read:
        return await revisions.of_entry(read, entry.guild_id, entry.number)


async def test_an_edit_by_form_keeps_the_former_words(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await protocol_of(stage, nurse)
    await report(stage, entry, 99)
    shared = await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    assert "Shared" in text_of(shared)
    copy = general.history()[-1]
    assert buttons_of(copy) == ["I used it", "Reports"]
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    assert list(form_of(form)) == ["Title", "Handpiece or spot", "Skin types", "Settings, as you write them", "Notes"]
    await stage.restart()
    await stage.advance(timedelta(days=1))
    changed = await fill(
        nurse,
        form,
        {
            "Settings, as you write them": TEXT.replace("14", "16").replace("Shave", "Clip"),
            "Handpiece or spot": "15 mm",
            "Notes": "Cold air",
        },
    )
    words = text_of(changed)
    assert "Fluence 14 → 16 J/cm²" in words
    assert "Handpiece 18 mm → 15 mm" in words
    assert "~~Shave~~ **Clip**" in words
    assert "only reports of these count" in words
    await stage.advance(timedelta(seconds=5))
    assert "16 J/cm²" in text_of(now_reads(stage, copy))
    assert "any reports of the former ones are under **Reports**" in text_of(now_reads(stage, copy))
    assert "nobody has reported" in text_of(now_reads(stage, copy))
    history = text_of(await press(nurse, await press(nurse, changed, "Show it"), "Reports"))
    assert "Settings, version 1, until" in history
    assert "complications 1 of 5, worked 5 of 5" in history
    assert "Fluence 14 → 16 J/cm²" in history
    [former] = await revisions_of(stage, entry)
    assert former.text == TEXT
    assert (await stands_now(stage, entry)).content.details[-1] == Detail("Notes", "Cold air")


async def test_a_typo_and_a_reworded_note_keep_the_evidence(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    await report(stage, entry, 99)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    answers = {
        "Settings, as you write them": "Hair removal: 3ms, 755 nm, 14 J/cm2. Shave on the evening before",
        "Title": "The legs",
        "Handpiece or spot": "18mm",
        "Skin types": ["II", "III", "IV"],
        "Notes": "Cryogen spray is no must; cold air, 4 of 10",
    }
    changed = text_of(await fill(nurse, form, answers))
    assert "Skin types II, III → II, III, IV" in changed
    assert "only reports of these" not in changed
    assert "complications 1 of 5" in text_of(await nurse.slash(general, "show", entry="1"))
    assert len(await revisions_of(stage, entry)) == 1
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    assert "says what it said" in text_of(await fill(nurse, form, {}))
    assert len(await revisions_of(stage, entry)) == 1


async def test_edit_details_is_a_form_too(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, f"#protocol GentleMax Pro, skin type II, 18 mm. {TEXT}")
    entry = await kept(stage, message)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit details")
    await fill(nurse, form, {"Settings": "755 nm, 15 J/cm², 3 ms"})
    assert (await stands_now(stage, entry)).settings_version == 2
    history = text_of(await press(nurse, await nurse.slash(general, "show", entry="1"), "Reports"))
    assert "Fluence 14 → 15 J/cm²" in history
    [former] = await revisions_of(stage, entry)
    assert former.text == ""


async def test_an_edit_in_the_chat_replaces(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    text = f"#protocol GentleMax Pro, skin type II, 18 mm. {TEXT}"
    message = await nurse.send(general, text)
    entry = await kept(stage, message)
    await report(stage, entry, 99)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit details")
    await fill(nurse, form, {"Title": "Lower legs"})
    assert len(await revisions_of(stage, entry)) == 1
    await nurse.edit(message, text.replace("Shave", "Clip"))
    assert (await stands_now(stage, entry)).settings_version == 1
    assert await revisions_of(stage, entry) == []
    await nurse.edit(message, text.replace("14", "17"))
    assert (await stands_now(stage, entry)).settings_version == 2
    assert await counting(stage, entry) == 0
    held = text.replace("14", "17").replace("Shave", "Call 555-0134. Shave")
    for words in (held, text):
        await nurse.edit(message, words)
    assert await counting(stage, entry) == 1, "reports belong to the settings, which are the same again"
    for words in (f"#tip {text[10:]}", "#tip 755 nm, 20 J/cm²", text.replace("14", "20")):
        await nurse.edit(message, words)
    assert await counting(stage, entry) == 0, "other settings, whatever kind of entry they came in by"
    form_only = await press(nurse, await nurse.slash(general, "show", entry="1"), "Reports")
    assert "Shave" not in text_of(form_only)
    assert "Edit protocol" not in buttons_of(await nurse.slash(general, "show", entry="1"))


async def test_words_that_may_identify_are_held_and_asked_for_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await protocol_of(stage, nurse)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    held = await fill(nurse, form, {"Notes": "Her number is 555-867-5309", "Title": "Shins"})
    assert "may identify a patient" in text_of(held)
    assert await revisions_of(stage, entry) == []
    saved = await fill(nurse, await press(nurse, held, "Edit again"), {"Notes": "Cold air"})
    assert "Title: ~~Legs~~ **Shins**" in text_of(saved)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    assert "settings are empty" in text_of(await fill(nurse, form, {"Settings, as you write them": " "}))


async def test_withdrawing_takes_the_former_words_too(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await protocol_of(stage, nurse)
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Edit protocol")
    await fill(nurse, form, {"Title": "Shins"})
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Withdraw")
    assert await revisions_of(stage, entry) == []


async def test_superseded_and_retired_are_said_everywhere(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await protocol_of(stage, nurse)
    await protocol_of(stage, nurse, TEXT.replace("14", "12"))
    reader = await stage.add_member("reader")
    assert "Status" not in buttons_of(await reader.slash(general, "show", entry="1"))
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    copy = general.history()[-1]
    for successor, why in (("", "Type the number"), ("1", "its own place"), ("99", "Type the number")):
        form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
        answers = {"How P-1 stands": "Superseded: another one takes its place", "Superseded by": successor}
        assert why in text_of(await fill(nurse, form, answers))
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    await stage.restart()
    shown = await fill(nurse, form, {**answers, "Superseded by": "P-2"})
    assert "Superseded by P-2" in text_of(shown)
    await stage.advance(timedelta(seconds=5))
    assert "Superseded by P-2" in text_of(now_reads(stage, copy))
    found = text_of(await reader.slash(general, "protocol find"))
    assert found.index("P-2 · Legs") < found.index("P-1 · Legs")
    assert "Superseded by P-2" in found
    form = await press(nurse, await nurse.slash(general, "show", entry="2"), "Status")
    circle = await fill(nurse, form, {"How P-2 stands": answers["How P-1 stands"], "Superseded by": "P-1"})
    assert "is itself superseded" in text_of(circle)
    form = await press(nurse, await nurse.slash(general, "show", entry="2"), "Status")
    assert "Retired" in text_of(await fill(nurse, form, {"How P-2 stands": "Retired: I no longer advise it"}))


async def test_a_successor_that_is_typed_but_not_chosen_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    first = await protocol_of(stage, nurse)
    await protocol_of(stage, nurse, TEXT.replace("14", "12"))
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    said = text_of(await fill(nurse, form, {"Superseded by": "P-2"}))
    assert "Nothing was changed: you typed P-2, but did not choose **Superseded**" in said
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    assert "“the new \\*one\\*” is no number" in text_of(await fill(nurse, form, {"Superseded by": "the new *one*"}))
    assert (await stands_now(stage, first)).standing == "current"


async def test_a_successor_that_is_withdrawn_is_named_no_longer(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    ben = await stage.add_member("ben")
    await protocol_of(stage, nurse)
    await protocol_of(stage, ben, TEXT.replace("14", "12"))
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    answers = {"How P-1 stands": "Superseded: another one takes its place", "Superseded by": "P-2"}
    await fill(nurse, form, answers)
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    copy = general.history()[-1]
    await press(ben, await ben.slash(general, "privacy forget"), "Erase everything")
    await stage.advance(timedelta(seconds=5))
    for words in (text_of(await nurse.slash(general, "protocol find")), text_of(now_reads(stage, copy))):
        assert "its author advised another one, which was withdrawn since" in words
        assert "P-2" not in words
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    current = await fill(nurse, form, {"How P-1 stands": "Current: I advise it"})
    assert "Superseded" not in text_of(current)


async def test_who_saved_a_colleagues_message_does_not_speak_for_its_author(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    saver = await stage.add_member("saver")
    message = await nurse.send(general, f"GentleMax Pro, skin type II, 18 mm. {TEXT}")
    form = await saver.context_menu(general, "Save to library", message)
    assert "in the name of its author" in text_of(await fill(saver, form, {}))
    assert "Status" not in buttons_of(await saver.slash(general, "show", entry="1"))
    own = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    entry = await kept(stage, message)
    with pytest.raises(Refusal, match="Only the author of P-1"):
        await exchange_of(stage).protocols.own(stage.guild.id, entry.number, saver.id)
    retired = await fill(nurse, own, {"How P-1 stands": "Retired: I no longer advise it"})
    assert "its author no longer advises it" in text_of(retired)


async def test_what_its_author_cannot_see_takes_no_place(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await protocol_of(stage, nurse)
    private = await stage.create_private_channel("board", visible_to=[])
    await exchange_of(stage).communities.opt_channel_in(stage.guild.id, private.id)
    ben = await stage.add_member("ben")
    await keep(stage, ben, EntryKind.PROTOCOL, TEXT, source=Source(private.id, 8, private_channel_id=private.id))
    form = await press(nurse, await nurse.slash(general, "show", entry="1"), "Status")
    answers = {"How P-1 stands": "Superseded: another one takes its place", "Superseded by": "P-2"}
    assert "Type the number" in text_of(await fill(nurse, form, answers))


async def test_reports_have_pages(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    entry = await protocol_of(stage, nurse)
    for user in range(12):
        async with store_of(stage).write() as write:
            counts = Counts(1, 0, 0, 0, note=f"note {user} " + "calm " * 90)
            await outcomes.put(write, entry.guild_id, 1, 1, 1000 + user, counts, stage.clock.now())
    shown = await press(nurse, await nurse.slash(general, "show", entry="1"), "Reports")
    assert "note 0" in text_of(shown)
    assert "note 11" not in text_of(shown)
    await stage.restart()
    turned = await press(nurse, shown, "Next")
    assert "note 0" not in text_of(turned)
    assert message_of(turned)
