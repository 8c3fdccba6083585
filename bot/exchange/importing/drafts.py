"""From a row's cells to a protocol or tip: device, skin types and indication by the catalogue, the words as written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Final

from bot.calendar.typed_time import MONTHS
from bot.clinical.devices import Device, catalogue
from bot.clinical.indications import Indication, indications
from bot.clinical.lookup import alphabetical, squash, suggest
from bot.clinical.reading import EntryKind
from bot.clinical.skin_types import SKIN_TYPES
from bot.exchange.importing.cells import Row
from bot.exchange.importing.columns import Column
from bot.exchange.importing.problems import Problem, quoted
from bot.exchange.local_devices import is_called
from db.imports import IMPORTED

_ALL: Final = frozenset({"all", "any", "allskintypes", "alltypes"})
_NONE: Final = frozenset({"notstated", "notrecorded", "unknown"})
_SKIN_TYPES: Final = {name.lower(): place for place, name in enumerate(SKIN_TYPES)} | {
    str(place + 1): place for place in range(len(SKIN_TYPES))
}
_NAMES_OF_TYPES: Final = re.compile(r"(?:fitzpatrick|photo|fitz|fst|skin|types?)[\s.:]*", re.IGNORECASE)
_BETWEEN_TYPES: Final = re.compile(r"[\s,;/&+]+|\band\b|\bor\b", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:[-\N{EN DASH}\N{EM DASH}]|\bto\b)\s*", re.IGNORECASE)
_BETWEEN_VALUES: Final = re.compile(r"\s*[;\n|]\s*")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][0-9:.]+Z?)?")
_DOTTED_DATE: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED_DATE: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_KINDS: Final = {"": EntryKind.PROTOCOL, **{kind.value: kind for kind in IMPORTED}}
_CURRENT: Final = frozenset({"", "current"})
_FIRST_YEAR: Final = 1960  # of the first laser
_NOON: Final = time(12, tzinfo=UTC)  # the same day nearly everywhere


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says, and of which kind of entry. `devices` and `indications` are catalogue keys; `treats` is an
    indication that it does not have, in the row's words. Several devices are those that the text itself names."""

    row: int
    kind: EntryKind
    own_id: str
    title: str
    text: str
    put_right: str
    devices: tuple[str, ...]
    handpiece: str
    skin_types: tuple[str, ...]
    indications: tuple[str, ...]
    treats: tuple[str, ...]
    notes: str
    source: str
    written_at: datetime | None

    @property
    def device(self) -> str | None:
        """The one that the row's column says; None leaves it to the words."""
        return self.devices[0] if len(self.devices) == 1 else None

    @property
    def digest(self) -> str:
        """By which the same row is known again, in whatever form of file."""
        said: Sequence[str | None] = (
            self.kind,
            self.title,
            self.text,
            self.put_right,
            " ".join(self.devices),
            self.handpiece,
            " ".join(self.skin_types),
            " ".join(sorted(self.indications)),
            "; ".join(self.treats),
            self.notes,
            self.source,
        )
        return digest_of(*said)

    @property
    def own_id_digest(self) -> str | None:
        """The same of the row's own id, which itself is not kept: it may be a record's number."""
        return digest_of(self.own_id) if self.own_id else None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a row says, None where something is wrong with it; and what is only to be known."""

    draft: Draft | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


class Understanding:
    """Makes drafts of rows. `own_devices` are the community's own; nothing is dated after `today`, wherever that is."""

    def __init__(self, own_devices: Sequence[Device], today: date) -> None:
        self._own_devices = own_devices
        self._devices = alphabetical((*catalogue().all, *own_devices))
        self._by_key = {device.key: device for device in self._devices}
        self._today = today

    def of(self, row: Row) -> Understood:
        """What a row says, with all that is wrong with it at once."""
        left_out = _left_out(row)
        if left_out is not None:
            return Understood(None, (), (left_out,))
        cells, found = row.cells, _Found(row)
        devices = self._devices_of(found, cells.get(Column.DEVICE, ""), cells.get(Column.SETTINGS, ""))
        skin_types = _skin_types(found, cells.get(Column.SKIN_TYPES, ""))
        known, treats = _indications(found, cells.get(Column.INDICATION, ""))
        written_at = self._date(found, cells.get(Column.DATE, ""))
        if found.problems:
            return Understood(None, tuple(found.problems), tuple(found.notes))
        draft = Draft(
            row=row.number,
            kind=_KINDS[squash(cells.get(Column.KIND, ""))],
            own_id=cells.get(Column.ID, ""),
            title=" ".join(cells[Column.TITLE].split()),
            text=cells[Column.SETTINGS],
            put_right=cells.get(Column.PUT_RIGHT, ""),
            devices=devices,
            handpiece=cells.get(Column.HANDPIECE, ""),
            skin_types=skin_types,
            indications=known,
            treats=treats,
            notes=cells.get(Column.NOTES, ""),
            source=cells.get(Column.SOURCE, ""),
            written_at=written_at,
        )
        return Understood(draft, (), tuple(found.notes))

    def _devices_of(self, found: _Found, written: str, settings: str) -> tuple[str, ...]:
        """The device of exactly this name: another's settings must never stand under it."""
        if not written:
            return ()
        called = self._called(written)
        if len(called) == 1:
            return (called[0].key,)
        parts = _BETWEEN_VALUES.split(written)
        if called:
            found.problem(Column.DEVICE, f"{quoted(written)} may be {_either(called)}.")
        elif len(parts) > 1:
            several = [self._called(part) for part in parts]
            keys = tuple(each[0].key for each in several if len(each) == 1)
            if len(keys) == len(parts) and {each.value for each in catalogue().found_in(settings)[0]}.issuperset(keys):
                return keys  # as in an export: the words say which settings are whose
            found.problem(Column.DEVICE, "several devices. Settings hold for one: make a row for each.")
        else:
            near = suggest(self._devices, written, 3)
            hint = f"Is {_either(near)} meant?" if near else "Leave it empty, or add it with /device add."
            found.problem(Column.DEVICE, f"{quoted(written)} is not known. {hint}")
        return ()

    def _called(self, name: str) -> tuple[Device, ...]:
        chosen = self._by_key.get(name)
        own = (each for each in self._own_devices if is_called(each, name))
        called = (chosen,) if chosen is not None else (*catalogue().called(name), *own)
        return catalogue().all_called(name, called)

    def _date(self, found: _Found, written: str) -> datetime | None:
        if not written:
            return None
        days = _days(written)
        if not days:
            found.problem(Column.DATE, f"{quoted(written)} cannot be read; write it as 2024-03-25, or leave it empty.")
            return None
        day, *others = days
        if others:
            found.problem(Column.DATE, f"{quoted(written)} may be {' or '.join(map(_in_words, days))}: write which so.")
            return None
        if day > self._today or day.year < _FIRST_YEAR:
            found.problem(Column.DATE, f"{day.isoformat()} cannot be when it was written.")
        return datetime.combine(day, _NOON)


