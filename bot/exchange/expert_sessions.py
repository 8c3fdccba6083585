"""Expert sessions: members ask and vote beforehand, the guest takes the questions in order, the answers are kept.

A question is an entry of the library from the moment it is asked, and a written answer is an entry too: both are found
by a search, belong to who wrote them, and can be withdrawn like all else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.exchange import agenda_posts, copies
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.meeting_card_edits import show_anew
from bot.exchange.members import credential_line
from bot.exchange.outbox import Outbox
from bot.exchange.posted_meetings import Actor, posted_meeting, require_organiser, still_to_come
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, ReadDraft, add_written, content_of_draft, reading_here
from db import audit, entries, members, questions
from db import session_questions as rows
from db.communities import ensure
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Detail, Entry
from db.meetings import Meeting
from db.session_questions import Guest, SessionQuestion

LONGEST_NAME: Final = 80
_MOST: Final = 100
_MOST_OF_ONE: Final = 5
_CREDIT: Final = "Answered by"


@dataclass(frozen=True, slots=True)
class Session:
    """An expert session: its guest with the credential that stands beside the name, and the questions by votes."""

    meeting: Meeting
    guest: Guest | None
    credential: str
    questions: tuple[SessionQuestion, ...]

    @property
    def open(self) -> SessionQuestion | None:
        """The question that is being answered."""
        return next((each for each in self.questions if each.status == "open"), None)

    @property
    def waiting(self) -> tuple[SessionQuestion, ...]:
        """What is still to be asked: with the most votes first, then the oldest."""
        return tuple(each for each in self.questions if each.status == "waiting" and each.answer is None)

    @property
    def answered(self) -> tuple[SessionQuestion, ...]:
        """Those with a written answer."""
        return tuple(each for each in self.questions if each.answer is not None and each.status != "open")

    @property
    def aloud(self) -> tuple[SessionQuestion, ...]:
        """Answered in the session, and not written down yet."""
        return tuple(each for each in self.questions if each.status == "taken" and each.answer is None)

    @property
    def skipped(self) -> tuple[SessionQuestion, ...]:
        """Left out by the guest; they stay open to colleagues."""
        return tuple(each for each in self.questions if each.status == "skipped" and each.answer is None)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of **Answered**: the entry, or None where nothing was written down."""

    session: Session
    entry: Entry | None


