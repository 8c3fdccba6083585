"""The digest without Discord: one a week whatever happens, and nothing in it that is not for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.complications import Told
from bot.exchange.content import content_of
from bot.exchange.digest import DIGEST, Digest
from bot.exchange.digest_plan import USUAL
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.importing.imports import Progress
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.saving import Draft, Saved, read_draft
from bot.ui.digest_card import digest_card
from db import communities, entries, imports, outbox, questions
from db.complications import Facts
from db.database import Database
from db.digest import Schedule
from db.entries import Entry, Source
from db.imports import InHand
from tests.support.clocks import StoppedClock
from tests.support.discord_limits import texts_of

HERE, ELSEWHERE = 7, 8
ANA, BEN = 1, 2
CHANNEL, OTHER = 70, 71
THURSDAY = datetime(2026, 4, 30, 9, tzinfo=UTC)
MONDAY = datetime(2026, 5, 4, 8, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
IN_CHANNEL = Schedule(is_on=True, weekday=0, hour=8, channel_id=CHANNEL)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(THURSDAY)


@pytest.fixture
async def exchange(database: Database, clock: StoppedClock) -> Exchange:
    exchange = open_exchange(database, clock)
    await exchange.digests.schedule(HERE, IN_CHANNEL, by=ANA)
    return exchange


async def said(exchange: Exchange, kind: EntryKind, text: str, *, guild: int = HERE) -> Entry:
    saved = await exchange.saving.save(guild, BEN, read_draft(Draft(kind, text)))
    assert isinstance(saved, Saved)
    return saved.entry


async def due(exchange: Exchange, clock: StoppedClock) -> Sending | None:
    """The digest whose turn it is, if it is one's."""
    claimed = [each for each in await exchange.outbox.claim(9) if each.delivery.posting.kind == DIGEST]
    assert len(claimed) <= 1
    return claimed[0] if claimed else None


async def send(exchange: Exchange, clock: StoppedClock, at: datetime) -> Digest:
    """The digest that is due at an instant, sent."""
    clock.instant = at
    sending = await due(exchange, clock)
    assert sending is not None
    digest = await exchange.digests.issue(sending.delivery)
    await exchange.outbox.sent(sending, 500)
    return digest


def labels(digest: Digest) -> dict[str, list[str]]:
    return {section.topic: [line.about.label for line in section.lines] for section in digest.sections}


async def due_at(exchange: Exchange, guild: int = HERE) -> datetime | None:
    return (await exchange.digests.planned(guild)).due_at


async def test_the_next_one_is_planned_when_one_has_ended_however(exchange: Exchange, clock: StoppedClock) -> None:
    assert await due_at(exchange) == MONDAY
    await send(exchange, clock, MONDAY)
    assert await due_at(exchange) == MONDAY + WEEK
    clock.instant = MONDAY + WEEK
    failing = await due(exchange, clock)
    assert failing is not None
    await exchange.outbox.failed(failing, "the channel is gone")
    assert await due_at(exchange) == MONDAY + 2 * WEEK


async def test_what_died_after_sending_is_found_and_not_sent_again(exchange: Exchange, clock: StoppedClock) -> None:
    tip = await said(exchange, EntryKind.TIP, "Cool first.")
    clock.instant = MONDAY
    sending = await due(exchange, clock)
    assert sending is not None
    await exchange.digests.issue(sending.delivery)
    # The message went out, and the process ended before that was written down.
    await exchange.outbox.reclaim()
    again = await due(exchange, clock)
    assert again is not None
    assert again.was_tried
    assert again.token == sending.token
    await exchange.outbox.found(again, 500)
    assert await due_at(exchange) == MONDAY + WEEK
    await said(exchange, EntryKind.TIP, "Warm last.")
    digest = await send(exchange, clock, MONDAY + WEEK)
    assert tip.label not in labels(digest)["tip"]


async def test_an_attempt_that_failed_is_composed_anew(exchange: Exchange, clock: StoppedClock) -> None:
    clock.instant = MONDAY
    sending = await due(exchange, clock)
    assert sending is not None
    assert (await exchange.digests.issue(sending.delivery)).is_quiet
    await said(exchange, EntryKind.TIP, "Cool first.")
    assert labels(await exchange.digests.issue(sending.delivery)) == {"tip": ["T-1"]}


