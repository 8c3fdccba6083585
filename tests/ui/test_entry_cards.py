"""Cards and pages at Discord's limits, whatever members wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reader import read
from bot.clinical.reading import DeviceQuestion, EntryKind, Found, Hints, Range, Scaled, SettingKey, Span
from bot.clinical.skin_types import SKIN_TYPES
from bot.exchange.alike import Like
from bot.exchange.content import content_of
from bot.exchange.lookup import Results
from bot.exchange.request import Request
from bot.ui.entry_card import private_card, public_card
from bot.ui.full_text_card import full_text_card, full_text_pages
from bot.ui.notes import details_saved, note_about
from bot.ui.result_pages import results_card
from bot.ui.save_forms import EntryForm, opened
from db.entries import Content, Correction, Detail, Entry, Facet, Source
from db.kept_readings import NOTHING_READ, KeptReading
from tests.support.discord_limits import check, components, texts_of
from tests.support.readings import HERE, caution, kept_with, setting, used

KEY = SettingKey
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORST = "*_~`|>[](@everyone <@123456789012345678> " * 110


@cache
def worst_reading(text: str) -> KeptReading:
    """More sets, values and cautions than a message has room for, all with the worst words."""
    words = (KEY.COOLING, KEY.ENDPOINT, KEY.ANAESTHESIA, KEY.HANDPIECE, KEY.NEEDLE)
    every = [  # nine values of each: one more than the table shows
        *(setting(key, text[:500] or " ") for key in words for _ in range(9)),
        *(setting(key, Range(0.1 + count, 99.9)) for key in KEY if key not in words for count in range(9)),
        setting(KEY.UNITS, Scaled(20.0, text[:200])),
    ]
    devices = tuple(device.key for device in catalogue().all)
    return kept_with(
        sets=tuple(
            used(*every, label=f"{count} {text[:200]}", devices=devices[count:], skin_types=SKIN_TYPES[:count])
            for count in range(6)
        ),
        cautions=tuple(caution(f"{count} {text[:1000]}", source=text[:1000]) for count in range(30)),
        handpieces=tuple(Found(f"{count} {text[:200]}", HERE) for count in range(30)),
    )


def entry(text: str, number: int = 2**32 - 1, reading: KeptReading = NOTHING_READ) -> Entry:
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
        reading,
    )
    return Entry(2**62, number, "listed", content, 2**62, 2**62 + 1, Source(2**62, 2**62), NOW, NOW)


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "\n" * 3999 + "x", "🔥" * 2000, " "])
def test_a_card_holds_the_worst_text(text: str) -> None:
    whole = entry(text, reading=worst_reading(text))
    check(note_about(whole))
    check(note_about(whole, [Like(entry(text, 2**32 - place), 2**63 - 1) for place in range(1, 4)]))
    check(details_saved(whole))
    check(private_card(whole, WORST[:500], viewer_id=2**62, lead="Saved."))
    check(public_card(whole, WORST[:500]))
    for page in range(len(full_text_pages(whole)) + 2):
        check(full_text_card(whole, page))


@pytest.mark.parametrize(
    "part",
    [
        "755 nm, 18 mm, 220 J/cm2, 3 ms, DCD 30/20. ",
        "Skin type IV: 30 J/cm2, 20 ms\nSkin type VI: 22 J/cm2, 30 ms\n",
        "4, 5, 6, 8 J/cm2 ",
        "GentleMax Pro 1064 nm 900 J/cm2; BBL HERO 560 nm filter 300 J/cm2; PicoSure 755 nm 50 J/cm2 5 ms\n",
        "test spot 5 J/cm2, second pass 6 J/cm2, 25% density, level 7, 0.8 mm pitch, 20 U botox, ",
    ],
)
def test_a_card_holds_whatever_is_read_in_a_long_message(part: str) -> None:
    text = (part * 400)[:4000]
    content = content_of(EntryKind.PROTOCOL, text, read(text, Hints(EntryKind.PROTOCOL)))
    whole = replace(entry(text), content=content)
    check(private_card(whole, "Nurse", viewer_id=2**62, lead="Saved."))
    check(public_card(whole, "Nurse"))
    check(note_about(whole))
    for page in range(1, len(full_text_pages(whole)) + 1):
        check(full_text_card(whole, page))


def test_every_form_fits_its_custom_id() -> None:
    longest = EntryForm(
        EntryKind.PROTOCOL,
        max((each.key for each in catalogue().all), key=len),
        max((each.key for each in indications().all), key=len),
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
        entries=tuple(entry(WORST[:4000], number, worst_reading(WORST)) for number in range(1, 6)),
        page=2,
        total=300,
        beyond=True,
        devices=("gentlemax_pro",),
        asks=(DeviceQuestion("yag" * 60, candidates, Span(0, 3)),),
        identifiers=(),
        skin_types=("I", "II", "III", "IV", "V", "VI"),
    )
    results = replace(results, without={"kind": results, "device": replace(results, total=2, beyond=False)})
    check(results_card(results))
    shown = texts_of(results_card(results))
    assert "The newest and best 300 of many protocols" in shown
    assert "Page 2 of 60 · there are more: add a word" in shown
    newest = replace(results, request=replace(asked, newest_first=True))
    assert "The newest 300 of many protocols" in texts_of(results_card(newest))
    named = texts_of(results_card(replace(results, request=Request("GentleMax Pro"))))
    assert "The newest and best 300 of many entries on GentleMax Pro" in named
    nothing = results_card(replace(results, entries=(), total=0, beyond=False))
    check(nothing)
    assert "- Of other kinds, many entries with" in texts_of(nothing)
    assert "- Without the device: 2 entries." in texts_of(nothing)
    check(results_card(replace(results, identifiers=("name", "phone"))))


def test_what_does_not_fit_is_said_and_stands_in_the_full_text() -> None:
    cautions = tuple(caution(f"caution number {count} " + "x" * 200) for count in range(6))
    sets = tuple(used(setting(KEY.FLUENCE, 10.0 + count), label="y" * 50) for count in range(30))
    whole = replace(
        entry("short"), content=replace(entry("short").content, reading=kept_with(sets=sets, cautions=cautions))
    )
    shown = texts_of(public_card(whole, ""))
    assert "caution number 0" in shown
    assert "more cautions: **Full text**" in shown
    assert "more lines: **Full text**" in shown
    assert "Full text" in str(components(public_card(whole, "")))
    pages = "\n".join(texts_of(full_text_card(whole, page)) for page in range(1, len(full_text_pages(whole)) + 1))
    for count in range(30):
        assert f"**{10 + count} J/cm²**" in pages
    for count in range(6):
        assert f"caution number {count} " in pages


def test_every_place_that_shows_settings_carries_the_cautions() -> None:
    reading = kept_with(sets=(used(setting(KEY.FLUENCE, 220.0)),), cautions=(caution("220 J/cm² is outside 1 to 80"),))
    content = Content(EntryKind.TIP, "Legs", "220 J/cm²", (), "", (), Correction(), 2, reading)
    tip = Entry(1, 7, "listed", content, 5, None, None, NOW, NOW)
    page = Results(Request(), "t", (tip,), 1, 1, False, (), (), ())
    for view in (
        private_card(tip, "", viewer_id=5),
        public_card(tip, ""),
        full_text_card(tip, 1),
        results_card(page),
        note_about(tip),
        details_saved(tip),
    ):
        assert "220 J/cm² is outside 1 to 80" in texts_of(view)
        assert "device, handpiece, skin type" in texts_of(view)


@pytest.mark.parametrize("status", ["withdrawn", "held", "unlisted"])
def test_a_public_copy_of_what_is_not_listed_says_only_that(status: Any) -> None:
    shown = components(public_card(replace(entry("secret words"), status=status), "Nurse"))
    text = " ".join(part.get("content", "") for part in shown)
    assert "secret" not in text
    assert "P-4294967295" in text
    assert not [part for part in shown if part["type"] == 2]
