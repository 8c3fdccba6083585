"""Agendas: members propose items and vote, the organiser accepts and orders them, and the time is added up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.exchange import agenda_posts, presenters
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.industry_ties import is_from_industry
from bot.exchange.member_lanes import say_in_channel
from bot.exchange.outbox import Outbox
from bot.exchange.posted_meetings import Actor, posted_meeting, require_organiser, still_to_come
from bot.exchange.proposals import checked, held_for, require_room
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from db import action_items, audit, members, outbox
from db import agenda as rows
from db.action_items import ActionItem
from db.agenda import Item, ItemStatus, Proposal, Track
from db.connections import ReadConnection
from db.database import Database
from db.meetings import Meeting
from db.outbox import Delivery


@dataclass(frozen=True, slots=True)
class Slot:
    """An accepted item, and when it begins."""

    item: Item
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting is to be about. `items` are in order: accepted ones first; `carried` is open from earlier ones.

    `from_industry` are the presenters who are marked so everywhere.
    """

    meeting: Meeting
    items: tuple[Item, ...]
    carried: tuple[ActionItem, ...] = ()
    from_industry: frozenset[int] = frozenset()

    def having(self, status: ItemStatus) -> tuple[Item, ...]:
        """The items with a status, in order."""
        return tuple(item for item in self.items if item.status == status)

    def namesake(self, item: Item) -> int | None:
        """Which of the items of one title it is, counted from the oldest; None where no other has its title."""
        title = item.proposal.title.casefold()
        alike = sorted(each.number for each in self.items if each.proposal.title.casefold() == title)
        return alike.index(item.number) + 1 if len(alike) > 1 else None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The accepted items, one after the other from the meeting's start."""
        slots: list[Slot] = []
        at = self.meeting.plan.starts_at
        for item in self.having("accepted"):
            slots.append(Slot(item, at))
            at += timedelta(minutes=item.proposal.minutes)
        return tuple(slots)

    @property
    def planned(self) -> int:
        """Minutes of all accepted items."""
        return sum(item.proposal.minutes for item in self.having("accepted"))

    @property
    def left(self) -> int:
        """Minutes of the meeting that are free; below zero where it is over-full."""
        return self.meeting.plan.minutes - self.planned

    def planned_for(self, track: Track) -> int:
        """Minutes of the accepted items of a track."""
        return sum(item.proposal.minutes for item in self.having("accepted") if item.proposal.track == track)


