"""How serious a complication is follows from facts, and the reason is always there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.authorities import authorities, authorities_for, authority
from bot.clinical.complications import complications
from bot.clinical.jurisdictions import suggest_jurisdictions
from bot.clinical.lookup import load
from bot.clinical.severity import INTERVENTIONS, STATES, Course, course_read, intervention_name, severity_of
from bot.clinical.treatments import treatments, treatments_in

CODES = [None, *(each.code for each in complications())]


@pytest.mark.parametrize(
    ("course", "lead", "grade"),
    [
        (Course("burn"), None, None),
        (Course("burn", "no", "none"), None, 1),
        (Course("burn", "unknown", "topical"), None, 2),
        (Course("burn", "no", "procedure"), None, 2),
        (Course("burn", "no", "intravenous"), "intervention", 3),
        (Course("burn", "no", "hospital"), "intervention", 3),
        (Course("burn", "no", "surgery"), "intervention", 3),
        (Course("scar", "yes", "none"), "permanent", 1),
        (Course("scar", "yes", "surgery"), "permanent", 3),
        (Course("anaphylaxis", "no", "emergency"), "life-threatening", 4),
        (Course("vision_loss"), "vision loss", None),
        (Course("burn", "unknown", "unknown", "died"), "death", 5),
        (Course(None), None, None),
    ],
)
def test_the_lead_and_the_grade(course: Course, lead: str | None, grade: int | None) -> None:
    found = severity_of(course)
    assert (found.lead, found.grade) == (lead, grade)
    assert found.is_serious == (lead is not None)


@given(
    st.builds(
        Course,
        st.sampled_from(CODES),
        st.sampled_from(("unknown", "no", "yes")),
        st.sampled_from(INTERVENTIONS),
        st.sampled_from(STATES),
    )
)
def test_what_is_serious_says_why(course: Course) -> None:
    found = severity_of(course)
    assert bool(found.reasons) == found.is_serious
    assert found.graded_by
    assert intervention_name(course.intervention)


def test_the_most_that_a_text_tells_of_counts() -> None:
    told = course_read("burn", ["topical_treatment", "hospital", "oral_treatment", "persisting", "resolved"])
    assert told == Course("burn", "unknown", "hospital", "persisting")
    assert course_read("scar", ["permanent"]) == Course("scar", "yes", "unknown", "persisting")
    assert course_read("burn", ["resolved"]).state == "resolved"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hydroquinone 4 % and sunscreen; no antibiotics", ("hydroquinone", "sun_protection")),
        ("1500 IU hyaluronidase, aspirin, warm compresses", ("hyaluronidase", "aspirin", "warmth_massage")),
        ("oral antibiotics, then PDL", ("systemic_antibiotic", "vascular_laser")),
        ("", ()),
    ],
)
def test_treatments_are_found_by_name(text: str, found: tuple[str, ...]) -> None:
    assert treatments_in(text) == found


def test_every_treatment_is_found_by_its_own_name_or_says_where_it_is_from() -> None:
    for each in treatments():
        assert each.source or each.basis
        assert each.words
    assert len({each.key for each in treatments()}) == len(treatments())


def test_a_jurisdiction_leads_to_its_authority_and_an_unknown_one_to_none() -> None:
    assert [each.name for each in authorities_for("US-NJ")] == ["FDA MedWatch"]
    assert [each.key for each in authorities_for("GB-SCT")] == ["health_facilities_scotland"]
    for unknown in (None, "DE", "USX"):
        assert authorities_for(unknown) == ()
    for each in authorities():
        assert each.source
        assert each.address.startswith("https://")
        assert "was reported" not in each.who
    assert authority("nobody") is None


def test_every_address_was_seen_or_says_that_it_was_not() -> None:
    for row in load("authorities.toml")["authority"]:
        assert ("address_source" in row) != ("address_basis" in row), row
        assert row.get("address_basis", "house limit, unchecked") == "house limit, unchecked"


def test_every_country_of_the_members_has_one() -> None:
    for name in ("New Jersey", "England", "Queensland", "France", "Greece", "India", "Northern Ireland"):
        declared = suggest_jurisdictions(name)[0]
        assert len(authorities_for(declared.code)) == 1
