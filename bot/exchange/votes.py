"""Votes for answers. Who is paid by the maker of the device has none, also where they voted before they said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.exchange.industry_ties import is_tied_to
from bot.exchange.makers import makers_of_each
from db import entries, questions
from db.connections import ReadConnection
from db.entries import Entry
from db.members import Profile
from db.questions import Reply


async def has_vote(read: ReadConnection, voter: Profile, answer: Entry, question: Entry) -> bool:
    """Whether a member may vote for an answer."""
    return not is_tied_to(voter, (await _makers(read, question, [answer]))[answer.number])


async def votes_for(read: ReadConnection, answer: Entry, question: int, cast: int) -> int:
    """Of the votes `cast` for an answer, how many count."""
    if not cast:
        return 0
    asked = await entries.by_number(read, answer.guild_id, question)
    return cast - (await _uncounted(read, asked, [answer])).get(answer.number, 0)


async def by_votes(read: ReadConnection, question: Entry, replies: Sequence[Reply]) -> list[Reply]:
    """A question's answers with the votes that count: the accepted one, then by votes, then the oldest first."""
    uncounted = await _uncounted(read, question, [reply.entry for reply in replies if reply.votes])
    counted = [replace(reply, votes=reply.votes - uncounted.get(reply.entry.number, 0)) for reply in replies]
    return sorted(counted, key=lambda reply: (not reply.is_accepted, -reply.votes, reply.entry.number))


async def _uncounted(read: ReadConnection, question: Entry | None, answers: Sequence[Entry]) -> dict[int, int]:
    """How many of the votes for each answer are of those whom its device's maker pays."""
    if not answers:
        return {}
    of_industry = await questions.voters_of_industry(read, answers[0].guild_id, [each.number for each in answers])
    if not of_industry:
        return {}
    makers = await _makers(read, question, answers)
    return {
        number: sum(is_tied_to(voter, makers[number]) for voter in voters) for number, voters in of_industry.items()
    }


async def _makers(read: ReadConnection, question: Entry | None, answers: Sequence[Entry]) -> dict[int, frozenset[str]]:
    """The makers of the devices that each answer, or its question, is about."""
    asked = question.values("device") if question is not None else ()
    devices = {answer.number: (*answer.values("device"), *asked) for answer in answers}
    return await makers_of_each(read, answers[0].guild_id, devices)
