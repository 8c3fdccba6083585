"""Cards and pages at Discord's limits, whatever members wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import DeviceQuestion, EntryKind, Span
from bot.exchange.lookup import Results
from bot.exchange.request import Request
from bot.ui.entry_card import full_text_card, full_text_pages, private_card, public_card
from bot.ui.result_pages import results_card
from bot.ui.save_forms import EntryForm, opened
from db.entries import Content, Correction, Detail, Entry, Facet, Source

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORST = "*_~`|>[](@everyone <@123456789012345678> " * 110


def entry(text: str, number: int = 2**32 - 1) -> Entry:
    devices = tuple(Facet("device", device.key) for device in catalogue().all)
    tags = tuple(Facet("tag", f"tag{count}" * 10) for count in range(40))
    content = Content(
        EntryKind.PROTOCOL,
        text[:150],
        text,
        (*devices, *tags, Facet("skin_type", "V")),
        "",
        (Detail("Notes", text[:2000]), Detail("Source", text[:300])),
        Correction(handpiece=text[:100]),
        1,
    )
    return Entry(2**62, number, "listed", content, 2**62, 2**62 + 1, Source(2**62, 2**62), NOW, NOW)


def components(view: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(each: dict[str, Any]) -> None:
        found.append(each)
        for child in each.get("components", ()):
            walk(child)

    for each in view.to_components():
        walk(each)
    return found


def check(view: Any) -> None:
    parts = components(view)
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) <= 4000
    assert all(part["content"] for part in parts if part["type"] == 10)
    for row in (part for part in parts if part["type"] == 1):
        assert 1 <= len(row["components"]) <= 5
    for part in parts:
        assert len(part.get("label", "") or "") <= 80
        assert len(part.get("placeholder", "") or "") <= 150
        assert all(len(option["label"]) <= 100 for option in part.get("options", ()))
    texts = "".join(part.get("content", "") for part in parts)
    assert "@everyone" not in texts
    assert "<@123456789012345678>" not in texts


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "\n" * 3999 + "x", "🔥" * 2000, " "])
def test_a_card_holds_the_worst_text(text: str) -> None:
    whole = entry(text)
    check(private_card(whole, WORST[:500], viewer_id=2**62, lead="Saved."))
    check(public_card(whole, WORST[:500]))
    for page in range(len(full_text_pages(whole)) + 2):
        check(full_text_card(whole, page))


def test_every_form_fits_its_custom_id() -> None:
    longest = EntryForm(
        EntryKind.COMPLICATION,
        max((each.key for each in catalogue().all), key=len),
        max((each.key for each in indications().all), key=len),
        max((each.key for each in complications().all), key=len),
    )
    assert len(opened(longest).custom_id) <= 100
    assert EntryForm.of(longest.ids) == longest


@given(st.text(min_size=1, max_size=600))
def test_the_pages_of_a_full_text_leave_nothing_out(text: str) -> None:
    whole = entry((text * 8)[:4000])
    pages = "".join(full_text_pages(whole))
    wanted = [character for character in whole.content.text if character.isalnum()]
    shown = [character for character in pages if character.isalnum()]
    assert shown[: len(wanted)] == wanted


def test_a_full_page_of_results_holds_the_worst() -> None:
    asked = Request(WORST[:200], EntryKind.PROTOCOL, "gentlemax_pro", "hair_removal", preferred_skin_type="II")
    candidates = tuple(device.key for device in catalogue().all)
    results = Results(
        request=replace(asked, instead_of=WORST[:200], spellings=(WORST[:200],) * 3),
        token="t" * 84,
        entries=tuple(entry(WORST[:4000], number) for number in range(1, 6)),
        page=2,
        total=300,
        beyond=True,
        devices=("gentlemax_pro",),
        asks=(DeviceQuestion("yag" * 60, candidates, Span(0, 3)),),
        identifiers=(),
    )
    check(results_card(results))
    check(results_card(replace(results, entries=(), total=0, beyond=False)))
    check(results_card(replace(results, identifiers=("name", "phone"))))


@pytest.mark.parametrize("status", ["withdrawn", "held", "unlisted"])
def test_a_public_copy_of_what_is_not_listed_says_only_that(status: Any) -> None:
    shown = components(public_card(replace(entry("secret words"), status=status), "Nurse"))
    text = " ".join(part.get("content", "") for part in shown)
    assert "secret" not in text
    assert "P-4294967295" in text
    assert not [part for part in shown if part["type"] == 2]
