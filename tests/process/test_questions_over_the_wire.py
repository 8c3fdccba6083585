"""A question from the form to its accepted answer, by several people and processes; and one whose asking is cut off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.process.faces import button, labels, titles, words
from tests.process.fluence_process import FluenceLab
from tests.wire import Interaction
from tests.wire.values import Json

POSTS = "/channels/{channel_id}/threads"
THREADS = "/channels/{channel_id}/messages/{message_id}/threads"
MESSAGES = "/channels/{channel_id}/messages"
QUESTION = "How do you cool legs with the GentleMax Pro?"


async def _asked(lab: FluenceLab, text: str = QUESTION, *, user: str = "ana", channel: str = "general") -> Interaction:
    """The form is sent; its answer may still be under way."""
    opened = lab.wire.invoke("question ask", {}, user=user, channel=channel)
    assert titles(await opened.modal()) == ["Title", "The question", "Skin types"]
    return lab.wire.submit_modal(opened, {"title": "Cooling", "text": text})


async def _pressed(lab: FluenceLab, message: Json, label: str, *, user: str) -> str:
    return words(await lab.wire.click(message, button(message, label), user=user).message())


async def test_a_question_is_asked_answered_voted_for_and_accepted(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        told = await (await _asked(lab)).message()
        assert "Asked as Q-1" in words(told)
        (card,) = [each for each in wire.history("general") if "Q-1 · Cooling" in str(each["components"])]
        assert f"/{card['id']}" in words(told), "the thread below it"
        opened = wire.click(card, button(card, "Answer"), user="ben")
        await opened.modal()
        assert "Saved as A-2" in words(await wire.submit_modal(opened, {"text": "Air, all the time."}).message())
        said = wire.send_message("general", "Gel, and a pause.", user="ruth", reply_to=card)
        saved = await wire.context_menu("Save as answer", said, user="ben", channel="general").message()
        assert "It answers Q-1" in words(saved)
        await wire.until(lambda: "2 answers" in words(wire.find_message(card)[2]), what="the card to have both")
    async with lab.fluence():
        card = wire.find_message(card)[2]
        assert words(card).index("Air") < words(card).index("Gel")
        shown = await wire.invoke("show", {"entry": "A-3"}, user="ben", channel="general").message()
        assert "it has 1 vote now" in await _pressed(lab, shown, "▲ 0", user="ben")
        shown = await wire.invoke("show", {"entry": "A-2"}, user="ben", channel="general").message()
        assert "your own answer" in await _pressed(lab, shown, "▲ 0", user="ben")
        assert "Only who asked Q-1" in await _pressed(lab, card, "Accept an answer", user="ben")
        choices = await wire.click(card, button(card, "Accept an answer"), user="ana").message()
        assert "A-3 is the accepted answer" in await _pressed(lab, choices, "Accept", user="ana")
        await wire.until(lambda: "Accepted" in words(wire.find_message(card)[2]), what="the card to say so")
        card = wire.find_message(card)[2]
        assert words(card).index("Gel") < words(card).index("Air"), "the accepted one first"
        assert not wire.find_requests("POST", MESSAGES, where=lambda sent: bool(_pings(sent.body))), "without noise"
        listed = wire.invoke("question open", {}, user="ben", channel="general")
        assert "No question waits for an answer" in words(await listed.message())
        again = await (await _asked(lab, "How to cool legs before GentleMax Pro pulses?", user="ben")).message()
        assert "this was answered before" in words(again)
        assert labels(again) == ["Open Q-1", "Edit again", "Ask anyway"]
        tagged = wire.send_message("general", f"#question {QUESTION} In summer.", user="ben")
        note = await wire.wait_message("general", where=lambda sent: "Asked before" in words(sent))
        assert note["message_reference"]["message_id"] == tagged["id"]
        assert f"[Q-1](https://discord.com/channels/{lab.guild.id}/{card['id']})" in words(note)


@pytest.mark.parametrize("arrived", [True, False], ids=["thread opened", "no thread yet"])
async def test_a_question_whose_asking_is_killed_is_asked_once(lab: FluenceLab, arrived: bool) -> None:
    wire = lab.wire
    async with lab.fluence() as bot:
        slow = wire.fail("POST", THREADS, delay=30, after=arrived)
        await _asked(lab)
        card = await wire.wait_message("general", where=lambda sent: "Q-1 · Cooling" in words(sent))
        await wire.until(lambda: slow.hits and bool(lab.guild.threads) == arrived, what="the thread to be begun")
        await bot.kill()
    wire.faults.clear()
    assert not lab.stored.rows("SELECT 1 FROM posted_copy")
    lab.stored.let_time_pass(timedelta(minutes=1))
    async with lab.fluence():
        await lab.until(lambda stored: stored.rows("SELECT 1 FROM discussion"), "the discussion to be known")
    cards = [each for each in wire.history("general") if "Q-1 · Cooling" in str(each["components"])]
    assert [each["id"] for each in cards] == [card["id"]]
    assert list(lab.guild.threads) == [int(card["id"])]
    (known,) = lab.stored.rows("SELECT * FROM discussion JOIN posted_copy USING (entry_key)")
    assert (known["channel_id"], known["message_id"]) == (int(card["id"]), int(card["id"]))
    (row,) = lab.stored.rows("SELECT state FROM outbox WHERE kind = 'discussion'")
    assert row["state"] == "sent"


async def test_a_question_is_opened_once_where_discord_did_it_and_answered_with_a_fault(lab: FluenceLab) -> None:
    """discord.py asks again by itself: a forum takes a second post, a message no second thread."""
    wire, threads, forum = lab.wire, lab.guild.threads, str(lab.guild.channel_id("cases"))
    wire.create_post("cases", "Legs", "How long do you wait?", user="ana")
    async with lab.fluence():
        wire.fail("POST", POSTS, status=500, after=True)
        wire.fail("POST", THREADS, status=500, after=True)
        in_forum = await _asked(lab, channel="Legs")
        in_channel = await _asked(lab, "And the face?", user="ben")
        await wire.until(lambda: len(threads) == 3, what="both to be opened")
        (first,) = (each for each in threads.values() if (each["name"], each["parent_id"]) == ("Cooling", forum))
        wire.send_message(first["id"], "With air.", user="ruth")
        told = [words(await asked.message()) for asked in (in_forum, in_channel)]
    assert len(wire.find_requests("POST", POSTS)) == len(wire.find_requests("POST", THREADS)) == 2
    _, *opened = sorted(threads)
    assert len(opened) == 2 and int(first["id"]) in opened, "the one in which somebody has written"
    assert all(any(f"/{thread}" in each for thread in opened) for each in told)
    known = lab.stored.rows("SELECT channel_id FROM discussion ORDER BY channel_id")
    assert [row["channel_id"] for row in known] == opened


def _pings(body: Json) -> list[object]:
    """Whom a message may ping."""
    allowed = body.get("allowed_mentions") or {}
    return [*allowed.get("parse", ()), *allowed.get("users", ()), *allowed.get("roles", ())]