class ExpertSessions:
    """A guest, and what the community wants to know of them."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def of(self, guild_id: int, meeting: int) -> Session:
        """The session as it stands; raises a Refusal for a meeting of another kind."""
        async with self._database.read() as read:
            return await _session(read, guild_id, meeting)

    async def guest_of(self, meeting: Meeting) -> Guest | None:
        """Who answers in a meeting, or in a draft of one, if it is an expert session and that was said."""
        if meeting.plan.kind != "expert_session":
            return None
        async with self._database.read() as read:
            return await rows.guest_of(read, meeting.guild_id, meeting.number)

    async def open_to_questions(self, guild_id: int, meeting: int) -> Meeting:
        """A session that can be asked questions for; raises a Refusal where it was cancelled or is over."""
        async with self._database.read() as read:
            await _session(read, guild_id, meeting)
            return await still_to_come(read, guild_id, meeting, self._clock.now())

    async def ask(
        self, guild_id: int, meeting: int, user_id: int, draft: ReadDraft, cleared: Collection[str] = ()
    ) -> Entry | HeldDraft:
        """Keep a question for the guest, unless it may identify a patient."""
        cleared = answered_for(cleared)
        kinds = kinds_of(draft.reading.identifiers, cleared)
        if kinds:
            return HeldDraft(kinds)
        if not draft.draft.text.strip():
            raise Refusal("There is nothing in it to ask. Please write something and send it again.")
        now = self._clock.now()
        async with self._database.write() as write:
            await ensure(write, guild_id, now)
            session = await _session(write, guild_id, meeting)
            await still_to_come(write, guild_id, meeting, now)
            _require_room(session, user_id, draft)
            content = content_of_draft(draft.draft, await reading_here(write, guild_id, draft))
            number = await add_written(write, guild_id, content, now, author_id=user_id)
            await rows.add(write, guild_id, meeting, number)
            if cleared:
                await audit.add(write, guild_id, user_id, "not_the_patient", number, now)
            await agenda_posts.follow(write, guild_id, meeting, now)
            entry = await entries.by_number(write, guild_id, number)
        self._outbox.announce()
        assert entry is not None
        return entry

    async def ballot(self, guild_id: int, meeting: int, user_id: int) -> tuple[Session, frozenset[int]]:
        """The session, and the questions that a member votes for."""
        async with self._database.read() as read:
            session = await _session(read, guild_id, meeting)
            await still_to_come(read, guild_id, meeting, self._clock.now())
            return session, await rows.voted_for(read, guild_id, user_id, meeting)

    async def vote(
        self, guild_id: int, meeting: int, user_id: int, among: Collection[int], chosen: Collection[int]
    ) -> None:
        """Of the questions `among`, vote for those chosen and for no other; said twice, it counts once."""
        now = self._clock.now()
        async with self._database.write() as write:
            session = await _session(write, guild_id, meeting)
            await still_to_come(write, guild_id, meeting, now)
            own = {each.entry.number for each in session.questions if each.entry.author_id == user_id}
            if own & set(chosen):
                raise Refusal("This is your own question: colleagues vote for it.")
            votable = {each.entry.number for each in session.waiting}
            await rows.set_votes(write, guild_id, user_id, votable & set(among), votable & set(chosen), now)
            await agenda_posts.follow_if_posted(write, guild_id, meeting, now)
        self._outbox.announce()

    async def name_guest(self, guild_id: int, meeting: int, actor: Actor, guest: Guest) -> Session:
        """The organiser says who answers: a member, or the name of somebody who is not on this server."""
        name, now = " ".join(guest.name.split()), self._clock.now()
        if guest.user_id is None and not name:
            raise Refusal("Choose the guest among the members, or type the name of somebody who is not on this server.")
        if len(name) > LONGEST_NAME:
            raise Refusal(f"A guest's name has at most {LONGEST_NAME} characters.")
        async with self._database.write() as write:
            session = await _session(write, guild_id, meeting)
            require_organiser(session.meeting, actor)
            await rows.name_guest(write, guild_id, meeting, replace(guest, name="" if guest.user_id else name))
            await agenda_posts.follow(write, guild_id, meeting, now)
            await show_anew(write, session.meeting, now)
            session = await _session(write, guild_id, meeting)
        self._outbox.announce()
        return session

    async def invite(self, draft: Meeting, user_id: int) -> None:
        """Who plans a session names its guest."""
        async with self._database.write() as write:
            await rows.name_guest(write, draft.guild_id, draft.number, Guest(user_id, ""))

    async def led(self, guild_id: int, meeting: int, actor: Actor) -> Session:
        """The session, for who may take the questions in turn; raises a Refusal for anybody else."""
        async with self._database.read() as read:
            session = await _session(read, guild_id, meeting)
        _require_leading(session, actor)
        return session

    async def next(self, guild_id: int, meeting: int, actor: Actor, after: int) -> Session:
        """Take up the next question; the one that was open (`after`, 0 for none) counts as answered aloud.

        Pressed twice it goes on once: nothing happens where another question is open by now.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            session = await _session(write, guild_id, meeting)
            _require_leading(session, actor)
            _require_not_cancelled(session.meeting)
            if (session.open.entry.number if session.open else 0) == after:
                await rows.close_open(write, guild_id, meeting)
                if session.waiting:
                    await rows.turn(write, guild_id, session.waiting[0].entry.number, "open")
                await agenda_posts.follow(write, guild_id, meeting, now)
                session = await _session(write, guild_id, meeting)
        self._outbox.announce()
        return session

    async def skip(self, guild_id: int, question: int, actor: Actor) -> Session:
        """Leave a question out; it stays in the library, open to colleagues."""
        now = self._clock.now()
        async with self._database.write() as write:
            session, asked = await _session_and_question(write, guild_id, question)
            _require_leading(session, actor)
            if asked.status == "open":
                await rows.turn(write, guild_id, question, "skipped")
                await agenda_posts.follow(write, guild_id, session.meeting.number, now)
                session = await _session(write, guild_id, session.meeting.number)
        self._outbox.announce()
        return session

    async def answerable(self, guild_id: int, question: int, actor: Actor) -> tuple[Session, SessionQuestion]:
        """A question whose answer this person may write down."""
        async with self._database.read() as read:
            session, asked = await _session_and_question(read, guild_id, question)
            await _require_answerable(read, session, asked, actor)
        return session, asked

    async def answer(
        self, guild_id: int, question: int, actor: Actor, draft: ReadDraft, cleared: Collection[str] = ()
    ) -> Answered | HeldDraft:
        """The guest has answered. What is written of it becomes an entry in the guest's name.

        Who writes for the guest is kept as who saved it; a guest who is no member is named in it.
        """
        cleared = answered_for(cleared)
        kinds = kinds_of(draft.reading.identifiers, cleared)
        if kinds:
            return HeldDraft(kinds)
        now = self._clock.now()
        async with self._database.write() as write:
            session, asked = await _session_and_question(write, guild_id, question)
            await _require_answerable(write, session, asked, actor)
            written = bool(draft.draft.text.strip())
            number = None
            if written:
                number = await _keep_answer(write, session, question, actor, draft, now)
                if cleared:
                    await audit.add(write, guild_id, actor.user_id, "not_the_patient", number, now)
            await rows.turn(write, guild_id, question, "taken")
            await copies.follow(write, guild_id, number or question, now)
            await agenda_posts.follow(write, guild_id, session.meeting.number, now)
            entry = await entries.by_number(write, guild_id, number) if number is not None else None
            session = await _session(write, guild_id, session.meeting.number)
        self._outbox.announce()
        return Answered(session, entry)


