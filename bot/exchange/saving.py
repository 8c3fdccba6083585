"""Saving what was written in a form: screened first, then kept like everything else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.indications import indications
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, OwnDevice, Reading
from bot.clinical.titles import titled
from bot.exchange import copies, discussions
from bot.exchange.clearing import answered_for
from bot.exchange.clock import Clock
from bot.exchange.completeness import COMPLICATION, INDICATION
from bot.exchange.content import content_of
from bot.exchange.duplicates import protocol_like
from bot.exchange.readings import kinds_of, read_in_group
from bot.exchange.refusal import Refusal
from bot.exchange.summary_facts import checked, words_of
from db import audit, captured, entries, local_devices, questions
from db.communities import ensure
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Content, Correction, Detail, Entry, Facet
from db.just_sent import just_sent

SENT_AGAIN_WITHIN: Final = timedelta(minutes=5)
"""A form with the same words within this time is the same form. House limit."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member has typed and chosen. `indication` and `complication` are catalogue keys.

    `question` is the number of the question that an answer is for. `discussed_in` is the channel or forum where the
    entry is to be talked about.
    """

    kind: EntryKind
    text: str
    title: str = ""
    device: str | None = None
    indication: str | None = None
    complication: str | None = None
    handpiece: str = ""
    skin_types: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    question: int | None = None
    discussed_in: int | None = None


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft, and what its words say; nothing of it is stored yet."""

    draft: Draft
    reading: Reading

    @property
    def words(self) -> str:
        """Everything that is read and screened, each part on its own line."""
        return "\n".join(_written(self.draft))


@dataclass(frozen=True, slots=True)
class Saved:
    """It is in the library."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class LooksLike:
    """A protocol that treats in the same way is there already: nothing was stored, its author is asked."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """It may identify a patient: nothing of it was stored."""

    kinds: tuple[str, ...]


def read_draft(draft: Draft) -> ReadDraft:
    """Everything in a draft is read, before it is kept or held."""
    return ReadDraft(draft, _read(draft))


def _read(draft: Draft, own: tuple[OwnDevice, ...] = ()) -> Reading:
    return read("\n".join(_written(draft)), Hints(draft.kind, draft.device, own))


async def reading_here(read: ReadConnection, guild_id: int, draft: ReadDraft) -> Reading:
    """What a draft says in this community, which may have devices of its own; whatever else was read stays the same."""
    own = await local_devices.names_of(read, guild_id)
    return _read(draft.draft, own) if own else draft.reading


async def _placed(read: ReadConnection, guild_id: int, draft: ReadDraft, written_in: Sequence[int]) -> ReadDraft:
    """A draft that names no device, with the device whose group's channel it was written in."""
    if draft.draft.device is not None or not written_in:
        return draft
    channel, parent = written_in[0], next(iter(written_in[1:]), None)
    device = await captured.device_of_group(read, guild_id, channel, parent)
    if device is None:
        return draft
    own = await local_devices.names_of(read, guild_id)
    reading = read_in_group("\n".join(_written(draft.draft)), Hints(draft.draft.kind, device, own))
    if [found.value for found in reading.devices if not found.span.end] != [device]:
        return draft
    return ReadDraft(replace(draft.draft, device=device), reading)


