"""Reviews of devices: each is an entry like any other, and its answers are counted on the device's page."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clinical.devices import Device
from bot.clinical.reading import EntryKind
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.counted import counted
from bot.exchange.outbox import Outbox
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.revising import revise
from bot.exchange.saving import (
    Draft,
    HeldDraft,
    ReadDraft,
    Saved,
    add_written,
    content_of_draft,
    read_draft,
    reading_here,
)
from db import audit, device_reviews, entries
from db.communities import ensure
from db.connections import WriteConnection
from db.database import Database
from db.device_reviews import DeviceReview, MakerTie, Opinion
from db.entries import Content, Detail

_USE: Final = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*(m|mo|mos|months?|y|yrs?|years?)?\.?", re.IGNORECASE)
_RATING: Final = re.compile(r"(?<![\d/.,])[1-5](?:[.,]5)?\s*(?:/|(?:out )?of)\s*5(?![\d/]|[.,]\d)", re.IGNORECASE)
_LONGEST_USE: Final = 600
_TIES: Final[dict[MakerTie, str]] = {
    "none": "none declared",
    "trained": "its maker trained or supplied the author",
    "paid": "its maker pays or paid the author",
}


@dataclass(frozen=True, slots=True)
class ReadReview:
    """A review as it was sent and read; nothing of it is stored yet."""

    device: str
    opinion: Opinion
    draft: ReadDraft


class DeviceReviews:
    """One current review a member and device."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def own(self, guild_id: int, user_id: int, device: str) -> DeviceReview | None:
        """A member's current review of a device, to begin the form with."""
        async with self._database.read() as read:
            return await device_reviews.own(read, guild_id, device, user_id)

    async def save(
        self, guild_id: int, author_id: int, review: ReadReview, cleared: Collection[str] = ()
    ) -> Saved | HeldDraft:
        """Keep a review in place of the author's former one, unless it may identify a patient.

        For the kinds that are `cleared` its author answers, and that is written down.
        """
        draft, cleared = review.draft.draft, answered_for(cleared)
        if not draft.text.strip():
            raise Refusal("There is nothing in it to save. Please write a few words, and send it again.")
        kinds = kinds_of(review.draft.reading.identifiers, cleared)
        if kinds:
            return HeldDraft(kinds)
        now = self._clock.now()
        async with self._database.write() as write:
            await ensure(write, guild_id, now)
            content = content_of_draft(draft, await reading_here(write, guild_id, review.draft))
            number = await _put(write, guild_id, author_id, review.device, content, now)
            await device_reviews.put(write, guild_id, number, review.device, author_id, review.opinion)
            if cleared:
                await audit.add(write, guild_id, author_id, "not_the_patient", number, now)
            entry = await entries.by_number(write, guild_id, number)
        self._outbox.announce()
        assert entry is not None
        return Saved(entry)


async def _put(
    write: WriteConnection, guild_id: int, author_id: int, device: str, content: Content, now: datetime
) -> int:
    """The review's number: that of the author's former one, if there is one."""
    review = await device_reviews.own(write, guild_id, device, author_id)
    former = await entries.by_number(write, guild_id, review.number) if review is not None else None
    if former is None:
        return await add_written(write, guild_id, content, now, author_id=author_id)
    await revise(write, former, content, now)
    return former.number


def read_review(device: Device, opinion: Opinion, text: str) -> ReadReview:
    """What was sent, with all of its words read before it is kept or held."""
    draft = Draft(
        kind=EntryKind.REVIEW,
        text=text,
        title=f"{device.name}: {opinion.rating} of 5",
        device=device.key,
        details=(
            Detail("Rating", f"{opinion.rating} of 5"),
            Detail("Use", use_in_words(opinion)),
            *([Detail("Running cost", opinion.running_cost)] if opinion.running_cost else []),
            Detail("Tie to its maker", _TIES[opinion.maker_tie]),
        ),
    )
    return ReadReview(device.key, opinion, read_draft(draft))


def writes_rating(text: str) -> bool:
    """Whether a text gives a rating, such as 4/5 or 4 out of 5: only one that is chosen in the form is counted."""
    return _RATING.search(text) is not None


def use_in_words(opinion: Opinion) -> str:
    """Whose the device is, and for how long it has been used."""
    whose = "owns or leases it" if opinion.owns else "uses one that is not theirs"
    return f"{whose}, {months_in_words(opinion.months)}"


def months_in_words(months: int) -> str:
    """ "18 months", "1 month", "less than a month"."""
    if months == 0:
        return "less than a month"
    return counted(months, "month")


def months_of_use(typed: str) -> int:
    """The months in "18", "18 months" or "1.5 years"; raises a Refusal for anything else."""
    match = _USE.fullmatch(typed.strip())
    if match is not None:
        unit = (match[2] or "m").lower()
        months = round(float(match[1].replace(",", ".")) * (12 if unit.startswith("y") else 1))
        if months <= _LONGEST_USE:
            return months
    raise Refusal("Months of use is a number, such as `18` (or `2 years`), of at most 50 years.")
