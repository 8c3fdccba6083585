"""From a protocol to what the library keeps: everything read and screened, as what is typed in a form is."""

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
from bot.exchange.importing.drafts import Protocol
from bot.exchange.importing.problems import Problem
from bot.exchange.protocols import NOTES
from bot.exchange.summary_facts import SOURCE
from db.entries import Content, Correction, Detail, Facet
from db.imports import packed_content


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be kept: what it says, packed, with the fingerprints by which it is known again."""

    packed: str
    digest: str
    own_id: str | None
    written_at: datetime | None
    is_incomplete: bool
    has_cautions: bool


@dataclass(frozen=True, slots=True)
class Screened:
    """A row that was read: ready, or with identifiers in it; and what is only to be known.

    `mark` is by what it is compared with other protocols, where it says enough for that.
    """

    ready: Ready | None
    mark: Mark | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def screened(protocol: Protocol, own_devices: tuple[OwnDevice, ...]) -> Screened:
    """Read a protocol once, whole: an identifier is named by its column and kind, and its words by nobody."""
    parts = [(column, text) for column, text in _written(protocol) if text]
    reading = read("\n".join(text for _, text in parts), Hints(EntryKind.PROTOCOL, protocol.device, own_devices))
    held = tuple(_held(protocol.row, parts, reading.identifiers))
    if held:
        return Screened(None, None, held, ())
    content = _content(protocol, reading)
    ready = Ready(
        packed=packed_content(content),
        digest=protocol.digest,
        own_id=protocol.own_id_digest,
        written_at=protocol.written_at,
        is_incomplete=bool(missing_facts(content)),
        has_cautions=bool(content.cautions),
    )
    return Screened(ready, mark_of(content), (), tuple(_notes(protocol, reading)))


def held_in(row: Row) -> tuple[Problem, ...]:
    """What may identify a patient in a row that cannot be read for another reason: it is told together with that."""
    # No further than a cell may go, so that one that is far too long holds up nobody.
    parts = [(column, text[: LONGEST[column]]) for column in _SCREENED if (text := row.cells.get(column))]
    return tuple(_held(row.number, parts, identifiers("\n".join(text for _, text in parts))))


def _written(protocol: Protocol) -> Iterator[tuple[Column, str]]:
    """Everything that is read and screened, by its column; the title first where it is one of its own, as in a form."""
    if not repeats_beginning(protocol.title, protocol.settings):
        yield Column.TITLE, protocol.title
    yield Column.SETTINGS, protocol.settings
    yield Column.HANDPIECE, protocol.handpiece
    yield from ((_COLUMN_OF[detail.name], detail.text) for detail in _details(protocol))
    yield Column.PUT_RIGHT, protocol.put_right


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


def _details(protocol: Protocol) -> Iterator[Detail]:
    names = (known.name for key in protocol.indications if (known := indications().get(key)) is not None)
    yield from (Detail(INDICATION, name) for name in (*names, *protocol.treats))
    yield from (Detail(name, text) for name, text in ((NOTES, protocol.notes), (SOURCE, protocol.source)) if text)


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


def _notes(protocol: Protocol, reading: Reading) -> Iterator[Problem]:
    named = {found.value for found in reading.devices if found.span.end}
    if protocol.device is not None and named and protocol.device not in named:
        yield Problem(protocol.row, Column.DEVICE, "the words name another device than this column.")


def _content(protocol: Protocol, reading: Reading) -> Content:
    said = Correction(
        title=protocol.title,
        device=protocol.device,
        handpiece=protocol.handpiece or None,
        skin_types=protocol.skin_types or None,
        settings=protocol.put_right or None,
    )
    content = content_of(
        EntryKind.PROTOCOL, protocol.settings, reading, details=tuple(_details(protocol)), correction=said
    )
    # What the column says counts, also where the reader takes the words for denied or asked.
    chosen = [Facet("indication", key) for key in protocol.indications]
    return replace(content, facets=tuple(dict.fromkeys([*content.facets, *chosen])))
