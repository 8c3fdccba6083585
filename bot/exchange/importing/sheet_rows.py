"""Rows of a spreadsheet's CSV: commas, semicolons, tabs or bars, quoted as spreadsheets do."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from typing import Final

from bot.exchange.formulas import as_meant
from bot.exchange.importing.cells import Row, problems_in
from bot.exchange.importing.columns import Column, Header, header_of, known_among
from bot.exchange.importing.problems import Problem

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAID: Final = "sep="  # Excel's own first line, which says the delimiter
_LOOKED_AT: Final = 20  # lines that the names of the columns may take
_NOT_CLOSED: Final = "a quotation mark that begins in or after this row is not closed."

_NO_COLUMN: Final = "a cell under no column's name: a delimiter too many, or no quotation marks around a text with one."
# The module gives up at 131,072 characters, and then nobody knows whether the cell is too long or its mark is missing.
# A file is limited already, and what a cell may hold is said by its column.
csv.field_size_limit(2**31 - 1)
# By what the csv module says; of anything else the row's end is not known.
_SAID_OF: Final = {
    "expected after": "text follows a closing quotation mark. Double the marks within a cell.",
    "new-line": "a line end of another kind than the file's. Save the file anew.",
}


class SheetRows:
    """The rows below the names of the columns. A record may take several lines; blank ones are counted, not given."""

    def __init__(self, text: str) -> None:
        self.place = 0
        self.ended_by: Problem | None = None
        self._text = text if "\n" in text else text.replace("\r", "\n")  # of a Macintosh of old
        delimiter = self._said_delimiter() or self._likely_delimiter()
        self.form = f"CSV with {_DELIMITERS.get(delimiter, delimiter)}"
        # strict: text after a closing quotation mark would lose its marks without a word.
        self._records = csv.reader(self._lines(), delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
        self._unnamed: frozenset[int] = frozenset()
        self.header = self._header()

    def __iter__(self) -> Iterator[Row]:
        for number in itertools.count(2):
            try:
                record = next(self._records)
            except StopIteration:
                return
            except csv.Error as error:
                if not (words := _said_of(error)):
                    self.ended_by = Problem(number, "", _NOT_CLOSED)
                    return
                yield Row(number, {}, (Problem(number, "", words),))
                continue
            if any(map(str.strip, record)):
                yield self._row(number, record)

    def _row(self, number: int, record: list[str]) -> Row:
        columns = self.header.columns
        cells: dict[Column, str] = {}
        for place, written in enumerate(record):
            column = columns[place] if place < len(columns) else None
            if column is not None:
                cells[column] = as_meant(written.strip())
            elif written.strip() and (place >= len(columns) or place in self._unnamed):
                return Row(number, {}, (Problem(number, "", _NO_COLUMN),))  # which cell is whose nobody knows then
        return Row(number, cells, tuple(problems_in(number, cells)))

    def _header(self) -> Header:
        try:
            names = [name.strip() for name in next(self._records, [])]
            self._unnamed = frozenset(place for place, name in enumerate(names) if not name)
            return header_of(names)
        except csv.Error:
            return Header((), (Problem(1, "", _NOT_CLOSED),), ())

    def _said_delimiter(self) -> str | None:
        first, end, _ = self._text.partition("\n")
        said = first.rstrip("\r")
        if not end or said[:-1].lower() != _SAID or said[-1] not in _DELIMITERS:
            return None
        self.place = len(first) + 1
        return said[-1]

    def _likely_delimiter(self) -> str:
        """The one that makes most columns' names of the first row."""
        begun = list(itertools.islice(self._lines(), _LOOKED_AT))
        self.place = 0
        return max(_DELIMITERS, key=lambda delimiter: _names_found(begun, delimiter))

    def _lines(self) -> Iterator[str]:
        while self.place < len(self._text):
            end = self._text.find("\n", self.place) + 1 or len(self._text)
            line = self._text[self.place : end]
            self.place = end
            yield line


def _names_found(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        names = next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    return known_among(names), len(names)


def _said_of(error: csv.Error) -> str | None:
    return next((words for part, words in _SAID_OF.items() if part in str(error)), None)
