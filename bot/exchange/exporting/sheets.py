"""A spreadsheet's CSV and a JSON list of exported entries, made a few entries at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Final

from bot.exchange.exporting.rows import CELLS, ExportedEntry
from bot.exchange.formulas import neutralised

_BYTE_ORDER_MARK: Final = "\ufeff"  # Excel takes a file without it for the computer's own encoding


class Sheet:
    """CSV with commas, CRLF and UTF-8 with its mark; formulas neutralised."""

    def __init__(self) -> None:
        self._parts = [f"{_BYTE_ORDER_MARK}{','.join(CELLS)}\r\n".encode()]

    def add(self, entries: Iterable[ExportedEntry]) -> None:
        """Some more rows; each lot is encoded by itself, as a whole library would hold the interpreter for long."""
        rows = io.StringIO(newline="")
        writer = csv.DictWriter(rows, CELLS)
        writer.writerows({name: neutralised(text) for name, text in entry.as_cells().items()} for entry in entries)
        self._parts.append(rows.getvalue().encode(errors="replace"))

    def content(self) -> bytes:
        """The whole file."""
        return b"".join(self._parts)


class JsonList:
    """A list of objects, each on a line of its own."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def add(self, entries: Iterable[ExportedEntry]) -> None:
        """Some more objects."""
        texts = (json.dumps(entry.as_json(), ensure_ascii=False) for entry in entries)
        self._objects += (text.encode(errors="replace") for text in texts)

    def content(self) -> bytes:
        """The whole file."""
        return b"[\n" + b",\n".join(self._objects) + b"\n]\n"
