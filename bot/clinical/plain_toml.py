"""Reading the plain part of TOML that the catalogues are written in, five times as fast as the standard library does.

The catalogues are read before the bot answers for the first time. What they hold is tables, and keys whose values are
also valid JSON, which is parsed at the speed of C, or strings in single quotes. Anything else (inline tables, dates, a
comment behind a value) is not plain, and goes to `tomllib`. That both read every file alike is tested.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final, cast

_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"[^"\\]+"|'[^']+'""")
_QUOTES: Final = frozenset("'\"")
_LONG: Final = "'''"
_TABLE: Final = re.compile(r"\[([A-Za-z0-9_.-]+)\]|\[\[([A-Za-z0-9_-]+)\]\]")


class _NotPlainError(Exception):
    """The text needs the whole of TOML."""


def _no_toml(_: object) -> object:
    raise _NotPlainError


_DECODE: Final = json.JSONDecoder(object_hook=_no_toml, parse_constant=_no_toml).raw_decode


def loads(text: str) -> dict[str, Any]:
    """A TOML text as `tomllib.loads` gives it. Raises `tomllib.TOMLDecodeError` where that does."""
    try:
        return _plain(text)
    except (_NotPlainError, ValueError):
        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    root: dict[str, Any] = {}
    table = root
    rows: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, str] = {}  # by the keys as they are written: most lines begin with one that has been seen
    lines = iter(text.split("\n"))
    for line in lines:
        key, sign, value = line.partition(" = ")
        name = names.get(key)
        if name is None:
            if not line or line[0] == "#":
                continue
            if line[0] == "[":
                table = _table(root, rows, line)
                continue
            if not sign or _KEY.fullmatch(key) is None:
                raise _NotPlainError
            name = names[key] = key.strip("\"'")
        if name in table:
            raise _NotPlainError
        quote = value[:1]
        is_string = quote in _QUOTES and value[-1] == quote and value.count(quote) == 2
        if is_string and (quote == "'" or ("\\" not in value and value.isprintable())):
            table[name] = value[1:-1]
        else:
            table[name] = _value(value, lines)
    return root


def _table(root: dict[str, Any], rows: dict[str, list[dict[str, Any]]], line: str) -> dict[str, Any]:
    """The new table that a heading begins. ``rows`` are the arrays of tables so far, by name."""
    match = _TABLE.fullmatch(line)
    if match is None:
        raise _NotPlainError
    table: dict[str, Any] = {}
    if match[2]:
        if match[2] not in rows:
            _put(root, match[2], rows.setdefault(match[2], []))
        rows[match[2]].append(table)
        return table
    *parents, name = match[1].split(".")
    holder = root
    for parent in parents:
        inner: Any = rows[parent][-1] if holder is root and parent in rows else holder.setdefault(parent, {})
        if not isinstance(inner, dict):
            raise _NotPlainError
        holder = cast("dict[str, Any]", inner)
    _put(holder, name, table)
    return table


def _put(holder: dict[str, Any], name: str, value: Any) -> None:
    if name in holder:
        raise _NotPlainError
    holder[name] = value


def _value(value: str, lines: Iterator[str]) -> Any:
    if value == _LONG:
        return _long(lines)
    if value == "[":
        rows = [row for row in _until_closed(lines) if row[0] != "#"]
        value = "[" + " ".join(rows).removesuffix(",") + "]"
    found, end = _DECODE(value)
    if end != len(value) or "null" in value:
        raise _NotPlainError
    return found


def _long(lines: Iterator[str]) -> str:
    read: list[str] = []
    for line in lines:
        before, sign, after = line.partition(_LONG)
        read.append(before)
        if after:
            raise _NotPlainError
        if sign:
            return "\n".join(read)
    raise _NotPlainError


def _until_closed(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == "]":
            return
        if row := line.strip():
            yield row
    raise _NotPlainError
