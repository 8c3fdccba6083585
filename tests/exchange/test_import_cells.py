"""What the cells of an imported row mean: skin types, devices, dates, and what is no draft."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.exchange.importing.drafts import Draft, Understanding
from bot.exchange.importing.tables import opened

SKIN_TYPES = [
    ("III-V", "III IV V"),
    ("III – V", "III IV V"),
    ("I to 3", "I II III"),
    ("V/VI", "V VI"),
    ("I; III", "I III"),
    ("Fitzpatrick skin types II, IV", "II IV"),
    ("FST3", "III"),
    ("vi and v", "V VI"),
    ("all", "I II III IV V VI"),
    ("", ""),
    ("not stated", ""),
]


def draft_of(**cells: str) -> Draft | list[str]:
    """A row's draft, or what is wrong with it."""
    given_cells = {"title": "A", "settings": "7 J", **cells}
    [row] = opened(json.dumps([given_cells]).encode(), "a.csv").next_rows(5)
    understood = Understanding((), date(2026, 1, 1)).of(row)
    return understood.draft or [each.shown for each in (*understood.problems, *understood.notes)]


@pytest.mark.parametrize(("written", "meant"), SKIN_TYPES)
def test_skin_types(written: str, meant: str) -> None:
    draft = draft_of(skin_types=written)
    assert isinstance(draft, Draft)
    assert " ".join(draft.skin_types) == meant


@pytest.mark.parametrize("written", ["darker", "III-", "VII", "I-III-V", "0", "-"])
def test_skin_types_that_cannot_be_read(written: str) -> None:
    [problem] = draft_of(skin_types=written)  # type: ignore[misc]
    assert problem.startswith("Row 1, skin_types: ")


def test_devices_by_name_alias_and_key() -> None:
    for written in ("GentleMax Pro", "gmp", "gentlemax_pro", "Gentle-Max Pro"):
        draft = draft_of(device=written)
        assert isinstance(draft, Draft)
        assert draft.device == "gentlemax_pro"


UNKNOWN_DEVICES = [
    ("Gentelmax Pro", "is not known. Is GentleMax Pro"),
    ("~aOther server", "is not known."),
    ("qqqqq", "Leave it empty"),
    ("GentleMax Pro; Vbeam Prima", "several devices"),
    ("vbeam", "“vbeam” may be Vbeam Perfecta or Vbeam Prima."),
    ("Fraxel", "may be Fraxel Dual or Fraxel re:pair."),
    ("Mrs Jane Placeholder", "Row 1, device: what stands there is not known."),
]


@pytest.mark.parametrize(("written", "said"), UNKNOWN_DEVICES)
def test_devices_that_are_not_taken_for_another(written: str, said: str) -> None:
    [problem] = draft_of(device=written)  # type: ignore[misc]
    assert said in problem


def test_several_devices_where_the_settings_name_each() -> None:
    draft = draft_of(device="GentleMax Pro; Vbeam Prima", settings="GMP 14 J/cm², then Vbeam Prima 8 J/cm²")
    assert isinstance(draft, Draft)
    assert (draft.devices, draft.device) == (("gentlemax_pro", "vbeam_prima"), None)
    [problem] = draft_of(device="GentleMax Pro; PicoSure", settings="GMP 14 J/cm²")  # type: ignore[misc]
    assert "several devices" in problem


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *((written, (2024, 3, 25)) for written in ("2024-03-25", "2024-03-25 00:00:00", "25.3.2024", "25/3/2024")),
        *((written, (2024, 3, 25)) for written in ("25-03-2024", "3/25/2024")),
        ("5/5/2024", (2024, 5, 5)),
    ],
)
def test_dates(written: str, day: tuple[int, int, int]) -> None:
    draft = draft_of(date=written)
    assert isinstance(draft, Draft)
    assert draft.written_at == datetime(*day, 12, tzinfo=UTC)


def test_a_date_that_may_be_two_days_is_asked_about() -> None:
    [problem] = draft_of(date="3/4/2024")  # type: ignore[misc]
    assert problem.endswith("may be 2024-04-03 (3 April) or 2024-03-04 (4 March): write which so.")


@pytest.mark.parametrize(
    "written", ["25/3-2024", "25/13/2024", "31/2/2024", "2024-02-30", "2026-01-02", "1850-01-01", "spring"]
)
def test_dates_that_cannot_be(written: str) -> None:
    [problem] = draft_of(date=written)  # type: ignore[misc]
    assert problem.startswith("Row 1, date: ")


def test_only_current_protocols_and_tips_are_imported() -> None:
    assert draft_of(kind="summary", device="qqqqq") == [
        "Row 1, kind: “summary”; only protocols and tips can be imported. It is left out."
    ]
    [note] = draft_of(standing="retired", device="Gone since")  # type: ignore[misc]
    assert "It is left out" in note
    for kind in ("", "Protocol", "TIP"):
        draft = draft_of(kind=kind, standing="current")
        assert isinstance(draft, Draft)
        assert draft.kind == (kind.lower() or "protocol")


def test_an_unknown_indication_is_kept_in_words() -> None:
    draft = draft_of(indication="Hair removal; Quillitis")
    assert isinstance(draft, Draft)
    assert (draft.indications, draft.treats) == (("hair_removal",), ("Quillitis",))


def test_a_row_is_the_same_in_every_form_of_file() -> None:
    one = draft_of(settings="7 J/cm²,  6 ms\n", device="GMP", skin_types="II-III", id="1")
    other = draft_of(settings="7 J/cm², 6 ms", device="GentleMax Pro", skin_types="II, III", date="2024-01-01")
    assert isinstance(one, Draft)
    assert isinstance(other, Draft)
    assert one.digest == other.digest
    changed = draft_of(settings="7 J/cm², 6 ms", device="GMP", skin_types="II, IV")
    assert isinstance(changed, Draft)
    assert changed.digest != one.digest