async def _session(read: ReadConnection, guild_id: int, meeting: int) -> Session:
    known = await posted_meeting(read, guild_id, meeting)
    if known.plan.kind != "expert_session":
        raise Refusal(f"{known.label} is no expert session.")
    guest = await rows.guest_of(read, guild_id, meeting)
    credential = ""
    if guest is not None and guest.user_id is not None:
        credential = credential_line(await members.profile(read, guild_id, guest.user_id))
    return Session(known, guest, credential, tuple(await rows.of_meeting(read, guild_id, meeting)))


async def _session_and_question(read: ReadConnection, guild_id: int, question: int) -> tuple[Session, SessionQuestion]:
    meeting = await rows.session_of(read, guild_id, question)
    session = await _session(read, guild_id, meeting) if meeting is not None else None
    asked = next((each for each in session.questions if each.entry.number == question), None) if session else None
    if session is None or asked is None:
        raise Refusal(f"Q-{question} is not there any more, so nothing was done.")
    return session, asked


def leads(session: Session, actor: Actor) -> bool:
    """Whether somebody may take the questions in turn: the guest, the organiser or a moderator."""
    guest_id = session.guest.user_id if session.guest is not None else None
    return actor.moderates or actor.user_id in (guest_id, session.meeting.organiser_id)


def _require_leading(session: Session, actor: Actor) -> None:
    if not leads(session, actor):
        raise Refusal(f"Only the guest or the organiser of {session.meeting.label}, or a moderator, can do that.")


def _require_not_cancelled(meeting: Meeting) -> None:
    if meeting.status == "cancelled":
        raise Refusal(f"{meeting.label} was cancelled.")


async def _require_answerable(read: ReadConnection, session: Session, asked: SessionQuestion, actor: Actor) -> None:
    _require_leading(session, actor)
    _require_not_cancelled(session.meeting)
    if session.guest is None:
        raise Refusal("Say who the guest is first: the organiser presses **Guest**.")
    if asked.answer is not None:
        raise Refusal(
            f"{asked.entry.label} is answered already, by A-{asked.answer}. `/show` has **Answer** for a further one."
        )
    guest_id = session.guest.user_id
    if guest_id not in (None, actor.user_id) and await members.opted_out(read, session.meeting.guild_id, guest_id):
        raise Refusal("The guest does not want to have words kept by others: only the guest can write this down.")


def _require_room(session: Session, user_id: int, draft: ReadDraft) -> None:
    own = [each for each in session.questions if each.entry.author_id == user_id]
    if any(each.entry.content.text.strip() == draft.draft.text.strip() for each in own):
        raise Refusal("You have asked this already: `/meeting agenda` shows it.")
    if len(own) >= _MOST_OF_ONE or len(session.questions) >= _MOST:
        raise Refusal(
            f"A session takes {_MOST} questions, {_MOST_OF_ONE} of them from one member. `/question ask` asks "
            "colleagues in a discussion of its own."
        )


async def _keep_answer(
    write: WriteConnection, session: Session, question: int, actor: Actor, draft: ReadDraft, now: datetime
) -> int:
    """As the guest's own; of a guest who is no member, as the words of who wrote them down, with the guest's name."""
    assert session.guest is not None
    guild_id, guest_id = session.meeting.guild_id, session.guest.user_id
    if guest_id is None:
        credit = Detail(_CREDIT, f"{session.guest.name}, guest of {session.meeting.label}")
        draft = replace(draft, draft=replace(draft.draft, details=(*draft.draft.details, credit)))
    author_id = guest_id if guest_id is not None else actor.user_id
    saved_by_id = actor.user_id if actor.user_id != author_id else None
    content = content_of_draft(draft.draft, await reading_here(write, guild_id, draft))
    number = await add_written(write, guild_id, content, now, author_id=author_id, saved_by_id=saved_by_id)
    await questions.link(write, guild_id, number, question)
    return number