@pytest.mark.parametrize(
    "changed",
    [
        Schedule(is_on=True, weekday=0, hour=20, channel_id=CHANNEL),
        Schedule(is_on=True, weekday=3, hour=8, channel_id=OTHER),
        Schedule(is_on=True, weekday=6, hour=23, channel_id=CHANNEL),
    ],
)
async def test_a_week_that_had_its_digest_has_no_second_one(
    exchange: Exchange, clock: StoppedClock, changed: Schedule
) -> None:
    await send(exchange, clock, MONDAY)
    planned = await exchange.digests.schedule(HERE, changed, by=ANA)
    assert planned.due_at is not None
    assert planned.due_at.isocalendar().week == MONDAY.isocalendar().week + 1


async def test_a_clock_that_is_put_back_brings_no_second_one(exchange: Exchange, clock: StoppedClock) -> None:
    clock.instant = MONDAY
    sending = await due(exchange, clock)
    assert sending is not None
    await exchange.digests.issue(sending.delivery)
    clock.instant = MONDAY - 2 * DAY
    await exchange.outbox.sent(sending, 500)
    assert await due_at(exchange) == MONDAY + WEEK
    await exchange.digests.ensure(HERE)
    assert await due(exchange, clock) is None


async def test_a_clock_that_was_years_ahead_is_made_good(exchange: Exchange, clock: StoppedClock) -> None:
    clock.instant = MONDAY + 200 * WEEK + DAY
    late = await due(exchange, clock)
    assert late is not None
    await exchange.outbox.skipped(late, "too late")
    clock.instant = MONDAY + DAY
    await exchange.digests.ensure(HERE)
    assert await due_at(exchange) == MONDAY + WEEK


async def test_a_month_away_is_one_digest(exchange: Exchange, clock: StoppedClock) -> None:
    await send(exchange, clock, MONDAY)
    tips = [await said(exchange, EntryKind.TIP, f"Tip number {place}.") for place in range(7)]
    clock.instant = MONDAY + 5 * WEEK + 4 * DAY
    late = await due(exchange, clock)
    assert late is not None
    assert late.is_too_late
    await exchange.outbox.skipped(late, "too late")
    assert await due(exchange, clock) is None
    digest = await send(exchange, clock, MONDAY + 6 * WEEK)
    [section] = digest.sections
    assert [line.about.label for line in section.lines] == [each.label for each in reversed(tips)][:3]
    assert section.total == 7
    assert digest.since == MONDAY


async def test_another_time_zone_moves_what_is_planned(exchange: Exchange, clock: StoppedClock) -> None:
    await exchange.communities.change(HERE, time_zone="Australia/Sydney")
    assert await due_at(exchange) == MONDAY - timedelta(hours=10)
    await exchange.communities.change(HERE, capture_style="card")
    assert await due_at(exchange) == MONDAY - timedelta(hours=10)


async def test_it_is_off_where_nobody_wants_it_and_where_it_has_no_place(
    exchange: Exchange, clock: StoppedClock
) -> None:
    assert (await exchange.digests.planned(ELSEWHERE)).schedule == USUAL
    await exchange.digests.ensure(ELSEWHERE)
    assert await due_at(exchange, ELSEWHERE) is None
    await exchange.communities.change(ELSEWHERE, meeting_channel_id=OTHER)
    assert await due_at(exchange, ELSEWHERE) == MONDAY
    await exchange.digests.schedule(ELSEWHERE, Schedule(is_on=False, weekday=0, hour=8, channel_id=None), by=ANA)
    assert await due_at(exchange, ELSEWHERE) is None
    await exchange.digests.ensure(ELSEWHERE)
    assert await due_at(exchange, ELSEWHERE) is None
    await exchange.communities.leave(HERE)
    clock.instant = MONDAY
    sending = await due(exchange, clock)
    assert sending is not None
    await exchange.outbox.failed(sending, "the bot is gone")
    assert await due_at(exchange) is None


async def test_after_a_restore_the_next_one_is_planned_at_the_start(
    exchange: Exchange, clock: StoppedClock, database: Database
) -> None:
    clock.instant = MONDAY
    async with database.write() as write:
        await outbox.skip_past(write, clock.now(), "the store was restored")
    await exchange.digests.ensure(HERE)
    assert await due_at(exchange) == MONDAY + WEEK


