"""Finding, opening, sharing and writing by forms; and a form outlives the process that opened it."""

from __future__ import annotations

import pytest

from tests.process.faces import button, filled, menu, titles, words
from tests.process.fluence_process import FluenceLab
from tests.wire import Interaction
from tests.wire.values import Json, WireError

PROTOCOL = {
    "title": "Legs, darker skin",
    "handpiece": "18 mm",
    "skin_types": ["IV", "V"],
    "text": "1064 nm, 30 J/cm², 20 ms",
    "notes": "Cool before and after.",
}


def _ask(lab: FluenceLab, command: str, options: Json | None = None, *, user: str = "ana") -> Interaction:
    return lab.wire.invoke(command, options, user=user, channel="general")


async def _read(lab: FluenceLab, command: str, options: Json | None = None, *, user: str = "ana") -> str:
    return words(await _ask(lab, command, options, user=user).message())


async def _keep(lab: FluenceLab, *texts: str) -> list[Json]:
    """Said in the chat and kept."""
    sent = [lab.wire.send_message("general", text, user="ana") for text in texts]
    for message in sent:
        await lab.marked(message)
    return sent


async def test_search_turns_its_pages_also_after_a_restart(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        await _keep(lab, *(f"#tip cooling matters, reason {number}" for number in range(12)))
        asked = _ask(lab, "search", {"query": "cooling"})
        page = await asked.message()
        assert asked.ephemeral
        assert asked.callback is not None
        assert "with_response" not in asked.callback.query, "a whole copy comes back that nobody reads"
        assert "Page 1 of 3 · 12 entries" in words(page)
    async with lab.fluence():
        page = await wire.click(page, button(page, "Next"), user="ana").message()
        assert "Page 2 of 3" in words(page)
        page = await wire.click(page, button(page, "Next"), user="ana").message()
        assert "Page 3 of 3" in words(page)
        with pytest.raises(WireError, match="disabled"):
            wire.click(page, button(page, "Next"), user="ana")
        options = menu(page, "Show one whole")
        chosen = wire.select(page, options["custom_id"], [options["options"][0]["value"]], user="ana")
        assert "cooling matters" in words(await chosen.message())


async def test_a_shared_copy_follows_its_entry(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        (tip,) = await _keep(lab, "#tip Chill the handpiece first.")
        shown = await _ask(lab, "show", {"entry": "T-1"}, user="ben").message()
        link = [one for one in _buttons(shown) if one["label"] == "Open the message"]
        assert link[0]["url"].endswith(f"/{tip['channel_id']}/{tip['id']}")
        told = await wire.click(shown, button(shown, "Share"), user="ben").message()
        copy = await wire.wait_message("general", where=lambda sent: "Chill" in words(sent))
        assert copy["id"] in words(told)
        wire.edit_message(tip, "#tip Chill the handpiece twice.")
        await wire.until(lambda: "twice" in words(wire.find_message(copy)[2]), what="the copy to follow the edit")
    wire.delete_message(tip)
    async with lab.fluence():
        await wire.until(lambda: "withdrawn" in words(wire.find_message(copy)[2]), what="the copy to say so")
        assert "Chill" not in words(wire.find_message(copy)[2])


async def test_devices_by_nickname_and_never_another_device(lab: FluenceLab) -> None:
    async with lab.fluence():
        await _keep(lab, "#tip GentleMax Pro: overlap a tenth", "#tip GentleLase: overlap a fifth")
        typed = lab.wire.autocomplete("search", "device", "gmp", user="ana", channel="general")
        (device, *_) = await typed.choices()
        for options in ({"device": device["value"]}, {"query": "gmp"}, {"query": "gentle max overlap"}):
            found = await _read(lab, "search", options)
            assert "GentleMax Pro: overlap" in found, options
            assert "GentleLase" not in found, options
        assert "showing results for “overlap”" in await _read(lab, "search", {"query": "ovrelap"})
        misspelled = await _ask(lab, "search", {"query": "gentelase"}).message()
        assert "overlap" not in words(misspelled), "another device's settings are never shown under the asked name"
        offered = button(misspelled, "Search “gentlelase”")
        assert "GentleLase: overlap" in words(await lab.wire.click(misspelled, offered, user="ana").message())
        assert "Nothing found" in await _read(lab, "search", {"query": "zzzz"})


async def test_a_form_outlives_its_process(lab: FluenceLab) -> None:
    options = {"device": "GentleMax Pro", "indication": "hair_removal"}
    async with lab.fluence() as bot:
        opened = _ask(lab, "protocol save", options)
        assert titles(await opened.modal())[:2] == ["Title", "Handpiece or spot"]
        await bot.kill()
    async with lab.fluence():
        saved = await lab.wire.submit_modal(opened, PROTOCOL).message()
        assert "Saved as P-1" in words(saved)
        assert "Incomplete" not in words(saved)
        found = await _read(lab, "protocol find", {"device": "GMP", "skin_type": "V"}, user="ben")
        assert "Legs, darker skin" in found
        shown = await lab.shown(1)
        for fact in ("GentleMax Pro", "18 mm", "IV, V", "1064 nm, 30 J/cm², 20 ms", "Cool before and after."):
            assert fact in shown
        assert "nothing found" in (await _read(lab, "protocol find", {"device": "GentleLase"}, user="ben")).lower()


async def test_each_kind_has_its_form(lab: FluenceLab) -> None:
    forms: dict[str, Json] = {
        "tip": {"text": "Overlap by a tenth."},
        "question": {"title": "Who may operate it?", "text": "May an aesthetician perform Pixel resurfacing?"},
        "summary": {"source": "A talk at the spring congress", "who_paid": "nobody", "text": "Two passes are enough."},
        "review": {"text": "It holds its calibration.", "rating": ["4"], "ties": ["owns", "trained"], "months": "18"},
    }
    async with lab.fluence():
        for kind, answers in forms.items():
            opened = _ask(lab, "save", {"kind": kind, "device": "GentleMax Pro"})
            assert "GentleMax Pro" in (await opened.modal())["title"]
            assert "Saved as" in words(await lab.wire.submit_modal(opened, answers).message())
        assert "GentleMax Pro: 4 of 5" in await lab.shown(4)
        typed = lab.wire.autocomplete("show", "entry", "talk", user="ben", channel="general")
        (choice, *_) = await typed.choices()
        assert choice["name"].startswith("S-3 · A talk")
        assert "Who paid:** nobody" in await _read(lab, "show", {"entry": choice["value"]}, user="ben")


async def test_a_complication_is_reported_and_warned_of(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        typed = wire.autocomplete("complication report", "type", "burn", user="ana", channel="general")
        (kind, *_) = await typed.choices()
        opened = _ask(lab, "complication report", {"type": kind["value"], "device": "GentleMax Pro"})
        await opened.modal()
        answers = {"text": "Grid-shaped blisters after a second pass.", "intervention": ["oral"]}
        saved = await wire.submit_modal(opened, answers).message()
        assert "Saved as C-1" in words(saved)
        assert "**It took:** oral treatment" in words(saved)
        assert "**Incomplete**" in words(saved)
        going_on = wire.click(saved, button(saved, "Continue"), user="ana")
        assert (await going_on.modal())["title"] == "How it went"
        course = await wire.submit_modal(going_on, {"onset": "3", "state": ["improving"]}).message()
        assert "**Onset:** 3 days after the treatment" in words(course)
        urgent = _ask(lab, "complication report", {"type": kind["value"]})
        await urgent.modal()
        sent = wire.submit_modal(urgent, {"text": "Sudden loss of vision after the injection."})
        assert "emergency" in words(await sent.message()).lower()
        await wire.until(lambda: len(sent.followups) == 2, what="the saved card after the notice, and where to report")
        assert "Saved as C-2" in words(sent.followups[0])


async def test_a_held_form_is_opened_again_step_by_step(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        opened = _ask(lab, "save", {"kind": "tip"})
        await opened.modal()
        answers = {"title": "Healing", "text": "Mrs. Example healed well, MRN 1234567.", "skin_types": ["II"]}
        sent = wire.submit_modal(opened, answers)
        held = await sent.message()  # a form never answers a form: first a card with a button
        assert "1234567" not in words(held)
        again = wire.click(held, button(held, "Edit again"), user="ana")
        assert filled(await again.modal()) == answers
        saved = await wire.submit_modal(again, {**answers, "text": "She healed well."}).message()
        assert "Saved as T-1" in words(saved)
        assert b"1234567" not in b"".join(file.read_bytes() for file in lab.folder.iterdir())
        another = _ask(lab, "save", {"kind": "tip"})
        await another.modal()
        named = await wire.submit_modal(another, {"text": "Mrs. Example liked the cold air."}).message()
        cleared = await wire.click(named, button(named, "Not the patient"), user="ana").message()
        assert "Saved as T-2" in words(cleared)
    async with lab.fluence():
        forgotten = await wire.click(held, button(held, "Edit again"), user="ana").message()
        assert "again" in words(forgotten)


async def test_what_is_not_there_is_answered_kindly(lab: FluenceLab) -> None:
    elsewhere = lab.wire.add_guild("Another exchange", channels=["lobby"], members=["carol"])
    async with lab.fluence():
        (tip,) = await _keep(lab, "#tip Chill the handpiece first.")
        asked = lab.wire.invoke("show", {"entry": "1"}, user="carol", channel="lobby")
        assert "Chill" not in words(await asked.message())
        found = lab.wire.invoke("search", {"query": "chill"}, user="carol", channel="lobby")
        assert "Nothing found" in words(await found.message())
        for typed in ("T-99", "99999999999999999999", "'; DROP TABLE entry", "no such words"):
            assert "Chill" not in await _read(lab, "show", {"entry": typed})
        lab.wire.delete_message(tip)
        await lab.until(lambda stored: stored.status_of(tip) == "withdrawn", "the tombstone")
        assert "withdrawn" in await _read(lab, "show", {"entry": "1"})
    assert lab.stored.rows("SELECT DISTINCT guild_id FROM entry")[0][0] != elsewhere.id


def _buttons(message: Json) -> list[Json]:
    row = message["components"][0]["components"][-1]
    return row["components"]
