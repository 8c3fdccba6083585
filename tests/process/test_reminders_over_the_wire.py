"""Reminders by the real process: once, also where it dies between sending one and writing that down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.process.faces import button, words
from tests.process.fluence_process import FluenceLab
from tests.wire import BotProcess
from tests.wire.values import Json

MESSAGES = "/channels/{channel_id}/messages"
HOUR = timedelta(hours=1)
WEEK_BEFORE, DAY_BEFORE, HOUR_BEFORE, AT_START = "7 days before", "1 day before", "1 hour before", "at the start"
TITLE = "Spring meeting"


async def _plan(lab: FluenceLab, *, starts_in: timedelta) -> Json:
    """Nadia plans a meeting and posts it; the draft is looked at first. The announcement."""
    starts_at = (datetime.now(UTC) + starts_in).replace(second=0, microsecond=0)
    options = {"title": TITLE, "when": f"{starts_at:%Y-%m-%d %H:%M}", "zone": "UTC", "minutes": 90, "where": "Room 4"}
    draft = await lab.wire.invoke("meeting create", options, user="nadia", channel="meetings").message()
    assert lab.wire.history("meetings") == _former(lab)
    await lab.wire.click(draft, button(draft, "Post it"), user="nadia").message()
    return await lab.wire.wait_message("meetings", where=lambda sent: f"## {TITLE}" in words(sent))


def _former(lab: FluenceLab) -> list[Json]:
    return [message for message in lab.wire.history("meetings") if TITLE not in words(message)]


def _reminders(lab: FluenceLab) -> list[Json]:
    """What stands in the channel for all to see."""
    said = [one for one in lab.wire.history("meetings") if lab.wire.is_bots(one)]
    return [one for one in said if words(one).startswith(("### Reminder", "### Starting"))]


async def _states(lab: FluenceLab, bot: BotProcess) -> str:
    """What a member reads about what was and will be sent."""
    assert bot.running
    return words(await lab.wire.invoke("meeting show", {"meeting": "M-1"}, user="ana", channel="general").message())


def _until_due(lab: FluenceLab, label: str, late_by: timedelta) -> None:
    """Let time pass until a reminder has been due for so long."""
    due_at = datetime.fromtimestamp(lab.stored.reminders()[label]["due_at"] / 1000, UTC)
    lab.stored.let_time_pass(due_at - datetime.now(UTC) + late_by)


async def _ended(lab: FluenceLab, label: str, state: str) -> None:
    await lab.until(lambda stored: stored.reminders()[label]["state"] == state, f"the reminder {label} to be {state}")


async def test_a_death_before_the_sending_loses_nothing_and_one_after_it_doubles_nothing(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        await _plan(lab, starts_in=timedelta(days=30))
    _until_due(lab, WEEK_BEFORE, timedelta(seconds=5))
    unsent = wire.fail("POST", MESSAGES, delay=600)
    async with lab.fluence() as bot:
        await _ended(lab, WEEK_BEFORE, "claimed")
        await lab.until(lambda _: unsent.hits == 1, "the request")
        await bot.kill()
    assert _reminders(lab) == []
    wire.fail("POST", MESSAGES, delay=600, after=True)  # it stands in the channel, and the bot never learns of it
    async with lab.fluence() as bot:
        await wire.until(lambda: _reminders(lab), what="the reminder")
        await bot.kill()
    assert lab.stored.reminders()[WEEK_BEFORE]["state"] == "claimed"
    for number in range(120):
        wire.send_message("meetings", f"I will come, said member {number}", user="ana")
    wire.forget_nonces()
    lab.stored.let_time_pass(HOUR)
    async with lab.fluence() as bot:
        await _ended(lab, WEEK_BEFORE, "sent")
        (reminder,) = _reminders(lab)
        assert lab.stored.reminders()[WEEK_BEFORE]["message_id"] == int(reminder["id"])
        assert "Late" not in words(reminder)
        assert f"Reminder {WEEK_BEFORE}: sent" in await _states(lab, bot)


async def test_a_cut_line_after_the_sending_doubles_nothing(lab: FluenceLab) -> None:
    async with lab.fluence():
        await _plan(lab, starts_in=timedelta(days=30))
    _until_due(lab, WEEK_BEFORE, timedelta(seconds=5))
    lab.wire.fail("POST", MESSAGES, status=0, after=True, times=5)
    async with lab.fluence():
        await lab.until(
            lambda stored: stored.reminders()[WEEK_BEFORE]["outcome"] != "", "the fault, and that it is tried again"
        )
        await _ended(lab, WEEK_BEFORE, "due")
    lab.wire.faults.clear()
    lab.wire.forget_nonces()
    lab.stored.let_time_pass(HOUR)
    async with lab.fluence():
        await _ended(lab, WEEK_BEFORE, "sent")
    assert len(_reminders(lab)) == 1


async def test_after_an_absence_one_comes_late_and_says_so_and_what_is_too_late_is_skipped(lab: FluenceLab) -> None:
    async with lab.fluence():
        await _plan(lab, starts_in=timedelta(days=30))
    _until_due(lab, DAY_BEFORE, timedelta(hours=2))
    async with lab.fluence() as bot:
        await _ended(lab, WEEK_BEFORE, "skipped")
        await _ended(lab, DAY_BEFORE, "sent")
        shown = await _states(lab, bot)
        assert f"Reminder {WEEK_BEFORE}: **skipped**, too late" in shown
        assert f"Reminder {DAY_BEFORE}: sent" in shown
        assert ", late, to 0 members going\n" in shown
        assert f"Reminder {HOUR_BEFORE}: due" in shown
    (reminder,) = _reminders(lab)
    assert f"### Reminder, late: {TITLE}" in words(reminder)
    due_at = lab.stored.reminders()[DAY_BEFORE]["due_at"] // 1000
    assert f"was due <t:{due_at}:f>" in words(reminder)


async def test_a_reminder_comes_at_its_moment_and_the_end_waits_for_its_sending(lab: FluenceLab) -> None:
    async with lab.fluence():
        await _plan(lab, starts_in=timedelta(days=30))
    _until_due(lab, WEEK_BEFORE, timedelta(seconds=-3))
    lab.wire.fail("POST", MESSAGES, delay=1, after=True)
    async with lab.fluence() as bot:
        await lab.wire.until(lambda: _reminders(lab), what="the reminder")
        assert lab.stored.reminders()[WEEK_BEFORE]["state"] == "claimed"
        assert await bot.stop() == 0, bot.text()
    (reminder,) = _reminders(lab)
    assert words(reminder).startswith(f"### Reminder: {TITLE}")
    said_at = datetime.fromisoformat(reminder["timestamp"]).timestamp() * 1000
    row = lab.stored.reminders()[WEEK_BEFORE]
    assert 0 <= said_at - row["due_at"] < 2000
    assert row["state"] == "sent"


async def test_a_cancelled_meeting_says_so_and_reminds_nobody(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        card = await _plan(lab, starts_in=timedelta(days=30))
        question = await wire.invoke("meeting cancel", {"meeting": "1"}, user="nadia", channel="general").message()
        wire.fail("PATCH", MESSAGES + "/{message_id}", status=500)
        await wire.click(question, button(question, "Cancel the meeting"), user="nadia").message()
        await wire.until(lambda: f"## Cancelled: {TITLE}" in words(wire.find_message(card)[2]), 20, "the card")
        await wire.wait_message("meetings", where=lambda sent: "**Cancelled:**" in words(sent))
    _until_due(lab, AT_START, timedelta(seconds=30))
    async with lab.fluence() as bot:
        assert "Cancelled" in await _states(lab, bot)
    assert _reminders(lab) == []
    assert {row["state"] for row in lab.stored.reminders().values()} == {"skipped"}
