"""What an organiser types about a meeting, read into a plan; or a refusal that says what to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import Rule, occurrences, rule_from
from bot.calendar.typed_repeat import in_words, read_repeat
from bot.calendar.wall_time import UnclearTime, When, read_when
from bot.calendar.zones import UnknownZone, zone
from bot.clinical.reading import PLACE_KINDS
from bot.clinical.screen import identifiers
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.refusal import Refusal
from db import members
from db.communities import UNSET_ZONE
from db.database import Database
from db.meetings import Meeting, MeetingKind, Plan

LONGEST_TITLE = 100
LONGEST_PLACE = 300
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 10080
MOST_PLACES = 10_000
MOST_CUTOFF_HOURS = 2160
KIND_LABELS: dict[MeetingKind, str] = {
    "group": "Group meeting",
    "journal_club": "Journal club",
    "webinar": "Webinar",
    "case_conference": "Case conference",
    "expert_session": "Expert session",
    "industry_session": "Industry session",
}
_NUMBER = re.compile(r"\s*(?:m\s*-?\s*)?(\d{1,10})\s*", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "none"})


def labelled_title(plan: Plan) -> str:
    """The title as it stands on cards, in calendars and lists: the industry's own sessions are labelled as such."""
    return f"{KIND_LABELS[plan.kind]}: {plan.title}" if plan.kind == "industry_session" else plan.title


@dataclass(frozen=True, slots=True)
class Typed:
    """What an organiser typed. An empty zone is their own, or else the community's; a `capacity` of 0 is no limit."""

    title: str
    when: str
    zone: str
    minutes: int
    place: str
    kind: MeetingKind = "group"
    capacity: int | None = None
    cutoff_hours: int = 0
    repeats: str = ""


class UnclearWhen(Refusal):
    """When a meeting is to be cannot be read; `choices` are what can be typed instead, where it can only mean these."""

    def __init__(self, message: str, choices: tuple[str, ...]) -> None:
        super().__init__(message)
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Edited:
    """What an organiser typed to change a meeting; None is left as it is, and a dash as place takes the place away."""

    title: str | None = None
    when: str | None = None
    zone: str | None = None
    minutes: int | None = None
    place: str | None = None
    kind: MeetingKind | None = None
    capacity: int | None = None
    cutoff_hours: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self == Edited()


class PlanReader:
    """Reads plans, each in its organiser's own zone unless another was typed."""

    def __init__(self, database: Database, clock: Clock, communities: Communities) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities

    async def read(self, guild_id: int, user_id: int, typed: Typed) -> tuple[Plan, Rule | None]:
        """A new meeting's plan, and how it repeats if it does."""
        words = _screened(typed)
        when = await self._when(guild_id, user_id, typed)
        rule = _rule(typed.repeats, when) if typed.repeats.strip() else None
        return _plan(words, when), rule

    async def day(self, guild_id: int, user_id: int, when: str, zone: str) -> date | None:
        """The day of a time that was typed; None where it cannot be read."""
        try:
            found = await self._when(guild_id, user_id, Typed("", when, zone, 0, ""))
        except Refusal:
            return None
        return found.wall_time.date()

    async def read_change(self, meeting: Meeting, edited: Edited) -> Plan:
        """A meeting's plan after a change. A new zone alone keeps the time on the clock."""
        former = as_typed(meeting)
        place = former.place if edited.place is None else "" if edited.place.strip() in _NOTHING else edited.place
        typed = Typed(
            title=former.title if edited.title is None else edited.title,
            when=former.when if edited.when is None else edited.when,
            zone=former.zone if edited.zone is None else edited.zone,
            minutes=former.minutes if edited.minutes is None else edited.minutes,
            place=place,
            kind=former.kind if edited.kind is None else edited.kind,
            capacity=former.capacity if edited.capacity is None else edited.capacity,
            cutoff_hours=former.cutoff_hours if edited.cutoff_hours is None else edited.cutoff_hours,
        )
        words = _screened(typed)
        if edited.when is None and (edited.zone is None or edited.zone.strip() == former.zone):
            kept = When(meeting.plan.starts_at, meeting.plan.wall_time, meeting.plan.zone)
            return _plan(words, kept)
        if edited.when is None:
            # The offset belongs to the former zone.
            typed = replace(typed, when=meeting.plan.wall_time.isoformat(sep=" ", timespec="minutes"))
        return _plan(words, await self._when(meeting.guild_id, 0, typed))

    async def _when(self, guild_id: int, user_id: int, typed: Typed) -> When:
        try:
            where = zone(typed.zone) if typed.zone.strip() else await self._zone_of(guild_id, user_id)
            return read_when(typed.when, where, self._clock.now())
        except UnknownZone as unknown:
            raise Refusal(str(unknown)) from None
        except UnclearTime as unclear:
            raise UnclearWhen(str(unclear), unclear.choices) from None

    async def assumed_zone(self, guild_id: int, user_id: int, typed: Typed) -> str | None:
        """The zone that a time is read in although nobody has chosen one; None where somebody has."""
        if typed.zone.strip() or await self._chosen_zone(guild_id, user_id) is not None:
            return None
        return UNSET_ZONE

    async def _zone_of(self, guild_id: int, user_id: int) -> ZoneInfo:
        return ZoneInfo(await self._chosen_zone(guild_id, user_id) or UNSET_ZONE)

    async def _chosen_zone(self, guild_id: int, user_id: int) -> str | None:
        """The member's own zone, or else the community's; None where neither has chosen one."""
        async with self._database.read() as read:
            declared = (await members.profile(read, guild_id, user_id)).time_zone
        return declared or (await self._communities.of(guild_id)).time_zone


