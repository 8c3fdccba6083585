"""When a meeting's reminders are due, and how late one may still be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Reminder:
    """One of the reminders that every meeting has."""

    label: str
    """When it is sent, in words; part of the key that keeps it from being made twice, so it never changes."""
    before: timedelta
    """How long before the start it is due."""
    grace: timedelta
    """How late it may still be sent. Shorter than the gap to the next reminder, which then says it better."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder of one meeting, with its moment in UTC."""

    reminder: Reminder
    due_at: datetime


REMINDERS: tuple[Reminder, ...] = (
    Reminder("7 days before", timedelta(days=7), grace=timedelta(days=1)),
    Reminder("1 day before", timedelta(days=1), grace=timedelta(hours=6)),
    Reminder("1 hour before", timedelta(hours=1), grace=timedelta(minutes=30)),
    Reminder("at the start", timedelta(0), grace=timedelta(minutes=15)),
)


def reminders_for(starts_at: datetime, now: datetime) -> tuple[DueReminder, ...]:
    """The reminders still to come for a meeting, earliest first; one whose moment has come or gone is left out."""
    if starts_at.tzinfo is None or now.tzinfo is None:
        raise ValueError("A reminder needs moments with a time zone.")
    # In UTC, because Python subtracts wall time within one zone: "1 hour before" would be wrong across a clock change.
    start = starts_at.astimezone(UTC)
    due = (DueReminder(reminder, start - reminder.before) for reminder in REMINDERS)
    return tuple(one for one in due if one.due_at > now)
