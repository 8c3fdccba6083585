"""One line of JSON about a message in, one line about what was read out."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from bot.clinical.devices import catalogue
from bot.clinical.output import as_output
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, Reading

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_MOST_SHOWN: Final = 40
_NO_HINTS: Final = Hints()
_KINDS: Final = {kind.value: kind for kind in EntryKind}
_CALLED: Final = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


class Damaged(Exception):
    """A line that cannot be read; its words say why, and never what stands in the message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as a line gives it."""

    id: str | float | None
    text: str
    hints: Hints


def answer(line: bytes) -> bytes:
    """What the reader says of a line's message, as a line; raises Damaged."""
    asked = asked_in(line)
    said = as_output(reading_of(asked.text, asked.hints))
    return json.dumps({"id": asked.id, **said}, ensure_ascii=False).encode() + b"\n"


def reading_of(text: str, hints: Hints = _NO_HINTS) -> Reading:
    """What the reader finds; raises Damaged where it has a fault."""
    try:
        return read(text, hints)
    except Exception as error:  # a fault of ours in one message must not cost the rest of a hundred thousand
        raise Damaged(f"a fault in the reader ({type(error).__name__}); please report it") from error


def asked_in(line: bytes) -> Asked:
    """The message that a line gives; raises Damaged."""
    row = _object(line)
    text = row.get("text")
    if "text" not in row:
        raise Damaged('there is no "text"')
    if not isinstance(text, str):
        raise Damaged(f'"text" is {_called(text)} and no text')
    name = row.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | float | None):
        raise Damaged(f'"id" is {_called(name)}, neither a text nor a number')
    if isinstance(name, float) and not math.isfinite(name):
        raise Damaged('"id" is too large a number')
    for key, value in (("text", text), ("id", name)):
        if isinstance(value, str) and not _is_whole(value):
            raise Damaged(f'"{key}" has half a character in it (a lone surrogate)')
    return Asked(name, text, Hints(_kind(row.get("kind")), _device(row.get("device"))))


def _object(line: bytes) -> dict[str, Any]:
    try:
        written = line.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise Damaged(f"not UTF-8 (byte 0x{byte:02x} at {error.start + 1}); save the file as UTF-8") from None
    try:
        row = json.loads(written, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise Damaged(f"not JSON ({error.msg.removesuffix(' at')}, column {error.colno})") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets within brackets
        raise Damaged("not JSON that can be read (too large a number, or too deep)") from None
    if not isinstance(row, dict):
        raise Damaged(f"{_called(row)} and no object: {{…}}")
    return row


def _refused(constant: str) -> NoReturn:
    raise Damaged(f"not JSON ({constant})")


def _kind(value: object) -> EntryKind | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Damaged(f'"kind" is {_called(value)} and no text')
    kind = _KINDS.get(value.lower())
    if kind is None:
        raise Damaged(f'"kind" {_quoted(value)} is unknown; the kinds are {", ".join(_KINDS)}')
    return kind


def _device(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Damaged(f'"device" is {_called(value)} and no text')
    device = catalogue().get(value) or catalogue().named(value)
    if device is not None:
        return device.key
    near = ", ".join(each.key for each in catalogue().suggest(value[:_MOST_SHOWN], limit=3))
    raise Damaged(f'"device" {_quoted(value)} is not in the catalogue' + (f"; near it: {near}" if near else ""))


def _called(value: object) -> str:
    return _CALLED[type(value)]


def _quoted(value: str) -> str:
    """Short, and in ASCII, so that nothing in it can upset a terminal."""
    return json.dumps(value if len(value) <= _MOST_SHOWN else value[: _MOST_SHOWN - 1] + "…")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
