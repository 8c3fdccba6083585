"""A spreadsheet's CSV and a JSON list of exported entries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Final

from bot.exchange.exporting.rows import CELLS, ExportedEntry
from bot.exchange.formulas import neutralised

_BYTE_ORDER_MARK: Final = "\ufeff"  # Excel takes a file without it for the computer's own encoding


def as_csv(entries: Iterable[ExportedEntry]) -> bytes:
    """Commas, CRLF and UTF-8 with its mark; formulas neutralised."""
    sheet = io.StringIO(newline="")
    sheet.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(sheet, CELLS)
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: neutralised(text) for name, text in entry.as_cells().items()})
    return sheet.getvalue().encode(errors="replace")


def as_json(entries: Iterable[ExportedEntry]) -> bytes:
    """A list of objects, each on a line of its own."""
    lines = ",\n".join(json.dumps(entry.as_json(), ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n".encode(errors="replace")
