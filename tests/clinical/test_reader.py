"""The whole reading of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.reader import read
from bot.clinical.reading import READER_VERSION, EntryKind, Hints, Span

CASE = (
    "#protocol #SkinOfColour **GMP** for hair removal, FST IV-V: 18 mm, 14 J/cm², 10 ms, DCD 30/20.\n"
    "No blistering, mild PIH in one. No vision changes."
)


def test_a_whole_message() -> None:
    reading = read(CASE)
    assert reading.kind is EntryKind.PROTOCOL
    assert reading.tags == ("skinofcolour",)
    assert [found.value for found in reading.devices] == ["gentlemax_pro"]
    assert reading.device_questions == ()
    assert "hair_removal" in [found.value for found in reading.indications]
    assert reading.skin_types == ("IV", "V")
    assert [found.value for found in reading.complications] == ["pih"]
    assert reading.urgent == ()
    assert reading.identifiers == ()
    assert reading.says_something
    assert reading.title == "GMP for hair removal, FST IV-V: 18 mm, 14 J/cm², 10 ms, DCD 30/20"
    assert reading.version == READER_VERSION


def test_hints_fill_what_the_text_leaves_open() -> None:
    reading = read("cool for longer", Hints(EntryKind.TIP, "picoway"))
    assert reading.kind is EntryKind.TIP
    assert [(found.value, found.span) for found in reading.devices] == [("picoway", Span(0, 0))]


def test_the_text_goes_before_the_hints() -> None:
    reading = read("#question the Vbeam Prima?", Hints(EntryKind.TIP, "picoway"))
    assert reading.kind is EntryKind.QUESTION
    assert [found.value for found in reading.devices] == ["vbeam_prima"]


def test_the_groups_device_answers_which_of_several_is_meant() -> None:
    assert read("#tip with pixel, slow down").device_questions
    reading = read("#tip with pixel, slow down", Hints(device="harmony"))
    assert reading.device_questions == ()
    assert [found.value for found in reading.devices] == ["harmony"]


def test_a_sign_and_an_identifier_are_found_in_code_and_quotes_too() -> None:
    reading = read("```\nMRN 445566\n```\n> she lost vision")
    assert [each.kind for each in reading.identifiers] == ["record number"]
    assert [found.value for found in reading.urgent] == ["vision"]


@pytest.mark.parametrize(
    ("text", "happened", "treated"),
    [
        ("#protocol PIH, type V: hydroquinone 4 %, then 1064", [], ["pih"]),
        ("#protocol Post-inflammatory hyperpigmentation, type V: 1927 5 mJ", [], ["pih"]),
        ("#tip PIH on cheeks, FST IV: picosecond 1064 nm, 8 mm, 1.2 J/cm2", [], ["pih"]),
        ("#tip PIH on cheeks: three cases this month", ["pih"], ["pih"]),
        ("#tip PIH on cheeks: three weeks after 1064 nm 8 mm", ["pih"], ["pih"]),
        ("#question Große PIH, type V: hydroquinone first?", [], ["pih"]),
        ("#protocol Melasma: 1064 8 mm 1.6 J. Seen: PIH, mild", ["pih"], ["melasma"]),
        ("#protocol PIH: 1927 5 mJ. One got PIH after the second session", ["pih"], ["pih"]),
        ("#question PIH two weeks after CO2, what now?", ["pih"], ["pih"]),
        ("#complication PIH, cleared with hydroquinone after 3 months", ["pih"], []),
        ("#complication PIH after treating PIH with pico", ["pih"], ["pih"]),
        ("#complication Treating PIH with 1064: a burn", ["burn"], ["pih"]),
        ("#complication Hypertrophic scar, PDL: a blister", ["scar", "blister"], ["scars"]),
    ],
)
def test_the_kind_tells_what_is_treated_and_what_happened(text: str, happened: list[str], treated: list[str]) -> None:
    reading = read(text)
    assert [found.value for found in reading.complications] == happened
    assert [found.value for found in reading.indications] == treated


def test_kinds_have_letters_and_labels() -> None:
    assert "".join(kind.letter for kind in EntryKind) == "TCPQSRA"
    assert EntryKind.SUMMARY.label == "Summary"


@given(
    st.lists(
        st.sampled_from(
            [
                "#tip",
                "GMP",
                "pixel",
                "no ",
                "blistering",
                "FST IV",
                ", ",
                " or ",
                "vision loss",
                "Mrs Example",
                "\n",
                "ﬁller",
                "é",
            ]
        )
        | st.text(max_size=10),
        max_size=15,
    ),
    st.sampled_from([Hints(), Hints(EntryKind.TIP, "halo")]),
)
def test_any_text_reads_twice_the_same_and_every_span_lies_in_it(parts: list[str], hints: Hints) -> None:
    text = " ".join(parts)
    reading = read(text, hints)
    assert reading == read(text, hints)
    finds = (*reading.devices, *reading.device_questions, *reading.indications, *reading.complications, *reading.urgent)
    for found in (*finds, *reading.identifiers):
        assert 0 <= found.span.start <= found.span.end <= len(text)
    for found in (*reading.indications, *reading.complications, *reading.urgent, *reading.identifiers):
        assert found.span.start < found.span.end