async def test_what_is_private_withheld_or_gone_stands_in_no_digest(
    exchange: Exchange, clock: StoppedClock, database: Database
) -> None:
    open_one = await said(exchange, EntryKind.COMPLICATION, "Crusting after IPL.")
    withheld = await said(exchange, EntryKind.COMPLICATION, "A burn after IPL.")
    text = "Said in confidence."
    async with database.write() as write:
        await write.run(
            "UPDATE entry SET author_id = NULL WHERE key = :key", {"key": await write.key_of(HERE, withheld.number)}
        )
        for place, kind in enumerate((EntryKind.TIP, EntryKind.QUESTION)):
            await entries.add(
                write,
                HERE,
                content_of(kind, text, read(text, Hints(kind))),
                author_id=BEN,
                saved_by_id=None,
                source=Source(90, 900 + place, None, 90),
                now=clock.now(),
            )
    gone = await said(exchange, EntryKind.TIP, "Withdrawn again.")
    await exchange.corrections.withdraw(gone, BEN)
    await said(exchange, EntryKind.TIP, "Of others.", guild=ELSEWHERE)
    assert labels(await exchange.digests.preview(HERE)) == {"complication": [open_one.label]}


async def test_a_quiet_week_shows_the_question_that_waits_longest(exchange: Exchange, clock: StoppedClock) -> None:
    oldest = await said(exchange, EntryKind.QUESTION, "How do you cool legs?")
    await said(exchange, EntryKind.QUESTION, "Which endpoint in rosacea?")
    asked = await send(exchange, clock, MONDAY)
    assert (asked.is_quiet, labels(asked)) == (False, {"question": ["Q-2", "Q-1"]}), "they were asked this week"
    clock.pass_by(DAY)
    quiet = await exchange.digests.preview(HERE)
    assert quiet.is_quiet
    assert labels(quiet) == {"waiting longest": [oldest.label]}
    assert quiet.sections[0].total == 2
    await said(exchange, EntryKind.SUMMARY, "Two passes are enough.")
    assert labels(await exchange.digests.preview(HERE)) == {"summary": ["S-3"], "question": ["Q-2", "Q-1"]}


async def test_what_was_answered_or_accepted_is_news(
    exchange: Exchange, clock: StoppedClock, database: Database
) -> None:
    question = await said(exchange, EntryKind.QUESTION, "How do you cool legs?")
    await send(exchange, clock, MONDAY)
    clock.pass_by(DAY)
    reply = await said(exchange, EntryKind.ANSWER, "With ice and patience.")
    async with database.write() as write:
        await questions.link(write, HERE, reply.number, question.number)
    answered = await send(exchange, clock, MONDAY + WEEK)
    assert (answered.is_quiet, labels(answered)) == (False, {"answered": [question.label]})
    clock.pass_by(DAY)
    assert labels(await exchange.digests.preview(HERE)) == {}
    async with database.write() as write:
        await questions.accept(write, HERE, reply.number, clock.now())
    accepted = await send(exchange, clock, MONDAY + 2 * WEEK)
    assert labels(accepted) == {"answered": [question.label]}
    await exchange.corrections.withdraw(reply, BEN)
    edits = {each.delivery.posting.label: each for _ in range(9) for each in await exchange.outbox.claim(9)}
    _, now = await exchange.digests.again(edits["3"].delivery)
    assert labels(now) == {}, "it is answered no longer"


async def test_an_import_is_one_line_beside_what_members_say(
    exchange: Exchange, clock: StoppedClock, database: Database
) -> None:
    await send(exchange, clock, MONDAY)
    rows = "".join(f"Protocol {place},1064 nm {place} J/cm2,2020-01-01\n" for place in range(20, 40))
    file = f"title,settings,date\n{rows}".encode()

    async def tell(_: Progress) -> None:
        return

    await exchange.imports.keep(HERE, await exchange.imports.prepare(HERE, file, "p.csv", tell), by=ANA)
    alone = await exchange.digests.preview(HERE)
    assert not alone.is_quiet
    assert [(each.topic, each.total) for each in alone.sections] == [("imported", 20)]
    async with database.write() as write:
        await write.run("INSERT INTO import_in_hand VALUES (:guild_id, 11, 20, NULL)", {"guild_id": HERE})
    amid = await send(exchange, clock, MONDAY + WEEK)
    assert [each.total for each in amid.sections] == [10], "the rest is not there yet: it is the next digest's"
    async with database.write() as write:
        await imports.end(write, InHand(HERE, 11, 20))
    own = await said(exchange, EntryKind.PROTOCOL, "1064 nm, 14 J/cm2, cool first.")
    digest = await send(exchange, clock, MONDAY + 2 * WEEK)
    assert labels(digest) == {"protocol": [own.label], "imported": []}
    assert [each.total for each in digest.sections] == [1, 10]
    assert "Imported from a file: **10 entries**" in texts_of(digest_card(digest, "token"))
    assert (await exchange.digests.preview(HERE)).sections == ()


