"""Answers to a meeting by the real process: a death before the card was edited loses none; who moves up is pinged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.process.faces import button, labels, menu, words
from tests.process.fluence_process import FluenceLab
from tests.wire.values import Json

MESSAGES = "/channels/{channel_id}/messages"
TITLE = "Spring meeting"


async def _plan(lab: FluenceLab) -> Json:
    """Nadia plans a meeting for one; its card."""
    day = datetime.now(UTC) + timedelta(days=30)
    options = {"title": TITLE, "when": f"{day:%Y-%m-%d} 18:30", "zone": "UTC", "capacity": 1}
    draft = await lab.wire.invoke("meeting create", options, user="nadia", channel="meetings").message()
    await lab.wire.click(draft, button(draft, "Post it"), user="nadia").message()
    return await lab.wire.wait_message("meetings", where=lambda sent: f"## {TITLE}" in words(sent))


async def test_a_death_before_the_card_was_edited_loses_no_answer(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence() as bot:
        card = await _plan(lab)
        told = await wire.click(card, button(card, "In person"), user="ana").message()
        assert "You are going in person" in words(told)
        chosen = wire.select(told, menu(told, "Remind me by direct message")["custom_id"], ["1 day before"], user="ana")
        assert "1 day before" in words(await chosen.message())
        told = wire.find_message(told)[2]
        guests = wire.select(told, menu(told, "Guests you bring")["custom_id"], ["2"], user="ana")
        assert "holds 1 in all" in words(await guests.message())
        # The first edit was made; the next one is due three seconds later, and the process dies before.
        await wire.until(lambda: "**Full**" in words(wire.find_message(card)[2]), what="the first edit")
        waits = await wire.click(wire.find_message(card)[2], button(card, "In person"), user="ben").message()
        assert "number 1 on the waiting list" in words(waits)
        await bot.kill()
    assert "waiting list" not in words(wire.find_message(card)[2])
    async with lab.fluence():
        await wire.until(lambda: "on the waiting list" in words(wire.find_message(card)[2]), what="the last state")
        shown = await wire.invoke("meeting show", {"meeting": "M-1"}, user="ana", channel="general").message()
        assert "Your direct message 1 day before: due" in words(shown)
        assert "Attendance" not in labels(shown), "it has not begun"
        desk = await wire.invoke("meeting show", {"meeting": "M-1"}, user="nadia", channel="general").message()
        sheet = await wire.click(desk, button(desk, "Attendance"), user="nadia").message()
        assert "Choose the voice or stage channel" in words(sheet)
        listed = await wire.click(desk, button(desk, "Who is going"), user="nadia").message()
        assert labels(listed) == []
        gone = wire.select(
            listed, menu(listed, "Take somebody off the list")["custom_id"], [_first(listed)], user="nadia"
        )
        assert "is off the list" in words(await gone.message())
        word = await wire.wait_message("meetings", where=lambda sent: "A place for you" in words(sent))
        (sent,) = wire.find_requests("POST", MESSAGES, where=lambda record: "A place for you" in str(record.body))
        ben = next(user for user in sent.body["allowed_mentions"]["users"])
        assert f"<@{ben}>" in words(word)
        assert sent.body["allowed_mentions"].get("parse", []) == []
        await wire.click(word, button(word, "No"), user="ben").message()
        await wire.until(lambda: "**1** of 1 places left" in words(wire.find_message(card)[2]), what="an empty room")


def _first(listed: Json) -> str:
    return menu(listed, "Take somebody off the list")["options"][0]["value"]