class Saving:
    """The library's door for forms."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save(
        self,
        guild_id: int,
        author_id: int,
        read_before: ReadDraft,
        cleared: Collection[str] = (),
        *,
        beside: frozenset[int] = frozenset(),
        written_in: Sequence[int] = (),
    ) -> Saved | HeldDraft | LooksLike:
        """Keep a draft as its author's entry, unless it may identify a patient, or is a protocol that is there already.

        For the kinds that are `cleared` its author answers, and that is written down. They have been shown the
        protocols that it is to stand `beside`. It was `written_in` a channel, given with its parent, whose device's
        group gives the device where the words name none, as in the chat.
        """
        cleared = answered_for(cleared)
        details = checked(read_before.draft.details)
        if not read_before.draft.text.strip():
            raise Refusal("There is nothing in it to save. Please write something and send it again.")
        kinds = kinds_of(read_before.reading.identifiers, cleared)
        if kinds:
            return HeldDraft(kinds)
        now = self._clock.now()
        async with self._database.write() as write:
            placed = await _placed(write, guild_id, read_before, written_in)
            draft = replace(placed.draft, details=details)
            content = content_of_draft(draft, await reading_here(write, guild_id, placed))
            await ensure(write, guild_id, now)
            like = await protocol_like(write, guild_id, content, beside) if draft.kind is EntryKind.PROTOCOL else None
            if like is not None:
                return LooksLike(like)
            if not beside:
                await require_unsent(write, guild_id, author_id, draft, content, now)
            number = await add_written(write, guild_id, content, now, author_id=author_id)
            if draft.question is not None:
                await questions.link(write, guild_id, number, draft.question)
                await copies.follow(write, guild_id, number, now)
            if draft.discussed_in is not None:
                await discussions.plan(write, guild_id, number, draft.discussed_in, now)
            if cleared:
                await audit.add(write, guild_id, author_id, "not_the_patient", number, now)
            entry = await entries.by_number(write, guild_id, number)
        assert entry is not None
        return Saved(entry)


async def require_unsent(
    read: ReadConnection, guild_id: int, whose: int | bytes, draft: Draft, content: Content, now: datetime
) -> None:
    """Raises a Refusal for a form that was just taken: where an answer is late, Discord asks to send it again.

    `whose` it is, by the author's number, or by the key of a reporter who withholds their name.
    """
    since = now - SENT_AGAIN_WITHIN
    sent = await just_sent(read, guild_id, whose, draft.kind, content.text, question=draft.question, since=since)
    twin = next((each for each in sent if _says_all_of(each.content, content)), None)
    if twin is not None:
        raise Refusal(
            f"You have just sent this: it is **{twin.label}**, and nothing was saved a second time. "
            f"`/show {twin.label}` opens it. If it is another one, say what is different."
        )


def _says_all_of(former: Content, now: Content) -> bool:
    same_words = (former.title, former.details, former.correction) == (now.title, now.details, now.correction)
    return same_words and set(former.facets) == set(now.facets)


async def add_written(
    write: WriteConnection,
    guild_id: int,
    content: Content,
    now: datetime,
    *,
    author_id: int | None,
    saved_by_id: int | None = None,
    reporter_key: bytes | None = None,
) -> int:
    """Keep what stands in no message as a new entry; its number."""
    number = await entries.add(
        write,
        guild_id,
        content,
        author_id=author_id,
        saved_by_id=saved_by_id,
        source=None,
        now=now,
        reporter_key=reporter_key,
    )
    assert number is not None, "only a captured message can be there already"
    return number


def content_of_draft(draft: Draft, reading: Reading) -> Content:
    """What an entry made from a draft says."""
    said = Correction(
        title=draft.title or None,
        device=draft.device,
        handpiece=draft.handpiece or None,
        skin_types=draft.skin_types or None,
    )
    content = content_of(draft.kind, draft.text, reading, details=tuple(_details(draft)), correction=said)
    # What was chosen counts, also where the reader takes the words for denied or asked.
    chosen = [Facet("indication", draft.indication)] if draft.indication else []
    chosen += [Facet("complication", draft.complication)] if draft.complication else []
    return replace(content, facets=tuple(dict.fromkeys([*content.facets, *chosen])))


def _details(draft: Draft) -> Iterator[Detail]:
    """What was chosen is kept in words too, so that it is found by them and read from them again."""
    indication = indications().get(draft.indication) if draft.indication else None
    if indication is not None:
        yield Detail(INDICATION, indication.name)
    complication = complications().get(draft.complication) if draft.complication else None
    if complication is not None:
        yield Detail(COMPLICATION, complication.name)
    yield from draft.details


def _written(draft: Draft) -> Iterator[str]:
    """Everything that is read and screened, each part on its own line; the first gives the title where none is set."""
    yield from filter(None, (titled(draft.title, draft.text), draft.handpiece))
    yield from words_of(_details(draft))
