"""`/protocol save` and `/protocol find`: settings as written, and those that fit first."""

from __future__ import annotations

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db.entries import Correction
from tests.support.library_scenes import keep, the_entries
from tests.support.simulated_discord import completions, fill, form_of, message_of, now_reads, press, text_of


async def test_a_protocol_is_saved_whole(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    assert "GentleMax Pro" in await completions(nurse, general, "protocol save", "device", "gmp")
    assert "Hair removal" in await completions(nurse, general, "protocol save", "indication", "hair")
    form = await nurse.slash(general, "protocol save", device="GMP", indication="hair_removal")
    assert list(form_of(form)) == ["Title", "Handpiece or spot", "Skin types", "Settings, as you write them", "Notes"]
    await stage.restart()
    shown = await fill(
        nurse,
        form,
        {
            "Title": "Legs",
            "Handpiece or spot": "18 mm",
            "Skin types": ["II", "III"],
            "Settings, as you write them": "755 nm, 14 J/cm² | 3 ms",
            "Notes": "Shave; *cool*",
        },
    )
    words = text_of(shown)
    assert "Saved as P-1" in words
    assert "**Device:** GentleMax Pro" in words
    assert "**Handpiece:** 18 mm" in words
    assert "**Skin types:** II, III" in words
    assert "**Indication:** Hair removal" in words
    assert "755 nm, 14 J/cm² \\| 3 ms" in words
    assert "Notes: Shave; \\*cool\\*" in words
    assert "Incomplete" not in words
    [entry] = await the_entries(stage)
    assert entry.content.text == "755 nm, 14 J/cm² | 3 ms"
    assert entry.values("indication") == ("hair_removal",)


async def test_a_protocol_without_its_circumstances_is_called_incomplete(
    general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await nurse.slash(general, "protocol save", device="GMP", indication="hair_removal")
    shown = await fill(nurse, form, {"Title": "Legs", "Settings, as you write them": "14 J/cm²"})
    assert "**Incomplete**: handpiece, skin type not recorded" in text_of(shown)


@pytest.mark.parametrize("typed", ["dark skin", "black skin", "darker skin types", "skin of colour", "type V"])
async def test_dark_skin_in_words_is_dark_skin(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, typed: str
) -> None:
    for types in (("V", "VI"), ("I", "II")):
        said = Correction(title="Legs", device="gentlemax_pro", handpiece="18 mm", skin_types=types)
        await keep(stage, nurse, EntryKind.PROTOCOL, "Hair removal, 14 J/cm², gentle on the back", said=said)
    for command, options in (("protocol find", {"device": "GMP"}), ("search", {"kind": "protocol", "query": "hair "})):
        options = {**options, "query": options.get("query", "") + typed}
        words = text_of(await nurse.slash(general, command, **options))
        assert 0 < words.index("P-1 ·") < words.index("P-2 ·")
        assert words.count("⚠️ only for") == 1
        assert "⚠️ only for skin types I, II" in words
        assert "back skin" not in words


async def test_unknown_options_open_no_form(general: ChannelHandle, nurse: MemberActor) -> None:
    for options in ({"device": "nothing", "indication": "hair_removal"}, {"device": "GMP", "indication": "nothing"}):
        refused = await nurse.slash(general, "protocol save", **options)
        assert refused.modal is None
        assert "I don't know the" in text_of(refused)


async def test_the_fitting_protocols_come_first_and_others_are_marked(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    text = "Hair removal, 14 J/cm²"
    others = Correction(title="For light skin", device="gentlemax_pro", handpiece="18 mm", skin_types=("I", "II"))
    silent = Correction(title="Says nothing", device="gentlemax_pro")
    fitting = Correction(title="For dark skin", device="gentlemax_pro", handpiece="15 mm", skin_types=("V",))
    cousin = Correction(title="Another device", device="gentlelase", skin_types=("V",))
    for said in (fitting, silent, others, cousin):
        await keep(stage, nurse, EntryKind.PROTOCOL, text, said=said)
    await keep(stage, nurse, EntryKind.TIP, text, said=fitting)
    assert "GentleMax Pro" in await completions(nurse, general, "protocol find", "device", "gmp")
    assert "Hair removal" in await completions(nurse, general, "protocol find", "indication", "hair")
    found = text_of(await nurse.slash(general, "protocol find", device="GMP", indication="hair_removal", skin_type="V"))
    assert "3 protocols on GentleMax Pro treating Hair removal, skin type V first" in found
    assert found.index("For dark skin") < found.index("Says nothing") < found.index("For light skin")
    assert "only for skin types I, II" in found
    assert "Another device" not in found
    assert "T-5" not in found
    typed = text_of(await nurse.slash(general, "protocol find", query="GMP hair removal FST V"))
    assert "“GMP hair removal FST V” on GentleMax Pro, skin type V first" in typed
    assert typed.index("For dark skin") < typed.index("Says nothing") < typed.index("⚠️ only for skin types I, II")
    searched = text_of(await nurse.slash(general, "search", query="hair removal types II-III"))
    assert "skin types II, III first" in searched
    assert searched.index("For light skin") < searched.index("⚠️ only for skin type V")
    assert "None on this page states" not in typed
    none_fits = text_of(await nurse.slash(general, "search", query="hair, FST VI"))
    assert "⚠️ None on this page states skin type VI." in none_fits
    by_handpiece = text_of(await nurse.slash(general, "protocol find", query="hair 18 mm"))
    assert "For light skin" in by_handpiece
    assert "For dark skin" not in by_handpiece


async def test_the_asked_device_never_gets_another_ones_settings(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "18 J/cm²", said=Correction(title="Mine", device="gentlelase"))
    for options in ({"device": "gentleyag"}, {"query": "gentleyag"}, {"query": "GMP"}, {"query": "gentle yag 18"}):
        found = text_of(await nurse.slash(general, "protocol find", **options))
        assert "Mine" not in found, options
        assert "Nothing found" in found, options


async def test_where_no_protocol_fits_other_kinds_and_other_devices_are_a_press_away(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    on_type_v = Correction(device="gentlemax_pro", skin_types=("V",))
    report = await keep(stage, nurse, EntryKind.COMPLICATION, "PIH for six weeks", said=on_type_v)
    cousin = await keep(stage, nurse, EntryKind.PROTOCOL, "PIH, 10 J/cm²", said=Correction(device="gentlelase"))
    await keep(stage, nurse, EntryKind.PROTOCOL, "Legs", said=on_type_v)
    nothing = await nurse.slash(general, "protocol find", query="PIH", device="GMP", skin_type="V")
    assert "### Nothing found for “PIH” on GentleMax Pro\n" in text_of(nothing)
    assert "Of other kinds, 1 entry" in text_of(nothing)
    await stage.restart()
    assert f"**{report.label} ·" in text_of(await press(nurse, nothing, "Show other kinds"))
    elsewhere = text_of(await press(nurse, nothing, "Leave out the device"))
    assert "### 1 protocol for “PIH”, skin type V first" in elsewhere
    assert f"**{cousin.label} ·" in elsewhere
    near = await nurse.slash(general, "protocol find", query="PIH GMP type V")
    assert "showing results for “GentleMax Pro”" in text_of(near)
    assert "skin type V first" in text_of(near)
    assert f"**{report.label} ·" in text_of(await press(nurse, near, "Show other kinds"))


async def test_pages_of_protocols_turn_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.PROTOCOL, f"Legs {count}", said=Correction(skin_types=("II",)))
    shown = await nurse.slash(general, "protocol find", query="legs", skin_type="V")
    await stage.restart()
    await press(nurse, shown, "Next")
    second = text_of(now_reads(stage, message_of(shown)))
    assert "Page 2 of 2 · 6 entries" in second
    assert "only for skin type II" in second
