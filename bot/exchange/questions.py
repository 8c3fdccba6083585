"""Questions: the answers to each, colleagues' votes for them, the accepted one, and what nobody has answered yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clinical.reading import EntryKind
from bot.exchange import copies
from bot.exchange.alike import MOST_COMPARED
from bot.exchange.asked import asked_by
from bot.exchange.clock import Clock
from bot.exchange.discussions import Discussed, where_discussed
from bot.exchange.industry_ties import is_from_industry
from bot.exchange.lookup import Asker
from bot.exchange.members import credential_line
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from bot.exchange.saving import ReadDraft, content_of_draft, reading_here
from bot.exchange.similar_questions import similar_to
from bot.exchange.votes import by_votes, has_vote, votes_for
from db import audit, complications, entries, members, questions
from db.complications import Report
from db.connections import ReadConnection
from db.database import Database
from db.entries import Entry
from db.members import Profile

PAGE_SIZE: Final = 5
_HURRIED: Final = timedelta(seconds=3)
"""A second press within this time is the same press. House limit."""
_WITH_MORE: Final = frozenset({EntryKind.QUESTION, EntryKind.ANSWER, EntryKind.COMPLICATION, EntryKind.SUMMARY})
_NOBODY: Final = Profile()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it stands below its question. `credential` is its author's line, unescaped."""

    entry: Entry
    votes: int
    is_accepted: bool
    credential: str
    is_from_industry: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """What is shown with a question: its answers in order, and the thread or post where it is talked about."""

    replies: tuple[Answer, ...]
    discussion: int | None


@dataclass(frozen=True, slots=True)
class AnswerTo:
    """What is shown with an answer: the number of its question and who asked that, and how it fares there.

    `asked` is that question where the answer does not repeat what it says.
    """

    question: int
    asker_id: int | None
    votes: int
    is_accepted: bool
    asked: Entry | None = None