async def test_an_answer_amid_an_import_is_told_of_once(
    exchange: Exchange, clock: StoppedClock, database: Database
) -> None:
    question = await said(exchange, EntryKind.QUESTION, "How do you cool legs?")
    await send(exchange, clock, MONDAY)
    reply = await said(exchange, EntryKind.ANSWER, "With ice and patience.")
    async with database.write() as write:
        await questions.link(write, HERE, reply.number, question.number)
        begun = await imports.begin(write, HERE, 1, None)
        await write.run("UPDATE import_in_hand SET first_number = :reply", {"reply": reply.number})
    amid = await send(exchange, clock, MONDAY + WEEK)
    async with database.write() as write:
        await imports.end(write, replace(begun, first=reply.number))
    assert (labels(amid), labels(await send(exchange, clock, MONDAY + 2 * WEEK))) == (
        {},
        {"answered": [question.label]},
    )


async def test_the_first_digest_looks_back_a_week_and_no_further(exchange: Exchange, clock: StoppedClock) -> None:
    await said(exchange, EntryKind.TIP, "Long known.")
    clock.instant = THURSDAY + 10 * DAY
    await said(exchange, EntryKind.TIP, "New.")
    assert labels(await exchange.digests.preview(HERE)) == {"tip": ["T-2"]}


async def test_a_patients_no_reaches_the_digest_that_stands(exchange: Exchange, clock: StoppedClock) -> None:
    report = await said(exchange, EntryKind.COMPLICATION, "Crusting after IPL.")
    await said(exchange, EntryKind.COMPLICATION, "Blisters after IPL.")
    await send(exchange, clock, MONDAY)
    clock.pass_by(DAY)
    told = Told(Facts(consent="no"), frozenset({"consent"}))
    await exchange.complications.add(HERE, BEN, report.number, told)
    [edit] = await exchange.outbox.claim(9)
    _, now = await exchange.digests.again(edit.delivery)
    assert labels(now) == {"complication": ["C-2"]}
    assert now.sections[0].total == 1


async def test_an_erasure_reaches_the_digest_once_for_many_entries(exchange: Exchange, clock: StoppedClock) -> None:
    for place in range(3):
        await said(exchange, EntryKind.TIP, f"Tip number {place}.")
    await send(exchange, clock, MONDAY)
    clock.pass_by(DAY)
    await exchange.privacy.forget(HERE, BEN)
    [edit] = await exchange.outbox.claim(9)
    _, now = await exchange.digests.again(edit.delivery)
    assert now.sections == ()
    await exchange.outbox.sent(edit, 500)
    assert await exchange.outbox.claim(9) == [], "one edit shows all of it"


async def test_a_posted_digest_follows_its_entries(exchange: Exchange, clock: StoppedClock, database: Database) -> None:
    tip = await said(exchange, EntryKind.TIP, "Cool first.")
    other = await said(exchange, EntryKind.TIP, "Warm last.")
    clock.instant = MONDAY
    sending = await due(exchange, clock)
    assert sending is not None
    await exchange.digests.issue(sending.delivery)
    await exchange.corrections.withdraw(other, BEN)  # while it is on its way
    await exchange.outbox.sent(sending, 500)
    clock.pass_by(DAY)
    [edit] = await exchange.outbox.claim(9)
    assert edit.delivery.posting.target_id == 500
    issue, now = await exchange.digests.again(edit.delivery)
    assert labels(now) == {"tip": [tip.label]}
    await exchange.outbox.sent(edit, 500)
    await exchange.digests.forget(issue)
    await exchange.corrections.withdraw(tip, BEN)
    assert await exchange.outbox.claim(9) == []
    async with database.write() as write:
        await communities.ensure(write, ELSEWHERE, clock.now())
        await write.run("DELETE FROM digest_issue")
    with pytest.raises(NothingToSend):
        await exchange.digests.again(edit.delivery)
