"""Agendas, sessions and action items without Discord: who may do what, once only, and what a deliverer finds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.agenda import ItemChanged
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Chosen
from bot.exchange.meeting_plans import Edited
from bot.exchange.outbox import NothingToSend
from bot.exchange.posted_meetings import Actor
from bot.exchange.presenters import ACCEPTED, PRESENTER_REMINDER
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, read_draft
from db import agenda, meetings, outbox, session_questions
from db.agenda import Item, Proposal
from db.database import Database
from db.meetings import Meeting, MeetingKind, Plan
from db.outbox import Delivery
from db.session_questions import Guest
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly
from tests.support.planned_meetings import put_planned

HERE, ELSEWHERE = 7, 8
ANA, BEN, CARA = 1, 2, 3
IRIS = Actor(40, moderates=False)
MODERATOR = Actor(50, moderates=True)
START = datetime(2026, 5, 1, 9, tzinfo=UTC)
PIGMENT = Proposal("Pigment", "", 30, "clinical", "", ANA)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(START)


@pytest.fixture
def exchange(database: Database, clock: StoppedClock) -> Exchange:
    return open_exchange(database, clock)


async def plan(
    database: Database, guild_id: int = HERE, kind: MeetingKind = "group", after: timedelta = timedelta(days=14)
) -> Meeting:
    at = START + after
    what = Plan("Spring meeting", at, at.replace(tzinfo=None), "UTC", 120, "", kind)
    async with database.write() as write:
        return await put_planned(write, guild_id, what, organiser_id=IRIS.user_id, channel_id=70, now=START)


async def proposed(exchange: Exchange, meeting: Meeting, by: int = ANA, title: str = "Pigment") -> Item:
    item = await exchange.agendas.propose(HERE, meeting.number, by, replace(PIGMENT, title=title, presenter_id=by))
    assert isinstance(item, Item)
    return item


async def rows_of(database: Database, meeting: Meeting, kind: str) -> list[Delivery]:
    async with database.read() as read:
        return [row for row in await outbox.of_meeting(read, HERE, meeting.number) if row.posting.kind == kind]


async def test_two_who_vote_at_once_both_count_and_one_who_votes_twice_counts_once(
    database: Database, exchange: Exchange
) -> None:
    meeting = await plan(database)
    item = await proposed(exchange, meeting)
    votes = [
        exchange.agendas.vote(HERE, meeting.number, who, [item.number], [item.number]) for who in (BEN, CARA, BEN, CARA)
    ]
    await asyncio.gather(*votes)
    assert (await exchange.agendas.item(HERE, item.number)).votes == 2
    with pytest.raises(Refusal, match="your own proposal"):
        await exchange.agendas.vote(HERE, meeting.number, ANA, [item.number], [item.number])


async def test_a_vote_touches_only_the_page_it_was_made_on(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    first, second = [await proposed(exchange, meeting, title=title) for title in ("One", "Two")]
    await exchange.agendas.vote(HERE, meeting.number, BEN, [first.number], [first.number])
    await exchange.agendas.vote(HERE, meeting.number, BEN, [second.number], [second.number])
    _, mine = await exchange.agendas.ballot(HERE, meeting.number, BEN)
    assert mine == {first.number, second.number}


async def test_only_who_organises_or_moderates_settles_and_the_places_stay_whole(
    database: Database, exchange: Exchange
) -> None:
    meeting = await plan(database)
    numbers = [(await proposed(exchange, meeting, title=title)).number for title in ("One", "Two", "Three")]
    for refused in (Actor(ANA, moderates=False), Actor(BEN, moderates=False)):
        with pytest.raises(Refusal, match="Only the organiser"):
            await exchange.agendas.settle(HERE, numbers[0], refused, "accepted")
        with pytest.raises(Refusal, match="Only the organiser"):
            await exchange.agendas.organised(HERE, meeting.number, refused)
    for number in numbers:
        await exchange.agendas.settle(HERE, number, MODERATOR, "accepted")
        await exchange.agendas.settle(HERE, number, IRIS, "accepted")
    await exchange.agendas.settle(HERE, numbers[1], IRIS, "declined")
    now = await exchange.agendas.of(HERE, meeting.number)
    assert [(slot.item.number, slot.item.place) for slot in now.slots] == [(numbers[0], 1), (numbers[2], 2)]
    moved = await exchange.agendas.move(HERE, numbers[2], IRIS, 2, 1)
    assert [slot.item.number for slot in moved.slots] == [numbers[2], numbers[0]]
    again = await exchange.agendas.move(HERE, numbers[2], IRIS, 2, 1)
    assert [slot.item.number for slot in again.slots] == [numbers[2], numbers[0]], "a double click moves it once"
    stale = await exchange.agendas.move(HERE, numbers[2], IRIS, 2, 2)
    assert [slot.item.number for slot in stale.slots] == [numbers[2], numbers[0]], "it does not stand there any more"
    await exchange.agendas.withdraw(HERE, numbers[2], Actor(ANA, moderates=False))
    left = await exchange.agendas.of(HERE, meeting.number)
    assert [(slot.item.number, slot.item.place) for slot in left.slots] == [(numbers[0], 1)]


async def test_the_places_stay_whole_when_a_proposer_has_their_data_erased(
    database: Database, exchange: Exchange
) -> None:
    meeting = await plan(database)
    for by, title in ((ANA, "One"), (BEN, "Two"), (CARA, "Three")):
        await exchange.agendas.settle(HERE, (await proposed(exchange, meeting, by, title)).number, IRIS, "accepted")
    await exchange.privacy.forget(HERE, BEN)
    items = (await exchange.agendas.of(HERE, meeting.number)).items
    assert [(each.proposal.title, each.place) for each in items] == [("One", 1), ("Three", 2)]


async def test_a_draft_of_a_meeting_goes_with_its_organisers_data(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    async with database.write() as write:
        draft = await meetings.add_draft(write, HERE, meeting.plan, organiser_id=IRIS.user_id, channel_id=70, now=START)
    await exchange.privacy.forget(HERE, IRIS.user_id)
    async with database.read() as read:
        stays, gone = [await meetings.find(read, HERE, each.number) for each in (meeting, draft)]
    assert stays is not None
    assert (stays.organiser_id, gone) == (None, None)


async def test_a_proposer_changes_it_until_it_is_accepted(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    item, ana = await proposed(exchange, meeting), Actor(ANA, moderates=False)
    changed = await exchange.agendas.change(HERE, item.number, item.version, ana, replace(PIGMENT, minutes=20))
    assert isinstance(changed, Item)
    assert changed.proposal.minutes == 20
    with pytest.raises(ItemChanged):
        await exchange.agendas.change(HERE, item.number, item.version, IRIS, PIGMENT)
    await exchange.agendas.settle(HERE, item.number, IRIS, "accepted")
    with pytest.raises(Refusal, match="Only the organiser"):
        await exchange.agendas.changeable(HERE, item.number, ana)
    with pytest.raises(Refusal, match="Only who proposed this"):
        await exchange.agendas.withdraw(HERE, item.number, Actor(BEN, moderates=False))


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        (replace(PIGMENT, title="  "), "needs a title"),
        (replace(PIGMENT, minutes=0), "from 1 to 600"),
        (replace(PIGMENT, minutes=601), "from 1 to 600"),
        (replace(PIGMENT, title="a" * 101), "at most 100"),
        (replace(PIGMENT, description="a" * 1001), "description 1000"),
    ],
)
async def test_what_cannot_be_proposed(database: Database, exchange: Exchange, proposal: Proposal, why: str) -> None:
    meeting = await plan(database)
    with pytest.raises(Refusal, match=why):
        await exchange.agendas.propose(HERE, meeting.number, ANA, proposal)


@pytest.mark.parametrize("said", ["None", "none declared.", "NO", "n/a", " - "])
async def test_none_is_nothing_declared(database: Database, exchange: Exchange, said: str) -> None:
    meeting = await plan(database)
    item = await exchange.agendas.propose(HERE, meeting.number, ANA, replace(PIGMENT, interest=said))
    assert isinstance(item, Item)
    assert item.proposal.interest == ""


async def test_nobody_fills_an_agenda_alone(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    for number in range(10):
        await proposed(exchange, meeting, title=f"Item {number}")
    with pytest.raises(Refusal, match="10 of them from one member"):
        await proposed(exchange, meeting, title="One more")
    with pytest.raises(Refusal, match="proposed this already"):
        await proposed(exchange, meeting, title="item 3")


async def test_another_community_sees_and_touches_nothing(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    await plan(database, ELSEWHERE)
    item = await proposed(exchange, meeting)
    assert (await exchange.agendas.of(ELSEWHERE, meeting.number)).items == ()
    with pytest.raises(Refusal, match="taken back"):
        await exchange.agendas.settle(ELSEWHERE, item.number, MODERATOR, "accepted")
    async with database.write() as write:
        await agenda.set_votes(write, ELSEWHERE, BEN, [], [])
        await agenda.delete(write, ELSEWHERE, item.number)
    assert (await exchange.agendas.item(HERE, item.number)).votes == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("declined", "not on the agenda any more"),
        ("handed over", "somebody else presents it"),
        ("cancelled", "the meeting was cancelled"),
        ("moved", "the meeting was moved"),
        ("withdrawn", "not on the agenda any more"),
    ],
)
async def test_a_reminder_that_is_not_true_any_more_is_not_sent(
    database: Database, exchange: Exchange, change: str, why: str
) -> None:
    meeting = await plan(database)
    item = await proposed(exchange, meeting)
    await exchange.agendas.settle(HERE, item.number, IRIS, "accepted")
    [reminder] = await rows_of(database, meeting, PRESENTER_REMINDER)
    assert reminder.posting.due_at == meeting.plan.starts_at - timedelta(days=3)
    await exchange.agendas.presented(reminder)
    match change:
        case "declined":
            await exchange.agendas.settle(HERE, item.number, IRIS, "declined")
        case "handed over":
            await exchange.agendas.hand_over(HERE, item.number, IRIS, BEN)
            assert len(await rows_of(database, meeting, ACCEPTED)) == 2, "the other presenter is told"
        case "cancelled":
            await exchange.meetings.cancel(HERE, meeting.number, IRIS.user_id)
        case "moved":
            async with database.write() as write:
                await write.run("UPDATE meeting SET starts_at = starts_at + 86400000")
        case _:
            await exchange.agendas.withdraw(HERE, item.number, MODERATOR)
    with pytest.raises(NothingToSend, match=why):
        await exchange.agendas.presented(reminder)


async def test_a_meeting_that_is_moved_takes_its_reminders_and_its_agenda_along(
    database: Database, exchange: Exchange
) -> None:
    meeting = await plan(database)
    item = await proposed(exchange, meeting)
    await exchange.agendas.settle(HERE, item.number, IRIS, "accepted")
    async with database.write() as write:
        card = await outbox.by_key(write, f"agenda:{HERE}:{meeting.number}:post:1")
        assert card is not None
        await outbox.sent_at_once(write, card.posting.dedupe_key, 900)
    _, change = await exchange.meeting_edits.propose(
        HERE, meeting.number, IRIS.user_id, Edited(when="2026-05-20 09:00")
    )
    moved = await exchange.meeting_edits.make(HERE, change.number, IRIS.user_id)
    reminders = await rows_of(database, meeting, PRESENTER_REMINDER)
    assert [each.posting.due_at for each in reminders] == [
        start - timedelta(days=3) for start in (meeting.plan.starts_at, moved.plan.starts_at)
    ]
    with pytest.raises(NothingToSend, match="was moved"):
        await exchange.agendas.presented(reminders[0])
    agenda_now, _ = await exchange.agendas.presented(reminders[1])
    assert agenda_now.slots[0].starts_at == moved.plan.starts_at
    [edit] = await rows_of(database, meeting, "agenda_edit")
    assert edit.posting.target_id == 900


async def test_a_presenter_is_told_once_and_not_reminded_in_the_past(
    database: Database, exchange: Exchange, clock: StoppedClock
) -> None:
    meeting = await plan(database)
    item = await proposed(exchange, meeting)
    clock.instant = meeting.plan.starts_at - timedelta(days=2)
    for status in ("accepted", "declined", "accepted"):
        clock.pass_by(timedelta(minutes=1))
        await exchange.agendas.settle(HERE, item.number, IRIS, status)
    assert len(await rows_of(database, meeting, ACCEPTED)) == 1
    assert await rows_of(database, meeting, PRESENTER_REMINDER) == []


@pytest.mark.parametrize("late", [True, False])
async def test_a_meeting_that_is_over_or_cancelled_takes_nothing(
    database: Database, exchange: Exchange, clock: StoppedClock, *, late: bool
) -> None:
    meeting = await plan(database)
    item = await proposed(exchange, meeting)
    if late:
        clock.instant = meeting.plan.ends_at
    else:
        await exchange.meetings.cancel(HERE, meeting.number, IRIS.user_id)
    doings: list[Callable[[], Awaitable[object]]] = [
        lambda: exchange.agendas.propose(HERE, meeting.number, BEN, PIGMENT),
        lambda: exchange.agendas.vote(HERE, meeting.number, BEN, [item.number], [item.number]),
        lambda: exchange.agendas.settle(HERE, item.number, IRIS, "accepted"),
        lambda: exchange.agendas.move(HERE, item.number, IRIS, 1, 2),
        lambda: exchange.agendas.changeable(HERE, item.number, IRIS),
        lambda: exchange.agendas.hand_over(HERE, item.number, IRIS, BEN),
        lambda: exchange.agendas.organised(HERE, meeting.number, IRIS),
    ]
    for doing in doings:
        with pytest.raises(Refusal, match="is over" if late else "was cancelled"):
            await doing()


async def test_two_next_questions_at_once_open_one(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database, kind="expert_session")
    sessions = exchange.expert_sessions
    await sessions.name_guest(HERE, meeting.number, IRIS, Guest(CARA, "left out"))
    for text in ("First?", "Second?", "Third?"):
        await sessions.ask(HERE, meeting.number, ANA, read_draft(Draft(EntryKind.QUESTION, text)))
    guest = Actor(CARA, moderates=False)
    await asyncio.gather(*(sessions.next(HERE, meeting.number, guest, 0) for _ in range(3)))
    now = await sessions.of(HERE, meeting.number)
    assert now.open is not None
    assert now.open.entry.content.text == "First?"
    assert [each.entry.content.text for each in now.waiting] == ["Second?", "Third?"]
    after = await sessions.next(HERE, meeting.number, guest, now.open.entry.number)
    assert [each.entry.content.text for each in after.aloud] == ["First?"]
    with pytest.raises(Refusal, match="Only the guest"):
        await sessions.next(HERE, meeting.number, Actor(BEN, moderates=False), 0)


async def test_a_question_that_is_withdrawn_while_it_is_open_holds_nothing_up(
    database: Database, exchange: Exchange
) -> None:
    meeting = await plan(database, kind="expert_session")
    sessions = exchange.expert_sessions
    first = await sessions.ask(HERE, meeting.number, ANA, read_draft(Draft(EntryKind.QUESTION, "First?")))
    await sessions.ask(HERE, meeting.number, BEN, read_draft(Draft(EntryKind.QUESTION, "Second?")))
    await sessions.next(HERE, meeting.number, IRIS, 0)
    await exchange.privacy.forget(HERE, ANA)
    now = await sessions.of(HERE, meeting.number)
    assert now.open is None
    onward = await sessions.next(HERE, meeting.number, IRIS, 0)
    assert onward.open is not None
    assert onward.open.entry.content.text == "Second?"
    with pytest.raises(Refusal, match="not there any more"):
        await sessions.skip(HERE, getattr(first, "number", 0), IRIS)


async def test_an_answer_that_not_everybody_sees_is_on_no_agenda(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database, kind="expert_session")
    asked = await exchange.expert_sessions.ask(
        HERE, meeting.number, ANA, read_draft(Draft(EntryKind.QUESTION, "First?"))
    )
    message = said_openly(HERE, BEN, "With air, before and after.", START)
    await exchange.communities.opt_channel_in(HERE, message.channel_id)
    chosen = Chosen(EntryKind.ANSWER, BEN, getattr(asked, "number", 0))
    await exchange.library.keep(replace(message, readable_by_all=False, chosen=chosen))
    assert (await exchange.expert_sessions.of(HERE, meeting.number)).questions[0].answer is None


async def test_votes_for_questions_count_once_and_not_for_ones_own(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database, kind="expert_session")
    sessions = exchange.expert_sessions
    entry = await sessions.ask(HERE, meeting.number, ANA, read_draft(Draft(EntryKind.QUESTION, "First?")))
    number = getattr(entry, "number", 0)
    await asyncio.gather(*(sessions.vote(HERE, meeting.number, BEN, [number], [number]) for _ in range(3)))
    assert (await sessions.of(HERE, meeting.number)).questions[0].votes == 1
    await sessions.vote(HERE, meeting.number, BEN, [number], [])
    assert (await sessions.of(HERE, meeting.number)).questions[0].votes == 0
    with pytest.raises(Refusal, match="your own question"):
        await sessions.vote(HERE, meeting.number, ANA, [number], [number])
    async with database.read() as read:
        assert await session_questions.session_of(read, HERE, number) == meeting.number


async def test_action_items_are_done_once_by_who_may(database: Database, exchange: Exchange) -> None:
    meeting = await plan(database)
    actions = exchange.action_items
    item = await actions.add(HERE, meeting.number, ANA, text="Send the form", owner_id=BEN, day="2026-06-01")
    number = getattr(item, "number", 0)
    with pytest.raises(Refusal, match="Only who has taken this on"):
        await actions.finish(HERE, number, Actor(ANA, moderates=False))
    done = await actions.finish(HERE, number, Actor(BEN, moderates=False))
    assert await actions.finish(HERE, number, MODERATOR) == done
    [reminder] = await rows_of(database, meeting, "action_item")
    with pytest.raises(NothingToSend, match="done before"):
        await actions.due(reminder)
    with pytest.raises(Refusal, match="no longer kept"):
        await actions.finish(ELSEWHERE, number, MODERATOR)
