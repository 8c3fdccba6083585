"""The forms of a complication's report: what happened, how it went, a little more, what was wrong, a follow-up.

What a form is about stands in its custom id, so that it can be sent after a restart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from discord import ui

from bot.clinical.authorities import authorities
from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind, Reading
from bot.clinical.severity import INTERVENTIONS, STATES, Intervention, State, course_read, intervention_name
from bot.clinical.skin_types import SKIN_TYPES
from bot.exchange.complications import PutRight, Told
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from db.complications import Facts, Report
from db.entries import Detail

REPORT: Final = "report"
COURSE: Final = "report_course"
MORE: Final = "report_more"
RIGHT: Final = "report_right"
FOLLOW_UP: Final = "follow_up"
MESSAGE: Final = "report_message"

WITHHELD, SHOWN = "w", "-"
_NONE: Final = "-"
_LONGEST_ONSET: Final = 3650
_STATE_LABELS: Final[dict[State, str]] = {
    "unknown": "Not known",
    "resolved": "Resolved",
    "improving": "Improving",
    "persisting": "Unchanged",
    "worse": "Worse",
    "died": "The patient died",
}
_CONSENT_LABELS: Final = {"yes": "Yes", "no": "No", "deidentified": "De-identified only"}
_IN_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
_ONSET: Final = re.compile(r"(\d{1,4})\s*(?:(d|w|m|y)[a-z]*)?(?:\s+(?:after|later).*)?", re.IGNORECASE)

Form = Sequence[str]
"""A form's action and the arguments of its custom id."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a report's first form is about: catalogue keys, and whether the reporter's name is withheld.

    Whoever does not know yet what it was gives no `code`: it is read from what they write, for them to confirm.
    """

    code: str | None
    device: str | None
    is_withheld: bool

    @property
    def form(self) -> tuple[str, ...]:
        """As it stands in a custom id."""
        return (REPORT, self.code or _NONE, self.device or _NONE, WITHHELD if self.is_withheld else SHOWN)

    @classmethod
    def of(cls, code: str, device: str, name: str) -> Reporting:
        """From a custom id; raises a Refusal where the catalogue no longer has what it names."""
        chosen, used = (None if each == _NONE else each for each in (code, device))
        if (chosen and complications().get(chosen) is None) or (used and catalogue().get(used) is None):
            raise Refusal("The lists have changed since this form was opened. Please open it again.")
        return cls(chosen, used, name == WITHHELD)

    def draft(self, answers: Answers) -> Draft:
        """What happened, as a draft of an entry."""
        settings = answers.text("settings")
        return Draft(
            kind=EntryKind.COMPLICATION,
            text=answers.text("text"),
            device=self.device,
            complication=self.code,
            handpiece=answers.text("handpiece"),
            details=(Detail("Settings as written", settings),) if settings else (),
        )


def opened(action: Form, fields: Sequence[Field]) -> ui.Modal:
    """The form with these fields."""
    name, *arguments = action
    return form(_HEADINGS[name], fields, name, *arguments)


def reopened(action: Form, fields: Sequence[Field], answers: Answers, token: str) -> ui.Modal:
    """The same with what was typed before; the token names what it replaces when it is sent."""
    name, *arguments = action
    return form(_HEADINGS[name], refilled(fields, answers), name, *arguments, token)


def fields_of(action: str, report: Report | None = None) -> list[Field]:
    """What a form asks for; what is known of the report stands in it."""
    facts = report.facts if report is not None else Facts()
    match action:
        case "report":
            return [_narrative(), _permanent(facts), _intervention(facts), _handpiece(), _settings()]
        case "report_course":
            onset = "" if facts.onset_days is None else str(facts.onset_days)
            return [
                _one("skin_type", "Skin type", [(each, each) for each in SKIN_TYPES], facts.skin_type, "Fitzpatrick"),
                TextField("onset", "Onset, in days after treatment", "0: the same day", required=False, most=40,
                          value=onset),
                TextField("treatment", "Treatment given", "As you would tell a colleague; no names or dates",
                          long=True, required=False, most=1000, value=facts.treatment),
                # A follow-up is the newer word: what is said here would stand before it, as the state when reported.
                *([] if report is not None and report.follow_ups else [_state("State now", facts.state)]),
                _one("consent", "The patient's consent to sharing", list(_CONSENT_LABELS.items()), facts.consent),
            ]  # fmt: skip
        case "report_more":
            return [
                _one("test_spot", "Was a test spot done?", [("yes", "Yes"), ("no", "No")], facts.test_spot),
                TextField("endpoint", "Endpoint seen", "For example perifollicular oedema", required=False, most=200,
                          value=facts.endpoint),
                ChoiceField("elsewhere", "Reported elsewhere", tuple(
                    Option(each.key, each.name) for each in authorities()
                ), "Only where you have done so yourself", most=len(authorities()), chosen=facts.reported_elsewhere),
            ]  # fmt: skip
        case "report_right":
            known = complications().get(facts.code) if facts.code else None
            return [
                TextField("type", "What it was", "Its name, as /complication report lists it", required=False,
                          most=100, value=known.name if known is not None else ""),
                _permanent(facts),
                _intervention(facts),
                _handpiece(),
                _settings("All that hold: they stand in place of all those that were read"),
            ]  # fmt: skip
        case "follow_up":
            return [
                _state("How is it now?", "unknown", required=True),
                TextField("helped", "What helped, or what was tried", "No names or dates", long=True, required=False,
                          most=1000),
            ]  # fmt: skip
        case _:
            raise ValueError(f"no such form: {action}")


def message_fields(reading: Reading) -> list[Field]:
    """What is asked of a message that is to be a report, holding what was read in it."""
    codes = [each.value for each in reading.complications]
    course = course_read(codes[0] if codes else None, [each.value for each in reading.seriousness])
    devices = list(dict.fromkeys(each.value for each in reading.devices))
    facts = Facts(
        code=course.code,
        device=devices[0] if len(devices) == 1 else None,
        permanent=course.permanent,
        intervention=course.intervention,
    )
    return known_fields(facts, ", ".join(dict.fromkeys(each.value for each in reading.handpieces)))


def known_fields(facts: Facts, handpiece: str) -> list[Field]:
    """The same of a message that is a report already, holding what is known of it."""
    known = complications().get(facts.code) if facts.code else None
    device = catalogue().get(facts.device) if facts.device else None
    return [
        TextField("type", "What it was", "Its name, as /complication report lists it", required=False, most=100,
                  value=known.name if known is not None else ""),
        TextField("device", "Device", "Its name", required=False, most=100,
                  value=device.name if device is not None else ""),
        TextField("handpiece", "Handpiece or spot", required=False, most=100, value=handpiece[:100]),
        _permanent(facts),
        _intervention(facts),
    ]  # fmt: skip


def told_first(answers: Answers) -> Told:
    """The facts of the first form, those that were chosen."""
    names = [name for name in ("permanent", "intervention") if answers.choices(name)]
    facts = Facts(**{name: answers.choices(name)[0] for name in names})  # pyright: ignore[reportArgumentType] (the options)
    return Told(facts, frozenset(names))


def told_course(answers: Answers) -> Told:
    """The facts of the second form; raises a Refusal for an onset that is no number of days."""
    chosen = {name: answers.choices(name)[0] for name in ("skin_type", "state", "consent") if answers.choices(name)}
    stated: dict[str, object] = {"consent": "unknown", **chosen}  # that it was asked is seen by it
    if answers.text("onset"):
        stated["onset_days"] = _days(answers.text("onset"))
    if answers.text("treatment"):
        stated["treatment"] = answers.text("treatment")
    facts = Facts(**stated)  # pyright: ignore[reportArgumentType] (the options)
    return Told(facts, frozenset(stated), (answers.text("treatment"), answers.text("onset")))


def told_more(answers: Answers) -> Told:
    """The facts of the third form."""
    stated: dict[str, object] = {"reported_elsewhere": answers.choices("elsewhere")}
    if answers.choices("test_spot"):
        stated["test_spot"] = answers.choices("test_spot")[0]
    if answers.text("endpoint"):
        stated["endpoint"] = answers.text("endpoint")
    facts = Facts(**stated)  # pyright: ignore[reportArgumentType] (the options)
    return Told(facts, frozenset(stated), (answers.text("endpoint"),))


def put_right(answers: Answers) -> PutRight:
    """What was wrong; raises a Refusal for a type that is none."""
    first = told_first(answers)
    typed, handpiece, settings = (answers.text(name) for name in ("type", "handpiece", "settings"))
    return PutRight(
        code=_code(typed) if typed else None,
        handpiece=handpiece or None,
        settings=settings or None,
        told=Told(first.facts, first.names, (handpiece, settings)),
    )


def state_of(answers: Answers) -> State:
    """The state that was chosen."""
    for state in STATES:
        if state in answers.choices("state"):
            return state
    return "unknown"


def _code(typed: str) -> str:
    known = complications().get(typed) or next(
        (each for each in complications().suggest(typed, 5) if each.name.lower() == typed.lower()), None
    )
    if known is None:
        raise Refusal("I don't know that type. Please write its name as the list of `/complication report` has it.")
    return known.code


def _days(typed: str) -> int:
    found = _ONSET.fullmatch(typed.strip())
    days = int(found[1]) * _IN_DAYS[(found[2] or "d").lower()] if found is not None else -1
    if not 0 <= days <= _LONGEST_ONSET:
        raise Refusal(
            "**Nothing was saved:** the onset must be a number of days after the treatment, such as 0, 3 or 2 weeks."
        )
    return days


def _narrative() -> TextField:
    telling = "Nothing that could identify a patient, or you where your name is withheld"
    return TextField("text", "What happened", telling, long=True)


def _permanent(facts: Facts) -> ChoiceField:
    options = [("no", "No"), ("unknown", "Not known yet"), ("yes", "Yes")]
    return _one("permanent", "Is it permanent?", options, facts.permanent, "Judged after 6 to 12 months")


def _intervention(facts: Facts) -> ChoiceField:
    def label(each: Intervention) -> str:
        return "Not known" if each == "unknown" else intervention_name(each).capitalize()

    options = [(each, label(each)) for each in (*INTERVENTIONS[1:], INTERVENTIONS[0])]
    return _one("intervention", "What did it take, at most?", options, facts.intervention)


def _handpiece() -> TextField:
    return TextField("handpiece", "Handpiece or spot", "For example 18 mm", required=False, most=100)


def _settings(telling: str = "As you write them") -> TextField:
    return TextField("settings", "Settings", telling, long=True, required=False, most=1000)


def _state(label: str, state: State, *, required: bool = False) -> ChoiceField:
    options = tuple(Option(each, _STATE_LABELS[each]) for each in (*STATES[1:], STATES[0]))
    chosen = (state,) if state != "unknown" else ()
    return ChoiceField("state", label, options, fewest=1 if required else 0, chosen=chosen)


def _one(
    key: str, label: str, options: Sequence[tuple[str, str]], chosen: str | None, description: str | None = None
) -> ChoiceField:
    """A choice of one; what is not known is not chosen."""
    known = (chosen,) if chosen not in (None, "unknown") else ()
    return ChoiceField(key, label, tuple(Option(value, name) for value, name in options), description, chosen=known)


_HEADINGS: Final = {
    REPORT: "What happened",
    COURSE: "How it went",
    MORE: "A little more",
    RIGHT: "Correct the report",
    MESSAGE: "Report complication",
    FOLLOW_UP: "A follow-up",
}
