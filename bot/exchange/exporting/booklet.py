"""The booklet: Markdown to print, by device, each entry with its cautions beside its settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from bot.exchange.counted import counted
from bot.exchange.exporting.rows import ExportedEntry

_NO_DEVICE: Final = "No device recorded"
_INLINE: Final = re.compile(r"([\\`*_\[\]<>~&|#])")
_AT_THE_BEGINNING: Final = re.compile(r"^(\d{0,9})([.)+]|-+|=+)(?!\S)")
_FACTS: Final = (
    ("Device", "device"),
    ("Handpiece or spot", "handpiece"),
    ("Skin types", "skin_types"),
    ("Indication", "indication"),
    ("Complication", "complication"),
    ("Source", "source"),
)


@dataclass(frozen=True, slots=True, order=True)
class _Page:
    """An entry as it is printed, and by what it is sorted."""

    without_device: bool
    sorted_by: tuple[str, str]
    device: str
    text: str


class Booklet:
    """Markdown, made a few entries at a time."""

    def __init__(self, made_at: datetime) -> None:
        self._made_at = made_at
        self._pages: list[_Page] = []

    def add(self, entries: Iterable[ExportedEntry]) -> None:
        """Some more entries, in any order."""
        for each in entries:
            sorted_by = (each.device.lower(), each.title.lower())
            self._pages.append(_Page(not each.device, sorted_by, each.device, "\n".join(_entry(each))))

    def content(self) -> bytes:
        """The whole booklet, by device and title."""
        return "\n".join(_lines(sorted(self._pages), self._made_at)).encode(errors="replace")


def _lines(pages: list[_Page], made_at: datetime) -> Iterator[str]:
    number = counted(len(pages), "entry", "entries")
    yield "# Protocols and notes of the exchange"
    yield f"\n{number}, as they stood on {made_at.date().isoformat()}. What was changed or withdrawn since is not here."
    yield (
        "\n**Shared by members, not medical advice. Start lower, do a test spot. Settings hold for the device, "
        "handpiece and tip that they name, and for no other.** That no caution stands beside an entry does not say "
        "that it was checked.\n"
    )
    by_device = [(device, list(each)) for device, each in groupby(pages, key=lambda page: page.device)]
    for device, those in by_device:
        yield f"- {_plain(device or _NO_DEVICE)} ({len(those)})"
    for device, those in by_device:
        yield f"\n---\n\n## {_plain(device or _NO_DEVICE)}"
        yield from (page.text for page in those)


def _entry(each: ExportedEntry) -> Iterator[str]:
    yield f"\n### {each.entry} · {_plain(each.title) or each.kind.capitalize()}\n"
    changed = f", changed {each.changed}" if each.changed else ""
    standing = "" if each.standing == "current" else f" · **{_plain(each.standing)}**"
    yield f"{each.kind.capitalize()} · {each.date}{changed}{standing}\n"
    warnings = [*filter(None, [each.incomplete]), *(f"Caution: {caution}" for caution in each.cautions)]
    for warning in warnings:
        yield f"- ⚠️ **{_plain(warning)}**"
    yield from (f"- Reported by colleagues: {_plain(words)}" for words in each.reported)
    cells = each.as_cells()
    for name, field in _FACTS:
        if cells[field]:
            yield f"- {name}: {_plain(cells[field])}"
    yield from _quote(each.settings)
    if each.settings_put_right:
        yield "\nSettings, put right by the author:"
        yield from _quote(each.settings_put_right)
    if each.notes:
        yield "\nNotes:"
        yield from _quote(each.notes)
    yield f"\n*{each.use}*"


def _quote(text: str) -> Iterator[str]:
    """As it was written, line by line."""
    yield ""
    for line in text.splitlines():
        yield f"> {_escaped(line)}  " if line.strip() else ">"


def _plain(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(line: str) -> str:
    """A member's line as it reads: neither Markdown nor HTML. What is no sign of a list or heading stays as it is."""
    words = line.lstrip()
    before = "\N{NO-BREAK SPACE}" * (len(line) - len(words))
    return before + _AT_THE_BEGINNING.sub(r"\1\\\2", _INLINE.sub(r"\\\1", words))
