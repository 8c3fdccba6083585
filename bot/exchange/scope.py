"""Who may operate what, where: what sources say, in order and side by side, with what members and moderators add.

Whether somebody may is never worked out here: a rule tells what its source says, and when it was last checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.calendar.typed_time import read_date
from bot.calendar.unclear import MissingTime, UnclearTime
from bot.clinical.references import reference
from bot.clinical.scope import (
    Disagreement,
    Purpose,
    ScopeRule,
    SourceKind,
    Supervision,
    Verdict,
    catalogue_rules,
    catalogue_rules_of,
    disagreements,
)
from bot.clinical.screen import identifiers
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.members import credential_line
from bot.exchange.posted_meetings import Actor
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from db import audit, communities, members
from db import scope_rules as rows
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.instants import to_milliseconds
from db.journal import Erasure
from db.scope_rules import MemberRule, Standing

STALE_AFTER: Final = timedelta(days=365)
"""A check is good for twelve months."""
LONGEST_WORDS: Final = 600
_MOST: Final = 500
_EXAMPLE: Final = "14 May 2024"
_OLDEST: Final = 1900
_YEAR: Final = re.compile(r"\d{4}")
_RANK: Final = {kind: place for place, kind in enumerate(SourceKind)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked up. `device_class` is a key, `credential` a value of members' profiles; None is any."""

    jurisdiction: str
    device_class: str | None = None
    credential: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a rule, and when; `credential` is their line for cards, unescaped."""

    by_id: int
    at: datetime
    credential: str


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule as it stands in a community at one moment.

    `told` is None for the catalogue's. `kind` is a member's claim until a moderator has checked it, and again once the
    check has run out. `successor` may be unknown of a rule that is superseded.
    """

    rule: ScopeRule
    told: Told | None
    kind: SourceKind
    checked_at: datetime | None
    is_checked_by_who_told: bool
    is_stale: bool
    is_superseded: bool
    successor: ScopeRule | None

    @property
    def key(self) -> str:
        """By which it is found again."""
        return self.rule.key


@dataclass(frozen=True, slots=True)
class Answer:
    """What sources say of what was asked: those that stand, those that gave way, and which disagree.

    `others` is the number of rules of the place on other procedures or credentials.
    """

    asked: Asked
    current: tuple[ListedRule, ...]
    superseded: tuple[ListedRule, ...]
    disagreements: tuple[Disagreement, ...]
    others: int

    @property
    def rules(self) -> tuple[ListedRule, ...]:
        """All, in their order."""
        return (*self.current, *self.superseded)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a new rule is about and what its source says of it, all chosen; no credentials are whoever operates."""

    jurisdiction: str
    device_classes: tuple[str, ...]
    credentials: tuple[str, ...]
    verdict: Verdict
    purpose: Purpose | None = None
    supervision: Supervision | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The rule in the member's own words, and its source, as they were typed; the kind was chosen."""

    words: str
    link: str
    kind: SourceKind
    dated: str = ""


