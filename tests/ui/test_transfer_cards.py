"""Importing, as it is shown: within Discord's limits, and true to what was found."""

from __future__ import annotations

import pytest
from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.importing.gathering import Prepared
from bot.exchange.importing.imports import Imported, Progress
from bot.exchange.importing.problems import Problem
from bot.exchange.importing.ready import Ready
from bot.ui.transfer_cards import everything_found, imported_card, preview_card, reading_card, writing_card

URL = "https://cdn.example.org/ephemeral-attachments/1/2/protocols.csv?ex=1"
LONG = tuple(Problem(row, "device", "*unknown* " * 100) for row in range(2, 12_002))


def ready(count: int, kind: EntryKind = EntryKind.PROTOCOL) -> tuple[Ready, ...]:
    return tuple(Ready(kind, "{}", f"{row:032x}", None, None, row % 2 == 0, row % 3 == 0) for row in range(count))


def prepared(
    *,
    count: int = 0,
    already: int = 0,
    problems: tuple[Problem, ...] = (),
    notes: tuple[Problem, ...] = (),
) -> Prepared:
    rows = count + already + len(problems)
    return Prepared("f" * 32, "CSV with commas", "UTF-8", rows, ready(count), already, problems, notes)


def text_of(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def buttons_of(view: ui.LayoutView) -> list[ui.Button[ui.LayoutView]]:
    return [item for item in view.walk_children() if isinstance(item, ui.Button)]


def test_what_can_be_imported_is_counted_with_what_is_doubtful() -> None:
    words = text_of(preview_card(prepared(count=10_000, already=1), URL))
    assert "10,000 protocols can be imported" in words
    assert "not imported again: 1." in words
    assert "not recorded): 5,000." in words
    assert "With cautions, which each card says: 3,334" in words


def test_the_confirming_button_carries_the_fingerprint_and_fits() -> None:
    confirm, leave, file = buttons_of(preview_card(prepared(count=1), URL))
    assert confirm.custom_id == f"fx1:import_confirm:{'f' * 32}"
    assert len(confirm.custom_id or "") <= 100
    assert (confirm.label, leave.label, file.url) == ("Import 1 protocol", "Leave it", URL)
    assert all(len(each.label or "") <= 80 for each in buttons_of(preview_card(prepared(count=20_000), URL)))


def test_with_a_problem_there_is_nothing_to_confirm() -> None:
    view = preview_card(prepared(count=0, problems=LONG[:1]), URL)
    assert buttons_of(view) == []
    assert "Not yet: 1 problem in 1 row" in text_of(view)


@pytest.mark.parametrize("notes", [(), LONG])
def test_ten_thousand_problems_fit_and_are_all_in_the_file(notes: tuple[Problem, ...]) -> None:
    found = prepared(problems=LONG, notes=notes)
    view = preview_card(found, URL)
    assert len(text_of(view)) <= 4000
    assert any(isinstance(item, ui.File) for item in view.walk_children())
    listed = everything_found(found)
    assert listed is not None
    assert listed.content.count(b"\nRow ") == len(LONG) + len(notes)


def test_few_problems_need_no_file() -> None:
    assert everything_found(prepared(problems=LONG[:3])) is None


def test_what_is_quoted_is_no_format() -> None:
    assert "\\*unknown\\*" in text_of(preview_card(prepared(problems=(Problem(2, "device", "*unknown*"),)), URL))


def test_progress_and_the_end_are_told() -> None:
    assert "It begins" in text_of(reading_card(None))
    assert "5,000 rows, 50% of the file" in text_of(reading_card(Progress(5000, 0.5)))
    assert "Importing 2 protocols" in text_of(writing_card(prepared(count=2)))
    assert "P-7 to P-8" in text_of(imported_card(Imported(2, "2 protocols", "P-7", "P-8"), prepared(count=2)))
    assert "P-7." in text_of(imported_card(Imported(1, "1 protocol", "P-7", "P-7"), prepared(count=1)))


def test_every_card_can_be_sent() -> None:
    for view in (preview_card(prepared(count=1), URL), preview_card(prepared(problems=LONG), URL), reading_card(None)):
        assert view.to_components()
        assert len(list(view.walk_children())) <= 40