Beside = Answers | AnswerTo | Report | Discussed
"""What stands with an entry on its card: a question's answers, an answer's question, the facts of a complication, where
a summary is talked about."""


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """A page of the questions that nobody has answered."""

    entries: tuple[Entry, ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Voted:
    """A press on a vote: whether it counts now, and how many do."""

    answer: Entry
    counts: bool
    votes: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that stands as the accepted one now, or not any more; and the one that it took the place of."""

    answer: Entry
    instead_of: Entry | None = None


class Questions:
    """Answers are entries of their own; this is what holds them to their questions."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def beside(self, entry: Entry, visible: Collection[int] | None = None) -> Beside | None:
        """What stands with a question, an answer, a complication or a summary on its card; None for other kinds.

        Answers from private channels are shown to those who see these (the `visible` ones). On a copy for all (None)
        they are shown where the question itself is from there: it stands nowhere else.
        """
        if entry.content.kind not in _WITH_MORE:
            return None
        async with self._database.read() as read:
            if entry.content.kind is EntryKind.COMPLICATION:
                return await complications.of_entry(read, entry.guild_id, entry.number)
            if entry.content.kind is EntryKind.SUMMARY:
                return await where_discussed(read, entry)
            if entry.content.kind is EntryKind.QUESTION:
                return await _answers(read, entry, _home(entry) if visible is None else visible)
            parent = await questions.parent_of(read, entry.guild_id, entry.number)
            if parent is None:
                return None
            votes = await votes_for(read, entry, parent.question, parent.votes)
            asked = (await asked_by(read, entry.guild_id, [entry])).get(entry.number)
        return AnswerTo(parent.question, parent.asker_id, votes, parent.is_accepted, asked)

    async def asked_by(self, entry: Entry) -> Entry | None:
        """The question of an answer that does not repeat what it says; None for everything else."""
        async with self._database.read() as read:
            return (await asked_by(read, entry.guild_id, [entry])).get(entry.number)

    async def question(self, asker: Asker, number: int) -> Entry:
        """A question that can be answered; raises a Refusal for anything else."""
        async with self._database.read() as read:
            return _answerable(await entries.by_number(read, asker.guild_id, number), asker)

    async def similar(self, asker: Asker, draft: ReadDraft) -> tuple[Entry, ...]:
        """Answered questions that ask much the same, best first."""
        async with self._database.read() as read:
            answered = await questions.answered(read, asker.guild_id, asker.visible, MOST_COMPARED)
            reading = await reading_here(read, asker.guild_id, draft)
        return similar_to(content_of_draft(draft.draft, reading), answered)

    async def unanswered(self, asker: Asker, page: int = 1, size: int = PAGE_SIZE) -> OpenQuestions:
        """The questions without an answer that the asker `sees`, newest first; the last page where there are fewer by
        now."""
        async with self._database.read() as read:
            found = await questions.unanswered(
                read, asker.guild_id, asker.visible, size=size, offset=(page - 1) * size, own=asker.user_id
            )
        if page > 1 and not found.entries:
            return await self.unanswered(asker, max(1, -(-found.total // size)), size)
        return OpenQuestions(found.entries, page, found.total)

    async def vote(self, asker: Asker, number: int) -> Voted:
        """Vote for an answer, or take the vote back, which everybody may; a double click counts once."""
        async with self._database.write() as write:
            answer, question = await _answer_and_question(write, asker, number)
            if answer.author_id == asker.user_id:
                raise Refusal("This is your own answer: colleagues vote for it.")
            now = self._clock.now()
            counts = await questions.vote(write, asker.guild_id, number, asker.user_id, now, _HURRIED)
            voter = await members.profile(write, asker.guild_id, asker.user_id)
            if counts and not await has_vote(write, voter, answer, question):
                raise Refusal("You are paid by the maker of the device that this is about, so you have no vote here.")
            parent = await questions.parent_of(write, asker.guild_id, number)
            assert parent is not None
            votes = await votes_for(write, answer, question.number, parent.votes)
            await copies.follow(write, asker.guild_id, number, now)
        self._outbox.announce()
        return Voted(answer, counts, votes)

    async def acceptable(self, asker: Asker, number: int, *, moderates: bool) -> tuple[Entry, Answers]:
        """A question with its answers, for who may accept one; raises a Refusal for anybody else."""
        async with self._database.read() as read:
            question = _answerable(await entries.by_number(read, asker.guild_id, number), asker)
            _require_may_accept(question, asker, moderates=moderates)
            answers = await _answers(read, question, asker.visible)
        if not answers.replies:
            raise Refusal(f"{question.label} has no answer yet.")
        return question, answers

    async def accept(self, asker: Asker, number: int, *, stands: bool, moderates: bool) -> Accepted:
        """Have an answer stand as the accepted one, in place of any other, or not; twice is the same as once."""
        async with self._database.write() as write:
            answer, question = await _answer_and_question(write, asker, number)
            _require_may_accept(question, asker, moderates=moderates)
            parent = await questions.parent_of(write, asker.guild_id, number)
            assert parent is not None
            if parent.is_accepted == stands:
                return Accepted(answer)
            visible = await questions.replies_to(write, asker.guild_id, question.number, asker.visible)
            now = self._clock.now()
            if stands:
                await questions.accept(write, asker.guild_id, number, now)
            else:
                await questions.take_back_acceptance(write, asker.guild_id, number)
            if question.author_id != asker.user_id:
                deed = "answer_accepted" if stands else "acceptance_taken_back"
                await audit.add(write, asker.guild_id, asker.user_id, deed, number, now)
            # Another answer's own copies say that it was accepted.
            for each in await questions.answers_to(write, asker.guild_id, question.number):
                if each != number:
                    await copies.follow_alone(write, asker.guild_id, each, now)
            await copies.follow(write, asker.guild_id, number, now)
        self._outbox.announce()
        former = next((each.entry for each in visible if each.is_accepted and each.entry.number != number), None)
        return Accepted(answer, former)

    async def meant_by(self, guild_id: int, channel_id: int, replied_to: int | None) -> Entry | None:
        """The question that a message answers, by what it replies to or the thread or post it stands in."""
        async with self._database.read() as read:
            number = await questions.shown_in(read, guild_id, replied_to) if replied_to is not None else None
            if number is None:
                number = await questions.discussed_in(read, guild_id, channel_id)
            if number is None:  # a thread or post has the number of the message that it begins with
                number = await questions.shown_in(read, guild_id, channel_id)
            question = await entries.by_number(read, guild_id, number) if number is not None else None
        if question is None or question.status != "listed" or question.content.kind is not EntryKind.QUESTION:
            return None
        return question


async def _answers(read: ReadConnection, question: Entry, visible: Collection[int]) -> Answers:
    replies = await by_votes(
        read, question, await questions.replies_to(read, question.guild_id, question.number, visible)
    )
    discussion = await questions.discussion_of(read, question.guild_id, question.number)
    authors = [reply.entry.author_id for reply in replies if reply.entry.author_id is not None]
    profiles = await members.profiles(read, question.guild_id, authors)
    return Answers(tuple(_answer(reply, profiles) for reply in replies), discussion)


def _home(entry: Entry) -> tuple[int, ...]:
    return (entry.private_channel_id,) if entry.private_channel_id is not None else ()


def _answer(reply: questions.Reply, profiles: dict[int, Profile]) -> Answer:
    profile = profiles.get(reply.entry.author_id or 0, _NOBODY)
    return Answer(reply.entry, reply.votes, reply.is_accepted, credential_line(profile), is_from_industry(profile))


async def _answer_and_question(read: ReadConnection, asker: Asker, number: int) -> tuple[Entry, Entry]:
    answer = await entries.by_number(read, asker.guild_id, number)
    parent = await questions.question_of(read, asker.guild_id, number)
    if answer is None or parent is None or not asker.sees(answer):
        raise Refusal("There is no such answer here.")
    if answer.status != "listed":
        raise Refusal(f"{answer.label} is not there any more.")
    return answer, _answerable(await entries.by_number(read, asker.guild_id, parent), asker)


def _answerable(question: Entry | None, asker: Asker) -> Entry:
    if question is None or question.content.kind is not EntryKind.QUESTION or not asker.sees(question):
        raise Refusal("There is no such question here. `/question open` lists those without an answer.")
    if question.status != "listed":
        raise Refusal(f"{question.label} is not there any more, so nothing was done.")
    return question


def _require_may_accept(question: Entry, asker: Asker, *, moderates: bool) -> None:
    if not moderates and asker.user_id != question.author_id:
        raise Refusal(f"Only who asked {question.label}, or a moderator, can accept an answer.")