def as_typed(meeting: Meeting) -> Typed:
    """What an organiser would type for a plan; where the clocks show its time twice, with the offset."""
    plan, clock = meeting.plan, ZoneInfo(meeting.plan.zone)
    when = plan.wall_time.isoformat(sep=" ", timespec="seconds" if plan.wall_time.second else "minutes")
    first, second = (plan.wall_time.replace(tzinfo=clock, fold=fold).utcoffset() for fold in (0, 1))
    offset = "" if first == second else f" {plan.starts_at.astimezone(clock).isoformat()[-6:]}"
    return Typed(
        plan.title,
        when + offset,
        plan.zone,
        plan.minutes,
        plan.place,
        plan.kind,
        plan.capacity,
        plan.cutoff_hours,
        in_words(rule_from(meeting.repeats)) if meeting.repeats else "",
    )


def is_number(typed: str) -> bool:
    """Whether this is a meeting's number, such as "M-12" or "12"."""
    return _NUMBER.fullmatch(typed) is not None


def number_in(typed: str) -> int:
    """The number of a meeting: "M-12" or "12"; raises a Refusal for anything else."""
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise Refusal("Choose a meeting from the list that appears while you type, or type its number, such as M-12.")
    return int(found.group(1))


def _rule(words: str, when: When) -> Rule:
    try:
        rule = read_repeat(words, when.wall_time.date())
    except UnclearTime as unclear:
        raise Refusal(str(unclear)) from None
    found = occurrences(rule, when.wall_time, ZoneInfo(when.zone_name))
    next(found)
    if next(found, None) is None:
        raise Refusal("With that end it would happen only once: leave `repeat` out, or choose a later end.")
    return rule


def _screened(typed: Typed) -> Typed:
    """Title and place on one line, within their lengths and without what may name a patient."""
    title, place = " ".join(typed.title.split()), " ".join(typed.place.split())
    if not title:
        raise Refusal("A meeting needs a title.")
    if len(title) > LONGEST_TITLE or len(place) > LONGEST_PLACE:
        raise Refusal(f"A title has at most {LONGEST_TITLE} characters, a place {LONGEST_PLACE}.")
    if not SHORTEST_MINUTES <= typed.minutes <= LONGEST_MINUTES:
        raise Refusal(f"A meeting lasts from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes (7 days).")
    if not 0 <= (typed.capacity or 0) <= MOST_PLACES or not 0 <= typed.cutoff_hours <= MOST_CUTOFF_HOURS:
        raise Refusal(f"A room has up to {MOST_PLACES} places, and sign-up closes up to {MOST_CUTOFF_HOURS} h before.")
    # Where a meeting is, is what the place is for.
    seen = {"title": _kinds_in(title), "place": _kinds_in(place) - PLACE_KINDS}
    for part, kinds in seen.items():
        if kinds:
            raise Refusal(
                f"The {part} seems to hold something that can identify a person: a name or a date of birth, "
                "a telephone or record number, or an e-mail address. Nothing was kept. Please write it without; "
                "a link is fine, and dial-in numbers can stand behind it."
            )
    return replace(typed, title=title, place=place, capacity=typed.capacity or None)


def _kinds_in(text: str) -> set[str]:
    return {each.kind for each in identifiers(text)}


def _plan(typed: Typed, when: When) -> Plan:
    return Plan(
        typed.title,
        when.starts_at,
        when.wall_time,
        when.zone_name,
        typed.minutes,
        typed.place,
        typed.kind,
        typed.capacity,
        typed.cutoff_hours,
    )


def closes_before_it_is_announced(plan: Plan, now: datetime) -> bool:
    """Whether nobody could sign up any more by now."""
    return plan.cutoff_hours > 0 and plan.closes_at - now <= timedelta(0)
