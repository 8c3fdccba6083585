"""How one delivery ends, for each answer that Discord, the deliverer and the store may give."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import aiohttp
import pytest

from bot.exchange.outbox import NothingToSend, NotYet, token_of
from db.database import Database
from tests.delivery.stand_ins import CHANNEL, NOON, FakeMessage, Office, refusal

HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def test_what_is_due_is_sent_once(office: Office) -> None:
    await office.put("a")
    await office.runner.deliver_due()
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.message_id, row.outcome, office.said()) == ("sent", 1000, "", 1)


async def test_what_is_not_due_waits_and_the_runner_sleeps_until_then(office: Office) -> None:
    await office.put("a", due_in=timedelta(hours=2))
    assert await office.runner.deliver_due() == timedelta(hours=2)
    assert office.said() == 0


async def test_a_key_makes_one_message_for_ever(office: Office) -> None:
    await office.put("a")
    await office.runner.deliver_due()
    await office.put("a")
    await office.runner.deliver_due()
    assert office.said() == 1


async def test_a_late_one_knows_that_it_is_late(office: Office) -> None:
    await office.put("a")
    office.clock.pass_by(timedelta(minutes=20))
    await office.runner.deliver_due()
    assert office.handed_over[0].late_by == timedelta(minutes=20)
    assert (await office.row("a")).outcome == "late"


async def test_one_that_is_later_than_its_grace_is_skipped(office: Office) -> None:
    await office.put("a")
    office.clock.pass_by(timedelta(hours=1, seconds=1))
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.outcome, office.said()) == ("skipped", "too late", 0)


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (403, 50013, "the bot may not write there"),
        (403, 50007, "the member's direct messages are closed"),
        (404, 10003, "the channel or message is gone"),
        (400, 50035, "Discord refused it (code 50035)"),
    ],
)
async def test_what_discord_refuses_for_good_fails_visibly(office: Office, status: int, code: int, why: str) -> None:
    await office.put("a")
    office.faults.append(refusal(status, code))
    await office.runner.deliver_due()
    office.clock.pass_by(timedelta(hours=1))
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.outcome, row.attempts) == ("failed", why, 1)


@pytest.mark.parametrize(
    "fault",
    [
        refusal(500),
        refusal(503),
        refusal(429),
        refusal(401),
        refusal(403),
        refusal(403, 40333),
        aiohttp.ClientConnectionError(),
        ConnectionResetError(),
        TimeoutError(),
        sqlite3.OperationalError("locked"),
        NotYet("the card is not posted yet"),
    ],
    ids=repr,
)
async def test_a_passing_fault_is_tried_again(office: Office, fault: Exception) -> None:
    await office.put("a")
    office.faults.append(fault)
    assert await office.runner.deliver_due() == HALF_A_MINUTE
    assert (await office.row("a")).state == "due"
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.attempts, office.said()) == ("sent", 2, 1)


async def test_attempts_grow_rarer_and_end_with_the_grace(office: Office) -> None:
    await office.put("a", grace=timedelta(minutes=10))
    office.faults.extend(refusal(500) for _ in range(10))
    pauses: list[float] = []
    while (await office.row("a")).state == "due":
        pause = await office.runner.deliver_due()
        pauses.append(pause.total_seconds())
        office.clock.pass_by(pause)
    # The fifth pause is cut short, for a last attempt at the very end of the grace.
    assert pauses[:5] == [30, 60, 120, 240, 150]
    row = await office.row("a")
    assert (row.state, row.outcome, office.said()) == ("skipped", "too late: Discord answered 500", 0)


async def test_a_year_of_attempts_overflows_nothing(office: Office) -> None:
    await office.put("a", grace=timedelta(days=365))
    async with office.database.write() as write:
        await write.run("UPDATE outbox SET attempts = 17000, claimed_at = 0")
    office.faults.append(refusal(500))
    assert await office.runner.deliver_due() == timedelta(minutes=30)


async def test_a_fault_of_a_deliverer_fails_its_row_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.put("a")
    await office.put("b", channel_id=CHANNEL + 1)
    office.faults.append(ZeroDivisionError())
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.outcome) == ("failed", "a fault of the bot; the log has it")
    assert (await office.row("b")).state == "sent"
    assert "delivery 1 of kind note failed" in caplog.text


async def test_a_kind_that_nothing_delivers_fails_visibly(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.put("a", kind="carrier pigeon")
    await office.runner.deliver_due()
    assert (await office.row("a")).state == "failed"
    assert "nothing delivers carrier pigeon" in caplog.text


async def test_what_has_become_pointless_is_skipped_with_its_reason(office: Office) -> None:
    await office.put("a")
    office.faults.append(NothingToSend("the meeting was cancelled"))
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.outcome) == ("skipped", "the meeting was cancelled")


# What a former attempt has sent is found.


async def test_what_arrived_although_the_answer_was_lost_is_found(office: Office) -> None:
    await office.put("a")
    office.faults_after_sending.append(ConnectionResetError())
    await office.runner.deliver_due()
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.message_id, row.outcome, office.said()) == ("sent", 1000, "", 1)
    assert len(office.handed_over) == 1


async def test_a_direct_message_is_looked_for_too(office: Office) -> None:
    await office.put("a", user_id=31)
    office.faults_after_sending.append(ConnectionResetError())
    await office.runner.deliver_due()
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said(31)) == ("sent", 1)


async def test_what_was_sent_is_not_called_skipped_when_that_is_seen_too_late(office: Office) -> None:
    await office.put("a")
    office.faults_after_sending.append(ConnectionResetError())
    await office.runner.deliver_due()
    office.clock.pass_by(timedelta(days=2))
    await office.runner.deliver_due()
    row = await office.row("a")
    assert (row.state, row.message_id, row.outcome) == ("sent", 1000, "")


async def test_an_edit_is_made_again_without_looking(office: Office) -> None:
    await office.put("a", target_id=42)
    office.faults.append(refusal(500))
    await office.runner.deliver_due()
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    assert (await office.row("a")).state == "sent"
    assert office.client.channels[CHANNEL].lookups == 0


async def test_a_first_attempt_looks_at_nothing(office: Office) -> None:
    await office.put("a")
    await office.runner.deliver_due()
    assert office.client.channels[CHANNEL].lookups == 0


@pytest.mark.parametrize("chatter_before", [0, 600])
@pytest.mark.parametrize("chatter_after", [0, 600])
async def test_it_is_found_among_much_talk(office: Office, chatter_before: int, chatter_after: int) -> None:
    await office.put("a")
    office.faults.append(refusal(500))
    await office.runner.deliver_due()
    channel = office.client.get_partial_messageable(CHANNEL)
    talk = [FakeMessage(number, 5, NOON, "") for number in range(chatter_before + chatter_after)]
    channel.messages.extend(talk[:chatter_before])
    office.clock.pass_by(HALF_A_MINUTE)
    office.faults_after_sending.append(ConnectionResetError())
    await office.runner.deliver_due()
    channel.messages.extend(talk[chatter_before:])
    office.clock.pass_by(timedelta(minutes=1))
    await office.runner.deliver_due()
    # With 600 before and 600 after, neither end reaches it: then, and only then, it would be sent again.
    expected = 3 if chatter_before and chatter_after else 2
    assert len(office.handed_over) == expected


async def test_another_authors_message_with_the_token_is_not_taken_for_it(office: Office) -> None:
    await office.put("a")
    office.faults.append(refusal(500))
    await office.runner.deliver_due()
    forged = FakeMessage(1, 5, office.clock.now(), f"fx1:seen:{token_of('a')}")
    office.client.get_partial_messageable(CHANNEL).messages.append(forged)
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    assert (await office.row("a")).message_id != forged.id


async def test_nothing_is_sent_while_the_channel_cannot_be_looked_at(office: Office) -> None:
    await office.put("a")
    office.faults_after_sending.append(ConnectionResetError())
    await office.runner.deliver_due()
    channel = office.client.get_partial_messageable(CHANNEL)
    channel.refuses = refusal(502)
    office.clock.pass_by(HALF_A_MINUTE)
    await office.runner.deliver_due()
    assert (await office.row("a")).outcome == "Discord answered 502"
    channel.refuses = None
    office.clock.pass_by(timedelta(minutes=1))
    await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said()) == ("sent", 1)


async def test_what_cannot_be_looked_for_is_given_up_after_the_grace(office: Office) -> None:
    await office.put("a")
    office.faults.append(refusal(500))
    await office.runner.deliver_due()
    office.client.get_partial_messageable(CHANNEL).refuses = refusal(502)
    office.clock.pass_by(timedelta(days=1))
    await office.runner.deliver_due()
    assert ((await office.row("a")).state, office.said()) == ("skipped", 0)
