"""Questions without Discord: one entry for two who save at once, what counts as alike, and who may do what."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.communities import Communities
from bot.exchange.completeness import missing_facts
from bot.exchange.content import content_of
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Chosen, Held, Ignored, IncomingMessage, Kept
from bot.exchange.lookup import Asker
from bot.exchange.questions import Answers, AnswerTo
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, Saved, read_draft
from bot.exchange.similar_questions import similar_to
from db import entries, outbox, posted_copies, questions
from db.database import Database
from db.entries import Entry, Source
from db.members import Profile
from db.posted_copies import PostedCopy
from tests.support.clocks import StoppedClock
from tests.support.incoming_messages import said_openly

HERE, ELSEWHERE = 7, 8
ANA, BEN, CARA = 1, 2, 3
START = datetime(2026, 5, 1, 9, tzinfo=UTC)
MESSAGE = said_openly(HERE, ANA, "With air, before and after.", START)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(START)


@pytest.fixture
def exchange(database: Database, clock: StoppedClock) -> Exchange:
    return open_exchange(database, clock)


async def asked(exchange: Exchange, text: str = "How do you cool legs?", *, by: int = ANA, guild: int = HERE) -> Entry:
    saved = await exchange.saving.save(guild, by, read_draft(Draft(EntryKind.QUESTION, text)))
    assert isinstance(saved, Saved)
    return saved.entry


async def answered(exchange: Exchange, question: Entry, text: str = "With air.", *, by: int = BEN) -> Entry:
    draft = read_draft(Draft(EntryKind.ANSWER, text, question=question.number))
    saved = await exchange.saving.save(question.guild_id, by, draft)
    assert isinstance(saved, Saved)
    return saved.entry


async def replies(exchange: Exchange, question: Entry, *visible: int) -> list[int]:
    beside = await exchange.questions.beside(question, visible)
    assert isinstance(beside, Answers)
    return [reply.entry.number for reply in beside.replies]


async def test_two_who_save_the_same_message_at_once_make_one_entry(exchange: Exchange) -> None:
    wishes = [replace(MESSAGE, chosen=Chosen(EntryKind.TIP, by)) for by in (BEN, CARA)]
    first, second = await asyncio.gather(*(exchange.library.keep(wish) for wish in wishes))
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert sorted([first.is_new, second.is_new]) == [False, True]
    assert first.entry.number == second.entry.number == 1
    assert first.entry.saved_by_id == second.entry.saved_by_id


async def test_a_chosen_message_is_its_authors_and_keeps_its_kind(exchange: Exchange) -> None:
    question = await asked(exchange)
    kept = await exchange.library.keep(
        replace(MESSAGE, chosen=Chosen(EntryKind.ANSWER, BEN, question.number), message_id=701)
    )
    assert isinstance(kept, Kept)
    assert (kept.entry.author_id, kept.entry.saved_by_id, kept.entry.label) == (ANA, BEN, "A-2")
    assert await replies(exchange, question) == [2]
    again = await exchange.library.keep(replace(MESSAGE, message_id=701, text="With gel."))
    assert isinstance(again, Kept)
    assert (again.entry.content.kind, again.entry.content.text) == (EntryKind.ANSWER, "With gel.")
    own = await exchange.library.keep(replace(MESSAGE, message_id=702, chosen=Chosen(EntryKind.TIP, ANA)))
    assert isinstance(own, Kept)
    assert own.entry.saved_by_id is None


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (replace(MESSAGE, readable_by_all=False), "private"),
        (replace(MESSAGE, author_belongs=False), "not a member"),
        (replace(MESSAGE, text=""), "empty"),
    ],
)
async def test_what_may_not_be_kept_is_not_kept_by_choice_either(
    exchange: Exchange, message: IncomingMessage, reason: str
) -> None:
    chosen = replace(message, chosen=Chosen(EntryKind.TIP, BEN))
    for outcome in (await exchange.library.outlook(chosen), await exchange.library.keep(chosen)):
        assert isinstance(outcome, Ignored)
        assert outcome.reason == reason


async def test_the_outlook_sees_a_hold_and_writes_nothing(exchange: Exchange) -> None:
    chosen = replace(MESSAGE, text="Patient Jane Placeholder did well", chosen=Chosen(EntryKind.TIP, BEN))
    outlook = await exchange.library.outlook(chosen)
    assert isinstance(outlook, Held)
    assert outlook.kinds == ("name",)
    assert await exchange.library.captured_in(HERE, 70, after=0, limit=9) == []


async def test_a_vote_within_seconds_is_the_same_press(exchange: Exchange, clock: StoppedClock) -> None:
    answer = await answered(exchange, await asked(exchange))
    presses: list[tuple[bool, int]] = []
    for seconds in (0, 2, 2, 3, 1, 3):
        clock.pass_by(timedelta(seconds=seconds))
        voted = await exchange.questions.vote(Asker(HERE, CARA), answer.number)
        presses.append((voted.counts, voted.votes))
    assert presses == [(True, 1), (True, 1), (False, 0), (True, 1), (True, 1), (False, 0)]


async def test_votes_at_once_all_count(exchange: Exchange) -> None:
    answer = await answered(exchange, await asked(exchange))
    await asyncio.gather(*(exchange.questions.vote(Asker(HERE, voter), answer.number) for voter in range(10, 30)))
    beside = await exchange.questions.beside(answer)
    assert beside == AnswerTo(1, ANA, 20, is_accepted=False)


async def test_a_vote_counts_no_longer_once_its_voter_is_paid_by_the_maker(
    exchange: Exchange, database: Database, clock: StoppedClock
) -> None:
    question = await asked(exchange, "How do you cool legs with the GentleMax Pro?")
    first, second = [await answered(exchange, question, text) for text in ("With air.", "With gel.")]
    await exchange.questions.vote(Asker(HERE, CARA), second.number)
    async with database.write() as write:
        await posted_copies.add(write, PostedCopy(90, 70, HERE, question.number, "card"))
    await exchange.members.declare(HERE, CARA, Profile(paid_by_industry="Candela"))
    assert await exchange.questions.beside(second) == AnswerTo(question.number, ANA, 0, is_accepted=False)
    assert await replies(exchange, question) == [first.number, second.number]
    async with database.read() as read:
        assert await outbox.is_due(read, "copy:90:"), "the card for all shows the count too"
    clock.pass_by(timedelta(days=1))
    taken_back = await exchange.questions.vote(Asker(HERE, CARA), second.number)
    assert (taken_back.counts, taken_back.votes) == (False, 0)
    with pytest.raises(Refusal, match="no vote here"):
        await exchange.questions.vote(Asker(HERE, CARA), first.number)
    await exchange.members.declare(HERE, CARA, Profile())
    assert await replies(exchange, question) == [first.number, second.number], "it was taken back for good"


async def test_answers_stand_by_acceptance_votes_and_age(exchange: Exchange) -> None:
    question = await asked(exchange)
    first, second, third = [
        (await answered(exchange, question, text)).number for text in ("With air.", "With gel.", "With water.")
    ]
    assert await replies(exchange, question) == [first, second, third]
    await exchange.questions.vote(Asker(HERE, CARA), third)
    assert await replies(exchange, question) == [third, first, second]
    await exchange.questions.accept(Asker(HERE, ANA), second, stands=True, moderates=False)
    assert await replies(exchange, question) == [second, third, first]
    await exchange.questions.accept(Asker(HERE, CARA), first, stands=True, moderates=True)
    assert await replies(exchange, question) == [first, third, second]


async def test_only_the_asker_or_a_moderator_accepts(exchange: Exchange) -> None:
    question = await asked(exchange)
    answer = await answered(exchange, question)
    with pytest.raises(Refusal, match="Only who asked"):
        await exchange.questions.accept(Asker(HERE, BEN), answer.number, stands=True, moderates=False)
    with pytest.raises(Refusal, match="no such answer"):
        await exchange.questions.accept(Asker(HERE, ANA), question.number, stands=True, moderates=False)
    with pytest.raises(Refusal, match="no such answer"):
        await exchange.questions.vote(Asker(ELSEWHERE, CARA), answer.number)


async def test_a_private_answer_stands_on_no_public_card(exchange: Exchange, database: Database) -> None:
    question = await asked(exchange)
    text = "With air."
    content = content_of(EntryKind.ANSWER, text, read(text, Hints(EntryKind.ANSWER)))
    async with database.write() as write:
        number = await entries.add(
            write, HERE, content, author_id=BEN, saved_by_id=None, source=Source(90, 900, None, 90), now=START
        )
        assert number is not None
        await questions.link(write, HERE, number, question.number)
    assert await replies(exchange, question) == []
    assert await replies(exchange, question, 90) == [number]
    with pytest.raises(Refusal, match="no such answer"):
        await exchange.questions.vote(Asker(HERE, CARA), number)
    # Nor does it count as one, except for those who see it.
    like = await asked(exchange, by=CARA)
    outsider, insider = Asker(HERE, CARA), Asker(HERE, BEN, frozenset({90}))
    draft = read_draft(Draft(EntryKind.QUESTION, question.content.text))
    assert await exchange.alike.to(like) == ()
    assert await exchange.questions.similar(outsider, draft) == ()
    assert [each.number for each in await exchange.questions.similar(insider, draft)] == [question.number]
    with pytest.raises(Refusal, match="shared nowhere else"):
        await exchange.lookup.shareable(insider, number, (70,))
    waiting = [await exchange.questions.unanswered(each) for each in (outsider, insider)]
    assert [each.total for each in waiting] == [2, 1]
    preview = await exchange.digests.preview(HERE)
    assert [(section.topic, section.total) for section in preview.sections] == [("question", 2)]


async def test_what_only_some_can_read_of_a_question_completes_no_answer(
    exchange: Exchange, database: Database
) -> None:
    question = await asked(exchange, "GentleMax Pro, skin type VI: how high do you go?")
    answer = await answered(exchange, question, "30 J/cm2, 10 mm")
    said = await exchange.questions.asked_by(answer)
    assert said is not None
    assert missing_facts(answer, said) == ()
    async with database.write() as write:
        key = {"key": await write.key_of(HERE, question.number)}
        await write.run("UPDATE entry SET private_channel_id = 77 WHERE key = :key", key)
    assert await exchange.questions.asked_by(answer) is None
    async with database.write() as write:
        await write.run("UPDATE entry SET private_channel_id = NULL, status = 'unlisted' WHERE key = :key", key)
    assert await exchange.questions.asked_by(answer) is None


async def test_an_answers_change_is_shown_on_its_questions_copies(exchange: Exchange, database: Database) -> None:
    question = await asked(exchange)
    answer = await answered(exchange, question)
    async with database.write() as write:
        await posted_copies.add(write, PostedCopy(500, 70, HERE, question.number, "card"))
    await exchange.corrections.withdraw(answer, BEN)
    async with database.write() as write:
        due = await outbox.claim(write, START + timedelta(seconds=1), 9, ())
    assert [(each.posting.target_id, each.posting.entry) for each in due] == [(500, question.number)]
    assert (await exchange.questions.unanswered(Asker(HERE, CARA))).total == 1


async def test_communities_never_mix(exchange: Exchange, database: Database, clock: StoppedClock) -> None:
    await Communities(database, clock).of(ELSEWHERE)
    question = await asked(exchange)
    await answered(exchange, question)
    assert (await exchange.questions.unanswered(Asker(ELSEWHERE, ANA))).total == 0
    draft = read_draft(Draft(EntryKind.QUESTION, "How do you cool legs?"))
    assert [each.number for each in await exchange.questions.similar(Asker(HERE, CARA), draft)] == [question.number]
    assert await exchange.questions.similar(Asker(ELSEWHERE, CARA), draft) == ()


async def test_like_questions_are_told_from_others(exchange: Exchange) -> None:
    texts = (
        "How do you cool legs with the GentleMax Pro?",
        "Which endpoint do you wait for with IPL in rosacea?",
        "Do you pre-treat melasma with hydroquinone before fractional lasers?",
        "How do you explain fees for a package of six?",
    )
    before = [await asked(exchange, text) for text in texts]
    expected = {
        "Cooling for legs on the GMP: what do you do?": texts[0],
        "Rosacea with IPL: what is your endpoint?": texts[1],
        "Hydroquinone before fractional laser for melasma?": texts[2],
        "Who has a contract for machine service?": None,
        "How long do you wait after isotretinoin?": None,
    }
    for text, wanted in expected.items():
        content = content_of(EntryKind.QUESTION, text, read(text, Hints(EntryKind.QUESTION)))
        found = similar_to(content, before)
        assert (found[0].content.text if found else None) == wanted, text


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Upper lip GMP FST IV what spot?", "What spot does everyone use on the chin with the GMP?"),
        ("Upper lip GMP FST IV what spot?", "What spot for the back on GMP in type I?"),
        ("How long off hair removal after a sunny holiday?", "What spot for the back on GMP in type I?"),
        ("Which spot for hair removal on the legs, GMP?", "Which spot for hair removal on the face, GMP?"),
    ],
)
async def test_a_question_on_another_area_or_skin_type_is_another_question(
    exchange: Exchange, before: str, now: str
) -> None:
    other = await asked(exchange, before)
    content = content_of(EntryKind.QUESTION, now, read(now, Hints(EntryKind.QUESTION, device="gentlemax_pro")))
    assert similar_to(content, [other]) == ()


async def test_a_merged_questions_answers_go_along_and_come_back(exchange: Exchange, clock: StoppedClock) -> None:
    stays, goes = await asked(exchange), await asked(exchange, "How do you cool a leg?")
    first = await answered(exchange, stays)
    second, third = await answered(exchange, goes, "With gel."), await answered(exchange, goes, "Not at all.")
    await exchange.questions.accept(Asker(HERE, ANA), first.number, stands=True, moderates=False)
    await exchange.questions.accept(Asker(HERE, ANA), second.number, stands=True, moderates=False)
    copy = PostedCopy(71, 7, HERE, goes.number, "card")
    await exchange.discussions.opened(goes, 71, copy)
    clock.pass_by(timedelta(days=1))
    await exchange.moderation.merge(HERE, goes.number, stays.number, CARA)
    assert await replies(exchange, stays) == [first.number, second.number, third.number]
    voted = await exchange.questions.vote(Asker(HERE, CARA), third.number)
    assert voted.counts, "its question is there: the one that was kept"
    meant = await exchange.questions.meant_by(HERE, 71, None)
    assert meant is not None
    assert meant.number == stays.number
    await exchange.moderation.unmerge(HERE, goes.number, CARA)
    assert await exchange.library.entry(HERE, goes.number) == goes, "nobody has changed what it says"
    assert await replies(exchange, stays) == [first.number]
    assert await replies(exchange, goes) == [second.number, third.number], "accepted first, as it was"
    beside = await exchange.questions.beside(second)
    assert beside == AnswerTo(goes.number, ANA, 0, is_accepted=True)
    meant = await exchange.questions.meant_by(HERE, 71, None)
    assert meant is not None
    assert meant.number == goes.number
