"""Who may operate what: told in two forms by one process after another, checked, and shared."""

from __future__ import annotations

from tests.process.faces import button, filled, menu, titles, words
from tests.process.fluence_process import FluenceLab
from tests.wire.values import Json


async def _shown(lab: FluenceLab, user: str) -> Json:
    asked = lab.wire.invoke(
        "scope show", {"jurisdiction": "US-TX", "credential": "nurse"}, user=user, channel="general"
    )
    return await asked.message()


async def test_a_rule_is_told_in_two_steps_checked_and_shared(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        typed = wire.autocomplete("scope add", "jurisdiction", "texa", user="ana", channel="general")
        (place, *_) = await typed.choices()
        opened = wire.invoke("scope add", {"jurisdiction": place["value"]}, user="ana", channel="general")
        asked = ["What is done", "By whom", "What the source says of it", "Supervision", "Purpose"]
        assert titles(await opened.modal()) == asked
        chosen = {"device_classes": ["hair_removal"], "credentials": ["nurse"], "verdict": ["prohibited"]}
        step = await wire.submit_modal(opened, chosen).message()
        assert "Step 1 of 2: Texas" in words(step)
    async with lab.fluence():
        opened = wire.click(step, button(step, "Continue"), user="ana")
        assert titles(await opened.modal())[-1] == "Date of the source"
        said = {"words": "Not by a nurse.", "link": "no link", "kind": ["board"], "dated": "May 2025"}
        refused = await wire.submit_modal(opened, said).message()
        assert "begins with `https://`" in words(refused)
        again = wire.click(refused, button(refused, "Edit again"), user="ana")
        assert filled(await again.modal()) == said
        added = await wire.submit_modal(again, {**said, "link": "https://example.org/tx"}).message()
        assert "**Added.**" in words(added)
        assert added["flags"] & 64
        answer = await _shown(lab, "ruth")
        assert "Sources disagree** on Nurse · Laser hair removal" in words(answer)
        rules = menu(answer, "Open one whole, with its source")
        key = next(each["value"] for each in rules["options"] if "not allowed" in each["label"])
    async with lab.fluence():
        rule = await wire.select(answer, rules["custom_id"], [key], user="ruth").message()
        assert "member's claim" in words(rule)
        checked = await wire.click(rule, button(rule, "Checked"), user="ruth").message()
        assert "last checked" in words(checked)
        answer = await _shown(lab, "ben")
        assert "member's claim" not in words(answer)
        await wire.click(answer, button(answer, "Share"), user="ben").message()
        copy = await wire.wait_message("general", where=lambda sent: "Who may operate" in words(sent))
        assert "Not by a nurse" not in words(copy)
