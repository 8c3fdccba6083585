"""Reports on cards: what they lead with, what a notice leaves out, and Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clinical.authorities import authorities
from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, key_of
from bot.clinical.reading import EntryKind
from bot.clinical.severity import STATES
from bot.clinical.treatments import treatments
from bot.exchange.what_helped import Done, Helped, InWords
from bot.ui.complication_cards import (
    asking_card,
    helped_card,
    reporters_more,
    severity_block,
    where_to_report,
    where_to_report_in_short,
)
from bot.ui.complication_forms import FOLLOW_UP, MORE, REPORT, RIGHT, Reporting, fields_of, opened, reopened
from bot.ui.entry_card import private_card, public_card
from bot.ui.forms import Answers
from db.complications import Facts, FollowUp, Report
from db.entries import Content, Correction, Entry, Facet
from db.search import TitledEntry
from tests.support.discord_limits import check
from tests.ui.test_entry_cards import WORST, worst_reading

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVERYTHING = ("code", "device", "skin_type", "permanent", "intervention", "state")


def report(facts: Facts, *said: str, withheld: bool = False, follow_ups: tuple[FollowUp, ...] = ()) -> Report:
    return Report(
        reporter_id=None if withheld else 2**62,
        is_withheld=withheld,
        facts=facts,
        treatments=tuple(each.key for each in treatments()) if withheld else (),
        said=frozenset(said),
        is_confirmed=set(said) == set(EVERYTHING),
        follow_ups=follow_ups,
    )


def entry(text: str, *, withheld: bool = False) -> Entry:
    facets = tuple(Facet("complication", each.code) for each in complications())
    devices = tuple(Facet("device", each.key) for each in catalogue().all)
    content = Content(
        EntryKind.COMPLICATION,
        "Burn" if withheld else text[:150],
        text,
        (*facets, *devices),
        "",
        (),
        Correction(handpiece=text[:100]),
        1,
        worst_reading(text),
    )
    author = None if withheld else 2**62
    return Entry(2**62, 2**32 - 1, "listed", content, author, None, None, NOW, NOW, is_withheld=withheld)


@pytest.mark.parametrize(
    ("facts", "lead"),
    [
        (Facts("burn", permanent="yes"), "**Serious: permanent** · it is permanent"),
        (Facts("burn", intervention="surgery"), "**Serious: intervention** · it took surgery"),
        (Facts("burn", permanent="no", intervention="topical"), "**Not serious** · it is not permanent, and it took"),
        (Facts("burn"), "**Not known to be serious** · whether it is permanent and what it took is not known yet"),
    ],
)
def test_the_lead_comes_first_and_the_grade_after(facts: Facts, lead: str) -> None:
    block = severity_block(report(facts, *EVERYTHING)).splitlines()
    assert block[0].startswith(lead)
    assert block[1].startswith("-# CTCAE grade")
    assert len(block) == 2


def test_what_nobody_said_is_told_apart_from_what_is_not_known() -> None:
    def lead(*said: str) -> str:
        return (
            severity_block(report(Facts("burn"), *said)).splitlines()[0].removeprefix("**Not known to be serious** · ")
        )

    assert lead() == "whether it is permanent and what it took is not said"
    assert lead("permanent") == "whether it is permanent is not known yet, and what it took is not said"


def test_what_was_read_is_unconfirmed() -> None:
    assert "Unconfirmed" in severity_block(report(Facts("burn", intervention="oral"), "code"))
    assert "Unconfirmed" not in severity_block(report(Facts("burn", device="gentlemax_pro"), "code"))


@pytest.mark.parametrize("withheld", [False, True])
def test_cards_hold_the_worst(withheld: bool) -> None:
    told = tuple(
        FollowUp(STATES[place % len(STATES)], WORST[:1000], tuple(each.key for each in treatments()), NOW, withheld)
        for place in range(30)
    )
    facts = Facts(
        "burn", "gentlemax_pro", "VI", "yes", "emergency", 3650, WORST[:1000], "worse", "deidentified", "no",
        WORST[:200], tuple(each.key for each in authorities()),
    )  # fmt: skip
    worst, shown = report(facts, withheld=withheld, follow_ups=told), entry(WORST[:4000], withheld=withheld)
    check(private_card(shown, "Nurse", viewer_id=2**62, lead="Saved.", beside=worst, is_reporter=True))
    check(private_card(shown, "Nurse", viewer_id=2**62, beside=worst))
    check(reporters_more(shown, 2**62))
    check(public_card(shown, "Nurse", beside=worst))
    check(asking_card(shown, "12", " (This comes late.)", "t" * 20))


def test_a_notice_has_nothing_in_its_reporters_words() -> None:
    words = "zebra"
    facts = Facts("burn", treatment=words, endpoint=words, reported_elsewhere=("eof",))
    told = (FollowUp("resolved", words, ("silicone",), NOW, True),)
    shown = replace(entry(words, withheld=True))
    notice = str(public_card(shown, words, beside=report(facts, withheld=True, follow_ups=told)).to_components())
    assert words not in notice
    assert "Silicone" in notice
    assert "says the reporter:** yes" in notice
    assert not any(each.name in notice for each in authorities()), "it tells the country"


@pytest.mark.parametrize("withheld", [False, True])
def test_what_its_patient_does_not_want_shared_stands_in_no_channel(withheld: bool) -> None:
    refused = replace(entry("A burn", withheld=withheld), is_refused=True)
    shown = str(public_card(refused, "Nurse", beside=report(Facts("burn"), withheld=withheld)).to_components())
    assert "its patient does not want it shared" in shown
    assert "Burn" not in shown
    for each, can_be_shared in ((refused, False), (replace(refused, is_refused=False), True)):
        private = str(private_card(each, "Nurse", viewer_id=5).to_components())
        assert ("'Share'" in private) == can_be_shared


def test_the_authorities_and_what_helped_fit() -> None:
    check(where_to_report(authorities()))
    check(where_to_report_in_short())
    done = tuple(Done(each.name, 999, tuple((state, 999) for state in STATES)) for each in treatments())
    protocols = tuple(TitledEntry(2**32 - 1 - place, EntryKind.PROTOCOL, WORST[:150]) for place in range(5))
    check(helped_card(Helped("pih", 9999, done, 99, protocols[:4], (InWords(2**32 - 1, WORST),) * 5)))
    check(helped_card(Helped("pih", 2, (), 2, ())))


def test_every_form_fits_and_opens_again() -> None:
    codes = max((each.code for each in complications()), key=len)
    form = Reporting(codes, key_of(LocalDevice("x" * LONGEST_NAME, "ipl")), is_withheld=True).form
    for action in (form, (MORE, str(2**32)), (RIGHT, str(2**32)), (FOLLOW_UP, str(2**62), str(2**32))):
        fields = fields_of(action[0])
        assert len(fields) <= 5
        assert len(reopened(action, fields, Answers({}), "t" * 16).custom_id) <= 100
        assert len(opened(action, fields).title) <= 45
    assert next(field.label for field in fields_of(REPORT)) == "What happened"
