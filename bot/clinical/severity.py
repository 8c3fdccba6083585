"""How serious a complication is, from facts: never a person's impression, and always with the reason.

Serious in the regulators' sense: life-threatening, permanent, or in need of intervention to prevent that it becomes so
(21 CFR 803.3). The grade is that of CTCAE v5 and comes second: it knows a permanent scar as grade 2.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.clinical.complications import complications
from bot.clinical.seriousness import serious_by_themselves

Permanence = Literal["unknown", "no", "yes"]
Intervention = Literal[
    "unknown", "none", "topical", "oral", "procedure", "intravenous", "hospital", "surgery", "emergency"
]
"""What a complication took at most, from the least to the most."""

State = Literal["unknown", "resolved", "improving", "persisting", "worse", "died"]

INTERVENTIONS: Final[tuple[Intervention, ...]] = get_args(Intervention)
STATES: Final[tuple[State, ...]] = get_args(State)

_NAMES: Final[dict[Intervention, str]] = {
    "unknown": "not said",
    "none": "none",
    "topical": "topical treatment",
    "oral": "oral treatment",
    "procedure": "a procedure",
    "intravenous": "intravenous treatment",
    "hospital": "hospital",
    "surgery": "surgery",
    "emergency": "resuscitation or intensive care",
}
# The facts of the reading that stand for each, and which of them make a report serious is in the data file.
_FACT_OF: Final[dict[Intervention, str]] = {
    "topical": "topical_treatment",
    "oral": "oral_treatment",
    "intravenous": "intravenous_treatment",
    "hospital": "hospital",
    "surgery": "surgery",
    "emergency": "life_threatening",
}
_GRADES: Final[dict[Intervention, tuple[int, str]]] = {
    "none": (1, "observed only"),
    "topical": (2, "local or non-invasive intervention"),
    "oral": (2, "local or non-invasive intervention"),
    "procedure": (2, "local or non-invasive intervention"),
    "intravenous": (3, "severe, not immediately life-threatening"),
    "hospital": (3, "hospital, not immediately life-threatening"),
    "surgery": (3, "operation, not immediately life-threatening"),
    "emergency": (4, "life-threatening, urgent intervention"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """The facts of one complication that its seriousness follows from."""

    code: str | None
    permanent: Permanence = "unknown"
    intervention: Intervention = "unknown"
    state: State = "unknown"


@dataclass(frozen=True, slots=True)
class Severity:
    """The lead is "permanent", "intervention" or another word of why it is serious, None where nothing makes it so.

    `grade` is 1 to 5 by CTCAE v5's general wording, None where what it took is not known; `graded_by` says by what.
    """

    lead: str | None
    reasons: tuple[str, ...]
    grade: int | None
    graded_by: str

    @property
    def is_serious(self) -> bool:
        """Whether it is serious."""
        return self.lead is not None


def severity_of(course: Course) -> Severity:
    """What follows from the facts."""
    found = tuple(_leads(course))
    grade, graded_by = _grade(course)
    return Severity(found[0][0] if found else None, tuple(reason for _, reason in found), grade, graded_by)


def intervention_name(intervention: Intervention) -> str:
    """As a card says it."""
    return _NAMES[intervention]


def course_read(code: str | None, facts: Collection[str]) -> Course:
    """What the facts of a reading say: the most that was needed, whether it stayed, and how it stands."""
    needed: Intervention = "unknown"
    for intervention in INTERVENTIONS:
        if _FACT_OF.get(intervention) in facts:
            needed = intervention
    state: State = "unknown"
    if "permanent" in facts or "persisting" in facts:
        state = "persisting"
    elif "resolved" in facts:
        state = "resolved"
    return Course(code, "yes" if "permanent" in facts else "unknown", needed, state)


def _leads(course: Course) -> list[tuple[str, str]]:
    by_themselves = serious_by_themselves()
    leads: list[tuple[str, str]] = []
    if course.state == "died":
        leads.append(("death", "the patient died"))
    if course.permanent == "yes" and "permanent" in by_themselves.facts:
        leads.append(("permanent", "it is permanent"))
    fact = _FACT_OF.get(course.intervention)
    if fact is not None and fact in by_themselves.facts:
        lead = "life-threatening" if course.intervention == "emergency" else "intervention"
        leads.append((lead, f"it took {_NAMES[course.intervention]}"))
    known = complications().get(course.code) if course.code else None
    if known is not None and known.code in by_themselves.complications:
        leads.append((known.name.lower(), f"{known.name.lower()} counts as serious by itself"))
    return leads


def _grade(course: Course) -> tuple[int | None, str]:
    if course.state == "died":
        return 5, "death"
    if course.intervention in _GRADES:
        return _GRADES[course.intervention]
    return None, "what it took is not known"
