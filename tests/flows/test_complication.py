"""`/complication report`: one form, and what happened alone is a valid report."""

from __future__ import annotations

from bot.demo.stage import Stage
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import completions, fill, form_of, text_of


async def test_what_happened_alone_is_a_report(stage: Stage) -> None:
    general = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    assert (await completions(nurse, general, "complication report", "type", "burn"))["Burn"] == "burn"
    assert "GentleLase" in await completions(nurse, general, "complication report", "device", "gentlel")
    form = await nurse.slash(general, "complication report", type="burn")
    assert list(form_of(form)) == ["What happened", "How serious", "Handpiece or spot", "Settings"]
    await stage.restart()
    shown = await fill(nurse, form, {"What happened": "No blisters, but a brown square for a month"})
    words = text_of(shown)
    assert "Saved as C-1" in words
    assert any(line.startswith("**Complication:**") and "Burn" in line for line in words.splitlines())
    assert "**Incomplete**: device, handpiece, skin type not recorded" in words
    [entry] = await the_entries(stage)
    assert "burn" in entry.values("complication")
    assert "C-1" in text_of(await nurse.slash(general, "search", query="burn", kind="complication"))


async def test_a_full_report_says_how_serious_it_was(stage: Stage) -> None:
    general = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    form = await nurse.slash(general, "complication report", type="Burn", device="GMP")
    answers = {
        "What happened": "A burn on the shin",
        "How serious": ["It is permanent, or may be", "It needed treatment"],
        "Handpiece or spot": "18 mm",
        "Settings": "20 J/cm², 3 ms",
    }
    words = text_of(await fill(nurse, form, answers))
    assert "Settings as written: 20 J/cm², 3 ms" in words
    assert "Permanent: yes, or it may be" in words
    assert "Needed treatment: yes" in words
    assert "**Device:** GentleMax Pro" in words


async def test_an_unknown_complication_opens_no_form(stage: Stage) -> None:
    general = await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    refused = await nurse.slash(general, "complication report", type="grumpiness")
    assert refused.modal is None
    assert "I don't know the complication" in text_of(refused)
