"""The digest by the real process: one a week, also where it dies between sending it and writing that down."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from tests.process.faces import words
from tests.process.fluence_process import FluenceLab
from tests.wire.values import Json

MESSAGES = "/channels/{channel_id}/messages"
DIGESTS = "SELECT * FROM outbox WHERE kind = 'digest' ORDER BY due_at"


def _digests(lab: FluenceLab) -> list[Json]:
    return [one for one in lab.wire.history("meetings") if lab.wire.is_bots(one) and "## What is new" in words(one)]


def _rows(lab: FluenceLab) -> list[sqlite3.Row]:
    return lab.stored.rows(DIGESTS)


async def test_a_death_between_sending_and_writing_it_down_doubles_nothing(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        options = {"channel": "meetings"}
        told = await wire.invoke("digest schedule", options, user="nadia", channel="general").message()
        assert "every Monday at 08:00" in words(told)
        wire.send_message("general", "#tip Overlap less on the shins", user="nadia")
        await lab.until(lambda stored: len(stored.rows("SELECT key FROM entry")) == 1, "something to tell")
    [planned] = _rows(lab)
    due_at = datetime.fromtimestamp(planned["due_at"] / 1000, UTC)
    lab.stored.let_time_pass(due_at - datetime.now(UTC) + timedelta(seconds=5))
    wire.fail("POST", MESSAGES, delay=600, after=True)  # it stands in the channel, and the bot never learns of it
    async with lab.fluence() as bot:
        await wire.until(lambda: _digests(lab), what="the digest")
        await bot.kill()
    assert [row["state"] for row in _rows(lab)] == ["claimed"]
    wire.forget_nonces()
    lab.stored.let_time_pass(timedelta(hours=1))
    async with lab.fluence():
        await lab.until(lambda stored: len(stored.rows(DIGESTS)) == 2, "the next digest to be planned")
    first, following = _rows(lab)
    [digest] = _digests(lab)
    assert (first["state"], first["message_id"]) == ("sent", int(digest["id"]))
    assert following["state"] == "due"
    [issue] = lab.stored.rows("SELECT * FROM digest_issue")
    assert issue["message_id"] == int(digest["id"])
