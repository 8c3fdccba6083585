"""Rows of a JSON list of objects, parsed one object at a time."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from bot.exchange.importing.cells import Row, problems_in
from bot.exchange.importing.columns import LISTS, Column, Header, column_named, header_of, slip_in
from bot.exchange.importing.problems import Problem
from bot.exchange.refusal import Refusal

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_NO_LIST: Final = 'JSON must be a list of objects here: [{"title": "…", "settings": "…"}, …].'


class _Members(tuple[tuple[str, Any], ...]):
    """An object's names and values, as often as they stand there: a dict would keep the last of a name alone."""

    __slots__ = ()


_CALLED: Final = {_Members: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}


class _Refused(ValueError):
    """A constant that JSON does not have."""


class JsonRows:
    """The objects of a list. Numbers stay as they are written."""

    form: str = "JSON"

    def __init__(self, text: str) -> None:
        self.place = _after_space(text, 0)
        self.ended_by: Problem | None = None
        self._text = text
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_Members, parse_float=str, parse_int=str, parse_constant=_refused
        )
        if text[self.place : self.place + 1] != "[":
            raise Refusal(_NO_LIST)
        self.place = _after_space(text, self.place + 1)
        self._objects = self._parsed()
        self._first = list(itertools.islice(self._objects, 1))
        self._columns: dict[str, Column | None] = {}
        self.header = self._header()

    def __iter__(self) -> Iterator[Row]:
        for number, value in enumerate(itertools.chain(self._first, self._objects), start=1):
            yield self._row(number, value)

    def _header(self) -> Header:
        if not self._first:
            return Header((), (self.ended_by or Problem(1, "", "the list is empty."),), ())
        first = self._first[0]
        if not isinstance(first, _Members):
            raise Refusal(f"{_NO_LIST} The first of this one is {_called(first)}.")
        names = list(dict.fromkeys(name for name, _ in first))  # one that stands there twice is its row's problem
        header = header_of(names)
        self._columns.update(zip(names, header.columns, strict=False))
        return header

    def _parsed(self) -> Iterator[Any]:
        """Each value of the list, as long as it is JSON."""
        number = 1
        try:
            while self._text[self.place : self.place + 1] != "]":
                value, end = self._decoder.raw_decode(self._text, self.place)
                self.place = _after_space(self._text, end)
                yield value
                number += 1
                if self._text[self.place : self.place + 1] == ",":
                    self.place = _after_space(self._text, self.place + 1)
                elif self._text[self.place : self.place + 1] != "]":
                    raise json.JSONDecodeError("Expecting ',' or ']'", self._text, self.place)
            if self._text[self.place + 1 :].strip():
                self.ended_by = Problem(number - 1, "", "something follows the end of the list.")
        except json.JSONDecodeError as error:
            where = f"{error.msg.removesuffix(' at')}, line {error.lineno}, column {error.colno}"
            self.ended_by = Problem(number, "", f"this is not JSON ({where}).")
        except _Refused as constant:
            self.ended_by = Problem(number, "", f"this is not JSON ({constant}).")
        except RecursionError:
            self.ended_by = Problem(number, "", "brackets within brackets, too deep to be read.")

    def _row(self, number: int, value: Any) -> Row:
        if not isinstance(value, _Members):
            return Row(number, {}, (Problem(number, "", f"{_called(value)} and no object."),))
        cells: dict[Column, str] = {}
        problems: list[Problem] = []
        for name, given in value:
            column = self._column(name, number, problems)
            text = _text_of(given, column)
            if column is None:
                continue
            if column in cells:
                problems.append(Problem(number, column, "it stands there twice."))
            elif text is None:
                problems.append(Problem(number, column, f"{_called(given)} and no text."))
            else:
                cells[column] = text.strip()
        return Row(number, cells, (*problems, *problems_in(number, cells)))

    def _column(self, name: str, number: int, problems: list[Problem]) -> Column | None:
        """A name that stands in no object before this one is looked at once."""
        if name not in self._columns:
            self._columns[name] = column_named(name)
            slip = slip_in(name, tuple(self._columns), number)
            problems += [slip] if slip is not None else []
        return self._columns[name]


def _text_of(given: Any, column: Column | None) -> str | None:
    match given:
        case None:
            return ""
        case str():
            return given
        case list() if column in LISTS:
            items: list[Any] = given
            return "; ".join(map(str, items)) if all(isinstance(item, str) for item in items) else None
        case _:
            return None


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found is not None else place


def _refused(constant: str) -> NoReturn:
    raise _Refused(constant)


def _called(value: object) -> str:
    return _CALLED[type(value)]
