"""The same protocol twice: suggested before it is saved, and never doubled."""

from __future__ import annotations

import asyncio

from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.gestures import Shown
from bot.demo.stage import Stage
from bot.exchange.saving import Draft, LooksLike, Saved, read_draft
from tests.support.library import exchange_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import buttons_of, fill, press, text_of

ANSWERS = {
    "Title": "Legs",
    "Handpiece or spot": "18 mm",
    "Skin types": ["II"],
    "Settings, as you write them": "755 nm, 14 J/cm², 3 ms",
}
OTHERWISE_SAID = {
    "Title": "Lower legs, my way",
    "Handpiece or spot": "18mm",
    "Settings, as you write them": "3 ms; 14 J/cm2 at 755 nm, as always",
}


async def save(member: MemberActor, channel: ChannelHandle, answers: dict[str, object], **options: str) -> Shown:
    chosen = {"device": "GMP", "indication": "hair_removal", **options}
    return await fill(member, await member.slash(channel, "protocol save", **chosen), answers)  # type: ignore[arg-type]


async def test_the_same_settings_are_suggested_before_saving(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    assert "Saved as P-1" in text_of(await save(nurse, general, dict(ANSWERS)))
    colleague = await stage.add_member("colleague")
    asked = await save(colleague, general, dict(OTHERWISE_SAID))
    assert "this looks like P-1" in text_of(asked)
    assert f"by <@{nurse.id}>" in text_of(asked)
    assert len(await the_entries(stage)) == 1
    assert "755 nm, 14 J/cm²" in text_of(await press(colleague, asked, "Open P-1"))
    assert buttons_of(asked) == ["Save anyway", "Open P-1", "I used it"]
    assert "Saved as P-2" in text_of(await press(colleague, asked, "Save anyway"))
    assert "was sent already" in text_of(await press(colleague, asked, "Save anyway"))
    assert len(await the_entries(stage)) == 2


async def test_a_third_is_told_of_each_that_was_not_shown(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await save(nurse, general, dict(ANSWERS))
    asked = await save(nurse, general, dict(ANSWERS))
    other = await stage.add_member("other")
    between = await save(other, general, dict(ANSWERS))
    await press(other, between, "Save anyway")
    again = await press(nurse, asked, "Save anyway")
    assert "this looks like P-2" in text_of(again)
    assert "Saved as P-3" in text_of(await press(nurse, again, "Save anyway"))


async def test_other_settings_indications_and_devices_are_no_duplicates(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await save(nurse, general, dict(ANSWERS))
    for number, (changed, options) in enumerate(
        [
            ({"Settings, as you write them": "755 nm, 15 J/cm², 3 ms"}, {}),
            ({"Handpiece or spot": "15 mm"}, {}),
            ({}, {"indication": "pigmented_lesions"}),
            ({}, {"device": "gentlelase"}),
            ({"Settings, as you write them": "as the chart on the wall says"}, {}),
        ],
        2,
    ):
        if options.get("indication") == "pigmented_lesions":
            options = {"indication": "melasma"}
        assert f"Saved as P-{number}" in text_of(await save(nurse, general, {**ANSWERS, **changed}, **options))


async def test_of_two_who_save_at_once_one_is_told(stage: Stage) -> None:
    saving = exchange_of(stage).saving
    draft = read_draft(
        Draft(EntryKind.PROTOCOL, "755 nm, 14 J/cm², 3 ms", "Legs", "gentlemax_pro", "hair_removal", None, "18 mm")
    )
    found = await asyncio.gather(*(saving.save(stage.guild.id, user, draft) for user in (1, 2)))
    assert sorted(type(each).__name__ for each in found) == [LooksLike.__name__, Saved.__name__]
    assert len(await the_entries(stage)) == 1
