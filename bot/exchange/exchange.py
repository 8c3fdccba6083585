"""The exchange: every subject's functions, made once from the store and the clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange.action_items import ActionItems
from bot.exchange.agenda import Agendas
from bot.exchange.alike import Alike
from bot.exchange.attendance import Attendance
from bot.exchange.chat_order import ChatOrder
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.complication_statistics import ComplicationStatistics
from bot.exchange.complication_watch import ComplicationWatch
from bot.exchange.complications import Complications
from bot.exchange.corrections import Corrections
from bot.exchange.cursors import Cursors
from bot.exchange.device_reviews import DeviceReviews
from bot.exchange.devices import Devices
from bot.exchange.digest import Digests
from bot.exchange.directory import Directory
from bot.exchange.discussions import Discussions
from bot.exchange.expert_sessions import ExpertSessions
from bot.exchange.exporting.exports import Exports
from bot.exchange.follow_ups import FollowUps
from bot.exchange.groups import Groups
from bot.exchange.held_forms import HeldForms
from bot.exchange.holds import Holds
from bot.exchange.importing.imports import Imports
from bot.exchange.library import Library
from bot.exchange.local_devices import LocalDevices
from bot.exchange.lookup import Lookup
from bot.exchange.meeting_calendar import MeetingCalendars
from bot.exchange.meeting_edits import MeetingEdits
from bot.exchange.meeting_plans import PlanReader
from bot.exchange.meeting_reminders import MeetingReminders
from bot.exchange.meetings import Meetings
from bot.exchange.members import Members
from bot.exchange.minutes import Minutes
from bot.exchange.moderation import Moderation
from bot.exchange.outbox import Outbox
from bot.exchange.privacy import Privacy
from bot.exchange.protocols import Protocols
from bot.exchange.questions import Questions
from bot.exchange.removals import Removals
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.rereading import Rereading
from bot.exchange.rsvp import Rsvps
from bot.exchange.saving import Saving
from bot.exchange.scope import Scope
from bot.exchange.series import MeetingSeries
from bot.exchange.urgencies import Urgencies
from bot.exchange.what_helped import WhatHelped
from db.database import Database


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the cogs are handed their parts from."""

    alike: Alike
    action_items: ActionItems
    agendas: Agendas
    attendance: Attendance
    calendars: MeetingCalendars
    chat_order: ChatOrder
    clock: Clock
    communities: Communities
    complication_statistics: ComplicationStatistics
    complication_watch: ComplicationWatch
    complications: Complications
    corrections: Corrections
    cursors: Cursors
    device_reviews: DeviceReviews
    devices: Devices
    directory: Directory
    discussions: Discussions
    expert_sessions: ExpertSessions
    digests: Digests
    exports: Exports
    follow_ups: FollowUps
    groups: Groups
    held_forms: HeldForms
    holds: Holds
    imports: Imports
    library: Library
    local_devices: LocalDevices
    lookup: Lookup
    meeting_reminders: MeetingReminders
    meeting_edits: MeetingEdits
    meeting_series: MeetingSeries
    meetings: Meetings
    members: Members
    minutes: Minutes
    moderation: Moderation
    outbox: Outbox
    privacy: Privacy
    protocols: Protocols
    questions: Questions
    removals: Removals
    rereading: Rereading
    rsvps: Rsvps
    saving: Saving
    scope: Scope
    urgencies: Urgencies
    what_helped: WhatHelped


def open_exchange(database: Database, clock: Clock, reporter_keys: ReporterKeys | None = None) -> Exchange:
    """Put the parts together."""
    communities = Communities(database, clock)
    held_forms = HeldForms(clock)
    outbox = Outbox(database, clock)
    plans = PlanReader(database, clock, communities)
    keys = reporter_keys or ReporterKeys()
    complication_watch = ComplicationWatch(database, clock, outbox)
    outbox.before_claiming(complication_watch.look)
    return Exchange(
        alike=Alike(database),
        action_items=ActionItems(database, clock, outbox),
        agendas=Agendas(database, clock, outbox),
        attendance=Attendance(database, clock, outbox),
        calendars=MeetingCalendars(database, clock),
        chat_order=ChatOrder(),
        clock=clock,
        communities=communities,
        complication_statistics=ComplicationStatistics(database),
        complication_watch=complication_watch,
        complications=Complications(database, clock, outbox, keys),
        corrections=Corrections(database, clock, outbox, keys),
        cursors=Cursors(database),
        device_reviews=DeviceReviews(database, clock, outbox),
        devices=Devices(database),
        directory=Directory(database),
        discussions=Discussions(database, clock, outbox),
        expert_sessions=ExpertSessions(database, clock, outbox),
        digests=Digests(database, clock, communities, outbox),
        exports=Exports(database, clock),
        follow_ups=FollowUps(database, clock, outbox, keys),
        groups=Groups(database, clock),
        held_forms=held_forms,
        holds=Holds(database, clock),
        imports=Imports(database, clock),
        library=Library(database, clock, communities, outbox),
        local_devices=LocalDevices(database, clock, communities),
        lookup=Lookup(database, clock),
        meeting_reminders=MeetingReminders(database, clock, outbox),
        meeting_edits=MeetingEdits(database, clock, plans, outbox),
        meeting_series=MeetingSeries(database, clock, outbox),
        meetings=Meetings(database, clock, communities, plans, outbox),
        members=Members(database, clock, outbox),
        minutes=Minutes(database, clock, outbox),
        moderation=Moderation(database, clock, outbox),
        outbox=outbox,
        privacy=Privacy(database, clock, outbox, held_forms, keys),
        protocols=Protocols(database, clock, outbox),
        questions=Questions(database, clock, outbox),
        removals=Removals(database, clock, outbox),
        rereading=Rereading(database, clock, outbox),
        rsvps=Rsvps(database, clock, outbox),
        saving=Saving(database, clock),
        scope=Scope(database, clock),
        urgencies=Urgencies(database, clock),
        what_helped=WhatHelped(database),
    )