class Scope:
    """The rules of each community."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def answer(self, guild_id: int, asked: Asked) -> Answer:
        """What is known here of what is asked."""
        async with self._database.read() as read:
            of_place = await _listed(read, guild_id, asked.jurisdiction, self._clock.now())
        found = [each for each in of_place if each.rule.is_about(asked.device_class, asked.credential)]
        current = tuple(each for each in found if not each.is_superseded)
        return Answer(
            asked=asked,
            current=current,
            superseded=tuple(each for each in found if each.is_superseded),
            disagreements=tuple(_of_what_was_asked(disagreements([each.rule for each in current]), asked)),
            others=len(of_place) - len(found),
        )

    async def find(self, guild_id: int, key: str) -> ListedRule:
        """One rule; raises a Refusal where it is gone."""
        async with self._database.read() as read:
            return await _found(read, guild_id, key, self._clock.now())

    async def add(
        self, guild_id: int, user_id: int, subject: Subject, wording: Wording, cleared: Collection[str] = ()
    ) -> ListedRule | HeldDraft:
        """Keep a member's rule, unless its words may identify somebody.

        For the kinds that are `cleared` the member answers, and that is written down. Raises a Refusal for what lacks
        a source that can be looked up, and for what is there already.
        """
        cleared, now = answered_for(cleared), self._clock.now()
        kinds = kinds_of(identifiers(f"{wording.words}\n{wording.link}"), cleared)
        if kinds:
            return HeldDraft(kinds)
        rule = _rule(subject, wording, now)
        async with self._database.write() as write:
            await communities.ensure(write, guild_id, now)
            there = await rows.of_jurisdiction(write, guild_id, rule.jurisdiction)
            if any(replace(each.rule, key="") == rule for each in there):
                raise Refusal("This is there already, in the same words and from the same source.")
            if await rows.count(write, guild_id) >= _MOST:
                raise Refusal(f"This community has added {_MOST} rules already. **Withdraw** takes one away.")
            key = await rows.add(write, guild_id, rule, user_id, now)
            await audit.add(write, guild_id, user_id, "scope rule added", key, now)
            if cleared:
                await audit.add(write, guild_id, user_id, "not_the_patient", f"scope rule {key}", now)
            return await _found(write, guild_id, key, now)

    async def check(self, guild_id: int, key: str, moderator_id: int) -> ListedRule:
        """A moderator has held a rule against its source; that is good for twelve months."""
        now = self._clock.now()
        async with self._database.write() as write:
            await _found_to_judge(write, guild_id, key, now)
            await rows.check(write, guild_id, key, moderator_id, now)
            await audit.add(write, guild_id, moderator_id, "scope rule checked", key, now)
            return await _found(write, guild_id, key, now)

    async def supersede(self, guild_id: int, key: str, moderator_id: int, successor: str) -> ListedRule:
        """Another rule of the place takes a rule's place."""
        now = self._clock.now()
        async with self._database.write() as write:
            rule = await _found_to_judge(write, guild_id, key, now)
            other = await _found(write, guild_id, successor, now)
            if other.key == rule.key or other.rule.jurisdiction != rule.rule.jurisdiction or other.is_superseded:
                raise Refusal("Choose another rule of the same place, one that is not superseded itself.")
            await rows.supersede(write, guild_id, key, successor)
            await audit.add(write, guild_id, moderator_id, "scope rule superseded", key, now)
            return await _found(write, guild_id, key, now)

    async def make_current(self, guild_id: int, key: str, moderator_id: int) -> ListedRule:
        """Take back that another has taken a rule's place; where the catalogue says so, it stays so."""
        now = self._clock.now()
        async with self._database.write() as write:
            await _found_to_judge(write, guild_id, key, now)
            await rows.supersede(write, guild_id, key, None)
            await audit.add(write, guild_id, moderator_id, "scope rule current again", key, now)
            return await _found(write, guild_id, key, now)

    async def withdraw(self, guild_id: int, key: str, actor: Actor) -> ListedRule:
        """Take a member's rule away, by its author or a moderator; what it was. The catalogue's stay."""
        now = self._clock.now()
        async with self._database.write() as write:
            listed = await _found(write, guild_id, key, now)
            if listed.told is None or not (actor.moderates or actor.user_id == listed.told.by_id):
                raise Refusal("Only who has added a rule, or a moderator, can withdraw it.")
            await rows.remove(write, guild_id, key)
            gone = Erasure("scope rule", guild_id, int(key), to_milliseconds(now))
            await self._database.journal.record(write, [gone])
            await audit.add(write, guild_id, actor.user_id, "scope rule withdrawn", key, now)
        return listed


def source_date(typed: str, today: date) -> str:
    """A source's date as it is kept: a day, a month and a year, or a year alone; "" where nothing was typed.

    Raises a Refusal for what is no date, can be read in two ways, or is still to come.
    """
    typed = typed.strip()
    try:
        kept = _kept_date(typed)
    except UnclearTime as unclear:
        raise Refusal(f"The date of the source: {unclear}") from None
    if kept and not str(_OLDEST) <= kept <= today.isoformat():
        raise Refusal(f"The date of the source is still to come, or before {_OLDEST}.")
    return kept


def _kept_date(typed: str) -> str:
    if not typed or _YEAR.fullmatch(typed):
        return typed
    try:
        return read_date(typed, _EXAMPLE).isoformat()
    except MissingTime as missing:
        try:
            return read_date(f"1 {typed}", _EXAMPLE).isoformat()[:7]  # "May 2024"
        except UnclearTime:
            raise missing from None


