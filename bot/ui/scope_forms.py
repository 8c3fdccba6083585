"""The two forms for a rule on who may operate what: what is chosen first, then the words and the source.

What was chosen travels in custom ids, so that the second form can be opened and sent after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_letters
from typing import Final

from discord import ui

from bot.clinical import jurisdictions
from bot.clinical.references import LONGEST_LINK
from bot.clinical.scope import Purpose, SourceKind, Supervision, Verdict, device_classes
from bot.exchange.members import Credential
from bot.exchange.refusal import Refusal
from bot.exchange.scope import LONGEST_WORDS, Subject, Wording
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from bot.ui.scope_words import CREDENTIALS, KINDS, PURPOSES, SUPERVISIONS, VERDICTS

ADD: Final = "scope_add"
SOURCE: Final = "scope_source"

# A letter each in a custom id, by their places: what is new comes last.
_LISTS: Final[Mapping[str, Sequence[str]]] = {
    "device_classes": tuple(device_classes()),
    "credentials": tuple(Credential),
    "verdict": tuple(Verdict),
    "supervision": tuple(Supervision),
    "purpose": tuple(Purpose),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What has been chosen so far for a rule of a place, by the fields of the first form."""

    jurisdiction: str
    values: Mapping[str, tuple[str, ...]]

    @property
    def packed(self) -> str:
        """As it stands in a custom id."""
        letters = (
            "".join(ascii_letters[known.index(each)] for each in self.values.get(name, ()) if each in known)
            for name, known in _LISTS.items()
        )
        return ".".join((self.jurisdiction, *letters))

    @classmethod
    def of(cls, packed: str) -> Chosen:
        """From a custom id; raises a Refusal for one that the lists no longer have."""
        code, *parts = packed.split(".")
        try:
            values = {
                name: tuple(known[ascii_letters.index(letter)] for letter in part)
                for (name, known), part in zip(_LISTS.items(), parts, strict=True)
            }
        except (IndexError, ValueError):
            raise Refusal("The lists have changed since this form was opened. Please use `/scope add` again.") from None
        return cls(code, values)

    @property
    def subject(self) -> Subject:
        """All of it; raises a Refusal where the procedure or what the source says is missing."""
        classes, [verdict] = self.values.get("device_classes"), self.values.get("verdict") or [""]
        if not classes or not verdict or jurisdictions.get(self.jurisdiction) is None:
            raise Refusal("Please choose what is done, and what the source says of it: `/scope add` opens the form.")
        return Subject(
            jurisdiction=self.jurisdiction,
            device_classes=classes,
            credentials=self.values.get("credentials", ()),
            verdict=Verdict(verdict),
            purpose=next(map(Purpose, self.values.get("purpose", ())), None),
            supervision=next(map(Supervision, self.values.get("supervision", ())), None),
        )


def chosen_in_form(jurisdiction: str, answers: Answers) -> Chosen:
    """What was chosen in the first form."""
    return Chosen(
        jurisdiction, {name: tuple(each for each in answers.choices(name) if each in _LISTS[name]) for name in _LISTS}
    )


def first_form(chosen: Chosen) -> ui.Modal:
    """The first form, with what has been chosen."""
    return form(_heading(chosen.jurisdiction), _first_fields(chosen.values), ADD, chosen.jurisdiction)


def second_form(packed: str) -> ui.Modal:
    """The second form, empty."""
    return form(_heading(Chosen.of(packed).jurisdiction), _second_fields(), SOURCE, packed)


def second_form_again(packed: str, answers: Answers, token: str) -> ui.Modal:
    """Holding what was typed before; the token names what it replaces when it is sent."""
    return form(_heading(Chosen.of(packed).jurisdiction), refilled(_second_fields(), answers), SOURCE, packed, token)


def wording_of(answers: Answers) -> Wording:
    """What was typed in the second form."""
    kinds = [each for each in SourceKind if each in answers.choices("kind")]
    if not kinds:
        raise Refusal("Please choose what kind of source it is.")
    return Wording(answers.text("words"), answers.text("link"), kinds[0], answers.text("dated"))


def _heading(jurisdiction: str) -> str:
    known = jurisdictions.get(jurisdiction)
    return f"Who may operate: {known.name if known else jurisdiction}"


def _first_fields(chosen: Mapping[str, tuple[str, ...]]) -> list[Field]:
    classes = {key: each.name for key, each in device_classes().items()}
    asked = (
        _choice("device_classes", "What is done", classes.items(), "All that the source speaks of", 1, len(classes)),
        _choice("credentials", "By whom", CREDENTIALS.items(), "None: whoever operates it", most=len(CREDENTIALS)),
        _choice("verdict", "What the source says of it", VERDICTS.items(), "As it says, not as you would", 1),
        _choice("supervision", "Supervision", SUPERVISIONS.items(), "Left empty: not stated"),
        _choice("purpose", "Purpose", PURPOSES.items(), "Left empty: the source makes no difference"),
    )
    return [replace(field, chosen=chosen.get(field.key, ())) for field in asked]


def _choice(
    key: str, label: str, known: Iterable[tuple[str, str]], description: str, fewest: int = 0, most: int = 1
) -> ChoiceField:
    options = tuple(Option(str(value), words[:1].upper() + words[1:]) for value, words in known)
    return ChoiceField(key, label, options, description, fewest, most)


def _second_fields() -> list[Field]:
    return [
        TextField(
            "words",
            "The rule, in your own words",
            "What it asks for: training, licence, who supervises. No licence numbers, no names",
            long=True,
            most=LONGEST_WORDS,
        ),
        TextField("link", "Source", "Where it can be looked up: https://… or a DOI", most=LONGEST_LINK),
        _choice("kind", "What kind of source it is", KINDS.items(), "The page that you have read", 1),
        TextField(
            "dated",
            "Date of the source",
            "14 May 2024, May 2024 or 2024; left empty: not known",
            required=False,
            most=40,
        ),
    ]
