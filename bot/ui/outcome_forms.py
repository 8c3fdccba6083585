"""The form for what happened when a protocol was used, and the words for what does not add up in it.

Discord's forms hold five fields. The three results stand in one, under their names; complications have their own, so
that nobody leaves them out unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from discord import ui

from bot.clinical.skin_types import SKIN_TYPES
from bot.ui.clinical_fields import skin_types_field
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from db.entries import Entry
from db.outcomes import Counts, Outcome

ACTION: Final = "used"
_MOST: Final = 9999
_LONGEST_NOTE: Final = 500
_LABELS: Final = ("Worked", "Partly", "No effect")
_WHOLE: Final = re.compile(r"[0-9]{1,5}")
_PART: Final = re.compile(
    r"(?P<label>\b(?:(?P<worked>worked)|(?P<partly>partly|partially)|(?P<none>no\s+effect|none))\b)"
    r"|(?P<number>(?<![0-9.])[0-9]{1,5}(?!\.?[0-9]))|(?P<joining>[\s:=.()]|\b(?:patients?|and|had)\b)|(?P<other>.)",
    re.IGNORECASE | re.ASCII,
)
_PLACES: Final = ("worked", "partly", "none")
_BARE: Final = re.compile(r"([0-9]{1,5})[\s,;/]+([0-9]{1,5})[\s,;/]+([0-9]{1,5})")

_UNREAD: Final = (
    "I could not read the three counts. Write one whole number beside each of **Worked**, **Partly** and **No "
    "effect**, for example `Worked: 5`."
)


class DoesNotAddUp(ValueError):
    """The counts of a form cannot be; its text says why."""


def opened(entry: Entry, former: Outcome | None) -> ui.Modal:
    """The form, with what the member has reported before."""
    return form(_heading(entry), _fields(former.counts if former else None), ACTION, *_ids(entry))


def reopened(entry: Entry, answers: Answers, token: str) -> ui.Modal:
    """The form with what was typed before; the token names what it replaces when it is sent."""
    return form(_heading(entry), refilled(_fields(None), answers), ACTION, *_ids(entry), token)


def counts_of(answers: Answers) -> Counts:
    """What was sent; raises DoesNotAddUp."""
    worked, partly, no_effect = _results(answers.text("results"))
    harmed = _complications(answers.text("complications"))
    counts = Counts(
        worked=worked,
        partly=partly,
        no_effect=no_effect,
        complications=harmed,
        skin_types=tuple(each for each in SKIN_TYPES if each in answers.choices("skin_types")),
        pain=next((int(each) for each in answers.choices("pain")), None),
        note=answers.text("note"),
    )
    if counts.treated == 0:
        raise DoesNotAddUp("Nobody was treated by these counts. Say how many worked, worked partly, or had no effect.")
    if max(worked, partly, no_effect) > _MOST:
        raise DoesNotAddUp(f"One report counts at most {_MOST} of each.")
    if harmed > counts.treated:
        raise DoesNotAddUp(
            f"{harmed} with a complication and {counts.treated} treated do not add up: who had a complication is "
            "among those treated, whatever became of the treatment."
        )
    return counts


def _ids(entry: Entry) -> tuple[int, int]:
    return entry.number, entry.settings_version


def _heading(entry: Entry) -> str:
    return f"{entry.label}: what happened"


def _fields(former: Counts | None) -> list[Field]:
    counted = (former.worked, former.partly, former.no_effect) if former else ("", "", "")
    results = "\n".join(f"{label}: {count}" for label, count in zip(_LABELS, counted, strict=True))
    return [
        TextField(
            "results", "How many patients?", "All of yours so far, each in one line", long=True, most=200, value=results
        ),
        TextField(
            "complications",
            "Of these, how many had a complication?",
            "0 if none",
            most=5,
            value=str(former.complications) if former else "",
        ),
        skin_types_field("Their skin types", "Fitzpatrick", former.skin_types if former else ()),
        ChoiceField(
            "pain",
            "Pain, 0 to 10",
            tuple(Option(str(each), str(each)) for each in range(11)),
            "As most of them said",
            chosen=(str(former.pain),) if former and former.pain is not None else (),
        ),
        TextField(
            "note",
            "A note",
            "Nothing that could identify a patient",
            long=True,
            required=False,
            most=_LONGEST_NOTE,
            value=former.note if former else "",
        ),
    ]


def _results(written: str) -> tuple[int, int, int]:
    """By their names, one that is missing being none; or three bare numbers in the form's order."""
    bare = _BARE.fullmatch(written)
    if bare is not None:
        worked, partly, no_effect = map(int, bare.groups())
        return worked, partly, no_effect
    said = [pair for line in written.splitlines() for pair in _said_in(line)]
    counts = dict(said)
    if not said or len(counts) < len(said):
        raise DoesNotAddUp(_UNREAD)
    worked, partly, no_effect = (counts.get(place, 0) for place in _PLACES)
    return worked, partly, no_effect


def _said_in(line: str) -> list[tuple[str, int]]:
    """The results that a line names, each with its number; a result alone in its line was left out, and is none."""
    clauses = [parts for clause in re.split("[,;]", line) if (parts := _parts(clause))]
    match clauses:
        case [[str(alone)]]:
            return [(alone, 0)]
        case _:
            return [pair for parts in clauses for pair in _pairs(parts)]


def _parts(clause: str) -> list[str | int]:
    """The results and the numbers of a clause, in order."""
    parts: list[str | int] = []
    for found in _PART.finditer(clause):
        if found["other"]:
            raise DoesNotAddUp(_UNREAD)
        if found["number"]:
            parts.append(int(found["number"]))
        elif found["label"]:
            parts.append(next(place for place in _PLACES if found[place]))
    return parts


def _pairs(parts: list[str | int]) -> Iterator[tuple[str, int]]:
    """Numbers all behind their results, or all before them: otherwise nobody knows which belongs to which."""
    if len(parts) % 2:
        raise DoesNotAddUp(_UNREAD)
    is_number_first = isinstance(parts[0], int)
    for first, second in zip(parts[::2], parts[1::2], strict=True):
        label, number = (second, first) if is_number_first else (first, second)
        if not isinstance(label, str) or not isinstance(number, int):
            raise DoesNotAddUp(_UNREAD)
        yield label, number


def _complications(written: str) -> int:
    if not _WHOLE.fullmatch(written):
        raise DoesNotAddUp("How many had a complication? Write a whole number; 0 if none.")
    return int(written)
