"""The form for what happened when a protocol was used, and the words for what does not add up in it.

Discord's forms hold five fields. The three results stand in one, under their names; complications have their own, so
that nobody leaves them out unasked.
"""

from __future__ import annotations

import re
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
_LABEL: Final = re.compile("|".join(_LABELS), re.IGNORECASE)
_WHOLE: Final = re.compile(r"[0-9]{1,5}")
_BARE: Final = re.compile(r"([0-9]{1,5})[\s,;/]+([0-9]{1,5})[\s,;/]+([0-9]{1,5})")


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
    """Under their names, a missing number being none; or three bare numbers in the form's order."""
    bare = _BARE.fullmatch(written)
    if bare is not None:
        worked, partly, no_effect = map(int, bare.groups())
        return worked, partly, no_effect
    before, *values = _LABEL.split(written)
    names = [name.capitalize() for name in _LABEL.findall(written)]
    said = {name: value.strip(" :=,;.\n") for name, value in zip(names, values, strict=True)}
    readable = said and len(said) == len(names) and not before.strip()
    if not readable or not all(value == "" or _WHOLE.fullmatch(value) for value in said.values()):
        raise DoesNotAddUp(
            "I could not read the three counts. Write one whole number behind each of **Worked**, **Partly** and "
            "**No effect**, for example `Worked: 5`."
        )
    worked, partly, no_effect = (int(said.get(label) or 0) for label in _LABELS)
    return worked, partly, no_effect


def _complications(written: str) -> int:
    if not _WHOLE.fullmatch(written):
        raise DoesNotAddUp("How many had a complication? Write a whole number; 0 if none.")
    return int(written)