class Agendas:
    """What the members of a community want to talk about in its meetings."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def of(self, guild_id: int, meeting: int) -> Agenda:
        """A meeting's agenda, also of one that is over or cancelled; raises a Refusal where there is no such one."""
        async with self._database.read() as read:
            return await _agenda(read, await posted_meeting(read, guild_id, meeting))

    async def open_to_proposals(self, guild_id: int, meeting: int) -> Meeting:
        """A meeting that things can be proposed for; raises a Refusal for a cancelled one, or one that is over."""
        async with self._database.read() as read:
            return await still_to_come(read, guild_id, meeting, self._clock.now())

    async def propose(
        self, guild_id: int, meeting: int, user_id: int, proposal: Proposal, cleared: Collection[str] = ()
    ) -> Item | HeldDraft:
        """Keep a proposal, unless it may identify a patient; the first one has the agenda posted.

        For the kinds that are `cleared` its author answers.
        """
        proposal, now, cleared = checked(proposal), self._clock.now(), answered_for(cleared)
        held = held_for(proposal, cleared)
        if held is not None:
            return held
        async with self._database.write() as write:
            await still_to_come(write, guild_id, meeting, now)
            there = await rows.of_meeting(write, guild_id, meeting)
            require_room(there, user_id, proposal)
            number = await rows.add(write, guild_id, meeting, proposal, proposer_id=user_id, now=now)
            if cleared:
                await audit.add(write, guild_id, user_id, "not_the_patient", f"agenda item {number}", now)
            await agenda_posts.follow(write, guild_id, meeting, now)
            item = await _known(write, guild_id, number)
        self._outbox.announce()
        return item

    async def item(self, guild_id: int, number: int) -> Item:
        """An item; raises a Refusal where it was taken back."""
        async with self._database.read() as read:
            return await _known(read, guild_id, number)

    async def changeable(self, guild_id: int, number: int, actor: Actor) -> Item:
        """An item that this person may change: a proposer until it is accepted, the organiser and moderators always."""
        async with self._database.read() as read:
            return (await _changeable(read, guild_id, number, actor, self._clock.now()))[0]

    async def change(
        self,
        guild_id: int,
        number: int,
        version: int,
        actor: Actor,
        proposal: Proposal,
        cleared: Collection[str] = (),
    ) -> Item | HeldDraft:
        """Change an item's words, its presenter excepted; raises ItemChanged where it is not what was looked at."""
        proposal, now, cleared = checked(proposal), self._clock.now(), answered_for(cleared)
        held = held_for(proposal, cleared)
        if held is not None:
            return held
        async with self._database.write() as write:
            item, _ = await _changeable(write, guild_id, number, actor, now)
            if item.version != version:
                raise ItemChanged(item)
            former = item.proposal
            wanted = replace(proposal, presenter_id=former.presenter_id, guest=former.guest)
            await rows.replace(write, item, wanted, now)
            if cleared:
                await audit.add(write, guild_id, actor.user_id, "not_the_patient", f"agenda item {number}", now)
            await agenda_posts.follow(write, guild_id, item.meeting, now)
            changed = await _known(write, guild_id, number)
        self._outbox.announce()
        return changed

    async def withdraw(self, guild_id: int, number: int, actor: Actor) -> Item:
        """Its proposer, or a moderator, takes an item back."""
        now = self._clock.now()
        async with self._database.write() as write:
            item = await _known(write, guild_id, number)
            if actor.user_id != item.proposer_id and not actor.moderates:
                raise Refusal("Only who proposed this, or a moderator, can take it back.")
            await rows.delete(write, guild_id, number)
            if actor.user_id != item.proposer_id:
                await audit.add(write, guild_id, actor.user_id, "agenda item taken back", f"M-{item.meeting}", now)
            await rows.close_ranks(write, guild_id, item.meeting)
            await agenda_posts.follow_if_posted(write, guild_id, item.meeting, now)
        self._outbox.announce()
        return item

    async def ballot(self, guild_id: int, meeting: int, user_id: int) -> tuple[Agenda, frozenset[int]]:
        """The agenda, and the items that a member votes for."""
        async with self._database.read() as read:
            agenda = await _agenda(read, await still_to_come(read, guild_id, meeting, self._clock.now()))
            return agenda, await rows.voted_for(read, guild_id, user_id, meeting)

    async def vote(
        self, guild_id: int, meeting: int, user_id: int, among: Collection[int], chosen: Collection[int]
    ) -> None:
        """Of the proposals `among`, vote for those chosen and for no other; said twice, it counts once."""
        now = self._clock.now()
        async with self._database.write() as write:
            await still_to_come(write, guild_id, meeting, now)
            there = await rows.of_meeting(write, guild_id, meeting)
            own = {item.number for item in there if user_id in (item.proposer_id, item.proposal.presenter_id)}
            if own & set(chosen):
                raise Refusal("This is your own proposal: colleagues vote for it.")
            votable = {item.number for item in there if item.status == "proposed"}
            await rows.set_votes(write, guild_id, user_id, votable & set(among), votable & set(chosen))
            await agenda_posts.follow_if_posted(write, guild_id, meeting, now)
        self._outbox.announce()

    async def organised(self, guild_id: int, meeting: int, actor: Actor) -> Agenda:
        """The agenda, for who may put it in order while there is time; raises a Refusal for anybody else."""
        async with self._database.read() as read:
            agenda = await _agenda(read, await still_to_come(read, guild_id, meeting, self._clock.now()))
        require_organiser(agenda.meeting, actor)
        return agenda

    async def settle(self, guild_id: int, number: int, actor: Actor, status: ItemStatus) -> Agenda:
        """Accept an item, decline it, or have it be a proposal again; twice is the same as once.

        The presenter of an accepted one is told, and reminded some days before.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            item, meeting = await _organisable(write, guild_id, number, actor, now)
            await rows.settle(write, guild_id, number, status, now)
            await rows.close_ranks(write, guild_id, item.meeting)
            if status == "accepted" and item.status != "accepted":
                await presenters.put_word(write, meeting, item, now)
                await presenters.put_reminder(write, meeting, item, now)
            await agenda_posts.follow(write, guild_id, item.meeting, now)
            agenda = await _agenda(write, meeting)
        self._outbox.announce()
        return agenda

    async def move(self, guild_id: int, number: int, actor: Actor, place: int, to: int) -> Agenda:
        """Move an accepted item from a place to another; nothing happens where it stands elsewhere by now."""
        now = self._clock.now()
        async with self._database.write() as write:
            item, meeting = await _organisable(write, guild_id, number, actor, now)
            order = [each.number for each in (await _agenda(write, meeting)).having("accepted")]
            if item.place == place and 1 <= to <= len(order):
                order.remove(number)
                order.insert(to - 1, number)
                await rows.put_in_order(write, guild_id, order)
                await agenda_posts.follow(write, guild_id, item.meeting, now)
            agenda = await _agenda(write, meeting)
        self._outbox.announce()
        return agenda

    async def hand_over(self, guild_id: int, number: int, actor: Actor, presenter_id: int) -> Agenda:
        """Another member presents an item."""
        now = self._clock.now()
        async with self._database.write() as write:
            item, meeting = await _organisable(write, guild_id, number, actor, now)
            if item.proposal.presenter_id != presenter_id:
                # What was declared was declared for another: it is asked anew, and not taken over.
                wanted = replace(item.proposal, presenter_id=presenter_id, guest="", interest="")
                await rows.replace(write, item, wanted, now)
                handed = await _known(write, guild_id, number)
                if handed.status == "accepted":
                    await presenters.put_word(write, meeting, handed, now)
                    await presenters.put_reminder(write, meeting, handed, now)
                await agenda_posts.follow(write, guild_id, item.meeting, now)
            agenda = await _agenda(write, meeting)
        self._outbox.announce()
        return agenda

    async def post_anew(self, guild_id: int, meeting: int, actor: Actor) -> bool:
        """Post the agenda again where its message is gone; False where one stands."""
        now = self._clock.now()
        async with self._database.write() as write:
            known = await posted_meeting(write, guild_id, meeting)
            require_organiser(known, actor)
            posted = await agenda_posts.post_anew(write, known, now)
        self._outbox.announce()
        return posted

    # For the deliverers.

    async def close(self, delivery: Delivery) -> None:
        """The meeting of a delivery is over: its agenda, where one stands, shows that."""
        now, about = self._clock.now(), delivery.posting
        async with self._database.write() as write:
            await agenda_posts.follow_if_posted(write, about.guild_id, about.meeting or 0, now)
        self._outbox.announce()

    async def shown_as(self, guild_id: int, meeting: int) -> Delivery | None:
        """The row of the message that shows the agenda."""
        async with self._database.read() as read:
            return await agenda_posts.posted_as(read, guild_id, meeting)

    async def lost(self, shown: Delivery) -> None:
        """The message that shows an agenda was deleted."""
        async with self._database.write() as write:
            await outbox.lost(write, shown.number, "its message was deleted")

    async def fall_back(self, delivery: Delivery) -> None:
        """A presenter's direct messages are closed: the word goes to the meeting's channel."""
        async with self._database.write() as write:
            await say_in_channel(write, delivery, self._clock.now())
        self._outbox.announce()

    async def presented(self, delivery: Delivery) -> tuple[Agenda, Item]:
        """What a word to a presenter is about; raises NothingToSend where that has changed."""
        async with self._database.read() as read:
            item, meeting = await presenters.still_true(read, delivery)
            return await _agenda(read, meeting), item


class ItemChanged(Refusal):
    """Somebody has changed the item while its form was being filled in."""

    def __init__(self, item: Item) -> None:
        super().__init__("Somebody has changed this item while you were writing.")
        self.item = item


async def _agenda(read: ReadConnection, meeting: Meeting) -> Agenda:
    items = await rows.of_meeting(read, meeting.guild_id, meeting.number)
    carried = await action_items.open_before(read, meeting.guild_id, meeting.number)
    presenting = [item.proposal.presenter_id for item in items if item.proposal.presenter_id is not None]
    profiles = await members.profiles(read, meeting.guild_id, presenting)
    tied = frozenset(user_id for user_id, profile in profiles.items() if is_from_industry(profile))
    return Agenda(meeting, tuple(items), tuple(carried), tied)


async def _known(read: ReadConnection, guild_id: int, number: int) -> Item:
    item = await rows.find(read, guild_id, number)
    if item is None:
        raise Refusal("This item was taken back. `/meeting agenda` shows what stands now.")
    return item


async def _changeable(
    read: ReadConnection, guild_id: int, number: int, actor: Actor, now: datetime
) -> tuple[Item, Meeting]:
    item = await _known(read, guild_id, number)
    meeting = await still_to_come(read, guild_id, item.meeting, now)
    if actor.user_id != item.proposer_id or item.status == "accepted":
        require_organiser(meeting, actor)
    return item, meeting


async def _organisable(
    read: ReadConnection, guild_id: int, number: int, actor: Actor, now: datetime
) -> tuple[Item, Meeting]:
    item = await _known(read, guild_id, number)
    meeting = await still_to_come(read, guild_id, item.meeting, now)
    require_organiser(meeting, actor)
    return item, meeting
