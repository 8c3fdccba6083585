"""The columns of a file of protocols and tips: what they are called, and which one a slip of the pen means."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.clinical.lookup import squash
from bot.exchange.importing.problems import Problem, quoted


class Column(enum.StrEnum):
    """What a column holds, by the name that it should have."""

    ID = "id"
    TITLE = "title"
    SETTINGS = "settings"
    PUT_RIGHT = "settings_put_right"
    DEVICE = "device"
    HANDPIECE = "handpiece"
    SKIN_TYPES = "skin_types"
    INDICATION = "indication"
    NOTES = "notes"
    SOURCE = "source"
    DATE = "date"
    KIND = "kind"
    STANDING = "standing"


REQUIRED: Final = (Column.TITLE, Column.SETTINGS)
TEXT_HINT: Final = " (for a tip, what it says)"
LISTS: Final = frozenset({Column.SKIN_TYPES, Column.INDICATION})
"""Those that hold several values: in JSON they may be lists."""
_SELDOM: Final = frozenset({Column.KIND, Column.PUT_RIGHT, Column.STANDING})
LONGEST: Final[Mapping[Column, int]] = {
    Column.ID: 100,
    Column.TITLE: 150,
    Column.SETTINGS: 4000,
    Column.PUT_RIGHT: 1000,
    Column.DEVICE: 300,
    Column.HANDPIECE: 100,
    Column.SKIN_TYPES: 100,
    Column.INDICATION: 600,
    Column.NOTES: 2000,
    Column.SOURCE: 300,
    Column.DATE: 40,
    Column.KIND: 40,
    Column.STANDING: 40,
}
"""Characters, as in the forms; of devices and indications there are several in an export."""
EXPORTED_ONLY: Final = (
    "entry",
    "complication",
    "changed",
    "reported",
    "evidence",
    "incomplete",
    "cautions",
    "settings_read",
    "use",
    "link",
    "yours",
)
"""Columns that an export has and an import works out anew."""
_OTHER_NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.ID: ("own id", "protocol id", "ref", "reference no", "number", "no"),
    Column.TITLE: ("name", "protocol name", "protocol title", "heading"),
    Column.SETTINGS: ("text", "protocol", "parameters", "description", "body", "setting"),
    Column.PUT_RIGHT: (),
    Column.DEVICE: ("laser", "machine", "platform", "system", "device name"),
    Column.HANDPIECE: ("handpiece or spot", "spot", "spot size", "tip", "hand piece", "applicator"),
    Column.SKIN_TYPES: ("skin type", "fitzpatrick", "fst", "fitzpatrick skin type", "fitzpatrick types", "phototype"),
    Column.INDICATION: ("indications", "treats", "condition", "treatment"),
    Column.NOTES: ("note", "comment", "comments", "remarks"),
    Column.SOURCE: ("reference", "references", "credit", "citation", "origin"),
    Column.DATE: ("created", "written on", "date written"),
    Column.KIND: ("type",),
    Column.STANDING: ("status",),
}
_BY_NAME: Final = {squash(name): column for column, others in _OTHER_NAMES.items() for name in (column, *others)}
_EXPORTED_ONLY: Final = frozenset(map(squash, EXPORTED_ONLY))
_FIRST_ROW: Final = 1
_LOWEST_SCORE: Final = 75  # rapidfuzz, 0 to 100: "devise" is near "device", "price" near nothing


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands at which place. With problems nothing below can be understood."""

    columns: tuple[Column | None, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def header_of(names: Sequence[str]) -> Header:
    """What the first row, or a JSON object's keys, say of the columns."""
    columns = tuple(map(column_named, names))
    slips = {name: slip_in(name, names, _FIRST_ROW) for name in names}
    problems = [slip for name in names if (slip := slips[name]) is not None]
    if not any(columns) and not problems:
        wanted = ", ".join(f"“{column}”" for column in Column if column not in _SELDOM)
        needed = " and ".join(f"“{column}”" for column in REQUIRED)
        text = f"the names of the columns should stand here: {needed}, and what there is of {wanted}."
        return Header((), (Problem(_FIRST_ROW, "", text),), ())
    twice = (column for column in dict.fromkeys(filter(None, columns)) if columns.count(column) > 1)
    problems += (_named_twice(column, names) for column in twice)
    lacking = (column for column in REQUIRED if column not in columns)
    problems += (_lacking(column) for column in lacking)
    unused = [name for name in names if _is_unknown(name) and slips[name] is None]
    notes = tuple(Problem(_FIRST_ROW, "", f"the column {quoted(name)} is not used.") for name in unused)
    return Header(columns, tuple(problems), notes)


def _lacking(column: Column) -> Problem:
    hint = TEXT_HINT if column is Column.SETTINGS else ""
    return Problem(_FIRST_ROW, column, f"there is no such column, and it is needed{hint}.")


def _named_twice(column: Column, names: Sequence[str]) -> Problem:
    shown = " and ".join(quoted(name) for name in names if column_named(name) is column)
    return Problem(_FIRST_ROW, column, f"{shown} both stand for this column; keep one, or give the other another name.")


def slip_in(name: str, names: Sequence[str], row: int) -> Problem | None:
    """An unknown name that may mean a column which is not among the names: what stands there must not get lost."""
    near = _nearest(name) if _is_unknown(name) else None
    if near is None or near in map(column_named, names):
        return None
    return Problem(row, "", f"the column {quoted(name)} is unknown. Is “{near}” meant?")


def column_named(name: str) -> Column | None:
    """The column of exactly this name, whatever its capitals, spaces and underscores."""
    return _BY_NAME.get(squash(name))


def known_among(names: Sequence[str]) -> int:
    """How many of these are columns' names: what tells a file's delimiter."""
    return sum(map(_is_known, names))


def _is_known(name: str) -> bool:
    return squash(name) in _BY_NAME or squash(name) in _EXPORTED_ONLY


def _is_unknown(name: str) -> bool:
    return bool(name.strip()) and not _is_known(name)


def _nearest(name: str) -> Column | None:
    from rapidfuzz import fuzz, process  # only needed for a name that is not known

    best = process.extractOne(squash(name), _BY_NAME.keys(), scorer=fuzz.ratio, score_cutoff=_LOWEST_SCORE)
    return _BY_NAME[best[0]] if best else None