class _Found:
    """What is wrong with a row, and what is to be known, as it is found."""

    def __init__(self, row: Row) -> None:
        self._row = row.number
        self.problems = list(row.problems)
        self.notes: list[Problem] = []

    def problem(self, column: Column, text: str) -> None:
        """Something that keeps the file from being imported."""
        self.problems.append(Problem(self._row, column, text))

    def note(self, column: Column, text: str) -> None:
        """Something that does not."""
        self.notes.append(Problem(self._row, column, text))


def digest_of(*parts: str | None) -> str:
    """A fingerprint of texts, whatever the space in and around them."""
    said = "\0".join(" ".join((part or "").split()) for part in parts)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def same_words(kind: EntryKind, title: str, text: str, *devices: str | None) -> str:
    """The digest of a kind, a title, a text and its devices: equal for two entries that say the same."""
    return digest_of(kind, title, text, " ".join(sorted(filter(None, devices))))


def _left_out(row: Row) -> Problem | None:
    """Why a row of an export is not imported, be it right or wrong."""
    for column, taken, those in (
        (Column.KIND, _KINDS, "protocols and tips"),
        (Column.STANDING, _CURRENT, "what is current"),
    ):
        written = row.cells.get(column, "")
        if squash(written) not in taken:
            return Problem(row.number, column, f"{quoted(written)}; only {those} can be imported. It is left out.")
    return None


def _skin_types(found: _Found, written: str) -> tuple[str, ...]:
    """Roman or Arabic, one, several, or from one to another; "all" is all six."""
    if squash(written) in _ALL:
        return tuple(SKIN_TYPES)
    if squash(written) in _NONE:
        return ()
    named: set[int] = set()
    for part in filter(None, _BETWEEN_TYPES.split(_TO.sub("-", _NAMES_OF_TYPES.sub("", written)))):
        ends = [_SKIN_TYPES.get(end.lower()) for end in part.split("-")]
        places = [end for end in ends if end is not None]
        if len(places) != len(ends) or len(ends) > 2:
            found.problem(Column.SKIN_TYPES, f"{quoted(written)} cannot be read; write them as III-V, or I; II.")
            return ()
        named.update(range(min(places), max(places) + 1))
    return tuple(name for place, name in enumerate(SKIN_TYPES) if place in named)


def _indications(found: _Found, written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that the catalogue has, and the others as they are written."""
    known: list[str] = []
    others: list[str] = []
    for name in filter(None, _BETWEEN_VALUES.split(written)):
        indication = _indication_named(name)
        if indication is not None:
            known.append(indication.key)
            continue
        others.append(name)
        near = suggest(tuple(indications()), name, 1)
        hint = f" Is {near[0].name} meant?" if near else ""
        found.note(Column.INDICATION, f"{quoted(name)} is not in the list; it is kept in words.{hint}")
    return tuple(dict.fromkeys(known)), tuple(others)


def _indication_named(written: str) -> Indication | None:
    fitting = {each.key: each for each in _indications_by_name().get(squash(written), ())}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


@cache
def _indications_by_name() -> Mapping[str, Sequence[Indication]]:
    named: dict[str, list[Indication]] = {}
    for each in indications():
        for name in (each.key, each.name, *each.other_names):
            named.setdefault(squash(name), []).append(each)
    return named


def _days(written: str) -> tuple[date, ...]:
    """The days that it may be: 2024-03-25, also with a time behind it, 25.3.2024, 25/3/2024, or 3/25/2024 as in the
    United States; 3/4/2024 is one day here and another there."""
    iso, dotted, slashed = (each.fullmatch(written) for each in (_ISO_DATE, _DOTTED_DATE, _SLASHED_DATE))
    if iso is not None:
        return _day(iso[1], iso[2], iso[3])
    if dotted is not None:
        return _day(dotted[3], dotted[2], dotted[1])
    if slashed is None:
        return ()
    return tuple(dict.fromkeys((*_day(slashed[4], slashed[3], slashed[1]), *_day(slashed[4], slashed[1], slashed[3]))))


def _day(year: str, month: str, day: str) -> tuple[date, ...]:
    """The one day of these numbers; none where there is none."""
    try:
        return (date(int(year), int(month), int(day)),)
    except ValueError:
        return ()


def _in_words(day: date) -> str:
    return f"{day.isoformat()} ({day.day} {MONTHS[day.month - 1]})"


def _either(devices: Sequence[Device]) -> str:
    return " or ".join(each.name for each in devices)