def _rule(subject: Subject, wording: Wording, now: datetime) -> ScopeRule:
    words, link = wording.words.strip(), reference(wording.link)
    if not words or len(words) > LONGEST_WORDS:
        raise Refusal(f"Say what the source says in your own words, in at most {LONGEST_WORDS} characters.")
    if link is None:
        raise Refusal(
            "The source is an address that begins with `https://`, or a DOI, so that colleagues can look it up. What "
            "cannot be looked up is a question for `/question ask`."
        )
    return ScopeRule(
        key="",
        jurisdiction=subject.jurisdiction,
        device_classes=subject.device_classes,
        credentials=subject.credentials,
        verdict=subject.verdict,
        words=words,
        source=link,
        source_kind=wording.kind,
        purpose=subject.purpose,
        supervision=subject.supervision,
        dated=source_date(wording.dated, now.date()),
    )


async def _found(read: ReadConnection, guild_id: int, key: str, now: datetime) -> ListedRule:
    own = await rows.find(read, guild_id, key)
    known = own.rule if own is not None else next((each for each in catalogue_rules() if each.key == key), None)
    if known is None:
        raise Refusal("This was withdrawn, or is not on the list any more. `/scope show` has what there is.")
    of_place = await _listed(read, guild_id, known.jurisdiction, now)
    return next(each for each in of_place if each.key == key)


async def _found_to_judge(write: WriteConnection, guild_id: int, key: str, now: datetime) -> ListedRule:
    """As `_found`, where something is going to be said of a rule: of the catalogue's perhaps the first thing ever."""
    await communities.ensure(write, guild_id, now)
    return await _found(write, guild_id, key, now)


async def _listed(read: ReadConnection, guild_id: int, jurisdiction: str, now: datetime) -> list[ListedRule]:
    """The rules of a place in their order: those that answer, those that bind most, the newest of a kind."""
    own = await rows.of_jurisdiction(read, guild_id, jurisdiction)
    standings = await rows.standings(read, guild_id)
    told = {each.rule.key: await _told(read, guild_id, each) for each in own}
    rules = {each.key: each for each in (*catalogue_rules_of(jurisdiction), *(each.rule for each in own))}
    return _in_order(
        _at(now, each, told.get(each.key), standings.get(each.key, Standing()), rules) for each in rules.values()
    )


async def _told(read: ReadConnection, guild_id: int, own: MemberRule) -> Told:
    profile = await members.profile(read, guild_id, own.added_by_id)
    return Told(own.added_by_id, own.added_at, credential_line(profile))


def _at(
    now: datetime, rule: ScopeRule, told: Told | None, standing: Standing, rules: Mapping[str, ScopeRule]
) -> ListedRule:
    """A rule as it stands at a moment; `rules` are those of its place."""
    verified_at = datetime.combine(rule.verified_on, time(), UTC) if rule.verified_on else None
    checked_at = max(filter(None, (standing.checked_at, verified_at)), default=None)
    is_stale = checked_at is None or now - checked_at >= STALE_AFTER
    successor = rule.superseded_by or standing.superseded_by
    return ListedRule(
        rule=rule,
        told=told,
        kind=SourceKind.MEMBER_CLAIM if told is not None and is_stale else rule.source_kind,
        checked_at=checked_at,
        is_checked_by_who_told=told is not None and standing.checked_by_id == told.by_id,
        is_stale=is_stale,
        is_superseded=successor is not None,
        successor=rules.get(successor) if successor else None,
    )


def _in_order(listed: Iterable[ListedRule]) -> list[ListedRule]:
    newest_first = sorted(listed, key=lambda each: each.rule.dated, reverse=True)
    # What gives no answer comes last: a statute that says nothing of operators would hide what a board says of them.
    return sorted(newest_first, key=lambda each: (each.rule.verdict is Verdict.UNCLEAR, _RANK[each.kind]))


def _of_what_was_asked(found: Sequence[Disagreement], asked: Asked) -> Iterable[Disagreement]:
    """The disagreements about the class and the credential that were asked for, and of these alone."""
    for each in found:
        about_class = asked.device_class is None or asked.device_class in each.device_classes
        about_credential = asked.credential is None or not each.credentials or asked.credential in each.credentials
        if about_class and about_credential:
            yield each
