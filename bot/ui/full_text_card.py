"""All that an entry says, page by page, where its card has no room for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.summary_facts import NAMES
from bot.ui.cards import button, card
from bot.ui.cautions import caution_in_short, caution_lines, incomplete
from bot.ui.complication_cards import course_in_full
from bot.ui.entry_card import all_written, as_asked, settings_read
from bot.ui.text import KIND_ACCENTS, SHARED_BY_MEMBERS, escaped, page_of
from db.complications import Report
from db.entries import Entry

_PAGE_ROOM: Final = 3300


def full_text_pages(entry: Entry, report: Report | None = None) -> list[str]:
    """All that was written, escaped, in pieces that fit a card; then what was given for a complication and how it went
    on, by its `report`, and all that was read of settings.
    """
    course = course_in_full(report) if report is not None else []
    return [*_pieces(_everything(entry)), *_pages_of([*course, *caution_lines(entry.content), *settings_read(entry)])]


def full_text_card(entry: Entry, page: int, asked: Entry | None = None, report: Report | None = None) -> ui.LayoutView:
    """One page of all that was written. `asked` is the question of an answer that does not repeat what it says."""
    pages = full_text_pages(entry, report)
    page = min(max(page, 1), len(pages))
    turning = [
        button("Previous", "textpage", entry.number, page - 1, disabled=page == 1),
        button("Next", "textpage", entry.number, page + 1, disabled=page == len(pages)),
    ]
    heading = [
        f"### {entry.label} in full",
        page_of(page, len(pages)),
        as_asked(entry, asked),
        incomplete(entry, asked),
        caution_in_short(entry),
    ]
    return card(
        ["\n".join(filter(None, heading)), pages[page - 1], SHARED_BY_MEMBERS],
        accent=KIND_ACCENTS[entry.content.kind],
        buttons=turning if len(pages) > 1 else (),
    )


def _everything(entry: Entry) -> str:
    """What the card shows as written, and what it tells of a summary's source."""
    is_summary = entry.content.kind is EntryKind.SUMMARY
    facts = [f"{each.name}: {each.text}" for each in entry.content.details if is_summary and each.name in NAMES]
    return "\n\n".join([*(["\n".join(facts)] if facts else []), all_written(entry)])


def _pieces(text: str) -> Iterator[str]:
    while text:
        piece = text
        while len(escaped(piece)) > _PAGE_ROOM:
            piece = _first_part(piece, len(piece) * _PAGE_ROOM // (len(escaped(piece)) + 1))
        yield escaped(piece.strip()) or "\u200b"
        text = text[len(piece) :]


def _pages_of(lines: list[str]) -> Iterator[str]:
    page: list[str] = []
    for line in lines:
        if page and sum(map(len, page)) + len(page) + len(line) > _PAGE_ROOM:
            yield "\n".join(page)
            page = []
        page.append(line)
    if page:
        yield "\n".join(page)


def _first_part(text: str, room: int) -> str:
    end = max(text.rfind("\n", room // 2, room), text.rfind(" ", room // 2, room))
    return text[: end + 1] if end > 0 else text[: max(1, room)]
