"""`docs/import.md` says what the code does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.exchange.importing.columns import LONGEST
from bot.exchange.importing.drafts import Understanding
from bot.exchange.importing.ready import screened
from bot.exchange.importing.tables import LARGEST, MOST_ROWS, opened

DOCUMENT = Path(__file__).parents[2] / "docs" / "import.md"


def test_the_document_lists_every_column_with_its_room() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .+ \| ([\d,]+) \|$", text, re.MULTILINE)
    assert {name: int(room.replace(",", "")) for name, room in rows} == {
        str(name): room for name, room in LONGEST.items()
    }
    assert f"{LARGEST // 1024 // 1024} MB and {MOST_ROWS:,} rows" in text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_documents_examples_can_be_imported(form: str) -> None:
    [example] = re.findall(rf"```{form}\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    table = opened(example.encode(), f"a.{form}")
    understanding = Understanding((), date(2026, 1, 1))
    for row in table.next_rows(10):
        understood = understanding.of(row)
        assert understood.draft is not None
        result = screened(understood.draft, ())
        assert (understood.notes, result.problems, result.notes) == ((), (), ())
        assert result.ready is not None
        assert not result.ready.is_incomplete
