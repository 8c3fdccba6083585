"""From a draft to what the library keeps: everything read and screened, as what is typed in a form is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.clinical.indications import indications
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, Identifier, OwnDevice, Reading
from bot.clinical.screen import identifiers
from bot.clinical.titles import repeats_beginning
from bot.exchange.completeness import INDICATION, missing_facts
from bot.exchange.content import content_of
from bot.exchange.duplicates import Mark, mark_of
from bot.exchange.importing.cells import Row
from bot.exchange.importing.columns import LONGEST, Column
from bot.exchange.importing.drafts import Draft
from bot.exchange.importing.problems import Problem
from bot.exchange.protocols import NOTES
from bot.exchange.summary_facts import SOURCE
from db.entries import Content, Correction, Detail, Facet
from db.imports import packed_content


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be kept: what it says, packed, with the fingerprints by which it is known again."""

    kind: EntryKind
    packed: str
    digest: str
    own_id: str | None
    written_at: datetime | None
    is_incomplete: bool
    has_cautions: bool


@dataclass(frozen=True, slots=True)
class Screened:
    """A row that was read: ready, or with identifiers in it; and what is only to be known.

    `mark` is by what a protocol is compared with others, where it says enough for that.
    """

    ready: Ready | None
    mark: Mark | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def screened(draft: Draft, own_devices: tuple[OwnDevice, ...]) -> Screened:
    """Read a draft once, whole: an identifier is named by its column and kind, and its words by nobody."""
    parts = [(column, text) for column, text in _written(draft) if text]
    reading = read("\n".join(text for _, text in parts), Hints(draft.kind, draft.device, own_devices))
    held = tuple(_held(draft.row, parts, reading.identifiers))
    if held:
        return Screened(None, None, held, ())
    content = _content(draft, reading)
    ready = Ready(
        kind=draft.kind,
        packed=packed_content(content),
        digest=draft.digest,
        own_id=draft.own_id_digest,
        written_at=draft.written_at,
        is_incomplete=bool(missing_facts(content)),
        has_cautions=bool(content.cautions),
    )
    mark = mark_of(content) if draft.kind is EntryKind.PROTOCOL else None
    return Screened(ready, mark, (), tuple(_notes(draft, reading)))


def held_in(row: Row) -> tuple[Problem, ...]:
    """What may identify a patient in a row that cannot be read for another reason: it is told together with that."""
    # No further than a cell may go, so that one that is far too long holds up nobody.
    parts = [(column, text[: LONGEST[column]]) for column in _SCREENED if (text := row.cells.get(column))]
    return tuple(_held(row.number, parts, identifiers("\n".join(text for _, text in parts))))


def _written(draft: Draft) -> Iterator[tuple[Column, str]]:
    """Everything that is read and screened, by its column; the title first where it is one of its own, as in a form."""
    if not repeats_beginning(draft.title, draft.text):
        yield Column.TITLE, draft.title
    yield Column.SETTINGS, draft.text
    yield Column.HANDPIECE, draft.handpiece
    yield from ((_COLUMN_OF[detail.name], detail.text) for detail in _details(draft))
    yield Column.PUT_RIGHT, draft.put_right


_SCREENED: Final = (
    Column.TITLE,
    Column.SETTINGS,
    Column.HANDPIECE,
    Column.INDICATION,
    Column.NOTES,
    Column.SOURCE,
    Column.PUT_RIGHT,
)
_COLUMN_OF: Final = {INDICATION: Column.INDICATION, NOTES: Column.NOTES, SOURCE: Column.SOURCE}


def _details(draft: Draft) -> Iterator[Detail]:
    names = (known.name for key in draft.indications if (known := indications().get(key)) is not None)
    yield from (Detail(INDICATION, name) for name in (*names, *draft.treats))
    yield from (Detail(name, text) for name, text in ((NOTES, draft.notes), (SOURCE, draft.source)) if text)


def _held(row: int, parts: list[tuple[Column, str]], found: tuple[Identifier, ...]) -> Iterator[Problem]:
    for column, kind in dict.fromkeys((_column_at(parts, each.span.start), each.kind) for each in found):
        yield Problem(row, column, f"may identify a patient ({kind}). Take it out, or write it otherwise.")


def _column_at(parts: list[tuple[Column, str]], place: int) -> Column:
    """The column of a place in the parts, joined by line ends."""
    for column, text in parts:
        if place <= len(text):
            return column
        place -= len(text) + 1
    raise AssertionError("what was read stands in one of the parts")


def _notes(draft: Draft, reading: Reading) -> Iterator[Problem]:
    named = {found.value for found in reading.devices if found.span.end}
    if draft.device is not None and named and draft.device not in named:
        yield Problem(draft.row, Column.DEVICE, "the words name another device than this column.")


def _content(draft: Draft, reading: Reading) -> Content:
    said = Correction(
        title=draft.title,
        device=draft.device,
        handpiece=draft.handpiece or None,
        skin_types=draft.skin_types or None,
        settings=draft.put_right or None,
    )
    content = content_of(draft.kind, draft.text, reading, details=tuple(_details(draft)), correction=said)
    # What the column says counts, also where the reader takes the words for denied or asked.
    chosen = [Facet("indication", key) for key in draft.indications]
    return replace(content, facets=tuple(dict.fromkeys([*content.facets, *chosen])))
