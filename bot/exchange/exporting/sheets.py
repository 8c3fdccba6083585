"""A spreadsheet's CSV and a JSON list of exported entries."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Final

from bot.exchange.exporting.rows import CELLS, ExportedEntry

# A spreadsheet computes a cell that begins so, also in full width and after space (OWASP, "CSV Injection"). An import
# takes the apostrophe off again, and this adds one where a text begins with some of its own.
_FORMULA: Final = re.compile(
    r"\s*'*\s*[=+\-@\t\r\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    r"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]|[\t\r\n]"
)
_BYTE_ORDER_MARK: Final = "\ufeff"  # Excel takes a file without it for the computer's own encoding


def as_csv(entries: Iterable[ExportedEntry]) -> bytes:
    """Commas, CRLF and UTF-8 with its mark; formulas neutralised."""
    sheet = io.StringIO(newline="")
    sheet.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(sheet, CELLS)
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: harmless(text) for name, text in entry.as_cells().items()})
    return sheet.getvalue().encode(errors="replace")


def as_json(entries: Iterable[ExportedEntry]) -> bytes:
    """A list of objects, each on a line of its own."""
    lines = ",\n".join(json.dumps(entry.as_json(), ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n".encode(errors="replace")


def harmless(text: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{text}" if _FORMULA.match(text) else text
