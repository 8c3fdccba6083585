"""Protocols' cards at Discord's limits, and what they say of evidence and versions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from bot.clinical.severity import Course
from bot.exchange.content import content_of
from bot.exchange.evidence import Evidence, SeriousReport, Tally
from bot.exchange.evidence_words import evidence_words
from bot.exchange.protocols import FormerSettings, History, Reported, SettingsChanged
from bot.ui.charts import outcomes_by_skin
from bot.ui.entry_card import private_card, public_card
from bot.ui.evidence_cards import evidence_block, evidence_row
from bot.ui.protocol_cards import changed_meanwhile_card, reported_card, reports_card, rewritten_card
from bot.ui.version_words import differences, revision_of
from db.entries import Detail, Entry
from db.members import Profile
from db.outcomes import Counts, LinkedReport, Outcome
from db.search import TitledEntry
from tests.support.discord_limits import check, texts_of
from tests.ui.test_entry_cards import NOW, WORST, entry, worst_reading

COUNTED = Tally(colleagues=6, worked=18, partly=2, no_effect=2)
MANY = Tally(10**6, 10**9, 10**9, 10**9, 10**6)
WORST_EVIDENCE = Evidence(
    version=10**6,
    counted=Tally(99, 9999, 9999, 9999, 9999),
    by_maker=MANY,
    by_author=MANY,
    pain=10,
    by_skin={"I–II": MANY, "III–IV": MANY, "V–VI": MANY},
    several_skins=MANY,
    serious=tuple(SeriousReport(2**32 - 1, "permanent, hospital, surgery, necrosis") for _ in range(50)),
)


def protocol(text: str) -> Entry:
    content = content_of(EntryKind.PROTOCOL, text, read(text, Hints(EntryKind.PROTOCOL)))
    return replace(entry("x"), content=content, source=None)


def test_the_line_leads_with_harm() -> None:
    assert evidence_words(Evidence(1, counted=COUNTED, pain=4)) == (
        "complications 0 of 22 (95 % upper bound 15 %), worked 18 of 22 (61–93 %), pain 4 of 10, from 6 colleagues; "
        "failures are under-reported"
    )


@pytest.mark.parametrize("colleagues", [1, 2])
def test_few_colleagues_give_no_percentage(colleagues: int) -> None:
    few = Evidence(1, counted=replace(COUNTED, colleagues=colleagues))
    assert "%" not in evidence_block(few)
    assert "too few for percentages" in evidence_words(few)
    refused = evidence_block(replace(few, serious=(SeriousReport(None, "", is_refused=True),)))
    assert "a report that is not shared tells of a serious complication\n" in refused
    assert "and 1 more such report\n" in evidence_block(replace(few, serious=WORST_EVIDENCE.serious[:3]))


def test_what_was_asked_and_not_reported_is_said() -> None:
    evidence = Evidence(1, counted=COUNTED, skin_types=frozenset({"II", "V"}))
    assert "no reports in skin types III–IV" in " ".join(evidence_row(evidence, ("III",)))
    assert "no reports" not in " ".join(evidence_row(evidence, ("VI",)))
    assert "no reports" not in " ".join(evidence_row(evidence, ()))
    assert "no reports in skin types V–VI" in " ".join(evidence_row(Evidence(1), ("V",)))
    partly = replace(evidence, by_skin={"I–II": Tally(2), "V–VI": Tally(1)}, skin_types=frozenset({"II", "V"}))
    words = "skin types: I–II 2 reports, V–VI 1 report, not stated in 3 reports, none in III–IV"
    assert words in evidence_block(partly)


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "🔥" * 2000])
def test_cards_hold_the_worst(text: str) -> None:
    whole = replace(entry(text, reading=worst_reading(text)), standing="superseded", superseded_by=2**32 - 1)
    former = replace(revision_of(replace(whole, source=None)), title=text[:150], text=text[::-1])
    check(private_card(whole, WORST[:500], viewer_id=2**62, lead="Saved.", evidence=WORST_EVIDENCE))
    check(public_card(whole, WORST[:500], WORST_EVIDENCE))
    check(rewritten_card(whole, replace(whole, content=replace(whole.content, text=text[::-1]), source=None)))
    check(changed_meanwhile_card(SettingsChanged(whole, former), "t" * 16))
    counts = Counts(9999, 9999, 9999, 9999, note=text[:500])
    linked = tuple(LinkedReport(number, None, is_refused=False, course=Course(None)) for number in range(30))
    outcome = Outcome(10**6, 1, counts, linked, Profile())
    titles = tuple(TitledEntry(2**32 - number, EntryKind.COMPLICATION, text) for number in range(1, 26))
    check(reported_card(Reported(whole, outcome, WORST_EVIDENCE, titles)))
    settings = tuple(FormerSettings(WORST_EVIDENCE, NOW) for _ in range(20))
    history = History(whole, WORST_EVIDENCE, (text[:500],) * 40, settings, (former,) * 3)
    for page in (0, 5, 59):
        check(reports_card(history, page))


def test_a_difference_reads_at_a_glance() -> None:
    before = protocol("GentleMax Pro, 755 nm, 14 J/cm2, 3 ms, 18 mm, skin type II. Shave the evening before")
    after = protocol("GentleMax Pro, 755 nm, 16 J/cm2, 3 ms, 15 mm, skin type III. Clip the evening before")
    found = differences(revision_of(before), revision_of(after))
    assert "Fluence 14 → 16 J/cm²" in found
    assert "Spot 18 → 15 mm" in found
    assert "Skin types II → III" in found
    assert any("Shave~~" in line and "Clip** the evening before" in line for line in found)
    two = protocol("GentleMax Pro\nSkin type II: 755 nm, 14 J/cm2, 3 ms\nSkin type IV: 1064 nm, 30 J/cm2, 20 ms")
    assert any("→" in line for line in differences(revision_of(before), revision_of(two)))


def test_a_difference_says_in_which_set_it_is() -> None:
    text = "GentleMax Pro\nSkin type II: 755 nm, {} J/cm2, 3 ms\nSkin type IV: 1064 nm, {} J/cm2, 20 ms\n{}"
    before = protocol(text.format(12, 26, "Clip before"))
    after = protocol(text.format(14, 30, "Clip before. 6 sessions, 6 weeks apart"))
    found = differences(revision_of(before), revision_of(after))
    assert found[:4] == [
        "Set 1: Fluence 12 → 14 J/cm²",
        "Sessions 6, new",
        "Every 6 weeks, new",
        "Set 2: Fluence 26 → 30 J/cm²",
    ]
    assert "Sessions 6, no longer said" in differences(revision_of(after), revision_of(before))


def test_notes_are_compared_by_their_names() -> None:
    before = protocol("GentleMax Pro, 14 J/cm2")
    after = replace(before, content=replace(before.content, details=(Detail("Notes", "cold air"),)))
    assert differences(revision_of(before), revision_of(after)) == ["Notes: **cold air**"]


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_can_be_compared(before: str, after: str) -> None:
    one, other = (replace(revision_of(protocol("x")), text=text) for text in (before, after))
    lines = differences(one, other)
    assert bool(lines) == (before != after and bool(before) and bool(after))


async def test_a_chart_is_a_picture_with_words() -> None:
    evidence = Evidence(
        1, counted=COUNTED, by_skin={"I–II": replace(COUNTED, colleagues=5), "III–IV": Tally(), "V–VI": Tally()}
    )
    chart = await outcomes_by_skin("P-17", evidence)
    assert chart.png.startswith(b"\x89PNG")
    assert "Types I–II: 22 treated, worked 18" in chart.alternative_text
    assert "Not said" in chart.alternative_text


def test_a_retired_protocol_says_so() -> None:
    shown = texts_of(public_card(replace(protocol("GentleMax Pro, 14 J/cm2"), standing="retired"), "", Evidence(1)))
    assert "Retired" in shown
    assert shown.index("Retired") < shown.index("**Reported:**")
